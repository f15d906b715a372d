"""Which cells, rows, columns and tables the findings of a run are about."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

import pandas as pd
from openpyxl.utils import get_column_letter

from benchmarks.mess_files import to_tcvn3, to_vni
from benchmarks.mess_workbooks import Expected, Place

Source = tuple[str, str]
"""A file and a sheet."""
_ROW_RULES = ("name_", "kind_unknown", "type_unknown", "person_missing", "organisation_twice")
_COLUMN_RULES = ("heading_", "column_of_subcells")
_SHEET_RULES = ("sheet_unrecognised", "no_as_of", "file_", "table_unrecognised", "register_superseded")


class Findings:
    """The findings of one run, by place."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.rows: list[Any] = list(frame.fillna("").itertuples(index=False))
        self.by_place: dict[tuple[str, str, str], list[Any]] = defaultdict(list)
        for found in self.rows:
            self.by_place[found.source_file, found.source_sheet, found.source_cell].append(found)
        self.by_file: dict[str, list[Any]] = defaultdict(list)
        for found in self.rows:
            self.by_file[found.source_file].append(found)

    def at(self, source: Source, cell: Place) -> bool:
        """Whether a finding names the cell."""
        return bool(self.by_place[(*source, address(cell))])

    def names(self, source: Source, expected: Expected) -> bool:
        """Whether a finding is about the cell, its row, its column, its table or its sheet."""
        if self.at(source, expected.cell):
            return True
        if expected.name_cell is not None and any(
            found.rule.startswith(_ROW_RULES)
            for found in self.by_place[(*source, address(expected.name_cell))]
        ):
            return True
        return any(_covers(found, source, expected) for found in self.by_file[source[0]])


def _covers(found: Any, source: Source, expected: Expected) -> bool:
    if found.source_sheet not in ("", source[1]):
        return False
    if found.rule.startswith(_SHEET_RULES):
        return True
    if found.rule.startswith(_ROW_RULES) and found.source_cell:
        return bool(_parts(found.source_cell)[1] == expected.cell[0] + 1)
    if not found.rule.startswith(_COLUMN_RULES):
        return False
    column = _parts(found.source_cell)[0]
    if found.rule == "heading_unused":
        leaf = expected.heading.split(" / ")[-1]
        return any(
            form.casefold() in found.raw_value.casefold() for form in (leaf, to_tcvn3(leaf), to_vni(leaf))
        )
    return bool(column == get_column_letter(expected.cell[1] + 1))


def _parts(cell: str) -> tuple[str, int]:
    found = re.match(r"([A-Z]+)(\d+)", cell)
    assert found
    return found[1], int(found[2])


def address(place: Place) -> str:
    """A1 from a place counted from 0."""
    return f"{get_column_letter(place[1] + 1)}{place[0] + 1}"
