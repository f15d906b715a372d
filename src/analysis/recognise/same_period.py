"""Figures beside those of the same period a year ago: "Đảng viên nữ / Cùng kỳ năm trước | Hiện có"."""

from __future__ import annotations

import re

from analysis.recognise.fields import field_of, heading_key
from analysis.recognise.table import Table

Names = dict[int, str | None]
_THEN = re.compile(r"(?:số liệu |số |so với )?cùng kì\b.*")
_NOW = re.compile(
    r"(?:số |số liệu )?(?:hiện có|hiện nay|hiện tại|kì này|năm nay|thời điểm báo cáo|đến nay|nay)\b.*"
)


def set_beside_same_period(names: Names, table: Table) -> None:
    """What stands beside a year ago is the measure of the heading above; that of then opens no period."""
    paths = {column: table.paths[column] for column in names}
    for column, path in paths.items():
        if not _THEN.fullmatch(heading_key(path[-1])):
            continue
        names[column] = None
        for beside, other in paths.items():
            if path[1:] and other[:-1] == path[:-1] and _NOW.fullmatch(heading_key(other[-1])):
                names[beside] = field_of("membership", path[:-1])
