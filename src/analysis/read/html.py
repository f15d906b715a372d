"""HTML tables named .xls, as many office systems export them; a web archive (.mht) holds the same.

Whatever stands outside a table (banners, dates, signatures) is kept as rows of one cell, in its place.
"""

from __future__ import annotations

import email
import email.policy
import re
from html.parser import HTMLParser

from analysis.cells import Merge, Sheet, Value
from analysis.read.delimited import check_whole, decode
from analysis.read.faults import UnreadableWorkbook
from analysis.read.limits import check_range
from analysis.read.number_formats import Shown, shown_as, value_shown

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_SHEET_NAME = re.compile(r"<x:Name>([^<]{1,80})</x:Name>", re.IGNORECASE)
_FORMAT = re.compile(r"mso-number-format\s*:\s*(\"[^\"]*\"|[^;]*)", re.IGNORECASE)
_NAMED_DATES = ("short date", "medium date", "long date", "general date")
_NAMED_NUMBERS = ("general", "standard", "fixed", "percent", "scientific", "currency", "yes/no")
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ul",
        "ol",
        "center",
        "br",
        "hr",
        "table",
        "caption",
        "tr",
        "td",
        "th",
        "tbody",
        "thead",
        "tfoot",
    ]
)
_SILENT = frozenset(("script", "style", "title", "xml"))
_WIDEST_SPAN = 1000
_SPACE = re.compile(r"[ \t\r\n\f]+")


def read_html(data: bytes, name: str) -> list[Sheet]:
    """The one sheet of an HTML file: its tables below one another, the text between them kept.

    Raises UnreadableWorkbook for a page without any table, and for one that was overwritten in parts.
    """
    check_whole(data)
    text = _decoded(data)
    if "<!ENTITY" in text[:4096]:
        raise UnreadableWorkbook("file_hostile", "<!ENTITY")
    titled = _SHEET_NAME.search(text)
    document = _Document()
    try:
        document.feed(text)
        document.close()
    except AssertionError as error:  # the parser's word for a declaration that never ends
        raise UnreadableWorkbook("file_damaged", "HTML") from error
    if not document.has_cells:
        raise UnreadableWorkbook("file_foreign")
    return [document.sheet(titled[1].strip() if titled else name)]


def read_web_archive(data: bytes, name: str) -> list[Sheet]:
    """The sheets of a web archive: each HTML part that holds a table.

    Raises UnreadableWorkbook where there is none, or where the archive breaks off.
    """
    check_whole(data)
    message = email.message_from_bytes(data, policy=email.policy.default)
    boundary = message.get_boundary()
    if boundary and f"--{boundary}--".encode() not in data:
        raise UnreadableWorkbook("file_damaged", "MIME")
    sheets: list[Sheet] = []
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and b"<td" in content.lower():
                sheets += read_html(content, name if not sheets else f"{name} {len(sheets) + 1}")
    if not sheets:
        raise UnreadableWorkbook("file_foreign")
    return sheets


def _decoded(data: bytes) -> str:
    """A mark or the page's own word for its encoding, else what the bytes look like."""
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        encoding = declared[1].decode("ascii").lower()
        try:
            return data.decode({"windows-1258": "cp1258"}.get(encoding, encoding))
        except (LookupError, UnicodeDecodeError):
            pass  # what it says of itself is not true
    return decode(data)


class _Document(HTMLParser):
    """Collects rows as they close; broken markup closes what it forgot."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[Value]] = []
        self.merges: list[Merge] = []
        self.has_cells = False
        self._covered: dict[int, int] = {}
        """By column, the last row that a cell above reaches down to."""
        self._words: list[str] = []
        self._silent = 0
        self._depth = 0
        self._row: list[Value] | None = None
        self._cell: dict[str, str | None] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag in ("td", "th"):
            self._close_cell()
            if self._row is None:
                self._row = []
            self._cell = dict(attrs)
            self._words = []
        elif tag == "table":
            self._open_table()
        elif tag == "tr":
            self._close_row()
            self._row = []
            self._words = []
        elif tag in _BLOCKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in ("td", "th"):
            self._close_cell()
        elif tag == "tr":
            self._close_row()
        elif tag == "table":
            self._close_row()
            self._depth = max(0, self._depth - 1)
            self._blank()
        elif tag in _BLOCKS:
            self._break()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._words.append(data)

    def close(self) -> None:
        super().close()
        self._close_row()
        self._loose_text()

    def sheet(self, name: str) -> Sheet:
        """The rows as a sheet, every row as long as the longest."""
        width = max((len(row) for row in self.rows), default=0)
        check_range(name, len(self.rows), width)
        return Sheet(name, [row + [None] * (width - len(row)) for row in self.rows], merges=self.merges)

    def _open_table(self) -> None:
        """A table inside a cell: the outer one is only layout, what it has so far is a row of its own."""
        if self._depth:
            self._close_row()
        self._loose_text()
        self._depth += 1

    def _break(self) -> None:
        if self._cell is not None:
            self._words.append(" ")
        elif self._row is None:
            self._loose_text()

    def _blank(self) -> None:
        if self.rows and any(value is not None for value in self.rows[-1]):
            self.rows.append([])

    def _text(self) -> str:
        text = _SPACE.sub(" ", "".join(self._words)).strip()
        self._words = []
        return text

    def _loose_text(self) -> None:
        if text := self._text():
            self.rows.append([text])

    def _close_cell(self) -> None:
        if self._cell is None:
            return
        attributes, self._cell = self._cell, None
        row = self._row if self._row is not None else []
        r = len(self.rows)
        while self._covered.get(len(row), -1) >= r:
            row.append(None)
        c = len(row)
        self.has_cells = True
        across, down = _span(attributes, "colspan"), _span(attributes, "rowspan")
        row.append(_value(self._text(), attributes))
        row.extend([None] * (across - 1))
        check_range("HTML", len(self.rows) + 1, len(row))
        if across > 1 or down > 1:
            self.merges.append(Merge(r, c, r + down - 1, c + across - 1))
            self._covered.update(dict.fromkeys(range(c, c + across), r + down - 1))
        self._row = row

    def _close_row(self) -> None:
        self._close_cell()
        if self._row is not None:
            self.rows.append(self._row)
            self._row = None
        elif self._depth == 0:
            self._loose_text()


def _span(attributes: dict[str, str | None], name: str) -> int:
    text = (attributes.get(name) or "1").strip()
    return max(1, min(int(text), _WIDEST_SPAN)) if text.isdigit() and len(text) < 8 else 1


def _value(text: str, attributes: dict[str, str | None]) -> Value:
    """Excel's own attributes tell numbers and dates; any other cell is the text that it shows."""
    if "x:num" not in attributes:
        return text or None
    try:
        number = float(attributes["x:num"] or text)
    except ValueError:
        return text or None
    return value_shown(number, _shown(attributes.get("style") or ""))


def _shown(style: str) -> Shown:
    found = _FORMAT.search(style)
    code = found[1].strip('" ').replace("\\", "") if found else ""
    if code.lower() in _NAMED_DATES:
        return "date"
    return "number" if code.lower().startswith(_NAMED_NUMBERS) else shown_as(code)
