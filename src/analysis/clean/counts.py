"""Raw values of one cell read as a count, or as held of required, or the rule that refuses them."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from analysis.cells import Value
from analysis.clean.unread_values import DASHES, FOOTNOTE, Fault, broken_cell, meant
from analysis.numbers import read_count, read_fraction
from analysis.text import other_readings


@lru_cache(maxsize=65536)
def _count_of_text(text: str) -> int | Fault:
    if broken := broken_cell(text):
        return broken
    count = read_count(FOOTNOTE.sub("", text))
    return Fault("count_unreadable") if count is None else count


def read_number(value: Value) -> int | Fault | None:
    """A count; None for a blank cell."""
    if value is None:
        return None
    if isinstance(value, str):
        return _count_of_text(meant(value))
    if isinstance(value, date):
        return Fault("count_is_date")
    count = read_count(value)
    return Fault("count_unreadable") if count is None else count


ALL_HELD_ON = re.compile(
    r"\s*(?P<counts>(?P<all>\d+)\s*/\s*(?P=all)(?: (?:chi bộ|cb))?)[\s,;:(]+(?:đã )?(?:xong|hoàn thành|đạt)"
    r"(?: ngày)?\s+(?P<day>\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?)\)?\s*",
    re.IGNORECASE,
)
"""12/12 xong 15/4: all sub-cells, and the day of the last."""


def read_held_of_required(value: Value) -> tuple[int, int] | Fault | None:
    """Held and required from a cell such as "9/10"; None for a blank cell or a dash."""
    if value is None:
        return None
    if isinstance(value, date):
        return Fault("count_is_date")
    if isinstance(value, str):
        text = FOOTNOTE.sub("", value)
        if DASHES.match(text):
            return None
        if broken := broken_cell(meant(value)):
            return broken
        text = found["counts"] if (found := ALL_HELD_ON.fullmatch(text)) else text
        # "8/8 chi bé": bé is a word, but only "chi bộ", its TCVN3, counts anything
        for reading in (text, *other_readings(text)):
            if fraction := read_fraction(reading):
                return fraction
    return Fault("count_unreadable")
