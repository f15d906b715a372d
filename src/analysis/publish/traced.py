"""The cells behind a figure as a workbook: one row each, a click away from where it stands."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from urllib.parse import quote

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from analysis.plan import Plan
from analysis.publish.plain import put_text
from analysis.publish.rebuilt import print_on_one_width
from analysis.publish.shown import TextWriter, heading, text_writer
from analysis.wording import Language, say

_WIDTHS = {
    "figure": 16, "counted": 9, "organisation": 40, "organisation_type": 20, "about": 30, "status": 14,
    "state": 16, "value": 9, "first_day": 12, "last_day": 12, "reported": 12, "source_file": 38,
    "source_sheet": 18, "source_cell": 9, "heading": 26, "raw_value": 30,
}  # fmt: skip
_NUMBERS, _DAYS = ("counted", "value"), ("first_day", "last_day", "reported")
_TOP = 4
_IN_SHEETS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
"""What opens at a cell; in other files the link leads to the file."""
_MOST_LINKS = 65_000
"""Excel opens no sheet with more than 65.530."""


def write_traced(
    cells: pd.DataFrame, path: Path, *, title: str, raw: Path, plan: Plan, language: Language
) -> None:
    """Writes the traced cells to `path`, each with a link to its file, sheet and cell in `raw`.

    The links are relative: they hold as long as the workbook and the raw folder keep their places.
    """
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = say("traced.sheet", language)
    for row, line in enumerate((title, say("traced.how", language)), start=1):
        put_text(sheet.cell(row, 1), line)
    sheet["A1"].font = Font(bold=True, size=13)
    names = [name for name in _WIDTHS if name in cells and (cells[name].notna().any() or name == "counted")]
    _write_headings(sheet, names, language)
    folder, write = _relative(raw, path), text_writer(plan, language)
    shown = cells.assign(figure=[heading(str(figure), language) for figure in cells["figure"]])
    for number, entry in enumerate(shown[names].to_dict("records")):
        for column, name in enumerate(names, start=1):
            _put(sheet.cell(_TOP + 1 + number, column), entry[str(name)], name, write)
        if folder is not None and number < _MOST_LINKS // 2:
            _link(sheet, _TOP + 1 + number, names, entry, raw, folder)
    sheet.freeze_panes = sheet.cell(_TOP + 1, 1)
    sheet.auto_filter.ref = f"A{_TOP}:{get_column_letter(len(names))}{_TOP + len(cells)}"
    print_on_one_width(sheet)
    sheet.print_title_rows = f"{_TOP}:{_TOP}"
    path.parent.mkdir(parents=True, exist_ok=True)
    workbook.save(path)


def _write_headings(sheet: Worksheet, names: list[str], language: Language) -> None:
    for column, name in enumerate(names, start=1):
        at = sheet.cell(_TOP, column)
        put_text(at, heading(name, language, "traced"))
        at.font = Font(bold=True)
        at.fill = PatternFill("solid", start_color="FFE8ECF1")
        at.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS[name]


def _put(at: Cell, value: object, name: str, write: TextWriter) -> None:
    """Numbers and days as such, so that they can be added up and sorted; everything else as text."""
    at.alignment = Alignment(vertical="top", wrap_text=True)
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return
    if name in _NUMBERS:
        at.value = int(str(value))
    elif name in _DAYS:
        at.value = pd.Timestamp(str(value)).to_pydatetime()
        at.number_format = "d/m/yyyy"
    else:
        put_text(at, write(value, name))


def _relative(raw: Path, path: Path) -> str | None:
    """The raw folder as seen from the workbook; None where there is none, or on another drive."""
    if not raw.is_dir():
        return None
    try:
        return Path(os.path.relpath(raw.resolve(), path.resolve().parent)).as_posix()
    except ValueError:
        return raw.resolve().as_uri()


def _link(
    sheet: Worksheet, row: int, names: list[str], entry: dict[object, object], raw: Path, folder: str
) -> None:
    """From the names of file and cell to the cell; into an archive no link leads, only to it."""
    name = entry.get("source_file")
    if not isinstance(name, str):
        return
    file = PurePosixPath(name)
    on_disk = next((part for part in (file, *file.parents) if (raw / part).is_file()), None)
    if on_disk is None:
        return
    target = f"{folder if '://' in folder else quote(folder)}/{quote(on_disk.as_posix())}"
    location = None
    if on_disk == file and file.suffix.lower() in _IN_SHEETS and entry.get("source_sheet"):
        title = str(entry["source_sheet"]).replace("'", "''")
        location = f"'{title}'!{entry.get('source_cell') or 'A1'}"
    for column in ("source_file", "source_cell"):
        if column in names:
            at = sheet.cell(row, names.index(column) + 1)
            at.hyperlink = Hyperlink(ref=at.coordinate, target=target, location=location)
            at.font = Font(color="FF0563C1", underline="single")
