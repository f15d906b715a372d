"""Reports on congresses that are none of the plan's: of another term, of the youth union, of shareholders.

Their columns are the same as those of the Party's organisations; only the titles, or the date, say whose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from analysis.clean.form import Form, Ledger
from analysis.plan import Plan
from analysis.text import fold
from analysis.whose_congress import CONGRESS, is_congress_of_others

_OF_THE_PARTY = re.compile(
    rf"\b{CONGRESS} (?:\w+ ){{0,2}}?(?:đảng|chi bộ|đảng bộ|đảng viên|chi đảng bộ|tổ chức cơ sở|tccsđ)\b"
)
_OF_ITS_TERM = re.compile(rf"\b{CONGRESS}\b(?!.*\b(?:tổng kết|kiểm điểm)\b)")
"""Who sums up the last term does so at the congress of the next."""
_TERM = re.compile(r"\b(20\d\d)\s*[-–—/]\s*(20\d\d)\b")
_MOST_YEARS_AHEAD = 2
"""A congress is prepared for a year or two; what was reported long before was that of another term."""


def of_this_congress(forms: Iterable[Form], plan: Plan, ledger: Ledger) -> list[Form]:
    """The reports on progress that are of the plan's congress; any other is told, and no row of it used."""
    return [form for form in forms if not _is_of_another(form, plan, ledger)]


def _is_of_another(form: Form, plan: Plan, ledger: Ledger) -> bool:
    said = _another_congress(form, plan)
    if said is None:
        return False
    ledger.tell("another_congress", form.origin(_first_cell(form)), raw=said, used=plan.term)
    for record in form.records:
        if record.said:
            ledger.pass_over(form, record)
    return True


def _first_cell(form: Form) -> str:
    return next((record.cells[0] for record in form.records if record.cells), "")


def _another_congress(form: Form, plan: Plan) -> str | None:
    """The title, or else the day, by which a report is of another congress."""
    lines = [(text, fold(text)) for text in form.titles]
    if not any(_OF_THE_PARTY.search(key) for _, key in lines):
        for text, key in lines:
            if is_congress_of_others(key):
                return text
    ours = {plan.term, plan.subcell_term}
    terms = {text: {"-".join(years) for years in _TERM.findall(text)} for text, _ in lines}
    if not any(found & ours for found in terms.values()):
        for text, key in lines:
            began = [int(term[:4]) for term in terms[text]]
            if began and max(began) < plan.opening.year and _OF_ITS_TERM.search(key):
                return text
    if form.as_of is not None and plan.opening.year - form.as_of.year > _MOST_YEARS_AHEAD:
        return f"{form.as_of:%d/%m/%Y}"
    return None
