"""Two invented organisations, a report of theirs, an event and two tasks, for the examples in docstrings."""

from __future__ import annotations

import pandas as pd


def two_organisations() -> pd.DataFrame:
    """A committee with three sub-cells and a cell of an enterprise."""
    return pd.DataFrame(
        {
            "organisation_id": ["y", "c"],
            "organisation": ["Đảng bộ Sở Y tế", "Chi bộ Công ty Cao su"],
            "organisation_kind": ["party_committee", "party_cell"],
            "organisation_type": ["administrative", "enterprise"],
            "subcells": pd.array([3, None], dtype="Int64"),
            "members": pd.array([86, 10], dtype="Int64"),
            "pilot": [False, False],
        }
    )


def one_report() -> pd.DataFrame:
    """The committee's report of 11/6/2025: two of three sub-cells held, its congress held the day before."""
    return pd.DataFrame(
        {
            "as_of": pd.Timestamp("2025-06-11"),
            "organisation_id": ["y", "y"],
            "milestone": ["subcell_congresses", "congress_held"],
            "status": ["in_progress", "done"],
            "planned_from": [pd.NaT, pd.Timestamp("2025-06-10")],
            "planned_to": [pd.NaT, pd.Timestamp("2025-06-10")],
            "actual_from": [pd.NaT, pd.Timestamp("2025-06-10")],
            "actual_to": [pd.NaT, pd.Timestamp("2025-06-10")],
            "held": pd.array([2, None], dtype="Int64"),
            "required": pd.array([3, None], dtype="Int64"),
        }
    )


def a_merger() -> pd.DataFrame:
    """The cell of the enterprise joins the committee on 1/7/2025."""
    return pd.DataFrame(
        {
            "event": ["merge"],
            "event_from": pd.Timestamp("2025-07-01"),
            "event_to": pd.Timestamp("2025-07-01"),
            "organisation_id": ["c"],
            "successor_ids": ["y"],
        }
    )


def two_tasks() -> pd.DataFrame:
    """Two tasks of one subcommittee: one done before its due date, one overdue in May 2025."""
    return pd.DataFrame(
        {
            "as_of": pd.Timestamp("2025-05-12"),
            "task": ["Chủ đề, phương châm", "Đề cương báo cáo chính trị"],
            "owner": "Tiểu ban Văn kiện",
            "due_to": pd.to_datetime(["2025-03-31", "2025-04-30"]),
            "status": ["done", "in_progress"],
            "done_from": [pd.Timestamp("2025-03-20"), pd.NaT],
            "done_to": [pd.Timestamp("2025-03-20"), pd.NaT],
        }
    )
