"""A calendar of weeks is nobody's table: its weekdays are the headings, not the names in its days."""

from __future__ import annotations

import pytest
from tests.conftest import Grid, sheet_of

from analysis.cells import Value
from analysis.recognise.kinds import recognise_columns
from analysis.recognise.sheet import recognise_sheet

DAYS = ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu"]
HELD: list[list[Value]] = [
    ["Sáng", None, "Chi bộ Nhà hát Tuồng", "Chi bộ Hội Làm vườn", "Đảng bộ Sở Thể thao", None],
    ["Chiều", None, None, None, None, "Đảng bộ Công ty Muối"],
]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ([["Buổi", *DAYS], ["Ngày", *[f"{d:02}/06/2025" for d in range(2, 7)]]], [["Ngày", *range(9, 14)]]),
        ([["Buổi", "T2", "T3", "T4", "T5", "CN"]], [["Ngày", "9/6", "10/6", "11/6", "12/6", "13/6"]]),
        (
            [["Buổi", *[f"{day} {d}/6" for d, day in enumerate(DAYS, 2)]]],
            [["Buổi", *[f"{day} {d}/6" for d, day in enumerate(DAYS, 9)]]],
        ),
    ],
)
def test_weekdays_are_the_headings_of_a_calendar(first: Grid, second: Grid) -> None:
    grid: Grid = [["LỊCH ĐẠI HỘI THÁNG 6"], *first, *HELD, *second, *HELD]
    reading = recognise_sheet(sheet_of(grid))
    assert {role for (r, _), (role, _) in reading.roles.items() if r == 1} == {"header"}
    held = [(r, c) for r, row in enumerate(grid) for c, value in enumerate(row) if c and "bộ" in str(value)]
    assert {reading.roles[place][0] for place in held} == {"data"}
    assert {recognise_columns(table).kind for table in reading.tables} == {"unrecognised"}
