"""Names of organisations below, beside or behind the words that say the state of each of them.

A. Đã được duyệt hồ sơ | B. Chưa được duyệt      Tình trạng    | Số đơn vị | Tên đơn vị
Đảng bộ Sở Nội vụ      | Chi bộ Nhà hát          Đã hoàn thành | 2         | Đảng bộ Sở Nội vụ; Chi bộ Nhà hát

II. Các đơn vị chưa có dự thảo văn kiện (01 đơn vị)
1. Chi bộ Nhà hát
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from analysis.cells import Value
from analysis.clean.values import Fault, read_when
from analysis.pipeline.lists_by_state import stated_by, status_stated
from analysis.recognise.columns import Stated
from analysis.recognise.fields import field_of
from analysis.recognise.identity_columns import begins_with_kind, is_kind
from analysis.recognise.looks import is_words, look
from analysis.recognise.table import Line, SheetReading, Table
from analysis.recognise.words import names_type

_FEWEST, _MOST_ROWS, _LOOKED_BACK = 2, 2000, 12
_LONGEST_NAME = 150
_BETWEEN = re.compile(
    r"(\s*[;,\n]\s*(?:[-–+•*]\s*|\d{1,2}\s*[.)]\s*)?|\s+và\s+"
    r"|\s+(?:[-–+•*]\s*|\d{1,2}\s*[.)]\s*)(?=[A-ZĐ])|\s+(?=(?:Đảng|Chi) bộ\s))"
)
"""What may part two names; lines of one cell may have been joined by a blank."""
_NUMBERING = re.compile(r"^\s*(?:[-–+•*]+|\(?\d{1,3}\s*[.)/:]|\d{1,3}\s*[-–]\s|[a-zđ]\s*[.)])\s*")
_SENTENCE = re.compile(r"(?i)^\S+(?: bộ| ủy| uỷ)? (?:đã|đang|chưa|còn|có|cơ sở|trực thuộc|nào)\b")
"""Đảng bộ đã hoàn thành …: of them all, no name."""
_DATED = re.compile(r"(?P<name>.+?)\s*(?:\((?P<aside>[^()]*)\)|[:,–-]\s+(?P<rest>[^:()]*))\s*")
_PLANNED = re.compile(r"(?i)(?:dự kiến|kế hoạch|lịch|trước|sẽ)\b")
_COUNT = re.compile(r"(?i)(?<![\d/.])(\d{1,3})\s+(?:đơn vị|tổ chức|tccsđ|đảng bộ|chi bộ|cơ sở|đ/v|đv)\b")

_COUNTED = re.compile(
    r"(?i)^.*?(?<![\d/.])\d{1,3}(?:/\d{1,3})?\s+(?:đơn vị|tổ chức(?: cơ sở)?(?: đảng)?|tccsđ|đảng bộ|chi bộ)"
    r"(?: cơ sở)?\s+(?=đã|đang|chưa)"
)
"""Còn 02 đơn vị chưa …: how many they are, before their state."""


class Listed(NamedTuple):
    """An organisation, the cell that names it, what is said of it, and the day beside its name."""

    name: str
    row: int
    column: int
    stated: Stated
    day: str | None = None

    @property
    def said(self) -> dict[str, Value]:
        """What its row would hold, had it one: the words of the state and, where it is given, the day."""
        milestone, words = self.stated
        if self.day is None:
            return {milestone: words}
        planned = status_stated(self.stated) == "not_started" and _PLANNED.match(self.day)
        return {milestone: words, f"{milestone}/{'planned' if planned else 'time'}": self.day}


class Miscount(NamedTuple):
    """Where a number stands that is not how many names there are."""

    row: int
    column: int
    words: str
    printed: int
    names: int


@dataclass(slots=True)
class NamesByState:
    """The names with their states; `labels` are the cells that say them, `lonely` names of no known state."""

    listed: list[Listed] = field(default_factory=list)
    labels: list[tuple[int, int, Value]] = field(default_factory=list)
    lonely: list[tuple[int, int, Value]] = field(default_factory=list)
    miscounts: list[Miscount] = field(default_factory=list)
    unused: list[tuple[int, int, Value]] = field(default_factory=list)


def names_by_state(reading: SheetReading) -> NamesByState | None:
    """The names of a sheet of which something says the state; None where there is no list of them."""
    found = NamesByState()
    if reading.tables:
        for table in reading.tables:
            _read_table(found, table)
    elif len(reading.sheet.rows) <= _MOST_ROWS:
        _Lines(found).read(reading)
    return found if len(found.listed) >= _FEWEST else None


def names_in(value: Value, headed: bool = False) -> list[str]:
    """The organisations that a cell lists; none where it says anything else.

    Below a heading such as "Tên đơn vị" they need not begin with their kind.

    >>> names_in("- Đảng bộ Bệnh viện Sản - Nhi - Chi bộ Báo")
    ['Đảng bộ Bệnh viện Sản - Nhi', 'Chi bộ Báo']
    >>> names_in("1. Đảng bộ Sở Nông nghiệp và Môi trường; 2. Chi bộ Báo"), names_in("Đảng bộ đã xong")
    (['Đảng bộ Sở Nông nghiệp và Môi trường', 'Chi bộ Báo'], [])
    """
    if not isinstance(value, str) or not is_words(_NUMBERING.sub("", value)):
        return []
    first, *others = _BETWEEN.split(_NUMBERING.sub("", value).strip(" .;,"))
    names = [first]
    for between, name in zip(others[::2], others[1::2], strict=True):
        if begins_with_kind(name) or (headed and ";" in between):
            names.append(name)
        else:
            names[-1] += between + name  # "Sở Nông nghiệp và Môi trường"
    fits = all((headed or _is_name(name)) and len(name) <= _LONGEST_NAME for name in names)
    return names if fits else []


def _is_name(text: str) -> bool:
    return begins_with_kind(text) and not is_kind(text) and not _SENTENCE.match(text)


def _listed(piece: str, row: int, column: int, stated: Stated) -> Listed:
    """A name, or a name with a day behind it: "Chi bộ Báo (dự kiến 5/6/2025)"."""
    parted = _DATED.fullmatch(piece)
    behind = (parted["aside"] or parted["rest"] or "").strip(" .,;") if parted else ""
    if parted and re.search(r"\d", behind) and not isinstance(read_when(behind, None), Fault | None):
        return Listed(parted["name"], row, column, stated, behind)
    return Listed(piece, row, column, stated)


def _read_table(found: NamesByState, table: Table) -> None:
    """All names of a table, or none of them where the state of one stays open."""
    headings = {c: _heading(table, c) for line in table.data for c in line.cells}
    headed = {c for c, path in headings.items() if field_of("progress", path) == "organisation"}
    listed: list[Listed] = []
    named: set[int] = set()
    for line in table.data:
        names = {c: some for c, v in line.cells.items() if (some := names_in(v, c in headed))}
        if headed:
            names = {c: some for c, some in names.items() if c in headed}
        for column, some in names.items():
            stated = _stated(table, line, column, headings, set(names))
            if stated is None:
                return
            listed += [_listed(name, line.row, column, stated) for name in some]
        named |= set(names)
        _check_counts(found, table, line, [name for some in names.values() for name in some])
    found.listed += listed
    _check_totals(found, table, len(listed))
    top = table.header_rows[-1] if table.header_rows else table.first_row
    found.unused += [
        (top, c, headings[c][-1])
        for c in headings
        if c not in named and headings[c] and _is_unused(table, c, headings[c])
    ]


def _heading(table: Table, column: int) -> tuple[str, ...]:
    """The headings of a column, else of the nearest left: a title merged over numbers and names."""
    return next((table.paths[c] for c in range(column, table.left - 1, -1) if c in table.paths), ("",))


def _stated(
    table: Table,
    line: Line,
    column: int,
    headings: dict[int, tuple[str, ...]],
    named: set[int],
) -> Stated | None:
    """What the row or the heading of a name says, else its section or title; None where two disagree."""
    beside = tuple(
        str(value)
        for c, value in line.cells.items()
        if c not in named and is_words(value) and field_of("progress", headings[c]) != "note"
    )
    around = (*beside, *reversed(headings[column]))
    titles = [text for _, _, text in reversed(table.titles)]
    further = (*around, *reversed(line.groups), *titles)
    said = {told for text in around if (told := stated_by(text, further))}
    if said:
        return said.pop() if len(said) == 1 else None
    return next((told for text in further if (told := stated_by(text, further))), None)


def _check_counts(found: NamesByState, table: Table, line: Line, names: list[str]) -> None:
    """A row's own count is one of its names."""
    counts = _counts(table, line)
    if len(counts) == 1 and len(names) > 1:
        _compare(found, table, line, counts, len(names))


def _check_totals(found: NamesByState, table: Table, names: int) -> None:
    for line in table.totals:
        if len(counts := _counts(table, line)) == 1:
            _compare(found, table, line, counts, names)


def _counts(table: Table, line: Line) -> dict[int, int]:
    """The counts of a row by column: what numbers the rows is none."""
    return {
        c: v
        for c, v in line.cells.items()
        if isinstance(v, int) and c in table.paths and c != table.ordinal and not _numbers(table.filled[c])
    }


def _numbers(values: list[Value]) -> bool:
    return len(values) > 1 and values == list(range(1, len(values) + 1))


def _compare(found: NamesByState, table: Table, line: Line, counts: dict[int, int], names: int) -> None:
    for column, count in counts.items():
        if count != names:
            found.miscounts.append(Miscount(line.row, column, table.paths[column][-1], count, names))


def _is_count(value: Value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_unused(table: Table, column: int, heading: tuple[str, ...]) -> bool:
    """Whether a column holds what was neither a name nor a number nor the words of a state."""
    if column == table.ordinal or field_of("progress", heading) == "note":
        return False
    return any(
        not is_words(value) and look(value) not in ("ordinal", "outline") for value in table.filled[column]
    ) and not all(map(_is_count, table.filled[column]))


class _Lines:
    """Reads a sheet without a table line by line: what says a state, and the names that follow it."""

    def __init__(self, found: NamesByState) -> None:
        self.found = found
        self.before: list[str] = []
        self.stated: Stated | None = None
        self.label: tuple[int, int, str] | None = None
        self.names = 0

    def read(self, reading: SheetReading) -> None:
        """Every row in turn; a row of several texts says nothing of what follows."""
        for r, row in enumerate(reading.sheet.rows):
            filled = [(c, v) for c, v in enumerate(row) if v is not None]
            texts = [(c, str(v)) for c, v in filled if is_words(v)]
            others = [v for c, v in filled if not is_words(v) and (texts and c > texts[0][0])]
            if len(texts) == 1 and not others:
                self._line(r, *texts[0])
            elif texts:
                self.found.lonely += [(r, c, text) for c, text in texts if names_in(text)]
                self._close()
        self._close()

    def _line(self, r: int, c: int, text: str) -> None:
        words = _NUMBERING.sub("", text).strip(" :.")
        if is_kind(words) or names_type(words):
            return  # a heading within the list: "a) Chi bộ cơ sở"
        if names := names_in(text):
            self._take(r, c, text, names)
            return
        self._close()
        head, _, behind = text.partition(":")
        self.stated = stated_by(_COUNTED.sub("", head), tuple(reversed(self.before[-_LOOKED_BACK:])))
        self.before.append(text)
        if self.stated is not None:
            self.label = (r, c, text)
            if names := names_in(behind):
                self._take(r, c, text, names)

    def _take(self, r: int, c: int, text: str, names: list[str]) -> None:
        if self.stated is None:
            self.found.lonely += [] if text.isupper() else [(r, c, text)]  # a banner names who writes
            return
        self.names += len(names)
        self.found.listed += [_listed(name, r, c, self.stated) for name in names]

    def _close(self) -> None:
        """The list is over: it has as many names as its label says."""
        if self.label is not None and self.names:
            self.found.labels.append(self.label)
            counts: Iterator[str] = iter(_COUNT.findall(self.label[2]))
            if (count := next(counts, None)) is not None and int(count) != self.names:
                self.found.miscounts.append(Miscount(*self.label, int(count), self.names))
        self.stated, self.label, self.names = None, None, 0
