"""One milestone over several columns: what each of them says of it.

Quy hoạch cấp ủy: Đã | Đang | Chưa.  Duyệt hồ sơ: Kế hoạch | Thực hiện.  Đại hội: Thời gian | Kết quả.
A column whose own words say "not yet" or "planned" is read so even where it stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from analysis.deeds import tells_plans_and_deeds
from analysis.text import fold
from analysis.vocabulary import entries

MARKED = (
    "personnel_planning",
    "political_standards",
    "documents_drafted",
    "dossier_approved",
    "congress_held",
    "results_approved",
)
"""The milestones whose cells hold a mark, a status or a date."""
_EXPECTED = r"(?<!nhân sự )(?<!cấp ủy )dự kiến\b(?! (?:nhân sự|tham gia|giới thiệu|bầu|cơ cấu))"
"""Of a day; "nhân sự dự kiến tham gia cấp ủy" are the persons, whatever the day."""
_PLANNED = re.compile(rf"(?:thời gian |ngày |thời điểm )?(?:theo )?(?:{_EXPECTED}|kế hoạch\b|lịch\b)")
_PLANNED_ANYWHERE = re.compile(
    rf"\b(?:{_EXPECTED}|điều chỉnh\b|theo kế hoạch\b(?! (?:số )?\d)"
    r"|(?<!duyệt )(?<!dựng )(?<!hành )(?<!có )(?<!đã )(?<!thành )(?<!vượt )(?<!với )kế hoạch$)"
)
_NOT_YET = re.compile(
    r"(?<!đã )(?<!hay )(?<!hoặc )(?<!nếu )(?<!hoặc là )\bchưa (?:được )?"
    r"(?:duyệt|có|xong|hoàn thành|dự thảo|rà soát|tổ chức|kết luận|thẩm định|xây dựng|ban hành|đạt|thông qua)"
    r"\b(?!.* (?:thì|để trống|ghi)\b)"
)
"""Hồ sơ đại hội chưa được duyệt; "Đã duyệt chưa" asks for the deed."""
_TIME = re.compile(r"(?:thời gian|thời điểm|ngày)\b")
_NUMBER = re.compile(
    r"(?:số|số hiệu|văn bản số)(?: (?:qđ|quyết định|kl|kết luận|tb|thông báo|cv|văn bản|nq))?$"
)
_RESULT = re.compile(r"(?:kết quả|tình trạng|trạng thái|tình hình|mức độ)\b")
_ASIDE = re.compile(
    r"(?:ghi chú|chú thích|lý do|nguyên nhân|vướng mắc|khó khăn|địa điểm|nơi |giờ$"
    r"|người |cán bộ |đơn vị (?!đã |chưa |có )|thời hạn|hạn\b)"
)


def part_of(field: str, key: str, beside: Collection[str] = ()) -> str | None:
    """The field of a milestone's column; None for what stands beside the matter, as a reason does.

    `key` is the column's own heading, folded, `beside` those of the milestone's other columns.

    >>> part_of("dossier_approved", "dự kiến duyệt hồ sơ")
    'dossier_approved/planned'
    >>> part_of("personnel_planning", "chưa")
    'personnel_planning/not_started'
    >>> part_of("congress_held", "thời gian", ["kết quả"])
    'congress_held/time'
    """
    if field not in MARKED:
        return field
    if _ASIDE.match(key):
        return None
    if key.startswith("chưa ") or _NOT_YET.search(key) or _statuses().get(key) == "not_started":
        return f"{field}/not_started"
    if key.startswith("đang ") or _statuses().get(key) == "in_progress":
        return f"{field}/in_progress"
    planned = _PLANNED_ANYWHERE.search(key) or _PLANNED.match(key)
    if planned and not tells_plans_and_deeds(key):
        return "congress_planned" if field == "congress_held" else f"{field}/planned"
    if _TIME.match(key) and any(_RESULT.match(other) or other in _statuses() for other in beside):
        return f"{field}/time"
    return f"{field}/number" if beside and _NUMBER.match(key) else field


def is_block_of_plans(key: str) -> bool:
    """Whether a wider heading, folded, says that what stands below it is planned.

    >>> is_block_of_plans("thời gian theo kế hoạch"), is_block_of_plans("kế hoạch và kết quả thực hiện")
    (True, False)
    """
    found = _BLOCK_OF_PLANS.match(key)
    return found is not None and not _OF_BOTH.search(key) and not tells_plans_and_deeds(key)


_BLOCK_OF_PLANS = re.compile(
    r"(?:(?:mốc|tiến độ|thời gian|ngày|thời điểm|lịch) )*(?:theo )?(?:dự kiến|kế hoạch(?! (?:số )?\d)"
    r"|(?:thời )?hạn|đăng ký|đăng kí)\b"
)
_OF_BOTH = re.compile(r"\b(?:kết quả|thực tế|đã|tình hình)\b")


def status_of(key: str) -> str | None:
    """The status that a folded heading says by itself: "đã xong"."""
    return _statuses().get(key)


@cache
def _statuses() -> dict[str, str]:
    return {fold(row["phrase"]): row["status"] for row in entries("statuses")}
