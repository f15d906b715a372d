"""Rosters: people are counted per organisation as they are read; nobody's name or birth date goes on.

What comes out are rows of the table `membership`, as if the organisation had sent the counts. A
finding about a person names the cell, never the person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from analysis.clean.form import Form, Ledger, Record
from analysis.clean.names import NoMatch, Organisation, Register, is_nearly, kind_of, without_outline
from analysis.clean.person import Person, PersonReader, measures_of
from analysis.clean.population import refused_as_of_others
from analysis.clean.roster_sections import said_by_sections
from analysis.clean.stated_counts import check_stated_counts, stated_count
from analysis.findings import Origin
from analysis.text import readable

Row = dict[str, Any]
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
        counter = _Counter(register, ledger, seen)
        for form in parts:
            counter.count(form)
        counter.check_stated()
        rows += counter.rows()
    return rows


class _Counter:
    """Counts the lists of one file and day: over several sheets or tables they are one list."""

    def __init__(self, register: Register, ledger: Ledger, seen: dict[Key, tuple[str, Origin]]) -> None:
        self.register, self.ledger, self.seen = register, ledger, seen
        self._tallies: dict[str, _Tally] = {}
        self._people: list[tuple[Form, list[int]]] = []
        self._doubtful: set[str] = set()

    def count(self, form: Form) -> None:
        """Adds the persons of one list."""
        measures = measures_of(form)
        reader = PersonReader(form, self.ledger)
        people: list[int] = []
        last: str | None = None
        left: set[tuple[str, ...]] = set()
        for record, section in self._in_sections(form):
            if (said := said_by_sections(record.groups)) == "left":
                if record.groups not in left:
                    self.ledger.tell("section_of_others", form.origin(record.cell("person")))
                left.add(record.groups)
                self.ledger.pass_over(form, record)
                continue
            people.append(record.row)
            organisation = self._organisation(form, record, section)
            if organisation is None:
                self._doubtful.update([last] if last and not _labels(record, section) else [])
                continue
            last = who = organisation.organisation_id
            tally = self._tallies.setdefault(who, _Tally(form, organisation, record.cell("person"), measures))
            tally.measures = [name for name in tally.measures if name in measures]
            person = reader.read(record)
            tally.open.update(person.open if said is None else measures)
            if not self._is_repeat(form, record, person, who):
                tally.counts.update(person.measures)
        self._people.append((form, people))

    def check_stated(self) -> None:
        """Holds the numbers that the lists state against the rows."""
        everybody = sum(len(people) for _, people in self._people)
        for form, people in self._people:
            check_stated_counts(form, people, everybody - len(people), self.ledger)

    def rows(self) -> list[Row]:
        """What was counted, without the measures that some row leaves open.

        An organisation is left open as a whole where rows of no name, or of one nearly its own, may be its.
        """
        return [row for who, tally in self._tallies.items() for row in self._told(who, tally)]

    def _told(self, who: str, tally: _Tally) -> list[Row]:
        form, cell = tally.form, tally.cell
        if who in self._doubtful:
            tally.open.update(tally.measures)
        if tally.open:
            self.ledger.tell("roster_left_open", form.origin(cell), organisation=tally.organisation.name)
        return [
            _row(form, tally.organisation, name, tally.counts[name], cell)
            for name in tally.measures
            if name not in tally.open
        ]

    def _in_sections(self, form: Form) -> Iterator[tuple[Record, str | None]]:
        """The persons, each with the numbered row above that names a cell or committee instead of one."""
        section: str | None = None
        groups: tuple[str, ...] = ()
        for record in form.records:
            if record.groups != groups:
                section, groups = None, record.groups
            name = record.value("person")
            alone = set(record.said).isdisjoint(_OF_A_PERSON)
            if name is None:
                if record.said:
                    self.ledger.refuse_row("person_missing", form, record, record.cells[0])
            elif alone and kind_of(without_outline(str(name))):
                section = str(name)
            elif not alone or stated_count(str(name)) is None:
                yield record, section

    def _organisation(self, form: Form, record: Record, section: str | None) -> Organisation | None:
        """From the row's own column, else the sections it stands in, else the titles above the table."""
        labels = _labels(record, section)
        for label in labels:
            if isinstance(found := self.register.match(label), Organisation):
                return found
        for place in (form.titles, [form.sheet], [readable(form.file)]):
            if (named := self.register.named_in(place)) is not None:
                return named
        self._refuse_homeless(form, record, labels[0] if labels else "")
        return None

    def _refuse_homeless(self, form: Form, record: Record, raw: str) -> None:
        """The organisation is named and unknown, or not named at all."""
        match = self.register.match(raw) if raw else None
        suggestions = match.suggestions if isinstance(match, NoMatch) else ()
        self._doubtful.update(self._nearly(raw, suggestions))
        rule = "name_unknown" if raw else "name_missing"
        cell = record.cell("organisation" if "organisation" in record.said else "person")
        used = "; ".join(suggestions) or "—"
        self.ledger.refuse_row(rule, form, record, cell, raw=raw, used=used)

    def _nearly(self, raw: str, suggestions: Iterable[str]) -> list[str]:
        """Those of the suggested organisations that an unknown name all but is."""
        found = [self.register.match(name) for name in suggestions if is_nearly(raw, name)]
        return [one.organisation_id for one in found if isinstance(one, Organisation)]

    def _is_repeat(self, form: Form, record: Record, person: Person, who: str) -> bool:
        """Whether this file counted the person in this organisation already; only the cell is told."""
        if person.identity is None:
            return False
        here = form.origin(record.cell("person"))
        key = (form.as_of, person.identity)
        organisation, other = self.seen.setdefault(key, (who, here))
        if other.file != here.file and organisation == who:  # the organisation's list came twice
            self.seen[key] = (who, here)
            return False
        if other == here:
            return False
        self.ledger.tell("person_twice", here, other=other)
        return organisation == who


def _labels(record: Record, section: str | None) -> list[str]:
    """What says whose member a row is, the nearest first."""
    said = record.value("organisation")
    told = [str(said)] if said is not None else []
    return [*told, *([section] if section else []), *reversed(record.groups)]


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
