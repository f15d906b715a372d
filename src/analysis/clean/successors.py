"""Who an organisation was before and who it became: other names, earlier registers, successors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from analysis.clean.events import ENDING, event_of, event_rows
from analysis.clean.form import Form, Ledger
from analysis.clean.names import Organisation, Register, name_key
from analysis.clean.register import organisation_rows, organisations_of
from analysis.clean.registers_used import is_used, register_date

Row = dict[str, Any]


def season_register(
    registers: Sequence[Form], events: Sequence[Form], ledger: Ledger, reports: Iterable[Form] = ()
) -> tuple[list[Row], Register]:
    """All organisations of the season: the newest register's, and those that an event has ended since.

    They are found by the names they bore before and after a rename. `reports` tell the types that the
    registers leave out. Raises SameName.
    """
    told = {name_key(str(record.value("organisation"))) for form in events for record in form.records}
    organisations = organisation_rows(list(registers), ledger, reports, told)
    aliases = known_by_both_names(events, Register(organisations_of(organisations)))
    organisations += ended_organisations(registers, events, organisations, aliases)
    return organisations, Register(organisations_of(organisations), aliases)


def known_by_both_names(forms: Iterable[Form], register: Register) -> dict[str, str]:
    """The other name of everyone that was renamed, with the name that the register uses.

    Reports from before the new name and from after it are then of the same organisation.
    """
    names: dict[str, str] = {}
    for record in (record for form in forms for record in form.records):
        old, new = record.value("organisation"), record.value("target")
        if event_of(str(record.value("event") or "")) != "rename" or not (
            isinstance(old, str) and isinstance(new, str)
        ):
            continue
        before, after = register.match(old), register.match(new)
        if isinstance(before, Organisation) and not isinstance(after, Organisation):
            names[new] = before.name
        elif isinstance(after, Organisation) and not isinstance(before, Organisation):
            names[old] = after.name
    return names


def ended_organisations(
    registers: Sequence[Form], events: Sequence[Form], organisations: list[Row], aliases: dict[str, str]
) -> list[Row]:
    """Those of older registers that the newest leaves out because an event has ended them.

    They count up to that event. Who is left out without an event is taken for never having been there,
    which `register_superseded` tells.
    """
    known = Register(organisations_of(organisations), aliases)
    ended: list[Row] = []
    for form in reversed(_older(registers)):
        rows = [
            row
            for row in organisation_rows([form], Ledger())
            if not isinstance(known.match(row["organisation"]), Organisation)
        ]
        told = event_rows(events, Register(organisations_of(rows), aliases), Ledger()) if rows else []
        gone = {event["organisation_id"] for event in told if event["event"] in (*ENDING, "split")}
        ended += [row for row in rows if row["organisation_id"] in gone]
        known = Register(organisations_of([*organisations, *ended]), aliases)
    return ended


def earlier_entries(registers: Sequence[Form], register: Register) -> list[Row]:
    """What older registers said of organisations that still are or once were in the register."""
    entries: list[Row] = []
    for row in (row for form in _older(registers) for row in organisation_rows([form], Ledger())):
        found = register.match(row["organisation"])
        if isinstance(found, Organisation):
            entries.append(row | {"organisation_id": found.organisation_id})
    return entries


def _older(registers: Sequence[Form]) -> list[Form]:
    """All dated registers before the one that is used, oldest first."""
    newest = register_date(registers)
    dated = sorted((form.as_of, place) for place, form in enumerate(registers) if form.as_of)
    return [registers[place] for _, place in dated if not is_used(registers[place], newest)]
