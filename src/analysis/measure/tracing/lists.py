"""The cells behind the lists: who waits, the pilots, the bloc's own tasks."""

from __future__ import annotations

import pandas as pd

from analysis.measure.tasks import latest_tasks
from analysis.measure.tracing.completion import state_cells
from analysis.measure.tracing.known import (
    CONGRESS,
    Known,
    cells,
    earlier_cells,
    picked,
    register_cells,
    report_cells,
)

_OF_THE_PLAN = ("planned_from", "planned_to", "days_past_plan", "days_plan_late")
_OF_THE_REGISTER = ("members", "organisation_type", "organisation_kind", "pilot")
_TASK_FIELDS = {
    "owner": "owner", "due_from": "due", "due_to": "due", "days_left": "due", "status": "status",
    "state": "status", "done_from": "done status", "done_to": "done status",
}  # fmt: skip


def waiting_cells(known: Known, rows: pd.DataFrame, figure: str) -> pd.DataFrame:
    """Of `incomplete_organisations`: the congress's own cell, the earlier milestones', the register's."""
    states = picked(known.of_congress(), rows, ("organisation",))
    if figure in ("done_before", "required_before"):
        return _earlier_milestones(known, rows, figure)
    if figure == "members":
        members = states["members"].astype("Int64")
        return register_cells(states, figure, field="members", counted=members)
    if figure in _OF_THE_REGISTER:
        return register_cells(states, figure, counted=None)
    counted = 1 if figure == "rows" else None
    if figure in _OF_THE_PLAN:
        return report_cells(states, figure, counted=counted, fields="congress_planned", planned=True)
    return report_cells(states, figure, counted=counted)


def _earlier_milestones(known: Known, rows: pd.DataFrame, figure: str) -> pd.DataFrame:
    order = [milestone.id for milestone in known.plan.milestones]
    states = picked(known.states, rows, ("organisation",))
    earlier = states["milestone"].isin(order[: order.index(CONGRESS)])
    behind = states[earlier & (states["state"] != "not_applicable")]
    return state_cells(known, behind, "held" if figure == "done_before" else "required").assign(figure=figure)


def pilot_cells(known: Known, rows: pd.DataFrame, figure: str) -> pd.DataFrame:
    """Of `pilot_progress`: the congress's cell, and the earlier reports that its date rests on."""
    states = picked(known.of_congress(), rows, ("organisation",))
    counted = 1 if figure == "rows" else None
    if figure in _OF_THE_PLAN:
        return report_cells(states, figure, counted=counted, fields="congress_planned", planned=True)
    return pd.concat([report_cells(states, figure, counted=counted), earlier_cells(known, states, figure)])


def task_cells(known: Known, rows: pd.DataFrame, figure: str) -> pd.DataFrame:
    """Of `task_progress`: the newest report's row of each task."""
    tasks = latest_tasks(known.tables["tasks"], known.as_of).merge(rows[["task", "state"]], on="task")
    counted = 1 if figure == "rows" else None
    return _told_of(tasks, figure, counted, _TASK_FIELDS.get(figure, ""))


def task_rate_cells(known: Known, rows: pd.DataFrame, figure: str) -> pd.DataFrame:
    """Of `task_rates`: each task that counts, by its newest report."""
    tasks = latest_tasks(known.tables["tasks"], known.as_of)
    tasks = picked(tasks.assign(owner=tasks["owner"].fillna("")), rows, ("owner",))
    counted_in = {
        "total": tasks["status"].notna(),
        "required": tasks["status"] != "not_applicable",
        "done": tasks["status"] == "done",
    }
    counted = tasks[counted_in.get(figure, tasks["timing"] == figure)]
    return _told_of(counted.assign(state=counted["timing"]), figure, 1, "done status")


def _told_of(tasks: pd.DataFrame, figure: str, counted: int | None, fields: str) -> pd.DataFrame:
    of_done = figure.startswith("done")
    return cells(
        tasks, figure, "source",
        counted=counted,
        fields=fields,
        about=tasks["task"],
        status=tasks["status"],
        state=tasks["state"],
        first_day=tasks["done_from" if of_done else "due_from"],
        last_day=tasks["done_to" if of_done else "due_to"],
        reported=tasks["as_of"],
    )  # fmt: skip
