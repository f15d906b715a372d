"""Rosters: people are counted per organisation as they are read; nobody's name or birth date goes on.

What comes out are rows of the table `membership`, as if the organisation had sent the counts. A
finding about a person names the cell, never the person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from analysis.cells import Value
from analysis.clean.form import Form, Ledger, Record
from analysis.clean.names import NoMatch, Organisation, Register
from analysis.clean.values import DoubtfulDate, Fault, read_mark, read_when
from analysis.findings import Origin
from analysis.text import fold
from analysis.vocabulary import entries

Row = dict[str, Any]
_MAJORITY = ("kinh", "không", "ko")
_NO_RELIGION = ("", "không", "ko", "k", "không có", "0", "lương", "không theo đạo")
_NOT_GIVEN = object()


class _Person(NamedTuple):
    """What a row says, for as long as it takes to count it."""

    measures: tuple[str, ...]
    identity: tuple[str, date | int] | None


def roster_rows(forms: Iterable[Form], register: Register, ledger: Ledger) -> list[Row]:
    """Rows of the table `membership`: total and its parts (women, probationary …), age bands.

    Only what a roster has a column for is counted. A member whose official date is missing or lies
    after the report's own date is probationary. The same person twice is counted once in an
    organisation, and told; in two organisations it is told and counted in both.
    """
    seen: dict[tuple[date | None, tuple[str, date | int]], tuple[str, Origin]] = {}
    rows: list[Row] = []
    for form in forms:
        counts: dict[str, Counter[str]] = {}
        first: dict[str, tuple[Organisation, str]] = {}
        for record in form.records:
            if "person" not in record.said:
                if record.said:
                    ledger.refuse_row("person_missing", form, record, record.cells[0])
                continue
            organisation = _organisation(form, record, register, ledger)
            if organisation is None:
                continue
            who = organisation.organisation_id
            person = _person(form, record, ledger)
            first.setdefault(who, (organisation, record.cell("person")))
            if not _is_repeat(form, record, person, who, seen, ledger):
                counts.setdefault(who, Counter(dict.fromkeys(_measures(form), 0))).update(person.measures)
        for who, (organisation, cell) in first.items():
            rows += [
                _row(form, organisation, name, count, cell) for name, count in counts.get(who, {}).items()
            ]
    return rows


def _organisation(form: Form, record: Record, register: Register, ledger: Ledger) -> Organisation | None:
    """From the row's own column, else the sections it stands in, else the titles above the table."""
    said = record.value("organisation")
    told = [str(said)] if said is not None else []
    labels = [*told, *(group for group in reversed(record.groups))]
    for label in labels:
        if isinstance(found := register.match(label), Organisation):
            return found
    named = register.named_in(form.titles)
    if named is not None:
        return named
    _refuse_homeless(form, record, labels[0] if labels else "", register, ledger)
    return None


def _refuse_homeless(form: Form, record: Record, raw: str, register: Register, ledger: Ledger) -> None:
    """The organisation is named and unknown, or not named at all."""
    match = register.match(raw) if raw else None
    suggestions = match.suggestions if isinstance(match, NoMatch) else ()
    rule = "name_unknown" if raw else "name_missing"
    cell = record.cell("organisation" if "organisation" in record.said else "person")
    ledger.refuse_row(rule, form, record, cell, raw=raw, used="; ".join(suggestions) or "—")


def _measures(form: Form) -> list[str]:
    """What this roster can be counted for."""
    has = form.headings.__contains__
    names = ["total"]
    names += ["full", "probationary"] if has("full_date") or has("probationary") else []
    names += ["women"] if has("women") or has("birth_women") else []
    names += ["ethnic_minority"] if has("ethnic_minority") else []
    names += ["religious"] if has("religious") else []
    born = has("birth_date") or has("birth_men") or has("birth_women")
    return names + ([name for name, _, _ in _bands()] if born else [])


def _bands() -> list[tuple[str, int, int]]:
    return [
        (f"age_{row['low']}_{row['high']}", int(row["low"] or 0), int(row["high"] or 200))
        for row in entries("age_bands")
    ]


def _person(form: Form, record: Record, ledger: Ledger) -> _Person:
    assert form.as_of is not None
    measures = ["total"]
    if "probationary" in form.headings:
        measures.append("probationary" if _is_crossed(form, record, "probationary", ledger) else "full")
    elif "full_date" in form.headings:
        full = _day(form, record, "full_date", ledger)
        if full is not _NOT_GIVEN:
            measures.append("full" if isinstance(full, date) and full <= form.as_of else "probationary")
    if _is_woman(form, record, ledger):
        measures.append("women")
    if _is_minority(record):
        measures.append("ethnic_minority")
    if fold(str(record.value("religious") or "")) not in _NO_RELIGION:
        measures.append("religious")
    field = next((n for n in ("birth_date", "birth_women", "birth_men") if n in record.said), "birth_date")
    born = _born(form, record, field, ledger)
    if born is not None:
        measures += [name for name, low, high in _bands() if low <= _age(born, form.as_of) <= high]
    name = fold(str(record.value("person")))
    return _Person(tuple(measures), (name, born) if born is not None else None)


def _day(form: Form, record: Record, name: str, ledger: Ledger) -> date | object | None:
    """The last day that a date cell may mean; None where blank, _NOT_GIVEN where it can't be read."""
    when = read_when(record.value(name), form.as_of)
    if isinstance(when, Fault):
        ledger.refuse(
            f"personal_{when.rule}" if when.rule == "date_swapped" else "personal_date_unreadable",
            form, record.cell(name), field=form.headings[name],
        )  # fmt: skip
        return _NOT_GIVEN
    return when.last if when else None


def _born(form: Form, record: Record, name: str, ledger: Ledger) -> date | int | None:
    """The day of birth, or only the year."""
    value = record.value(name)
    if isinstance(value, DoubtfulDate):
        return value.year
    if (year := _year(value)) is not None:
        return year
    born = _day(form, record, name, ledger) if value is not None else None
    return born if isinstance(born, date) else None


def _year(value: Value) -> int | None:
    text = str(value).strip() if isinstance(value, int | str) else ""
    return int(text) if len(text) == 4 and text.isdigit() and 1900 <= int(text) <= 2100 else None


def _age(born: date | int, as_of: date) -> int:
    """Full years on the day; of a year alone, the years between."""
    if isinstance(born, int):
        return as_of.year - born
    return as_of.year - born.year - ((as_of.month, as_of.day) < (born.month, born.day))


def _is_woman(form: Form, record: Record, ledger: Ledger) -> bool:
    if "birth_women" in record.said:
        return True
    value = record.value("women")
    if value is None:
        return False
    key = fold(str(value))
    if key in ("nữ", "nam", "nu"):
        return key != "nam"
    return _is_crossed(form, record, "women", ledger)


def _is_crossed(form: Form, record: Record, name: str, ledger: Ledger) -> bool:
    mark = read_mark(record.value(name), form.as_of)
    if isinstance(mark, Fault):
        ledger.refuse("personal_status_unreadable", form, record.cell(name), field=form.headings[name])
        return False
    return mark.status == "done"


def _is_minority(record: Record) -> bool:
    value = record.value("ethnic_minority")
    key = fold(str(value)) if value is not None else ""
    return bool(key) and key not in _MAJORITY


def _is_repeat(
    form: Form,
    record: Record,
    person: _Person,
    who: str,
    seen: dict[tuple[date | None, tuple[str, date | int]], tuple[str, Origin]],
    ledger: Ledger,
) -> bool:
    """Whether the person was counted in this organisation already; a repeat is told by its cell alone."""
    if person.identity is None:
        return False
    here = form.origin(record.cell("person"))
    organisation, other = seen.setdefault((form.as_of, person.identity), (who, here))
    if other == here:
        return False
    ledger.tell("person_twice", here, other=other)
    return organisation == who


def _row(form: Form, organisation: Organisation, measure: str, count: int, cell: str) -> Row:
    return {
        "as_of": form.as_of,
        "organisation_id": organisation.organisation_id,
        "organisation": organisation.name,
        "organisation_type": organisation.type,
        "measure": measure,
        "count": count,
        "source_file": form.file,
        "source_sheet": form.sheet,
        "source_cell": cell,
    }
