"""The columns that may speak of a milestone, and what is known of one when they have been read."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from analysis.cells import Value
from analysis.clean.values import Mark
from analysis.date_interval import DateInterval
from analysis.plain_words import plain_fold

SUBCELL_FIELDS = ("subcells_fraction", "subcells_held", "subcells_required")
SUBCELLS_TIME, SUBCELLS_PLANNED = "subcells_fraction/time", "subcells_fraction/planned"
"""The day on which the last of them held its congress, or will."""
SUBCELLS_LEFT = "subcells_fraction/left"
"""How many have yet to hold it, where no column counts those that have."""

_PARTS = ("in_progress", "not_started", "planned", "time", "number")
"""What further columns of a milestone say of it: documents_drafted/in_progress, dossier_approved/planned."""


@cache
def fields_of(milestone: str) -> tuple[str, ...]:
    """The columns that may speak of a milestone, the one that decides first."""
    if milestone == "subcell_congresses":
        return (*SUBCELL_FIELDS, SUBCELLS_LEFT, SUBCELLS_TIME, SUBCELLS_PLANNED)
    told = {
        "congress_held": ("congress_held", "congress_planned"),
        "results_approved": ("results_approved", "results_decision"),
    }
    return (*told.get(milestone, (milestone,)), *(f"{milestone}/{part}" for part in _PARTS))


class Reading(NamedTuple):
    """What is known of one milestone: `held` and `required` are counts of sub-cells."""

    status: str
    planned: DateInterval | None = None
    actual: DateInterval | None = None
    held: int | None = None
    required: int | None = None

    @classmethod
    def of(cls, mark: Mark, planned: DateInterval | None = None) -> Reading:
        """A mark beside the day that another column plans; its own is of the deed, or of what is to come."""
        if mark.status == "planned":
            return cls("not_started", planned=mark.when or planned)
        if mark.status == "in_progress":
            return cls("in_progress", mark.when or planned)
        return cls(mark.status, planned, mark.when if mark.status == "done" else None)


def counts_subcells(value: Value) -> bool:
    """Whether a cell says how many sub-cells have done it: "Xong 2/3 chi bộ"."""
    return isinstance(value, str) and _OF_SUBCELLS.search(plain_fold(value)) is not None


_OF_SUBCELLS = re.compile(r"(?<!\w)\d{1,3} \d{1,3} (?:chi bộ|cb|cbtt)(?!\w)")
