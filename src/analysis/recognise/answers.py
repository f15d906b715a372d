"""What a form's answer says: a ticked box among several, dots left as they were, guidance for the writer."""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.cells import Value
from analysis.memo import Memo
from analysis.plain_words import plain_fold

_BOX = re.compile(r"[☐□◻▢☑☒✅✓✔]|\[\s*[xX✓]?\s*\]|\(\s*[xX✓]\s*\)")
_TICKED = re.compile(r"[☑☒✅✓✔]|[\[(]\s*[xX✓]\s*[\])]")
_GAP = re.compile(r"…|\.{2,}|_{2,}|/\s*/")
_FILLED = re.compile(r"[^\W_]")
_DATE_WORDS = re.compile(r"(?i)\b(?:ngày|tháng|năm|20\d\d)\b")
_OPTIONS = re.compile(r"\S\s+/\s+\S")
_GUIDES = frozenset(("chọn", "ghi", "nếu", "để", "chỉ", "nhập", "điền", "bắt", "đánh", "tích", "lấy"))
_EXAMPLE = re.compile(r"(?:ví dụ|vd)\b")


def answer_of(value: Value) -> Value:
    """What was answered; None where dots still stand, the words of the one ticked box where there are boxes.

    >>> answer_of("☐ Đã xong ☒ Đang làm"), answer_of("…/…/2025"), answer_of("12 đ/c")
    ('Đang làm', None, '12 đ/c')
    """
    return _answer_of_text(value) if isinstance(value, str) else value


@lru_cache(maxsize=4096)
def _answer_of_text(text: str) -> str | None:
    if _GAP.search(text) and not _FILLED.search(_DATE_WORDS.sub("", text)):
        return None
    boxes = list(_BOX.finditer(text))
    if len(boxes) < 2:
        return text
    ends = [*(box.start() for box in boxes[1:]), len(text)]
    words = [text[box.end() : end].strip(" ;,.|/-") for box, end in zip(boxes, ends, strict=True)]
    if text[: boxes[0].start()].strip() or not all(words):
        return text  # the boxes stand behind their words, or nobody knows where
    ticked = [word for box, word in zip(boxes, words, strict=True) if _TICKED.fullmatch(box[0])]
    return None if not ticked else ticked[0] if len(ticked) == 1 else text


_LONGEST_MARK, _ABOUT_A_ROW = 8, ("dòng", "hàng")
_LEFT_IN = re.compile(
    r"^(?:ví dụ|vd|mẫu)(?: \d+)?$|\b(?:xóa|xoá|bỏ) (?:dòng|hàng) (?:này|ví dụ|mẫu)\b|^dòng (?:ví dụ|mẫu)\b"
)


def _says_example(text: str) -> bool:
    may = len(text) <= _LONGEST_MARK or any(word in text.casefold() for word in _ABOUT_A_ROW)
    return may and _LEFT_IN.search(plain_fold(text)) is not None


SAYS_EXAMPLE: Memo[str, bool] = Memo(_says_example)
"""Whether a cell says that its row is the template's example: "Ví dụ", "(xóa dòng này khi gửi)"."""


@lru_cache(maxsize=4096)
def is_guidance(text: str) -> bool:
    """Whether a text tells the writer what to write: "(ghi rõ ngày)", "Ví dụ: 20/5/2025", "Có / Chưa"."""
    words = plain_fold(text).split()
    return bool(words) and (
        text.lstrip().startswith("(")
        or words[0] in _GUIDES
        or _EXAMPLE.match(plain_fold(text)) is not None
        or _OPTIONS.search(text) is not None
    )
