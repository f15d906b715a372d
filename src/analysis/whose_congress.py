"""Congresses of other bodies: of the youth union, the trade union, the associations, the shareholders."""

from __future__ import annotations

import re
from functools import lru_cache

CONGRESS = r"(?:đại hội|đh)"
_OF_OTHERS = re.compile(
    rf"\b{CONGRESS} (?:các |của )*"
    r"(?:chi đoàn|đoàn(?! (?:thể|viên))|công đoàn|phụ nữ|hội(?! (?:nghị|đồng))|cựu chiến binh|nông dân"
    r"|cổ đông)\b"
)
_OTHER_BODY = re.compile(
    r"\b(?:chi đoàn|đoàn (?:thanh niên|tn|tncs|cơ sở|trường|khối)|công đoàn|lhpn|hội nghị|người lao động"
    r"|(?:liên hiệp|hội|chi hội) phụ nữ|(?:hội |chi hội )?cựu chiến binh|hội nông dân|cổ đông)\b"
)
_PARTY = re.compile(r"\b(?:đảng|đảng bộ|đảng ủy|chi bộ|tccsđ|tổ chức cơ sở)\b")


def is_congress_of_others(key: str) -> bool:
    """Whether folded words speak of a congress that is another body's.

    >>> is_congress_of_others("đại hội các chi đoàn"), is_congress_of_others("đại hội đảng bộ")
    (True, False)
    """
    return _OF_OTHERS.search(key) is not None


_TERM = re.compile(r"\b(20\d\d) (20\d\d)\b")
_YEARS_OF_A_TERM = 5


@lru_cache(maxsize=16384)
def terms_in(key: str) -> tuple[int, ...]:
    """The first years of the terms that folded words name.

    >>> terms_in("quyết định chuẩn y nhiệm kì 2020 2025"), terms_in("giai đoạn 2021 2030")
    ((2020,), ())
    """
    years = ((int(first), int(last)) for first, last in _TERM.findall(key))
    return tuple(first for first, last in years if last - first == _YEARS_OF_A_TERM)


@lru_cache(maxsize=16384)
def is_column_of_others(key: str) -> bool:
    """Whether a column's headings name another body and none of the Party's: "Chi đoàn / Ngày đại hội".

    >>> is_column_of_others("chi đoàn ngày đại hội"), is_column_of_others("đại hội chi bộ công đoàn")
    (True, False)
    """
    other = _OTHER_BODY.search(key) or _OF_OTHERS.search(key)
    return other is not None and not _PARTY.search(key)
