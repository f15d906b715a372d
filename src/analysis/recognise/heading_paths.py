"""What each column is called: its headings from the widest down."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.cells import Merge
from analysis.recognise.heading_looks import Row
from analysis.text import fold

Merges = dict[int, list[Merge]]
"""The merged ranges of a sheet by every row that they touch."""
Level = dict[int, str]


def heading_paths(
    rows: list[Row], merges: Merges, heading_rows: list[int], left: int, right: int
) -> dict[int, tuple[str, ...]]:
    """Every column's headings from the widest down; a merge is spread over its range, no further."""
    levels = [_level(rows[r], merges.get(r, []), r, left, right) for r in heading_rows]
    for depth, r in enumerate(heading_rows[:-1]):
        _spread_unmerged(levels, depth, merges.get(r, []), left, right)
    paths: dict[int, tuple[str, ...]] = {}
    for c in range(left, right + 1):
        path: list[str] = []
        for level in levels:
            text = level.get(c)
            if text and (not path or fold(path[-1]) != fold(text)):
                path.append(text)
        if path:
            paths[c] = tuple(path)
    return paths


def _level(row: Row, merges: list[Merge], r: int, left: int, right: int) -> Level:
    level = {c: str(value) for c, value in row if left <= c <= right}
    for merge in merges:
        if merge.top == r and merge.left in level:
            level.update(dict.fromkeys(range(merge.left, min(merge.right, right) + 1), level[merge.left]))
    return level


def _spread_unmerged(levels: list[Level], depth: int, merges: list[Merge], left: int, right: int) -> None:
    """A heading that only looks merged covers the empty cells to its right that have headings below."""
    level = levels[depth]
    below = {c for deeper in levels[depth + 1 :] for c in deeper}
    merged = {c for m in merges for c in range(m.left, m.right + 1)}
    owner: int | None = None
    for c in range(left, right + 1):
        if c in level:
            owner = c if c in below and c not in merged else None
        elif owner is not None and c in below and c not in merged and _same_above(levels[:depth], owner, c):
            level[c] = level[owner]
        else:
            owner = None


def _same_above(levels: Sequence[Level], a: int, b: int) -> bool:
    return all(level.get(a) == level.get(b) for level in levels)
