"""Lists of organisations and milestones, a row for each of both, as if they had been columns."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from analysis.cells import Sheet, Value
from analysis.clean.form import Form, Record
from analysis.clean.values import Mark, plans, read_mark
from analysis.deeds import is_day_of_deed
from analysis.plain_words import plain_fold
from analysis.recognise.columns import Columns
from analysis.recognise.fields import field_of
from analysis.recognise.long_lists import (
    day_column,
    milestone_of,
    organisation_of_section,
    sections_name_organisations,
)
from analysis.recognise.part_columns import MARKED
from analysis.recognise.subcell_columns import is_count
from analysis.recognise.table import Line, Table

_SUFFIXES = {
    "status": "",
    "status_done": "",
    "status_in_progress": "/in_progress",
    "status_not_started": "/not_started",
    "done": "/time",
    "due": "/planned",
}
_COUNTS = ("subcells_held", "subcells_required")
_STATES = {"status", "status_done"}


@dataclass(slots=True)
class _Gathered:
    """What the rows of one organisation say: headings and cells of the columns that they might have been."""

    row: int
    said: dict[str, Value]
    places: dict[str, str]
    headings: dict[str, str] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)

    def again(self) -> _Gathered:
        """The same organisation, with nothing said yet."""
        if "organisation" not in self.said:
            return _Gathered(self.row, {}, {})
        name, place = self.said["organisation"], self.places["organisation"]
        return _Gathered(self.row, {"organisation": name}, {"organisation": place})


def turned_wide(
    form: Form, sheet: Sheet, table: Table, columns: Columns, organisation: int | None
) -> list[Form]:
    """Forms of progress, one for each set of milestones: where there is no row, nothing is said.

    Without a column of organisations the sections name them, or all rows are of the one that the titles name.
    """
    column_of = {name: column for column, name in columns.fields.items()}
    if (day := day_column(table, columns)) is not None:
        column_of = {name: column for name, column in column_of.items() if column != day} | {"done": day}
    sections = organisation is None and sections_name_organisations(table, columns)
    named = organisation is not None or sections
    gathered = [] if named else [_Gathered(table.first_row, {}, {})]
    for line in table.data:
        name, place = _name_of(line, organisation) if named else (None, (0, 0))
        if name is not None and (not gathered or gathered[-1].said["organisation"] != name):
            cell = sheet.address(*place)
            gathered.append(_Gathered(place[0], {"organisation": name}, {"organisation": cell}))
        if gathered and milestone_of(line.cells.get(column_of["task"])) in gathered[-1].told:
            gathered.append(gathered[-1].again())  # the two may contradict
        if gathered:
            _add(gathered[-1], sheet, table, line, columns, column_of)
    headings = {"organisation": ""} if named else {}
    if organisation is not None:
        headings["organisation"] = table.paths[organisation][-1]
    forms: dict[tuple[str, ...], Form] = {}
    for one in gathered:
        wide = replace(form, kind="progress", headings=headings | one.headings, records=[], totals=[])
        records = forms.setdefault(tuple(one.headings), wide).records
        records.append(Record(one.row, one.said, one.places))
    return list(forms.values())


def _name_of(line: Line, organisation: int | None) -> tuple[Value, tuple[int, int]]:
    """The organisation of a row, from its own cell or the section that it stands in, and where it stands."""
    if organisation is not None:
        return line.cells.get(organisation), (line.row, organisation)
    return organisation_of_section(line.groups[-1]), line.group_cells[-1]


def _add(
    one: _Gathered, sheet: Sheet, table: Table, line: Line, columns: Columns, column_of: dict[str, int]
) -> None:
    task = line.cells.get(column_of["task"])
    milestone = milestone_of(task)
    if milestone is None:
        return
    one.told.add(milestone)
    if milestone == "subcells_held" and not is_count(line.cells.get(column_of.get("status", -1))):
        milestone = "subcells_fraction"  # "4/4", "Không có chi bộ trực thuộc"
    if milestone == "subcells_fraction" and (counts := _counts_of_subcells(table, line)):
        for name, c in counts.items():
            one.headings[name], one.said[name] = table.paths[c][-1], line.cells[c]
            one.places[name] = sheet.address(line.row, c)
        return
    if milestone == "subcells_fraction" and (told := _told_of_subcells(table, line, column_of)):
        one.headings[milestone], place = str(task), sheet.address(line.row, min(told))
        one.said[milestone] = "; ".join(told.values())
        one.places[milestone] = place
        return
    if milestone in MARKED:
        _add_plan(one, sheet, line, columns, (f"{milestone}/planned", str(task)))
    for name, suffix in _SUFFIXES.items():
        if name not in column_of:
            continue
        wide = milestone + ("" if name == "done" and not _STATES & column_of.keys() else suffix)
        heading = table.paths[column_of[name]][-1]
        one.headings[wide] = heading if name == "done" and is_day_of_deed(plain_fold(heading)) else str(task)
        if column_of[name] in line.cells:
            one.said[wide] = line.cells[column_of[name]]
            one.places[wide] = sheet.address(line.row, column_of[name])


def _add_plan(one: _Gathered, sheet: Sheet, line: Line, columns: Columns, heading: tuple[str, str]) -> None:
    """A remark "dự kiến 27/5/2025" beside a milestone is the plan of that one."""
    wide, words = heading
    for column in (c for c, name in columns.fields.items() if name == "note"):
        if plans(line.cells.get(column)):
            one.headings[wide], one.said[wide] = words, line.cells[column]
            one.places[wide] = sheet.address(line.row, column)


def columns_of_subcells(table: Table) -> dict[str, int]:
    """The columns of sub-cells held and required beside those of states, where both are there."""
    named = {field_of("progress", path): c for c, path in table.paths.items()}
    counts: dict[str, int] = {name: named[name] for name in _COUNTS if name in named}
    return counts if len(counts) == len(_COUNTS) else {}


def _counts_of_subcells(table: Table, line: Line) -> dict[str, int]:
    """Both counts in the row that is about sub-cells."""
    counts = columns_of_subcells(table)
    return counts if all(is_count(line.cells.get(c)) for c in counts.values()) else {}


def _told_of_subcells(table: Table, line: Line, column_of: dict[str, int]) -> dict[int, str]:
    """What the columns of states say of sub-cells: a cross is the state in words, "2/8" counts by itself."""
    states = [column for name, column in column_of.items() if name.startswith("status_")]
    return {
        c: table.paths[c][-1] if read_mark(line.cells[c], None) == Mark("done") else str(line.cells[c])
        for c in states
        if c in line.cells
    }
