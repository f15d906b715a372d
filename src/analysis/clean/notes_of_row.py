"""What the note of a row says of its congress, and what comes after it, that the columns do not."""

from __future__ import annotations

import re
from datetime import date

from analysis.clean.form import Record
from analysis.clean.milestone_fields import Reading
from analysis.clean.spelling import with_marks
from analysis.clean.values import Mark, read_mark
from analysis.dates import find_dates
from analysis.text import fold

_HELD_BY_NOTE = re.compile(r"\bđã (?:(?:tổ chức|tiến hành|làm|mở|xong) )*(?:đại hội|đh)\b")
_OTHERS = r"chi bộ|cb|trực thuộc|đoàn|công đoàn|hồ sơ|văn kiện|duyệt|nhiệm kì trước"
_OF_OTHERS = re.compile(rf"\b(?:{_OTHERS})\b")
_OPEN_OR_OF_OTHERS = re.compile(rf"\b(?:chưa|{_OTHERS})\b")
_MOVED = re.compile(
    r"\bhoãn\b|\b(?:chuyển|dời|lùi)\b(?: \w+){0,3}? (?:ngày|tháng|quý|tuần|\d+)\b"
    r"|\bchưa (?:họp|tổ chức|tiến hành|đại hội|đh)\b"
)
_PUT_OFF = re.compile(r"^(?!.*\bchưa\b).*\b(?:lùi|dời|hoãn|chậm) (?:lại )?\d+ (?:ngày|tuần)\b")
_OF_RESULTS = re.compile(r"(?:chuẩn y|công nhận|phê chuẩn)")


def says_moved(record: Record, read: Reading, as_of: date) -> bool:
    """Beside a day that is not the new one: "Hoãn, chuyển sang 13/6/2025"."""
    note = record.value("note")
    if not isinstance(note, str) or not _MOVED.search(key := fold(note)) or _OF_OTHERS.search(key):
        return False
    known = read.actual or read.planned
    days = {day.last for day in find_dates(note, near=as_of)}
    if read.status == "done" and not days and read.actual and read.planned and _PUT_OFF.search(key):
        return read.actual.last <= read.planned.last  # held later than planned: it has been moved
    if read.status == "done":
        return known is None or known.last not in days
    return read.status == "not_started" and bool(days) and known is not None and known.last not in days


def says_held(record: Record) -> bool:
    """Beside a blank "Đã tổ chức đại hội điểm": whoever reads only the column would call for nothing."""
    note = record.value("note")
    if not isinstance(note, str) or any(name.startswith("congress_held") for name in record.said):
        return False
    key = fold(with_marks(note))
    return _HELD_BY_NOTE.search(key) is not None and not _OPEN_OR_OF_OTHERS.search(key)


def says_results_pending(record: Record, as_of: date) -> bool:
    """Blank beside a note "Đang thẩm định chuẩn y": not begun or under way, the office has to say."""
    note = record.value("note")
    told = any(name.startswith("results_") for name in record.said)
    if told or not isinstance(note, str) or not _OF_RESULTS.search(fold(with_marks(note))):
        return False
    return read_mark(note, as_of, "", "results_approved") == Mark("in_progress")
