"""The cells behind the outlook and the times to completion: figures that a model made of many cells."""

from __future__ import annotations

import pandas as pd

from analysis.measure.promises import promises_told
from analysis.measure.tracing.completion import state_cells
from analysis.measure.tracing.known import CONGRESS, Known, picked, register_cells, report_cells

_OF_THE_REGISTER = ("organisation_type", "organisation_kind")
_OWN_PROMISES = ("promised", "first_promised", "slips", "slip_days")
_PLANNED_FIELDS = "congress_planned congress_held"


def outlook_sum_cells(known: Known, rows: pd.DataFrame, figure: str) -> pd.DataFrame:
    """Of `outlook_by_type`: counts by their organisations; a forecast by all that it was made of.

    What is likely rests on who has held in time, who is open, and what promises were worth this season:
    those of all types, because a type that has shown little is taken to be like the others. Where nobody
    is open there is nothing to forecast, and only those that held count.
    """
    states = known.congresses.drop(columns="state").merge(
        known.of_congress()[["organisation_id", "state"]], on="organisation_id"
    )
    states = picked(states, rows, ("organisation_type",))
    if figure in ("required", "held"):
        return state_cells(known, states, figure)
    if figure in ("in_time", "timing_unknown"):
        told = state_cells(known, states, "on_time" if figure == "in_time" else figure)
        return told.assign(figure=figure)
    is_open = (states["status"] != "done") & (states["deadline"] > known.as_of)
    if figure == "open":
        return report_cells(states[is_open], figure)
    done = state_cells(known, states, "on_time")
    unknown = state_cells(known, states, "timing_unknown") if figure.startswith("high") else None
    waiting = report_cells(states[is_open], "open", fields=_PLANNED_FIELDS)
    promises = known.once("promises", lambda: promise_cells(known)) if is_open.any() else None
    parts = pd.concat([part for part in (done, unknown, waiting, promises) if part is not None])
    return parts.assign(counted=None)


def promise_cells(known: Known) -> pd.DataFrame:
    """Every day that an organisation gave for its congress while it had not held, report by report."""
    told = _promises(known)
    return report_cells(told, "promises", counted=None, fields=_PLANNED_FIELDS, planned=True)


def _promises(known: Known) -> pd.DataFrame:
    """The reports that promised, and whether each put off what had been promised before (slipped)."""
    told = promises_told(known.progress, known.as_of, CONGRESS)
    told = told[told["organisation_id"].isin(known.congresses["organisation_id"])]
    before = told.groupby("organisation_id")["planned_to"].shift()
    slipped = told.assign(slipped=(told["planned_from"] > before).astype("Int64"))
    reports = known.reports[known.reports["milestone"] == CONGRESS]
    reports = reports.drop_duplicates(["organisation_id", "as_of"], keep="last")
    return reports.merge(slipped[["organisation_id", "as_of", "slipped"]], on=["organisation_id", "as_of"])


def chance_cells(known: Known, rows: pd.DataFrame, figure: str) -> pd.DataFrame:
    """Of `outlook`: the organisation's own cell and promises; a chance rests on everybody's promises."""
    states = picked(known.of_congress(), rows, ("organisation",))
    if figure == "members":
        members = states["members"].astype("Int64")
        return register_cells(states, figure, field="members", counted=members)
    if figure in _OF_THE_REGISTER:
        return register_cells(states, figure, counted=None)
    if figure in _OWN_PROMISES:
        told = picked(_promises(known), states, ("organisation_id",))
        slipped = told["slipped"] if figure == "slips" else None
        return report_cells(told, figure, counted=slipped, fields=_PLANNED_FIELDS, planned=True)
    counted = 1 if figure == "rows" else None
    own = report_cells(states, figure, counted=counted, fields=_PLANNED_FIELDS)
    promises = known.once("promises", lambda: promise_cells(known))
    return pd.concat([own, promises]) if figure in ("probability", "expected_date", "why") else own


def time_cells(known: Known, rows: pd.DataFrame, figure: str) -> pd.DataFrame:
    """Of `median_time_to_completion`: all that are required, with the days since the opening of each."""
    states = picked(known.congresses, rows, ("organisation_type",))
    if figure in ("required", "done"):
        told = state_cells(known, states, "held" if figure == "done" else figure)
        return told.assign(figure=figure)
    return report_cells(states, figure, counted=None, value=_waited(known, states))


def curve_of_times_cells(known: Known, rows: pd.DataFrame, figure: str) -> pd.DataFrame:
    """Of `time_to_completion`: who was still to come before a day, and who was done on it."""
    states = picked(known.congresses, rows, ("organisation_type",))
    waited, day = _waited(known, states), rows["days"].max()
    if figure == "at_risk":
        return report_cells(states[waited >= day], figure, value=waited[waited >= day])
    if figure == "events":
        on_day = (waited == day) & (states["status"] == "done")
        return report_cells(states[on_day], figure, value=waited[on_day])
    return report_cells(states, figure, counted=None, value=waited)


def _waited(known: Known, states: pd.DataFrame) -> pd.Series:
    """The days from the opening until it was done, or to the as-of date."""
    done = states[["actual_to", "first_done"]].min(axis=1).where(states["status"] == "done")
    waited = (done.fillna(known.as_of) - pd.Timestamp(known.plan.opening)).dt.days.clip(lower=0)
    return waited.astype("Int64")
