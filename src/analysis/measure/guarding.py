"""Hiding further counts until none that is hidden can be told.

What is hidden next is chosen by figures that everybody knows, not by the hidden counts themselves: a
reader who knows this rule would otherwise learn that what stayed is larger than what went.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array

Marks = NDArray[np.bool_]
Numbers = NDArray[Any]

SMALLEST_SHOWN = 5
ROOM = 3
"""How far the most that a hidden count may be lies above the least: four values at least."""


@dataclass(frozen=True, slots=True)
class Table:
    """Counts that share sums.

    `lines` has a row per sum that is known and a column per count: how often the count is in the sum.
    `most` bounds the counts, `usual` is what anybody would expect them to be.
    """

    counts: Numbers
    most: Numbers
    usual: Numbers
    lines: csr_array


@dataclass(slots=True)
class Reader:
    """Somebody who knows all counts that are not hidden, every sum, and the least and most of each count.

    Tables whose counts are added up in rows and in columns have whole numbers at the corners of what is
    possible, so that linear programming finds the whole range.
    """

    table: Table
    least: Numbers
    most: Numbers
    low: Numbers = field(init=False)
    high: Numbers = field(init=False)

    def __post_init__(self) -> None:
        """What is true is possible; so is every table found later, also once more is hidden."""
        self.low, self.high = self.table.counts.copy(), self.table.counts.copy()

    def found_so_far(self, cell: int) -> tuple[int, int]:
        """A part of the range: what has been found possible until now."""
        return int(self.low[cell]), int(self.high[cell])

    def range_of(self, cell: int, hidden: Marks) -> tuple[int, int]:
        """The least and the most that a hidden count may be."""
        places = np.flatnonzero(hidden)
        lines = self.table.lines[:, places]
        known = lines @ self.table.counts[places]
        bounds = np.column_stack([self.least[places], self.most[places]])
        for sign in (-1.0, 1.0):
            goal = np.where(places == cell, sign, 0.0)
            found = linprog(goal, A_eq=lines, b_eq=known, bounds=bounds, method="highs-ds")
            values = np.rint(found.x).astype(int)
            self.low[places] = np.minimum(self.low[places], values)
            self.high[places] = np.maximum(self.high[places], values)
        return self.found_so_far(cell)


@dataclass(slots=True)
class _Guard:
    """Whether a reader is left with enough room; no more is asked than hiding everything would give."""

    reader: Reader
    room: int
    must_leave_small: bool
    best: dict[int, tuple[int, int]] = field(default_factory=dict)

    def is_told(self, cell: int, hidden: Marks) -> bool:
        """Whether the reader can tell the count too nearly, and hiding more would help."""
        if self._is_room(self.reader.found_so_far(cell), self.room, self.must_leave_small):
            return False
        found = self.reader.range_of(cell, hidden)
        if cell not in self.best:
            self.best[cell] = replace(self.reader).range_of(cell, np.ones_like(hidden))
        low, high = self.best[cell]
        leave = self.must_leave_small and _leaves_small(low, high)
        return not self._is_room(found, min(self.room, high - low), leave)

    def _is_room(self, found: tuple[int, int], room: int, leave: bool) -> bool:
        low, high = found
        return high - low >= room and (_leaves_small(low, high) or not leave)


def _leaves_small(low: int, high: int) -> bool:
    return low < 1 or high >= SMALLEST_SHOWN


def guarded(table: Table, hidden: Marks) -> Marks:
    """Marks what to hide: what is hidden already, and as much more as keeps that from being told."""
    counts = table.counts
    small = hidden & (counts >= 1) & (counts < SMALLEST_SHOWN)
    large = counts >= SMALLEST_SHOWN
    guesser = Reader(
        table,
        np.select([small, large], [1, SMALLEST_SHOWN], 0),
        np.where(small, SMALLEST_SHOWN - 1, table.most),
    )
    guards = (
        _Guard(Reader(table, np.zeros_like(counts), table.most), ROOM, must_leave_small=True),
        _Guard(guesser, 1, must_leave_small=False),
    )
    inside = (table.lines != 0).astype(int)
    hidden = hidden | _all_small(table, inside)
    while not hidden.all():
        told = (inside @ hidden == 1) & (inside @ ~hidden > 0)
        if not told.any():
            weak = next(
                (c for c in np.flatnonzero(hidden) if any(g.is_told(int(c), hidden) for g in guards)), None
            )
            if weak is None:
                break
            told = (inside[:, [weak]].toarray().ravel() > 0) & (inside @ ~hidden > 0)
        mended = inside[told].sum(axis=0)
        chances = ~hidden & (mended > 0 if told.any() else True)
        ranked = [(counts[c] == 0, -mended[c], table.usual[c], c) for c in np.flatnonzero(chances)]
        hidden[min(ranked)[-1]] = True
    return hidden


def _all_small(table: Table, inside: csr_array) -> Marks:
    """Where a known sum is itself 1 to 4, which of its counts are noughts would tell the others."""
    whole = table.lines.min(axis=1).toarray().ravel() >= 0
    sums = table.lines @ table.counts
    marks: Marks = inside[whole & (sums >= 1) & (sums < SMALLEST_SHOWN)].sum(axis=0) > 0
    return marks
