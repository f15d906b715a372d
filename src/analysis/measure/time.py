"""Measures over time: cumulative curves to the deadline, planned beside held, and the gap between them."""

from __future__ import annotations

import pandas as pd

from analysis.measure.completion import in_plan_order
from analysis.measure.given import EVERYBODY, Day, day_of, days, group_of
from analysis.measure.states import known_reports, milestone_states
from analysis.plan import Plan


def completion_curve(
    progress: pd.DataFrame,
    organisations: pd.DataFrame,
    plan: Plan,
    *,
    as_of: Day,
    milestone: str = "congress_held",
    by: str | None = "organisation_type",
) -> pd.DataFrame:
    """Cumulative organisations planned and done per group and day, from before the first on.

    A planned or done interval counts from its last day: never earlier than certain. Done without a
    date counts from the first report that said so, and an interval that runs on beyond the report
    that says done, from that report. Columns: the group, day, planned (the dates that organisations
    give now), first_planned (the first dates that they ever gave), held, required; held is empty after
    `as_of`. Who gave no planned date counts as planned on the day it was held. Days run to the deadline
    or the last date planned now, whichever is later.

    >>> from analysis import load_plan
    >>> plan = load_plan("plan.toml")
    >>> from analysis.measure.examples import one_report, two_organisations
    >>> curve = completion_curve(one_report(), two_organisations(), plan, as_of="2025-06-15", by=None)
    >>> curve.loc[curve["day"] == "2025-06-10", ["planned", "held", "required"]].values.tolist()
    [[1, 1, 2]]
    """
    states = dated_states(progress, organisations, plan, as_of, milestone, by)
    group = by or EVERYBODY
    if states.empty:
        return pd.DataFrame(columns=[group, "day", "planned", "first_planned", "held", "required"])
    planned_day, held_day = states["planned_day"], states["held_day"]
    last = max([states["deadline"].max(), *planned_day.dropna(), *held_day.dropna(), day_of(as_of)])
    known = [day for day in (planned_day.min(), held_day.min()) if not pd.isna(day)]
    first = min([*known, states["deadline"].min()]) - pd.Timedelta(days=1)
    calendar = pd.date_range(first, last, freq="D")
    parts = []
    for name, members in states.groupby(group, observed=True, dropna=False):
        part = pd.DataFrame({group: name, "day": calendar})
        part["planned"] = _cumulative(members["planned_day"], calendar)
        part["first_planned"] = _cumulative(members["first_planned_day"], calendar)
        part["held"] = _cumulative(members["held_day"], calendar)
        part.loc[part["day"] > day_of(as_of), "held"] = pd.NA
        part["required"] = pd.array([len(members)] * len(part), dtype="Int64")
        parts.append(part)
    return in_plan_order(pd.concat(parts, ignore_index=True), plan, group)


def _cumulative(moments: pd.Series, calendar: pd.DatetimeIndex) -> pd.Series:
    """How many moments lie on or before each day, those before the first day among them."""
    reached = moments.dropna().sort_values().searchsorted(calendar, side="right")
    return pd.Series(reached, dtype="Int64")


def dated_states(
    progress: pd.DataFrame,
    organisations: pd.DataFrame,
    plan: Plan,
    as_of: Day,
    milestone: str,
    by: str | None,
) -> pd.DataFrame:
    """The required organisations with the days that count: first planned, planned now, and held."""
    plan.milestone(milestone)
    group_of(organisations, by)
    states = milestone_states(progress, organisations, plan, as_of=as_of).assign(all="all")
    states = states[(states["milestone"] == milestone) & (states["state"] != "not_applicable")].copy()
    held_day = states["actual_to"].fillna(states["first_done"])
    # done by the day of the report that says so, even where its date is "June" and June is not over
    held_day = held_day.where(held_day <= states["reported"], states["reported"])
    states["held_day"] = held_day.where(states["status"] == "done")
    states["planned_day"] = states["planned_to"].fillna(states["held_day"])
    first = _first_planned(progress, as_of, milestone).reindex(states["organisation_id"])
    states["first_planned_day"] = days(first).set_axis(states.index).fillna(states["held_day"])
    return states


def _first_planned(progress: pd.DataFrame, as_of: Day, milestone: str) -> pd.Series:
    """The first planned date that each organisation ever gave, by organisation."""
    reports = known_reports(progress, as_of)
    planned = reports[reports["milestone"] == milestone].reindex(columns=["organisation_id", "planned_to"])
    planned["planned_to"] = days(planned["planned_to"])
    return planned.dropna().groupby("organisation_id")["planned_to"].first()


def curve_gaps(
    progress: pd.DataFrame,
    organisations: pd.DataFrame,
    plan: Plan,
    *,
    as_of: Day,
    milestone: str = "congress_held",
    by: str | None = "organisation_type",
) -> pd.DataFrame:
    """How far what is held lies behind what was first planned, in organisations and in days.

    Measured against the first date that each organisation ever gave, because a plan that is moved
    back every month is always kept. Days count as in `completion_curve`.

    Returns one row per group: required, planned (by `as_of`, by the first dates), promised (by `as_of`,
    by the dates they give now), held, gap_organisations (planned - held; below 0 where they are ahead),
    gap_days (how many days before `as_of` the planned curve passed the number now held; empty where it
    has not passed it), without_plan (never gave a date and have not held: in no planned count),
    behind_deadline (not held and past their deadline), promised_after_deadline (not held, and the date
    they give now is after their deadline).
    `by` is any column of `organisations`; None takes all together.
    Raises PlanError for a milestone or day that the plan does not know, MeasureError for a column that
    is not there.

    >>> from analysis import load_plan
    >>> plan = load_plan("plan.toml")
    >>> from analysis.measure.examples import one_report, two_organisations
    >>> gaps = curve_gaps(one_report(), two_organisations(), plan, as_of="2025-06-15", by=None)
    >>> gaps[["required", "planned", "held", "gap_organisations", "without_plan"]].values.tolist()
    [[2, 1, 1, 0, 1]]
    """
    states = dated_states(progress, organisations, plan, as_of, milestone, by)
    day = day_of(as_of)
    left = states["status"] != "done"
    states["planned"] = states["first_planned_day"] <= day
    states["promised"] = states["planned_day"] <= day
    states["held"] = ~left
    states["without_plan"] = states["first_planned_day"].isna()
    states["behind_deadline"] = states["state"] == "overdue"
    states["promised_after_deadline"] = left & (states["planned_day"] > states["deadline"])
    states["required"] = 1
    counts = ["required", "planned", "promised", "held"]
    risks = ["without_plan", "behind_deadline", "promised_after_deadline"]
    grouped = states.groupby(by or EVERYBODY, observed=True, dropna=False)
    gaps = grouped[[*counts, *risks]].sum().astype("Int64")
    gaps["gap_organisations"] = gaps["planned"] - gaps["held"]
    passed = [_passed(part) for _, part in grouped]
    gaps["gap_days"] = (day - days(pd.Series(passed, index=gaps.index))).dt.days.astype("Int64")
    gaps["gap_days"] = gaps["gap_days"].where(gaps["gap_organisations"] > 0)
    ordered = gaps[[*counts, "gap_organisations", "gap_days", *risks]].reset_index()
    return in_plan_order(ordered, plan, by or EVERYBODY)


def _passed(members: pd.DataFrame) -> pd.Timestamp | None:
    """The first day on which more were planned than are held now; None if the plan never asks for more."""
    planned = members["first_planned_day"].dropna().sort_values()
    held = int(members["held"].sum())
    return planned.iloc[held] if len(planned) > held else None
