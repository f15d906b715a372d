"""Headings of membership statistics whose words alone would mislead.

"Nữ" under an age band are not all the women, "Đảng viên DB" is no total, and of two totals with a date
the earlier one opens the period.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
SUMS = frozenset((
    "tổng số", "tổng", "tổng cộng", "cộng", "số lượng", "số đảng viên", "đảng viên", "số người", "sl",
    "người", "đ c", "đồng chí", "tổng số người", "tổng số đảng viên", "số",
))  # fmt: skip
"""What stands over the column of all in a group: "Nữ / Số lượng"."""
NO_MEASURE = (
    "organisation",
    "organisation_type",
    "note",
    "rate",
    "increase_total",
    "decrease_total",
    "decrease_other",
    "submitted",
)
MOVEMENTS = frozenset((
    "opening", "admitted", "transferred_in", "restored", "died", "expelled", "removed", "resigned",
    "transferred_out", "closing",
))  # fmt: skip

_TOTAL = re.compile(
    r"(?:tổng(?: số)?|số(?: lượng)?|sl)?(?: ?toàn bộ)? ?(?:lượng )?(?:đảng viên|người)?"
    r"(?: (?:hiện có|hiện nay|hiện tại|có mặt|người|đảng viên|đồng chí|toàn (?:đảng bộ chi bộ|\w+(?: \w+)?)"
    r"|đang sinh hoạt|tính|trong kì"
    r"|(?:của |trong |ở )(?:toàn )?(?:đảng bộ|chi bộ|đơn vị|tổ chức cơ sở đảng|cơ sở|khối|đảng bộ chi bộ)"
    r"|(?:(?:có |tính )?đến|hết|ngày|tháng|năm|quí|thời điểm|báo cáo)(?: \d+| [ivx]+\b)*"
    r"|\d{1,2} \d{1,2} \d{4}|\d{1,2} \d{4}|\d{4}))*"
)
_NEUTRAL = re.compile(
    r"nội dung|đảng viên|số lượng|tổng|số liệu|hiện có|tình hình|trong đó|quí|\d{4}|^kết quả$"
)
_OTHER_MATTER = re.compile(
    r"phát triển|kết nạp|giới thiệu|đề nghị|quần chúng|thẻ|huy hiệu|xếp loại|đánh giá|cấp uỷ|khen"
    r"|thưởng|kỉ luật|tuổi|trình độ|chuyên môn|lí luận|học vấn|tăng|giảm|biến động"
)
_DAY = re.compile(r"(?<!\d)(\d{1,2}) (\d{1,2}) (\d{4})(?!\d)")
_DOCTORS = ("ts", "t s", "tiến sĩ", "tiến sỹ")
_MASTERS = ("ths", "th s", "thạc sĩ", "thạc sỹ")


def is_total(path: tuple[str, ...]) -> bool:
    """Whether folded headings say all members, and not some of them in words that nobody knows.

    >>> is_total(("tổng số đảng viên đến 31 3 2025",)), is_total(("độ tuổi", "tổng số"))
    (True, False)
    >>> is_total(("kết quả", "tổng đảng viên"))
    True
    """
    *above, leaf = path
    if not leaf or not _TOTAL.fullmatch(leaf):
        return False
    return all(_NEUTRAL.search(part) and not _OTHER_MATTER.search(part) for part in above)


def opening_and_closing(fields: Mapping[Key, str | None], headings: Mapping[Key, str]) -> dict[Key, str]:
    """Of two totals beside movements the first opens the period, the last closes it; their days tell."""
    totals = [key for key, name in fields.items() if name in ("total", "opening", "closing")]
    if len(totals) != 2 or MOVEMENTS.isdisjoint(set(fields.values()) - {"opening", "closing"}):
        return {}
    if {fields[key] for key in totals} == {"opening", "total"}:
        return {key: "closing" for key in totals if fields[key] == "total" and _DAY.search(headings[key])}
    days = {key: found.groups()[::-1] for key in totals if (found := _DAY.search(headings[key]))}
    if len(days) != 2:
        return {}
    first, last = sorted(totals, key=lambda key: tuple(map(int, days[key])))
    return {first: "opening", last: "closing"} if days[first] != days[last] else {}


def doctors_beside_masters(paths: Mapping[Key, tuple[str, ...]]) -> list[Key]:
    """Columns "TS" in a group that has "ThS" too: there it is tiến sĩ, elsewhere tổng số."""
    masters = {path[:-1] for path in paths.values() if path[-1] in _MASTERS}
    return [key for key, path in paths.items() if path[-1] in _DOCTORS and path[:-1] in masters]
