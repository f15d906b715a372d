from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.measure.oracle import assert_same, oracle
from tests.measure.test_change import register
from tests.measure.test_completion import ORGANISATIONS, report
from tests.measure.worlds import BATCHES, World, changing, scattered, world, worlds

from analysis.measure import MeasureError, reporting_status, reporting_timeliness
from analysis.plan import Plan

FIRST = "2025-05-01"


def reports(**days: list[str]) -> pd.DataFrame:
    """Reports of the four organisations by their days in May 2025."""
    return pd.DataFrame([report(f"2025-05-{day}", who) for who, given in days.items() for day in given])


def status(progress: pd.DataFrame, as_of: str, organisations: pd.DataFrame = ORGANISATIONS) -> pd.DataFrame:
    return reporting_status(progress, organisations, as_of=as_of).set_index("organisation_id")


def test_a_report_is_expected_where_at_least_half_reported() -> None:
    progress = reports(y=["01", "08"], x=["01"], t=["15"])
    found = status(progress, "2025-05-15")
    assert set(found["reports_expected"]) == {1}  # of the 1st alone: two of four; then one of four twice
    assert found["reports_given"].to_dict() == {"y": 1, "x": 1, "t": 0, "c": 0}


def test_late_is_given_but_not_on_time() -> None:
    progress = reports(y=["01", "08"], x=["01", "08"], t=["01", "11"], c=["05"])
    found = status(progress, "2025-05-12")
    assert found["reports_expected"].to_dict() == dict.fromkeys("yxtc", 2)
    assert found["reports_given"].to_dict() == {"y": 2, "x": 2, "t": 2, "c": 0}  # the 5th is a day too late
    assert found["reports_on_time"].to_dict() == {"y": 2, "x": 2, "t": 1, "c": 0}
    assert found["state"].to_dict() == {"c": "late", "t": "late", "x": "on_time", "y": "on_time"}


def test_one_report_answers_for_one_date_only() -> None:
    # the report of the 3rd answers for the 3rd, not late for the 1st as well
    progress = reports(y=["01", "03"], x=["01", "03"], t=["03"])
    found = status(progress, "2025-05-03")
    assert list(found.loc["t", ["reports_expected", "reports_given", "reports_on_time"]]) == [2, 1, 1]


def test_the_state_goes_by_the_age_of_the_news() -> None:
    progress = reports(y=["01", "08"], x=["01", "08"], t=["01"])
    assert status(progress, "2025-05-15")["state"].to_dict() == {
        "c": "silent", "t": "silent", "x": "on_time", "y": "on_time",
    }  # fmt: skip
    assert status(progress, "2025-05-11").loc["t", "state"] == "late"  # 10 days: missed, within the grace
    assert status(progress, "2025-05-16").loc["y", "state"] == "late"  # 8 days: news is due again
    assert status(progress, "2025-05-19").loc["y", "state"] == "silent"
    assert status(progress, "2025-05-19").loc["y", "news_age_days"] == 11


def test_those_to_call_stand_first() -> None:
    progress = reports(y=["08"], x=["08"], t=["01"])
    found = reporting_status(progress, ORGANISATIONS, as_of="2025-05-12")
    assert list(found["organisation_id"]) == ["c", "t", "x", "y"]
    assert found["last_report"].isna().tolist() == [True, False, False, False]


def test_an_organisation_counts_only_while_valid() -> None:
    # c is created on the 5th, t dissolved on the 5th: at each date three are valid
    organisations = register(c=("2025-05-05", None), t=(None, "2025-05-05"))
    progress = reports(y=["01", "08"], x=["01", "08"], t=["01"], c=["08"])
    found = status(progress, "2025-05-09", organisations)
    assert found["reports_expected"].to_dict() == {"c": 1, "y": 2, "x": 2}
    assert (found["reports_given"] == found["reports_expected"]).all()
    rates = reporting_timeliness(progress, organisations, as_of="2025-05-09").set_index("organisation_type")
    assert list(rates.loc["administrative", ["organisations", "expected", "given"]]) == [3, 5, 5]
    assert list(rates.loc["enterprise", ["organisations", "expected", "given"]]) == [1, 1, 1]


def test_completeness_and_timeliness_are_two_rates() -> None:
    progress = reports(y=["01"], x=["01"], t=["02"])
    rates = reporting_timeliness(progress, ORGANISATIONS, as_of="2025-05-09", by=None).iloc[0]
    assert [rates["completeness_rate"], rates["on_time_rate"]] == [0.75, 0.5]
    assert rates[["report_dates", "expected", "given", "on_time", "late", "missing"]].tolist() == [
        1, 4, 3, 2, 1, 1,
    ]  # fmt: skip


def test_what_came_after_the_day_is_not_known_on_it() -> None:
    progress = reports(y=["01"], x=["01"], t=["02"])
    rates = reporting_timeliness(progress, ORGANISATIONS, as_of="2025-05-01", by=None)
    assert rates[["given", "missing"]].to_numpy().tolist() == [[2, 2]]


def test_where_nothing_was_reported_nothing_was_expected() -> None:
    progress = reports(y=["01"], x=["01"])
    rates = reporting_timeliness(progress, ORGANISATIONS, as_of="2025-04-01")
    assert list(rates["expected"]) == [0, 0]
    assert rates[["completeness_rate", "on_time_rate"]].isna().all(axis=None)
    assert set(status(progress, "2025-04-01")["state"]) == {"silent"}


def test_what_cannot_be_counted_is_refused() -> None:
    progress = reports(y=["01"])
    with pytest.raises(MeasureError, match="organisation_type"):
        reporting_timeliness(progress, ORGANISATIONS, as_of=FIRST, by="organisation_typ")
    with pytest.raises(MeasureError, match="grace_days"):
        reporting_timeliness(progress, ORGANISATIONS, as_of=FIRST, grace_days=-1)
    with pytest.raises(MeasureError, match="due_every_days"):
        reporting_status(progress, ORGANISATIONS, as_of=FIRST, due_every_days=-7)
    with pytest.raises(MeasureError, match="as_of"):
        reporting_status(progress.drop(columns="as_of"), ORGANISATIONS, as_of=FIRST)


EXPECTED = """
create macro world_of(organisation_id) as split_part(organisation_id, ' ', 1);
create macro expected(d, grace) as table
with reports as (
    select distinct as_of, organisation_id, world_of(organisation_id) as world
    from progress where as_of <= d),
days as (select distinct as_of as day, world from reports),
here as (
    select day, s.world, count(*) as valid, count(p.organisation_id) as reported
    from days s join organisations o on world_of(o.organisation_id) = s.world
        and (valid_from is null or valid_from <= day) and (valid_to is null or valid_to >= day)
    left join reports p on p.as_of = day and p.organisation_id = o.organisation_id
    group by all),
dates as (select day, world from here where 2 * reported >= valid),
windows as (
    select day, world, least(day + grace, coalesce(
        lead(day) over (partition by world order by day) - 1, day + grace)) as until
    from dates)
select w.day, o.organisation_id, o.organisation_type,
    exists (select 1 from reports p where p.organisation_id = o.organisation_id
        and p.as_of between w.day and w.until) as given,
    exists (select 1 from reports p where p.organisation_id = o.organisation_id
        and p.as_of = w.day) as on_time
from windows w join organisations o
    on world_of(o.organisation_id) = w.world
    and (valid_from is null or valid_from <= w.day) and (valid_to is null or valid_to >= w.day)
"""
TIMELINESS = """
select organisation_type, count(distinct organisation_id) as organisations,
    count(distinct day) as report_dates, count(*) as expected,
    count(*) filter (given) as given, count(*) filter (on_time) as on_time,
    count(*) filter (given and not on_time) as late, count(*) filter (not given) as missing,
    count(*) filter (given) / count(*) as completeness_rate,
    count(*) filter (on_time) / count(*) as on_time_rate
from expected($day, $grace) group by all
"""
STATUS = """
with each as (
    select organisation_id, count(*) as reports_expected, count(*) filter (given) as reports_given,
        count(*) filter (on_time) as reports_on_time, arg_max(on_time, day) as newest_on_time
    from expected($day, $grace) group by all),
last as (
    select organisation_id, max(as_of) as last_report from progress where as_of <= $day group by all)
select v.organisation_id, v.organisation_type, last_report::timestamp_s as last_report,
    $day - last_report as news_age_days, coalesce(reports_expected, 0) as reports_expected,
    coalesce(reports_given, 0) as reports_given, coalesce(reports_on_time, 0) as reports_on_time,
    case when last_report is null or $day - last_report > $due + $grace then 'silent'
        when $day - last_report > $due or not coalesce(newest_on_time, true) then 'late'
        else 'on_time' end as state
from valid($day) v left join each using (organisation_id) left join last using (organisation_id)
"""


@pytest.mark.parametrize("batch", BATCHES)
def test_reporting_agrees_with_sql(batch: int, plan: Plan) -> None:
    many = worlds(batch, plan)
    day = date(2025, 1 + batch % 6, 9 + batch % 20)
    grace, due = batch % 9, (7, 31)[batch % 2]
    with oracle(many, plan, day) as connection:
        connection.execute(EXPECTED)
        rates = connection.execute(TIMELINESS, {"day": day, "grace": grace}).df()
        each = connection.execute(STATUS, {"day": day, "grace": grace, "due": due}).df()
    # half of all organisations make a report date: worlds can't be measured together
    found = pd.concat(reporting_timeliness(*one, as_of=day, grace_days=grace) for one in one_by_one(many))
    nothing_expected = found[found["expected"] == 0]
    assert not set(nothing_expected["organisation_type"]) & set(rates["organisation_type"])
    assert_same(found[found["expected"] > 0], rates, ["organisation_type"])
    found = pd.concat(
        reporting_status(*one, as_of=day, due_every_days=due, grace_days=grace) for one in one_by_one(many)
    )
    assert_same(found, each, ["organisation_id"])


def one_by_one(many: World) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    """Progress and organisations of each world by itself."""
    told, here = (
        frame["organisation_id"].str.split().str[0] for frame in (many.progress, many.organisations)
    )
    for number in here.unique():
        yield many.progress[told == number], many.organisations[here == number]


@settings(max_examples=20, deadline=None)
@given(
    st.integers(1000, 100_000),
    st.integers(0, 12),
    st.sampled_from(["organisation_type", "organisation_kind", "pilot", None]),
)
def test_reports_add_up(plan: Plan, seed: int, grace: int, by: str | None) -> None:
    progress, organisations = world(seed, plan, reports=4)
    progress, organisations = scattered(seed, progress), changing(seed, organisations)
    day = date(2025, 4, 1)
    rates = reporting_timeliness(progress, organisations, as_of=day, grace_days=grace, by=by)
    assert (rates["on_time"] + rates["late"] == rates["given"]).all()
    assert (rates["given"] + rates["missing"] == rates["expected"]).all()
    whole = reporting_timeliness(progress, organisations, as_of=day, grace_days=grace, by=None)
    counts = ["expected", "given", "on_time"]
    assert rates[counts].sum().tolist() == whole[counts].sum().tolist()
    more = reporting_timeliness(progress, organisations, as_of=day, grace_days=grace + 1, by=by)
    assert (more["given"] >= rates["given"]).all()
    assert (more["on_time"] == rates["on_time"]).all()


@settings(max_examples=10, deadline=None)
@given(st.integers(1000, 100_000))
def test_reporting_in_the_past_is_what_it_was_then(plan: Plan, seed: int) -> None:
    progress, organisations = world(seed, plan, reports=4)
    progress, organisations = scattered(seed, progress), changing(seed, organisations)
    day = date(2025, 3, 1 + seed % 28)
    then = progress[progress["as_of"] <= day]
    for measure in (reporting_status, reporting_timeliness):
        pd.testing.assert_frame_equal(
            measure(progress, organisations, as_of=day), measure(then, organisations, as_of=day)
        )
