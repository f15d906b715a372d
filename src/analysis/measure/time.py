"""Measures over time: cumulative curves to the deadline, and what changed between two days."""

from __future__ import annotations

import pandas as pd

from analysis.measure.completion import in_plan_order
from analysis.measure.states import Day, day_of, milestone_states
from analysis.plan import Plan


def completion_curve(
    progress: pd.DataFrame,
    organisations: pd.DataFrame,
    plan: Plan,
    *,
    as_of: Day,
    milestone: str = "congress_held",
    by: str = "organisation_type",
) -> pd.DataFrame:
    """Cumulative organisations planned and done per group and day, from the plan's opening on.

    A planned or done interval counts from its last day: never earlier than certain. Done without a
    date counts from the first report that said so. Columns: the group, day, planned, held, required;
    held is empty after `as_of`. Days run to the deadline or the last planned date, whichever is later.
    """
    states = milestone_states(progress, organisations, plan, as_of=as_of)
    states = states[(states["milestone"] == milestone) & (states["state"] != "not_applicable")].copy()
    held_day = states["actual_to"].fillna(states["first_done"]).where(states["status"] == "done")
    planned_day = states["planned_to"].fillna(held_day)
    last = max([states["deadline"].max(), *planned_day.dropna(), *held_day.dropna(), day_of(as_of)])
    known = [day for day in (planned_day.min(), held_day.min()) if not pd.isna(day)]
    first = min([*known, states["deadline"].min()]) - pd.Timedelta(days=1)
    calendar = pd.date_range(first, last, freq="D")
    parts = []
    for group, members in states.groupby(by, observed=True):
        part = pd.DataFrame({by: group, "day": calendar})
        part["planned"] = _cumulative(planned_day[members.index], calendar)
        part["held"] = _cumulative(held_day[members.index], calendar)
        part.loc[part["day"] > day_of(as_of), "held"] = pd.NA
        part["required"] = pd.array([len(members)] * len(part), dtype="Int64")
        parts.append(part)
    return in_plan_order(pd.concat(parts, ignore_index=True), plan, by)


def _cumulative(moments: pd.Series, calendar: pd.DatetimeIndex) -> pd.Series:
    counts = moments.value_counts().reindex(calendar, fill_value=0).cumsum()
    return counts.astype("Int64").reset_index(drop=True)
