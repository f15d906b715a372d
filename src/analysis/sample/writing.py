"""Workbooks to files. The same cells give the same bytes: no clock, no user's name goes in."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwt

from analysis.sample.workbook import Cell, Letters, Sheet, Style, Workbook, written

_HEADING_HEIGHT = 34
_MADE = datetime(2025, 1, 2)
_BOLD: tuple[Style, ...] = ("title", "header", "group", "total", "signature")
_CENTRED: tuple[Style, ...] = ("header", "signature")
_BORDERED: tuple[Style, ...] = ("plain", "header", "group", "total")


def write_workbook(workbook: Workbook, folder: Path) -> Path:
    """Writes one workbook in the format that its name tells."""
    path = folder / workbook.name
    write = {".xlsx": _write_xlsx, ".xls": _write_xls, ".csv": _write_csv}[path.suffix]
    write(workbook, path)
    return path


def _written(value: Cell, letters: Letters) -> Cell:
    return written(value, letters) if isinstance(value, str) else value


def _write_xlsx(workbook: Workbook, path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": _MADE, "author": "Dữ liệu minh họa"})
        formats = {(style, dated): book.add_format(_look(style, dated)) for style, dated in _looks()}
        for sheet in workbook.sheets:
            page = book.add_worksheet(written(sheet.name, workbook.letters))
            page.set_landscape()
            page.set_paper(9)
            page.fit_to_pages(1, 0)
            for column, width in sheet.widths.items():
                page.set_column(column, column, width)
            for row in _heading_rows(sheet):
                page.set_row(row, _HEADING_HEIGHT)
            for (row, column), (value, style) in sheet.cells.items():
                shown = _written(value, workbook.letters)
                page.write(row, column, shown, formats[style, isinstance(value, date)])
            for merge in sheet.merges:
                value, style = sheet.cells[merge[0], merge[1]]
                page.merge_range(*merge, _written(value, workbook.letters), formats[style, False])


def _heading_rows(sheet: Sheet) -> list[int]:
    """Rows whose headings take two lines."""
    cells = sheet.cells.items()
    return sorted({row for (row, _), (value, style) in cells if style == "header" and _is_long(value)})


def _is_long(value: Cell) -> bool:
    return len(str(value or "")) > 14


def _looks() -> list[tuple[Style, bool]]:
    styles: tuple[Style, ...] = ("plain", "title", "header", "group", "total", "signature")
    return [(style, dated) for style in styles for dated in (False, True)]


def _look(style: Style, dated: bool) -> dict[str, Any]:
    look: dict[str, Any] = {"font_name": "Times New Roman", "font_size": 12 if style == "title" else 11}
    look |= {"bold": style in _BOLD, "text_wrap": style in ("plain", "header"), "valign": "vcenter"}
    look |= {"border": 1} if style in _BORDERED else {}
    look |= {"align": "center"} if style in _CENTRED else {}
    return look | ({"num_format": "dd/mm/yyyy", "align": "center"} if dated else {})


def _write_xls(workbook: Workbook, path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8", style_compression=2)
    font = ".VnTime" if workbook.letters == "tcvn3" else "Times New Roman"
    styles = {look: xlwt.easyxf(*_xls_look(*look, font)) for look in _looks()}
    for sheet in workbook.sheets:
        page = book.add_sheet(written(sheet.name, workbook.letters))
        for column, width in sheet.widths.items():
            page.col(column).width = 256 * width
        for row in _heading_rows(sheet):
            page.row(row).height_mismatch = True
            page.row(row).height = 20 * _HEADING_HEIGHT
        page.portrait, page.header_str, page.footer_str = False, b"", b""
        page.fit_num_pages, page.fit_width_to_pages, page.fit_height_to_pages = 1, 1, 0
        inside = {(r, c) for t, x, b, y in sheet.merges for r in range(t, b + 1) for c in range(x, y + 1)}
        for (row, column), (value, style) in sheet.cells.items():
            if (row, column) not in inside:
                page.write(
                    row, column, _written(value, workbook.letters), styles[style, isinstance(value, date)]
                )
        for top, left, bottom, right in sheet.merges:
            value, style = sheet.cells[top, left]
            page.write_merge(
                top, bottom, left, right, _written(value, workbook.letters), styles[style, False]
            )
    book.save(str(path))


def _xls_look(style: Style, dated: bool, font: str) -> tuple[str, str]:
    bold = "on" if style in _BOLD else "off"
    border = "; borders: left thin, right thin, top thin, bottom thin" if style in _BORDERED else ""
    centred = ", horiz center" if style in _CENTRED or dated else ""
    wrap = "on" if style in ("plain", "header") else "off"
    look = f"font: name {font}, height 220, bold {bold}; align: vert center, wrap {wrap}{centred}{border}"
    return look, "DD/MM/YYYY" if dated else "General"


def _write_csv(workbook: Workbook, path: Path) -> None:
    """As a Vietnamese Excel saves it: semicolons, a byte-order mark, Windows line ends."""
    sheet: Sheet = workbook.sheets[0]
    width = 1 + max(column for _, column in sheet.cells)
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, delimiter=";", lineterminator="\r\n")
    for row in range(sheet.rows):
        values = (sheet.cells.get((row, column), (None, "plain"))[0] for column in range(width))
        writer.writerow([_plain(_written(value, workbook.letters)) for value in values])
    path.write_bytes(b"\xef\xbb\xbf" + lines.getvalue().encode())


def _plain(value: Cell) -> Cell:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else value
