"""cleaned.xlsx: every processed table as a sheet that an office can filter and print."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pandas as pd
import xlsxwriter

from analysis.store.columns import TABLES, Column

_WIDTHS = {"text": 18, "count": 10, "date": 12, "flag": 8}
_WIDE = {"organisation": 42, "message": 90, "message_en": 60, "task": 50, "source_file": 34, "owner": 28}
_NO_CLOCK = datetime(2000, 1, 1)
"""A fixed creation time: the same tables give the same bytes."""


def write_cleaned_workbook(tables: Mapping[str, pd.DataFrame], path: Path) -> None:
    """Writes all tables; text that begins with = stays text, so nothing from outside is ever run."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True}
    with xlsxwriter.Workbook(str(path), options) as workbook:
        workbook.set_properties({"created": _NO_CLOCK})
        heading = workbook.add_format({"bold": True, "bg_color": "#E8ECF1", "bottom": 1})
        day = workbook.add_format({"num_format": "d/m/yyyy"})
        for name, columns in TABLES.items():
            sheet = workbook.add_worksheet(name)
            frame = tables[name]
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, max(len(frame), 1), len(columns) - 1)
            for c, column in enumerate(columns):
                sheet.write_string(0, c, column.name, heading)
                sheet.write_comment(0, c, column.meaning)
                sheet.set_column(c, c, _WIDE.get(column.name, _WIDTHS[column.type]))
                _write_column(sheet, c, column, frame[column.name], day)


def _write_column(
    sheet: xlsxwriter.worksheet.Worksheet,
    c: int,
    column: Column,
    values: pd.Series,
    day: xlsxwriter.format.Format,
) -> None:
    for r, value in enumerate(values, start=1):
        if pd.isna(value):
            continue
        if column.type == "date":
            sheet.write_datetime(r, c, pd.Timestamp(value).to_pydatetime(), day)
        elif column.type == "count":
            sheet.write_number(r, c, int(value))
        elif column.type == "flag":
            sheet.write_boolean(r, c, bool(value))
        else:
            sheet.write_string(r, c, str(value)[:32767])
