"""Cells with a footnote: "22/5/2025**" and, below the table, "(**) Ngày dự kiến, chưa tổ chức".

A footnote that takes the cell back or corrects it leaves the cell unread; any other changes nothing. One at
an organisation's name is the row's note.
"""

from __future__ import annotations

import re
from collections import defaultdict

from analysis.cells import Sheet, Value
from analysis.clean.form import Record
from analysis.clean.unread_values import FOOTNOTED, Explained, SpanOfDays
from analysis.memo import Memo
from analysis.text import fold

_SIGNS = r"\*{1,5}|[¹²³⁴⁵]|(?<=\()\d(?=\))"
SIGN_AT_END = re.compile(rf"\S\s*\(?(?P<sign>{_SIGNS})\)?\s*$")
_IN_BRACKETS = re.compile(r"(?<=\S)\s*\(\d\)\s*$")
"""xong (2): the sign of a footnote that changes nothing."""
_OPENING = re.compile(rf"(?:^|(?<=[\s;.:]))[(\[]?(?P<sign>{_SIGNS})[)\]]?\s*[:.=–-]?\s*(?=[^\W\d_])")
_CHANGES = re.compile(
    r"\b(?:chưa|đang|phần|còn|mới|không|hoãn|hủy|dời|lùi|chuyển|dự kiến|kế hoạch|sẽ|đính chính|sửa"
    r"|điều chỉnh|thay|đúng (?:là|ra)|chính xác|nhầm|sai|tạm|ước|tính cả|kể cả|gồm|trừ)\b"
)
_CHANGES_COUNTS = re.compile(rf"{_CHANGES.pattern}|\b(?:tính|kể|bao gồm|trong đó|tạm thời|cộng)\b")
"""Whether some belong to a count is what its footnote leaves open."""
NO_VALUES = frozenset((
    "organisation", "organisation_type", "organisation_kind", "short_name", "subcell", "note", "task",
    "owner", "person", "event", "target", "decision",
))  # fmt: skip

"""What a row is about, and what is said of it in words."""

FOOTNOTED_KINDS = ("progress", "membership", "register", "tasks")


def _notes_in(text: str) -> tuple[tuple[str, str], ...]:
    found = list(_OPENING.finditer(text)) if any(sign in text for sign in "*¹²³⁴⁵)") else []
    ends = [*(note.start() for note in found[1:]), len(text)][: len(found)]
    return tuple((note["sign"], text[note.end() : end]) for note, end in zip(found, ends, strict=True))


NOTES_IN = Memo(_notes_in)
"""The signs that a text explains, each with what it says."""


def footnotes_of(sheet: Sheet) -> dict[str, str]:
    """What a sheet says below each of its signs; a sign that is explained twice says both."""
    notes: defaultdict[str, str] = defaultdict(str)
    for text in sheet.texts():
        for sign, said in NOTES_IN[text]:
            notes[sign] = f"{notes[sign]} {said}".strip()
    return notes


def footnotes_said(sheet: Sheet, kind: str, records: list[Record]) -> list[Record]:
    """The records with every cell that its footnote changes marked so."""
    notes = footnotes_of(sheet)
    changes = _CHANGES_COUNTS if kind == "membership" else _CHANGES
    return [_noted(record, notes, changes) for record in records] if notes else records


def _noted(record: Record, notes: dict[str, str], changes: re.Pattern[str]) -> Record:
    for name, value in record.said.items():
        said = "" if name in NO_VALUES else _note_at(value, notes)
        if changes.search(fold(said)):
            record.said[name] = Explained(str(value), FOOTNOTED)
        elif said and type(value) is str:
            record.said[name] = _IN_BRACKETS.sub("", value)
    note = _note_at(record.said.get("organisation"), notes)
    if not note or "note" in record.said:
        return record
    places = {**record.places, "note": record.places["organisation"]}
    return record._replace(said={**record.said, "note": note}, places=places)


def _note_at(value: Value, notes: dict[str, str]) -> str:
    """The footnotes at a cell, or at any of two that say a span of days together."""
    texts = value.ends if isinstance(value, SpanOfDays) else (value,)
    signs = [found["sign"] for t in texts if isinstance(t, str) and (found := SIGN_AT_END.search(t))]
    return " ".join(notes[sign] for sign in signs if sign in notes)
