"""Headings without marks, as programs and old keyboards write them: "NgaySinh", "GIOI_TINH", "Ho va ten"."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from analysis.text import fold
from analysis.vocabulary import entries

_BETWEEN_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])|[_\s.]+")


def with_marks(heading: str) -> str:
    """A heading in which known phrases get their marks back; of a single word nobody can tell what it was.

    >>> with_marks("NgaySinh"), with_marks("GIOI_TINH"), with_marks("Mat khau")
    ('ngày sinh', 'giới tính', 'Mat khau')
    """
    if not heading.isascii():
        return heading
    words = [word for word in _BETWEEN_WORDS.split(heading) if word]
    if len(words) < 2:
        return heading
    known, longest = _phrases()
    marked: list[str] = []
    position = found = 0
    while position < len(words):
        for length in range(min(longest, len(words) - position), 1, -1):
            phrase = known.get(" ".join(words[position : position + length]).lower())
            if phrase:
                marked.append(phrase)
                position, found = position + length, found + 1
                break
        else:
            marked.append(words[position])
            position += 1
    return " ".join(marked) if found else heading


@cache
def _phrases() -> tuple[dict[str, str], int]:
    """The headings' phrases of several words by their letters alone, without those that two of them share."""
    written = {
        fold(phrase)
        for row in entries("headings")
        for choice in row["words"].split("|")
        for phrase in choice.split("&")
        if " " in phrase.strip()
    }
    by_letters: dict[str, set[str]] = {}
    for phrase in written:
        by_letters.setdefault(_letters(phrase), set()).add(phrase)
    known = {letters: phrases.pop() for letters, phrases in by_letters.items() if len(phrases) == 1}
    return known, max((letters.count(" ") + 1 for letters in known), default=0)


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
