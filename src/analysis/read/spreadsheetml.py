"""Excel 2003 XML (SpreadsheetML) saved as .xml or named .xls."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from xml.etree import ElementTree

from analysis.cells import Merge, Sheet, Value
from analysis.read.faults import UnreadableWorkbook
from analysis.read.limits import check_range

_NAMESPACE = "{urn:schemas-microsoft-com:office:spreadsheet}"
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384


def read_spreadsheetml(data: bytes) -> list[Sheet]:
    """Every worksheet.

    Raises UnreadableWorkbook for XML that is damaged, declares entities, or is no workbook.
    """
    if b"<!DOCTYPE" in data[:8192] or b"<!ENTITY" in data[:8192]:
        raise UnreadableWorkbook("file_hostile", "DOCTYPE")
    try:
        sheets = list(_sheets(data))
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise UnreadableWorkbook("file_damaged", str(error)) from error
    if not sheets:
        raise UnreadableWorkbook("file_foreign")
    return sheets


def _sheets(data: bytes) -> Iterator[Sheet]:
    for _, element in ElementTree.iterparse(BytesIO(data), events=("end",)):
        if element.tag == f"{_NAMESPACE}Worksheet":
            yield _sheet(element)
            element.clear()


def _sheet(worksheet: ElementTree.Element) -> Sheet:
    name = worksheet.get(f"{_NAMESPACE}Name", "")
    cells: dict[tuple[int, int], Value] = {}
    merges: list[Merge] = []
    hidden_rows: set[int] = set()
    r = -1
    for row in worksheet.iter(f"{_NAMESPACE}Row"):
        r = _index(row, r + 1, _MOST_ROWS)
        if row.get(f"{_NAMESPACE}Hidden") == "1":
            hidden_rows.add(r)
        c = -1
        for cell in row.iter(f"{_NAMESPACE}Cell"):
            c = _index(cell, c + 1, _MOST_COLUMNS)
            across, down = _span(cell, "MergeAcross"), _span(cell, "MergeDown")
            if across or down:
                merges.append(Merge(r, c, r + down, c + across))
            if (value := _value(cell)) is not None:
                cells[r, c] = value
            c += across
        r += _span(row, "Span")
    visible = worksheet.find(f".//{_EXCEL}Visible")
    hidden = visible is not None and (visible.text or "") != "SheetVisible"
    return _filled(Sheet(name, [], merges=merges, hidden=hidden, hidden_rows=frozenset(hidden_rows)), cells)


def _filled(sheet: Sheet, cells: dict[tuple[int, int], Value]) -> Sheet:
    if not cells:
        return sheet
    sheet.top, sheet.left = min(r for r, _ in cells), min(c for _, c in cells)
    height = max(r for r, _ in cells) - sheet.top + 1
    width = max(c for _, c in cells) - sheet.left + 1
    check_range(sheet.name, height, width)
    sheet.rows = [[None] * width for _ in range(height)]
    for (r, c), value in cells.items():
        sheet.rows[r - sheet.top][c - sheet.left] = value
    return sheet


def _index(element: ElementTree.Element, following: int, most: int) -> int:
    place = int(element.get(f"{_NAMESPACE}Index", following + 1)) - 1
    if not following <= place < most:
        raise ValueError(f"ss:Index {place + 1}")
    return place


def _span(element: ElementTree.Element, name: str) -> int:
    return max(0, min(int(element.get(f"{_NAMESPACE}{name}", "0")), _MOST_ROWS))


def _value(cell: ElementTree.Element) -> Value:
    data = cell.find(f"{_NAMESPACE}Data")
    if data is None:
        formula = cell.get(f"{_NAMESPACE}Formula")
        return "=" + formula.lstrip("=") if formula else None
    text = "".join(data.itertext())
    kind = data.get(f"{_NAMESPACE}Type", "String")
    if not text.strip():
        return None
    if kind == "Number":
        number = float(text)
        return int(number) if number.is_integer() else number
    if kind == "DateTime":
        moment = datetime.fromisoformat(text)
        return moment.date() if moment.time() == datetime.min.time() else moment
    return text == "1" if kind == "Boolean" else text
