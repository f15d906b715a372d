"""Lists that a leader calls from: who has not held, and the pilots."""

from __future__ import annotations

import pandas as pd

from analysis.measure.completion import in_plan_order
from analysis.measure.given import Day, day_of
from analysis.measure.states import milestone_states
from analysis.plan import Plan
from analysis.text import sort_key

LIST_COLUMNS = [
    "organisation", "organisation_type", "organisation_kind", "members", "pilot", "state", "planned_from",
    "planned_to", "deadline", "days_left", "days_past_plan", "days_plan_late", "reported", "done_before",
    "required_before",
]  # fmt: skip


def incomplete_organisations(
    progress: pd.DataFrame,
    organisations: pd.DataFrame,
    plan: Plan,
    *,
    as_of: Day,
    milestone: str = "congress_held",
) -> pd.DataFrame:
    """The organisations that have not reached a milestone, the most urgent first.

    Order: overdue first, then those whose own planned date has passed, then those who plan for after
    the deadline or have no plan, then by planned date. days_left counts to the deadline (negative:
    overdue); days_past_plan from the planned date (empty while it is ahead); days_plan_late from the
    deadline to the first planned day (empty where the plan is in time); done_before of
    required_before counts the earlier milestones.

    >>> from analysis import load_plan
    >>> plan = load_plan("plan.toml")
    >>> from analysis.measure.examples import one_report, two_organisations
    >>> waiting = incomplete_organisations(one_report(), two_organisations(), plan, as_of="2025-07-02")
    >>> waiting[["organisation", "state", "days_left"]].values.tolist()
    [['Chi bộ Công ty Cao su', 'overdue', -2]]
    """
    plan.milestone(milestone)
    states = milestone_states(progress, organisations, plan, as_of=as_of)
    day = day_of(as_of)
    left = states[(states["milestone"] == milestone) & states["state"].isin(["overdue", "not_due"])].copy()
    left["days_left"] = (left["deadline"] - day).dt.days.astype("Int64")
    past = (day - left["planned_to"]).dt.days.astype("Int64")
    left["days_past_plan"] = past.where(past > 0)
    late = (left["planned_from"].fillna(left["planned_to"]) - left["deadline"]).dt.days.astype("Int64")
    left["days_plan_late"] = late.where(late > 0)
    left = left.merge(_earlier_done(states, plan, milestone), on="organisation_id", how="left")
    left = left.fillna({"done_before": 0, "required_before": 0})
    left["_rank"] = 3
    left.loc[left["days_plan_late"].notna() | left["planned_to"].isna(), "_rank"] = 2
    left.loc[left["days_past_plan"].notna(), "_rank"] = 1
    left.loc[left["days_left"] < 0, "_rank"] = 0
    left["_name"] = left["organisation"].map(sort_key)
    left = left.sort_values(
        ["_rank", "days_left", "days_past_plan", "planned_to", "_name"],
        ascending=[True, True, False, True, True],
        na_position="last",
    )
    return left[LIST_COLUMNS].reset_index(drop=True)


def urgent_rows(waiting: pd.DataFrame) -> pd.Series:
    """Who needs a call: overdue, past their own plan, or planning for after the deadline."""
    late = waiting["days_left"] < 0
    return late | waiting["days_past_plan"].notna() | waiting["days_plan_late"].notna()


def _earlier_done(states: pd.DataFrame, plan: Plan, milestone: str) -> pd.DataFrame:
    order = [m.id for m in plan.milestones]
    earlier = states[
        states["milestone"].isin(order[: order.index(milestone)]) & (states["state"] != "not_applicable")
    ]
    grouped = earlier.groupby("organisation_id")["status"]
    return pd.DataFrame(
        {
            "done_before": grouped.agg(lambda status: int((status == "done").sum())).astype("Int64"),
            "required_before": grouped.size().astype("Int64"),
        }
    ).reset_index()


def pilot_progress(
    progress: pd.DataFrame, organisations: pd.DataFrame, plan: Plan, *, as_of: Day
) -> pd.DataFrame:
    """The pilots' congresses: planned and held dates, their own deadline, and the state of each.

    >>> from analysis import load_plan
    >>> plan = load_plan("plan.toml")
    >>> from analysis.measure.examples import one_report, two_organisations
    >>> one_pilot = two_organisations().assign(pilot=[True, False])
    >>> pilots = pilot_progress(one_report(), one_pilot, plan, as_of="2025-06-15")
    >>> pilots[["organisation", "state"]].values.tolist()
    [['Đảng bộ Sở Y tế', 'late']]
    """
    states = milestone_states(progress, organisations, plan, as_of=as_of)
    pilots = states[
        (states["milestone"] == "congress_held") & states["pilot"].fillna(value=False).astype(bool)
    ]
    columns = [
        "organisation", "organisation_type", "planned_from", "planned_to", "actual_from", "actual_to",
        "deadline", "state", "reported",
    ]  # fmt: skip
    return in_plan_order(pilots[columns], plan, "organisation_type")
