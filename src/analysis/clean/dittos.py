"""Ditto marks: a cell that says "nt", "như trên" or has a ditto sign means what the row above means."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from analysis.cells import Value
from analysis.clean.form import Form, Record
from analysis.text import fold

_WORDS = frozenset(("nt", "n t", "như trên", "như hàng trên", "như dòng trên"))
_SIGNS = frozenset(('"', "''", "“", "”", "〃", "//", '-"-', "-”-", "-''-", ",,"))
_NEVER = frozenset(("organisation", "subcell", "person", "task", "note"))
"""What tells one row from the next is never the same as above."""


def is_ditto(value: Value) -> bool:
    """Whether a cell only points to the one above it.

    >>> is_ditto("-nt-"), is_ditto('"'), is_ditto("-")
    (True, True, False)
    """
    return isinstance(value, str) and _points_up(value)


@lru_cache(maxsize=65536)
def _points_up(text: str) -> bool:
    return text.strip() in _SIGNS or fold(text) in _WORDS


def fill_dittos(forms: Iterable[Form]) -> None:
    """Puts in place of each ditto what the nearest row above says; one below a blank cell stays as it is."""
    for form in forms:
        texts = {value for record in form.records for value in record.said.values() if isinstance(value, str)}
        if not any(map(_points_up, texts)):
            continue
        above: Record | None = None
        for record in form.records:
            for name, value in record.said.items():
                if above is not None and name not in _NEVER and is_ditto(value) and name in above.said:
                    record.said[name] = above.said[name]
            above = record
