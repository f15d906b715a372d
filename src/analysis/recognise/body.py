"""Tells the rows below a heading apart: data, sections, totals, a heading printed again, notes."""

from __future__ import annotations

import re
from collections.abc import Callable

from analysis.cells import Value
from analysis.recognise.body_rows import BodyRows, Paths
from analysis.recognise.headers import Header
from analysis.recognise.heading_looks import Row, are_weekdays, period
from analysis.recognise.lines import LineMaker
from analysis.recognise.looks import is_number, is_outline, is_words, outline_of_text
from analysis.recognise.number_rows import is_number_row
from analysis.recognise.summaries import mark_summaries, sections_of_types
from analysis.recognise.sums import RANKS, AmountsOfRows, SumFinder
from analysis.recognise.table import Line, Role
from analysis.recognise.table_end import TableEnd
from analysis.recognise.words import BARE_TOTALS, NAMES_KIND, names_section, plays
from analysis.text import fold

_OPENS = re.compile(r":\s*[\\(]?\d?\)?$")
"""A label that ends in a colon, perhaps with the mark of a footnote."""
_AN_INDICATOR = re.compile(r"(?i)(?:total|tổng số) \w")
"""What names an indicator of its own where each row has its unit: total population."""


_SHORT_FORM = re.compile(r"(?:^|[;.,]\s+)[A-ZĐ&]{1,6}\s*[:=]\s*(?=[^\W\d_])")
"""HC: hành chính; SN: sự nghiệp – what the short forms of a table stand for."""


class BodyReader:
    """Reads the rows up to `end` (exclusive) that belong to one heading block."""

    def __init__(
        self, rows: list[Row], header: Header, end: int, organisations: Callable[[Paths, int], bool]
    ) -> None:
        self.header = header
        self.body = body = BodyRows(rows, header, end, organisations)
        self.rows, self.cells, self.columns = body.rows, body.cells, body.columns
        self.ordinal, self.name, self.organisations = body.ordinal, body.name, body.organisations
        self._headings = {_key(rows[r]) for r in range(header.first, header.last + 1)}
        self._heading_starts = {min(key) for key in self._headings if key}
        self._weekdays = any(are_weekdays(rows[r]) for r in range(header.first, header.last + 1))

    def lines(self) -> tuple[list[Line], int]:
        """The body's rows with their roles, and the first row that is no longer part of the table."""
        end = TableEnd(self.body).last()
        roles: dict[int, Role] = {}
        for r, row in self.rows.items():
            if r >= end or not row:
                continue
            roles[r] = self._role(r, row, self.cells[r])
        self._empty_rows(roles)
        self._lines_without_figures(roles)
        until = self._sections_with_sums(roles)
        return LineMaker(self.body, roles, until).lines(), end

    def _role(self, r: int, row: Row, cells: dict[int, Value]) -> Role:
        if self._is_plainly_data(row, cells):
            return "data"
        if self._repeats_heading(row):
            return "header"
        if self._is_total(r, cells) or self._continues_total(r, cells):
            return "total"
        if self._is_remark(cells):
            return "note"
        return "group" if self._is_group(r, cells) else "data"

    def _is_plainly_data(self, row: Row, cells: dict[int, Value]) -> bool:
        """A running number, a name, and an organisation's or figures: most rows, told without more ado."""
        column, first = row[0]
        name = cells.get(self.name)
        return (
            column == self.ordinal
            and type(first) is int
            and isinstance(name, str)
            and is_words(name)
            and not BARE_TOTALS[name]
            and not cells.keys() <= self.columns.naming
            and (self.organisations or not cells.keys().isdisjoint(self.columns.figures))
        )

    def _is_remark(self, cells: dict[int, Value]) -> bool:
        """A line of words that says something of one of the organisations, or the number of a page."""
        text = next(iter(cells.values()))
        if len(cells) == 1 and isinstance(text, str) and plays("page", text):
            return True
        if len(cells) > 1 or not isinstance(text, str) or ":" not in text:
            return False
        explains = len(_SHORT_FORM.findall(text)) > 1
        if explains or not self.organisations:
            return explains
        return plays("note", text) or (text.startswith(("(", "*")) and text.endswith((")", ".", "*")))

    def _repeats_heading(self, row: Row) -> bool:
        column, first = row[0]
        if (column, fold(str(first))) in self._heading_starts and _key(row) in self._headings:
            return True
        if self._weekdays and are_weekdays(row):
            return True
        return (
            self.header.number_row is not None
            and not any(is_words(v) for _, v in row)
            and is_number_row(row, row)
        )

    def _is_total(self, r: int, cells: dict[int, Value]) -> bool:
        if is_number(self.body.mark(cells)):
            name = cells.get(self.name)
            return self.body.unit is None and isinstance(name, str) and BARE_TOTALS[name]
        labels = [str(v) for c, v in sorted(cells.items()) if is_words(v)][:2]
        first = labels[0] if labels else ""
        if self.body.unit in cells and _AN_INDICATOR.match(first):
            return False
        below = next((b for b in (r + 1, r + 2) if self.rows.get(b)), None)
        if below is not None and not self.body.has_values(cells):
            opens = _OPENS.search(first) or self.body.rank(r) < self.body.rank(below) < RANKS["none"]
            if opens or (not self.rows.get(r - 1) and self.body.has_figures(self.cells[below])):
                return False  # it opens the section of the totals
        if any(plays("whole", label) for label in labels) and self._exceeds_all(r):
            return True
        if self._is_dated(cells):
            return False
        if outline_of_text(first) in ("dash", "plus", "number", "decimal"):
            return False
        if self.columns.numbered and self.ordinal not in cells and not self.organisations:
            return plays("total", first) or fold(first).startswith("tổng ")
        return plays("total", first) or (
            len(labels) > 1
            and plays("total", labels[1])
            and (is_outline(self.body.mark(cells)) or sum(map(is_words, cells.values())) < self.columns.words)
        )

    def _is_dated(self, cells: dict[int, Value]) -> bool:
        """A day before the name: one entry of many, whoever it was paid to ("Total Furniture Ltd")."""
        first, value = next(iter(cells.items()))
        return first < self.name and (moment := period(value)) is not None and moment[1] > 0

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
            year = period(value) is not None
            if (is_words(value) or year) if column in self.columns.figures else column == self.name and year:
                return True
        mark = self.body.mark(cells)
        if is_number(mark) and (self._heads_parts(r, cells) or self._heads_lines(r, cells)):
            return True
        if self.body.has_values(cells):
            return False
        name = next((cells[c] for c in self.columns.labels if c in cells), None)
        if mark is not None and name is None:
            return is_words(mark) or (is_outline(mark) and not self.columns.numbered)
        if mark is not None:
            return self.body.is_section_mark(mark) or (
                str(name).rstrip().endswith(":") and not self.organisations
            )
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
        return str(below.get(self.name, ""))[:1].islower() and self.body.has_values(below)

    def _empty_rows(self, roles: dict[int, Role]) -> None:
        """A plain name right above a closing total opens nothing: a row of which nothing is known."""
        order = list(roles)
        for above, r, below, after in zip(order, order[1:], order[2:], [*order[3:], None], strict=False):
            closes = roles[below] == "total" and below == r + 1 and (after is None or roles[after] != "data")
            if closes and roles[r] == "group" and roles[above] == "data" and self.columns.figures:
                plain = self.body.rank(r) == self.body.rank(below) == RANKS["none"]
                if plain and not str(self.cells[r].get(self.name)).endswith(":"):
                    roles[r] = "data"

    def _lines_without_figures(self, roles: dict[int, Role]) -> None:
        """A line of a budget that is blank: the others of its height have figures, and it heads nothing."""
        if self.organisations:
            return
        order = [r for r in roles if roles[r] != "header"]
        rank = self.body.rank
        filled = {rank(r) for r in order if self.body.has_figures(self.cells[r])}
        for r, below in zip(order, [*order[1:], None], strict=False):
            heads = below is not None and rank(r) < rank(below)
            blank = roles[r] == "group" and rank(r) in filled and rank(r) < RANKS["none"]
            if blank and not heads and not self.body.counts_lines and not self._label(r).endswith(":"):
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
        return below is not None and RANKS["number"] < self.body.rank(below) < RANKS["none"]

    def _heads_lines(self, r: int, cells: dict[int, Value]) -> bool:
        """Where every line has a number, totals too, a name without figures is the heading of those below."""
        bare = self.name in cells and not self.body.has_values(cells)
        return bare and self.body.counts_lines and self.body.has_figures(self.cells.get(r + 1, {}))

    def _sections_with_sums(self, roles: dict[int, Role]) -> dict[int, int]:
        """A section row whose figures are the sums of its rows is a total, wherever it stands.

        Gives the last row of each section that only its figures tell.
        """
        self._kinds_of_organisations(roles)
        order = [r for r, role in roles.items() if role in ("data", "total", "group")]
        sums = self._sums()
        self._sums_of_restarting_numbers(order, roles)
        for position, r in enumerate(order):
            if roles[r] == "data" and self.body.opens_section(r):
                inside = sums.inside(order, position, roles)
                heads = inside and (self._heads_numbered(r, inside) or sums.adds_up(r, inside, roles))
                if heads and not self._is_committee_of(r, inside):
                    roles[r] = "total"
                    sums.covers[r] = inside[-1]
        if self.organisations and self.body.unit is None:
            sums.until |= sections_of_types(roles, self.body.numbered, self._label)
            roles.update(dict.fromkeys(sums.until, "total"))
            mark_summaries(roles, self.body.numbered, self._label, sums.carries_sum)
        if not self.organisations:
            sums.mark_unnumbered(roles)
            sums.mark_over_totals(roles)
        return sums.until

    def _kinds_of_organisations(self, roles: dict[int, Role]) -> None:
        """1 | Đảng bộ cơ sở above the committees, numbered or not: their section, with figures their sum."""
        data = [r for r, role in roles.items() if role == "data"] if self.organisations else []
        heads = [r for r in data if NAMES_KIND[str(self.cells[r].get(self.name))]]
        if len(heads) * 2 > len(data):
            return  # a list of nothing but kinds, or kinds in a column of their own
        for r in heads:
            others = [v for c, v in self.cells[r].items() if c not in (self.ordinal, self.name)]
            if not any(map(is_words, others)):
                roles[r] = "total" if self.body.has_values(self.cells[r]) else "group"

    def _is_committee_of(self, r: int, inside: list[int]) -> bool:
        """I | Đảng bộ Sở Y tế above nothing but its cells: one of the organisations, not a section."""
        name = self._label(r)
        committee = self.organisations and plays("committee", name) and not plays("committees", name)
        return committee and all(plays("cell", self._label(child)) for child in inside)

    def _sums_of_restarting_numbers(self, order: list[int], roles: dict[int, Role]) -> None:
        """Figures without a number right above a list that starts from 1 again are its sum, right or wrong.

        Where organisations are listed they may also be a committee's, above its cells.
        """
        numbered = self.body.numbered
        if not self.columns.numbered or not numbered:
            return
        below: int | None = None
        opens = False
        for r in reversed(order):
            if r in numbered:
                below = r
                continue
            if below is not None:
                opens, below = str(self.body.mark(self.cells[below])).strip("()[]. ") == "1", None
            if roles[r] == "data" and opens and self._may_sum_up(r):
                if not self.organisations or names_section(self._label(r)):
                    roles[r] = "total"
            else:
                opens = opens and roles[r] != "data"

    def _may_sum_up(self, r: int) -> bool:
        plain = self.body.rank(r) == RANKS["none"] and not plays("part", self._label(r))
        return plain and self.body.has_figures(self.cells[r])

    def _label(self, r: int) -> str:
        return self.body.label(self.cells[r])

    def _sums(self) -> SumFinder:
        codes = {c for c, path in self.header.paths.items() if plays("code", path[-1])} | {self.ordinal}
        amounts = AmountsOfRows(self.rows, codes)
        labels = {r: str(cells.get(self.name, "")) for r, cells in self.cells.items()}
        units = (
            {}
            if self.body.unit is None
            else {r: cells.get(self.body.unit) for r, cells in self.cells.items()}
        )
        return SumFinder(amounts, labels, units, self.body.rank)

    def _heads_numbered(self, r: int, inside: list[int]) -> bool:
        """I or A in the numbering column over rows 1, 2, 3: a section, even if its figures are wrong."""
        return (
            self.ordinal is not None
            and any(is_number(self.body.mark(self.cells[child])) for child in inside)
            and self.body.is_section_mark(self.body.mark(self.cells[r]))
        )


def _key(row: Row) -> frozenset[tuple[int, str]]:
    return frozenset((c, fold(str(v))) for c, v in row)
