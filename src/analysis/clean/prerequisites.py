"""Held although what has to come first is not done, or is dated later, in the same report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from analysis.clean.form import Ledger
from analysis.dates import format_date
from analysis.findings import Origin
from analysis.plan import Plan
from analysis.wording import say

Row = dict[str, Any]


def check_prerequisites(rows: Iterable[Row], plan: Plan, ledger: Ledger) -> None:
    """Tells each contradiction at the cell of what was held; rows that others replaced are not among them."""
    needed = {milestone.id: milestone.prerequisites for milestone in plan.milestones}
    involved = {one for milestone, earlier in needed.items() if earlier for one in (milestone, *earlier)}
    by_place = {
        (row["source_file"], row["source_sheet"], row["organisation_id"], row["milestone"]): row
        for row in rows
        if row["milestone"] in involved
    }
    for (file, sheet, organisation, milestone), row in by_place.items():
        if row["status"] != "done":
            continue
        for earlier in needed[milestone]:
            before = by_place.get((file, sheet, organisation, earlier))
            if before is None or (state := _contradiction(row, before)) is None:
                continue
            ledger.tell(
                "before_prerequisite",
                Origin(file, sheet, row["source_cell"]),
                organisation=row["organisation"],
                raw=before["source_cell"],
                milestone=plan.milestone(milestone).label["vi"],
                prerequisite=plan.milestone(earlier).label["vi"],
                state=state,
            )


def _contradiction(row: Row, before: Row) -> str | None:
    if before["status"] in ("in_progress", "not_started"):
        return say(f"findings.state.{before['status']}", "vi")
    if (
        before["status"] == "done"
        and before["actual_from"]
        and row["actual_to"]
        and before["actual_from"] > row["actual_to"]
    ):
        return say("findings.state.later", "vi", day=format_date(before["actual_from"], "vi"))
    return None
