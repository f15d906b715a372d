"""Where organisations and their members went, and members as if today's organisations had always been."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from tests.measure.test_change import register
from tests.measure.test_completion import ORGANISATIONS, report
from tests.measure.test_recast import EVENTS, event

from analysis.measure import (
    MeasureError,
    membership_by_type,
    membership_change,
    organisations_moved,
    rate_change,
    rate_change_in_views,
    recast_membership,
)
from analysis.plan import Plan

TODAY = "2025-07-01"
GONE = register(x=(None, "2025-05-31"))


def events(*rows: dict[str, Any]) -> pd.DataFrame:
    """The table `events` from rows; without them empty."""
    return pd.DataFrame(rows, columns=[*EVENTS, "target", "members", "arrives"])


def moved(who: str, on: str, target: str | None, members: int | None = None, **more: Any) -> dict[str, Any]:
    """A transfer."""
    return event("transfer", who, on) | {"target": target, "members": members, "arrives": False} | more


def test_organisations_and_members_are_counted_by_where_they_went() -> None:
    table = events(
        moved("y", "2025-02-10", "Đảng bộ UBND tỉnh", 85),
        moved("x", "2025-02-10", "ĐẢNG BỘ  UBND TỈNH"),  # the register's nine
        moved("c", "2025-02-20", None),
        moved("t", "2025-02-10", "Đảng ủy các cơ quan Đảng", arrives=True),
    )
    found = organisations_moved(table, ORGANISATIONS, as_of=TODAY)
    assert found.to_numpy().tolist() == [
        ["transfer", "", 1, 10, 0],
        ["transfer", "Đảng bộ UBND tỉnh", 2, 94, 0],
    ]
    assert organisations_moved(table, ORGANISATIONS, as_of=TODAY, since="2025-02-11")["members"].tolist() == [
        10
    ]
    assert organisations_moved(table, ORGANISATIONS, as_of="2025-02-09").empty


def test_members_that_nobody_counted_are_said_to_be_missing() -> None:
    unknown = ORGANISATIONS.assign(members=pd.array([None, 9, 7, 10], dtype="Int64"))
    found = organisations_moved(
        events(moved("y", "2025-02-10", "B"), moved("x", "2025-02-10", "B")), unknown, as_of=TODAY
    )
    assert found[["organisations", "members", "uncounted"]].to_numpy().tolist() == [[2, 9, 1]]


def test_an_organisation_that_moved_in_two_sheets_moved_once() -> None:
    twice = events(moved("y", "2025-02-10", "B"), moved("y", "2025-02-10", "B"))
    assert organisations_moved(twice, ORGANISATIONS, as_of=TODAY)["members"].tolist() == [86]


def test_nobody_moved_is_an_empty_table() -> None:
    assert organisations_moved(events(), ORGANISATIONS, as_of=TODAY).empty
    with pytest.raises(MeasureError, match="target"):
        organisations_moved(events().drop(columns="target"), ORGANISATIONS, as_of=TODAY)


def counted(day: str, measure: str = "total", **counts: int) -> pd.DataFrame:
    """Statistics of members as of a day."""
    types = ORGANISATIONS.set_index("organisation_id")["organisation_type"]
    return pd.DataFrame(
        {
            "as_of": pd.Timestamp(day),
            "organisation_id": list(counts),
            "organisation_type": [types[who] for who in counts],
            "measure": measure,
            "count": pd.array(list(counts.values()), dtype="Int64"),
        }
    )


def test_who_left_since_it_was_counted_is_no_longer_counted_here(plan: Plan) -> None:
    membership = counted("2024-12-31", y=86, x=9)
    for day, members in (("2025-05-31", 95), ("2025-06-01", 86)):
        found = membership_by_type(membership, plan, as_of=day, organisations=GONE)
        assert found["count"].tolist() == [members]
    parts = pd.concat([counted("2024-12-31", name, y=86, x=9) for name in ("opening", "closing")])
    change = membership_change(parts, plan, as_of="2025-06-01", organisations=GONE)
    assert change[["organisations", "closing"]].to_numpy().tolist() == [[1, 86]]


def by_count(
    membership: pd.DataFrame, table: pd.DataFrame, organisations: pd.DataFrame
) -> dict[Any, list[Any]]:
    found = recast_membership(membership, organisations, table, to_day=TODAY)
    return found.groupby("organisation_id")["count"].agg(list).to_dict()


def test_members_of_all_that_merged_are_added_up_where_all_were_counted() -> None:
    table = events(event("merge", "x", "2025-06-01", "y"))
    both = pd.concat([counted("2024-12-31", y=86, x=9, c=10), counted("2025-06-30", y=96)])
    assert by_count(both, table, GONE) == {"c": [10], "y": [96, 95]}
    one = pd.concat([counted("2024-12-31", y=86), counted("2024-11-30", x=9), counted("2025-06-30", y=96)])
    assert by_count(one, table, GONE) == {"y": [96]}


def test_parts_of_a_split_have_no_members_before_they_are_counted() -> None:
    table = events(event("split", "y", "2025-06-01", "x; t"))
    organisations = register(y=(None, "2025-05-31"), x=("2025-06-01", None), t=("2025-06-01", None))
    both = pd.concat([counted("2024-12-31", y=86, c=10), counted("2025-06-30", x=50, t=36)])
    assert by_count(both, table, organisations) == {"c": [10], "t": [36], "x": [50]}


def test_a_merger_moves_the_rate_as_reported_and_not_the_recast_one(plan: Plan) -> None:
    # y and x had held; they merged, and nobody did anything
    rows = pd.DataFrame([report("2025-05-01", "y"), report("2025-05-01", "x")])
    table = events(event("merge", "x", "2025-06-01", "y"))
    days: dict[str, Any] = {"as_of": "2025-06-15", "since": "2025-05-15", "milestone": "congress_held"}
    both = rate_change_in_views(rows, GONE, table, plan, by=None, **days).set_index("view")
    counts = ["held_before", "required_before", "held", "required"]
    assert list(both.loc["as_reported", counts]) == [2, 4, 1, 3]
    assert list(both.loc["recast", counts]) == [1, 3, 1, 3]
    assert both.loc["as_reported", "change"] == pytest.approx(1 / 3 - 1 / 2)
    assert list(both.loc["recast", ["change", "change_by_removed"]]) == [0, 0]


def test_without_an_event_by_the_day_there_is_one_view(plan: Plan) -> None:
    rows = pd.DataFrame([report("2025-05-01", "y")])
    table = events(event("merge", "x", "2025-06-16", "y"))
    days: dict[str, Any] = {"as_of": "2025-06-15", "since": "2025-05-15"}
    found = rate_change_in_views(rows, GONE, table, plan, **days)
    assert set(found.pop("view")) == {"as_reported"}
    pd.testing.assert_frame_equal(found, rate_change(rows, GONE, plan, **days))
