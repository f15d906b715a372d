"""Excel 2003 XML (SpreadsheetML) saved as .xml or named .xls."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from xml.etree import ElementTree

from analysis.cells import Merge, Place, Sheet, Value
from analysis.read.faults import UnreadableWorkbook
from analysis.read.grid import Grid
from analysis.read.limits import MOST_COLUMNS, MOST_ROWS
from analysis.read.number_formats import Shown, shown_as, value_shown
from analysis.read.xml_parts import checked_xml

_NAMESPACE = "{urn:schemas-microsoft-com:office:spreadsheet}"
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"


def read_spreadsheetml(data: bytes) -> list[Sheet]:
    """Every worksheet.

    Raises UnreadableWorkbook for XML that is damaged, declares entities, or is no workbook.
    """
    checked_xml("XML", data)
    try:
        sheets = list(_sheets(data))
    except (ElementTree.ParseError, ValueError, LookupError, ArithmeticError) as error:
        raise UnreadableWorkbook("file_damaged", "XML") from error
    if not sheets:
        raise UnreadableWorkbook("file_foreign")
    return sheets


def _sheets(data: bytes) -> Iterator[Sheet]:
    shown: dict[str, Shown] = {}
    for _, element in ElementTree.iterparse(BytesIO(data), events=("end",)):
        if element.tag == f"{_NAMESPACE}Style":
            number_format = element.find(f"{_NAMESPACE}NumberFormat")
            code = number_format.get(f"{_NAMESPACE}Format", "") if number_format is not None else ""
            shown[element.get(f"{_NAMESPACE}ID", "")] = shown_as(code)
        elif element.tag == f"{_NAMESPACE}Worksheet":
            yield _sheet(element, shown)
            element.clear()


def _sheet(worksheet: ElementTree.Element, shown: dict[str, Shown]) -> Sheet:
    sheet = Sheet(worksheet.get(f"{_NAMESPACE}Name", ""), [])
    grid = Grid(sheet.name)
    hidden_rows: set[int] = set()
    month_first: set[Place] = set()
    r = -1
    for row in worksheet.iter(f"{_NAMESPACE}Row"):
        r = _index(row, r + 1, MOST_ROWS)
        if row.get(f"{_NAMESPACE}Hidden") == "1":
            hidden_rows.add(r)
        c = -1
        for cell in row.iter(f"{_NAMESPACE}Cell"):
            c = _index(cell, c + 1, MOST_COLUMNS)
            across, down = _span(cell, "MergeAcross"), _span(cell, "MergeDown")
            if across or down:
                sheet.merges.append(Merge(r, c, r + down, c + across))
            style = shown.get(cell.get(f"{_NAMESPACE}StyleID", ""), "date")
            if style == "month_first":
                month_first.add((r, c))
            grid.put(r, c, _value(cell, style))
            if (comment := cell.find(f"{_NAMESPACE}Comment/{_NAMESPACE}Data")) is not None:
                sheet.comments[r, c] = "".join(comment.itertext()).strip()
            c += across
        r += _span(row, "Span")
    visible = worksheet.find(f".//{_EXCEL}Visible")
    sheet.hidden = visible is not None and (visible.text or "") != "SheetVisible"
    sheet.hidden_rows, sheet.month_first = frozenset(hidden_rows), frozenset(month_first)
    return grid.fill(sheet)


def _index(element: ElementTree.Element, following: int, most: int) -> int:
    place = int(element.get(f"{_NAMESPACE}Index", following + 1)) - 1
    if not following <= place < most:
        raise ValueError(f"ss:Index {place + 1}")
    return place


def _span(element: ElementTree.Element, name: str) -> int:
    return max(0, min(int(element.get(f"{_NAMESPACE}{name}", "0")), MOST_ROWS))


def _value(cell: ElementTree.Element, shown: Shown) -> Value:
    data = cell.find(f"{_NAMESPACE}Data")
    if data is None:
        formula = cell.get(f"{_NAMESPACE}Formula")
        return "=" + formula.lstrip("=") if formula else None
    text = "".join(data.itertext())
    kind = data.get(f"{_NAMESPACE}Type", "String")
    if not text.strip():
        return None
    if kind == "Number":
        return value_shown(float(text), "number")
    if kind == "DateTime":
        moment = datetime.fromisoformat(text)
        if shown == "month" and moment.day == 1:
            return f"{moment.month}/{moment.year}"
        return moment.date() if moment.time() == datetime.min.time() else moment
    return text == "1" if kind == "Boolean" else text
