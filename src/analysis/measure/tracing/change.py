"""The cells behind changes between two days: what stood before and what stands now."""

from __future__ import annotations

import pandas as pd

from analysis.measure.change import moves_between
from analysis.measure.given import Day
from analysis.measure.known_then import then_and_now
from analysis.measure.moved import KEY, departures
from analysis.measure.recast import recast
from analysis.measure.tracing.completion import state_cells
from analysis.measure.tracing.known import (
    CONGRESS,
    Known,
    cells,
    earlier_cells,
    picked,
    register_cells,
    report_cells,
    with_register_cells,
)

WEEK, MONTH = pd.Timedelta(days=7), pd.Timedelta(days=28)
"""How far back the report's pages compare."""
_BEFORE = {"required_before": "required", "held_before": "held"}
_KEY = ("organisation_id", "milestone")


def rate_change_cells(known: Known, rows: pd.DataFrame, figure: str) -> pd.DataFrame:
    """Of `rate_change` over four weeks: the cells of the day before, and those of now."""
    then = known.on(known.as_of - MONTH)
    of_group = ("organisation_type",)
    if figure in _BEFORE:
        told = state_cells(then, picked(then.of_congress(), rows, of_group), _BEFORE[figure])
        return told.assign(figure=figure)
    if figure in ("required", "held"):
        return state_cells(known, picked(known.of_congress(), rows, of_group), figure)
    moves = known.once("moves", lambda: _moves(known, then.as_of))
    moves = picked(moves[moves["milestone"] == CONGRESS], rows, of_group)
    cause, held, _ = figure.partition("_held")
    moved = moves[moves[cause]]
    if held:
        moved = moved[moved["held" if cause == "added" else "held_before"]]
    newest, other = (then, known) if cause == "removed" else (known, then)
    counted = report_cells(_those(newest.of_congress(), moved), figure)
    return pd.concat([counted, report_cells(_those(other.of_congress(), moved), figure, counted=None)])


def _moves(known: Known, since: Day) -> pd.DataFrame:
    tables = (known.progress, known.organisations, known.plan)
    return moves_between(*tables, known.as_of, since, "organisation_type")[0]


def _those(states: pd.DataFrame, moved: pd.DataFrame) -> pd.DataFrame:
    return states[states["organisation_id"].isin(moved["organisation_id"])]


def view_cells(known: Known, rows: pd.DataFrame, figure: str) -> pd.DataFrame:
    """Of `rate_change_in_views`; recast, an organisation that others became has the newest of their cells."""
    parts = [
        rate_change_cells(in_view(known, str(view)), rows[rows["view"] == view], figure)
        for view in rows["view"].unique()
    ]
    return pd.concat(parts)


def in_view(known: Known, view: str) -> Known:
    """What is known, as reported or recast to the organisations of the day."""
    if view == "as_reported":
        return known
    progress, organisations = recast(
        known.progress, known.organisations, known.tables["events"], known.plan, to_day=known.as_of
    )
    tables = {**known.tables, "progress": progress, "organisations": organisations}
    return Known(tables, known.plan, known.as_of)


def moved_cells(known: Known, rows: pd.DataFrame, figure: str) -> pd.DataFrame:
    """Of `organisations_moved`: the row of each event; members that it leaves out, in the register."""
    gone = departures(known.tables["events"], known.organisations, as_of=known.as_of)
    gone = picked(gone, rows, KEY)
    if figure != "members":
        chosen = gone if figure == "organisations" else gone[gone["uncounted"] == 1]
        return cells(chosen, figure, "source", about=chosen["event"], reported=pd.NaT)
    told, silent = gone[gone["told"]], gone[~gone["told"] & gone["members"].notna()]
    counted = cells(
        told, figure, "source", counted=told["members"], value=told["members"], fields="members",
        about=told["event"], reported=pd.NaT,
    )  # fmt: skip
    register = with_register_cells(known.organisations).drop_duplicates("organisation_id")
    register = register[register["organisation_id"].isin(silent["organisation_id"])]
    members = register["members"].astype("Int64")
    return pd.concat([counted, register_cells(register, figure, field="members", counted=members)])


def weekly_cells(known: Known, rows: pd.DataFrame, figure: str) -> pd.DataFrame:
    """Of `weekly_change`: the cell that says it now, and the one of a week before."""
    then = known.on(known.as_of - WEEK)
    keys = ("organisation", "milestone")
    now = report_cells(picked(known.states, rows, keys), figure, counted=1 if figure == "rows" else None)
    return pd.concat([now, report_cells(picked(then.states, rows, keys), figure, counted=None)])


def restated_cells(known: Known, rows: pd.DataFrame, figure: str) -> pd.DataFrame:
    """Of `restated` for four weeks ago: the cells known then, or the newest ones that speak of that day."""
    then = known.on(known.as_of - MONTH)
    keys = ("milestone", "organisation_type")
    name, _, when = figure.rpartition("_")
    if when == "then":
        return state_cells(then, picked(then.states, rows, keys), name).assign(figure=figure)
    both = known.once("restated states", lambda: _restated_states(known, then.as_of))
    both = picked(both, rows, keys)
    held, held_then = both["status_restated"] == "done", both["status_then"] == "done"
    counted = {
        "required_restated": both["status_restated"] != "not_applicable",
        "held_restated": held,
        "held_after_all": held & ~held_then,
        "not_held_after_all": held_then & ~held,
    }[figure]
    behind = both[counted]
    return pd.concat([report_cells(behind, figure), earlier_cells(known, behind, figure)])


def _restated_states(known: Known, day: Day) -> pd.DataFrame:
    both = then_and_now(known.progress, known.organisations, known.plan, day, known.as_of)
    return with_register_cells(both)
