"""Archives of returns: files inside a .zip or .gz, unpacked in memory within limits, never onto the disk."""

from __future__ import annotations

import stat
import unicodedata
import zipfile
import zlib
from io import BytesIO

from analysis.read.faults import UnreadableWorkbook
from analysis.read.limits import MOST_BYTES, check_parts

_UTF8_NAMES = 0x800


def unpacked(data: bytes) -> list[tuple[str, bytes]]:
    """Name and content of every file in an archive, by name.

    Raises UnreadableWorkbook for an archive that is damaged, encrypted or a bomb, or that would write
    outside of its folder: no honest one does.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = [part for part in archive.infolist() if not part.is_dir()]
            check_parts(parts)
            for part in parts:
                _check_name(part)
            files = [(_name(part), _content(archive, part)) for part in parts]
    except RuntimeError as error:
        raise UnreadableWorkbook("file_encrypted") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableWorkbook("file_damaged", str(error)) from error
    return sorted(files)


def unzipped(data: bytes) -> bytes:
    """The one file inside a .gz; raises UnreadableWorkbook where it is damaged or a bomb."""
    unpacker = zlib.decompressobj(wbits=31)
    try:
        content = unpacker.decompress(data, MOST_BYTES)
    except zlib.error as error:
        raise UnreadableWorkbook("file_damaged", "gzip") from error
    if unpacker.unconsumed_tail:
        raise UnreadableWorkbook("file_bomb", f"> {MOST_BYTES // 1_000_000} MB")
    if not unpacker.eof:
        raise UnreadableWorkbook("file_damaged", "gzip")
    return content


def _check_name(part: zipfile.ZipInfo) -> None:
    name = part.filename.replace("\\", "/")
    link = stat.S_ISLNK(part.external_attr >> 16)
    if link or ".." in name.split("/") or name.startswith("/") or name[1:3] == ":/":
        raise UnreadableWorkbook("file_hostile", name[:100])


def _content(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    with archive.open(part) as content:
        return content.read(part.file_size)  # no more than it says, whatever it inflates to


def _name(part: zipfile.ZipInfo) -> str:
    """Old packers write names in the code page of DOS without saying so; many in fact in UTF-8."""
    name = part.filename
    if not part.flag_bits & _UTF8_NAMES:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = part.filename
    return unicodedata.normalize("NFC", name).replace("\\", "/").lstrip("/")
