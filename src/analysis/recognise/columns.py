"""What each column of a table means, once its kind is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from analysis.recognise.fields import Kind
from analysis.recognise.identity_columns import MARKED_IDENTITY

MILESTONE_FIELDS = (
    "personnel_planning",
    "political_standards",
    "documents_drafted",
    "dossier_approved",
    "subcells_fraction",
    "subcells_held",
    "subcells_required",
    "congress_planned",
    "congress_held",
    "results_approved",
)
SILENT_FIELDS = (
    "subcells",
    "short_name",
    "note",
    "rate",
    "subcells_rate",
    "subcells_left",
    "members",
    "increase_total",
    "decrease_total",
    "decrease_other",
    "decision",
    "organisation_kind",
    *MARKED_IDENTITY,
    "start",
    "ethnic_majority",
    "no_religion",
    "given_name",
    "men",
    "remark",
    "activity",
    "submitted",
    "share",
)
"""Known columns that add nothing to the tables; no finding is owed for them."""


class Stated(NamedTuple):
    """What a title or a section says of every row below it: a milestone, and the words of its state."""

    milestone: str
    words: str


@dataclass(slots=True)
class Columns:
    """The fields of a table by column, the headings that mean nothing known, and the rows of data.

    `seconds` are the fields of the second count where a column has two. A table of one row needs no column of
    names: the title may say whose it is. `as_of` is the day that the headings of these columns say. `stated`
    gives what the labels of sections, or "" for the titles, say of a milestone that has no column.
    """

    kind: Kind
    fields: dict[int, str] = field(default_factory=dict)
    unknown: list[int] = field(default_factory=list)
    clashes: list[tuple[int, int, str]] = field(default_factory=list)
    rows: tuple[int, ...] = ()
    seconds: dict[int, str] = field(default_factory=dict)
    as_of: date | None = None
    stated: dict[str, Stated] = field(default_factory=dict)
