"""What a table's title says of all its rows: a list of congresses held, not held yet, or planned.

"DANH SÁCH TCCSĐ ĐÃ TỔ CHỨC ĐẠI HỘI" over a column "Thời gian" makes its days done; under "LỊCH ĐẠI HỘI"
the same column is a plan, even for days that have passed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from analysis.plain_words import plain_fold
from analysis.recognise.table import Table

Said = Literal["held", "planned", "excused"]

_HELD = re.compile(r"\bđã (?:tổ chức |tiến hành |hoàn thành )*(?:xong )?(?:đại hội|đh)\b")
_NOT_HELD = re.compile(
    r"\b(?:chưa|sẽ) (?:tổ chức |tiến hành |hoàn thành |xong )*(?:đại hội|đh)\b"
    r"|\b(?:đơn vị|tổ chức|tccsđ|cơ sở đảng|đảng bộ|chi bộ) (?:còn lại |đang )?chuẩn bị"
    r" (?:tổ chức )?(?:đại hội|đh)\b"
)
"""Who prepares a congress has not held it; "công tác chuẩn bị đại hội" names a report on everything."""
_EXCUSED = re.compile(
    r"\bkhông (?:phải |thuộc diện |thuộc đối tượng |cần )?(?:tổ chức |tiến hành )*(?:đại hội|đh)\b"
    r"(?! được| kịp)"
)
_PLANNED = re.compile(
    r"\b(?:lịch|kế hoạch tổ chức|kế hoạch thời gian|thời gian dự kiến|dự kiến)\b.*\b(?:đại hội|đh)\b"
)
_OF_PROGRESS = re.compile(r"\b(?:tiến độ|kết quả|tình hình|thực hiện)\b")
TIME = re.compile(r"(?:thời gian|thời điểm|ngày)(?! (?:sinh|vào|ký|công nhận))\b")


_OF_SUBCELLS = re.compile(
    r"(?:đại hội|đh)(?: của| ở| tại| các| cấp)* (?:chi bộ|cb) trực thuộc\b"
    r"(?! (?:các )?(?:đảng ủy|đảng bộ) khối)"
    r"|chi bộ trực thuộc (?:đã |chưa |phải |tổ chức |tiến hành )+(?:đại hội|đh)"
)
_BOTH = re.compile(r"\bvà (?:đại hội |đh )?(?:các )?(?:đảng bộ|tccsđ|tổ chức cơ sở|chi bộ cơ sở|cấp cơ sở)")
_OTHERS = r"(?:(?!chi bộ)\w+ ){0,5}?(?:đại hội|đh)\b"
_AND_MORE = re.compile(
    rf"\b(?:đại hội|đh)(?: cơ sở| đảng bộ| tccsđ)? và {_OTHERS} (?:của |ở |các )*chi bộ"
    rf"|chi bộ trực thuộc(?: (?!và)\w+){{0,4}} và"
    rf" (?:lịch|kế hoạch|thời gian|tiến độ|tình hình|kết quả) {_OTHERS}(?! (?:các )?chi bộ)"
)
"""LỊCH ĐẠI HỘI VÀ KẾT QUẢ ĐẠI HỘI CHI BỘ TRỰC THUỘC: of the organisations' own congresses too."""
_REGISTER = re.compile(
    r"^(?:phụ lục \S+ )?(?:danh sách|danh bạ|danh mục|tổng hợp)"
    r" (?:các )?(?:tổ chức|tccs|cơ sở đảng|chi đảng bộ|đảng bộ|chi bộ)"
)


def is_about_subcells(titles: Iterable[str]) -> bool:
    """Whether a title says that the table is about the congresses of sub-cells, and of them alone.

    >>> is_about_subcells(["KẾT QUẢ ĐẠI HỘI CÁC CHI BỘ TRỰC THUỘC ĐẢNG ỦY CƠ SỞ"])
    True
    >>> is_about_subcells(["Lịch đại hội và kết quả đại hội chi bộ trực thuộc"])
    False
    """
    keys = [plain_fold(text) for text in titles]
    also = (_BOTH, _AND_MORE)
    return any(_OF_SUBCELLS.search(key) and not any(both.search(key) for both in also) for key in keys)


def is_register_title(titles: Iterable[str]) -> bool:
    """Whether a title calls the table a list of organisations: "DANH SÁCH TỔ CHỨC CƠ SỞ ĐẢNG".

    Lists of who has held its congress, or who has not, are none.
    """
    keys = [plain_fold(text) for text in titles]
    return any(map(_REGISTER.search, keys)) and not any("đại hội" in key for key in keys)


def lists_subcells(titles: Iterable[str]) -> bool:
    """Whether a list is of one committee's own cells: "DANH SÁCH CÁC CHI BỘ TRỰC THUỘC".

    >>> lists_subcells(["Danh sách đảng bộ, chi bộ trực thuộc"]), lists_subcells(["Các chi bộ trực thuộc"])
    (False, True)
    """
    keys = [plain_fold(text) for text in titles]
    return any(map(_CELLS_OF_ONE.search, keys)) and not any(map(_GRASSROOTS.search, keys))


_CELLS_OF_ONE = re.compile(
    r"(?<!đảng bộ )(?<!đảng bộ và )(?<!đảng uỷ )\bchi bộ (?:trực thuộc|thuộc)\b"
    r"(?! (?:các )?(?:đảng uỷ|đảng bộ) khối)"
)
_GRASSROOTS = re.compile(r"cơ sở|tccsđ|đảng bộ chi bộ")
_LIST_OF = re.compile(
    r"(?:[ivx]+ |[a-dđ] |\d+ |biểu \w+ |phụ lục \w+ )?(?:danh sách|các|những|tccsđ|tổ chức|đơn vị|nhóm)\b"
)


def is_list_of(title: str) -> bool:
    """Whether a title names those who stand below it: what it says holds for each of them."""
    return _LIST_OF.match(plain_fold(title)) is not None


def title_says(table: Table) -> Said | None:
    """What the lines above a table say of every congress in it; None where they say nothing or both."""
    return said_of_congress(text for _, _, text in table.titles)


def said_of_congress(texts: Iterable[str]) -> Said | None:
    """What titles or the label of a section say of every congress below them.

    >>> of = lambda text: said_of_congress([text])
    >>> of("LỊCH TỔ CHỨC ĐẠI HỘI"), of("A. Các đơn vị đã đại hội (11)"), of("Tiến độ đại hội")
    ('planned', 'held', None)
    """
    words = " ".join(map(plain_fold, texts))
    if "chi bộ trực thuộc" in words:
        return None  # the list is about sub-cells
    if _EXCUSED.search(words):
        return "excused"
    held, open_ = bool(_HELD.search(words)), bool(_NOT_HELD.search(words))
    if held != open_:
        return "held" if held else "planned"
    planned = not held and _PLANNED.search(words) and not _OF_PROGRESS.search(words)
    return "planned" if planned else None
