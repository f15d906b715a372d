"""Events in random worlds: periods of validity and the recast view in SQL, and what holds in any world."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.measure.oracle import assert_same, oracle
from tests.measure.worlds import BATCHES, World, happening, one_world, with_periods, world, worlds

from analysis.measure import (
    completion_rates,
    milestone_states,
    organisations_on,
    rate_change,
    recast,
    restated,
    subcell_rates,
)
from analysis.plan import Plan

COUNTS = ["required", "held", "on_time", "late", "timing_unknown", "overdue", "not_due", "total"]

VALID = """
with each as (
    select distinct organisation_id, organisation_id in (select unnest($new)) as new from organisations),
ended as (
    select organisation_id, event_from as day, false as here from events e
    where event in ('dissolve', 'pause', 'merge', 'split')
        and not list_contains(string_split(successor_ids, '; '), organisation_id)
        and (event in ('dissolve', 'pause') or successor_ids <> '')),
begun as (
    select organisation_id, event_from as day, true as here from events where event = 'resume'
    union all
    select unnest(string_split(successor_ids, '; ')), event_from, true from events where successor_ids <> ''),
newest as (
    select organisation_id, arg_max(here, day) as here
    from (from ended union all from begun) where day <= $day group by all)
select organisation_id from each left join newest using (organisation_id)
where coalesce(here, not new)
"""


@pytest.mark.parametrize("batch", BATCHES)
def test_who_is_valid_agrees_with_sql(batch: int, plan: Plan) -> None:
    many = worlds(batch, plan)
    touched = set(many.events["organisation_id"])
    touched |= {one for after in many.events["successor_ids"] for one in after.split("; ") if one}
    eventful = many.organisations["organisation_id"].isin(touched)
    own = World(many.progress, many.organisations[eventful], many.events)
    followers = {one for after in many.events["successor_ids"] for one in after.split("; ") if one}
    new = sorted(one for one in followers if one.split()[1] in ("o5", "o6"))
    with oracle(own, plan, date(2025, 5, 1)) as connection:
        for day in (date(2025, 1, 20), date(2025, 3, 1 + batch % 28), date(2025, 4, 15), date(2025, 6, 30)):
            expected = connection.execute(VALID, {"new": new, "day": day}).df()["organisation_id"]
            assert set(organisations_on(own.organisations, day)["organisation_id"]) == set(expected)


RECAST = """
with recursive kinds as (
    select organisation_id, arg_min(organisation_kind, coalesce(valid_from, '1900-01-01')) as kind
    from organisations group by all),
steps as (
    select organisation_id as before, unnest(string_split(successor_ids, '; ')) as after, event,
        event_from as day
    from events where event in ('merge', 'split') and successor_ids <> '' and event_from <= $today),
stood as (
    select distinct s.after, s.day from steps s join organisations o on o.organisation_id = s.after
        and (valid_from is null or valid_from < s.day) and (valid_to is null or valid_to >= s.day - 1)),
edges as (
    from steps s where event = 'merge'
    union
    select s.after, s.after, 'merge', s.day from steps s join stood using (after, day) where event = 'merge'
    union
    select s.* from steps s left join stood t using (after, day)
    where event = 'split' and s.before <> s.after and t.after is null),
made as (
    select after, day, lag(day) over (partition by after order by day) as earlier
    from (select distinct after, day from edges)),
nodes as (
    select o.organisation_id as root, o.organisation_id as who, [o.organisation_id] as path,
        (select max(day) from made m where m.after = o.organisation_id) as since,
        '2100-01-01'::date as until, 0 as level, true as by_kind, null::varchar as kind
    from valid($today) o
    union all
    select n.root, e.before, list_append(n.path, e.before),
        (select max(day) from made m where m.after = e.before and m.day < n.since), n.since, n.level + 1,
        e.event <> 'merge', k.kind
    from nodes n join edges e on e.after = n.who and e.day = n.since
    join kinds k on k.organisation_id = e.before),
of_milestone as (
    select distinct n.*, g.milestone, g.kinds from nodes n, grid g where not g.pilot),
applying as (
    from of_milestone n where not exists (
        select 1 from of_milestone a where a.root = n.root and a.milestone = n.milestone
            and list_slice(n.path, 1, a.level + 1) = a.path and not a.by_kind
            and not list_contains(a.kinds, a.kind))),
said as (
    select n.*, (select arg_max(p.status, p.as_of) from progress p
        where p.organisation_id = n.who and p.milestone = n.milestone and p.as_of <= $day
            and p.as_of < n.until and (n.since is null or p.as_of >= n.since)) as status
    from applying n),
deciding as (
    from said n
    where not exists (
        select 1 from said a where a.root = n.root and a.milestone = n.milestone and a.level < n.level
            and list_slice(n.path, 1, a.level + 1) = a.path and a.status is not null)
        and (n.status is not null or not exists (
            select 1 from applying c where c.root = n.root and c.milestone = n.milestone
                and c.level = n.level + 1 and list_slice(c.path, 1, n.level + 1) = n.path))),
stands as (
    select root, milestone, count(status) as told,
        count(*) filter (coalesce(status, '') <> 'not_applicable') as counted,
        count(*) filter (status = 'done') as done,
        count(*) filter (coalesce(status, 'not_started') = 'not_started') as untouched
    from deciding group by all)
select o.organisation_id, o.organisation_type, g.milestone,
    case when coalesce(told, 0) = 0 then 'not_started' when counted = 0 then 'not_applicable'
        when done = counted then 'done' when untouched = counted then 'not_started'
        else 'in_progress' end as status,
    coalesce(told, 0) = 0 as silent
from valid($today) o
join grid g on list_contains(g.kinds, o.organisation_kind) and g.pilot = o.pilot
left join stands s on s.root = o.organisation_id and s.milestone = g.milestone
"""


@pytest.mark.parametrize("batch", BATCHES)
def test_recast_agrees_with_sql(batch: int, plan: Plan) -> None:
    many = worlds(batch, plan)
    day, today = date(2025, 2 + batch % 5, 1 + batch % 28), date(2025, 7, 1)
    with oracle(many, plan, day) as connection:
        expected = connection.execute(RECAST, {"day": day, "today": today}).df()
    progress, organisations = recast(many.progress, many.organisations, many.events, plan, to_day=today)
    always = organisations.drop(columns=["valid_from", "valid_to"]).drop_duplicates("organisation_id")
    found = milestone_states(progress, always, plan, as_of=day)
    found["silent"] = found["reported"].isna()
    assert_same(found, expected, ["organisation_id", "milestone"])


SEEDS = st.integers(1000, 100_000).map(lambda seed: seed | 1)
"""The odd worlds have events."""
DAYS = st.dates(date(2025, 1, 10), date(2025, 7, 31))
GROUPS = st.sampled_from(["organisation_type", "organisation_kind", "pilot"])
TODAY = date(2025, 7, 31)


def both_views(one: World, plan: Plan, today: date = TODAY) -> list[tuple[pd.DataFrame, pd.DataFrame]]:
    """As reported, and recast to a day."""
    return [
        (one.progress, one.organisations),
        recast(one.progress, one.organisations, one.events, plan, to_day=today),
    ]


@settings(max_examples=15, deadline=None)
@given(SEEDS, DAYS, GROUPS)
def test_the_counts_add_up_in_both_views(plan: Plan, seed: int, day: date, by: str) -> None:
    for progress, organisations in both_views(one_world(seed, plan), plan):
        rates = completion_rates(progress, organisations, plan, as_of=day, by=by)
        assert (rates["on_time"] + rates["late"] + rates["timing_unknown"] == rates["held"]).all()
        assert (rates["held"] + rates["overdue"] + rates["not_due"] == rates["required"]).all()
        assert (rates["required"] <= rates["total"]).all()
        assert (rates["not_reported"] + rates["held"] <= rates["required"]).all()
        whole = completion_rates(progress, organisations, plan, as_of=day, by=None).set_index("milestone")
        parts = rates.groupby("milestone")[COUNTS].sum()
        pd.testing.assert_frame_equal(parts.sort_index(), whole[COUNTS].sort_index())
        cells = subcell_rates(progress, organisations, plan, as_of=day, by=by)
        everybody = subcell_rates(progress, organisations, plan, as_of=day, by=None)
        assert cells[["required", "held"]].sum().tolist() == everybody[["required", "held"]].sum().tolist()


@settings(max_examples=10, deadline=None)
@given(SEEDS, DAYS, st.integers(1, 90), GROUPS)
def test_the_causes_add_up_to_the_change_in_both_views(
    plan: Plan, seed: int, day: date, weeks: int, by: str
) -> None:
    since = max(day - pd.Timedelta(days=weeks), date(2025, 1, 8))
    for progress, organisations in both_views(one_world(seed, plan), plan):
        moved = rate_change(progress, organisations, plan, as_of=day, since=since, by=by)
        causes = moved[[name for name in moved if str(name).startswith("change_by_")]].sum(axis=1)
        known = moved["change"].notna()
        assert (causes[known] - moved.loc[known, "change"]).abs().le(1e-12).all()
        held = moved["held_before"] + moved["newly_done"] - moved["gone_back"]
        assert (moved["held"] == held + moved["added_held"] - moved["removed_held"]).all()
        assert (moved["required"] == moved["required_before"] + moved["added"] - moved["removed"]).all()


@settings(max_examples=10, deadline=None)
@given(SEEDS, DAYS)
def test_what_happened_since_changes_nothing_in_the_past(plan: Plan, seed: int, day: date) -> None:
    one = one_world(seed, plan)
    today = pd.Timestamp(day)
    then = World(
        one.progress[one.progress["as_of"] <= day],
        one.organisations,
        one.events[one.events["event_from"] <= today],
    )
    for now, before in zip(both_views(one, plan, day), both_views(then, plan, day), strict=True):
        pd.testing.assert_frame_equal(
            completion_rates(*now, plan, as_of=day), completion_rates(*before, plan, as_of=day)
        )


@settings(max_examples=50, deadline=None)
@given(SEEDS, DAYS)
def test_later_events_change_nobody_s_past(plan: Plan, seed: int, day: date) -> None:
    _, register = world(seed, plan, 7, reports=0)
    events = happening(seed, register)
    by_then = [event for event in events if event["event_from"] <= day]
    now, then = (organisations_on(with_periods(register, told), day) for told in (events, by_then))
    # nobody knew on the day of those that only a later event brings about
    known = then[then["organisation_id"].isin(now["organisation_id"])].reset_index(drop=True)
    unknown = set(then["organisation_id"]) - set(now["organisation_id"])
    assert unknown <= {"o5", "o6"}
    of_later = ["valid_to", "ended_by"]
    pd.testing.assert_frame_equal(now.drop(columns=of_later), known.drop(columns=of_later))


@settings(max_examples=10, deadline=None)
@given(SEEDS, DAYS)
def test_later_reports_change_nothing_in_the_recast_past(plan: Plan, seed: int, day: date) -> None:
    one = one_world(seed, plan)
    told = one.progress[one.progress["as_of"] <= day]
    now, then = (
        completion_rates(
            *recast(progress, one.organisations, one.events, plan, to_day=TODAY), plan, as_of=day
        )
        for progress in (one.progress, told)
    )
    pd.testing.assert_frame_equal(now, then)


@settings(max_examples=10, deadline=None)
@given(SEEDS, DAYS, st.integers(0, 60))
def test_with_nothing_new_known_nothing_is_restated_in_either_view(
    plan: Plan, seed: int, day: date, later: int
) -> None:
    for progress, organisations in both_views(one_world(seed, plan), plan):
        known = progress[pd.to_datetime(progress["as_of"]) <= pd.Timestamp(day)]
        rates = restated(
            known, organisations, plan, as_of=day, known_by=day + pd.Timedelta(days=later), by=None
        )
        assert (rates["difference"] == 0).all()
        assert (rates["required_then"] == rates["required_restated"]).all()


@settings(max_examples=10, deadline=None)
@given(SEEDS, DAYS)
def test_recast_organisations_change_by_pauses_alone(plan: Plan, seed: int, day: date) -> None:
    one = one_world(seed, plan)
    _, organisations = recast(one.progress, one.organisations, one.events, plan, to_day=TODAY)
    today = organisations_on(one.organisations, TODAY)
    assert set(organisations_on(organisations, TODAY)["organisation_id"]) == set(today["organisation_id"])
    paused = set(one.events.loc[one.events["event"] == "pause", "organisation_id"])
    missing = set(today["organisation_id"]) - set(organisations_on(organisations, day)["organisation_id"])
    assert missing <= paused
    named = ["organisation", "organisation_type", "organisation_kind", "members"]
    then = organisations_on(organisations, day).set_index("organisation_id")[named]
    pd.testing.assert_frame_equal(then, today.set_index("organisation_id").loc[then.index, named])


@settings(max_examples=10, deadline=None)
@given(SEEDS, DAYS)
def test_without_events_recast_is_as_reported(plan: Plan, seed: int, day: date) -> None:
    one = one_world(seed - 1, plan)
    today = organisations_on(one.organisations, day).drop(columns=["valid_from", "valid_to"])
    recast_view = recast(one.progress, today, one.events, plan, to_day=TODAY)
    for measure in (completion_rates, subcell_rates):
        pd.testing.assert_frame_equal(
            measure(*recast_view, plan, as_of=day), measure(one.progress, today, plan, as_of=day)
        )
