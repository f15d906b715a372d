"""Tables written out by hand with the role of every cell, as a careful clerk sees them.

In `tables/*.txt` a line begins with the role of its cells (one letter for all, or one for each cell
that is not empty): t title, h header, g group, d data, s sum (a total), n note; `-` is an empty row.
Cells are parted by ` | `; `>` belongs to the cell on its left and `^` to the one above (merged);
what is written in quotation marks is text even where it looks like a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from analysis.cells import Merge, Sheet, Value
from analysis.recognise.table import Role

FOLDER = Path(__file__).with_name("tables")
_ROLES: dict[str, Role] = {
    "t": "title",
    "h": "header",
    "g": "group",
    "d": "data",
    "s": "total",
    "n": "note",
}
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")


@dataclass(slots=True)
class LabelledTable:
    """A sheet and what a clerk says of each cell that is not empty."""

    family: str
    name: str
    sheet: Sheet
    roles: dict[tuple[int, int], Role] = field(default_factory=dict)

    def as_text(self) -> LabelledTable:
        """The same table as a CSV file gives it: nothing merged, every value text."""
        rows: list[list[Value]] = [[None if v is None else str(v) for v in row] for row in self.sheet.rows]
        return LabelledTable(self.family, self.name, Sheet(self.sheet.name, rows), self.roles)


def labelled_tables() -> Iterator[LabelledTable]:
    """All of them, family by family."""
    for path in sorted(FOLDER.glob("*.txt")):
        for block in path.read_text(encoding="utf-8").split("\n== ")[1:]:
            name, *lines = block.strip("\n").split("\n")
            yield _table(path.stem, name, lines)


def _table(family: str, name: str, lines: list[str]) -> LabelledTable:
    grid: list[list[str]] = []
    letters: list[str] = []
    for line in lines:
        role, _, rest = line.partition(" ")
        letters.append(role)
        grid.append([] if role == "-" else [cell.strip() for cell in rest.split("|")])
    width = max(map(len, grid))
    grid = [[*row, *[""] * (width - len(row))] for row in grid]
    rows = [[_value(cell) for cell in row] for row in grid]
    table = LabelledTable(family, name, Sheet(name, rows, merges=_merges(grid)))
    for r, (row, role) in enumerate(zip(rows, letters, strict=True)):
        filled = [c for c, value in enumerate(row) if value is not None]
        each = role if len(role) > 1 else role * len(filled)
        for c, letter in zip(filled, each, strict=True):
            table.roles[r, c] = _ROLES[letter]
    return table


def _value(cell: str) -> Value:
    if cell in ("", ">", "^"):
        return None
    if cell.startswith('"') and cell.endswith('"') and len(cell) > 2:
        return cell[1:-1]
    if not _NUMBER.fullmatch(cell):
        return cell
    return float(cell) if "." in cell else int(cell)


def _merges(grid: list[list[str]]) -> list[Merge]:
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    areas: dict[tuple[int, int], Merge] = {}
    for r, row in enumerate(grid):
        for c, cell in enumerate(row):
            if cell not in (">", "^"):
                owners[r, c] = (r, c)
                continue
            owner = owners[r, c] = owners[(r, c - 1) if cell == ">" else (r - 1, c)]
            old = areas.get(owner, Merge(*owner, *owner))
            areas[owner] = Merge(old.top, old.left, max(old.bottom, r), max(old.right, c))
    return list(areas.values())
