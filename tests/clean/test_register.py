from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.conftest import REGISTER, Grid, WriteWorkbook

from analysis.cells import Value
from analysis.clean.organisation_types import type_of
from analysis.clean.register import organisation_id
from analysis.pipeline.cleaning import clean_folder
from analysis.plan import Plan

SECTIONS: Grid = [
    ["DANH SÁCH ĐẢNG BỘ, CHI BỘ CƠ SỞ TRỰC THUỘC ĐẢNG ỦY KHỐI"],
    ["(Tính đến ngày 31/12/2024)"],
    ["STT", "Tên đảng bộ, chi bộ cơ sở", "Số chi bộ trực thuộc", "Tổng số đảng viên", "Bí thư"],
    ["I", "KHỐI CƠ QUAN HÀNH CHÍNH", 7, 103],
    [1, "Đảng bộ Sở Nội vụ", 7, 92],
    [2, "Chi bộ Sở Tư pháp", None, 11],
    ["II", "KHỐI ĐƠN VỊ SỰ NGHIỆP", 8, 99],
    [1, "Đảng bộ Bệnh viện Đa khoa tỉnh", 8, 47],
    ["III", "KHỐI DOANH NGHIỆP", None, 10],
    [1, "Chi bộ Công ty Cao su", None, 10],
    [None, "TỔNG CỘNG", 15, 160],
]


@pytest.fixture
def clean(write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan) -> Any:
    def run(grid: Grid) -> dict[str, pd.DataFrame]:
        write_workbook("ds.xlsx", DS=grid)
        return clean_folder(tmp_path, plan)

    return run


def test_sections_carry_the_type_even_with_one_row_or_a_wrong_sum(clean: Any) -> None:
    tables = clean(SECTIONS)
    assert list(tables["organisations"]["organisation_type"]) == [
        "administrative", "administrative", "public_service", "enterprise",
    ]  # fmt: skip
    wrong = tables["findings"].query("rule == 'printed_total_differs'")
    assert list(wrong["source_cell"]) == ["D7"]


def test_a_section_with_others_inside_sums_up_the_rows_of_them_all(clean: Any) -> None:
    grid: Grid = [
        ["DANH SÁCH TỔ CHỨC CƠ SỞ ĐẢNG"],
        ["TT", "Tên TCCSĐ", "Số CBTT", "Đảng viên"],
        ["A", "KHỐI HÀNH CHÍNH", 7, 219],
        ["I", "Cơ quan đảng", 4, 131],
        [1, "Đảng bộ Ban Dân vận", 4, 116],
        [2, "Chi bộ Hội Làm vườn", None, 15],
        ["II", "Quản lý nhà nước", 3, 88],
        [3, "Đảng bộ Sở Thể thao", 3, 71],
        [4, "Chi bộ Ban Thủy lợi", None, 17],
        ["B", "KHỐI SỰ NGHIỆP", 5, 92],
        ["I", "Y tế", 5, 92],
        [5, "Đảng bộ Bệnh viện Mắt", 5, 70],
        [6, "Chi bộ Trạm Mắt", None, 22],
        [None, "Cộng", 12, 311],
    ]
    assert "printed_total_differs" not in set(clean(grid)["findings"]["rule"])
    grid = [[*row[:3], 220] if row[0] == "A" else row for row in grid]
    told = clean(grid)["findings"].query("rule == 'printed_total_differs'")
    assert list(told["source_cell"]) == ["D3"]


def test_a_sum_below_closes_the_wider_section_too(clean: Any) -> None:
    grid: Grid = [
        ["DANH SÁCH TỔ CHỨC CƠ SỞ ĐẢNG"],
        ["TT", "Tên TCCSĐ", "Số CBTT", "Đảng viên"],
        ["A", "KHỐI HÀNH CHÍNH"],
        ["I", "Đảng bộ cơ sở"],
        [1, "Đảng bộ Ban Dân vận", 4, 116],
        [None, "Cộng đảng bộ", 4, 116],
        ["II", "Chi bộ cơ sở"],
        [2, "Chi bộ Hội Làm vườn", None, 15],
        [None, "Cộng chi bộ", None, 15],
        [None, "Cộng khối", 4, 131],
        ["B", "KHỐI DOANH NGHIỆP"],
        ["I", "Đảng bộ cơ sở"],
        [3, "Đảng bộ Công ty Muối", 5, 70],
        [None, "Cộng đảng bộ", 5, 70],
        ["II", "Chi bộ cơ sở"],
        [4, "Chi bộ Công ty Giấy", None, 22],
        [None, "Cộng chi bộ", None, 22],
        [None, "Cộng khối", 5, 92],
        [None, "TỔNG CỘNG", 9, 223],
    ]
    assert "printed_total_differs" not in set(clean(grid)["findings"]["rule"])
    grid = [[*row[:3], 93] if row[3:] == [92] else row for row in grid]
    told = clean(grid)["findings"].query("rule == 'printed_total_differs'")
    assert list(told["source_cell"]) == ["D18"]


def test_a_kind_names_a_section_whatever_numbers_it(clean: Any) -> None:
    grid: Grid = [
        ["DANH SÁCH TỔ CHỨC CƠ SỞ ĐẢNG"],
        ["TT", "Tên TCCSĐ", "Số CBTT", "Đảng viên"],
        ["I", "CƠ QUAN HÀNH CHÍNH"],
        [1, "Đảng bộ cơ sở"],
        ["- 1", "Đảng bộ Ban Dân vận", 4, 116],
        ["- 2", "Đảng bộ Sở Thể thao", 3, 71],
        [2, "Chi bộ cơ sở", None, 32],
        ["- 3", "Chi bộ Hội Làm vườn", None, 15],
        ["- 4", "Chi bộ Ban Thủy lợi", None, 17],
        ["II", "DOANH NGHIỆP"],
        [1, "Các đảng bộ cơ sở"],
        ["- 5", "Đảng bộ Công ty Muối", 5, 70],
    ]
    tables = clean(grid)
    rows = tables["organisations"][["organisation", "organisation_type"]]
    assert rows.to_numpy().tolist() == [
        ["Đảng bộ Ban Dân vận", "administrative"],
        ["Đảng bộ Sở Thể thao", "administrative"],
        ["Chi bộ Hội Làm vườn", "administrative"],
        ["Chi bộ Ban Thủy lợi", "administrative"],
        ["Đảng bộ Công ty Muối", "enterprise"],
    ]
    assert tables["findings"].query("severity != 'info'").empty


def test_a_number_under_sub_cells_is_how_many_there_are_not_how_many_held(clean: Any) -> None:
    tables = clean(SECTIONS)
    assert list(tables["organisations"]["subcells"].fillna(0)) == [7, 0, 8, 0]
    assert tables["progress"].empty


def test_the_label_of_the_total_is_a_checksum_over_the_rows(clean: Any) -> None:
    grid = [*SECTIONS[:-1], [None, "Tổng số: 5 (2 đảng bộ, 2 chi bộ)", 15, 160]]
    told = clean(grid)["findings"].query("rule == 'printed_total_differs'")
    assert sorted(told["raw_value"]) == ["5", "99"]


def test_an_organisation_whose_type_nobody_knows_is_counted_in_a_group_of_its_own(clean: Any) -> None:
    grid = [
        *SECTIONS[:2],
        ["TT", "Tên TCCSĐ", "Loại hình", "Đảng viên"],
        [1, "Đảng bộ Sở Nội vụ", "Hành chính", 92],
        [2, "Đảng bộ X", "khác", 9],
    ]
    tables = clean(grid)
    found = tables["organisations"][["organisation", "organisation_type"]].to_numpy().tolist()
    assert found == [["Đảng bộ Sở Nội vụ", "administrative"], ["Đảng bộ X", "unknown"]]
    told = tables["findings"][["rule", "source_cell"]].to_numpy().tolist()
    assert told == [["type_unknown", "C5"]]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I. KHỐI CƠ QUAN HÀNH CHÍNH", "administrative"),
        ("B. Đơn vị sự nghiệp", "public_service"),
        ("Các doanh nghiệp", "enterprise"),
        ("ĐVSN", "public_service"),
        ("Chi bộ 1", None),
    ],
)
def test_a_label_says_the_type(text: str, kind: str | None) -> None:
    assert type_of(text) == kind


def test_identifiers_keep_names_apart_that_differ_only_in_tones() -> None:
    assert organisation_id("Chi bộ Hòa Bình") == organisation_id("Chi bộ Hoà Bình")
    assert organisation_id("Chi bộ Ban Mai") != organisation_id("Chi bộ Bàn Mai")


def test_a_list_of_one_kind_says_so_in_its_title(
    write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan
) -> None:
    committees: Grid = [["DANH SÁCH ĐẢNG BỘ CƠ SỞ"], ["TT", "Tên", "Loại hình", "Số chi bộ", "Số ĐV"]]
    cells: Grid = [["DANH SÁCH CHI BỘ CƠ SỞ"], ["TT", "Tên", "Loại hình", "Số ĐV"]]
    write_workbook(
        "raw/ds.xlsx",
        A=[*committees, [1, "Sở Một", "HC", 3, 50]],
        B=[*cells, [1, "Trường Hai", "SN", 20], [2, "Công ty Ba", "DN", 15]],
    )
    organisations = clean_folder(tmp_path / "raw", plan)["organisations"]
    assert organisations["organisation_kind"].tolist() == ["party_committee", "party_cell", "party_cell"]


def test_the_sum_of_a_section_stands_above_its_rows(
    write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan
) -> None:
    grid: Grid = [
        ["DANH BẠ TỔ CHỨC CƠ SỞ ĐẢNG"],
        ["STT", "Tên tổ chức đảng", "Số chi bộ trực thuộc", "Đảng viên"],
        ["I", "KHỐI SỰ NGHIỆP", 4, 100],
        [1, "Chi bộ Trường Hai", 0, 20],
        [2, "Đảng bộ Bệnh viện Bốn", 4, 80],
        ["II", "KHỐI DOANH NGHIỆP"],
        [1, "Chi bộ Công ty Ba", None, 15],
        [None, "TỔNG CỘNG", 4, 115],
    ]
    write_workbook("raw/ds.xlsx", A=grid)
    findings = clean_folder(tmp_path / "raw", plan)["findings"]
    assert "printed_total_differs" not in set(findings["rule"])


def test_labels_without_numbering_stand_one_in_the_other(
    write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan
) -> None:
    grid: Grid = [
        ["DANH SÁCH TỔ CHỨC CƠ SỞ ĐẢNG"],
        ["Tên TCCSĐ", "Số chi bộ trực thuộc", "Tổng số đảng viên"],
        ["KHỐI CƠ QUAN HÀNH CHÍNH"],
        ["Cụm thi đua số 1"],
        ["Đảng bộ Sở Một", 3, 50],
        ["Chi bộ Sở Hai", None, 20],
        ["Cụm thi đua số 2"],
        ["Chi bộ Sở Ba", None, 15],
        ["KHỐI DOANH NGHIỆP"],
        ["Cụm thi đua số 3"],
        ["Chi bộ Công ty Bốn", None, 12],
    ]
    write_workbook("raw/ds.xlsx", A=grid)
    types = clean_folder(tmp_path / "raw", plan)["organisations"]["organisation_type"]
    assert types.tolist() == ["administrative"] * 3 + ["enterprise"]


@pytest.mark.parametrize(
    ("again", "rule", "members"),
    [(92, "organisation_repeated", "92"), (93, "organisation_twice", "<NA>")],
)
def test_an_organisation_listed_twice_counts_once_and_never_by_chance(
    clean: Any, again: int, rule: str, members: str
) -> None:
    rows = [[1, "Đảng bộ Sở Nội vụ", "Hành chính", 92], [2, "Đảng bộ Sở Nội vụ", "Hành chính", again]]
    tables = clean([*SECTIONS[:2], ["TT", "Tên TCCSĐ", "Loại hình", "Đảng viên"], *rows])
    assert [str(count) for count in tables["organisations"]["members"]] == [members]
    assert list(tables["findings"]["rule"]) == [rule]


@pytest.mark.parametrize(("said", "stored"), [("-", None), ("Không", None), (0, 0), ("0", 0), (None, None)])
def test_a_cell_that_has_no_sub_cells_to_count_has_no_count_of_them(
    write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan, said: Value, stored: int | None
) -> None:
    write_workbook("raw/ds.xlsx", A=[*REGISTER[:3], [1, "Chi bộ Sở Thử", "Hành chính", said, 12]])
    write_workbook("raw/bc.xlsx", A=[["Tính đến 5/5/2025"], ["TT", "Tên TCCSĐ", "Duyệt hồ sơ"]])
    (count,) = clean_folder(tmp_path / "raw", plan)["organisations"]["subcells"]
    assert (None if pd.isna(count) else count) == stored
