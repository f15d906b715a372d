"""Text from outside into a workbook's cells as text, never as a formula."""

from __future__ import annotations

from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

_OPENS_A_FORMULA = ("=", "+", "-", "@")


def put_text(cell: Cell, text: str) -> None:
    """Writes `text` so that it is shown and never run, even after somebody has edited the cell."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(_OPENS_A_FORMULA)
