"""Which rows open sections, and which sections the rows below stand in."""

from __future__ import annotations

import pytest
from tests.conftest import Grid, sheet_of
from tests.recognise.test_sheet import roles_by_row

from analysis.cells import Value
from analysis.recognise.sheet import recognise_sheet

HEADINGS: list[Value] = ["TT", "Tên tổ chức đảng", "Số chi bộ", "Số đảng viên"]


def list_of(*rows: list[Value]) -> Grid:
    return [HEADINGS, *rows]


def test_small_letters_between_running_numbers_open_sections_inside_the_wider_ones() -> None:
    grid = list_of(
        ["I", "ĐẢNG BỘ CƠ SỞ", 9, 105],
        ["a", "Cơ quan hành chính"],
        [1, "Đảng bộ Sở Y tế", 4, 52],
        [2, "Đảng bộ Sở Tư pháp", 3, 31],
        ["b", "Đơn vị sự nghiệp"],
        [3, "Đảng bộ Bệnh viện Mắt", 2, 22],
        ["II", "CHI BỘ CƠ SỞ", None, 17],
        ["a", "Cơ quan hành chính"],
        [4, "Chi bộ Hội Làm vườn", None, 17],
    )
    reading = recognise_sheet(sheet_of(grid))
    assert roles_by_row(reading) == [
        "header", "total", "group", "data", "data", "group", "data", "total", "group", "data"
    ]  # fmt: skip
    assert [line.groups for line in reading.tables[0].data] == [
        ("ĐẢNG BỘ CƠ SỞ", "Cơ quan hành chính"),
        ("ĐẢNG BỘ CƠ SỞ", "Cơ quan hành chính"),
        ("ĐẢNG BỘ CƠ SỞ", "Đơn vị sự nghiệp"),
        ("CHI BỘ CƠ SỞ", "Cơ quan hành chính"),
    ]


@pytest.mark.parametrize("mark", ["a", "a)", "b.", "i", "đ"])
def test_a_small_letter_without_figures_opens_a_section_also_below_the_first_numbers(mark: str) -> None:
    grid = list_of(
        [1, "Đảng bộ Sở Y tế", 4, 52],
        [2, "Đảng bộ Sở Tư pháp", 3, 31],
        [mark, "Đơn vị sự nghiệp"],
        [3, "Đảng bộ Bệnh viện Mắt", 2, 22],
        [4, "Chi bộ Nhà hát Tuồng", None, 14],
    )
    reading = recognise_sheet(sheet_of(grid))
    assert roles_by_row(reading)[3] == "group"
    assert [line.groups for line in reading.tables[0].data][2:] == [("Đơn vị sự nghiệp",)] * 2


@pytest.mark.parametrize("marks", [("-", "-"), ("*", "*"), ("I.1", "I.2"), ("A.1", "A.2"), ("+", "+")])
def test_any_mark_above_the_first_number_may_open_a_section(marks: tuple[str, str]) -> None:
    grid = list_of(
        ["I", "ĐẢNG BỘ CƠ SỞ"],
        [marks[0], "Cơ quan hành chính"],
        [1, "Đảng bộ Sở Y tế", 4, 52],
        [2, "Đảng bộ Sở Tư pháp", 3, 31],
        [marks[1], "Đơn vị sự nghiệp"],
        [3, "Đảng bộ Bệnh viện Mắt", 2, 22],
    )
    reading = recognise_sheet(sheet_of(grid))
    assert [line.groups[-1] for line in reading.tables[0].data] == [
        "Cơ quan hành chính",
        "Cơ quan hành chính",
        "Đơn vị sự nghiệp",
    ]


def test_letters_that_list_the_cells_of_a_committee_open_no_sections() -> None:
    grid = list_of(
        [1, "Đảng bộ Sở Y tế", 2, 52],
        ["a", "Chi bộ Văn phòng"],
        ["b", "Chi bộ Thanh tra"],
        [2, "Đảng bộ Sở Tư pháp", 2, 31],
        ["a", "Chi bộ Nghiệp vụ"],
        ["b", "Chi bộ Hành chính"],
    )
    assert roles_by_row(recognise_sheet(sheet_of(grid))) == ["header", *["data"] * 6]


def test_a_lettered_section_that_carries_the_sum_of_its_rows_is_a_total() -> None:
    grid = list_of(
        ["a", "Cơ quan hành chính", 7, 83],
        [1, "Đảng bộ Sở Y tế", 4, 52],
        [2, "Đảng bộ Sở Tư pháp", 3, 31],
        ["b", "Đơn vị sự nghiệp", 2, 22],
        [3, "Đảng bộ Bệnh viện Mắt", 2, 22],
    )
    reading = recognise_sheet(sheet_of(grid))
    assert roles_by_row(reading) == ["header", "total", "data", "data", "total", "data"]
    assert reading.tables[0].data[-1].groups == ("Đơn vị sự nghiệp",)
