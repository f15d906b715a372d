"""What a workbook says of its cells beyond their values, and what the fast reader leaves out."""

from __future__ import annotations

from dataclasses import dataclass, field

Place = tuple[int, int]
"""Row and column of a cell, counting from 0 at A1."""

ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!",
    0x2A: "#N/A",
}  # fmt: skip
"""The error values of a cell by their code in binary workbooks."""


@dataclass(slots=True)
class SheetFacts:
    """Facts of one sheet.

    `texts` holds what calamine gives as empty: error values, and formulas that were never computed
    (as "=SUM(A1:A9)"). `month_first` are the cells that show a date with the month before the day,
    `fills` the colours of cells that have one, as the workbook numbers them.
    """

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    texts: dict[Place, str] = field(default_factory=dict)
    month_first: set[Place] = field(default_factory=set)
    fills: dict[Place, int] = field(default_factory=dict)
    last_row: int = -1
    last_column: int = -1
    first_row: int = 1 << 30
    first_column: int = 1 << 30

    def saw(self, row: int, column: int) -> None:
        """Widens the used range to a cell that holds something."""
        self.first_row, self.last_row = min(self.first_row, row), max(self.last_row, row)
        self.first_column, self.last_column = (
            min(self.first_column, column),
            max(self.last_column, column),
        )

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns of the used range; nought where no cell was seen."""
        if self.last_row < 0:
            return 0, 0
        return self.last_row - self.first_row + 1, self.last_column - self.first_column + 1


@dataclass(slots=True)
class WorkbookFacts:
    """The facts of all sheets by name, and whether dates count from 1904."""

    sheets: dict[str, SheetFacts] = field(default_factory=dict)
    date_1904: bool = False
