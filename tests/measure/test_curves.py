from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.measure.oracle import assert_same, oracle
from tests.measure.test_completion import ORGANISATIONS, report
from tests.measure.worlds import BATCHES, changing, scattered, world, worlds

from analysis.measure import MeasureError, completion_curve, completion_rates, curve_gaps
from analysis.plan import Plan, PlanError

JUNE = "2025-06-01"


def planned(as_of: str, organisation: str, day: str, status: str = "not_started") -> dict[str, Any]:
    return report(as_of, organisation, status, planned_from=pd.Timestamp(day), planned_to=pd.Timestamp(day))


def gaps(rows: list[dict[str, Any]], plan: Plan, as_of: str = JUNE) -> pd.Series:
    return curve_gaps(pd.DataFrame(rows), ORGANISATIONS, plan, as_of=as_of, by=None).iloc[0]


def test_the_gap_is_measured_against_the_first_plan(plan: Plan) -> None:
    rows = [
        planned("2025-03-01", "y", "2025-04-15"), planned(JUNE, "y", "2025-06-20"),
        planned("2025-03-01", "x", "2025-05-12"), report(JUNE, "x", on="2025-05-12"),
        planned("2025-03-01", "t", "2025-05-25"), planned(JUNE, "t", "2025-07-10"),
    ]  # fmt: skip
    found = gaps(rows, plan)
    assert found[["required", "planned", "promised", "held", "gap_organisations"]].tolist() == [4, 3, 1, 1, 2]
    assert found["gap_days"] == 20  # the plan passed one organisation on 12/5
    assert found[["without_plan", "behind_deadline", "promised_after_deadline"]].tolist() == [1, 1, 1]


def test_who_is_at_or_ahead_of_plan_lies_no_days_behind(plan: Plan) -> None:
    rows = [planned("2025-03-01", "y", "2025-06-20"), report(JUNE, "y", on="2025-05-20")]
    found = gaps(rows, plan)
    assert found["gap_organisations"] == -1
    assert pd.isna(found["gap_days"])
    even = gaps([planned("2025-03-01", "y", "2025-05-20"), report(JUNE, "y", on="2025-05-25")], plan)
    assert even["gap_organisations"] == 0
    assert pd.isna(even["gap_days"])


def test_a_plan_for_today_lies_no_day_behind(plan: Plan) -> None:
    found = gaps([planned("2025-03-01", "y", JUNE)], plan)
    assert (found["gap_organisations"], found["gap_days"]) == (1, 0)


def test_a_date_dropped_from_the_newest_report_is_no_promise_but_stays_planned(plan: Plan) -> None:
    found = gaps([planned("2025-03-01", "y", "2025-05-12"), report("2025-05-20", "y", "not_started")], plan)
    assert (found["planned"], found["promised"], found["without_plan"]) == (1, 0, 3)


def test_who_never_gave_a_date_and_held_was_planned_that_day(plan: Plan) -> None:
    found = gaps([report("2025-05-20", "y", on="2025-05-12")], plan)
    assert (found["planned"], found["held"], found["without_plan"]) == (1, 1, 3)


def test_held_at_the_end_of_an_interval_that_runs_on_counts_from_the_report(plan: Plan) -> None:
    june = {"actual_from": pd.Timestamp(JUNE), "actual_to": pd.Timestamp("2025-06-30")}
    rows = pd.DataFrame([report("2025-06-15", "y") | june])
    curve = completion_curve(rows, ORGANISATIONS, plan, as_of="2025-06-20", by=None).set_index("day")
    assert curve.loc["2025-06-14":"2025-06-15", "held"].tolist() == [0, 1]


def test_the_curve_of_the_first_plan_keeps_what_was_planned_before_it_begins(plan: Plan) -> None:
    rows = [planned("2025-01-05", "y", "2025-01-10"), planned(JUNE, "y", "2025-06-20")]
    curve = completion_curve(pd.DataFrame(rows), ORGANISATIONS, plan, as_of=JUNE, by=None)
    assert set(curve["first_planned"]) == {1}
    assert curve.loc[curve["planned"] == 1, "day"].min() == pd.Timestamp("2025-06-20")


def test_without_reports_or_organisations_there_is_no_gap(plan: Plan) -> None:
    rows = pd.DataFrame([planned(JUNE, "y", "2025-06-20")])
    silent = curve_gaps(rows, ORGANISATIONS, plan, as_of="2025-03-01", by=None)
    assert silent[["required", "planned", "held", "without_plan"]].to_numpy().tolist() == [[4, 0, 0, 4]]
    assert completion_curve(rows, ORGANISATIONS, plan, as_of="2025-03-01")["held"].dropna().eq(0).all()
    nobody = ORGANISATIONS.assign(valid_from=pd.Timestamp("2026-01-01"))
    assert curve_gaps(rows, nobody, plan, as_of=JUNE).empty
    assert completion_curve(rows, nobody, plan, as_of=JUNE).empty


def test_a_milestone_or_column_that_is_not_there_is_named(plan: Plan) -> None:
    rows = pd.DataFrame([planned(JUNE, "y", "2025-06-20")])
    with pytest.raises(PlanError, match="congress"):
        curve_gaps(rows, ORGANISATIONS, plan, as_of=JUNE, milestone="congress")
    with pytest.raises(MeasureError, match="organisation_type"):
        curve_gaps(rows, ORGANISATIONS, plan, as_of=JUNE, by="organisation_typ")


SQL = """
with other as (
    select organisation_id, max(as_of) as last_other from progress
    where as_of <= $day and milestone = $milestone and status <> 'done' group by all),
run as (
    select organisation_id, min(as_of) as first_done,
        arg_max(actual_to, as_of) filter (actual_to is not null) as a_to
    from progress p left join other o using (organisation_id)
    where as_of <= $day and milestone = $milestone and status = 'done'
        and (last_other is null or as_of > last_other) group by all),
first as (
    select organisation_id, arg_min(planned_to, as_of) as first_planned from progress
    where as_of <= $day and milestone = $milestone and planned_to is not null group by all),
each as (
    select s.*, if(held, least(coalesce(a_to, first_done), reported), null) as held_day,
        coalesce(first_planned, held_day) as first_day, coalesce(planned_to, held_day) as now_day
    from standing($day) s left join run using (organisation_id) left join first using (organisation_id)
    where milestone = $milestone and required),
counted as (
    select organisation_type, count(*) as required, count(*) filter (first_day <= $day) as planned,
        count(*) filter (now_day <= $day) as promised, count(*) filter (held) as held,
        count(*) filter (first_day is null) as without_plan,
        count(*) filter (not held and deadline < $day) as behind_deadline,
        count(*) filter (not held and planned_to > deadline) as promised_after_deadline
    from each group by all),
steps as (
    select organisation_type, first_day, count(*) over (
        partition by organisation_type order by first_day range unbounded preceding) as reached
    from each where first_day is not null)
select c.*, planned - held as gap_organisations,
    (select $day - min(first_day) from steps s
        where s.organisation_type = c.organisation_type and reached > held and first_day <= $day) as gap_days
from counted c
"""


@pytest.mark.parametrize("batch", BATCHES)
def test_curve_gaps_agree_with_sql(batch: int, plan: Plan) -> None:
    many = worlds(batch, plan)
    day = date(2025, 3 + batch % 6, 1 + batch % 28)
    milestone = plan.milestones[batch % len(plan.milestones)].id
    with oracle(many, plan, day) as connection:
        expected = connection.execute(SQL, {"day": day, "milestone": milestone}).df()
    found = curve_gaps(many.progress, many.organisations, plan, as_of=day, milestone=milestone)
    assert_same(found, expected, ["organisation_type"])


@settings(max_examples=12, deadline=None)
@given(st.integers(1000, 100_000), st.sampled_from(["organisation_type", "pilot", None]))
def test_the_gaps_are_read_off_the_curve(plan: Plan, seed: int, by: str | None) -> None:
    progress, organisations = world(seed, plan, reports=5)
    progress, organisations = scattered(seed, progress), changing(seed, organisations)
    day = pd.Timestamp(2025, 3 + seed % 6, 1 + seed % 28)
    group = by or "all"
    curve = completion_curve(progress, organisations, plan, as_of=day, by=by)
    found = curve_gaps(progress, organisations, plan, as_of=day, by=by).set_index(group)
    on_day = curve[curve["day"] == day].set_index(group)
    read = on_day.reindex(found.index)[["first_planned", "planned", "held", "required"]]
    assert (read.to_numpy() == found[["planned", "promised", "held", "required"]].to_numpy()).all()
    rates = completion_rates(progress, organisations, plan, as_of=day, by=by)
    rates = rates[rates["milestone"] == "congress_held"].set_index(group)
    assert (rates["held"].reindex(found.index) == found["held"]).all()
    assert (rates["overdue"].reindex(found.index) == found["behind_deadline"]).all()
    for name, one in found[found["gap_days"].notna()].iterrows():
        passed = day - pd.Timedelta(days=int(one["gap_days"]))
        part = curve[(curve[group] == name) & (curve["day"] <= day)].set_index("day")["first_planned"]
        assert part.loc[part.index >= passed].gt(one["held"]).all()
        assert part.loc[part.index < passed].le(one["held"]).all()


def test_a_curve_in_the_past_is_what_it_was_then(plan: Plan) -> None:
    progress, organisations = world(7, plan)
    day = date(2025, 4, 1)
    then = progress[progress["as_of"] <= day]
    for measure in (completion_curve, curve_gaps):
        pd.testing.assert_frame_equal(
            measure(progress, organisations, plan, as_of=day), measure(then, organisations, plan, as_of=day)
        )
