"""The labels of a form with what is answered beside each: below one another, side by side, or in one cell.

1. Quy hoạch cấp ủy  | đã xong | (ghi rõ)
2. Tổng số đảng viên: 13      | Trong đó nữ: | 5
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from analysis.cells import Value
from analysis.numbers import read_count
from analysis.recognise.answers import answer_of, is_guidance
from analysis.recognise.fields import Kind, field_of
from analysis.recognise.identity_columns import begins_with_kind
from analysis.recognise.looks import is_words
from analysis.recognise.member_headings import MOVEMENTS, NO_MEASURE
from analysis.recognise.part_columns import status_of
from analysis.recognise.table import SheetReading
from analysis.recognise.words import plays
from analysis.text import fold

LONGEST_LABEL = 100
FORM_KINDS: tuple[Kind, ...] = ("progress", "membership")
_NUMBERING = re.compile(r"^\s*(?:\d{1,2}(?:\.\d+)*|[a-zđ]|[IVX]+)\s*[.)/:\-]\s*|^\s*[-+•*]\s*")
_PART = re.compile(r"^\s*[-+•*]|^\s*(?:trong đó|gồm|bao gồm)\b", re.IGNORECASE)
_GUIDE_HEADING = re.compile(
    r"hướng dẫn|cách ghi|cách điền|ghi chú|giải thích|chú thích|yêu cầu|gợi ý|diễn giải|đơn vị tính|đvt"
)
_MOST_ROWS = 400
"""No form asks as much: a longer sheet is a list, and reading each of its texts as a label takes long."""
_SPARSE, _SHORTEST_REMARK = 3, 15
"""Sentences without a heading, in fewer than a third of the rows of the fullest column, are remarks."""
Cell = tuple[int, int, Value]
Fields = Mapping[Kind, str | None]


@dataclass(frozen=True, slots=True)
class Label:
    """A label at its place, with its meaning in each kind of report, and its answer.

    `answers` are several where nobody can tell which counts; `part` says that it stands below another label
    as a part of it.
    """

    row: int
    column: int
    text: str
    fields: Fields
    answers: tuple[Cell, ...]
    part: bool

    @property
    def is_known(self) -> bool:
        """Whether it means something in some kind of report."""
        return any(self.fields.values())


def without_numbering(label: str) -> str:
    """The words of a label: "2. Quy hoạch cấp ủy:" without its number and colon."""
    return _NUMBERING.sub("", label).strip(" :;.")


def labels_of(reading: SheetReading) -> list[Label]:
    """The labels of a sheet, known and unknown, in the order of its cells."""
    rows: dict[int, list[tuple[int, Value]]] = {}
    for r, c, value in reading.sheet.cells():
        rows.setdefault(r, []).append((c, value))
        if len(rows) > _MOST_ROWS:
            return []
    inside = [label for r, cells in rows.items() for label in _in_one_cell_each(r, cells)]
    further = [label for r, cells in rows.items() for label in _further_in_row(r, cells)]
    for label in further:
        own = {label.column, label.answers[0][1]}
        rows[label.row] = [cell for cell in rows[label.row] if cell[0] not in own]
    inside += further
    taken = {(label.row, label.column) for label in inside}
    columns = _label_columns(rows, taken)
    beside: list[Label] = []
    for column, end in zip_longest(columns, columns[1:]):
        beside += _in_column(reading, rows, column, end, taken)
    return sorted([*inside, *beside], key=lambda label: (label.row, label.column))


def _in_one_cell_each(r: int, cells: list[tuple[int, Value]]) -> Iterator[Label]:
    """The labels of a row that carry their answers; one with another cell's answer beside it carries none."""
    for (c, value), right in zip(cells, [*(v for _, v in cells[1:]), None], strict=True):
        lone = right is None or (isinstance(right, str) and (":" in right or is_guidance(right)))
        if lone and (label := _in_one_cell(r, c, value)) is not None:
            yield label


def _further_in_row(r: int, cells: list[tuple[int, Value]]) -> Iterator[Label]:
    """The labels behind another's answer: "Tổng số đảng viên: | 13 | Trong đó nữ: | 5"."""
    for (_, before), (c, text), (at, answer) in zip(cells[1:], cells[2:], cells[3:], strict=False):
        if not isinstance(text, str) or not text.rstrip().endswith(":"):
            continue
        counted = isinstance(read_count(before), int) and isinstance(read_count(answer), int)
        fields = _fields(text) if counted else {}
        if any(fields.values()):
            part = _PART.match(text) is not None
            yield Label(r, c, without_numbering(text), fields, ((r, at, answer),), part)


def _in_one_cell(r: int, c: int, value: Value) -> Label | None:
    """Label and answer between which a colon stands: "Tổng số đảng viên: 9"."""
    if not isinstance(value, str) or ":" not in value.strip()[:-1]:
        return None
    head, _, tail = value.partition(":")
    fields = _fields(head)
    if head.count("(") != head.count(")") or not any(fields.values()) or is_guidance(tail):
        return None
    answer = answer_of(tail.strip())
    answers = ((r, c, answer),) if answer is not None else ()
    return Label(r, c, without_numbering(head), fields, answers, _PART.match(head) is not None)


def _fields(text: str) -> dict[Kind, str | None]:
    plain = without_numbering(text)
    fits = is_words(plain) and len(plain) <= LONGEST_LABEL
    if not fits:
        return dict.fromkeys(FORM_KINDS)
    fields = {kind: field_of(kind, (plain,)) for kind in FORM_KINDS}
    named = begins_with_kind(plain) and fields["membership"] not in NO_MEASURE
    return fields | {"membership": None} if named else fields  # "Đảng bộ Trường Cao đẳng" counts no graduates


def _label_columns(rows: Mapping[int, list[tuple[int, Value]]], taken: set[tuple[int, int]]) -> list[int]:
    """The columns of labels: the one with most of them, and others whose labels all end in a colon."""
    known: dict[int, list[str]] = {}
    for r, cells in rows.items():
        for c, value in cells:
            if isinstance(value, str) and (r, c) not in taken and any(_fields(value).values()):
                known.setdefault(c, []).append(value)
    if not known:
        return []
    first = max(known, key=lambda c: (len(set(known[c])), -c))
    ends = [
        c
        for c, texts in known.items()
        if len(texts) > 1 and all(text.rstrip().endswith(":") for text in texts)
    ]
    asked = set(map(without_numbering, known[first]))
    more = [c for c, texts in known.items() if c > first + 1 and _asks_more(rows, c, texts, first, asked)]
    return sorted({first, *ends, *more})


def _asks_more(
    rows: Mapping[int, list[tuple[int, Value]]], column: int, texts: list[str], first: int, asked: set[str]
) -> bool:
    """Whether further labels stand beside the answers to the first: none that was asked there, no states.

    Something has to be answered in between and further right: else they are answers themselves.
    """
    beside = [dict(cells) for cells in rows.values() if {first, column} <= dict(cells).keys()]
    labels = list(map(without_numbering, texts))
    if len(set(labels)) < _FEWEST_MORE or len(set(labels)) < len(labels) or asked.intersection(labels):
        return False
    if any(status_of(fold(label)) for label in labels) or len(labels) * 3 < len(beside) * 2:
        return False
    between = sum(any(first < c < column for c in row) for row in beside)
    right = sum(any(c > column for c in row) for row in beside)
    return min(between, right) * 2 >= len(beside) > 0


_FEWEST_MORE = 3
"""Labels that make a second column of them."""


def _in_column(
    reading: SheetReading,
    rows: Mapping[int, list[tuple[int, Value]]],
    column: int,
    end: int | None,
    taken: set[tuple[int, int]],
) -> list[Label]:
    """The labels of one column; what is answered stands right of them, before the next column of labels."""
    texts = {
        r: str(v) for r, cells in rows.items() for c, v in cells if c == column and is_words(v)
    }  # fmt: skip
    fields = {r: _fields(text) for r, text in texts.items() if (r, column) not in taken}
    right = {r: [(c, v) for c, v in rows[r] if c > column and (end is None or c < end)] for r in fields}
    counted = [r for r, known in fields.items() if any(known.values())]
    answering = _answer_columns(reading, column, [right[r] for r in counted])
    labels: list[Label] = []
    parts = part_rows((r, texts[r], any(c < column for c, _ in rows[r])) for r in fields)
    for r, known in fields.items():
        said = [(r, c, answer_of(value)) for c, value in right[r] if c in answering]
        answers = tuple(cell for cell in said if cell[2] is not None)
        labels.append(Label(r, column, without_numbering(texts[r]), known, answers, r in parts))
    return labels


def part_rows(labels: Iterable[tuple[int, str, bool]]) -> set[int]:
    """The rows that are parts of one above: "Trong đó: nữ", "- Dự bị", and the unnumbered ones that follow.

    Each label comes with its row, its text and whether a number stands before it.
    """
    parts: set[int] = set()
    part = False
    for r, text, numbered in labels:
        begins = _PART.match(text) is not None
        part = begins or (part and not numbered and _NUMBERING.match(text) is None)
        parts.update([r] if part else [])
    return parts


def _answer_columns(reading: SheetReading, column: int, right: Iterable[list[tuple[int, Value]]]) -> set[int]:
    """The columns that hold answers, not guidance for the writer, units or remarks."""
    filled: dict[int, list[Value]] = {}
    for cells in right:
        for c, value in cells:
            filled.setdefault(c, []).append(value)
    headings = {c: path for table in reading.tables for c, path in table.paths.items() if c > column}
    asked = {
        c: values
        for c, values in filled.items()
        if not _guides(values) and not _heads_guidance(headings.get(c, ()))
    }
    fullest = max(map(len, asked.values()), default=0)
    return {
        c
        for c, values in asked.items()
        if c in headings or len(values) * _SPARSE >= fullest or not all(map(_is_remark, values))
    }


def _is_remark(value: Value) -> bool:
    return is_words(value) and len(str(value)) > _SHORTEST_REMARK


def _guides(values: list[Value]) -> bool:
    told = sum(isinstance(value, str) and is_guidance(value) for value in values)
    return told * 2 > len(values)


def _heads_guidance(path: tuple[str, ...]) -> bool:
    return any(_GUIDE_HEADING.search(fold(text)) or plays("unit", text) for text in path)


def without_parts_of_parts(labels: Iterable[Label]) -> list[Label]:
    """The labels of parts that stand below a movement mean nothing: the women of those admitted."""
    labels = list(labels)
    told = [(n, label.fields["membership"], label.part) for n, label in enumerate(labels)]
    finer = parts_of_movements(told)
    return [label for n, label in enumerate(labels) if n not in finer]


def parts_of_movements(rows: Iterable[tuple[int, str | None, bool]]) -> set[int]:
    """Of rows with their measures, and whether each is a part, those that are parts of who came or went."""
    finer: set[int] = set()
    whole: str | None = None
    for r, name, part in rows:
        if not part:
            whole = name
        elif whole in MOVEMENTS - {"opening", "closing"}:
            finer.add(r)
    return finer
