"""A list with a row for each organisation and measure: names, what is counted, how many.

Tên tổ chức đảng | Chỉ tiêu          | Số lượng
Đảng bộ Sở Y tế  | Tổng số đảng viên | 66
                 | Nữ                | 26
"""

from __future__ import annotations

from analysis.cells import Value
from analysis.numbers import read_count
from analysis.recognise.columns import Columns
from analysis.recognise.fields import field_of
from analysis.recognise.identity_columns import organisations_by_name
from analysis.recognise.labels import without_numbering
from analysis.recognise.member_headings import NO_MEASURE
from analysis.recognise.table import Table

MEASURE, COUNT = "listed/measure", "listed/count"
_MOST = 0.8


def counts_list(table: Table) -> Columns | None:
    """The three columns of such a list; None for any other table."""
    named = [c for c, path in table.paths.items() if field_of("membership", path) == "organisation"]
    columns = [c for c in table.paths if c not in (*named, table.ordinal)]
    measures = [c for c in columns if _lists_measures(table.filled[c])]
    if measures and not named:  # TEN_TC
        by_name = organisations_by_name(table, columns)
        named = [] if by_name is None else [by_name]
    if len(named) != 1 or len(measures) != 1:
        return None
    others = [c for c in table.paths if c not in (*named, table.ordinal)]
    counts = [c for c in others if c != measures[0] and _are_counts(table.filled[c])]
    if len(counts) != 1:
        return None
    fields = {named[0]: "organisation", measures[0]: MEASURE, counts[0]: COUNT}
    unknown = [c for c in others if c not in fields]
    return Columns("membership", fields, unknown, rows=tuple(line.row for line in table.data))


def measure_of(value: Value) -> str | None:
    """The measure that a row's own words name, as they would as a heading."""
    name = field_of("membership", (without_numbering(value),)) if isinstance(value, str) else None
    return None if name in NO_MEASURE else name


def _lists_measures(values: list[Value]) -> bool:
    """Few different measures, again and again."""
    known = [name for value in values if (name := measure_of(value)) is not None]
    again = len(known) > len(set(known)) > 1
    return again and len(known) >= _MOST * len(values)


def _are_counts(values: list[Value]) -> bool:
    counts = [v for v in values if isinstance(v, str | int | float) and read_count(v) is not None]
    return bool(values) and len(counts) >= _MOST * len(values)
