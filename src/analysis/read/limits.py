"""How much of a file is believed before it is unpacked: no office's table comes near these sizes."""

from __future__ import annotations

import zipfile

from analysis.read.faults import UnreadableWorkbook

MOST_BYTES = 200_000_000
"""A file on disk."""
MOST_UNPACKED_BYTES = 500_000_000
"""All parts of a packed file together."""
MOST_CELLS, MOST_ROWS = 4_000_000, 1_048_576
"""The used range of a sheet: 200.000 rows of 20 columns, and no more rows than Excel has."""
MOST_PARTS = 20_000
_BOMB_BYTES, _BOMB_RATIO = 50_000_000, 300


def check_size(size: int) -> None:
    """Raises UnreadableWorkbook for a file that no office's table needs to be."""
    if size > MOST_BYTES:
        raise UnreadableWorkbook("file_too_large", _megabytes(size))


def check_parts(parts: list[zipfile.ZipInfo]) -> None:
    """Raises UnreadableWorkbook for an archive that would fill the memory: a bomb, by its own directory."""
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if len(parts) > MOST_PARTS:
        raise UnreadableWorkbook("file_bomb", f"{len(parts)} ×")
    if unpacked > MOST_UNPACKED_BYTES:
        raise UnreadableWorkbook("file_bomb", _megabytes(unpacked))
    if unpacked > _BOMB_BYTES and unpacked > _BOMB_RATIO * max(packed, 1):
        raise UnreadableWorkbook("file_bomb", _megabytes(unpacked))


def check_range(sheet: str, rows: int, columns: int) -> None:
    """Raises UnreadableWorkbook for a sheet whose used range is beyond any table."""
    if rows * columns > MOST_CELLS or rows > MOST_ROWS:
        raise UnreadableWorkbook("file_too_large", f"{sheet}: {rows} × {columns}")


def _megabytes(size: int) -> str:
    return f"{max(1, round(size / 1_000_000))} MB"
