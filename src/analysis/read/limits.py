"""How much of a file is believed before it is unpacked: no office's table comes near these sizes."""

from __future__ import annotations

import zipfile

from analysis.read.faults import UnreadableWorkbook

MOST_BYTES = 200_000_000
"""A file on disk."""
MOST_UNPACKED_BYTES = 300_000_000
"""All parts of a packed file together."""
MOST_CELLS, MOST_ROWS, MOST_COLUMNS = 4_000_000, 1_048_576, 16_384
"""The used range of a sheet: 200.000 rows of 20 columns, and no more rows and columns than Excel has."""
MOST_LETTERS = 500_000
"""One text; a spreadsheet program allows 32.767, and text files are written by other programs."""
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


def is_table_sized(rows: int, columns: int) -> bool:
    """Whether a used range of that size can be a table."""
    return rows * columns <= MOST_CELLS and rows <= MOST_ROWS and columns <= MOST_COLUMNS


def check_range(sheet: str, rows: int, columns: int) -> None:
    """Raises UnreadableWorkbook for a sheet whose used range is beyond any table."""
    if not is_table_sized(rows, columns):
        raise UnreadableWorkbook("file_too_large", f"{sheet}: {rows} × {columns}")


def check_text(letters: int) -> None:
    """Raises UnreadableWorkbook for a text that is too long for any cell."""
    if letters > MOST_LETTERS:
        raise UnreadableWorkbook("file_too_large", f"Aa × {letters}")


def _megabytes(size: int) -> str:
    return f"{max(1, round(size / 1_000_000))} MB"
