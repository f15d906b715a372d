"""Progress reports: one row per organisation, milestone and report.

Blank in a row that is there is `not_started`; a date in a milestone's cell is done on that date;
a date after the report's own is a plan. What can't be read is refused, and the milestone gets no
row: an earlier report then still stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from analysis.cells import Value
from analysis.clean.counts import read_held_of_required, read_number
from analysis.clean.form import Form, Ledger, Record
from analysis.clean.identify import identify
from analysis.clean.milestone_cells import MilestoneCells
from analysis.clean.milestone_fields import SUBCELLS_LEFT, Reading, fields_of
from analysis.clean.names import Organisation, Register, kind_of, without_outline
from analysis.clean.silence import silent_row
from analysis.clean.stated_congresses import check_stated_congresses
from analysis.clean.subcell_counts import SubcellCounts
from analysis.clean.subcell_lists import committees_of, subcell_list_rows
from analysis.clean.submissions import last_submissions
from analysis.clean.totals import check_totals
from analysis.clean.unread_values import Fault
from analysis.clean.values import lies_ahead, read_mark
from analysis.numbers import format_rate, read_rate
from analysis.plan import Milestone, Plan

Row = dict[str, Any]
_TOTALLED = (
    "personnel_planning",
    "political_standards",
    "documents_drafted",
    "dossier_approved",
    "subcells_held",
    "subcells_required",
    SUBCELLS_LEFT,
    "congress_held",
    "results_approved",
)
RATE_TOLERANCE = 0.1 + 1e-9
"""Percentage points between a printed rate and its figures that truncation explains."""


def progress_rows(forms: Iterable[Form], register: Register, plan: Plan, ledger: Ledger) -> list[Row]:
    """Rows of the table `progress`, in the order of the forms."""
    rows: list[Row] = []
    for form in forms:
        if "subcell" in form.headings:
            rows += _of_committees_and_subcells(form, register, plan, ledger)
            continue
        rows += _of_organisations(form, register, plan, ledger)
    return rows


def _of_committees_and_subcells(form: Form, register: Register, plan: Plan, ledger: Ledger) -> list[Row]:
    """What a list of sub-cells says of the committees themselves, and of how many sub-cells have held."""
    before = len(ledger.findings)
    own = _of_organisations(committees_of(form), register, plan, ledger)
    counted = {row["organisation_id"]: row for row in own if row["milestone"] == "subcell_congresses"}
    rows = own + subcell_list_rows(form, register, ledger, counted)
    ledger.findings[before:] = dict.fromkeys(ledger.findings[before:])  # a name is looked up twice
    return rows


def _of_organisations(form: Form, register: Register, plan: Plan, ledger: Ledger) -> list[Row]:
    rows: list[Row] = []
    if _is_of_one_committee(form, register):
        _pass_over_subcells(form, ledger)
        return rows
    milestones = _Milestones(form, plan, ledger)
    for record in last_submissions(form, register, ledger):
        organisation = identify(form, record, register, ledger)
        if organisation is None:
            continue
        if (cell := silent_row(form, record)) is not None:
            ledger.refuse_row("not_reported", form, record, cell, organisation=organisation.name)
            continue
        rows += milestones.rows(record, organisation)
    _check_progress_totals(form, ledger)
    if "congress_held" in form.headings:
        check_stated_congresses(form, rows, ledger)
    return rows


def _is_of_one_committee(form: Form, register: Register) -> bool:
    """A committee's own report on its sub-cells, one of which may be called like another organisation."""
    if not form.about_subcells or not form.records:
        return False
    sender = register.named_in(form.titles)
    names = [str(record.said.get("organisation", "")) for record in form.records]
    return (
        sender is not None
        and sender.kind == "party_committee"
        and len(names) > 1
        and all(kind_of(without_outline(name)) == "party_cell" for name in names)
    )


def _pass_over_subcells(form: Form, ledger: Ledger) -> None:
    for record in form.records:
        ledger.pass_over(form, record)
    lines = [record.line or str(record.row + 1) for record in form.records]
    first = form.origin(form.records[0].cell("organisation"))
    ledger.tell("rows_of_subcells", first, rows=len(lines), raw=f"{lines[0]}–{lines[-1]}")


class _Milestones:
    """Reads the milestones of a table's rows."""

    def __init__(self, form: Form, plan: Plan, ledger: Ledger) -> None:
        self.form, self.ledger = form, ledger
        self._milestones = [
            _Milestone(form, milestone, fields, ledger)
            for milestone in plan.milestones
            if (fields := [name for name in fields_of(milestone.id) if name in form.headings])
        ]

    def rows(self, record: Record, organisation: Organisation) -> list[Row]:
        """A row for each milestone of which the record says something."""
        of_organisation = {
            "organisation_id": organisation.organisation_id,
            "organisation": organisation.name,
            "organisation_type": organisation.type,
        }
        rows: list[Row] = []
        for milestone in self._milestones:
            if organisation.kind in milestone.applies_to:
                said = milestone.said_by(record, organisation)
                if said is not None:
                    rows.append({**said, **of_organisation, "source_cell": milestone.cell_of(record)})
            elif milestone.id == "subcell_congresses" and milestone.is_said_by(record):
                SubcellCounts(self.form, record, organisation, self.ledger).refuse_stray()
        return rows


_TOLD_BY_NOTES = ("congress_held", "results_approved")


class _Milestone:
    """Reads one milestone of a table's rows; what the same cells said before is not read again."""

    def __init__(self, form: Form, milestone: Milestone, fields: list[str], ledger: Ledger) -> None:
        self.id, self.applies_to = milestone.id, frozenset(milestone.applies_to)
        self.form, self.ledger, self.fields = form, ledger, fields
        self._deciding = (*fields, "organisation")
        self._told_by = (*fields, "note") if self.id in _TOLD_BY_NOTES else tuple(fields)
        self._known: dict[tuple[object, ...], Row | None] = {}

    def is_said_by(self, record: Record) -> bool:
        """Whether any of its cells is filled."""
        return any(name in record.said for name in self.fields)

    def cell_of(self, record: Record) -> str:
        """The address of the cell that decides, else of the row's name."""
        for name in self._deciding:
            if name in record.said:
                return record.cell(name)
        return record.cells[0] if record.cells else ""

    def said_by(self, record: Record, organisation: Organisation) -> Row | None:
        """The row but for whom and where; None where the cells are refused.

        Cells that gave no cause for a finding say the same in every row of the table. With their types:
        a doubtful date equals the day that it shows, true equals 1.
        """
        said = [record.said.get(name) for name in self._told_by]
        section = self.form.says_of_congress(record) if self.form.congress_said else None
        key = (organisation.kind, organisation.subcells, section, *said, *map(type, said))
        if key in self._known:
            return self._known[key]
        told = len(self.ledger.findings)
        reading = MilestoneCells(self.form, record, organisation, self.ledger).read(self.id)
        row = reading and self._row(reading)
        if len(self.ledger.findings) == told:
            self._known[key] = row
        return row

    def _row(self, reading: Reading) -> Row:
        status, planned, actual, held, required = reading
        return {
            "as_of": self.form.as_of,
            "organisation_id": None,
            "organisation": None,
            "organisation_type": None,
            "milestone": self.id,
            "status": status,
            "planned_from": planned.first if planned else None,
            "planned_to": planned.last if planned else None,
            "actual_from": actual.first if actual else None,
            "actual_to": actual.last if actual else None,
            "held": held,
            "required": required,
            "source_file": self.form.file,
            "source_sheet": self.form.sheet,
            "source_cell": "",
        }


def _check_progress_totals(form: Form, ledger: Ledger) -> None:
    """Sums of sub-cells; under a milestone's marks the total counts the organisations that are done."""

    def figure(record: Record, name: str) -> int | Fault | None:
        if name in ("subcells_held", "subcells_required", SUBCELLS_LEFT):
            return read_number(record.value(name))
        mark = read_mark(record.value(name), form.as_of)
        if isinstance(mark, Fault):
            return mark
        return int(mark.status == "done" and not lies_ahead(mark, form.as_of))

    compared = [name for name in form.headings if name in _TOTALLED]
    check_totals(form, compared, figure, ledger)
    if "subcells_fraction" in form.headings:
        for part in (0, 1):
            check_totals(form, ["subcells_fraction"], partial(_part, part), ledger, partial(_part, part))
    if "subcells_rate" in form.headings:
        _check_rates(form, ledger)


def _part(part: int, record: Record, name: str) -> int | Fault | None:
    """Held (0) or required (1) from a cell such as "9/10"."""
    both = read_held_of_required(record.value(name))
    return both[part] if isinstance(both, tuple) else both


def _check_rates(form: Form, ledger: Ledger) -> None:
    """A printed rate of sub-cells against the figures beside it; offices truncate as often as they round."""
    for record in (*form.records, *form.totals):
        rate = _percent(record.value("subcells_rate"))
        held, required = _figures_beside(record)
        if rate is None or not isinstance(held, int) or not isinstance(required, int) or not required:
            continue
        tolerance = 1 if rate == int(rate) else RATE_TOLERANCE  # 86 may be 86,9 cut off
        if abs(rate - 100 * held / required) > tolerance:
            ledger.tell(
                "printed_rate_differs",
                form.origin(record.cell("subcells_rate")),
                raw=format_rate(rate / 100),
                used=f"{format_rate(held / required)} ({held}/{required})",
                field=form.headings["subcells_rate"],
            )


def _percent(value: Value) -> float | None:
    """Percentage points: from "85,5%", from a share of 1, or from a bare number of points."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value) * 100 if 0 <= value <= 1 else float(value)
    rate = read_rate(value)
    return None if rate is None else rate * 100


def _figures_beside(record: Record) -> tuple[object, object]:
    if "subcells_fraction" in record.said:
        both = read_held_of_required(record.value("subcells_fraction"))
        return both if isinstance(both, tuple) else (None, None)
    return read_number(record.value("subcells_held")), read_number(record.value("subcells_required"))
