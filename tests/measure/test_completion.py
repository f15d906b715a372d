from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.measure.oracle import assert_same, oracle
from tests.measure.worlds import BATCHES, world, worlds

from analysis.measure import MeasureError, completion_rates, milestone_states, subcell_rates
from analysis.plan import Plan, PlanError

ORGANISATIONS = pd.DataFrame(
    [
        ("y", "Đảng bộ Sở Y tế", "party_committee", "administrative", 3, 86, False),
        ("x", "Chi bộ Sở Xây dựng", "party_cell", "administrative", None, 9, False),
        ("t", "Chi bộ Hội LHPN tỉnh", "party_cell", "administrative", None, 7, True),
        ("c", "Chi bộ Công ty Cao su", "party_cell", "enterprise", None, 10, False),
    ],
    columns=[
        "organisation_id",
        "organisation",
        "organisation_kind",
        "organisation_type",
        "subcells",
        "members",
        "pilot",
    ],
).astype({"subcells": "Int64", "members": "Int64"})


def report(
    as_of: str, organisation: str, status: str = "done", milestone: str = "congress_held", **values: Any
) -> dict[str, Any]:
    """One row of a progress report."""
    row = dict.fromkeys(["planned_from", "planned_to", "actual_from", "actual_to", "held", "required"])
    row |= {
        "as_of": pd.Timestamp(as_of),
        "organisation_id": organisation,
        "milestone": milestone,
        "status": status,
    }
    if "on" in values:
        row["actual_from"] = row["actual_to"] = pd.Timestamp(values.pop("on"))
    return row | values


def congress(rows: list[dict[str, Any]], plan: Plan, as_of: str, by: str | None = None) -> dict[str, Any]:
    rates = completion_rates(pd.DataFrame(rows), ORGANISATIONS, plan, as_of=as_of, by=by)
    chosen = rates[rates["milestone"] == "congress_held"]
    assert len(chosen) == 1
    return {str(k): v for k, v in chosen.iloc[0].to_dict().items()}


def test_completion_rates_counts_silence_as_not_held(plan: Plan) -> None:
    rates = congress([report("2025-06-15", "y", on="2025-06-10")], plan, "2025-06-15")
    assert (rates["held"], rates["required"], rates["not_reported"], rates["rate"]) == (1, 4, 3, 0.25)


def test_only_what_had_been_reported_by_the_day_counts(plan: Plan) -> None:
    rows = [report("2025-05-01", "y", "not_started"), report("2025-06-15", "y", on="2025-04-30")]
    assert congress(rows, plan, "2025-06-14")["held"] == 0
    assert congress(rows, plan, "2025-06-15")["held"] == 1


@pytest.mark.parametrize(
    ("values", "timing"),
    [
        ({"on": "2025-06-30"}, "on_time"),
        ({"on": "2025-07-01"}, "late"),
        (
            {"actual_from": pd.Timestamp("2025-06-01"), "actual_to": pd.Timestamp("2025-07-31")},
            "timing_unknown",
        ),
        ({}, "timing_unknown"),
    ],
)
def test_timing_is_never_guessed(plan: Plan, values: dict[str, Any], timing: str) -> None:
    rates = congress([report("2025-08-01", "y", **values)], plan, "2025-08-01")
    assert [rates[name] for name in ("on_time", "late", "timing_unknown")] == [
        name == timing for name in ("on_time", "late", "timing_unknown")
    ]


def test_done_without_a_date_is_on_time_if_a_report_by_the_deadline_said_so(plan: Plan) -> None:
    assert (
        congress([report("2025-06-25", "y"), report("2025-07-25", "y")], plan, "2025-07-25")["on_time"] == 1
    )


def test_a_date_that_an_earlier_report_gave_still_holds(plan: Plan) -> None:
    rows = [report("2025-07-05", "y", on="2025-07-02"), report("2025-07-25", "y")]
    assert congress(rows, plan, "2025-07-25")["late"] == 1


def test_a_pilot_has_a_deadline_of_its_own(plan: Plan) -> None:
    rates = congress(
        [report("2025-03-01", "t", "not_started"), report("2025-03-01", "y", "not_started")],
        plan,
        "2025-03-01",
    )
    assert (rates["overdue"], rates["not_due"]) == (1, 3)


def test_overdue_begins_on_the_day_after_the_deadline(plan: Plan) -> None:
    rows = [report("2025-06-01", "y", "not_started")]
    assert congress(rows, plan, "2025-06-30")["overdue"] == 1  # the pilot alone
    assert congress(rows, plan, "2025-07-01")["overdue"] == 4


def test_not_applicable_is_in_the_total_and_in_no_rate(plan: Plan) -> None:
    rates = congress([report("2025-06-01", "c", "not_applicable")], plan, "2025-06-01")
    assert (rates["required"], rates["total"]) == (3, 4)


def test_a_group_without_required_organisations_has_no_rate(plan: Plan) -> None:
    rates = completion_rates(
        pd.DataFrame([report("2025-06-01", "c", "not_applicable")]), ORGANISATIONS, plan, as_of="2025-06-01"
    )
    enterprise = rates[(rates["milestone"] == "congress_held") & (rates["organisation_type"] == "enterprise")]
    assert enterprise["rate"].isna().all()
    assert list(enterprise["total"]) == [1]


def test_a_day_before_the_plan_is_refused(plan: Plan) -> None:
    with pytest.raises(PlanError):
        completion_rates(
            pd.DataFrame([report("2024-01-01", "y")]), ORGANISATIONS, plan, as_of=date(2024, 1, 2)
        )


def test_a_column_that_is_not_there_is_named_with_the_nearest(plan: Plan) -> None:
    with pytest.raises(MeasureError, match="organisation_type"):
        completion_rates(
            pd.DataFrame([report("2025-06-01", "y")]),
            ORGANISATIONS,
            plan,
            as_of="2025-06-01",
            by="organisation_typ",
        )


def test_sub_cells_of_a_silent_committee_count_as_not_held(plan: Plan) -> None:
    silent = subcell_rates(
        pd.DataFrame([report("2025-03-01", "x")]), ORGANISATIONS, plan, as_of="2025-03-01", by=None
    )
    assert (silent["required"][0], silent["held"][0], silent["not_reported"][0]) == (3, 0, 1)
    told = [report("2025-03-01", "y", "in_progress", "subcell_congresses", held=2, required=3)]
    rates = subcell_rates(pd.DataFrame(told), ORGANISATIONS, plan, as_of="2025-03-01", by=None)
    assert (rates["required"][0], rates["held"][0]) == (3, 2)


SQL = """
with latest as (
    select *, row_number() over (partition by organisation_id, milestone order by as_of desc) as age
    from progress where as_of <= $day),
other as (
    select organisation_id, milestone, max(as_of) as last_other from progress
    where as_of <= $day and status <> 'done' group by all),
done as (
    select p.*, o.last_other from progress p left join other o using (organisation_id, milestone)
    where p.as_of <= $day and p.status = 'done' and (o.last_other is null or p.as_of > o.last_other)),
first_done as (select organisation_id, milestone, min(as_of) as first_done from done group by all),
dated as (
    select organisation_id, milestone,
        arg_max(actual_from, as_of) as a_from, arg_max(actual_to, as_of) as a_to
    from done where actual_to is not null group by all),
state as (
    select g.milestone, o.organisation_type, o.members, g.deadline, l.as_of as reported,
        case when paused then 'not_applicable' else l.status end as status,
        coalesce(l.actual_from, d.a_from) as a_from, coalesce(l.actual_to, d.a_to) as a_to, f.first_done
    from (select *, false as paused from valid($day) union all select *, true from paused($day)) o
    join grid g on list_contains(g.kinds, o.organisation_kind) and g.pilot = o.pilot
    left join latest l on l.organisation_id = o.organisation_id and l.milestone = g.milestone and l.age = 1
    left join first_done f on f.organisation_id = o.organisation_id and f.milestone = g.milestone
    left join dated d on d.organisation_id = o.organisation_id and d.milestone = g.milestone)
select milestone, organisation_type,
    count(*) filter (coalesce(status, '') <> 'not_applicable') as required,
    count(*) filter (status = 'done') as held,
    count(*) filter (status = 'done' and a_from > deadline) as late,
    count(*) filter (status = 'done' and not coalesce(a_from > deadline, false)
        and (coalesce(a_to <= deadline, false) or coalesce(first_done <= deadline, false))) as on_time,
    count(*) filter (coalesce(status, 'x') not in ('done', 'not_applicable') and deadline < $day) as overdue,
    count(*) filter (reported is null and coalesce(status, '') <> 'not_applicable') as not_reported,
    count(*) as total,
    coalesce(sum(members) filter (status = 'done'), 0) as members_held
from state group by all order by all
"""


@pytest.mark.parametrize("batch", BATCHES)
def test_completion_rates_agree_with_sql(batch: int, plan: Plan) -> None:
    many = worlds(batch, plan)
    day = date(2025, 1 + batch % 8, 10)
    with oracle(many, plan, day) as connection:
        expected = connection.execute(SQL, {"day": day}).df()
    found = completion_rates(many.progress, many.organisations, plan, as_of=day)
    assert_same(found, expected, ["milestone", "organisation_type"])


SUBCELLS = """
select s.organisation_type, count(*) as committees,
    sum(coalesce(n.required, o.subcells, 0)) as required, sum(coalesce(n.held, 0)) as held,
    count(*) filter (n.required is null) as not_reported
from standing($day) s join valid($day) o using (organisation_id)
left join progress n on n.organisation_id = s.organisation_id and n.milestone = s.milestone
    and n.as_of = s.reported
where s.milestone = 'subcell_congresses' and s.required group by all
"""


@pytest.mark.parametrize("batch", BATCHES)
def test_subcell_rates_agree_with_sql(batch: int, plan: Plan) -> None:
    many = worlds(batch, plan)
    day = date(2025, 1 + batch % 8, 1 + batch % 28)
    with oracle(many, plan, day) as connection:
        expected = connection.execute(SUBCELLS, {"day": day}).df()
    found = subcell_rates(many.progress, many.organisations, plan, as_of=day)
    assert_same(found, expected, ["organisation_type"])


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1000, 100_000),
    st.integers(1, 8),
    st.sampled_from(["organisation_type", "organisation_kind", "pilot", None]),
)
def test_the_counts_add_up(plan: Plan, seed: int, month: int, by: str | None) -> None:
    progress, organisations = world(seed, plan, reports=4)
    rates = completion_rates(progress, organisations, plan, as_of=date(2025, month, 20), by=by)
    assert (rates["on_time"] + rates["late"] + rates["timing_unknown"] == rates["held"]).all()
    assert (rates["held"] + rates["overdue"] + rates["not_due"] == rates["required"]).all()
    assert (rates["required"] <= rates["total"]).all()
    assert rates["rate"].dropna().between(0, 1).all()
    whole = completion_rates(progress, organisations, plan, as_of=date(2025, month, 20), by=None)
    counts = ["required", "held", "overdue", "total", "members_held"]
    assert (
        rates.groupby("milestone")[counts].sum().sort_index()
        == whole.set_index("milestone")[counts].sort_index()
    ).all(axis=None)


def test_recomputing_the_past_gives_the_past(plan: Plan) -> None:
    progress, organisations = world(7, plan)
    day = pd.Timestamp("2025-03-20")
    then = milestone_states(
        progress[pd.to_datetime(progress["as_of"]) <= day], organisations, plan, as_of=day
    )
    pd.testing.assert_frame_equal(milestone_states(progress, organisations, plan, as_of=day), then)
