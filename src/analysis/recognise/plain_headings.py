"""Headings without marks, as programs and old keyboards write them: "NgaySinh", "GIOI_TINH", "Ho va ten"."""

from __future__ import annotations

import re
from functools import cache

from analysis.diacritics import Diacritics, lacks_marks
from analysis.shorthand import CutWords
from analysis.text import fold
from analysis.vocabulary import entries

_BETWEEN_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])|[_\s.]+")


def with_marks(heading: str) -> str:
    """A heading in which known phrases get their marks back; of most single words nobody can tell which.

    >>> with_marks("NgaySinh"), with_marks("GIOI_TINH"), with_marks("Mat khau"), with_marks("tren 60t")
    ('ngày sinh', 'giới tính', 'Mat khau', 'trên 60t')
    """
    if not lacks_marks(heading):
        return heading
    words = [word for word in _BETWEEN_WORDS.split(heading.replace("/", "/ ")) if word]
    if len(words) < 2:
        return _alone().restored(words) or heading
    return _BEFORE_AGE.sub(_with_its_marks, _headings().restored(words) or heading)


_BEFORE_AGE = re.compile(r"(?i)(?<!\w)(?:tren|duoi|tu|den)(?= \d\d)")
_OF_AGE = {"tren": "trên", "duoi": "dưới", "tu": "từ", "den": "đến"}


def _with_its_marks(found: re.Match[str]) -> str:
    return _OF_AGE[found[0].lower()]


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


_ONE_MEANING = (
    "duyệt", "ngày", "đh", "đã", "chưa", "đảng", "tỉnh", "số", "đv", "đc", "nộp", "gửi", "trình", "điểm",
    "tuổi", "trước", "được", "mới", "lịch",
)  # fmt: skip
"""Single words that are nothing else among the headings of such tables."""
_ALONE = ("nữ", "tên", "khối", "nhóm", "việc", "tổng", "hạn", "duyệt", "lịch")
"""Those that may be all of a heading; "gioi" may be grades, "nam" years, "cong" works."""


@cache
def _headings() -> Diacritics:
    said = [row[column] for row in entries("headings") for column in ("words", "except")]
    said += [row["words"] for name in ("abbreviations", "matters") for row in entries(name)]
    phrases = {
        fold(phrase) for choices in said for choice in choices.split("|") for phrase in choice.split("&")
    }
    return Diacritics({*(phrase for phrase in phrases if " " in phrase), *_ONE_MEANING})


@cache
def _alone() -> Diacritics:
    return Diacritics(_ALONE)
