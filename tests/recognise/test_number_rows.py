"""The row that only numbers the columns, in its many forms."""

from __future__ import annotations

import pytest
from tests.conftest import Grid, sheet_of
from tests.recognise.test_sheet import roles_by_row

from analysis.cells import Value
from analysis.recognise.heading_looks import Row
from analysis.recognise.number_rows import is_number_row
from analysis.recognise.sheet import recognise_sheet


def numbers(*values: Value) -> bool:
    row: Row = [(c, value) for c, value in enumerate(values) if value is not None]
    return is_number_row(row, [(c, f"Cột {c}") for c in range(len(values))])


@pytest.mark.parametrize(
    "row",
    [
        ["A", "B", "C", 1, 2, 3, 4, 5, "D", "E"],
        ["A", "B", "1", "2", "3", "C"],
        ["(1)", "(2a)", "(2b)", "(3)"],
        ["(1)", "(2)", "(2.1)", "(2.2)", "(3)"],
        ["1=2+3", 2, 3, 4],
        ["1", "2", "3 = 1 + 2", "4 = 3/1 x 100%"],
        ["(A)", "(B)", "(1)", "(2)=(1)*100"],
        ["I", "II", "III", "IV", "V"],
        ["a", "b", "c", "d", "đ", "e"],
        ["A", "B", "C", "D", "E"],
        ["A", "B", 1, None, 2, 3],
        ["a", "b", "A", "B=1+2", 1, 2, "C=3+..+4", 3, 4, "D=A+B-C"],
        ["[1]", "[2]", "[3]", "[4]"],
        ["A", "B", 1, "2=3+…+5", 3, 4, 5, "6=1+2-5"],
    ],
)
def test_a_row_numbers_its_columns(row: list[Value]) -> None:
    assert numbers(*row)


@pytest.mark.parametrize(
    "row",
    [
        ["x", "x", "x", "x"],
        ["A", "B", "A", "B"],
        [1, "A", "x", 5],
        [12, 15, 18, 21],
        ["1", "1.2", "1.5", "2.1"],
        ["V", "V", "X", "V"],
        ["A", "D", "F"],
        ["a", "A", 1, 2, "C"],
        ["a", "c", "A", 1, 2],
        [1, 2, None, None, None, None, None],
        [1, 2, "Chi bộ Nhà hát", 4],
        [2.0, 3.0, 4.0, 5.0],
    ],
)
def test_a_row_of_data_numbers_nothing(row: list[Value]) -> None:
    assert not numbers(*row)


def test_letters_after_the_numbers_belong_to_the_row_that_numbers_the_columns() -> None:
    grid: Grid = [
        ["Số TT", "Tên tổ chức đảng", "Mã", "Loại hình", None, "Số chi bộ", "Bí thư", "Ghi chú"],
        [None, None, None, "HC", "SN", None, None, None],
        ["A", "B", "C", 1, 2, 3, "D", "E"],
        ["A. ĐẢNG BỘ CƠ SỞ"],
        [1, "Sở Thể thao", "45.01", "x", None, 6, "Nguyễn Văn Mẫu"],
        [2, "Bệnh viện Mắt", "45.02", None, "x", 8, "Trần Thị Mẫu"],
    ]
    reading = recognise_sheet(sheet_of(grid))
    assert roles_by_row(reading) == ["header", "header", "header", "group", "data", "data"]
