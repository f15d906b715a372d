"""Tables of events: sections that say what happened to those below, and which of several days counts."""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache

from analysis.cells import Value
from analysis.recognise.fields import heading_key
from analysis.recognise.table import Table
from analysis.text import fold
from analysis.vocabulary import entries

Names = dict[int, str | None]
_OF_THE_DECISION = tuple(map(fold, ("ban hành", "ký", "quyết định", "văn bản", "thông báo")))


@cache
def _phrases() -> tuple[str, ...]:
    return tuple(f" {fold(row['phrase'])} " for row in entries("events"))


@lru_cache(maxsize=4096)
def says_event(text: str) -> bool:
    """Whether a text names an event in the life of an organisation.

    >>> says_event("II. Tạm dừng hoạt động"), says_event("II. Khối sự nghiệp")
    (True, False)
    """
    key = f" {fold(text)} "
    return any(phrase in key for phrase in _phrases())


def section_of_event(groups: tuple[str, ...]) -> int | None:
    """Which of a row's sections says what happened, the nearest first; None where none does."""
    return next((n for n in reversed(range(len(groups))) if says_event(groups[n])), None)


def sections_say_events(table: Table) -> bool:
    """Whether most rows stand in a section that names an event."""
    rows = Counter(line.groups for line in table.data)
    told = sum(count for groups, count in rows.items() if section_of_event(groups) is not None)
    return told > 0 and told * 2 >= len(table.data)


def cells_say_events(table: Table) -> int | None:
    """The one column in which nearly every cell names an event, whatever stands above it."""
    told = [column for column in table.paths if _names_events(table.filled[column])]
    return told[0] if len(told) == 1 else None


def _names_events(values: list[Value]) -> bool:
    short = [value for value in values if isinstance(value, str) and len(value) <= _LONGEST_EVENT]
    return bool(values) and sum(map(says_event, short)) >= _NEARLY_ALL * len(values)


_LONGEST_EVENT = 40
_NEARLY_ALL = 0.8


def event_by_cells(names: Names, table: Table) -> None:
    """Where no heading says it, the column is that whose cells do: "Sáp nhập", "Đổi tên"."""
    told = cells_say_events(table) if "event" not in names.values() else None
    if told is not None and names.get(told, "") is None:
        names[told] = "event"


def without_days_of_decisions(names: Names, table: Table) -> None:
    """Beside the day from which something holds, the day of its decision is none of an event."""
    days = [column for column, name in names.items() if name == "event_date"]
    signed = [c for c in days if any(words in heading_key(table.paths[c][-1]) for words in _OF_THE_DECISION)]
    if len(signed) < len(days):
        names.update(dict.fromkeys(signed, "note"))
