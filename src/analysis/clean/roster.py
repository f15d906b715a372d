"""Rosters: people are counted per organisation as they are read; nobody's name or birth date goes on.

What comes out are rows of the table `membership`, as if the organisation had sent the counts. A
finding about a person names the cell, never the person.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from analysis.cells import Value
from analysis.clean.form import Form, Ledger, Record
from analysis.clean.names import NoMatch, Organisation, Register, kind_of
from analysis.clean.population import refused_as_of_others
from analysis.clean.values import DoubtfulDate, Fault, Mark, read_mark, read_when
from analysis.findings import Origin
from analysis.text import fold, readable
from analysis.vocabulary import entries

Row = dict[str, Any]
_MAJORITY = (
    "kinh",
    "không",
    "ko",
    "k",
    "không có",
    "không tôn giáo",
    "0",
    "lương",
    "không theo",
    "không theo đạo",
    "",
)
_DITTO = ('"', "''", "”", "nt", "như trên", "-nt-", "//")
_GONE = re.compile(r"từ trần|đã mất|chuyển (?:đi|sinh hoạt|đảng)|xóa tên|xoá tên|khai trừ|xin ra|ra khỏi")
_NOT_GIVEN = object()
_STATUSES = {
    "chính thức": "full", "đảng viên chính thức": "full", "ct": "full", "đvct": "full",
    "dự bị": "probationary", "đảng viên dự bị": "probationary", "db": "probationary", "đvdb": "probationary",
    "chưa": "probationary", "chưa chính thức": "probationary", "đang dự bị": "probationary",
}  # fmt: skip


_OF_A_PERSON = ("birth_date", "birth_men", "birth_women", "admitted_date", "full_date", "women")
Key = tuple[date | None, tuple[str, object]]
"""A person in the reports of one day: name and birth."""


@dataclass(slots=True)
class _Tally:
    """One organisation's members as far as they are counted; `open` are the measures left open."""

    form: Form
    organisation: Organisation
    cell: str
    measures: list[str]
    counts: Counter[str] = field(default_factory=Counter)
    open: set[str] = field(default_factory=set)


class _Person(NamedTuple):
    """What a row says, for as long as it takes to count it; `open` are the measures that it leaves open."""

    measures: tuple[str, ...]
    identity: tuple[str, object] | None
    open: tuple[str, ...] = ()


def roster_rows(forms: Iterable[Form], register: Register, ledger: Ledger) -> list[Row]:
    """Rows of the table `membership`: total and its parts (women, probationary …), age bands.

    Only what a roster has a column for is counted, and only where every row says it; a list of some of the
    members (kết nạp, khen thưởng …) counts for nothing. A member whose official date is missing or lies
    after the report's own date is probationary. The same person twice is counted once in an
    organisation, and told; in two organisations it is told and counted in both.
    """
    seen: dict[Key, tuple[str, Origin]] = {}
    of_file: dict[tuple[str, date | None], list[Form]] = {}
    for form in forms:
        if not refused_as_of_others(form, ledger):
            of_file.setdefault((form.file, form.as_of), []).append(form)
    rows: list[Row] = []
    for parts in of_file.values():
        tallies: dict[str, _Tally] = {}
        for form in parts:
            _count(form, tallies, seen, register, ledger)
        for tally in tallies.values():
            rows += _told(tally, ledger)
    return rows


def _count(
    form: Form,
    tallies: dict[str, _Tally],
    seen: dict[Key, tuple[str, Origin]],
    register: Register,
    ledger: Ledger,
) -> None:
    """A list over several sheets or tables of one file is one list."""
    measures = _measures(form)
    sexes_written = any(fold(str(record.value("women"))) == "nam" for record in form.records)
    for record, section in _in_sections(form, ledger):
        organisation = _organisation(form, record, section, register, ledger)
        if organisation is None:
            continue
        who = organisation.organisation_id
        tally = tallies.setdefault(who, _Tally(form, organisation, record.cell("person"), measures))
        tally.measures = [name for name in tally.measures if name in measures]
        person = _person(form, record, ledger, sexes_written)
        tally.open.update(person.open)
        if not _is_repeat(form, record, person, who, seen, ledger):
            tally.counts.update(person.measures)


def _told(tally: _Tally, ledger: Ledger) -> list[Row]:
    form, cell = tally.form, tally.cell
    if tally.open:
        ledger.tell("roster_left_open", form.origin(cell), organisation=tally.organisation.name)
    return [
        _row(form, tally.organisation, name, tally.counts[name], cell)
        for name in tally.measures
        if name not in tally.open
    ]


def _in_sections(form: Form, ledger: Ledger) -> Iterator[tuple[Record, str | None]]:
    """The persons, each with the numbered row above that names a cell or committee instead of one."""
    section: str | None = None
    groups: tuple[str, ...] = ()
    for record in form.records:
        if record.groups != groups:
            section, groups = None, record.groups
        name = record.value("person")
        if name is None:
            if record.said:
                ledger.refuse_row("person_missing", form, record, record.cells[0])
        elif kind_of(str(name)) and set(record.said).isdisjoint(_OF_A_PERSON):
            section = str(name)
        else:
            yield record, section


def _organisation(
    form: Form, record: Record, section: str | None, register: Register, ledger: Ledger
) -> Organisation | None:
    """From the row's own column, else the sections it stands in, else the titles above the table."""
    said = record.value("organisation")
    told = [str(said)] if said is not None else []
    labels = [*told, *([section] if section else []), *reversed(record.groups)]
    for label in labels:
        if isinstance(found := register.match(label), Organisation):
            return found
    for place in (form.titles, [form.sheet], [readable(form.file)]):
        if (named := register.named_in(place)) is not None:
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
    names += ["full", "probationary"] if any(map(has, ("full_date", "member_status", "probationary"))) else []
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


def _person(form: Form, record: Record, ledger: Ledger, sexes_written: bool) -> _Person:
    assert form.as_of is not None
    measures: list[str] = ["total"]
    left_open: list[str] = []
    if not {"full_date", "member_status", "probationary"}.isdisjoint(form.headings):
        status = _status(form, record, ledger)
        measures += [status] if status else []
        left_open += [] if status else ["full", "probationary"]
    for name, told in (
        ("women", _is_woman(form, record, ledger, sexes_written)),
        ("ethnic_minority", _is_of(record, "ethnic_minority", "ethnic_majority")),
        ("religious", _is_of(record, "religious", "no_religion")),
    ):
        measures += [name] if told else []
        left_open += [name] if told is None else []
    place = next((n for n in ("birth_date", "birth_women", "birth_men") if n in record.said), "birth_date")
    born = _born(form, record, place, ledger)
    if born is None and place in record.said:
        left_open += [name for name, _, _ in _bands()]
    if born is not None:
        measures += [name for name, low, high in _bands() if low <= _age(born, form.as_of) <= high]
    name = fold(f"{record.value('person')} {record.value('given_name') or ''}")
    if _GONE.search(fold(str(record.value("remark") or ""))):
        left_open += _measures(form)  # whether such a person still counts is not for us to say
    known = born or record.value("admitted_date")
    return _Person(tuple(measures), (name, known) if known is not None else None, tuple(left_open))


def _status(form: Form, record: Record, ledger: Ledger) -> str | None:
    """Full or probationary, by the words or the mark in its column, else by the official date; None: open."""
    for name in ("member_status", "full_date"):
        said = record.value(name)
        if isinstance(said, str) and (status := _STATUSES.get(fold(said))) is not None:
            return status
    if "member_status" in record.said:
        ledger.refuse(
            "personal_status_unreadable",
            form,
            record.cell("member_status"),
            field=form.headings["member_status"],
        )
        return None
    mark = read_mark(record.value("probationary"), form.as_of)
    dated = isinstance(mark, Mark) and mark.when is not None  # the day of admission is no cross
    if "probationary" in form.headings and not dated:
        crossed = _is_crossed(form, record, "probationary", ledger)
        if crossed or crossed is None:
            return "probationary" if crossed else None
    if "full_date" not in form.headings:
        return "full" if "probationary" in form.headings else None
    if isinstance(said := record.value("full_date"), str) and read_mark(said, None) == Mark("done"):
        return "full"
    assert form.as_of is not None
    if (year := _year(record.value("full_date"))) is not None:
        return None if year == form.as_of.year else "full" if year < form.as_of.year else "probationary"
    full = _day(form, record, "full_date", ledger)
    if full is _NOT_GIVEN:
        return None
    return "full" if isinstance(full, date) and full <= form.as_of else "probationary"


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


def _is_woman(form: Form, record: Record, ledger: Ledger, sexes_written: bool) -> bool | None:
    """None where it is not said: a blank where others are marked nam, two birth dates, an unknown word."""
    if "birth_women" in record.said:
        return None if "birth_men" in record.said else True
    value = record.value("women")
    if value is None:
        return None if sexes_written else False
    key = fold(str(value))
    if key in ("nữ", "nam", "nu"):
        return key != "nam"
    return _is_crossed(form, record, "women", ledger)


def _is_crossed(form: Form, record: Record, name: str, ledger: Ledger) -> bool | None:
    mark = read_mark(record.value(name), form.as_of)
    if isinstance(mark, Fault):
        ledger.refuse("personal_status_unreadable", form, record.cell(name), field=form.headings[name])
        return None
    return mark.status == "done"


def _is_of(record: Record, name: str, opposite: str) -> bool | None:
    """Of a minority, or of a religion: what is written is one, unless kinh or không; None: both marked."""
    value = record.value(name)
    key = fold(str(value)) if value is not None else ""
    if value is not None and str(value).strip().lower() in _DITTO:
        return None
    told = bool(key) and key not in _MAJORITY and not key.startswith("kinh ")
    return None if told and opposite in record.said else told


def _is_repeat(
    form: Form,
    record: Record,
    person: _Person,
    who: str,
    seen: dict[Key, tuple[str, Origin]],
    ledger: Ledger,
) -> bool:
    """Whether this file counted the person in this organisation already; only the cell is told."""
    if person.identity is None:
        return False
    here = form.origin(record.cell("person"))
    organisation, other = seen.setdefault((form.as_of, person.identity), (who, here))
    if other.file != here.file and organisation == who:  # the organisation's list came twice
        seen[form.as_of, person.identity] = (who, here)
        return False
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
