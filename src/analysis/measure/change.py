"""What changed between two days, and which organisations are behind it."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pandas as pd

from analysis.measure.completion import in_plan_order, share
from analysis.measure.given import Day, MeasureError, day_of, group_of
from analysis.measure.states import milestone_states
from analysis.plan import Plan

Numbers = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
KEY = ["organisation_id", "milestone"]
LABELS = ("organisation", "organisation_type")
CAUSES = ("newly_done", "gone_back", "added", "removed")
_COUNTS = ["required_before", "held_before", "required", "held", *CAUSES, "added_held", "removed_held"]


def rate_change(
    progress: pd.DataFrame,
    organisations: pd.DataFrame,
    plan: Plan,
    *,
    as_of: Day,
    since: Day,
    by: str | None = "organisation_type",
    milestone: str | None = None,
) -> pd.DataFrame:
    """How each rate moved between two days, split exactly into what moved it.

    Both days are counted as known on that day. newly_done and gone_back are organisations required on
    both days; added were not required before (created, resumed, became applicable, came from another
    group), removed no longer are. So held = held_before + newly_done - gone_back + added_held -
    removed_held, and required = required_before + added - removed.

    Returns one row per milestone and group: required_before, held_before, rate_before, required, held,
    rate, change (rate - rate_before), the counts above, and change_by_done, change_by_gone_back,
    change_by_added, change_by_removed. These four add up to change: each is what its cause adds when
    the causes come one after another, averaged over all orders (Shapley), so that none is favoured by
    coming first; orders in which nobody would be left in between are passed over. All five are empty
    where either rate is: a group that had nobody before has not risen from 0.
    `by` is any column of `organisations`; None takes all together.
    Raises PlanError for a milestone or day that the plan does not know, MeasureError for a column that
    is not there or a `since` after `as_of`.

    >>> from analysis import load_plan
    >>> plan = load_plan("plan.toml")
    >>> from analysis.measure.examples import one_report, two_organisations
    >>> days = {"as_of": "2025-06-15", "since": "2025-06-08"}
    >>> moved = rate_change(
    ...     one_report(), two_organisations(), plan, **days, by=None, milestone="congress_held"
    ... )
    >>> moved[["held_before", "held", "required", "change", "newly_done", "change_by_done"]].values.tolist()
    [[0, 1, 2, 0.5, 1, 0.5]]
    """
    moves, group = moves_between(progress, organisations, plan, as_of, since, by)
    if milestone is not None:
        moves = moves[moves["milestone"] == plan.milestone(milestone).id].copy()
    moves["added_held"] = moves["added"] & moves["held"]
    moves["removed_held"] = moves["removed"] & moves["held_before"]
    grouped = moves.groupby(["milestone", group], observed=True, dropna=False)
    counts = grouped[_COUNTS].sum().astype("Int64").reset_index()
    counts["rate_before"] = share(counts["held_before"], counts["required_before"])
    counts["rate"] = share(counts["held"], counts["required"])
    counts["change"] = counts["rate"] - counts["rate_before"]
    split = _split(counts)
    before = ["required_before", "held_before", "rate_before"]
    moved = ["newly_done", "gone_back", "added", "added_held", "removed", "removed_held"]
    columns = ["milestone", group, *before, "required", "held", "rate", "change", *moved]
    return in_plan_order(counts[columns].join(split), plan, group)


def _split(counts: pd.DataFrame) -> pd.DataFrame:
    """The change of each row's rate by its four causes, averaged over the orders in which they may come."""
    value = {name: counts[name].to_numpy(dtype=float) for name in _COUNTS}
    nobody = np.zeros(len(counts))
    steps = {
        "change_by_done": (value["newly_done"], nobody),
        "change_by_gone_back": (-value["gone_back"], nobody),
        "change_by_added": (value["added_held"], value["added"]),
        "change_by_removed": (-value["removed_held"], -value["removed"]),
    }
    sums = {cause: nobody.copy() for cause in steps}
    ways = nobody.copy()
    for order in permutations(steps):
        held, required = value["held_before"], value["required_before"]
        rate, possible, parts = _ratio(held, required), required > 0, {}
        for cause in order:
            held, required = held + steps[cause][0], required + steps[cause][1]
            before, rate = rate, _ratio(held, required)
            parts[cause] = rate - before
            possible = possible & (required > 0)
        ways += possible
        for cause, part in parts.items():
            sums[cause] += np.where(possible, part, 0.0)
    split = pd.DataFrame({cause: _ratio(total, ways) for cause, total in sums.items()}, index=counts.index)
    return split.astype("Float64")


def _ratio(part: Numbers, whole: Numbers) -> Numbers:
    ratio: Numbers = np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0)
    return ratio


def organisations_changed(
    progress: pd.DataFrame,
    organisations: pd.DataFrame,
    plan: Plan,
    *,
    as_of: Day,
    since: Day,
    by: str | None = "organisation_type",
    milestone: str | None = None,
) -> pd.DataFrame:
    """The organisations behind each count of `rate_change`: one row per organisation, milestone and cause.

    Columns: organisation_id, organisation, organisation_type, the group if it is another column,
    milestone, cause (newly_done, gone_back, added, removed), held_before, held (as counted in that
    group), and reason: for added `joined`, `resumed`, `applicable` or `regrouped`, for removed `left`,
    `paused`, `not_applicable` or `regrouped`; empty for the others. An organisation that changed its group
    stands twice: removed from one, added to the other.

    >>> from analysis import load_plan
    >>> plan = load_plan("plan.toml")
    >>> from analysis.measure.examples import one_report, two_organisations
    >>> days = {"as_of": "2025-06-15", "since": "2025-06-08"}
    >>> changed = organisations_changed(one_report(), two_organisations(), plan, **days)
    >>> changed[["organisation", "milestone", "cause"]].values.tolist()
    [['Đảng bộ Sở Y tế', 'congress_held', 'newly_done']]
    """
    moves, group = moves_between(progress, organisations, plan, as_of, since, by)
    if milestone is not None:
        moves = moves[moves["milestone"] == plan.milestone(milestone).id].copy()
    moves = moves[moves[list(CAUSES)].any(axis=1)]
    moves = moves.assign(cause=np.select([moves[cause] for cause in CAUSES], CAUSES, default=""))
    columns = ["organisation_id", *LABELS, group, "milestone", "cause", "held_before", "held", "reason"]
    ordered = in_plan_order(moves, plan, "cause", group, "organisation_id")
    return ordered[[name for name in dict.fromkeys(columns) if name != "all"]]


def moves_between(
    progress: pd.DataFrame,
    organisations: pd.DataFrame,
    plan: Plan,
    as_of: Day,
    since: Day,
    by: str | None,
) -> tuple[pd.DataFrame, str]:
    """Per organisation, milestone and group: required and held on both days, and which cause moved it."""
    if day_of(since) > day_of(as_of):
        raise MeasureError("since_after", since=day_of(since).date(), as_of=day_of(as_of).date())
    group = group_of(organisations, by)
    key = list(dict.fromkeys([*KEY, group]))
    before, now = (_standing(progress, organisations, plan, day, group) for day in (since, as_of))
    moves = before.merge(now, on=key, how="outer", suffixes=("_before", ""))
    for name in LABELS:
        if f"{name}_before" in moves:
            moves[name] = moves[name].fillna(moves.pop(f"{name}_before"))
    for name in ("required_before", "held_before", "paused_before", "required", "held", "paused"):
        moves[name] = moves[name].eq(other=True)
    stayed = moves["required_before"] & moves["required"]
    moves["newly_done"] = stayed & moves["held"] & ~moves["held_before"]
    moves["gone_back"] = stayed & ~moves["held"] & moves["held_before"]
    moves["added"] = moves["required"] & ~moves["required_before"]
    moves["removed"] = moves["required_before"] & ~moves["required"]
    moves["reason"] = _reason(moves, set(before["organisation_id"]), set(now["organisation_id"]))
    return moves, group


def _standing(
    progress: pd.DataFrame, organisations: pd.DataFrame, plan: Plan, day: Day, group: str
) -> pd.DataFrame:
    states = milestone_states(progress, organisations, plan, as_of=day).assign(all="all")
    states["required"] = states["state"] != "not_applicable"
    states["held"] = states["status"] == "done"
    names = [name for name in LABELS if name in states]
    return states[list(dict.fromkeys([*KEY, group, *names, "required", "held", "paused"]))]


def _reason(moves: pd.DataFrame, known_before: set[str], known_now: set[str]) -> pd.Series:
    """Why an organisation was added or removed: itself, a pause, what applies to it, or its group changed."""
    reason = pd.Series(None, index=moves.index, dtype="object")
    told = ["required_before", "required", "paused_before", "paused"]
    elsewhere = moves.groupby(KEY)[told].transform("any")
    added, removed = moves["added"], moves["removed"]
    reason[added] = "joined"
    reason[added & moves["organisation_id"].isin(known_before)] = "applicable"
    reason[added & elsewhere["paused_before"]] = "resumed"
    reason[added & elsewhere["required_before"]] = "regrouped"
    reason[removed] = "left"
    reason[removed & moves["organisation_id"].isin(known_now)] = "not_applicable"
    reason[removed & elsewhere["paused"]] = "paused"
    reason[removed & elsewhere["required"]] = "regrouped"
    return reason


def weekly_change(
    progress: pd.DataFrame,
    organisations: pd.DataFrame,
    plan: Plan,
    *,
    as_of: Day,
    since: Day,
) -> pd.DataFrame:
    """Newly done and gone back between two days, one row per organisation and milestone that moved.

    The same organisations as `rate_change` counts: who was not required on both days (new, back from a
    pause, not applicable) has neither done anything nor gone back.
    Columns: organisation, organisation_type, milestone, change (newly_done, gone_back).
    Raises PlanError for a day that the plan does not know, MeasureError for a `since` after `as_of`.

    >>> from analysis import load_plan
    >>> plan = load_plan("plan.toml")
    >>> from analysis.measure.examples import one_report, two_organisations
    >>> moved = weekly_change(one_report(), two_organisations(), plan, as_of="2025-06-15", since="2025-06-08")
    >>> moved[["organisation", "milestone", "change"]].values.tolist()
    [['Đảng bộ Sở Y tế', 'congress_held', 'newly_done']]
    """
    changed = organisations_changed(progress, organisations, plan, as_of=as_of, since=since, by=None)
    moved = changed[changed["cause"].isin(["newly_done", "gone_back"])].rename(columns={"cause": "change"})
    ordered = in_plan_order(moved, plan, "organisation_id")
    return ordered[["organisation", "organisation_type", "milestone", "change"]]
