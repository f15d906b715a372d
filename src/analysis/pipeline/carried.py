"""What a row says without a cell of its own: a cell merged over several rows, a name written once.

Counts are never carried: a figure merged over two rows is the sum of both.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from analysis.cells import Merge, Sheet, Value, cell_address
from analysis.clean.form import Record
from analysis.recognise.columns import Columns
from analysis.recognise.event_columns import section_of_event
from analysis.recognise.paired_columns import pair_of
from analysis.recognise.table import Line, Table
from analysis.recognise.worded_counts import WORDED, counts_in_words
from analysis.text import fold

_CARRIED = frozenset((
    "organisation", "organisation_type", "organisation_kind", "organisation_part", "owner", "due", "status",
    "done",
    "personnel_planning", "political_standards", "documents_drafted", "dossier_approved", "congress_planned",
    "congress_held", "results_approved", "results_decision", "event", "event_date", "decision", "milestone",
))  # fmt: skip
_FEW_TYPES = 4


def carried_down(sheet: Sheet, columns: Columns, records: list[Record]) -> list[Record]:
    """The records with what merged cells say in each row that they cover."""
    field_of = {column: name for column, name in columns.fields.items() if name in _CARRIED}
    records = _with_lines_of_notes(sheet, columns, records)
    merged: dict[int, list[tuple[str, Value, str]]] = {}
    for merge in sheet.merges:
        top, left = merge.top - sheet.top, merge.left - sheet.left
        name = field_of.get(left)
        value = sheet.rows[top][left] if name and 0 <= top < len(sheet.rows) else None
        if name is None or value is None:
            continue
        for r in range(top + 1, merge.bottom - sheet.top + 1):
            merged.setdefault(r, []).append((name, value, cell_address(merge.top, merge.left)))
    carried = [_with(record, merged.get(record.row, [])) for record in records] if merged else records
    if "organisation_type" in field_of.values():
        carried = list(_types_written_once(carried))
    return carried


def _with_lines_of_notes(sheet: Sheet, columns: Columns, records: list[Record]) -> list[Record]:
    """A name merged over rows of which the later hold but more of its note: they are one row."""
    column = next((c for c, name in columns.fields.items() if name == "organisation"), None)
    left = -1 if column is None else sheet.left + column
    own = [merge for merge in sheet.merges if merge.left == left and merge.bottom > merge.top]
    first_of = {r - sheet.top: m.top - sheet.top for m in own for r in range(m.top + 1, m.bottom + 1)}
    kept: dict[int, Record] = {}
    for record in records:
        first = kept.get(first_of.get(record.row, -1))
        if first is None or record.said.keys() != {"note"}:
            kept[record.row] = record
        elif "note" in first.said:
            first.said["note"] = f"{first.said['note']}; {record.said['note']}"
        else:
            note = ("note", record.said["note"], record.cell("note"))
            kept[first.row] = _with(first, [note])
    return list(kept.values())


def spread_across(sheet: Sheet, columns: Columns, records: list[Record]) -> list[Record]:
    """The records with what a cell merged over several columns of one row says in each of them."""
    wide: dict[int, list[Merge]] = {}
    for merge in sheet.merges:
        if merge.top == merge.bottom and merge.right > merge.left:
            wide.setdefault(merge.top - sheet.top, []).append(merge)
    spread: list[Record] = []
    for record in records:
        for merge in wide.get(record.row, ()):
            record = _spread(sheet, columns, record, merge)
        spread.append(record)
    return spread


def _spread(sheet: Sheet, columns: Columns, record: Record, merge: Merge) -> Record:
    left, right = merge.left - sheet.left, merge.right - sheet.left
    value = sheet.rows[record.row][left]
    if not isinstance(value, str) or columns.fields.get(left) == "organisation":
        return record
    if any(map(str.isdecimal, value)):
        return record  # one day over the columns of plan and deed: which of them it is, nobody can tell
    place = cell_address(merge.top, merge.left)
    names = [name for column, name in columns.fields.items() if left < column <= right]
    return _with(record, [(name, value, place) for name in names])


def _with(record: Record, cells: list[tuple[str, Value, str]]) -> Record:
    missing = [(name, value, place) for name, value, place in cells if name not in record.said]
    if not missing:
        return record
    places = {name: record.cell(name) for name in record.places} | {name: place for name, _, place in missing}
    said = {**record.said, **{name: value for name, value, _ in missing}}
    return record._replace(
        said=said, places=places, line="", unused=tuple(place + record.line for place in record.unused)
    )


def _types_written_once(records: list[Record]) -> Iterator[Record]:
    """A column that names each type once, at its first row, looks merged: the type goes on to the next.

    A type named in many rows was forgotten where it is missing: that is for a person to say.
    """
    said = [record.said["organisation_type"] for record in records if "organisation_type" in record.said]
    once = len(said) == len(set(map(str, said))) <= _FEW_TYPES and len(said) * 2 <= len(records)
    last: Record | None = None
    for record in records:
        if "organisation_type" in record.said:
            last = record
        elif once and last is not None and "organisation" in record.said:
            cell = last.cell("organisation_type")
            record = _with(record, [("organisation_type", last.said["organisation_type"], cell)])
        yield record


def names_joined(records: list[Record]) -> list[Record]:
    """A name parted over two columns under one heading, "Đảng bộ" | "Sở Y tế", is one name."""
    joined: list[Record] = []
    for record in records:
        part, name = record.said.get("organisation_part"), record.said.get("organisation")
        if isinstance(part, str) and isinstance(name, str):
            record = record._replace(said={**record.said, "organisation": f"{part} {name}"})
        joined.append(record)
    return joined


def names_of_kinds(headings: dict[str, str], records: list[Record]) -> list[Record]:
    """A name that stands in the column of its kind: one column of names, and the kind beside it."""
    kinds = {name: headings.pop(name) for name in list(headings) if name.startswith("organisation/")}
    if not kinds:
        return records
    headings |= {"organisation": " / ".join(kinds.values()), "organisation_kind": " / ".join(kinds.values())}
    return [_of_its_kind(record, kinds) for record in records]


def _of_its_kind(record: Record, kinds: dict[str, str]) -> Record:
    given = next((name for name in kinds if name in record.said), None)
    if given is None:
        return record
    said = {name: value for name, value in record.said.items() if name != given}
    said |= {"organisation": record.said[given], "organisation_kind": kinds[given]}
    place = record.places[given]
    return record._replace(
        said=said, places={**record.places, "organisation": place, "organisation_kind": place}
    )


def events_of_sections(
    sheet: Sheet, table: Table, headings: dict[str, str], records: list[Record]
) -> list[Record]:
    """The records of events with what happened from the section that they stand in, "II. Tạm dừng"."""
    told: list[Record] = []
    for line, record in zip(table.data, records, strict=True):
        if (section := section_of_event(line.groups)) is not None:
            label, place = line.groups[section], sheet.address(*line.group_cells[section])
            headings.setdefault("event", label)
            record = _with(record, [("event", label, place)])
        told.append(record)
    return told


def names_written_once(sheet: Sheet, table: Table, columns: Columns, records: list[Record]) -> list[Record]:
    """A list of persons that names each organisation at its first row alone looks merged: the name goes on.

    Not below a merged name, which ends where its cell does; not where names are written in every row: there
    a blank was forgotten; and not past a total, a section, or a row that is numbered 1 again.
    """
    column = next((c for c, name in columns.fields.items() if name == "organisation"), None)
    if column is None or _written_in_every_row(table, column):
        return records
    merged = {m.top - sheet.top for m in sheet.merges if m.left - sheet.left == column and m.bottom > m.top}
    stops = sorted(line.row for line in table.lines if line.role == "total" or _is_first(line, table))
    last: Record | None = None
    carried: list[Record] = []
    for line, record in zip(table.data, records, strict=True):
        if column in line.cells:
            last = None if record.row in merged else record
        elif last is not None and (last.groups != record.groups or _parted(stops, last.row, record.row)):
            last = None
        elif last is not None and "organisation" not in record.said and len(record.said) > 1:
            record = _with(record, [("organisation", last.said["organisation"], last.cell("organisation"))])
        carried.append(record)
    return carried


def _written_in_every_row(table: Table, column: int) -> bool:
    """The same name twice running; on the next page it is written again anyway."""
    pages = sorted(line.row for line in table.lines if line.role == "header")
    written = [(line.row, fold(str(line.cells[column]))) for line in table.data if column in line.cells]
    return any(a[1] == b[1] and not _parted(pages, a[0], b[0]) for a, b in pairwise(written))


def _is_first(line: Line, table: Table) -> bool:
    return table.ordinal is not None and line.cells.get(table.ordinal) in (1, "1")


def _parted(stops: list[int], after: int, until: int) -> bool:
    return bisect_right(stops, after) != bisect_right(stops, until)


def pairs_parted(columns: Columns, headings: dict[str, str], records: list[Record]) -> list[Record]:
    """Two counts of one cell, "73 (31)", become two fields; a cell of one number says only the first."""
    for column, second in columns.seconds.items():
        first = columns.fields[column]
        headings[second] = headings[first]
        records = [_pair_parted(record, first, second) for record in records]
    return records


def _pair_parted(record: Record, first: str, second: str) -> Record:
    pair = pair_of(record.value(first))
    if pair is None:
        return record
    said = {**record.said, first: pair[0], second: pair[1]}
    return record._replace(said=said, places={**record.places, second: record.places[first]})


def words_counted(headings: dict[str, str], records: list[Record]) -> list[Record]:
    """Counts that a cell tells in words become fields; a measure that has a column of its own keeps to it.

    What is told otherwise stays as it is, to be refused as no count.
    """
    worded = [name for name in headings if name.startswith(WORDED)]
    if not worded:
        return records
    counted = [_counted(record, worded, frozenset(headings)) for record in records]
    for name in worded:
        told = {measure for before, after in zip(records, counted, strict=True) if name in before.said
                for measure in after.said if measure not in before.said}  # fmt: skip
        headings.update({measure: headings[name] for measure in sorted(told) if measure not in headings})
    return counted


def _counted(record: Record, worded: list[str], columns: frozenset[str]) -> Record:
    for name in worded:
        said = record.value(name)
        counts = counts_in_words(said) if isinstance(said, str) else None
        if counts is None or not columns.union(record.said).isdisjoint(counts):
            continue
        place = record.places[name]
        rest = {field: value for field, value in record.said.items() if field != name}
        places = {**record.places, **dict.fromkeys(counts, place)}
        record = record._replace(said={**rest, **counts}, places=places)
    return record


def names_carried_down(records: list[Record]) -> Iterator[Record]:
    """A name merged, or written once, over its sub-cells stands for all the rows that name one."""
    last: Record | None = None
    for record in records:
        if "organisation" in record.said:
            last = record
        elif last is not None and "subcell" in record.said:
            places = {name: record.cell(name) for name in record.said} | {
                "organisation": last.cell("organisation")
            }
            unused = tuple(place + record.line for place in record.unused)
            said = {**record.said, "organisation": last.said["organisation"]}
            record = record._replace(said=said, places=places, line="", unused=unused)
        yield record
