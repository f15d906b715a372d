"""Membership by organisation type: counts, shares, and what has to stay hidden when published."""

from __future__ import annotations

import pandas as pd

from analysis.measure.completion import in_plan_order, share
from analysis.measure.states import Day, day_of, days, require_columns
from analysis.plan import Plan

SENSITIVE = ("women", "ethnic_minority", "religious", "probationary", "exempt")
SMALLEST_SHOWN = 5


def membership_by_type(
    membership: pd.DataFrame, plan: Plan, *, as_of: Day, by: str = "organisation_type"
) -> pd.DataFrame:
    """Members per group and measure, from each organisation's newest count by a day.

    Columns: the group, measure, count, organisations (that gave the measure), share (of the group's
    total among the same organisations; empty without a total).

    >>> from analysis import load_plan
    >>> plan = load_plan("plan.toml")
    >>> membership = pd.DataFrame({
    ...     "as_of": "2024-12-31", "organisation_id": "y", "organisation_type": "administrative",
    ...     "measure": ["total", "women"], "count": [86, 24],
    ... })
    >>> members = membership_by_type(membership, plan, as_of="2025-06-30")
    >>> members[["measure", "count"]].values.tolist()
    [['total', 86], ['women', 24]]
    """
    require_columns(membership, ("as_of", "organisation_id", by, "measure", "count"), "membership")
    known = membership.assign(as_of=days(membership["as_of"]))
    known = known[known["as_of"] <= day_of(as_of)].sort_values("as_of", kind="stable")
    latest = known.drop_duplicates(["organisation_id", "measure"], keep="last")
    totals = latest[latest["measure"] == "total"].set_index("organisation_id")["count"]
    latest = latest.assign(whole=latest["organisation_id"].map(totals).astype("Int64"))
    grouped = latest.groupby([by, "measure"], observed=True)
    frame = grouped[["count", "whole"]].sum(min_count=1).reset_index()
    frame["organisations"] = grouped.size().to_numpy()
    frame["organisations"] = frame["organisations"].astype("Int64")
    frame["share"] = share(frame["count"], frame["whole"])
    return in_plan_order(frame[[by, "measure", "count", "organisations", "share"]], plan, by)


def suppressed(frame: pd.DataFrame, *, by: str = "organisation_type") -> pd.DataFrame:
    """The same table fit for publishing below the level of the bloc.

    Counts of 1 to 4 are emptied; where that leaves one hidden count in a measure that its total
    over the groups would give away, the smallest other count of the measure is emptied too. Age bands
    add up to the total within a group, so there a second band is emptied as well.

    >>> counts = pd.DataFrame({
    ...     "organisation_type": ["administrative", "enterprise"], "measure": "women", "count": [40, 3],
    ... })
    >>> suppressed(counts)["count"].isna().tolist()
    [True, True]
    """
    require_columns(frame, (by, "measure", "count"), "frame")
    shown = frame.copy()
    counts = shown["count"].astype("Int64")
    sensitive = shown["measure"].isin(SENSITIVE) | shown["measure"].str.startswith("age_")
    hidden = sensitive & counts.between(1, SMALLEST_SHOWN - 1).fillna(value=False)
    while True:
        grown = hidden | _alone(shown[sensitive], hidden, ["measure"])
        ages = shown[shown["measure"].str.startswith("age_")]
        grown |= _alone(ages, hidden, [by])
        if grown.equals(hidden):
            break
        hidden = grown
    shown["hidden"] = hidden
    shown.loc[hidden, [c for c in ("count", "share") if c in shown]] = pd.NA
    return shown


def _alone(rows: pd.DataFrame, hidden: pd.Series, line: list[str]) -> pd.Series:
    """Marks the smallest shown count of every line in which exactly one count is hidden."""
    chosen: list[object] = []
    for _, members in rows.groupby(line, observed=True):
        inside = hidden[members.index]
        open_ = members[~inside & (members["count"].fillna(0) > 0)]
        if inside.sum() == 1 and len(open_):
            chosen.append(open_["count"].astype("Int64").idxmin())
    return pd.Series(hidden.index.isin(chosen), index=hidden.index)
