"""Rows that are parts of a row above them: 1.1 of 1, 1a of 1, a dash of what it stands under.

TT  | Tên tổ chức đảng      | Số đảng viên
6   | Đảng bộ Sở Tư pháp    | 36
6.1 | Chi bộ Văn phòng      | 20
6.2 | Chi bộ Thanh tra      | 16
7   | Chi bộ Hội Làm vườn   | 9
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from analysis.cells import Value
from analysis.recognise.sums import RANKS
from analysis.recognise.words import plays

_BELOW_A_NUMBER = re.compile(r"\(?(?P<whole>\d{1,3}(?:[.-]\d{1,3})*)\s*[.-]?\s*(?P<part>\d{1,3}|[a-zđ])[).]?")
"""1.1, 2.1.3, 1-1, 1a, 1.a as marks."""
_NUMBERED_NAME = re.compile(r"(?P<mark>\d{1,3}(?:\.\d{1,3})*)\s*(?:[.)/](?:\s|$)|(?<=\.\d)\s|(?<=\.\d\d)\s)")
"""1. Đảng bộ …, 1.1. Chi bộ … or 1.1 Chi bộ …, but not 30 tháng 4."""
_BULLETS = "*•◦▪·●○"


class _Open(NamedTuple):
    """A row that others may be part of; `numbers` are those of its mark, (6, 1) for 6.1."""

    row: int
    rank: float
    numbers: tuple[str, ...]


class Parts:
    """Reads the rows of data one after another and keeps those that are open, the outer one first.

    Where the names are `organisations`, a committee is part of another row only if its number says so.
    """

    def __init__(self, *, organisations: bool) -> None:
        self._organisations = organisations
        self._open: list[_Open] = []

    def close(self) -> None:
        """A section or a total: nothing below is part of what stands above."""
        self._open.clear()

    def parent(self, r: int, mark: Value, name: str, rank: float) -> int | None:
        """The row that row `r` is part of, by its mark, or where it has none by the marker of its name."""
        if type(mark) is int:
            self._open = [one for one in self._open if one.rank < RANKS["number"]]
            wider = self._open[-1].row if self._open else None
            self._open.append(_Open(r, RANKS["number"], (str(mark),)))
            return wider
        if isinstance(mark, date):
            above = self._of_day(mark)
            return above.row if above is not None else None
        numbers = _numbers(mark) if mark is not None else _numbers_of_name(name)
        above = self._numbered(numbers[:-1])
        if above is None and (mark in _BULLETS if isinstance(mark, str) else name[:1] in _BULLETS):
            rank = RANKS["plus"]
        nests = rank == RANKS["number"] or RANKS["decimal"] < rank < RANKS["none"]
        if above is None and nests and not self._stands_alone(name):
            above = next((one for one in reversed(self._open) if one.rank < rank), None)
        if rank == RANKS["none"] and above is None:
            self._begin_unnumbered(r, name)
            return None
        outer = [one for one in self._open if one.rank < rank]
        if above is not None:
            outer = self._open[: self._open.index(above) + 1]
        self._open = [*outer, _Open(r, rank, numbers)]
        return above.row if above is not None else None

    def _numbered(self, numbers: tuple[str, ...]) -> _Open | None:
        return next((one for one in self._open if one.numbers == numbers), None) if numbers else None

    def _of_day(self, mark: date) -> _Open | None:
        """A 6.1 that has become the 6th of January, or the 1st of June."""
        return self._numbered((str(mark.day),)) or self._numbered((str(mark.month),))

    def _begin_unnumbered(self, r: int, name: str) -> None:
        """Other rows may be part of it, unless it is the rest of the name above."""
        numbered = any(one.numbers for one in self._open)
        if not numbered or (self._organisations and plays("committee", name)):
            self._open = [_Open(r, RANKS["number"], ())]

    def _stands_alone(self, name: str) -> bool:
        return self._organisations and plays("committee", name.lstrip("-–—_+ " + _BULLETS))


def _numbers(mark: Value) -> tuple[str, ...]:
    """The numbers of a mark from the outer one in; 1.10 may have become the figure 1.1."""
    if isinstance(mark, float):
        whole, _, part = str(mark).partition(".")
        return (whole, part) if mark % 1 else (whole,)
    if not isinstance(mark, str):
        return ()
    if found := _BELOW_A_NUMBER.fullmatch(mark.strip()):
        return (*re.findall(r"\d+", found["whole"]), found["part"])
    bare = mark.strip("()[]. ")
    return (bare,) if bare.isdigit() else ()


def _numbers_of_name(name: str) -> tuple[str, ...]:
    found = _NUMBERED_NAME.match(name)
    return tuple(found["mark"].split(".")) if found else ()


def cells_below_committees(rows: Iterable[tuple[int, bool, str]]) -> dict[int, int]:
    """The committee above each row without a number that names a cell, where at least two stand below it.

    `rows` are those of a numbered list, each with whether it has a number, and its name.
    """
    found: dict[int, int] = {}
    committee: int | None = None
    run: list[int] = []
    for r, numbered, name in (*rows, (-1, True, "")):
        if not numbered and committee is not None and plays("cell", name):
            run.append(r)
            continue
        if numbered and committee is not None and len(run) > 1:
            found |= dict.fromkeys(run, committee)
        committee, run = (r if numbered and plays("committee", name) else None), []
    return found
