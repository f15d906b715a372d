"""One column for a group of milestones: "Duyệt ĐH: đã duyệt ngày 28/3/2025. ĐH đảng bộ: dự kiến 10/5/2025".

Each statement of a cell names the milestone that it is about, before a colon or in its own words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from analysis.recognise.fields import milestone_named
from analysis.recognise.table import Table
from analysis.text import readable

GROUPED = "grouped/"
"""Before the number of a column of such cells."""
_TWO_NAMES = 20
"""So many letters at least name two milestones and say something of each."""
_MOST, _SOME = 0.8, 0.5
"""How many of the cells must name what they are about; fewer where the heading lists several milestones."""
_BULLETS = "-–+•*·"
_STATEMENT = re.compile(rf"\s*(?:[\n;]|\.(?=\s|$)|(?<=\s)[{_BULLETS}]\s+(?=[A-ZĐÁẤĂÂÊÔƠƯ]))\s*")
_IN_HEADING = re.compile(r"\s*[(),;:+/\n]\s*|\s+và\s+")
_ASIDE = re.compile(r"\([^()]*\)")


def set_grouped(names: dict[int, str | None], table: Table) -> None:
    """The columns of a progress report whose cells tell of several milestones, each by its name."""
    for column, name in names.items():
        if name is not None and milestone_named(table.paths[column][-1]) is None:
            continue  # a remark, or who it is about
        values = table.filled[column]
        long = {value for value in set(values) if isinstance(value, str) and len(value) >= _TWO_NAMES}
        if not long or sum(value in long for value in values) * 4 < len(values):
            continue  # single states or days, as in nearly every column
        texts = [value for value in values if isinstance(value, str)]
        told = [statements(text) or {} for text in texts]
        several, named = sum(len(one) > 1 for one in told), sum(map(bool, told))
        least = _SOME if len(parts_of_heading(table.paths[column][-1])) > 1 else _MOST
        if several * 2 >= named > 0 and named >= least * len(values):
            names[column] = f"{GROUPED}{column}"


def parts_of_heading(heading: str) -> dict[str, str]:
    """The milestones that a heading lists, each with its own words there.

    >>> parts_of_heading("Nhân sự (quy hoạch cấp ủy, tiêu chuẩn chính trị)")
    {'personnel_planning': 'quy hoạch cấp ủy', 'political_standards': 'tiêu chuẩn chính trị'}
    """
    parts = [part for part in _IN_HEADING.split(readable(heading)) if part]
    named = [(milestone_named(part), part) for part in parts]
    listed = named[1:] if "(" in heading and len(named) > 2 else named  # before the bracket: what they share
    found: dict[str, str] = {}
    for field, part in listed:
        if field is not None:
            found.setdefault(field, part)
    return found


@lru_cache(maxsize=16384)
def statements(text: str) -> Mapping[str, str] | None:
    """What a cell says of each milestone that it names; None where a name is missing or comes twice.

    >>> statements("- Duyệt ĐH: chưa. - ĐH đảng bộ: dự kiến 10/5/2025.")
    {'dossier_approved': 'chưa', 'congress_held': 'dự kiến 10/5/2025'}
    """
    found: dict[str, str] = {}
    last: str | None = None
    for one in _STATEMENT.split(readable(text)):
        words = one.strip(f"{_BULLETS} ")
        if not words:
            continue
        label, colon, rest = words.partition(":")
        labelled = milestone_named(label) if colon else None
        field = labelled or milestone_named(_ASIDE.sub(" ", words))
        said = rest.strip() if labelled else words
        if field is None and last is not None:
            found[last] = f"{found[last]}, {said}"  # it goes on about the same
            continue
        if field is None or field in found or not said:
            return None
        found[field], last = said, field
    return found or None
