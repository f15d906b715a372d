"""Rows in which the office only notes that an organisation has not reported: not known, not "not started"."""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.clean.form import Form, Record
from analysis.plain_words import plain_fold

_OF_THE_ROW = frozenset(
    ("organisation", "organisation_type", "organisation_kind", "organisation_part", "note", "submitted")
)
_FEWEST = 3
"""Under fewer headings "chưa có báo cáo" may be about the one report that the column asks for."""
_UNREPORTED = re.compile(
    r"(?:đơn vị |tổ chức |chi bộ |đảng bộ )?(?:chưa|không) (?:thấy |nhận được |có |gửi |nộp |cung cấp )?"
    r"(?:báo cáo|bc|số liệu|thông tin)(?: (?:về|cho|lên|theo|đúng|đến|tiến độ|kết quả|hạn)\b.*)?"
)
_NOTHING_SENT = re.compile(r"(?:đơn vị |tổ chức |chi bộ |đảng bộ )?(?:chưa|không) (?:gửi|nộp)")
"""Over all columns it is said of the report, in one of them ("Hồ sơ: chưa nộp") of what it asks for."""


def silent_row(form: Form, record: Record) -> str | None:
    """The cell that says, and says alone in its row, that nothing was reported; None in every other row."""
    said = [name for name in record.said if name not in _OF_THE_ROW]
    said = said or [name for name in record.said if name == "note"]
    texts = {record.said[name] for name in said}
    if len(texts) != 1 or len(form.headings.keys() - _OF_THE_ROW) < _FEWEST:
        return None
    (text,) = texts
    if not isinstance(text, str):
        return None
    unsent = len(said) > 1 and _NOTHING_SENT.fullmatch(plain_fold(text)) is not None
    return record.cell(said[0]) if unsent or says_unreported(text) else None


@lru_cache(maxsize=4096)
def says_unreported(text: str) -> bool:
    """Whether a text says that no report came.

    >>> says_unreported("Chưa gửi báo cáo"), says_unreported("Chưa duyệt")
    (True, False)
    """
    return _UNREPORTED.fullmatch(plain_fold(text)) is not None
