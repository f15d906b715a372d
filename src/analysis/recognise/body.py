"""Tells the rows below a heading apart: data, sections, totals, a heading printed again, notes."""

from __future__ import annotations

import re

from analysis.cells import Value
from analysis.recognise.headers import Header
from analysis.recognise.heading_looks import Row, is_number_row
from analysis.recognise.looks import is_amount, is_moment, is_words, look, outline_of_text
from analysis.recognise.table import Line, Role
from analysis.recognise.words import plays
from analysis.text import fold

LONG_NOTE = 120
_PLACE_AND_DATE = re.compile(r"(?i)(?:^|,\s*)ngày\b.*\btháng\b.*\bnăm\b")
_RANKS = {"letter": 0, "roman": 1, "number": 2, "decimal": 3, "dash": 4, "plus": 5, "none": 6}


class BodyReader:
    """Reads the rows `start` to `end` (exclusive) that belong to one heading block."""

    def __init__(self, rows: list[Row], header: Header, end: int) -> None:
        self.header = header
        self.rows = {
            r: [(c, v) for c, v in rows[r] if header.left <= c <= header.right]
            for r in range(header.last + 1, end)
        }
        self.cells = {r: dict(row) for r, row in self.rows.items()}
        self._headings = {_key(rows[r]) for r in range(header.first, header.last + 1)}
        self._heading_starts = {min(key) for key in self._headings if key}
        self.ordinal = self._ordinal_column()
        self.name = self._name_column()
        same = header.paths.get(self.name)
        self.labels = [c for c in header.columns if header.paths[c] == same] or [self.name]
        self._labels_and_ordinal = {self.ordinal, *self.labels}
        self.numbered = self._is_numbered()

    def _ordinal_column(self) -> int | None:
        if self.header.ordinal is not None:
            return self.header.ordinal
        first = [v for row in self.rows.values() for c, v in row if c == self.header.left]
        numbering = [v for v in first if _is_numbering(v)]
        return self.header.left if len(first) >= 2 and len(numbering) * 10 >= len(first) * 8 else None

    def _name_column(self) -> int:
        """The first column beside the numbering that holds words in at least a third of its cells."""
        for c in self.header.columns:
            if c == self.ordinal:
                continue
            values = [v for row in self.rows.values() for column, v in row if column == c]
            if values and sum(is_words(v) for v in values) * 3 >= len(values):
                return c
        return self.header.left if self.ordinal is None else self.ordinal + 1

    def _is_numbered(self) -> bool:
        marks = [v for row in self.rows.values() for c, v in row if c == self.ordinal]
        return sum(_is_number(v) for v in marks) * 2 >= max(1, len(marks))

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
            roles[r] = self._role(row, self.cells[r])
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
            elif self._carries_data(row, self.cells[r]):
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
        if not words or len(words) != len(row) or _is_number(self._mark(dict(row))):
            return False
        if any(plays("note", text) or _PLACE_AND_DATE.search(text) for text in words):
            return True
        return len(row) == 1 and len(words[0]) > LONG_NOTE

    def _clearly_data(self, row: Row) -> bool:
        cells = dict(row)
        return len(row) >= 2 and (
            _is_numbering(self._mark(cells)) or sum(look(v) == "figure" for v in cells.values()) >= 2
        )

    def _carries_data(self, row: Row, cells: dict[int, Value]) -> bool:
        """A row that only names something carries no data unless it is numbered."""
        if self.ordinal in cells and (len(row) > 1 or _is_number(cells[self.ordinal])):
            return True
        if self._has_values(cells):
            return True
        if all(str(v)[:1].islower() for v in cells.values()):
            return True  # the name above goes on
        return any(plays("total", str(v)) for v in cells.values() if is_words(v))

    def _has_values(self, cells: dict[int, Value]) -> bool:
        """Anything beside numbering and name; a name may be merged over several columns."""
        return not cells.keys() <= self._labels_and_ordinal

    def _role(self, row: Row, cells: dict[int, Value]) -> Role:
        if self._repeats_heading(row):
            return "header"
        if self._is_total(cells):
            return "total"
        if self._is_group(cells):
            return "group"
        return "data"

    def _repeats_heading(self, row: Row) -> bool:
        column, first = row[0]
        if (column, fold(str(first))) in self._heading_starts and _key(row) in self._headings:
            return True
        return (
            self.header.number_row is not None
            and is_number_row(row, row)
            and not any(is_words(v) for _, v in row)
        )

    def _is_total(self, cells: dict[int, Value]) -> bool:
        if _is_number(self._mark(cells)):
            return False
        labels = [str(v) for c, v in sorted(cells.items()) if is_words(v)][:2]
        first = labels[0] if labels else ""
        if outline_of_text(first) in ("dash", "plus", "number", "decimal"):
            return False
        return plays("total", first) or (
            len(labels) > 1 and _is_outline(self._mark(cells)) and plays("total", labels[1])
        )

    def _is_group(self, cells: dict[int, Value]) -> bool:
        """No figures of its own, and a label where the numbering or the names stand."""
        if self._has_values(cells):
            return False
        mark = self._mark(cells)
        name = next((cells[c] for c in self.labels if c in cells), None)
        if mark is not None and name is None:
            return is_words(mark) or (_is_outline(mark) and not self.numbered)
        if mark is not None:
            return _is_outline(mark)
        if name is None or not is_words(name):
            return False
        text = str(name)
        if self.labels[0] not in cells and outline_of_text(text) is None:
            return False  # the rest of the name above, which went on to a second line
        if outline_of_text(text) in ("roman", "letter"):
            return True
        return not (text[:1].islower() or (text[:1] in "(-–+_" and self.numbered))

    def _sections_with_sums(self, roles: dict[int, Role]) -> None:
        """A section row whose figures are the sums of its rows is a total, wherever it stands."""
        order = [r for r, role in roles.items() if role in ("data", "total", "group")]
        for position, r in enumerate(order):
            if roles[r] == "data" and self._opens_section(r):
                children = self._children(order[position + 1 :], self._rank(r), roles)
                if self._heads_numbered(r, children) or self._adds_up(r, children):
                    roles[r] = "total"

    def _heads_numbered(self, r: int, children: list[int]) -> bool:
        """I or A in the numbering column over rows 1, 2, 3: a section, even if its figures are wrong."""
        return (
            self.ordinal is not None
            and any(_is_number(self._mark(self.cells[child])) for child in children)
            and _is_outline(self._mark(self.cells[r]))
        )

    def _opens_section(self, r: int) -> bool:
        """Where rows are numbered in a column of their own, a number is a row and opens nothing."""
        return self._rank(r) < _RANKS["number" if self.ordinal is not None else "none"]

    def _rank(self, r: int) -> int:
        """How high a row's numbering stands: A above I above 1 above a dash; rows without come last."""
        cells = self.cells[r]
        mark = self._mark(cells)
        if mark is not None and not isinstance(mark, str):
            return _RANKS["number"]
        label = mark if mark is not None else cells.get(self.name)
        return _RANKS[outline_of_text(label) or "none" if isinstance(label, str) else "none"]

    def _children(self, following: list[int], rank: int, roles: dict[int, Role]) -> list[int]:
        """The rows that a section sums up: those of the highest numbering below it."""
        inside: list[int] = []
        for r in following:
            if self._rank(r) <= rank or (roles[r] == "total" and self._rank(r) == _RANKS["none"]):
                break
            inside.append(r)
        figures = [r for r in inside if roles[r] != "group"]
        highest = min((self._rank(r) for r in figures), default=0)
        return [r for r in figures if self._rank(r) == highest]

    def _adds_up(self, r: int, children: list[int]) -> bool:
        """The sums agree in every column that can be compared, or in two: some columns hold rates."""
        own = self._amounts(r)
        columns = [self._amounts(child) for child in children]
        compared = [c for c in own if own[c] and sum(c in amounts for amounts in columns) >= 2]
        agreeing = [
            c
            for c in compared
            if abs(own[c] - sum(amounts.get(c, 0) for amounts in columns)) <= 1e-6 * max(1.0, abs(own[c]))
        ]
        return bool(agreeing) and (len(agreeing) >= 2 or len(agreeing) == len(compared))

    def _amounts(self, r: int) -> dict[int, float]:
        return {c: float(v) for c, v in self.rows[r] if is_amount(v) and c != self.ordinal}  # type: ignore[arg-type]

    def _grouped(self, roles: dict[int, Role]) -> list[Line]:
        """Every row with the labels of the sections it stands in, the outer one first."""
        stack: list[tuple[str, str, tuple[int, int]]] = []
        groups: tuple[str, ...] = ()
        places: tuple[tuple[int, int], ...] = ()
        lines: list[Line] = []
        for r, role in roles.items():
            cells = self.cells[r]
            if role == "group" or (role == "total" and self._opens_section(r)):
                self._push(stack, r, cells)
                groups = tuple(label for _, label, _ in stack)
                places = tuple(place for _, _, place in stack)
            lines.append(Line(r, role, cells, groups, places) if role == "data" else Line(r, role, cells))
        return lines

    def _push(self, stack: list[tuple[str, str, tuple[int, int]]], r: int, cells: dict[int, Value]) -> None:
        label = self._label(cells)
        mark = self._mark(cells)
        kind = (
            outline_of_text(str(mark)) if isinstance(mark, str) and mark != label else outline_of_text(label)
        )
        kind = kind or "plain"
        kinds = [entry[0] for entry in stack]
        del stack[kinds.index(kind) if kind in kinds else len(stack) :]
        place = next((r, c) for c, v in sorted(cells.items()) if v == label)
        stack.append((kind, label, place))

    def _label(self, cells: dict[int, Value]) -> str:
        for c in self.labels:
            if is_words(cells.get(c)):
                return str(cells[c])
        return str(next((v for _, v in sorted(cells.items()) if is_words(v)), next(iter(cells.values()))))


def _key(row: Row) -> frozenset[tuple[int, str]]:
    return frozenset((c, fold(str(v))) for c, v in row)


def _is_number(value: Value) -> bool:
    """A running number: 1, "2", "(3)"."""
    return (isinstance(value, int) and not isinstance(value, bool)) or (
        isinstance(value, str) and look(value) == "ordinal"
    )


def _is_outline(value: Value) -> bool:
    return (
        isinstance(value, str) and look(value) != "ordinal" and outline_of_text(value) in ("roman", "letter")
    )


def _is_numbering(value: Value) -> bool:
    if isinstance(value, str):
        return look(value) in ("ordinal", "outline", "mark")
    return value is not None and not is_moment(value)
