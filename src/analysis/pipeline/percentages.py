"""Milestones told in percentage points: 100 is done, 80 under way, 0 not begun; 50 of 6 sub-cells are 3."""

from __future__ import annotations

import re

from analysis.cells import Value
from analysis.clean.counts import read_number
from analysis.clean.form import Record
from analysis.clean.milestone_fields import SUBCELLS_LEFT
from analysis.clean.unread_values import Explained, shown
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


def held_by_rate(headings: dict[str, str], records: list[Record]) -> None:
    """Puts how many sub-cells have held where only their share is given, beside how many there are.

    A share that no whole number comes to tells only that they are under way.
    """
    counts = ("subcells_held", "subcells_fraction", SUBCELLS_LEFT)
    if not {"subcells_rate", "subcells_required"} <= headings.keys() or any(
        name in headings for name in counts
    ):
        return
    headings["subcells_held"] = headings["subcells_rate"]
    for i, record in enumerate(records):
        rate = record.said.get("subcells_rate")
        if rate is None or not any(map(str.isdecimal, str(rate))):
            continue  # a dash says that there is nothing to count
        held = _held(rate, read_number(record.said.get("subcells_required")))
        said = {
            **record.said,
            "subcells_held": f"{shown(rate)['raw'].strip(' %')}%" if held is None else held,
        }
        places = {**record.places, "subcells_held": record.places["subcells_rate"]}
        records[i] = record._replace(said=said, places=places)


def _held(rate: Value, required: object) -> int | None:
    """The whole number whose share of all is printed, truncated or rounded, with as many digits."""
    found = _NUMBER.match(str(rate))
    if not isinstance(required, int) or not required or found is None or isinstance(rate, bool):
        return None
    points = float(found[0].replace(",", "."))
    points *= 100 if isinstance(rate, float) and rate <= 1 else 1
    held = round(points * required / 100)
    digits = len(found[0].partition("." if "." in found[0] else ",")[2])
    slack = 0.1 if isinstance(rate, float) and rate <= 1 else 10.0**-digits
    return held if held <= required and abs(100 * held / required - points) < slack else None


_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d+)?")
