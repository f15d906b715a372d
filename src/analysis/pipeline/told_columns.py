"""The columns of a table that are left out, each told by its heading."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from analysis.cells import Sheet
from analysis.clean.member_sums import OTHER_DECREASE
from analysis.clean.milestone_fields import fields_of
from analysis.findings import Origin, finding
from analysis.pipeline.account import FileIntake
from analysis.recognise.columns import SILENT_FIELDS, Columns
from analysis.recognise.fields import KINDS, heading_key
from analysis.recognise.part_columns import MARKED
from analysis.recognise.table import Table
from analysis.vocabulary import entries


def tell_columns(intake: FileIntake, sheet: Sheet, table: Table, columns: Columns) -> None:
    """Columns left out: two of one meaning, a heading nearly known, and all the office's own in one line."""
    filled = {column for line in table.data for column in line.cells}
    for first, second, name in columns.clashes:
        columns.fields.pop(first, None)
        _leave_out_milestone(columns, name)
        _tell_heading(
            intake, sheet, table, second, "heading_twice", field=name, other=heading_of(table, first)
        )
    unused: list[str] = []
    checked_only = [column for column, name in columns.fields.items() if name == OTHER_DECREASE]
    for column in sorted((*columns.unknown, *checked_only)):
        if column not in filled:
            continue
        near = _nearest(columns.kind, heading_of(table, column))
        if near:
            near_words = {"nearest": near[0], "used": near[0], "field": near[1]}
            _tell_heading(intake, sheet, table, column, "heading_unknown", **near_words)
        else:
            unused.append(heading_of(table, column))
    if unused:
        origin = Origin(intake.file, sheet.name, sheet.address(table.first_row, table.left))
        intake.findings.append(finding("heading_unused", origin, raw="; ".join(unused)))


def _leave_out_milestone(columns: Columns, name: str) -> None:
    """Of a milestone whose state two columns claim, the day beside them would be taken for a plan."""
    fields = next((found for one in (*MARKED, "subcell_congresses") if name in (found := fields_of(one))), ())
    for column in [c for c, other in columns.fields.items() if other in fields]:
        del columns.fields[column]


def _tell_heading(
    intake: FileIntake, sheet: Sheet, table: Table, column: int, rule: str, **values: str
) -> None:
    origin = Origin(intake.file, sheet.name, sheet.address(table.header_rows[0], column))
    intake.findings.append(finding(rule, origin, raw=heading_of(table, column), **values))


def heading_of(table: Table, column: int) -> str:
    """The whole path of headings over a column, as it is told."""
    return " / ".join(table.paths.get(column, ("?",)))


def _nearest(kind: str, heading: str) -> tuple[str, str] | None:
    """The known heading that is nearly this one, with its field."""
    known = {
        choice.replace("&", " "): row["field"]
        for row in entries("headings")
        if row["kind"] == kind and row["field"] not in SILENT_FIELDS and kind in KINDS
        for choice in row["words"].split("|")
        if len(choice) > 4
    }
    found = process.extractOne(heading_key(heading), list(known), scorer=fuzz.ratio, score_cutoff=85)
    return (found[0], known[found[0]]) if found else None
