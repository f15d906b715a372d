"""A table that follows one milestone from week to week: a day heads each column, its states below.

DUYỆT HỒ SƠ ĐẠI HỘI
Tên TCCSĐ       | Tình trạng tính đến ngày
                | 11/4/2025 | 18/4/2025
Đảng bộ Sở Y tế | Chưa nộp  | Đã duyệt

Each column is a report of its own day. The rows may also be the milestones of the one organisation that
the titles name: "Nội dung | Kỳ trước (đến 15/3/2025) | Kỳ này (đến 15/4/2025)".
"""

from __future__ import annotations

from datetime import date

from analysis.as_of import find_as_of
from analysis.date_interval import ImpossibleDate
from analysis.dates import read_date
from analysis.recognise.columns import Columns
from analysis.recognise.fields import field_of
from analysis.recognise.kinds import columns_as
from analysis.recognise.long_lists import is_own_steps
from analysis.recognise.looks import is_words
from analysis.recognise.part_columns import MARKED
from analysis.recognise.table import Table

_MOSTLY = 0.8


def snapshots(table: Table) -> list[Columns]:
    """The columns of each day's report; none where the table is not of this form.

    Crosses under days are a calendar: only words tell the states of a milestone.
    """
    said = {c: day for c, path in table.paths.items() if (day := day_of_heading(path[-1]))}
    if len(said) < 2:
        return []
    if len(set(said.values())) == len(said) and (steps := _steps(table, said)):
        return steps
    days = {c: day for c, day in said.items() if _holds_words(table, c)}
    if len(days) < 2 or len(set(days.values())) < len(days):
        return []
    milestone = _milestone(table, min(days))
    fields = columns_as("progress", table).fields
    named = {c: name for c, name in fields.items() if name == "organisation" and c not in days}
    if milestone is None or not named:
        return []
    rows = tuple(line.row for line in table.data)
    return [
        Columns("progress", {**named, c: milestone}, rows=rows, as_of=day)
        for c, day in sorted(days.items(), key=lambda one: one[1])
    ]


def _steps(table: Table, days: dict[int, date]) -> list[Columns]:
    """The states of one organisation's milestones on each day; what else the rows have is told once."""
    tasks = columns_as("tasks", table)
    fields = {c: name for c, name in tasks.fields.items() if name in ("task", "note") and c not in days}
    if not is_own_steps(table, tasks) or "task" not in fields.values():
        return []
    reports = [
        Columns("tasks", {**fields, c: "status"}, rows=tasks.rows, as_of=day)
        for c, day in sorted(days.items(), key=lambda one: one[1])
    ]
    reports[-1].unknown = [c for c in table.paths if c not in (*days, *fields, table.ordinal)]
    return reports


def day_of_heading(heading: str) -> date | None:
    """The day with its year that is all a heading says, or of which it says that it is up to it."""
    try:
        when = read_date(heading)
    except ImpossibleDate:
        return None
    if when is None or when.year_assumed:
        return find_as_of(heading)
    return when.last if when.first == when.last else None


def _holds_words(table: Table, column: int) -> bool:
    values = table.filled[column]
    return bool(values) and sum(map(is_words, values)) >= _MOSTLY * len(values)


def _milestone(table: Table, column: int) -> str | None:
    """The one milestone that the wider headings, or else the titles, speak of."""
    wider = [table.paths[column][:-1]] if table.paths[column][1:] else []
    for paths in (wider, [(text,) for _, _, text in table.titles]):
        found = {name for path in paths if (name := field_of("progress", path)) in MARKED}
        if found:
            return found.pop() if len(found) == 1 else None
    return None
