"""Rows of a register that stand there only to say that an organisation is no more."""

from __future__ import annotations

import re
from datetime import date

from analysis.clean.form import Record
from analysis.date_interval import ImpossibleDate
from analysis.dates import find_dates
from analysis.text import fold

_IN_BRACKETS = re.compile(r"[(\[–-]([^()\[\]]*)[)\]]?\s*$")
_ENDED = r"(?:(?:đã|bị) (?:giải thể|chấm dứt|kết thúc)|(?:giải thể|kết thúc hoạt động|chấm dứt hoạt động))\b"
_LEFT = r"đã (?:sáp nhập|hợp nhất|nhập|chuyển) (?:vào|về|đi|sang)\b"
_GONE = re.compile(rf"(?:(?:đơn vị|chi bộ|đảng bộ|tổ chức) )?(?:{_ENDED}|{_LEFT})")
_NOT_COUNTED = re.compile(r"\b(?:không (?:còn )?tính|không thống kê|không thuộc)\b")


def says_ended(record: Record, as_of: date | None) -> bool:
    """Whether a row says of its own organisation that it has ended, in the name's brackets or the note.

    What ends on a later day is still there; "Tách từ đơn vị giải thể" is about another.
    """
    name, note = record.value("organisation"), record.value("note")
    aside = _IN_BRACKETS.search(name) if isinstance(name, str) else None
    said = [text for text in (aside and aside[1], note) if isinstance(text, str)]
    gone = any(_GONE.match(fold(text)) for text in said)
    uncounted = gone and any(_NOT_COUNTED.search(fold(text)) for text in said)
    return gone and (uncounted or not any(_is_ahead(text, as_of) for text in said))


def _is_ahead(text: str, as_of: date | None) -> bool:
    try:
        return as_of is not None and any(day.last > as_of for day in find_dates(text, near=as_of))
    except ImpossibleDate:
        return True
