"""One line of a table that was written over several rows, as a table pasted from Word has it.

TT (merged)  | Tên tổ chức cơ sở đảng | Số chi bộ (merged)
1            | Đảng bộ Văn phòng      | 5
             | Ủy ban nhân dân tỉnh   |

A paragraph of a cell became a row, and the cells of a single paragraph are merged over all of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from datetime import date

from analysis.cells import Merge, Sheet, Value
from analysis.date_interval import ImpossibleDate
from analysis.dates import read_date
from analysis.recognise.broken_lines import broken_lines
from analysis.recognise.looks import is_number, is_words
from analysis.recognise.words import plays

_MOST_ROWS = 4
_LISTED = re.compile(r"\s*(?:[-–+•*]|\d+[.)]|[a-zđ]\))\s*\S")
"""How an item of a list begins: something of its own, not the rest of what stands above."""

_ANY_DAY = date(2025, 1, 1)
"""A day without a year is a day, whichever it is."""

Pieces = dict[tuple[int, int], tuple[int, int]]
"""Which cell each piece went on to be part of."""


def joined_rows(sheet: Sheet) -> tuple[Sheet, Pieces]:
    """The sheet with the pieces of each such line in its first row, and where they went.

    Rows of their own below a merged number, sub-cells of one committee, stay as they are: only where
    a name goes on in the next row has the sheet been written in this way.
    """
    blocks = _blocks(sheet)
    if not any(_continues_a_name(sheet, *block) for block in blocks):
        blocks = broken_lines(sheet)
    rows = list(sheet.rows)
    pieces: Pieces = {}
    for top, bottom in blocks:
        joined = _joined(sheet, top, bottom) if _may_be_one_line(sheet, top, bottom) else None
        if joined is not None:
            rows[top] = joined
            rows[top + 1 : bottom + 1] = [list[Value]() for _ in range(bottom - top)]
            pieces |= {
                (r, c): (top, c)
                for r in range(top + 1, bottom + 1)
                for c, value in enumerate(sheet.rows[r])
                if value is not None
            }
    return (replace(sheet, rows=rows), pieces) if pieces else (sheet, pieces)


def _blocks(sheet: Sheet) -> list[tuple[int, int]]:
    """First and last of the rows under one merged number, something else merged as far."""
    spans: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    for merge in sheet.merges:
        if _is_upright(merge):
            spans[merge.top - sheet.top, merge.bottom - sheet.top].add(merge.left - sheet.left)
    return [
        (top, bottom)
        for (top, bottom), columns in sorted(spans.items())
        if len(columns) >= 2
        and 0 <= top < bottom < len(sheet.rows)
        and bottom - top < _MOST_ROWS
        and is_number(_first(sheet, top, columns))
    ]


def _is_upright(merge: Merge) -> bool:
    return merge.left == merge.right and merge.top < merge.bottom


def _first(sheet: Sheet, top: int, columns: set[int]) -> Value:
    filled = [c for c, value in enumerate(sheet.rows[top]) if value is not None]
    return sheet.rows[top][filled[0]] if filled and filled[0] in columns else None


def _names(sheet: Sheet, top: int, bottom: int) -> list[Value]:
    """What stands right beside the number, row by row."""
    filled = [c for c, value in enumerate(sheet.rows[top]) if value is not None][1:2]
    return [sheet.rows[r][filled[0]] if filled else None for r in range(top, bottom + 1)]


def _continues_a_name(sheet: Sheet, top: int, bottom: int) -> bool:
    """Words beside the number go on in every row, and none of them is a name of its own."""
    names = _names(sheet, top, bottom)
    return all(map(is_words, names)) and _may_be_one_line(sheet, top, bottom)


def _may_be_one_line(sheet: Sheet, top: int, bottom: int) -> bool:
    """Nothing below the first row is a count or an entry of its own."""
    rest = [value for row in sheet.rows[top + 1 : bottom + 1] for value in row if value is not None]
    below = [str(name) for name in _names(sheet, top, bottom)[1:]]
    named = any(plays("committee", name) or plays("cell", name) for name in below)
    return not named and all(
        isinstance(value, date) or (isinstance(value, str) and not _LISTED.match(value)) for value in rest
    )


def _joined(sheet: Sheet, top: int, bottom: int) -> list[Value] | None:
    """The columns' pieces put together; None where two values meet that are no text, or two days."""
    joined: list[Value] = []
    for column in zip(*sheet.rows[top : bottom + 1], strict=True):
        pieces = [value for value in column if value is not None]
        if len(pieces) > 1 and sum(map(_is_whole, pieces)) > 1:
            return None
        joined.append(" ".join(map(_shown, pieces)) if len(pieces) > 1 else next(iter(pieces), None))
    return joined


def _is_whole(value: Value) -> bool:
    try:
        return not isinstance(value, str) or read_date(value, near=_ANY_DAY) is not None
    except ImpossibleDate:
        return True


def _shown(value: Value) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
