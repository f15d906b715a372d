"""The rows below a heading block, and what each of them says of itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from analysis.cells import Value
from analysis.recognise.body_columns import BodyColumns
from analysis.recognise.headers import Header
from analysis.recognise.heading_looks import Row
from analysis.recognise.looks import is_number, is_outline, is_words
from analysis.recognise.section_marks import mark_kind, section_ranks
from analysis.recognise.sums import RANKS, rank_of
from analysis.recognise.words import is_bare_total, plays

Paths = dict[int, tuple[str, ...]]


class BodyRows:
    """The rows up to `end` (exclusive), cut to the columns of one heading block.

    Where the names are organisations, each numbered row is one of them, even if it is the sum of others.
    """

    def __init__(
        self, rows: list[Row], header: Header, end: int, organisations: Callable[[Paths, int], bool]
    ) -> None:
        self.header = header
        self.rows = {r: _within(rows[r], header.left, header.right) for r in range(header.last + 1, end)}
        self.cells = {r: dict(row) for r, row in self.rows.items()}
        self.columns = BodyColumns(header, self.cells.values())
        self.ordinal, self.name = self.columns.ordinal, self.columns.name
        self.organisations = any(organisations(header.paths, c) for c in self.columns.may_name())
        self.unit = next((c for c, path in header.paths.items() if plays("unit", path[-1])), None)
        self.first = next((r for r, row in self.rows.items() if row), None)
        self._ranks: dict[int, float] = {}
        self._section_ranks: dict[str, float] = {}
        if self.columns.marked:
            self._section_ranks = section_ranks(
                (self.mark(cells), self.has_values(cells)) for cells in self.cells.values()
            )

    @cached_property
    def numbered(self) -> set[int]:
        """The rows with a running number."""
        c = self.ordinal
        return set() if c is None else {r for r, cells in self.cells.items() if is_number(cells.get(c))}

    @cached_property
    def counts_lines(self) -> bool:
        """Whether the numbers only count the lines: a total has one too."""
        return any(is_bare_total(str(self.cells[r].get(self.name, ""))) for r in self.numbered)

    def mark(self, cells: dict[int, Value]) -> Value:
        """What stands in the numbering column of a row."""
        return cells.get(self.ordinal) if self.ordinal is not None else None

    def has_values(self, cells: dict[int, Value]) -> bool:
        """Anything beside numbering and name; a name may be merged over several columns."""
        return not cells.keys() <= self.columns.naming

    def has_figures(self, cells: dict[int, Value]) -> bool:
        """Anything in the columns that hold figures."""
        return not cells.keys().isdisjoint(self.columns.figures)

    def label(self, cells: dict[int, Value]) -> str:
        """The words that name a row."""
        for c in self.columns.labels:
            if is_words(cells.get(c)):
                return str(cells[c])
        return str(next((v for _, v in sorted(cells.items()) if is_words(v)), next(iter(cells.values()))))

    def rank(self, r: int) -> float:
        """How high a row's numbering stands."""
        if r not in self._ranks:
            mark = self.mark(self.cells[r])
            rank: float = rank_of(mark if mark is not None else self.cells[r].get(self.name))
            if self._section_ranks:
                rank = self._section_ranks.get(mark_kind(mark) or "", rank)
            self._ranks[r] = rank
        return self._ranks[r]

    def is_section_mark(self, mark: Value) -> bool:
        """I, A, and in some tables a or I.1."""
        return is_outline(mark) or mark_kind(mark) in self._section_ranks

    def opens_section(self, r: int) -> bool:
        """Where organisations are numbered in a column of their own, a number opens nothing."""
        return self.rank(r) < RANKS["number" if self.ordinal is not None and self.organisations else "none"]


def _within(row: Row, left: int, right: int) -> Row:
    if not row or (row[0][0] >= left and row[-1][0] <= right):
        return row
    return [(c, v) for c, v in row if left <= c <= right]
