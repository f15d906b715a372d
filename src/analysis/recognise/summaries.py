"""Rows without a number at the ends of a numbered list of organisations: they sum it up, or speak of it all.

18 | Chi bộ Quỹ Đầu tư     | x | 26/4/2025
   | Đã đại hội / tổng số  |   | 11/18
   | Tỷ lệ                 |   | 61,1%
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from analysis.recognise.looks import outline_of_text
from analysis.recognise.table import Role
from analysis.recognise.words import names_type, plays

_MOST_SUMS = 8
"""So many rows may stand below a list to sum it up; more of them are a list of their own."""


def mark_summaries(
    roles: dict[int, Role],
    numbered: set[int],
    label: Callable[[int], str],
    is_sum: Callable[[int, list[int]], bool],
) -> None:
    """Gives the role of a total to rows of data that close or open the list of the rows `numbered`.

    Such a row says so in its words, breaks down a total above it, or carries the sums. Rows
    between two numbers that follow one another are something else: the rest of the one above.
    """
    if not numbered:
        _mark_last(roles, label)
        return
    whole = [r for r, role in roles.items() if role == "data" and r in numbered]
    everything: list[int] = []
    section: list[int] = []
    run: list[int] = []
    for r, role in roles.items():
        if role == "data" and r in numbered:
            if not everything:
                _mark(run, roles, label, is_sum, [whole])
            everything.append(r)
            section.append(r)
            run = []
        elif role == "group":
            _mark(run, roles, label, is_sum, [section, everything])
            section, run = [], []
        elif role in ("data", "total"):
            run.append(r)
    _mark(run, roles, label, is_sum, [section, everything])


def sections_of_types(
    roles: dict[int, Role], numbered: set[int], label: Callable[[int], str]
) -> dict[int, int]:
    """Rows of data named "Hành chính", "Sự nghiệp" carry the sums of the organisations below them.

    Gives the last row of each. A list of nothing but types has none.
    """
    order = [r for r, role in roles.items() if role == "data" and r not in numbered]
    heads = [r for r in order if names_type(label(r))]
    last: dict[int, int] = {}
    for head, following in pairwise([*heads, *([max(roles) + 1] if heads else [])]):
        below = [r for r in order if head < r < following]
        if below:
            last[head] = below[-1]
    return last


def _mark_last(roles: dict[int, Role], label: Callable[[int], str]) -> None:
    """Nothing is numbered: only the very last rows can be told, by their words."""
    for r in reversed(roles):
        if roles[r] == "data" and plays("summary", label(r)):
            roles[r] = "total"
        elif roles[r] != "total":
            return


def _mark(
    run: list[int],
    roles: dict[int, Role],
    label: Callable[[int], str],
    is_sum: Callable[[int, list[int]], bool],
    lists: list[list[int]],
) -> None:
    closed = False
    compared = lists if len(run) <= _MOST_SUMS else []
    for r in run:
        if roles[r] == "data":
            text = label(r)
            told = not text[:1].islower() and plays("summary", text)
            part = closed and outline_of_text(text) in ("dash", "plus")
            if told or part or any(len(rows) > 1 and is_sum(r, rows) for rows in compared):
                roles[r] = "total"
        closed = closed or roles[r] == "total"
