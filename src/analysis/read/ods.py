"""Reads an OpenDocument spreadsheet, packed (.ods) or as one XML file (.fods), in one walk through it.

Layout: OASIS, Open Document Format for Office Applications (OpenDocument) 1.3, part 3.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from analysis.cells import Merge, Sheet, Value, cell_address
from analysis.memo import Memo
from analysis.read.faults import UnreadableWorkbook
from analysis.read.grid import Grid
from analysis.read.limits import MOST_COLUMNS, MOST_ROWS, check_range
from analysis.read.ods_styles import OdsStyles
from analysis.read.package import Package
from analysis.read.struck import STRUCK, without_struck
from analysis.read.xml_parts import parse_xml, xml_parser

_ROW, _COLUMN = "table:table-row", "table:table-column"
_CELLS = ("table:table-cell", "table:covered-table-cell")
_PARTS = frozenset(
    (
        _ROW, "table:table-rows", "table:table-header-rows", "table:table-row-group",
        _COLUMN, "table:table-columns", "table:table-header-columns", "table:table-column-group",
    )
)  # fmt: skip
"""What a sheet is made of down to its rows; anything else beside them (shapes, forms) holds no cells."""
_TEXT_PARTS = frozenset(("text:p", "text:span", "text:a", "text:s", "text:tab", "text:line-break"))
"""What a cell's own text is made of; notes and drawings in a cell have paragraphs too."""
_COMMENT = "office:annotation"
_HIDDEN = ("collapse", "filter")
_DURATION = re.compile(r"(-?)P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d+))?S)?")
_MOST_SPACES = 100


def read_ods(package: Package) -> list[Sheet]:
    """Every sheet. Raises UnreadableWorkbook, with the part or the cell, for damage and traps."""
    manifest = "META-INF/manifest.xml"
    if manifest in package and b"encryption-data" in package.read(manifest):
        raise UnreadableWorkbook("file_encrypted")
    return read_flat_ods(package.read("content.xml"))


def read_flat_ods(content: bytes) -> list[Sheet]:
    """Every sheet of a document that is one piece of XML; raises UnreadableWorkbook as `read_ods`."""
    return _Document(content).sheets()


def _short(name: str) -> str:
    """A name with the last word of its namespace, whatever prefix the writer chose."""
    namespace, _, local = name.rpartition(" ")
    return f"{namespace.split(':')[-2]}:{local}" if namespace.count(":") > 1 else local


class _Document:
    def __init__(self, content: bytes) -> None:
        self.content = content
        self.short = Memo(_short)
        self.styles = OdsStyles()
        self.depth = 0
        self.table: _Table | None = None
        self.found: list[_Table] = []
        self.date_1904 = False
        self.spreadsheet_depth = -1

    def sheets(self) -> list[Sheet]:
        parser = xml_parser("content.xml")
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._characters
        parse_xml("content.xml", self.content, parser)
        if self.spreadsheet_depth < 0:
            raise UnreadableWorkbook("file_foreign")
        return [table.filled(self.date_1904) for table in self.found if not table.is_cache]

    def _start(self, name: str, raw: dict[str, str]) -> None:
        tag = self.short[name]
        attributes = {self.short[key]: value for key, value in raw.items()} if raw else raw
        self.depth += 1
        if self.table is not None:
            self.table.start(tag, attributes)
        elif tag == "table:table" and self.depth == self.spreadsheet_depth + 1:
            self.table = _Table(attributes, self.styles)
            self.found.append(self.table)
        elif tag == "office:spreadsheet":
            self.spreadsheet_depth = self.depth
        elif tag == "table:null-date":
            self.date_1904 = attributes.get("table:date-value", "").startswith("1904")
        else:
            self.styles.start(tag, attributes)

    def _end(self, name: str) -> None:
        if self.table is not None and self.depth == self.spreadsheet_depth + 1:
            self.table = None
        elif self.table is not None:
            self.table.end(self.short[name])
        self.depth -= 1

    def _characters(self, text: str) -> None:
        if self.table is not None:
            self.table.characters(text)


class _Table:
    """One sheet as it is walked through."""

    def __init__(self, attributes: dict[str, str], styles: OdsStyles) -> None:
        name = attributes.get("table:name", "")
        self.is_cache = name.startswith("'file:")
        self.sheet = Sheet(name, [], hidden=attributes.get("table:style-name", "") in styles.hidden_tables)
        self.styles = styles
        self.grid = Grid(name)
        self.row = self.column = self.heading_column = 0
        self.row_style = ""
        self.rows_repeated = 1
        self.column_styles: list[tuple[int, str]] = []
        self.cells: list[tuple[int, int, Value]] = []
        self.cell: Mapping[str, str] | None = None
        self.in_row = False
        self.runs: list[tuple[str, bool]] = []
        self.spans: list[bool] = []
        self.comment: list[str] | None = None
        self.foreign = 0
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.month_first: set[tuple[int, int]] = set()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self.foreign or not self._belongs(tag):
            self.foreign += 1
            self._comment_part(tag)
        elif tag == _COLUMN:
            self._column_heading(attributes)
        elif tag == _ROW:
            self._open_row(attributes)
        elif tag in _CELLS:
            self.cell, self.runs, self.spans = attributes, [], []
        elif tag == "text:p":
            self.runs.append(("\n" if self.runs else "", False))
        elif tag == "text:span":
            self.spans.append(attributes.get("text:style-name", "") in self.styles.struck)
        elif tag == "text:s":
            self.characters(" " * min(_count(attributes.get("text:c")), _MOST_SPACES))
        elif tag in ("text:tab", "text:line-break"):
            self.characters("\t" if tag == "text:tab" else "\n")

    def _comment_part(self, tag: str) -> None:
        """A comment lies in its cell, its paragraphs behind who wrote it and when."""
        if tag == _COMMENT and self.cell is not None and self.foreign == 1:
            self.comment = []
        elif tag == "text:p" and self.comment is not None:
            self.comment.append("")

    def _belongs(self, tag: str) -> bool:
        if self.cell is not None:
            return tag in _TEXT_PARTS
        return tag in (_CELLS if self.in_row else _PARTS)

    def characters(self, text: str) -> None:
        if self.cell is not None and self.runs and not self.foreign:
            self.runs.append((text, any(self.spans)))
        elif self.comment:
            self.comment.append(self.comment.pop() + text)

    def end(self, tag: str) -> None:
        if self.foreign:
            self.foreign -= 1
            if self.comment is not None and not self.foreign:
                self._close_comment()
        elif tag == "text:span":
            self.spans.pop()
        elif tag in _CELLS:
            self._close_cell()
        elif tag == _ROW:
            self._close_row()

    def filled(self, date_1904: bool) -> Sheet:
        self.sheet.date_1904 = date_1904
        self.sheet.hidden_rows = frozenset(self.hidden_rows)
        self.sheet.hidden_columns = frozenset(self.hidden_columns)
        self.sheet.month_first = frozenset(self.month_first)
        return self.grid.fill(self.sheet)

    def _column_heading(self, attributes: dict[str, str]) -> None:
        repeated = _count(attributes.get("table:number-columns-repeated"))
        style = attributes.get("table:default-cell-style-name", "")
        if self.heading_column < MOST_COLUMNS:
            self.column_styles.append((self.heading_column + repeated, style))
            if attributes.get("table:visibility") in _HIDDEN:
                columns = range(self.heading_column, min(self.heading_column + repeated, MOST_COLUMNS))
                self.hidden_columns.update(columns)
        self.heading_column += repeated

    def _open_row(self, attributes: dict[str, str]) -> None:
        self.rows_repeated = _count(attributes.get("table:number-rows-repeated"))
        self.row_style = attributes.get("table:default-cell-style-name", "")
        self.column, self.cells, self.in_row = 0, [], True
        if attributes.get("table:visibility") in _HIDDEN:
            self.hidden_rows.update(range(self.row, min(self.row + self.rows_repeated, MOST_ROWS)))

    def _close_row(self) -> None:
        if self.cells:
            width = sum(repeated for _, repeated, _ in self.cells)
            check_range(self.sheet.name, self.row + self.rows_repeated, 1)
            check_range(self.sheet.name, self.rows_repeated, width)
            for row in range(self.row, self.row + self.rows_repeated):
                for column, repeated, value in self.cells:
                    for place in range(column, column + repeated):
                        self.grid.put(row, place, value)
        self.row += self.rows_repeated
        self.in_row = False

    def _close_comment(self) -> None:
        text = "\n".join(map(str.strip, self.comment or [])).strip()
        if text:
            self.sheet.comments[self.row, self.column] = text
        self.comment = None

    def _close_cell(self) -> None:
        cell, self.cell = self.cell or {}, None
        repeated = _count(cell.get("table:number-columns-repeated"))
        shown, looks = without_struck(self.runs)
        value = self._value(cell, shown if looks else "", shown)
        if (cell.get("table:style-name") or self._inherited_style()) in self.styles.struck:
            looks = STRUCK
        if looks and value is not None:
            self.sheet.looks[self.row, self.column] = looks
        if value is not None:
            check_range(self.sheet.name, 1, self.column + repeated)
            self.cells.append((self.column, repeated, value))
        down = _count(cell.get("table:number-rows-spanned"))
        across = _count(cell.get("table:number-columns-spanned"))
        if (down > 1 or across > 1) and self.row < MOST_ROWS and self.column < MOST_COLUMNS:
            bottom, right = min(self.row + down, MOST_ROWS) - 1, min(self.column + across, MOST_COLUMNS) - 1
            self.sheet.merges.append(Merge(self.row, self.column, bottom, right))
        self.column += repeated

    def _value(self, cell: Mapping[str, str], left: str, shown: str) -> Value:
        """The value of a cell that shows a text; `left` is what is left of one that is struck out in part."""
        kind = cell.get("office:value-type") or cell.get("calcext:value-type", "")
        try:
            if kind in ("float", "percentage", "currency"):
                return _number(cell["office:value"])
            if kind == "date":
                return self._date(cell["office:date-value"], cell.get("table:style-name", ""))
            if kind == "time":
                return _time(cell["office:time-value"])
        except (KeyError, ValueError, OverflowError) as error:
            place = cell_address(self.row, self.column)
            raise UnreadableWorkbook("file_damaged", f"{self.sheet.name}: {place}") from error
        if kind == "boolean":
            return cell.get("office:boolean-value") == "true"
        if text := left or cell.get("office:string-value", "") or shown:
            return text
        formula = cell.get("table:formula", "")
        return "=" + formula.removeprefix("of:").lstrip("=") if formula and not kind else None

    def _date(self, text: str, style: str) -> Value:
        moment = datetime.fromisoformat(text[:26])
        shown = self.styles.shown(style or self._inherited_style())
        if shown == "month" and moment.day == 1:
            return f"{moment.month}/{moment.year}"
        if shown == "month_first":
            self.month_first.add((self.row, self.column))
        return moment.date() if moment.time() == time() else moment

    def _inherited_style(self) -> str:
        of_column = (style for end, style in self.column_styles if self.column < end)
        return self.row_style or next(of_column, "")


def _count(text: str | None) -> int:
    """How often something repeats or how far it spans; at least once."""
    return max(1, int(text)) if text and text.isascii() and text.isdigit() and len(text) < 12 else 1


def _number(text: str) -> Value:
    number = float(text)
    if number != number or abs(number) == float("inf"):
        raise ValueError(text)
    return int(number) if number.is_integer() else number


def _time(text: str) -> Value:
    found = _DURATION.fullmatch(text)
    if found is None:
        raise ValueError(text)
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:5])
    length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    if found[1] or length >= timedelta(days=1):
        return -length if found[1] else length
    return (datetime.combine(date.min, time()) + length).time()
