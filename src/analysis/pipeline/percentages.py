"""Milestones told in percentage points: 100 is done, 80 under way, 0 not begun."""

from __future__ import annotations

import re

from analysis.clean.form import Record
from analysis.clean.unread_values import Explained
from analysis.recognise.columns import Columns
from analysis.recognise.part_columns import MARKED
from analysis.recognise.points import holds_points
from analysis.recognise.table import Table


def points_said(table: Table, columns: Columns, records: list[Record]) -> None:
    """Puts with every number in a column of percentage points the percentage that it is."""
    if columns.kind != "progress":
        return
    for column, name in columns.fields.items():
        if name not in (*MARKED, "subcells_fraction") or not holds_points(table, column):
            continue
        for record in records:
            value = record.said.get(name)
            if value is not None and _NUMBER.fullmatch(str(value)):
                record.said[name] = Explained(str(value), f"{value}%".replace(".", ","))


_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d+)?")
