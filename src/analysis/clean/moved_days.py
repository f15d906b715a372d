"""A day that has been moved: "25/5/2025 (dời sang 2/6/2025)", "lùi từ cuối tháng 5 sang 12/6"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from analysis.date_interval import DateInterval
from analysis.dates import read_date
from analysis.text import readable

_MOVED = re.compile(
    r"(?:(?:tạm )?hoãn\s*[,;:–-]\s*)?(?:(?P<old>.*?\d.*?)\s*[,;:(–-]?\s*)?"
    r"(?:(?:đã|được|phải|nay|tạm|có) )*(?:điều chỉnh|thay đổi|lùi|dời|rời|chuyển|hoãn|đổi|sửa)"
    r"(?: (?:lại|lịch|ngày|thời gian|kế hoạch|đại hội|đh))*"
    r"(?: từ(?: ngày)? (?P<since>.+?))?"
    r" (?:sang|đến|tới|thành|qua|về|lại|vào)(?: ngày)? (?P<new>.+?)\s*\)?\.?"
)
"""What is only asked for ("xin lùi", "đề nghị lùi") has not been moved yet."""
_BEHIND_THE_NEW = re.compile(
    r"(?P<new>[\d/.\s-]+?)\s*[(,;–-]\s*(?:(?:đã|được|phải) )*(?:lùi|dời|rời|chuyển|đổi|điều chỉnh|sửa)"
    r"(?: lịch| ngày)* từ(?: ngày)? (?P<old>[\d/.\s-]+?)\s*\)?\.?"
)
"""11/6/2025 (lùi từ 5/6/2025)"""
_ARROW = re.compile(r"(?P<old>[\d/.\s-]+?)\s*(?:→|⇒|➔|->|=>|>>)\s*(?P<new>[\d/.\s-]+)")
_LONGEST_SPAN = timedelta(days=5)
"""An arrow between days that lie further apart is none from the first to the last day of a congress."""


def moved_to(text: str, near: date | None) -> DateInterval | None:
    """The new day, where the old one is named beside it; None for anything else.

    Raises ImpossibleDate for the form of a date that can't be one.

    >>> moved_to("chuyển từ 20/5/2025 sang 12/6/2025", None).last
    datetime.date(2025, 6, 12)
    >>> moved_to("23/5 → 30/5/2025", None).last, moved_to("29/5/2025 → 30/5/2025", None)
    (datetime.date(2025, 5, 30), None)
    """
    key = readable(text).casefold()
    if arrow := _ARROW.fullmatch(key):
        new = read_date(arrow["new"], near=near)
        return _beyond(read_date(arrow["old"], near=near or (new and new.last)), new)
    if behind := _BEHIND_THE_NEW.fullmatch(key):
        known = read_date(behind["old"], near=near) is not None
        return read_date(behind["new"], near=near) if known else None
    found = _MOVED.fullmatch(key)
    if found is None:
        return None
    old = [day for day in (found["old"], found["since"]) if day]
    if not old or any(read_date(day, near=near) is None for day in old):
        return None
    return read_date(found["new"], near=near)


def is_corrected(text: str) -> bool:
    """Whether a day only stands in the place of another that was wrong, by an arrow or "sửa thành".

    >>> is_corrected("20/5 sửa thành 27/5/2025"), is_corrected("20/5 lùi sang 27/5/2025")
    (True, False)
    """
    return _ARROW.fullmatch(readable(text)) is not None or _CORRECTED.search(readable(text)) is not None


_CORRECTED = re.compile(r"(?i)\bsửa (?:lại )?(?:thành|là|từ)\b")


def _beyond(old: DateInterval | None, new: DateInterval | None) -> DateInterval | None:
    """The new day behind an arrow; what lies near the old one is the end of a span, which this is not."""
    if old is None or new is None:
        return None
    return new if abs(new.last - old.last) > _LONGEST_SPAN else None
