"""What kind of file this is, told from its first bytes, never from its name."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Literal

Container = Literal["spreadsheet", "text", "html", "xml", "encrypted", "empty", "damaged", "foreign"]

_OLE_MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")
_FOREIGN_MAGIC = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"{\\rtf",
)


def container_of(data: bytes) -> Container:
    """Which reader a file's bytes want, or why none can read them."""
    if not data.strip(b"\x00 \r\n\t"):
        return "empty"
    if data.startswith(b"PK"):
        return _zip_content(data)
    if data.startswith(_OLE_MAGIC):
        return _compound_content(data)
    if data.startswith(_FOREIGN_MAGIC):
        return "foreign"
    start = data[:2048].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head")):
        return "html"
    if start.startswith(b"<?xml"):
        return "xml"
    if _is_biff_stream(data):
        return "spreadsheet"
    return "text" if _looks_like_text(data) else "foreign"


def _zip_content(data: bytes) -> Container:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return "damaged"
    if any(name.startswith("xl/") for name in names) or "content.xml" in names:
        return "spreadsheet"
    return "foreign"


def _compound_content(data: bytes) -> Container:
    """Old Excel keeps its cells in a stream called Workbook or Book; a password hides a new one whole."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "encrypted"
    if any(f"{name}\0".encode("utf-16-le") in data for name in ("Workbook", "Book", "WORKBOOK", "BOOK")):
        return "spreadsheet"
    return "damaged" if len(data) < 1536 else "foreign"


def _is_biff_stream(data: bytes) -> bool:
    """Excel 2 to 4 wrote the bare record stream: a BOF record 09 00/02/04 first."""
    return len(data) > 8 and data[0] == 0x09 and data[1] in (0x00, 0x02, 0x04, 0x08) and data[3] == 0x00


def _looks_like_text(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    sample = data[:4096]
    if sample.count(0) > len(sample) // 4:
        return True  # UTF-16 without a mark: every other byte of ASCII is nought
    control = sum(byte < 9 or 13 < byte < 32 for byte in sample)
    return control <= len(sample) // 100
