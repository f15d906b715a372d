"""Forms that are no table of rows: labels below one another, and tables turned on their side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from analysis.cells import Sheet, Value, cell_address
from analysis.clean.form import Form, Record
from analysis.findings import Finding, Origin, finding
from analysis.personal import is_about_people
from analysis.pipeline.forms_of_names import forms_of_names, found_among_names
from analysis.pipeline.names_by_state import names_by_state
from analysis.plain_words import plain_fold
from analysis.recognise.labels import Label
from analysis.recognise.looks import is_words
from analysis.recognise.table import SheetReading
from analysis.recognise.turned import TurnedColumn, TurnedTable, turned_table
from analysis.recognise.vertical import VerticalForm, VerticalReading, vertical_reading


@dataclass(slots=True)
class OddForms:
    """The forms of a sheet without a known table, and what was found on the way."""

    forms: list[Form] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @classmethod
    def together(cls, several: Iterable[OddForms]) -> OddForms:
        """The forms and findings of several as one."""
        found = list(several)
        return cls([form for one in found for form in one.forms], [f for one in found for f in one.findings])

    @property
    def rows(self) -> int:
        """The rows that they have; what two of them have in common is one."""
        return len({record.row for form in self.forms for record in form.records})


def odd_forms(reading: SheetReading, file: str, as_of: date | None) -> OddForms:
    """What a sheet without a known table still says; the roles of its cells are put right in `reading`."""
    turned = [t for table in reading.tables if (t := turned_table(reading.sheet, table)) is not None]
    for table in turned:
        _give_roles(reading, table.labels.values(), [column.name for column in table.columns])
    if turned:
        return OddForms(
            [_turned_back(reading, file, as_of, table) for table in turned],
            [found for table in turned for found in _unused(reading, file, table.unknown)],
        )
    own = _own_return(reading, file, as_of)
    if own.forms or own.findings or (names := names_by_state(reading)) is None:
        return own
    _give_roles(reading, names.labels, ((one.row, one.column, one.name) for one in names.listed))
    return OddForms(
        forms_of_names(reading, file, as_of, names), list(found_among_names(reading, file, names))
    )


def _own_return(reading: SheetReading, file: str, as_of: date | None) -> OddForms:
    read = vertical_reading(reading)
    if read is None:
        return OddForms()
    for form in read.forms:
        labels = [(label.row, label.column, None) for label in form.labels.values()]
        _give_roles(reading, labels, form.values.values())
    if (rule := _useless(reading, read)) is not None:
        return OddForms([], [finding(rule, _origin(reading, file, read.labels[0]))])
    forms = [form_of_labels(reading, file, as_of, read, form) for form in read.forms]
    return OddForms(forms, list(_found_in(reading, file, read)))


def _useless(reading: SheetReading, read: VerticalReading) -> str | None:
    """Why a form says nothing of anybody: it answers nothing, or shows how to answer."""
    columns = {column for form in read.forms for _, column, _ in form.values.values()}
    headings = {text for t in reading.tables for c in columns for text in t.paths.get(c, ())}
    if any("ví dụ" in plain_fold(text) for text in headings):
        return "example_left"
    return None if read.is_answered else "form_unanswered"


def _found_in(reading: SheetReading, file: str, read: VerticalReading) -> Iterator[Finding]:
    """Labels with no meaning, with several answers, or of the same meaning as another."""
    unknown = [(label.row, label.column, label.text) for label in read.unknown]
    yield from _unused(reading, file, unknown)
    for label in read.several:
        cells = ", ".join(reading.sheet.address(r, c) for r, c, _ in label.answers)
        yield finding("answers_several", _origin(reading, file, label), raw=label.text, other=cells)
    for form in read.forms:
        for name, first, second in form.twice:
            origin = _origin(reading, file, second)
            yield finding("heading_twice", origin, raw=second.text, other=first.text, field=name)


def _origin(reading: SheetReading, file: str, label: Label) -> Origin:
    return Origin(file, reading.sheet.name, reading.sheet.address(label.row, label.column))


def _unused(reading: SheetReading, file: str, labels: Sequence[tuple[int, int, Value]]) -> list[Finding]:
    if not labels:
        return []
    origin = Origin(file, reading.sheet.name, reading.sheet.address(*labels[0][:2]))
    return [finding("heading_unused", origin, raw="; ".join(str(text) for _, _, text in labels))]


def _give_roles(
    reading: SheetReading, headers: Iterable[tuple[int, int, Value]], data: Iterable[tuple[int, int, Value]]
) -> None:
    for r, c, _ in headers:
        reading.roles[r, c] = ("header", 1)
    for r, c, _ in data:
        reading.roles[r, c] = ("data", 1)


def form_of_labels(
    reading: SheetReading, file: str, as_of: date | None, read: VerticalReading, form: VerticalForm
) -> Form:
    """One of the forms that a sheet's labels make, with what else the sheet says as its titles."""
    sheet = reading.sheet
    labels = {(label.row, label.column) for label in read.labels}
    answers = {cell[:2] for one in read.forms for cell in one.values.values()}
    texts = [(r, c, v) for r, c, v in sheet.cells() if isinstance(v, str) and is_words(v)]
    return Form(
        file,
        sheet.name,
        form.kind,
        as_of,
        {name: label.text for name, label in form.labels.items()},
        [_record(sheet, min(label.row for label in form.labels.values()), form.values)],
        titles=tuple(text for r, c, text in texts if (r, c) not in labels and (r, c) not in answers),
        month_first=frozenset(cell_address(*place) for place in sheet.month_first),
        date_1904=sheet.date_1904,
        about_people=is_about_people(text for _, _, text in texts),
    )


def _turned_back(reading: SheetReading, file: str, as_of: date | None, turned: TurnedTable) -> Form:
    """Each column becomes a record, as if it had been a row."""
    sheet = reading.sheet

    def record(column: TurnedColumn) -> Record:
        groups = tuple(str(text) for _, _, text in column.groups)
        return _record(sheet, column.name[1], {"organisation": column.name, **column.values}, groups)

    headings = {"organisation": str(turned.columns[0].name[2])}
    return Form(
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


def _record(
    sheet: Sheet, row: int, cells: Mapping[str, tuple[int, int, Value]], groups: tuple[str, ...] = ()
) -> Record:
    said = {name: value for name, (_, _, value) in cells.items()}
    return Record(row, said, {name: sheet.address(r, c) for name, (r, c, _) in cells.items()}, groups=groups)
