"""Events in the life of organisations: merge, split, transfer, rename, retype, dissolve, pause, resume."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from analysis.clean.counts import read_number
from analysis.clean.form import Form, Ledger, Record
from analysis.clean.names import NoMatch, Organisation, Register
from analysis.clean.totals import check_totals, counted
from analysis.clean.unread_values import Fault, shown
from analysis.clean.values import read_when
from analysis.date_interval import DateInterval
from analysis.findings import Origin
from analysis.personal import without_persons
from analysis.plain_words import plain_fold
from analysis.text import fold
from analysis.vocabulary import entries

Row = dict[str, Any]
ENDING = ("merge", "transfer", "dissolve", "pause")
"""After these an organisation no longer counts here; a pause ends with `resume`."""
ARRIVAL = "transfer_in"
"""A transfer from elsewhere: the organisation begins to count here."""
NEW = "establish"
"""What was founded begins to count too; beside another verb it only says how that was done."""


def event_rows(forms: Iterable[Form], register: Register, ledger: Ledger) -> list[Row]:
    """Rows of the table `events`. What is no known event, has no date or no known name is refused."""
    rows: list[Row] = []
    for form in forms:
        found = (_event(form, record, register, ledger) for record in form.records)
        rows += [row for row in found if row is not None]
        check_totals(form, ("members",), counted, ledger)
    return _without_repeats(rows, ledger)


def _without_repeats(rows: list[Row], ledger: Ledger) -> list[Row]:
    """The same event of the same organisation on the same day, told in two places, happened once.

    A split may be told in several rows, one for each part with its members.
    """
    seen: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        key = tuple(row[name] for name in ("organisation_id", "event", "event_from", "event_to"))
        first = seen.setdefault(key, row)
        parts = [one for one in row["named"] if one not in first["named"]]
        if first is not row and row["event"] == "split" and parts:
            first["named"] += parts
            known = first["members"] is not None and row["members"] is not None
            first["members"] = first["members"] + row["members"] if known else None
        elif first is not row:
            ledger.tell("event_twice", _origin(row), organisation=row["organisation"], other=_origin(first))
    return [row | {"successor_ids": "; ".join(_successors(row)) or None} for row in seen.values()]


def _successors(row: Row) -> list[str]:
    """The organisations of the register that took its place.

    After a merger one; after a split all parts that are named, and the organisation itself where a
    single other one is: a part was split off, and the rest goes on. A rename has one only where the
    register lists the new name as an organisation of its own.
    """
    named, own = row["named"], row["organisation_id"]
    if row["event"] == "split":
        return [*named, own] if len(named) == 1 and named != [own] else named
    return [] if row["event"] == "rename" and named == [own] else named[:1]


def _origin(row: Row) -> Origin:
    return Origin(row["source_file"], row["source_sheet"], row["source_cell"])


def _event(form: Form, record: Record, register: Register, ledger: Ledger) -> Row | None:
    name = record.value("organisation")
    if not isinstance(name, str):
        if record.said:
            ledger.refuse_row("name_missing", form, record, record.cells[0])
        return None
    found = register.match(name)
    if isinstance(found, NoMatch):
        used = "; ".join(found.suggestions) or "—"
        cell = record.cell("organisation")
        ledger.refuse_row(found.rule, form, record, cell, raw=name, used=used)
        return None
    return _event_of(form, record, found, register, ledger)


def _event_of(
    form: Form, record: Record, found: Organisation, register: Register, ledger: Ledger
) -> Row | None:
    if _is_intended(form, record):
        ledger.refuse_row(
            "event_intended", form, record, record.cell("organisation"), organisation=found.name
        )
        return None
    event = event_of(str(record.value("event") or ""))
    if event == "merge" and "target" not in record.said and _WITH.search(fold(str(record.value("event")))):
        event = None  # which of the two went into the other is not said
    when = read_when(record.value("event_date"), form.as_of)
    if event is None or when is None or isinstance(when, Fault):
        _refuse(form, record, event, when, ledger)
        return None
    row: Row = {
        "event": event,
        "event_from": when.first,
        "event_to": when.last,
        "organisation_id": found.organisation_id,
        "organisation": found.name,
        "target": _text(record, "target"),
        "decision": _text(record, "decision"),
        "source_file": form.file,
        "source_sheet": form.sheet,
        "source_cell": record.cell("organisation"),
    }
    row["named"] = _named(row, str(record.value("event")), register)
    if event in ("merge", "split") and not row["named"] and row["target"]:
        cell = record.cell("target")
        ledger.tell("successor_unknown", form.origin(cell), organisation=found.name, raw=row["target"])
    members = _members(form, record, found, ledger)
    return row | {
        "name_then": record.value("organisation"),
        "arrives": _verb(str(record.value("event"))) in (ARRIVAL, NEW),
        "members": members,
        "members_cell": record.cell("members") if members is not None else None,
    }


_INTENDED = re.compile(
    r"\b(?:dự kiến|đề xuất|phương án|chưa có (?:quyết định|qđ)|chưa (?:ban hành|kí)"
    r"|đang (?:trình|xin|chờ|đề nghị))\b"
)


def _is_intended(form: Form, record: Record) -> bool:
    """Whether the row's section, or its cell of the decision, says that nothing is decided yet."""
    decision = record.value("decision")
    said = [*record.groups, *([decision] if isinstance(decision, str) else [])]
    said += [] if decision else form.titles
    return any(_INTENDED.search(plain_fold(text)) for text in said)


_WITH = re.compile(r"\b(?:với|cùng)\b(?!.*\b(?:vào|thành)\b)")
_BETWEEN = re.compile(r"\s*[;\n+]\s*|\s*,\s*|\s+và\s+")


def _named(row: Row, event: str, register: Register) -> list[str]:
    """The organisations of the register that the target names, or the words of a merger without one."""
    if row["event"] not in ("merge", "split", "rename"):
        return []
    if row["target"] is not None:
        return _organisations_in(row["target"], register)
    named = register.named_in([event])
    return (
        [named.organisation_id]
        if named is not None and named.organisation_id != row["organisation_id"]
        else []
    )


def _organisations_in(text: str, register: Register) -> list[str]:
    """One name, or several between separators; a name that holds one itself ("và") is tried whole."""
    whole = register.match(text)
    if isinstance(whole, Organisation):
        return [whole.organisation_id]
    for form in (r"\s*[;\n+]\s*", r"\s*[;,\n+]\s*", _BETWEEN):
        parts = [register.match(part) for part in re.split(form, text.strip()) if part.strip()]
        found = [part.organisation_id for part in parts if isinstance(part, Organisation)]
        if len(found) == len(parts):
            return list(dict.fromkeys(found))
    return []


def _members(form: Form, record: Record, organisation: Organisation, ledger: Ledger) -> int | None:
    """The members that the sheet says went with it."""
    count = read_number(record.value("members"))
    if isinstance(count, Fault):
        cell = record.cell("members")
        heading = form.headings["members"]
        ledger.refuse(
            count.rule,
            form,
            cell,
            **shown(record.value("members")),
            field=heading,
            organisation=organisation.name,
        )
        return None
    return count


def _text(record: Record, name: str) -> str | None:
    value = record.value(name)
    return None if value is None else without_persons(str(value))


def _refuse(
    form: Form, record: Record, event: str | None, when: DateInterval | Fault | None, ledger: Ledger
) -> None:
    name, rule = ("event", "event_unknown") if event is None else ("event_date", "event_undated")
    if isinstance(when, Fault) and event is not None:
        rule = when.rule
    cell = record.cell(name) if name in record.said else record.cell("organisation")
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
    verb = _verb(text)
    return "transfer" if verb == ARRIVAL else verb


def _verb(text: str) -> str | None:
    key = f" {fold(text)} "
    if " chưa " in key or " không " in key or " dự kiến " in key:
        return None
    found = [
        (key.find(f" {phrase} "), -len(phrase), event) for phrase, event in _verbs() if f" {phrase} " in key
    ]
    found = [one for one in found if one[2] != NEW] or found
    return min(found)[2] if found else None
