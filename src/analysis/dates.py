"""Dates as Vietnamese offices write them: always day before month, often only roughly known.

A date is read to an interval from the first to the last day that it may mean: "tháng 8/2025" is
1/8 to 31/8. "Trước 30/6" has no first day and is read as on or before 30/6; whether the last day is
still on time is a matter of the plan.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from analysis.date_forms import interval_of
from analysis.date_interval import DateInterval
from analysis.text import readable
from analysis.wording import Language

WORDS_OF_DATES = (
    "tháng", "năm", "ngày", "quý", "tuần", "đầu tháng", "giữa tháng", "cuối tháng", "đầu quý", "cuối quý",
    "đầu năm", "cuối năm", "trước", "trước ngày", "hết tháng", "chậm nhất", "dự kiến", "khoảng", "từ ngày",
    "đến ngày",
)  # fmt: skip
"""What a date is written with, for those who leave out the marks."""
_BY = re.compile(
    r"^(?:(?:hoàn thành|xong|tổ chức|thực hiện)\s+)?"
    r"(?:trước|chậm nhất|muộn nhất|không quá|đến hết|hết|hạn|thời hạn)"
    r"(?:\s+(?:là|trước|hết|ngày|vào))*\s*:?\s+(?P<rest>.+)$"
)
_AFTER = re.compile(r"^(?:sau|từ sau)\b")
_NOISE_BEFORE = re.compile(
    r"^(?:(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|cn|sáng|chiều|ngày|vào|dự kiến|dk|khoảng|trong)"
    r"\b[\s,:.]*)+"
)
_NOISE_AFTER = re.compile(r"\s*[(,]?\s*\b(?:dự kiến|dk|(?:buổi )?(?:sáng|trưa|chiều|tối))\)?$")
_TIME = re.compile(
    r"[\s,]+(?:lúc\s+)?\d{1,2}(?::\d{2}(?::\d{2})?(?:\.\d+)?|\s*(?:h|giờ)\s*(?:\d{2})?)$"
    r"|^(?:lúc\s+)?\d{1,2}(?:h|:|\s*giờ\s*)(?:\d{2})?[\s,]+"
)
_FOOTNOTE = re.compile(r"[\s*¹²³;.,]+$")


@lru_cache(maxsize=131072)
def read_date(text: str, *, near: date | None = None) -> DateInterval | None:
    """The interval that a text means as a date; None where it is no date at all.

    `near` gives a missing year: the one that brings the date nearest to it. Without `near` a date
    without a year is None. "Sau 5/6" (after) has no last day and is None.
    Raises ImpossibleDate for the form of a date that can't be one.

    >>> read_date("05/06/2025").last
    datetime.date(2025, 6, 5)
    >>> read_date("tháng 8/2025")
    DateInterval(first=datetime.date(2025, 8, 1), last=datetime.date(2025, 8, 31), year_assumed=False)
    """
    plain = _FOOTNOTE.sub("", _TIME.sub("", readable(text).casefold()))
    plain = _NOISE_BEFORE.sub("", _NOISE_AFTER.sub("", plain)).strip(" ()")
    if (
        not plain
        or _AFTER.match(plain)
        or not any(character.isdigit() or character in "iq" for character in plain)
    ):
        return None
    if by := _BY.match(plain):
        return _by(plain[: by.start("rest")], by["rest"], near)
    return interval_of(plain, near)


def _by(words: str, rest: str, near: date | None) -> DateInterval | None:
    """On or before the last day of what follows; only "before a month" ends with the day before it.

    "Hết tháng 5", "trước hết tháng 5" and "chậm nhất tháng 5" all end with 31/5.
    """
    limit = read_date(rest, near=near)
    if limit is None or limit.first is None:
        return limit
    whole_period = limit.first != limit.last
    before_it = whole_period and "trước" in words and "hết" not in words + rest
    last = limit.first - timedelta(days=1) if before_it else limit.last
    return DateInterval(None, last, limit.year_assumed)


_INSIDE = re.compile(
    r"(?<![\d/.\-])(?:\d{1,2}\s*[-–÷~]\s*)?\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})(?![\d/])"
    r"|(?:\d{1,2}\s*[-–÷~]\s*)?\d{1,2} tháng \d{1,2},? năm \d{4}"
    r"|(?:tháng|quý)\s*[\divIV]{1,3}(?:\s*/\s*|\s+năm\s+)\d{4}",
    re.IGNORECASE,
)
_INSIDE_WITHOUT_YEAR = re.compile(
    r"(?:ngày\s+)(\d{1,2}/\d{1,2})(?![\d/])|(?<![\d/])(\d{1,2}/\d{1,2})$", re.IGNORECASE
)

_LEAVES_OPEN = re.compile(
    r"\?|(?<!\w)(?:hoặc|hay|tuần|đầu|giữa|cuối|nửa|trước|sau|chậm nhất|muộn nhất|không quá|hết)(?!\w)"
    r"|\d{1,2}\s*[/.]\s*\d{1,2}(?!\d)|\d{1,2}\s*[÷~]|\d{1,2}\s*[-–]\s*(?=\s|$)",
    re.IGNORECASE,
)


def leaves_day_open(text: str) -> bool:
    """Whether what stands beside the dates in a text makes them a limit, a part or one of several.

    >>> leaves_day_open("7/5 hoặc 10/5/2025"), leaves_day_open("họp ngày 10/5/2025 tại phòng 2")
    (True, False)
    """
    plain = readable(text)
    beside = _INSIDE.sub(" ", plain)
    if beside == plain:
        beside = _INSIDE_WITHOUT_YEAR.sub(" ", plain)
    return _LEAVES_OPEN.search(beside) is not None


_BEFORE = re.compile(
    r"\d\s*(?:[^\w\s()]{1,3}|và|đến|tới|hoặc|hay)\s*$"  # 20÷21/5/2025: a part of a date is no date
    r"|\b(?:tuần|tháng|t|quý|lần|số|khóa)\s*$"  # tuần 3/5, tháng 5-6/2025
    r"|[^\W\d_](?<!ngày)(?<!từ)(?<!đến)(?<!hạn)(?<!xong)(?<!rồi)(?<!đh)$"  # l5/5/2025: a letter for a digit
)
_BEHIND = re.compile(r"^\s*(?:[^\w\s(,.]{1,3}|và|đến|tới|hoặc|hay)\s*(?:ngày\s*)?\d(?!\d?\s*(?:h|:|giờ))")


def _stands_alone(found: re.Match[str]) -> bool:
    """Whether a date inside a text is all that its neighbours say of a day."""
    text = found.string.casefold()
    return not _BEFORE.search(text[: found.start()]) and not _BEHIND.match(text[found.end() :])


def find_dates(text: str, *, near: date | None = None) -> list[DateInterval]:
    """The dates inside a longer text, in their order: "Xong 20/12/2024", "đã duyệt ngày 3/4/2025".

    None at all where one of them is a part of something else, as in "20*21/5/2025".
    Raises ImpossibleDate where one has the form of a date and can't be one.
    """
    plain = readable(text)
    parts = list(_INSIDE.finditer(plain)) or list(_INSIDE_WITHOUT_YEAR.finditer(plain))
    found = [read_date(part[0], near=near) for part in parts]
    if not all(map(_stands_alone, parts)):
        return []
    return [interval for interval in found if interval is not None]


_ENGLISH_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def format_date(day: date, language: Language = "vi") -> str:
    """15/3/2025, or 15 March 2025."""
    if language == "vi":
        return f"{day.day}/{day.month}/{day.year}"
    return f"{day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year}"


def long_date(day: date, language: Language = "vi") -> str:
    """Ngày 15 tháng 3 năm 2025 (in running text, without the capital), or 15 March 2025."""
    if language == "vi":
        return f"ngày {day.day} tháng {day.month} năm {day.year}"
    return format_date(day, language)
