"""Bare days of the month below sections that name it: "24" and "15-16" in a section "Tháng 4/2025"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from analysis.recognise.table import Table
from analysis.recognise.title_says import TIME
from analysis.text import fold

DAY_OF_MONTH = re.compile(
    r"\s*(?:ngày\s+)?((?:0?[1-9]|[12]\d|3[01])(?:\s*[-–,]\s*(?:0?[1-9]|[12]\d|3[01]))?)\s*", re.IGNORECASE
)
_MONTH = re.compile(
    r"(?<!đến )(?<!hết )(?<!trước )(?<!sau )(?<!từ )\btháng (1[0-2]|0?[1-9])(?!\d)"
    r"(?: (?:năm )?(20\d\d)\b|(?! (?:\d|và|hoặc|đến)))"
)
_BESIDE = re.compile(r"\([^()]*\)")
"""How many they are: "Tháng 4 (8 đơn vị)"."""
_NEARLY_ALL = 0.8
_MOST_LASTING = 5
"""No congress lasts longer: a column of smaller numbers may say how many days or sessions it took."""


def month_of(labels: Iterable[str]) -> str | None:
    """The one month that the nearest label names, with its year if that stands there; the labels outside in.

    >>> month_of(["I. ĐÃ ĐẠI HỘI", "Tháng 4/2025"]), month_of(["Tháng 4, 5/2025"])
    ('4/2025', None)
    """
    return next((said for label in reversed(list(labels)) if (said := _month_in(label))), None)


@lru_cache(maxsize=4096)
def _month_in(label: str) -> str | None:
    found = set(_MONTH.findall(fold(_BESIDE.sub(" ", label))))
    return "/".join(filter(None, found.pop())) if len(found) == 1 else None


def holds_days_of_months(table: Table, column: int) -> bool:
    """A column "Ngày" of bare days whose rows stand in sections of one month each."""
    if TIME.match(fold(table.paths[column][-1])) is None:
        return False
    said = [(line.cells[column], line.groups) for line in table.data if column in line.cells]
    days = [found[1] for value, groups in said if (found := _bare_day(value)) and month_of(groups)]
    last = max((int(number) for day in days for number in re.findall(r"\d+", day)), default=0)
    return last > _MOST_LASTING and len(days) >= _NEARLY_ALL * len(said)


def _bare_day(value: object) -> re.Match[str] | None:
    return DAY_OF_MONTH.fullmatch(str(value)) if isinstance(value, int | str) else None
