"""What a number format makes of a number: a day, a month, a length of time, or only a number."""

from __future__ import annotations

import math
import re
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Literal

from analysis.cells import Value

Shown = Literal["number", "date", "month", "month_first", "duration"]

_BUILT_IN: dict[int, Shown] = {
    **dict.fromkeys((14, 15, 16, 18, 19, 20, 21, 22, 45, 47), "date"), 17: "month", 46: "duration",
}  # fmt: skip
"""The formats that a workbook need not spell out; the others up to 49 are numbers."""
_LITERAL = re.compile(r'"[^"]*"?|[\\_*].|\[[^\]]*\]?|am/pm|a/p', re.DOTALL)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]")
_MONTH_FIRST = re.compile(r"(?:\[\$[^\]]*\])?\s*m{1,2}[/.\-\\]+d{1,2}[/.\-\\]")
_LONGEST = 1000
_DAY_0, _DAY_0_OF_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_LEAP_DAY_THAT_WAS_NOT = 60
_LAST_DAY = 2_958_466


def shown_by(number: int, codes: dict[int, str]) -> Shown:
    """How the format of that number shows a value; `codes` are those that the workbook spells out."""
    if number in codes:
        return shown_as(codes[number])
    return _BUILT_IN.get(number, "number")


@lru_cache(maxsize=4096)
def shown_as(code: str) -> Shown:
    """How a format's code shows a value.

    >>> shown_as('"tháng "m/yyyy'), shown_as("dd/mm/yyyy;@"), shown_as('#,##0" đ"'), shown_as("[h]:mm")
    ('month', 'date', 'number', 'duration')
    """
    code = code[:_LONGEST].lower()
    bare = _LITERAL.sub("", code).split(";")[0]
    parts = set(bare) & set("ymdhs")
    if not parts or "general" in bare:
        return "duration" if _ELAPSED.search(code) else "number"
    if _ELAPSED.search(code):
        return "duration"
    if parts == {"m", "y"}:
        return "month"
    return "month_first" if _MONTH_FIRST.match(code) else "date"


def value_shown(number: float, shown: Shown, date_1904: bool = False) -> Value:
    """The value of a cell as a person reads it off the sheet; raises ArithmeticError for what is no number.

    A month typed without a day ("6/2025") is kept by a workbook as its first day: it stays a month.
    What is no day of any calendar stays the number that it is.

    >>> value_shown(45809.0, "month"), value_shown(45809.0, "date"), value_shown(3445.0, "number")
    ('6/2025', datetime.date(2025, 6, 1), 3445)
    """
    if not math.isfinite(number):
        raise ArithmeticError(number)
    if shown == "number":
        return int(number) if number.is_integer() else number
    days = number + (1462 if date_1904 else 0)
    if shown == "duration":
        return timedelta(milliseconds=round(number * 86_400_000)) if abs(number) < _LAST_DAY else number
    if not number >= 0 or not days < _LAST_DAY or int(days) == _LEAP_DAY_THAT_WAS_NOT:
        return int(number) if number.is_integer() else number
    if not date_1904 and days < _LEAP_DAY_THAT_WAS_NOT:
        days += 1 if days >= 1 else 0
    moment = _DAY_0 + timedelta(milliseconds=round(days * 86_400_000))
    if number < 1:
        return moment.time()
    if shown == "month" and moment.day == 1:
        return f"{moment.month}/{moment.year}"
    return moment.date() if moment == datetime.combine(moment, datetime.min.time()) else moment
