"""Who came or went, in a column among the milestones: "Kết nạp từ 01/01 đến 31/5/2025"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from analysis.as_of import find_as_of
from analysis.recognise.columns import Columns
from analysis.recognise.kinds import columns_as
from analysis.recognise.looks import is_amount
from analysis.recognise.member_headings import MOVEMENTS
from analysis.recognise.table import Table

_OF_A_PERIOD = MOVEMENTS - {"opening", "closing"}


def movements_beside(table: Table, columns: Columns) -> list[Columns]:
    """The counts in the unknown columns of a report of progress, by the day up to which their headings count.

    They are unknown no more. Without a day nobody knows of which period they are.
    """
    unknown = [c for c in columns.unknown if table.filled[c] and all(map(is_amount, table.filled[c]))]
    if columns.kind != "progress" or not unknown:
        return []
    named = {c: name for c, name in columns.fields.items() if name.startswith("organisation")}
    paths = {c: path for c, path in table.paths.items() if c in (*named, *unknown)}
    read = columns_as("membership", replace(table, paths=paths))
    days: dict[date, dict[int, str]] = {}
    for c, name in read.fields.items():
        day = find_as_of(" ".join(table.paths[c]))
        if name in _OF_A_PERIOD and day is not None and not read.clashes:
            days.setdefault(day, {})[c] = name
    told = {c for fields in days.values() for c in fields}
    columns.unknown = [c for c in columns.unknown if c not in told]
    return [
        Columns("membership", {**named, **fields}, rows=columns.rows, as_of=day)
        for day, fields in sorted(days.items())
    ]
