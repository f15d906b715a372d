"""Which report serves as the register where no other is among the files: the newest that lists them all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from analysis.clean.form import Form, Ledger
from analysis.clean.names import name_key
from analysis.findings import Origin

REGISTER_BESIDE = "register_beside"
"""The kind of the forms that hold what a report says of the organisations themselves."""
_MOST_UNKNOWN = 0.1
"""Where the reports name more that a book does not list, it is no list of all."""


def registers_of(forms: Sequence[Form], reports: Iterable[Form], ledger: Ledger) -> list[Form]:
    """The registers among the forms; without any, those inside the newest report, which is told."""
    registers = [form for form in forms if form.kind == "register"]
    books = [form for form in forms if form.kind == REGISTER_BESIDE and form.reported is not None]
    if registers or not books:
        return registers
    newest = max(form.reported for form in books if form.reported is not None)
    used = [form for form in books if form.reported == newest]
    listed = _names(used)
    named = _names(reports)
    if len(named - listed) > _MOST_UNKNOWN * len(named):
        return []
    for form in used:
        ledger.tell("register_from_report", Origin(form.file, form.sheet), rows=len(form.records))
    return [replace(form, kind="register") for form in used]


def _names(forms: Iterable[Form]) -> set[str]:
    """The names in their columns, folded; of what kind each is, some leave out."""
    said = (record.value("organisation") for form in forms for record in form.records)
    return {name_key(name)[1] for name in said if isinstance(name, str)}
