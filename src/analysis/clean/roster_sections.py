"""Sections of a roster: those who left in the year stand below the list, and are no part of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from analysis.plain_words import plain_fold

Said = Literal["left", "open"]
_LEFT = re.compile(
    r"\bkhông (?:tính|kể)\b|\bgiảm\b|\b(?:từ trần|khai trừ|xóa tên|xin ra|ra khỏi đảng)\b"
    r"|\b(?:đã )?chuyển (?:sinh hoạt |công tác |đảng |chính thức )*đi\b"
)
_MAYBE_LEFT = re.compile(r"\bchuyển (?:sinh hoạt|công tác|đảng)\b(?!.*\bđến\b)")
_NOT_YET = re.compile(r"\b(?:tạm thời|dự kiến|đang|chưa)\b")


def said_by_sections(labels: Iterable[str]) -> Said | None:
    """Whether a row's sections say that its people have left the list, or leave it open; None: they count.

    >>> said_by_sections(["Đảng viên đã chuyển sinh hoạt đi trong năm"]), said_by_sections(["Tổ 1"])
    ('left', None)
    """
    said = {_said(label) for label in labels} - {None}
    return None if not said else "left" if said == {"left"} else "open"


@lru_cache(maxsize=4096)
def _said(label: str) -> Said | None:
    key = plain_fold(label)
    if _LEFT.search(key):
        return "open" if _NOT_YET.search(key) else "left"
    return "open" if _MAYBE_LEFT.search(key) else None
