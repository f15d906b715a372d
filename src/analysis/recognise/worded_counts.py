"""Counts that a cell tells in words: "Tăng 03 (kết nạp 02, chuyển đến 01)", "Nữ 31; DTTS 04; dự bị 03"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from analysis.cells import Value
from analysis.recognise.fields import field_of, heading_key
from analysis.recognise.member_headings import NO_MEASURE
from analysis.recognise.table import Table
from analysis.text import readable

WORDED = "worded/"
"""Before the number of a column of such cells: each of them says measures of its own."""
_MOST = 0.8
_BETWEEN = re.compile(r"[;,()\n]+|\.(?!\d)|(?<!\w)(?:và|trong đó|gồm)(?!\w):?", re.IGNORECASE)
_ITEM = re.compile(r"(?P<label>[^\d]+?)\s*[:=]?\s*(?P<count>\d{1,6})\s*(?:đ/?c|đồng chí|đảng viên|đv|người)?")
_SUMS = {"tăng": "increase_total", "giảm": "decrease_total"}


def set_worded_counts(names: dict[int, str | None], table: Table) -> None:
    """The columns of statistics whose cells tell their counts in words, whatever their heading says."""
    for column in names:
        if _tells_counts(table.filled[column]):
            names[column] = f"{WORDED}{column}"


def _tells_counts(values: list[Value]) -> bool:
    """Whether most of the values do; those of a long column are looked at only until too many do not."""
    others = len(values) - _MOST * len(values)
    for value in values:
        others -= not isinstance(value, str) or not counts_in_words(value)
        if others < 0:
            return False
    return bool(values)


@lru_cache(maxsize=16384)
def counts_in_words(text: str) -> Mapping[str, int] | None:
    """The measures that a text names with their counts; None where any of it says something else.

    >>> counts_in_words("Tăng 03 (kết nạp 02, chuyển đến 01)")
    {'increase_total': 3, 'admitted': 2, 'transferred_in': 1}
    """
    if not any(map(str.isdecimal, text)) or not any(map(str.isalpha, text)):
        return None
    counts: dict[str, int] = {}
    for item in _BETWEEN.split(readable(text)):
        if not item.strip():
            continue
        found = _ITEM.fullmatch(item.strip())
        measure = _measure(found["label"]) if found else None
        if found is None or measure is None or measure in counts:
            return None
        counts[measure] = int(found["count"])
    return counts or None


def _measure(label: str) -> str | None:
    words = label.strip(" -–+:")
    name = _SUMS.get(heading_key(words)) or field_of("membership", (words,))
    return name if name not in NO_MEASURE or name in _SUMS.values() else None
