"""A day that has been moved: "25/5/2025 (dời sang 2/6/2025)", "lùi từ cuối tháng 5 sang 12/6"."""

from __future__ import annotations

import re
from datetime import date

from analysis.date_interval import DateInterval
from analysis.dates import read_date
from analysis.text import readable

_MOVED = re.compile(
    r"(?:(?:tạm )?hoãn\s*[,;:–-]\s*)?(?:(?P<old>.*?\d.*?)\s*[,;:(–-]?\s*)?"
    r"(?:(?:đã|được|phải|nay|tạm|có) )*(?:điều chỉnh|thay đổi|lùi|dời|rời|chuyển|hoãn|đổi)"
    r"(?: (?:lại|lịch|ngày|thời gian|kế hoạch|đại hội|đh))*"
    r"(?: từ(?: ngày)? (?P<since>.+?))?"
    r" (?:sang|đến|tới|thành|qua|về|lại|vào)(?: ngày)? (?P<new>.+?)\s*\)?\.?"
)
"""What is only asked for ("xin lùi", "đề nghị lùi") has not been moved yet."""


def moved_to(text: str, near: date | None) -> DateInterval | None:
    """The new day, where the old one is named beside it; None for anything else.

    Raises ImpossibleDate for the form of a date that can't be one.

    >>> moved_to("chuyển từ 20/5/2025 sang 12/6/2025", None).last
    datetime.date(2025, 6, 12)
    """
    found = _MOVED.fullmatch(readable(text).casefold())
    if found is None:
        return None
    old = [day for day in (found["old"], found["since"]) if day]
    if not old or any(read_date(day, near=near) is None for day in old):
        return None
    return read_date(found["new"], near=near)
