"""What a footnote or a comment at a heading says of its whole column."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter
from tests.conftest import REGISTER, Grid, WriteWorkbook
from tests.pipeline.conftest import Clean, said_of

from analysis.pipeline.cleaning import clean_folder
from analysis.plan import Plan

HEALTH, BUILDING = "Đảng bộ Sở Y tế", "Chi bộ Sở Xây dựng"
ROWS: Grid = [[1, HEALTH, "x", "22/5/2025"], [2, BUILDING, "x", "23/5/2025"]]


def _head(heading: str) -> Grid:
    return [["TIẾN ĐỘ ĐẠI HỘI"], ["Tính đến 30/5/2025"], ["TT", "Tên TCCSĐ", "Dự thảo văn kiện", heading]]


@pytest.mark.parametrize(
    ("heading", "note"),
    [
        ("Ngày đại hội (*)", "(*) Ngày dự kiến theo đăng ký của đơn vị."),
        ("Ngày đại hội¹", "¹ Theo kế hoạch của đơn vị"),
        ("Ngày đại hội (1)", "(1): dự kiến; (2): đã tổ chức"),
    ],
)
def test_days_whose_heading_has_a_footnote_that_plans_are_plans(
    clean: Clean, heading: str, note: str
) -> None:
    tables = clean([*_head(heading), *ROWS, [], [note]])
    assert said_of(tables, "congress_held", "status", "planned_to") == [
        (HEALTH, "not_started", "2025-05-22"),
        (BUILDING, "not_started", "2025-05-23"),
    ]


@pytest.mark.parametrize(
    ("heading", "note"),
    [
        ("Ngày đại hội (*)", "(*) Ghi theo thứ tự ngày, tháng, năm."),
        ("Ngày đại hội (4)", "Ghi chú: gửi về Ban Tổ chức"),
        ("Ngày đại hội¹", "² Dự kiến"),
    ],
)
def test_a_footnote_that_changes_nothing_leaves_its_column_as_headed(
    clean: Clean, heading: str, note: str
) -> None:
    tables = clean([*_head(heading), *ROWS, [], [note]])
    assert said_of(tables, "congress_held", "status") == [(HEALTH, "done"), (BUILDING, "done")]
    assert "heading_noted" not in set(tables["findings"]["rule"])


@pytest.mark.parametrize(
    ("note", "measures"),
    [
        ("(*) Không tính đảng viên miễn sinh hoạt", ["women"]),
        ("(*) Chỉ nữ cấp ủy viên", ["women"]),
        ("(*) Tính cả đảng viên dự bị", ["total", "women"]),
    ],
)
def test_a_column_that_counts_something_else_by_its_footnote_is_left_out(
    clean: Clean, note: str, measures: list[str]
) -> None:
    head: Grid = [["THỐNG KÊ ĐẢNG VIÊN"], ["Đến 31/3/2025"], ["TT", "Đơn vị", "Tổng số đảng viên (*)", "Nữ"]]
    tables = clean([*head, [1, HEALTH, 86, 31], [2, BUILDING, 9, 4], [], [note]])
    assert sorted(set(tables["membership"]["measure"])) == measures
    rule = "heading_noted" if "total" in measures else "heading_counts_others"
    (told,) = tables["findings"][tables["findings"]["rule"] == rule].to_dict("records")
    assert told["source_cell"] == "C3"


def test_a_comment_at_a_heading_that_plans_makes_its_days_plans(
    tmp_path: Path, write_workbook: WriteWorkbook, plan: Plan
) -> None:
    write_workbook("raw/danh sach.xlsx", A=REGISTER)
    with xlsxwriter.Workbook(str(tmp_path / "raw" / "bieu.xlsx")) as workbook:
        sheet = workbook.add_worksheet("Biểu")
        for r, row in enumerate([*_head("Ngày đại hội"), *ROWS]):
            sheet.write_row(r, 0, row)
        sheet.write_comment("D3", "Văn phòng:\nngày dự kiến")
    told = said_of(clean_folder(tmp_path / "raw", plan), "congress_held", "status", "planned_to")
    assert told == [(HEALTH, "not_started", "2025-05-22"), (BUILDING, "not_started", "2025-05-23")]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Duyệt hồ sơ (KH)", True),
        ("Ngày duyệt hồ sơ theo kế hoạch", True),
        ("Rà soát quy hoạch (theo KH)", True),
        ("Duyệt hồ sơ theo Kế hoạch số 12-KH/ĐU", False),
    ],
)
def test_days_by_plan_are_no_deeds(clean: Clean, heading: str, field: bool) -> None:
    milestone = "personnel_planning" if "quy hoạch" in heading else "dossier_approved"
    states = said_of(clean([*_head(heading), *ROWS]), milestone, "status")
    assert states == [
        (HEALTH, "not_started" if field else "done"),
        (BUILDING, "not_started" if field else "done"),
    ]
