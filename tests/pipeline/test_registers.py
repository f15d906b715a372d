"""Registers as offices head them: whoever is in the list, and of which kind and type."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import REGISTER, Grid, WriteWorkbook

from analysis.pipeline.cleaning import clean_folder
from analysis.pipeline.faults import Fault
from analysis.plan import Plan

REPORT: Grid = [["Tính đến ngày 15/3/2025"], ["TT", "Tên TCCSĐ", "Quy hoạch"], [1, "Đảng bộ Sở Y tế", "x"]]
HEADINGS: dict[str, Grid] = {
    "kind beside type": [
        ["TT", "Đơn vị", "Loại hình TCCSĐ", "Khối", "Số CB", "Số ĐV"],
        [1, "Đảng bộ Sở Y tế", "Đảng bộ cơ sở", "Hành chính", 7, 86],
        [2, "Chi bộ Bảo tàng tỉnh", "Chi bộ cơ sở", "Sự nghiệp", None, 14],
    ],
    "names under a kind": [
        ["TT", "Đảng bộ", "Loại hình", "Chi bộ trực thuộc", "Đảng viên"],
        [1, "Đảng bộ Sở Y tế", "Hành chính", 7, 86],
        [2, "Chi bộ Bảo tàng tỉnh", "Sự nghiệp", None, 14],
    ],
    "counts below one heading": [
        ["TT", "Đảng bộ/chi bộ", "Loại hình đơn vị", "Số lượng", None],
        [None, None, None, "Chi bộ", "Đảng viên"],
        [1, "Đảng bộ Sở Y tế", "Hành chính", 7, 86],
        [2, "Chi bộ Bảo tàng tỉnh", "Sự nghiệp", None, 14],
    ],
}


@pytest.mark.parametrize("grid", HEADINGS.values(), ids=list(HEADINGS))
def test_a_register_is_read_under_other_headings(
    grid: Grid, tmp_path: Path, write_workbook: WriteWorkbook, plan: Plan
) -> None:
    write_workbook("ds.xlsx", A=grid)
    write_workbook("td.xlsx", A=REPORT)
    organisations = clean_folder(tmp_path, plan)["organisations"]
    columns = ["organisation", "organisation_kind", "organisation_type", "subcells", "members"]
    told = organisations[columns].astype(object)
    assert told.where(told.notna(), None).to_numpy().tolist() == [
        ["Đảng bộ Sở Y tế", "party_committee", "administrative", 7, 86],
        ["Chi bộ Bảo tàng tỉnh", "party_cell", "public_service", None, 14],
    ]


def test_where_every_row_of_a_register_is_refused_the_reasons_are_told(
    tmp_path: Path, write_workbook: WriteWorkbook, plan: Plan
) -> None:
    rows: Grid = [["TT", "Tên TCCSĐ", "Loại hình", "Đảng viên"], [1, "Sở Y tế", "HC", 86]]
    write_workbook("ds.xlsx", A=rows)
    with pytest.raises(Fault) as caught:
        clean_folder(tmp_path, plan)
    assert "ds.xlsx" in caught.value.message("vi")
    assert "B2: không biết đây là đảng bộ" in caught.value.message("vi")


LISTED: Grid = [
    ["TT", "Tên tổ chức đảng", "Loại hình", "Số chi bộ", "Số đảng viên"],
    [1, "Đảng bộ Sở Tư pháp", "Hành chính", 2, 36],
    ["1.1", "Chi bộ Văn phòng", None, None, 20],
    ["1.2", "Chi bộ Thanh tra", None, None, 16],
    [2, "Đảng bộ Sở Y tế", "Hành chính", 7, 86],
    ["2a", "Chi bộ Hội Làm vườn", "Hành chính", None, 9],
]


def test_sub_cells_below_their_committee_are_no_organisations(
    tmp_path: Path, write_workbook: WriteWorkbook, plan: Plan
) -> None:
    report: Grid = [
        ["Tính đến ngày 15/3/2025"],
        ["TT", "Tên TCCSĐ", "Quy hoạch cấp ủy", "Dự thảo văn kiện"],
        [1, "Đảng bộ Sở Tư pháp", "x", "x"],
        ["1.1", "Chi bộ Văn phòng", "x", None],
        ["1.2", "Chi bộ Thanh tra", None, "x"],
        [2, "Chi bộ Hội Làm vườn", "x", None],
    ]
    write_workbook("ds.xlsx", A=LISTED)
    write_workbook("td.xlsx", A=report)
    tables = clean_folder(tmp_path, plan)
    listed = ["Đảng bộ Sở Tư pháp", "Đảng bộ Sở Y tế", "Chi bộ Hội Làm vườn"]  # one alone, 2a, came in late
    assert tables["organisations"]["organisation"].tolist() == listed
    assert set(tables["progress"]["organisation"]) == {listed[0], listed[2]}
    findings = tables["findings"]
    assert "name_unknown" not in set(findings["rule"])
    assert findings[findings["rule"] == "rows_of_subcells"]["source_cell"].tolist() == ["B3", "B4"]


def test_cells_listed_after_the_committees_are_parts_of_none(
    tmp_path: Path, write_workbook: WriteWorkbook, plan: Plan
) -> None:
    listed: Grid = [
        ["Khối", "#", "Tên tổ chức đảng", "Số chi bộ", "Số đảng viên"],
        ["Hành chính", "11", "Đảng bộ Sở Y tế", 3, 86],
        [None, "12", "Đảng bộ Sở Tư pháp", 2, 36],
        [None, "13", "Chi bộ Hội Làm vườn", None, 9],
        [None, "14", "Chi bộ Thư viện tỉnh", None, 11],
    ]
    write_workbook("ds.xlsx", A=listed)
    write_workbook("td.xlsx", A=REPORT)
    assert clean_folder(tmp_path, plan)["organisations"]["organisation"].tolist() == [
        str(row[2]) for row in listed[1:]
    ]


def test_one_column_may_name_committees_and_their_cells(
    tmp_path: Path, write_workbook: WriteWorkbook, plan: Plan
) -> None:
    """Its heading speaks of sub-cells, and counts none of them."""
    report: Grid = [
        ["TIẾN ĐỘ ĐẠI HỘI CHI BỘ TRỰC THUỘC (đến ngày 15/3/2025)"],
        ["TT", "Đảng bộ cơ sở / chi bộ trực thuộc", "Số CB phải ĐH", "Số CB đã ĐH", "Ngày ĐH chi bộ"],
        [1, "Đảng bộ Sở Tư pháp", 2, 1, None],
        [None, "- Chi bộ Văn phòng", None, None, "13/2/2025"],
        [None, "- Chi bộ Thanh tra", None, None, None],
        [2, "Đảng bộ Sở Y tế", 7, 7, None],
    ]
    write_workbook("ds.xlsx", A=LISTED)
    write_workbook("td.xlsx", A=report)
    tables = clean_folder(tmp_path, plan)
    counts = tables["progress"][["organisation", "milestone", "held", "required"]].values.tolist()
    assert counts == [
        ["Đảng bộ Sở Tư pháp", "subcell_congresses", 1, 2],
        ["Đảng bộ Sở Y tế", "subcell_congresses", 7, 7],
    ]
    assert set(tables["findings"]["rule"]) <= {"rows_of_subcells", "organisation_missing"}


@pytest.mark.parametrize(
    ("title", "organisations"),
    [
        ("DANH SÁCH TỔ CHỨC CƠ SỞ ĐẢNG THÀNH LẬP MỚI, ĐỔI TÊN TRONG NĂM 2025", 5),
        ("DANH SÁCH TỔ CHỨC CƠ SỞ ĐẢNG", 1),
    ],
)
def test_a_later_list_of_what_has_changed_replaces_no_register(
    tmp_path: Path, write_workbook: WriteWorkbook, plan: Plan, title: str, organisations: int
) -> None:
    """A newer list of the same title, however short, does."""
    later: Grid = [
        [title],
        ["(đến 31/7/2025)"],
        ["TT", "Tổ chức cơ sở đảng", "Khối", "Số chi bộ trực thuộc", "Số đảng viên"],
        [1, "Đảng bộ Sở Nông nghiệp và Môi trường", "Cơ quan hành chính", 14, 221],
    ]
    write_workbook("ds.xlsx", A=REGISTER)
    write_workbook("moi.xlsx", A=later)
    write_workbook("td.xlsx", A=REPORT)
    tables = clean_folder(tmp_path, plan)
    assert len(tables["organisations"]) == organisations
    superseded = "register_superseded" in set(tables["findings"]["rule"])
    assert superseded is (organisations == 1)


@pytest.mark.parametrize(
    ("name", "note", "there"),
    [
        ("Chi bộ Bảo tàng tỉnh (đã giải thể)", None, False),
        ("Chi bộ Bảo tàng tỉnh", "Kết thúc hoạt động từ 15/02/2025, không tính", False),
        ("Chi bộ Bảo tàng tỉnh", "Đã sáp nhập vào Đảng bộ Sở Y tế", False),
        ("Chi bộ Bảo tàng tỉnh", "Giải thể từ 01/9/2025", True),
        ("Chi bộ Bảo tàng tỉnh", "Tách từ đơn vị đã giải thể", True),
        ("Chi bộ Bảo tàng tỉnh", "Thành lập trên cơ sở sáp nhập hai đơn vị", True),
    ],
)
def test_who_has_ended_by_the_registers_own_words_is_not_counted(
    name: str, note: str | None, there: bool, tmp_path: Path, write_workbook: WriteWorkbook, plan: Plan
) -> None:
    head = ["TT", "Tên TCCSĐ", "Loại hình", "Số chi bộ trực thuộc", "Số đảng viên", "Ghi chú"]
    rows: Grid = [[1, "Đảng bộ Sở Y tế", "Hành chính", 7, 86], [2, name, "Sự nghiệp", None, 14, note]]
    write_workbook("ds.xlsx", A=[["DANH SÁCH TCCSĐ"], ["Đến ngày 1/3/2025"], head, *rows])
    write_workbook("td.xlsx", A=REPORT)
    tables = clean_folder(tmp_path, plan)
    assert list(tables["organisations"]["organisation"]) == ["Đảng bộ Sở Y tế", *[name] * there]
    assert ("organisation_ended" in set(tables["findings"]["rule"])) is not there


def test_a_register_may_count_the_sub_cells_by_their_unit(
    tmp_path: Path, write_workbook: WriteWorkbook, plan: Plan
) -> None:
    head = ["TT", "Tên TCCSĐ", "Loại hình", "Quy mô", "Đảng viên"]
    rows: Grid = [
        [1, "Đảng bộ Sở Y tế", "Hành chính", "7 CB", "86 (nữ 31)"],
        [2, "Đảng bộ Bảo tàng", "SN", "2 CB", 14],
    ]
    write_workbook("ds.xlsx", A=[head, *rows])
    write_workbook("td.xlsx", A=REPORT)
    organisations = clean_folder(tmp_path, plan)["organisations"]
    assert sorted(organisations["subcells"]) == [2, 7]
    assert sorted(organisations["members"]) == [14, 86]
