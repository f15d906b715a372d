"""The facts of an .ods that calamine does not tell: hidden rows and columns, repeats without end."""

from __future__ import annotations

import zipfile
from io import BytesIO
from xml.parsers import expat

from analysis.read.facts import SheetFacts, WorkbookFacts
from analysis.read.faults import UnreadableWorkbook
from analysis.read.limits import check_parts, check_range

_HIDDEN = ("collapse", "filter")
_MOST_ROWS = 1_048_576


def ods_facts(data: bytes) -> WorkbookFacts:
    """Facts of every sheet; raises UnreadableWorkbook as `xlsx_facts` does."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            check_parts(archive.infolist())
            manifest = "META-INF/manifest.xml"
            if manifest in archive.namelist() and b"encryption-data" in archive.read(manifest):
                raise UnreadableWorkbook("file_encrypted")
            content = archive.read("content.xml")
    except (zipfile.BadZipFile, EOFError, OSError, KeyError, ValueError, NotImplementedError) as error:
        raise UnreadableWorkbook("file_damaged", str(error)) from error
    except RuntimeError as error:
        raise UnreadableWorkbook("file_encrypted") from error
    if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content[:4096]:
        raise UnreadableWorkbook("file_hostile", "content.xml")
    return _Content(content).facts


class _Content:
    """Walks through content.xml once, counting rows and columns with their repeats."""

    def __init__(self, content: bytes) -> None:
        self.facts = WorkbookFacts()
        self.sheet = SheetFacts()
        self.name = ""
        self.row = self.column = self.heading_column = 0
        self.repeated_rows = 1
        self.error_at: tuple[int, int] | None = None
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.buffer_text = True
        try:
            parser.Parse(content, True)
        except expat.ExpatError as error:
            raise UnreadableWorkbook("file_damaged", str(error)) from error

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table:table":
            self.name = attributes.get("table:name", "")
            self.sheet = self.facts.sheets.setdefault(self.name, SheetFacts())
            self.row = self.heading_column = 0
        elif tag == "table:table-column":
            repeated = _repeated(attributes, "table:number-columns-repeated")
            if attributes.get("table:visibility") in _HIDDEN:
                columns = range(self.heading_column, min(self.heading_column + repeated, 16384))
                self.sheet.hidden_columns.update(columns)
            self.heading_column += repeated
        elif tag == "table:table-row":
            self.repeated_rows = _repeated(attributes, "table:number-rows-repeated")
            self.column = 0
            if attributes.get("table:visibility") in _HIDDEN:
                self.sheet.hidden_rows.update(range(self.row, min(self.row + self.repeated_rows, _MOST_ROWS)))
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self._cell(attributes)

    def _cell(self, attributes: dict[str, str]) -> None:
        repeated = _repeated(attributes, "table:number-columns-repeated")
        self.error_at = None
        if "office:value-type" in attributes:
            if attributes.get("calcext:value-type") == "error":
                self.error_at = self.row, self.column
            self.sheet.saw(self.row, self.column)
            self.sheet.saw(self.row + self.repeated_rows - 1, self.column + repeated - 1)
            check_range(self.name, *self.sheet.size)
        elif attributes.get("table:formula") and repeated == 1 and self.repeated_rows == 1:
            formula = attributes["table:formula"].removeprefix("of:").lstrip("=")
            self.sheet.texts[self.row, self.column] = "=" + formula
        self.column += repeated

    def _characters(self, text: str) -> None:
        if self.error_at is not None:
            self.sheet.texts[self.error_at] = self.sheet.texts.get(self.error_at, "") + text.strip()

    def _end(self, tag: str) -> None:
        if tag == "table:table-row":
            self.row += self.repeated_rows


def _repeated(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return int(text) if text.isdigit() and len(text) < 9 else 1
