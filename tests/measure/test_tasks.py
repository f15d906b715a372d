"""The bloc's own tasks by owner, against the same rules in SQL on random reports."""

from __future__ import annotations

import random

import duckdb
import pandas as pd
import pytest

from analysis.measure import MeasureError, task_progress, task_rates

OWNERS = ("Tiểu ban Văn kiện", "Tiểu ban Nhân sự", None)
STATUSES = ("done", "done", "in_progress", "not_started", "not_applicable")
COUNTS = ["required", "done", "on_time", "late", "timing_unknown", "overdue", "not_due", "total"]

SQL = """
with known as (select * from tasks where as_of <= $day),
newest as (
    select * from known qualify row_number() over (partition by task order by as_of desc) = 1
),
told as (select task, min(as_of) as told_by from known where status = 'done' group by task),
timed as (
    select coalesce(owner, '') as owner, status,
        case
            when status = 'not_applicable' then null
            when status <> 'done' and due_to < $day then 'overdue'
            when status <> 'done' then 'not_due'
            when done_from > due_to then 'late'
            when least(coalesce(done_to, told_by), told_by) <= due_to then 'on_time'
            else 'timing_unknown'
        end as timing
    from newest left join told using (task)
)
select owner,
    count(*) filter (status <> 'not_applicable') as required,
    count(*) filter (status = 'done') as done,
    count(*) filter (timing = 'on_time') as on_time,
    count(*) filter (timing = 'late') as late,
    count(*) filter (timing = 'timing_unknown') as timing_unknown,
    count(*) filter (timing = 'overdue') as overdue,
    count(*) filter (timing = 'not_due') as not_due,
    count(*) as total
from timed group by owner order by owner
"""


def random_tasks(seed: int) -> pd.DataFrame:
    """Four reports on ten tasks: dates that are intervals, missing, moved, and done that is taken back."""
    chance = random.Random(seed)
    rows = []
    for number in range(10):
        owner = chance.choice(OWNERS)
        for as_of in pd.date_range("2025-02-01", periods=4, freq="20D"):
            if chance.random() < 0.2:
                continue
            status = chance.choice(STATUSES)
            due, done = (
                as_of + pd.Timedelta(days=chance.randint(-30, 30)) if chance.random() < 0.8 else pd.NaT
                for _ in range(2)
            )
            done = min(done, as_of) if status == "done" and done is not pd.NaT else pd.NaT
            length = pd.Timedelta(days=chance.choice((0, 0, 25)))
            rows.append((as_of, f"Việc {number}", owner, due, status, done - length, done))
    columns = ["as_of", "task", "owner", "due_to", "status", "done_from", "done_to"]
    return pd.DataFrame(rows, columns=columns).sample(frac=1, random_state=seed)


@pytest.mark.parametrize("seed", range(200))
def test_tasks_by_owner_are_what_sql_counts(seed: int) -> None:
    tasks = random_tasks(seed)
    day = pd.Timestamp("2025-02-01") + pd.Timedelta(days=seed % 90)
    rates = task_rates(tasks, as_of=day).sort_values("owner")
    expected = duckdb.execute(SQL, {"day": day}).df() if len(tasks) else None
    assert expected is not None
    assert rates[["owner", *COUNTS]].to_numpy().tolist() == expected[["owner", *COUNTS]].to_numpy().tolist()
    assert (rates["on_time"] + rates["late"] + rates["timing_unknown"] == rates["done"]).all()
    assert (rates["done"] + rates["overdue"] + rates["not_due"] == rates["required"]).all()
    assert (rates["rate"].dropna() <= 1).all()
    whole = task_rates(tasks, as_of=day, by=None)
    assert whole[COUNTS].to_numpy().tolist() == [rates[COUNTS].sum().tolist()]


def test_the_most_overdue_owner_comes_first() -> None:
    rates = task_rates(random_tasks(4), as_of="2025-06-30")
    assert rates["overdue"].is_monotonic_decreasing
    states = task_progress(random_tasks(4), as_of="2025-06-30")["state"]
    assert rates["overdue"].sum() == (states == "overdue").sum() > 0


def test_an_owner_column_that_is_not_there_is_named() -> None:
    with pytest.raises(MeasureError, match="nearest: owner"):
        task_rates(random_tasks(1), as_of="2025-06-30", by="ownr")
