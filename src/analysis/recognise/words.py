"""The words that tell a total, a note, a title, a numbering column, a unit and a part of a figure.

They come from `vocabulary/roles.csv` (the office's own forms) and `table_words.csv` (any other table).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from analysis.text import fold
from analysis.vocabulary import entries

_COUNTED = "đ c|đồng chí|đảng viên|đv|người|tổ chức|đơn vị|chi bộ"


@cache
def _pattern(role: str) -> re.Pattern[str]:
    """Folded text that plays `role`: the phrase alone, or with more words after (start) or before (end).

    A total may say how many it sums up: "Cộng: 22", "Cộng: 08 đ/c, nữ 04".
    """
    rows = [row for name in ("roles", "table_words") for row in entries(name) if row["role"] == role]
    phrases = {
        match: "|".join(re.escape(fold(row["phrase"])) for row in rows if row["match"] == match) or "(?!)"
        for match in ("exact", "start", "end")
    }
    number = rf"(?: \d+(?: (?:{_COUNTED})(?!\w).*)?)?" if role == "total" else ""
    return re.compile(
        rf"(?:{phrases['exact']}){number}$|(?:{phrases['start']})(?!\w)|.*(?<!\w)(?:{phrases['end']})$"
    )


@lru_cache(maxsize=65536)
def plays(role: str, text: str) -> bool:
    """Whether the text says of itself that it is a total, a note, a title or the numbering column."""
    return _pattern(role).match(fold(text)) is not None
