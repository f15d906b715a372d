"""What a file holds once it is open: sheets of plain values, each at its address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import chain

Value = str | int | float | bool | date | datetime | time | timedelta | None
"""One cell: text as a person reads it, a whole number as int, an empty cell as None."""

Place = tuple[int, int]
"""Row and column of a cell, counting from 0 at A1."""


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; rows and columns count from 0 and both ends belong to it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """One sheet. `rows[r][c]` is the cell r rows and c columns from the corner (`top`, `left`).

    Merges, hidden rows and columns, `month_first` (cells that show the month of a date before its day),
    `fills` (coloured cells, each with the number of its fill, of which `colours` has the red, green and blue
    where the file tells), `looks` (of their letters: "struck", "struck in part", "italic", "bold", "red";
    all but the struck only where the workbook speaks of them) and `comments` count from 0 at A1; `date_1904`
    says from which day bare serial numbers count. `strays` are the few cells that lie too far from all
    others to belong to any table; `outside` are the texts of boxes and
    of printed pages, which no cell holds; `borrowed` rows at the top stand on the sheet before.
    """

    name: str
    rows: list[list[Value]]
    top: int = 0
    left: int = 0
    merges: list[Merge] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    month_first: frozenset[Place] = frozenset()
    date_1904: bool = False
    fills: dict[Place, int] = field(default_factory=dict)
    colours: dict[int, str] = field(default_factory=dict)
    looks: dict[Place, frozenset[str]] = field(default_factory=dict)
    comments: dict[Place, str] = field(default_factory=dict)
    strays: dict[Place, Value] = field(default_factory=dict)
    outside: list[str] = field(default_factory=list)
    borrowed: int = 0
    _texts: list[str] | None = field(default=None, init=False, repr=False, compare=False)

    def address(self, row: int, column: int) -> str:
        """A1 notation of the cell at `rows[row][column]`."""
        return cell_address(max(self.top + row, 0), self.left + column)

    def texts(self) -> list[str]:
        """Every different text of the sheet, in the order of its cells; found once, when all is read."""
        if self._texts is None:
            values = dict.fromkeys(chain.from_iterable(self.rows))
            self._texts = [value for value in values if type(value) is str]
        return self._texts

    def cells(self) -> Iterator[tuple[int, int, Value]]:
        """Row, column and value of every cell that is not empty, row by row."""
        for r, row in enumerate(self.rows):
            for c, value in enumerate(row):
                if value is not None:
                    yield r, c, value


def cell_address(row: int, column: int) -> str:
    """A1 notation from a row and column that count from 0.

    >>> cell_address(0, 27)
    'AB1'
    """
    return f"{column_letters(column)}{row + 1}"


@lru_cache(maxsize=16384)
def column_letters(column: int) -> str:
    """The letters of a column that counts from 0: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
