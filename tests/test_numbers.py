from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.numbers import format_count, format_rate, format_share, read_count, read_fraction, read_rate


@pytest.mark.parametrize(
    ("value", "count"),
    [
        (12, 12), (12.0, 12), ("3.445", 3445), ("1.234.567", 1234567), ("3 445", 3445), ("12 đ/c", 12),
        ("12đc", 12), ("12 đồng chí", 12), ("12 (5 nữ)", 12), ("-", 0), ("–", 0), ("không", 0), ("12*", 12),
    ],
)  # fmt: skip
def test_a_count_is_read_as_offices_write_it(value: object, count: int) -> None:
    assert read_count(value) == count


@pytest.mark.parametrize(
    "value", ["3,445", "85,5", 12.5, -1, True, "12/15", "x", "", "12 13", "1.23", None, "không rõ"]
)
def test_what_is_no_count_is_none(value: object) -> None:
    assert read_count(value) is None


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("9/10", (9, 10)),
        ("12 / 15", (12, 15)),
        ("12 trên 15", (12, 15)),
        ("3/3 chi bộ", (3, 3)),
        ("Đã đại hội 7/9 chi bộ, còn 02 chi bộ chưa đại hội", (7, 9)),
    ],
)
def test_held_and_required_are_read_from_one_cell(text: str, both: tuple[int, int]) -> None:
    assert read_fraction(text) == both


@pytest.mark.parametrize("text", ["12/15/2025", "12", "x/3", "85,5%", "7/9 chi bộ, còn 3 chi bộ chưa ĐH"])
def test_what_is_no_fraction_is_none(text: str) -> None:
    assert read_fraction(text) is None


def test_a_decimal_comma_is_no_thousand() -> None:
    assert read_rate("85,5%") == pytest.approx(0.855)
    assert read_rate("120%") is None


def test_numbers_are_written_as_leadership_reads_them() -> None:
    assert format_count(3445) == "3.445"
    assert format_count(3445, "en") == "3,445"
    assert format_rate(0.855) == "85,5%"
    assert format_share(11, 26) == "11/26 (42,3%)"
    assert format_share(0, 0) == "0/0"


@given(st.integers(0, 5000), st.integers(1, 5000))
def test_not_all_is_never_shown_as_all_nor_something_as_nothing(held: int, required: int) -> None:
    held = min(held, required)
    shown = format_rate(held / required)
    assert (shown == "100%") == (held == required)
    assert (shown == "0%") == (held == 0)


@given(st.integers(0, 10**9))
def test_a_count_that_is_written_is_read_again(count: int) -> None:
    assert read_count(format_count(count)) == count
