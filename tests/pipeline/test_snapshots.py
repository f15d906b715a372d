"""One milestone followed from week to week: the days stand in the headings."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from tests.conftest import REGISTER, Grid, WriteWorkbook

from analysis.cells import Value
from analysis.pipeline.cleaning import clean_folder
from analysis.plan import Plan

Tables = dict[str, pd.DataFrame]


def _clean(write_workbook: WriteWorkbook, folder: Path, plan: Plan, grid: Grid) -> Tables:
    write_workbook("raw/danh sach.xlsx", A=REGISTER)
    write_workbook("raw/bieu.xlsx", Biểu=grid)
    return clean_folder(folder / "raw", plan)


def _weekly(title: str, first: Value, second: Value, *more: list[Value]) -> Grid:
    return [
        [title],
        [],
        ["Mã", "Tổ chức đảng", "Tình trạng tính đến ngày"],
        [None, None, first, second],
        ["CQ01", "Đảng bộ Sở Y tế", "Đang duyệt", "Đã duyệt"],
        ["CQ02", "Chi bộ Sở Xây dựng", "Chưa duyệt", "Đang duyệt"],
        *more,
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [(date(2025, 4, 11), date(2025, 4, 18)), ("11/4/2025", "18/4/2025"), ("Đến 11/4/2025", "Đến 18/4/2025")],
)
def test_each_day_in_the_headings_is_a_report_of_its_own(
    write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan, first: Value, second: Value
) -> None:
    tables = _clean(write_workbook, tmp_path, plan, _weekly("DUYỆT HỒ SƠ ĐẠI HỘI", first, second))
    rows = tables["progress"][["as_of", "organisation", "milestone", "status", "source_cell"]]
    assert [(f"{day:%d/%m}", *rest) for day, *rest in rows.itertuples(index=False)] == [
        ("11/04", "Đảng bộ Sở Y tế", "dossier_approved", "in_progress", "C5"),
        ("11/04", "Chi bộ Sở Xây dựng", "dossier_approved", "not_started", "C6"),
        ("18/04", "Đảng bộ Sở Y tế", "dossier_approved", "done", "D5"),
        ("18/04", "Chi bộ Sở Xây dựng", "dossier_approved", "in_progress", "D6"),
    ]


def test_a_row_of_several_days_is_one_row_and_refused_once(
    write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan
) -> None:
    grid = _weekly(
        "DUYỆT HỒ SƠ ĐẠI HỘI", "11/4/2025", "18/4/2025", ["CQ03", "Chi bộ Hội Làm vườn", "Xong", "Xong"]
    )
    source = _clean(write_workbook, tmp_path, plan, grid)["sources"].set_index("source_file").loc["bieu.xlsx"]
    assert (source["rows_kept"], source["rows_refused"]) == (2, 1)
    parts = [f"cells_{role}" for role in ("title", "header", "group", "data", "total", "note", "refused")]
    assert source["cells"] == sum(source[parts]) == 1 + 3 + 2 + 12


def test_days_below_a_title_of_no_milestone_are_not_taken_for_one(
    write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan
) -> None:
    grid = _weekly("THEO DÕI HẰNG TUẦN", "11/4/2025", "18/4/2025")
    tables = _clean(write_workbook, tmp_path, plan, grid)
    assert tables["progress"].empty
    assert "bieu.xlsx" in set(tables["findings"]["source_file"])
