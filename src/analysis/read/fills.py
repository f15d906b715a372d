"""Which cells of an .xlsx are coloured: some clerks colour a cell instead of writing into it."""

from __future__ import annotations

import re

_TAG = rb"<(?:\w+:)?"
_FILLS = re.compile(_TAG + rb"fills\b.*?</(?:\w+:)?fills>", re.DOTALL)
_FILL = re.compile(_TAG + rb"fill\b[^>]*>(.*?)</(?:\w+:)?fill>", re.DOTALL)
_FOREGROUND = re.compile(_TAG + rb"fgColor\b([^>]*)/?>")
_FORMATS = re.compile(_TAG + rb"cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT = re.compile(_TAG + rb"xf\b[^>]*?\bfillId=[\"'](\d+)[\"']")
_CELL = re.compile(_TAG + rb"c\b[^>]*?\br=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]*?\bs=[\"'](\d+)[\"']")
_WHITE = (b"FFFFFFFF", b"00FFFFFF", b'theme="0"', b'indexed="9"', b'indexed="64"')


def coloured_styles(styles: bytes) -> dict[bytes, int]:
    """The style numbers whose cells are filled with a colour other than white, with the fill's number."""
    fills, formats = _FILLS.search(styles), _FORMATS.search(styles)
    if fills is None or formats is None:
        return {}
    coloured = {number for number, fill in enumerate(_FILL.findall(fills[0])) if _is_coloured(fill)}
    return {
        b"%d" % style: int(fill)
        for style, fill in enumerate(_FORMAT.findall(formats[0]))
        if int(fill) in coloured
    }


def _is_coloured(fill: bytes) -> bool:
    colour = _FOREGROUND.search(fill)
    plain = colour is None or any(white in colour[1] for white in _WHITE)
    return b"solid" in fill and not plain


def fills_of(content: bytes, coloured: dict[bytes, int]) -> dict[tuple[int, int], int]:
    """The coloured cells of a sheet by row and column, counting from 0 at A1."""
    return {
        (int(row) - 1, _column(letters)): coloured[style]
        for letters, row, style in _CELL.findall(content)
        if style in coloured
    }


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
