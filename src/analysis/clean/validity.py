"""Periods of validity: what the events make of the organisations of the register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from analysis.clean.events import ENDING
from analysis.clean.form import Ledger
from analysis.clean.names import name_key
from analysis.clean.organisation_types import type_of
from analysis.dates import format_date
from analysis.findings import Origin

Row = dict[str, Any]
NEW = ("merge", "split", "rename")
"""Events that may bring their successor into being."""


def day_of_event(event: Row) -> date:
    """The first day on which an event may have taken effect."""
    day: date = event["event_from"] or event["event_to"]
    return day


def apply_events(
    organisations: list[Row],
    events: list[Row],
    first_named: Mapping[str, date] | None = None,
    ledger: Ledger | None = None,
    earlier: Sequence[Row] = (),
) -> list[Row]:
    """The organisations with their periods of validity: one row per period.

    A merger, transfer, dissolution or pause ends a period on the day before it took effect (the first
    day of its interval), a split too where the organisation is none of its own parts; resuming opens a
    new one; retyping and renaming close one period and open the next with the new type or name. The
    successor of a merger or split begins on that day if nothing named it before: `first_named` holds
    the first day on which a report or register did; who is not in it is taken to have been there.
    Where the register has the new type or name already, `earlier` registers give the old one.
    """
    by_organisation: dict[str, list[Row]] = {}
    for event in sorted(events, key=lambda row: (day_of_event(row), row["event"])):
        by_organisation.setdefault(event["organisation_id"], []).append(event)
    types: dict[str, dict[date, str]] = {}
    for row in earlier:
        types.setdefault(row["organisation_id"], {})[row["register_as_of"]] = row["organisation_type"]
    names = {row["organisation_id"]: row["organisation"] for row in organisations}
    begun = _begun(events, first_named or {}, names, ledger or Ledger())
    return [
        period
        for row in organisations
        for period in _periods(
            row | {"valid_from": begun.get(row["organisation_id"])},
            by_organisation.get(row["organisation_id"], []),
            types.get(row["organisation_id"], {}),
        )
    ]


def _begun(
    events: Iterable[Row], first_named: Mapping[str, date], names: Mapping[str, str], ledger: Ledger
) -> dict[str, date]:
    """The day on which each organisation that an event brought into being began, told once."""
    begun: dict[str, date] = {}
    for event in sorted(events, key=lambda event: (day_of_event(event), event["source_file"])):
        day = day_of_event(event)
        after = (event["successor_ids"] or "").split("; ") if event["event"] in NEW else []
        for one in after:
            goes_on = not one or one == event["organisation_id"] or first_named.get(one, date.min) < day
            if not goes_on and one not in begun:
                begun[one] = day
                ledger.tell(
                    "organisation_begins",
                    Origin(event["source_file"], event["source_sheet"], event["source_cell"]),
                    organisation=names[one],
                    raw=event["organisation"],
                    used=format_date(day),
                )
    return begun


def _periods(row: Row, events: list[Row], types: Mapping[date, str]) -> list[Row]:
    periods: list[Row] = []
    current: Row | None = row | _name_before(row, events) | _type_before(row, events, types)
    for event in events:
        day = day_of_event(event)
        if event["arrives"]:
            current = row | {"valid_from": day}
        elif _ends(event) and current is not None:
            periods.append(current | {"valid_to": day - timedelta(days=1), "ended_by": event["event"]})
            current = None
        elif event["event"] == "resume" and current is None:
            current = (periods[-1] if periods else row) | {
                "valid_from": day,
                "valid_to": None,
                "ended_by": None,
            }
        elif event["event"] in ("retype", "rename") and current is not None:
            changed = _changed(event)
            if changed:
                periods.append(current | {"valid_to": day - timedelta(days=1), "ended_by": event["event"]})
                current = current | changed | {"valid_from": day}
    return [*periods, current] if current is not None else periods


def _ends(event: Row) -> bool:
    """A merger that names the organisation itself as the one that goes on ends nothing."""
    after = (event["successor_ids"] or "").split("; ")
    if event["organisation_id"] in after:
        return False
    return event["event"] in ENDING or (event["event"] in ("split", "rename") and after != [""])


def _name_before(row: Row, events: list[Row]) -> Row:
    """The name that an organisation bore before it was renamed, where the register has the new one."""
    renamed = next((event for event in events if event["event"] == "rename"), None)
    if renamed is None or not renamed["target"]:
        return {}
    bears_new = name_key(renamed["target"]) == name_key(row["organisation"])
    return {"organisation": renamed["name_then"]} if bears_new else {}


def _type_before(row: Row, events: list[Row], types: Mapping[date, str]) -> Row:
    """The type before the first change of it, from the last register before that day."""
    retyped = next((day_of_event(event) for event in events if event["event"] == "retype"), date.max)
    before = [day for day in types if day < retyped]
    known = row["register_as_of"] is not None and retyped <= row["register_as_of"] and before
    return {"organisation_type": types[max(before)]} if known else {}


def _changed(event: Row) -> Row:
    target = event["target"]
    if event["event"] == "retype":
        new_type = type_of(str(target)) if target else None
        return {"organisation_type": new_type} if new_type else {}
    return {"organisation": target} if target else {}


def first_named(organisations: Iterable[Row], reports: Iterable[Row]) -> dict[str, date]:
    """The first day on which a register or a report named each organisation.

    A register without a date gives none: of whoever stands only there nothing says since when.
    """
    days: dict[str, date] = {}
    undated = {row["organisation_id"] for row in organisations if row["register_as_of"] is None}
    named = [(row["organisation_id"], row["register_as_of"]) for row in organisations]
    named += {(row["organisation_id"], row["as_of"]) for row in reports}
    for one, day in named:
        if one not in undated and day is not None:
            days[one] = min(day, days.get(one, day))
    return days


def stamp(rows: Iterable[Row], periods: Iterable[Row], ledger: Ledger) -> None:
    """Puts the name and type of its own day on every row of a report.

    Reports on an organisation from days on which it did not count here are told at the first of them:
    no measure takes them.
    """
    by_organisation: dict[str, list[Row]] = {}
    for period in periods:
        by_organisation.setdefault(period["organisation_id"], []).append(period)
    always = {one: own[0] for one, own in by_organisation.items() if len(own) == 1 and _is_endless(own[0])}
    away: dict[str, dict[tuple[date, str], Row]] = {}
    for row in rows:
        day, valid = row["as_of"], always.get(row["organisation_id"])
        if valid is None:
            own = by_organisation.get(row["organisation_id"], [])
            valid = next((period for period in own if is_valid(period, day)), None)
        if valid is not None:
            row["organisation"], row["organisation_type"] = valid["organisation"], valid["organisation_type"]
        else:
            away.setdefault(row["organisation_id"], {}).setdefault((day, row["source_file"]), row)
    for reports in away.values():
        _, first = min(reports.items(), key=lambda report: report[0])
        ledger.tell(
            "reported_while_away",
            Origin(first["source_file"], first["source_sheet"], first["source_cell"]),
            organisation=first["organisation"],
            raw=len(reports),
            as_of=format_date(first["as_of"]),
        )


def _is_endless(period: Row) -> bool:
    return period["valid_from"] is None and period["valid_to"] is None


def is_valid(period: Row, day: date) -> bool:
    """Whether a period of validity covers the day."""
    return (period["valid_from"] or day) <= day <= (period["valid_to"] or day)
