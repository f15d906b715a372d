"""What kind of file this is, told from its first bytes, never from its name."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Literal

Container = Literal[
    "xlsx", "xls", "xlsb", "ods", "text", "html", "mhtml", "xml", "archive", "encrypted", "empty", "damaged",
    "foreign",
]  # fmt: skip

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
    b"BM",
    b"ID3",
    b"\x7fELF",
    b"MZ",
)
_HTML_STARTS = (
    "<html", "<!doctype html", "<table", "<meta", "<head", "<body", "<div", "<style", "<title",
)  # fmt: skip
_HTML_LOOK_IN = 4096


def container_of(data: bytes) -> Container:
    """Which reader a file's bytes want, or why none can read them."""
    if not data.strip(b"\x00 \r\n\t\xef\xbb\xbf\xff\xfe"):
        return "empty"
    if data.startswith(b"PK"):
        return _zip_content(data)
    if data.startswith(_OLE_MAGIC):
        return _compound_content(data)
    if _is_biff_stream(data):
        return "xls"
    start = _beginning(data)
    if start.startswith(_HTML_STARTS):
        return "html"
    if start.startswith(("<?xml", "<workbook", "<ss:workbook")):
        return (
            "html" if "<html" in start and "schemas-microsoft-com:office:spreadsheet" not in start else "xml"
        )
    if start.startswith("mime-version:") or "content-type: multipart/related" in start:
        return "mhtml"
    if start.startswith("<!--") and "<html" in start:
        return "html"
    if data.startswith(_FOREIGN_MAGIC):
        return "foreign"
    return "text" if _looks_like_text(data) else "foreign"


def _beginning(data: bytes) -> str:
    """The first words in small letters, whatever the encoding of the markup."""
    head = data[:_HTML_LOOK_IN]
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "latin-1"
    if not head.startswith((b"\xff\xfe", b"\xfe\xff")) and head[1:2] == b"\0":
        encoding = "utf-16-le"
    text = head[: len(head) // 2 * 2].decode(encoding, "replace")
    return text.lstrip("\ufeffï»¿ \r\n\t").lower()


def _zip_content(data: bytes) -> Container:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = {part.filename.replace("\\", "/") for part in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        return "damaged"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(name.lower().startswith("xl/") for name in names):
        return "xlsx"
    if "content.xml" in names:
        return "ods"
    if any(name.startswith(("word/", "ppt/", "META-INF/")) for name in names):
        return "foreign"
    return "archive" if names else "empty"


def _compound_content(data: bytes) -> Container:
    """Old Excel keeps its cells in a stream called Workbook or Book; a password hides a new one whole."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "encrypted"
    if any(f"{name}\0".encode("utf-16-le") in data for name in ("Workbook", "Book", "WORKBOOK", "BOOK")):
        return "xls"
    return "foreign" if "WordDocument".encode("utf-16-le") in data or len(data) >= 4096 else "damaged"


def _is_biff_stream(data: bytes) -> bool:
    """Excel 2 to 5 also wrote the bare record stream: a BOF record 09 00/02/04/08 first."""
    return len(data) > 8 and data[0] == 0x09 and data[1] in (0x00, 0x02, 0x04, 0x08) and data[3] == 0x00


def _looks_like_text(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    sample = data[:4096]
    if sample.count(0) > len(sample) // 8:
        return any(_is_upper_half(half) for half in (sample[0::2], sample[1::2]))
    return _is_plain(sample)


def _is_upper_half(half: bytes) -> bool:
    """UTF-16 without a mark: every other byte says Latin, Vietnamese or punctuation."""
    return sum(byte in b"\x00\x01\x03\x1e\x20" for byte in half) * 10 >= len(half) * 9


def _is_plain(sample: bytes) -> bool:
    control = sum(byte < 9 or 13 < byte < 32 for byte in sample)
    return control <= len(sample) // 100
