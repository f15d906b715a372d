"""From a sheet to forms: its tables recognised, their columns understood, every cell in the account."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz import fuzz, process

from analysis.as_of import (
    as_of_in_file_name,
    as_of_in_folder,
    find_as_of,
    find_date_of_title,
    find_day_of_signing,
    find_period_end,
)
from analysis.cells import Sheet, Value, cell_address, column_letters
from analysis.clean.form import Form, Record
from analysis.dates import format_date
from analysis.findings import Finding, Origin, finding
from analysis.memo import Memo
from analysis.personal import is_about_people
from analysis.pipeline.carried import (
    carried_down,
    ends_joined,
    events_of_sections,
    names_carried_down,
    names_joined,
    names_of_kinds,
    names_written_once,
    pairs_parted,
    parts_joined,
    periods_said,
    spread_across,
    words_counted,
)
from analysis.pipeline.coloured import colours_said
from analysis.pipeline.grouped import milestones_parted
from analysis.pipeline.legends import Legend, legend_of, signs_explained
from analysis.pipeline.long_forms import turned_wide
from analysis.pipeline.odd_forms import OddForms, odd_forms
from analysis.pipeline.other_days import columns_of_other_days
from analysis.pipeline.snapshots import snapshots
from analysis.pipeline.subcell_rows import subcell_rows
from analysis.recognise.answers import says_example
from analysis.recognise.columns import Columns
from analysis.recognise.fields import KINDS, heading_key
from analysis.recognise.kinds import SILENT_FIELDS, columns_as, recognise_columns
from analysis.recognise.long_lists import is_own_steps, organisation_column
from analysis.recognise.looks import is_words
from analysis.recognise.sheet import recognise_sheet
from analysis.recognise.table import Line, SheetReading, Table
from analysis.recognise.title_says import (
    is_about_subcells,
    is_list_of,
    is_register_title,
    said_of_congress,
)
from analysis.text import fold
from analysis.vocabulary import entries
from analysis.wording import is_said

_NEEDS_AS_OF = ("progress", "membership", "tasks", "roster")
ILLUSTRATIVE = "minh họa"
"""Words by which a sheet says that its figures are made up (dữ liệu minh họa)."""


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


def take_sheet(intake: FileIntake, sheet: Sheet, option: date | None) -> None:
    """Adds a sheet's account, forms and findings to its file's; `option` is the last resort for its date."""
    reading = recognise_sheet(sheet)
    _tell_hidden(intake, sheet)
    as_of, basis = _as_of(reading, intake.file)
    ours = sheet.address(0, 0) == "A1" and is_said(_first(sheet), "returned.title")
    understood = [
        (table, columns)
        for table in (() if ours else reading.tables)
        for columns in snapshots(table) or [recognise_columns(table)]
    ]
    if as_of is None and (days := [columns.as_of for _, columns in understood if columns.as_of]):
        as_of, basis = max(days), "sheet"
    if as_of is None:
        understood = [(table, _dateless(table, columns)) for table, columns in understood]
    useful = [(table, columns) for table, columns in understood if columns.kind != "unrecognised"]
    odd = OddForms() if useful or ours else odd_forms(reading, intake.file, as_of)
    kinds = {columns.kind for _, columns in useful} | {form.kind for form in odd.forms}
    if as_of is None:
        as_of, basis = _second_best(intake, reading, kinds, option)
        for form in odd.forms:
            form.as_of = as_of
    account = SheetIntake(
        intake.file,
        sheet.name,
        _range(sheet),
        intake.sha256,
        odd.forms[0].kind if odd.forms else _kind(useful),
        as_of,
        basis,
        reading.roles.counted(),
        sum({table.number: len(table.data) for table, _ in useful}.values()) + odd.rows,
        any(map(_says_made_up, sheet.texts())),
    )
    intake.sheets.append(account)
    if reading.roles and not (useful or odd.forms or odd.findings or ours):
        intake.findings.append(finding("sheet_unrecognised", Origin(intake.file, sheet.name)))
    _take_odd(intake, odd)
    legend = legend_of(sheet) if useful else Legend()
    for table, columns in understood:
        if columns.kind != "unrecognised":
            _take_table(intake, reading, table, columns, columns.as_of or _own_as_of(table) or as_of, legend)
        elif useful and table.data:
            origin = Origin(intake.file, sheet.name, sheet.address(table.first_row, table.left))
            intake.findings.append(finding("table_unrecognised", origin, rows=len(table.data)))
    if useful:
        _tell_left_over(intake, reading)


def _dateless(table: Table, columns: Columns) -> Columns:
    """Numbers of members without a date beside types and sub-cells are a register: that needs no date."""
    if columns.kind != "membership" or _own_as_of(table):
        return columns
    titles = [fold(text) for _, _, text in table.titles]
    if any(words in title for title in titles for words in ("thống kê", "cơ cấu", "biến động", "tăng giảm")):
        return columns
    register = columns_as("register", table)
    named = {name.split("/")[0] for name in register.fields.values()}
    listed = is_register_title(text for _, _, text in table.titles)
    typed = listed or "organisation_type" in named or any(line.groups for line in table.data)
    return register if typed and {"organisation", "members", "subcells"} <= named else columns


def _tell_left_over(intake: FileIntake, reading: SheetReading) -> None:
    """Rows of figures among the notes are a table whose heading was not found."""
    notes, rows = reading.roles.places_of("note"), reading.sheet.rows
    left = [
        r
        for r, columns in notes.items()
        if len(columns) > 2 and sum(not is_words(rows[r][c]) for c in columns) > 1
    ]
    if len(left) > 1:
        first = min(left)
        origin = Origin(intake.file, reading.sheet.name, reading.sheet.address(first, min(notes[first])))
        intake.findings.append(finding("table_unrecognised", origin, rows=len(left)))


def _says_made_up(text: str) -> bool:
    return len(text) > 12 and "minh" in text.lower() and fold(ILLUSTRATIVE) in fold(text)


def _first(sheet: Sheet) -> Value:
    """The corner: the list in a copy that we gave back, and that came in again mended, is known by it."""
    return sheet.rows[0][0] if sheet.rows and sheet.rows[0] else None


def _kind(useful: list[tuple[Table, Columns]]) -> str:
    return max(useful, key=lambda pair: len(pair[0].data))[1].kind if useful else "unrecognised"


def _take_odd(intake: FileIntake, odd: OddForms) -> None:
    dated = [form for form in odd.forms if form.as_of is not None]
    if odd.forms and not dated:
        intake.findings.append(finding("no_as_of", odd.forms[0].origin("")))
        return
    intake.forms.extend(dated)
    intake.findings.extend(odd.findings)


def _tell_hidden(intake: FileIntake, sheet: Sheet) -> None:
    """What a person at the screen does not see is read like the rest, and said."""
    if not (sheet.hidden or sheet.hidden_rows or sheet.hidden_columns):
        return
    filled = list(sheet.cells())
    if sheet.hidden and filled:
        intake.findings.append(finding("hidden_sheet", Origin(intake.file, sheet.name)))
    rows = {sheet.top + r + 1 for r, _, _ in filled if sheet.top + r in sheet.hidden_rows}
    columns = {sheet.left + c for _, c, _ in filled if sheet.left + c in sheet.hidden_columns}
    if rows:
        origin = Origin(intake.file, sheet.name, f"A{min(rows)}")
        intake.findings.append(finding("hidden_rows", origin, raw=_spans(rows)))
    if columns:
        origin = Origin(intake.file, sheet.name, cell_address(0, min(columns)))
        letters = ", ".join(column_letters(column) for column in sorted(columns))
        intake.findings.append(finding("hidden_columns", origin, raw=letters))


def _spans(numbers: set[int]) -> str:
    """5, 7–9 from 5, 7, 8, 9."""
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(f"{a}–{b}" if b > a else str(a) for a, b in spans)


def _own_as_of(table: Table) -> date | None:
    """A table's own title may say another date than the sheet's first."""
    return next((found for _, _, text in table.titles if (found := find_as_of(text))), None)


def _first_day(reader: Callable[[str], date | None], reading: SheetReading) -> date | None:
    texts = (text for table in reading.tables for _, _, text in table.titles)
    return next((found for text in texts if (found := reader(text))), None)


def _as_of(reading: SheetReading, file: str) -> tuple[date | None, str | None]:
    """The day that the sheet says its figures are of, or the file's name."""
    if reading.as_of:
        return reading.as_of, "sheet"
    if named := as_of_in_file_name(reading.sheet.name + ".xlsx"):
        return named, "sheet"
    if named := as_of_in_file_name(file.rsplit("/", 1)[-1]):
        return named, "file_name"
    if titled := _first_day(find_date_of_title, reading):
        return titled, "sheet"
    return None, None


def _second_best(
    intake: FileIntake, reading: SheetReading, kinds: set[str], option: date | None
) -> tuple[date | None, str | None]:
    """Where no day is said: the last of the period, the day of signing, the folder's, the option."""
    if "membership" in kinds and (ended := _first_day(find_period_end, reading)):
        return ended, "sheet"  # the statistics of 2024 are those of its last day
    if not kinds & set(_NEEDS_AS_OF):
        return (option, "option") if option else (None, None)
    texts = [(place, text) for table in reading.tables for *place, text in (*table.titles, *table.notes)]
    if not reading.tables:
        texts = [(place, text) for *place, text in reading.sheet.cells() if isinstance(text, str)]
    signed = {found: place for place, text in texts if (found := find_day_of_signing(text))}
    if len(signed) == 1:
        ((day, (row, column)),) = signed.items()
        origin = Origin(intake.file, reading.sheet.name, reading.sheet.address(row, column))
        intake.findings.append(finding("as_of_signed", origin, used=format_date(day, "vi")))
        return day, "sheet"
    if not signed and (named := as_of_in_folder(intake.file)) is not None:
        origin = Origin(intake.file, reading.sheet.name)
        intake.findings.append(finding("as_of_of_folder", origin, used=format_date(named, "vi")))
        return named, "file_name"
    return (option, "option") if option else (None, None)


def _range(sheet: Sheet) -> str:
    if not sheet.rows or not sheet.rows[0]:
        return ""
    last = cell_address(sheet.top + len(sheet.rows) - 1, sheet.left + len(sheet.rows[0]) - 1)
    return f"{cell_address(sheet.top, sheet.left)}:{last}"


def _take_table(
    intake: FileIntake,
    reading: SheetReading,
    table: Table,
    columns: Columns,
    as_of: date | None,
    legend: Legend,
) -> None:
    origin = Origin(intake.file, reading.sheet.name)
    if as_of is None and columns.kind in _NEEDS_AS_OF:
        intake.findings.append(finding("no_as_of", origin))
        return
    organisation = organisation_column(table, columns)
    if organisation is not None and organisation in columns.unknown:
        columns.unknown.remove(organisation)
    beside = [other for other in reading.tables if other.first_row == table.first_row and other.titles]
    table.titles = table.titles or [title for other in beside for title in other.titles]
    for day, earlier in columns_of_other_days(table, columns, as_of).items():
        intake.forms.append(_form(intake.file, reading.sheet, table, earlier, day, legend))
    _tell_columns(intake, reading.sheet, table, columns)
    form = _form(intake.file, reading.sheet, table, columns, as_of, legend)
    if form.subcells:
        rows = _spans({int(record.line) for record in form.subcells})
        first = form.origin(form.subcells[0].cell("organisation"))
        intake.findings.append(finding("rows_of_subcells", first, rows=len(form.subcells), raw=rows))
    if organisation is None and not is_own_steps(table, columns):
        intake.forms.append(form)
        return
    intake.sheets[-1].kind = "progress"
    intake.forms.extend(turned_wide(form, reading.sheet, table, columns, organisation))


def _form(
    file: str, sheet: Sheet, table: Table, columns: Columns, as_of: date | None, legend: Legend
) -> Form:
    headings = {name: table.paths[column][-1] for column, name in columns.fields.items()}
    parts = subcell_rows(table, columns)
    lines = [line for line in table.data if line.row not in parts] if parts else table.data
    records = carried_down(sheet, columns, _records(sheet, lines, columns))
    records = pairs_parted(columns, headings, names_of_kinds(headings, records))
    if columns.kind == "roster":
        records = names_written_once(sheet, table, columns, records)
    if columns.kind == "progress":
        records = milestones_parted(headings, spread_across(sheet, columns, records))
    if columns.kind == "membership":
        records = words_counted(headings, records)
    if columns.kind == "events" and "event" not in headings:
        records = events_of_sections(sheet, table, headings, records)
    records = colours_said(sheet, table, columns, records)
    signs_explained(legend, columns, records)
    records = ends_joined(headings, periods_said(table, columns, headings, records))
    records = parts_joined(headings, records, as_of)
    if "subcell" in headings:
        records = list(names_carried_down(records))
    if "organisation_part" in headings:
        records = names_joined(records)
    left_in = _examples(sheet, table)
    return Form(
        file,
        sheet.name,
        columns.kind,
        as_of,
        headings,
        [record for record in records if record.row not in left_in],
        _labelled(_records(sheet, table.totals, columns), sheet, table),
        titles=tuple(text for _, _, text in table.titles),
        month_first=frozenset(cell_address(*place) for place in sheet.month_first),
        date_1904=sheet.date_1904,
        about_subcells=is_about_subcells(text for _, _, text in table.titles),
        other_headings=tuple(_heading(table, column) for column in columns.unknown),
        left_out=frozenset(name for _, _, name in columns.clashes),
        congress_said=_said_of_congress(table) if columns.kind == "progress" else {},
        about_people=columns.kind == "roster" or is_about_people(map(" ".join, table.paths.values())),
        statements=_statements(sheet, table) if columns.kind == "roster" else (),
        examples=tuple(record for record in records if record.row in left_in),
        subcells=tuple(_records(sheet, [line for line in table.data if line.row in parts], columns)),
    )


def _said_of_congress(table: Table) -> dict[str, str]:
    """What the titles ("") and the labels of sections say of every congress below them."""
    said = {label: said_of_congress([label]) for label in {one for line in table.data for one in line.groups}}
    said[""] = said_of_congress(text for _, _, text in table.titles if is_list_of(text))
    return {label: meaning for label, meaning in said.items() if meaning}


_MOST_EXAMPLES = 3
"""More rows than that say "Mẫu 02" of something else: who typed them, or which form it is."""


def _examples(sheet: Sheet, table: Table) -> set[int]:
    """The rows of the template's example that the sender left in."""
    said = {text for text in sheet.texts() if says_example(text)}
    if not said:
        return set()
    places = [(column, line.row, v) for line in table.data for column, v in line.cells.items() if v in said]
    forms = Counter(column for column, _, v in places if fold(str(v)).startswith("mẫu"))
    return {row for column, row, _ in places if forms[column] <= _MOST_EXAMPLES}


def _statements(sheet: Sheet, table: Table) -> tuple[tuple[int, str, str], ...]:
    """The lines below a list or between its sections: they may say how many people it has."""
    lines = [(line.row, c, v) for line in table.lines if len(line.cells) <= 2 for c, v in line.cells.items()]
    texts = [(r, c, text) for r, c, text in (*lines, *table.notes) if isinstance(text, str)]
    return tuple((r, sheet.address(r, c), text) for r, c, text in texts)


def _records(sheet: Sheet, lines: list[Line], columns: Columns) -> list[Record]:
    column_of = {name: column for column, name in columns.fields.items()}
    field_of = {column: name for name, column in column_of.items()}
    places = {name: column_letters(sheet.left + column) for name, column in column_of.items()}

    def unused(filled: tuple[int, ...]) -> tuple[str, ...]:
        return tuple(column_letters(sheet.left + c) for c in filled if c not in field_of)

    unused_of = Memo(unused)  # many rows fill the same columns
    return [
        Record(
            line.row,
            {field_of[column]: value for column, value in line.cells.items() if column in field_of},
            places,
            str(sheet.top + line.row + 1),
            line.groups,
            unused_of[tuple(line.cells)],
        )
        for line in lines
    ]


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
