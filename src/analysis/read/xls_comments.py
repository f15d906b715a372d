"""The comments at cells of an old workbook: the text stands in a drawing that a record names by its number.

[MS-XLS] 2.4.179 (Note), 2.4.181 (Obj), 2.4.329 (TxO); up to Excel 95 the text stands in the record itself.
"""

from __future__ import annotations

import struct

from analysis.cells import Place
from analysis.read.xls_records import Record

_NOTE, _OBJECT, _TEXT = 0x001C, 0x005D, 0x01B6
_GOES_ON = 0xFFFF
"""In place of a row: the record goes on with the text of the one before."""


class XlsComments:
    """Takes one record after another; a damaged one has no comment, for the cells can be read without it."""

    def __init__(self, biff: int, codec: str) -> None:
        self._biff, self._codec = biff, codec
        self._places: dict[int, Place] = {}
        self._texts: dict[int, str] = {}
        self._object = 0
        self._old: dict[Place, bytes] = {}

    def take(self, record: Record) -> None:
        """Notes what a record tells of comments, most tell nothing."""
        if record.number not in (_NOTE, _OBJECT, _TEXT):
            return
        try:
            if record.number == _NOTE:
                self._note(record.body)
            elif record.number == _OBJECT and self._biff == 8:
                self._object = struct.unpack_from("<H", record.body, 6)[0]
            elif record.number == _TEXT:
                self._texts[self._object] = _text_of(record)
        except (struct.error, IndexError):
            return

    def boxes(self) -> list[str]:
        """The texts of drawings that are no comments."""
        boxes = (text for key, text in self._texts.items() if key not in self._places)
        return [text for text in (" ".join(box.split()) for box in boxes) if any(map(str.isalpha, text))]

    def found(self) -> dict[Place, str]:
        """The comments with a text, by the row and the column of their cells."""
        texts = {place: self._texts.get(key, "") for key, place in self._places.items()}
        texts |= {place: text.decode(self._codec, "replace") for place, text in self._old.items()}
        return {place: own for place, text in texts.items() if (own := text.strip())}

    def _note(self, body: bytes) -> None:
        row, column = struct.unpack_from("<HH", body)
        if self._biff == 8:
            self._places[struct.unpack_from("<H", body, 6)[0]] = (row, column)
        elif row == _GOES_ON and self._old:
            self._old[next(reversed(self._old))] += body[6:]
        else:
            self._old[row, column] = body[6:]


def _text_of(record: Record) -> str:
    """The text, which stands in the records behind, each telling how it is written."""
    left = struct.unpack_from("<H", record.body, 10)[0]
    text = ""
    for part in record.more:
        if not left:
            break
        wide = part[0] & 1
        piece = part[1 : 1 + left * (2 if wide else 1)].decode("utf-16-le" if wide else "latin-1", "replace")
        text, left = text + piece, left - len(piece)
    return text
