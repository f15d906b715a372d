"""The facts of an .xlsb that calamine does not tell, from its binary parts.

Record numbers and layouts: Microsoft, [MS-XLSB] Excel Binary File Format.
"""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Iterator
from io import BytesIO
from posixpath import join, normpath

from analysis.read.facts import ERRORS, SheetFacts, WorkbookFacts
from analysis.read.faults import UnreadableWorkbook
from analysis.read.limits import check_parts, check_range

_ROW, _COLUMNS, _SHEET, _BOOK_PROPERTIES = 0, 60, 156, 153
_CELL_ERROR, _FORMULA_ERROR = 3, 11
_CELLS = range(2, 12)
_RELATIONSHIP = re.compile(rb"<Relationship\b([^>]*)>")


def xlsb_facts(data: bytes) -> WorkbookFacts:
    """Facts of every worksheet; raises UnreadableWorkbook as `xlsx_facts` does."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            check_parts(archive.infolist())
            return _facts(archive)
    except (zipfile.BadZipFile, EOFError, OSError, KeyError, ValueError, struct.error, IndexError) as error:
        raise UnreadableWorkbook("file_damaged", str(error)) from error
    except (RuntimeError, NotImplementedError) as error:
        raise UnreadableWorkbook("file_encrypted") from error


def _facts(archive: zipfile.ZipFile) -> WorkbookFacts:
    facts = WorkbookFacts()
    targets = _targets(archive.read("xl/_rels/workbook.bin.rels"))
    names = set(archive.namelist())
    for record, body in _records(archive.read("xl/workbook.bin")):
        if record == _BOOK_PROPERTIES:
            facts.date_1904 = bool(body[0] & 1)
        elif record == _SHEET:
            relation, rest = _text(body[8:])
            name, _ = _text(rest)
            path = targets.get(relation, "")
            if path in names and "worksheets" in path:
                facts.sheets[name] = _sheet(name, archive.read(path))
    return facts


def _targets(content: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in _RELATIONSHIP.findall(content):
        attributes = dict(re.findall(r"(\w+)=[\"']([^\"']*)", entry.decode("utf-8", "replace")))
        target = attributes.get("Target", "")
        found[attributes.get("Id", "")] = (
            target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        )
    return found


def _text(body: bytes) -> tuple[str, bytes]:
    length = struct.unpack_from("<I", body)[0]
    end = 4 + 2 * length
    return body[4:end].decode("utf-16-le", "replace"), body[end:]


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    position = 0
    while position < len(part):
        record, position = _number(part, position, 2)
        length, position = _number(part, position, 4)
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


def _sheet(name: str, part: bytes) -> SheetFacts:
    facts = SheetFacts()
    row = 0
    for record, body in _records(part):
        if record == _ROW:
            row = struct.unpack_from("<I", body)[0]
            if len(body) > 11 and body[11] & 0x10:
                facts.hidden_rows.add(row)
        elif record == _COLUMNS:
            first, last = struct.unpack_from("<II", body)
            if body[16] & 1:
                facts.hidden_columns.update(range(first, min(last, 16383) + 1))
        elif record in _CELLS:
            column = struct.unpack_from("<I", body)[0]
            facts.saw(row, column)
            if record in (_CELL_ERROR, _FORMULA_ERROR):
                facts.texts[row, column] = ERRORS.get(body[8], "#ERROR!")
    check_range(name, *facts.size)
    return facts
