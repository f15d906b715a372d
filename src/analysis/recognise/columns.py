"""What each column of a table means, once its kind is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from analysis.recognise.fields import Kind


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
