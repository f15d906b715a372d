"""The words that tell a total, a note, a title and a numbering column, from `vocabulary/roles.csv`."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from analysis.text import fold
from analysis.vocabulary import entries


@cache
def _pattern(role: str) -> re.Pattern[str]:
    """Folded text that plays `role`: the phrase alone, or (match = start) followed by more words.

    A total may say how many it sums up: "Cộng: 22".
    """
    rows = [row for row in entries("roles") if row["role"] == role]
    exact = [re.escape(fold(row["phrase"])) for row in rows if row["match"] == "exact"]
    start = [re.escape(fold(row["phrase"])) for row in rows if row["match"] == "start"]
    number = r"(?: \d+)?" if role == "total" else ""
    return re.compile(
        "|".join([f"(?:{'|'.join(exact) or '(?!)'}){number}$", rf"(?:{'|'.join(start) or '(?!)'})(?!\w)"])
    )


@lru_cache(maxsize=65536)
def plays(role: str, text: str) -> bool:
    """Whether the text says of itself that it is a total, a note, a title or the numbering column."""
    return _pattern(role).match(fold(text)) is not None
