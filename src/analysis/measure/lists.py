"""Lists that a leader calls from: who has not held, the pilots, the bloc's own tasks."""

from __future__ import annotations

import pandas as pd

from analysis.measure.completion import in_plan_order
from analysis.measure.states import Day, day_of, days, milestone_states, require_columns
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
    """The pilots' congresses: planned and held dates, their own deadline, and the state of each."""
    states = milestone_states(progress, organisations, plan, as_of=as_of)
    pilots = states[
        (states["milestone"] == "congress_held") & states["pilot"].fillna(value=False).astype(bool)
    ]
    columns = [
        "organisation", "organisation_type", "planned_from", "planned_to", "actual_from", "actual_to",
        "deadline", "state", "reported",
    ]  # fmt: skip
    return in_plan_order(pilots[columns], plan, "organisation_type")


def task_progress(tasks: pd.DataFrame, *, as_of: Day) -> pd.DataFrame:
    """The bloc's own tasks as last reported by a day: the state of each, overdue first.

    state: done, overdue (due date passed), in_progress, not_started, not_applicable. A task due
    within a month is overdue once the month is over. Columns: task, owner, due_from, due_to, status,
    done_from, done_to, state, days_left.
    """
    require_columns(tasks, ("as_of", "task", "owner", "due_to", "status"), "tasks")
    day = day_of(as_of)
    latest = latest_tasks(tasks, as_of)
    due = days(latest["due_to"])
    latest["days_left"] = (due - day).dt.days.astype("Int64")
    open_ = latest["status"].isin(["in_progress", "not_started"])
    latest["state"] = latest["status"].where(~(open_ & (due < day)), "overdue")
    rank = {"overdue": 0, "in_progress": 1, "not_started": 2, "done": 3, "not_applicable": 4}
    latest["_rank"] = latest["state"].map(rank)
    latest["_task"] = latest["task"].map(sort_key)
    ordered = latest.sort_values(["_rank", "due_to", "_task"], na_position="last")
    columns = ["task", "owner", "due_from", "due_to", "status", "done_from", "done_to", "state", "days_left"]
    return ordered[columns].reset_index(drop=True)


def latest_tasks(tasks: pd.DataFrame, as_of: Day) -> pd.DataFrame:
    """Each task as the newest report by a day has it."""
    known = tasks.assign(as_of=days(tasks["as_of"]))
    known = known[known["as_of"] <= day_of(as_of)].sort_values("as_of", kind="stable")
    return known.drop_duplicates("task", keep="last").copy()
