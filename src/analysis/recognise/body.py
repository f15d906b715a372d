"""Tells the rows below a heading apart: data, sections, totals, a heading printed again, notes."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from analysis.cells import Value
from analysis.recognise.body_columns import BodyColumns
from analysis.recognise.headers import Header
from analysis.recognise.heading_looks import Row, period
from analysis.recognise.looks import (
    is_amount,
    is_number,
    is_numbering,
    is_outline,
    is_words,
    look,
    outline_of_text,
)
from analysis.recognise.number_rows import is_number_row
from analysis.recognise.section_marks import mark_kind, section_ranks
from analysis.recognise.sections import PLAIN, PLAIN_OUTER, Marker, Section, Sections
from analysis.recognise.summaries import mark_summaries
from analysis.recognise.sums import RANKS, AmountsOfRows, SumFinder, rank_of
from analysis.recognise.table import Line, Role
from analysis.recognise.words import plays
from analysis.text import fold

LONG_NOTE = 120
_PLACE_AND_DATE = re.compile(r"(?i)(?:^|,\s*)ngày\b.*\btháng\b.*\bnăm\b")
_IN_WORDS = re.compile(r"(?i)\bbằng chữ\b")
"""An amount that is written out in words stands below the table."""
_OPENS = re.compile(r":\s*[\\(]?\d?\)?$")
"""A label that ends in a colon, perhaps with the mark of a footnote."""
_AN_INDICATOR = re.compile(r"(?i)(?:total|tổng số) \w")
"""What names an indicator of its own where each row has its unit: total population."""
Paths = dict[int, tuple[str, ...]]


class BodyReader:
    """Reads the rows up to `end` (exclusive) that belong to one heading block.

    Where the names are organisations, each numbered row is one of them, even if it is the sum of others.
    """

    def __init__(
        self, rows: list[Row], header: Header, end: int, organisations: Callable[[Paths, int], bool]
    ) -> None:
        self.header = header
        self.rows = {r: _within(rows[r], header.left, header.right) for r in range(header.last + 1, end)}
        self.cells = {r: dict(row) for r, row in self.rows.items()}
        self._headings = {_key(rows[r]) for r in range(header.first, header.last + 1)}
        self._heading_starts = {min(key) for key in self._headings if key}
        self.columns = BodyColumns(header, self.rows.values())
        self.ordinal, self.name = self.columns.ordinal, self.columns.name
        self.organisations = any(organisations(header.paths, c) for c in self.columns.may_name())
        self.unit = next((c for c, path in header.paths.items() if plays("unit", path[-1])), None)
        self.first = next((r for r, row in self.rows.items() if row), None)
        self._until: dict[int, int] = {}
        self._ranks: dict[int, float] = {}
        self._section_ranks = section_ranks(
            (self._mark(cells), self._has_values(cells)) for cells in self.cells.values()
        )

    def _mark(self, cells: dict[int, Value]) -> Value:
        """What stands in the numbering column of a row."""
        return cells.get(self.ordinal) if self.ordinal is not None else None

    def lines(self) -> tuple[list[Line], int]:
        """The body's rows with their roles, and the first row that is no longer part of the table."""
        end = self._end()
        roles: dict[int, Role] = {}
        for r, row in self.rows.items():
            if r >= end or not row:
                continue
            roles[r] = self._role(r, row, self.cells[r])
        self._empty_rows(roles)
        self._sections_with_sums(roles)
        return self._grouped(roles), end

    def _end(self) -> int:
        """After the last row that carries anything of the table; notes and signatures come later."""
        last = self.header.last
        stopped = False
        for r, row in self.rows.items():
            if not row or (r > last + 1 and not self._labelled(row)):
                continue
            if self._starts_notes(row):
                stopped = True
            elif stopped and not self._clearly_data(row):
                continue
            elif self._carries_data(row, self.cells[r], apart=r > last + 1) or (
                self.columns.blank and r == last + 1
            ):
                last, stopped = r, False
        return last + 1

    def _labelled(self, row: Row) -> bool:
        """Figures alone below a gap are somebody's reckoning beside the table."""
        return any(c in (self.ordinal, self.name) or is_words(v) for c, v in row) and not (
            len(row) == 1 and is_amount(row[0][1])
        )

    def _starts_notes(self, row: Row) -> bool:
        if len(row) > 3:
            return False
        words = [str(v) for _, v in row if is_words(v)]
        if not words or len(words) != len(row) or is_number(self._mark(dict(row))):
            return False
        telling = [
            plays("note", text) or bool(_PLACE_AND_DATE.search(text) or _IN_WORDS.search(text))
            for text in words
        ]
        if telling[0] or sum(telling) * 2 >= len(telling):
            return True
        return len(row) == 1 and len(words[0]) > LONG_NOTE

    def _clearly_data(self, row: Row) -> bool:
        cells = dict(row)
        return len(row) >= 2 and (
            is_numbering(self._mark(cells)) or sum(look(v) == "figure" for v in cells.values()) >= 2
        )

    def _carries_data(self, row: Row, cells: dict[int, Value], *, apart: bool) -> bool:
        """A row that only names something carries no data unless it is numbered.

        `apart` says that blank rows part it from the table.
        """
        if self.ordinal in cells and (len(row) > 1 or is_number(cells[self.ordinal])):
            return True
        if self._has_values(cells):
            return not (
                not cells.keys().isdisjoint(self.columns.figures)
                and cells.keys().isdisjoint(self.columns.naming)
                and all(is_words(v) and (apart or str(v).isupper()) for v in cells.values())
            )  # words under figures, named by nothing, sign the table
        if all(str(v)[:1].islower() for v in cells.values()):
            return True  # the name above goes on
        return any(plays("total", str(v)) for v in cells.values() if is_words(v))

    def _has_values(self, cells: dict[int, Value]) -> bool:
        """Anything beside numbering and name; a name may be merged over several columns."""
        return not cells.keys() <= self.columns.naming

    def _role(self, r: int, row: Row, cells: dict[int, Value]) -> Role:
        if self._is_plainly_data(row, cells):
            return "data"
        if self._repeats_heading(row):
            return "header"
        if self._is_total(r, cells) or self._continues_total(r, cells):
            return "total"
        if self._is_group(r, cells):
            return "group"
        return "data"

    def _is_plainly_data(self, row: Row, cells: dict[int, Value]) -> bool:
        """A running number, a name, and an organisation's or figures: most rows, told without more ado."""
        column, first = row[0]
        return (
            column == self.ordinal
            and type(first) is int
            and is_words(cells.get(self.name))
            and not cells.keys() <= self.columns.naming
            and (self.organisations or not cells.keys().isdisjoint(self.columns.figures))
        )

    def _repeats_heading(self, row: Row) -> bool:
        column, first = row[0]
        if (column, fold(str(first))) in self._heading_starts and _key(row) in self._headings:
            return True
        return (
            self.header.number_row is not None
            and not any(is_words(v) for _, v in row)
            and is_number_row(row, row)
        )

    def _is_total(self, r: int, cells: dict[int, Value]) -> bool:
        if is_number(self._mark(cells)):
            return False
        labels = [str(v) for c, v in sorted(cells.items()) if is_words(v)][:2]
        first = labels[0] if labels else ""
        if self.unit in cells and _AN_INDICATOR.match(first):
            return False
        if _OPENS.search(first) and not self._has_values(cells) and r + 1 in self.cells:
            return False  # it opens the section of the totals
        if r == self.first and plays("whole", first) and self._exceeds_all(r):
            return True
        if outline_of_text(first) in ("dash", "plus", "number", "decimal"):
            return False
        if self.columns.numbered and self.ordinal not in cells and not self.organisations:
            return plays("total", first) or fold(first).startswith("tổng ")
        return plays("total", first) or (
            len(labels) > 1
            and plays("total", labels[1])
            and (is_outline(self._mark(cells)) or sum(map(is_words, cells.values())) < self.columns.words)
        )

    def _exceeds_all(self, r: int) -> bool:
        """No other row has more where this one has most: a country above its parts, not the first of many."""
        amounts = AmountsOfRows(self.rows, {self.ordinal})
        own = amounts[r]
        pilot = max(own, key=own.__getitem__, default=-1)
        return bool(own) and all(
            amounts[other].get(pilot, 0) < own[pilot] for other in self.rows if other != r
        )

    def _continues_total(self, r: int, cells: dict[int, Value]) -> bool:
        """The total of a second year, under a name that stands only once."""
        return (
            r - 1 in self.cells
            and cells.keys().isdisjoint(self.columns.naming)
            and not any(is_words(v) for v in cells.values())
            and any(plays("total", str(self.cells[r - 1].get(c, ""))) for c in self.columns.labels)
        )

    def _is_group(self, r: int, cells: dict[int, Value]) -> bool:
        """No figures of its own, and a label where the numbering or names stand, or across the figures."""
        if len(cells) == 1 and self.columns.figures:
            ((column, value),) = cells.items()
            if is_words(value) if column in self.columns.figures else column == self.name and period(value):
                return True
        mark = self._mark(cells)
        if is_number(mark) and self._heads_parts(r, cells):
            return True
        if self._has_values(cells):
            return False
        name = next((cells[c] for c in self.columns.labels if c in cells), None)
        if mark is not None and name is None:
            return is_words(mark) or (is_outline(mark) and not self.columns.numbered)
        if mark is not None:
            return self._is_section_mark(mark) or (str(name).rstrip().endswith(":") and not self.organisations)
        if name is None or not is_words(name) or self.columns.blank:
            return False
        text = str(name)
        if self.columns.labels[0] not in cells and outline_of_text(text) is None:
            return False  # the rest of the name above, which went on to a second line
        if outline_of_text(text) in ("roman", "letter"):
            return True
        in_parts = text[:1].islower() or (text[:1] in "(-–+_" and self.columns.numbered)
        return not (in_parts or self._goes_on_below(r))

    def _goes_on_below(self, r: int) -> bool:
        """A long name that takes two lines: "Murder and nonnegligent" over "manslaughter"."""
        below = self.cells.get(r + 1, {})
        return str(below.get(self.name, ""))[:1].islower() and self._has_values(below)

    def _empty_rows(self, roles: dict[int, Role]) -> None:
        """A plain name right above a closing total opens nothing: a row of which nothing is known."""
        order = list(roles)
        for above, r, below, after in zip(order, order[1:], order[2:], [*order[3:], None], strict=False):
            closes = roles[below] == "total" and below == r + 1 and (after is None or roles[after] != "data")
            if closes and roles[r] == "group" and roles[above] == "data" and self.columns.figures:
                plain = self._rank(r) == self._rank(below) == RANKS["none"]
                if plain and not str(self.cells[r].get(self.name)).endswith(":"):
                    roles[r] = "data"

    def _heads_parts(self, r: int, cells: dict[int, Value]) -> bool:
        """A numbered row without figures over 1.1 or a dash, in a table of figures: a section."""
        if (
            self.organisations
            or not self.columns.figures
            or not cells.keys().isdisjoint(self.columns.figures)
        ):
            return False
        below = next((b for b in range(r + 1, r + 3) if self.rows.get(b)), None)
        return below is not None and RANKS["number"] < self._rank(below) < RANKS["none"]

    def _sections_with_sums(self, roles: dict[int, Role]) -> None:
        """A section row whose figures are the sums of its rows is a total, wherever it stands."""
        order = [r for r, role in roles.items() if role in ("data", "total", "group")]
        sums = self._sums()
        for position, r in enumerate(order):
            if roles[r] == "data" and self._opens_section(r):
                inside = sums.inside(order, position, roles)
                if inside and (self._heads_numbered(r, inside) or sums.adds_up(r, inside, roles)):
                    roles[r] = "total"
                    sums.covers[r] = inside[-1]
        if self.organisations and self.unit is None:
            numbered = {r for r in roles if is_number(self._mark(self.cells[r]))}
            labels = {r: self._label(self.cells[r]) for r in roles if r not in numbered}
            mark_summaries(roles, numbered, labels, sums.carries_sum)
        if not self.organisations:
            sums.mark_unnumbered(roles)
            sums.mark_over_totals(roles)
        self._until = sums.until

    def _sums(self) -> SumFinder:
        codes = {c for c, path in self.header.paths.items() if plays("code", path[-1])} | {self.ordinal}
        amounts = AmountsOfRows(self.rows, codes)
        labels = {r: str(cells.get(self.name, "")) for r, cells in self.cells.items()}
        units = {} if self.unit is None else {r: cells.get(self.unit) for r, cells in self.cells.items()}
        return SumFinder(amounts, labels, units, self._rank)

    def _heads_numbered(self, r: int, inside: list[int]) -> bool:
        """I or A in the numbering column over rows 1, 2, 3: a section, even if its figures are wrong."""
        return (
            self.ordinal is not None
            and any(is_number(self._mark(self.cells[child])) for child in inside)
            and self._is_section_mark(self._mark(self.cells[r]))
        )

    def _is_section_mark(self, mark: Value) -> bool:
        return is_outline(mark) or mark_kind(mark) in self._section_ranks

    def _opens_section(self, r: int) -> bool:
        """Where organisations are numbered in a column of their own, a number opens nothing."""
        return self._rank(r) < RANKS["number" if self.ordinal is not None and self.organisations else "none"]

    def _rank(self, r: int) -> float:
        """How high a row's numbering stands."""
        if r not in self._ranks:
            mark = self._mark(self.cells[r])
            usual = rank_of(mark if mark is not None else self.cells[r].get(self.name))
            self._ranks[r] = self._section_ranks.get(mark_kind(mark) or "", usual)
        return self._ranks[r]

    def _grouped(self, roles: dict[int, Role]) -> list[Line]:
        """Every row with the labels of the sections it stands in, the outer one first."""
        sections = Sections()
        lines: list[Line] = []
        order = list(roles)
        followed = {a for a, b in pairwise(order) if roles[a] == roles[b] == "group"}
        for r, role in roles.items():
            cells = self.cells[r]
            opens = role == "group" or (role == "total" and (self._opens_section(r) or r in self._until))
            if opens or sections.open:
                marker = Marker(self._rank(r), self._mark(cells) is not None)
                sections.close(r, marker)
            if opens:
                sections.begin(self._section(r, cells, marker, followed))
            if role == "data":
                lines.append(Line(r, role, cells, sections.labels, sections.places))
            else:
                lines.append(Line(r, role, cells))
        return lines

    def _section(self, r: int, cells: dict[int, Value], marker: Marker, followed: set[int]) -> Section:
        """`followed` are the labels right below which another stands: without numbering, the outer ones."""
        label = self._label(cells)
        until = self._until.get(r, max(self.rows))
        if r in self._until:
            kind = f"sum until {until} from {r}"  # told by its figures, it ends where they do
        else:
            mark = self._mark(cells)
            own = isinstance(mark, str) and mark != label
            kind = outline_of_text(str(mark) if own else label) or PLAIN
            if marker.in_column and not isinstance(mark, str):
                kind = "number"
            if kind == PLAIN and r in followed:
                kind = PLAIN_OUTER
        column = next(c for c, v in sorted(cells.items()) if str(v) == label)
        return Section(kind, label, (r, column), until, marker)

    def _label(self, cells: dict[int, Value]) -> str:
        for c in self.columns.labels:
            if is_words(cells.get(c)):
                return str(cells[c])
        return str(next((v for _, v in sorted(cells.items()) if is_words(v)), next(iter(cells.values()))))


def _within(row: Row, left: int, right: int) -> Row:
    if not row or (row[0][0] >= left and row[-1][0] <= right):
        return row
    return [(c, v) for c, v in row if left <= c <= right]


def _key(row: Row) -> frozenset[tuple[int, str]]:
    return frozenset((c, fold(str(v))) for c, v in row)
