"""Completion: how many of those that have to have reached a milestone, and in time or not."""

from __future__ import annotations

import pandas as pd

from analysis.measure.given import Day, group_of, require_columns
from analysis.measure.states import milestone_states, valid_organisations
from analysis.plan import Plan

COUNTS = ("on_time", "late", "timing_unknown", "overdue", "not_due")


def completion_rates(
    progress: pd.DataFrame,
    organisations: pd.DataFrame,
    plan: Plan,
    *,
    as_of: Day,
    by: str | None = "organisation_type",
) -> pd.DataFrame:
    """Share of required organisations that have reached each milestone, per group.

    Counts only what had been reported by `as_of`. An organisation that has not reported counts as
    not held: silence lowers the rate instead of shrinking the denominator.

    Returns one row per milestone (in the plan's order) and group with: required, held
    (organisations), rate (0 to 1, empty where required is 0), on_time, late, timing_unknown (add up
    to held), overdue, not_due (with held they add up to required), not_reported (part of the not
    held), total (with not applicable and paused), members_required, members_held, member_rate.
    `by` is any column of `organisations`, its blanks a group of their own; None takes all together.
    Raises PlanError if the plan has no deadline for a milestone on that date, MeasureError for a
    column that is not there.

    >>> from analysis import load_plan
    >>> plan = load_plan("plan.toml")
    >>> from analysis.measure.examples import one_report, two_organisations
    >>> rates = completion_rates(one_report(), two_organisations(), plan, as_of="2025-06-15", by=None)
    >>> congress = rates[rates["milestone"] == "congress_held"]
    >>> congress[["required", "held", "rate", "on_time", "not_due", "not_reported"]].values.tolist()
    [[2, 1, 0.5, 1, 1, 1]]
    """
    group = group_of(organisations, by)
    states = milestone_states(progress, organisations, plan, as_of=as_of)
    return _counted(states.assign(all="all"), group, plan)


def _counted(states: pd.DataFrame, group: str, plan: Plan) -> pd.DataFrame:
    counted = states.assign(
        total=1,
        required=(states["state"] != "not_applicable").astype(int),
        held=(states["status"] == "done").astype(int),
        not_reported=(states["reported"].isna() & (states["state"] != "not_applicable")).astype(int),
        **{state: (states["state"] == state).astype(int) for state in COUNTS},
    )
    members = states["members"].fillna(0).astype(int)
    counted["members_required"] = members * counted["required"]
    counted["members_held"] = members * counted["held"]
    columns = ["required", "held", *COUNTS, "not_reported", "total", "members_required", "members_held"]
    grouped = counted.groupby(["milestone", group], observed=True, dropna=False)
    rates = grouped[columns].sum().astype("Int64").reset_index()
    rates["rate"] = share(rates["held"], rates["required"])
    rates["member_rate"] = share(rates["members_held"], rates["members_required"])
    order = ["milestone", group, "required", "held", "rate", *COUNTS, "not_reported", "total"]
    rates = rates[[*order, "members_required", "members_held", "member_rate"]]
    return in_plan_order(rates, plan, group)


def share(part: pd.Series, whole: pd.Series) -> pd.Series:
    """A rate from 0 to 1; empty where the whole is 0."""
    return part.astype("Float64") / whole.astype("Float64").where(whole > 0)


def in_plan_order(frame: pd.DataFrame, plan: Plan, *columns: str) -> pd.DataFrame:
    """Rows in the order of the plan's milestones and organisation types; other groups by name."""
    ranks: dict[str, int] = {}
    for place, entry in enumerate((*plan.milestones, *plan.organisation_types)):
        ranks[entry.id] = place
    keys = [column for column in ("milestone", *columns) if column in frame]
    return frame.sort_values(
        keys,
        key=lambda values: values.map(lambda value: (ranks.get(value, len(ranks)), str(value))),
        kind="stable",
    ).reset_index(drop=True)


def subcell_rates(
    progress: pd.DataFrame,
    organisations: pd.DataFrame,
    plan: Plan,
    *,
    as_of: Day,
    by: str | None = "organisation_type",
) -> pd.DataFrame:
    """Sub-cell congresses held of those required, per group: sums over the committees.

    A committee that gave no figure counts with the register's number of sub-cells and none held.
    Columns: the group, committees, required, held, rate, not_reported (committees without figures).

    >>> from analysis import load_plan
    >>> plan = load_plan("plan.toml")
    >>> from analysis.measure.examples import one_report, two_organisations
    >>> rates = subcell_rates(one_report(), two_organisations(), plan, as_of="2025-06-15", by=None)
    >>> rates[["held", "required"]].values.tolist()
    [[2, 3]]
    """
    group = group_of(organisations, by)
    require_columns(organisations, ("subcells",), "organisations")
    states = milestone_states(progress, organisations, plan, as_of=as_of).assign(all="all")
    cells = states[
        (states["milestone"] == "subcell_congresses") & (states["state"] != "not_applicable")
    ].copy()
    given = cells["required"].notna()
    cells["required"] = cells["required"].astype("Int64").fillna(cells["subcells"].astype("Int64")).fillna(0)
    cells["held"] = cells["held"].astype("Int64").fillna(0)
    cells["not_reported"] = (~given).astype("Int64")
    cells["committees"] = 1
    columns = ["committees", "required", "held", "not_reported"]
    grouped = cells.groupby(group, observed=True, dropna=False)
    sums = grouped[columns].sum().astype("Int64").reset_index()
    sums["rate"] = share(sums["held"], sums["required"])
    return in_plan_order(sums[[group, "committees", "required", "held", "rate", "not_reported"]], plan, group)


def milestone_matrix(
    progress: pd.DataFrame, organisations: pd.DataFrame, plan: Plan, *, as_of: Day
) -> pd.DataFrame:
    """One row per organisation, one column per milestone: its state; empty where it does not apply.

    >>> from analysis import load_plan
    >>> plan = load_plan("plan.toml")
    >>> from analysis.measure.examples import one_report, two_organisations
    >>> matrix = milestone_matrix(one_report(), two_organisations(), plan, as_of="2025-07-01")
    >>> matrix[["organisation", "congress_held"]].values.tolist()
    [['Đảng bộ Sở Y tế', 'on_time'], ['Chi bộ Công ty Cao su', 'overdue']]
    """
    states = milestone_states(progress, organisations, plan, as_of=as_of)
    wide = states.pivot_table(index="organisation_id", columns="milestone", values="state", aggfunc="first")
    wide = wide.reindex(columns=[m.id for m in plan.milestones])
    who = valid_organisations(organisations, as_of)[["organisation_id", "organisation", "organisation_type"]]
    return who.merge(wide.reset_index(), on="organisation_id", how="left").reset_index(drop=True)
