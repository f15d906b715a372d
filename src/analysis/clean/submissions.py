"""Answers to an online form: a row for each submission, and of an organisation's several the last counts."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from itertools import pairwise

from analysis.cells import Value
from analysis.clean.form import Form, Ledger, Record
from analysis.clean.names import Organisation, Register

SUBMITTED = "submitted"
_PARTS = re.compile(
    r"(?P<a>\d{1,4})[/.-](?P<b>\d{1,2})[/.-](?P<c>\d{1,4})"
    r"(?:[ ,T]+(?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{2})(?:\.\d+)?)?\s*(?P<half>[AaPp]\.?[Mm]|SA|CH)?)?.*"
)
_Read = Callable[[str], datetime | None]


def last_submissions(form: Form, register: Register, ledger: Ledger) -> list[Record]:
    """The records of a table; where a column says when each was sent, an organisation's last alone.

    Earlier ones are told. Where the times can't be read, or two are the same, all stay: whether they
    contradict is found out later.
    """
    if SUBMITTED not in form.headings:
        return form.records
    moments = _moments([record.value(SUBMITTED) for record in form.records])
    sent: dict[str, list[tuple[datetime, Record]]] = {}
    for record, moment in zip(form.records, moments, strict=True):
        found = register.match(str(record.value("organisation") or ""))
        if isinstance(found, Organisation) and moment is not None:
            sent.setdefault(found.name, []).append((moment, record))
    replaced: set[int] = set()
    for name, submissions in sent.items():
        *earlier, (latest, last) = sorted(submissions, key=lambda one: one[0])
        for moment, record in earlier:
            if moment < latest:
                replaced.add(record.row)
                cell, other = record.cell("organisation"), last.cell("organisation")
                ledger.refuse_row("submission_replaced", form, record, cell, organisation=name, other=other)
    return [record for record in form.records if record.row not in replaced]


def _moments(values: list[Value]) -> list[datetime | None]:
    """When each row was sent; texts with the day or the month first, as all of them can be read.

    Where both fit, rows are appended as they come: the reading in which none goes back is meant.
    """
    texts = [value for value in values if isinstance(value, str)]
    orders = [order for order in (_day_first, _month_first) if all(map(order, texts))]
    if len(orders) > 1:
        orders = [order for order in orders if not _goes_back([order(text) for text in texts])] or orders
    if texts and (not orders or len({_sequence([order(text) for text in texts]) for order in orders}) > 1):
        return [None] * len(values)
    return [_moment(value, orders[0] if orders else _day_first) for value in values]


def _moment(value: Value, order: _Read) -> datetime | None:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, time())
    return order(value) if isinstance(value, str) else None


def _goes_back(moments: list[datetime | None]) -> bool:
    return any(a is not None and b is not None and b < a for a, b in pairwise(moments))


def _sequence(moments: list[datetime | None]) -> tuple[int, ...]:
    """The rows in the order of their moments."""
    known = [(moment, n) for n, moment in enumerate(moments) if moment is not None]
    return tuple(n for _, n in sorted(known))


def _day_first(text: str) -> datetime | None:
    return _read(text, day="a", month="b")


def _month_first(text: str) -> datetime | None:
    return _read(text, day="b", month="a")


def _read(text: str, *, day: str, month: str) -> datetime | None:
    found = _PARTS.fullmatch(text.strip())
    if found is None:
        return None
    parts = {name: int(found[name] or 0) for name in "abchms"}
    if parts["a"] > 31:  # 2025-06-25 is the same in either order
        parts |= {"a": parts["c"], "c": parts["a"]}
        day, month = "a", "b"
    half = (found["half"] or "").upper().replace(".", "")
    hour = parts["h"] % 12 + 12 * (half in ("PM", "CH")) if half else parts["h"]
    try:
        return datetime(parts["c"], parts[month], parts[day], hour, parts["m"], parts["s"])
    except ValueError:
        return None
