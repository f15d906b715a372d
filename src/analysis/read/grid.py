"""Cells gathered one by one, made into the rows of a sheet."""

from __future__ import annotations

from array import array
from collections import Counter
from itertools import pairwise

from analysis.cells import Place, Sheet, Value
from analysis.read.faults import UnreadableWorkbook
from analysis.read.limits import MOST_CELLS, check_range, is_table_sized

_GAPS = (1_000, 100)
"""So many empty rows, or columns, part a stray cell from the table."""
_MOST_STRAYS = 100


class Grid:
    """Values with their places; the last one put at a place counts, as in a spreadsheet program."""

    def __init__(self, sheet: str) -> None:
        self._sheet = sheet
        self._rows, self._columns = array("l"), array("l")
        self._values: list[Value] = []

    def put(self, row: int, column: int, value: Value) -> None:
        """One cell; an empty one is none. Raises UnreadableWorkbook for more cells than any table has."""
        if value is None or (isinstance(value, str) and (not value or value.isspace())):
            return
        if len(self._values) >= MOST_CELLS:
            raise UnreadableWorkbook("file_too_large", f"{self._sheet}: > {MOST_CELLS}")
        self._rows.append(row)
        self._columns.append(column)
        self._values.append(value)

    def fill(self, sheet: Sheet) -> Sheet:
        """Gives the sheet its rows, and apart from them what lies too far off to belong to any table."""
        if not self._values:
            return sheet
        if not is_table_sized(*self._size()):
            self._part_strays(sheet)
        check_range(sheet.name, *self._size())
        sheet.top, sheet.left = min(self._rows), min(self._columns)
        height, width = self._size()
        sheet.rows = [[None] * width for _ in range(height)]
        for r, c, value in zip(self._rows, self._columns, self._values, strict=True):
            sheet.rows[r - sheet.top][c - sheet.left] = value
        return sheet

    def _size(self) -> tuple[int, int]:
        return max(self._rows) - min(self._rows) + 1, max(self._columns) - min(self._columns) + 1

    def _part_strays(self, sheet: Sheet) -> None:
        """Moves the few cells that lie far from all the others out of the grid."""
        rows, columns = _in_main_part(self._rows, _GAPS[0]), _in_main_part(self._columns, _GAPS[1])
        cells: list[tuple[Place, Value]] = list(
            zip(zip(self._rows, self._columns, strict=True), self._values, strict=True)
        )
        strays = {place: value for place, value in cells if place[0] not in rows or place[1] not in columns}
        if len(strays) > _MOST_STRAYS:
            return
        sheet.strays = strays
        kept = [(place, value) for place, value in cells if place not in strays]
        self._rows = array("l", [r for (r, _), _ in kept])
        self._columns = array("l", [c for (_, c), _ in kept])
        self._values = [value for _, value in kept]


def _in_main_part(lines: array[int], gap: int) -> set[int]:
    """The rows (or columns) of that part, between wide gaps, which holds the most cells."""
    often = Counter(lines)
    parts: list[list[int]] = [[]]
    for before, line in pairwise([min(often), *sorted(often)]):
        if line - before > gap:
            parts.append([])
        parts[-1].append(line)
    return set(max(parts, key=lambda part: sum(often[line] for line in part)))
