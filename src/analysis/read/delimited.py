"""Text files of separated values: encoding and separator found out from the content."""

from __future__ import annotations

import csv
from collections import Counter
from io import StringIO

from analysis.cells import Sheet, Value

_SEPARATORS = ";,\t|"


def read_delimited(data: bytes, name: str) -> Sheet:
    """The one sheet of a .csv or .tsv file; every value is text, as the file has it."""
    text = decode(data)
    rows: list[list[Value]] = [
        [value if value.strip() else None for value in row]
        for row in csv.reader(StringIO(text, newline=""), delimiter=separator_of(text))
    ]
    width = max((len(row) for row in rows), default=0)
    return Sheet(name, [row + [None] * (width - len(row)) for row in rows])


def decode(data: bytes) -> str:
    """The text of a file in UTF-8 or UTF-16, with or without a mark, or in a one-byte code page.

    A one-byte file is taken as Latin-1, one character per byte: TCVN3 and VNI text is then
    recognised cell by cell as it is in a workbook.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if data[1::2].count(0) > len(data) // 6:
        return data.decode("utf-16-le", errors="replace")
    if data[0::2].count(0) > len(data) // 6:
        return data.decode("utf-16-be", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def separator_of(text: str) -> str:
    """The separator that splits most lines into the same number of fields."""
    lines = [line for line in text.splitlines()[:200] if line.strip()]

    def evenness(separator: str) -> int:
        counts = Counter(line.count(separator) for line in lines if separator in line)
        return max((fields * times for fields, times in counts.items()), default=0)

    return max(_SEPARATORS, key=evenness)
