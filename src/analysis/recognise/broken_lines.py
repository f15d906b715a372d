"""Lines of a table that go on in the next row, where nothing is merged to tell it.

TT | Tên tổ chức cơ sở đảng | Số chi bộ
1  | Đảng bộ Sở Văn hóa,    | 5
   | Thể thao và Du lịch    |
2  | Đảng bộ Sở Y tế        | 4

The number stands only at the beginning. A name that breaks off at a comma, or goes on in small letters,
is sure; others in the same sheet are believed where they stand between two numbers that follow each other.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from analysis.cells import Sheet, Value
from analysis.recognise.looks import WORDS, is_number
from analysis.recognise.words import names_section, plays

_MOST_PIECES = 3
_BREAKS_OFF = re.compile(r"(?:[,–(-]|\s(?:và|với|của|thuộc|các))\s*$")
_OWN_ROLES = ("committee", "cell", "total", "part", "note", "title", "summary")

Block = tuple[int, int]


def broken_lines(sheet: Sheet) -> list[Block]:
    """First and last row of every line that goes on; none where no name surely does."""
    firsts = [next((c for c, value in enumerate(row) if value is not None), -1) for row in sheet.rows]
    sure: list[Block] = []
    likely: list[Block] = []
    for top, (first, below) in enumerate(pairwise(firsts)):
        found = _numbered(sheet.rows[top]) if 0 <= first < below else None
        if found is None or (last := _last_piece(sheet, top, found[1])) == top:
            continue
        names = [sheet.rows[r][found[1]] for r in range(top, last + 1)]
        if _goes_on(names):
            sure.append((top, last))
        elif _is_followed(sheet, last, found[0]) and not any(map(_names_section, names[1:])):
            likely.append((top, last))
    return sorted([*sure, *likely]) if sure else []


def _is_followed(sheet: Sheet, last: int, number: int) -> bool:
    """The next number stands right below."""
    below = _numbered(sheet.rows[last + 1]) if last + 1 < len(sheet.rows) else None
    return below is not None and below[0] == number + 1


def _names_section(value: Value) -> bool:
    return isinstance(value, str) and names_section(value)


def _numbered(row: list[Value]) -> tuple[int, int] | None:
    """The running number that opens a row, and the column of the name right after it."""
    filled = [c for c, value in enumerate(row) if value is not None][:2]
    if len(filled) < 2 or not is_number(row[filled[0]]) or not WORDS[row[filled[1]]]:
        return None
    digits = re.sub(r"\D", "", str(row[filled[0]]))
    return (int(digits), filled[1]) if digits else None


def _last_piece(sheet: Sheet, top: int, name: int) -> int:
    """The last of the rows right below that hold nothing but words and days, from the name on."""
    last = top
    for r in range(top + 1, min(top + 2 + _MOST_PIECES, len(sheet.rows))):
        filled = [(c, value) for c, value in enumerate(sheet.rows[r]) if value is not None]
        if not filled or filled[0][0] < name or not all(_is_piece(value) for _, value in filled):
            break
        last = r
    return last if last - top <= _MOST_PIECES else top


def _is_piece(value: Value) -> bool:
    if isinstance(value, str):
        return len(value) > 1 and not is_number(value) and not any(plays(role, value) for role in _OWN_ROLES)
    return isinstance(value, date)


def _goes_on(names: list[Value]) -> bool:
    """Every further piece of the name begins in small letters, or below one that breaks off."""
    pieces = [value for value in names if isinstance(value, str)]
    return len(pieces) == len(names) and all(
        below[:1].islower() or _BREAKS_OFF.search(above) for above, below in pairwise(pieces)
    )
