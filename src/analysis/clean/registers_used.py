"""Which of several registers count: the newest, and a later list of nothing but what has changed since."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from analysis.clean.form import Form
from analysis.text import fold, readable

_OF_CHANGES = re.compile(r"\b(?:thành lập mới|mới thành lập|đổi tên|bổ sung|thay đổi|biến động|phát sinh)\b")
_FEWEST = 0.5
"""A list with fewer than that share of the organisations of an earlier one can't be all of them."""


def register_date(forms: Sequence[Form]) -> date | None:
    """The day of the newest register that lists all organisations; None where none has a date."""
    rows: Counter[date] = Counter()
    for form in forms:
        if form.as_of is not None:
            rows[form.as_of] += len(form.records)
    changes = {form.as_of for form in forms if _says_changes(form)}
    for day in sorted(rows, reverse=True):
        earlier = [count for other, count in rows.items() if other < day]
        if day not in changes or rows[day] >= _FEWEST * max(earlier, default=0):
            return day
    return None


def is_used(form: Form, newest: date | None) -> bool:
    """Whether a register is of that day, or a list of changes since."""
    return form.as_of == newest or (newest is not None and form.as_of is not None and form.as_of > newest)


def _says_changes(form: Form) -> bool:
    return any(_OF_CHANGES.search(fold(text)) for text in (readable(form.file), *form.titles))
