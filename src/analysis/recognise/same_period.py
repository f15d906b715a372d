"""Figures beside those of another period: "Nữ / Cùng kỳ năm trước | Hiện có", "Tuần trước | Tuần này".

Of what happened in a month and since the year began, the period of the table itself is what counts.
"""

from __future__ import annotations

import re

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
_SINCE_NEW_YEAR = re.compile(r"đầu năm|\b(?:0?1 0?1|31 12)\b")


def set_beside_same_period(names: Names, table: Table, kind: Kind = "membership") -> None:
    """What stands beside another period is the measure of the heading above; that of then is none."""
    paths = {column: table.paths[column] for column in names}
    for column, path in paths.items():
        key = heading_key(path[-1])
        beside = [c for c, other in paths.items() if path[1:] and other[:-1] == path[:-1]]
        now = [c for c in beside if c != column and _NOW.fullmatch(heading_key(paths[c][-1]))]
        if not _A_YEAR_AGO.fullmatch(key) and not (now and _BEFORE.fullmatch(key)):
            continue
        names[column] = None
        for current in now:
            names[current] = field_of(kind, path[:-1])


def set_cumulated(names: Names, table: Table) -> None:
    """Of "Trong quý | Lũy kế" below "Kết nạp" the latter, where the members at the start are the year's."""
    opening = [heading_key(" ".join(table.paths[c])) for c, name in names.items() if name == "opening"]
    if not any(map(_SINCE_NEW_YEAR.search, opening)):
        return
    for column in names:
        path = table.paths[column]
        if path[1:] and _CUMULATED.fullmatch(heading_key(path[-1])):
            beside = [c for c in names if c != column and table.paths[c][:-1] == path[:-1]]
            measure = field_of("membership", path[:-1])
            if len(beside) == 1 and measure not in names.values():
                names[column], names[beside[0]] = measure, None
