"""Reads an .xlsb (BIFF 12) from its binary parts.

Record numbers and layouts: Microsoft, [MS-XLSB] Excel Binary File Format.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from typing import TypeVar

from analysis.cells import Merge, Place, Sheet, Value
from analysis.read.binary import ERRORS, rk_number
from analysis.read.faults import UnreadableWorkbook
from analysis.read.grid import Grid
from analysis.read.number_formats import Shown, shown_by, value_shown
from analysis.read.package import Package
from analysis.read.xlsx_book import ListedBook, ListedSheet, book_parts
from analysis.read.xlsx_comments import comments_of

T = TypeVar("T")
_ROW, _COLUMNS, _SHEET, _BOOK_PROPERTIES, _MERGE = 0, 60, 156, 153, 176
_STRING, _FORMAT, _STYLE, _STYLES_BEGIN, _STYLES_END = 19, 44, 47, 617, 618
_TABLE_BEGIN, _TABLE_END = 145, 146
_COMMENT, _TEXT_OF_COMMENT = 635, 637
_RK, _ERROR, _BOOLEAN, _REAL, _TEXT, _SHARED = 2, 3, 4, 5, 6, 7
_FORMULA_TEXT, _FORMULA_REAL, _FORMULA_BOOLEAN, _FORMULA_ERROR, _RICH_TEXT = 8, 9, 10, 11, 62
_CELLS = frozenset((*range(_RK, _FORMULA_ERROR + 1), _RICH_TEXT))
_LAST_ROW, _LAST_COLUMN, _MOST_MERGES = 1_048_575, 16_383, 200_000


def read_xlsb(package: Package, book: str) -> list[Sheet]:
    """Every sheet with cells. Raises UnreadableWorkbook, with the part or the cell, for damage."""
    parts = book_parts(package, book, lambda content: _in_part(book, _listed, content))
    strings: list[str] = []
    styles: list[Shown] = []
    if parts.strings:
        strings = _in_part(parts.strings, _strings, package.read(parts.strings))
    if parts.styles:
        styles = _in_part(parts.styles, _styles, package.read(parts.styles))
    sheets: list[Sheet] = []
    for listed, path in parts.sheets:
        sheet = Sheet(listed.name, [], hidden=listed.hidden, date_1904=parts.date_1904)
        reader = _SheetReader(sheet, strings, styles)
        sheets.append(_in_part(path, reader.filled, package.read(path)))
        sheet.comments = comments_of(package, path, lambda part, content: _in_part(part, _comments, content))
    return sheets


def _in_part(path: str, function: Callable[[bytes], T], content: bytes) -> T:
    try:
        return function(content)
    except (struct.error, IndexError, ArithmeticError) as error:
        raise UnreadableWorkbook("file_damaged", path) from error


def records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of a part; raises IndexError where one does not end within it."""
    position = 0
    while position < len(part):
        record, position = _number(part, position, 2)
        length, position = _number(part, position, 4)
        if position + length > len(part):
            raise IndexError(position)
        yield record, part[position : position + length]
        position += length


def _number(part: bytes, position: int, most: int) -> tuple[int, int]:
    """A number of up to `most` bytes, seven bits in each, the eighth says that more follow."""
    number = 0
    for place in range(most):
        byte = part[position]
        position += 1
        number |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            break
    return number, position


def _text(body: bytes, at: int = 0) -> tuple[str, int]:
    """A text and where it ends."""
    length = struct.unpack_from("<I", body, at)[0]
    end = at + 4 + 2 * length
    if end > len(body):
        raise IndexError(end)
    return body[at + 4 : end].decode("utf-16-le", "replace"), end


def _listed(content: bytes) -> ListedBook:
    book = ListedBook()
    for record, body in records(content):
        if record == _BOOK_PROPERTIES:
            book.date_1904 = bool(body[0] & 1)
        elif record == _SHEET:
            relation, end = _text(body, 8)
            book.sheets.append(ListedSheet(_text(body, end)[0], relation, body[0] != 0))
    return book


def _strings(content: bytes) -> list[str]:
    return [_text(body, 1)[0] for record, body in records(content) if record == _STRING]


def _styles(content: bytes) -> list[Shown]:
    codes: dict[int, str] = {}
    shown: list[Shown] = []
    of_cells = False
    for record, body in records(content):
        if record == _FORMAT:
            codes[struct.unpack_from("<H", body)[0]] = _text(body, 2)[0]
        elif record in (_STYLES_BEGIN, _STYLES_END):
            of_cells = record == _STYLES_BEGIN
        elif record == _STYLE and of_cells:
            shown.append(shown_by(struct.unpack_from("<H", body, 2)[0], codes))
    return shown


def _comments(content: bytes) -> dict[Place, str]:
    found: dict[Place, str] = {}
    place = (0, 0)
    for record, body in records(content):
        if record == _COMMENT:
            row, _, column = struct.unpack_from("<III", body, 4)
            place = (row, column)
        elif record == _TEXT_OF_COMMENT:
            found[place] = _text(body, 1)[0]
    return found


class _SheetReader:
    def __init__(self, sheet: Sheet, strings: list[str], styles: list[Shown]) -> None:
        self.sheet, self.strings, self.styles = sheet, strings, styles
        self.grid = Grid(sheet.name)
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.month_first: set[tuple[int, int]] = set()

    def filled(self, content: bytes) -> Sheet:
        row, ended = 0, True
        for record, body in records(content):
            if record == _ROW:
                row = struct.unpack_from("<I", body)[0]
                self._check(row, 0)
                if body[11] & 0x10:
                    self.hidden_rows.add(row)
            elif record in _CELLS:
                self._cell(row, record, body)
            elif record in (_TABLE_BEGIN, _TABLE_END):
                ended = record == _TABLE_END
            elif record == _COLUMNS and body[16] & 1:
                first, last = struct.unpack_from("<II", body)
                self.hidden_columns.update(range(first, min(last, _LAST_COLUMN) + 1))
            elif record == _MERGE and len(self.sheet.merges) < _MOST_MERGES:
                top, bottom, left, right = struct.unpack_from("<IIII", body)
                self.sheet.merges.append(Merge(top, left, min(bottom, _LAST_ROW), min(right, _LAST_COLUMN)))
        if not ended:
            raise IndexError(len(content))
        self.sheet.hidden_rows = frozenset(self.hidden_rows)
        self.sheet.hidden_columns = frozenset(self.hidden_columns)
        self.sheet.month_first = frozenset(self.month_first)
        return self.grid.fill(self.sheet)

    def _check(self, row: int, column: int) -> None:
        if row > _LAST_ROW or column > _LAST_COLUMN:
            raise UnreadableWorkbook("file_damaged", f"{self.sheet.name}: {row + 1} × {column + 1}")

    def _cell(self, row: int, record: int, body: bytes) -> None:
        column, style = struct.unpack_from("<II", body)
        self._check(row, column)
        shown: Shown = self.styles[style & 0xFFFFFF] if style & 0xFFFFFF < len(self.styles) else "number"
        if shown == "month_first":
            self.month_first.add((row, column))
        self.grid.put(row, column, self._value(record, body, shown))

    def _value(self, record: int, body: bytes, shown: Shown) -> Value:
        if record in (_ERROR, _FORMULA_ERROR):
            return ERRORS.get(body[8], "#ERROR!")
        if record in (_BOOLEAN, _FORMULA_BOOLEAN):
            return bool(body[8])
        if record in (_TEXT, _FORMULA_TEXT):
            return _text(body, 8)[0] or None
        if record == _RICH_TEXT:
            return _text(body, 9)[0] or None
        if record == _SHARED:
            return self.strings[struct.unpack_from("<I", body, 8)[0]] or None
        number = rk_number(body[8:12]) if record == _RK else struct.unpack_from("<d", body, 8)[0]
        return value_shown(number, shown, self.sheet.date_1904)
