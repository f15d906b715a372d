"""Two counts in one column: "Tổng số ĐV (nữ)" over 73 (31), "Chính thức/Dự bị" over 94/2."""

from __future__ import annotations

import re

from analysis.cells import Value
from analysis.memo import Memo
from analysis.recognise.fields import Kind, field_of
from analysis.recognise.table import Table
from analysis.text import readable

_HEADING = re.compile(
    r"(?P<first>[^()/]+?)\s*(?:\(\s*(?:trong đó\s*:?\s*)?(?P<second>[^()/]+?)\s*\)|/\s*(?P<other>[^()/]+))",
    re.I,
)
_PAIR = re.compile(
    r"(?P<first>\d[\d.]*)\s*(?:\(\s*(?:(?P<label>nữ|dự bị|db|chính thức|dtts|dân tộc)\s*:?\s*)?"
    r"(?P<second>\d[\d.]*)[^()\d]*\)|/\s*(?P<other>\d[\d.]*))",
    re.I,
)
_OF_ALL = ("total", "members", "opening", "closing")
"""Beside any other count the second is a part of a part: the women among the probationary are no measure."""
_MOST = 0.8
COUNTED: tuple[Kind, ...] = ("membership", "register")


def fields_of_pair(kind: Kind, table: Table, column: int) -> tuple[str, str | None] | None:
    """What both counts of a column are; the second is None where the kind has no use for it."""
    path = table.paths[column]
    heading = _PARTS[path[-1]]
    if heading is None:
        return None
    first, second = (
        field_of(kind, (*path[:-1], part))
        for part in (heading["first"], heading["second"] or heading["other"])
    )
    in_brackets = heading["second"] is not None
    second = None if in_brackets and first not in _OF_ALL else second
    if first is None or first == second or (second is None and kind != "register" and not in_brackets):
        return None
    values = table.filled[column]
    labels = {found["label"] for v in values if (found := _pair(v)) and found["label"]}
    if any(field_of(kind, (label,)) not in (second, None) for label in labels) and second is not None:
        return None
    pairs = sum(_pair(value) is not None for value in values)
    single = sum(isinstance(value, int) for value in values) if labels else 0
    return (first, second) if pairs and pairs + single >= _MOST * len(values) else None


def _parts(heading: str) -> re.Match[str] | None:
    return _HEADING.fullmatch(readable(heading))


_PARTS: Memo[str, re.Match[str] | None] = Memo(_parts)


def pair_of(value: Value) -> tuple[str, str] | None:
    """Both counts of a cell such as "73 (31)", "73 (nữ 31)" or "94/2"."""
    found = _pair(value)
    return (found["first"], found["second"] or found["other"]) if found else None


def _pair(value: Value) -> re.Match[str] | None:
    return _PAIR.fullmatch(readable(value)) if isinstance(value, str) else None
