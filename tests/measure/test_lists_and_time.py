from __future__ import annotations

import itertools

import pandas as pd
import pytest
from tests.measure.test_completion import ORGANISATIONS, report
from tests.measure.worlds import world

from analysis.measure import (
    completion_curve,
    headline_figures,
    incomplete_organisations,
    membership_by_type,
    pilot_progress,
    reporting_rates,
    suppressed,
    task_progress,
    weekly_change,
)
from analysis.measure.examples import one_report, two_organisations
from analysis.plan import Plan
from analysis.publish.headline import headline_lines


def test_the_most_urgent_stand_first(plan: Plan) -> None:
    rows = [
        report("2025-06-20", "y", "not_started", planned_to=pd.Timestamp("2025-06-25")),
        report("2025-06-20", "x", "not_started", planned_to=pd.Timestamp("2025-06-10")),
        report("2025-06-20", "t", "not_started", planned_to=pd.Timestamp("2025-01-15")),
        report("2025-06-20", "c", "done"),
    ]
    waiting = incomplete_organisations(pd.DataFrame(rows), ORGANISATIONS, plan, as_of="2025-06-20")
    assert list(waiting["organisation"]) == ["Chi bộ Hội LHPN tỉnh", "Chi bộ Sở Xây dựng", "Đảng bộ Sở Y tế"]
    assert list(waiting["days_left"]) == [-140, 10, 10]
    assert list(waiting["days_past_plan"].fillna(-1)) == [156, 10, -1]


def test_who_had_nothing_to_do_before_has_done_none_of_none(plan: Plan) -> None:
    earlier = [m.id for m in plan.milestones if m.id != "congress_held"]
    rows = [report("2025-05-01", "x", "not_applicable", milestone) for milestone in earlier]
    waiting = incomplete_organisations(pd.DataFrame(rows), ORGANISATIONS, plan, as_of="2025-06-01")
    before = waiting.set_index("organisation")[["done_before", "required_before"]]
    assert list(before.loc["Chi bộ Sở Xây dựng"]) == [0, 0]


def test_the_list_holds_exactly_those_not_held(plan: Plan) -> None:
    progress, organisations = world(3, plan)
    waiting = incomplete_organisations(progress, organisations, plan, as_of="2025-06-20")
    figures = headline_figures(progress, organisations, plan, as_of="2025-06-20")
    assert len(waiting) == figures.required - figures.held


def test_curves_end_at_what_is_held_and_never_fall(plan: Plan) -> None:
    progress, organisations = world(11, plan)
    curve = completion_curve(progress, organisations, plan, as_of="2025-06-20")
    figures = headline_figures(progress, organisations, plan, as_of="2025-06-20")
    on_day = curve[curve["day"] == pd.Timestamp("2025-06-20")]
    assert on_day["held"].sum() == figures.held
    for _, part in curve.groupby("organisation_type"):
        assert part["planned"].is_monotonic_increasing
        assert part["held"].dropna().is_monotonic_increasing
    assert curve[curve["day"] > pd.Timestamp("2025-06-20")]["held"].isna().all()


def test_pilots_are_judged_by_their_own_deadline(plan: Plan) -> None:
    rows = [report("2025-03-01", "t", on="2025-02-05")]
    pilots = pilot_progress(pd.DataFrame(rows), ORGANISATIONS, plan, as_of="2025-03-01")
    assert list(pilots["state"]) == ["late"]


def test_who_never_reported_is_silent() -> None:
    rows = [report("2025-03-01", "y"), report("2025-04-01", "x")]
    rates = reporting_rates(pd.DataFrame(rows), ORGANISATIONS, as_of="2025-04-01").set_index(
        "organisation_type"
    )
    assert list(rates.loc["administrative", ["organisations", "reported", "fresh", "silent"]]) == [3, 2, 1, 1]
    assert rates.loc["administrative", "oldest_news_days"] == 31


def test_change_names_the_newly_done_and_those_gone_back(plan: Plan) -> None:
    rows = [
        report("2025-05-01", "y", "not_started"),
        report("2025-06-01", "y"),
        report("2025-05-01", "x"),
        report("2025-06-01", "x", "in_progress"),
    ]
    moved = weekly_change(
        pd.DataFrame(rows), ORGANISATIONS.assign(), plan, as_of="2025-06-01", since="2025-05-01"
    )
    assert dict(zip(moved["organisation"], moved["change"], strict=True)) == {
        "Đảng bộ Sở Y tế": "newly_done",
        "Chi bộ Sở Xây dựng": "gone_back",
    }


def test_a_task_is_overdue_once_its_due_period_is_over() -> None:
    tasks = pd.DataFrame(
        {
            "as_of": pd.Timestamp("2025-05-15"),
            "task": ["A", "B", "C"],
            "owner": "Tiểu ban Nhân sự",
            "due_from": pd.to_datetime(["2025-04-01", "2025-05-01", "2025-04-01"]),
            "due_to": pd.to_datetime(["2025-04-30", "2025-05-31", "2025-04-30"]),
            "status": ["in_progress", "in_progress", "done"],
            "done_from": pd.NaT,
            "done_to": pd.NaT,
        }
    )
    found = task_progress(tasks, as_of="2025-05-15").set_index("task")["state"]
    assert found.to_dict() == {"A": "overdue", "B": "in_progress", "C": "done"}


def counts(values: dict[tuple[str, str], int]) -> pd.DataFrame:
    return pd.DataFrame(
        [(group, measure, count) for (group, measure), count in values.items()],
        columns=["organisation_type", "measure", "count"],
    )


def test_members_are_counted_from_the_newest_statistics(plan: Plan) -> None:
    rows = [("2024-12-31", "y", 86), ("2025-03-31", "y", 88), ("2024-12-31", "x", 9)]
    membership = pd.DataFrame(rows, columns=["as_of", "organisation_id", "count"]).assign(
        organisation_type="administrative", measure="total"
    )
    assert list(membership_by_type(membership, plan, as_of="2025-04-01")["count"]) == [97]
    assert list(membership_by_type(membership, plan, as_of="2025-03-01")["count"]) == [95]


def test_small_counts_are_hidden_with_a_second_one_beside_them() -> None:
    table = counts({("a", "women"): 3, ("b", "women"): 40, ("c", "women"): 17, ("a", "total"): 50})
    shown = suppressed(table)
    hidden = set(shown.loc[shown["hidden"], "organisation_type"])
    assert {"a", "c"} <= hidden
    assert shown.loc[shown["measure"] == "total", "count"].notna().all()


@pytest.mark.parametrize("seed", range(20))
def test_no_line_hides_exactly_one_count(seed: int) -> None:
    chance = __import__("random").Random(seed)
    bands = ["age_18_30", "age_31_40", "age_41_50", "age_51_60", "age_61_"]
    table = counts({(g, m): chance.choice([0, 2, 3, 7, 12, 40]) for g, m in itertools.product("abc", bands)})
    shown = suppressed(table)
    for line in ("organisation_type", "measure"):
        for _, part in shown.groupby(line):
            others = part[~part["hidden"] & (part["count"] > 0)]
            assert part["hidden"].sum() != 1 or others.empty


def test_where_no_organisation_is_left_the_headline_says_so(plan: Plan) -> None:
    figures = headline_figures(one_report(), two_organisations().head(0), plan, as_of="2025-06-15")
    assert (figures.required, figures.held, figures.slowest_type) == (0, 0, "")
    assert "Không có tổ chức nào phải đại hội." in headline_lines(figures, "vi")
