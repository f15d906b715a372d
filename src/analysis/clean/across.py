"""Checks across reports: what one report says is held against what the others said of the same thing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from operator import itemgetter
from typing import Any

from analysis.clean.form import Ledger
from analysis.dates import format_date
from analysis.findings import Origin

Row = dict[str, Any]
LEAST_JUMP, JUMP_SHARE = 10, 0.3
"""Between two counts a change of more than ten members and of more than three in ten is a jump."""


def check_progress_across(rows: Iterable[Row], ledger: Ledger) -> None:
    """Done earlier and not done later; another day than an earlier report gave.

    Each is told at the later cell, with the earlier one.
    """
    last: dict[tuple[str, str], Row] = {}
    for row in sorted(rows, key=itemgetter("as_of")):
        key = (row["organisation_id"], row["milestone"])
        earlier = last.get(key)
        if earlier is not None and earlier["status"] == "done":
            if row["status"] in ("not_started", "in_progress"):
                _tell(ledger, "gone_back", row, earlier)
            elif _moved(earlier, row):
                _tell(
                    ledger, "date_moved", row, earlier,
                    raw=format_date(row["actual_to"]), used=format_date(earlier["actual_to"]),
                )  # fmt: skip
        undated = row["status"] == "done" and not row["actual_to"]
        if undated and earlier is not None and earlier["actual_to"]:
            row = earlier | {"as_of": row["as_of"]}
        last[key] = row


def _moved(earlier: Row, later: Row) -> bool:
    """Both know the day to an interval, and the intervals have no day in common."""
    known = earlier["actual_to"], later["actual_to"]
    if not all(known) or known[0] == known[1]:
        return False
    begins = [row["actual_from"] or date.min for row in (earlier, later)]
    return bool(known[0] < begins[1] or known[1] < begins[0])


def check_membership_across(rows: Iterable[Row], ledger: Ledger) -> None:
    """An organisation's members between two counts: more than can come and go."""
    last: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: row["as_of"]):
        if row["measure"] != "total":
            continue
        earlier = last.get(row["organisation_id"])
        if earlier is not None:
            change = abs(row["count"] - earlier["count"])
            if change > LEAST_JUMP and change > JUMP_SHARE * max(earlier["count"], row["count"]):
                _tell(ledger, "membership_jumps", row, earlier, raw=row["count"], used=earlier["count"])
        last[row["organisation_id"]] = row


def _tell(ledger: Ledger, rule: str, row: Row, earlier: Row, **values: object) -> None:
    ledger.tell(
        rule,
        Origin(row["source_file"], row["source_sheet"], row["source_cell"]),
        organisation=row["organisation"],
        field=row.get("milestone", row.get("measure")),
        as_of=format_date(row["as_of"]),
        earlier=format_date(earlier["as_of"]),
        other=Origin(earlier["source_file"], earlier["source_sheet"], earlier["source_cell"]),
        **values,
    )
