"""What a cell holds before it is read: signs explained, colours, doubtful dates, faults; how it is quoted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from analysis.cells import Value
from analysis.dates import format_date

DASHES = re.compile(r"^[-–—−_.…/\s]+$")
FOOTNOTE = re.compile(r"\s*(?:\*+|\(\*+\)|[¹²³]+)$")
_ERROR = re.compile(r"^#(?:[A-Z]+[!?]|[A-Z]+/[0A]!?|ERROR)|^Err:\d{3}$")
COLOURED = "\x00"
"""What a cell says that is blank and coloured."""
FOOTNOTED = "\x01"
"""What a cell means that its footnote takes back."""
DISPUTED = "\x02"
"""Before the text of a cell of which a comment says something else."""
STRUCK = "\x03"
"""Before the text of a cell that is struck out."""


class Shaded(str):
    """What a blank cell says by its colour, in the words of the sheet's legend."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a value is refused: the rule of its finding."""

    rule: str


class Explained(str):
    """A sign with what the sheet itself says that it means: "o" for "chưa làm"."""

    meaning: str

    def __new__(cls, sign: str, meaning: str) -> Explained:
        """The sign as the cell has it, with its meaning."""
        explained = super().__new__(cls, sign)
        explained.meaning = meaning
        return explained

    def __reduce__(self) -> tuple[type[Explained], tuple[str, str]]:
        return Explained, (str(self), self.meaning)


def meant(text: str) -> str:
    """A text, or what the sheet explains that it means."""
    return text.meaning if isinstance(text, Explained) else text


class SpanOfDays(str):
    """The first and the last day from two columns in one text; `ends` are what the two cells hold."""

    ends: tuple[Value, ...]

    def __new__(cls, text: str, ends: tuple[Value, ...]) -> SpanOfDays:
        """The text of the span, with the values of its cells."""
        span = super().__new__(cls, text)
        span.ends = ends
        return span

    def __reduce__(self) -> tuple[type[SpanOfDays], tuple[str, tuple[Value, ...]]]:
        return SpanOfDays, (str(self), self.ends)


class DoubtfulDate(date):
    """A date whose day and month a US Excel has probably turned round."""

    @property
    def likely(self) -> date:
        """What was probably meant."""
        return date(self.year, self.day, self.month)


def broken_cell(text: str) -> Fault | None:
    """A cell that shows an error, or a formula that nobody computed, is no blank and no value."""
    if text == COLOURED:
        return Fault("marked_by_colour")
    if text == FOOTNOTED:
        return Fault("footnote_changes")
    if text.startswith(DISPUTED):
        return Fault("comment_disputes")
    if text.startswith(STRUCK):
        return Fault("struck_out")
    if text.startswith("=") and len(text) > 1:
        return Fault("formula_uncomputed")
    return Fault("cell_error") if _ERROR.match(text) else None


def shown(value: Value) -> dict[str, str]:
    """A raw value as a finding quotes it (`raw`), and for a date what may have been meant (`likely`)."""
    if isinstance(value, DoubtfulDate):
        return {"raw": format_date(value), "likely": format_date(value.likely)}
    if isinstance(value, date):
        return {"raw": format_date(value), "likely": f"{value.day}/{value.month}"}
    return {"raw": str(value).removeprefix(DISPUTED).removeprefix(STRUCK)}
