"""Columns of percentage points, told by the unit above them or in a note: "Đơn vị tính: %"."""

from __future__ import annotations

import re

from analysis.recognise.table import Table

_UNIT = re.compile(r"(?i)(?:đơn vị tính|đvt|tính bằng|theo)\s*:?\s*\(?(?:%|phần trăm)|^\s*\(?\s*%\s*\)?\s*$")


def is_of_points(table: Table) -> bool:
    """Whether all figures of a table are per cent, by the unit above or below it."""
    return any(_UNIT.search(text) for _, _, text in (*table.titles, *table.notes))


def holds_points(table: Table, column: int) -> bool:
    """Whether the numbers of a column are per cent: its heading or the table says so, and one is above 1.

    A column of shares, as Excel keeps 80 % in 0.8, has none.
    """
    if not any("%" in text for text in table.paths[column]) and not is_of_points(table):
        return False
    return any(isinstance(v, int | float) and v > 1 for v in table.filled[column])
