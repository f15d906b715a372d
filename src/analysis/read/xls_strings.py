"""Texts in old Excel's records: Unicode since Excel 97, before that in the code page of the writer."""

from __future__ import annotations

import codecs
import struct
from collections.abc import Collection, Sequence

_WIDE, _PHONETIC, _RICH = 1, 4, 8
_CODE_PAGES = {367: "ascii", 1200: "cp1252", 10000: "mac_roman", 32768: "mac_roman", 32769: "cp1252"}


def code_page(number: int) -> str:
    """The codec of a CODEPAGE record; an unknown one is taken for Windows' usual page."""
    name = _CODE_PAGES.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def narrow_text(body: bytes, at: int, length_bytes: int, codec: str) -> str:
    """A text in a code page behind its length; raises IndexError where it is longer than its record."""
    length = int.from_bytes(body[at : at + length_bytes], "little")
    start = at + length_bytes
    if start + length > len(body):
        raise IndexError(length)
    text = body[start : start + length]
    try:
        return text.decode(codec)
    except UnicodeDecodeError:  # bytes that the page leaves free: old Vietnamese fonts use them
        return "".join(bytes((byte,)).decode(codec, "ignore") or chr(byte) for byte in text)


def wide_text(body: bytes, at: int, length_bytes: int = 2) -> str:
    """A Unicode text behind its length; raises IndexError where it is longer than its record."""
    return TextReader([body], at).text(length_bytes)


Runs = list[tuple[str, bool | None]]
"""The pieces of a text, each struck out or not; None for the first, which has the font of its cell."""


def shared_texts(parts: Sequence[bytes], struck: Collection[int] = ()) -> tuple[list[str], dict[int, Runs]]:
    """The texts of an SST record and its continuations, and the runs of those that have several fonts.

    The runs only where `struck`, the fonts that strike out, are any.
    Raises IndexError where they end early or something is left over: what was overwritten shows so.
    """
    count = struct.unpack_from("<I", parts[0], 4)[0]
    reader = TextReader(parts, 8)
    texts: list[str] = []
    runs: dict[int, Runs] = {}
    while len(texts) < count:
        text = reader.text()
        if struck and reader.runs:
            runs[len(texts)] = _runs_of(text, reader.runs, struck)
        texts.append(text)
    if not reader.at_end:
        raise IndexError(count)
    return texts, runs


def _runs_of(text: str, runs: Sequence[tuple[int, int]], struck: Collection[int]) -> Runs:
    """The pieces of a text from each change of its font to the next."""
    ends = [*(start for start, _ in runs), len(text)]
    pieces: Runs = [(text[: ends[0]], None)]
    pieces += [(text[start:end], font in struck) for (start, font), end in zip(runs, ends[1:], strict=True)]
    return pieces


class TextReader:
    """Reads text after text from a record and its continuations.

    Where a continuation begins within a text's letters, it says anew whether they take one byte or two.
    """

    def __init__(self, parts: Sequence[bytes], at: int) -> None:
        self._parts = [part for part in parts if part]
        self._part, self._at = 0, at
        self.runs: list[tuple[int, int]] = []

    @property
    def at_end(self) -> bool:
        """Whether everything has been read."""
        return self._part >= len(self._parts) - 1 and self._left() == 0

    def text(self, length_bytes: int = 2) -> str:
        """The next text without its readings; `runs` are where its font changes, and to which."""
        length = int.from_bytes(self._bytes(length_bytes), "little")
        flags = self._bytes(1)[0]
        runs = struct.unpack("<H", self._bytes(2))[0] if flags & _RICH else 0
        readings = struct.unpack("<I", self._bytes(4))[0] if flags & _PHONETIC else 0
        text = self._letters(length, flags & _WIDE)
        self.runs = [struct.unpack("<HH", self._bytes_on(4)) for _ in range(runs)]
        self._skip(readings)
        return text

    def _left(self) -> int:
        return len(self._parts[self._part]) - self._at if self._part < len(self._parts) else 0

    def _next_part(self) -> None:
        self._part, self._at = self._part + 1, 0
        if self._part >= len(self._parts):
            raise IndexError(self._part)

    def _bytes(self, count: int) -> bytes:
        if self._left() == 0:
            self._next_part()
        found = self._parts[self._part][self._at : self._at + count]
        if len(found) < count:
            raise IndexError(count)
        self._at += count
        return found

    def _bytes_on(self, count: int) -> bytes:
        """So many bytes, whichever records they lie in."""
        found = b""
        while len(found) < count:
            if self._left() == 0:
                self._next_part()
            found += self._bytes(min(count - len(found), self._left()))
        return found

    def _letters(self, length: int, wide: int) -> str:
        pieces: list[str] = []
        while length:
            if self._left() == 0:
                self._next_part()
                wide = self._bytes(1)[0] & _WIDE
            here = min(length, self._left() >> wide)
            if not here:
                raise IndexError(length)
            piece = self._bytes(here << wide)
            pieces.append(piece.decode("utf-16-le", "replace") if wide else piece.decode("latin-1"))
            length -= here
        return "".join(pieces)

    def _skip(self, count: int) -> None:
        while count:
            if self._left() == 0:
                self._next_part()
            step = min(count, self._left())
            self._at += step
            count -= step
