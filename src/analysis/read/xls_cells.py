"""The cells of one sheet of an old workbook, record by record."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

from analysis.cells import Merge, Place, Sheet, Value, cell_address
from analysis.read.binary import ERRORS, rk_number
from analysis.read.faults import UnreadableWorkbook
from analysis.read.grid import Grid
from analysis.read.number_formats import Shown, value_shown
from analysis.read.struck import STRUCK, without_struck
from analysis.read.xls_records import Record
from analysis.read.xls_strings import Runs, TextReader, narrow_text, wide_text

_ROW, _COLUMNS, _MERGES = 0x0208, 0x007D, 0x00E5
_SHARED_TEXT, _MANY_NUMBERS, _TEXT_OF_FORMULA, _OLD_TEXT_OF_FORMULA = 0x00FD, 0x00BD, 0x0207, 0x0007
_NUMBERS = (0x0003, 0x0203)
_PACKED = 0x027E
_INTEGER = 0x0002
_TEXTS = (0x0004, 0x0204, 0x00D6)
_BOOLEANS = (0x0005, 0x0205)
_FORMULAS = (0x0006, 0x0206, 0x0406)
_ONE_CELL = frozenset((_SHARED_TEXT, *_NUMBERS, _PACKED, _INTEGER, *_TEXTS, *_BOOLEANS, *_FORMULAS))
_HIDDEN_ROW = 0x20
_LAST_COLUMN = 255
_IS_TEXT, _IS_BOOLEAN, _IS_ERROR = 0, 1, 2


@dataclass(slots=True)
class Globals:
    """What holds for all sheets; `biff` is the version of the records, `shown` goes by a cell's style."""

    biff: int = 8
    codec: str = "cp1252"
    date_1904: bool = False
    texts: list[str] = field(default_factory=list)
    runs: dict[int, Runs] = field(default_factory=dict)
    shown: list[Shown] = field(default_factory=list)
    struck: set[int] = field(default_factory=set)
    sheets: list[tuple[int, str, bool]] = field(default_factory=list)


class SheetReader:
    """Notes one record after another."""

    def __init__(self, sheet: Sheet, book: Globals) -> None:
        self.sheet, self.book = sheet, book
        self.sheet.date_1904 = book.date_1904
        self.grid = Grid(sheet.name)
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.month_first: set[Place] = set()
        self.text_due: Place | None = None

    def filled(self) -> Sheet:
        """The sheet with all that was noted."""
        self.sheet.hidden_rows = frozenset(self.hidden_rows)
        self.sheet.hidden_columns = frozenset(self.hidden_columns)
        self.sheet.month_first = frozenset(self.month_first)
        return self.grid.fill(self.sheet)

    def note(self, record: Record) -> None:
        """Raises UnreadableWorkbook, with the cell, for a record that does not hold what it must."""
        number, body = record.number, record.body
        if number in _ONE_CELL:
            self._cell(record)
        elif number == _MANY_NUMBERS:
            self._many_numbers(body)
        elif number in (_TEXT_OF_FORMULA, _OLD_TEXT_OF_FORMULA) and self.text_due is not None:
            length_bytes = 1 if self.book.biff == 2 else 2
            self.grid.put(*self.text_due, self._text([body, *record.more], 0, length_bytes))
            self.text_due = None
        elif number == _ROW and len(body) >= 14 and body[12] & _HIDDEN_ROW:
            self.hidden_rows.add(struct.unpack_from("<H", body)[0])
        elif number == _COLUMNS and len(body) >= 10 and body[8] & 1:
            first, last = struct.unpack_from("<HH", body)
            self.hidden_columns.update(range(first, min(last, _LAST_COLUMN) + 1))
        elif number == _MERGES:
            self._merges(body)

    def _cell(self, record: Record) -> None:
        row, column, style = struct.unpack_from("<HHH", record.body)
        self.text_due = None
        try:
            self.grid.put(row, column, self._value(record, (row, column), style))
        except (struct.error, IndexError, ArithmeticError) as error:
            raise self._damaged(row, column) from error
        if column > _LAST_COLUMN:
            raise self._damaged(row, column)

    def _damaged(self, row: int, column: int) -> UnreadableWorkbook:
        return UnreadableWorkbook("file_damaged", f"{self.sheet.name}: {cell_address(row, column)}")

    def _value(self, record: Record, place: Place, style: int) -> Value:
        number, body = record.number, record.body
        old = self.book.biff == 2
        at = 7 if old else 6
        if old:
            style = _old_style(body)
        if style in self.book.struck:
            self.sheet.looks[place] = STRUCK
        if number == _SHARED_TEXT:
            return self._shared(int.from_bytes(body[at : at + 4], "little"), place)
        if number in _TEXTS:
            return self._text([body, *record.more], at, 1 if old else 2)
        if number in _BOOLEANS:
            return ERRORS.get(body[at], "#ERROR!") if body[at + 1] else body[at] != 0
        if number in _FORMULAS:
            return self._result(body[at : at + 8], place, style)
        if number == _PACKED:
            return self._number(rk_number(body[at : at + 4]), place, style)
        if number == _INTEGER:
            return self._number(float(struct.unpack_from("<H", body, at)[0]), place, style)
        return self._number(struct.unpack_from("<d", body, at)[0], place, style)

    def _shared(self, index: int, place: Place) -> str:
        """A shared text without what is struck out; its first letters look as the cell does."""
        if index not in self.book.runs:
            return self.book.texts[index]
        own = self.sheet.looks.pop(place, None) is not None
        text, looks = without_struck(
            (piece, own if struck is None else struck) for piece, struck in self.book.runs[index]
        )
        if looks is not None:
            self.sheet.looks[place] = looks
        return text

    def _result(self, result: bytes, place: Place, style: int) -> Value:
        """What a formula gave; a text stands in the next record."""
        if result[6:] != b"\xff\xff":
            return self._number(struct.unpack("<d", result)[0], place, style)
        if result[0] == _IS_TEXT:
            self.text_due = place
        if result[0] == _IS_BOOLEAN:
            return result[2] != 0
        return ERRORS.get(result[2], "#ERROR!") if result[0] == _IS_ERROR else None

    def _number(self, number: float, place: Place, style: int) -> Value:
        shown = self.book.shown[style] if style < len(self.book.shown) else "number"
        if shown == "month_first":
            self.month_first.add(place)
        return value_shown(number, shown, self.sheet.date_1904)

    def _text(self, parts: Sequence[bytes], at: int, length_bytes: int) -> str:
        if self.book.biff < 8:
            return narrow_text(b"".join(parts), at, length_bytes, self.book.codec)
        return wide_text(parts[0], at) if len(parts) == 1 else TextReader(parts, at).text()

    def _many_numbers(self, body: bytes) -> None:
        row, first = struct.unpack_from("<HH", body)
        last = struct.unpack_from("<H", body, len(body) - 2)[0]
        if len(body) != 6 + 6 * (last - first + 1) or not first <= last <= _LAST_COLUMN:
            raise self._damaged(row, first)
        for column in range(first, last + 1):
            at = 4 + 6 * (column - first)
            style = struct.unpack_from("<H", body, at)[0]
            self.grid.put(row, column, self._number(rk_number(body[at + 2 : at + 6]), (row, column), style))
            if style in self.book.struck:
                self.sheet.looks[row, column] = STRUCK

    def _merges(self, body: bytes) -> None:
        count = min(struct.unpack_from("<H", body)[0], (len(body) - 2) // 8)
        for entry in range(count):
            top, bottom, left, right = struct.unpack_from("<HHHH", body, 2 + 8 * entry)
            if top <= bottom and left <= right:
                self.sheet.merges.append(Merge(top, left, bottom, min(right, _LAST_COLUMN)))


def _old_style(body: bytes) -> int:
    """Excel 2 names the style, or in files without styles the number format itself."""
    return body[4] & 0x3F or body[5] & 0x3F
