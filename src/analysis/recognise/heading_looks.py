"""What a row of headings looks like, and what only looks like one."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from itertools import pairwise

from analysis.cells import Value
from analysis.memo import Memo
from analysis.recognise.looks import is_words, look, outline_of_text
from analysis.recognise.words import plays
from analysis.text import fold

Row = list[tuple[int, Value]]
"""The cells of a row that are not empty, with their columns."""

_BAND = re.compile(r"^(?:[<>≤≥]=?\s*\d{1,3}|\d{1,3}\s*[-–]\s*\d{1,3})$")
_YEAR = re.compile(r"^(?P<year>(?:19|20)\d\d)(?:\s*[-–/]\s*(?:\d\d|(?:19|20)\d\d))?$")
_DAY = re.compile(r"^(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>(?:19|20)\d\d)$")
_WEEKDAY = re.compile(
    r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|t[2-7]|chủ nhật|cn"
    r"|mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
    r"(?: \d[\d ]*)?"
)
_UNIT_LINE = re.compile(
    r"^[(\[]?(?:%|(?:(?:đvt|đv tính|đơn vị|unit)(?: \S+){0,3}:|in (?:thousands|millions|percent)\b).*"
    r"|(?:(?:(?:1[.,]000|nghìn|ngàn|triệu|tỷ|tỉ|thousands?|millions?|billions?|number|persons"
    r"|percent)\b|[£$€]) ?){1,2}(?: ?(?:of )?[\w$£€]+){0,2}"
    r"|(?:ha|km2|m2|m3|kg|tấn|tạ|lít|đồng|người|con|cái|kwh))[)\]]?$",
    re.IGNORECASE,
)
_NAMES_NOTES = (
    "ghi chú",
    "chú thích",
    "xác nhận",
    "nguồn",
    "nguồn vốn",
    "source",
    "sources",
    "notes",
    "note",
)
"""What names a column when it stands alone, although it would open a note with more words after it."""


def are_sections(row: Row) -> bool:
    """Labels such as "1. Hệ thần kinh", side by side: they open sections, they are no headings."""
    return all(is_words(v) and outline_of_text(str(v)) in ("number", "decimal", "roman") for _, v in row)


def is_band(value: Value) -> bool:
    """An age band that stands as a heading: 18-30, <30."""
    return isinstance(value, str) and _BAND.match(value) is not None


@lru_cache(maxsize=16384)
def _period_of_text(text: str) -> tuple[int, int, int] | None:
    if found := _YEAR.match(text):
        return int(found["year"]), 0, 0
    if found := _DAY.match(text):
        return int(found["year"]), int(found["month"]), int(found["day"])
    return None


def period(value: Value) -> tuple[int, int, int] | None:
    """The year or day that a cell names, as something that can be put in order; None for anything else."""
    if isinstance(value, str):
        return _period_of_text(value)
    if isinstance(value, int):
        return (value, 0, 0) if 1900 <= value <= 2100 else None
    return (value.year, value.month, value.day) if isinstance(value, date) else None


def are_periods(periods: list[tuple[int, int, int]]) -> bool:
    """Years or days as headings run one way, once or again under each wider heading.

    A year may be written over each of its parts: 2021, 2022, 2022, 2022.
    """
    run = len(set(periods))
    if run >= 2 and periods in (sorted(periods), sorted(periods, reverse=True)):
        return True
    first = periods[:run]
    ordered = first == sorted(set(first)) or first == sorted(set(first), reverse=True)
    return run >= 2 and ordered and first * (len(periods) // run) == periods


def are_days_of_month(values: list[int]) -> bool:
    """1, 2, 3 … as headings of days or items."""
    return len(values) >= 3 and all(b - a == 1 for a, b in pairwise(values))


def are_weekdays(row: Row) -> bool:
    """The days of a week side by side, perhaps each with its date, right of the hours or parts of a day."""
    if len(row) < 3:
        return False
    names = sum(_IS_WEEKDAY[value] for _, value in row if isinstance(value, str))
    return names >= 3 and names >= len(row) - 1


def _is_weekday(text: str) -> bool:
    return _WEEKDAY.fullmatch(fold(text)) is not None


_IS_WEEKDAY: Memo[str, bool] = Memo(_is_weekday)


def is_unit_line(text: str) -> bool:
    """What says in which unit the figures are: "Đơn vị: Triệu đồng", "(thousands of dollars)", %."""
    return _UNIT_LINE.match(text) is not None


def are_units(row: Row) -> bool:
    """A row of units under the headings: (mm), (bil. dol.), %."""
    texts = [str(value).strip() for _, value in row]
    return all(
        (text.startswith("(") and text.endswith(")") and look(text) == "text") or is_unit_line(text)
        for text in texts[1:] or texts
    ) and (len(row) >= 2)


def are_codes(row: Row) -> bool:
    """A name and then short codes, one under each heading: "SIC section", A, C, G-T; no Đ, Đ, Đ."""
    codes = [str(value) for _, value in row[1:]]
    return (
        is_words(row[0][1])
        and len(codes) >= 2
        and len(set(codes)) * 2 > len(codes)
        and all(len(code) <= 4 and look(code) in ("text", "outline") for code in codes)
        and not any(character.isdigit() for code in codes for character in code)
        and sum(look(code) == "outline" for code in codes) * 2 >= len(codes)
    )


def is_signed(row: Row) -> bool:
    """Signatures and remarks side by side; a heading "Ghi chú" alone is none."""
    texts = [str(value) for _, value in row if is_words(value)]
    notes = sum(plays("note", text) and fold(text) not in _NAMES_NOTES for text in texts)
    return notes * 2 >= max(1, len(texts))


def is_labelled_value(row: Row) -> bool:
    """A parameter with its value: "Kỳ báo cáo: | Quý II", "Đơn vị | Chi bộ Viện Quy hoạch xây dựng"."""
    if len(row) == 2 and _ONE_ORGANISATION.fullmatch(fold(str(row[1][1]))):
        return True
    return len(row) <= 4 and str(row[0][1]).rstrip().endswith(":")


_ONE_ORGANISATION = re.compile(
    r"(?:đảng bộ|chi bộ|đảng uỷ|đảng ủy) (?!cơ sở|trực thuộc|đã|chưa|phải|có|được|đảng bộ|chi bộ|và)\w+ "
    r"(?:(?!đại hội|đh\b|số\b|ngày\b|tỉ lệ|thời gian|nhiệm kì).)+"
)
"""The name of one of them: it stands over no column, whatever milestone its words sound like."""
