"""Which organisation a row is about, and whether what it says of its type agrees with the register."""

from __future__ import annotations

from analysis.clean.form import Form, Ledger, Record
from analysis.clean.names import NoMatch, Organisation, Register
from analysis.clean.organisation_types import type_of_record
from analysis.plan import UNKNOWN_TYPE


def identify(form: Form, record: Record, register: Register, ledger: Ledger) -> Organisation | None:
    """The organisation of a row; None, with a finding, where the name is missing or fits none."""
    name = record.said.get("organisation")
    if name is None and "organisation" not in form.headings:
        named = register.named_in(form.titles) or register.named_in([form.sheet])
        if named is not None:
            return named
    if not isinstance(name, str):
        if "organisation" in form.left_out:  # told once, of the headings
            ledger.pass_over(form, record)
        elif record.said:
            ledger.refuse_row("name_missing", form, record, record.cells[0])
        return None
    found = register.match(name)
    if isinstance(found, NoMatch) and (said := record.value("organisation_kind")) is not None:
        found = register.match(f"{said} {name}")  # the kind from its own column tells two of one name apart
    if isinstance(found, NoMatch):
        used = "; ".join(found.suggestions) or "—"
        ledger.refuse_row(found.rule, form, record, record.cell("organisation"), raw=name, used=used)
        return None
    said = record.value("organisation_type")
    told = type_of_record(record)
    if said is not None and found.type not in (told, UNKNOWN_TYPE):
        rule = "type_differs" if told else "type_unknown"
        ledger.tell(
            rule,
            form.origin(record.cell("organisation_type")),
            raw=said,
            used=found.type,
            organisation=found.name,
        )
    return found
