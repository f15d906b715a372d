"""Opens a spreadsheet of any kind and gives its sheets as plain values.

python-calamine reads .xlsx, .xlsm, .xlsb, .xls and .ods; separated text is read here.
Nothing is written, locked or moved: the file is read once into memory and its digest taken.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import datetime
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
from analysis.read.container import container_of
from analysis.read.delimited import read_delimited
from analysis.text import readable_all

MOST_CELLS = 20_000_000
"""A sheet whose used range is larger than this is refused: no office's table is."""


class UnreadableWorkbook(Exception):
    """A file that can't be opened; `rule` names the finding that tells why."""

    def __init__(self, rule: str, detail: str = "") -> None:
        super().__init__(f"{rule}: {detail}" if detail else rule)
        self.rule = rule
        self.detail = detail


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
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    container = container_of(data)
    if container == "text":
        sheets = [read_delimited(data, path.stem)]
    elif container == "spreadsheet":
        sheets = _read_spreadsheet(data)
    else:
        raise UnreadableWorkbook(f"file_{container}")
    for sheet in sheets:
        _make_readable(sheet)
    return Workbook(digest, sheets)


def _read_spreadsheet(data: bytes) -> list[Sheet]:
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
        return [
            _read_sheet(
                workbook.get_sheet_by_name(entry.name),
                entry.visible is not SheetVisibleEnum.Visible,
            )
            for entry in workbook.sheets_metadata
            if entry.typ in (SheetTypeEnum.WorkSheet, SheetTypeEnum.MacroSheet)
        ]
    except PasswordError as error:
        raise UnreadableWorkbook("file_encrypted") from error
    except CalamineError as error:
        raise UnreadableWorkbook("file_damaged", str(error)) from error


def _read_sheet(source: CalamineSheet, hidden: bool) -> Sheet:
    if source.start is None:
        return Sheet(source.name, [], hidden=hidden)
    if source.height * source.width > MOST_CELLS:
        raise UnreadableWorkbook("file_too_large", f"{source.name}: {source.height} × {source.width}")
    top, left = source.start
    merges = [Merge(a[0], a[1], b[0], b[1]) for a, b in source.merged_cell_ranges or []]
    rows: list[list[Value]] = [
        [_plain(value) for value in row] for row in source.to_python(skip_empty_area=True)
    ]
    return Sheet(source.name, rows, top, left, merges, hidden)


def _plain(value: object) -> Value:
    """An empty cell is None, a whole float an int, midnight a date: one form for one meaning."""
    if isinstance(value, str):
        return value if value and not value.isspace() else None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date()
    return value  # type: ignore[return-value]


def _make_readable(sheet: Sheet) -> None:
    """Text as a person sees it; the code page of a doubtful cell follows the sheet's other cells."""
    places = [(r, c) for r, c, value in sheet.cells() if isinstance(value, str)]
    texts = readable_all([str(sheet.rows[r][c]) for r, c in places])
    sheet.name = unicodedata.normalize("NFC", sheet.name)
    for (r, c), text in zip(places, texts, strict=True):
        sheet.rows[r][c] = text or None
