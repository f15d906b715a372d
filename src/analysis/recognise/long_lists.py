"""A list with a row for each organisation and milestone, turned into one record per organisation.

Tên TCCSĐ       | Đầu việc           | Kết quả    | Ngày hoàn thành
Đảng bộ Sở Y tế | Quy hoạch cấp ủy   | Hoàn thành | 12/12/2024
                | Dự thảo văn kiện   | Đang làm   |

The organisation may also open a section of its own, "I. Đảng bộ Sở Y tế", or be named in the title.
"""

from __future__ import annotations

import re

from analysis.cells import Value
from analysis.deeds import tells_plans_and_deeds
from analysis.plain_words import plain_fold
from analysis.recognise.columns import Columns
from analysis.recognise.fields import field_of
from analysis.recognise.identity_columns import begins_with_kind, is_kind
from analysis.recognise.part_columns import MARKED
from analysis.recognise.progress_columns import holds_days
from analysis.recognise.table import Table


def organisation_column(table: Table, columns: Columns) -> int | None:
    """The column of organisations in what looks like tasks, where the tasks are all milestones."""
    if columns.kind != "tasks":
        return None
    task = next(column for column, name in columns.fields.items() if name == "task")
    if not repeats_milestones(table, task):
        return None
    named = [
        c for c, path in table.paths.items() if c != task and field_of("progress", path) == "organisation"
    ]
    return named[0] if len(named) == 1 else None


def is_list_of_steps(table: Table, columns: Columns) -> bool:
    """Whether what looks like tasks are the milestones of organisations, named in whatever place."""
    named = organisation_column(table, columns) is not None
    return named or sections_name_organisations(table, columns) or is_own_steps(table, columns)


def lists_milestones_beside_counts(table: Table, as_progress: Columns, as_tasks: Columns) -> bool:
    """Whether the only columns of milestones are the counts of sub-cells, "Đã ĐH" and "Phải ĐH".

    Then they belong to the milestone that each row names. The answers below a milestone's own heading,
    "Đã duyệt" below "Duyệt nội dung", sound like one of them too, but always like the same.
    """
    told = {name.split("/")[0] for name in as_progress.fields.values()} - {"organisation", "note"}
    if as_progress.kind != "progress" or not told <= _OF_SUBCELLS or not told:
        return False
    task = next((column for column, name in as_tasks.fields.items() if name == "task"), None)
    different = set(_milestones(table, task)) if task is not None else set()
    return len(different) >= _FEWEST and organisation_column(table, as_tasks) is not None


_OF_SUBCELLS = {"subcells_held", "subcells_required", "subcells_fraction"}


def sections_name_organisations(table: Table, columns: Columns) -> bool:
    """Whether each row is a milestone of the organisation that its section names."""
    task = next((column for column, name in columns.fields.items() if name == "task"), None)
    if columns.kind != "tasks" or task is None or len(_milestones(table, task)) < _FEWEST:
        return False
    return all(line.groups and organisation_of_section(line.groups[-1]) for line in table.data)


def organisation_of_section(label: str) -> str | None:
    """The organisation that a section's label names, without its numbering; None where it names none.

    >>> organisation_of_section("II. Đảng bộ Sở Y tế"), organisation_of_section("I. Đảng bộ cơ sở")
    ('Đảng bộ Sở Y tế', None)
    """
    name = _NUMBERED.sub("", label)
    return name if begins_with_kind(name) and not is_kind(name) else None


def repeats_milestones(table: Table, column: int) -> bool:
    """Whether nearly each cell of a column names a milestone, and some come again: a list of both."""
    known = _milestones(table, column)
    return len(known) >= _FEWEST and len(known) != len(set(known))


def _milestones(table: Table, column: int) -> list[str]:
    """The milestones that the cells of a column name; none where they name too many other things."""
    said = [milestone_of(value) for value in table.filled[column]]
    known = [milestone for milestone in said if milestone is not None]
    return known if len(known) >= _MOST * len(said) else []


def is_own_steps(table: Table, columns: Columns) -> bool:
    """Whether what looks like tasks are the milestones of the one organisation that the titles name."""
    task = next((column for column, name in columns.fields.items() if name == "task"), None)
    titles = [plain_fold(text) for _, _, text in table.titles]
    if columns.kind != "tasks" or task is None or not any(map(_OF_ONE.search, titles)):
        return False
    return _are_steps([line.cells.get(task) for line in table.data])


def steps_column(table: Table) -> int | None:
    """The one column in which nearly each cell names a milestone of its own.

    Where another names some too, labels and answers alternate across the row: a form, and no list. One
    below "KL TCCT" has no heading at all: that is a step like those below.
    """
    told = [c for c in table.paths if c != table.ordinal and _are_steps(table.filled[c])]
    if len(told) != 1 or milestone_of(table.paths[told[0]][-1]) is not None:
        return None
    if any(c != told[0] and _names_some(table.filled[c]) for c in table.paths):
        return None
    return told[0]


def _names_some(values: list[Value]) -> bool:
    known = sum(milestone_of(value) is not None for value in values[:_MOST_STEPS])
    return known > 1 and known * 2 >= len(values)


_MOST_STEPS = 40
"""No list of one organisation's steps is longer; asking each cell of a register what it means takes long."""


def _are_steps(values: list[Value]) -> bool:
    if len(values) > _MOST_STEPS:
        return False
    steps = [milestone_of(value) for value in values]
    known = [step for step in steps if step is not None]
    return len(known) > _FEWEST and len(set(known)) == len(known) >= _MOST * len(steps)


def day_column(table: Table, columns: Columns) -> int | None:
    """The column of the day that goes with each step's state: of the deed, or of the plan."""
    for column, name in columns.fields.items():
        key = plain_fold(table.paths[column][-1])
        if name == "due" and (_NEUTRAL.fullmatch(key) or tells_plans_and_deeds(key)):
            return column
    if {"due", "done"} & set(columns.fields.values()):
        return None
    days = [c for c in columns.unknown if holds_days(table, c)]
    return days[0] if len(days) == 1 else None


def unknown_steps(table: Table, columns: Columns) -> list[tuple[int, int, Value]]:
    """The rows of a list of steps that are no milestones: place and words."""
    task = next(column for column, name in columns.fields.items() if name == "task")
    said = [(line.row, task, line.cells[task]) for line in table.data if task in line.cells]
    return [step for step in said if milestone_of(step[2]) is None]


_MOST = 0.75
_FEWEST = 3
_NUMBERED = re.compile(r"^\s*(?:[IVXLC]+|[A-ZĐ]|\d{1,3})\s*[.)/:-]\s*")
_NEUTRAL = re.compile(
    r"(?:thời gian|thời điểm|ngày|ngày tháng|ngày tháng năm)(?: (?:thực hiện|tiến hành|tổ chức|triển khai))?"
)
"""Headings of a day that leave open whether it is planned or past: the state beside it tells."""


_OF_ONE = re.compile(
    r"\b(?:đảng bộ|chi bộ|đảng uỷ|đảng ủy|[đc]bc?s?) (?!khối|tỉnh|cơ sở|trực thuộc|các|cấp|và|toàn)\w"
)


def milestone_of(value: Value) -> str | None:
    """The milestone that a row's own words name, as they would as a heading."""
    name = field_of("progress", (value,)) if isinstance(value, str) else None
    return name if name in (*MARKED, "congress_planned", "subcells_fraction", "subcells_held") else None
