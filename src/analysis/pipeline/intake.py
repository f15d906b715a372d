"""From a file to forms: read it, recognise its tables, and account for every cell."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from rapidfuzz import fuzz, process

from analysis.as_of import as_of_in_file_name
from analysis.cells import Sheet, Value, cell_address
from analysis.clean.form import Entry, Form, Record
from analysis.findings import Finding, Origin, finding
from analysis.read.workbook import UnreadableWorkbook, read_workbook
from analysis.recognise.kinds import KINDS, SILENT_FIELDS, Columns, heading_key, recognise_columns
from analysis.recognise.sheet import recognise_sheet
from analysis.recognise.table import Line, SheetReading, Table
from analysis.text import fold
from analysis.vocabulary import entries
from analysis.wording import is_said

READ_KINDS = ("register", "progress", "membership", "tasks")
_NEEDS_AS_OF = ("progress", "membership", "tasks")
ILLUSTRATIVE = "minh họa"
"""Words by which a sheet says that its figures are made up (dữ liệu minh họa)."""
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv", ".txt")


@dataclass(slots=True)
class SheetIntake:
    """A sheet's row of the table `sources`, before the cleaners have refused anything."""

    file: str
    sheet: str
    range: str
    sha256: str
    kind: str
    as_of: date | None
    as_of_basis: str | None
    roles: Counter[str]
    data_rows: int
    illustrative: bool = False


@dataclass(slots=True)
class FileIntake:
    """All that came from one file."""

    file: str
    sha256: str
    sheets: list[SheetIntake] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def workbooks_in(folder: Path) -> list[str]:
    """Files below the folder, relative to it, in an order that no file system decides.

    Lock files of open workbooks (~$…), hidden files and the guide files of this project are no input.
    """
    files = [path for path in folder.rglob("*") if path.is_file()]
    names = [path.relative_to(folder).as_posix() for path in files]
    return sorted(
        name
        for name in names
        if not any(part.startswith((".", "~$")) for part in name.split("/"))
        and name.lower().endswith(WORKBOOK_SUFFIXES)
    )


def take_in(folder: Path, name: str, as_of: date | None) -> FileIntake:
    """Reads one file; `as_of` stands in where neither a sheet nor the file name gives a date."""
    path, name = folder / name, unicodedata.normalize("NFC", name)
    try:
        workbook = read_workbook(path)
    except UnreadableWorkbook as error:
        return _unreadable(name, error.rule, error.detail)
    except OSError as error:
        return _unreadable(name, "file_unreadable", error.strerror or type(error).__name__)
    intake = FileIntake(name, workbook.sha256)
    for sheet in workbook.sheets:
        _take_sheet(intake, sheet, as_of)
    return intake


def _unreadable(name: str, rule: str, detail: str) -> FileIntake:
    intake = FileIntake(name, "")
    intake.findings.append(finding(rule, Origin(name), detail=detail))
    intake.sheets.append(SheetIntake(name, "", "", "", "unrecognised", None, None, Counter(), 0))
    return intake


def _take_sheet(intake: FileIntake, sheet: Sheet, option: date | None) -> None:
    reading = recognise_sheet(sheet)
    if sheet.hidden and reading.roles:
        intake.findings.append(finding("hidden_sheet", Origin(intake.file, sheet.name)))
    as_of, basis = _as_of(reading, intake.file, option)
    ours = sheet.address(0, 0) == "A1" and is_said(_first(sheet), "returned.title")
    understood = [] if ours else [(table, recognise_columns(table)) for table in reading.tables]
    useful = [(table, columns) for table, columns in understood if columns.kind != "unrecognised"]
    kind = max(useful, key=lambda pair: len(pair[0].data))[1].kind if useful else "unrecognised"
    account = SheetIntake(
        intake.file,
        sheet.name,
        _range(sheet),
        intake.sha256,
        kind,
        as_of,
        basis,
        Counter(role for role, _ in reading.roles.values()),
        sum(len(table.data) for table, _ in understood),
        any(fold(ILLUSTRATIVE) in fold(v) for _, _, v in sheet.cells() if isinstance(v, str) and len(v) > 12),
    )
    intake.sheets.append(account)
    if reading.roles and kind == "unrecognised" and not ours:
        intake.findings.append(finding("sheet_unrecognised", Origin(intake.file, sheet.name)))
    for table, columns in useful:
        _take_table(intake, reading, table, columns, as_of)


def _first(sheet: Sheet) -> Value:
    """The corner: the list in a copy that we gave back, and that came in again mended, is known by it."""
    return sheet.rows[0][0] if sheet.rows and sheet.rows[0] else None


def _as_of(reading: SheetReading, file: str, option: date | None) -> tuple[date | None, str | None]:
    if reading.as_of:
        return reading.as_of, "sheet"
    if named := as_of_in_file_name(file.rsplit("/", 1)[-1]):
        return named, "file_name"
    return (option, "option") if option else (None, None)


def _range(sheet: Sheet) -> str:
    if not sheet.rows or not sheet.rows[0]:
        return ""
    last = cell_address(sheet.top + len(sheet.rows) - 1, sheet.left + len(sheet.rows[0]) - 1)
    return f"{cell_address(sheet.top, sheet.left)}:{last}"


def _take_table(
    intake: FileIntake, reading: SheetReading, table: Table, columns: Columns, as_of: date | None
) -> None:
    origin = Origin(intake.file, reading.sheet.name)
    if columns.kind not in READ_KINDS:
        intake.findings.append(finding("kind_not_read", origin, kind=columns.kind))
        return
    if as_of is None and columns.kind in _NEEDS_AS_OF:
        intake.findings.append(finding("no_as_of", origin))
        return
    _tell_columns(intake, reading.sheet, table, columns)
    intake.forms.append(_form(intake.file, reading.sheet, table, columns, as_of))


def _form(file: str, sheet: Sheet, table: Table, columns: Columns, as_of: date | None) -> Form:
    headings = {name: table.paths[column][-1] for column, name in columns.fields.items()}
    return Form(
        file,
        sheet.name,
        columns.kind,
        as_of,
        headings,
        [_record(sheet, line, columns) for line in table.data],
        [_record(sheet, line, columns, label=table.ordinal) for line in table.totals],
    )


def _record(sheet: Sheet, line: Line, columns: Columns, label: int | None = None) -> Record:
    used: dict[str, Entry] = {}
    unused: list[Entry] = []
    for column, value in sorted(line.cells.items()):
        entry = Entry(value, sheet.address(line.row, column))
        name = columns.fields.get(column)
        if name is not None:
            used[name] = entry
        else:
            unused.append(entry)
        if column == label and isinstance(value, str):
            used.setdefault("organisation", entry)
    groups = tuple(
        Entry(text, sheet.address(*place)) for text, place in zip(line.groups, line.group_cells, strict=True)
    )
    return Record(line.row, used, groups, tuple(unused))


def _tell_columns(intake: FileIntake, sheet: Sheet, table: Table, columns: Columns) -> None:
    """Columns left out: two of one meaning, a heading nearly known, and all the office's own in one line."""
    filled = {column for line in table.data for column in line.cells}
    for first, second, name in columns.clashes:
        columns.fields.pop(first, None)
        _tell_heading(intake, sheet, table, second, "heading_twice", field=name, other=_heading(table, first))
    unused: list[str] = []
    for column in columns.unknown:
        if column not in filled:
            continue
        near = _nearest(columns.kind, _heading(table, column))
        if near:
            near_words = {"nearest": near[0], "used": near[0], "field": near[1]}
            _tell_heading(intake, sheet, table, column, "heading_unknown", **near_words)
        else:
            unused.append(_heading(table, column))
    if unused:
        origin = Origin(intake.file, sheet.name, sheet.address(table.first_row, table.left))
        intake.findings.append(finding("heading_unused", origin, raw="; ".join(unused)))


def _tell_heading(
    intake: FileIntake, sheet: Sheet, table: Table, column: int, rule: str, **values: str
) -> None:
    origin = Origin(intake.file, sheet.name, sheet.address(table.header_rows[0], column))
    intake.findings.append(finding(rule, origin, raw=_heading(table, column), **values))


def _heading(table: Table, column: int) -> str:
    return " / ".join(table.paths.get(column, ("?",)))


def _nearest(kind: str, heading: str) -> tuple[str, str] | None:
    """The known heading that is nearly this one, with its field."""
    known = {
        choice.replace("&", " "): row["field"]
        for row in entries("headings")
        if row["kind"] == kind and row["field"] not in SILENT_FIELDS and kind in KINDS
        for choice in row["words"].split("|")
        if len(choice) > 4
    }
    found = process.extractOne(heading_key(heading), list(known), scorer=fuzz.ratio, score_cutoff=85)
    return (found[0], known[found[0]]) if found else None
