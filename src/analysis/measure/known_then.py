"""A past day as it was known then, beside the same day by what is known by now."""

from __future__ import annotations

import pandas as pd

from analysis.measure.completion import in_plan_order, share
from analysis.measure.given import Day, MeasureError, day_of, days, group_of, plain
from analysis.measure.states import DATE_COLUMNS, milestone_states, valid_organisations
from analysis.plan import Plan

KEY = ["organisation_id", "milestone"]
ORIGIN = ["report_file", "report_sheet", "report_cell"]
TOLD = ["status", *DATE_COLUMNS, "held", "required", "reported", "first_done", *ORIGIN]
"""What the newest report says, as `milestone_states` names it."""


def restated(
    progress: pd.DataFrame,
    organisations: pd.DataFrame,
    plan: Plan,
    *,
    as_of: Day,
    known_by: Day,
    by: str | None = "organisation_type",
) -> pd.DataFrame:
    """Each rate for `as_of` as it was known then, beside the same day by what is known by `known_by`.

    A later report changes the day's figure only by what it says of that day. Held on it after all: the
    newest report says done, with a last possible day on or before `as_of`. Not held on it after all:
    the newest says not done, or done with a first possible day after `as_of`. Where the dates allow
    both, or there are none, done counts from the first report that said so. Not applicable in a later
    report speaks for its own day and changes nothing before it.
    The organisations are those of the register valid on `as_of`, in the group they had then.

    Returns one row per milestone and group: required_then, held_then, rate_then (what
    `completion_rates` says for the day), required_restated, held_restated, rate_restated, difference
    (held_restated - held_then), held_after_all and not_held_after_all (organisations; the difference is
    the first less the second).
    `by` is any column of `organisations`; None takes all together.
    Raises PlanError if the plan has no deadline on that date, MeasureError for a column that is not
    there or a `known_by` before `as_of`.

    >>> from analysis import load_plan
    >>> plan = load_plan("plan.toml")
    >>> from analysis.measure.examples import one_report, two_organisations
    >>> days = {"as_of": "2025-06-10", "known_by": "2025-06-15"}
    >>> rates = restated(one_report(), two_organisations(), plan, **days, by=None)
    >>> congress = rates[rates["milestone"] == "congress_held"]
    >>> congress[["held_then", "held_restated", "difference", "required_restated"]].values.tolist()
    [[0, 1, 1, 2]]
    """
    group = group_of(organisations, by)
    both = then_and_now(progress, organisations, plan, as_of, known_by).assign(all="all")
    for suffix in ("then", "restated"):
        both[f"required_{suffix}"] = both[f"status_{suffix}"] != "not_applicable"
        both[f"held_{suffix}"] = both[f"status_{suffix}"] == "done"
    both["held_after_all"] = both["held_restated"] & ~both["held_then"]
    both["not_held_after_all"] = both["held_then"] & ~both["held_restated"]
    then, now = ["required_then", "held_then"], ["required_restated", "held_restated"]
    moved = ["held_after_all", "not_held_after_all"]
    grouped = both.groupby(["milestone", group], observed=True, dropna=False)
    rates = grouped[[*then, *now, *moved]].sum().astype("Int64").reset_index()
    rates["rate_then"] = share(rates["held_then"], rates["required_then"])
    rates["rate_restated"] = share(rates["held_restated"], rates["required_restated"])
    rates["difference"] = rates["held_restated"] - rates["held_then"]
    columns = ["milestone", group, *then, "rate_then", *now, "rate_restated", "difference", *moved]
    return in_plan_order(rates[columns], plan, group)


def restated_organisations(
    progress: pd.DataFrame,
    organisations: pd.DataFrame,
    plan: Plan,
    *,
    as_of: Day,
    known_by: Day,
) -> pd.DataFrame:
    """The organisations whose standing on `as_of` differs by what is known by `known_by`.

    One row per organisation and milestone, rules as in `restated`. Columns: organisation_id,
    organisation, organisation_type, milestone, status_then, status_restated, change (held_after_all,
    not_held_after_all), actual_from and actual_to as known by `known_by`, reported (date of the newest
    report, which decides) and, where the reports carry it, its cell.

    >>> from analysis import load_plan
    >>> plan = load_plan("plan.toml")
    >>> from analysis.measure.examples import one_report, two_organisations
    >>> days = {"as_of": "2025-06-10", "known_by": "2025-06-15"}
    >>> differ = restated_organisations(one_report(), two_organisations(), plan, **days)
    >>> differ[["organisation", "milestone", "change"]].values.tolist()
    [['Đảng bộ Sở Y tế', 'congress_held', 'held_after_all']]
    """
    both = then_and_now(progress, organisations, plan, as_of, known_by)
    differ = both[both["status_then"] != both["status_restated"]].copy()
    held_now = differ["status_restated"] == "done"
    differ["change"] = held_now.map({True: "held_after_all", False: "not_held_after_all"})
    columns = [*KEY[:1], "organisation", "organisation_type", "milestone", "status_then", "status_restated"]
    columns += ["change", "actual_from", "actual_to", "reported", *ORIGIN]
    ordered = in_plan_order(differ, plan, "organisation_type", "organisation_id")
    return ordered[[name for name in columns if name in ordered]]


def then_and_now(
    progress: pd.DataFrame, organisations: pd.DataFrame, plan: Plan, as_of: Day, known_by: Day
) -> pd.DataFrame:
    """Every organisation and milestone of `as_of`: its status on that day as known then and by now."""
    day = day_of(as_of)
    if day_of(known_by) < day:
        raise MeasureError("known_before", known_by=day_of(known_by).date(), as_of=day.date())
    then = milestone_states(progress, organisations, plan, as_of=day)
    # the register's rows of that day, for ever: whoever was dissolved since stood there then
    who = valid_organisations(organisations, day).drop(columns=["valid_from", "valid_to"], errors="ignore")
    reports = plain(progress)
    speaking = (reports["status"] != "not_applicable") | (days(reports["as_of"]) <= day)
    now = milestone_states(reports[speaking], who, plan, as_of=known_by)
    told = [*KEY, *(name for name in TOLD if name in now)]
    # who was paused on the day stands in the day's groups too, and no later report speaks for it
    standing = then.drop(columns=TOLD[1:], errors="ignore").rename(columns={"status": "status_then"})
    both = standing.merge(now[told], on=KEY, how="left")
    return both.assign(status_restated=_restated_status(both, day))


def _restated_status(both: pd.DataFrame, day: pd.Timestamp) -> pd.Series:
    told_later = both["reported"] > day
    done = both["status"] == "done"
    certain = both["actual_to"] <= day
    ruled_out = both["actual_from"] > day
    held = done & (certain | (~ruled_out & (both["first_done"] <= day)))
    status = both["status_then"].copy()
    status[told_later & held] = "done"
    # what it was instead is not told; that it was not done by then is
    status[told_later & ~held & (both["status_then"] == "done")] = "in_progress"
    return status
