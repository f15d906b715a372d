"""The forms in which a date is written, each with the interval that it means."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date

from analysis.date_interval import DateInterval, ImpossibleDate, day_of_parts, nearest_year, span

_SEPARATOR = r"\s*[/.\-]\s*"
_DAY = r"(?P<d{0}>\d{{1,2}})"
_MONTH = r"(?P<m{0}>\d{{1,2}})"
_YEAR = r"(?P<y{0}>\d{{4}}|\d{{2}})"
_FULL_YEAR = r"(?P<y{0}>\d{{4}})"


def _numeric(key: str = "") -> str:
    return (_DAY + _SEPARATOR + _MONTH + _SEPARATOR + _YEAR).format(key)


_TO = r"(?:-|–|—|->|→|÷|~|,|và|và ngày|đến|đến ngày|tới|&|\+)"
_LONG = r"(?P<dl>\d{1,2}) tháng (?P<ml>\d{1,2})(?:,? năm (?P<yl>\d{4}))?"
_OF_YEAR = r"(?:(?:\s*[/\-.]\s*|,? năm |\s+)(?P<y>\d{4}|(?<=/)2[4-9]))?"
"""T6/25 is June 2025: what says that it is a month needs no four figures."""
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
_QUARTER = r"(?:quý|quí|q\.?)\s*(?P<q>i{1,3}|iv|[1-4]|một|hai|ba|tư)" + _OF_YEAR
_MONTH_OF = r"(?:tháng|thg|t)\.?\s*(?P<m>\d{1,2})" + _OF_YEAR


def interval_of(plain: str, near: date | None) -> DateInterval | None:
    """What a text without anything beside its date means; None where it has none of the forms."""
    for form, interval in _FORMS:
        if found := form.fullmatch(plain):
            return interval(found, near)
    return None


def _single(found: re.Match[str], near: date | None) -> DateInterval | None:  # noqa: ARG001
    day = day_of_parts(found["y"], found["m"], found["d"])
    return DateInterval(day, day)


def _iso(found: re.Match[str], near: date | None) -> DateInterval | None:  # noqa: ARG001
    day = day_of_parts(found["y"], found["m"], found["d"])
    return DateInterval(day, day)


def _without_year(found: re.Match[str], near: date | None) -> DateInterval | None:
    year = nearest_year(lambda year: day_of_parts(year, found["m"], found["d"]), near)
    if year is None:
        return None
    day = day_of_parts(year, found["m"], found["d"])
    return DateInterval(day, day, year_assumed=True)


def _long(found: re.Match[str], near: date | None) -> DateInterval | None:
    if found["yl"]:
        day = day_of_parts(found["yl"], found["ml"], found["dl"])
        return DateInterval(day, day)
    year = nearest_year(lambda year: day_of_parts(year, found["ml"], found["dl"]), near)
    if year is None:
        return None
    day = day_of_parts(year, found["ml"], found["dl"])
    return DateInterval(day, day, year_assumed=True)


def _days_of_month(found: re.Match[str], near: date | None) -> DateInterval | None:  # noqa: ARG001
    year, month = found["y"], found["m"]
    return span(day_of_parts(year, month, found["a"]), day_of_parts(year, month, found["b"]))


def _months(found: re.Match[str], near: date | None) -> DateInterval | None:  # noqa: ARG001
    """Tháng 5-6/2025: from the first of the one to the last of the other."""
    first = day_of_parts(found["y"], found["a"], 1)
    last = day_of_parts(found["y"], found["b"], 1)
    return span(first, last.replace(day=calendar.monthrange(last.year, last.month)[1]))


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
    last = interval_of(found["to"], near)
    if last is None or last.first != last.last:
        return None
    start = re.fullmatch(
        r"(?P<d>\d{1,2})(?:[/.\-](?P<m>\d{1,2}))?(?:[/.\-](?P<y>\d{2,4}))?", found["since"].strip()
    )
    if start is None:
        return None
    first = day_of_parts(start["y"] or last.last.year, start["m"] or last.last.month, start["d"])
    return span(first, last.last, year_assumed=last.year_assumed)


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
    year = _full(found["y"]) or nearest_year(lambda year: day_of_parts(year, month, 15), near)
    if year is None:
        return None
    length = calendar.monthrange(year, month)[1]
    first, last = _THIRDS[found["part"].strip()] if found["part"] else (1, length)
    if found["week"]:
        first, last = _week_days(found["week"])
    return span(
        day_of_parts(year, month, first),
        day_of_parts(year, month, min(last, length)),
        year_assumed=not found["y"],
    )


def _full(year: str | None) -> int | None:
    return int(year) + (2000 if len(year) == 2 else 0) if year else None


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
    year = _full(found["y"]) or nearest_year(lambda year: day_of_parts(year, opening + 1, 15), near)
    if year is None:
        return None
    months = {"đầu": (0, 0), "giữa": (1, 1), "cuối": (2, 2)}.get((found["part"] or "").strip(), (0, 2))
    first, last = opening + months[0], opening + months[1]
    end = calendar.monthrange(year, last)[1]
    return span(day_of_parts(year, first, 1), day_of_parts(year, last, end), year_assumed=not found["y"])


def _half_year(found: re.Match[str], near: date | None) -> DateInterval | None:  # noqa: ARG001
    first, last = (1, 6) if found["half"] == "đầu" else (7, 12)
    year = int(found["y"])
    return span(day_of_parts(year, first, 1), day_of_parts(year, last, calendar.monthrange(year, last)[1]))


def _year(found: re.Match[str], near: date | None) -> DateInterval | None:  # noqa: ARG001
    return span(day_of_parts(found["y"], 1, 1), day_of_parts(found["y"], 12, 31))


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
