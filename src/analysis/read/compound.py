"""Compound files: the streams inside an old .xls, .doc or .msg, and inside every encrypted workbook.

Layout: Microsoft, [MS-CFB] Compound File Binary File Format. Chains of sectors are followed only as far as
the file is long: a loop or a hole is damage, never an endless walk.
"""

from __future__ import annotations

import struct

from analysis.read.faults import UnreadableWorkbook

MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")
_END = 0xFFFFFFFE
_NONE = 0xFFFFFFFF
_STREAM, _ROOT = 2, 5
_ENTRY = 128
_IN_HEADER = 109


class CompoundFile:
    """The streams that lie in the root of a compound file, by name in small letters."""

    def __init__(self, data: bytes) -> None:
        """Raises UnreadableWorkbook where the structure is broken."""
        try:
            self._open(data)
        except (struct.error, IndexError, OverflowError, ValueError) as error:
            raise UnreadableWorkbook("file_damaged", "CFB") from error

    def _open(self, data: bytes) -> None:
        self._data = data
        major, _, shift, mini_shift = struct.unpack_from("<HHHH", data, 26)
        if (major, shift) not in ((3, 9), (4, 12)) or mini_shift != 6:
            raise ValueError(shift)
        self._size = 1 << shift
        self._sectors = -(-len(data) // self._size) - 1
        directory, _, self._cutoff, mini_fat, _, difat, _ = struct.unpack_from("<IIIIIII", data, 48)
        self._fat = self._allocation(difat)
        entries = self._chain(directory)
        self._entries = [entries[at : at + _ENTRY] for at in range(0, len(entries) - _ENTRY + 1, _ENTRY)]
        self._mini_fat: tuple[int, ...] = ()
        self._mini_stream = b""
        self._mini_start = mini_fat
        self._streams: dict[str, tuple[int, int]] = {}
        for number in self._in_root():
            self._add(self._entries[number])

    @property
    def names(self) -> set[str]:
        """The names of the streams in the root, in small letters."""
        return set(self._streams)

    def stream(self, name: str) -> bytes:
        """A stream's content; raises UnreadableWorkbook where its chain breaks before its end."""
        start, size = self._streams[name.lower()]
        try:
            content = self._chain(start) if size >= self._cutoff else self._mini_chain(start)
        except (struct.error, IndexError, OverflowError, ValueError) as error:
            raise UnreadableWorkbook("file_damaged", f"CFB: {name}") from error
        if len(content) < size:
            raise UnreadableWorkbook("file_damaged", f"CFB: {name}")
        return content[:size]

    def _sector(self, number: int) -> bytes:
        if number >= self._sectors:
            raise IndexError(number)
        return self._data[(number + 1) * self._size : (number + 2) * self._size]

    def _allocation(self, difat: int) -> tuple[int, ...]:
        """Which sector follows each one, from the sectors that the header and its continuations list."""
        listed = list(struct.unpack_from(f"<{_IN_HEADER}I", self._data, 76))
        for _ in range(self._sectors):
            if difat >= _END:
                break
            more = struct.unpack(f"<{self._size // 4}I", self._sector(difat))
            listed += more[:-1]
            difat = more[-1]
        used = [number for number in listed if number < _END]
        if len(used) > self._sectors:
            raise ValueError(len(used))
        return struct.unpack(f"<{self._size // 4 * len(used)}I", b"".join(map(self._sector, used)))

    def _chain(self, start: int) -> bytes:
        parts: list[bytes] = []
        while start != _END:
            if len(parts) > self._sectors:
                raise ValueError(start)
            parts.append(self._sector(start))
            start = self._fat[start]
        return b"".join(parts)

    def _mini_chain(self, start: int) -> bytes:
        """A small stream lies in 64-byte pieces of the root's own stream."""
        if not self._mini_fat and self._mini_start < _END:
            fat = self._chain(self._mini_start)
            self._mini_fat = struct.unpack(f"<{len(fat) // 4}I", fat)
            self._mini_stream = self._chain(struct.unpack_from("<I", self._entries[0], 116)[0])
        parts: list[bytes] = []
        while start != _END:
            if len(parts) > len(self._mini_fat) or start * 64 >= len(self._mini_stream):
                raise ValueError(start)
            parts.append(self._mini_stream[start * 64 : start * 64 + 64])
            start = self._mini_fat[start]
        return b"".join(parts)

    def _in_root(self) -> list[int]:
        """The entries of the root's tree; those of storages in it belong to embedded documents."""
        if not self._entries or self._entries[0][66] != _ROOT:
            raise ValueError("root")
        found: list[int] = []
        waiting = [struct.unpack_from("<I", self._entries[0], 76)[0]]
        seen = {0}
        while waiting:
            number = waiting.pop()
            if number == _NONE:
                continue
            if number in seen:
                raise ValueError(number)
            seen.add(number)
            found.append(number)
            waiting += struct.unpack_from("<II", self._entries[number], 68)
        return found

    def _add(self, entry: bytes) -> None:
        length = struct.unpack_from("<H", entry, 64)[0]
        name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace").lower()
        start, size = struct.unpack_from("<II", entry, 116)
        if entry[66] == _STREAM:
            if name in self._streams:
                raise UnreadableWorkbook("file_ambiguous", name)
            self._streams[name] = start, size
