"""The bloc's own tasks: the state of each, and how many of each owner are done, in time or not."""

from __future__ import annotations

import pandas as pd

from analysis.measure.completion import share
from analysis.measure.given import Day, day_of, days, plain, require_columns
from analysis.text import sort_key

TIMINGS = ("on_time", "late", "timing_unknown", "overdue", "not_due")
_RANKS = {"overdue": 0, "in_progress": 1, "not_started": 2, "done": 3, "not_applicable": 4}


def task_progress(tasks: pd.DataFrame, *, as_of: Day) -> pd.DataFrame:
    """The bloc's own tasks as last reported by a day: the state of each, overdue first.

    state: done, overdue (due date passed), in_progress, not_started, not_applicable. A task due
    within a month is overdue once the month is over. Columns: task, owner, due_from, due_to, status,
    done_from, done_to, state, days_left.

    >>> from analysis.measure.examples import two_tasks
    >>> task_progress(two_tasks(), as_of="2025-05-15")[["task", "state", "days_left"]].values.tolist()
    [['Đề cương báo cáo chính trị', 'overdue', -15], ['Chủ đề, phương châm', 'done', -45]]
    """
    latest = latest_tasks(tasks, as_of)
    latest["days_left"] = (latest["due_to"] - day_of(as_of)).dt.days.astype("Int64")
    latest["state"] = latest["status"].mask(latest["timing"] == "overdue", "overdue")
    latest["_rank"] = latest["state"].map(_RANKS)
    latest["_task"] = latest["task"].map(sort_key)
    ordered = latest.sort_values(["_rank", "due_to", "_task"], na_position="last")
    columns = ["task", "owner", "due_from", "due_to", "status", "done_from", "done_to", "state", "days_left"]
    return ordered[columns].reset_index(drop=True)


def task_rates(tasks: pd.DataFrame, *, as_of: Day, by: str | None = "owner") -> pd.DataFrame:
    """How many of the bloc's own tasks are done, per owner: the most overdue owners first.

    Rules as in `completion_rates`: not applicable counts in total alone; done within an interval that
    reaches across its due date has timing_unknown, and so has a task without a due date; done without a
    date was done by the first report that said so, unless the newest gives a later day. An open task
    without a due date is not due.

    Returns one row per owner (empty text: none is named): required, done, rate (0 to 1, empty where
    nothing is required), on_time, late, timing_unknown (the three add up to done), overdue, not_due
    (with done they add up to required), total. `by` is any column of `tasks`; None takes all together.
    Raises MeasureError for a column that is not there.

    >>> from analysis.measure.examples import two_tasks
    >>> rates = task_rates(two_tasks(), as_of="2025-05-15")
    >>> rates[["owner", "done", "required", "on_time", "overdue"]].values.tolist()
    [['Tiểu ban Văn kiện', 1, 2, 1, 1]]
    """
    if by is not None:
        require_columns(tasks, (by,), "tasks")
    group = by or "all"
    latest = latest_tasks(tasks, as_of).assign(all="all")
    latest[group] = latest[group].fillna("")
    latest["required"] = latest["status"] != "not_applicable"
    latest["done"] = latest["status"] == "done"
    for timing in TIMINGS:
        latest[timing] = latest["timing"] == timing
    latest["total"] = 1
    counts = ["required", "done", *TIMINGS, "total"]
    rates = latest.groupby(group)[counts].sum().astype("Int64").reset_index()
    rates["rate"] = share(rates["done"], rates["required"])
    rates["_name"] = rates[group].map(sort_key)
    rates = rates.sort_values(["overdue", "rate", "_name"], ascending=[False, True, True])
    return rates[[group, "required", "done", "rate", *TIMINGS, "total"]].reset_index(drop=True)


def latest_tasks(tasks: pd.DataFrame, as_of: Day) -> pd.DataFrame:
    """Each task as the newest report by a day has it, with its timing (empty: not applicable)."""
    require_columns(tasks, ("as_of", "task", "owner", "due_to", "status"), "tasks")
    day = day_of(as_of)
    known = plain(tasks)
    known = known.assign(as_of=days(known["as_of"])).reindex(
        columns=list(dict.fromkeys([*tasks, "due_from", "done_from", "done_to"]))
    )
    known = known[known["as_of"] <= day].sort_values("as_of", kind="stable")
    for column in ("due_from", "due_to", "done_from", "done_to"):
        known[column] = days(known[column])
    first_done = known[known["status"] == "done"].groupby("task")["as_of"].first()
    latest = known.drop_duplicates("task", keep="last").copy()
    told_by = days(first_done.reindex(latest["task"]).set_axis(latest.index))
    last_day = latest["done_to"].where(~(latest["done_to"] > told_by), told_by).fillna(told_by)
    done, due = latest["status"] == "done", latest["due_to"]
    latest["timing"] = "not_due"
    latest.loc[due < day, "timing"] = "overdue"
    latest.loc[done, "timing"] = "timing_unknown"
    latest.loc[done & (last_day <= due), "timing"] = "on_time"
    latest.loc[done & (latest["done_from"] > due), "timing"] = "late"
    latest.loc[latest["status"] == "not_applicable", "timing"] = None
    return latest
