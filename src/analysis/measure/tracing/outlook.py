"""The cells behind the outlook and the times to completion: figures that a model made of many cells."""

from __future__ import annotations

import pandas as pd

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
    reports = known.reports[known.reports["milestone"] == CONGRESS]
    told = reports[reports["status"].isin(["not_started", "in_progress"]) & reports["planned_to"].notna()]
    told = told[told["organisation_id"].isin(known.congresses["organisation_id"])]
    told = told.drop_duplicates(["organisation_id", "as_of"], keep="last")
    return report_cells(told, "promises", counted=None, fields=_PLANNED_FIELDS, planned=True)


def chance_cells(known: Known, rows: pd.DataFrame, figure: str) -> pd.DataFrame:
    """Of `outlook`: the organisation's own cell and promises; a chance rests on everybody's promises."""
    states = picked(known.of_congress(), rows, ("organisation",))
    if figure == "members":
        members = states["members"].astype("Int64")
        return register_cells(states, figure, field="members", counted=members)
    if figure in _OF_THE_REGISTER:
        return register_cells(states, figure, counted=None)
    promises = known.once("promises", lambda: promise_cells(known))
    if figure in _OWN_PROMISES:
        own = promises[promises["organisation_id"].isin(states["organisation_id"])].copy()
        return own.assign(figure=figure, counted=_slipped(own) if figure == "slips" else None)
    counted = 1 if figure == "rows" else None
    own = report_cells(states, figure, counted=counted, fields=_PLANNED_FIELDS)
    return pd.concat([own, promises]) if figure in ("probability", "expected_date", "why") else own


def _slipped(promises: pd.DataFrame) -> pd.Series:
    """1 for each promise that begins after the last day promised before."""
    before = promises.groupby("organisation_id")["last_day"].shift()
    return (promises["first_day"].fillna(promises["last_day"]) > before).astype("Int64")


def time_cells(known: Known, rows: pd.DataFrame, figure: str) -> pd.DataFrame:
    """Of `median_time_to_completion`: all that are required, with the days since the opening of each."""
    states = picked(known.congresses, rows, ("organisation_type",))
    if figure in ("required", "done"):
        told = state_cells(known, states, "held" if figure == "done" else figure)
        return told.assign(figure=figure)
    done = states[["actual_to", "first_done"]].min(axis=1).where(states["status"] == "done")
    waited = (done.fillna(known.as_of) - pd.Timestamp(known.plan.opening)).dt.days.clip(lower=0)
    return report_cells(states, figure, counted=None, value=waited.astype("Int64"))
