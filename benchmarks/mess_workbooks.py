"""Sheets of an invented office as cells in a grid, each value with what should be read from it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.mess_values import Written
from benchmarks.mess_world import Organisation

Place = tuple[int, int]
Key = tuple[Any, ...]
Mess = frozenset[str]


@dataclass(slots=True)
class Expected:
    """What one cell should give: values of fields in the row of a table with that key.

    `fields` is None where a careful person refuses the cell.
    """

    table: str
    key: Key
    fields: dict[str, Any] | None
    cell: Place
    name_cell: Place | None = None
    heading: str = ""
    raw: Any = None


@dataclass(slots=True)
class Sheet:
    """Cells by row and column from 0, and the truth."""

    name: str
    cells: dict[Place, Any] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False
    expected: list[Expected] = field(default_factory=list)
    due: set[Place] = field(default_factory=set)
    """Cells where a finding is no false alarm."""

    def put(self, row: int, column: int, value: Any) -> None:
        """A value that is not blank is written; blank ones leave no cell."""
        if value is not None and value != "":
            self.cells[row, column] = value

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Merges a range of more than one cell."""
        if (top, left) != (bottom, right):
            self.merges.append((top, left, bottom, right))

    @property
    def bottom(self) -> int:
        """The first row below everything that is written."""
        return max((row for row, _ in self.cells), default=-1) + 1


@dataclass(slots=True)
class Book:
    """One file."""

    stem: str
    sheets: list[Sheet]
    container: str = "xlsx"
    text: str = "plain"
    date_1904: bool = False
    shown_month_first: bool = False


Writer = Callable[[Organisation], Written]


@dataclass(slots=True)
class Column:
    """A heading path, how an organisation's cell is written, and which row of which table it tells of."""

    path: tuple[str, ...]
    write: Writer
    table: str = ""
    key: Callable[[Organisation], Key | None] = lambda _: None
    total: Callable[[Sequence[Written]], Any] | None = None


@dataclass(slots=True)
class Table:
    """What a table shows before it is laid out."""

    columns: list[Column]
    name_heading: str
    ordinal_heading: str
    name: Writer
    sections: list[tuple[list[str], list[Organisation]]]
    """Labels of the sections from the outer one, with their rows."""
    total_labels: tuple[str, str]


def lay_out(sheet: Sheet, top: int, left: int, table: Table, mess: Mess, rng: random.Random) -> int:
    """Writes a table with its upper left corner at a place; returns the first row below it."""
    return _Layer(sheet, left, table, mess, rng).lay(top)


class _Layer:
    def __init__(self, sheet: Sheet, left: int, table: Table, mess: Mess, rng: random.Random) -> None:
        self.sheet, self.table, self.mess, self.rng = sheet, table, mess, rng
        self.ordinal = left if table.ordinal_heading else None
        self.name_column = left + (1 if table.ordinal_heading else 0)
        self.left = left
        width = 2 if "wide names" in mess else 1
        places = list(range(self.name_column + width, self.name_column + width + len(table.columns)))
        if "blank columns" in mess:
            gap = rng.randrange(len(places))
            places = [place + (i > gap) for i, place in enumerate(places)]
        self.places = places
        self.right = places[-1]

    def lay(self, top: int) -> int:
        r = self._header(top)
        header = range(top, r)
        everyone = [organisation for _, rows in self.table.sections for organisation in rows]
        total_at = "below" if "totals below" in self.mess else "above" if "totals above" in self.mess else ""
        reserved = r
        r += total_at == "above"
        written: list[list[Written]] = []
        count, since_header = 0, 0
        page = self.rng.randint(6, 12)
        previous: list[str] = []
        for labels, rows in self.table.sections:
            r = self._section(r, labels, previous)
            section_row, previous = r - 1, labels
            section_rows: list[list[Written]] = []
            count = 0 if "numbering restarts" in self.mess else count
            for organisation in rows:
                if "header repeated" in self.mess and since_header >= page:
                    r = self._repeat(r, header)
                    since_header = 0
                count, since_header = count + 1, since_header + 1
                section_rows.append(self._row(r, organisation, count))
                if "hidden rows" in self.mess and self.rng.random() < 0.2:
                    self.sheet.hidden_rows.add(r)
                r += 1 + ("blank rows" in self.mess and self.rng.random() < 0.15)
            written += section_rows
            if "section sums" in self.mess and labels:
                self._sums(section_row, section_rows)
            if "subtotals" in self.mess and labels:
                self._total(r, self.rng.choice((self.table.total_labels[1], "Cộng")), section_rows)
                r += 1
        if total_at:
            at = r if total_at == "below" else reserved
            self._total(at, self.table.total_labels[0], written)
            r += total_at == "below"
        if "hidden columns" in self.mess:
            self.sheet.hidden_columns.add(self.rng.choice(self.places))
        assert len(written) == len(everyone)
        return r

    def _header(self, top: int) -> int:
        paths = self._paths()
        depth = max(len(path) for path in paths.values())
        merged = "header looks merged" not in self.mess
        for column, path in paths.items():
            for level, text in enumerate(path):
                left_path = paths.get(column - 1, ())
                if left_path[: level + 1] == path[: level + 1]:
                    continue
                self.sheet.put(top + level, column, text)
                if merged:
                    self._merge_heading(top, level, column, path, paths, depth)
        r = top + depth
        if "column numbers" in self.mess:
            r = self._column_numbers(r)
        return r + ("gap below header" in self.mess)

    def _paths(self) -> dict[int, tuple[str, ...]]:
        paths: dict[int, tuple[str, ...]] = {}
        if self.ordinal is not None:
            paths[self.ordinal] = (self.table.ordinal_heading,)
        paths[self.name_column] = (self.table.name_heading,)
        if "wide names" in self.mess:
            paths[self.name_column + 1] = (self.table.name_heading,)
        for place, column in zip(self.places, self.table.columns, strict=True):
            paths[place] = column.path
        return paths

    def _merge_heading(
        self,
        top: int,
        level: int,
        column: int,
        path: tuple[str, ...],
        paths: dict[int, tuple[str, ...]],
        depth: int,
    ) -> None:
        right = column
        while paths.get(right + 1, ())[: level + 1] == path[: level + 1]:
            right += 1
        bottom = top + (depth - 1 if level == len(path) - 1 else level)
        self.sheet.merge(top + level, column, bottom, right)

    def _column_numbers(self, r: int) -> int:
        form = self.rng.choice(("({})", "{}", "[{}]", "A"))
        columns = [c for c in range(self.left, self.right + 1) if c in self._paths()]
        if "wide names" in self.mess:
            columns.remove(self.name_column + 1)
        words = 1 if self.ordinal is None else 2
        for i, column in enumerate(columns):
            if form == "A":
                value: Any = "AB"[i] if i < words else i - words + 1
            else:
                value = form.format(i + 1)
                value = int(value) if value.isdigit() and self.rng.random() < 0.7 else value
            self.sheet.put(r, column, value)
        if self.rng.random() < 0.3 and len(columns) > 4 and form != "A":
            self.sheet.put(r, columns[-1], f"{len(columns)}(={len(columns) - 2}*100/{len(columns) - 1})")
        return r + 1

    def _repeat(self, r: int, header: range) -> int:
        for old in header:
            for (row, column), value in list(self.sheet.cells.items()):
                if row == old and self.left <= column <= self.right:
                    self.sheet.put(r + old - header.start, column, value)
        return r + len(header)

    def _section(self, r: int, labels: list[str], previous: list[str]) -> int:
        shared = 0
        while shared < min(len(labels), len(previous)) and labels[shared] == previous[shared]:
            shared += 1
        for label in labels[shared:]:
            marker, _, words = label.partition("|")
            if "groups in name column" in self.mess:
                self.sheet.put(r, self.name_column, f"{marker}. {words}" if marker else words)
            elif "groups over the row" in self.mess:
                self.sheet.put(r, self.left, f"{marker}. {words}" if marker else words)
                self.sheet.merge(r, self.left, r, self.right)
            else:
                if self.ordinal is not None:
                    self.sheet.put(r, self.ordinal, marker)
                self.sheet.put(r, self.name_column, words)
            r += 1
        return r

    def _row(self, r: int, organisation: Organisation, count: int) -> list[Written]:
        if self.ordinal is not None:
            self.sheet.put(r, self.ordinal, f"{count}." if "numbers as text" in self.mess else count)
        name = self.table.name(organisation)
        name_cell = (r, self.name_column)
        self.sheet.put(*name_cell, name.raw)
        if name.fields is None or name.due:
            self.sheet.due.update((r, c) for c in range(self.left, self.right + 1))
        if "wide names" in self.mess:
            self.sheet.merge(r, self.name_column, r, self.name_column + 1)
        row: list[Written] = []
        for place, column in zip(self.places, self.table.columns, strict=True):
            value = column.write(organisation)
            row.append(value)
            self.sheet.put(r, place, value.raw)
            self._expect(column, organisation, value, (r, place), name_cell, refused=name.fields is None)
        return row

    def _expect(
        self,
        column: Column,
        organisation: Organisation,
        value: Written,
        cell: Place,
        name_cell: Place,
        *,
        refused: bool,
    ) -> None:
        key = column.key(organisation)
        if value.due or value.fields is None:
            self.sheet.due.add(cell)
        if key is None or (refused and cell not in self.sheet.cells):
            return
        fields = None if refused else value.fields
        if fields == {}:
            return
        self.sheet.expected.append(
            Expected(column.table, key, fields, cell, name_cell, " / ".join(column.path), value.raw)
        )

    def _total(self, r: int, label: str, written: Iterable[list[Written]]) -> None:
        rows = list(written)
        at = self.left if self.ordinal is not None and self.rng.random() < 0.4 else self.name_column
        self.sheet.put(r, at, label)
        if at == self.left and self.rng.random() < 0.5:
            self.sheet.merge(r, self.left, r, self.name_column)
        self._sums(r, rows)

    def _sums(self, r: int, rows: list[list[Written]]) -> None:
        for i, (place, column) in enumerate(zip(self.places, self.table.columns, strict=True)):
            if column.total is not None and rows:
                self.sheet.put(r, place, column.total([row[i] for row in rows]))
