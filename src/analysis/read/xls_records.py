"""The chain of records that an old workbook is, from a beginning (BOF) to its end."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from analysis.read.faults import UnreadableWorkbook

BEGINNINGS = {0x0009: 2, 0x0209: 3, 0x0409: 4, 0x0809: 5}
"""The records that begin a stream, and from which version on they do."""
_END, _CONTINUE = 0x000A, 0x003C


@dataclass(slots=True)
class Record:
    """A record with its continuations; `depth` counts the charts that it lies in."""

    number: int
    body: bytes
    position: int
    depth: int = 0
    more: list[bytes] = field(default_factory=list)


def records(stream: bytes, position: int) -> Iterator[Record]:
    """The records of one sheet, or of what holds for all sheets.

    Raises UnreadableWorkbook, with the place, where the chain breaks: since Excel 5 no record has the
    number nought, so that what was overwritten with zeros shows.
    """
    five = stream[:2] == b"\x09\x08"
    depth, record = -1, None
    while True:
        header = stream[position : position + 4].ljust(4, b"\xff")  # no record is as long as that
        number, length = struct.unpack("<HH", header)
        end = position + 4 + length
        if end > len(stream) or (five and number == 0):
            if record is not None:
                yield record
            raise UnreadableWorkbook("file_damaged", f"Workbook: 0x{position:X}")
        body = stream[position + 4 : end]
        if number == _CONTINUE and record is not None:
            record.more.append(body)
        else:
            if record is not None:
                yield record
            depth += number in BEGINNINGS
            record = Record(number, body, position, depth)
            depth -= number == _END
            if depth < 0:
                yield record
                return
        position = end
