"""A recognised table with its columns understood: records of raw values, each at its cell."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from analysis.cells import Value
from analysis.date_interval import ImpossibleDate
from analysis.dates import find_dates
from analysis.findings import Finding, Origin, finding
from analysis.personal import LEFT_OUT, names_organisation
from analysis.text import readable

_REPLACES = re.compile(
    r"thay thế|thay the\b|đính chính|dinh chinh|gửi lại|gui lai|bản sửa|ban sua|báo cáo lại|bao cao lai",
    re.IGNORECASE,
)
_DRAFT = re.compile(
    r"\(\s*dự thảo\b|\bbản (?:nháp|dự thảo|thô)\b|\bnháp\b|\bdự thảo\s*(?:lần|v)\s*\d|^dự thảo$"
    r"|không sử dụng",
    re.IGNORECASE,
)
"""Not "dự thảo văn kiện", which is prepared for a congress."""
Place = tuple[str, str]
"""A file and a sheet."""


class Record(NamedTuple):
    """One row: what its cells say, by field, and the labels of the sections that it stands in.

    `places` are the fields' column letters and `line` the number of the sheet's row; where the cells stand
    in no common row, `places` are whole addresses and `line` is empty. `unused` are places without a field.
    """

    row: int
    said: dict[str, Value]
    places: Mapping[str, str]
    line: str = ""
    groups: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()

    def value(self, name: str) -> Value:
        """The raw value of a field; None where the cell is blank or the column is not there."""
        return self.said.get(name)

    def cell(self, name: str) -> str:
        """The address of a field's cell."""
        return self.places[name] + self.line

    @property
    def cells(self) -> list[str]:
        """The addresses of all cells of the row."""
        return [place + self.line for place in (*map(self.places.__getitem__, self.said), *self.unused)]


@dataclass(slots=True)
class Form:
    """One table of one sheet. `headings` holds the words above each field's column.

    `titles` are the lines above the table; `month_first` are the cells that show the month of a date
    before its day; `date_1904` says that the workbook's serial numbers count from 1904; `about_subcells` that
    the titles speak of the congresses of sub-cells alone; `about_people` that
    it has columns that only a list of persons has; `left_out` are the fields that two columns claimed,
    `other_headings` stand over columns that mean nothing known. `congress_said` gives what the label of a
    section, or "" for the titles, says of every congress below it: "held" or "planned"; `statements` are the
    row, cell and text of the lines of a list that are no persons; `set_aside` are rows that are
    not used, each with the rule that says why, `subcells` those of sub-cells below their committee's;
    `earlier` are the records on the sheets of which this one is the next page, `reported` is the day of the
    report that a register is part of.
    """

    file: str
    sheet: str
    kind: str
    as_of: date | None
    headings: dict[str, str]
    records: list[Record]
    totals: list[Record] = field(default_factory=list)
    titles: tuple[str, ...] = ()
    month_first: frozenset[str] = frozenset()
    date_1904: bool = False
    about_subcells: bool = False
    about_people: bool = False
    left_out: frozenset[str] = frozenset()
    other_headings: tuple[str, ...] = ()
    congress_said: Mapping[str, str] = field(default_factory=dict)
    statements: tuple[tuple[int, str, str], ...] = ()
    set_aside: tuple[tuple[str, Record], ...] = ()
    subcells: tuple[Record, ...] = ()
    earlier: list[Record] = field(default_factory=list)
    reported: date | None = None

    @property
    def replaces(self) -> bool:
        """Whether the file's name or the titles say that this report replaces an earlier one."""
        return any(_REPLACES.search(text) for text in (readable(self.file), *self.titles))

    @property
    def is_draft(self) -> bool:
        """Whether a title, or the sheet's or the file's name, says that this is not the last version."""
        return any(_DRAFT.search(readable(text)) for text in (self.file, self.sheet, *self.titles))

    @property
    def replaced_of(self) -> date | None:
        """When the report replaced was sent, by the titles: "thay thế biểu gửi ngày 17/4/2025"."""
        try:
            said = [day for text in self.titles if _REPLACES.search(text) for day in find_dates(text)]
        except ImpossibleDate:
            return None
        sent = {day.last for day in said if self.as_of and day.last > self.as_of}
        return sent.pop() if len(sent) == 1 else None

    def says_of_congress(self, record: Record) -> str | None:
        """What the sections of a row, else the titles, say of its congress: "held", "planned" or nothing."""
        labels = (*reversed(record.groups), "")
        return next((self.congress_said[label] for label in labels if label in self.congress_said), None)

    def origin(self, cell: str) -> Origin:
        """The full origin of a cell of this table."""
        return Origin(self.file, self.sheet, cell)


@dataclass(slots=True)
class Ledger:
    """What the cleaners found and refused; the cell account is drawn from it.

    Refused cells and rows are kept by file and sheet: there may be a million of them. `about_people` are the
    files and sheets with a table that tells of persons.
    """

    findings: list[Finding] = field(default_factory=list)
    refused_cells: defaultdict[Place, set[str]] = field(default_factory=lambda: defaultdict(set))
    refused_rows: defaultdict[Place, set[int]] = field(default_factory=lambda: defaultdict(set))
    about_people: set[Place] = field(default_factory=set)

    @classmethod
    def over(cls, found: list[Finding], forms: Collection[Form]) -> Ledger:
        """The ledger of some forms, with what was found in them before they were cleaned."""
        ledger = cls(found, about_people={(form.file, form.sheet) for form in forms if form.about_people})
        for form in forms:
            for rule, record in form.set_aside:
                ledger.refuse_row(rule, form, record, record.cells[0])
            for record in form.subcells:
                ledger.pass_over(form, record)
        return ledger

    def tell(self, rule: str, origin: Origin, **values: object) -> None:
        """A finding that refuses nothing; of a sheet about people it quotes organisations only."""
        raw = values.get("raw")
        if raw and (origin.file, origin.sheet) in self.about_people and not names_organisation(str(raw)):
            values["raw"] = LEFT_OUT
        self.findings.append(finding(rule, origin, **values))  # type: ignore[arg-type]

    def refuse(self, rule: str, form: Form, cell: str, **values: object) -> None:
        """A finding, and the cell counts as refused."""
        self.tell(rule, form.origin(cell), **values)
        self.refused_cells[form.file, form.sheet].add(cell)

    def pass_over(self, form: Form, record: Record) -> None:
        """Every cell of the row counts as refused; why has been told of the whole table."""
        self.refused_cells[form.file, form.sheet].update(record.cells)
        self.refused_rows[form.file, form.sheet].add(record.row)

    def refuse_row(self, rule: str, form: Form, record: Record, cell: str, **values: object) -> None:
        """A finding, and every cell of the row counts as refused."""
        self.tell(rule, form.origin(cell), **values)
        self.pass_over(form, record)
