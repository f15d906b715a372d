"""Headings without marks, as programs and old keyboards write them: "NgaySinh", "GIOI_TINH", "Ho va ten"."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from analysis.diacritics import Diacritics
from analysis.text import fold
from analysis.vocabulary import entries

_BETWEEN_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])|[_\s.]+")


def with_marks(heading: str) -> str:
    """A heading in which known phrases get their marks back; of a single word nobody can tell what it was.

    >>> with_marks("NgaySinh"), with_marks("GIOI_TINH"), with_marks("Mat khau")
    ('ngày sinh', 'giới tính', 'Mat khau')
    """
    words = [word for word in _BETWEEN_WORDS.split(heading) if word] if heading.isascii() else []
    return (_headings().restored(words) if len(words) > 1 else None) or heading


_SLASHED = re.compile(r"\b(\w)[/.] ?(\w{2,})\b")


def with_first_words(heading: str) -> str:
    """A heading in which a word cut to its first letter is whole again, where only one known phrase fits.

    >>> with_first_words("Chi bộ t/thuộc"), with_first_words("C/thức"), with_first_words("X/bộ")
    ('Chi bộ trực thuộc', 'chính thức', 'X/bộ')
    """
    return _SLASHED.sub(_written_out, heading) if "/" in heading or "." in heading else heading


def _written_out(found: re.Match[str]) -> str:
    firsts = _pairs().get(fold(found[2]), frozenset())
    fitting = [word for word in firsts if word.startswith(found[1].casefold())]
    return f"{fitting[0]} {found[2]}" if len(fitting) == 1 else found[0]


@cache
def _pairs() -> dict[str, frozenset[str]]:
    """Which words stand before another in the headings that are known: "thuộc" goes with "trực"."""
    before: dict[str, set[str]] = {}
    for choice in (choice for row in entries("headings") for choice in row["words"].split("|")):
        for phrase in choice.split("&"):
            for first, second in pairwise(fold(phrase).split()):
                before.setdefault(second, set()).add(first)
    return {second: frozenset(firsts) for second, firsts in before.items()}


_ONE_MEANING = ("duyệt", "ngày", "đh", "đã", "chưa", "đảng", "tỉnh", "số")
"""Single words that are nothing else among the headings of such tables."""


@cache
def _headings() -> Diacritics:
    choices = [choice for row in entries("headings") for choice in row["words"].split("|")]
    phrases = {fold(phrase) for choice in choices for phrase in choice.split("&")}
    return Diacritics({*(phrase for phrase in phrases if " " in phrase), *_ONE_MEANING})
