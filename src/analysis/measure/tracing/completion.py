"""The cells behind completion: organisations counted, their members, their sub-cells, and the curve."""

from __future__ import annotations

import pandas as pd

from analysis.measure.trace import counted_in
from analysis.measure.tracing.known import Known, earlier_cells, picked, register_cells, report_cells

TYPE = ("organisation_type",)
DONE = ("held", "on_time", "late", "timing_unknown")
_HELD_FIELDS, _REQUIRED_FIELDS = "subcells_held subcells_fraction", "subcells_required subcells_fraction"
_PLANNED_FIELDS = "congress_planned congress_held"
_MOMENTS = {"planned": "planned_day", "first_planned": "first_planned_day", "held": "held_day"}


def completion_cells(known: Known, rows: pd.DataFrame, figure: str) -> pd.DataFrame:
    """Of `completion_rates`: an organisation each, by its newest report; members by the register."""
    states = picked(known.states, rows, ("milestone", "organisation_type"))
    return state_cells(known, states, figure)


def state_cells(known: Known, states: pd.DataFrame, figure: str) -> pd.DataFrame:
    """The states that a figure of `completion_rates` counts, and the earlier reports that they rest on."""
    counted = figure.removeprefix("members_")
    behind = states[counted_in(states, counted)]
    if counted != figure:
        members = behind["members"].astype("Int64").fillna(0)
        return register_cells(behind, figure, field="members", counted=members)
    found = report_cells(behind, figure)
    return pd.concat([found, earlier_cells(known, behind, figure)]) if figure in DONE else found


def subcell_cells(known: Known, rows: pd.DataFrame, figure: str) -> pd.DataFrame:
    """Of `subcell_rates`: the newest figures of each committee, the register's where it gave none."""
    states = known.states[known.states["milestone"] == "subcell_congresses"]
    states = picked(states[states["state"] != "not_applicable"], rows, TYPE)
    given = states["required"].notna()
    if figure == "not_reported":
        return report_cells(states[~given], figure)
    if figure == "held":
        held = states["held"].astype("Int64").fillna(0)
        return report_cells(states, figure, counted=held, value=held, fields=_HELD_FIELDS)
    if figure == "required":
        required = states.loc[given, "required"].astype("Int64")
        told = report_cells(states[given], figure, counted=required, value=required, fields=_REQUIRED_FIELDS)
        silent = states[~given]
        subcells = silent["subcells"].astype("Int64").fillna(0)
        return pd.concat([told, register_cells(silent, figure, field="subcells", counted=subcells)])
    return report_cells(states, figure)


def curve_cells(known: Known, rows: pd.DataFrame, figure: str) -> pd.DataFrame:
    """Of `completion_curve`: whoever had planned or held by the day; the first plan by the first report."""
    states = picked(known.congresses, rows, TYPE)
    if figure == "required":
        return report_cells(states, figure)
    return _by_day(known, states, rows["day"].max(), figure)


def gap_cells(known: Known, rows: pd.DataFrame, figure: str) -> pd.DataFrame:
    """Of `curve_gaps`: the curves on the as-of date; a gap rests on both of them."""
    states = picked(known.congresses, rows, TYPE)
    late = (states["status"] != "done") & (states["planned_day"] > states["deadline"])
    chosen = {
        "required": states["status"].notna(),
        "without_plan": states["first_planned_day"].isna(),
        "behind_deadline": states["state"] == "overdue",
        "promised_after_deadline": late,
    }
    if figure in chosen:
        fields = _PLANNED_FIELDS if figure == "promised_after_deadline" else ""
        return report_cells(states[chosen[figure]], figure, fields=fields, planned=bool(fields))
    curves = {"planned": ("first_planned",), "promised": ("planned",), "held": ("held",)}
    parts = [
        _by_day(known, states, known.as_of, one) for one in curves.get(figure, ("first_planned", "held"))
    ]
    told = pd.concat(parts).assign(figure=figure)
    return told if figure in curves else told.assign(counted=None)


def _by_day(known: Known, states: pd.DataFrame, day: pd.Timestamp, figure: str) -> pd.DataFrame:
    """Whoever had planned, first planned or held by a day."""
    behind = states[(states[_MOMENTS[figure]] <= day) & ((figure != "held") | (day <= known.as_of))]
    if figure == "held":
        return pd.concat([report_cells(behind, figure), earlier_cells(known, behind, figure)])
    gave = behind[behind["planned_to"].notna()] if figure == "planned" else _first_plans(known, behind)
    others = behind[~behind["organisation_id"].isin(gave["organisation_id"])]
    return pd.concat(
        [
            report_cells(gave, figure, fields=_PLANNED_FIELDS, planned=True),
            report_cells(others, figure),
            earlier_cells(known, others, figure),
        ]
    )


def _first_plans(known: Known, states: pd.DataFrame) -> pd.DataFrame:
    """The reports in which each organisation first gave a day for its congress."""
    reports = known.reports[known.reports["milestone"] == "congress_held"]
    first = reports[reports["planned_to"].notna()].drop_duplicates("organisation_id")
    return first.merge(states[["organisation_id", "state"]], on="organisation_id")
