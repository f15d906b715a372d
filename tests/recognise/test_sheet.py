from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import Grid, sheet_of

from analysis.cells import Value
from analysis.recognise.sheet import recognise_sheet
from analysis.recognise.table import SheetReading


def roles_by_row(reading: SheetReading) -> list[str]:
    """The roles in each row, in order; several of one row joined by +."""
    rows: dict[int, set[str]] = {}
    for (r, _), (role, _) in reading.roles.items():
        rows.setdefault(r, set()).add(role)
    return ["+".join(sorted(rows.get(r, set()))) for r in range(len(reading.sheet.rows))]


PROGRESS: Grid = [
    ["ĐẢNG BỘ KHỐI CƠ QUAN VÀ DOANH NGHIỆP TỈNH", None, None, "ĐẢNG CỘNG SẢN VIỆT NAM"],
    ["TIẾN ĐỘ CHUẨN BỊ ĐẠI HỘI"],
    ["(Tính đến ngày 15/3/2025)"],
    [],
    ["STT", "Tên TCCSĐ", "Chuẩn bị", None, "Đại hội", None],
    [None, None, "Quy hoạch", "Văn kiện", "Dự kiến", "Đã tổ chức"],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
    ["I", "KHỐI CƠ QUAN HÀNH CHÍNH"],
    [1, "Đảng bộ Sở Y tế", "x", "đang làm", "16/5/2025"],
    [2, "Chi bộ Sở Xây dựng", "x"],
    [None, "Cộng", 2, 0],
    ["II", "DOANH NGHIỆP"],
    [1, "Chi bộ Công ty Cao su", "x", "x", "24/6/2025"],
    [None, "Tổng cộng", 3, 1],
    [],
    [None, "Ghi chú: số liệu do các đơn vị tự báo cáo"],
    [None, "NGƯỜI LẬP BIỂU", None, None, "T/M BAN THƯỜNG VỤ"],
    [None, None, None, None, "Nguyễn Văn Mẫu"],
]


def test_each_row_of_a_progress_report_gets_its_role() -> None:
    assert roles_by_row(recognise_sheet(sheet_of(PROGRESS))) == [
        "title", "title", "title", "",
        "header", "header", "header",
        "group", "data", "data", "total", "group", "data", "total",
        "", "note", "note", "note",
    ]  # fmt: skip


def test_headings_that_only_look_merged_are_spread_to_the_right() -> None:
    table = recognise_sheet(sheet_of(PROGRESS)).tables[0]
    assert table.paths == {
        0: ("STT",),
        1: ("Tên TCCSĐ",),
        2: ("Chuẩn bị", "Quy hoạch"),
        3: ("Chuẩn bị", "Văn kiện"),
        4: ("Đại hội", "Dự kiến"),
        5: ("Đại hội", "Đã tổ chức"),
    }


def test_headings_without_a_numbering_that_only_look_merged_are_one_block() -> None:
    grid: Grid = [
        ["Danh sách các tổ chức đảng", "Tiến độ", None, None, "QĐ chuẩn y", None],
        [None, "Quy hoạch", "Văn kiện", "Duyệt hồ sơ", "Số", "Ngày"],
        ["Đảng bộ Sở Y tế", "x", "x", "x", "12-QĐ/ĐUK", "5/5/2025"],
        ["Chi bộ Sở Xây dựng", "x", "chưa", None, None, None],
    ]
    assert recognise_sheet(sheet_of(grid)).tables[0].paths == {
        0: ("Danh sách các tổ chức đảng",),
        1: ("Tiến độ", "Quy hoạch"),
        2: ("Tiến độ", "Văn kiện"),
        3: ("Tiến độ", "Duyệt hồ sơ"),
        4: ("QĐ chuẩn y", "Số"),
        5: ("QĐ chuẩn y", "Ngày"),
    }


def test_one_heading_over_many_columns_needs_no_merge_to_reach_over_them() -> None:
    parts = ["Tổng số đảng viên", "Chính thức", "Dự bị", "Tôn giáo", "Miễn sinh hoạt", "Kỳ trước", "Tăng"]
    grid: Grid = [
        ["Tính đến ngày 14/4/2025"],
        ["Số TT", "Tên tổ chức đảng", "Tình hình đảng viên"],
        [None, None, *parts, None, None, "Giảm", None, "Cuối kỳ"],
        [None] * 8 + ["Kết nạp", "Chuyển đến", "Phục hồi", "Từ trần", "Chuyển đi"],
        ["1", "Đảng bộ Sở Tư pháp", *map(str, range(254, 266))],
    ]
    (table,) = recognise_sheet(sheet_of(grid)).tables
    assert table.header_rows == (1, 2, 3)
    assert table.paths[9] == ("Tình hình đảng viên", "Tăng", "Chuyển đến")
    assert [line.row for line in table.data] == [4]


def test_a_merge_is_not_spread_past_its_range() -> None:
    grid: Grid = [
        ["STT", "Tên TCCSĐ", "Trong đó", None, None],
        [None, None, "Nữ", "Dự bị", "Ghi chú"],
        [1, "Đảng bộ Sở Y tế", 24, 3, "a b c"],
        [2, "Chi bộ Sở Xây dựng", 3, 0, "d e f"],
    ]
    table = recognise_sheet(sheet_of(grid, [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3)])).tables[0]
    assert table.paths[3] == ("Trong đó", "Dự bị")
    assert table.paths[4] == ("Ghi chú",)


def test_rows_stand_in_their_sections() -> None:
    table = recognise_sheet(sheet_of(PROGRESS)).tables[0]
    assert [line.groups for line in table.data] == [
        ("KHỐI CƠ QUAN HÀNH CHÍNH",),
        ("KHỐI CƠ QUAN HÀNH CHÍNH",),
        ("DOANH NGHIỆP",),
    ]


def test_the_as_of_date_is_read_from_the_banner() -> None:
    assert recognise_sheet(sheet_of(PROGRESS)).as_of == date(2025, 3, 15)


def test_a_section_row_that_carries_the_sum_of_its_rows_is_a_total() -> None:
    grid: Grid = [
        ["STT", "Chuyên ngành", "Số dự án", "Vốn"],
        ["I", "Công nghiệp", 30, 300],
        [None, "CN nhẹ", 10, 100],
        [None, "CN nặng", 20, 200],
        ["II", "Dịch vụ", 7, 70],
        [None, "Du lịch", 3, 30],
        [None, "Vận tải", 4, 40],
        ["III", "Thủy sản", 5, 50],
    ]
    reading = recognise_sheet(sheet_of(grid))
    assert roles_by_row(reading) == ["header", "total", "data", "data", "total", "data", "data", "data"]
    assert reading.tables[0].data[0].groups == ("Công nghiệp",)


def test_the_heading_printed_again_on_the_next_page_is_heading() -> None:
    heading = ["STT", "Tên TCCSĐ", "Quy hoạch", "Văn kiện"]
    grid: Grid = [
        heading,
        [1, "Đảng bộ Sở Y tế", "x", "x"],
        [2, "Chi bộ Sở Xây dựng", "x", None],
        heading,
        [3, "Chi bộ Công ty Cao su", "x", "x"],
    ]
    reading = recognise_sheet(sheet_of(grid))
    assert roles_by_row(reading) == ["header", "data", "data", "header", "data"]
    assert len(reading.tables) == 1


def test_tables_one_below_the_other_are_parted_with_their_titles() -> None:
    grid: Grid = [
        ["Bảng 1. Theo ngành"],
        ["STT", "Ngành", "Số dự án"],
        [1, "Công nghiệp", 30],
        ["Tổng số", None, 30],
        ["Nguồn: Cục Đầu tư"],
        [],
        ["Bảng 2. Theo nước"],
        ["STT", "Nước", "Số dự án"],
        [1, "Nhật Bản", 12],
    ]
    reading = recognise_sheet(sheet_of(grid))
    assert roles_by_row(reading) == [
        "title",
        "header",
        "data",
        "total",
        "note",
        "",
        "title",
        "header",
        "data",
    ]
    assert [reading.roles[r, 0][1] for r in (0, 4, 6)] == [1, 1, 2]


def test_tables_beside_one_another_are_two() -> None:
    grid: Grid = [
        ["Mã số", "Loại bệnh tật", "Mã số", "Loại bệnh tật"],
        ["1.1", "Chậm phát triển", "3.1", "Lác"],
        ["1.2", "Bại não", "3.2", "Sụp mí"],
        ["1.3", "Não úng thủy", None, None],
    ]
    tables = recognise_sheet(sheet_of(grid)).tables
    assert [[len(line.cells) for line in table.data] for table in tables] == [[2, 2, 2], [2, 2]]


def test_an_empty_form_is_a_table_without_rows() -> None:
    grid: Grid = [
        ["Mẫu số 2a"],
        ["STT", "Họ và tên", "Ngày sinh", "Ghi chú"],
        [1, 2, 3, 4],
        [],
        [None, None, "Giám đốc"],
    ]
    reading = recognise_sheet(sheet_of(grid))
    assert roles_by_row(reading) == ["title", "header", "header", "", "note"]


@pytest.mark.parametrize(
    "numbering",
    [["A", "B", 1, 2], ["(1)", "(2)", "(3)", "(4)"], [1, 2, 3, "4(=2*100/3)"], ["1", "2", "3", "4=2+3"]],
)
def test_a_row_that_numbers_the_columns_is_heading(numbering: list[Value]) -> None:
    grid: Grid = [
        ["TT", "Tên TCCSĐ", "Tổng số", "Nữ"],
        numbering,
        [1, "Đảng bộ Sở Y tế", 86, 24],
        [2, "Chi bộ Sở Xây dựng", 9, 3],
    ]
    assert roles_by_row(recognise_sheet(sheet_of(grid))) == ["header", "header", "data", "data"]


def test_a_numbered_row_without_values_is_data_not_a_section() -> None:
    grid: Grid = [
        ["TT", "Tên TCCSĐ", "Quy hoạch", "Văn kiện"],
        [1, "Đảng bộ Sở Y tế", "x", "x"],
        [2, "Chi bộ Sở Xây dựng"],
        [3, "Chi bộ Công ty Cao su"],
    ]
    assert roles_by_row(recognise_sheet(sheet_of(grid))) == ["header", "data", "data", "data"]


cells = st.one_of(
    st.none(),
    st.integers(-5, 5000),
    st.sampled_from(
        ["x", "-", "STT", "Tên TCCSĐ", "Quy hoạch", "Tổng cộng", "I", "A.", "12/15", "15/3/2025", "Ghi chú"]
    ),
    st.text("aăâđêơư 123.,/-", min_size=1, max_size=12).filter(lambda text: text.strip()),
)


@given(st.lists(st.lists(cells, max_size=8), max_size=25))
def test_every_cell_of_any_sheet_has_exactly_one_role(grid: list[list[Value]]) -> None:
    reading = recognise_sheet(sheet_of(grid))
    assert set(reading.roles) == {(r, c) for r, c, _ in reading.sheet.cells()}


def test_a_figure_that_could_be_a_year_does_not_undo_a_heading_of_years() -> None:
    grid: Grid = [
        ["Item", "Unit", "1992", "1997", "2002"],
        ["Farms", "1,000", 1925, 1912, 2129],
        ["Land in farms", "Mil. acres", 946, 932, 938],
    ]
    assert roles_by_row(recognise_sheet(sheet_of(grid))) == ["header", "data", "data"]
