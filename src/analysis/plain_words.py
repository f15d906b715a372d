"""What titles, remarks and personal columns say in words typed without marks: "danh sach dang vien".

A refusal must not fail for want of a mark: "đề nghị tặng huy hiệu" is no list of all members in plain letters
either.
"""

from __future__ import annotations

from functools import cache, lru_cache

from analysis.diacritics import Diacritics, lacks_marks
from analysis.text import fold
from analysis.vocabulary import entries


@lru_cache(maxsize=1 << 16)
def plain_fold(text: str) -> str:
    """A text folded, with the marks of known words where it has none at all.

    >>> plain_fold("DANH SACH DANG VIEN DE NGHI TANG HUY HIEU")
    'danh sách đảng viên đề nghị tang huy hiệu'
    """
    key = fold(text)
    return (_known().restored(key.split()) if lacks_marks(key) else None) or key


@cache
def _known() -> Diacritics:
    return Diacritics(fold(row["phrase"]) for row in entries("plain_words"))
