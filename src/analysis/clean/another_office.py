"""Sheets under the letterhead of another province, whose organisations have the same names."""

from __future__ import annotations

import re
from collections import Counter

from analysis.clean.form import Form, Ledger
from analysis.text import fold, readable

_LETTERHEAD = re.compile(
    r"(?i)^(?:(?:đảng (?:ủy|uỷ|bộ)|văn phòng|ban tổ chức)\b.*\b)?"
    r"(?:tỉnh(?: (?:ủy|uỷ))?|thành (?:ủy|uỷ)|tp\.?)\s+"
    r"(?P<name>[^\W\d_]+(?: [^\W\d_]+){0,3}?)\s*(?:[-–,(:].*)?$"
)
_FOR_REFERENCE = re.compile(r"(?i)\btham khảo\b")
_FEWEST = 2


def without_other_offices(forms: list[Form], ledger: Ledger) -> list[Form]:
    """The forms without those that another province's office sent for reference; other letterheads are told.

    A province may get another name; only what is said to be for reference is left out.
    """
    provinces = {id(form): name for form in forms if (name := _province(form))}
    counted = Counter(fold(name) for name in provinces.values()).most_common(2)
    if len(counted) < 2 or counted[0][1] < _FEWEST or counted[0][1] == counted[1][1]:
        return forms
    ours = counted[0][0]
    shown = next(name for name in provinces.values() if fold(name) == ours)
    kept: list[Form] = []
    for form in forms:
        name = provinces.get(id(form), shown)
        if fold(name) != ours:
            out = any(map(_FOR_REFERENCE.search, map(readable, form.titles)))
            rule = "of_another_office" if out else "another_letterhead"
            ledger.tell(rule, form.origin(""), raw=name, used=shown)
            if out:
                for record in form.records:
                    ledger.pass_over(form, record)
                continue
        kept.append(form)
    return kept


def _province(form: Form) -> str | None:
    """The province that a line of the letterhead names."""
    found = (_LETTERHEAD.match(readable(title)) for title in form.titles[:3])
    return next((one["name"] for one in found if one), None)
