"""A table of two columns, names and figures, with one heading above the figures or none at all."""

from __future__ import annotations

from collections import Counter

from analysis.recognise.headers import Header
from analysis.recognise.heading_looks import Row, is_unit_line, period
from analysis.recognise.looks import is_words, look
from analysis.recognise.words import plays

_FEWEST_ROWS = 3


def lone_heading(rows: list[Row]) -> Header | None:
    """The heading of a sheet's only table; one without headings has an empty block above its first row."""
    pairs = {r: row for r, row in enumerate(rows) if len(row) == 2}
    places = Counter((row[0][0], row[1][0]) for row in pairs.values() if _is_named_figure(row))
    if not places:
        return None
    (name, figures), count = places.most_common(1)[0]
    others = sum(len(row) > 2 for row in rows) + len(pairs) - count
    if count < _FEWEST_ROWS or others * 3 > count:
        return None
    first = next(
        r for r, row in pairs.items() if (row[0][0], row[1][0]) == (name, figures) and _is_named_figure(row)
    )
    head = next((r for r in range(first - 1, -1, -1) if _is_heading(rows[r], name, figures)), None)
    if head is not None:
        return Header(head, head, name, figures, {figures: (str(rows[head][-1][1]),)}, None)
    while first > 1 and _opens(rows[first - 1], name) and rows[first - 2]:
        first -= 1
    return Header(first, first - 1, name, figures, {}, None)


def _is_named_figure(row: Row) -> bool:
    return is_words(row[0][1]) and look(row[1][1]) in ("figure", "ordinal")


def _is_heading(row: Row, name: int, figures: int) -> bool:
    """One text or year over the figures, the names' own heading perhaps beside it."""
    if not row or row[-1][0] != figures or any(c not in (name, figures) for c, _ in row):
        return False
    return all(is_words(value) for _, value in row[:-1]) and (
        is_words(row[-1][1]) or period(row[-1][1]) is not None
    )


def _opens(row: Row, name: int) -> bool:
    """A label alone among the names, right above the first figure."""
    if len(row) != 1 or row[0][0] != name:
        return False
    text = str(row[0][1])
    return is_words(text) and not plays("title", text) and not is_unit_line(text) and len(text) <= 60
