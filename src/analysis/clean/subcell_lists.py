"""Lists of sub-cells, one in each row under their committee: counted as held and required."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from analysis.clean.form import Form, Ledger, Record
from analysis.clean.identify import identify
from analysis.clean.names import Organisation, Register
from analysis.clean.unread_values import Fault, shown
from analysis.clean.values import lies_ahead, read_mark

Row = dict[str, Any]


def subcell_list_rows(
    form: Form, register: Register, ledger: Ledger, counted: Mapping[str, Row]
) -> list[Row]:
    """One row `subcell_congresses` per committee: its sub-cells listed, and how many of them have held.

    A committee of which one sub-cell can't be read gets no row: the count would be a guess. `counted` are
    the committees of which the list gives the same counts itself.
    """
    found: dict[str, tuple[Organisation, list[Record]]] = {}
    for record in form.records:
        organisation = identify(form, record, register, ledger)
        if organisation is not None and "subcell" in record.said:
            found.setdefault(organisation.organisation_id, (organisation, []))[1].append(record)
    rows = [_row(form, organisation, records, ledger) for organisation, records in found.values()]
    return [row for row in rows if row is not None and not _says_the_same(row, counted)]


def _says_the_same(row: Row, counted: Mapping[str, Row]) -> bool:
    own = counted.get(row["organisation_id"])
    return own is not None and (own["held"], own["required"]) == (row["held"], row["required"])


def committees_of(form: Form) -> Form:
    """What the list says of each committee itself, merged over its sub-cells or at the first of them.

    A field that is filled below the first sub-cell too is told of the sub-cells.
    """
    first: list[Record] = []
    of_subcells = {"subcell"}
    for record in form.records:
        if first and first[-1].value("organisation") == record.value("organisation"):
            above = first[-1]
            own = (n for n in record.said if n not in above.said or record.cell(n) != above.cell(n))
            of_subcells.update(name for name in own if name != "organisation")
        else:
            first.append(record)
    if len(first) == len(form.records):
        of_subcells.add("congress_held")  # one sub-cell each: the day is its own
    headings = {name: heading for name, heading in form.headings.items() if name not in of_subcells}
    records = [
        record._replace(said={name: v for name, v in record.said.items() if name in headings})
        for record in first
    ]
    return replace(form, headings=headings, records=records)


def _row(form: Form, organisation: Organisation, records: list[Record], ledger: Ledger) -> Row | None:
    held = 0
    readable = "congress_held" in form.headings
    for record in records:
        mark = read_mark(record.value("congress_held"), form.as_of, "", "congress_held")
        if isinstance(mark, Fault):
            heading = form.headings["congress_held"]
            ledger.refuse(
                mark.rule,
                form,
                record.cell("congress_held"),
                **shown(record.value("congress_held")),
                field=heading,
                organisation=organisation.name,
            )
            readable = False
        elif mark.status == "done":
            held += not lies_ahead(mark, form.as_of)
    if not readable:
        return None
    required = len(records)
    if organisation.subcells is not None and organisation.subcells != required:
        cell = form.origin(records[0].cell("subcell"))
        ledger.tell(
            "subcells_differ", cell, organisation=organisation.name, raw=required, used=organisation.subcells
        )
    return {
        "as_of": form.as_of,
        "organisation_id": organisation.organisation_id,
        "organisation": organisation.name,
        "organisation_type": organisation.type,
        "milestone": "subcell_congresses",
        "status": "done" if held == required else "in_progress" if held else "not_started",
        "planned_from": None,
        "planned_to": None,
        "actual_from": None,
        "actual_to": None,
        "held": held,
        "required": required,
        "source_file": form.file,
        "source_sheet": form.sheet,
        "source_cell": records[0].cell("subcell"),
    }
