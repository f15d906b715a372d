"""One wide book of organisations, members and milestones: the register where there is no other."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from tests.conftest import REGISTER, Grid, WriteWorkbook
from tests.pipeline.conftest import Tables, said_of

from analysis.pipeline.cleaning import clean_folder
from analysis.pipeline.faults import Fault
from analysis.plan import Plan

HEALTH, BUILDING, RUBBER = "Đảng bộ Sở Y tế", "Chi bộ Sở Xây dựng", "Chi bộ Công ty Cao su"


def _book(day: str, *, members: int = 86, subcells: str = "Số CBTT") -> Grid:
    members_until = "ĐẢNG VIÊN (có đến 31/12/2024)"
    until, came = f"TIẾN ĐỘ ĐẠI HỘI (tính đến ngày {day})", f"Kết nạp từ 01/01 đến {day}"
    return [
        ["SỔ THEO DÕI TỔ CHỨC CƠ SỞ ĐẢNG VÀ TIẾN ĐỘ ĐẠI HỘI"],
        [],
        [
            "STT",
            "Tên tổ chức cơ sở đảng",
            "Loại hình",
            subcells,
            members_until,
            None,
            None,
            until,
            None,
            None,
            came,
        ],
        [
            *[None] * 4,
            "Tổng số",
            "Nữ",
            "Dự bị",
            "Rà soát quy hoạch",
            "Chi bộ trực thuộc ĐH (đã/phải)",
            "Ngày ĐH",
        ],
        [1, HEALTH, "HC", 3, members, 40, 2, "x", "2/3", None, 4],
        [2, BUILDING, "HC", None, 9, 4, 0, "đang làm", None, "17/01/2025", 0],
        [3, RUBBER, "DN", None, 10, 3, 1, "chưa", None, None, 1],
    ]


def _cleaned(write_workbook: WriteWorkbook, folder: Path, plan: Plan, **books: Grid) -> Tables:
    for name, grid in books.items():
        write_workbook(f"raw/{name}.xlsx", A=grid)
    return clean_folder(folder / "raw", plan)


def test_a_book_of_all_is_register_statistics_and_report(
    write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan
) -> None:
    tables = _cleaned(write_workbook, tmp_path, plan, so=_book("15/4/2025"))
    listed = tables["organisations"][["organisation", "organisation_type", "subcells", "members"]]
    expected = [
        [HEALTH, "administrative", 3, 86],
        [BUILDING, "administrative", pd.NA, 9],
        [RUBBER, "enterprise", pd.NA, 10],
    ]
    assert [list(row) for row in listed.astype(object).itertuples(index=False)] == expected
    assert said_of(tables, "subcell_congresses", "as_of", "held", "required")[:1] == [
        (HEALTH, "2025-04-15", "2", "3")
    ]
    counts = tables["membership"].query("organisation == @HEALTH")[["as_of", "measure", "count"]]
    assert [(str(day)[:10], name, int(count)) for day, name, count in counts.itertuples(index=False)] == [
        ("2024-12-31", "total", 86),
        ("2024-12-31", "women", 40),
        ("2024-12-31", "probationary", 2),
        ("2025-04-15", "admitted", 4),
    ]
    assert tables["findings"]["rule"].tolist() == ["register_from_report"]


def test_the_newest_of_several_books_serves(
    write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan
) -> None:
    books = {"so 15.4": _book("15/4/2025", members=85), "so 31.5": _book("31/5/2025")}
    tables = _cleaned(write_workbook, tmp_path, plan, **books)
    assert tables["organisations"]["members"].tolist() == [86, 9, 10]
    assert set(tables["organisations"]["source_file"]) == {"so 31.5.xlsx"}


def test_a_book_beside_a_register_is_only_a_report(
    write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan
) -> None:
    tables = _cleaned(write_workbook, tmp_path, plan, so=_book("15/4/2025"), ds=REGISTER)
    assert set(tables["organisations"]["source_file"]) == {"ds.xlsx"}
    assert "register_from_report" not in set(tables["findings"]["rule"])


@pytest.mark.parametrize("heading", ["Số lao động", "Ghi chú"])
def test_a_report_that_leaves_out_the_sub_cells_is_no_register(
    write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan, heading: str
) -> None:
    with pytest.raises(Fault):
        _cleaned(write_workbook, tmp_path, plan, so=_book("15/4/2025", subcells=heading))


def test_a_book_of_some_beside_a_report_of_more_is_no_register(
    write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan
) -> None:
    report: Grid = [
        ["Tính đến ngày 15/4/2025"],
        ["TT", "Tên TCCSĐ", "Quy hoạch cấp ủy", "Dự thảo văn kiện"],
        [1, "Chi bộ Hội Làm vườn", "x", "x"],
        [2, "Chi bộ Thư viện tỉnh", "x", "chưa"],
    ]
    with pytest.raises(Fault):
        _cleaned(write_workbook, tmp_path, plan, so=_book("15/4/2025"), bc=report)
