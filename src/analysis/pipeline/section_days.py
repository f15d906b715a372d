"""Sections of different days in one table: "C. Doanh nghiệp (lấy số liệu đến ngày 15/4/2025)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from analysis.as_of import find_as_of
from analysis.recognise.columns import Columns
from analysis.recognise.table import Table
from analysis.text import fold

_KINDS = ("progress", "membership")
_OF_FIGURES = re.compile(r"\b(?:số liệu|cập nhật|tính đến|thời điểm)\b")
"""A section "đã đại hội đến ngày 30/4" tells what was done by then, not of which day its figures are."""


def parted_by_days(table: Table, columns: Columns) -> Iterator[tuple[Table, Columns]]:
    """The table once for each day that its sections say, with the rows of that day."""
    dated = columns.kind in _KINDS and columns.as_of is None
    day_of = {groups: _day(groups) for groups in {line.groups for line in table.data}} if dated else {}
    if not any(day_of.values()):
        yield table, columns
        return
    days = [day_of[line.groups] for line in table.data]
    for day in sorted(set(days), key=lambda day: day or date.min):
        own = {line.row for line, said in zip(table.data, days, strict=True) if said == day}
        lines = [line for line in table.lines if line.role != "data" or line.row in own]
        part = replace(table, lines=[line for line in lines if line.role != "total"], noted=dict(table.noted))
        yield (
            part,
            replace(
                columns,
                fields=dict(columns.fields),
                unknown=list(columns.unknown),
                rows=tuple(sorted(own)),
                as_of=day,
            ),
        )


def _day(groups: tuple[str, ...]) -> date | None:
    said = (find_as_of(label) for label in reversed(groups) if _OF_FIGURES.search(fold(label)))
    return next((day for day in said if day), None)
