"""A table as a clerk sees it: every cell's role, the columns' names, the rows with their groups."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Literal

from analysis.cells import Sheet, Value

Role = Literal["title", "header", "group", "data", "total", "note"]
ROLES: tuple[Role, ...] = ("title", "header", "group", "data", "total", "note")


@dataclass(slots=True)
class Line:
    """One row of a table's body: its cells by column, and the sections it stands in.

    `part_of` is the row of data whose part it is by its numbering: 6 for what is numbered 6.1.
    """

    row: int
    role: Role
    cells: dict[int, Value]
    groups: tuple[str, ...] = ()
    group_cells: tuple[tuple[int, int], ...] = ()
    part_of: int | None = None


def by_column(rows: Collection[dict[int, Value]]) -> dict[int, list[Value]]:
    """The values of each column that is filled in some row, from the left."""
    columns = sorted(set().union(*rows))
    return {c: [row[c] for row in rows if c in row] for c in columns}


@dataclass
class Table:
    """Rows and columns count from 0 at the sheet's corner; `paths` are the headings from widest down.

    `noted` has what a footnote or a comment at a heading says of its column.
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
    noted: dict[int, str] = field(default_factory=dict)

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
        return defaultdict(list, by_column([line.cells for line in self.data]))


Given = tuple[Role, int]
"""A cell's role and the number of its table, 0 for none."""


class Roles(MutableMapping[tuple[int, int], Given]):
    """What each cell was given, by row and column; kept row by row, for a sheet may have millions."""

    def __init__(self) -> None:
        self._rows: defaultdict[int, dict[int, Given]] = defaultdict(dict)

    def give(self, row: int, columns: Iterable[int], given: Given) -> None:
        """The same to several cells of a row."""
        self._rows[row].update(dict.fromkeys(columns, given))

    def leave_out(self, rows: Iterable[int]) -> None:
        """Forgets what stands on another sheet."""
        for row in rows:
            self._rows.pop(row, None)

    def counted(self) -> Counter[str]:
        """How many cells have each role."""
        counts: Counter[str] = Counter()
        for (role, _), count in Counter(chain.from_iterable(map(dict.values, self._rows.values()))).items():
            counts[role] += count
        return counts

    def places_of(self, role: Role) -> dict[int, list[int]]:
        """The columns of the cells that have a role, by row."""
        found: dict[int, list[int]] = {}
        for r, row in self._rows.items():
            if role in {given for given, _ in set(row.values())}:
                found[r] = [c for c, (given, _) in row.items() if given == role]
        return found

    def __getitem__(self, place: tuple[int, int]) -> Given:
        return self._rows[place[0]][place[1]]

    def __setitem__(self, place: tuple[int, int], given: Given) -> None:
        self._rows[place[0]][place[1]] = given

    def __delitem__(self, place: tuple[int, int]) -> None:
        del self._rows[place[0]][place[1]]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return ((r, c) for r, row in self._rows.items() for c in row)

    def __len__(self) -> int:
        return sum(map(len, self._rows.values()))


@dataclass(slots=True)
class SheetReading:
    """A sheet with the role and the table number of every cell that is not empty."""

    sheet: Sheet
    tables: list[Table]
    roles: Roles
    as_of: date | None = None
