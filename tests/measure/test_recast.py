"""As reported, and recast to the organisations of one day: the rules of `recast`, one claim each."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from tests.measure.test_change import register
from tests.measure.test_completion import ORGANISATIONS, report

from analysis.measure import (
    MeasureError,
    completion_rates,
    milestone_states,
    organisations_on,
    recast,
    subcell_rates,
)
from analysis.plan import Plan

EVENTS = ["event", "event_from", "event_to", "organisation_id", "successor_ids"]
TODAY = "2025-07-01"


def event(what: str, who: str, on: str, successors: str = "") -> dict[str, Any]:
    """One row of the table `events`."""
    day = pd.Timestamp(on)
    return dict(zip(EVENTS, [what, day, day, who, successors], strict=True))


def recast_by(
    events: list[dict[str, Any]], rows: list[dict[str, Any]], plan: Plan, organisations: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    frame = pd.DataFrame(events, columns=EVENTS)
    return recast(pd.DataFrame(rows), organisations, frame, plan, to_day=TODAY)


def standing(found: tuple[pd.DataFrame, pd.DataFrame], plan: Plan, as_of: str) -> dict[str, str]:
    """Each organisation's standing on the congress on a day."""
    states = milestone_states(*found, plan, as_of=as_of)
    states = states[states["milestone"] == "congress_held"]
    return dict(zip(states["organisation_id"], states["status"], strict=True))


MERGED = register(x=(None, "2025-05-31"), c=(None, "2025-05-31"))
INTO_Y = [event("merge", "x", "2025-06-01", "y"), event("merge", "c", "2025-06-01", "y")]


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        ([report("2025-05-01", "y"), report("2025-05-01", "x"), report("2025-05-01", "c")], "done"),
        ([report("2025-05-01", "y"), report("2025-05-01", "x")], "in_progress"),  # silence is not done
        ([report("2025-05-01", who, "not_started") for who in "yxc"], "not_started"),
        (
            [
                report("2025-05-01", "y"),
                report("2025-05-01", "x"),
                report("2025-05-01", "c", "not_applicable"),
            ],
            "done",
        ),
        ([report("2025-05-01", who, "not_applicable") for who in "yxc"], "not_applicable"),
        (
            [report("2025-05-01", who) for who in "yxc"] + [report("2025-05-08", "c", "in_progress")],
            "in_progress",
        ),
        # what one that merged is said to have done after the merger is nobody's word
        ([report("2025-05-01", "y"), report("2025-06-08", "x"), report("2025-06-08", "c")], "in_progress"),
        # from then on the successor speaks for itself
        (
            [report("2025-05-01", who) for who in "yxc"] + [report("2025-06-08", "y", "not_started")],
            "not_started",
        ),
    ],
)
def test_a_successor_had_done_it_once_all_that_merged_had(
    plan: Plan, rows: list[dict[str, Any]], status: str
) -> None:
    found = recast_by(INTO_Y, rows, plan, MERGED)
    assert standing(found, plan, "2025-06-15") == {"y": status, "t": "not_started"}


def test_a_successor_had_done_it_on_the_day_of_the_last(plan: Plan) -> None:
    rows = [
        report("2025-04-01", "y", on="2025-03-20"),
        report("2025-05-01", "x", on="2025-04-20"),
        report("2025-05-08", "x"),  # the date told before still holds
        report("2025-05-15", "c", on="2025-05-10"),
    ]
    progress, _ = recast_by(INTO_Y, rows, plan, MERGED)
    assert progress["as_of"].dt.strftime("%d/%m").tolist() == ["01/04", "01/05", "08/05", "15/05"]
    assert progress["status"].tolist() == ["in_progress", "in_progress", "in_progress", "done"]
    assert progress["actual_to"].dropna().tolist() == [pd.Timestamp("2025-05-10")]


def test_a_successor_plans_for_the_last_day_and_has_no_plan_while_one_has_none(plan: Plan) -> None:
    def planned(who: str, day: str) -> dict[str, Any]:
        days: dict[str, Any] = {"planned_from": pd.Timestamp(day), "planned_to": pd.Timestamp(day)}
        return report("2025-05-01", who, "not_started", **days)

    rows = [planned("y", "2025-06-10"), planned("x", "2025-06-20")]
    progress, _ = recast_by(INTO_Y, rows, plan, MERGED)
    assert progress["planned_to"].isna().all()
    progress, _ = recast_by(INTO_Y, [*rows, report("2025-05-01", "c")], plan, MERGED)
    assert progress["planned_to"].tolist() == [pd.Timestamp("2025-06-20")]


def test_sub_cells_of_all_that_merged_are_added_up(plan: Plan) -> None:
    two = ORGANISATIONS.assign(organisation_kind="party_committee", subcells=pd.array([3, 4, 5, 6], "Int64"))
    gone = pd.to_datetime(pd.Series([None, "2025-05-31", None, None]))
    organisations = two.assign(valid_from=None, valid_to=gone)
    rows = [report("2025-03-01", "y", "in_progress", "subcell_congresses", held=2, required=3)]
    found = recast_by([event("merge", "x", "2025-06-01", "y")], rows, plan, organisations)
    before = subcell_rates(pd.DataFrame(rows), organisations, plan, as_of="2025-03-01", by=None)
    after = subcell_rates(*found, plan, as_of="2025-03-01", by=None)
    assert list(after.loc[0, ["required", "held"]]) == list(before.loc[0, ["required", "held"]]) == [18, 2]


def test_a_cell_without_sub_cells_does_not_hold_the_others_up(plan: Plan) -> None:
    rows = [report("2025-03-01", "y", "done", "subcell_congresses", held=3, required=3)]
    progress, _ = recast_by(INTO_Y, rows, plan, MERGED)
    assert progress[["organisation_id", "status", "held", "required"]].to_numpy().tolist() == [
        ["y", "done", 3, 3]
    ]


SPLIT = register(y=(None, "2025-05-31"), x=("2025-06-01", None), t=("2025-06-01", None))


def test_the_parts_of_a_split_inherit_where_the_whole_stood(plan: Plan) -> None:
    rows = [report("2025-05-01", "y"), report("2025-06-08", "x", "not_started")]
    found = recast_by([event("split", "y", "2025-06-01", "x; t")], rows, plan, SPLIT)
    assert standing(found, plan, "2025-05-15") == {"x": "done", "t": "done", "c": "not_started"}
    assert standing(found, plan, "2025-06-15") == {"x": "not_started", "t": "done", "c": "not_started"}


def test_a_part_that_joins_one_that_stood_before_changes_nothing_there(plan: Plan) -> None:
    rows = [report("2025-05-01", "y"), report("2025-05-01", "c", "in_progress")]
    found = recast_by([event("split", "y", "2025-06-01", "y; c")], rows, plan, register())
    assert standing(found, plan, "2025-05-15") == {
        "y": "done", "x": "not_started", "t": "not_started", "c": "in_progress",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("status", "held", "counted"),
    [("done", 9, (4, 4)), ("not_started", 0, (0, 4)), ("in_progress", 5, (None, None))],
)
def test_sub_cells_of_a_part_are_its_own_all_or_none_or_untold(
    plan: Plan, status: str, held: int, counted: tuple[int | None, int | None]
) -> None:
    parts = SPLIT.assign(organisation_kind="party_committee", subcells=pd.array([9, 4, 5, None], "Int64"))
    rows = [report("2025-03-01", "y", status, "subcell_congresses", held=held, required=9)]
    progress, _ = recast_by([event("split", "y", "2025-06-01", "x; t")], rows, plan, parts)
    told = progress[progress["organisation_id"] == "x"].iloc[0]
    assert tuple(None if told[name] is pd.NA else told[name] for name in ("held", "required")) == counted


def test_changes_follow_one_another(plan: Plan) -> None:
    organisations = register(x=(None, "2025-03-31"), y=(None, "2025-04-30"), t=("2025-05-01", None))
    chain = [event("merge", "x", "2025-04-01", "y"), event("rename", "y", "2025-05-01", "t")]
    rows = [report("2025-02-01", "x"), report("2025-03-01", "y")]
    found = recast_by(chain, rows, plan, organisations)
    assert standing(found, plan, "2025-02-15") == {"t": "in_progress", "c": "not_started"}
    assert standing(found, plan, "2025-03-15") == {"t": "done", "c": "not_started"}


def test_who_left_is_left_out_of_the_past_too(plan: Plan) -> None:
    organisations = register(x=(None, "2025-03-31"), c=(None, "2025-04-30"))
    events = [event("transfer", "x", "2025-04-01"), event("dissolve", "c", "2025-05-01")]
    rows = [report("2025-02-01", "x"), report("2025-02-01", "y")]
    reported = completion_rates(pd.DataFrame(rows), organisations, plan, as_of="2025-02-15", by=None)
    assert list(reported.set_index("milestone").loc["congress_held", ["held", "required"]]) == [2, 4]
    found = recast_by(events, rows, plan, organisations)
    today = completion_rates(*found, plan, as_of="2025-02-15", by=None)
    assert list(today.set_index("milestone").loc["congress_held", ["held", "required"]]) == [1, 2]


def test_a_pause_that_ended_is_left_out_of_its_days_only(plan: Plan) -> None:
    resumed = register(x=(None, "2025-01-31"))
    again = resumed[resumed["organisation_id"] == "x"].assign(
        valid_from=pd.Timestamp("2025-04-01"), valid_to=None
    )
    events = [event("pause", "x", "2025-02-01"), event("resume", "x", "2025-04-01")]
    found = recast_by(events, [report("2025-01-10", "x")], plan, pd.concat([resumed, again]))
    days = {day: standing(found, plan, day).get("x") for day in ("2025-01-31", "2025-03-31", "2025-04-01")}
    assert days == {"2025-01-31": "done", "2025-03-31": "not_applicable", "2025-04-01": "done"}


def test_a_new_type_and_name_hold_for_the_past_too(plan: Plan) -> None:
    old = register(c=(None, "2025-04-30"))
    new = old[old["organisation_id"] == "c"].assign(
        organisation="Chi bộ Cao su", organisation_type="public_service",
        valid_from=pd.Timestamp("2025-05-01"), valid_to=None,
    )  # fmt: skip
    organisations = pd.concat([old, new], ignore_index=True)
    rows = [
        report("2025-02-01", "c")
        | {"organisation": "Chi bộ Công ty Cao su", "organisation_type": "enterprise"}
    ]
    progress, today = recast_by([event("retype", "c", "2025-05-01")], rows, plan, organisations)
    assert progress[["organisation", "organisation_type"]].to_numpy().tolist() == [
        ["Chi bộ Cao su", "public_service"]
    ]
    named = organisations_on(today, "2025-02-15").set_index("organisation_id")["organisation_type"]
    assert named["c"] == "public_service"
    assert (
        organisations_on(organisations, "2025-02-15").set_index("organisation_id").loc["c"].iloc[2]
        == "enterprise"
    )


def test_members_nobody_counted_again_are_those_of_all_that_merged(plan: Plan) -> None:
    organisations = register(x=(None, "2025-05-31"), y=(None, "2025-05-31"), t=("2025-06-01", None))
    organisations.loc[organisations["organisation_id"] == "t", "members"] = pd.NA
    events = [event("merge", who, "2025-06-01", "t") for who in "xy"]
    _, today = recast_by(events, [report("2025-02-01", "x")], plan, organisations)
    assert today.set_index("organisation_id")["members"].to_dict() == {"t": 95, "c": 10}


def test_an_event_to_come_changes_nothing_yet(plan: Plan) -> None:
    rows = [report("2025-05-01", "x")]
    progress, today = recast_by([event("merge", "x", "2025-07-02", "y")], rows, plan, register())
    assert list(progress["organisation_id"]) == ["x"]
    assert sorted(today["organisation_id"]) == ["c", "t", "x", "y"]


def test_events_that_do_not_say_who_followed_are_refused(plan: Plan) -> None:
    events = pd.DataFrame([event("merge", "x", "2025-06-01", "y")]).drop(columns="successor_ids")
    with pytest.raises(MeasureError, match="successor_ids"):
        recast(pd.DataFrame([report("2025-05-01", "x")]), ORGANISATIONS, events, plan, to_day=TODAY)
