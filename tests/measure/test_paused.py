from __future__ import annotations

from datetime import date

import pandas as pd
from tests.measure.test_completion import ORGANISATIONS, report
from tests.measure.worlds import with_periods

from analysis.measure import completion_rates, organisations_changed, subcell_rates, weekly_change
from analysis.plan import Plan

JUNE = "2025-06-20"


def test_who_is_paused_stands_in_the_total_and_in_no_rate(plan: Plan) -> None:
    """Eight of 42 that are told to stop are no reason to print 100 %."""
    rows = pd.DataFrame([report("2025-05-01", "y"), report("2025-05-01", "x")])
    ends = pd.to_datetime(pd.Series([None, "2025-05-31", "2025-05-31", "2025-05-31"]))
    ended = ORGANISATIONS.assign(valid_to=ends)
    by_word = ended.assign(ended_by=["", "pause", "dissolve", "pause"])
    for day, counts in {"2025-05-31": [4, 2, 4], JUNE: [1, 1, 3]}.items():
        rates = completion_rates(rows, by_word, plan, as_of=day, by=None).set_index("milestone")
        assert list(rates.loc["congress_held", ["required", "held", "total"]]) == counts
    assert subcell_rates(rows, by_word, plan, as_of=JUNE)["required"].tolist() == [3]


def test_a_pause_that_no_event_has_ended_yet_is_told_from_leaving(plan: Plan) -> None:
    events = [
        {"event": what, "event_from": date(2025, 6, 1), "event_to": date(2025, 6, 1), "organisation_id": who}
        | {"successor_ids": "", "arrives": False, "target": None, "source_file": "biến động.xlsx"}
        for what, who in (("pause", "x"), ("dissolve", "t"))
    ]
    periods = with_periods(ORGANISATIONS, events)
    assert periods["ended_by"].fillna("").tolist() == ["", "pause", "dissolve", ""]
    rates = completion_rates(pd.DataFrame([report("2025-05-01", "x")]), periods, plan, as_of=JUNE, by=None)
    assert list(rates.loc[0, ["required", "held", "total"]]) == [2, 0, 3]


def test_who_counts_again_later_was_paused_where_nothing_says_why_it_ended(plan: Plan) -> None:
    rows = pd.DataFrame([report("2025-05-01", "x")])
    first = ORGANISATIONS.assign(valid_from=None, valid_to=["", "2025-03-31", "2025-03-31", ""])
    again = first[first["organisation_id"] == "x"].assign(valid_from="2025-06-01", valid_to=None)
    register = pd.concat([first, again])
    days = {
        day: completion_rates(rows, register, plan, as_of=day, by=None)["total"].iloc[0]
        for day in ("2025-03-31", "2025-04-01", "2025-06-01")
    }
    assert days == {"2025-03-31": 4, "2025-04-01": 3, "2025-06-01": 3}
    moved = organisations_changed(
        rows, register, plan, as_of="2025-06-01", since="2025-05-01", milestone="congress_held"
    )
    assert moved[["organisation_id", "cause", "reason"]].to_numpy().tolist() == [["x", "added", "resumed"]]
    assert weekly_change(rows, register, plan, as_of="2025-06-01", since="2025-05-01").empty
