"""One form for one meaning: an empty cell is None, a whole float an int, midnight a date, text is readable.

A sheet repeats itself: what a value becomes is found out once for each different one, and every cell is
then only looked up. A repeated text is the same object in all its cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from itertools import chain

from analysis.cells import Value
from analysis.read.limits import check_text
from analysis.text import readable_all

_MIDNIGHT = time()


def plain_rows(rows: Sequence[Sequence[object]]) -> list[list[Value]]:
    """Rows of values as calamine gives them, in their plain form."""
    kinds = set(map(type, chain.from_iterable(rows)))
    if bool in kinds and kinds & {int, float}:  # True and 1 are one key, and two values
        return [[_plain(value) for value in row] for row in rows]
    different = dict.fromkeys(chain.from_iterable(rows))
    plain = {v: v if type(v) is str and v and not v.isspace() else _plain(v) for v in different}
    return [[*map(plain.__getitem__, row)] for row in rows]


def _plain(value: object) -> Value:
    if isinstance(value, str):
        return value if value and not value.isspace() else None
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, datetime) and value.time() == _MIDNIGHT:
        return value.date()
    return value  # type: ignore[return-value]


def readable_rows(rows: list[list[Value]]) -> list[list[Value]]:
    """The rows with their text as a person sees it; the code page of a doubtful cell follows the others.

    Raises UnreadableWorkbook for a text that no cell is made for.
    """
    texts = [value for value in dict.fromkeys(chain.from_iterable(rows)) if type(value) is str]
    check_text(max(map(len, texts), default=0))
    shown = {
        text: seen or None for text, seen in zip(texts, readable_all(texts), strict=True) if seen != text
    }
    if not shown:
        return rows
    return [[shown.get(value, value) if type(value) is str else value for value in row] for row in rows]
