"""What a sheet says of its own signs, sections and columns, and what follows for its rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from tests.conftest import REGISTER, Grid, WriteWorkbook
from tests.pipeline.conftest import Clean, Tables

from analysis.cells import Sheet, Value
from analysis.pipeline.cleaning import clean_folder
from analysis.pipeline.legends import legend_of
from analysis.plan import Plan

HEALTH, BUILDING = "Đảng bộ Sở Y tế", "Chi bộ Sở Xây dựng"
BANNER: Grid = [["BÁO CÁO TIẾN ĐỘ"], ["Tính đến ngày 15/5/2025"], []]


def said(tables: Tables, milestone: str, *columns: str) -> list[tuple[str, ...]]:
    rows = tables["progress"]
    rows = rows[rows["milestone"] == milestone][list(columns)]
    return [
        tuple("" if pd.isna(v) else str(v).removesuffix(" 00:00:00") for v in row)
        for row in rows.itertuples(index=False)
    ]


@pytest.mark.parametrize(
    ("line", "sign", "meaning"),
    [
        ("Ghi chú: x: chưa làm; o: đã xong.", "o", "đã xong"),
        ("(Mã: 2 = xong; 1 = đang làm; 0 = chưa làm; K = không áp dụng)", "1", "đang làm"),
        ("Ký hiệu: HT - hoàn thành; ĐT - đang thực hiện", "ĐT", "đang thực hiện"),
        ("●: hoàn thành  ◐: đang thực hiện  ○: chưa", "◐", "đang thực hiện"),
        ("Dấu x (đã xong), o (chưa)", "o", "chưa"),
    ],
)
def test_a_line_explains_signs(line: str, sign: str, meaning: str) -> None:
    assert legend_of(Sheet("A", [[line]])).states[sign] == meaning


def test_what_the_sheet_says_of_a_sign_goes_before_what_it_means_elsewhere(clean: Clean) -> None:
    head = ["TT", "Tên TCCSĐ", "Quy hoạch cấp ủy", "KL TCCT", "Văn kiện"]
    rows: Grid = [[1, HEALTH, "x", "o", "đ"], [2, BUILDING, "o", "x", "x"]]
    tables = clean([*BANNER, head, *rows, [], ["Ghi chú: x: chưa làm; o: đã xong; đ: đang làm"]])
    assert said(tables, "personnel_planning", "status") == [("not_started",), ("done",)]
    assert said(tables, "documents_drafted", "status") == [("in_progress",), ("not_started",)]


def test_a_sign_explained_twice_says_nothing(clean: Clean) -> None:
    head = ["TT", "Tên TCCSĐ", "Quy hoạch cấp ủy", "KL TCCT", "Văn kiện"]
    tables = clean([*BANNER, head, [1, HEALTH, "o", "x", "x"], [], ["o: chưa làm"], ["(o: đã xong)"]])
    assert said(tables, "personnel_planning", "status") == []
    assert "status_unreadable" in set(tables["findings"]["rule"])


def test_a_remark_in_brackets_on_one_cell_explains_no_sign(clean: Clean) -> None:
    head = ["TT", "Tên TCCSĐ", "Quy hoạch cấp ủy", "KL TCCT", "Văn kiện"]
    rows: Grid = [[1, HEALTH, "HT", "HT", "HT (lần 1)"], [2, BUILDING, "CTH", "HT", "HT"]]
    tables = clean([*BANNER, head, *rows, [], ["Viết tắt: HT - hoàn thành; CTH - chưa thực hiện."]])
    assert said(tables, "personnel_planning", "status") == [("done",), ("not_started",)]


def test_types_by_number_are_those_that_the_list_explains(clean: Clean) -> None:
    register: Grid = [
        ["DANH SÁCH TỔ CHỨC CƠ SỞ ĐẢNG"], [],
        ["TT", "Tên TCCSĐ", "Tên viết tắt", "Loại hình (1, 2, 3)", "Số chi bộ", "Đảng viên"],
        [1, HEALTH, "SYT", 1, 3, 86], [2, BUILDING, "SXD", 1, None, 9],
        [3, "Chi bộ Công ty Cao su", "CS", 3, None, 8], [],
        ["Loại hình: 1 - cơ quan hành chính; 2 - đơn vị sự nghiệp; 3 - doanh nghiệp"],
    ]  # fmt: skip
    report: Grid = [*BANNER, ["TT", "Đơn vị", "Quy hoạch", "KL TCCT", "Văn kiện"], [1, "SYT", "x", "x", None]]
    tables = clean(report, register)
    assert list(tables["organisations"]["organisation_type"]) == [
        "administrative", "administrative", "enterprise",
    ]  # fmt: skip
    assert list(tables["progress"]["organisation"].unique()) == [HEALTH]


def test_an_abbreviation_of_two_organisations_is_nobodys(clean: Clean) -> None:
    register: Grid = [
        ["TT", "Tên TCCSĐ", "Viết tắt", "Loại hình", "Số chi bộ", "Đảng viên"],
        [1, HEALTH, "SY", "HC", 3, 86], [2, BUILDING, "SY", "HC", None, 9],
    ]  # fmt: skip
    report: Grid = [*BANNER, ["TT", "Đơn vị", "Quy hoạch", "KL TCCT", "Văn kiện"], [1, "SY", "x", "x", None]]
    tables = clean(report, register)
    assert tables["progress"].empty
    assert "name_unknown" in set(tables["findings"]["rule"])


def test_a_section_says_what_its_days_and_blank_cells_mean(clean: Clean) -> None:
    head = ["TT", "Tên TCCSĐ", "Ngày đại hội", "Ghi chú"]
    rows: Grid = [
        ["A. Các đơn vị đã tổ chức đại hội (2)"],
        [1, HEALTH, date(2025, 5, 9), None],
        [2, "Đảng bộ Bệnh viện Đa khoa tỉnh", None, "chờ biên bản"],
        ["B. Các đơn vị chưa tổ chức đại hội (1)"],
        [1, BUILDING, date(2025, 5, 14), None],
    ]
    tables = clean([*BANNER, head, *rows])
    assert said(tables, "congress_held", "status", "actual_to", "planned_to") == [
        ("done", "2025-05-09", ""),
        ("done", "", ""),
        ("not_started", "", "2025-05-14"),
    ]


def test_a_report_on_preparations_does_not_make_its_days_plans(clean: Clean) -> None:
    title: Grid = [["TIẾN ĐỘ CÔNG TÁC CHUẨN BỊ ĐẠI HỘI"], ["Đến ngày 15/5/2025"], []]
    tables = clean([*title, ["TT", "Tên TCCSĐ", "Quy hoạch", "Đại hội cơ sở"], [1, HEALTH, "x", "8/5/2025"]])
    assert said(tables, "congress_held", "status", "actual_to") == [("done", "2025-05-08")]


@pytest.mark.parametrize("heading", ["Ngày duyệt", "Thời gian duyệt"])
def test_a_column_of_days_beside_one_of_states_is_its_time(clean: Clean, heading: str) -> None:
    head = ["TT", "Tên TCCSĐ", "Duyệt ĐH", heading, "Văn kiện"]
    rows: Grid = [[1, HEALTH, "Hoàn thành", date(2025, 5, 8), "x"], [2, BUILDING, "Đang duyệt", None, "x"]]
    tables = clean([*BANNER, head, *rows])
    assert said(tables, "dossier_approved", "status", "actual_to") == [
        ("done", "2025-05-08"),
        ("in_progress", ""),
    ]


def test_bare_numbers_under_cells_that_have_held_are_counts(clean: Clean) -> None:
    head = ["TT", "Tên TCCSĐ", "Văn kiện", "CB đã ĐH", "Tổng số CB", "Ngày ĐH"]
    rows: Grid = [
        [1, HEALTH, "x", 1, 3, "20/6/2025"], [2, "Đảng bộ Bệnh viện Đa khoa tỉnh", "x", 8, 8, "12/5/2025"],
    ]  # fmt: skip
    tables = clean([*BANNER, head, *rows])
    assert said(tables, "subcell_congresses", "held", "required") == [("1", "3"), ("8", "8")]
    assert said(tables, "congress_held", "status") == [("not_started",), ("done",)]


@pytest.mark.parametrize(
    ("cell", "held"),
    [
        ("Đủ 3/3", ("done", "3", "3")), ("Còn 1/3 chi bộ chưa ĐH", ("in_progress", "2", "3")),
        ("Chưa chi bộ nào đại hội (0/3)", ("not_started", "0", "3")), ("Xong hết", ("done", "3", "3")),
        ("Không tổ chức do sáp nhập", ("not_applicable", "", "")), ("2/3, đang họp 1/3", None),
    ],
)  # fmt: skip
def test_counts_of_sub_cells_among_words(clean: Clean, cell: Value, held: tuple[str, ...] | None) -> None:
    head = ["TT", "Tên TCCSĐ", "Quy hoạch", "Văn kiện", "Đại hội chi bộ trực thuộc"]
    rows: Grid = [[1, HEALTH, "x", "x", cell], [2, BUILDING, "x", "x", "không có chi bộ trực thuộc"]]
    tables = clean([*BANNER, head, *rows])
    assert said(tables, "subcell_congresses", "status", "held", "required") == ([held] if held else [])
    assert set(tables["findings"]["rule"]) <= {"organisation_missing", "count_unreadable"}


def test_names_in_the_column_of_their_kind_are_one_column(clean: Clean) -> None:
    register: Grid = [
        ["TT", "Đảng bộ cơ sở", "Chi bộ cơ sở", "Loại hình", "Số chi bộ trực thuộc", "Số đảng viên"],
        [1, "Sở Y tế", None, "HC", 3, 86], [2, None, "Sở Xây dựng", "HC", None, 9],
    ]  # fmt: skip
    report: Grid = [*BANNER, ["TT", "Đơn vị", "Quy hoạch", "Văn kiện"], [1, "Sở Y tế", "x", "x"]]
    tables = clean(report, register)
    found = tables["organisations"][["organisation", "organisation_kind"]].to_numpy().tolist()
    assert found == [["Sở Y tế", "party_committee"], ["Sở Xây dựng", "party_cell"]]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Cơ quan QLNN", "administrative"), ("DN nhà nước", "enterprise"), ("Các ĐVSN", "public_service"),
        ("Khối cơ quan và doanh nghiệp", "unknown"), ("Cơ quan Đảng, đoàn thể", "unknown"),
    ],
)  # fmt: skip
def test_a_type_in_short_words_is_one_type_or_none(clean: Clean, label: str, expected: str) -> None:
    register: Grid = [
        ["TT", "Tên TCCSĐ", "Loại hình", "Số chi bộ", "Đảng viên"],
        [1, HEALTH, label, 3, 86], [2, BUILDING, "HC", None, 9],
    ]  # fmt: skip
    tables = clean([*BANNER, ["TT", "Đơn vị", "Quy hoạch", "Văn kiện"], [1, HEALTH, "x", "x"]], register)
    assert tables["organisations"]["organisation_type"].iloc[0] == expected


def test_who_has_not_reported_has_not_said_not_yet(clean: Clean) -> None:
    head = ["TT", "Tên TCCSĐ", "Quy hoạch", "KL TCCT", "Văn kiện", "Ghi chú"]
    rows: Grid = [
        [1, HEALTH, "x", None, "x", None], [2, BUILDING, None, None, None, "Chưa gửi báo cáo"],
        [3, "Chi bộ Công ty Cao su", "chưa gửi báo cáo", None, None, None],
    ]  # fmt: skip
    tables = clean([*BANNER, head, *rows])
    assert set(tables["progress"]["organisation"]) == {HEALTH}
    assert "not_reported" in set(tables["findings"]["rule"])


def test_one_answer_merged_over_several_milestones_answers_each(
    clean: Clean, tmp_path: Path, plan: Plan
) -> None:
    head = ["TT", "Tên TCCSĐ", "Quy hoạch", "KL TCCT", "Văn kiện"]
    clean([*BANNER, head, [1, HEALTH, "x", "x", "x"], [2, BUILDING, "Chưa triển khai", None, None]])
    path = tmp_path / "raw/bieu.xlsx"
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("C6:E6")
    book.save(path)
    rows = clean_folder(tmp_path / "raw", plan)["progress"].query("organisation == @BUILDING")
    assert list(rows["status"]) == ["not_started"] * 3
    assert set(rows["source_cell"]) == {"C6"}


def test_a_row_may_have_several_answers_each_merged_over_its_columns(
    clean: Clean, tmp_path: Path, plan: Plan
) -> None:
    head = ["TT", "Tên TCCSĐ", "Quy hoạch", "KL TCCT", "Văn kiện", "Duyệt hồ sơ"]
    clean([*BANNER, head, [1, HEALTH, "x", "x", "x", "x"], [2, BUILDING, "Đã xong", None, "Đang làm", None]])
    path = tmp_path / "raw/bieu.xlsx"
    book = openpyxl.load_workbook(path)
    for cells in ("C6:D6", "E6:F6"):
        book.active.merge_cells(cells)
    book.save(path)
    rows = clean_folder(tmp_path / "raw", plan)["progress"].query("organisation == @BUILDING")
    assert list(rows["status"]) == ["done", "done", "in_progress", "in_progress"]


def test_a_list_of_milestones_with_their_results_is_progress(clean: Clean) -> None:
    steps: Grid = [
        [1, HEALTH, "Rà soát quy hoạch cấp ủy", "Đã thực hiện", "QĐ 1-QĐ/ĐUK"],
        [None, None, "Xây dựng dự thảo văn kiện", "Đang dự thảo", None],
        [None, None, "Tổ chức đại hội cơ sở", "Dự kiến 29-30/5/2025", None],
        [2, BUILDING, "Rà soát quy hoạch cấp ủy", "Chưa", None],
    ]
    tables = clean([*BANNER, ["TT", "Đơn vị", "Nội dung công việc", "Kết quả thực hiện", "Văn bản"], *steps])
    assert said(tables, "personnel_planning", "status") == [("done",), ("not_started",)]
    assert said(tables, "congress_held", "planned_from", "planned_to") == [("2025-05-29", "2025-05-30")]


def test_two_counts_in_one_cell_are_two_measures(clean: Clean) -> None:
    head = ["TT", "Tên TCCSĐ", "Tổng số ĐV (nữ)", "Chính thức/Dự bị", "Dân tộc thiểu số"]
    rows: Grid = [[1, HEALTH, "86 (31)", "84/2", 5], [2, BUILDING, "9 (4)", "9/0", 0]]
    tables = clean([["THỐNG KÊ ĐẢNG VIÊN"], ["Số liệu đến 31/3/2025"], [], head, *rows])
    counts = tables["membership"].query("organisation == @HEALTH").set_index("measure")["count"].to_dict()
    assert counts == {"total": 86, "women": 31, "full": 84, "probationary": 2, "ethnic_minority": 5}


def test_a_part_may_be_named_in_the_cell_and_a_part_of_a_part_is_no_measure(clean: Clean) -> None:
    head = ["TT", "Tên TCCSĐ", "Tổng số ĐV (trong đó nữ)", "ĐV dự bị (trong đó nữ)"]
    rows: Grid = [[1, HEALTH, "86 (nữ 31)", "2 (nữ 1)"], [2, BUILDING, "9 (nữ 4)", 1]]
    tables = clean([["THỐNG KÊ ĐẢNG VIÊN"], ["Số liệu đến 31/3/2025"], [], head, *rows])
    counts = tables["membership"][["organisation", "measure", "count"]].to_numpy().tolist()
    assert sorted(counts) == sorted([
        [HEALTH, "total", 86], [HEALTH, "women", 31], [HEALTH, "probationary", 2],
        [BUILDING, "total", 9], [BUILDING, "women", 4], [BUILDING, "probationary", 1],
    ])  # fmt: skip


def test_signs_in_brackets_mean_what_the_line_of_signs_says(clean: Clean) -> None:
    signs = "Quy ước: (v) đã hoàn thành; (o) đang thực hiện; (x) chưa thực hiện"
    head = ["TT", "Đơn vị", "Quy hoạch", "Văn kiện", "Duyệt hồ sơ"]
    tables = clean([["TIẾN ĐỘ"], ["Đến ngày 15/3/2025"], [signs], head, [1, HEALTH, "v", "o", "x"]])
    assert list(tables["progress"]["status"]) == ["done", "in_progress", "not_started"]


def test_what_is_typed_without_marks_is_read(clean: Clean) -> None:
    grid: Grid = [
        ["bao cao nhanh den 20/5/2025"], ["stt", "don vi", "quy hoach", "van kien", "duyet dh", "ngay dh"],
        [1, HEALTH, "xong", "dang lam", "chua", "dk cuoi thang 6"],
        [2, BUILDING, "roi", "da xong", "da duyet", "da dh 12/5"],
        [3, "Chi bo Cong ty Cao su", "xong", "xong", "xong", "dk 29/5"],
    ]  # fmt: skip
    tables = clean(grid)
    assert said(tables, "documents_drafted", "as_of", "status") == [
        ("2025-05-20", "in_progress"),
        ("2025-05-20", "done"),
        ("2025-05-20", "done"),
    ]
    assert said(tables, "congress_held", "status", "planned_from", "actual_from") == [
        ("not_started", "2025-06-21", ""),
        ("done", "", "2025-05-12"),
        ("not_started", "2025-05-29", ""),
    ]


def test_pictures_are_signs_explained_or_known(clean: Clean) -> None:
    head = ["TT", "Tên TCCSĐ", "Quy hoạch", "KL TCCT", "Văn kiện"]
    rows: Grid = [[1, HEALTH, "✅", "⏳", "❌"], [2, BUILDING, "✅", "✅", "⏳"]]
    tables = clean([*BANNER, head, *rows])
    assert said(tables, "documents_drafted", "status") == [("not_started",), ("in_progress",)]
    tables = clean([*BANNER, head, *rows, [], ["✅ xong ⏳ chưa ❌ đang làm"]])
    assert said(tables, "documents_drafted", "status") == [("in_progress",), ("not_started",)]


def test_one_organisations_steps_below_one_another_are_its_progress(clean: Clean) -> None:
    grid: Grid = [
        ["ĐẢNG BỘ SỞ Y TẾ"], ["Tính đến ngày 25/4/2025"], [],
        ["TT", "Nội dung công việc", "Kết quả", "Ngày hoàn thành"],
        [1, "Rà soát, bổ sung quy hoạch cấp ủy", "Đã hoàn thành", "16/12/2024"],
        [2, "Xây dựng dự thảo văn kiện đại hội", "Đang hoàn thiện lần 3", None],
        [3, "Đại hội các chi bộ trực thuộc", "3/3", "28/3/2025"],
        [4, "Duyệt hồ sơ đại hội", "Chưa trình", None],
        [5, "Đại hội Đảng bộ", "Dự kiến ngày 10/6/2025", None],
    ]  # fmt: skip
    tables = clean(grid)
    assert tables["tasks"].empty
    assert said(tables, "personnel_planning", "organisation", "actual_to") == [(HEALTH, "2024-12-16")]
    assert said(tables, "subcell_congresses", "held", "required", "actual_to") == [("3", "3", "2025-03-28")]
    assert said(tables, "congress_held", "status", "planned_to") == [("not_started", "2025-06-10")]


def test_a_sheet_copied_with_last_months_date_is_of_no_known_day(
    write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan
) -> None:
    write_workbook("raw/danh sach.xlsx", A=REGISTER)
    head = ["TT", "Tên TCCSĐ", "Quy hoạch", "KL TCCT", "Văn kiện"]
    title: Grid = [["TIẾN ĐỘ"], ["Tính đến ngày 28/02/2025"], []]
    before, after = [*title, head, [1, HEALTH, "x", None, None]], [*title, head, [1, HEALTH, "x", "x", "x"]]
    write_workbook("raw/thang.xlsx", **{"T2.25": before, "T3.25": after})
    tables = clean_folder(tmp_path / "raw", plan)
    assert said(tables, "documents_drafted", "status") == [("not_started",)]
    assert tables["findings"].query("rule == 'as_of_stale'")["source_sheet"].tolist() == ["T3.25"]
