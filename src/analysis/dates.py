"""Dates as Vietnamese offices write them: always day before month, often only roughly known.

A date is read to an interval from the first to the last day that it may mean: "tháng 8/2025" is
1/8 to 31/8. "Trước 30/6" has no first day and is read as on or before 30/6; whether the last day is
still on time is a matter of the plan.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from analysis.text import readable
from analysis.wording import Language

EARLIEST_YEAR, LATEST_YEAR = 1930, 2100
WORDS_OF_DATES = (
    "tháng", "năm", "ngày", "quý", "tuần", "đầu tháng", "giữa tháng", "cuối tháng", "đầu quý", "cuối quý",
    "đầu năm", "cuối năm", "trước", "trước ngày", "hết tháng", "chậm nhất", "dự kiến", "khoảng", "từ ngày",
    "đến ngày",
)  # fmt: skip
"""What a date is written with, for those who leave out the marks."""


@dataclass(frozen=True, slots=True)
class DateInterval:
    """The first and the last day that a date may mean; `first` is None for "on or before `last`"."""

    first: date | None
    last: date
    year_assumed: bool = False


class ImpossibleDate(ValueError):
    """A text that has the form of a date and can't be one: 31/2/2025, 5/13/2025."""


_SEPARATOR = r"\s*[/.\-]\s*"
_DAY = r"(?P<d{0}>\d{{1,2}})"
_MONTH = r"(?P<m{0}>\d{{1,2}})"
_YEAR = r"(?P<y{0}>\d{{4}}|\d{{2}})"
_FULL_YEAR = r"(?P<y{0}>\d{{4}})"


def _numeric(key: str = "") -> str:
    return (_DAY + _SEPARATOR + _MONTH + _SEPARATOR + _YEAR).format(key)


_TO = r"(?:-|–|—|->|→|÷|~|,|và|và ngày|đến|đến ngày|tới|&|\+)"
_LONG = r"(?P<dl>\d{1,2}) tháng (?P<ml>\d{1,2})(?:,? năm (?P<yl>\d{4}))?"
_OF_YEAR = r"(?:(?:\s*[/\-.]\s*|,? năm |\s+)" + _FULL_YEAR.format("") + r")?"
_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "một": 1,
    "hai": 2,
    "ba": 3,
    "tư": 4,
}
_QUARTER = r"(?:quý|quí|q)\s*(?P<q>i{1,3}|iv|[1-4]|một|hai|ba|tư)" + _OF_YEAR
_MONTH_OF = r"(?:tháng|thg|t)\.?\s*(?P<m>\d{1,2})" + _OF_YEAR
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
_NOISE_AFTER = re.compile(r"\s*\(?\b(?:dự kiến|dk)\)?$")
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
    for form, interval in _FORMS:
        if found := form.fullmatch(plain):
            return interval(found, near)
    return None


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


def day_of_parts(year: str | int, month: str | int, day: str | int) -> date:
    """The day from its parts; two digits are a year of this century. Raises ImpossibleDate."""
    full = int(year) + (2000 if len(str(year)) == 2 else 0)
    if not EARLIEST_YEAR <= full <= LATEST_YEAR:
        raise ImpossibleDate(f"{day}/{month}/{year}")
    try:
        return date(full, int(month), int(day))
    except ValueError as error:
        raise ImpossibleDate(f"{day}/{month}/{year}") from error


def _span(first: date, last: date, *, year_assumed: bool = False) -> DateInterval:
    if last < first:
        raise ImpossibleDate(f"{first} – {last}")
    return DateInterval(first, last, year_assumed)


def _nearest_year(build: Callable[[int], date], near: date | None) -> int | None:
    """The year that brings a date nearest to `near`; a 29/2 is tried only in leap years."""
    if near is None:
        return None
    days: dict[int, date] = {}
    for year in (near.year - 1, near.year, near.year + 1):
        try:
            days[year] = build(year)
        except ImpossibleDate:
            continue
    return min(days, key=lambda year: abs(days[year] - near)) if days else None


def _single(found: re.Match[str], near: date | None) -> DateInterval | None:  # noqa: ARG001
    day = day_of_parts(found["y"], found["m"], found["d"])
    return DateInterval(day, day)


def _iso(found: re.Match[str], near: date | None) -> DateInterval | None:  # noqa: ARG001
    day = day_of_parts(found["y"], found["m"], found["d"])
    return DateInterval(day, day)


def _without_year(found: re.Match[str], near: date | None) -> DateInterval | None:
    year = _nearest_year(lambda year: day_of_parts(year, found["m"], found["d"]), near)
    if year is None:
        return None
    day = day_of_parts(year, found["m"], found["d"])
    return DateInterval(day, day, year_assumed=True)


def _long(found: re.Match[str], near: date | None) -> DateInterval | None:
    if found["yl"]:
        day = day_of_parts(found["yl"], found["ml"], found["dl"])
        return DateInterval(day, day)
    year = _nearest_year(lambda year: day_of_parts(year, found["ml"], found["dl"]), near)
    if year is None:
        return None
    day = day_of_parts(year, found["ml"], found["dl"])
    return DateInterval(day, day, year_assumed=True)


def _days_of_month(found: re.Match[str], near: date | None) -> DateInterval | None:  # noqa: ARG001
    year, month = found["y"], found["m"]
    return _span(day_of_parts(year, month, found["a"]), day_of_parts(year, month, found["b"]))


def _months(found: re.Match[str], near: date | None) -> DateInterval | None:  # noqa: ARG001
    """Tháng 5-6/2025: from the first of the one to the last of the other."""
    first = day_of_parts(found["y"], found["a"], 1)
    last = day_of_parts(found["y"], found["b"], 1)
    return _span(first, last.replace(day=calendar.monthrange(last.year, last.month)[1]))


def _english(found: re.Match[str], near: date | None) -> DateInterval | None:  # noqa: ARG001
    """20-May-25, as an English Excel writes a day into text."""
    month = _ENGLISH.split("|").index(found["month"]) + 1
    day = day_of_parts(found["y"], month, found["d"])
    return DateInterval(day, day)


def _days_in_a_row(found: re.Match[str], near: date | None) -> DateInterval | None:
    """Two full dates beside one another are one event where they are days in a row; else nobody knows."""
    both = _from_to(found, near)
    return both if both and both.first and (both.last - both.first).days <= _LONGEST_CONGRESS else None


def _from_to(found: re.Match[str], near: date | None) -> DateInterval | None:
    """From one day to another; the first takes month and year from the second where it has none."""
    last = read_date(found["to"], near=near)
    if last is None or last.first != last.last:
        return None
    start = re.fullmatch(
        r"(?P<d>\d{1,2})(?:[/.\-](?P<m>\d{1,2}))?(?:[/.\-](?P<y>\d{2,4}))?", found["since"].strip()
    )
    if start is None:
        return None
    first = day_of_parts(start["y"] or last.last.year, start["m"] or last.last.month, start["d"])
    return _span(first, last.last, year_assumed=last.year_assumed)


_LONGEST_CONGRESS = 3
"""Days between the first and the last of one that is named by its days."""
_THIRDS = {
    "nửa đầu": (1, 15),
    "nửa cuối": (16, 31),
    "đầu": (1, 10),
    "thượng tuần": (1, 10),
    "giữa": (11, 20),
    "trung tuần": (11, 20),
    "cuối": (21, 31),
    "hạ tuần": (21, 31),
}


def _month(found: re.Match[str], near: date | None) -> DateInterval | None:
    month = int(found["m"])
    if not 1 <= month <= 12:
        raise ImpossibleDate(found[0])
    year = int(found["y"]) if found["y"] else _nearest_year(lambda year: day_of_parts(year, month, 15), near)
    if year is None:
        return None
    length = calendar.monthrange(year, month)[1]
    first, last = _THIRDS[found["part"].strip()] if found["part"] else (1, length)
    if found["week"]:
        first, last = _week_days(found["week"])
    return _span(
        day_of_parts(year, month, first),
        day_of_parts(year, month, min(last, length)),
        year_assumed=not found["y"],
    )


def _week_days(week: str) -> tuple[int, int]:
    """Week 2 is the 8th to the 14th; a fifth week and the last one end with the month."""
    number = {
        "đầu": 1,
        "cuối": 4,
        "nhất": 1,
        "hai": 2,
        "ba": 3,
        "tư": 4,
        "i": 1,
        "ii": 2,
        "iii": 3,
        "iv": 4,
    }.get(week)
    number = number or int(week)
    return 7 * number - 6, 31 if number == 5 or week == "cuối" else 7 * number


def _quarter(found: re.Match[str], near: date | None) -> DateInterval | None:
    """A quarter; its beginning, middle and end are its three months. Half of one is nobody's date."""
    if (found["part"] or "").startswith("nửa"):
        return None
    opening = 3 * _ROMAN[found["q"]] - 2
    year = (
        int(found["y"])
        if found["y"]
        else _nearest_year(lambda year: day_of_parts(year, opening + 1, 15), near)
    )
    if year is None:
        return None
    months = {"đầu": (0, 0), "giữa": (1, 1), "cuối": (2, 2)}.get((found["part"] or "").strip(), (0, 2))
    first, last = opening + months[0], opening + months[1]
    end = calendar.monthrange(year, last)[1]
    return _span(day_of_parts(year, first, 1), day_of_parts(year, last, end), year_assumed=not found["y"])


def _half_year(found: re.Match[str], near: date | None) -> DateInterval | None:  # noqa: ARG001
    first, last = (1, 6) if found["half"] == "đầu" else (7, 12)
    year = int(found["y"])
    return _span(day_of_parts(year, first, 1), day_of_parts(year, last, calendar.monthrange(year, last)[1]))


def _year(found: re.Match[str], near: date | None) -> DateInterval | None:  # noqa: ARG001
    return _span(day_of_parts(found["y"], 1, 1), day_of_parts(found["y"], 12, 31))


_ENGLISH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_PART = r"(?P<part>(?:nửa đầu|nửa cuối|đầu|giữa|cuối)\s+|(?:thượng|trung|hạ) tuần\s+)?"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date | None], DateInterval | None]], ...] = (
    (re.compile(_numeric()), _single),
    (re.compile(r"(?P<y>\d{4})[\-/](?P<m>\d{1,2})[\-/](?P<d>\d{1,2})(?:[t ]00:00:00)?"), _iso),
    (re.compile(_LONG), _long),
    (
        re.compile(
            r"(?P<a>\d{1,2})\s*"
            + _TO
            + r"\s*(?P<b>\d{1,2})(?:\s*[/.\-]\s*|,? tháng )(?P<m>\d{1,2})(?:\s*[/.\-]\s*|,? năm )"
            + _YEAR.format("")
        ),
        _days_of_month,
    ),
    (
        re.compile(
            rf"(?:tháng|thg|t)\.?\s*(?P<a>\d{{1,2}})\s*(?:{_TO}|hoặc|hay)\s*(?:tháng|thg|t)?\.?\s*"
            r"(?P<b>\d{1,2})(?:\s*[/\-.]\s*|,? năm |\s+)(?P<y>\d{4})"
        ),
        _months,
    ),
    (
        re.compile(r"(?P<d>\d{1,2})[\s\-]+(?:tháng|thg|th|t)\.?\s*(?P<m>\d{1,2})[\s\-,]+" + _YEAR.format("")),
        _single,
    ),
    (
        re.compile(rf"(?P<d>\d{{1,2}})[\s\-]+(?P<month>{_ENGLISH})[a-z]*\.?[\s\-,]+" + _YEAR.format("")),
        _english,
    ),
    (re.compile(rf"(?P<month>{_ENGLISH})[a-z]*\.? (?P<d>\d{{1,2}}),? " + _FULL_YEAR.format("")), _english),
    (
        re.compile(
            r"(?:từ\s+)?(?:ngày\s+)?(?P<since>\d{1,2}(?:[/.]\d{1,2}(?:[/.]\d{2,4})?)?)"
            r"\s*(?:-|–|—|->|→|÷|~|đến|tới)\s*(?:ngày\s+)?(?:hết\s+)?(?P<to>\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?)"
        ),
        _from_to,
    ),
    (
        re.compile(
            r"(?P<since>\d{1,2}/\d{1,2}/\d{4})\s*(?:;|,|&|và|và ngày|\s)\s*(?P<to>\d{1,2}/\d{1,2}/\d{4})"
        ),
        _days_in_a_row,
    ),
    (re.compile(r"(?P<d>\d{1,2})\s*[/\-]\s*(?P<m>\d{1,2})"), _without_year),
    (re.compile(r"(?P<d>0?[1-9]|[12]\d|3[01])\.(?P<m>0?[1-9]|1[0-2])"), _without_year),
    (
        re.compile(
            r"(?:tuần (?:thứ )?(?P<week>[1-5]|i{1,3}|iv|đầu|cuối|nhất|hai|ba|tư)(?: của|,)? )?"
            + _PART
            + _MONTH_OF
        ),
        _month,
    ),
    (re.compile(r"(?P<week>(?!))?" + _PART + r"(?P<m>\d{1,2})\s*[/.\-]\s*(?P<y>\d{4})"), _month),
    (re.compile(_PART + _QUARTER), _quarter),
    (re.compile(r"(?:6|sáu) tháng (?P<half>đầu|cuối) năm (?P<y>\d{4})"), _half_year),
    (re.compile(r"năm (?P<y>\d{4})"), _year),
)

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
