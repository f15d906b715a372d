"""Cells that are numbered from 1 again below their committee, where the committees' own numbers go on.

TT | Tên tổ chức đảng      | Số chi bộ
1  | Đảng bộ Sở Tư pháp    | 2
1  | Chi bộ Văn phòng      |
2  | Chi bộ Thanh tra      |
2  | Đảng bộ Bệnh viện Mắt | 3
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

from analysis.recognise.words import plays

Fits = Callable[[int, list[int]], bool]
"""Whether the figures of a committee's row are those of the cells in these rows."""


class Numbered(NamedTuple):
    """A numbered row of a list."""

    row: int
    number: int
    name: str


def cells_numbered_again(rows: Iterable[Numbered | None], fits: Fits) -> dict[int, int]:
    """The committee above each cell; `rows` are those of a numbered list, None for what parts it.

    Nothing is said of a stretch whose numbers can be read in two ways that fit the figures
    equally well, nor of a list in which no committee's number goes on below its cells.
    """
    found: dict[int, int] = {}
    closed = False
    for parts, stretch in groupby(rows, key=lambda row: row is None):
        if not parts:
            nested, goes_on = _nested([row for row in stretch if row is not None], fits)
            found |= nested
            closed = closed or goes_on
    return found if closed else {}


def _nested(rows: list[Numbered], fits: Fits) -> tuple[dict[int, int], bool]:
    """The cells of one stretch with their committees, and whether a committee's number goes on below them."""
    last = len(rows)
    if not any(below.number == 1 and _lists(above, below) for above, below in pairwise(rows)):
        return {}, False
    ways, choice = [0] * last + [1], [last] * last
    for i in range(last - 1, -1, -1):
        possible = [following for following in _followers(rows, i) if ways[following]]
        fitting = [j for j in possible if fits(rows[i].row, [cell.row for cell in rows[i + 1 : j]])]
        for following in fitting or possible:
            ways[i] += ways[following]
            choice[i] = following
    found: dict[int, int] = {}
    closed, i = False, 0
    while ways[0] == 1 and i < last:
        cells = rows[i + 1 : choice[i]]
        found |= dict.fromkeys((cell.row for cell in cells), rows[i].row)
        closed = closed or (bool(cells) and choice[i] < last)
        i = choice[i]
    return found, closed


def _followers(rows: list[Numbered], i: int) -> Iterator[int]:
    """The rows that may come next at the height of row `i`, after none or more cells of its own."""
    for following in range(i + 1, len(rows) + 1):
        if following == len(rows) or rows[following].number == rows[i].number + 1:
            yield following
        if following == len(rows) or rows[following].number != following - i:
            return
        if not _lists(rows[i], rows[following]):
            return


def _lists(committee: Numbered, cell: Numbered) -> bool:
    return plays("committee", committee.name) and plays("cell", cell.name)
