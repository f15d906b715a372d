"""Headings without marks, as programs and old keyboards write them: "NgaySinh", "GIOI_TINH", "Ho va ten"."""

from __future__ import annotations

import re
from functools import cache

from analysis.diacritics import Diacritics
from analysis.shorthand import CutWords
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


def with_first_words(heading: str) -> str:
    """A heading in which a word cut to its first letters is whole again, where only one known phrase fits.

    >>> with_first_words("Chi bộ t/thuộc"), with_first_words("Ch.y KQ"), with_first_words("X/bộ")
    ('Chi bộ trực thuộc', 'chuẩn y KQ', 'X/bộ')
    """
    return _cut_words().restored(heading)


@cache
def _cut_words() -> CutWords:
    choices = (choice for row in entries("headings") for choice in row["words"].split("|"))
    return CutWords(phrase for choice in choices for phrase in choice.split("&"))


_ONE_MEANING = ("duyệt", "ngày", "đh", "đã", "chưa", "đảng", "tỉnh", "số")
"""Single words that are nothing else among the headings of such tables."""


@cache
def _headings() -> Diacritics:
    choices = [choice for row in entries("headings") for choice in row["words"].split("|")]
    phrases = {fold(phrase) for choice in choices for phrase in choice.split("&")}
    return Diacritics({*(phrase for phrase in phrases if " " in phrase), *_ONE_MEANING})
