"""From a figure of completion back to the organisations and cells that it was counted from."""

from __future__ import annotations

import pandas as pd

from analysis.measure.given import Day, MeasureError, require_columns
from analysis.measure.states import milestone_states
from analysis.plan import Plan

FIGURES = (
    "required", "held", "on_time", "late", "timing_unknown", "overdue", "not_due", "not_reported", "total",
)  # fmt: skip
"""The figures of `completion_rates` that count organisations; a rate is traced by its two counts."""
TRACE_COLUMNS = [
    "organisation", "organisation_type", "milestone", "status", "state", "reported", "source_file",
    "source_sheet", "source_cell",
]  # fmt: skip


def trace(
    progress: pd.DataFrame,
    organisations: pd.DataFrame,
    plan: Plan,
    figure: str,
    *,
    as_of: Day,
    **where: str,
) -> pd.DataFrame:
    """The organisations behind a figure of `completion_rates`, each with the cell that said so.

    `figure` is one of the counts (required, held, on_time, …); `where` narrows by milestone or any
    column of `organisations`. One row per organisation and milestone: as many rows as the figure says.
    The cell is that of the newest report by `as_of`; it is empty where the organisation never reported.
    Raises MeasureError for a figure, column or value that is not there.

    >>> from analysis import load_plan
    >>> plan = load_plan("plan.toml")
    >>> from analysis.measure.examples import one_report, two_organisations
    >>> cells = trace(
    ...     one_report(), two_organisations(), plan, "held", as_of="2025-06-15", milestone="congress_held"
    ... )
    >>> cells["organisation"].tolist()
    ['Đảng bộ Sở Y tế']
    """
    if figure not in FIGURES:
        raise MeasureError("no_figure", wanted=figure, known=FIGURES)
    states = milestone_states(progress, organisations, plan, as_of=as_of)
    require_columns(states, where, "the figure")
    for column, value in where.items():
        known = sorted(map(str, states[column].unique()))
        if value not in known:
            raise MeasureError("no_value", wanted=value, known=known, column=column)
        states = states[states[column].astype(str) == value]
    behind = states[counted_in(states, figure)]
    behind = behind.drop(columns=[c for c in states if str(c).startswith("source_")])  # the register's own
    behind = behind.rename(columns=lambda name: str(name).replace("report_", "source_"))
    return behind.reindex(columns=TRACE_COLUMNS).reset_index(drop=True)


def counted_in(states: pd.DataFrame, figure: str) -> pd.Series:
    """Which rows of `milestone_states` a figure of `FIGURES` counts."""
    if figure == "total":
        return pd.Series(True, index=states.index)
    if figure == "required":
        return states["state"] != "not_applicable"
    if figure == "held":
        return states["status"] == "done"
    if figure == "not_reported":
        return states["reported"].isna() & (states["state"] != "not_applicable")
    return states["state"] == figure
