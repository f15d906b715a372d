"""A table of several milestones on several days: each day is a report of its own.

Tên TCCSĐ       | Quy hoạch cấp ủy        Tên TCCSĐ       | Đến 14/3/2025        | Đến 21/3/2025
                | 14/3/2025 | 21/3/2025                   | Quy hoạch | Văn kiện | Quy hoạch | Văn kiện
Đảng bộ Sở Y tế | chưa      | xong        Đảng bộ Sở Y tế | chưa      | đang làm | xong      | đang làm
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

from analysis.cells import Value
from analysis.clean.values import Mark, read_mark
from analysis.pipeline.snapshots import day_of_heading
from analysis.recognise.columns import MILESTONE_FIELDS, SILENT_FIELDS, Columns
from analysis.recognise.kinds import columns_as
from analysis.recognise.table import Table

Report = tuple[Table, Columns]
_FEWEST = 2
_MOST_LEFT_OUT = 0.03
"""A slip or two; where more is blank that was told the week before, a blank says that nothing is new."""


def reports_of_days(table: Table) -> list[Report]:
    """The table as each day's report sees it, with its columns; none where it is not of this form.

    Where it is, but blanks leave open what they say, nobody knows how to read it.
    """
    parted = {c: said for c, path in table.paths.items() if (said := _parted(path)) is not None}
    days = sorted({day for day, _ in parted.values()})
    filled = [day for day in days if any(table.filled[c] for c, (one, _) in parted.items() if one == day)]
    if len(filled) < _FEWEST:
        return []
    reports = [_report(table, parted, day) for day in filled]
    fields = {frozenset(columns.fields.values()) for _, columns in reports}
    if len(fields) != 1 or not all(_is_understood(columns, parted.keys()) for _, columns in reports):
        return []
    if not _runs_on(table, [columns.fields for _, columns in reports]):
        return [(table, Columns("unrecognised"))]
    for _, columns in reports[:-1]:  # what is said of no day is said, and told, with the last
        columns.unknown = []
        columns.fields = {c: name for c, name in columns.fields.items() if c in parted or _names(name)}
    return reports


def _is_understood(columns: Columns, dated: Collection[int]) -> bool:
    """Whether each dated column means something, several of them milestones, and no other column does."""
    told = {c: name.split("/")[0] for c, name in columns.fields.items()}
    milestones = {name for c, name in told.items() if c in dated and name in MILESTONE_FIELDS}
    undated = [name for c, name in told.items() if c not in dated]
    named = "organisation" in undated and all(_names(n) or n in SILENT_FIELDS for n in undated)
    return (
        named and len(milestones) >= _FEWEST and not columns.clashes and not set(columns.unknown) & set(dated)
    )


def _names(name: str) -> bool:
    return name.startswith("organisation")


def _parted(path: tuple[str, ...]) -> tuple[date, tuple[str, ...]] | None:
    """The one day that a line of a column's headings says, and its other lines."""
    said = [(n, day) for n, part in enumerate(path) if (day := day_of_heading(part))]
    if len(said) != 1 or len(path) < 2:
        return None
    n, day = said[0]
    return day, (*path[:n], *path[n + 1 :])


def _report(table: Table, parted: dict[int, tuple[date, tuple[str, ...]]], day: date) -> Report:
    """The table with the columns of one day, and of those of none that say who a row is about."""
    paths = {
        c: parted[c][1] if c in parted else path
        for c, path in table.paths.items()
        if c not in parted or parted[c][0] == day
    }
    own = replace(table, paths=paths)
    columns = columns_as("progress", own)
    columns.as_of = day
    return own, columns


def _runs_on(table: Table, reports: list[dict[int, str]]) -> bool:
    """Whether what is told on one day is told on the next.

    Else blanks stand for "nothing new", or it is a calendar whose crosses say when.
    """
    told = left_out = 0
    for earlier, later in pairwise(reports):
        beside = {name: column for column, name in later.items()}
        pairs = [(c, beside[name]) for c, name in earlier.items() if beside[name] != c]
        for first, second in _cells(table, pairs):
            if _tells(first):
                told += 1
                left_out += second is None
    return told > 0 and left_out <= _MOST_LEFT_OUT * told


def _cells(table: Table, pairs: list[tuple[int, int]]) -> Iterator[tuple[Value, Value]]:
    for line in table.data:
        yield from ((line.cells.get(a), line.cells.get(b)) for a, b in pairs)


def _tells(value: Value) -> bool:
    return value is not None and read_mark(value, None) != Mark("not_started")
