"""Tables beside one another, and the titles of tables below one another."""

from __future__ import annotations

import pytest
from tests.conftest import Grid, sheet_of
from tests.recognise.test_sheet import roles_by_row

from analysis.cells import Value
from analysis.recognise.sheet import recognise_sheet

LEFT: list[list[Value]] = [
    ["TT", "Tên đảng bộ", "Loại hình", "Số chi bộ", "Số ĐV"],
    [1, "Đảng bộ Sở Thể thao", "HC", 4, 146],
    [2, "Đảng bộ Bệnh viện Mắt", "SN", 7, 95],
    [None, "Cộng", None, 11, 241],
]
RIGHT: list[list[Value]] = [
    ["TT", "Tên chi bộ", "Loại hình", "Số ĐV"],
    [1, "Chi bộ Hội Làm vườn", "HC", 25],
    [2, "Chi bộ Nhà hát Tuồng", "SN", 8],
    [3, "Chi bộ Công ty Muối", "DN", 12],
    [None, "Cộng", None, 45],
]


def beside(left: list[list[Value]], right: list[list[Value]], gap: int) -> list[list[Value]]:
    none: list[Value] = [None]
    rows: list[list[Value]] = []
    for r in range(max(len(left), len(right))):
        first = left[r] if r < len(left) else none * len(left[0])
        rows.append([*first, *none * gap, *(right[r] if r < len(right) else [])])
    return rows


@pytest.mark.parametrize("gap", [0, 1, 2])
def test_a_numbering_that_comes_again_further_right_begins_another_table(gap: int) -> None:
    title: list[Value] = ["DANH SÁCH TỔ CHỨC CƠ SỞ ĐẢNG"]
    own: list[Value] = ["I. ĐẢNG BỘ CƠ SỞ", *[None] * (4 + gap), "II. CHI BỘ CƠ SỞ"]
    reading = recognise_sheet(sheet_of([title, own, *beside(LEFT, RIGHT, gap)]))
    first, second = reading.tables
    assert [line.cells[1] for line in first.data] == ["Đảng bộ Sở Thể thao", "Đảng bộ Bệnh viện Mắt"]
    assert [line.cells[6 + gap] for line in second.data] == [
        "Chi bộ Hội Làm vườn",
        "Chi bộ Nhà hát Tuồng",
        "Chi bộ Công ty Muối",
    ]
    assert [len(table.totals) for table in reading.tables] == [1, 1]
    assert [text for _, _, text in first.titles] == ["DANH SÁCH TỔ CHỨC CƠ SỞ ĐẢNG", "I. ĐẢNG BỘ CƠ SỞ"]
    assert [text for _, _, text in second.titles] == ["DANH SÁCH TỔ CHỨC CƠ SỞ ĐẢNG", "II. CHI BỘ CƠ SỞ"]
    assert reading.roles[1, 5 + gap] == ("title", 2)
    assert first.notes == second.notes == []


def test_a_text_merged_over_each_of_two_tables_is_its_title_not_its_heading() -> None:
    own: list[Value] = ["I. ĐẢNG BỘ CƠ SỞ", None, None, None, None, None, "II. CHI BỘ CƠ SỞ"]
    grid: Grid = [["DANH SÁCH"], own, *beside(LEFT, RIGHT, 1)]
    reading = recognise_sheet(sheet_of(grid, [(1, 0, 1, 4), (1, 6, 1, 9)]))
    assert [table.paths[table.left + 1] for table in reading.tables] == [("Tên đảng bộ",), ("Tên chi bộ",)]
    assert [table.titles[-1][2] for table in reading.tables] == ["I. ĐẢNG BỘ CƠ SỞ", "II. CHI BỘ CƠ SỞ"]


def test_a_table_beside_another_may_have_more_lines_of_headings() -> None:
    left: list[list[Value]] = [
        ["TT", "Tên đảng bộ", "Tăng trong kỳ", None, "Cuối kỳ"],
        [None, None, "Kết nạp", "Chuyển đến", None],
        ["a", "b", 1, 2, 3],
        [1, "Đảng bộ Sở Thể thao", 4, 1, 146],
        [2, "Đảng bộ Bệnh viện Mắt", 7, 0, 95],
    ]
    merges = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 1, 4)]
    first, second = recognise_sheet(sheet_of(beside(left, RIGHT, 1), merges)).tables
    assert first.paths[3] == ("Tăng trong kỳ", "Chuyển đến")
    assert [line.cells[1] for line in first.data] == ["Đảng bộ Sở Thể thao", "Đảng bộ Bệnh viện Mắt"]
    assert [line.cells[7] for line in second.data] == [row[1] for row in RIGHT[1:4]]


def test_a_table_beside_another_may_have_its_headings_in_a_lower_line() -> None:
    left: list[list[Value]] = [["TT", "Tên đảng bộ", "Đảng viên", None], [None, None, "Nam", "Nữ"]]
    right: list[list[Value]] = [[None] * 3, ["TT", "Tên chi bộ", "Số ĐV"]]
    grid = beside([*left, [1, "Đảng bộ Sở Thể thao", 4, 1]], [*right, [1, "Chi bộ Hội Làm vườn", 25]], 1)
    grid += beside([[2, "Đảng bộ Bệnh viện Mắt", 7, 2]], [[2, "Chi bộ Nhà hát Tuồng", 8]], 1)
    first, second = recognise_sheet(sheet_of(grid)).tables
    assert (len(first.data), len(second.data)) == (2, 2)


def test_the_notes_below_tables_side_by_side_go_to_the_one_above_them() -> None:
    grid: Grid = [*beside(LEFT, RIGHT, 1), [], ["Ghi chú: HC là hành chính", *[None] * 6, "Người lập biểu"]]
    reading = recognise_sheet(sheet_of(grid))
    assert [[text for _, _, text in table.notes] for table in reading.tables] == [
        ["Ghi chú: HC là hành chính"],
        ["Người lập biểu"],
    ]


@pytest.mark.parametrize("gap", [0, 1])
def test_a_numbering_inside_another_one_is_part_of_the_same_table(gap: int) -> None:
    space: list[Value] = [None] * gap
    grid: Grid = [
        ["TT", "Đảng bộ", *space, "TT", "Chi bộ trực thuộc", "Số ĐV"],
        [1, "Đảng bộ Sở Thể thao", *space, 1, "Chi bộ Văn phòng", 14],
        [None, None, *space, 2, "Chi bộ Nghiệp vụ", 11],
        [None, None, *space, 3, "Chi bộ Thanh tra", 9],
        [2, "Đảng bộ Bệnh viện Mắt", *space, 1, "Chi bộ Khoa Khám", 20],
        [None, None, *space, 2, "Chi bộ Khoa Dược", 12],
    ]
    assert len(recognise_sheet(sheet_of(grid)).tables) == 1


def test_each_of_two_tables_below_one_another_has_its_own_numbered_title() -> None:
    for first, second in (
        (["1/ Các tổ chức đảng đã đại hội xong:"], ["2/ Các tổ chức đảng chưa đại hội:"]),
        (["I", "Các tổ chức đảng đã đại hội xong"], ["II", "Các tổ chức đảng chưa đại hội"]),
    ):
        grid: Grid = [
            ["BÁO CÁO NHANH"],
            first,
            ["TT", "Tên tổ chức đảng", "Thời gian đại hội", "Quyết định chuẩn y"],
            [1, "Chi bộ Hội Làm vườn", "18/4/2025", "Chưa nộp"],
            [2, "Chi bộ Nhà hát Tuồng", "21/4/2025", "Chưa nộp"],
            [],
            second,
            ["TT", "Tên tổ chức đảng", "Dự kiến đại hội", "Nguyên nhân"],
            [1, "Chi bộ Công ty Muối", "26/6/2025", "Chờ sắp xếp"],
        ]
        reading = recognise_sheet(sheet_of(grid))
        assert roles_by_row(reading) == [
            "title", "title", "header", "data", "data", "", "title", "header", "data"
        ]  # fmt: skip
        assert [[r for r, _, _ in table.titles][-1] for table in reading.tables] == [1, 6]


def test_a_row_of_data_without_values_above_other_headings_is_no_title() -> None:
    grid: Grid = [
        ["TT", "Tên tổ chức đảng", "Thời gian đại hội"],
        [1, "Chi bộ Hội Làm vườn", "18/4/2025"],
        [2, "Chi bộ Nhà hát Tuồng"],
        ["TT", "Tên tổ chức đảng", "Dự kiến đại hội", "Nguyên nhân"],
        [1, "Chi bộ Công ty Muối", "26/6/2025", "Chờ sắp xếp"],
    ]
    assert roles_by_row(recognise_sheet(sheet_of(grid)))[2] == "data"


def test_a_column_of_names_whose_heading_is_not_merged_belongs_to_the_table_on_its_left() -> None:
    grid: Grid = [
        ["Mã số", "Loại bệnh tật", None, "Mã số", "Loại bệnh tật", None],
        ["1.1", "-", "Chậm phát triển", "3.1", "-", "Lác"],
        ["1.2", "-", "Bại não", "3.2", "-", "Sụp mí"],
        ["1.3", "-", "Động kinh", "3.3", "-", "Cận thị"],
    ]
    tables = recognise_sheet(sheet_of(grid)).tables
    assert [[len(line.cells) for line in table.data] for table in tables] == [[3, 3, 3], [3, 3, 3]]


def test_a_summary_by_type_beyond_a_blank_column_is_a_table_of_its_own() -> None:
    reading = recognise_sheet(
        sheet_of(
            [
                ["TT", "Tên TCCSĐ", "Chi bộ trực thuộc", "Đảng viên", None, "Loại hình", "Đảng viên"],
                [1, "Đảng bộ Sở Y tế", 7, 89, None, "Hành chính", 153],
                [2, "Đảng bộ Sở Xây dựng", 5, 64, None, "Sự nghiệp", 32],
                [3, "Chi bộ Đài Thử", None, 32, None, "Cộng", 185],
                [4, "Chi bộ Trường Thử", None, 10, None, None, None],
            ],
        )
    )
    assert [sorted(table.paths) for table in reading.tables] == [[0, 1, 2, 3], [5, 6]]
    assert [len(table.data) for table in reading.tables] == [4, 2]
