"""The copy of a workbook that goes back to its sender: faulty cells marked, the reasons in comments.

What openpyxl can load keeps its formats, merges and formulas; any other file is written anew from the
values that were read, each at its own address.
"""

from __future__ import annotations

import os
import unicodedata
import warnings
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from analysis.cells import Sheet, cell_address
from analysis.findings import Finding, Severity
from analysis.personal import shown_sheet_name
from analysis.publish.mending import MARKS, add_mending_sheet, sentence_for_sender
from analysis.publish.rebuilt import rebuilt_workbook, shown
from analysis.wording import LANGUAGES, Language, is_said, say

_COMMENT_WIDTH, _LINE_HEIGHT, _LINE_LETTERS, _MOST_HEIGHT = 320, 19, 46, 420
_RAW_IS_ELSEWHERE = ("before_prerequisite", "ages_differ_from_total", "movement_differs")
_MOST_LETTERS = 32_000
"""A comment holds 32,767 letters."""


def write_annotated_copy(
    target: Path,
    source: Path,
    sheets: Sequence[Sheet],
    findings: Sequence[Finding],
    *,
    language: Language = "vi",
    notes: Sequence[str] = (),
) -> None:
    """Writes the annotated copy of `source`, whose values are `sheets`, to `target`; whole or not at all.

    The marks of an earlier copy that came back mended are taken away first. `notes` are sentences for
    the first sheet. Raises OSError where `target` can't be written.
    """
    workbook = _as_sent(source)
    said = list(notes)
    if workbook is None:
        workbook = rebuilt_workbook(sheets)
        said.append(say("returned.values_only", language))
        names = (shown_sheet_name(sheet.name, number) for number, sheet in enumerate(sheets, start=1))
        places = dict(zip(names, workbook.worksheets, strict=True))
    else:
        _forget_earlier(workbook)
        places = {
            shown_sheet_name(unicodedata.normalize("NFC", sheet.title), number): sheet
            for number, sheet in enumerate(workbook.worksheets, start=1)
        }
    _mark_cells(places, findings, language)
    add_mending_sheet(workbook, source.name, places, _as_written(findings, sheets), language, said)
    _save_whole(workbook, target)


def _as_sent(source: Path) -> Workbook | None:
    """The workbook with all that openpyxl can keep; None where it is of another kind, or too odd for it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions that are lost: the copy is for reading and mending
        try:
            workbook = load_workbook(BytesIO(source.read_bytes()), rich_text=True)
        except OSError:
            raise
        except Exception:  # its parser raises whatever it stumbles on; the values have been read all the same
            return None
    workbook.template = False
    workbook.calculation.fullCalcOnLoad = True  # openpyxl keeps formulas, not what they last came to
    return workbook


def _as_written(findings: Sequence[Finding], sheets: Sequence[Sheet]) -> list[Finding]:
    """With the cell's own value for what it says, where the finding's is a sum or another cell."""
    compared = {(f.origin.sheet, f.origin.cell) for f in findings if f.rule in _RAW_IS_ELSEWHERE}
    values = {
        (sheet.name, address): value
        for sheet in sheets
        for r, c, value in (sheet.cells() if compared else ())
        if (sheet.name, address := sheet.address(r, c)) in compared
    }
    written: list[Finding] = []
    for finding in findings:
        value = values.get((finding.origin.sheet, finding.origin.cell))
        if finding.rule in _RAW_IS_ELSEWHERE and value is not None:
            finding = replace(finding, raw_value=shown(value))
        written.append(finding)
    return written


def _mark_cells(places: dict[str, Worksheet], findings: Sequence[Finding], language: Language) -> None:
    of_sheet: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.origin.cell and finding.origin.sheet in places:
            of_sheet[finding.origin.sheet].append(finding)
    for name, found in of_sheet.items():
        sheet = places[name]
        of_cell: dict[str, list[Finding]] = defaultdict(list)
        for finding in found:
            of_cell[_showing(sheet, finding.origin.cell)].append(finding)
        for address, told in of_cell.items():
            _mark(sheet[address], told, language)


def _showing(sheet: Worksheet, address: str) -> str:
    """The cell itself, or the one that shows where it is hidden under a merge."""
    if not isinstance(sheet[address], MergedCell):
        return address
    merge = next(merge for merge in sheet.merged_cells.ranges if address in merge)
    return cell_address(merge.min_row - 1, merge.min_col - 1)


def _mark(cell: Cell, told: Sequence[Finding], language: Language) -> None:
    worst: Severity = min((finding.severity for finding in told), key=list(MARKS).index)
    if (colour := MARKS[worst]) is not None:
        cell.fill = PatternFill("solid", start_color=colour)
    lines = [
        f"{say(f'returned.severity.{finding.severity}', language)}: {sentence_for_sender(finding, language)}"
        for finding in told
    ]
    ours = "\n".join([say("returned.comment", language), *dict.fromkeys(lines)])
    before = cell.comment
    text = f"{before.text}\n\n{ours}" if before is not None else ours
    author = before.author if before is not None else say("returned.author", language)
    cell.comment = _comment(text, author)


def _comment(text: str, author: str) -> Comment:
    text = text[:_MOST_LETTERS]
    lines = sum(1 + len(line) // _LINE_LETTERS for line in text.split("\n"))
    return Comment(text, author, height=min(_LINE_HEIGHT * (lines + 1), _MOST_HEIGHT), width=_COMMENT_WIDTH)


def _forget_earlier(workbook: Workbook) -> None:
    """A mended copy that comes back carries our list, comments and colours; only the new ones are to stay."""
    for sheet in workbook.worksheets:
        if is_said(sheet["A1"].value, "returned.title") and len(workbook.sheetnames) > 1:
            workbook.remove(sheet)
            continue
        for cell in list(sheet._cells.values()):  # those that are there: iter_rows would make all the others
            if cell.comment is not None:
                _unmark(cell)


def _unmark(cell: Cell) -> None:
    text, author = cell.comment.text, cell.comment.author
    for heading in (say("returned.comment", language) for language in LANGUAGES):
        theirs, found, _ = text.rpartition(f"{heading}\n")
        if found:
            cell.comment = _comment(theirs.rstrip(), author) if theirs.strip() else None
            if cell.fill.fill_type == "solid" and cell.fill.start_color.rgb in MARKS.values():
                cell.fill = PatternFill()
            return


def _save_whole(workbook: Workbook, target: Path) -> None:
    """Under a name that no reader takes for a workbook until it is complete."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.parent / f".{target.name}.{os.getpid()}.tmp"
    try:
        workbook.save(aside)
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)
