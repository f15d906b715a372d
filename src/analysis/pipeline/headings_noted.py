"""Headings with a footnote or a comment: "Ngày đại hội (*)" over days that are, as a note says, only planned.

Such a column is read as its note says; a note that changes what is counted is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.cells import Sheet
from analysis.findings import Finding, Origin, finding
from analysis.pipeline.footnotes import NOTES_IN, SIGN_AT_END
from analysis.recognise.columns import SILENT_FIELDS, Columns
from analysis.recognise.fields import KINDS, field_of
from analysis.recognise.points import is_of_points
from analysis.recognise.table import SheetReading, Table
from analysis.text import fold, readable

_SUMMED = fold("lũy")
_CHANGES = re.compile(
    rf"\b(?:dự kiến|kế hoạch|đăng kí|tạm (?:tính|thời)|ước|đính chính|điều chỉnh|chính thức|nhiệm kì"
    rf"|{_SUMMED} kế|cộng dồn|chỉ|(?:tính|kể|bao gồm|gồm) cả"
    r"|(?:chưa|không|trừ|đã trừ) (?:bao )?(?:tính|kể|gồm|đảng viên|các|những))\b"
)
_LONGEST = 120
"""A longer note tells how to fill in the form."""


def headings_noted(reading: SheetReading) -> None:
    """Puts what a note says behind its heading where that makes it another one; notes other changes."""
    for table in reading.tables:
        for column, note in _notes(reading, table):
            path = table.paths[column]
            noted = (*path[:-1], f"{bare_heading(path[-1])} ({note})")
            if _means_more(path, noted):
                table.paths[column] = noted
            elif _CHANGES.search(fold(note)) and _is_known(path):
                table.noted[column] = note
        for column, unit in _in_per_cent(reading.sheet, table):
            table.noted[column] = unit


def _in_per_cent(sheet: Sheet, table: Table) -> Iterator[tuple[int, str]]:
    """The columns that a line of units gives in per cent by their numbers: "cột 1: người; cột 2 đến 5: %"."""
    for _, _, text in table.titles:
        if "%" not in text or "cột" not in text.casefold() or is_of_points(table):
            continue
        numbers = {n for part in re.split(r"[;.]\s", text) if "%" in part for n in _numbers_in(part)}
        marks = sheet.rows[table.header_rows[-1]]
        by_number = {
            str(v).strip("() "): c for c, v in enumerate(marks) if c in table.paths and v is not None
        }
        for number in numbers:
            if (column := by_number.get(str(number))) is not None:
                yield column, text


def _numbers_in(text: str) -> set[int]:
    """1, 3, 4, 5 from "cột 1, 3 đến 5"."""
    about = text.casefold().partition("cột")[2]
    spans = [(int(a), int(b)) for a, b in re.findall(r"(\d{1,2})\s*(?:đến|-|–|tới)\s*(\d{1,2})", about)]
    return {int(n) for n in re.findall(r"\d{1,2}", about)} | {n for a, b in spans for n in range(a, b + 1)}


def tell_noted(file: str, sheet: Sheet, table: Table, columns: Columns) -> list[Finding]:
    """A finding for each column of which a note changes what it says; a count of others is left out."""
    found: list[Finding] = []
    told: set[tuple[str, str]] = set()
    for column, note in table.noted.items():
        name = columns.fields.get(column)
        counts = columns.kind == "membership" and name is not None and name not in _NO_COUNTS
        if counts and not (name == "total" and _WITH_ALL.search(fold(note))):
            del columns.fields[column]
            columns.seconds.pop(column, None)
        rule = "heading_noted" if column in columns.fields else "heading_counts_others"
        if name is not None and (rule, note) not in told:
            told.add((rule, note))
            origin = Origin(file, sheet.name, sheet.address(table.header_rows[-1], column))
            found.append(finding(rule, origin, raw=bare_heading(table.paths[column][-1]), note=note))
    return found


_NO_COUNTS = ("organisation", "organisation_type", *SILENT_FIELDS)
_WITH_ALL = re.compile(r"\b(?:tính|kể|bao gồm|gồm) cả (?:chính thức và )?(?:đảng viên )?dự bị\b")


def _notes(reading: SheetReading, table: Table) -> Iterator[tuple[int, str]]:
    """The columns with a note at their headings, by a sign or as a comment."""
    texts = (text for one in reading.tables for _, _, text in (*one.notes, *one.titles))
    signs = {sign: said for text in texts for sign, said in NOTES_IN[text]}
    commented = _commented(reading, table) if reading.sheet.comments else {}
    if not signs and not commented:
        return
    for column, path in table.paths.items():
        at = [found["sign"] for text in path if (found := SIGN_AT_END.search(text))]
        said = [signs[sign] for sign in at if sign in signs] + commented.get(column, [])
        note = readable(" ".join(said)).strip(" .;")
        if column != table.ordinal and 0 < len(note) <= _LONGEST:
            yield column, note


def _commented(reading: SheetReading, table: Table) -> dict[int, list[str]]:
    """The comments at headings, by each column below them."""
    sheet = reading.sheet
    widths = {(m.top, m.left): m.right for m in sheet.merges}
    found: dict[int, list[str]] = {}
    for (row, column), text in sorted(sheet.comments.items()):
        if row - sheet.top in table.header_rows:
            own = text.rpartition(":\n")[2] or text  # behind who wrote it
            for covered in range(column, widths.get((row, column), column) + 1):
                found.setdefault(covered - sheet.left, []).append(own)
    return found


def bare_heading(heading: str) -> str:
    """A heading without the sign of its footnote."""
    sign = SIGN_AT_END.search(heading)
    return heading[: sign.start("sign")].rstrip(" (") if sign else heading


def _means_more(path: tuple[str, ...], noted: tuple[str, ...]) -> bool:
    """Whether the note tells what the heading alone leaves open, or that it plans."""
    before, after = field_of("progress", path), field_of("progress", noted)
    plans = after == "congress_planned" or (after or "").endswith("/planned")
    return after != before and after is not None and (plans or before is None) and not _is_other(path)


def _is_other(path: tuple[str, ...]) -> bool:
    """A heading of another kind than reports on progress says enough by itself."""
    return field_of("progress", path) is None and _is_known(path)


def _is_known(path: tuple[str, ...]) -> bool:
    return any(field_of(kind, path) is not None for kind in KINDS)
