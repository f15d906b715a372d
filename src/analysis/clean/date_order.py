"""Dates that a US-locale Excel turned round: 05/06/2025 typed, 6 May stored, 13/05/2025 left as text.

The pattern shows in the whole table: what could be read month first became a real date, all of them
with day ≤ 12; what could not is still text, all of it with day > 12. A single cell that shows the
month first tells it too. Such dates are doubted, not mended: only the sender knows.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta

from analysis.cells import Value
from analysis.clean.form import Form, Record
from analysis.clean.milestone_fields import SUBCELLS_PLANNED, SUBCELLS_TIME
from analysis.clean.unread_values import DoubtfulDate, SpanOfDays

DATE_FIELDS = frozenset((
    "personnel_planning", "political_standards", "documents_drafted", "dossier_approved",
    "congress_planned", "congress_held", "results_approved", "due", "done", "event_date", "birth_date",
    "admitted_date", "full_date",
))  # fmt: skip
_OF_SUBCELLS = (SUBCELLS_TIME, SUBCELLS_PLANNED)
_SERIALS_1904 = range(35064, 53691)
_DAY_0_1904 = date(1904, 1, 1)
_TYPED = re.compile(r"^\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(?:\d{4}|\d{2})\s*$")
_CHANCE = 0.07
"""Below this chance of an innocent sheet looking so, the pattern counts."""
_DAY_UP_TO_12, _DAY_AFTER_12 = 12 / 30.4, 18.4 / 30.4


def order_dates(forms: Iterable[Form], *, opening: date) -> None:
    """Marks doubtful dates in place, and turns serial numbers that count from 1904 into dates.

    `opening` is the first day on which anything of the plan could be done.
    """
    for form in forms:
        names = [name for name in form.headings if name.split("/")[0] in DATE_FIELDS or name in _OF_SUBCELLS]
        if form.date_1904:
            for name in names:
                _from_1904(form, name)
        real = list(_real_dates(form, frozenset(names)))
        doubted = _turned_round(form, names, [day for _, _, day in real], opening)
        if not doubted and not form.month_first:
            continue
        for record, name, day in real:
            turned = doubted or record.cell(name) in form.month_first
            if turned and day.day <= 12 and day.day != day.month:
                record.said[name] = DoubtfulDate(day.year, day.month, day.day)


def _real_dates(form: Form, names: Collection[str]) -> Iterator[tuple[Record, str, date]]:
    for record in form.records:
        for name, value in record.said.items():
            if name in names:
                yield from ((record, name, day) for day in _ends(value) if isinstance(day, date))


def _from_1904(form: Form, name: str) -> None:
    for record in form.records:
        value = record.said.get(name)
        if isinstance(value, int) and value in _SERIALS_1904:
            record.said[name] = _DAY_0_1904 + timedelta(days=value)


def _turned_round(form: Form, names: list[str], real: list[date], opening: date) -> bool:
    """All real dates of the table have a day up to 12, all typed ones a later day: no chance any more."""
    if not real or any(value.day > 12 for value in real):
        return False
    texts = (end for name in names for r in form.records for end in _ends(r.value(name)))
    typed = [int(found[1]) for end in texts if isinstance(end, str) and (found := _TYPED.match(end))]
    if typed and all(day > 12 for day in typed):
        return _DAY_UP_TO_12 ** len(real) * _DAY_AFTER_12 ** len(typed) < _CHANCE
    return _DAY_UP_TO_12 ** len(real) < _CHANCE and _out_of_season(real, form.as_of, opening)


def _ends(value: Value) -> tuple[Value, ...]:
    """The days of a span, each as its cell has it; anything else is one value."""
    return value.ends if isinstance(value, SpanOfDays) else (value,)


def _out_of_season(real: list[date], as_of: date | None, opening: date) -> bool:
    """Most dates lie before the plan began or long after the report, and turned round none would."""
    if as_of is None:
        return False
    latest = as_of + timedelta(days=366)

    def strange(day: date) -> bool:
        return not opening <= day <= latest

    turned = [date(day.year, day.day, day.month) for day in real]
    return sum(map(strange, real)) * 2 > len(real) and not any(map(strange, turned))
