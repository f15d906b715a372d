"""Streams of old workbooks built record by record, bare as Excel also wrote them."""

from __future__ import annotations

import struct


def record(number: int, body: bytes = b"") -> bytes:
    """One record."""
    return struct.pack("<HH", number, len(body)) + body


def text(words: str) -> bytes:
    """A Unicode text behind its length."""
    return struct.pack("<HB", len(words), 1) + words.encode("utf-16-le")


def place(row: int, column: int, style: int = 0) -> bytes:
    """How every cell begins."""
    return struct.pack("<HHH", row, column, style)


def label(row: int, column: int, words: str) -> bytes:
    """A cell that holds its text itself."""
    return record(0x0204, place(row, column) + text(words))


def shared(row: int, column: int, index: int) -> bytes:
    """A cell that holds the number of a shared text."""
    return record(0x00FD, place(row, column) + struct.pack("<I", index))


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    """A cell with a number."""
    return record(0x0203, place(row, column, style) + struct.pack("<d", value))


BEGIN_BOOK = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 6))
BEGIN_SHEET = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6))
END = record(0x000A)


def workbook(
    cells: bytes, shared_texts: bytes = b"", formats: tuple[str, ...] = (), first: bytes = b""
) -> bytes:
    """An Excel 97 stream of one sheet; the style n shows numbers by the n-th format, 0 plainly."""
    styles = b"".join(
        record(0x041E, struct.pack("<H", 164 + n) + text(code)) for n, code in enumerate(formats)
    )
    styles += record(0x00E0, struct.pack("<HH", 0, 0))
    styles += b"".join(record(0x00E0, struct.pack("<HH", 0, 164 + n)) for n, _ in enumerate(formats))
    name = b"\x04\x01" + "Biểu".encode("utf-16-le")

    def globals_with(position: int) -> bytes:
        listed = record(0x0085, struct.pack("<IBB", position, 0, 0) + name)
        return BEGIN_BOOK + first + styles + listed + shared_texts + END

    return globals_with(len(globals_with(0))) + BEGIN_SHEET + cells + END
