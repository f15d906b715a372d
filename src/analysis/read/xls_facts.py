"""The facts of an .xls that calamine does not tell, from its record stream (BIFF 5 and 8).

Record numbers and layouts: Microsoft, [MS-XLS] Excel Binary File Format.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from io import BytesIO

import olefile

from analysis.read.facts import ERRORS, SheetFacts, WorkbookFacts
from analysis.read.faults import UnreadableWorkbook
from analysis.read.limits import check_range

_BOF, _BOUND_SHEET, _DATE_MODE, _FILE_PASS = 0x0809, 0x0085, 0x0022, 0x002F
_ROW, _COLUMNS, _BOOL_OR_ERROR, _FORMULA, _MANY_NUMBERS = 0x0208, 0x007D, 0x0205, 0x0006, 0x00BD
_ONE_CELL = frozenset((0x00FD, 0x027E, 0x0203, 0x0204, 0x00D6, _BOOL_OR_ERROR, _FORMULA))
_HIDDEN_ROW = 0x20


def xls_facts(data: bytes) -> WorkbookFacts:
    """Facts of every sheet of an .xls.

    Raises UnreadableWorkbook for a compound file that is damaged, encrypted, or holds a sheet with an
    absurd range.
    """
    stream = _stream(data)
    facts = WorkbookFacts()
    starts: dict[int, str] = {}
    sheet: SheetFacts | None = None
    eight = True
    for position, record, body in _records(stream):
        if record == _BOF:
            eight = body[:2] == b"\x00\x06"
            sheet = None
            if position in starts:
                sheet = facts.sheets.setdefault(starts[position], SheetFacts())
        elif record == _FILE_PASS:
            raise UnreadableWorkbook("file_encrypted")
        elif record == _BOUND_SHEET and len(body) > 8:
            starts[struct.unpack_from("<I", body)[0]] = _sheet_name(body, eight)
        elif record == _DATE_MODE:
            facts.date_1904 = body[:1] == b"\x01"
        elif sheet is not None and len(body) >= 6:
            _note(sheet, record, body)
    for name, found in facts.sheets.items():
        check_range(name, *found.size)
    return facts


def _stream(data: bytes) -> bytes:
    """The record stream: a stream of a compound file, or the file itself before Excel 5."""
    if not data.startswith(olefile.MAGIC):
        return data
    try:
        with olefile.OleFileIO(BytesIO(data)) as compound:
            for name in ("Workbook", "Book", "WORKBOOK", "BOOK"):
                if compound.exists(name):
                    return bytes(compound.openstream(name).read())
    except (OSError, ValueError, IndexError, struct.error, TypeError, MemoryError, OverflowError) as error:
        raise UnreadableWorkbook("file_damaged", str(error)) from error
    raise UnreadableWorkbook("file_foreign")


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    position = 0
    while position + 4 <= len(stream):
        record, length = struct.unpack_from("<HH", stream, position)
        if record == 0 and length == 0:
            return
        yield position, record, stream[position + 4 : position + 4 + length]
        position += 4 + length


def _sheet_name(body: bytes, eight: bool) -> str:
    length = body[6]
    if not eight:
        return body[7 : 7 + length].decode("cp1252", "replace")
    if body[7] & 1:
        return body[8 : 8 + 2 * length].decode("utf-16-le", "replace")
    return body[8 : 8 + length].decode("latin-1")


def _note(sheet: SheetFacts, record: int, body: bytes) -> None:
    first, second = struct.unpack_from("<HH", body)
    if record in _ONE_CELL:
        sheet.saw(first, second)
        _note_error(sheet, record, body, (first, second))
    elif record == _MANY_NUMBERS:
        sheet.saw(first, second)
        sheet.saw(first, struct.unpack_from("<H", body, len(body) - 2)[0])
    elif record == _ROW and len(body) >= 14 and body[12] & _HIDDEN_ROW:
        sheet.hidden_rows.add(first)
    elif record == _COLUMNS and len(body) >= 10 and body[8] & 1:
        sheet.hidden_columns.update(range(first, min(second, 255) + 1))


def _note_error(sheet: SheetFacts, record: int, body: bytes, at: tuple[int, int]) -> None:
    if record == _BOOL_OR_ERROR and len(body) >= 8 and body[7]:
        sheet.texts[at] = ERRORS.get(body[6], "#ERROR!")
    elif record == _FORMULA and len(body) >= 14 and body[12:14] == b"\xff\xff" and body[6] == 2:
        sheet.texts[at] = ERRORS.get(body[8], "#ERROR!")
