"""Opens a spreadsheet of any kind and gives its sheets as plain values.

Nothing is written, locked or moved: the file is read once into memory and its digest taken.
"""

from __future__ import annotations

import hashlib
import lzma
import stat
import struct
import unicodedata
import zlib
from dataclasses import dataclass
from pathlib import Path

from analysis.cells import Sheet
from analysis.read.archive import unzipped
from analysis.read.container import Source, source_of
from analysis.read.delimited import read_delimited
from analysis.read.faults import UnreadableWorkbook
from analysis.read.html import read_html, read_web_archive
from analysis.read.limits import check_size
from analysis.read.ods import read_flat_ods, read_ods
from analysis.read.spreadsheetml import read_spreadsheetml
from analysis.read.values import readable_rows
from analysis.read.xls import read_xls
from analysis.read.xlsb import read_xlsb
from analysis.read.xlsx import read_xlsx

_NAMELESS = {"xls": read_xls, "html": read_html, "mhtml": read_web_archive}
"""Readers of files that may not name their sheets."""


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
    return read_workbook_bytes(file_content(path), path.stem)


def file_content(path: Path) -> bytes:
    """The bytes of a file; a pipe or a device, which may have no end, is none."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):
        raise UnreadableWorkbook("file_foreign")
    check_size(found.st_size)
    return path.read_bytes()


def read_workbook_bytes(data: bytes, name: str, source: Source | None = None) -> Workbook:
    """The same from a file's content; `name` names the sheet of a file that knows none."""
    try:
        sheets = _sheets(source or source_of(data), data, name)
    except (zlib.error, lzma.LZMAError, struct.error, LookupError, ValueError, ArithmeticError) as error:
        raise UnreadableWorkbook("file_damaged") from error
    except RecursionError as error:
        raise UnreadableWorkbook("file_damaged", "…") from error
    for sheet in sheets:
        sheet.name = unicodedata.normalize("NFC", sheet.name)
        sheet.rows = readable_rows(sheet.rows)
        if sheet.strays:
            sheet.strays = dict(zip(sheet.strays, *readable_rows([[*sheet.strays.values()]]), strict=True))
    return Workbook(hashlib.sha256(data).hexdigest(), sheets)


def _sheets(source: Source, data: bytes, name: str) -> list[Sheet]:
    package = source.package
    match source.container:
        case "xlsx" if package:
            return read_xlsx(package, data, source.book)
        case "xlsb" if package:
            return read_xlsb(package, source.book)
        case "ods" if package:
            return read_ods(package)
        case "gzip":
            return _packed(unzipped(data), name)
        case "xls" | "html" | "mhtml":
            return _NAMELESS[source.container](data, name)
        case "xml":
            return read_spreadsheetml(data)
        case "flat_ods":
            return read_flat_ods(data)
        case "text":
            return [read_delimited(data, name)]
    raise UnreadableWorkbook("file_archive")


def _packed(content: bytes, name: str) -> list[Sheet]:
    """The workbook inside a .gz; a packed file inside a packed one is not opened."""
    source = source_of(content)
    if source.container in ("gzip", "archive"):
        raise UnreadableWorkbook("file_archive")
    return _sheets(source, content, name)
