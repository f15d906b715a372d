"""Archives of returns: the files inside a .zip, unpacked in memory within limits, never onto the disk."""

from __future__ import annotations

import unicodedata
import zipfile
import zlib
from io import BytesIO

from analysis.read.faults import UnreadableWorkbook
from analysis.read.limits import check_parts

_UTF8_NAMES = 0x800


def unpacked(data: bytes) -> list[tuple[str, bytes]]:
    """Name and content of every file in an archive, by name.

    Raises UnreadableWorkbook for an archive that is damaged, encrypted or a bomb.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = [part for part in archive.infolist() if not part.is_dir()]
            check_parts(parts)
            files = [(_name(part), archive.read(part)) for part in parts]
    except RuntimeError as error:
        raise UnreadableWorkbook("file_encrypted") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableWorkbook("file_damaged", str(error)) from error
    return sorted(files)


def _name(part: zipfile.ZipInfo) -> str:
    """Old packers write names in the code page of DOS without saying so; many in fact in UTF-8."""
    name = part.filename
    if not part.flag_bits & _UTF8_NAMES:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = part.filename
    return unicodedata.normalize("NFC", name).replace("\\", "/").lstrip("/")
