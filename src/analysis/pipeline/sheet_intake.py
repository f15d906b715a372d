"""From a sheet to forms: its tables recognised, their columns understood, every cell in the account."""

from __future__ import annotations

from datetime import date

from analysis.cells import Sheet, Value, cell_address, column_letters
from analysis.clean.register_of_reports import REGISTER_BESIDE
from analysis.findings import Origin, finding
from analysis.memo import Memo
from analysis.pipeline.account import FileIntake, SheetIntake
from analysis.pipeline.comments import dispute_by_comments
from analysis.pipeline.continued import continued, pages_before
from analysis.pipeline.headings_explained import headings_explained
from analysis.pipeline.headings_noted import headings_noted, tell_noted
from analysis.pipeline.legends import Legend, legend_of, signs_explained
from analysis.pipeline.lettering import heed_lettering
from analysis.pipeline.lists_by_state import listed_by_state
from analysis.pipeline.long_forms import columns_of_subcells, turned_wide
from analysis.pipeline.long_member_lists import counts_by_organisation
from analysis.pipeline.members_around import members_around
from analysis.pipeline.movements_beside import movements_beside
from analysis.pipeline.odd_forms import OddForms, odd_forms
from analysis.pipeline.other_days import columns_of_other_days
from analysis.pipeline.register_beside import register_beside
from analysis.pipeline.reports_of_days import reports_of_days
from analysis.pipeline.section_days import parted_by_days
from analysis.pipeline.sheet_day import NEEDS_AS_OF, day_of_rows, day_said, own_as_of, second_best_day
from analysis.pipeline.snapshots import snapshots
from analysis.pipeline.table_form import form_of
from analysis.pipeline.told_columns import tell_columns
from analysis.pipeline.two_kinds import told_beside
from analysis.plain_words import plain_fold
from analysis.recognise.columns import Columns
from analysis.recognise.fields import MOST_HEADINGS
from analysis.recognise.kinds import columns_as, recognise_columns
from analysis.recognise.long_counts import MEASURE, counts_list
from analysis.recognise.long_lists import day_column, is_list_of_steps, organisation_column, unknown_steps
from analysis.recognise.looks import is_words
from analysis.recognise.points import is_of_points
from analysis.recognise.sheet import recognise_sheet
from analysis.recognise.table import SheetReading, Table
from analysis.recognise.title_says import (
    is_register_title,
)
from analysis.recognise.words import names_type
from analysis.text import fold
from analysis.wording import is_said

_MOST_QUOTED = 200
ILLUSTRATIVE = "minh họa"
"""Words by which a sheet says that its figures are made up (dữ liệu minh họa)."""


def take_sheet(
    intake: FileIntake, sheet: Sheet, option: date | None, before: SheetReading | None = None
) -> SheetReading:
    """Adds a sheet's account, forms and findings to its file's; `option` is the last resort for its date.

    `before` is the reading of the sheet before, whose table may go on here.
    """
    sheet = (before and continued(before, sheet)) or sheet
    reading = recognise_sheet(sheet)
    reading.roles.leave_out(range(sheet.borrowed))
    headings_explained(reading)
    headings_noted(reading)
    _tell_unseen(intake, sheet)
    as_of, basis = day_said(reading, intake.file)
    ours = sheet.address(0, 0) == "A1" and is_said(_first(sheet), "returned.title")
    understood = [] if ours else [pair for table in reading.tables for pair in _reports_in(table, reading)]
    if as_of is None and (day := _day_of_columns(reading, understood)) is not None:
        as_of, basis = day, "sheet"
    if as_of is None:
        understood = [(table, _dateless(table, columns)) for table, columns in understood]
    useful = [(table, columns) for table, columns in understood if columns.kind != "unrecognised"]
    odd = OddForms() if useful or ours else odd_forms(reading, intake.file, as_of)
    around = [members_around(reading, intake.file, table, columns, as_of) for table, columns in useful]
    odd = OddForms.together([odd, *around])
    kinds = {columns.kind for _, columns in useful} | {form.kind for form in odd.forms}
    if as_of is None:
        as_of, basis = second_best_day(intake, reading, kinds, option)
        for form in odd.forms:
            form.as_of = as_of
    account = SheetIntake(
        intake.file,
        sheet.name,
        _range(sheet),
        intake.sha256,
        odd.forms[0].kind if odd.forms and not useful else _kind(useful),
        as_of,
        basis,
        reading.roles.counted(),
        len({(table.number, line.row) for table, _ in useful for line in table.data}) + odd.rows,
        any(map(_SAYS_MADE_UP.__getitem__, sheet.texts())),
    )
    intake.sheets.append(account)
    rates = any(map(is_of_points, reading.tables))  # told of the table
    if reading.roles and not (useful or odd.forms or odd.findings or ours or rates):
        intake.findings.append(finding("sheet_unrecognised", Origin(intake.file, sheet.name)))
    legend = legend_of(sheet) if useful or odd.forms else Legend()
    _take_odd(intake, odd, legend)
    for table, columns in understood:
        if columns.kind != "unrecognised":
            _take_table(intake, reading, table, columns, columns.as_of or own_as_of(table) or as_of, legend)
        elif table.data and (useful or is_of_points(table)):
            origin = Origin(intake.file, sheet.name, sheet.address(table.first_row, table.left))
            rule = "summary_unused" if _sums_up_types(table) else "table_unrecognised"
            rule = "table_of_rates" if is_of_points(table) else rule
            intake.findings.append(finding(rule, origin, rows=len(table.data)))
    if useful:
        _take_registers_beside(intake, reading, understood, as_of, legend)
        _tell_left_over(intake, reading)
    return reading


def _take_registers_beside(
    intake: FileIntake,
    reading: SheetReading,
    understood: list[tuple[Table, Columns]],
    as_of: date | None,
    legend: Legend,
) -> None:
    """What reports say of the organisations themselves: whether it is needed, only the whole folder tells."""
    for table in reading.tables:
        own = [columns for other, columns in understood if other is table]
        if (register := register_beside(table, own)) is not None:
            form = form_of(intake.file, reading.sheet, table, register, register.as_of or as_of, legend)
            form.kind, form.reported = REGISTER_BESIDE, own_as_of(table) or as_of
            form.set_aside = form.subcells = ()  # told of the report
            intake.forms.append(form)


def _reports_in(table: Table, reading: SheetReading) -> list[tuple[Table, Columns]]:
    """The reports that a table holds, each with the table as it sees it: of several days, or of two kinds."""
    if reports := reports_of_days(table):
        return reports
    return [
        part
        for columns in snapshots(table) or _columns_of(table, reading)
        for part in parted_by_days(table, columns)
    ]


def _day_of_columns(reading: SheetReading, understood: list[tuple[Table, Columns]]) -> date | None:
    days = [columns.as_of for _, columns in understood if columns.as_of]
    return max(days) if days else day_of_rows(reading)


def _columns_of(table: Table, reading: SheetReading) -> list[Columns]:
    """What a table is: who stands below "chưa đại hội" is no register of them all, whatever else is said."""
    if len(table.paths) > MOST_HEADINGS:
        return [Columns("unrecognised")]
    columns = recognise_columns(table)
    if columns.kind == "membership" and is_of_points(table):
        return [Columns("unrecognised")]
    if columns.kind == "unrecognised":
        columns = counts_list(table) or columns
    others = (t for t in reversed(reading.tables) if t is not table and t.first_row <= table.first_row)
    listed = listed_by_state(table, columns, [text for t in others for _, _, text in reversed(t.titles)])
    if listed is not None:
        return [columns, listed] if columns.kind == "membership" else [listed]
    beside = told_beside(table, columns)
    return [columns, *([] if beside is None else [beside]), *movements_beside(table, columns)]


def _sums_up_types(table: Table) -> bool:
    """A row for each type of organisations: what is counted here from the organisations themselves."""
    labels = [next((v for v in line.cells.values() if is_words(v)), "") for line in table.data]
    return all(names_type(str(label)) for label in labels)


def _dateless(table: Table, columns: Columns) -> Columns:
    """Numbers of members without a date beside types and sub-cells are a register: that needs no date."""
    if columns.kind != "membership" or own_as_of(table):
        return columns
    titles = [plain_fold(text) for _, _, text in table.titles]
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
    return len(text) > 12 and "minh" in text.lower() and fold(ILLUSTRATIVE) in plain_fold(text)


_SAYS_MADE_UP: Memo[str, bool] = Memo(_says_made_up)


def _first(sheet: Sheet) -> Value:
    """The corner: the list in a copy that we gave back, and that came in again mended, is known by it."""
    return sheet.rows[0][0] if sheet.rows and sheet.rows[0] else None


def _kind(useful: list[tuple[Table, Columns]]) -> str:
    return max(useful, key=lambda pair: len(pair[0].data))[1].kind if useful else "unrecognised"


def _take_odd(intake: FileIntake, odd: OddForms, legend: Legend) -> None:
    dated = [form for form in odd.forms if form.as_of is not None]
    if odd.forms and not dated:
        intake.findings.append(finding("no_as_of", odd.forms[0].origin("")))
        return
    for form in dated:
        signs_explained(legend, Columns("progress", dict(enumerate(form.headings))), form.records)
    intake.forms.extend(dated)
    intake.findings.extend(odd.findings)


def _tell_unseen(intake: FileIntake, sheet: Sheet) -> None:
    """What a person at the screen does not see is read like the rest, and said; so is what no cell holds."""
    if sheet.outside and sheet.rows:
        origin = Origin(intake.file, sheet.name)
        intake.findings.append(finding("text_outside", origin, raw="; ".join(sheet.outside)[:_MOST_QUOTED]))
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


def _range(sheet: Sheet) -> str:
    if not sheet.rows or not sheet.rows[0]:
        return ""
    last = cell_address(sheet.top + len(sheet.rows) - 1, sheet.left + len(sheet.rows[0]) - 1)
    return f"{cell_address(sheet.top + sheet.borrowed, sheet.left)}:{last}"


def _take_table(
    intake: FileIntake,
    reading: SheetReading,
    table: Table,
    columns: Columns,
    as_of: date | None,
    legend: Legend,
) -> None:
    origin = Origin(intake.file, reading.sheet.name)
    if as_of is None and columns.kind in NEEDS_AS_OF:
        intake.findings.append(finding("no_as_of", origin))
        return
    organisation, steps = organisation_column(table, columns), is_list_of_steps(table, columns)
    unknown = columns.unknown
    if steps:
        used = (organisation, day_column(table, columns), *columns_of_subcells(table).values())
        columns.unknown = [column for column in unknown if column not in used]
    beside = [other for other in reading.tables if other.first_row == table.first_row and other.titles]
    table.titles = table.titles or [title for other in beside for title in other.titles]
    for day, earlier in columns_of_other_days(table, columns, as_of).items():
        intake.forms.append(form_of(intake.file, reading.sheet, table, earlier, day, legend))
    intake.findings.extend(tell_noted(intake.file, reading.sheet, table, columns))
    tell_columns(intake, reading.sheet, table, columns)
    form = form_of(intake.file, reading.sheet, table, columns, as_of, legend)
    if reading.sheet.borrowed:
        form.earlier = pages_before(intake.forms, form)
    intake.findings.extend(heed_lettering(reading.sheet, form))
    intake.findings.extend(dispute_by_comments(reading.sheet, form))
    if form.subcells:
        rows = _spans({int(record.line) for record in form.subcells})
        first = form.origin(form.subcells[0].cell("organisation"))
        intake.findings.append(finding("rows_of_subcells", first, rows=len(form.subcells), raw=rows))
    if MEASURE in form.headings:
        forms, unknown_measures = counts_by_organisation(form, reading.sheet, table, columns)
        intake.forms.extend(forms)
        intake.findings.extend(unknown_measures)
        return
    if not steps:
        intake.forms.append(form)
        return
    columns.unknown = unknown
    _tell_unknown_steps(intake, reading, table, columns)
    intake.sheets[-1].kind = "progress"
    intake.forms.extend(turned_wide(form, reading.sheet, table, columns, organisation))


def _tell_unknown_steps(intake: FileIntake, reading: SheetReading, table: Table, columns: Columns) -> None:
    """The rows among an organisation's milestones that name none."""
    if steps := unknown_steps(table, columns):
        origin = Origin(intake.file, reading.sheet.name, reading.sheet.address(*steps[0][:2]))
        said = "; ".join(dict.fromkeys(str(words) for *_, words in steps))
        intake.findings.append(finding("heading_unused", origin, raw=said))
