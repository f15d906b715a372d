"""Counts told in words: each goes to its measure, and a cell that says anything else is refused whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from tests.conftest import REGISTER, Grid, WriteWorkbook

from analysis.cells import Value
from analysis.pipeline.cleaning import clean_folder
from analysis.plan import Plan
from analysis.recognise.worded_counts import counts_in_words

Clean = Callable[..., dict[str, pd.DataFrame]]
HEALTH, BUILDING = "Đảng bộ Sở Y tế", "Chi bộ Sở Xây dựng"
HEADINGS: list[Value] = ["TT", "Đơn vị", "Tổng số đảng viên", "Biến động trong 6 tháng đầu năm", "Cơ cấu"]
MOVED = "Tăng 03 (kết nạp 02, chuyển đến 01); giảm 02 (chuyển đi 02)"


@pytest.fixture
def clean(write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan) -> Clean:
    def run(*rows: list[Value]) -> dict[str, pd.DataFrame]:
        grid: Grid = [["TÌNH HÌNH ĐẢNG VIÊN ĐẾN 30/6/2025"], HEADINGS, *rows]
        write_workbook("raw/danh sach.xlsx", A=REGISTER)
        write_workbook("raw/dv.xlsx", A=grid)
        return clean_folder(tmp_path / "raw", plan)

    return run


def counts(tables: dict[str, pd.DataFrame], organisation: str = HEALTH) -> dict[str, int]:
    rows = tables["membership"][tables["membership"]["organisation"] == organisation]
    return {str(m): int(c) for m, c in zip(rows["measure"], rows["count"], strict=True)}


def test_each_count_goes_to_its_measure_with_the_cell(clean: Clean) -> None:
    tables = clean(
        [1, HEALTH, 65, MOVED, "Nữ 31; DTTS 04; dự bị 03"], [2, BUILDING, 9, None, "Nữ 03; DTTS 00"]
    )
    assert counts(tables) == {
        "total": 65, "admitted": 2, "transferred_in": 1, "transferred_out": 2,
        "women": 31, "ethnic_minority": 4, "probationary": 3,
    }  # fmt: skip
    assert counts(tables, BUILDING) == {"total": 9, "women": 3, "ethnic_minority": 0}
    cells = tables["membership"].set_index(["organisation", "measure"])["source_cell"]
    assert (cells[HEALTH, "admitted"], cells[BUILDING, "women"]) == ("D3", "E4")
    source = tables["sources"].set_index("source_file").loc["dv.xlsx"]
    assert source["cells"] == source[[c for c in source.index if str(c).startswith("cells_")]].sum()


@pytest.mark.parametrize("cell", ["Tăng nhiều", "Kết nạp 02, còn lại 5 chờ duyệt", 3])
def test_a_cell_that_says_anything_else_is_refused_whole(clean: Clean, cell: Value) -> None:
    others: list[list[Value]] = [[n, HEALTH, 65, MOVED, "Nữ 31"] for n in range(2, 6)]
    tables = clean([1, BUILDING, 9, cell, "Nữ 03"], *others)
    assert counts(tables, BUILDING) == {"total": 9, "women": 3}
    findings = tables["findings"]
    assert findings[findings["source_cell"] == "D3"]["rule"].tolist() == ["count_unreadable"]


def test_a_printed_increase_in_words_is_held_against_its_parts(clean: Clean) -> None:
    tables = clean(
        [1, HEALTH, 65, "Tăng 04 (kết nạp 02, chuyển đến 01)", "Nữ 31"], [2, BUILDING, 9, MOVED, "Nữ 3"]
    )
    findings = tables["findings"]
    assert findings[findings["source_cell"] == "D3"]["rule"].tolist() == ["parts_differ_from_total"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Nữ: 31, DTTS: 04", {"women": 31, "ethnic_minority": 4}),
        ("giảm 01 đ/c (từ trần 01)", {"decrease_total": 1, "died": 1}),
        ("Nữ 31; nữ 30", None),
        ("12", None),
        ("Quận 3", None),
    ],
)
def test_only_known_measures_with_a_number_are_counts(text: str, told: dict[str, int] | None) -> None:
    assert counts_in_words(text) == told
