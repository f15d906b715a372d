"""The day that a sheet's figures are of: as its titles, its name, the file or the folder say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from analysis.as_of import (
    as_of_in_file_name,
    as_of_in_folder,
    find_as_of,
    find_date_of_title,
    find_day_of_signing,
    find_period_end,
    is_day_label,
    with_marks,
)
from analysis.cells import Value
from analysis.dates import format_date
from analysis.findings import Origin, finding
from analysis.pipeline.account import FileIntake
from analysis.pipeline.code_keys import plain_heading
from analysis.recognise.table import SheetReading, Table
from analysis.text import fold

NEEDS_AS_OF = ("progress", "membership", "tasks", "roster")


def own_as_of(table: Table) -> date | None:
    """A table's own title may say another date than the sheet's first."""
    return next((found for _, _, text in table.titles if (found := find_as_of(text))), None)


def _first_day(reader: Callable[[str], date | None], reading: SheetReading) -> date | None:
    texts = (text for table in reading.tables for _, _, text in table.titles)
    return next((found for text in texts if (found := reader(text))), None)


def day_said(reading: SheetReading, file: str) -> tuple[date | None, str | None]:
    """The day that the sheet says its figures are of, or the file's name."""
    if reading.as_of:
        return reading.as_of, "sheet"
    if named := as_of_in_file_name(reading.sheet.name + ".xlsx"):
        return named, "sheet"
    if named := as_of_in_file_name(file.rsplit("/", 1)[-1]):
        return named, "file_name"
    if titled := _first_day(find_date_of_title, reading):
        return titled, "sheet"
    if beside := next((found for text in reading.sheet.outside if (found := find_as_of(text))), None):
        return beside, "sheet"
    return None, None


def second_best_day(
    intake: FileIntake, reading: SheetReading, kinds: set[str], option: date | None
) -> tuple[date | None, str | None]:
    """Where no day is said: the last of the period, the day of signing, the folder's, the option."""
    if "membership" in kinds and (ended := _first_day(find_period_end, reading)):
        return ended, "sheet"  # the statistics of 2024 are those of its last day
    if not kinds & set(NEEDS_AS_OF):
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
    if len(days := set(_days_beside_their_label(reading))) == 1:
        return days.pop(), "sheet"
    return (option, "option") if option else (None, None)


def day_of_rows(reading: SheetReading) -> date | None:
    """The one day that each row of an export repeats: "Ngày báo cáo", NGAY_CAP_NHAT, "Thời điểm"."""
    columns = (
        table.filled[column]
        for table in reading.tables
        for column, path in table.paths.items()
        if is_day_label(with_marks(path[-1])) or plain_heading(path[-1]) == "thoi diem"
    )
    days = {_day_in(value) for values in columns for value in set(values)}
    return days.pop() if len(days) == 1 else None


def _day_in(value: Value) -> date | None:
    shown = f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
    return find_as_of(f"tính đến ngày {shown}")


def _days_beside_their_label(reading: SheetReading) -> Iterator[date]:
    """A line that holds nothing but "Ngày" and a day, as above somebody's own short report."""
    for row in reading.sheet.rows:
        filled = [value for value in row if value is not None]
        if len(filled) != 2 or not isinstance(filled[0], str) or fold(filled[0]) != "ngày":
            continue
        if (day := _day_in(filled[1])) is not None:
            yield day
