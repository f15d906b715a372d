"""A calendar laid out in columns: a cross under "Tháng 5" says when the congress is.

Dự kiến thời gian đại hội năm 2025: Tháng 3 | Tháng 4 | Tháng 5
"""

from __future__ import annotations

import re

from analysis.as_of import with_marks
from analysis.text import fold, readable

_PERIOD = re.compile(
    r"(?:tháng|thg|t)\.?\s*\d{1,2}(?:\s*/\s*\d{4}|\s*-\s*\d{4}| năm \d{4})?"
    r"|(?:quý|quí) (?:i{1,3}|iv|[1-4])\b.*"
)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d|\s*[-–]\s*20\d\d)(?<!-)")
PERIOD_FIELDS = ("congress_planned", "congress_held")
PERIOD = "period"


def give_periods(names: dict[int, str | None], paths: dict[int, tuple[str, ...]]) -> None:
    """Names columns of one field headed by months "congress_planned/period/3", by the column."""
    for field in PERIOD_FIELDS:
        months = [c for c, name in names.items() if name == field and is_period(paths[c][-1])]
        if len(months) > 1 and len(months) == sum(name == field for name in names.values()):
            names.update({c: f"{field}/{PERIOD}/{c}" for c in months})


_FROM = re.compile(r"(?:(?:dự kiến|thời gian|tổ chức) )*(?:từ ngày|từ|bắt đầu|ngày bắt đầu|ngày khai mạc)")
_TO = re.compile(r"(?:đến ngày|đến|kết thúc|ngày kết thúc|ngày bế mạc)")
FROM, TO, PART = "from", "to", "part"
_PARTS = {
    "documents_drafted": (re.compile(r"chính trị|\bbcct\b"), re.compile(r"kiểm điểm|\bbckđ\b")),
    "dossier_approved": (re.compile(r"văn kiện"), re.compile(r"nhân sự")),
}


def give_parts(names: dict[int, str | None], paths: dict[int, tuple[str, ...]]) -> None:
    """Names the columns of a milestone's two parts: political report | self-review, documents | personnel."""
    for field, parts in _PARTS.items():
        columns = [c for c, name in names.items() if name == field]
        told = [[bool(words.search(fold(paths[c][-1]))) for words in parts] for c in columns]
        if sorted(told) == [[False, True], [True, False]]:
            names.update({c: f"{field}/{PART}/{c}" for c in columns})


def give_ends(names: dict[int, str | None], paths: dict[int, tuple[str, ...]]) -> None:
    """Names two columns beside one another, "từ ngày" and "đến ngày", as the ends of one congress or task."""
    for column, path in paths.items():
        beside = paths.get(column + 1)
        if beside is None or path[:-1] != beside[:-1] or not _FROM.fullmatch(_key(path[-1])):
            continue
        both = (names.get(column), names.get(column + 1))
        fields = ["due"] if "due" in both else [name for name in both if name in PERIOD_FIELDS]
        if _TO.fullmatch(_key(beside[-1])) and fields:
            field = "congress_planned" if "congress_planned" in fields else fields[0]
            names[column], names[column + 1] = f"{field}/{FROM}", f"{field}/{TO}"


def _key(heading: str) -> str:
    """A heading as it is compared, TU_NGAY too."""
    return fold(with_marks(heading))


def is_period(heading: str) -> bool:
    """Whether a heading is nothing but a month or a quarter."""
    return _PERIOD.fullmatch(readable(heading).casefold().strip(" .:")) is not None


def period_text(path: tuple[str, ...]) -> str:
    """The period of a column with its year, if a heading above it gives the one year.

    >>> period_text(("Dự kiến đại hội năm 2025", "Tháng 5"))
    'Tháng 5 năm 2025'
    """
    leaf = readable(path[-1]).strip(" .:")
    years = {
        found[0] for part in path for found in _YEAR.finditer(re.sub(r"20\d\d\s*[-–]\s*20\d\d", "", part))
    }
    return leaf if _YEAR.search(leaf) or len(years) != 1 else f"{leaf} năm {years.pop()}"
