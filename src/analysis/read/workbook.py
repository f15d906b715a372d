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
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
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
from analysis.read.xls_facts import xls_facts
from analysis.read.xlsb_facts import xlsb_facts
from analysis.read.xlsx_facts import part_with_entities, xlsx_facts
from analysis.text import readable_all

_MIDNIGHT = time()
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
        _make_readable(sheet)
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
        once: dict[str, str] = {}
        rows = [_plain(row, once) for row in source.to_python(skip_empty_area=True)]
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


def _plain(row: Sequence[object], once: dict[str, str]) -> list[Value]:
    """An empty cell is None, a whole float an int, midnight a date: one form for one meaning.

    Text that is repeated is kept `once`.
    """
    plain: list[Value] = []
    for value in row:
        kind = type(value)
        if kind is str:
            plain.append(once.setdefault(value, value) if value and not value.isspace() else None)  # type: ignore[attr-defined, arg-type]
        elif kind is float:
            plain.append(int(value) if value.is_integer() else value)  # type: ignore[attr-defined, arg-type, call-overload]
        elif kind is datetime and value.time() == _MIDNIGHT:  # type: ignore[attr-defined]
            plain.append(value.date())  # type: ignore[attr-defined]
        else:
            plain.append(value)  # type: ignore[arg-type]
    return plain


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


def _make_readable(sheet: Sheet) -> None:
    """Text as a person sees it; the code page of a doubtful cell follows the sheet's other cells."""
    sheet.name = unicodedata.normalize("NFC", sheet.name)
    texts = [value for row in sheet.rows for value in row if type(value) is str]
    seen = readable_all(texts)
    if seen == texts:
        return
    shown = iter(seen)
    sheet.rows = [
        [(next(shown) or None) if type(value) is str else value for value in row] for row in sheet.rows
    ]
