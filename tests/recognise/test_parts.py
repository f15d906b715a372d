"""Rows that are parts of a row above them."""

from __future__ import annotations

from datetime import datetime

import pytest
from tests.conftest import Grid, sheet_of

from analysis.cells import Value
from analysis.recognise.sheet import recognise_sheet

HEADINGS: list[Value] = ["TT", "Tên tổ chức đảng", "Số chi bộ", "Số đảng viên"]


def parents(grid: Grid) -> dict[str, str | None]:
    """The name of the row that each row of data is part of."""
    (table,) = recognise_sheet(sheet_of(grid)).tables
    column = 0 if table.ordinal is None else 1
    names = {line.row: str(line.cells[column]) for line in table.data}
    return {names[line.row]: names.get(-1 if line.part_of is None else line.part_of) for line in table.data}


@pytest.mark.parametrize(
    "marks",
    [
        ("6.1", "6.2"),
        (6.1, 6.2),
        ("6.9", 6.1),
        ("6a", "6b"),
        ("6-1", "6-2"),
        ("a", "b"),
        ("a)", "b)"),
        ("-", "-"),
        ("+", "+"),
        ("•", "•"),
        (datetime(2025, 1, 6), datetime(2025, 2, 6)),
        (datetime(2025, 6, 1), datetime(2025, 6, 2)),
    ],
)
def test_a_mark_inside_a_number_makes_a_row_part_of_the_numbered_one(marks: tuple[Value, Value]) -> None:
    grid: Grid = [
        HEADINGS,
        [5, "Đảng bộ Sở Y tế", 3, 40],
        [6, "Đảng bộ Sở Tư pháp", 2, 36],
        [marks[0], "Chi bộ Văn phòng", None, 20],
        [marks[1], "Chi bộ Thanh tra", None, 16],
        [7, "Chi bộ Hội Làm vườn", None, 9],
    ]
    assert parents(grid) == {
        "Đảng bộ Sở Y tế": None,
        "Đảng bộ Sở Tư pháp": None,
        "Chi bộ Văn phòng": "Đảng bộ Sở Tư pháp",
        "Chi bộ Thanh tra": "Đảng bộ Sở Tư pháp",
        "Chi bộ Hội Làm vườn": None,
    }


def test_parts_have_parts_of_their_own() -> None:
    grid: Grid = [
        HEADINGS,
        [1, "Đảng bộ Sở Y tế", 3, 40],
        ["1.1", "Đảng bộ bộ phận Chi cục", 2, 25],
        ["1.1.1", "Chi bộ Thanh tra", None, 15],
        ["1.1.2", "Chi bộ Hành chính", None, 10],
        ["1.2", "Chi bộ Văn phòng", None, 15],
        ["-", "Tổ đảng Lái xe", None, 4],
    ]
    assert parents(grid) == {
        "Đảng bộ Sở Y tế": None,
        "Đảng bộ bộ phận Chi cục": "Đảng bộ Sở Y tế",
        "Chi bộ Thanh tra": "Đảng bộ bộ phận Chi cục",
        "Chi bộ Hành chính": "Đảng bộ bộ phận Chi cục",
        "Chi bộ Văn phòng": "Đảng bộ Sở Y tế",
        "Tổ đảng Lái xe": "Chi bộ Văn phòng",
    }


def test_a_name_may_carry_the_marker_itself() -> None:
    grid: Grid = [
        ["Tên tổ chức đảng", "Số chi bộ", "Số đảng viên"],
        ["1. Đảng bộ Sở Y tế", 3, 40],
        ["1.1. Chi bộ Văn phòng", None, 20],
        ["1.2 Chi bộ Thanh tra", None, 20],
        ["2. Đảng bộ Sở Tư pháp", 2, 36],
        ["- Chi bộ Hành chính", None, 36],
    ]
    assert list(parents(grid).values()) == [
        None,
        "1. Đảng bộ Sở Y tế",
        "1. Đảng bộ Sở Y tế",
        None,
        "2. Đảng bộ Sở Tư pháp",
    ]


def test_cells_without_a_number_below_a_numbered_committee_are_its_parts() -> None:
    grid: Grid = [
        HEADINGS,
        [1, "Đảng bộ Sở Y tế", 2, 40],
        [None, "Chi bộ Văn phòng", None, 20],
        [None, "Chi bộ Thanh tra", None, 20],
        [2, "Chi bộ Hội Làm vườn", None, 9],
        [None, "Chi bộ Nhà hát Tuồng", None, 7],
    ]
    assert list(parents(grid).values()) == [None, "Đảng bộ Sở Y tế", "Đảng bộ Sở Y tế", None, None]


def test_dashes_that_list_committees_below_a_section_make_no_parts() -> None:
    grid: Grid = [
        HEADINGS,
        [1, "Đảng bộ Sở Y tế", 2, 40],
        ["-", "Đảng bộ Sở Tư pháp", 2, 36],
        ["II", "DOANH NGHIỆP"],
        ["-", "Chi bộ Công ty Muối", None, 12],
        ["-", "Chi bộ Công ty Chè", None, 11],
    ]
    assert set(parents(grid).values()) == {None}


def test_the_heading_printed_again_parts_no_cells_from_their_committee() -> None:
    grid: Grid = [
        HEADINGS,
        [1, "Đảng bộ Sở Y tế", 2, 40],
        ["1.1", "Chi bộ Văn phòng", None, 20],
        HEADINGS,
        ["1.2", "Chi bộ Thanh tra", None, 20],
    ]
    assert parents(grid)["Chi bộ Thanh tra"] == "Đảng bộ Sở Y tế"


def test_a_line_that_goes_on_with_a_name_does_not_hide_the_committee() -> None:
    grid: Grid = [
        HEADINGS,
        [1, "Đảng bộ Sở Nông nghiệp", 2, 40],
        [None, "và Môi trường"],
        ["1.1", "Chi bộ Văn phòng", None, 20],
        [2, "Chi bộ Hội Làm vườn", None, 9],
    ]
    assert parents(grid)["Chi bộ Văn phòng"] == "Đảng bộ Sở Nông nghiệp và Môi trường"


def test_of_a_number_that_does_not_fit_nothing_is_said() -> None:
    grid: Grid = [
        HEADINGS,
        [1, "Đảng bộ Sở Y tế", 2, 40],
        ["3.1", "Chi bộ Văn phòng", None, 20],
        [2, "Chi bộ Hội Làm vườn", None, 9],
    ]
    assert parents(grid)["Chi bộ Văn phòng"] is None


def test_cells_below_a_committee_with_a_roman_number_are_its_parts_and_it_stays_data() -> None:
    grid: Grid = [
        HEADINGS,
        ["I", "Đảng bộ Sở Y tế", 2, 40],
        [1, "Chi bộ Văn phòng", None, 20],
        [2, "Chi bộ Thanh tra", None, 20],
        ["II", "Đảng bộ Sở Tư pháp", 1, 9],
        [1, "Chi bộ Hành chính", None, 9],
    ]
    assert parents(grid) == {
        "Đảng bộ Sở Y tế": None,
        "Chi bộ Văn phòng": "Đảng bộ Sở Y tế",
        "Chi bộ Thanh tra": "Đảng bộ Sở Y tế",
        "Đảng bộ Sở Tư pháp": None,
        "Chi bộ Hành chính": "Đảng bộ Sở Tư pháp",
    }


def test_a_section_of_committees_or_of_cells_is_no_committee() -> None:
    grid: Grid = [
        HEADINGS,
        ["I", "Đảng bộ cơ sở", 2, 40],
        [1, "Đảng bộ Sở Y tế", 2, 40],
        ["II", "Đảng bộ khối doanh nghiệp", None, 9],
        [1, "Chi bộ Công ty Muối", None, 9],
    ]
    assert parents(grid) == {"Đảng bộ Sở Y tế": None, "Chi bộ Công ty Muối": None}


def test_cells_numbered_from_one_again_are_parts_where_the_committees_numbers_go_on() -> None:
    grid: Grid = [
        HEADINGS,
        [1, "Đảng bộ Sở Y tế", 2, 40],
        [1, "Chi bộ Văn phòng", None, 20],
        [2, "Chi bộ Thanh tra", None, 20],
        [2, "Đảng bộ Sở Tư pháp", 2, 31],
        [1, "Chi bộ Hành chính", None, 16],
        [2, "Chi bộ Nghiệp vụ", None, 15],
        [3, "Chi bộ Hội Làm vườn", None, 9],
    ]
    assert list(parents(grid).values()) == [
        None,
        "Đảng bộ Sở Y tế",
        "Đảng bộ Sở Y tế",
        None,
        "Đảng bộ Sở Tư pháp",
        "Đảng bộ Sở Tư pháp",
        None,
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [[1, "Đảng bộ Sở Y tế"], [2, "Đảng bộ Sở Tư pháp"], [1, "Chi bộ Hội Chè"], [2, "Chi bộ Hội Muối"]],
        [[1, "Đảng bộ Sở Y tế"], [1, "Chi bộ Hội Chè"], [2, "Chi bộ Hội Muối"], [3, "Chi bộ Hội Lụa"]],
    ],
)
def test_a_numbering_that_can_be_read_in_two_ways_makes_no_parts(rows: list[list[Value]]) -> None:
    grid: Grid = [HEADINGS, *([*row, None, 20 + i] for i, row in enumerate(rows))]
    assert set(parents(grid).values()) == {None}
