"""From a folder of workbooks to the processed tables, every cell accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.clean.across import check_membership_across, check_progress_across
from analysis.clean.another_office import without_other_offices
from analysis.clean.conflicts import without_conflicts
from analysis.clean.conserved import check_members_conserved, counts_of
from analysis.clean.corrections import Correction, CorrectionError, correct
from analysis.clean.date_order import order_dates
from analysis.clean.dittos import fill_dittos
from analysis.clean.events import event_rows
from analysis.clean.form import Form, Ledger, Place
from analysis.clean.membership import membership_rows
from analysis.clean.names import Register, SameName
from analysis.clean.other_congresses import of_this_congress
from analysis.clean.prerequisites import check_prerequisites
from analysis.clean.progress import progress_rows
from analysis.clean.register_of_reports import registers_of
from analysis.clean.roster import roster_rows
from analysis.clean.successors import earlier_entries, season_register
from analysis.clean.tasks import task_rows
from analysis.clean.validity import apply_events, first_named, is_valid, stamp
from analysis.collector import collector_at_rest
from analysis.dates import format_date
from analysis.findings import Origin, finding, findings_frame
from analysis.pipeline.account import FileIntake, SheetIntake
from analysis.pipeline.faults import Fault
from analysis.pipeline.intake import files_in, take_in_all
from analysis.pipeline.sheet_day import NEEDS_AS_OF
from analysis.plan import Plan
from analysis.store import table_frame

Row = dict[str, Any]
Progress = Callable[[str], None]


@collector_at_rest()
def clean_folder(
    raw: Path,
    plan: Plan,
    *,
    as_of: date | None = None,
    corrections: Sequence[Correction] = (),
    jobs: int = 1,
    tell: Progress = lambda _: None,
) -> dict[str, pd.DataFrame]:
    """The processed tables of all workbooks in a folder. Nothing is written.

    `corrections` (from `load_corrections`) replace single cells before anything is read from them.
    Raises Fault where the folder is missing or empty, no register is among the files, no progress
    report says of which date it is, or a correction matches nothing.
    """
    names = _names(raw)
    intakes = _without_copies(take_in_all(raw, names, as_of, jobs, tell))
    forms = [form for intake in intakes for form in intake.forms]
    ledger = Ledger.over([found for intake in intakes for found in intake.findings], forms)
    _correct(forms, corrections, ledger)
    fill_dittos(forms)
    rows = _clean(forms, plan, ledger, raw, undated=_is_undated(intakes, forms, ledger))
    tables = {name: table_frame(name, rows[name]) for name in rows}
    tables["sources"] = table_frame("sources", _sources(intakes, ledger))
    tables["findings"] = findings_frame(ledger.findings)
    return tables


def _correct(forms: list[Form], corrections: Sequence[Correction], ledger: Ledger) -> None:
    try:
        correct(forms, corrections, ledger)
    except CorrectionError as error:
        raise Fault(error.rule, exit_code=1, **error.values) from error


def _names(raw: Path) -> list[str]:
    if not raw.exists():
        raise Fault("raw_missing", exit_code=2, folder=raw)
    if not raw.is_dir():
        raise Fault("raw_is_file", exit_code=2, folder=raw)
    names = files_in(raw)
    if not names:
        raise Fault("raw_empty", folder=raw)
    return names


def _without_copies(intakes: list[FileIntake]) -> list[FileIntake]:
    """The same file under two names is read once; its cells stay in the account.

    Two names that give two dates are two reports. Of copies the one that gives a date is read.
    """
    first: dict[tuple[str, tuple[date | None, ...]], str] = {}
    dated = {intake.sha256 for intake in intakes if intake.forms}
    for intake in sorted(intakes, key=lambda intake: not intake.forms):
        days = tuple(form.as_of for form in intake.forms)
        if not days and intake.sha256 in dated:
            other = next(o.file for o in intakes if o.forms and o.sha256 == intake.sha256)
        else:
            other = first.setdefault((intake.sha256, days), intake.file) if intake.sha256 else intake.file
        if other != intake.file:
            intake.forms.clear()
            intake.findings[:] = [finding("file_twice", Origin(intake.file), other=other)]
    return intakes


def _is_undated(intakes: list[FileIntake], forms: list[Form], ledger: Ledger) -> bool:
    """An undated report stops the work where no progress has a day; an undated list of persons does not."""
    undated = {(told.origin.file, told.origin.sheet) for told in ledger.findings if told.rule == "no_as_of"}
    kinds = {sheet.kind for one in intakes for sheet in one.sheets if (sheet.file, sheet.sheet) in undated}
    dated = {form.kind for form in forms if form.as_of is not None}
    stops = bool(kinds - {"roster"}) or not dated & set(NEEDS_AS_OF)
    return bool(undated) and "progress" not in dated and stops


def _clean(
    forms: list[Form], plan: Plan, ledger: Ledger, raw: Path, *, undated: bool
) -> dict[str, list[Row]]:
    def of(kind: str) -> list[Form]:
        return [form for form in forms if form.kind == kind]

    forms = without_other_offices(forms, ledger)
    order_dates(forms, opening=plan.opening)
    reports = [*of("progress"), *of("membership")]
    registers = registers_of(forms, [*reports, *of("events")], ledger)
    organisations, register = _register(registers, of("events"), reports, ledger, raw)
    if undated:
        raise Fault("no_as_of")
    replacing = {(form.file, form.sheet): form.replaced_of for form in forms if form.replaces}
    drafts = {(form.file, form.sheet) for form in forms if form.is_draft}
    progress = without_conflicts(
        progress_rows(of_this_congress(of("progress"), plan, ledger), register, plan, ledger),
        ("as_of", "organisation_id", "milestone"),
        "milestone",
        ledger,
        replacing,
        drafts,
    )
    events = event_rows(of("events"), register, ledger)
    membership = without_conflicts(
        membership_rows(of("membership"), register, ledger) + roster_rows(of("roster"), register, ledger),
        ("as_of", "organisation_id", "measure"),
        "measure",
        ledger,
        replacing,
        drafts,
    )
    check_prerequisites(progress, plan, ledger)
    check_progress_across(progress, ledger)
    check_membership_across(membership, ledger)
    _mark_pilots(organisations, plan, register)
    earlier = earlier_entries(registers, register)
    entries = organisations + earlier
    named = first_named(entries, progress + membership)
    periods = apply_events(organisations, events, named, ledger, earlier)
    stamp(progress, periods, ledger)
    stamp(membership, periods, ledger)
    check_members_conserved(events, periods, counts_of(entries, membership), ledger)
    _tell_missing(progress, periods, ledger)
    return {
        "organisations": periods,
        "events": events,
        "progress": progress,
        "membership": membership,
        "tasks": task_rows(of("tasks"), ledger),
    }


def _register(
    registers: list[Form], events: list[Form], reports: list[Form], ledger: Ledger, raw: Path
) -> tuple[list[Row], Register]:
    try:
        organisations, register = season_register(registers, events, ledger, reports)
    except SameName as error:
        raise Fault("same_name", first=error.names[0], second=error.names[1]) from error
    if not organisations:
        raise Fault("no_register", folder=raw, files=_first_findings(ledger))
    return organisations, register


def _first_findings(ledger: Ledger) -> str:
    """What was found in the files, refused rows of a register among it: one of them is why there is none."""
    ranked = sorted(ledger.findings, key=lambda found: found.severity != "error")
    return "".join(f"\n  {found.message}" for found in ranked[:10])


def _mark_pilots(organisations: list[Row], plan: Plan, register: Register) -> None:
    """The plan's pilots are pilots even where the register leaves the column out."""
    named = {pilot.organisation for pilot in plan.pilots if pilot.level != "subcell"}
    for name in named:
        found = register.match(name)
        for row in organisations:
            if row["organisation_id"] == getattr(found, "organisation_id", None):
                row["pilot"] = True


def _tell_missing(progress: list[Row], organisations: list[Row], ledger: Ledger) -> None:
    """Who is left out of a report that covers most organisations."""
    reported: dict[date, dict[str, Row]] = {}
    for (as_of, one), row in {(row["as_of"], row["organisation_id"]): row for row in progress}.items():
        reported.setdefault(as_of, {})[one] = row
    told: dict[date, set[str]] = {}
    for as_of, milestone in {(row["as_of"], row["milestone"]) for row in progress}:
        told.setdefault(as_of, set()).add(milestone)
    on_sheet: dict[Place, set[str]] = {}
    for row in progress:
        on_sheet.setdefault((row["source_file"], row["source_sheet"]), set()).add(row["organisation_id"])
    for as_of, rows in sorted(reported.items()):
        valid = [row for row in organisations if is_valid(row, as_of)]
        if told[as_of] == {"subcell_congresses"}:
            valid = [row for row in valid if row["organisation_kind"] == "party_committee"]
        if len(rows) * 2 < len(valid):
            continue
        place = Counter((row["source_file"], row["source_sheet"]) for row in rows.values()).most_common(1)[0][
            0
        ]
        named = rows.keys() | on_sheet[place]  # one sheet may have sections of several days
        for organisation in valid:
            if organisation["organisation_id"] not in named:
                ledger.tell(
                    "organisation_missing",
                    Origin(*place),
                    organisation=organisation["organisation"],
                    as_of=format_date(as_of, "vi"),
                )


def _sources(intakes: list[FileIntake], ledger: Ledger) -> list[Row]:
    used = {(form.file, form.sheet) for intake in intakes for form in intake.forms}
    return [_source(sheet, ledger, used) for intake in intakes for sheet in intake.sheets]


def _source(sheet: SheetIntake, ledger: Ledger, used: set[Place]) -> Row:
    place = (sheet.file, sheet.sheet)
    rows_refused = len(ledger.refused_rows.get(place, ()))
    refused = len(ledger.refused_cells.get(place, ()))
    return {
        "source_file": sheet.file,
        "source_sheet": sheet.sheet,
        "source_cell": sheet.range,
        "sha256": sheet.sha256,
        "kind": sheet.kind,
        "as_of": sheet.as_of if place in used else None,
        "as_of_basis": sheet.as_of_basis if place in used else None,
        "illustrative": sheet.illustrative,
        "rows_kept": sheet.data_rows - rows_refused if place in used else 0,
        "rows_refused": rows_refused,
        "cells": sum(sheet.roles.values()),
        "cells_title": sheet.roles["title"],
        "cells_header": sheet.roles["header"],
        "cells_group": sheet.roles["group"],
        "cells_data": sheet.roles["data"] - refused,
        "cells_total": sheet.roles["total"],
        "cells_note": sheet.roles["note"],
        "cells_refused": refused,
    }
