"""Progress reports: one row per organisation, milestone and report.

Blank in a row that is there is `not_started`; a date in a milestone's cell is done on that date;
a date after the report's own is a plan. What can't be read is refused, and the milestone gets no
row: an earlier report then still stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache, partial
from typing import Any

from analysis.cells import Value
from analysis.clean.form import Form, Ledger, Record
from analysis.clean.identify import identify
from analysis.clean.names import Organisation, Register
from analysis.clean.subcell_lists import subcell_list_rows
from analysis.clean.totals import check_totals
from analysis.clean.values import (
    Fault,
    Mark,
    lies_ahead,
    read_held_of_required,
    read_mark,
    read_number,
    read_when,
    shown,
)
from analysis.dates import DateInterval, format_date
from analysis.findings import Origin
from analysis.numbers import format_rate, read_rate
from analysis.plan import Plan
from analysis.text import fold
from analysis.wording import say

Row = dict[str, Any]
_TOTALLED = (
    "personnel_planning",
    "political_standards",
    "documents_drafted",
    "dossier_approved",
    "subcells_held",
    "subcells_required",
    "congress_held",
    "results_approved",
)
RATE_TOLERANCE = 0.1 + 1e-9
"""Percentage points between a printed rate and its figures that truncation explains."""
SUBCELL_FIELDS = ("subcells_fraction", "subcells_held", "subcells_required")

_PARTS = ("in_progress", "not_started", "planned", "time", "number")
"""What further columns of a milestone say of it: documents_drafted/in_progress, dossier_approved/planned."""

_BLANK = Mark("not_started")


@cache
def fields_of(milestone: str) -> tuple[str, ...]:
    """The columns that may speak of a milestone, the one that decides first."""
    told = {
        "subcell_congresses": SUBCELL_FIELDS,
        "congress_held": ("congress_held", "congress_planned"),
        "results_approved": ("results_approved", "results_decision"),
    }
    return (*told.get(milestone, (milestone,)), *(f"{milestone}/{part}" for part in _PARTS))


def progress_rows(forms: Iterable[Form], register: Register, plan: Plan, ledger: Ledger) -> list[Row]:
    """Rows of the table `progress`, in the order of the forms."""
    rows: list[Row] = []
    for form in forms:
        if "subcell" in form.headings:
            rows += subcell_list_rows(form, register, ledger)
            continue
        own: list[Row] = []
        for record in form.records:
            organisation = identify(form, record, register, ledger)
            if organisation is not None:
                reader = _RowReader(form, record, organisation, ledger)
                own += reader.rows(plan)
        _check_prerequisites(own, plan, ledger)
        _check_progress_totals(form, ledger)
        rows += own
    return rows


class _RowReader:
    """Reads the milestones of one row."""

    def __init__(self, form: Form, record: Record, organisation: Organisation, ledger: Ledger) -> None:
        assert form.as_of is not None
        self.form, self.record, self.organisation, self.ledger = form, record, organisation, ledger
        self.as_of: date = form.as_of

    def rows(self, plan: Plan) -> list[Row]:
        found: list[Row] = []
        for milestone in plan.milestones:
            if self.organisation.kind not in milestone.applies_to:
                self._refuse_stray(milestone.id)
                continue
            row = self._milestone(milestone.id)
            if row is not None:
                found.append(row)
        return found

    def _milestone(self, milestone: str) -> Row | None:
        if milestone == "subcell_congresses":
            counts = ("subcells_fraction", "subcells_held")
            return self._subcells() if any(name in self.form.headings for name in counts) else None
        if not any(name in self.form.headings for name in fields_of(milestone)):
            return None
        if milestone == "congress_held":
            return self._congress()
        if milestone == "results_approved":
            return self._results()
        return self._marked(milestone, self._day(f"{milestone}/planned"))

    def _refuse_stray(self, milestone: str) -> None:
        """Figures for a milestone that the organisation does not have: sub-cells of a cell."""
        if milestone != "subcell_congresses":
            return
        for name in SUBCELL_FIELDS:
            value = self.record.value(name)
            count = read_held_of_required(value) if name == "subcells_fraction" else read_number(value)
            if count not in (None, 0, (0, 0)):
                self._refuse("subcells_of_a_cell", name, organisation=self.organisation.name)

    def _marked(self, milestone: str, planned: DateInterval | None = None) -> Row | None:
        mark = self._mark(milestone)
        if mark is None:
            return None
        when = mark.when
        if mark.status != "planned" and when is not None and lies_ahead(mark, self.as_of):
            self._tell(
                "date_after_as_of",
                next(n for n in (f"{milestone}/time", *fields_of(milestone)) if n in self.record.said),
                used=format_date(when.last, "vi"),
                as_of=format_date(self.as_of, "vi"),
                organisation=self.organisation.name,
            )
            return self._row(milestone, "not_started", planned=when)
        return self._row(milestone, mark.status, planned=planned, actual=when)

    def _mark(self, name: str) -> Mark | None:
        """What a milestone's columns say together; None where they can't be read or contradict."""
        said = self._single_mark(name)
        if said is None:
            return None
        states = [part for part in ("in_progress", "not_started") if self._is_marked(f"{name}/{part}")]
        if len(states) + (said.status != "not_started") > 1:
            self._refuse("marked_twice", f"{name}/{states[-1]}")
            return None
        if not states and name not in self.form.headings and self._has_states(name):
            return None  # a column "chưa" that is left blank says nothing by itself
        if states:
            return self._open(f"{name}/{states[0]}", states[0])
        if said.status == "not_started" and self._is_numbered(f"{name}/number"):
            said = Mark("done")
        return self._at_time(said, self._day(f"{name}/time"))

    def _single_mark(self, name: str) -> Mark | None:
        mark = read_mark(self.record.value(name), self.as_of)
        if isinstance(mark, Fault):
            self._refuse(mark.rule, name)
            return None
        self._tell_assumed_year(name, mark.when)
        return mark

    def _has_states(self, name: str) -> bool:
        """Whether the table has columns for what is under way or not begun."""
        return any(f"{name}/{part}" in self.form.headings for part in ("in_progress", "not_started"))

    def _is_marked(self, name: str) -> bool:
        """Whether a column such as "chưa" carries a cross or more; a dash or a nought is none."""
        value = self.record.value(name)
        mark = read_mark(value, self.as_of) if value is not None else _BLANK
        return isinstance(mark, Fault) or mark.status != "not_started"

    def _is_numbered(self, name: str) -> bool:
        """A decision's number says that there is one; a dash is none."""
        value = self.record.value(name)
        return value is not None and read_mark(value, self.as_of) != Mark("not_started")

    def _open(self, name: str, status: str) -> Mark | None:
        """A cross under "chưa" or "đang"; a day there is a plan."""
        mark = self._single_mark(name)
        if mark is None or mark.when is None:
            return mark and Mark(status)
        return Mark("planned", mark.when)

    @staticmethod
    def _at_time(mark: Mark, when: DateInterval | None) -> Mark:
        """The day from a column of its own: of the deed where it is done, otherwise of the plan."""
        if when is None or mark.when is not None or mark.status == "in_progress":
            return mark
        return Mark("planned" if mark.status == "not_started" else mark.status, when)

    def _day(self, name: str) -> DateInterval | None:
        value = self.record.value(name)
        if value is None:
            return None
        when = read_when(value, self.as_of)
        if isinstance(when, Fault):
            self._refuse(when.rule, name)
            return None
        self._tell_assumed_year(name, when)
        return when

    def _congress(self) -> Row | None:
        if self.organisation.kind == "party_committee" and self._refuse_subcell_column():
            return None
        planned = self._day("congress_planned")
        if any(name.startswith("congress_held") for name in self.form.headings):
            return self._marked("congress_held", planned)
        return self._row("congress_held", "not_started", planned=planned)

    def _refuse_subcell_column(self) -> bool:
        """A heading such as "Ngày đại hội chi bộ" is not about a committee's own congress."""
        refused = False
        for name in ("congress_held", "congress_planned"):
            words = fold(self.form.headings.get(name, ""))
            if "chi bộ" in words and not any(word in words for word in ("đảng bộ", "cơ sở")):
                refused = True
                if name in self.record.said:
                    self._refuse("column_of_subcells", name)
        return refused

    def _results(self) -> Row | None:
        """A decision number alone says that the results are approved; the date says when."""
        if any(name.startswith("results_approved") for name in self.form.headings):
            mark = self._mark("results_approved")
            decided = self.record.value("results_decision")
            if mark is not None and mark.status == "not_started" and decided is not None:
                mark = self._mark("results_decision")
        else:
            mark = self._mark("results_decision")
        return self._row("results_approved", mark.status, actual=mark.when) if mark else None

    def _subcells(self) -> Row | None:
        counted = self._held_and_required()
        if isinstance(counted, Fault):
            return None
        held, required = counted
        if held is None and required is None:
            return self._row("subcell_congresses", "not_started")
        if held is None or required is None:
            held, required = held or 0, required if required is not None else self.organisation.subcells
        if required is None or held > required:
            self._refuse(
                "more_held_than_required",
                self._subcell_field(),
                held=held,
                required=required or "?",
                organisation=self.organisation.name,
            )
            return None
        if self.organisation.subcells is not None and required != self.organisation.subcells:
            self._tell(
                "subcells_differ",
                "subcells_required" if "subcells_required" in self.record.said else self._subcell_field(),
                raw=required,
                used=self.organisation.subcells,
                organisation=self.organisation.name,
            )
        status = "done" if held == required else "in_progress" if held else "not_started"
        return self._row("subcell_congresses", status, held=held, required=required)

    def _held_and_required(self) -> tuple[int | None, int | None] | Fault:
        if "subcells_fraction" in self.record.said:
            both = read_held_of_required(self.record.value("subcells_fraction"))
            if isinstance(both, Fault):
                self._refuse(both.rule, "subcells_fraction")
                return both
            return both or (None, None)
        counts: list[int | None] = []
        for name in ("subcells_held", "subcells_required"):
            count = read_number(self.record.value(name))
            if isinstance(count, Fault):
                self._refuse(count.rule, name)
                return count
            counts.append(count)
        return counts[0], counts[1]

    def _subcell_field(self) -> str:
        return next((name for name in SUBCELL_FIELDS if name in self.record.said), "organisation")

    def _row(
        self,
        milestone: str,
        status: str,
        *,
        planned: DateInterval | None = None,
        actual: DateInterval | None = None,
        held: int | None = None,
        required: int | None = None,
    ) -> Row:
        if status == "planned":
            status, planned = "not_started", actual or planned
        return {
            "as_of": self.as_of,
            "organisation_id": self.organisation.organisation_id,
            "organisation": self.organisation.name,
            "organisation_type": self.organisation.type,
            "milestone": milestone,
            "status": status,
            "planned_from": planned.first if planned else None,
            "planned_to": planned.last if planned else None,
            "actual_from": actual.first if actual and status == "done" else None,
            "actual_to": actual.last if actual and status == "done" else None,
            "held": held,
            "required": required,
            "source_file": self.form.file,
            "source_sheet": self.form.sheet,
            "source_cell": self._cell_of(milestone),
        }

    def _cell_of(self, milestone: str) -> str:
        said = self.record.said
        for name in (*fields_of(milestone), "organisation"):
            if name in said:
                return self.record.cell(name)
        return self._first

    @property
    def _first(self) -> str:
        return self.record.cells[0] if self.record.cells else ""

    def _tell_assumed_year(self, name: str, when: DateInterval | None) -> None:
        if when is not None and when.year_assumed:
            self._tell("date_year_assumed", name, used=format_date(when.last, "vi"))

    def _tell(self, rule: str, name: str, **values: object) -> None:
        self.ledger.tell(
            rule,
            self.form.origin(self.record.cell(name)),
            **{**shown(self.record.said[name]), "organisation": self.organisation.name, **values},
        )

    def _refuse(self, rule: str, name: str, **values: object) -> None:
        given: dict[str, object] = {
            **shown(self.record.said[name]),
            "organisation": self.organisation.name,
            "field": self.form.headings.get(name, name),
        }
        self.ledger.refuse(rule, self.form, self.record.cell(name), **(given | values))


def _check_prerequisites(rows: list[Row], plan: Plan, ledger: Ledger) -> None:
    """Held although what has to come first is not done, or is dated later, in the same report."""
    by_place = {(row["organisation_id"], row["milestone"]): row for row in rows}

    for (organisation, milestone), row in by_place.items():
        if row["status"] != "done":
            continue
        for needed in plan.milestone(milestone).prerequisites:
            before = by_place.get((organisation, needed))
            if before is None or (state := _contradiction(row, before)) is None:
                continue
            ledger.tell(
                "before_prerequisite",
                Origin(row["source_file"], row["source_sheet"], row["source_cell"]),
                organisation=row["organisation"],
                raw=before["source_cell"],
                milestone=plan.milestone(milestone).label["vi"],
                prerequisite=plan.milestone(needed).label["vi"],
                state=state,
            )


def _contradiction(row: Row, before: Row) -> str | None:
    if before["status"] in ("in_progress", "not_started"):
        return say(f"findings.state.{before['status']}", "vi")
    if (
        before["status"] == "done"
        and before["actual_from"]
        and row["actual_to"]
        and before["actual_from"] > row["actual_to"]
    ):
        return say("findings.state.later", "vi", day=format_date(before["actual_from"], "vi"))
    return None


def _check_progress_totals(form: Form, ledger: Ledger) -> None:
    """Sums of sub-cells; under a milestone's marks the total counts the organisations that are done."""

    def figure(record: Record, name: str) -> int | Fault | None:
        if name in ("subcells_held", "subcells_required"):
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
