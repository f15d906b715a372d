"""Forms that are no table of rows: labels below one another, and tables turned on their side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from analysis.cells import Sheet, Value, cell_address
from analysis.clean.form import Form, Record
from analysis.personal import is_about_people
from analysis.recognise.looks import is_words
from analysis.recognise.table import SheetReading
from analysis.recognise.turned import TurnedColumn, TurnedTable, turned_table
from analysis.recognise.vertical import VerticalForm, vertical_form

OddForm = tuple[Form, str, str]
"""The form, the labels in it that mean nothing known, joined, and the cell of the first of them."""


def odd_forms(reading: SheetReading, file: str, as_of: date | None) -> list[OddForm]:
    """What a sheet without a known table still says; the roles of its cells are put right in `reading`."""
    turned = [t for table in reading.tables if (t := turned_table(reading.sheet, table)) is not None]
    for table in turned:
        _give_roles(reading, table.labels.values(), [column.name for column in table.columns])
    if turned:
        return [_turned_back(reading, file, as_of, table) for table in turned]
    alone = vertical_form(reading)
    if alone is None:
        return []
    _give_roles(reading, alone.labels.values(), alone.values.values())
    unknown = "; ".join(text for _, _, text in alone.unknown)
    cell = reading.sheet.address(*alone.unknown[0][:2]) if alone.unknown else ""
    return [(_of_labels(reading, file, as_of, alone), unknown, cell)]


def _give_roles(
    reading: SheetReading, headers: Iterable[tuple[int, int, Value]], data: Iterable[tuple[int, int, Value]]
) -> None:
    for r, c, _ in headers:
        reading.roles[r, c] = ("header", 1)
    for r, c, _ in data:
        reading.roles[r, c] = ("data", 1)


def _of_labels(reading: SheetReading, file: str, as_of: date | None, alone: VerticalForm) -> Form:
    sheet = reading.sheet
    headings = {name: text for name, (_, _, text) in alone.labels.items()}
    texts = tuple(value for _, _, value in sheet.cells() if isinstance(value, str) and is_words(value))
    record = _record(sheet, next(iter(alone.values.values()))[0], alone.values)
    people = is_about_people(texts)
    return Form(file, sheet.name, alone.kind, as_of, headings, [record], titles=texts, about_people=people)


def _turned_back(reading: SheetReading, file: str, as_of: date | None, turned: TurnedTable) -> OddForm:
    """Each column becomes a record, as if it had been a row."""
    sheet = reading.sheet

    def record(column: TurnedColumn) -> Record:
        groups = tuple(str(text) for _, _, text in column.groups)
        return _record(sheet, column.name[1], {"organisation": column.name, **column.values}, groups)

    headings = {"organisation": str(turned.columns[0].name[2])}
    form = Form(
        file,
        sheet.name,
        turned.kind,
        as_of,
        headings | {name: str(text) for name, (_, _, text) in turned.labels.items()},
        [record(column) for column in turned.columns if not column.is_total],
        [record(column) for column in turned.columns if column.is_total],
        tuple(text for table in reading.tables for _, _, text in table.titles),
        frozenset(cell_address(*place) for place in sheet.month_first),
        sheet.date_1904,
        is_about_people(str(value) for _, _, value in sheet.cells()),
    )
    unknown = "; ".join(str(text) for _, _, text in turned.unknown)
    return form, unknown, sheet.address(*turned.unknown[0][:2]) if turned.unknown else ""


def _record(
    sheet: Sheet, row: int, cells: Mapping[str, tuple[int, int, Value]], groups: tuple[str, ...] = ()
) -> Record:
    said = {name: value for name, (_, _, value) in cells.items()}
    return Record(row, said, {name: sheet.address(r, c) for name, (r, c, _) in cells.items()}, groups=groups)
