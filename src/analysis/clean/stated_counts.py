"""How many people a list says it has: "Danh sách này có 185 đồng chí", "Cộng: 08 đ/c, nữ 04".

Such a line is a checksum as a printed total is: rows that a reader took for something else show there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from analysis.clean.form import Form, Ledger
from analysis.text import fold

_WHOLE = r"toàn (?:đảng bộ|chi bộ)"
_STATED = re.compile(
    rf"(?:(?:tổng|cộng|ấn định|{_WHOLE})(?: (?:số|cộng|đảng viên|danh sách|này|là|có|gồm|{_WHOLE}))*"
    r"|(?:danh sách|đảng bộ|chi bộ)(?: \w+){0,6}? (?:có|gồm))"
    r" (?P<count>\d{1,3}(?: \d{3})+|\d+)(?: (?:đ c|đồng chí|đảng viên|đv|người)\b|$)"
)


@lru_cache(maxsize=4096)
def stated_count(text: str) -> int | None:
    """The members that a line says it sums up; None for any other line.

    >>> stated_count("Ấn định danh sách có 09 đảng viên"), stated_count("Người Mẫu Một")
    (9, None)
    """
    found = _STATED.match(fold(text))
    return int(found["count"].replace(" ", "")) if found else None


def check_stated_counts(form: Form, people: Sequence[int], others: int, ledger: Ledger) -> None:
    """Tells a stated number that neither the list, nor a part of it that ends there, nor the file has.

    `people` are the rows of persons, `others` the persons in the file's other lists.
    """
    before = -1
    for row, cell, text in form.statements:
        count = stated_count(text)
        if count is None:
            continue
        since = sum(before < person < row for person in people)
        above = sum(person < row for person in people)
        if count not in (since, above, len(people), len(people) + others):
            heading = form.headings["person"]
            used = since or above
            ledger.tell("printed_total_differs", form.origin(cell), raw=count, used=used, field=heading)
        before = row
