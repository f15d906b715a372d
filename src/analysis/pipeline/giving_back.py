"""`congress-progress return`: an annotated copy of one workbook for the office that sent it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from analysis.findings import Finding
from analysis.pipeline.account import FileIntake
from analysis.pipeline.check import look_into
from analysis.pipeline.faults import Fault
from analysis.publish.annotated import write_annotated_copy
from analysis.publish.mending import count_line
from analysis.read.workbook import read_workbook
from analysis.wording import Language, say

_NAMES_ORGANISATIONS = ("progress", "membership")


def give_back(
    file: Path, folder: Path, *, raw: Path, plan_path: Path, as_of: date | None, language: Language
) -> list[str]:
    """Writes the copy into `folder` and says where it is and how much was found.

    The original is only read. Raises Fault for a place where no copy may stand, and for a file that
    can't be opened: then there is nothing to annotate.
    """
    looked = look_into([file], raw=raw, plan_path=plan_path, as_of=as_of)
    intake, findings = looked.files[0]
    findings = list(dict.fromkeys(findings))
    target = _target(file, folder, raw, language)
    _refuse_unreadable(intake, findings, language)
    unchecked = looked.register is None and any(form.kind in _NAMES_ORGANISATIONS for form in intake.forms)
    notes = [say("returned.no_register", language)] if unchecked else []
    sheets = read_workbook(file).sheets
    try:
        write_annotated_copy(target, file, sheets, findings, language=language, notes=notes)
    except OSError as error:
        raise Fault("not_writable", path=target, cause=error.strerror or type(error).__name__) from error
    return [say("command.returned_at", language, path=target), count_line(findings, language), *notes]


def _target(file: Path, folder: Path, raw: Path, language: Language) -> Path:
    """Where the copy will stand: never on the original, never among the inputs of the next run."""
    standing = next((place for place in (folder, *folder.parents) if place.exists()), folder)
    if standing.is_file():
        raise Fault("path_is_file", exit_code=2, path=standing)
    target = folder / f"{file.stem}{say('returned.file_suffix', language)}.xlsx"
    if target.is_dir():
        raise Fault("path_is_folder", exit_code=2, path=target)
    if target.resolve() == file.resolve() or (target.exists() and target.samefile(file)):
        raise Fault("copy_is_original", exit_code=2, path=target)
    if raw.is_dir() and folder.resolve().is_relative_to(raw.resolve()):
        raise Fault("copy_in_raw", exit_code=2, folder=folder, raw=raw)
    return target


def _refuse_unreadable(intake: FileIntake, findings: list[Finding], language: Language) -> None:
    if intake.sha256:
        return
    message = " ".join(f"{intake.file}: {finding.sentence(language)}" for finding in findings)
    raise Fault("cannot_give_back", message=message)
