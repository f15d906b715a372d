"""What kind of file this is, told from its content, never from its name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from analysis.read.compound import MAGIC, CompoundFile
from analysis.read.faults import UnreadableWorkbook
from analysis.read.package import Package
from analysis.read.xlsx_book import workbook_part
from analysis.read.xml_parts import root_of

Container = Literal[
    "xlsx", "xls", "xlsb", "ods", "flat_ods", "text", "html", "mhtml", "xml", "archive", "gzip",
]  # fmt: skip

_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ZIP_TRACES = (b"PK\x01\x02", b"PK\x05\x06")
_GZIP_MAGIC = b"\x1f\x8b"
_FOREIGN_MAGIC = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"BM", b"ID3", b"\x7fELF", b"MZ",
    b"bplist", b"SQLite format 3",
)  # fmt: skip
_UNSUPPORTED_MAGIC = {
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7-Zip",
    b"ID;P": "SYLK",
    b"TABLE\r\n0,1": "DIF",
    b"TABLE\n0,1": "DIF",
    b"\x00\x00\x02\x00\x06\x04": "Lotus 1-2-3",
    b"\x00\x00\x02\x00\x04\x04": "Lotus 1-2-3",
    b"\x00\x00\x1a\x00": "Lotus 1-2-3",
    b"\x00\x00\x02\x00": "Quattro Pro",
    b"\xff\x00\x02\x00\x04\x04": "Microsoft Works",
}
"""Files that may hold tables, or pack files that do: their sender's program can save them as .xlsx."""
_TAR = b"ustar"
_HTML_STARTS = (
    "<html", "<!doctype html", "<table", "<meta", "<head", "<body", "<div", "<style", "<title",
)  # fmt: skip
_SPREADSHEETML, _OPEN_DOCUMENT = "schemas-microsoft-com:office:spreadsheet", "names:tc:opendocument:"
_WHITE = b"\x00 \r\n\t\xef\xbb\xbf\xff\xfe"
_LOOK_IN, _BLANKS, _SECTOR = 4096, 16384, 512
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_MAIL = re.compile(r"^mime-version:|^content-type: *multipart/related", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Source:
    """A file's kind, and its parts where it is a package; `book` is the part that the package is about."""

    container: Container
    package: Package | None = None
    book: str = ""


def source_of(data: bytes) -> Source:
    """Which reader a file's bytes want; raises UnreadableWorkbook where none can read them."""
    if not data.strip(_WHITE):
        raise UnreadableWorkbook("file_empty")
    if len(data) >= _SECTOR and data[:1] * len(data) == data:
        raise UnreadableWorkbook("file_damaged", f"{len(data)} × 0x{data[0]:02X}")
    if data.startswith(_ZIP_STARTS):
        return _zip_content(Package(data))
    if data.startswith(MAGIC):
        return _compound_content(data)
    if data.startswith(_GZIP_MAGIC):
        return Source("gzip")
    if _is_biff_stream(data):
        return Source("xls")
    return Source(_markup(data) or _plain_text(data))


def _zip_content(package: Package) -> Source:
    names = [name.lower() for name in package.names]
    if not names:
        raise UnreadableWorkbook("file_empty")
    book = workbook_part(package)
    if book in package and book:
        if book.lower().endswith(".bin"):
            return Source("xlsb", package, book)
        if root_of(package.read(book)) == "workbook":
            return Source("xlsx", package, book)
        raise UnreadableWorkbook("file_foreign")
    if any(name.startswith("xl/") for name in names):
        raise UnreadableWorkbook("file_damaged", book or "xl/workbook.xml")
    if "content.xml" in names:
        return Source("ods", package)
    if any(name.endswith(".iwa") for name in names):
        raise UnreadableWorkbook("file_unsupported", "Apple Numbers")
    if any(name.startswith(("[content_types].xml", "meta-inf/")) for name in names):
        raise UnreadableWorkbook("file_foreign")
    if any(name.endswith("/[content_types].xml") for name in names):
        raise UnreadableWorkbook("file_damaged", "[Content_Types].xml")
    return Source("archive", package)


def _compound_content(data: bytes) -> Source:
    """Old Excel keeps its cells in a stream called Workbook or Book; a password hides a new one whole."""
    encrypted = "EncryptedPackage".encode("utf-16-le") in data
    try:
        names = CompoundFile(data).names
    except UnreadableWorkbook:
        if encrypted:
            raise UnreadableWorkbook("file_encrypted") from None
        raise
    if "encryptedpackage" in names:
        raise UnreadableWorkbook("file_encrypted")
    if names & {"workbook", "book"}:
        return Source("xls")
    raise UnreadableWorkbook("file_foreign")


def _is_biff_stream(data: bytes) -> bool:
    """Excel 2 to 5 also wrote the bare record stream: a BOF record 09 00/02/04/08 first."""
    return len(data) > 8 and data[0] == 0x09 and data[1] in (0x00, 0x02, 0x04, 0x08) and data[3] == 0x00


def _markup(data: bytes) -> Container | None:
    start = _beginning(data)
    if start.startswith(_HTML_STARTS) or (start.startswith("<!--") and "<html" in start):
        return "html"
    if start.startswith(("<?xml", "<workbook", "<ss:workbook", "<office:document")):
        if _OPEN_DOCUMENT in start:
            return "flat_ods"
        return "html" if "<html" in start and _SPREADSHEETML not in start else "xml"
    if start.startswith("<") and _is_xml(data):
        return "xml"
    if _MAIL.search(start) and "content-type:" in start and "\n\n" in start.replace("\r", ""):
        return "mhtml"
    return None


def _is_xml(data: bytes) -> bool:
    try:
        return bool(root_of(data))
    except UnreadableWorkbook:
        return False


def _beginning(data: bytes) -> str:
    """The first words in small letters, whatever the encoding of the markup."""
    head = data[:_BLANKS].lstrip(b" \r\n\t")[:_LOOK_IN] if data[:1] in b" \r\n\t" else data[:_LOOK_IN]
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "latin-1"
    if not head.startswith((b"\xff\xfe", b"\xfe\xff")) and head[1:2] == b"\0":
        encoding = "utf-16-le"
    text = head[: len(head) // 2 * 2].decode(encoding, "replace")
    return text.lstrip("\ufeffï»¿ \r\n\t").lower()


def _plain_text(data: bytes) -> Container:
    """Text, where the bytes can be nothing else; else why nobody reads them."""
    for magic, program in _UNSUPPORTED_MAGIC.items():
        if data.startswith(magic):
            raise UnreadableWorkbook("file_unsupported", program)
    if data[257:262] == _TAR:
        raise UnreadableWorkbook("file_unsupported", "tar")
    if (
        data[0] == 3
        and data[2:3]
        and 1 <= data[2] <= 12
        and 1 <= data[3] <= 31
        and not data[12:14].strip(b"\0")
    ):
        raise UnreadableWorkbook("file_unsupported", "dBASE")
    if not data.startswith(_FOREIGN_MAGIC) and _looks_like_text(data):
        start = _beginning(data)
        if _SPREADSHEETML in start or _OPEN_DOCUMENT in start:
            raise UnreadableWorkbook("file_damaged", "XML 1:0")
        return "text"
    if any(trace in data for trace in _ZIP_TRACES) and not data.startswith(_FOREIGN_MAGIC):
        raise UnreadableWorkbook("file_damaged", "zip")
    raise UnreadableWorkbook("file_foreign")


def _looks_like_text(data: bytes) -> bool:
    sample = data[:_LOOK_IN]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        wide = "utf-32" if data.startswith(b"\xff\xfe\0\0") else "utf-16"
        return _is_readable(sample.decode(wide, "replace"))
    if sample.count(0) > len(sample) // 8:
        cut = sample[: len(sample) // 2 * 2]
        return any(_is_readable(cut.decode(codec, "replace")) for codec in ("utf-16-le", "utf-16-be"))
    control = len(_CONTROL.findall(sample))
    try:
        sample[:-4].decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(sample) - 8:
            return control <= len(sample) // 100
    return control <= len(sample) // 4


def _is_readable(text: str) -> bool:
    """Letters as Vietnamese uses them: random pairs of bytes are mostly of other scripts."""
    known = sum(letter < "\u0370" or "\u1e00" <= letter < "\u2100" for letter in text)
    control = sum(letter < " " and letter not in "\t\r\n" for letter in text)
    return known * 10 >= len(text) * 9 and control * 50 <= len(text)
