"""A zip package and its parts, each checked as it is read: what the directory says is not believed."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO
from posixpath import join, normpath
from urllib.parse import unquote

from analysis.read.faults import UnreadableWorkbook
from analysis.read.limits import check_parts

_METHODS = {
    0: "stored",
    8: "deflate",
    9: "deflate64",
    12: "bzip2",
    14: "lzma",
    93: "zstd",
    95: "xz",
    99: "AES",
}
_READ_METHODS = (0, 8)
_ENCRYPTED = 1
_SMALL = 1 << 16
_HEADER, _HEADER_MAGIC, _UTF8_NAME = 30, b"PK\x03\x04", 0x800
_FAULTS = (
    zipfile.BadZipFile, struct.error, EOFError, OSError, ValueError, LookupError, OverflowError,
    NotImplementedError,
)  # fmt: skip


class Package:
    """The parts of a .xlsx, .xlsb or .ods by name; names differ neither by case nor by the slash."""

    def __init__(self, data: bytes) -> None:
        """Raises UnreadableWorkbook for an archive that is damaged or a bomb."""
        try:
            self._data, self._archive = data, zipfile.ZipFile(BytesIO(data))
        except _FAULTS as error:
            raise UnreadableWorkbook("file_damaged", "zip") from error
        check_parts(self._archive.infolist())
        self._parts: dict[str, list[zipfile.ZipInfo]] = {}
        self._known: dict[str, bytes] = {}
        for part in self._archive.infolist():
            self._parts.setdefault(_key(part.filename), []).append(part)

    @property
    def names(self) -> list[str]:
        """All names, with plain slashes."""
        return [part.filename.replace("\\", "/") for part in self._archive.infolist()]

    def __contains__(self, path: str) -> bool:
        return _key(path) in self._parts

    def read(self, path: str) -> bytes:
        """A part's content, against its checksum.

        Raises UnreadableWorkbook where it is missing, damaged, encrypted, packed as no workbook is, or
        there twice: of two parts with one name each program reads another.
        """
        key = _key(path)
        if key in self._known:
            return self._known[key]
        parts = self._parts.get(key)
        if not parts:
            raise UnreadableWorkbook("file_damaged", path)
        if len({(part.CRC, part.file_size) for part in parts}) > 1:
            raise UnreadableWorkbook("file_ambiguous", path)
        part = parts[-1]
        if part.flag_bits & _ENCRYPTED or part.compress_type == 99:
            raise UnreadableWorkbook("file_encrypted")
        if part.compress_type not in _READ_METHODS:
            method = _METHODS.get(part.compress_type, str(part.compress_type))
            raise UnreadableWorkbook("file_unsupported", f"zip: {method}")
        content = self._unpacked(part)
        if content is None:
            raise UnreadableWorkbook("file_damaged", path)
        if len(content) <= _SMALL:
            self._known[key] = content
        return content

    def _unpacked(self, part: zipfile.ZipInfo) -> bytes | None:
        """No more than the directory says, whatever it inflates to; None where the two don't agree."""
        header = self._data[part.header_offset : part.header_offset + _HEADER]
        if len(header) < _HEADER or not header.startswith(_HEADER_MAGIC):
            return None
        name_length, extra_length = struct.unpack_from("<HH", header, 26)
        start = part.header_offset + _HEADER
        name = self._data[start : start + name_length]
        if name.decode("utf-8" if part.flag_bits & _UTF8_NAME else "cp437", "replace") != part.orig_filename:
            return None
        start += name_length + extra_length
        content = self._data[start : start + part.compress_size]
        try:
            if part.compress_type:
                unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
                content = unpacker.decompress(content, part.file_size + 1)
                if not unpacker.eof:
                    return None
        except zlib.error:
            return None
        return content if len(content) == part.file_size and zlib.crc32(content) == part.CRC else None


def _key(path: str) -> str:
    return unquote(path.replace("\\", "/").lstrip("/")).lower()


def part_beside(part: str, target: str) -> str:
    """The part that a relationship of another part leads to."""
    folder = part.rpartition("/")[0]
    return target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))


def relations_of(part: str) -> str:
    """The part that holds a part's relationships."""
    folder, _, name = part.rpartition("/")
    return join(folder, "_rels", f"{name}.rels")
