"""Counts of members and milestones in one table: "Quy hoạch cấp ủy | Tổng số ĐV | Nữ | Dự bị"."""

from __future__ import annotations

import re
from dataclasses import replace

from analysis.pipeline.other_days import one_day
from analysis.recognise.columns import MILESTONE_FIELDS, SILENT_FIELDS, Columns
from analysis.recognise.fields import heading_key
from analysis.recognise.kinds import columns_as
from analysis.recognise.looks import is_amount
from analysis.recognise.table import Table

_FEWEST = 2
"""One count more than the total may be of anybody."""


def told_beside(table: Table, columns: Columns) -> Columns | None:
    """The columns of the other kind, taken out of the unknown ones; None where there are none."""
    if columns.kind == "progress":
        return _members_in_a_block(table, columns) or _members_beside(table, columns)
    return _milestones_beside(table, columns) if columns.kind == "membership" else None


def _milestones_beside(table: Table, columns: Columns) -> Columns | None:
    """The milestones among the counts of members; how many there are in the planning is none."""
    if not columns.unknown:
        return None
    read = columns_as("progress", table).fields
    named = {c: name for c, name in columns.fields.items() if name.startswith("organisation")}
    told = {
        c: read[c]
        for c in columns.unknown
        if read.get(c) in MILESTONE_FIELDS and not all(map(is_amount, table.filled[c]))
    }
    if not told or not named:
        return None
    columns.unknown = [c for c in columns.unknown if c not in told]
    return Columns("progress", {**named, **told}, rows=columns.rows)


def _members_beside(table: Table, columns: Columns) -> Columns | None:
    """The columns that part the number of members on their left, unknown no more; None where none do.

    They stand below the same heading: "Nữ" below "Cấp ủy được bầu" are no members' women.
    """
    total = [column for column, name in columns.fields.items() if name == "members"]
    if len(total) != 1 or total[0] + 1 not in columns.unknown:
        return None
    named = {c: name for c, name in columns.fields.items() if name.startswith("organisation")}
    read = columns_as("membership", table).fields
    parts: dict[int, str] = {}
    column = total[0] + 1
    while _is_part(table, columns, read, total[0], column):
        parts[column] = read[column]
        column += 1
    if len(parts) < _FEWEST or not named:
        return None
    columns.unknown = [c for c in columns.unknown if c not in parts]
    return Columns("membership", {**named, total[0]: "total", **parts}, rows=columns.rows)


def _members_in_a_block(table: Table, columns: Columns) -> Columns | None:
    """The counts below a wider heading "Đảng viên (có đến 31/12/2024)", of the day that it says."""
    named = {c: name for c, name in columns.fields.items() if name.startswith("organisation")}
    blocks: dict[str, list[int]] = {}
    for column, path in table.paths.items():
        if path[1:] and _OF_MEMBERS.search(heading_key(path[0])):
            blocks.setdefault(path[0], []).append(column)
    found: list[Columns] = []
    for heading, block in blocks.items():
        paths = {c: path for c, path in table.paths.items() if c in (*named, *block)}
        read = columns_as("membership", replace(table, paths=paths)).fields
        own = {c: name for c, name in read.items() if c in block and name not in SILENT_FIELDS}
        free = all(columns.fields.get(c, "members") == "members" for c in own)
        if free and "total" in own.values() and len(own) > _FEWEST:
            found.append(
                Columns("membership", {**named, **own}, rows=columns.rows, as_of=one_day((heading,)))
            )
    if len(found) != 1 or not named:
        return None
    columns.unknown = [c for c in columns.unknown if c not in found[0].fields]
    return found[0]


_OF_MEMBERS = re.compile(r"\bđảng viên\b")


def _is_part(table: Table, columns: Columns, read: dict[int, str], total: int, column: int) -> bool:
    if column not in columns.unknown or column not in read or read[column] in SILENT_FIELDS:
        return False
    return table.paths[column][:-1] in (table.paths[total][:-1], table.paths[total])
