"""From a file to forms: open it apart, recognise its tables, account for every cell."""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

from analysis.as_of import month_in_name
from analysis.cells import Sheet, cell_address
from analysis.dates import format_date
from analysis.findings import Finding, Origin, finding
from analysis.personal import shown_sheet_name, without_persons
from analysis.pipeline.account import FileIntake, SheetIntake
from analysis.pipeline.code_keys import Keys, keys_of
from analysis.pipeline.deciphered import codes_read, decipher, quote_as_written
from analysis.pipeline.sheet_intake import take_sheet
from analysis.read.apart import Readers
from analysis.read.archive import unpacked
from analysis.read.container import Source, source_of
from analysis.read.faults import UnreadableWorkbook
from analysis.read.workbook import file_content, read_workbook_bytes
from analysis.recognise.table import SheetReading
from analysis.vocabulary import check_lists

_NO_INPUT = ("thumbs.db", "desktop.ini", "ehthumbs.db", "readme.md", "readme.txt")
"""What systems and this project leave in folders; everything else that lies there is told of."""


def files_in(folder: Path) -> list[str]:
    """Files below the folder, relative to it, in an order that no file system decides.

    Lock files of open workbooks (~$…), hidden files and what a system leaves behind are no input.
    """
    files = [path for path in folder.rglob("*") if path.is_file()]
    names = [path.relative_to(folder).as_posix() for path in files]
    return sorted((name for name in names if is_input(name)), key=lambda name: (shown_name(name), name))


def shown_name(name: str) -> str:
    """A file's name as it is told and stored: UTF-8 in NFC whatever the locale, foreign bytes escaped."""
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", text)


def is_input(name: str) -> bool:
    """Whether a file of that name may hold figures; its content says which."""
    parts = name.split("/")
    system = any(part.startswith((".", "~$", "__MACOSX")) for part in parts)
    return not system and parts[-1].lower() not in _NO_INPUT


def take_in_all(
    folder: Path,
    names: list[str],
    as_of: date | None,
    jobs: int = 1,
    tell: Callable[[str], None] = lambda _: None,
) -> list[FileIntake]:
    """Every file by itself, in the order of the names whatever the jobs; one bad file costs one finding.

    `as_of` stands in where neither a sheet nor the file name gives a date. Raises ListError for a
    vocabulary that can't be used.
    """
    check_lists()
    tasks = [(_size(folder / name), (folder, name, as_of)) for name in names]
    intakes: dict[str, list[FileIntake]] = {}
    with Readers(take_in, jobs) as readers:
        for name, result in zip(names, readers.results(tasks), strict=True):
            intakes[name] = [_unreadable(name, result)] if isinstance(result, UnreadableWorkbook) else result
            tell(shown_name(name))
        intakes |= _with_keys_of_others(readers, folder, intakes, as_of)
    return [intake for name in names for intake in intakes[name]]


def _with_keys_of_others(
    readers: Readers[list[FileIntake]], folder: Path, intakes: dict[str, list[FileIntake]], as_of: date | None
) -> dict[str, list[FileIntake]]:
    """What makes sense only by the key that another file gives of its codes."""
    office = Keys()
    for intake in (one for found in intakes.values() for one in found):
        office.add(intake.keys)
    if not office.groups:
        return {}
    unread = [n for n, found in intakes.items() if any(_may_need(office, intake) for intake in found)]
    tasks = [(_size(folder / name), (folder, name, as_of, office)) for name in unread]
    again = dict(zip(unread, readers.results(tasks), strict=True))
    return {
        name: found
        for name, found in again.items()
        if not isinstance(found, UnreadableWorkbook) and _deciphered(found) > _deciphered(intakes[name])
    }


def _may_need(office: Keys, intake: FileIntake) -> bool:
    """A sheet that nobody understood, or a heading of codes that only another file explains."""
    if any(sheet.kind == "unrecognised" and sheet.roles for sheet in intake.sheets):
        return True
    return not intake.headings_of_codes.isdisjoint(office.groups.keys() - intake.keys.groups.keys())


def _deciphered(intakes: list[FileIntake]) -> int:
    return sum(intake.deciphered for intake in intakes)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def take_in(folder: Path, name: str, as_of: date | None, office: Keys | None = None) -> list[FileIntake]:
    """One file; an archive gives one intake for each file inside. `office` are the keys of other files."""
    office = office or Keys()
    try:
        data = file_content(folder / name)
        source = source_of(data)
    except UnreadableWorkbook as fault:
        return [_unreadable(name, fault)]
    except OSError as error:
        return [
            _unreadable(name, UnreadableWorkbook("file_unreadable", error.strerror or type(error).__name__))
        ]
    except MemoryError:
        return [_unreadable(name, UnreadableWorkbook("file_takes_memory"))]
    if source.container == "archive":
        return _take_archive(name, data, as_of, office)
    return [_take_bytes(name, data, as_of, office, source)]


def _take_archive(name: str, data: bytes, as_of: date | None, office: Keys) -> list[FileIntake]:
    try:
        members = [(member, content) for member, content in unpacked(data) if is_input(member)]
    except UnreadableWorkbook as fault:
        return [_unreadable(name, fault)]
    if not members:
        return [_unreadable(name, UnreadableWorkbook("file_empty"))]
    return [_take_bytes(f"{name}/{member}", content, as_of, office) for member, content in members]


def _take_bytes(
    name: str, data: bytes, as_of: date | None, office: Keys, source: Source | None = None
) -> FileIntake:
    name = shown_name(name)
    try:
        workbook = read_workbook_bytes(data, Path(name).stem, source)
    except UnreadableWorkbook as fault:
        return _unreadable(name, fault)
    except MemoryError:
        return _unreadable(name, UnreadableWorkbook("file_takes_memory"))
    intake = FileIntake(name, workbook.sha256)
    reading: SheetReading | None = None
    own = [keys_of(sheet) for sheet in workbook.sheets]
    for one in own:
        intake.keys.add(one.keys)
        intake.headings_of_codes |= one.headings
    keys = intake.keys.over(office)
    for number, (sheet, explained) in enumerate(zip(workbook.sheets, own, strict=True), start=1):
        sheet.name = shown_sheet_name(sheet.name, number)
        written, forms = decipher(sheet, keys, explained), len(intake.forms)
        reading = take_sheet(intake, sheet, as_of, reading)
        intake.deciphered += len(written)
        if written:
            quote_as_written(intake.forms[forms:], written)
            intake.findings.append(codes_read(intake.file, sheet.name, written))
        if explained.is_all_of(sheet):
            intake.findings[:] = [found for found in intake.findings if not _unrecognised(found, sheet)]
        if sheet.strays:
            _tell_strays(intake, sheet)
    _leave_out_stale(intake)
    if not any(sheet.roles for sheet in intake.sheets):
        intake.findings.append(finding("file_empty", Origin(name)))
    return intake


def _leave_out_stale(intake: FileIntake) -> None:
    """A sheet copied from last month with its date, "T3" with the day of "T2", is of no known day."""
    by_day: dict[date | None, list[SheetIntake]] = {}
    for sheet in intake.sheets:
        if sheet.as_of_basis == "sheet" and sheet.kind in ("progress", "membership"):
            by_day.setdefault(sheet.as_of, []).append(sheet)
    for day, sheets in by_day.items():
        months = {sheet.sheet: month_in_name(sheet.sheet) for sheet in sheets}
        if day is None or len(sheets) < 2 or day.month not in months.values():
            continue
        for sheet in sheets:
            if months[sheet.sheet] not in (None, day.month):
                intake.forms[:] = [form for form in intake.forms if form.sheet != sheet.sheet]
                origin = Origin(intake.file, sheet.sheet)
                intake.findings.append(finding("as_of_stale", origin, as_of=format_date(day)))


def _unrecognised(found: Finding, sheet: Sheet) -> bool:
    """A sheet that is a key to codes and nothing else was read, though nothing in it is counted."""
    return found.rule == "sheet_unrecognised" and found.origin.sheet == sheet.name


def _tell_strays(intake: FileIntake, sheet: Sheet) -> None:
    """What lies far from every table is kept in the account as notes."""
    places = sorted(sheet.strays)
    intake.sheets[-1].roles["note"] += len(places)
    first = cell_address(*places[0])
    origin = Origin(intake.file, sheet.name, first)
    intake.findings.append(finding("stray_cells", origin, count=len(places)))


def _unreadable(name: str, fault: UnreadableWorkbook) -> FileIntake:
    name = shown_name(name)
    intake = FileIntake(name, "")
    detail = without_persons(fault.detail)
    at = f" ({detail})" if detail else ""
    intake.findings.append(finding(fault.rule, Origin(name), detail=detail, at=at))
    intake.sheets.append(SheetIntake(name, "", "", "", "unrecognised", None, None, Counter(), 0))
    return intake
