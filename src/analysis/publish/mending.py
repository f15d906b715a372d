"""The first sheet of a copy that goes back: what to mend, cell by cell, fit to be printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from analysis.cells import cell_address
from analysis.findings import Finding, Severity
from analysis.publish.plain import put_text
from analysis.publish.rebuilt import free_title, print_on_one_width
from analysis.wording import Language, say, sentences

MARKS: dict[Severity, str | None] = {"error": "FFFFC7CE", "warning": "FFFFEB9C", "info": None}
"""The fill of a marked cell, gravest first: Excel's own light red and light yellow."""
MOST_OF_A_RULE = 10
_MOST_RANGES = 60
_COLUMNS = {"number": 6, "severity": 11, "sheet": 20, "cell": 9, "raw": 28, "message": 78}
_LINE_POINTS, _MOST_POINTS = 13.5, 409
"""Excel does not fit a row to wrapped text that it has not been shown; 409 points is its highest row."""
_THIN = Side(style="thin", color="FFB0B7C0")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def sentence_for_sender(finding: Finding, language: Language) -> str:
    """The finding's sentence; in the sender's own terms where ours speaks of our files and options."""
    key = f"returned.sentence.{finding.rule}"
    if key not in sentences():
        return finding.sentence(language)
    return say(
        key, language, raw=finding.raw_value, used=finding.used_value, organisation=finding.organisation
    )


def count_line(findings: Sequence[Finding], language: Language) -> str:
    """How many findings of each severity, or that there are none."""
    if not findings:
        return say("returned.nothing", language)
    found = [finding.severity for finding in findings]
    return say(
        "returned.counts",
        language,
        errors=found.count("error"),
        warnings=found.count("warning"),
        infos=found.count("info"),
    )


def add_mending_sheet(
    workbook: Workbook,
    file: str,
    places: Mapping[str, Worksheet],
    findings: Sequence[Finding],
    language: Language,
    notes: Sequence[str] = (),
) -> None:
    """Puts the list before the sheets as sent and opens the workbook there.

    `places` are the sheets by the names that the findings call them.
    """
    sheet = workbook.create_sheet(free_title(workbook, say("returned.sheet", language)), 0)
    lines = [say("returned.title", language), say("returned.file", language, file=file)]
    lines.append(count_line(findings, language))
    lines += [say("returned.hint", language)] if findings else []
    for row, line in enumerate([*lines, *notes], start=1):
        put_text(sheet.cell(row, 1), line)
        sheet.cell(row, 1).font = _font()
    sheet["A1"].font = _font(bold=True, size=14)
    sheet["A3"].font = _font(bold=True)
    for column, width in enumerate(_COLUMNS.values(), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    top = len(lines) + len(notes) + 2
    if findings:
        _write_list(sheet, top, places, findings, language)
    _lay_out(sheet, top, language)
    _open_at_first(workbook)


def _open_at_first(workbook: Workbook) -> None:
    """The first sheet alone is selected: two selected sheets would be edited together."""
    for number, other in enumerate(workbook.worksheets):
        other.sheet_view.tabSelected = number == 0
    for chart in workbook.chartsheets:
        for view in chart.sheetViews.sheetView:
            view.tabSelected = False
    workbook.active = 0
    for view in workbook.views:
        view.firstSheet = 0


def _write_list(
    sheet: Worksheet,
    top: int,
    places: Mapping[str, Worksheet],
    findings: Sequence[Finding],
    language: Language,
) -> None:
    for column, name in enumerate(_COLUMNS, start=1):
        heading = sheet.cell(top, column)
        put_text(heading, say(f"returned.heading.{name}", language))
        heading.font = _font(bold=True)
        heading.fill = PatternFill("solid", start_color="FFE8ECF1")
        heading.border = _GRID
        heading.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    entries = chain.from_iterable(_entries(group, language) for group in _grouped(findings, list(places)))
    for number, (finding, raw, message) in enumerate(entries, start=1):
        row = [sheet.cell(top + number, column) for column in range(1, len(_COLUMNS) + 1)]
        row[0].value = number
        severity = say(f"returned.severity.{finding.severity}", language)
        name, cell = finding.origin.sheet, finding.origin.cell
        place = places.get(name)
        if place is not None and place.sheet_state != "visible":
            name = say("returned.hidden", language, sheet=name)
        for at, text in zip(row[1:], (severity, name, cell, raw, message), strict=True):
            put_text(at, text)
        for at in row:
            at.font = _font()
            at.border = _GRID
            at.alignment = Alignment(vertical="top", wrap_text=True)
        row[0].alignment = Alignment(horizontal="center", vertical="top")
        if (colour := MARKS[finding.severity]) is not None:
            row[1].fill = PatternFill("solid", start_color=colour)
        if place is not None and place.sheet_state == "visible":
            _link(row[3] if cell else row[2], place, cell or "A1")


def _link(at: Cell, place: Worksheet, cell: str) -> None:
    title = place.title.replace("'", "''")
    at.hyperlink = Hyperlink(ref=at.coordinate, location=f"'{title}'!{cell}")
    at.font = _font(color="FF0563C1", underline="single")


def _font(**looks: Any) -> Font:
    """Said for every cell: the default is that of the workbook as sent, which may be an old code page's."""
    return Font(**{"name": "Arial", "size": 10, **looks})


def _grouped(findings: Sequence[Finding], names: list[str]) -> list[list[Finding]]:
    """Findings of one rule on one sheet together: gravest first, then as the sheets and their cells stand."""
    grave = list(MARKS)
    order = {name: number for number, name in enumerate(names)}
    groups: dict[tuple[int, int, str, str], list[Finding]] = defaultdict(list)
    for finding in dict.fromkeys(findings):
        sheet = finding.origin.sheet
        groups[grave.index(finding.severity), order.get(sheet, -1), sheet, finding.rule].append(finding)
    first = {key: min(map(_place, group)) for key, group in groups.items()}
    ranked = sorted(groups, key=lambda key: (key[:3], first[key], key[3]))
    return [sorted(groups[key], key=_place) for key in ranked]


def _place(finding: Finding) -> tuple[int, int]:
    """Row and column, from 1; (0, 0) for what is said of a whole sheet or file."""
    row, column = coordinate_to_tuple(finding.origin.cell) if finding.origin.cell else (0, 0)
    return int(row), int(column)


def _entries(group: Sequence[Finding], language: Language) -> list[tuple[Finding, str, str]]:
    """Each finding with what its line says; ten of a kind, then one line for all the others."""
    told = [(finding, sentence_for_sender(finding, language)) for finding in group[:MOST_OF_A_RULE]]
    shown = [(finding, finding.raw_value, text[:1].upper() + text[1:]) for finding, text in told]
    rest = group[MOST_OF_A_RULE:]
    if rest:
        ranges = cell_ranges(_place(finding) for finding in rest if finding.origin.cell)
        cells = ", ".join(ranges[:_MOST_RANGES]) + (", …" if len(ranges) > _MOST_RANGES else "")
        shown.append((rest[0], "", say("returned.more", language, count=len(rest), cells=cells)))
    return shown


def cell_ranges(places: Iterable[tuple[int, int]]) -> list[str]:
    """Cells given by row and column, from 1, as few ranges: those of a column that follow each other are one.

    >>> cell_ranges([(6, 5), (7, 5), (8, 5), (7, 6)])
    ['E6:E8', 'F7']
    """
    runs: list[tuple[int, int, int]] = []
    for column, row in sorted({(column, row) for row, column in places}):
        if runs and runs[-1][0] == column and runs[-1][2] == row - 1:
            runs[-1] = (column, runs[-1][1], row)
        else:
            runs.append((column, row, row))
    return [
        cell_address(first - 1, column - 1)
        + (f":{cell_address(last - 1, column - 1)}" if last > first else "")
        for column, first, last in runs
    ]


def _lay_out(sheet: Worksheet, top: int, language: Language) -> None:
    """One page wide, the headings again on each page; a row as high as its longest text needs."""
    print_on_one_width(sheet)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.oddFooter.right.text = say("returned.page", language)
    if sheet.max_row <= top:
        return
    sheet.print_title_rows = f"{top}:{top}"
    sheet.freeze_panes = sheet.cell(top + 1, 1)
    for row in range(top + 1, sheet.max_row + 1):
        lines = [
            -(-len(str(sheet.cell(row, column).value)) // (width - 1))
            for column, width in enumerate(_COLUMNS.values(), start=1)
        ]
        sheet.row_dimensions[row].height = min(_LINE_POINTS * max(lines) + 2, _MOST_POINTS)
