"""Cells of which a comment says something else than they do.

A comment "đơn vị xin lùi sang 29/5" at 22/5 leaves open which of both holds. Such a cell is refused; that any
other has a comment is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from analysis.cells import Sheet, Value, cell_address
from analysis.clean.form import Form, Record
from analysis.clean.unread_values import DISPUTED, shown
from analysis.clean.values import Mark, read_mark, read_when
from analysis.date_interval import DateInterval, ImpossibleDate
from analysis.dates import read_date
from analysis.findings import Finding, finding
from analysis.text import fold
from analysis.wording import LANGUAGES, say

_DISPUTES = re.compile(
    r"\b(?:hoãn|lùi|dời|chuyển sang|đổi|sai|nhầm|huỷ|chờ|điều chỉnh|đính chính|xác minh|kiểm tra lại|hỏi lại"
    r"|(?:chưa|không) (?:chắc|rõ|đúng|xác định|thống nhất|chốt|khớp|phải))\b"
)
_DAY = re.compile(r"(?<![\d/.])\d{1,2}[/.]\d{1,2}(?:[/.]20\d\d)?(?![\d/])")
_ONLY_IF = re.compile(r"\bnếu\b")
_NO_STATEMENTS = ("organisation", "note", "remark", "short_name", "rate")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_KINDS = ("progress", "membership")


def dispute_by_comments(sheet: Sheet, form: Form) -> list[Finding]:
    """Marks in place the cells of a form of which a comment says otherwise; every other comment is told."""
    comments = {cell_address(*at): own for at, text in sheet.comments.items() if (own := _theirs(text))}
    if form.kind not in _KINDS or not comments:
        return []
    disputed: set[str] = set()
    for record in form.records:
        for name, cell in _statements(record):
            value, comment = record.said[name], comments.get(cell)
            if comment is None or not _disputes(comment, value, form.as_of):
                continue
            if not _is_settled(comment, name, record, form.as_of):
                record.said[name] = DISPUTED + shown(value)["raw"]
                disputed.add(cell)
    rows = {record.line for record in form.records}
    others = [cell for cell in comments if cell.lstrip(_LETTERS) in rows and cell not in disputed]
    return [finding("cell_commented", form.origin(cell)) for cell in sorted(others)]


def _theirs(text: str) -> str:
    """What the sender noted, without what a copy that we gave back says below it."""
    for heading in (say("returned.comment", language) for language in LANGUAGES):
        before, found, _ = text.rpartition(f"{heading}\n")
        text = before.rstrip() if found else text
    return text


def _statements(record: Record) -> Iterator[tuple[str, str]]:
    names = [name for name in record.said if name.split("/")[0] not in _NO_STATEMENTS]
    return ((name, record.cell(name)) for name in names)


def _is_settled(comment: str, name: str, record: Record, as_of: date | None) -> bool:
    """What happens only "nếu" has not happened; a new day that another cell of the row gives is taken in."""
    if _ONLY_IF.search(fold(comment)):
        return True
    others = (shown(value)["raw"] for other, value in record.said.items() if other != name)
    try:
        new, beside = (_days_in(text, as_of) for text in (comment, "; ".join(others)))
    except ImpossibleDate:
        return False
    return bool(new) and new <= beside


def _disputes(text: str, value: Value, as_of: date | None) -> bool:
    """Whether a note takes back what the cell says, or gives another day than the day in it."""
    when = read_when(value, as_of)
    try:
        days = _days_in(text, as_of)
    except ImpossibleDate:
        return True
    if isinstance(when, DateInterval) and days:
        return days != {when.last}  # "lùi sang 29/5" at 29/5 has been done
    return _DISPUTES.search(fold(text)) is not None or _says_less(text, value, as_of)


def _says_less(text: str, value: Value, as_of: date | None) -> bool:
    """Whether a note at "xong" says that the matter is under way, or has not begun."""
    own = read_mark(value, as_of)
    return isinstance(own, Mark) and own.status == "done" and _OPEN.search(fold(text)) is not None


_OPEN = re.compile(r"\b(?:đang|chưa|mới (?:chỉ|họp|xong|duyệt|được|có)|còn (?:thiếu|chờ|phải))\b")


def _days_in(text: str, as_of: date | None) -> set[date]:
    """The days in a sentence, with or without their year."""
    days = (read_date(found, near=as_of) for found in _DAY.findall(text))
    return {day.last for day in days if day is not None}
