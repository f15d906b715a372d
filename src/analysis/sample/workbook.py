"""A workbook before it is written: sheets of placed cells, and the letters it is written in."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from analysis.cells import cell_address
from analysis.legacy import to_tcvn3

Cell = str | int | date | None
Style = Literal["plain", "title", "header", "group", "total", "signature"]
Letters = Literal["composed", "decomposed", "tcvn3"]


@dataclass(slots=True)
class Sheet:
    """Cells at row and column, counting from 0; merged ranges as top, left, bottom, right."""

    name: str
    cells: dict[tuple[int, int], tuple[Cell, Style]] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    widths: dict[int, int] = field(default_factory=dict)
    rows: int = 0

    def put(self, row: int, column: int, value: Cell, style: Style = "plain") -> str:
        """Places a value and tells its address."""
        self.cells[row, column] = (value, style)
        self.rows = max(self.rows, row + 1)
        return cell_address(row, column)

    def add(self, values: list[Cell], style: Style = "plain", *, start: int = 0) -> int:
        """Places a row below the last one and tells its number."""
        row = self.rows
        for column, value in enumerate(values, start):
            self.put(row, column, value, style)
        self.rows = row + 1
        return row


@dataclass(slots=True)
class Workbook:
    """One file: its name tells the format."""

    name: str
    sheets: list[Sheet]
    letters: Letters = "composed"


def written(text: str, letters: Letters) -> str:
    """The text in the letters of a workbook: some offices' are decomposed, some older than Unicode."""
    if letters == "tcvn3":
        return to_tcvn3(text)
    if letters == "decomposed":
        first, *rest = text.replace("Đ", "Ð").split(" ")
        spaced = first + "".join(("\u00a0" if i % 3 == 0 else " ") + word for i, word in enumerate(rest, 1))
        return unicodedata.normalize("NFD", spaced)
    return text
