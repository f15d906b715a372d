"""The row below the headings that only numbers the columns: 1 2 3, A B 1 2 C, (1) (2a) (2b), 4=2+3."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from analysis.cells import Value
from analysis.recognise.heading_looks import Row

_NUMBER = re.compile(r"(?P<number>\d{1,3})(?P<part>[a-zđ]|\.\d{1,2})?", re.IGNORECASE)
_RECKONED = re.compile(r"[\da-zđ()\[\]+\-–*×/:.,%…]*\d[\da-zđ()\[\]+\-–*×/:.,%…]*", re.IGNORECASE)
_RECKONED_OF_LETTERS = re.compile(r"\(?[A-ZĐ](?:[+\-–*×/:][A-ZĐ])+\)?", re.IGNORECASE)
"""How a column is reckoned from others: 2+3, (2*100/3), 7+…+11, A+B-C."""
_ALPHABET = "AĂÂBCDĐEÊFGHIJKLMNOÔƠPQRSTUƯVWXYZ"
_MARKED = "ĂÂĐÊÔƠƯ"
_ROMAN_ONES = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_ROMAN = [tens + ones for tens in ("", "X") for ones in _ROMAN_ONES]
_FEWEST_LETTERS = 3
"""So many letters in their order number columns even where no number stands among them."""


class _Mark(NamedTuple):
    """What a cell numbers its column with: a number, or letters where that is None."""

    number: float | None
    letters: str = ""


@lru_cache(maxsize=8192)
def _mark_of_text(text: str) -> _Mark | None:
    """What a cell says if it only numbers its column; None where it says anything else."""
    head, equals, formula = text.replace(" ", "").partition("=")
    if equals and not (_RECKONED.fullmatch(formula) or _RECKONED_OF_LETTERS.fullmatch(formula)):
        return None
    bare = head.strip("()[].:")
    if found := _NUMBER.fullmatch(bare):
        part = found["part"] or ""
        if part.startswith(".") and not head.startswith(("(", "[")):
            return None  # a figure with decimals
        return _Mark(int(found["number"]) + _share(part))
    if bare.isalpha() and (len(bare) == 1 or bare.upper() in _ROMAN):
        return _Mark(None, bare)
    return None


def _share(part: str) -> float:
    """2a and (2.1) come after 2 and before 3."""
    if not part:
        return 0.0
    return (int(part[1:]) if part.startswith(".") else _ALPHABET.find(part.upper()) + 1) / 100


def is_number_row(row: Row, header: Row) -> bool:
    """Whether a row numbers the columns that have a heading.

    It fills most of them, its numbers go up from the first one, and letters, also those after
    the numbers, follow their own order.
    """
    if len(row) < 3 or len(row) * 2 < len({c for c, _ in header}):
        return False
    numbers: list[float] = []
    written: list[str] = []
    for _, value in row:
        if (mark := _mark(value)) is None:
            return False
        if mark.number is None:
            written.append(mark.letters)
        else:
            numbers.append(mark.number)
    letters = [letter.upper() for letter in written]
    if not numbers:
        return len(letters) >= _FEWEST_LETTERS and (_follow(letters) or letters == _ROMAN[: len(letters)])
    if (
        (letters and not (_rise(letters) or _rise_apart(written)))
        or numbers[0] > 2
        or len(numbers) < 2 - (letters[:2] == ["A", "B"])
    ):
        return False
    steps = [b - a for a, b in pairwise(numbers)]
    rising = sum(step > 0 for step in steps)
    close = sum(0 < step <= 2 for step in steps)
    return rising >= len(numbers) - 2 and close >= min(len(steps), max(1, len(numbers) - 3))


def _mark(value: Value) -> _Mark | None:
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    return _mark_of_text(str(value))


def _rise(letters: list[str]) -> bool:
    """In the order of the alphabet from A, or of the Roman numbers from I."""
    if letters[0] == "A" and all(len(letter) == 1 for letter in letters):
        return all(_ALPHABET.find(a) < _ALPHABET.find(b) for a, b in pairwise(letters))
    return letters == _ROMAN[: len(letters)]


def _rise_apart(written: list[str]) -> bool:
    """Small letters over the names, capitals over the sums that are reckoned from one another: a, b, A, B."""
    small = [letter.upper() for letter in written if letter.islower()]
    capital = [letter for letter in written if not letter.islower()]
    return bool(small and capital) and _follow(small) and _follow(capital)


def _follow(letters: list[str]) -> bool:
    """Rising without a gap; only the letters with a mark may be left out: D, Đ, E or D, E."""
    if not _rise(letters):
        return False
    left_out = (
        _ALPHABET[_ALPHABET.find(a) + 1 : _ALPHABET.find(b)] for a, b in pairwise(letters) if len(b) == 1
    )
    return all(set(between) <= set(_MARKED) for between in left_out)
