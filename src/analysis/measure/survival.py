"""Time to completion: how many days after the opening organisations reach a milestone."""

from __future__ import annotations

import itertools
import warnings
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from analysis.measure.completion import in_plan_order
from analysis.measure.given import EVERYBODY, Day, day_of, group_of
from analysis.measure.states import milestone_states
from analysis.plan import Plan

CONFIDENCE = 0.95


def time_to_completion(
    progress: pd.DataFrame,
    organisations: pd.DataFrame,
    plan: Plan,
    *,
    as_of: Day,
    milestone: str = "congress_held",
    by: str | None = "organisation_type",
) -> pd.DataFrame:
    """Share that has reached a milestone so many days after the opening, by product limit, per group.

    This is not the completion rate: it says how long it takes, and an organisation that is not done yet
    counts as "takes longer than until today", not as "does not do it". While nobody is left out before
    `as_of` both have the same height, but only the rate is judged against the deadline.

    Time runs from the plan's `opening`; what was done before counts at day 0. Done within an interval
    counts from its last possible day, and never later than the first report that said done; done with no
    date counts from that report. Who is not done is censored at `as_of`; who is not required is left out.

    Returns one row per group and day on which something happens (one was done, or the rest were censored):
    the group, days, at_risk (still to come just before), events (done that day), completed (0 to 1),
    lower, upper (95 % by Greenwood's formula on the log-log scale; empty where it gives none: before the
    first event and where all are done).

    >>> from analysis import load_plan
    >>> plan = load_plan("plan.toml")
    >>> from analysis.measure.examples import one_report, two_organisations
    >>> times = time_to_completion(one_report(), two_organisations().assign(organisation_type="all"), plan,
    ...     as_of="2025-06-15")
    >>> times[["days", "at_risk", "events", "completed"]].values.tolist()
    [[327, 2, 1, 0.5], [332, 1, 0, 0.5]]
    """
    moments, by = _moments(progress, organisations, plan, as_of, milestone, by)
    grouped = moments.groupby(by, observed=True, dropna=False)
    parts = [_product_limit(part).assign(**{by: group}) for group, part in grouped]
    if not parts:
        parts = [_product_limit(moments).assign(**{by: []})]
    times = pd.concat(parts, ignore_index=True)
    return in_plan_order(times[[by, *times.columns.drop(by)]], plan, by)


def median_time_to_completion(
    progress: pd.DataFrame,
    organisations: pd.DataFrame,
    plan: Plan,
    *,
    as_of: Day,
    milestone: str = "congress_held",
    by: str | None = "organisation_type",
) -> pd.DataFrame:
    """The day after the opening by which half of a group has reached a milestone, and its 95 % interval.

    Columns: the group, required, done, median_days, lower_days, upper_days; days are empty where the
    curve, or its bound, has not come to one half by `as_of`.

    >>> from analysis import load_plan
    >>> plan = load_plan("plan.toml")
    >>> from analysis.measure.examples import one_report, two_organisations
    >>> medians = median_time_to_completion(one_report(), two_organisations(), plan, as_of="2025-06-15")
    >>> medians[["organisation_type", "required", "done"]].values.tolist()
    [['administrative', 1, 1], ['enterprise', 1, 0]]
    >>> medians["median_days"].tolist()
    [327, <NA>]
    """
    times = time_to_completion(progress, organisations, plan, as_of=as_of, milestone=milestone, by=by)
    by = by or EVERYBODY
    rows = [
        {
            by: group,
            "required": part["at_risk"].max(),
            "done": part["events"].sum(),
            "median_days": _first_at_half(part, "completed"),
            "lower_days": _first_at_half(part, "upper"),
            "upper_days": _first_at_half(part, "lower"),
        }
        for group, part in times.groupby(by, observed=True, dropna=False)
    ]
    counts = ["required", "done", "median_days", "lower_days", "upper_days"]
    medians = pd.DataFrame(rows, columns=[by, *counts]).astype(dict.fromkeys(counts, "Int64"))
    return in_plan_order(medians, plan, by)


def compare_types(
    progress: pd.DataFrame,
    organisations: pd.DataFrame,
    plan: Plan,
    *,
    as_of: Day,
    milestone: str = "congress_held",
    by: str | None = "organisation_type",
) -> pd.DataFrame:
    """Whether two groups take equally long, by the log-rank test, one row per pair of groups.

    Columns: first, second, first_done, first_required, second_done, second_required, statistic (normal;
    above 0: the first is faster), p_value (two-sided, of this pair alone: not corrected for the number of
    pairs). Both are empty where a pair has nothing done.

    >>> from analysis import load_plan
    >>> plan = load_plan("plan.toml")
    >>> from analysis.measure.examples import one_report, two_organisations
    >>> pairs = compare_types(one_report(), two_organisations(), plan, as_of="2025-06-15")
    >>> pairs[["first", "second", "first_done", "second_done"]].values.tolist()
    [['administrative', 'enterprise', 1, 0]]
    >>> pairs["p_value"].round(2).tolist()
    [0.32]
    """
    moments, by = _moments(progress, organisations, plan, as_of, milestone, by)
    groups = in_plan_order(moments[[by]].drop_duplicates(), plan, by)[by]
    parts = [(one, moments[moments[by].isna() if pd.isna(one) else moments[by] == one]) for one in groups]
    rows = [_compared(first, second) for first, second in itertools.combinations(parts, 2)]
    counts = ["first_done", "first_required", "second_done", "second_required"]
    pairs = pd.DataFrame(rows, columns=["first", "second", *counts, "statistic", "p_value"])
    return pairs.astype(dict.fromkeys(counts, "Int64") | {"statistic": "Float64", "p_value": "Float64"})


def done_days(states: pd.DataFrame) -> pd.Series:
    """The last day on which what is done may have been done, by all that the reports say; else empty."""
    known = states[["actual_to", "first_done"]].min(axis=1)
    return known.where(states["status"] == "done")


def _moments(
    progress: pd.DataFrame,
    organisations: pd.DataFrame,
    plan: Plan,
    as_of: Day,
    milestone: str,
    by: str | None,
) -> tuple[pd.DataFrame, str]:
    """The group, the days since the opening and whether it was done then, for each that is required.

    And the name of the column that holds the group.
    """
    plan.milestone(milestone)
    group = group_of(organisations, by)
    states = milestone_states(progress, organisations, plan, as_of=as_of).assign(all="all")
    states = states[(states["milestone"] == milestone) & (states["state"] != "not_applicable")]
    done = done_days(states)
    since = (done.fillna(day_of(as_of)) - day_of(plan.opening)).dt.days
    waited = since.clip(lower=0).astype("int64")
    return pd.DataFrame({group: states[group], "days": waited, "done": done.notna()}), group


def _censored(moments: pd.DataFrame) -> stats.CensoredData:
    days, done = moments["days"].to_numpy(), moments["done"].to_numpy()
    return stats.CensoredData(uncensored=days[done], right=days[~done])


def _product_limit(moments: pd.DataFrame) -> pd.DataFrame:
    remaining, low, high = _survival(moments)
    days = np.unique(moments["days"])
    at_risk = [int((moments["days"] >= day).sum()) for day in days]
    events = [int((moments["done"] & (moments["days"] == day)).sum()) for day in days]
    return pd.DataFrame(
        {
            "days": pd.array(days, dtype="Int64"),
            "at_risk": pd.array(at_risk, dtype="Int64"),
            "events": pd.array(events, dtype="Int64"),
            "completed": pd.array(1 - remaining, dtype="Float64"),
            "lower": pd.array(1 - high, dtype="Float64"),
            "upper": pd.array(1 - low, dtype="Float64"),
        }
    )


def _survival(moments: pd.DataFrame) -> tuple[Any, Any, Any]:
    """What remains after each day, and its bounds."""
    if moments.empty:
        return (np.empty(0),) * 3
    curve = stats.ecdf(_censored(moments)).sf
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # no variance where all or none are done
        bounds = curve.confidence_interval(CONFIDENCE, method="log-log")
    return curve.probabilities, bounds.low.probabilities, bounds.high.probabilities


def _first_at_half(part: pd.DataFrame, column: str) -> Any:
    reached = part.loc[part[column].fillna(0) >= 0.5, "days"]
    return reached.min() if len(reached) else pd.NA


def _compared(one: tuple[object, pd.DataFrame], other: tuple[object, pd.DataFrame]) -> dict[str, object]:
    (first_group, first), (second_group, second) = one, other
    done = int(first["done"].sum()), int(second["done"].sum())
    statistic = p_value = None
    if sum(done):
        tested = stats.logrank(_censored(first), _censored(second))
        statistic, p_value = float(tested.statistic), float(tested.pvalue)
    return {
        "first": first_group,
        "second": second_group,
        "first_done": done[0],
        "first_required": len(first),
        "second_done": done[1],
        "second_required": len(second),
        "statistic": statistic,
        "p_value": p_value,
    }
