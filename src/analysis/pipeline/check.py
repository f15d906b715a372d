"""`congress-progress check`: what files are taken for, and what would be read, corrected and refused."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from analysis.clean.date_order import order_dates
from analysis.clean.dittos import fill_dittos
from analysis.clean.events import event_rows
from analysis.clean.form import Form, Ledger
from analysis.clean.membership import membership_rows
from analysis.clean.names import Register, SameName
from analysis.clean.prerequisites import check_prerequisites
from analysis.clean.progress import progress_rows
from analysis.clean.register import organisation_rows
from analysis.clean.roster import roster_rows
from analysis.clean.successors import season_register
from analysis.clean.tasks import task_rows
from analysis.dates import format_date
from analysis.findings import SEVERITY, Finding
from analysis.personal import without_persons
from analysis.pipeline.account import FileIntake
from analysis.pipeline.faults import Fault
from analysis.pipeline.intake import files_in, take_in_all
from analysis.plan import Plan, load_plan
from analysis.wording import Language, say

MOST_OF_A_RULE = 10


@dataclass(frozen=True, slots=True)
class Looked:
    """Single files taken in, each with all that was found in it; `register` is None if there was none."""

    files: list[tuple[FileIntake, list[Finding]]]
    register: Register | None


def check_files(
    files: list[Path], *, raw: Path, plan_path: Path, as_of: date | None, language: Language
) -> list[str]:
    """The lines to print for each file. Names are matched to the register among the files or in `raw`."""
    looked = look_into(files, raw=raw, plan_path=plan_path, as_of=as_of)
    lines = [] if looked.register else [say("command.check_no_register", language, raw=raw)]
    for intake, findings in looked.files:
        lines += _told(intake, findings, language)
    return lines


def look_into(files: list[Path], *, raw: Path, plan_path: Path, as_of: date | None) -> Looked:
    """What a run would find in these files, each looked at alone.

    Without a register only what needs none is checked. Raises Fault for a path that is no file.
    """
    plan = load_plan(plan_path)
    for path in files:
        if path.is_dir():
            raise Fault("path_is_folder", exit_code=2, path=path)
        if not path.exists():
            raise Fault("path_missing", exit_code=2, path=path)
    intakes = [intake for path in files for intake in take_in_all(path.parent, [path.name], as_of)]
    register = _register(intakes, raw)
    return Looked([(intake, _findings(intake, register, plan)) for intake in intakes], register)


def _findings(intake: FileIntake, register: Register | None, plan: Plan) -> list[Finding]:
    ledger = Ledger.over(list(intake.findings), intake.forms)

    def of(kind: str) -> list[Form]:
        return [form for form in intake.forms if form.kind == kind]

    order_dates(intake.forms, opening=plan.opening)
    fill_dittos(intake.forms)
    organisation_rows(of("register"), ledger)
    task_rows(of("tasks"), ledger)
    if register is not None:
        check_prerequisites(progress_rows(of("progress"), register, plan, ledger), plan, ledger)
        membership_rows(of("membership"), register, ledger)
        roster_rows(of("roster"), register, ledger)
        event_rows(of("events"), register, ledger)
    return ledger.findings


def _register(intakes: list[FileIntake], raw: Path) -> Register | None:
    """The register among the files themselves, else the one in the raw folder, else none."""
    forms = [form for intake in intakes for form in intake.forms]
    if not any(form.kind == "register" for form in forms) and raw.is_dir():
        forms += [form for intake in take_in_all(raw, files_in(raw), None) for form in intake.forms]
    registers, events = ([form for form in forms if form.kind == kind] for kind in ("register", "events"))
    try:
        rows, register = season_register(registers, events, Ledger())
        return register if rows else None
    except SameName as error:
        raise Fault("same_name", first=error.names[0], second=error.names[1]) from error


def _told(intake: FileIntake, findings: list[Finding], language: Language) -> list[str]:
    lines = [intake.file]
    for sheet in intake.sheets:
        lines.append(
            say(
                "command.check_sheet",
                language,
                sheet=sheet.sheet,
                range=sheet.range,
                kind=f"{say(f'kind.{sheet.kind}', language)} ({sheet.kind})",
                as_of=format_date(sheet.as_of, language) if sheet.as_of else "—",
                rows=sheet.data_rows,
            )
        )
        for form in intake.forms:
            if form.sheet == sheet.sheet:
                lines += [
                    f"    {without_persons(heading)} → {name}" for name, heading in form.headings.items()
                ]
    return lines + (_grouped(findings, language) or [say("command.check_nothing", language)])


def _grouped(findings: list[Finding], language: Language) -> list[str]:
    """Ten lines per rule, then how many more; errors first."""
    order = {"error": 0, "warning": 1, "info": 2}
    told: Counter[str] = Counter()
    lines: list[str] = []
    ranked = sorted(findings, key=lambda f: (order[SEVERITY[f.rule]], f.rule))
    for finding in ranked:
        told[finding.rule] += 1
        if told[finding.rule] <= MOST_OF_A_RULE:
            severity = say(f"returned.severity.{finding.severity}", language)
            message = finding.message if language == "vi" else finding.message_en
            lines.append(f"  {severity}: {message}")
    for rule, count in told.items():
        if count > MOST_OF_A_RULE:
            lines.append(say("command.more_findings", language, count=count - MOST_OF_A_RULE) + f" ({rule})")
    return lines
