"""Which of a table's columns hold the numbering, the names and the figures."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from itertools import pairwise

from analysis.cells import Value
from analysis.recognise.headers import Header
from analysis.recognise.looks import WORDS, is_number, is_numbering
from analysis.recognise.table import by_column
from analysis.recognise.words import plays

_TO_TELL = 4
"""Numbers from which a column is told to be none of running ones."""


class BodyColumns:
    """`labels` are the columns of the name, which may be merged; `numbered` tells rows that are 1, 2, 3.

    `marked` tells that the numbering holds something else than running numbers too.
    """

    def __init__(self, header: Header, rows: Collection[dict[int, Value]]) -> None:
        self._rows = rows
        self._values = by_column(rows)
        self._words = {c: sum(map(WORDS.__getitem__, values)) for c, values in self._values.items()}
        self.ordinal = self._ordinal(header)
        self.name = self._name(header)
        same = header.paths.get(self.name)
        self.labels = [c for c in header.columns if header.paths[c] == same] or [self.name]
        self.naming: set[int | None] = {self.ordinal, *self.labels}
        marks = self._values.get(self.ordinal, []) if self.ordinal is not None else []
        numbers = sum(map(is_number, marks))
        self.numbered = numbers * 2 >= max(1, len(marks))
        self.marked = numbers < len(marks)
        self.figures = {
            c
            for c, values in self._values.items()
            if c not in self.naming and len(values) >= 2 and self._words[c] * 10 <= len(values) * 4
        }
        self.blank = self._values.keys() <= self.naming and not header.paths.keys() <= self.naming

    @cached_property
    def words(self) -> int:
        """How many texts a row has as a rule."""
        words = sorted(sum(map(WORDS.__getitem__, row.values())) for row in self._rows if row)
        return words[len(words) // 2] if words else 0

    def may_name(self) -> list[int]:
        """The name's column; behind one of categories (loại hình) also the next one, of different words."""
        if not self._repeats(self.name, 1):
            return [self.name]
        after = [c for c in sorted(self._values) if c > self.name and self._holds_words(c)]
        return [self.name, *(c for c in after[:1] if not self._repeats(c, 2))]

    def _repeats(self, c: int, times: int) -> bool:
        """Whether fewer different values stand in a column than one in so many."""
        values = self._values.get(c, [])
        return len(set(values)) * times < len(values)

    def _holds_words(self, c: int) -> bool:
        return self._words[c] * 3 >= len(self._values[c])

    def _ordinal(self, header: Header) -> int | None:
        if header.ordinal is not None:
            return header.ordinal
        if plays("code", header.paths.get(header.left, ("",))[-1]):
            return None  # lines that are only counted, totals among them
        first = self._values.get(header.left, [])
        numbering = sum(map(is_numbering, first))
        numbers = len(first) >= 2 and numbering * 10 >= len(first) * 8 and not _counts(first)
        return header.left if numbers else None

    def _name(self, header: Header) -> int:
        """The first column beside the numbering that holds words in at least a third of its cells."""
        for c in range(header.left, header.right + 1):
            if c in self._values and c != self.ordinal and self._holds_words(c):
                return c
        return header.left if self.ordinal is None else self.ordinal + 1


def _counts(values: list[Value]) -> bool:
    """Numbers that do not follow one another, 10, 3, 7, 10: how many, not which."""
    plain = [int(str(value)) for value in values if str(value).isdecimal()]
    steps = sum(b in (a + 1, 1) for a, b in pairwise(plain))
    return len(plain) == len(values) >= _TO_TELL and 2 * steps < len(plain) - 1
