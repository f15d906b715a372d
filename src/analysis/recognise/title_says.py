"""What a table's title says of all its rows: a list of congresses held, not held yet, or planned.

"DANH SÁCH TCCSĐ ĐÃ TỔ CHỨC ĐẠI HỘI" over a column "Thời gian" makes its days done; under "LỊCH ĐẠI HỘI"
the same column is a plan, even for days that have passed.
"""

from __future__ import annotations

import re
from typing import Literal

from analysis.recognise.table import Table
from analysis.text import fold

Said = Literal["held", "planned"]

_HELD = re.compile(r"\bđã (?:tổ chức |tiến hành |hoàn thành )*(?:xong )?(?:đại hội|đh)\b")
_NOT_HELD = re.compile(r"\b(?:chưa|sẽ|chuẩn bị) (?:tổ chức |tiến hành |hoàn thành )*(?:đại hội|đh)\b")
_PLANNED = re.compile(
    r"\b(?:lịch|kế hoạch tổ chức|kế hoạch thời gian|thời gian dự kiến|dự kiến)\b.*\b(?:đại hội|đh)\b"
)
_OF_PROGRESS = re.compile(r"\b(?:tiến độ|kết quả|tình hình|thực hiện)\b")
TIME = re.compile(r"(?:thời gian|thời điểm|ngày)(?! (?:sinh|vào|ký|công nhận))\b")


def title_says(table: Table) -> Said | None:
    """What the lines above a table say of every congress in it; None where they say nothing or both.

    >>> from analysis.recognise.table import Table
    >>> of = lambda text: title_says(Table(1, 0, 0, 0, 0, (), {}, None, titles=[(0, 0, text)]))
    >>> of("LỊCH TỔ CHỨC ĐẠI HỘI"), of("Danh sách đã tổ chức đại hội"), of("Tiến độ đại hội")
    ('planned', 'held', None)
    """
    words = " ".join(fold(text) for _, _, text in table.titles)
    if "chi bộ trực thuộc" in words:
        return None  # the list is about sub-cells
    held, open_ = bool(_HELD.search(words)), bool(_NOT_HELD.search(words))
    if held != open_:
        return "held" if held else "planned"
    planned = not held and _PLANNED.search(words) and not _OF_PROGRESS.search(words)
    return "planned" if planned else None
