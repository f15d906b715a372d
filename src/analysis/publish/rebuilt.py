"""A workbook anew from the values that were read: for what openpyxl can't load (.xls, .ods, .csv, .xlsb)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from analysis.cells import Merge, Sheet, Value
from analysis.dates import format_date
from analysis.publish.plain import put_text

_NARROWEST, _WIDEST, _LONGEST_TITLE, _A4 = 7, 42, 31, 9
_FIRST_YEAR = 1900
"""Excel counts its days from here; an earlier date is written as text."""


def rebuilt_workbook(sheets: Sequence[Sheet]) -> Workbook:
    """The sheets in their order: values at their addresses, merges, dates as dates, fitted columns."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for sheet in sheets:
        made = workbook.create_sheet(free_title(workbook, sheet.name))
        if sheet.hidden:
            made.sheet_state = "hidden"
        for r, c, value in sheet.cells():
            _put(made.cell(sheet.top + r + 1, sheet.left + c + 1), value)
        for merge in sheet.merges:
            _merge(made, merge)
        _fit(made, sheet)
        print_on_one_width(made)
    return workbook


def free_title(workbook: Workbook, wanted: str) -> str:
    """`wanted` as a sheet's title that Excel allows and that no other sheet has."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", wanted).strip(" '") or "Sheet"
    taken = {title.casefold() for title in workbook.sheetnames}
    title, number = plain[:_LONGEST_TITLE], 1
    while title.casefold() in taken:
        number += 1
        ending = f" {number}"
        title = plain[: _LONGEST_TITLE - len(ending)] + ending
    return title


def print_on_one_width(sheet: Worksheet) -> None:
    """A4 landscape, all columns on one page's width."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _put(cell: Cell, value: Value) -> None:
    if isinstance(value, date) and value.year < _FIRST_YEAR:
        value = format_date(value, "vi")
    if isinstance(value, str):
        put_text(cell, value)
        return
    cell.value = value
    if isinstance(value, datetime):
        cell.number_format = "d/m/yyyy hh:mm"
    elif isinstance(value, date):
        cell.number_format = "d/m/yyyy"


def _merge(made: Worksheet, merge: Merge) -> None:
    made.merge_cells(
        start_row=merge.top + 1,
        start_column=merge.left + 1,
        end_row=merge.bottom + 1,
        end_column=merge.right + 1,
    )
    made.cell(merge.top + 1, merge.left + 1).alignment = Alignment(
        horizontal="center", vertical="center", wrap_text=True
    )


def _fit(made: Worksheet, sheet: Sheet) -> None:
    """As wide as the texts of the table; what stands above or below it, alone in its row, may run on."""
    merged = {(merge.top - sheet.top, merge.left - sheet.left) for merge in sheet.merges}
    widest: dict[int, int] = {}
    for r, c, value in sheet.cells():
        if (r, c) in merged or _stands_apart(sheet.rows[r]):
            continue
        widest[c] = max(widest.get(c, 0), min(len(shown(value)), _WIDEST))
        if len(shown(value)) > _WIDEST:
            cell = made.cell(sheet.top + r + 1, sheet.left + c + 1)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for c, width in widest.items():
        made.column_dimensions[get_column_letter(sheet.left + c + 1)].width = max(width + 2, _NARROWEST)


def _stands_apart(row: list[Value]) -> bool:
    """A title, a note or a pair of signatures rather than a row of the table."""
    values = [value for value in row if value is not None]
    return len(values) < 3 and len(row) > len(values) and all(isinstance(value, str) for value in values)


def shown(value: Value) -> str:
    """A cell's value as a Vietnamese reader writes it."""
    return format_date(value, "vi") if isinstance(value, date) else str(value)
