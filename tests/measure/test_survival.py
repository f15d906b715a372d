from __future__ import annotations

import math
import random
import warnings
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest
from statsmodels.duration.survfunc import SurvfuncRight, survdiff
from tests.measure.test_completion import ORGANISATIONS, report
from tests.measure.worlds import world

from analysis.measure import (
    MeasureError,
    compare_types,
    completion_rates,
    median_time_to_completion,
    time_to_completion,
)
from analysis.plan import Plan, PlanError

OPENING = pd.Timestamp("2024-07-18")
AS_OF = OPENING + pd.Timedelta(days=300)
Moment = tuple[int, bool]


def random_moments(seed: int, number: int) -> list[Moment]:
    """Days since the opening at which each was done; those after the as-of date are not known."""
    chance = random.Random(seed)
    drawn = [chance.randint(200, 340) for _ in range(number)]
    return [(day, True) if day <= 300 else (300, False) for day in drawn]


def frames(groups: dict[str, list[Moment]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Organisations of each group and one report of theirs on the as-of date."""
    who, rows = [], []
    for group, moments in groups.items():
        for number, (day, done) in enumerate(moments):
            name = f"{group} {number}"
            who.append((name, name, "party_cell", group, None, 5, False))
            when: dict[str, Any] = {"on": OPENING + pd.Timedelta(days=day)} if done else {}
            rows.append(report(str(AS_OF.date()), name, "done" if done else "not_started", **when))
    columns = list(ORGANISATIONS.columns)
    return pd.DataFrame(rows), pd.DataFrame(who, columns=columns)


def by_hand(moments: list[Moment]) -> dict[int, tuple[Fraction, Fraction]]:
    """Kaplan-Meier and the sum of Greenwood's formula, per day, in fractions."""
    remaining, greenwood = Fraction(1), Fraction(0)
    steps = {}
    for day in sorted({day for day, _ in moments}):
        at_risk = sum(other >= day for other, _ in moments)
        events = sum(other == day and done for other, done in moments)
        remaining *= Fraction(at_risk - events, at_risk)
        if at_risk > events:
            greenwood += Fraction(events, at_risk * (at_risk - events))
        steps[day] = (remaining, greenwood)
    return steps


@pytest.mark.parametrize("seed", range(25))
def test_the_curve_is_the_product_limit_worked_by_hand(plan: Plan, seed: int) -> None:
    moments = random_moments(seed, 3 + seed)
    progress, organisations = frames({"enterprise": moments})
    times = time_to_completion(progress, organisations, plan, as_of=AS_OF).set_index("days")
    expected = by_hand(moments)
    assert list(times.index) == list(expected)
    for day, (remaining, greenwood) in expected.items():
        row: Any = times.loc[day]
        assert row["completed"] == pytest.approx(float(1 - remaining))
        if remaining in (0, 1):
            assert pd.isna(row["lower"])
            continue
        width = 1.959964 * math.sqrt(greenwood) / abs(math.log(remaining))
        assert row["lower"] == pytest.approx(1 - float(remaining) ** math.exp(-width), abs=1e-6)
        assert row["upper"] == pytest.approx(1 - float(remaining) ** math.exp(width), abs=1e-6)


@pytest.mark.parametrize("seed", range(10))
def test_two_types_are_compared_by_log_rank_worked_by_hand(plan: Plan, seed: int) -> None:
    first = random_moments(seed, 14)
    second = [(max(200, day - 20) if done else day, done) for day, done in random_moments(seed + 99, 9)]
    progress, organisations = frames({"administrative": first, "enterprise": second})
    pairs = compare_types(progress, organisations, plan, as_of=AS_OF)
    difference, variance = Fraction(0), Fraction(0)
    for day in {day for day, done in first + second if done}:
        n1, n2 = (sum(d >= day for d, _ in part) for part in (first, second))
        d1, d2 = (sum(d == day and e for d, e in part) for part in (first, second))
        n, d = n1 + n2, d1 + d2
        difference += d1 - Fraction(d * n1, n)
        if n > 1:
            variance += Fraction(n1 * n2 * d * (n - d), n * n * (n - 1))
    statistic = float(difference) / math.sqrt(variance)
    row: Any = pairs.iloc[0]
    assert (row["first"], row["second"]) == ("administrative", "enterprise")
    assert row["statistic"] == pytest.approx(statistic)
    assert row["p_value"] == pytest.approx(math.erfc(abs(statistic) / math.sqrt(2)))


def drawn(moments: list[Moment]) -> tuple[list[int], list[bool]]:
    return [day for day, _ in moments], [done for _, done in moments]


@pytest.mark.parametrize("seed", range(40))
def test_curve_and_median_are_those_of_statsmodels(plan: Plan, seed: int) -> None:
    moments = random_moments(seed, 5 + seed)
    progress, organisations = frames({"enterprise": moments})
    times = time_to_completion(progress, organisations, plan, as_of=AS_OF).set_index("days")
    theirs = SurvfuncRight(*drawn(moments))
    assert times.loc[times["events"] > 0].index.tolist() == theirs.surv_times.tolist()
    ours = times.loc[theirs.surv_times]
    assert (1 - ours["completed"]).tolist() == pytest.approx(theirs.surv_prob.tolist())
    assert ours["at_risk"].tolist() == theirs.n_risk.tolist()
    median: Any = median_time_to_completion(progress, organisations, plan, as_of=AS_OF).iloc[0]
    days = [math.inf if pd.isna(day) else float(day) for day in median.loc["median_days":]]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # theirs takes the logarithm of nought at the end
        assert days[1:] == list(theirs.quantile_ci(0.5))
    if 0.5 not in theirs.surv_prob.round(9):  # there half has held for us, for them just more than half
        assert days[0] == theirs.quantile(0.5)


@pytest.mark.parametrize("seed", range(40))
def test_two_types_are_compared_as_statsmodels_does(plan: Plan, seed: int) -> None:
    first, second = random_moments(seed, 12), random_moments(seed + 500, 9 + seed % 7)
    progress, organisations = frames({"administrative": first, "enterprise": second})
    row: Any = compare_types(progress, organisations, plan, as_of=AS_OF).iloc[0]
    days, done = drawn(first + second)
    chi_squared, p_value = survdiff(days, done, [0] * len(first) + [1] * len(second))
    assert row["statistic"] ** 2 == pytest.approx(chi_squared)
    assert row["p_value"] == pytest.approx(p_value)


def test_every_organisation_is_done_or_censored_once(plan: Plan) -> None:
    progress, organisations = world(5, plan, organisations=40)
    times = time_to_completion(progress, organisations, plan, as_of="2025-06-20").groupby("organisation_type")
    rates = completion_rates(progress, organisations, plan, as_of="2025-06-20")
    congress = rates[rates["milestone"] == "congress_held"].set_index("organisation_type")
    assert times["at_risk"].max().to_dict() == congress["required"].to_dict()
    assert times["events"].sum().to_dict() == congress["held"].to_dict()


def test_an_interval_counts_from_its_last_day_and_done_without_a_date_from_the_report(plan: Plan) -> None:
    rows = [
        report(
            "2025-06-15", "y", actual_from=pd.Timestamp("2025-05-01"), actual_to=pd.Timestamp("2025-05-31")
        ),
        report("2025-06-15", "x", "done"),
        report("2025-06-15", "t", "not_applicable"),
    ]
    times = time_to_completion(pd.DataFrame(rows), ORGANISATIONS, plan, as_of="2025-06-20")
    days = {int(day): int(events) for day, events in zip(times["days"], times["events"], strict=True)}
    last_of_may, report_day, today = 317, 332, 337
    assert days == {last_of_may: 1, report_day: 1, today: 0}


def test_what_was_reported_done_was_not_done_after_that_report(plan: Plan) -> None:
    rows = [
        report(
            "2025-06-15", "y", actual_from=pd.Timestamp("2025-06-01"), actual_to=pd.Timestamp("2025-06-30")
        )
    ]
    times = time_to_completion(pd.DataFrame(rows), ORGANISATIONS, plan, as_of="2025-06-20")
    assert times.loc[times["events"] > 0, "days"].tolist() == [332]


def test_later_reports_change_nothing(plan: Plan) -> None:
    progress, organisations = world(7, plan)
    early = progress[pd.to_datetime(progress["as_of"]) <= pd.Timestamp("2025-04-20")]
    for measure in (time_to_completion, median_time_to_completion, compare_types):
        pd.testing.assert_frame_equal(
            measure(progress, organisations, plan, as_of="2025-04-20"),
            measure(early, organisations, plan, as_of="2025-04-20"),
        )


def test_the_median_is_empty_where_half_is_not_reached(plan: Plan) -> None:
    progress, organisations = frames(
        {
            "administrative": [(210, True), (220, True), (230, True)],
            "enterprise": [(210, True)] + 3 * [(300, False)],
        }
    )
    medians = median_time_to_completion(progress, organisations, plan, as_of=AS_OF)
    assert medians["organisation_type"].tolist() == ["administrative", "enterprise"]
    assert medians["median_days"].tolist() == [220, pd.NA]
    assert medians["lower_days"].tolist()[0] == 210
    assert medians[["required", "done"]].to_numpy().tolist() == [[3, 3], [4, 1]]


def test_nothing_done_compares_to_nothing(plan: Plan) -> None:
    progress, organisations = frames({"administrative": [(300, False)], "enterprise": [(300, False)]})
    assert compare_types(progress, organisations, plan, as_of=AS_OF)["p_value"].isna().all()
    times = time_to_completion(progress, organisations, plan, as_of=AS_OF)
    assert times["completed"].tolist() == [0, 0]


def test_nobody_required_gives_no_rows(plan: Plan) -> None:
    rows = pd.DataFrame([report("2025-06-15", name, "not_applicable") for name in "yxtc"])
    for measure in (time_to_completion, median_time_to_completion, compare_types):
        assert measure(rows, ORGANISATIONS, plan, as_of="2025-06-20").empty


def test_what_is_not_there_is_named(plan: Plan) -> None:
    progress, organisations = world(7, plan)
    with pytest.raises(MeasureError, match="nearest: organisation_type"):
        time_to_completion(progress, organisations, plan, as_of="2025-06-20", by="organisation_typ")
    with pytest.raises(PlanError):
        time_to_completion(progress, organisations, plan, as_of="2025-06-20", milestone="congress")
