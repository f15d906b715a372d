"""The cells behind the five lines of the front page."""

from __future__ import annotations

from dataclasses import asdict

import pandas as pd

from analysis.measure.headline import headline_figures
from analysis.measure.lists import incomplete_organisations, urgent_rows
from analysis.measure.tracing.completion import TYPE, state_cells, subcell_cells
from analysis.measure.tracing.known import Known, picked, register_cells, report_cells

_OF_SUBCELLS = {"subcells_held": "held", "subcells_required": "required"}
_OF_SLOWEST = {"slowest_held": "held", "slowest_required": "required"}


def headline_row(known: Known) -> pd.DataFrame:
    """`headline_figures` as a table of one row, with those that wait."""
    figures = asdict(headline_figures(known.progress, known.organisations, known.plan, as_of=known.as_of))
    row = pd.DataFrame([figures | {"waiting": figures["required"] - figures["held"]}])
    return row.drop(columns=["as_of", "first_to_call"])


def headline_cells(known: Known, rows: pd.DataFrame, figure: str) -> pd.DataFrame:
    """The cells behind one figure of the lines; the deadline and the days to it stand in the plan alone."""
    congresses = known.of_congress()
    if figure == "organisations":
        return register_cells(known.valid, figure)
    if figure == "members":
        members = known.valid["members"].astype("Int64").fillna(0)
        return register_cells(known.valid, figure, field="members", counted=members)
    if figure in _OF_SUBCELLS:
        types = known.organisations[list(TYPE)]
        return subcell_cells(known, types, _OF_SUBCELLS[figure]).assign(figure=figure)
    if figure.startswith("slowest"):
        slowest = picked(congresses, rows.rename(columns={"slowest_type": TYPE[0]}), TYPE)
        return state_cells(known, slowest, _OF_SLOWEST.get(figure, "required")).assign(figure=figure)
    if figure == "reported":
        newest = known.reports[known.reports["as_of"] == known.reports["as_of"].max()]
        return report_cells(newest.drop_duplicates("organisation_id"), figure)
    if figure in ("waiting", "to_call"):
        return _waiting(known, congresses, figure)
    if figure in ("deadline", "days_left"):
        return state_cells(known, congresses, "required").assign(figure=figure, counted=None)
    return state_cells(known, congresses, figure)


def _waiting(known: Known, congresses: pd.DataFrame, figure: str) -> pd.DataFrame:
    waiting = incomplete_organisations(known.progress, known.organisations, known.plan, as_of=known.as_of)
    if figure == "to_call":
        waiting = waiting[urgent_rows(waiting)]
    return report_cells(
        picked(congresses, waiting, ("organisation",)), figure, fields="congress_planned congress_held"
    )
