"""Columns whose cells count with their unit: "5 CB" below "Quy mô" are the sub-cells."""

from __future__ import annotations

import re

from analysis.cells import Value
from analysis.recognise.table import Table
from analysis.text import fold

_UNITS = {"subcells": "chi bộ|chi bộ trực thuộc|cb|cbtt|cb trực thuộc", "members": "đảng viên|đv"}
_COUNTED = {field: re.compile(rf"(?:\d{{1,3}}|\d \d{{3}}) (?:{unit})") for field, unit in _UNITS.items()}


def set_counted_units(names: dict[int, str | None], table: Table) -> None:
    """The one column of an unknown heading in which every figure carries a unit that has no column yet."""
    for field in _UNITS:
        told = [c for c, name in names.items() if name is None and _counts(field, table.filled[c])]
        if len(told) == 1 and field not in names.values():
            names[told[0]] = field


def _counts(field: str, values: list[Value]) -> bool:
    """A dash is none; a figure without its unit may count anything."""
    told = [value for value in values if value not in ("-", "–")]
    counted = _COUNTED[field].fullmatch
    return len(told) > 1 and all(isinstance(value, str) and counted(fold(value)) for value in told)
