"""Members and moves recomputed in SQL, as reported and recast."""

from __future__ import annotations

import random
from datetime import date

import pandas as pd
import pytest
from tests.measure.oracle import assert_same, oracle
from tests.measure.worlds import BATCHES, counts_of_members, worlds

from analysis.measure import membership_by_type, organisations_moved, organisations_on, recast_membership
from analysis.plan import Plan

BY_TYPE = """
with newest as (
    select organisation_id, organisation_type, measure, arg_max(count, as_of) as count from membership
    where as_of <= $day and organisation_id in (select organisation_id from valid($day)) group by all)
select organisation_type, measure, sum(count) as count, count(*) as organisations
from newest group by all
"""
MOVED = """
select event, successor_ids as destination, count(distinct organisation_id) as organisations,
    coalesce(sum(coalesce(e.members, o.members)), 0) as members,
    count(*) filter (coalesce(e.members, o.members) is null) as uncounted
from events e join (
    select organisation_id, any_value(members) as members from organisations group by all
) o using (organisation_id)
where event in ('merge', 'split') and event_from <= $day and event_from >= $since group by all
"""


@pytest.mark.parametrize("batch", BATCHES)
def test_membership_by_type_agrees_with_sql(batch: int, plan: Plan) -> None:
    many, day = worlds(batch, plan), date(2025, 1 + batch % 7, 1 + batch % 28)
    membership = counts_of_members(many, batch)
    with oracle(many, plan, day) as connection:
        connection.register("given_membership", membership)
        connection.execute("create table membership as from given_membership")
        expected = connection.execute(BY_TYPE, {"day": day}).df()
    found = membership_by_type(membership, plan, as_of=day, organisations=many.organisations)
    assert_same(found, expected, ["organisation_type", "measure"])


@pytest.mark.parametrize("batch", BATCHES)
def test_organisations_moved_agrees_with_sql(batch: int, plan: Plan) -> None:
    many, day, since = worlds(batch, plan), date(2025, 3 + batch % 4, 1 + batch % 28), date(2025, 2, 1)
    chance = random.Random(batch)
    told = [chance.choice([None, chance.randint(1, 99)]) for _ in range(len(many.events))]
    many.events["members"] = pd.array(told, dtype="Int64")
    with oracle(many, plan, day) as connection:
        expected = connection.execute(MOVED, {"day": day, "since": since}).df()
    table = many.events.assign(target=many.events["successor_ids"])
    found = organisations_moved(table, many.organisations, as_of=day, since=since)
    assert_same(found, expected, ["event", "destination"])


def followed(events: pd.DataFrame, counts: dict[str, int]) -> dict[str, int | None]:
    """Members of each organisation after all events; None where a split has made them unknown."""
    brought_about = {one for after in events["successor_ids"] for one in after.split("; ")}
    held: dict[str, int | None] = {
        one: count for one, count in counts.items() if not (one in brought_about and one[-2:] in ("o5", "o6"))
    }
    for _, same in events[events["successor_ids"] != ""].groupby(["event_from", "successor_ids"]):
        whole, after = list(same["organisation_id"]), str(same["successor_ids"].iloc[0])
        if same["event"].iloc[0] == "split":
            held |= dict.fromkeys([*whole, *(one for one in after.split("; ") if one not in held)])
        else:
            merging = [held.pop(one) for one in dict.fromkeys([*whole, after]) if one in held]
            known = [count for count in merging if count is not None]
            held[after] = sum(known) if len(known) == len(merging) else None
    return held


@pytest.mark.parametrize("batch", BATCHES)
def test_no_member_is_lost_or_counted_twice_by_recasting(batch: int, plan: Plan) -> None:
    many, today = worlds(batch, plan), date(2025, 7, 1)
    everybody = many.organisations.drop_duplicates("organisation_id")
    membership = everybody[["organisation_id", "organisation_type"]].assign(
        as_of=date(2024, 12, 31), measure="total", count=everybody["members"].astype("Int64")
    )
    found = recast_membership(membership, many.organisations, many.events, to_day=today)
    counts = dict(zip(membership["organisation_id"], membership["count"], strict=True))
    here = set(organisations_on(many.organisations, today)["organisation_id"])
    expected = {one: n for one, n in followed(many.events, counts).items() if n is not None and one in here}
    assert dict(zip(found["organisation_id"], found["count"], strict=True)) == expected
