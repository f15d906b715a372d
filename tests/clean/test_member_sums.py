"""Counts of one organisation that contradict one another stay as written; a finding names every cell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from tests.conftest import REGISTER, Grid, WriteWorkbook

from analysis.cells import Value
from analysis.pipeline.cleaning import clean_folder
from analysis.plan import Plan

Clean = Callable[..., dict[str, pd.DataFrame]]
HEALTH = "Đảng bộ Sở Y tế"
MOVED = ["TT", "Đơn vị", "Đầu kỳ", "Tăng trong kỳ", None, "Giảm trong kỳ", "Cuối kỳ"]
CAUSES = [None, None, None, "Tổng tăng", "Kết nạp", "Chuyển đi", None]


@pytest.fixture
def clean(write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan) -> Clean:
    def run(*rows: list[Value]) -> dict[str, pd.DataFrame]:
        grid: Grid = [["THỐNG KÊ ĐẢNG VIÊN"], ["Tính đến ngày 31/3/2025"], *rows]
        write_workbook("raw/danh sach.xlsx", A=REGISTER)
        write_workbook("raw/tk.xlsx", A=grid)
        return clean_folder(tmp_path / "raw", plan)

    return run


def told(tables: dict[str, pd.DataFrame]) -> list[tuple[str, str, str]]:
    findings = tables["findings"]
    findings = findings[findings["severity"] == "warning"]
    return [(str(f.rule), str(f.source_cell), str(f.message)) for f in findings.itertuples()]


def test_full_and_probationary_that_are_not_the_total_are_told_with_their_cells(clean: Clean) -> None:
    heads: list[Value] = ["TT", "Đơn vị", "Tổng số đảng viên", "Chính thức", "Dự bị"]
    tables = clean(heads, [1, HEALTH, 66, 62, 3], [2, "Chi bộ Sở Xây dựng", 9, 9, "-"])
    assert tables["membership"]["count"].tolist() == [66, 62, 3, 9, 9, 0]
    ((rule, cell, message),) = told(tables)
    assert (rule, cell) == ("parts_differ_from_total", "C4")
    assert "(D4, E4)" in message


def test_a_movement_that_does_not_add_up_names_all_its_cells(clean: Clean) -> None:
    tables = clean(MOVED, CAUSES, [1, HEALTH, 86, 3, 3, 2, 88])
    ((rule, cell, message),) = told(tables)
    assert (rule, cell) == ("movement_differs", "G5")
    assert "(C5, E5, F5)" in message


def test_a_printed_sum_of_increases_is_held_against_them(clean: Clean) -> None:
    tables = clean(MOVED, CAUSES, [1, HEALTH, 86, 4, 3, 2, 87])
    ((rule, cell, message),) = told(tables)
    assert (rule, cell) == ("parts_differ_from_total", "D5")
    assert "(E5)" in message


def test_those_who_left_for_one_of_several_causes_are_fewer_members_and_no_measure(clean: Clean) -> None:
    heads: list[Value] = ["TT", "Đơn vị", "Đầu kỳ", "Tăng", "Giảm", None, "Cuối kỳ"]
    causes: list[Value] = [None, None, None, "Kết nạp", "Chuyển đi", "Khai trừ, xóa tên", None]
    tables = clean(heads, causes, [1, HEALTH, 86, 3, 2, 1, 86], [2, "Chi bộ Sở Xây dựng", 9, 0, 1, 1, 8])
    ((rule, cell, message),) = told(tables)
    assert (rule, cell) == ("movement_differs", "G6")
    assert "(C6, D6, E6, F6)" in message
    assert set(tables["membership"]["measure"]) == {"opening", "admitted", "transferred_out", "closing"}
    unused = tables["findings"].query("rule == 'heading_unused'")["message"]
    assert unused.str.contains("Khai trừ, xóa tên").tolist() == [True]


def test_contradictions_in_a_table_on_its_side_name_the_cells_of_its_column(clean: Clean) -> None:
    tables = clean(
        ["TT", "Chỉ tiêu", HEALTH, "Chi bộ Sở Xây dựng"],
        ["I", "Đảng viên có đến 31/12/2024", 86, 9],
        [1, "Kết nạp", 3, 1],
        [None, "Trong đó: nữ", 2, 0],
        [2, "Chuyển đi", 2, 0],
        ["II", "Đảng viên có đến 31/3/2025", 88, 10],
        [None, "Trong đó: - Chính thức", 80, 9],
        [None, "- Dự bị", 8, 1],
        [None, "- Nữ", 40, 4],
    )
    ((rule, cell, message),) = told(tables)
    assert (rule, cell) == ("movement_differs", "C8")
    assert "(C4, C5, C7)" in message
    women = tables["membership"][tables["membership"]["measure"] == "women"]
    assert women["count"].tolist() == [40, 4]


@pytest.mark.parametrize(
    "bands", [["Trên 60 tuổi", None], ["18-30", "31-40"], ["Dưới 30 tuổi", "Trên 60 tuổi"]]
)
def test_some_of_the_ages_are_not_all_members(clean: Clean, bands: list[Value]) -> None:
    counts: list[Value] = [2, 1 if bands[1] else None]
    tables = clean(["TT", "Đơn vị", "Tổng số đảng viên", "Nữ", *bands], [1, HEALTH, 66, 20, *counts])
    assert told(tables) == []
    assert set(tables["membership"]["measure"].str.startswith("age_")) == {False, True}
