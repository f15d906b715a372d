"""How many have held their congress, as a line below the table says: "Đã đại hội: 08/18 đơn vị".

Where the rows give another number, something in them was read otherwise than the office means it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from analysis.clean.form import Form, Ledger
from analysis.text import fold

_HELD = r"đã (?:(?:tổ chức|tiến hành|hoàn thành|xong) )*(?:đại hội|đh)"
_UNITS = r"(?:đơn vị|tccsđ|tổ chức cơ sở đảng|cơ sở đảng|tổ chức đảng)"
_STATED = re.compile(
    rf"\b{_HELD}(?: (?:là|được|có))? (?P<behind>\d{{1,3}})(?: \d{{1,3}})? {_UNITS}\b"
    rf"|\b(?P<before>\d{{1,3}})(?: \d{{1,3}})? {_UNITS}(?: \w+)? {_HELD}\b"
)


@lru_cache(maxsize=4096)
def held_as_stated(text: str) -> int | None:
    """The number of congresses held that a line states; None for any other line, or one with several.

    >>> held_as_stated("Đã đại hội: 08/18 đơn vị; chưa đại hội: 10 đơn vị"), held_as_stated("Cộng: 8")
    (8, None)
    """
    key = fold(text)
    if "trực thuộc" in key:
        return None
    found = list(_STATED.finditer(key))
    return int(found[0]["behind"] or found[0]["before"]) if len(found) == 1 else None


def check_stated_congresses(form: Form, rows: Iterable[Mapping[str, object]], ledger: Ledger) -> None:
    """Tells a stated number that the rows do not come to; where a cell was refused it may not."""
    if ledger.refused_cells.get((form.file, form.sheet)):
        return
    for _, cell, text in form.statements:
        stated = held_as_stated(text)
        held = sum(row["milestone"] == "congress_held" and row["status"] == "done" for row in rows)
        if stated is not None and stated != held:
            heading = form.headings.get("congress_held", "congress_held")
            ledger.tell("printed_total_differs", form.origin(cell), raw=stated, used=held, field=heading)
