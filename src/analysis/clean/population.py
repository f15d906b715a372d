"""Whom a table counts: all members, or only some of them, or others altogether.

The columns are the same ("Tổng số, Nữ, Dân tộc") for members, delegates and committee members; only the
title, or the heading of the sum, says whom they count.
"""

from __future__ import annotations

import re

from analysis.clean.form import Form, Ledger
from analysis.plain_words import plain_fold

_IS_TITLE = re.compile(
    r"(?:danh sách|tổng hợp|bảng|biểu|thống kê|cơ cấu|số lượng|báo cáo|tình hình|chất lượng|kết quả"
    r"|số liệu|kỉ luật|khen thưởng|thi hành|đánh giá|xếp loại|kế hoạch|chỉ tiêu|dự kiến)\b"
)
_PARTY = re.compile(r"\b(?:đảng bộ|chi bộ|đảng uỷ|chi uỷ)\b")
_ORGANISATION = re.compile(
    r"\b(?:đảng bộ|chi bộ|đảng uỷ|chi uỷ|sở|ban|hội|trường|công ty|trung tâm|báo|phòng|văn phòng"
    r"|cơ quan|đơn vị|khối)\b"
)
"""Its name may hold any word: Hội Phụ nữ, Ban Tôn giáo, Trung tâm Giới thiệu việc làm."""
_SOME_OF_A_LIST = re.compile(
    r"kết nạp|chuyển (?:sinh hoạt|đi|đến|chính thức)|khen|kỉ luật|từ trần|huy hiệu|đề nghị|quần chúng"
    r"|cảm tình|giới thiệu|nghỉ hưu|xóa tên|đại biểu|cấp uỷ viên|tham dự|quy hoạch|nhân sự"
    r"|dự bị|trẻ|là nữ|\bnữ\b|miễn|dân tộc thiểu số|có đạo|tôn giáo|đi học|vắng mặt|chưa"
)
_SOME_MEMBERS = re.compile(
    r"(?:kế hoạch|chỉ tiêu|dự kiến|kỉ luật|khen thưởng|đánh giá|xếp loại"
    r"|phân loại|tặng huy hiệu|biểu dương)(?: \w+){0,3} đảng viên"
    r"|đảng viên (?:mới|được|bị|nữ|trẻ|nghỉ|dự bị|miễn|có đạo|theo đạo|tôn giáo|dân tộc"
    r"|người dân tộc|đi |vi phạm|cao tuổi)"
)
_OTHERS = re.compile(
    r"cấp uỷ viên|uỷ viên|cấp uỷ|ban chấp hành|bch|ban thường vụ|đại biểu|đoàn viên|hội viên"
    r"|quần chúng|cảm tình"
    r"|cán bộ|công chức|viên chức|người lao động|nhân sự|quy hoạch|bí thư"
)
_SUM_OF_OTHERS = re.compile(rf"(?:tổng số|số lượng|số|tổng) (?:lượng )?(?:{_OTHERS.pattern})")


def refused_as_of_others(form: Form, ledger: Ledger) -> bool:
    """Whether a roster or statistics are not of all members; then no row is used, and it is told."""
    labels = set(form.headings.values())  # of a form of labels, every text is among its titles
    titles = [key for text in form.titles if text not in labels and _IS_TITLE.match(key := plain_fold(text))]
    if form.kind == "roster":
        others = any(_SOME_OF_A_LIST.search(_ORGANISATION.split(title)[0]) for title in titles)
    else:
        members = any("đảng viên" in title for title in titles)
        others = any(_SOME_MEMBERS.search(title) and title.count("đảng viên") == 1 for title in titles) or (
            not members and any(_OTHERS.search(_PARTY.split(title)[0]) for title in titles)
        )
        others = others or any(_SUM_OF_OTHERS.match(plain_fold(heading)) for heading in form.other_headings)
    if not others:
        return False
    ledger.tell("not_all_members", form.origin(form.records[0].cells[0] if form.records else ""))
    for record in form.records:
        if record.said:
            ledger.pass_over(form, record)
    return True
