from __future__ import annotations

import itertools
import math
import random
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from benchmarks.outlook import Tally, judge, known_on
from benchmarks.seasons import DEADLINE, invent_season
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from tests.measure.test_completion import ORGANISATIONS, report
from tests.measure.worlds import TYPES, world

from analysis.measure import MeasureError, completion_rates, outlook, outlook_by_type
from analysis.measure.forecast import count_distribution, forecast, interval
from analysis.plan import Plan, PlanError, load_plan

TODAY = pd.Timestamp("2025-06-01")
LAST_DAY = pd.Timestamp("2025-06-30")
Frames = tuple[pd.DataFrame, pd.DataFrame]


def day(offset: float) -> pd.Timestamp:
    """So many days from today."""
    return TODAY + pd.Timedelta(days=int(offset))


def organisations(names: dict[str, str], **columns: Any) -> pd.DataFrame:
    """Cells of the given types."""
    rows = [(name, name, "party_cell", kind, None, 10, False) for name, kind in names.items()]
    frame = pd.DataFrame(rows, columns=list(ORGANISATIONS.columns)).astype({"members": "Int64"})
    return frame.assign(**columns)


def course(name: str, promises: dict[int, int], done: int | None = None) -> list[dict[str, Any]]:
    """Reports of one organisation: what it promised on which day, and the day it was done."""
    rows = [
        report(str(day(made).date()), name, "not_started", planned_from=day(to), planned_to=day(to))
        for made, to in promises.items()
    ]
    if done is not None:
        rows.append(report(str(day(min(done + 3, 0)).date()), name, "done", on=day(done)))
    return rows


def office(*, late: int = 0, number: int = 20) -> Frames:
    """Of each type `number` that are done, a third of them `late` days after what they promised."""
    rows, names = [], {}
    for kind, place in itertools.product(TYPES, range(number)):
        name, promised = f"{kind} {place}", -30 + place
        names[name] = kind
        slip = late if place % 3 == 0 else 0
        if promised + slip < 0:
            rows += course(name, {-60: promised, -40: promised}, promised + slip)
        else:
            rows += course(name, {-60: promised, -40: promised, -1: promised + slip})
    return pd.DataFrame(rows), organisations(names)


def with_open(frames: Frames, courses: dict[str, dict[int, int]], kind: str = "enterprise") -> Frames:
    """The office with further organisations that are not done."""
    progress, who = frames
    rows = [row for name, promises in courses.items() for row in course(name, promises)]
    more = organisations(dict.fromkeys(courses, kind))
    return pd.concat([progress, pd.DataFrame(rows)]), pd.concat([who, more], ignore_index=True)


def row(frame: pd.DataFrame, name: str, columns: list[str]) -> list[Any]:
    return frame.loc[[name], columns].to_numpy().tolist()[0]


def chance(frames: Frames, plan: Plan, name: str) -> float:
    told = outlook(*frames, plan, as_of=TODAY).set_index("organisation")
    return float(told["probability"][name])


def test_the_poisson_binomial_is_what_enumeration_gives() -> None:
    draw = random.Random(4)
    chances = np.array([[draw.random() for _ in range(3)] for _ in range(6)])
    counted = count_distribution(chances)
    for column in range(3):
        expected = [0.0] * 7
        for outcome in itertools.product((0, 1), repeat=6):
            odds = (p if o else 1 - p for o, p in zip(outcome, chances[:, column], strict=True))
            expected[sum(outcome)] += math.prod(odds)
        assert counted[:, column] == pytest.approx(expected)


def test_many_are_counted_in_halves_to_the_same_end() -> None:
    draw = random.Random(8)
    chances = [draw.random() for _ in range(45)]
    counted = count_distribution(np.array(chances)[:, None])[:, 0]
    assert counted == pytest.approx(stats.poisson_binom(chances).pmf(np.arange(46)))


def test_nobody_open_sums_to_nothing() -> None:
    assert count_distribution(np.empty((0, 2, 3))).tolist() == np.ones((1, 2, 3)).tolist()


def test_intervals_hold_the_middle_and_grow_with_the_level() -> None:
    distribution = np.array([0.05, 0.15, 0.6, 0.15, 0.05])
    assert [interval(distribution, level) for level in (0.5, 0.8, 0.99)] == [(2, 2), (1, 3), (0, 4)]
    assert interval(np.array([1.0]), 0.8) == (0, 0)
    assert interval(np.array([0.5, 0.5]), 0.2) == (0, 0)


@pytest.mark.parametrize("seed", range(8))
def test_chances_are_chances_and_sums_agree_with_them(plan: Plan, seed: int) -> None:
    progress, who = world(seed, plan, organisations=60, reports=5)
    told = outlook(progress, who, plan, as_of="2025-05-20")
    sums = outlook_by_type(progress, who, plan, as_of="2025-05-20")
    rates = completion_rates(progress, who, plan, as_of="2025-05-20")
    congress = rates[rates["milestone"] == "congress_held"].reset_index(drop=True)
    known = told["probability"].dropna()
    assert known.between(0, 1).all()
    assert known.round(2).is_monotonic_increasing
    assert sums[["required", "held"]].equals(congress[["required", "held"]])
    assert len(told) == (sums["required"] - sums["held"]).sum()
    assert told["organisation"].is_unique
    by_type = told.groupby("organisation_type")["probability"].sum()
    expected = (sums["expected"] - sums["in_time"]).set_axis(sums["organisation_type"])
    assert expected[by_type.index].tolist() == pytest.approx(by_type.tolist())
    for low, high in itertools.pairwise(["low_95", "low_80", "low_50", "high_50", "high_80", "high_95"]):
        assert (sums[low] <= sums[high]).all()
    assert (sums["high_95"] <= sums["required"]).all()


def test_only_what_was_reported_by_the_day_counts(plan: Plan) -> None:
    progress, who = with_open(office(late=12), {"A": {-20: 9, 5: 25}, "B": {-20: 9, 3: 40}})
    known = progress[progress["as_of"] <= TODAY]
    for measure in (outlook, outlook_by_type):
        whole: Callable[..., pd.DataFrame] = measure
        pd.testing.assert_frame_equal(
            whole(progress, who, plan, as_of=TODAY), whole(known, who, plan, as_of=TODAY)
        )


def test_the_order_of_rows_does_not_matter(plan: Plan) -> None:
    progress, who = with_open(office(late=12), {"A": {-20: 9}, "B": {-20: 19, -5: 40}})
    shuffled = progress.sample(frac=1, random_state=3), who.sample(frac=1, random_state=5)
    pd.testing.assert_frame_equal(
        outlook_by_type(progress, who, plan, as_of=TODAY), outlook_by_type(*shuffled, plan, as_of=TODAY)
    )


@pytest.mark.parametrize("late", [0, 6, 25])
def test_a_later_promise_is_never_a_better_one(plan: Plan, late: int) -> None:
    courses = {f"{to:03}": {-20: to} for to in range(1, 80)}
    chances = outlook(*with_open(office(late=late), courses), plan, as_of=TODAY).set_index("organisation")
    told = chances["probability"].astype(float)[list(courses)]
    assert (told.diff().dropna() < 0.002).all()
    assert told["001"] - told["079"] > 0.5


def test_who_put_off_before_is_believed_less(plan: Plan) -> None:
    frames = with_open(office(late=9), {"new": {-50: 25, -20: 25}, "again": {-50: -25, -20: 25}})
    told = outlook(*frames, plan, as_of=TODAY).set_index("organisation")
    assert told["probability"]["again"] < told["probability"]["new"]
    assert row(told, "again", ["slips", "slip_days", "why"]) == [1, 50, "own"]
    assert row(told, "new", ["slips", "slip_days", "why"]) == [0, 0, "type"]


def test_a_type_is_believed_by_what_its_promises_were_worth(plan: Plan) -> None:
    punctual, late = (with_open(office(late=late), {"A": {-20: 22}}) for late in (0, 28))
    assert chance(punctual, plan, "A") > chance(late, plan, "A") + 0.05


def test_one_type_teaches_the_others_but_most_itself(plan: Plan) -> None:
    progress, who = office(late=0)
    slow = progress["organisation_id"].str.startswith("administrative")
    progress.loc[slow & (progress["status"] == "done"), ["actual_from", "actual_to"]] += pd.Timedelta(days=9)
    progress.loc[slow & (progress["status"] == "done"), "as_of"] = TODAY
    chances = [
        chance(with_open((part, who), {"A": {-20: 26}}, kind), plan, "A")
        for part, kind in (
            (office(late=0)[0], "enterprise"),
            (progress, "enterprise"),
            (progress, "administrative"),
        )
    ]
    assert chances == sorted(chances, reverse=True)
    assert chances[1] - chances[2] > chances[0] - chances[1]


def test_narrowing_a_month_to_a_day_is_no_slip(plan: Plan) -> None:
    progress, who = with_open(office(), {"A": {-20: 29, -5: 12}})
    rough = (progress["organisation_id"] == "A") & (progress["planned_to"] == day(29))
    progress.loc[rough, "planned_from"] = day(0)
    told = outlook(progress, who, plan, as_of=TODAY).set_index("organisation")
    assert row(told, "A", ["slips", "slip_days"]) == [0, -17]
    assert row(told, "A", ["first_promised", "promised"]) == [day(29), day(12)]


def test_who_names_no_date_has_about_the_chance_of_its_type(plan: Plan) -> None:
    frames = with_open(office(), {"A": {-20: 12}, "B": {-20: 20}, "C": {-20: 15}})
    progress, who = frames
    silent = organisations({"silent": "enterprise"})
    told = outlook(progress, pd.concat([who, silent]), plan, as_of=TODAY).set_index("organisation")
    assert told["probability"]["B"] - 0.2 < told["probability"]["silent"] < told["probability"]["A"]
    assert pd.isna(told["promised"]["silent"])


def test_nothing_known_says_nothing(plan: Plan) -> None:
    progress, who = with_open(office(number=2), {"A": {-20: 12}})
    told = outlook(progress, who, plan, as_of=TODAY)
    assert told["probability"].isna().all()
    assert told["expected_date"].isna().all()
    assert set(told["why"]) == {"too_little"}
    sums = outlook_by_type(progress, who, plan, as_of=TODAY).set_index("organisation_type")
    assert sums.loc["enterprise", "why"] == "too_little"
    assert sums.loc["enterprise", ["expected", "low_80", "high_80"]].isna().all()
    assert row(sums, "administrative", ["held", "expected", "low_95", "high_95"]) == [2, 2, 2, 2]
    assert sums.loc["administrative", "why"] == "certain"


def test_a_type_that_has_shown_too_little_rests_on_all(plan: Plan) -> None:
    progress, who = office()
    few = (who["organisation_type"] != "enterprise") | who["organisation_id"].str[-1].eq("1")
    frames = with_open((progress, who[few]), {"A": {-20: 12}})
    told = outlook(*frames, plan, as_of=TODAY).set_index("organisation")
    assert told.loc["A", "why"] == "all"
    sums = outlook_by_type(*frames, plan, as_of=TODAY).set_index("organisation_type")
    assert sums.loc["enterprise", "why"] == "all"


def test_past_the_deadline_all_is_certain(plan: Plan) -> None:
    rows = [*course("A", {-20: 12}), *course("B", {-20: 12}), *course("C", {-20: 12})]
    rows += [
        report("2025-07-05", "A", on=day(20)),
        report("2025-07-05", "B", on=LAST_DAY + pd.Timedelta(days=2)),
    ]
    who = organisations(dict.fromkeys("ABC", "enterprise"))
    told = outlook(pd.DataFrame(rows), who, plan, as_of="2025-07-06")
    assert told[["organisation", "probability", "why"]].to_numpy().tolist() == [["C", 0.0, "deadline_past"]]
    sums = outlook_by_type(pd.DataFrame(rows), who, plan, as_of="2025-07-06", by=None)
    assert sums.iloc[0].drop("all").tolist() == [3, 2, 1, 0, 0, 1.0, 1, 1, 1, 1, 1, 1, "certain"]


def test_done_but_nobody_knows_when_is_in_the_highs_only(plan: Plan) -> None:
    rows = [report("2025-07-05", "A", "done")]
    sums = outlook_by_type(
        pd.DataFrame(rows), organisations({"A": "enterprise"}), plan, as_of="2025-07-06", by=None
    )
    assert sums[["held", "in_time", "timing_unknown", "low_80", "high_80"]].to_numpy().tolist() == [
        [1, 0, 1, 0, 1]
    ]


def test_pilots_are_judged_by_their_own_deadline(plan: Plan) -> None:
    progress, who = with_open(office(), {"A": {-20: 12}})
    who["pilot"] = who["organisation_id"] == "A"
    told = outlook(progress, who, plan, as_of=TODAY).set_index("organisation")
    assert row(told, "A", ["probability", "why"]) == [0.0, "deadline_past"]


def test_whom_to_call_first(plan: Plan) -> None:
    progress, who = with_open(office(late=8), {"small": {-20: 25}, "sure": {-20: 4}, "big": {-20: 25}})
    who.loc[who["organisation_id"] == "big", "members"] = 90
    told = outlook(progress, who, plan, as_of=TODAY)
    names = told[told["organisation"].isin(["small", "sure", "big"])]["organisation"]
    assert names.tolist() == ["big", "small", "sure"]


@given(st.integers(-25, 60), st.integers(-60, -10))
@settings(max_examples=15, deadline=None)
def test_expected_dates_lie_on_the_side_of_the_deadline_that_is_likelier(to: int, made: int) -> None:
    told = outlook(*with_open(office(late=15), {"A": {made: to}}), PLAN, as_of=TODAY).set_index(
        "organisation"
    )
    in_time = told["expected_date"]["A"] <= LAST_DAY
    assert in_time == (told["probability"]["A"] >= 0.5)
    assert told["expected_date"]["A"] > TODAY


PLAN = load_plan("plan.toml")


def test_what_befalls_all_widens_the_sum() -> None:
    season = invent_season(np.random.default_rng(3), "lognormal_slips")
    made = forecast(known_on(season, DEADLINE - 42), np.full(len(season.done), 42.0))

    def variance(distribution: np.ndarray) -> float:
        counts = np.arange(len(distribution))
        return float(distribution @ counts**2 - (distribution @ counts) ** 2)

    independent = float((made.chance * (1 - made.chance)).sum())
    assert sum(map(variance, made.sums)) > 1.3 * independent
    assert variance(made.total) > 1.2 * sum(map(variance, made.sums))
    assert made.total @ np.arange(len(made.total)) == pytest.approx(made.chance.sum())
    assert made.total.sum() == pytest.approx(1)


def test_on_seasons_that_do_not_follow_the_model_it_keeps_what_it_says() -> None:
    """The full check, `python -m benchmarks.outlook`, is run by hand; docs/outlook.md has its figures."""
    tally, rng = Tally(), np.random.default_rng(7)
    for number in range(200):
        judge(invent_season(rng), (42, 28, 14)[number % 3], [tally])
    assert 0.7 < tally.coverage("type", 0.8) < 0.9
    assert 0.7 < tally.coverage("bloc", 0.8) < 0.9
    assert (tally.skills()[:2] > 0.1).all()


def test_what_is_not_there_is_named(plan: Plan) -> None:
    progress, who = office(number=2)
    with pytest.raises(PlanError):
        outlook(progress, who, plan, as_of=TODAY, milestone="congress")
    with pytest.raises(MeasureError, match="nearest: organisation_type"):
        outlook_by_type(progress, who, plan, as_of=TODAY, by="organisation_typ")
    with pytest.raises(MeasureError, match="planned_to"):
        outlook(progress.drop(columns="planned_to"), who, plan, as_of=TODAY)


def test_nobody_required_gives_no_rows(plan: Plan) -> None:
    rows = pd.DataFrame([report("2025-05-15", name, "not_applicable") for name in "yxtc"])
    assert outlook(rows, ORGANISATIONS, plan, as_of=TODAY).empty
    assert outlook_by_type(rows, ORGANISATIONS, plan, as_of=TODAY).empty
    assert outlook_by_type(rows, ORGANISATIONS, plan, as_of=TODAY, by=None)["required"].tolist() == [0]
