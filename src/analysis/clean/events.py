"""Events in the life of organisations: merge, split, transfer, rename, retype, dissolve, pause, resume."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import Any

from analysis.clean.form import Form, Ledger, Record
from analysis.clean.names import Organisation, Register
from analysis.clean.register import type_of
from analysis.clean.values import Fault, read_when, shown
from analysis.dates import DateInterval
from analysis.text import fold
from analysis.vocabulary import entries

Row = dict[str, Any]
ENDING = ("merge", "transfer", "dissolve", "pause")
"""After these an organisation no longer counts here; a pause ends with `resume`."""


def event_rows(forms: Iterable[Form], register: Register, ledger: Ledger) -> list[Row]:
    """Rows of the table `events`. What is no known event, has no date or no known name is refused."""
    return [
        row
        for form in forms
        for record in form.records
        if (row := _event(form, record, register, ledger)) is not None
    ]


def _event(form: Form, record: Record, register: Register, ledger: Ledger) -> Row | None:
    name = record.value("organisation")
    if not isinstance(name, str):
        if record.entries:
            ledger.refuse_row("name_missing", form, record, record.cells[0])
        return None
    found = register.match(name)
    if not isinstance(found, Organisation):
        used = "; ".join(found.suggestions) or "—"
        cell = record.entries["organisation"].cell
        ledger.refuse_row(found.rule, form, record, cell, raw=name, used=used)
        return None
    event = event_of(str(record.value("event") or ""))
    when = read_when(record.value("event_date"), form.as_of)
    if event is None or when is None or isinstance(when, Fault):
        _refuse(form, record, event, when, ledger)
        return None
    return {
        "event": event,
        "event_from": when.first,
        "event_to": when.last,
        "organisation_id": found.organisation_id,
        "organisation": found.name,
        "target": _text(record, "target"),
        "decision": _text(record, "decision"),
        "source_file": form.file,
        "source_sheet": form.sheet,
        "source_cell": record.entries["organisation"].cell,
    }


def _text(record: Record, name: str) -> str | None:
    value = record.value(name)
    return None if value is None else str(value)


def _refuse(
    form: Form, record: Record, event: str | None, when: DateInterval | Fault | None, ledger: Ledger
) -> None:
    name, rule = ("event", "event_unknown") if event is None else ("event_date", "event_undated")
    if isinstance(when, Fault) and event is not None:
        rule = when.rule
    cell = record.entries[name].cell if name in record.entries else record.entries["organisation"].cell
    ledger.refuse_row(
        rule,
        form,
        record,
        cell,
        **shown(record.value(name)),
        field=form.headings.get(name, name),
        organisation=record.value("organisation"),
    )


@cache
def _verbs() -> list[tuple[str, str]]:
    """Longer phrases first: "chuyển loại hình" is no transfer."""
    verbs = [(fold(row["phrase"]), row["event"]) for row in entries("events")]
    return sorted(verbs, key=lambda verb: -len(verb[0]))


def event_of(text: str) -> str | None:
    """The event that a cell names; None for none, or where it says that nothing happened.

    >>> event_of("Sáp nhập vào Đảng bộ Sở Nội vụ"), event_of("Chuyển loại hình"), event_of("không")
    ('merge', 'retype', None)
    """
    key = f" {fold(text)} "
    if " chưa " in key or " không " in key or " dự kiến " in key:
        return None
    found = [
        (key.find(f" {phrase} "), -len(phrase), event) for phrase, event in _verbs() if f" {phrase} " in key
    ]
    return min(found)[2] if found else None


def apply_events(organisations: list[Row], events: list[Row]) -> list[Row]:
    """The organisations with their periods of validity: one row per period.

    A merge, transfer, dissolution or pause ends a period on the day before it took effect (the first
    day of its interval); resuming opens a new one; retyping and renaming close one period and open
    the next with the new type or name. What the event says of itself is taken, nothing inferred.
    """
    by_organisation: dict[str, list[Row]] = {}
    for event in sorted(events, key=lambda row: (row["event_from"] or row["event_to"], row["event"])):
        by_organisation.setdefault(event["organisation_id"], []).append(event)
    return [
        period
        for row in organisations
        for period in _periods(row, by_organisation.get(row["organisation_id"], []))
    ]


def _periods(row: Row, events: list[Row]) -> list[Row]:
    periods: list[Row] = []
    current: Row | None = dict(row)
    for event in events:
        day: date = event["event_from"] or event["event_to"]
        if event["event"] in ENDING and current is not None:
            periods.append(current | {"valid_to": day - timedelta(days=1)})
            current = None
        elif event["event"] == "resume" and current is None:
            current = dict(row) | {"valid_from": day}
        elif event["event"] in ("retype", "rename") and current is not None:
            changed = _changed(event)
            if changed:
                periods.append(current | {"valid_to": day - timedelta(days=1)})
                current = current | changed | {"valid_from": day}
    return [*periods, current] if current is not None else periods


def _changed(event: Row) -> Row:
    target = event["target"]
    if event["event"] == "retype":
        new_type = type_of(str(target)) if target else None
        return {"organisation_type": new_type} if new_type else {}
    return {"organisation": target} if target else {}
