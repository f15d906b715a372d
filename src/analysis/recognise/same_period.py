"""Figures beside those of another period: "Nữ / Cùng kỳ năm trước | Hiện có", "Tuần trước | Tuần này".

Of what happened in a month and since the year began, the period of the table itself is what counts.
"""

from __future__ import annotations

import re

from analysis.memo import Memo
from analysis.recognise.fields import Kind, field_of, heading_key
from analysis.recognise.table import Table
from analysis.text import fold

Names = dict[int, str | None]
_A_YEAR_AGO = re.compile(r"(?:số liệu |số |so với )?cùng kì\b.*")
_PERIOD = r"(?:tuần|tháng|quý|kì|lần|đợt|kì báo cáo|tuần báo cáo)"
_BEFORE = re.compile(rf"(?:số liệu |số |kết quả |đến |tính đến )*{_PERIOD} (?:trước|vừa qua|liền kề)\b.*")
_NOW = re.compile(
    r"(?:số |số liệu |đến |tính đến |kết quả )*(?:hiện có|hiện nay|hiện tại|kì này|năm nay|thời điểm báo cáo"
    rf"|đến nay|nay|{_PERIOD} này)\b.*"
)
_CUMULATED = re.compile(rf"(?:{fold('lũy')} kế|cộng dồn|(?:tính )?từ đầu năm)\b(?!.*nhiệm kì).*")


def _is_of_a_period(heading: str) -> bool:
    key = heading_key(heading)
    return _A_YEAR_AGO.fullmatch(key) is not None or _BEFORE.fullmatch(key) is not None


_OF_A_PERIOD: Memo[str, bool] = Memo(_is_of_a_period)


def set_beside_same_period(names: Names, table: Table, kind: Kind = "membership") -> None:
    """What stands beside another period is the measure of the heading above; that of then is none."""
    paths = {column: table.paths[column] for column in names}
    if not any(_OF_A_PERIOD[path[-1]] for path in paths.values()):
        return
    for column, path in paths.items():
        key = heading_key(path[-1])
        beside = [c for c, other in paths.items() if path[1:] and other[:-1] == path[:-1]]
        now = [c for c in beside if c != column and _NOW.fullmatch(heading_key(paths[c][-1]))]
        if not _A_YEAR_AGO.fullmatch(key) and not (now and _BEFORE.fullmatch(key)):
            continue
        names[column] = None
        for current in now:
            names[current] = field_of(kind, path[:-1])


def _is_cumulated(heading: str) -> bool:
    return _CUMULATED.fullmatch(heading_key(heading)) is not None


_IS_CUMULATED: Memo[str, bool] = Memo(_is_cumulated)


def set_cumulated_subcells(names: Names, table: Table) -> None:
    """Of "Trong kỳ | Lũy kế" below "ĐH chi bộ trực thuộc" the latter is how many have held."""
    for column in names:
        path = table.paths[column]
        if path[1:] and _IS_CUMULATED[path[-1]] and "chi bộ" in heading_key(" ".join(path[:-1])):
            beside = [c for c in names if c != column and table.paths[c][:-1] == path[:-1]]
            if len(beside) == 1 and names[beside[0]] in _OF_SUBCELLS and names[column] in _OF_SUBCELLS:
                names[column], names[beside[0]] = "subcells_held", None


_OF_SUBCELLS = ("subcells", "subcells_held", "subcells_fraction", None)


def set_cumulated(names: Names, table: Table) -> None:
    """Of "Trong quý | Lũy kế" below "Kết nạp" the one by which the start comes to the end.

    Where the table does not tell that, nobody knows which of both its period is.
    """
    pairs: dict[str, tuple[int, int]] = {}
    for column in names:
        path = table.paths[column]
        if path[1:] and _IS_CUMULATED[path[-1]]:
            beside = [c for c in names if c != column and table.paths[c][:-1] == path[:-1]]
            measure = field_of("membership", path[:-1])
            if len(beside) == 1 and measure in _SIGN and measure not in names.values():
                pairs[str(measure)] = (column, beside[0])
    fitting = [which for which in (0, 1) if _balances(names | {p[which]: m for m, p in pairs.items()}, table)]
    if pairs and len(fitting) == 1:
        for measure, pair in pairs.items():
            names[pair[fitting[0]]], names[pair[1 - fitting[0]]] = measure, None


_SIGN = {
    "opening": 1, "admitted": 1, "transferred_in": 1, "restored": 1, "closing": -1,
    "died": -1, "expelled": -1, "removed": -1, "resigned": -1, "transferred_out": -1,
}  # fmt: skip


def _balances(names: Names, table: Table) -> bool:
    """Whether the start, what came and what went come to the end, in every row."""
    signs = {column: _SIGN[name] for column, name in names.items() if name in _SIGN}
    if not {"opening", "closing"} <= set(names.values()):
        return False
    sums = [
        sum(sign * value for c, sign in signs.items() if isinstance(value := line.cells.get(c), int))
        for line in table.data
    ]
    return len(sums) > 1 and sums.count(0) >= _NEARLY_ALL * len(sums)


_NEARLY_ALL = 0.9
"""Of the rows: one slip does not make the other reading right."""
