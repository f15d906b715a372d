"""A list with a row for each organisation and milestone, turned into one record per organisation.

Tên TCCSĐ       | Đầu việc           | Kết quả    | Ngày hoàn thành
Đảng bộ Sở Y tế | Quy hoạch cấp ủy   | Hoàn thành | 12/12/2024
                | Dự thảo văn kiện   | Đang làm   |
"""

from __future__ import annotations

import re

from analysis.cells import Value
from analysis.recognise.columns import Columns
from analysis.recognise.fields import field_of
from analysis.recognise.part_columns import MARKED
from analysis.recognise.table import Table
from analysis.text import fold


def organisation_column(table: Table, columns: Columns) -> int | None:
    """The column of organisations in what looks like tasks, where the tasks are all milestones."""
    if columns.kind != "tasks":
        return None
    task = next(column for column, name in columns.fields.items() if name == "task")
    said = [line.cells[task] for line in table.data if task in line.cells]
    known = [milestone_of(value) for value in said]
    if len(known) < 3 or len(set(known)) == len(known) or None in known:
        return None
    named = [
        c for c, path in table.paths.items() if c != task and field_of("progress", path) == "organisation"
    ]
    return named[0] if len(named) == 1 else None


def is_own_steps(table: Table, columns: Columns) -> bool:
    """Whether what looks like tasks are the milestones of the one organisation that the titles name."""
    if columns.kind != "tasks" or not any(map(_OF_ONE.search, (fold(text) for _, _, text in table.titles))):
        return False
    task = next(column for column, name in columns.fields.items() if name == "task")
    known = [milestone_of(line.cells.get(task)) for line in table.data]
    return len(known) > 3 and None not in known and len(set(known)) == len(known)


_OF_ONE = re.compile(r"(?:đảng bộ|chi bộ|đảng uỷ|đảng ủy) (?!khối|tỉnh|cơ sở|trực thuộc|các|cấp)\w")


def milestone_of(value: Value) -> str | None:
    """The milestone that a row's own words name, as they would as a heading."""
    name = field_of("progress", (value,)) if isinstance(value, str) else None
    return name if name in MARKED or name in ("congress_planned", "subcells_fraction") else None
