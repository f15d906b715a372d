from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations
from math import factorial
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.measure.oracle import assert_same, oracle
from tests.measure.test_completion import ORGANISATIONS, report
from tests.measure.worlds import BATCHES, changing, world, worlds

from analysis.measure import (
    MeasureError,
    completion_rates,
    organisations_changed,
    rate_change,
)
from analysis.plan import Plan, PlanError

SHARES = ["change_by_done", "change_by_gone_back", "change_by_added", "change_by_removed"]
COUNTS = ["newly_done", "gone_back", "added", "added_held", "removed", "removed_held"]
MAY, JUNE = "2025-05-01", "2025-06-01"


def congress(
    rows: list[dict[str, Any]], plan: Plan, organisations: pd.DataFrame, by: str | None = None
) -> pd.DataFrame:
    change = rate_change(
        pd.DataFrame(rows), organisations, plan, as_of=JUNE, since=MAY, by=by, milestone="congress_held"
    )
    return change.set_index(by or "all")


def register(**validity: tuple[str | None, str | None]) -> pd.DataFrame:
    """The four organisations, of which those named are valid from and to the days given."""
    days = [validity.get(who, (None, None)) for who in ORGANISATIONS["organisation_id"]]
    since, until = (pd.to_datetime(pd.Series(ends)) for ends in zip(*days, strict=True))
    return ORGANISATIONS.assign(valid_from=since, valid_to=until)


def moved_to_administrative(day: str) -> pd.DataFrame:
    """The enterprise becomes an administrative body on a day."""
    rest = register(c=(None, str((pd.Timestamp(day) - timedelta(days=1)).date())))
    after = rest[rest["organisation_id"] == "c"].assign(
        organisation_type="administrative", valid_from=pd.Timestamp(day), valid_to=None
    )
    return pd.concat([rest, after], ignore_index=True)


def test_a_change_by_those_newly_done_alone_is_theirs(plan: Plan) -> None:
    rows = [report(MAY, "y"), report(JUNE, "x"), report(JUNE, "t")]
    moved = congress(rows, plan, ORGANISATIONS).loc["all"]
    assert list(moved[["held_before", "held", "required", "newly_done"]]) == [1, 3, 4, 2]
    assert [moved["change"], *moved[SHARES]] == [0.5, 0.5, 0, 0, 0]


def test_done_and_gone_back_cancel_out_in_the_rate_and_still_show(plan: Plan) -> None:
    rows = [report(MAY, "y"), report(JUNE, "y", "in_progress"), report(JUNE, "x")]
    moved = congress(rows, plan, ORGANISATIONS).loc["all"]
    assert [moved["change"], *moved[SHARES]] == [0, 0.25, -0.25, 0, 0]


def test_two_causes_share_what_they_do_together(plan: Plan) -> None:
    # 1 of 2, then 2 of 3: done first gives 1/2 and then -1/3 by the new one; the new one first -1/6, then 1/3
    organisations = register(t=(None, "2025-01-31"), c=("2025-05-15", None))
    moved = congress([report(MAY, "y"), report(JUNE, "x")], plan, organisations).loc["all"]
    assert list(moved[["required_before", "required", "added", "added_held"]]) == [2, 3, 1, 0]
    assert [moved["change"], *moved[SHARES]] == pytest.approx([1 / 6, 5 / 12, 0, -1 / 4, 0], abs=1e-12)


def test_a_rate_rises_when_those_who_lag_are_dissolved(plan: Plan) -> None:
    moved = congress([report(MAY, "y")], plan, register(c=(None, "2025-05-15"))).loc["all"]
    assert [moved["newly_done"], moved["removed"], moved["removed_held"]] == [0, 1, 0]
    assert [moved["change"], *moved[SHARES]] == pytest.approx([1 / 12, 0, 0, 0, 1 / 12], abs=1e-12)


def test_a_group_whose_members_were_all_replaced_gains_before_it_loses(plan: Plan) -> None:
    # x alone, done; then t alone, not done: with both 1/2
    gone = (None, "2025-01-31")
    only = register(y=gone, c=gone, x=(None, "2025-05-10"), t=("2025-05-11", None))
    moved = congress([report(MAY, "x")], plan, only).loc["all"]
    assert [moved["change"], *moved[SHARES]] == [-1, 0, 0, -0.5, -0.5]


def test_a_group_that_had_nobody_has_not_risen_from_zero(plan: Plan) -> None:
    moved = congress([report(JUNE, "c")], plan, register(c=("2025-05-15", None)), "organisation_type")
    enterprise = moved.loc["enterprise"]
    assert list(enterprise[["required_before", "required", "held", "added", "added_held"]]) == [0, 1, 1, 1, 1]
    assert enterprise["rate"] == 1
    assert enterprise[["rate_before", "change", *SHARES]].isna().all()


def test_who_changes_group_leaves_one_and_joins_the_other(plan: Plan) -> None:
    organisations = moved_to_administrative("2025-05-15")
    moved = congress([report(MAY, "c"), report(MAY, "y")], plan, organisations, "organisation_type")
    assert list(moved.loc["enterprise", ["required_before", "required", "removed", "removed_held"]]) == [
        1, 0, 1, 1,
    ]  # fmt: skip
    administrative = moved.loc["administrative"]
    assert list(administrative[["required_before", "required", "added", "added_held"]]) == [3, 4, 1, 1]
    assert administrative["change"] == pytest.approx(2 / 4 - 1 / 3)
    assert administrative["change_by_added"] == pytest.approx(2 / 4 - 1 / 3)
    whole = congress([report(MAY, "c"), report(MAY, "y")], plan, organisations).loc["all"]
    assert list(whole[["change", "added", "removed"]]) == [0, 0, 0]


def test_the_organisations_behind_each_cause_are_named_with_the_reason(plan: Plan) -> None:
    organisations = moved_to_administrative("2025-05-15")
    organisations.loc[organisations["organisation_id"] == "y", "valid_to"] = pd.Timestamp("2025-05-15")
    rows = [
        report(MAY, "x", "not_applicable"),
        report(JUNE, "x"),
        report(MAY, "t"),
        report(JUNE, "t", "not_applicable"),
    ]
    changed = organisations_changed(
        pd.DataFrame(rows), organisations, plan, as_of=JUNE, since=MAY, milestone="congress_held"
    )
    columns = ["organisation", "organisation_type", "cause", "held_before", "held", "reason"]
    assert changed[columns].to_numpy().tolist() == [
        ["Chi bộ Công ty Cao su", "administrative", "added", False, False, "regrouped"],
        ["Chi bộ Sở Xây dựng", "administrative", "added", False, True, "applicable"],
        ["Chi bộ Hội LHPN tỉnh", "administrative", "removed", True, False, "not_applicable"],
        ["Đảng bộ Sở Y tế", "administrative", "removed", False, False, "left"],
        ["Chi bộ Công ty Cao su", "enterprise", "removed", False, False, "regrouped"],
    ]


def test_nothing_changed_is_an_empty_list(plan: Plan) -> None:
    rows = pd.DataFrame([report(MAY, "y")])
    changed = organisations_changed(rows, ORGANISATIONS, plan, as_of=JUNE, since=MAY)
    assert changed.empty


def test_what_cannot_be_compared_is_refused(plan: Plan) -> None:
    rows = pd.DataFrame([report(MAY, "y")])
    with pytest.raises(MeasureError, match="since"):
        rate_change(rows, ORGANISATIONS, plan, as_of=MAY, since=JUNE)
    with pytest.raises(MeasureError, match="organisation_type"):
        rate_change(rows, ORGANISATIONS, plan, as_of=JUNE, since=MAY, by="organisation_typ")
    with pytest.raises(PlanError, match="congress"):
        rate_change(rows, ORGANISATIONS, plan, as_of=JUNE, since=MAY, milestone="congress")
    with pytest.raises(PlanError):
        rate_change(rows, ORGANISATIONS, plan, as_of=JUNE, since="2023-01-01")


SQL = """
with moves as (
    select coalesce(a.milestone, b.milestone) as milestone,
        coalesce(a.organisation_type, b.organisation_type) as organisation_type,
        coalesce(b.required, false) as rb, coalesce(b.held, false) as hb,
        coalesce(a.required, false) as ra, coalesce(a.held, false) as ha
    from standing($since) b full join standing($day) a
    on a.organisation_id = b.organisation_id and a.milestone = b.milestone
        and a.organisation_type = b.organisation_type)
select milestone, organisation_type,
    count(*) filter (rb) as required_before, count(*) filter (hb) as held_before,
    count(*) filter (ra) as required, count(*) filter (ha) as held,
    count(*) filter (rb and ra and ha and not hb) as newly_done,
    count(*) filter (rb and ra and hb and not ha) as gone_back,
    count(*) filter (ra and not rb) as added, count(*) filter (ha and not rb) as added_held,
    count(*) filter (rb and not ra) as removed, count(*) filter (hb and not ra) as removed_held
from moves group by all
"""


def days_of(seed: int) -> tuple[date, date]:
    day = date(2025, 2 + seed % 6, 1 + seed % 28)
    return day - timedelta(days=7 * (1 + seed % 5)), day


def shapley(row: Any) -> list[float] | None:
    """The split by coalitions, in exact fractions; where nobody stays, who came counts before who left."""
    if not row.required_before or not row.required:
        return None
    came, left = (row.added_held, row.added), (-row.removed_held, -row.removed)
    steps = [(row.newly_done, 0), (-row.gone_back, 0), came, left]

    def rate(coalition: tuple[int, ...]) -> Fraction:
        held = row.held_before + sum(steps[place][0] for place in coalition)
        return Fraction(int(held), int(row.required_before + sum(steps[place][1] for place in coalition)))

    if row.required_before == row.removed:
        both = rate((2,))
        return [0, 0, float(both - rate(())), float(rate((2, 3)) - both)]
    parts = []
    for cause in range(4):
        others = [place for place in range(4) if place != cause]
        part = Fraction(0)
        for size in range(4):
            weight = Fraction(factorial(size) * factorial(3 - size), factorial(4))
            for coalition in combinations(others, size):
                part += weight * (rate((*coalition, cause)) - rate(coalition))
        parts.append(float(part))
    return parts


@pytest.mark.parametrize("batch", BATCHES)
def test_rate_change_agrees_with_sql(batch: int, plan: Plan) -> None:
    many = worlds(batch, plan)
    since, day = days_of(batch)
    with oracle(many, plan, day) as connection:
        expected = connection.execute(SQL, {"since": since, "day": day}).df()
    found = rate_change(many.progress, many.organisations, plan, as_of=day, since=since)
    assert_same(found, expected, ["milestone", "organisation_type"])
    for row in found.itertuples():
        split = shapley(row)
        shown = [getattr(row, name) for name in SHARES]
        if split is None:
            assert all(pd.isna(value) for value in shown)
        else:
            assert shown == pytest.approx(split, abs=1e-12)


WORLDS = st.integers(1000, 100_000)
GROUPS = st.sampled_from(["organisation_type", "organisation_kind", "pilot", None])


@settings(max_examples=20, deadline=None)
@given(WORLDS, GROUPS)
def test_the_causes_add_up_to_the_change(plan: Plan, seed: int, by: str | None) -> None:
    progress, organisations = world(seed, plan, reports=4)
    organisations = changing(seed, organisations)
    since, day = days_of(seed)
    moved = rate_change(progress, organisations, plan, as_of=day, since=since, by=by)
    known = moved["change"].notna()
    assert (moved.loc[known, SHARES].sum(axis=1) - moved.loc[known, "change"]).abs().le(1e-12).all()
    assert moved.loc[~known, SHARES].isna().all(axis=None)
    assert (known == ((moved["required_before"] > 0) & (moved["required"] > 0))).all()
    assert (moved["required"] == moved["required_before"] + moved["added"] - moved["removed"]).all()
    held = moved["held_before"] + moved["newly_done"] - moved["gone_back"]
    assert (moved["held"] == held + moved["added_held"] - moved["removed_held"]).all()


@settings(max_examples=12, deadline=None)
@given(WORLDS, GROUPS)
def test_both_sides_are_the_completion_rates_of_their_days(plan: Plan, seed: int, by: str | None) -> None:
    progress, organisations = world(seed, plan, reports=4)
    organisations = changing(seed, organisations)
    since, day = days_of(seed)
    key = ["milestone", by or "all"]
    moved = rate_change(progress, organisations, plan, as_of=day, since=since, by=by).set_index(key)
    for moment, names in ((since, ["required_before", "held_before"]), (day, ["required", "held"])):
        rates = completion_rates(progress, organisations, plan, as_of=moment, by=by).set_index(key)
        assert (moved.loc[rates.index, names].to_numpy() == rates[["required", "held"]].to_numpy()).all()
        assert (moved.drop(index=rates.index)[names] == 0).all(axis=None)


@settings(max_examples=12, deadline=None)
@given(WORLDS, GROUPS)
def test_the_organisations_named_are_those_counted(plan: Plan, seed: int, by: str | None) -> None:
    progress, organisations = world(seed, plan, reports=4)
    organisations = changing(seed, organisations)
    since, day = days_of(seed)
    moved = rate_change(progress, organisations, plan, as_of=day, since=since, by=by)
    named = organisations_changed(progress, organisations, plan, as_of=day, since=since, by=by)
    for cause in ("newly_done", "gone_back", "added", "removed"):
        assert (named["cause"] == cause).sum() == moved[cause].sum()
    assert (named["reason"].isna() == named["cause"].isin(["newly_done", "gone_back"])).all()
    assert not named.duplicated(["organisation_id", "milestone", "cause"]).any()


def test_a_change_in_the_past_is_what_it_was_then(plan: Plan) -> None:
    progress, organisations = world(7, plan)
    since, day = date(2025, 2, 20), date(2025, 4, 1)
    then = progress[progress["as_of"] <= day]
    for measure in (rate_change, organisations_changed):
        pd.testing.assert_frame_equal(
            measure(progress, organisations, plan, as_of=day, since=since),
            measure(then, organisations, plan, as_of=day, since=since),
        )
