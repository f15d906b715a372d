"""Reads an .xls of any age, Excel 2 to 2003 (BIFF 2 to 8), from its record stream.

Record numbers and layouts: Microsoft, [MS-XLS] Excel Binary File Format; for the older ones,
OpenOffice.org's Documentation of the Microsoft Excel File Format. A chain of records that breaks is damage:
a reader that merely stops gives the rows before it, and nobody sees that others followed.
"""

from __future__ import annotations

import struct

from analysis.cells import Sheet
from analysis.read import xls_password
from analysis.read.compound import MAGIC, CompoundFile
from analysis.read.faults import UnreadableWorkbook
from analysis.read.number_formats import Shown, shown_by
from analysis.read.xls_cells import Globals, SheetReader
from analysis.read.xls_comments import XlsComments
from analysis.read.xls_records import BEGINNINGS, Record, records
from analysis.read.xls_strings import Runs, code_page, narrow_text, shared_texts, wide_text

_FILE_PASS = 0x002F
_BOUND_SHEET, _DATE_MODE, _CODE_PAGE, _SST = 0x0085, 0x0022, 0x0042, 0x00FC
_FORMAT, _OLD_FORMAT = 0x041E, 0x001E
_STYLES = {0x0043: 2, 0x0243: 1, 0x0443: 1, 0x00E0: 2}
"""Records of cell styles, and where in each its number format stands."""
_FONT, _STRUCK_OUT = 0x0031, 0x08
_NO_FONT = 4
"""The number that no font has: the fifth is font 5."""
_EIGHT = 0x0600
_OF_WORKBOOK, _OF_SHEET, _OF_OLD_WORKBOOK = 0x0005, 0x0010, 0x0100
_WITH_CELLS = (0, 1)


def read_xls(data: bytes, name: str) -> list[Sheet]:
    """Every sheet with cells; `name` names the sheet of a file older than workbooks.

    Raises UnreadableWorkbook, with the place in the stream or the cell, for damage.
    """
    stream = _stream(data)
    try:
        return _sheets(stream, name)
    except (struct.error, IndexError, ArithmeticError) as error:
        raise UnreadableWorkbook("file_damaged", "Workbook") from error


def _stream(data: bytes) -> bytes:
    """The record stream: a stream of a compound file, or the file itself before Excel 5."""
    if not data.startswith(MAGIC):
        return data
    compound = CompoundFile(data)
    for name in ("workbook", "book"):
        if name in compound.names:
            return compound.stream(name)
    raise UnreadableWorkbook("file_foreign")


def _sheets(stream: bytes, name: str) -> list[Sheet]:
    first, length = struct.unpack_from("<HH", stream)
    if first not in BEGINNINGS or length > 64:
        raise UnreadableWorkbook("file_damaged", "Workbook: 0x0")
    version, kind = struct.unpack_from("<HH", stream, 4)
    if kind == _OF_OLD_WORKBOOK:
        raise UnreadableWorkbook("file_unsupported", "Excel 4 (.xlw)")
    if kind == _OF_WORKBOOK and BEGINNINGS[first] == 5:
        return _workbook(stream, 8 if version == _EIGHT else 5)
    if kind != _OF_SHEET:
        return []
    biff = 8 if version == _EIGHT and BEGINNINGS[first] == 5 else BEGINNINGS[first]
    return [_sheet(stream, 0, Sheet(name, []), _globals(stream, biff))]


def _workbook(stream: bytes, biff: int) -> list[Sheet]:
    stream = _in_plain_text(stream, biff)
    book = _globals(stream, biff)
    sheets: list[Sheet] = []
    taken = {0}
    for position, name, hidden in book.sheets:
        begins = stream[position : position + 2]
        if position in taken or int.from_bytes(begins, "little") not in BEGINNINGS:
            raise UnreadableWorkbook("file_damaged", f"{name}: 0x{position:X}")
        taken.add(position)
        sheets.append(_sheet(stream, position, Sheet(name, [], hidden=hidden), book))
    return sheets


def _in_plain_text(stream: bytes, biff: int) -> bytes:
    for record in records(stream, 0):
        if record.number == _FILE_PASS:
            plain = xls_password.opened(stream, record.body) if biff == 8 else None
            if plain is None:
                raise UnreadableWorkbook("file_encrypted")
            return plain
    return stream


def _globals(stream: bytes, biff: int) -> Globals:
    """What holds for all sheets; before Excel 5 it stands in the one sheet's own stream."""
    book, formats = Globals(biff), _Formats()
    seen_texts = False
    for record in records(stream, 0):
        if record.number == _FILE_PASS and biff < 5:
            raise UnreadableWorkbook("file_encrypted")
        if record.number == _CODE_PAGE:
            book.codec = code_page(struct.unpack_from("<H", record.body)[0])
        elif record.number == _DATE_MODE:
            book.date_1904 = record.body[:1] == b"\1"
        elif record.number == _BOUND_SHEET and record.body[5] in _WITH_CELLS:
            book.sheets.append(_bound_sheet(record.body, book))
        elif record.number == _SST:
            if seen_texts:
                raise UnreadableWorkbook("file_damaged", f"SST: 0x{record.position:X}")
            book.texts, book.runs = _texts(record, formats.struck_fonts)
            seen_texts = True
        else:
            formats.take(record, book)
    book.shown = formats.shown(biff)
    book.struck = formats.struck_styles()
    return book


def _texts(record: Record, struck: set[int]) -> tuple[list[str], dict[int, Runs]]:
    try:
        return shared_texts([record.body, *record.more], struck)
    except (struct.error, IndexError) as error:
        raise UnreadableWorkbook("file_damaged", f"SST: 0x{record.position:X}") from error


def _bound_sheet(body: bytes, book: Globals) -> tuple[int, str, bool]:
    name = wide_text(body, 6, 1) if book.biff == 8 else narrow_text(body, 6, 1, book.codec)
    return struct.unpack_from("<I", body)[0], name, body[4] & 3 != 0


class _Formats:
    """Gathers number formats and the styles that use them, in the layouts of all versions."""

    def __init__(self) -> None:
        self._codes: dict[int, str] = {}
        self._of_styles: list[int] = []
        self._fonts_of_styles: list[int] = []
        self._fonts = 0
        self.struck_fonts: set[int] = set()

    def take(self, record: Record, book: Globals) -> None:
        body = record.body
        if record.number in _STYLES:
            at = _STYLES[record.number]
            wide = record.number == 0x00E0
            number = struct.unpack_from("<H", body, at)[0] if wide else body[at] & 0x3F
            self._of_styles.append(number)
            self._fonts_of_styles.append(struct.unpack_from("<H", body)[0] if wide else 0)
        elif record.number == _FONT and len(body) > 3:
            self._fonts += 1 + (self._fonts == _NO_FONT)
            if body[2] & _STRUCK_OUT:
                self.struck_fonts.add(self._fonts - 1)
        elif record.number == _OLD_FORMAT:
            self._codes[len(self._codes)] = narrow_text(body, 0, 1, book.codec)
        elif record.number == _FORMAT and book.biff == 4:
            self._codes[len(self._codes)] = narrow_text(body, 2, 1, book.codec)
        elif record.number == _FORMAT:
            number = struct.unpack_from("<H", body)[0]
            text = wide_text(body, 2) if book.biff == 8 else narrow_text(body, 2, 1, book.codec)
            self._codes[number] = text

    def struck_styles(self) -> set[int]:
        """The styles whose letters are struck out."""
        return {style for style, font in enumerate(self._fonts_of_styles) if font in self.struck_fonts}

    def shown(self, biff: int) -> list[Shown]:
        """By style; in an Excel 2 file without styles the cells name the format itself."""
        if biff == 2 and not self._of_styles:
            return [shown_by(number, self._codes) for number in range(64)]
        return [shown_by(number, self._codes) for number in self._of_styles]


def _sheet(stream: bytes, position: int, sheet: Sheet, book: Globals) -> Sheet:
    reader, comments = SheetReader(sheet, book), XlsComments(book.biff, book.codec)
    for record in records(stream, position):
        if not record.depth:
            reader.note(record)
            comments.take(record)
    sheet.comments, sheet.outside = comments.found(), comments.boxes()
    return reader.filled()
