"""Names that were found with their states become forms, one for each set of things said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from analysis.cells import cell_address
from analysis.clean.form import Form, Record
from analysis.findings import Finding, Origin, finding
from analysis.pipeline.listed_names import Listed, NamesByState
from analysis.recognise.looks import is_words
from analysis.recognise.table import SheetReading


def forms_of_names(reading: SheetReading, file: str, as_of: date | None, read: NamesByState) -> list[Form]:
    """Where nothing is said of a milestone there is no column of it: it is not "not started"."""
    sheet = reading.sheet
    forms: dict[tuple[str, ...], Form] = {}
    for one in read.listed:
        said = one.said
        if tuple(said) not in forms:
            forms[tuple(said)] = Form(
                file,
                sheet.name,
                "progress",
                as_of,
                {"organisation": "", **dict.fromkeys(said, one.stated.words)},
                [],
                titles=tuple(str(v) for _, _, v in sheet.cells() if is_words(v)),
                month_first=frozenset(cell_address(*place) for place in sheet.month_first),
                date_1904=sheet.date_1904,
            )
        forms[tuple(said)].records.append(_record(reading, one))
    return list(forms.values())


def _record(reading: SheetReading, one: Listed) -> Record:
    said = {"organisation": one.name, **one.said}
    return Record(one.row, said, dict.fromkeys(said, reading.sheet.address(one.row, one.column)))


def found_among_names(reading: SheetReading, file: str, read: NamesByState) -> Iterator[Finding]:
    """Numbers that are not those of the names, names of which nothing is said, columns left out."""

    def origin(row: int, column: int) -> Origin:
        return Origin(file, reading.sheet.name, reading.sheet.address(row, column))

    for row, column, words, printed, names in read.miscounts:
        yield finding("printed_total_differs", origin(row, column), raw=printed, used=names, field=words)
    if read.lonely:
        yield finding("table_unrecognised", origin(*read.lonely[0][:2]), rows=len(read.lonely))
    if read.unused:
        words = "; ".join(str(text) for _, _, text in read.unused)
        yield finding("heading_unused", origin(*read.unused[0][:2]), raw=words)
