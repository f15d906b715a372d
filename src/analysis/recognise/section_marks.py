"""Marks in the numbering column that open sections although as a rule they stand below the numbers.

I | ĐẢNG BỘ CƠ SỞ             a | Cơ quan hành chính      1 | Đảng bộ Sở Y tế
a | Cơ quan hành chính        1 | Đảng bộ Sở Y tế         a | Chi bộ Văn phòng
1 | Đảng bộ Sở Y tế           b | Đơn vị sự nghiệp        b | Chi bộ Thanh tra
b | Đơn vị sự nghiệp          2 | Đảng bộ Bệnh viện       2 | Đảng bộ Bệnh viện

In the first two the letters open sections, in the third they list the parts of what stands above.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from analysis.cells import Value
from analysis.recognise.looks import is_words, outline_of_text
from analysis.recognise.sums import RANKS

_LONGEST_MARK = 6
_NUMBER = "number"
_HIGH = ("letter", "roman")
_LETTERED = ("small", "part of a section")
"""a, b, c and I.1, I.2: sections more often than not; a dash opens one only above the first number."""


def mark_kind(mark: Value) -> str | None:
    """What sort of numbering a mark is; None for a blank cell and for words.

    >>> [mark_kind(mark) for mark in (4, "a", "I.1", "*", "Sở Y tế")]
    ['number', 'small', 'part of a section', 'other', None]
    """
    if mark is None:
        return None
    if not isinstance(mark, str):
        return _NUMBER
    if len(mark) > _LONGEST_MARK or is_words(mark):
        return None
    kind = outline_of_text(mark) or "other"
    return "part of a section" if kind == "decimal" and mark.strip("(")[:1].isalpha() else kind


def section_ranks(rows: Iterable[tuple[Value, bool]]) -> dict[str, float]:
    """The kinds of marks that open sections of numbered rows, each with its rank: above the numbers.

    `rows` are each row's mark and whether the row carries anything beside its name. What opens a
    section stands right above a numbered row, or is an empty one above the next section; it
    carries nothing itself, or stands above the first number.
    """
    marks = [(kind, filled) for mark, filled in rows if (kind := mark_kind(mark)) is not None]
    kinds = list(dict.fromkeys(kind for kind, _ in marks))
    if _NUMBER not in kinds or len(kinds) < 2:
        return {}
    followed: dict[str, set[str]] = {kind: set() for kind in kinds}
    for (kind, _), (below, _) in pairwise(marks):
        followed[kind].add(below)
    filled = {kind for kind, carries in marks if carries}
    ranks: dict[str, float] = {}
    for place, kind in enumerate(kinds):
        early = place < kinds.index(_NUMBER)
        opens = followed[kind] <= {_NUMBER, *_HIGH} and _NUMBER in followed[kind]
        alone = early or kind not in filled if kind in _LETTERED else early and kind not in filled
        if kind not in (_NUMBER, *_HIGH) and opens and alone:
            ranks[kind] = RANKS["roman"] + (place + 1) / (len(kinds) + 1)
    return ranks
