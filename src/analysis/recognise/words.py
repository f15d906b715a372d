"""The words that tell a total, a summary, a note, a title, a numbering column, a unit, a part of a figure.

They come from `vocabulary/roles.csv` (the office's own forms) and `table_words.csv` (any other table).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from analysis.memo import Memo
from analysis.personal import names_organisation
from analysis.text import fold
from analysis.vocabulary import entries

_COUNTED = "đ c|đồng chí|đảng viên|đv|người|tổ chức|đơn vị|chi bộ"


@cache
def _pattern(role: str) -> re.Pattern[str]:
    """Folded text that plays `role`: the phrase alone, or with more words after (start) or before (end).

    In a phrase # stands for a number. A total may say how many it sums up, or refer to a footnote:
    "Cộng: 22", "Cộng: 08 đ/c, nữ 04", "Total 2, 3". What plays "no total" opens with the same letters
    ("Cộng đồng").
    """
    rows = [row for name in ("roles", "table_words") for row in entries(name) if row["role"] == role]
    phrases = {
        match: "|".join(_phrase(row["phrase"]) for row in rows if row["match"] == match) or "(?!)"
        for match in ("exact", "start", "end")
    }
    number = rf"(?:(?: ?\d+){{1,3}}(?: (?:{_COUNTED})(?!\w).*)?)?" if role == "total" else ""
    unless = rf"(?!{_pattern('no total').pattern})" if role == "total" else ""
    return re.compile(
        rf"{unless}(?:(?:{phrases['exact']}){number}$|(?:{phrases['start']})(?!\w)"
        rf"|.*(?<!\w)(?:{phrases['end']}){number}$)"
    )


def _phrase(text: str) -> str:
    return " ".join(r"\d+\w*" if word == "#" else re.escape(fold(word)) for word in text.split())


@lru_cache(maxsize=65536)
def plays(role: str, text: str) -> bool:
    """Whether the text says of itself that it is a total, a note, a title or anything else with words."""
    return _pattern(role).match(fold(text)) is not None


def is_bare_total(text: str) -> bool:
    """A total's name and nothing else: Cộng, Tổng số, Total."""
    return len(text.split()) <= 2 and plays("total", text)


BARE_TOTALS: Memo[str, bool] = Memo(is_bare_total)
"""`is_bare_total`, for the names of all rows."""


def names_section(text: str) -> bool:
    """Whether a label in a list of organisations is that of a section: in capitals, a type, no organisation.

    >>> names_section("Đơn vị sự nghiệp"), names_section("Sở Y tế")
    (True, False)
    """
    return text.isupper() or names_type(text) or not names_organisation(text)


def names_type(text: str) -> bool:
    """Whether a label is nothing but a type of organisations: "Hành chính", "Khu vực doanh nghiệp"."""
    return _OF_ALL.sub("", fold(text)) in _types()


_OF_ALL = re.compile(r"^(?:(?:khu vực|khối|nhóm|loại hình|các) )+")


def names_kind(text: str) -> bool:
    """Whether a label is a kind of grassroots organisations, which none of them is called.

    >>> names_kind("Các đảng bộ cơ sở (4)"), names_kind("Đảng bộ Cơ sở dữ liệu"), names_kind("Đảng bộ")
    (True, False, False)
    """
    return _COUNT.sub("", _OF_ALL.sub("", fold(text))) in _kinds()


NAMES_KIND: Memo[str, bool] = Memo(names_kind)
"""`names_kind`, for the names of all rows."""
_COUNT = re.compile(rf"(?: gồm| có)? \d+(?: (?:{_COUNTED}))?$")


@cache
def _kinds() -> frozenset[str]:
    phrases = (fold(row["phrase"]) for row in entries("kinds"))
    return frozenset(phrase for phrase in phrases if phrase.endswith((" cơ sở", "cs")))


@cache
def _types() -> frozenset[str]:
    return frozenset(fold(row["phrase"]) for row in entries("types"))
