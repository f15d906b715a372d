"""Texts of which a part is struck out: what is left is what the cell says; where nothing is, all stays."""

from __future__ import annotations

from collections.abc import Iterable

Looks = frozenset[str]
"""Of the letters of a cell: "struck", "struck in part", "italic", "bold", "red"."""
STRUCK: Looks = frozenset(("struck",))
STRUCK_IN_PART: Looks = frozenset(("struck in part",))


def without_struck(runs: Iterable[tuple[str, bool]]) -> tuple[str, Looks | None]:
    """What a text of runs says, each struck out or not, and how it looks.

    >>> without_struck([("33", True), ("31", False)])
    ('31', frozenset({'struck in part'}))
    >>> without_struck([("22/5", True)])
    ('22/5', frozenset({'struck'}))
    """
    parted = list(runs)
    kept = "".join(text for text, is_struck in parted if not is_struck)
    struck = "".join(text for text, is_struck in parted if is_struck)
    if not struck.strip():
        return "".join(text for text, _ in parted), None
    return (kept.strip(), STRUCK_IN_PART) if kept.strip() else (struck, STRUCK)
