"""Several columns that may say how far a task is: words, a share of the work, a report of what was done."""

from __future__ import annotations

from analysis.cells import Value
from analysis.numbers import read_rate
from analysis.recognise.fields import heading_key
from analysis.recognise.long_lists import steps_column
from analysis.recognise.part_columns import status_of
from analysis.recognise.table import Table
from analysis.text import fold
from analysis.vocabulary import entries

Names = dict[int, str | None]
SHARE = "share"
_BOXES: frozenset[Value] = frozenset("☐□◻▢☑☒✅✓✔")
_STATES = ("done", "in_progress", "not_started")
_MOST = 0.6
"""So many of a column's cells have to be known words for a state."""


def set_steps(names: Names, table: Table) -> None:
    """A column of milestones is what there is to do, whatever it is called."""
    if "task" not in names.values() and (column := steps_column(table)) is not None:
        names[column] = "task"


def settle_statuses(names: Names, table: Table) -> None:
    """Of several columns of states: a share of the work stands apart, and known words come first."""
    if not any((name or "").startswith("status") for name in names.values()):
        _set_boxes(names, table)
        _set_states(names, table)
        _set_status_by_cells(names, table)
    told = [column for column, name in names.items() if name == "status"]
    shares = [column for column in told if table.filled[column] and all(map(is_share, table.filled[column]))]
    if len(shares) == 1 and len(told) > 1:
        names[shares[0]] = SHARE
        told.remove(shares[0])
    worded = [column for column in told if _are_states(table.filled[column])]
    if len(worded) == 1:
        names.update({column: "note" for column in told if column != worded[0]})


def _set_boxes(names: Names, table: Table) -> None:
    """A list to tick off has its boxes in a column of their own, and nothing stands above them."""
    boxes = [c for c, values in table.filled.items() if c not in table.paths and _BOXES.issuperset(values)]
    if len(boxes) == 1 and len(table.filled[boxes[0]]) == len(table.data):
        table.paths[boxes[0]] = ("☑ / ☐",)
        names[boxes[0]] = "status"


def _set_states(names: Names, table: Table) -> None:
    """A column for each state, "Đã xong" | "Chưa xong", with a cross in the one that holds."""
    states = {c: status_of(heading_key(table.paths[c][-1])) for c, name in names.items() if name is None}
    known = {column: state for column, state in states.items() if state in _STATES}
    if len(known) == len(set(known.values())) > 1:
        names.update({column: f"status_{state}" for column, state in known.items()})


def _set_status_by_cells(names: Names, table: Table) -> None:
    """Whatever its heading, the one column of known states: without it every task would seem not begun."""
    if not any((name or "").startswith("status") for name in names.values()):
        told = [c for c, name in names.items() if name is None and _are_states(table.filled[c])]
        names |= {told[0]: "status"} if len(told) == 1 else {}


def is_share(value: Value) -> bool:
    """A part of the whole: 0.8, 80%, 1."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return 0 <= value <= 1
    return isinstance(value, str) and "%" in value and read_rate(value) is not None


def _are_states(values: list[Value]) -> bool:
    states = {fold(row["phrase"]) for row in entries("statuses")}
    known = sum(isinstance(value, str) and fold(value) in states for value in values)
    return bool(values) and known >= _MOST * len(values)
