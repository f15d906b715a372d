"""The facts of an .xlsx sheet that calamine does not tell: hidden rows, errors, formulas without a value.

The sheet is scanned with patterns rather than parsed: it is machine-written, and a scan costs a tenth of
a parse. Where a pattern can't be sure, the sheet is doubtful and a careful reader takes over.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from analysis.cells import Place, column_letters
from analysis.read.limits import MOST_CELLS, MOST_ROWS, is_table_sized
from analysis.read.struck import STRUCK, Looks
from analysis.read.xlsx_styles import Styles

_TAG = rb"<(?:\w+:)?"
_ROW = re.compile(_TAG + rb"row\b([^>]*)>")
_COL = re.compile(_TAG + rb"col\b([^>]*)/?>")
_FAR = re.compile(rb" r=[\"'](?:[A-Z]{3}|[A-Z]{1,2}\d{5}|\d{7})")
"""Only a sheet with such a cell can be too large: all others lie within 9.999 rows of 702 columns."""
_ROW_NUMBER = re.compile(_TAG + rb"row\b[^>]*?\br=[\"'](\d{1,7})[\"']")
_PLAIN_ROW = re.compile(rb'<row r="(\d{1,7})"')
_NO_PLACE = re.compile(rb" r=[\"'](?![A-Z]{0,3}[1-9]\d{0,6}[\"'])")
_LAST_ROWS = re.compile(rb" r=[\"'][A-Z]{1,3}\d{7}")
_FILLED = re.compile(_TAG + rb"c\b[^>]*?\br=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]*(?<!/)>(?!\s*</(?:\w+:)?c>)")
_CELL = re.compile(_TAG + rb"c\b([^>]*)>")
_ERROR = re.compile(_TAG + rb"c\b([^>]*?\bt=[\"']e[\"'][^>]*)(?<!/)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_UNCOMPUTED = re.compile(
    _TAG + rb"f\b[^>]*?(?:/>|>(?P<text>[^<]*)</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_VALUE = re.compile(_TAG + rb"v\b[^>]*>([^<]*)<")
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*[\"']([^\"']*)[\"']")
_REFERENCE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_UNUSUAL = (b"<!--", b"<![CDATA[")
_ONE_TABLE = 2
"""How often a sheet names its table: where it begins and where it ends."""
_MOST_COLUMNS, _MOST_STYLES = 16384, 500
_TRUE = (b"1", b"true")
_LARGEST_COLOURED = 4_000_000
"""Bytes of a sheet beyond which nobody marks by hand with colours; larger ones are not searched for them."""
_BEFORE = 2_000
"""Bytes before a formula in which the start of its cell stands."""


@dataclass(slots=True)
class SheetFacts:
    """What a sheet says of its cells beyond their values.

    `texts` holds what calamine gives as empty: error values, and formulas that were never computed
    (as "=SUM(A1:A9)"). `month_first` are the cells that show a date with the month before the day,
    `months` those that show no day, `fills` the colours of cells that have one, as the workbook numbers
    them, `looks` the looks of letters that are asked for. `doubtful` says that only a careful reader sees
    what the sheet holds.
    """

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    texts: dict[Place, str] = field(default_factory=dict)
    month_first: set[Place] = field(default_factory=set)
    months: set[Place] = field(default_factory=set)
    fills: dict[Place, int] = field(default_factory=dict)
    looks: dict[Place, Looks] = field(default_factory=dict)
    doubtful: bool = False


def sheet_facts(content: bytes, styles: Styles, looks: Looks = STRUCK) -> SheetFacts:
    """The facts of one sheet, from its part; cells with one of these looks are told."""
    facts = SheetFacts()
    twice = content.count(b"sheetData") > _ONE_TABLE
    unusual = twice or any(mark in content for mark in _UNUSUAL) or _NO_PLACE.search(content)
    if unusual or not _is_table_sized(content):
        facts.doubtful = True
        return facts
    if b"hidden" in content or b"zeroHeight" in content:
        _hidden(content, facts)
    if b't="e"' in content or b"t='e'" in content:
        _errors(content, facts)
    if b"<f" in content or b":f" in content:
        _formulas(content, facts)
    for shown, places in (("month_first", facts.month_first), ("month", facts.months)):
        styled = [number for number, style in enumerate(styles.shown) if style == shown]
        places.update(place for place, _ in _styled(content, styled, facts))
    if styles.fills and len(content) <= _LARGEST_COLOURED:
        facts.fills = {place: styles.fills[style] for place, style in _styled(content, styles.fills, facts)}
    looking = {style: found & looks for style, found in styles.fonts.items() if found & looks}
    if looking and len(content) <= _LARGEST_COLOURED:
        facts.looks = {place: looking[style] for place, style in _styled(content, looking, facts)}
    return facts


def _is_table_sized(content: bytes) -> bool:
    """Exact only where the rows that are listed and their widest reach leave it open."""
    if not _FAR.search(content):
        return True
    rows = _row_numbers(content)
    if max(rows) > MOST_ROWS:
        return False
    width = MOST_CELLS // (max(rows) - min(rows) + 1)
    if not _LAST_ROWS.search(content) and not _reaches_beyond(content, width):
        return True
    filled = {(found[1], int(found[2])) for found in _FILLED.finditer(content)} or {(b"A", 1)}
    rows, columns = (
        {row for _, row in filled},
        [_column(letters) for letters in {place[0] for place in filled}],
    )
    return is_table_sized(max(rows) - min(rows) + 1, max(columns) - min(columns) + 1)


def _row_numbers(content: bytes) -> set[int]:
    """The rows that are listed; as nearly every program writes them, they are found ten times as fast."""
    plain = _PLAIN_ROW.findall(content)
    usual = len(plain) == content.count(b"<row") and b":row" not in content
    return set(map(int, plain if usual else _ROW_NUMBER.findall(content))) or {0}


def _reaches_beyond(content: bytes, width: int) -> bool:
    """Whether a cell stands to the right of so many columns."""
    last = column_letters(width - 1)
    if len(last) == 1:
        within = f"[A-{last}]"
    elif len(last) == 2:
        within = f"(?:[A-Z]|[A-{last[0]}][A-{last[1]}]" + (
            f"|[A-{chr(ord(last[0]) - 1)}][A-Z])" if last[0] > "A" else ")"
        )
    else:
        within = "[A-Z]{1,2}"
    return re.search(rb" r=[\"'](?!" + within.encode() + rb"\d)[A-Z]", content) is not None


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _place(attributes: bytes, facts: SheetFacts) -> Place | None:
    """Where a cell stands; a sheet that leaves it to be counted is none for patterns."""
    found = _REFERENCE.search(attributes)
    if found is None:
        facts.doubtful = True
        return None
    return int(found[2]) - 1, _column(found[1])


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


def _errors(content: bytes, facts: SheetFacts) -> None:
    for cell in _ERROR.finditer(content):
        place, value = _place(cell[1], facts), _VALUE.search(cell[2])
        if place and value:
            facts.texts[place] = value[1].decode("utf-8", "replace")


def _formulas(content: bytes, facts: SheetFacts) -> None:
    """Formulas that no program has computed; one that gave an empty text is computed."""
    for formula in _UNCOMPUTED.finditer(content):
        before = content[max(0, formula.start() - _BEFORE) : formula.start()]
        cells = _CELL.findall(before)
        place = _place(cells[-1], facts) if cells else None
        if place and not re.search(rb"\bt=[\"']str[\"']", cells[-1]):
            text = html.unescape((formula["text"] or b"").decode("utf-8", "replace"))
            facts.texts[place] = "=" + text.strip()


def _styled(content: bytes, styles: Collection[int], facts: SheetFacts) -> Iterator[tuple[Place, int]]:
    """The cells of certain styles, each with its style."""
    if not styles:
        return
    if len(styles) > _MOST_STYLES:
        facts.doubtful = True
        return
    numbers = b"|".join(b"%d" % number for number in styles)
    cell = re.compile(_TAG + rb"c\b([^>]*?\bs=[\"'](" + numbers + rb")[\"'][^>]*)>")
    for found in cell.finditer(content):
        if place := _place(found[1], facts):
            yield place, int(found[2])
