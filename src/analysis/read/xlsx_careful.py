"""Reads an .xlsx sheet element by element: any encoding, comments, implied places, far cells.

It takes ten times as long as the fast reader and is asked only where that one can't be sure. What breaks
the format's rules is refused with its cell: here nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from analysis.cells import Merge, Sheet, Value, cell_address
from analysis.read.faults import UnreadableWorkbook
from analysis.read.grid import Grid
from analysis.read.number_formats import value_shown
from analysis.read.struck import Looks, without_struck
from analysis.read.xlsx_styles import Styles, looks_of
from analysis.read.xml_parts import local_name, parse_xml, xml_parser

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_MERGE = re.compile(_REFERENCE.pattern + ":" + _REFERENCE.pattern)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_MOST_MERGES = 200_000
_TRUE = ("1", "true")


class SharedStrings(list[str]):
    """The texts that cells share without what is struck out; `looks` of those of which all or a part is."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        super().__init__(texts)
        self.looks: dict[int, Looks] = {}


class _Runs:
    """The runs of one text, each with its own font."""

    def __init__(self) -> None:
        self._runs: list[tuple[str, bool]] = []
        self._is_struck = False

    def open(self, tag: str, attributes: dict[str, str]) -> None:
        """A run begins plain; its properties come before its text."""
        if tag == "r":
            self._is_struck = False
        elif "struck" in looks_of(tag, attributes):
            self._is_struck = True

    def close(self, tag: str) -> None:
        """What stands behind a run is plain."""
        self._is_struck = self._is_struck and tag != "r"

    def add(self, text: str) -> None:
        """Some characters of the present run."""
        self._runs.append((text, self._is_struck))

    def text(self) -> tuple[str, Looks | None]:
        """What is not struck out; where everything is, that."""
        text, looks = without_struck(self._runs)
        return _unescaped(text), looks


def shared_strings(path: str, content: bytes) -> SharedStrings:
    """The texts that cells share, without the readings that stand above East Asian ones."""
    strings = SharedStrings()
    runs = _Runs()
    open_tags: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        open_tags.append(local_name(tag))
        runs.open(open_tags[-1], attributes)

    def end(tag: str) -> None:
        nonlocal runs
        runs.close(open_tags.pop())
        if local_name(tag) == "si":
            text, looks = runs.text()
            if looks is not None:
                strings.looks[len(strings)] = looks
            strings.append(text)
            runs = _Runs()

    def characters(text: str) -> None:
        if open_tags[-1] == "t" and "rPh" not in open_tags:
            runs.add(text)

    parser = xml_parser(path)
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = characters
    parse_xml(path, content, parser)
    return strings


def careful_sheet(sheet: Sheet, path: str, content: bytes, styles: Styles, strings: SharedStrings) -> Sheet:
    """Fills the sheet from its part.

    Raises UnreadableWorkbook, with the cell, where the part is damaged or breaks the rules.
    """
    return _Reader(sheet, path, content, styles, strings).filled()


def _unescaped(text: str) -> str:
    """Characters that XML can't hold are written _x000B_; an underscore before such words as _x005F_."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


class _Reader:
    def __init__(
        self, sheet: Sheet, path: str, content: bytes, styles: Styles, strings: SharedStrings
    ) -> None:
        self.sheet, self.path, self.styles, self.strings = sheet, path, styles, strings
        self.grid = Grid(sheet.name)
        self.namespace = ""
        self.open: list[str] = []
        self.row = self.column = -1
        self.attributes: dict[str, str] = {}
        self.words: dict[str, list[str]] = {}
        self.runs = _Runs()
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.month_first: set[tuple[int, int]] = set()
        self.content = content

    def filled(self) -> Sheet:
        parser = xml_parser(self.path)
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._characters
        parse_xml(self.path, self.content, parser)
        self.sheet.hidden_rows = frozenset(self.hidden_rows)
        self.sheet.hidden_columns = frozenset(self.hidden_columns)
        self.sheet.month_first = frozenset(self.month_first)
        return self.grid.fill(self.sheet)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        namespace, _, name = tag.rpartition(" ")
        self.namespace = self.namespace or namespace
        self.open.append(name if namespace == self.namespace else "")
        within = self.open[1:-1]
        if within == ["sheetData"] and name == "row":
            self._open_row(attributes)
        elif within == ["sheetData", "row"] and name == "c":
            self.attributes, self.words, self.runs = attributes, {}, _Runs()
            self.column = self._column(attributes.get("r"))
        elif within == ["mergeCells"] and name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif within == ["cols"] and name == "col" and attributes.get("hidden") in _TRUE:
            self._hide_columns(attributes)
        elif name == "f" and within[-1:] == ["c"]:
            self.words.setdefault("f", [])
        elif "is" in within:
            self.runs.open(name, attributes)

    def _end(self, tag: str) -> None:
        self.runs.close(self.open.pop())
        if self.open[1:] == ["sheetData", "row"] and local_name(tag) == "c":
            self.grid.put(self.row, self.column, self._value())

    def _characters(self, text: str) -> None:
        name = self.open[-1]
        if name in ("v", "t", "f") and "c" in self.open and "rPh" not in self.open:
            self.words.setdefault(name, []).append(text)
            if name == "t":
                self.runs.add(text)

    def _damaged(self, what: str) -> UnreadableWorkbook:
        return UnreadableWorkbook("file_damaged", f"{self.sheet.name}: {what[:40]}")

    def _open_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        if number is None:
            self.row += 1
        elif number.isascii() and number.isdigit() and 1 <= int(number[:8]) <= _LAST_ROW:
            self.row = int(number) - 1
        else:
            raise self._damaged(f"row {number}")
        self.column = -1
        if attributes.get("hidden") in _TRUE:
            self.hidden_rows.add(self.row)

    def _column(self, reference: str | None) -> int:
        if reference is None:
            return self.column + 1
        found = _REFERENCE.fullmatch(reference)
        if found is None or int(found[2]) > _LAST_ROW or _column(found[1]) >= _LAST_COLUMN:
            raise self._damaged(reference)
        self.row = int(found[2]) - 1
        return _column(found[1])

    def _merge(self, reference: str) -> None:
        if (found := _MERGE.fullmatch(reference)) and len(self.sheet.merges) < _MOST_MERGES:
            top, bottom = sorted((int(found[2]) - 1, int(found[4]) - 1))
            left, right = sorted((_column(found[1]), _column(found[3])))
            self.sheet.merges.append(Merge(top, left, bottom, right))

    def _hide_columns(self, attributes: dict[str, str]) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if first.isdigit() and last.isdigit() and len(first + last) < 12:
            self.hidden_columns.update(range(int(first) - 1, min(int(last), _LAST_COLUMN)))

    def _value(self) -> Value:
        kind = self.attributes.get("t", "n")
        text = "".join(self.words.get("t" if kind == "inlineStr" else "v", []))
        if kind == "inlineStr":
            text, looks = self.runs.text()
            self._note_looks(looks)
            return text or None
        if kind == "str":
            return _unescaped(text) or None
        if not text.strip():
            return "=" + "".join(self.words["f"]).strip() if "f" in self.words else None
        if kind == "s":
            return self._shared(text.strip())
        if kind == "b":
            return text.strip() in _TRUE
        if kind == "d":
            return self._moment(text.strip())
        return text if kind == "e" else self._number(text.strip())

    def _shared(self, index: str) -> Value:
        if not (index.isascii() and index.isdigit()) or int(index[:9]) >= len(self.strings):
            raise self._damaged(f"{self._address()}: {index}")
        self._note_looks(self.strings.looks.get(int(index)))
        return self.strings[int(index)] or None

    def _note_looks(self, looks: Looks | None) -> None:
        if looks is not None:
            place = (self.row, self.column)
            self.sheet.looks[place] = self.sheet.looks.get(place, frozenset()) | looks

    def _moment(self, text: str) -> Value:
        try:
            moment = datetime.fromisoformat(text)
        except ValueError as error:
            raise self._damaged(f"{self._address()}: {text}") from error
        return moment.date() if moment.time() == datetime.min.time() else moment

    def _number(self, text: str) -> Value:
        style = self.attributes.get("s", "0")
        try:
            number = float(text) if "_" not in text and text.isascii() else float("nan")
        except ValueError:
            number = float("nan")
        if number != number or abs(number) == float("inf"):
            raise self._damaged(f"{self._address()}: {text}")
        known = style.isdigit() and int(style[:7]) < len(self.styles.shown)
        shown = self.styles.shown[int(style)] if known else "number"
        if shown == "month_first":
            self.month_first.add((self.row, self.column))
        return value_shown(number, shown, self.sheet.date_1904)

    def _address(self) -> str:
        return cell_address(self.row, self.column)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
