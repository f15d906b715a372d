"""Lists of organisations and measures, a row for each of both, as if they had been columns."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from analysis.cells import Sheet, Value
from analysis.clean.form import Form, Record
from analysis.findings import Finding, finding
from analysis.recognise.columns import Columns
from analysis.recognise.labels import part_rows, parts_of_movements
from analysis.recognise.long_counts import COUNT, MEASURE, measure_of
from analysis.recognise.table import Line, Table


def counts_by_organisation(
    form: Form, sheet: Sheet, table: Table, columns: Columns
) -> tuple[list[Form], list[Finding]]:
    """A form for each set of measures, and a finding for the rows that name none."""
    column_of = {name: column for column, name in columns.fields.items()}
    forms: dict[tuple[str, ...], Form] = {}
    unknown: list[tuple[int, Value]] = []
    for lines in _by_organisation(table, column_of["organisation"]):
        headings, record, left = _turned(lines, sheet, table, column_of)
        wide = replace(form, headings=headings, records=[], totals=[])
        forms.setdefault(tuple(headings), wide).records.append(record)
        unknown += left
    if not unknown:
        return list(forms.values()), []
    origin = form.origin(sheet.address(unknown[0][0], column_of[MEASURE]))
    said = "; ".join(dict.fromkeys(str(words) for _, words in unknown))
    return list(forms.values()), [finding("heading_unused", origin, raw=said)]


def _by_organisation(table: Table, column: int) -> list[list[Line]]:
    """The rows of each name, which is merged down or written in every row."""
    named: list[tuple[Value, Line]] = []
    for line in table.data:
        above = named[-1][0] if named else None
        named.append((line.cells.get(column, above), line))
    groups = groupby(named, key=lambda one: one[0])
    return [[line for _, line in lines] for name, lines in groups if name is not None]


def _turned(
    lines: list[Line], sheet: Sheet, table: Table, column_of: dict[str, int]
) -> tuple[dict[str, str], Record, list[tuple[int, Value]]]:
    """One organisation's headings and record, and the rows whose words name no measure."""
    name, measure, count = (column_of[one] for one in ("organisation", MEASURE, COUNT))
    first = lines[0]
    headings = {"organisation": table.paths[name][-1]}
    said, places = {"organisation": first.cells[name]}, {"organisation": sheet.address(first.row, name)}
    labels = [(line.row, str(line.cells.get(measure, "")), False) for line in lines]
    parts = part_rows(labels)
    finer = parts_of_movements([(r, measure_of(text), r in parts) for r, text, _ in labels])
    left: list[tuple[int, Value]] = []
    for line in lines:
        words = line.cells.get(measure)
        field = None if line.row in finer else measure_of(words)
        if field is None or field in headings:
            left += [] if words is None else [(line.row, words)]
            continue
        headings[field] = str(words)
        if count in line.cells:
            said[field], places[field] = line.cells[count], sheet.address(line.row, count)
    return headings, Record(first.row, said, places), left
