"""Tables beside one another under one line of headings: where one ends and the next begins."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from analysis.cells import Value
from analysis.recognise.headers import Header
from analysis.recognise.heading_looks import Row, is_unit_line
from analysis.recognise.looks import is_number
from analysis.recognise.words import names_type, plays
from analysis.text import fold


def side_by_side(rows: list[Row], header: Header, end: int) -> list[Header]:
    """The headings of each table whose rows stand below `header` down to row `end` (exclusive).

    A new table begins where the first headings come again, or another numbering that runs on from
    row to row, or a summary by type stands beyond a blank column. A numbering inside another one
    (committees, and the cells of each) parts nothing.
    """
    columns = header.columns
    body = rows[header.last + 1 : end]
    starts = _same_starts(header) or _numbered_starts(rows, header, end) or _summary_starts(body, header)
    if len(starts) < 2:
        return [header]
    parts: list[Header] = []
    for start, stop in zip(starts, [*starts[1:], None], strict=True):
        own = [c for c in columns if start <= c and (stop is None or c < stop)]
        paths = {c: header.paths[c] for c in own}
        ordinal = next((c for c in own if plays("ordinal", paths[c][-1])), None)
        right = header.right if stop is None else _reach(rows[header.last + 1 : end], own, stop)
        left = header.left if start == starts[0] else own[0]
        parts.append(Header(header.first, header.last, left, right, paths, ordinal, header.number_row))
    return _without_titles(parts)


def _reach(body: list[Row], own: list[int], stop: int) -> int:
    """The last column of a table before column `stop`: one without a heading may hold most of its names."""
    filled = Counter(c for row in body for c, _ in row)
    right = own[-1]
    while right + 1 < stop and filled[right + 1] * 2 > filled[own[0]]:
        right += 1
    return right


def _same_starts(header: Header) -> list[int]:
    """Where the first headings come again in the same words."""
    columns = header.columns
    leaves = [fold(" / ".join(header.paths[c])) for c in columns]
    starts = [i for i, leaf in enumerate(leaves) if leaf == leaves[0] and (i == 0 or leaves[i - 1] != leaf)]
    alike = len(starts) > 1 and all(leaves[s : s + 2] == leaves[:2] for s in starts)
    return [columns[i] for i in starts] if alike else []


def _numbered_starts(rows: list[Row], header: Header, end: int) -> list[int]:
    """Where further columns of numbering stand, if each numbers the rows of a table of its own."""
    numberings = [c for c in header.columns if plays("ordinal", header.paths[c][-1])]
    if len(numberings) < 2 or any(b - a < 2 for a, b in pairwise(numberings)):
        return []
    body = [dict(row) for row in rows[header.last + 1 : end]]
    filled = {c for cells in body for c in cells} | header.paths.keys()
    for c in numberings:
        runs = _runs_on([cells.get(c) for cells in body])
        apart = any(beside not in filled for beside in (c - 1, *(n - 1 for n in numberings[1:])))
        if not runs and (runs is not None or not apart):
            return []
    return [header.columns[0], *numberings[1:]]


def _summary_starts(body: list[Row], header: Header) -> list[int]:
    """Where beyond a blank column a short summary stands beside a long list: a row for each type, and a sum.

    It begins with the list and ends before it; what stands beside every row is part of the list.
    """
    filled = {c for row in body for c, _ in row} | header.paths.keys()
    for left, right in pairwise(header.columns):
        if all(c in filled for c in range(left + 1, right)) or right == header.columns[-1]:
            continue
        cells = [{c: v for c, v in row if c >= right} for row in body]
        length = next((n for n, own in enumerate(cells) if not own), len(cells))
        labels = [own.get(right) for own in cells[:length]]
        listed = sum(any(c < right for c, _ in row) for row in body)
        sums_up = all(isinstance(v, str) and (names_type(v) or plays("total", v)) for v in labels)
        if 1 < length < listed and not any(cells[length:]) and sums_up:
            return [header.columns[0], right]
    return []


def _runs_on(values: list[Value]) -> bool | None:
    """Whether numbers follow one another in rows that do; None where there are too few to tell."""
    places = [(r, int(str(v).strip("()[]. "))) for r, v in enumerate(values) if is_number(v)]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(places)]
    return steps.count((1, 1)) * 2 >= len(steps) if steps else None


def _without_titles(parts: list[Header]) -> list[Header]:
    """A text over all the columns of a table is its title, not the widest of its headings."""
    tops = [{path[0] for path in part.paths.values()} for part in parts]
    deep = all(len(path) > 1 for part in parts for path in part.paths.values())
    if not deep or any(len(top) != 1 for top in tops):
        return parts
    return [
        Header(
            part.first + 1,
            part.last,
            part.left,
            part.right,
            {c: path[1:] for c, path in part.paths.items()},
            part.ordinal,
            part.number_row,
        )
        for part in parts
    ]


def shares_of_titles(row: Row, parts: list[tuple[int, int]]) -> list[int] | None:
    """For each cell of a row of titles the table that it stands over; None where it names all of them.

    `parts` are the first and last columns of the tables.
    """
    over = [max((i for i, (left, _) in enumerate(parts) if left <= c), default=0) for c, _ in row]
    alone = len(row) == 1 and row[0][0] == parts[over[0]][0] and not is_unit_line(str(row[0][1]))
    return over if len(set(over)) > 1 or (alone and over[0] > 0) else None
