from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.measure.oracle import assert_same, oracle
from tests.measure.test_change import register
from tests.measure.test_completion import ORGANISATIONS, report
from tests.measure.worlds import BATCHES, changing, scattered, world, worlds

from analysis.measure import MeasureError, completion_rates, restated, restated_organisations
from analysis.plan import Plan

THEN, NOW = "2025-05-15", "2025-06-15"


def congress(
    rows: list[dict[str, Any]], plan: Plan, organisations: pd.DataFrame = ORGANISATIONS
) -> dict[str, int]:
    rates = restated(pd.DataFrame(rows), organisations, plan, as_of=THEN, known_by=NOW, by=None)
    chosen = rates[rates["milestone"] == "congress_held"]
    names = ["required_then", "held_then", "required_restated", "held_restated", "difference"]
    return {name: int(chosen[name].iloc[0]) for name in names}


@pytest.mark.parametrize(
    ("rows", "held"),
    [
        ([], (0, 0)),
        ([report("2025-06-01", "y", on="2025-05-15")], (0, 1)),  # known later, held by then
        ([report("2025-06-01", "y", on="2025-05-16")], (0, 0)),
        ([report("2025-06-01", "y")], (0, 0)),  # done, but nobody says it was by then
        ([report("2025-05-10", "y")], (1, 1)),
        ([report("2025-05-10", "y"), report("2025-06-01", "y")], (1, 1)),
        ([report("2025-05-10", "y"), report("2025-06-01", "y", "in_progress")], (1, 0)),
        ([report("2025-05-10", "y"), report("2025-06-01", "y", on="2025-05-20")], (1, 0)),
        # gone back and done again: the present "done" began after the day
        (
            [report("2025-05-10", "y"), report("2025-05-20", "y", "in_progress"), report("2025-06-01", "y")],
            (1, 0),
        ),
        ([report("2025-05-10", "y"), report("2025-06-01", "y", "not_applicable")], (1, 1)),
        ([report("2025-06-20", "y", on="2025-05-01")], (0, 0)),  # not known by then either
        # a date told once holds where the newest report only says done
        ([report("2025-06-01", "y", on="2025-05-12"), report("2025-06-08", "y")], (0, 1)),
    ],
)
def test_a_later_report_changes_only_what_it_says_of_the_day(
    plan: Plan, rows: list[dict[str, Any]], held: tuple[int, int]
) -> None:
    rates = congress([report("2025-01-01", "x", "not_started"), *rows], plan)
    assert (rates["held_then"], rates["held_restated"], rates["difference"]) == (*held, held[1] - held[0])


@pytest.mark.parametrize(("first_told", "held"), [("2025-05-14", (1, 1)), ("2025-05-20", (0, 0))])
def test_where_the_dates_allow_both_the_first_report_decides(
    plan: Plan, first_told: str, held: tuple[int, int]
) -> None:
    may: dict[str, Any] = {"actual_from": pd.Timestamp("2025-05-01"), "actual_to": pd.Timestamp("2025-05-31")}
    rates = congress([report(first_told, "y", **may), report("2025-06-01", "y", **may)], plan)
    assert (rates["held_then"], rates["held_restated"]) == held


def test_what_did_not_apply_then_still_does_not(plan: Plan) -> None:
    rows = [report("2025-05-01", "y", "not_applicable"), report("2025-06-01", "y", "not_started")]
    rates = congress(rows, plan)
    assert (rates["required_then"], rates["required_restated"]) == (3, 3)


def test_who_held_it_by_then_had_to(plan: Plan) -> None:
    rows = [report("2025-05-01", "y", "not_applicable"), report("2025-06-01", "y", on="2025-05-10")]
    rates = congress(rows, plan)
    assert (rates["required_then"], rates["required_restated"], rates["held_restated"]) == (3, 4, 1)


def test_who_was_dissolved_since_still_stood_there_then(plan: Plan) -> None:
    rows = [report("2025-05-10", "c"), report("2025-06-01", "y", on="2025-05-10")]
    rates = congress(rows, plan, register(c=(None, "2025-05-31"), t=("2025-06-01", None)))
    assert list(rates.values()) == [3, 1, 3, 2, 1]


def test_those_who_differ_are_named_with_the_report_that_decides(plan: Plan) -> None:
    cell = {"source_file": "bc.xlsx", "source_sheet": "B1", "source_cell": "D7"}
    rows = [
        report("2025-05-10", "y"),
        report("2025-06-01", "y", "in_progress"),
        report("2025-06-08", "c", on="2025-05-02") | cell,
        report("2025-06-08", "x", on="2025-05-20"),
    ]
    differ = restated_organisations(pd.DataFrame(rows), ORGANISATIONS, plan, as_of=THEN, known_by=NOW)
    columns = ["organisation", "status_then", "status_restated", "change", "reported"]
    assert differ[columns].astype(str).to_numpy().tolist() == [
        ["Đảng bộ Sở Y tế", "done", "in_progress", "not_held_after_all", "2025-06-01"],
        ["Chi bộ Công ty Cao su", "not_started", "done", "held_after_all", "2025-06-08"],
    ]
    assert set(differ["milestone"]) == {"congress_held"}
    assert list(differ.loc[1, ["report_file", "report_sheet", "report_cell"]]) == ["bc.xlsx", "B1", "D7"]


def test_nothing_can_be_known_before_the_day(plan: Plan) -> None:
    rows = pd.DataFrame([report("2025-05-10", "y")])
    with pytest.raises(MeasureError, match="known_by"):
        restated(rows, ORGANISATIONS, plan, as_of=NOW, known_by=THEN)
    with pytest.raises(MeasureError, match="organisation_type"):
        restated(rows, ORGANISATIONS, plan, as_of=THEN, known_by=NOW, by="organisation_typ")


EACH = """
create macro restated(d, k) as table
with told as (
    select * from progress where as_of <= d or (as_of <= k and status <> 'not_applicable')),
newest as (
    select * from told
    qualify row_number() over (partition by organisation_id, milestone order by as_of desc) = 1),
run as (
    select t.* from told t where status = 'done' and not exists (
        select 1 from told o where o.organisation_id = t.organisation_id and o.milestone = t.milestone
            and o.status <> 'done' and o.as_of >= t.as_of)),
since as (
    select organisation_id, milestone, min(as_of) as first_done,
        max_by(actual_from, as_of) filter (actual_to is not null) as a_from,
        max_by(actual_to, as_of) filter (actual_to is not null) as a_to
    from run group by all)
select s.organisation_id, s.organisation_type, s.milestone,
    case when paused then 'not_applicable' else s.status end as status_then,
    case when paused then 'not_applicable'
        when n.as_of is null or n.as_of <= d then s.status
        when n.status = 'done' and a_to <= d then 'done'
        when n.status = 'done' and coalesce(a_from <= d, true) and first_done <= d then 'done'
        when s.status = 'done' then 'in_progress'
        else s.status end as status_restated
from standing(d) s
left join newest n on n.organisation_id = s.organisation_id and n.milestone = s.milestone
left join since on since.organisation_id = s.organisation_id and since.milestone = s.milestone
"""
RATES = """
select milestone, organisation_type,
    count(*) filter (status_then <> 'not_applicable') as required_then,
    count(*) filter (status_then = 'done') as held_then,
    count(*) filter (status_restated <> 'not_applicable') as required_restated,
    count(*) filter (status_restated = 'done') as held_restated,
    count(*) filter (status_restated = 'done') - count(*) filter (status_then = 'done') as difference,
    count(*) filter (status_restated = 'done' and status_then <> 'done') as held_after_all,
    count(*) filter (status_restated <> 'done' and status_then = 'done') as not_held_after_all
from restated($day, $known) group by all
"""
DIFFER = """
select organisation_id, organisation_type, milestone, status_then, status_restated,
    if(status_restated = 'done', 'held_after_all', 'not_held_after_all') as change
from restated($day, $known) where status_then <> status_restated
"""


@pytest.mark.parametrize("batch", BATCHES)
def test_restated_agrees_with_sql(batch: int, plan: Plan) -> None:
    many = worlds(batch, plan)
    progress, organisations = many.progress, many.organisations
    day = date(2025, 1 + batch % 5, 9 + batch % 19)
    days = {"day": day, "known": day + timedelta(days=(batch * 7 + 20) % 120)}
    with oracle(many, plan, day) as connection:
        connection.execute(EACH)
        rates = connection.execute(RATES, days).df()
        differ = connection.execute(DIFFER, days).df()
    found = restated(progress, organisations, plan, as_of=day, known_by=days["known"])
    assert_same(found, rates, ["milestone", "organisation_type"])
    found = restated_organisations(progress, organisations, plan, as_of=day, known_by=days["known"])
    assert len(found) == len(differ)
    if len(differ):
        assert_same(found, differ, ["milestone", "organisation_id"])


WORLDS = st.integers(1000, 100_000)


@settings(max_examples=20, deadline=None)
@given(WORLDS, st.sampled_from(["organisation_type", "organisation_kind", "pilot", None]))
@example(25827, "pilot")  # the only pilot is paused on the day
def test_then_is_what_the_completion_rates_say_and_the_rest_adds_up(
    plan: Plan, seed: int, by: str | None
) -> None:
    progress, organisations = world(seed, plan, reports=4)
    progress, organisations = scattered(seed, progress), changing(seed, organisations)
    day, known = date(2025, 2, 1 + seed % 28), date(2025, 4, 1 + seed % 28)
    rates = restated(progress, organisations, plan, as_of=day, known_by=known, by=by)
    then = completion_rates(progress, organisations, plan, as_of=day, by=by)
    assert (rates[["required_then", "held_then"]].to_numpy() == then[["required", "held"]].to_numpy()).all()
    moved = rates["held_after_all"] - rates["not_held_after_all"]
    assert (rates["held_restated"] - rates["held_then"] == rates["difference"]).all()
    assert (rates["difference"] == moved).all()
    assert (rates["held_restated"] <= rates["required_restated"]).all()
    differ = restated_organisations(progress, organisations, plan, as_of=day, known_by=known)
    for change in ("held_after_all", "not_held_after_all"):
        assert (differ["change"] == change).sum() == rates[change].sum()


@settings(max_examples=12, deadline=None)
@given(WORLDS)
def test_with_nothing_new_known_nothing_is_restated(plan: Plan, seed: int) -> None:
    progress, organisations = world(seed, plan, reports=4)
    organisations = changing(seed, organisations)
    day = date(2025, 1 + seed % 5, 1 + seed % 28)
    assert restated_organisations(progress, organisations, plan, as_of=day, known_by=day).empty


@settings(max_examples=12, deadline=None)
@given(WORLDS)
def test_what_is_reported_after_known_by_changes_nothing(plan: Plan, seed: int) -> None:
    progress, organisations = world(seed, plan)
    progress = scattered(seed, progress)
    day, known = date(2025, 2, 1 + seed % 28), date(2025, 4, 1 + seed % 28)
    then = progress[progress["as_of"] <= known]
    for measure in (restated, restated_organisations):
        pd.testing.assert_frame_equal(
            measure(progress, organisations, plan, as_of=day, known_by=known),
            measure(then, organisations, plan, as_of=day, known_by=known),
        )
