"""A table as a clerk sees it: every cell's role, the columns' names, the rows with their groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from analysis.cells import Sheet, Value

Role = Literal["title", "header", "group", "data", "total", "note"]
ROLES: tuple[Role, ...] = ("title", "header", "group", "data", "total", "note")


@dataclass(slots=True)
class Line:
    """One row of a table's body: its cells by column, and the sections it stands in."""

    row: int
    role: Role
    cells: dict[int, Value]
    groups: tuple[str, ...] = ()
    group_cells: tuple[tuple[int, int], ...] = ()


@dataclass
class Table:
    """Rows and columns count from 0 at the sheet's corner; `paths` are the headings from widest down.

    The lines are complete when the table is made: what is drawn from them is drawn once.
    """

    number: int
    first_row: int
    last_row: int
    left: int
    right: int
    header_rows: tuple[int, ...]
    paths: dict[int, tuple[str, ...]]
    ordinal: int | None
    lines: list[Line] = field(default_factory=list)
    titles: list[tuple[int, int, str]] = field(default_factory=list)
    notes: list[tuple[int, int, str]] = field(default_factory=list)

    @cached_property
    def data(self) -> list[Line]:
        """The rows that carry data."""
        return [line for line in self.lines if line.role == "data"]

    @cached_property
    def totals(self) -> list[Line]:
        """The printed totals and subtotals, sections that carry sums among them."""
        return [line for line in self.lines if line.role == "total"]

    @cached_property
    def filled(self) -> Mapping[int, list[Value]]:
        """The values of the data rows by column, blank cells left out."""
        columns: defaultdict[int, list[Value]] = defaultdict(list)
        for line in self.data:
            for column, value in line.cells.items():
                columns[column].append(value)
        return columns


@dataclass(slots=True)
class SheetReading:
    """A sheet with the role and the table number (0: none) of every cell that is not empty."""

    sheet: Sheet
    tables: list[Table]
    roles: dict[tuple[int, int], tuple[Role, int]]
    as_of: date | None = None
