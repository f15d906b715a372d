"""A table turned on its side: the organisations head the columns, the fields stand below one another.

TT | Nội dung                | Đảng bộ Sở Y tế | Chi bộ Trường A
1  | Quy hoạch cấp ủy        | x               |
2  | Ngày dự kiến đại hội    | 20/6/2025       | 22/6/2025
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.cells import Sheet, Value
from analysis.recognise.age_bands import is_bare_band
from analysis.recognise.columns import SILENT_FIELDS
from analysis.recognise.fields import Kind, field_of, heading_key
from analysis.recognise.labels import FORM_KINDS, part_rows, parts_of_movements, without_numbering
from analysis.recognise.looks import is_words
from analysis.recognise.member_headings import opening_and_closing
from analysis.recognise.subcell_columns import is_both_counts
from analysis.recognise.table import Line, Table
from analysis.recognise.words import plays

_FEWEST_LABELS = 3
Cell = tuple[int, int, Value]
"""Row, column and content."""


@dataclass(slots=True)
class TurnedTable:
    """`labels` head the fields, `columns` hold an organisation each, `unknown` are labels of no field."""

    kind: Kind
    labels: dict[str, Cell]
    columns: list[TurnedColumn] = field(default_factory=list)
    unknown: list[Cell] = field(default_factory=list)


@dataclass(slots=True)
class TurnedColumn:
    """One organisation, or (`is_total`) a sum over them."""

    name: Cell
    groups: tuple[Cell, ...]
    values: dict[str, Cell]
    is_total: bool


def turned_table(sheet: Sheet, table: Table) -> TurnedTable | None:
    """The table turned back; None where its rows name no fields, or its columns no organisations.

    Which organisations they are is for the register to say.
    """
    found = [
        turned
        for kind in FORM_KINDS
        for column in [c for c in sorted(table.paths) if c != table.ordinal][:2]
        if (turned := _turned(sheet, table, kind, column)) is not None
    ]
    return max(found, key=lambda turned: len(turned.labels), default=None)


def _turned(sheet: Sheet, table: Table, kind: Kind, column: int) -> TurnedTable | None:
    lines: dict[str, Line] = {}
    unknown: list[Cell] = []
    fields = {line.row: _field(line, kind, column) for line in table.lines}
    if kind == "membership":
        said = {line.row: heading_key(str(line.cells.get(column, ""))) for line in table.lines}
        fields |= opening_and_closing(fields, said)
        fields |= dict.fromkeys(_parts_of_movements(table, column, fields))
    for line in table.lines:
        name = fields[line.row]
        if not any(c > column for c in line.cells):
            continue
        if name is None:
            unknown.append(next((line.row, c, value) for c, value in line.cells.items() if c >= column))
            continue
        if name in lines:
            return None  # a list with a label in each row is nothing turned
        lines[name] = line
    telling = [name for name in lines if name not in ("organisation", *SILENT_FIELDS)]
    headed = [c for c in sorted(table.paths) if c > column and _is_name(table.paths[c][-1])]
    named = [c for c in headed if plays("organisation", table.paths[c][-1])]
    if len(telling) < _FEWEST_LABELS or len(named) < 2 or len(named) * 2 < len(headed):
        return None
    labels = {name: (line.row, column, line.cells[column]) for name, line in lines.items()}
    return TurnedTable(kind, labels, [_column(sheet, table, lines, c) for c in headed], unknown)


def _parts_of_movements(table: Table, column: int, fields: Mapping[int, str | None]) -> set[int]:
    """The women of those admitted, in a row below them, are no measure."""
    labels = [
        (line.row, str(line.cells.get(column, "")), table.ordinal is not None and table.ordinal in line.cells)
        for line in table.lines
    ]
    parts = part_rows(labels)
    return parts_of_movements((r, fields[r], r in parts) for r, _, _ in labels)


def _field(line: Line, kind: Kind, column: int) -> str | None:
    label = line.cells.get(column)
    if not isinstance(label, str) or not (is_words(label) or is_bare_band(label)) or len(label) > 100:
        return None
    words = label if is_bare_band(label) else without_numbering(label)
    name = field_of(kind, (*line.groups, words))
    values = [v for c, v in line.cells.items() if c > column]
    if name in ("subcells_held", "subcells_required") and any(map(is_both_counts, values)):
        return "subcells_fraction"
    return name


def _is_name(heading: str) -> bool:
    """An organisation or a total; a heading that means a field itself (notes) is neither."""
    fields = {field_of(kind, (heading,)) for kind in FORM_KINDS}
    return fields <= {None, "organisation"} or plays("total", heading) or plays("organisation", heading)


def _column(sheet: Sheet, table: Table, lines: dict[str, Line], column: int) -> TurnedColumn:
    *above, name = [_heading_cell(sheet, table, text, column) for text in table.paths[column]]
    values = {
        name: (line.row, column, line.cells[column]) for name, line in lines.items() if column in line.cells
    }
    return TurnedColumn(name, tuple(above), values, plays("total", str(name[2])))


def _heading_cell(sheet: Sheet, table: Table, text: str, column: int) -> Cell:
    """Where a heading over that column stands: right above, or further left where it spans several."""
    places = ((r, c) for c in range(column, table.left - 1, -1) for r in reversed(table.header_rows))
    return next((r, c, text) for r, c in places if c < len(sheet.rows[r]) and str(sheet.rows[r][c]) == text)
