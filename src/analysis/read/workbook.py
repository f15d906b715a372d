"""Opens a spreadsheet of any kind and gives its sheets as plain values.

python-calamine reads .xlsx, .xlsm, .xlsb, .xls and .ods; separated text and markup are read here.
Nothing is written, locked or moved: the file is read once into memory and its digest taken.
"""

from __future__ import annotations

import hashlib
import lzma
import struct
import unicodedata
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from analysis.cells import Merge, Sheet, Value
from analysis.read.container import Container, container_of
from analysis.read.delimited import read_delimited
from analysis.read.facts import SheetFacts, WorkbookFacts
from analysis.read.faults import UnreadableWorkbook
from analysis.read.html import read_html, read_web_archive
from analysis.read.limits import check_range, check_size
from analysis.read.ods_facts import ods_facts
from analysis.read.spreadsheetml import read_spreadsheetml
from analysis.read.values import plain_rows, readable_rows
from analysis.read.xls_facts import xls_facts
from analysis.read.xlsb_facts import xlsb_facts
from analysis.read.xlsx_facts import part_with_entities, xlsx_facts

_FACTS = {"xlsx": xlsx_facts, "xls": xls_facts, "xlsb": xlsb_facts, "ods": ods_facts}


@dataclass(slots=True)
class Workbook:
    """A file's sheets with its SHA-256 digest (hexadecimal)."""

    sha256: str
    sheets: list[Sheet]


def read_workbook(path: Path) -> Workbook:
    """All sheets of the file, in their order, hidden ones too.

    Raises UnreadableWorkbook for a file that is empty, damaged, encrypted, too large or no
    spreadsheet at all.
    """
    check_size(path.stat().st_size)
    return read_workbook_bytes(path.read_bytes(), path.stem)


def read_workbook_bytes(data: bytes, name: str, container: Container | None = None) -> Workbook:
    """The same from a file's content; `name` names the sheet of a file that knows none."""
    try:
        sheets = _sheets(container or container_of(data), data, name)
    except (zlib.error, lzma.LZMAError, struct.error, LookupError, ValueError, ArithmeticError) as error:
        raise UnreadableWorkbook("file_damaged", str(error)) from error
    for sheet in sheets:
        sheet.name = unicodedata.normalize("NFC", sheet.name)
        sheet.rows = readable_rows(sheet.rows)
    return Workbook(hashlib.sha256(data).hexdigest(), sheets)


def _sheets(container: Container, data: bytes, name: str) -> list[Sheet]:
    if container == "text":
        return [read_delimited(data, name)]
    if container in _FACTS:
        return _read_spreadsheet(data, _FACTS[container](data))
    if container == "html":
        return read_html(data, name)
    if container == "mhtml":
        return read_web_archive(data, name) or _none_inside()
    if container == "xml":
        return read_spreadsheetml(data)
    raise UnreadableWorkbook(f"file_{container}")


def _none_inside() -> list[Sheet]:
    raise UnreadableWorkbook("file_foreign")


def _read_spreadsheet(data: bytes, facts: WorkbookFacts) -> list[Sheet]:
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
        return [
            _read_sheet(
                workbook.get_sheet_by_name(entry.name),
                entry.visible is not SheetVisibleEnum.Visible,
                facts.sheets.get(entry.name, SheetFacts()),
                facts.date_1904,
            )
            for entry in workbook.sheets_metadata
            if entry.typ in (SheetTypeEnum.WorkSheet, SheetTypeEnum.MacroSheet)
        ]
    except PasswordError as error:
        raise UnreadableWorkbook("file_encrypted") from error
    except CalamineError as error:
        hostile = part_with_entities(data)
        raise UnreadableWorkbook(
            "file_hostile" if hostile else "file_damaged", hostile or str(error)
        ) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the native reader gave up on a malformed part
            raise
        raise UnreadableWorkbook("file_damaged", str(error)) from None


def _read_sheet(source: CalamineSheet, hidden: bool, facts: SheetFacts, date_1904: bool) -> Sheet:
    rows: list[list[Value]] = []
    top, left = source.start or (0, 0)
    if source.start is not None:
        check_range(source.name, source.height, source.width)
        rows = plain_rows(source.to_python(skip_empty_area=True))
    sheet = Sheet(
        source.name,
        rows,
        top,
        left,
        [Merge(a[0], a[1], b[0], b[1]) for a, b in source.merged_cell_ranges or []],
        hidden,
        frozenset(facts.hidden_rows),
        frozenset(facts.hidden_columns),
        frozenset(facts.month_first),
        date_1904,
        facts.fills,
    )
    _put_texts(sheet, facts)
    return sheet


def _put_texts(sheet: Sheet, facts: SheetFacts) -> None:
    """Errors and formulas without a value, which calamine gives as empty: they are no blanks."""
    if not facts.texts:
        return
    if not sheet.rows:
        sheet.top, sheet.left = min(facts.texts)[0], min(column for _, column in facts.texts)
    _widen(sheet, facts.texts)
    for (row, column), text in facts.texts.items():
        if sheet.rows[row - sheet.top][column - sheet.left] is None:
            sheet.rows[row - sheet.top][column - sheet.left] = text


def _widen(sheet: Sheet, places: dict[tuple[int, int], str]) -> None:
    top = min([sheet.top, *(row for row, _ in places)])
    left = min([sheet.left, *(column for _, column in places)])
    width = max([sheet.left + len(row) for row in sheet.rows] + [column + 1 for _, column in places]) - left
    height = max([sheet.top + len(sheet.rows), *(row + 1 for row, _ in places)]) - top
    before: list[Value] = [None] * (sheet.left - left)
    rows: list[list[Value]] = [[None] * width for _ in range(sheet.top - top)]
    rows += [before + row + [None] * (width - len(before) - len(row)) for row in sheet.rows]
    rows += [[None] * width for _ in range(height - len(rows))]
    sheet.rows, sheet.top, sheet.left = rows, top, left
