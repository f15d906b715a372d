"""Membership by organisation type: counts, shares, and members gained and lost."""

from __future__ import annotations

import pandas as pd

from analysis.measure.completion import in_plan_order, share
from analysis.measure.given import EVERYBODY, Day, day_of, days, plain, require_columns
from analysis.measure.states import valid_organisations
from analysis.plan import UNKNOWN_TYPE, Plan

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
    by: str | None = "organisation_type",
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
    group = by or EVERYBODY
    latest = latest_counts(_given(membership, group), as_of, organisations)
    grouped = latest.groupby([group, "measure"], observed=True, dropna=False)
    frame = grouped[["count", "whole"]].sum(min_count=1).reset_index()
    frame["organisations"] = grouped.size().to_numpy()
    frame["organisations"] = frame["organisations"].astype("Int64")
    frame["share"] = share(frame["count"], frame["whole"])
    return in_plan_order(frame[[group, "measure", "count", "organisations", "share"]], plan, group)


def _given(membership: pd.DataFrame, group: str) -> pd.DataFrame:
    """The counts with everybody under a type, and the column of the group checked."""
    require_columns(membership, ("as_of", "organisation_id", "measure", "count"), "membership")
    counted = plain(membership).assign(all=EVERYBODY)
    require_columns(counted, (group,), "membership")
    if "organisation_type" in counted:
        kind = counted["organisation_type"].astype("object")
        counted["organisation_type"] = kind.where(kind.notna() & (kind != ""), UNKNOWN_TYPE)
    return counted


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
    by: str | None = "organisation_type",
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
    group = by or EVERYBODY
    given = _given(membership, group)
    moved = given[given["measure"].isin(["opening", *INCREASES, *DECREASES, "closing"])]
    moved = moved.assign(as_of=days(moved["as_of"]))
    moved = _of_valid(moved[moved["as_of"] <= day_of(as_of)], organisations, as_of)
    newest = moved.groupby("organisation_id")["as_of"].transform("max")
    moved = moved[moved["as_of"] == newest]
    wide = moved.pivot_table(index="organisation_id", columns="measure", values="count", aggfunc="first")
    wide = wide.reindex(columns=["opening", *INCREASES, *DECREASES, "closing"]).astype("Int64")
    groups = moved.drop_duplicates("organisation_id").set_index("organisation_id")[group].reindex(wide.index)
    whole = wide["opening"].notna() & wide["closing"].notna()
    frame = wide.where(whole, 0).fillna(0).groupby(groups, dropna=False, observed=True).sum().astype("Int64")
    frame["organisations"] = whole.groupby(groups, dropna=False, observed=True).sum().astype("Int64")
    frame["incomplete"] = (~whole).groupby(groups, dropna=False, observed=True).sum().astype("Int64")
    frame["increases"] = frame[list(INCREASES)].sum(axis=1)
    frame["decreases"] = frame[list(DECREASES)].sum(axis=1)
    frame["difference"] = frame["closing"] - (frame["opening"] + frame["increases"] - frame["decreases"])
    return in_plan_order(frame.reset_index()[[group, *CHANGE_COLUMNS]], plan, group)


def _of_valid(membership: pd.DataFrame, organisations: pd.DataFrame | None, as_of: Day) -> pd.DataFrame:
    if organisations is None:
        return membership
    valid = valid_organisations(organisations, as_of)["organisation_id"]
    return membership[membership["organisation_id"].isin(valid)]
