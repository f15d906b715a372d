"""Figures of two days beside one another: "Đảng viên đến 31/12/2024" | "Đảng viên đến 31/3/2025"."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from analysis.date_interval import ImpossibleDate
from analysis.dates import find_dates
from analysis.recognise.columns import Columns
from analysis.recognise.table import Table


def columns_of_other_days(table: Table, columns: Columns, as_of: date | None) -> dict[date, Columns]:
    """The measures and milestones given for an earlier day too, taken out of `columns` and told by their day.

    Only where the headings of all that clash say a day, each another, and one of them the report's own.
    """
    clashing = {name for *_, name in columns.clashes}
    places = {c: name for c, name in columns.fields.items() if name in clashing}
    places |= {second: name for _, second, name in columns.clashes}
    days = {column: one_day(table.paths[column]) for column in places}
    each = {(name, days[column]) for column, name in places.items()}
    own = {name for name, day in each if day == as_of}
    if columns.kind not in ("membership", "progress") or own != clashing:
        return {}
    if None in days.values() or len(each) < len(places):
        return {}
    if any(day > as_of for day in days.values() if day and as_of):
        return {}
    _take_along(table, columns, places, days)
    identity = {c: name for c, name in columns.fields.items() if name.startswith("organisation")}
    others: defaultdict[date, dict[int, str]] = defaultdict(dict)
    for column, name in places.items():
        columns.fields.pop(column, None)
        day = days[column]
        if day is not None and day != as_of:
            others[day][column] = name
    columns.fields |= {column: name for column, name in places.items() if days[column] == as_of}
    columns.clashes.clear()
    return {day: Columns(columns.kind, identity | own, rows=columns.rows) for day, own in others.items()}


def _take_along(table: Table, columns: Columns, places: dict[int, str], days: dict[int, date | None]) -> None:
    """What stands with them below the same day is of that day, though no other column clashes with it."""
    groups = {table.paths[c][:-1]: day for c, day in days.items() if one_day(table.paths[c][:-1])}
    for column, name in columns.fields.items():
        if column not in places and (day := groups.get(table.paths[column][:-1])):
            places[column], days[column] = name, day


def one_day(path: tuple[str, ...]) -> date | None:
    """The one whole day that the headings of a column say."""
    try:
        found = {when.last for part in path for when in find_dates(part) if when.first == when.last}
    except ImpossibleDate:
        return None
    return found.pop() if len(found) == 1 else None
