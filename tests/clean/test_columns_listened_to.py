"""Nothing that a heading can mean is recognised and then passed over: each column changes the outcome."""

from __future__ import annotations

from datetime import date

import pytest

from analysis.cells import Value
from analysis.clean.form import Form, Ledger, Record
from analysis.clean.milestone_fields import fields_of
from analysis.clean.names import Organisation, Register
from analysis.clean.progress import progress_rows
from analysis.plan import Plan, load_plan

HEALTH = Organisation("so-y-te", "Đảng bộ Sở Y tế", "party_committee", "administrative", 3, None)
CELLS: tuple[Value, ...] = ("x", "20/6/2025", "1/5/2025", "2/3", 2, "không ai hiểu")
NUMBER = "/number"
"""A decision's number beside a cross adds nothing: it only says that there is a decision."""


def outcome(plan: Plan, **said: Value) -> tuple[object, ...]:
    """The rows and findings of a table with one row and these columns, apart from where they stand."""
    headings = {"organisation": "Tên", **{name: name for name in said}}
    filled: dict[str, Value] = {"organisation": HEALTH.name}
    filled |= {name: value for name, value in said.items() if value is not None}
    places = {name: chr(ord("A") + n) for n, name in enumerate(headings)}
    form = Form("f", "s", "progress", date(2025, 5, 15), headings, [Record(1, filled, places, "5")])
    ledger = Ledger.over([], [form])
    rows = progress_rows([form], Register([HEALTH]), plan, ledger)
    shown = [tuple(v for name, v in row.items() if name != "source_cell") for row in rows]
    return (*shown, *(found.rule for found in ledger.findings))


def columns() -> list[tuple[str, str]]:
    plan = load_plan("plan.toml")
    return [
        (fields_of(milestone.id)[0], field)
        for milestone in plan.milestones
        for field in fields_of(milestone.id)[1:]
        if not field.endswith(NUMBER)
    ]


@pytest.mark.parametrize(("first", "field"), columns())
def test_every_column_that_may_speak_of_a_milestone_is_listened_to(
    plan: Plan, first: str, field: str
) -> None:
    states: tuple[Value, ...] = ("1/3", "3/3") if first == "subcells_fraction" else ("x", "chưa", "đang làm")
    for state in states:
        without = outcome(plan, **{first: state, field: None})
        changed = [cell for cell in CELLS if outcome(plan, **{first: state, field: cell}) != without]
        assert changed, f"{field} beside {first} {state!r}"
