"""Membership by organisation type: counts, shares, and members gained and lost."""

from __future__ import annotations

import pandas as pd

from analysis.measure.completion import in_plan_order, share
from analysis.measure.states import Day, day_of, days, require_columns, valid_organisations
from analysis.plan import Plan

INCREASES = ("admitted", "transferred_in", "restored")
DECREASES = ("died", "expelled", "removed", "resigned", "transferred_out")
CHANGE_COLUMNS = (
    "organisations", "opening", *INCREASES, "increases", *DECREASES, "decreases", "closing", "difference",
    "incomplete",
)  # fmt: skip


def membership_by_type(
    membership: pd.DataFrame,
    plan: Plan,
    *,
    as_of: Day,
    by: str = "organisation_type",
    organisations: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Members per group and measure, from each organisation's newest count by a day.

    With `organisations` only those valid on the day count: one that merged or left since it was counted
    would stand beside its successor, or still be here.
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
    latest = latest_counts(membership, as_of, organisations)
    grouped = latest.groupby([by, "measure"], observed=True)
    frame = grouped[["count", "whole"]].sum(min_count=1).reset_index()
    frame["organisations"] = grouped.size().to_numpy()
    frame["organisations"] = frame["organisations"].astype("Int64")
    frame["share"] = share(frame["count"], frame["whole"])
    return in_plan_order(frame[[by, "measure", "count", "organisations", "share"]], plan, by)


def latest_counts(
    membership: pd.DataFrame, as_of: Day, organisations: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Each organisation's newest counts (with `organisations`: of those of the day), and its members then."""
    known = membership.assign(as_of=days(membership["as_of"]))
    known = known[known["as_of"] <= day_of(as_of)].sort_values("as_of", kind="stable")
    known = _of_valid(known, organisations, as_of)
    latest = known.drop_duplicates(["organisation_id", "measure"], keep="last")
    totals = latest[latest["measure"] == "total"].set_index("organisation_id")["count"]
    return latest.assign(whole=latest["organisation_id"].map(totals).astype("Int64"))


def membership_change(
    membership: pd.DataFrame,
    plan: Plan,
    *,
    as_of: Day,
    by: str = "organisation_type",
    organisations: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Members gained and lost per group: opening + increases − decreases = closing, differences shown.

    Of each organisation the newest statistics of movement by a day count, all measures from the same
    report; what a report leaves out of its increases and decreases is nought. One that lacks the
    opening or the closing count can't be followed: it is counted in incomplete and in nothing else.
    With `organisations` only those valid on the day count.
    Columns: the group, organisations, opening, admitted, transferred_in, restored, increases, died,
    expelled, removed, resigned, transferred_out, decreases, closing, difference (closing less what the
    movement makes of the opening; 0 where the sheets add up), incomplete (organisations).

    >>> from analysis import load_plan
    >>> plan = load_plan("plan.toml")
    >>> membership = pd.DataFrame({
    ...     "as_of": "2025-03-31", "organisation_id": "y", "organisation_type": "administrative",
    ...     "measure": ["opening", "admitted", "died", "closing"], "count": [86, 3, 1, 89],
    ... })
    >>> change = membership_change(membership, plan, as_of="2025-06-30")
    >>> change[["opening", "increases", "decreases", "closing", "difference"]].values.tolist()
    [[86, 3, 1, 89, 1]]
    """
    require_columns(membership, ("as_of", "organisation_id", by, "measure", "count"), "membership")
    moved = membership[membership["measure"].isin(["opening", *INCREASES, *DECREASES, "closing"])]
    moved = moved.assign(as_of=days(moved["as_of"]))
    moved = _of_valid(moved[moved["as_of"] <= day_of(as_of)], organisations, as_of)
    newest = moved.groupby("organisation_id")["as_of"].transform("max")
    wide = moved[moved["as_of"] == newest].pivot_table(
        index=[by, "organisation_id"], columns="measure", values="count", aggfunc="first", observed=True
    )
    wide = wide.reindex(columns=["opening", *INCREASES, *DECREASES, "closing"]).astype("Int64")
    whole = wide["opening"].notna() & wide["closing"].notna()
    sums = wide[whole].fillna(0).groupby(by).sum()
    frame = sums.reindex(wide.index.unique(by), fill_value=0)
    frame["organisations"] = whole.groupby(by).sum().astype("Int64")
    frame["incomplete"] = (~whole).groupby(by).sum().astype("Int64")
    frame["increases"] = frame[list(INCREASES)].sum(axis=1)
    frame["decreases"] = frame[list(DECREASES)].sum(axis=1)
    frame["difference"] = frame["closing"] - (frame["opening"] + frame["increases"] - frame["decreases"])
    return in_plan_order(frame.reset_index()[[by, *CHANGE_COLUMNS]], plan, by)


def _of_valid(membership: pd.DataFrame, organisations: pd.DataFrame | None, as_of: Day) -> pd.DataFrame:
    if organisations is None:
        return membership
    valid = valid_organisations(organisations, as_of)["organisation_id"]
    return membership[membership["organisation_id"].isin(valid)]
