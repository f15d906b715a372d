"""Names in the lines of a notice, or in columns below one another, after what says their state."""

from __future__ import annotations

import re
from collections.abc import Iterable

from analysis.cells import Value
from analysis.pipeline.listed_names import (
    NUMBERING,
    STATE,
    Miscount,
    NamesByState,
    begins_as_name,
    listed_as,
    names_in,
)
from analysis.pipeline.lists_by_state import stated_by
from analysis.recognise.columns import Stated
from analysis.recognise.identity_columns import is_kind
from analysis.recognise.looks import is_words, look
from analysis.recognise.words import names_type

_LOOKED_BACK = 12
_CLAUSE = re.compile(rf"(?i)[;.]\s+(?=[^;.:]*{STATE}[^;.:]*:)")
"""… đã đại hội: A, B; 01 đơn vị chưa đại hội: C. Each has its own state."""
_COUNT = re.compile(r"(?i)(?<![\d/.])(\d{1,3})\s+(?:đơn vị|tổ chức|tccsđ|đảng bộ|chi bộ|cơ sở|đ/v|đv)\b")

_COUNTED = re.compile(
    r"(?i)^.*?(?<![\d/.])\d{1,3}(?:/\d{1,3})?\s+(?:đơn vị|tổ chức(?: cơ sở)?(?: đảng)?|tccsđ|đảng bộ|chi bộ)"
    r"(?: cơ sở)?\s+(?=đã|đang|chưa)"
)
"""Còn 02 đơn vị chưa …: how many they are, before their state."""
_INTRODUCING = re.compile(r"(?i)[\s,]*\b(?:bao gồm|gồm(?: có)?|là|như sau|sau đây)\s*$")
_NAMING = re.compile(r"\b(?:Đảng|Chi) bộ [A-ZĐ]")

Rows = Iterable[list[Value]]


def read_lines(found: NamesByState, rows: Rows) -> None:
    """Every row in turn; a row of several texts says nothing of what follows."""
    lines = _Lines(found, [])
    for r, row in enumerate(rows):
        texts = _texts(row)
        beside = [c for c, v in enumerate(row) if v is not None and not is_words(v)]
        if len(texts) == 1 and not any(c > texts[0][0] for c in beside):
            lines.line(r, *texts[0])
        elif texts:
            found.lonely += [(r, c, text) for c, text in texts if names_in(text)]
            lines.close()
    lines.close()


def read_columns(found: NamesByState, rows: list[list[Value]]) -> None:
    """States side by side, with nothing but names below each of them, up to the first other row."""
    before: list[str] = []
    for r, row in enumerate(rows):
        texts = _texts(row)
        if len(texts) > 1 and all(stated_by(text, tuple(reversed(before))) for _, text in texts):
            _read_below(found, rows, r, before)
            return
        before += [text for _, text in texts][-_LOOKED_BACK:]


def _read_below(found: NamesByState, rows: list[list[Value]], first: int, before: list[str]) -> None:
    columns = {c: _Lines(found, list(before)) for c, _ in _texts(rows[first])}
    for column, lines in columns.items():
        lines.line(first, column, str(rows[first][column]))
    for r in range(first + 1, len(rows)):
        texts = _texts(rows[r])
        others = [v for v in rows[r] if v is not None and look(v) not in ("text", "ordinal", "outline")]
        if not texts or others or not all(c in columns and names_in(text) for c, text in texts):
            break
        for c, text in texts:
            columns[c].line(r, c, text)
    for lines in columns.values():
        lines.close()


def _texts(row: list[Value]) -> list[tuple[int, str]]:
    return [(c, str(v)) for c, v in enumerate(row) if v is not None and is_words(v)]


class _Lines:
    """Reads lines below one another: what says a state, and the names that follow it."""

    def __init__(self, found: NamesByState, before: list[str]) -> None:
        self.found = found
        self.before = before
        self.stated: Stated | None = None
        self.label: tuple[int, int, str] | None = None
        self.names = 0

    def line(self, r: int, c: int, text: str) -> None:
        """A name or several, or sentences that may say the state of those that follow."""
        words = NUMBERING.sub("", text).strip(" :.")
        if is_kind(words) or names_type(words):
            return  # a heading within the list: "a) Chi bộ cơ sở"
        if (names := names_in(text)) or begins_as_name(words):
            self._take(r, c, text, names)
            return
        for clause in _CLAUSE.split(text):
            self._sentence(r, c, clause)

    def _sentence(self, r: int, c: int, text: str) -> None:
        """What may say the state of the names that follow it, behind a colon or in the lines below."""
        self.close()
        head, _, behind = text.partition(":")
        label = _INTRODUCING.sub("", _COUNTED.sub("", head))
        self.stated = stated_by(label, tuple(reversed(self.before[-_LOOKED_BACK:])))
        self.before.append(text)
        self.label = (r, c, text) if self.stated is not None else None
        if (names := names_in(behind)) or _NAMING.search(behind):
            self._take(r, c, text, names)

    def _take(self, r: int, c: int, text: str, names: list[str]) -> None:
        if self.stated is None or not names:
            self.found.lonely += [] if text.isupper() else [(r, c, text)]  # a banner names who writes
            return
        self.names += len(names)
        self.found.listed += [listed_as(name, r, c, self.stated) for name in names]

    def close(self) -> None:
        """The list is over: it has as many names as its label says."""
        if self.label is not None and self.names:
            self.found.labels.append(self.label)
            count = _COUNT.search(self.label[2])
            if count is not None and int(count[1]) != self.names:
                self.found.miscounts.append(Miscount(*self.label, int(count[1]), self.names))
        self.stated, self.label, self.names = None, None, 0
