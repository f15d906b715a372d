"""Two counts in one column: "Tổng số ĐV (nữ)" over 73 (31), "Chính thức/Dự bị" over 94/2."""

from __future__ import annotations

import re

from analysis.cells import Value
from analysis.recognise.fields import Kind, field_of
from analysis.recognise.table import Table
from analysis.text import readable

_HEADING = re.compile(
    r"(?P<first>[^()/]+?)\s*(?:\(\s*(?:trong đó\s*:?\s*)?(?P<second>[^()/]+?)\s*\)|/\s*(?P<other>[^()/]+))",
    re.I,
)
_PAIR = re.compile(r"(?P<first>\d[\d.]*)\s*(?:\(\s*(?P<second>\d[\d.]*)[^()\d]*\)|/\s*(?P<other>\d[\d.]*))")
_MOST = 0.8
COUNTED: tuple[Kind, ...] = ("membership", "register")


def fields_of_pair(kind: Kind, table: Table, column: int) -> tuple[str, str | None] | None:
    """What both counts of a column are; the second is None where the kind has no use for it."""
    path = table.paths[column]
    heading = _HEADING.fullmatch(readable(path[-1]))
    if heading is None:
        return None
    first, second = (
        field_of(kind, (*path[:-1], part))
        for part in (heading["first"], heading["second"] or heading["other"])
    )
    if first is None or first == second or (second is None and kind != "register"):
        return None
    pairs = sum(pair_of(value) is not None for value in table.filled[column])
    return (first, second) if pairs and pairs >= _MOST * len(table.filled[column]) else None


def pair_of(value: Value) -> tuple[str, str] | None:
    """Both counts of a cell such as "73 (31)" or "94/2"."""
    found = _PAIR.fullmatch(readable(value)) if isinstance(value, str) else None
    return (found["first"], found["second"] or found["other"]) if found else None
