"""A table that goes on on the next sheet, where nothing but its rows stands: "Trang 2".

Its titles and headings are those of the sheet before; they are read with it, and counted where they stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.cells import Merge, Sheet, Value
from analysis.clean.form import Form, Record
from analysis.recognise.heading_looks import Row
from analysis.recognise.number_rows import is_number_row
from analysis.recognise.table import SheetReading, Table

_FIRST = 4
"""The rows of a page stand at its top, below no more than the numbers of the columns."""


def continued(before: SheetReading, sheet: Sheet) -> Sheet | None:
    """The sheet below the titles and headings of the one before; None where it does not go on."""
    table = before.tables[-1] if before.tables else None
    if table is None or table.ordinal is None or not table.data:
        return None
    last = table.data[-1].cells.get(table.ordinal)
    place = before.sheet.left + table.ordinal - sheet.left
    if type(last) is not int or not _begins_with(sheet, place, last + 1):
        return None
    return _below(before.sheet, table, sheet)


def pages_before(forms: Sequence[Form], form: Form) -> list[Record]:
    """The records of the same list on the sheets before."""
    page = next((one for one in reversed(forms) if one.kind == form.kind and one.sheet != form.sheet), None)
    return [*page.earlier, *page.records] if page else []


def _begins_with(sheet: Sheet, column: int, number: int) -> bool:
    """Whether the first row that is more than the numbers of the columns has the next number."""
    for row in _first_rows(sheet):
        if not is_number_row(row, row):
            return dict(row).get(column) == number and len(row) > 1
    return False


def _first_rows(sheet: Sheet) -> list[Row]:
    rows: list[Row] = [[(c, v) for c, v in enumerate(row) if v is not None] for row in sheet.rows[:_FIRST]]
    return [row for row in rows if row]


def _below(before: Sheet, table: Table, sheet: Sheet) -> Sheet:
    height = max(table.header_rows) + 1
    numbered: Row = [(c, v) for c, v in enumerate(before.rows[height - 1]) if v is not None]
    again = _first_rows(sheet)[0]
    if is_number_row(again, again) and is_number_row(numbered, numbered):
        height -= 1  # the columns are numbered on each page
    left = min(before.left, sheet.left)
    heads = [_moved(row, before.left - left) for row in before.rows[:height]]
    rows = heads + [_moved(row, sheet.left - left) for row in sheet.rows]
    width = max(map(len, rows))
    rows = [row + [None] * (width - len(row)) for row in rows]
    top = sheet.top - height
    down = top - before.top
    merges = [
        Merge(m.top + down, m.left, m.bottom + down, m.right)
        for m in before.merges
        if m.bottom - before.top < height
    ]
    return replace(sheet, rows=rows, top=top, left=left, merges=merges + sheet.merges, borrowed=height)


def _moved(row: list[Value], right: int) -> list[Value]:
    blank: list[Value] = [None] * right
    return blank + row
