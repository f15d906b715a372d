"""A neighbour's report, names that sound like persons, a column of forms: what ordinary offices send."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import Grid, WriteWorkbook
from tests.pipeline.conftest import Clean, said_of

from analysis.pipeline.cleaning import clean_folder
from analysis.plan import Plan

HEALTH, BUILDING, PARK = "Đảng bộ Sở Y tế", "Chi bộ Sở Xây dựng", "Chi bộ Vườn quốc gia Bà Nà Xanh"
REGISTER: Grid = [
    ["ĐẢNG ỦY KHỐI CCQ&DN TỈNH TÂY MẪU"],
    ["TT", "Tên TCCSĐ", "Loại hình", "Số chi bộ trực thuộc"],
    [1, HEALTH, "Hành chính", 3],
    [2, BUILDING, "Hành chính", None],
    [3, PARK, "Sự nghiệp", None],
]


def _report(province: str, title: str, day: str) -> Grid:
    head: Grid = [[f"ĐẢNG ỦY KHỐI CCQ&DN TỈNH {province}"], [title], [f"Đến ngày {day}"]]
    return [*head, ["TT", "Đơn vị", "Quy hoạch cấp ủy", "Dự thảo văn kiện"], [1, HEALTH, "x", "x"]]


@pytest.mark.parametrize(
    ("title", "used"), [("TIẾN ĐỘ ĐẠI HỘI", True), ("TIẾN ĐỘ (gửi Khối tỉnh Tây Mẫu tham khảo)", False)]
)
def test_a_sheet_of_another_province_is_told_and_left_out_where_it_is_for_reference(
    write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan, title: str, used: bool
) -> None:
    write_workbook("raw/ds.xlsx", A=REGISTER)
    write_workbook("raw/a.xlsx", A=_report("TÂY MẪU", "TIẾN ĐỘ ĐẠI HỘI", "20/5/2025"))
    write_workbook("raw/b.xlsx", A=_report("ĐÔNG MẪU", title, "15/6/2025"))
    tables = clean_folder(tmp_path / "raw", plan)
    assert ("b.xlsx" in set(tables["progress"]["source_file"])) == used
    told = tables["findings"].set_index("rule")["source_file"]
    assert told["another_letterhead" if used else "of_another_office"] == "b.xlsx"
    source = tables["sources"].set_index("source_file").loc["b.xlsx"]
    parts = [f"cells_{role}" for role in ("title", "header", "group", "data", "total", "note", "refused")]
    assert source["cells"] == source[parts].sum()


def test_a_place_that_sounds_like_a_person_and_a_column_of_forms_cost_nothing(clean: Clean) -> None:
    head: Grid = [["TIẾN ĐỘ"], ["Đến ngày 15/6/2025"]]
    heads = ["TT", "Đơn vị", "Quy hoạch cấp ủy", "Dự thảo văn kiện", "Tên biểu mẫu cần bổ sung"]
    rows: Grid = [
        [1, HEALTH, "x", "x", None],
        [2, PARK, "x", None, "Mẫu 3"],
        [3, BUILDING, "x", "x", "Mẫu 2, 3"],
    ]
    tables = clean([*head, heads, *rows], register=REGISTER)
    assert [name for (name,) in said_of(tables, "personnel_planning")] == [HEALTH, PARK, BUILDING]


def test_documents_beside_the_day_of_approval_are_not_approved(clean: Clean) -> None:
    heads: Grid = [["TT", "Đơn vị", "Hồ sơ ĐH", None], [None, None, "Văn kiện", "Ngày duyệt"]]
    rows: Grid = [[1, HEALTH, "xong", "2/6/2025"], [2, BUILDING, "xong", None]]
    tables = clean([["TIẾN ĐỘ"], ["Đến ngày 15/6/2025"], *heads, *rows], register=REGISTER)
    assert said_of(tables, "documents_drafted", "status") == [(HEALTH, "done"), (BUILDING, "done")]
    assert said_of(tables, "dossier_approved", "status") == [(HEALTH, "done"), (BUILDING, "not_started")]


def test_delegates_to_the_congress_are_no_members(clean: Clean) -> None:
    heads: Grid = [
        ["TT", "TCCSĐ", "Đảng viên", None, "Phân bổ đại biểu dự Đại hội Đảng bộ Khối", None, None],
        [None, None, "Tổng số", "Nữ", "Chính thức", "Dự khuyết", "Trong đó nữ"],
    ]
    rows: Grid = [[1, HEALTH, 86, 31, 9, 1, 3], [2, BUILDING, 9, 4, 2, 1, 1]]
    tables = clean([["ĐẢNG VIÊN VÀ ĐẠI BIỂU"], ["Có đến 31/5/2025"], *heads, *rows], register=REGISTER)
    told = tables["membership"][["organisation", "measure", "count"]].to_numpy().tolist()
    assert told == [
        [HEALTH, "total", 86],
        [HEALTH, "women", 31],
        [BUILDING, "total", 9],
        [BUILDING, "women", 4],
    ]
