"""From a table with its columns understood to a form: its records as the cleaners take them."""

from __future__ import annotations

from collections import Counter
from datetime import date

from analysis.cells import Sheet, cell_address, column_letters
from analysis.clean.form import Form, Record
from analysis.memo import Memo
from analysis.personal import is_about_people
from analysis.pipeline.carried import (
    carried_down,
    events_of_sections,
    names_carried_down,
    names_joined,
    names_of_kinds,
    names_written_once,
    pairs_parted,
    spread_across,
    words_counted,
)
from analysis.pipeline.coloured import colours_said, planned_by_colour
from analysis.pipeline.days_said import (
    days_of_their_month,
    ends_joined,
    parts_joined,
    periods_said,
    plans_changed,
)
from analysis.pipeline.footnotes import FOOTNOTED_KINDS, footnotes_said
from analysis.pipeline.grouped import milestones_parted
from analysis.pipeline.legends import Legend, signs_explained
from analysis.pipeline.lettering import struck_rows
from analysis.pipeline.lists_by_state import states_given
from analysis.pipeline.notes_about_rows import notes_about_rows
from analysis.pipeline.percentages import held_by_rate, points_said
from analysis.pipeline.plan_rows import plans_beside_deeds
from analysis.pipeline.subcell_rows import subcell_rows
from analysis.pipeline.told_columns import heading_of
from analysis.recognise.answers import SAYS_EXAMPLE
from analysis.recognise.columns import Columns
from analysis.recognise.table import Line, Table
from analysis.recognise.title_says import (
    is_about_subcells,
    is_list_of,
    said_of_congress,
)
from analysis.text import fold


def form_of(
    file: str, sheet: Sheet, table: Table, columns: Columns, as_of: date | None, legend: Legend
) -> Form:
    """The records of a table, completed by what is said beside and above them; each step knows its habit."""
    headings = {name: table.paths[column][-1] for column, name in columns.fields.items()}
    parts = subcell_rows(table, columns)
    lines = [line for line in table.data if line.row not in parts] if parts else table.data
    records = _of_their_kind(sheet, table, columns, headings, _records(sheet, lines, columns))
    records = states_given(columns, headings, records)
    records = colours_said(sheet, table, columns, records)
    planned_by_colour(sheet, columns, records)
    points_said(table, columns, records)
    if columns.kind == "progress":
        held_by_rate(headings, records)
    signs_explained(legend, columns, records)
    records = _with_days(table, columns, headings, records, as_of)
    if columns.kind in FOOTNOTED_KINDS:
        records = footnotes_said(sheet, columns.kind, records)
        records = notes_about_rows(table, headings, records)
    if "subcell" in headings:
        records = list(names_carried_down(records))
    if "organisation_part" in headings:
        records = names_joined(records)
    aside = dict.fromkeys(struck_rows(sheet, records), "row_struck")
    aside |= dict.fromkeys(_examples(sheet, table), "example_left")
    return Form(
        file,
        sheet.name,
        columns.kind,
        as_of,
        headings,
        [record for record in records if record.row not in aside],
        _labelled(_records(sheet, table.totals, columns), sheet, table),
        titles=tuple(text for _, _, text in table.titles),
        month_first=frozenset(cell_address(*place) for place in sheet.month_first),
        date_1904=sheet.date_1904,
        about_subcells=is_about_subcells(text for _, _, text in table.titles),
        other_headings=tuple(heading_of(table, column) for column in _headings_of_others(columns)),
        left_out=frozenset(name for _, _, name in columns.clashes),
        congress_said=_said_of_congress(table) if columns.kind == "progress" else {},
        about_people=columns.kind == "roster" or is_about_people(map(" ".join, table.paths.values())),
        statements=_statements(sheet, table) if columns.kind in ("roster", "progress") else (),
        set_aside=tuple((aside[record.row], record) for record in records if record.row in aside),
        subcells=tuple(_records(sheet, [line for line in table.data if line.row in parts], columns)),
    )


def _of_their_kind(
    sheet: Sheet, table: Table, columns: Columns, headings: dict[str, str], records: list[Record]
) -> list[Record]:
    """The records with what stands once for several cells, as tables of their kind have it."""
    records = carried_down(sheet, columns, records)
    if columns.kind == "progress":
        records = plans_beside_deeds(table, columns, headings, records)
    records = pairs_parted(columns, headings, names_of_kinds(headings, records))
    if columns.kind == "roster":
        records = names_written_once(sheet, table, columns, records)
    if columns.kind == "progress":
        records = milestones_parted(headings, spread_across(sheet, columns, records))
    if columns.kind == "membership":
        records = words_counted(headings, records)
    if columns.kind == "events" and "event" not in headings:
        records = events_of_sections(sheet, table, headings, records)
    return records


def _with_days(
    table: Table, columns: Columns, headings: dict[str, str], records: list[Record], as_of: date | None
) -> list[Record]:
    """The records with the days that several columns, or the headings above them, say together."""
    records = days_of_their_month(table, columns, headings, records)
    records = plans_changed(headings, periods_said(table, columns, headings, records))
    records = ends_joined(headings, records)
    return parts_joined(headings, records, as_of)


def _headings_of_others(columns: Columns) -> list[int]:
    """The columns that mean nothing known, but for those left behind where the members' own total begins.

    "Tổng số lao động" right before "Tổng số đảng viên" says nothing of whom the parts behind that count.
    """
    whole = next((column for column, name in columns.fields.items() if name == "total"), None)
    if columns.kind != "membership" or whole is None:
        return columns.unknown
    parts = [c for c, name in columns.fields.items() if c < whole and not name.startswith("organisation")]
    parts = [c for c in parts if columns.fields[c] not in ("note", "rate")]
    return [column for column in columns.unknown if column > whole or any(column < part for part in parts)]


def _said_of_congress(table: Table) -> dict[str, str]:
    """What the titles ("") and the labels of sections say of every congress below them."""
    said = {label: said_of_congress([label]) for label in {one for line in table.data for one in line.groups}}
    said[""] = said_of_congress(text for _, _, text in table.titles if is_list_of(text))
    return {label: meaning for label, meaning in said.items() if meaning}


_MOST_EXAMPLES = 3
"""More rows than that say "Mẫu 02" of something else: who typed them, or which form it is.

So does a cell far from the number and the name of its row.
"""


def _examples(sheet: Sheet, table: Table) -> set[int]:
    """The rows of the template's example that the sender left in."""
    said = {text for text in sheet.texts() if SAYS_EXAMPLE[text]}
    if not said:
        return set()
    places = [(column, line.row, v) for line in table.data for column, v in line.cells.items() if v in said]
    forms = Counter(column for column, _, v in places if fold(str(v)).startswith("mẫu"))
    return {
        row
        for column, row, _ in places
        if forms[column] <= _MOST_EXAMPLES and (column <= table.left + 2 or not forms[column])
    }


def _statements(sheet: Sheet, table: Table) -> tuple[tuple[int, str, str], ...]:
    """The lines below a list or between its sections: they may say how many people or deeds it has."""
    lines = [(line.row, c, v) for line in table.lines if len(line.cells) <= 2 for c, v in line.cells.items()]
    texts = [(r, c, text) for r, c, text in (*lines, *table.notes) if isinstance(text, str)]
    return tuple((r, sheet.address(r, c), text) for r, c, text in texts)


def _records(sheet: Sheet, lines: list[Line], columns: Columns) -> list[Record]:
    column_of = {name: column for column, name in columns.fields.items()}
    field_of = {column: name for name, column in column_of.items()}
    places = {name: column_letters(sheet.left + column) for name, column in column_of.items()}

    def used_and_unused(filled: tuple[int, ...]) -> tuple[list[tuple[int, str]], tuple[str, ...]]:
        used = [(c, field_of[c]) for c in filled if c in field_of]
        return used, tuple(column_letters(sheet.left + c) for c in filled if c not in field_of)

    parted = Memo(used_and_unused)  # many rows fill the same columns
    records: list[Record] = []
    for line in lines:
        cells = line.cells
        used, unused = parted[tuple(cells)]
        said = {name: cells[column] for column, name in used}
        records.append(Record(line.row, said, places, str(sheet.top + line.row + 1), line.groups, unused))
    return records


def _labelled(totals: list[Record], sheet: Sheet, table: Table) -> list[Record]:
    """A total without a name may be named in the column that numbers the rows."""
    if table.ordinal is None:
        return totals
    letters = column_letters(sheet.left + table.ordinal)
    named: list[Record] = []
    for record, line in zip(totals, table.totals, strict=True):
        label = line.cells.get(table.ordinal)
        if isinstance(label, str) and "organisation" not in record.said:
            record.said["organisation"] = label
            record = record._replace(places={**record.places, "organisation": letters})
        named.append(record)
    return named
