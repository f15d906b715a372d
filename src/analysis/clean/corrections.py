"""Corrections that a person wrote: one cell each, what stood there, what is meant, and why.

They stand in `corrections.csv` beside the plan file, never in the workbooks. A correction that
matches nothing is an error: the sheet has changed, and what it was written for may be gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.clean.form import Form, Ledger, Record
from analysis.clean.unread_values import shown
from analysis.hand_lists import read_list
from analysis.text import readable

FILE_NAME = "corrections.csv"
COLUMNS = ("source_file", "source_sheet", "source_cell", "found", "used", "reason")


class CorrectionError(Exception):
    """A line of the corrections that can't be used; `rule` names its sentence."""

    def __init__(self, rule: str, line: int, **values: object) -> None:
        super().__init__(f"{FILE_NAME}, {line}: {rule}")
        self.rule = rule
        self.values = {"line": line, **values}


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the file; `found` and `used` as a person reads and writes them."""

    line: int
    place: tuple[str, str, str]
    found: str
    used: str
    reason: str


def load_corrections(path: Path) -> list[Correction]:
    """The corrections of a CSV file with the columns of `COLUMNS`; none where there is no file.

    Raises ListError for a file that is no such list, CorrectionError for a line without place or
    reason, or a cell named twice.
    """
    if not path.exists():
        return []
    found: dict[tuple[str, str, str], Correction] = {}
    for number, line in read_list(path.read_bytes(), FILE_NAME, COLUMNS):
        row = {name: readable(value) for name, value in line.items()}
        place = (row["source_file"], row["source_sheet"], row["source_cell"].upper())
        if not row["reason"] or not row["source_file"] or not row["source_cell"]:
            raise CorrectionError("correction_incomplete", number)
        if place in found:
            raise CorrectionError("correction_twice", number, other=found[place].line)
        found[place] = Correction(number, place, row["found"], row["used"], row["reason"])
    return list(found.values())


def correct(forms: Iterable[Form], corrections: Sequence[Correction], ledger: Ledger) -> None:
    """Puts what is meant in the place of what stands there, and tells each correction with its reason.

    Raises CorrectionError for one whose cell holds something else, or is no value that is read.
    """
    if not corrections:
        return
    said = {
        (form.file, form.sheet, record.cell(name)): (form, record, name)
        for form in forms
        for record in form.records
        for name in record.said
    }
    for correction in corrections:
        found = said.get(correction.place)
        stands = shown(found[1].value(found[2]))["raw"] if found else ""
        if found is None or readable(stands) != correction.found:
            raise CorrectionError(
                "correction_unmatched",
                correction.line,
                place=", ".join(correction.place),
                found=correction.found,
                stands=stands or "—",
            )
        _put(*found, correction, ledger)


def _put(form: Form, record: Record, name: str, correction: Correction, ledger: Ledger) -> None:
    if correction.used:
        record.said[name] = correction.used
    else:
        del record.said[name]
    private = form.kind == "roster"  # what a person's row said stays in the raw folder
    ledger.tell(
        "corrected",
        form.origin(record.cell(name)),
        raw="" if private else correction.found,
        used="" if private else correction.used,
        field=form.headings.get(name, name),
        reason=correction.reason,
    )
