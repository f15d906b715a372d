"""Traced cells as they stand in the raw folder: the very cell of a figure, its heading, its raw value.

A row of a processed table carries one cell; the sheet is read again to find the others of its row (the
register's column of members), and what each of them says. What a roster says of a person is never shown.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import Path
from string import ascii_uppercase, digits
from typing import NamedTuple

import pandas as pd

from analysis.clean.form import Form, Record
from analysis.clean.milestone_fields import fields_of
from analysis.clean.unread_values import shown
from analysis.personal import without_persons
from analysis.pipeline.intake import files_in, take_in_all

Place = tuple[str, str, str]
_PRIVATE = "roster"


class _Read(NamedTuple):
    """What a cell says, under which heading; `source_cell` may be another one of its row."""

    source_cell: str
    heading: str
    raw_value: str | None


def with_raw_values(cells: pd.DataFrame, raw: Path, sources: pd.DataFrame) -> pd.DataFrame:
    """Traced cells with heading and raw_value as the files in `raw` have them now.

    `source_cell` is moved to the column that the figure is about. raw_value is empty for a blank cell, for
    every cell of a roster, and for files that are gone or are no longer those that were cleaned (`sources`).
    """
    records = _records(cells["source_file"].dropna().unique(), raw, sources)
    told = _with_listed(cells.assign(heading=None), records)
    for index, row in told.iterrows():
        place = (row["source_file"], row["source_sheet"], row["source_cell"])
        read = _read(*records[place], row) if place in records else None
        if read is not None:
            told.loc[index, list(_Read._fields)] = list(read)
    return told


def _with_listed(cells: pd.DataFrame, records: dict[Place, tuple[Form, Record]]) -> pd.DataFrame:
    """Where a sheet lists sub-cells one by one, each of them stands behind the count of its committee."""
    parts = [cells]
    for place, rows in cells.groupby(["source_file", "source_sheet", "source_cell"], sort=False):
        if place not in records or "subcell" not in records[place][0].headings:
            continue
        form, first = records[place]
        for record in form.records:
            if record.value("organisation") == first.value("organisation") and "subcell" in record.said:
                listed = "congress_held" if "congress_held" in record.said else "subcell"
                parts.append(rows.assign(counted=None, source_cell=record.cell(listed), fields=""))
    whole = pd.concat([part.astype({"counted": "Int64"}) for part in parts], ignore_index=True)
    return whole.astype({"raw_value": "object", "heading": "object"})


def _records(files: Iterable[str], raw: Path, sources: pd.DataFrame) -> dict[Place, tuple[Form, Record]]:
    """By the cell: the table and the row that it stands in. A cell of two rows belongs to the first."""
    wanted = set(files)
    digests = sources.drop_duplicates("source_file").set_index("source_file")["sha256"]
    names = [name for name in files_in(raw) if _holds(name, wanted)] if raw.is_dir() else []
    found: dict[Place, tuple[Form, Record]] = {}
    intakes = take_in_all(raw, names, pd.Timestamp.min.date())
    if any(intake.file in wanted and (intake.headings_of_codes or not intake.forms) for intake in intakes):
        intakes = take_in_all(raw, files_in(raw), pd.Timestamp.min.date())  # the key of codes is elsewhere
    for intake in intakes:
        if intake.file in wanted and digests.get(intake.file) == intake.sha256:
            for form in intake.forms:
                for record in form.records:
                    for cell in record.cells:
                        found.setdefault((form.file, form.sheet, cell), (form, record))
    return found


def _holds(name: str, wanted: set[str]) -> bool:
    """Whether a file is one of those, or an archive with one of them inside."""
    name = unicodedata.normalize("NFC", name)
    return name in wanted or any(file.startswith(f"{name}/") for file in wanted)


def _read(form: Form, record: Record, row: pd.Series) -> _Read | None:
    if form.kind == _PRIVATE:
        return None
    asked = str(row["fields"] or "").split()
    fields = asked or [name for name in record.said if record.cell(name) == row["source_cell"]]
    found = next((name for name in fields if name in record.said), None)
    if form.kind == "progress" and found in (None, "organisation"):
        blank = _blank_cell(form, record, [*asked, *fields_of(str(row["about"]))])
        if blank is not None:
            return blank
    if found is None:
        return None
    said = without_persons(shown(record.value(found))["raw"])
    return _Read(record.cell(found), without_persons(form.headings.get(found, "")), said)


def _blank_cell(form: Form, record: Record, fields: list[str]) -> _Read | None:
    """Where the row would say it: the blank cell in the column in which other rows do."""
    for name in fields:
        given = [other.cell(name) for other in form.records if name in other.said]
        columns = {cell.rstrip(digits) for cell in given}
        if len(columns) == 1 and name in form.headings and "subcell" not in form.headings:
            row = record.cells[-1].lstrip(ascii_uppercase)
            return _Read(columns.pop() + row, form.headings[name], None)
    return None
