"""Reads an .xlsx: by calamine where it is written as spreadsheet programs write, else element by element.

Every part that is needed is first read here, against its checksum and to its last tag: a fast reader
gives what comes before a fault and doesn't tell.
"""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from unicodedata import normalize

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from analysis.cells import Merge, Place, Sheet, Value
from analysis.read.faults import UnreadableWorkbook
from analysis.read.limits import MOST_UNPACKED_BYTES, check_range
from analysis.read.package import Package
from analysis.read.struck import STRUCK, Looks
from analysis.read.values import plain_rows
from analysis.read.xlsx_book import BookParts, ListedSheet, book_parts
from analysis.read.xlsx_careful import SharedStrings, careful_sheet, shared_strings
from analysis.read.xlsx_comments import comments_of
from analysis.read.xlsx_facts import SheetFacts, sheet_facts
from analysis.read.xlsx_outside import texts_outside
from analysis.read.xlsx_styles import Styles, styles_of
from analysis.read.xml_parts import checked_xml, is_utf8

_STRIKE = b"strike"
_MARKS_OUTSIDE = (b"<drawing", b":drawing", b"Header>", b"Footer>")
_SPOKEN_OF = {
    look: tuple(form.encode() for word in words for form in (word, normalize("NFD", word)))
    for look, words in (("italic", ("nghiêng",)), ("bold", ("đậm",)), ("red", ("đỏ",)))
}
"""Looks that mean something only where a text says what."""
_COUNT = re.compile(rb"\buniqueCount=[\"'](\d+)[\"']")


def read_xlsx(package: Package, data: bytes, book: str) -> list[Sheet]:
    """Every sheet with cells. Raises UnreadableWorkbook, with the part or the cell, for damage and traps."""
    return _Book(package, data, book).sheets()


class _Book:
    def __init__(self, package: Package, data: bytes, book: str) -> None:
        self.package, self.data = package, data
        self.parts: BookParts = book_parts(package, book)
        self.styles = styles_of(package.read(self.parts.styles)) if self.parts.styles else Styles()
        self.strings: SharedStrings | None = None
        self.looks = STRUCK
        self.struck_in_part = False
        self.outside: dict[str, list[str]] = {}
        self._bytes = 0

    def sheets(self) -> list[Sheet]:
        """The quick reader's sheets, and the careful one's where that can't be sure."""
        paths = [path for _, path in self.parts.sheets]
        if len(set(paths)) < len(paths):
            raise UnreadableWorkbook("file_ambiguous", next(path for path in paths if paths.count(path) > 1))
        names = [listed.name for listed, _ in self.parts.sheets]
        usual = self.parts.usual and len(set(names)) == len(names) and self._usual_strings()
        found = {path: self._facts(path) if usual else None for path in paths}
        quick = self._opened() if any(facts and not facts.doubtful for facts in found.values()) else None
        read = [self._sheet(listed, path, quick, found[path]) for listed, path in self.parts.sheets]
        for sheet, path in zip(read, paths, strict=True):
            sheet.comments = comments_of(self.package, path)
            sheet.outside = self.outside.get(path, [])
        return read

    def _usual_strings(self) -> bool:
        if not self.parts.strings:
            return True
        content = self._content(self.parts.strings, "sst")
        self.looks |= _looks_spoken_of(content)
        self.struck_in_part = _STRIKE in content
        counted = _COUNT.search(content[:1000])
        honest = counted is None or int(counted[1][:10]) <= 2 * content.count(b"<", 0) + 1000
        return honest and is_utf8(content) and b"<!--" not in content

    def _content(self, path: str, root: str) -> bytes:
        content = self.package.read(path)
        self._bytes += len(content)
        if self._bytes > MOST_UNPACKED_BYTES:
            raise UnreadableWorkbook("file_bomb", f"{self._bytes // 1_000_000} MB")
        return checked_xml(path, content, root)

    def _facts(self, path: str) -> SheetFacts | None:
        content = self._content(path, "sheet")
        if not is_utf8(content):
            return None
        if any(mark in content for mark in _MARKS_OUTSIDE):
            self.outside[path] = texts_outside(self.package, path, content)
        own = _looks_spoken_of(content) if b"inlineStr" in content else frozenset()
        facts = sheet_facts(content, self.styles, self.looks | own)
        facts.doubtful = facts.doubtful or self.struck_in_part or _STRIKE in content
        return facts

    def _opened(self) -> CalamineWorkbook | None:
        try:
            return CalamineWorkbook.from_filelike(BytesIO(self.data))
        except BaseException as error:
            _gave_up(error)
            return None

    def _sheet(
        self, listed: ListedSheet, path: str, quick: CalamineWorkbook | None, facts: SheetFacts | None
    ) -> Sheet:
        if quick is not None and facts is not None and not facts.doubtful:
            try:
                source = quick.get_sheet_by_name(listed.name)
                sheet = _quick_sheet(listed, source, facts, self.parts.date_1904)
                sheet.colours = self.styles.colours
                return sheet
            except BaseException as error:
                _gave_up(error)
        if self.strings is None:
            path_of_strings = self.parts.strings
            content = self.package.read(path_of_strings) if path_of_strings else b""
            self.strings = shared_strings(path_of_strings, content) if content else SharedStrings()
        sheet = Sheet(listed.name, [], hidden=listed.hidden, date_1904=self.parts.date_1904)
        if facts is not None:
            sheet.fills, sheet.looks = facts.fills, dict(facts.looks)
            sheet.colours = self.styles.colours
        return careful_sheet(sheet, path, self.package.read(path), self.styles, self.strings)


def _looks_spoken_of(content: bytes) -> Looks:
    return frozenset(look for look, words in _SPOKEN_OF.items() if any(word in content for word in words))


def _gave_up(error: BaseException) -> None:
    """The quick reader's refusals and panics, after which the careful one says what is wrong."""
    if isinstance(error, (CalamineError, ArithmeticError, ValueError)):
        return
    if type(error).__name__ != "PanicException":
        raise error


def _quick_sheet(listed: ListedSheet, source: CalamineSheet, facts: SheetFacts, date_1904: bool) -> Sheet:
    top, left = source.start or (0, 0)
    sheet = Sheet(
        listed.name,
        [],
        top,
        left,
        [Merge(a[0], a[1], b[0], b[1]) for a, b in source.merged_cell_ranges or []],
        listed.hidden,
        frozenset(facts.hidden_rows),
        frozenset(facts.hidden_columns),
        frozenset(facts.month_first),
        date_1904,
        facts.fills,
        looks=facts.looks,
    )
    if source.start is not None:
        check_range(source.name, source.height, source.width)
        sheet.rows = plain_rows(source.to_python(skip_empty_area=True))
    _put_months(sheet, facts.months)
    _put_texts(sheet, facts.texts)
    return sheet


def _put_months(sheet: Sheet, places: set[Place]) -> None:
    """A month typed without a day ("6/2025") is kept as its first day; it stays the month that it shows."""
    for r, c in places:
        row = sheet.rows[r - sheet.top] if 0 <= r - sheet.top < len(sheet.rows) else []
        value = row[c - sheet.left] if 0 <= c - sheet.left < len(row) else None
        if type(value) is date and value.day == 1:
            row[c - sheet.left] = f"{value.month}/{value.year}"


def _put_texts(sheet: Sheet, texts: dict[Place, str]) -> None:
    """Errors and formulas without a value, which calamine gives as empty: they are no blanks."""
    if not texts:
        return
    if not sheet.rows:
        sheet.top, sheet.left = min(texts)[0], min(column for _, column in texts)
    _widen(sheet, texts)
    for (row, column), text in texts.items():
        if sheet.rows[row - sheet.top][column - sheet.left] is None:
            sheet.rows[row - sheet.top][column - sheet.left] = text


def _widen(sheet: Sheet, places: dict[Place, str]) -> None:
    top = min([sheet.top, *(row for row, _ in places)])
    left = min([sheet.left, *(column for _, column in places)])
    width = max([sheet.left + len(row) for row in sheet.rows] + [column + 1 for _, column in places]) - left
    height = max([sheet.top + len(sheet.rows), *(row + 1 for row, _ in places)]) - top
    check_range(sheet.name, height, width)
    before: list[Value] = [None] * (sheet.left - left)
    rows: list[list[Value]] = [[None] * width for _ in range(sheet.top - top)]
    rows += [before + row + [None] * (width - len(before) - len(row)) for row in sheet.rows]
    rows += [[None] * width for _ in range(height - len(rows))]
    sheet.rows, sheet.top, sheet.left = rows, top, left
