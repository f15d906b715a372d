"""How clerks spell what a cell says of a state or a day: without marks, cut to first letters, in short."""

from __future__ import annotations

import re
from functools import cache

from analysis.dates import WORDS_OF_DATES
from analysis.diacritics import Diacritics, lacks_marks
from analysis.shorthand import CutWords
from analysis.text import fold
from analysis.vocabulary import entries


def with_marks(text: str) -> str:
    """The words of a cell with the marks that were left out, as far as they are known."""
    return marks_restored(text) or text


def marks_restored(text: str) -> str | None:
    """What was typed without marks, "dang duyet", with those of known states and dates; else None."""
    plain = text.replace("không", "khong")
    words = plain.split() if lacks_marks(plain) else []
    marked = _states_and_dates().restored(words)
    return marked if marked and not marked.isascii() else None


@cache
def _states_and_dates() -> Diacritics:
    return Diacritics({*_known_phrases(), *map(fold, _IN_SENTENCES)})


_IN_SENTENCES = (
    "qđ số", "quyết định số", "kl số", "kết luận số", "tb số", "thông báo số", "lùi từ", "dời từ",
    "chuyển từ", "thay vì", "bãi bỏ", "hủy",
)  # fmt: skip


def spelt_out(text: str) -> str:
    """A cell's words as others write them in full.

    >>> spelt_out("d/k trc 15/6"), spelt_out("H/thành"), spelt_out("Q.II/2025"), spelt_out("Dạ, đã xong ạ")
    ('dự kiến trước 15/6', 'hoàn thành', 'Q.II/2025', 'đã xong')
    """
    if polite := _POLITE.fullmatch(text):
        text = polite["said"]
    return _SHORT.sub(lambda found: _SHORT_FOR[found[0].casefold()], _cut_words().restored(text))


_POLITE = re.compile(
    r"(?:(?:dạ|vâng|thưa)\b[\s,]*)*(?P<said>\w{2}.*?)(?:[\s,]+(?:ạ|nhé|nha|nhá))*[\s.!]*", re.IGNORECASE
)
"""Free answers in a form say more than the matter: "Dạ đã xong rồi ạ"."""
_SHORT_FOR = {"d/k": "dự kiến", "d.k": "dự kiến", "trc": "trước"}
_SHORT = re.compile(rf"(?<![\w/.])(?:{'|'.join(map(re.escape, _SHORT_FOR))})(?![\w/])", re.IGNORECASE)


@cache
def _cut_words() -> CutWords:
    return CutWords(_known_phrases())


@cache
def _known_phrases() -> frozenset[str]:
    """What cells of states and dates are known to say, folded."""
    states = (row["phrase"] for row in entries("statuses"))
    clauses = (one for row in entries("clauses") for one in row["phrase"].split("|"))
    matters = (one for row in entries("matters") for one in row["words"].split("|"))
    return frozenset(map(fold, (*states, *clauses, *matters, *WORDS_OF_DATES)))
