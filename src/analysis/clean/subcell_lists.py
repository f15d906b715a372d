"""Lists of sub-cells, one in each row under their committee: counted as held and required."""

from __future__ import annotations

from typing import Any

from analysis.clean.form import Form, Ledger, Record
from analysis.clean.identify import identify
from analysis.clean.names import Organisation, Register
from analysis.clean.values import Fault, lies_ahead, read_mark, shown

Row = dict[str, Any]


def subcell_list_rows(form: Form, register: Register, ledger: Ledger) -> list[Row]:
    """One row `subcell_congresses` per committee: its sub-cells listed, and how many of them have held.

    A committee of which one sub-cell can't be read gets no row: the count would be a guess.
    """
    found: dict[str, tuple[Organisation, list[Record]]] = {}
    for record in form.records:
        organisation = identify(form, record, register, ledger)
        if organisation is not None and "subcell" in record.said:
            found.setdefault(organisation.organisation_id, (organisation, []))[1].append(record)
    return [
        row
        for organisation, records in found.values()
        if (row := _row(form, organisation, records, ledger)) is not None
    ]


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
