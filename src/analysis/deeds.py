"""Headings over days: of deeds, of plans, or of both in one column."""

from __future__ import annotations

import re

_PLAN = r"(?:dự kiến|kế hoạch)"
_DEED = r"(?:thực tế\b|đã\b(?! (?:điều chỉnh|đăng kí|thống nhất|báo cáo|gửi|xin)\b))"
_OR = r"(?: (?:hoặc|hay|và))?"
_BOTH = re.compile(
    rf"\b{_PLAN}{_OR} {_DEED}|\b(?:đã(?: \w+){{0,3}}|thực tế){_OR} {_PLAN}\b"
    rf"|\b(?:hoàn thành|tổ chức|thực hiện|xong) (?:hoặc|hay) {_PLAN}\b"
)
_STILL_PLANNED = re.compile(r"\b(?:dự kiến|điều chỉnh)\b")


def tells_plans_and_deeds(key: str) -> bool:
    """Whether the days in a column are of both, by its folded heading: each day itself tells which.

    >>> tells_plans_and_deeds("ngày đại hội dự kiến hoặc đã tổ chức")
    True
    >>> tells_plans_and_deeds("ngày dự kiến đã điều chỉnh")
    False
    """
    return _BOTH.search(key) is not None


def is_day_of_deed(key: str) -> bool:
    """Whether a heading asks for the day on which something was done: who writes one there has done it.

    >>> is_day_of_deed("ngày hoàn thành"), is_day_of_deed("thời gian")
    (True, False)
    """
    return _DAY_OF_DEED.search(key) is not None and not _STILL_PLANNED.search(key)


_DONE = r"(?:hoàn thành|xong|duyệt|phê duyệt|ban hành|chuẩn y|công nhận|thông qua|có (?:kết luận|quyết định))"
_DAY_OF_DEED = re.compile(rf"^ngày (?:đã |được )*{_DONE}\b|^(?:đã |được )*{_DONE} ngày\b")


def tells_deeds(key: str) -> bool:
    """Whether a column holds days of deeds, alone or among those of plans.

    >>> tells_deeds("đã tổ chức ngày"), tells_deeds("đã đăng kí")
    (True, False)
    """
    return tells_plans_and_deeds(key) or (
        re.match(_DEED, key) is not None and _STILL_PLANNED.search(key) is None
    )
