"""Raw values of one cell read as a status, a date or a count, or the rule that refuses them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache

from analysis.cells import Value
from analysis.clean.clauses import read_clauses
from analysis.clean.moved_days import is_corrected, moved_to
from analysis.clean.silence import says_unreported
from analysis.clean.spelling import marks_restored, spelt_out, with_marks
from analysis.clean.unread_values import DASHES, FOOTNOTE, DoubtfulDate, Fault, broken_cell, meant
from analysis.date_interval import DateInterval, ImpossibleDate
from analysis.dates import find_dates, leaves_day_open, read_date
from analysis.plain_words import plain_fold
from analysis.text import fold, other_readings
from analysis.vocabulary import entries

_DONE_MARKS = frozenset("✓✔√☑☒✅+xXvV")
_EMPTY_BOXES = frozenset("☐□◻▢❌")
_GOING_ON_MARKS = frozenset("⏳⌛🔄")
_NOT_YET = re.compile(
    r"^(?:chưa|không(?! quá))(?:\s+(?:làm|xong|có|tổ chức|thực hiện))?[\s,;(:.-]+(?=\S)", re.IGNORECASE
)
_NOT_IN_SHORT = re.compile(r"\b(?:ko|khg)\b", re.IGNORECASE)
_PLAN_WORDS = re.compile(
    r"^(?:(?:chưa|không)(?:\s+(?:làm|xong|có|tổ chức|thực hiện))?[\s,;(:.-]+)?"
    r"(?:(?:sẽ|dự kiến|dk|dự định|kế hoạch|kh|lịch|trước|chậm nhất|muộn nhất|phấn đấu|hạn)\b)[^%]*\d"
    r"|[^%]*\d[^%]*\(?\b(?<!hơn )(?<!với )(?:dự kiến|dk)\)?\s*$",
    re.IGNORECASE,
)
_AFTER = re.compile(r"(?:^|\s)(?:sau|từ sau|(?<!không )quá)\s+(?:ngày\s+)?\d", re.IGNORECASE)
_CALLED_OFF = re.compile(r"(?:hoãn|hủy|huỷ|bãi bỏ|thay vì|(?:dời|lùi|chuyển) từ)\b", re.IGNORECASE)
_PERCENT = re.compile(
    r"^(?:đã )?(?:hoàn thành |đạt |xong |thực hiện )?(?:được )?(\d{1,3}(?:[.,]\d+)?)\s*%$", re.IGNORECASE
)
_DECISION = re.compile(
    r"(?i)^(?:đã có |có )?(?:q[đd]|quyết định|số|tb|thông báo|kl|kết luận)?\s*(?:số)?\s*:?\s*"
    r"\d+\s*[-/]\s*(?:q[đd]|kl|tb|cv|nq)\b.*"
    r"|^(?:đã có|có) (?:q[đd]|quyết định|kl|kết luận|tb|thông báo)\b[^\d]*\bsố\s*:?\s*\d+\b.*"
    r"|^(?:đã có |có )?(?:q[đd]|quyết định|kl|kết luận|tb|thông báo)\.? (?:(?:số\s*:?\s*)?\d+,? )?"
    r"(?:ký |ban hành )?ngày [\d/.\- ]+$"
)
_DECIDED = re.compile(
    r"(?:đã có |có )?(?:q[đd]|quyết định|kl|kết luận|tb|thông báo)\.? (?:số\s*:?\s*)?"
    r"\d+(?:\s*[-/]\s*[^\W\d_]+)*,? \(?(?:ký |ban hành )?(?:ngày )?"
    r"(?P<day>\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?)\)?",
    re.IGNORECASE,
)
"""QĐ 243 (28/4/2025), "QĐ 61, 16/5": a number, and the day behind it."""
_CROSSED = re.compile(r"[✓✔√☑☒✅xXvV]\s*[,:(]?\s*(?:ngày )?(?P<day>\d[^()]*?)\)?")
"""A cross with its day: "x 20/1", "✓ (15/12/2024)"."""
_CROSS_AND_NOTE = re.compile(r"[✓✔√☑☒✅xXvV]\s*\((?P<note>[^()?]*[^\W\d_][^()?]*)\)")
_LEAVES_OPEN = re.compile(
    r"\b(?:chưa|đang|còn|thiếu|chờ|dự kiến|kế hoạch|sẽ|mới|không|hoãn|lại|phần|ngày|tháng|lần \d)\b|\d \d"
)
"""x (bổ sung 02 đ/c)"""
_NOT_ALL = re.compile(r"\b(?:còn|thiếu|chưa)\b")
_SHARE = re.compile(r"%|\b(?:tỷ lệ|tỉ lệ|mức độ|hoàn thành|hoàn tất|tiến độ|phần trăm)\b")
"""A heading over shares: 75% is stored as 0.75."""
_NO_DATE_YET = re.compile(r"^(?:chưa|không(?! quá)|đang|sẽ|chờ)\b", re.IGNORECASE)
_SOME_DATE = re.compile(r"\d\s*[/.-]\s*\d")
_EXCEL_DAY_0 = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a milestone's cell says: the status and, where given, when; `planned` is not started."""

    status: str
    when: DateInterval | None = None


@cache
def _statuses() -> dict[str, str]:
    return {fold(row["phrase"]): row["status"] for row in entries("statuses") if fold(row["phrase"])}


@lru_cache(maxsize=65536)
def _mark_of_text(text: str, near: date | None, heading: str, milestone: str) -> Mark | Fault:
    if broken := broken_cell(text):
        return broken
    if says_unreported(text):
        return Fault("not_reported")
    text = spelt_out(_NOT_IN_SHORT.sub("không", FOOTNOTE.sub("", text).strip()))
    if found := _PERCENT.match(text):
        return _mark_of_percentage(float(found[1].replace(",", ".")))
    if status := _plain_status(text) or _status_in_another_code_page(text):
        return Mark(status)
    if "?" in text:
        return Fault("status_unreadable")  # whoever wrote it was not sure either
    try:
        if moved := moved_to(text, near):
            return Mark("done" if is_corrected(text) else "planned", moved)
        if _PLAN_WORDS.match(text):
            return _planned(text, near)
        return _mark_of_words(text, near, heading, milestone)
    except ImpossibleDate:
        return Fault("date_impossible")


def _mark_of_percentage(points: float) -> Mark | Fault:
    if points > 100:
        return Fault("status_unreadable")
    return Mark("done" if points == 100 else "in_progress" if points else "not_started")


def _mark_of_words(text: str, near: date | None, heading: str, milestone: str) -> Mark | Fault:
    """A day, a percentage, a decision or sentences. Raises ImpossibleDate."""
    if when := read_date(text, near=near) or _serial(text):
        return Mark("done", when)
    if noted := _CROSS_AND_NOTE.fullmatch(text):
        key = fold(noted["note"])
        if not _LEAVES_OPEN.search(key):
            return Mark("done")
        if _NOT_ALL.search(key):
            return Fault("status_unreadable")  # done, or under way?
    if (crossed := _CROSSED.fullmatch(text)) and (when := read_date(crossed["day"], near=near)):
        return Mark("done", when)
    if decided := _DECIDED.fullmatch(text):
        return Mark("done", read_date(decided["day"], near=near))
    dates = find_dates(text, near=near)
    if _DECISION.match(text):
        return Mark("done", dates[0] if len(dates) == 1 else None)
    said = read_clauses(text, milestone, plain_fold(heading), near, _plain_status)
    if said is None and (marked := marks_restored(text)) is not None:
        return _mark_of_text(marked, near, heading, milestone)
    return Mark(*said) if said else Fault("status_unreadable")


def _moved(text: str, near: date | None) -> DateInterval | Fault | None:
    try:
        return moved_to(text, near)
    except ImpossibleDate:
        return Fault("date_impossible")


def _serial(text: str) -> DateInterval | None:
    """A serial number of a day that became text, as a .csv has them."""
    return _real_date(int(text)) if len(text) == 5 and text.isdecimal() else None


def _planned(text: str, near: date | None) -> Mark | Fault:
    """Words of a plan, whatever the day: "Dự kiến 20/5/2025", "chưa, trước 30/6"."""
    when = _when_of_text(_NOT_YET.sub("", text), near)
    return when if isinstance(when, Fault) else Mark("planned", when)


def is_status(text: str) -> bool:
    """Whether words are a status by themselves, whatever they are said of: "đang thẩm định"."""
    return fold(with_marks(text)) in _statuses()


def _plain_status(text: str) -> str | None:
    """A mark, a dash, or words that the vocabulary knows."""
    text = text.removesuffix("\ufe0f")  # what makes a sign a picture
    if text in _DONE_MARKS:
        return "done"
    if text in _GOING_ON_MARKS:
        return "in_progress"
    if not text or text in _EMPTY_BOXES or DASHES.match(text):
        return "not_started"
    return _statuses().get(fold(text)) if "?" not in text else None


def _status_in_another_code_page(text: str) -> str | None:
    """What a list of known words makes of it: "roài" is a syllable, but only "rồi", its VNI, is a word."""
    known = {_statuses().get(fold(other)) for other in other_readings(text)} - {None}
    return known.pop() if len(known) == 1 else None


def read_mark(value: Value, near: date | None, heading: str = "", milestone: str = "") -> Mark | Fault:
    """A milestone's cell: blank is not started, a mark or a date done, words as their clauses say."""
    if value is None:
        return Mark("not_started")
    if isinstance(value, str):
        return _mark_of_text(meant(value), near, heading, milestone)
    if isinstance(value, DoubtfulDate):
        return Fault("date_swapped")
    if value in (0, 1):  # true and false too: who counts the done ones writes 1
        return Mark("done" if value else "not_started")
    if isinstance(value, float) and 0 < value < 1 and _SHARE.search(heading.casefold()):
        return Mark("in_progress")  # 90 %: all of it is 1, and done
    when = _real_date(value)
    return Mark("done", when) if when else Fault("status_unreadable")


_PLANS = re.compile(
    r"^(?:dự kiến|dk|dự định|kế hoạch|kh|lịch|sẽ)"
    r"(?: (?:tổ chức|tiến hành|hoàn thành|đại hội|đh|duyệt|vào|là))*\s*:?\s+",
    re.IGNORECASE,
)


def plans(value: Value) -> bool:
    """Whether a remark says for when its matter is planned, and no more: "dự kiến 27/5/2025".

    >>> plans("dự kiến đại hội 27/5/2025"), plans("dự kiến 27/5/2025 họp lần hai")
    (True, False)
    """
    begun = _PLANS.match(value) if isinstance(value, str) else None
    try:
        return begun is not None and read_date(str(value)[begun.end() :], near=_ANY_DAY) is not None
    except ImpossibleDate:
        return True  # the reader of the plan refuses it


_ANY_DAY = date(2025, 1, 1)
"""A day without a year is a day, whichever it is."""


def lies_ahead(mark: Mark, as_of: date | None) -> bool:
    """Whether the whole of a mark's date comes after the report: "tháng 5/2025" on 20/5 does not."""
    return mark.when is not None and as_of is not None and (mark.when.first or mark.when.last) > as_of


@lru_cache(maxsize=65536)
def _when_of_text(text: str, near: date | None) -> DateInterval | Fault | None:
    if broken := broken_cell(text):
        return broken
    text = with_marks(spelt_out(FOOTNOTE.sub("", text).strip()))
    if DASHES.match(text):
        return None
    if _NO_DATE_YET.match(text) and not _PLAN_WORDS.match(text):
        return Fault("date_unreadable") if _SOME_DATE.search(text) else None
    if "?" not in text and (moved := _moved(text, near)):
        return moved
    if "?" in text or _AFTER.search(text) or _CALLED_OFF.search(text):
        return Fault("date_unreadable")  # "sau 15/6" has no last day, "hoãn từ 12/5" no day at all
    if (serial := _serial(text)) is not None:
        return serial
    text = _NOT_YET.sub("", text)
    try:
        if when := read_date(text, near=near) or read_date(_PLANS.sub("", text), near=near):
            return when
        dates = find_dates(text, near=near)
    except ImpossibleDate:
        return Fault("date_impossible")
    return dates[0] if len(dates) == 1 and not leaves_day_open(text) else Fault("date_unreadable")


def read_when(value: Value, near: date | None) -> DateInterval | Fault | None:
    """A cell of a date column; None where it says that there is no date yet."""
    if value is None:
        return None
    if isinstance(value, str):
        return _when_of_text(meant(value), near)
    if isinstance(value, DoubtfulDate):
        return Fault("date_swapped")
    return _real_date(value) or Fault("date_unreadable")


def _real_date(value: Value) -> DateInterval | None:
    """A date of the workbook, or the serial number of one between 2000 and 2050."""
    if isinstance(value, datetime):
        value = value.date()
    elif isinstance(value, int) and not isinstance(value, bool) and 36526 <= value <= 55153:
        value = _EXCEL_DAY_0 + timedelta(days=value)
    return DateInterval(value, value) if isinstance(value, date) else None
