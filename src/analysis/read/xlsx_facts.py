"""The facts of an .xlsx that calamine does not tell: hidden rows, errors, formulas without a value.

The parts are scanned with patterns rather than parsed: they are machine-written, a scan costs a tenth
of a parse, and nothing in them can then be expanded or followed.
"""

from __future__ import annotations

import html
import re
import zipfile
import zlib
from io import BytesIO
from posixpath import join, normpath

from analysis.read.facts import SheetFacts, WorkbookFacts
from analysis.read.faults import UnreadableWorkbook
from analysis.read.fills import coloured_styles, fills_of
from analysis.read.limits import check_parts, check_range

_TAG = rb"<(?:\w+:)?"
_ROW = re.compile(_TAG + rb"row\b([^>]*)>")
_COL = re.compile(_TAG + rb"col\b([^>]*)/?>")
_CELL = re.compile(_TAG + rb"c\b[^>]*?\br=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]*(?<!/)>(?!\s*</(?:\w+:)?c>)")
_FAR = re.compile(rb" r=[\"'](?:[A-Z]{3}|[A-Z]{1,2}\d{5})")
"""Only a sheet with such a cell can be too large: all others lie within 9.999 rows of 702 columns."""
_CELL_START = re.compile(_TAG + rb"c\b([^>]*)>")
_FORMULA = re.compile(_TAG + rb"f\b[^>]*?(?:/>|>(?P<text>.*?)</(?:\w+:)?f>)", re.DOTALL)
_VALUE = re.compile(_TAG + rb"v\b[^>]*>([^<]*)<")
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*[\"']([^\"']*)[\"']")
_MONTH_FIRST = re.compile(r"^(?:\[\$[^\]]*\])?\s*m{1,2}[/.\-\\]+d{1,2}[/.\-\\]", re.IGNORECASE)
_MOST_COLUMNS = 16384
_HEAD = 4096
"""Bytes at the start of a part in which a declaration of entities has to stand."""
_TRUE = (b"1", b"true")
_LARGEST_COLOURED = 4_000_000
"""Bytes of a sheet beyond which nobody marks by hand with colours; larger ones are not searched for them."""


def xlsx_facts(data: bytes) -> WorkbookFacts:
    """Facts of every worksheet.

    Raises UnreadableWorkbook for an archive that is damaged, a bomb, declares XML entities, or holds a
    sheet with an absurd range.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            check_parts(archive.infolist())
            return _facts(archive)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, KeyError, ValueError) as error:
        raise UnreadableWorkbook("file_damaged", str(error)) from error
    except RuntimeError as error:  # a zip part with a password
        raise UnreadableWorkbook("file_encrypted") from error


def _facts(archive: zipfile.ZipFile) -> WorkbookFacts:
    names = set(archive.namelist())
    book_path = "xl/workbook.xml"
    if book_path not in names:
        return WorkbookFacts()
    book = _part(archive, book_path)
    targets = _targets(archive, names)
    month_first = _month_first_styles(archive, names)
    coloured = coloured_styles(_part(archive, "xl/styles.xml")) if "xl/styles.xml" in names else {}
    facts = WorkbookFacts(date_1904=_dates_from_1904(book))
    for sheet in re.finditer(_TAG + rb"sheet\b([^>]*)>", book):
        attributes = _attributes(sheet[1])
        path = targets.get(attributes.get("r:id", attributes.get("id", "")), "")
        if path in names and "worksheets" in path:
            name = html.unescape(attributes.get("name", ""))
            content = _part(archive, path)
            facts.sheets[name] = _sheet(name, content, month_first)
            if coloured and len(content) <= _LARGEST_COLOURED:
                facts.sheets[name].fills = fills_of(content, coloured)
    return facts


def part_with_entities(data: bytes) -> str:
    """The first part of an archive that declares entities: why it could not be read; "" where none does."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for path in archive.namelist():
                with archive.open(path) as part:
                    if _declares_entities(part.read(_HEAD)):
                        return path
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError, zlib.error):
        return ""
    return ""


def _declares_entities(content: bytes) -> bool:
    return b"<!DOCTYPE" in content[:_HEAD] or b"<!ENTITY" in content[:_HEAD]


def _part(archive: zipfile.ZipFile, path: str) -> bytes:
    content = archive.read(path)
    if _declares_entities(content):
        raise UnreadableWorkbook("file_hostile", path)
    return content


def _attributes(text: bytes) -> dict[str, str]:
    return {
        name.decode("utf-8", "replace"): value.decode("utf-8", "replace")
        for name, value in _ATTRIBUTE.findall(text)
    }


def _targets(archive: zipfile.ZipFile, names: set[str]) -> dict[str, str]:
    path = "xl/_rels/workbook.xml.rels"
    if path not in names:
        return {}
    found: dict[str, str] = {}
    for entry in re.finditer(_TAG + rb"Relationship\b([^>]*)>", _part(archive, path)):
        attributes = _attributes(entry[1])
        target = attributes.get("Target", "")
        found[attributes.get("Id", "")] = (
            target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        )
    return found


def _dates_from_1904(book: bytes) -> bool:
    found = re.search(_TAG + rb"workbookPr\b([^>]*)>", book)
    return found is not None and _attributes(found[1]).get("date1904", "0") in ("1", "true")


def _month_first_styles(archive: zipfile.ZipFile, names: set[str]) -> set[str]:
    """The style numbers whose own format writes the month first; a locale's short date is no evidence."""
    if "xl/styles.xml" not in names:
        return set()
    styles = _part(archive, "xl/styles.xml")
    codes = {
        attributes["numFmtId"]
        for entry in re.finditer(_TAG + rb"numFmt\b([^>]*)>", styles)
        if (attributes := _attributes(entry[1])).get("numFmtId")
        and _MONTH_FIRST.match(html.unescape(attributes.get("formatCode", "")))
    }
    formats = re.search(_TAG + rb"cellXfs\b.*?</(?:\w+:)?cellXfs>", styles, re.DOTALL)
    if not codes or formats is None:
        return set()
    entries = re.finditer(_TAG + rb"xf\b([^>]*)>", formats[0])
    return {
        str(place) for place, entry in enumerate(entries) if _attributes(entry[1]).get("numFmtId") in codes
    }


def _sheet(name: str, content: bytes, month_first: set[str]) -> SheetFacts:
    facts = SheetFacts()
    if _FAR.search(content) and (filled := _CELL.findall(content)):
        rows = {int(number) for number in {number for _, number in filled}}
        columns = {_column(letters) for letters in {letters for letters, _ in filled}}
        facts.saw(min(rows) - 1, min(columns))
        facts.saw(max(rows) - 1, max(columns))
    check_range(name, *facts.size)
    if b"hidden" in content or b"zeroHeight" in content:
        _hidden(content, facts)
    if b"<f" in content or b":f" in content or b't="e"' in content or b"t='e'" in content or month_first:
        _cells(content, facts, month_first)
    return facts


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _hidden(content: bytes, facts: SheetFacts) -> None:
    row = -1
    for entry in _ROW.finditer(content):
        attributes = dict(_ATTRIBUTE.findall(entry[1]))
        row = int(attributes[b"r"]) - 1 if attributes.get(b"r", b"").isdigit() else row + 1
        if attributes.get(b"hidden") in _TRUE:
            facts.hidden_rows.add(row)
    for entry in _COL.finditer(content):
        attributes = dict(_ATTRIBUTE.findall(entry[1]))
        if len(facts.hidden_columns) < _MOST_COLUMNS and attributes.get(b"hidden") in _TRUE:
            first, last = int(attributes.get(b"min", b"1")), int(attributes.get(b"max", b"1"))
            facts.hidden_columns.update(range(first - 1, min(last, _MOST_COLUMNS)))


def _cells(content: bytes, facts: SheetFacts, month_first: set[str]) -> None:
    styled = {style.encode() for style in month_first}
    starts = list(_CELL_START.finditer(content))
    ends = [start.start() for start in starts[1:]] + [len(content)]
    for start, end in zip(starts, ends, strict=True):
        inside = b"" if start[1].endswith(b"/") else content[start.end() : end]
        attributes = dict(_ATTRIBUTE.findall(start[1]))
        place = re.match(rb"([A-Z]{1,3})(\d{1,7})$", attributes.get(b"r", b""))
        if place is None:
            continue
        at = int(place[2]) - 1, _column(place[1])
        value = _VALUE.search(inside)
        if attributes.get(b"t") == b"e" and value:
            facts.texts[at] = value[1].decode("utf-8", "replace")
        elif (value is None or not value[1]) and attributes.get(b"t") != b"str" and b"<is" not in inside:
            formula = _FORMULA.search(inside)
            if formula is not None:
                text = html.unescape((formula["text"] or b"").decode("utf-8", "replace"))
                facts.texts[at] = "=" + text.strip()
        if attributes.get(b"s") in styled:
            facts.month_first.add(at)
