"""What one cell looks like before anything is known about its table."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from functools import lru_cache
from typing import Literal

from analysis.cells import Value
from analysis.memo import Memo

Look = Literal["text", "figure", "mark", "outline", "ordinal"]
"""text: words; figure: a number, date or rate; mark: x, -; outline: I, A, a, 1.2; ordinal: 1, 2, (3)."""

_ROMAN = re.compile(r"^\(?(?=[IVXL])(?:X{0,3})(?:IX|IV|V?I{0,3})(?:\.\d+)*[.)]?$")
_LETTER = re.compile(r"^\(?[A-ZĐ][.)]?$")
_SMALL = re.compile(r"^\(?(?:[a-zđ]|i{2,3}|iv|vi{1,3}|ix)[.)]?$")
_DECIMAL_OUTLINE = re.compile(r"^\d+(?:\.\d+)+\.?$")
_ORDINAL = re.compile(r"^[(\[]?\d{1,4}[)\].]?$")
_FIGURE = re.compile(r"^[\d\s.,/%‰()+\-–:*=<>≤≥]*\d[\d\s.,/%‰()+\-–:*]*$")
_BROKEN = re.compile(r"^=[^=]|^#[A-Z/0]+[!?A]?$")
"""A formula that was never computed, an error value: they stand where a figure should."""
_MARK = re.compile(r"^(?:[xXvV✓✔√☑☒☐□◻▢✅+*…._–—-]+|\"|'')$")

_PREFIX = re.compile(r"^(?P<marker>[IVXL]+|[A-ZĐ]|\d+(?:\.\d+)*)\s*[.)/\-:]\s*(?=\S)")
_SMALL_PREFIX = re.compile(r"^\(?(?P<marker>[a-zđ])(?:[.)/]| [-–])\s+(?=\S)")


@lru_cache(maxsize=65536)
def _look_of_text(text: str) -> Look:
    if text[:1].isalpha() and " " in text:
        return "text"  # what begins with a letter and is none is one word
    if _MARK.match(text):
        return "mark"
    if _ORDINAL.match(text):
        return "ordinal"
    if any(kind.match(text) for kind in (_ROMAN, _LETTER, _SMALL, _DECIMAL_OUTLINE)):
        return "outline"
    return "figure" if _FIGURE.match(text) or _BROKEN.match(text) else "text"


def look(value: Value) -> Look:
    """How a cell that is not empty looks by itself.

    >>> [look(value) for value in ("Sở Y tế", "12/15", "x", "II", 3)]
    ['text', 'figure', 'mark', 'outline', 'figure']
    """
    if isinstance(value, str):
        return _look_of_text(value)
    return "figure"


def is_words(value: Value) -> bool:
    """Text that names something: not a figure, a mark or a numbering."""
    return isinstance(value, str) and _look_of_text(value) == "text"


WORDS: Memo[Value, bool] = Memo(is_words)
"""`is_words`, for whole rows and columns."""


def is_amount(value: Value) -> bool:
    """A figure that can be added up."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_moment(value: Value) -> bool:
    """A real date or time of the workbook."""
    return isinstance(value, date | time | timedelta)


@lru_cache(maxsize=65536)
def outline_of_text(text: str) -> str | None:
    """The kind of outline marker a text is, or starts with.

    One of roman, letter, number, decimal, small (a letter), dash, plus; None without a marker.

    >>> outline_of_text("II"), outline_of_text("A. Cơ quan hành chính"), outline_of_text("Sở Y tế")
    ('roman', 'letter', None)
    """
    marker = text
    if text.startswith(("-", "–", "—", "_", "+")) and _look_of_text(text) in ("text", "mark"):
        return "plus" if text[0] == "+" else "dash"
    if _look_of_text(text) == "text":
        found = _PREFIX.match(text) or _SMALL_PREFIX.match(text)
        if not found:
            return None
        marker = found["marker"]
    marker = marker.strip("()[]. ")
    if marker.isdigit():
        return "number"
    if "." in marker:
        return "decimal"
    if _ROMAN.match(marker) and not (len(marker) == 1 and marker in "LCDM"):
        return "roman"
    if _SMALL.match(marker):
        return "small"
    return "letter" if _LETTER.match(marker) else None


def is_small_letter(value: Value) -> bool:
    """One small letter: a unit over figures (m, g) as well as the numbering of a section."""
    return isinstance(value, str) and len(value) == 1 and value.islower() and look(value) == "outline"


def is_number(value: Value) -> bool:
    """A running number: 1, "2", "(3)"."""
    return (isinstance(value, int) and not isinstance(value, bool)) or (
        isinstance(value, str) and look(value) == "ordinal"
    )


def is_outline(value: Value) -> bool:
    """The numbering of a section: I, A."""
    return (
        isinstance(value, str) and look(value) != "ordinal" and outline_of_text(value) in ("roman", "letter")
    )


def is_numbering(value: Value) -> bool:
    """What may stand in a numbering column."""
    if isinstance(value, str):
        return look(value) in ("ordinal", "outline", "mark")
    return value is not None and not is_moment(value)
