"""Counts, fractions and rates as Vietnamese offices write them: a point parts thousands, a comma decimals."""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.diacritics import Diacritics, lacks_marks
from analysis.text import readable
from analysis.wording import Language

_NOUGHT = frozenset(("-", "–", "—", "không", "không có", "ko", "ko có", "0"))
_UNITS = r"(?:đ/?\s?c|đồng chí|đảng viên|đv|người|chi bộ|đảng bộ|tổ chức|cb|tc)"
_COUNT = re.compile(
    rf"^(?P<number>\d{{1,3}}(?:\.\d{{3}})+|\d{{1,3}}(?: \d{{3}})+|\d+)\s*{_UNITS}?\s*(?:\([^()]*\))?\s*\*?$",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    r"^(?:đã\s+)?(?:(?:đại hội|đh|tổ chức|xong|đạt|hoàn thành)\s*:?\s+(?:được\s+)?)?"
    rf"(?P<held>\d{{1,5}})\s*(?:/|trên)\s*(?P<required>\d{{1,5}})\s*{_UNITS}?\s*(?:\([^()]*\))?$",
    re.IGNORECASE,
)
_FRACTION_INSIDE = re.compile(
    r"(?<![\d/.])(?P<held>\d{1,5})\s*(?:/|trên|trong)\s*(?:tổng )?(?:số )?(?P<required>\d{1,5})(?!\s*[/.]?\d)"
)
_ALL_DONE = re.compile(
    r"(?:đã|xong|đủ|hết|được|cả|đạt|hoàn|thành|tất|rồi|đh|đại|hội|tổ|chức|chi|bộ|cb|cbtt|trực|thuộc|các|tổng|số|\s)*"
)
_RATE_BEHIND = re.compile(
    r"(?<=\w)\s*[,;:(=–-]?\s*(?:đạt |bằng |tỷ lệ |tỉ lệ )*(?P<rate>\d{1,3}(?:[.,]\d+)?)\s*%\s*\)?$",
    re.IGNORECASE,
)
_LEFT_BEHIND = re.compile(
    r"(?<=\w)\s*[,;.(]\s*(?:hiện )?còn (?:lại )?(?P<left>\d{1,5})\s*(?:chi bộ|cb|cbtt)?(?: trực thuộc)?"
    r" chưa (?:(?:tổ chức|tiến hành|đại hội|đh|xong)\s*)*\)?$",
    re.IGNORECASE,
)
"""Behind "7/9 chi bộ": "còn 02 chi bộ chưa đại hội"."""
_RATE = re.compile(r"^(?P<number>\d{1,3}(?:[.,]\d+)?)\s*%$")


_WITHOUT_MARKS = Diacritics(
    (
        "không", "không có", "đ/c", "đồng chí", "đảng viên", "đv", "người", "chi bộ", "đảng bộ", "tổ chức",
        "đã", "xong", "đủ", "hết", "được", "cả", "đạt", "hoàn thành", "rồi", "đh", "đại hội", "trực thuộc",
        "các", "tổng", "tổng số", "số", "còn", "còn lại", "chưa", "trên", "tỷ lệ", "bằng",
    )
)  # fmt: skip


def _with_marks(text: str) -> str:
    """A count's words as they are looked up, typed without marks or not."""
    plain = readable(text)
    return (_WITHOUT_MARKS.restored(plain.split()) if lacks_marks(plain) else None) or plain


def read_count(value: object) -> int | None:
    """A count of things: 12, "3.445", "12 đ/c", "12 (5 nữ)"; a dash or "không" is nought.

    None for what is no count: fractions, negative numbers, dates, and "3,445", which may be three
    thousand to one reader and three and a half to another.

    >>> read_count("3.445"), read_count("12 đ/c"), read_count("-"), read_count("85,5")
    (3445, 12, 0, None)
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return int(value) if value >= 0 and value == int(value) else None
    return _count_of_text(value) if isinstance(value, str) else None


@lru_cache(maxsize=65536)
def _count_of_text(text: str) -> int | None:
    plain = _with_marks(text)
    if plain.casefold() in _NOUGHT:
        return 0
    found = _COUNT.match(plain)
    return int(re.sub(r"[. ]", "", found["number"])) if found else None


@lru_cache(maxsize=65536)
def read_fraction(text: str) -> tuple[int, int] | None:
    """Held and required from "12/15", "12 trên 15" or words around it; None for anything else.

    A rate behind it has to be theirs, "4/4 chi bộ, đạt 100%", and so has the number of those left.

    >>> read_fraction("đủ 4/4"), read_fraction("còn 2/5 chi bộ chưa ĐH"), read_fraction("12/5/2025")
    ((4, 4), (3, 5), None)
    """
    plain = _with_marks(text)
    if (rated := _RATE_BEHIND.search(plain)) is not None:
        both, rate = read_fraction(plain[: rated.start()]), float(rated["rate"].replace(",", "."))
        return both if both and both[1] and abs(100 * both[0] / both[1] - rate) <= 1 else None
    if (left := _LEFT_BEHIND.search(plain)) is not None:
        both = read_fraction(plain[: left.start()])
        return both if both and both[1] - both[0] == int(left["left"]) else None
    found = _FRACTION.match(plain)
    return (int(found["held"]), int(found["required"])) if found else _fraction_in_words(plain.casefold())


def _fraction_in_words(text: str) -> tuple[int, int] | None:
    """Words such as "đã xong cả 5/5 chi bộ", "còn 2/5 chi bộ chưa đại hội" say what is counted."""
    inside = list(_FRACTION_INSIDE.finditer(text))
    if len(inside) != 1:
        return None
    some, whole = int(inside[0]["held"]), int(inside[0]["required"])
    words = re.sub(r"[\W_]+", " ", text[: inside[0].start()] + " " + text[inside[0].end() :])
    if _ALL_DONE.fullmatch(words):
        return some, whole
    if re.search(r"\bchưa\b", words) and some == 0:
        return 0, whole
    left = re.search(r"\bcòn\b.*\bchưa\b", words) and some <= whole
    return (whole - some, whole) if left and _ALL_DONE.fullmatch(re.sub("còn|lại|chưa", "", words)) else None


def read_rate(value: object) -> float | None:
    """A share between 0 and 1 from "85,5%" or from a number that is one already; None otherwise."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if 0 <= value <= 1 else None
    if not isinstance(value, str) or not (found := _RATE.match(readable(value))):
        return None
    rate = float(found["number"].replace(",", ".")) / 100
    return rate if rate <= 1 else None


def format_count(count: int, language: Language = "vi") -> str:
    """3.445 in Vietnamese, 3,445 in English."""
    grouped = f"{count:,}"
    return grouped.replace(",", ".") if language == "vi" else grouped


def format_rate(rate: float, language: Language = "vi") -> str:
    """85,5% in Vietnamese, 85.5% in English; half a tenth is rounded up.

    What is not everything never shows as 100%, what is not nothing never as 0%.
    """
    tenths = int(rate * 1000 + 0.5 + 1e-9)
    tenths = min(tenths, 999) if rate < 1 else tenths
    tenths = max(tenths, 1) if rate > 0 else tenths
    shown = f"{tenths // 10}" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"
    return f"{shown.replace('.', ',') if language == 'vi' else shown}%"


def format_chance(chance: float) -> str:
    """A probability in whole percent, 11%; what may happen never shows as 0%, what may fail never as 100%."""
    percent = int(chance * 100 + 0.5)
    percent = min(percent, 99) if chance < 1 else percent
    return f"{max(percent, 1) if chance > 0 else percent}%"


def format_points(change: float, language: Language = "vi") -> str:
    """The change of a rate in percentage points, with its sign: +23,1."""
    tenths = int(abs(change) * 1000 + 0.5 + 1e-9)
    shown = f"{tenths // 10}.{tenths % 10}".removesuffix(".0")
    sign = "" if not tenths else "+" if change > 0 else "−"
    return sign + (shown.replace(".", ",") if language == "vi" else shown)


def format_share(held: int, required: int, language: Language = "vi") -> str:
    """A rate with its counts: 11/26 (42,3%); the counts alone where nothing is required."""
    counts = f"{format_count(held, language)}/{format_count(required, language)}"
    return f"{counts} ({format_rate(held / required, language)})" if required else counts
