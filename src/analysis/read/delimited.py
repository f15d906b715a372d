"""Text files of separated values: encoding and separator found out from the content."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from io import StringIO

from analysis.cells import Sheet, Value
from analysis.legacy import from_tcvn3, from_vni, is_syllable
from analysis.read.faults import UnreadableWorkbook
from analysis.read.limits import MOST_BYTES, check_range

_SEPARATORS = ";,\t|"
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\0\0", "utf-32"), (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)  # fmt: skip
_EXCEL_HINT = re.compile(r"\A\ufeff?sep=(.)\r?\n", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]*[\x80-\U0010ffff][^\W\d_]*")
_HOLE = b"\0" * 16
_LONGEST_FIELD_LINES = 60
"""A field of more lines swallowed the rows behind a stray quotation mark."""


def read_delimited(data: bytes, name: str) -> Sheet:
    """The one sheet of a .csv or .tsv file; every value is text, as the file has it.

    Raises UnreadableWorkbook for a text that was overwritten in parts or is larger than any table.
    """
    check_whole(data)
    text = decode(data)
    check_range(name, text.count("\n"), 1)
    hint = _EXCEL_HINT.match(text)
    separator = hint[1] if hint else separator_of(text)
    rows = _rows(text[hint.end() :] if hint else text, separator)
    width = max((len(row) for row in rows), default=0)
    check_range(name, len(rows), width)
    return Sheet(name, [row + [None] * (width - len(row)) for row in rows])


def check_whole(data: bytes) -> None:
    """Raises UnreadableWorkbook where zeros stand in for text: a failing disk leaves such holes."""
    hole = data.find(_HOLE)
    if hole >= 0:
        raise UnreadableWorkbook("file_damaged", f"0x{hole:X}")


def _rows(text: str, separator: str) -> list[list[Value]]:
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        csv.field_size_limit(MOST_BYTES)
        try:
            rows = list(csv.reader(StringIO(text, newline=""), delimiter=separator, quoting=quoting))
        except csv.Error as error:
            raise UnreadableWorkbook("file_damaged", "CSV") from error
        if not any(value.count("\n") > _LONGEST_FIELD_LINES for row in rows for value in row):
            break
    return [[value if value.strip() else None for value in row] for row in rows]


def decode(data: bytes) -> str:
    """The text of a file in UTF-8 or UTF-16, with or without a mark, or in a one-byte code page.

    Of the one-byte code pages the one that spells Vietnamese is taken: Windows-1258, or Latin-1 with
    one character per byte, in which TCVN3 and VNI are then recognised cell by cell.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if data[1::2].count(0) > len(data) // 6:
        return data.decode("utf-16-le", errors="replace")
    if data[0::2].count(0) > len(data) // 6:
        return data.decode("utf-16-be", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_bytes(data)


def _decode_bytes(data: bytes) -> str:
    """One stray byte in UTF-8 is replaced and seen; otherwise it was a code page all along."""
    if _mostly_utf8(data):
        return data.decode("utf-8", errors="replace")
    plain = data.decode("latin-1")
    windows = unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))
    legacy = max(_spelled(from_tcvn3(plain)), _spelled(from_vni(plain)))
    return windows if _spelled(windows) > max(legacy, _spelled(plain)) else plain


def _mostly_utf8(data: bytes) -> bool:
    lost = data.decode("utf-8", errors="replace").count("\ufffd")
    beyond = sum(byte >= 0xC3 and byte <= 0xF4 for byte in data)
    return lost * 10 <= beyond


def _spelled(text: str) -> int:
    """Words beyond ASCII that can be Vietnamese, in the first part of a text."""
    return sum(is_syllable(word) for word in _WORD.findall(text[:20_000]))


def separator_of(text: str) -> str:
    """The separator that splits most lines into the same number of fields."""
    lines = [line for line in text.splitlines()[:200] if line.strip()]

    def evenness(separator: str) -> int:
        counts = Counter(line.count(separator) for line in lines if separator in line)
        return max((fields * times for fields, times in counts.items()), default=0)

    return max(_SEPARATORS, key=evenness)
