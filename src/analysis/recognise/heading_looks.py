"""What a row of headings looks like, and what only looks like one."""

from __future__ import annotations

import re
from itertools import pairwise

from analysis.cells import Value
from analysis.recognise.looks import outline_of_text

Row = list[tuple[int, Value]]
"""The cells of a row that are not empty, with their columns."""

_COLUMN_NUMBER = re.compile(r"^[(\[]?(?:\d{1,3}|[A-ZĐa-zđ])[)\].]?(?:\s*=.*)?$")
_BAND = re.compile(r"^(?:[<>≤≥]\s*\d{1,3}|\d{1,3}\s*[-–]\s*\d{1,3})$")


def are_sections(row: Row) -> bool:
    """Labels such as "1. Hệ thần kinh", side by side: they open sections, they are no headings."""
    return all(outline_of_text(str(v)) in ("number", "decimal", "roman") for _, v in row)


def is_year(value: Value) -> bool:
    """A whole number that stands as a heading: 2004."""
    return isinstance(value, int) and 1900 <= value <= 2100


def is_band(value: Value) -> bool:
    """An age band that stands as a heading: 18-30, <30."""
    return isinstance(value, str) and _BAND.match(value) is not None


def is_number_row(row: Row, header: Row) -> bool:
    """A row that only numbers the columns: 1 2 3, (1) (2), A B 1 2, 4(=2*100/3).

    It fills most of the columns that have a heading, and its numbers go up from the first one.
    """
    if len(row) < 3 or len(row) * 2 < len({c for c, _ in header}):
        return False
    numbers: list[int] = []
    for _, value in row:
        if isinstance(value, bool) or not isinstance(value, int | str):
            return False
        text = str(value).replace(" ", "")
        bare = text.strip("()[].")
        if bare.isdigit() and len(bare) <= 3:
            numbers.append(int(bare))
        elif re.match(r"^[(\[]?\d{1,3}[)\]]?(?:=|\(=)[\d\s()+\-*/x:.,%=]+$", text):
            numbers.append(int(re.findall(r"\d+", text)[0]))
        elif not (_COLUMN_NUMBER.match(text) and not numbers):
            return False
    if len(numbers) < 2 or numbers[0] > 2:
        return False
    rising = sum(b > a for a, b in pairwise(numbers))
    close = sum(0 < b - a <= 2 for a, b in pairwise(numbers))
    return rising >= len(numbers) - 2 and close >= max(1, len(numbers) - 3)
