"""The tables behind the charts as one workbook, and what each chart found."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter

_NO_CLOCK = pd.Timestamp("2000-01-01").to_pydatetime()
_LONGEST_SHEET_NAME = 31
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def chart_titles(charts: Path) -> dict[str, str]:
    """The finding that each saved chart carries, by the chart's name."""
    return {path.stem: _title(path) for path in sorted(charts.glob("*.svg"))}


def _title(picture: Path) -> str:
    found = re.search(r"<dc:title>(.*?)</dc:title>", picture.read_text(encoding="utf-8"), re.DOTALL)
    return html.unescape(found.group(1)) if found else picture.stem


def write_figures(charts: Path, path: Path, about: list[str]) -> None:
    """A first sheet that says what this is, then one sheet per chart.

    Text stays text whatever it begins with: a name from a spreadsheet is never run as a formula.
    """
    options = {"strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True}
    titles = chart_titles(charts)
    with xlsxwriter.Workbook(str(path), options) as workbook:
        workbook.set_properties({"created": _NO_CLOCK})
        bold = workbook.add_format({"bold": True})
        cover = workbook.add_worksheet("figures")
        cover.set_column(0, 0, _LONGEST_SHEET_NAME)
        for row, line in enumerate(about):
            cover.write_string(row, 0, line, bold)
        for row, (name, title) in enumerate(titles.items(), start=len(about) + 1):
            cover.write_url(row, 0, f"internal:'{_sheet_name(name)}'!A1", string=name)
            cover.write_string(row, 1, title)
        for name in titles:
            table = pd.read_csv(charts / f"{name}.csv", encoding="utf-8-sig")
            _write_table(workbook, _sheet_name(name), table)


def _sheet_name(name: str) -> str:
    return name[:_LONGEST_SHEET_NAME]


def _write_table(workbook: Any, name: str, table: pd.DataFrame) -> None:
    heading = workbook.add_format({"bold": True, "bottom": 1})
    sheet = workbook.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for c, column in enumerate(table.columns):
        values = table[column].dropna()
        sheet.write_string(0, c, str(column), heading)
        sheet.set_column(c, c, 34 if values.dtype.kind not in "bif" and not _are_dates(values) else 12)
        shape = workbook.add_format(_number_format(str(column), values))
        if _are_dates(values):
            values = pd.to_datetime(values)
        for r, value in zip(table.index[table[column].notna()], values, strict=True):
            sheet.write(int(r) + 1, c, value.item() if hasattr(value, "item") else value, shape)


def _are_dates(values: pd.Series) -> bool:
    return len(values) > 0 and all(_ISO_DATE.fullmatch(str(value)) for value in values)


def _number_format(column: str, values: pd.Series) -> dict[str, str]:
    if _are_dates(values):
        return {"num_format": "d/m/yyyy"}
    return {"num_format": "0.0%"} if column.endswith(("rate", "share")) else {}
