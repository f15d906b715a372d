"""The register: which organisations there are, of which kind and type, with how many members."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache, partial
from typing import Any

from analysis.clean.counts import read_number
from analysis.clean.ended import says_ended
from analysis.clean.form import Form, Ledger, Record
from analysis.clean.names import Organisation, kind_of, name_key
from analysis.clean.organisation_types import (
    crossed_of,
    type_of_record,
    type_of_titles,
    types_left_over,
)
from analysis.clean.registers_used import is_used, register_date
from analysis.clean.totals import check_totals, counted, subtotal_scopes
from analysis.clean.unread_values import Fault, shown
from analysis.clean.values import Mark, read_mark
from analysis.findings import Origin
from analysis.personal import names_person
from analysis.plain_words import plain_fold
from analysis.plan import UNKNOWN_TYPE
from analysis.text import fold

Row = dict[str, Any]
COMMITTEE, CELL = "party_committee", "party_cell"
Named = tuple[str | None, str]
"""An organisation's kind and name, as names are compared."""
TypesTold = dict[Named, dict[str, Origin]]
"""By an organisation's name: its types as told, and where."""
Elsewhere = Callable[[], TypesTold]
"""Collected when first asked for: most registers say every type themselves."""


def organisation_rows(
    forms: list[Form], ledger: Ledger, reports: Iterable[Form] = (), in_events: Collection[Named] = ()
) -> list[Row]:
    """Rows of the table `organisations` from the newest register and from lists of what has changed since.

    Older ones are told and left out.

    Where it gives no type, `reports` may, in a column or by their sections. Who has ended by the register's
    own words is none of them, unless its name is `in_events`: these tell when it ended.
    """
    elsewhere = cache(partial(_types_told, (*reports, *forms)))
    newest = register_date(forms)
    rows: list[Row] = []
    for form in forms:
        if not is_used(form, newest):
            newer = next(other for other in forms if other.as_of == newest)
            ledger.tell("register_superseded", Origin(form.file, form.sheet), newer=newer.file)
            continue
        left = types_left_over(form)
        there = [record for record in form.records if not _has_ended(form, record, ledger, in_events)]
        kept = [r for record in there if (r := _organisation(form, record, ledger, elsewhere, left))]
        _check_register_totals(form, kept, ledger)
        rows += kept
    return _without_repeats(rows, ledger)


def _has_ended(form: Form, record: Record, ledger: Ledger, in_events: Collection[Named]) -> bool:
    name = record.value("organisation")
    if not says_ended(record, form.as_of) or name_key(str(name)) in in_events:
        return False
    ledger.refuse_row("organisation_ended", form, record, record.cell("organisation"), organisation=name)
    return True


def _organisation(
    form: Form, record: Record, ledger: Ledger, elsewhere: Elsewhere, left: Mapping[str, str]
) -> Row | None:
    name = record.value("organisation")
    if not isinstance(name, str):
        if record.said:
            ledger.refuse_row("name_missing", form, record, record.cells[0])
        return None
    cell = record.cell("organisation")
    if names_person(name):
        ledger.refuse_row("name_is_person", form, record, cell)
        return None
    kind = _kind(form, record, ledger, name, cell)
    if kind is None:
        return None
    organisation_type = _type(form, record, ledger, name, elsewhere, left)
    pilot = _pilot(record, form)
    if isinstance(pilot, Fault):
        ledger.refuse(
            pilot.rule,
            form,
            record.cell("pilot"),
            **shown(record.value("pilot")),
            field=form.headings["pilot"],
        )
    return {
        "organisation_id": organisation_id(name),
        "organisation": name,
        "organisation_kind": kind,
        "organisation_type": organisation_type,
        "subcells": None if _has_none(record, kind) else _count(form, record, "subcells", ledger),
        "members": _count(form, record, "members", ledger),
        "short_name": _short_name(record),
        "pilot": not isinstance(pilot, Fault) and pilot.status == "done",
        "valid_from": None,
        "valid_to": None,
        "ended_by": None,
        "register_as_of": form.as_of,
        "members_cell": record.cell("members") if "members" in record.said else cell,
        "source_file": form.file,
        "source_sheet": form.sheet,
        "source_cell": cell,
    }


def _has_none(record: Record, kind: str) -> bool:
    """A dash or "không" for the sub-cells of a cell says that there are none to count, not nought."""
    value = record.value("subcells")
    return kind == CELL and isinstance(value, str) and not value.isdecimal() and read_number(value) == 0


def _short_name(record: Record) -> str | None:
    """The abbreviation beside the name; a number is no name."""
    value = record.value("short_name")
    return value if isinstance(value, str) and any(character.isalpha() for character in value) else None


def _type(
    form: Form, record: Record, ledger: Ledger, name: str, elsewhere: Elsewhere, left: Mapping[str, str]
) -> str:
    """What the register says, else what all reports that say one agree on, else that it is not known."""
    said, cell = record.value("organisation_type"), record.cell("organisation")
    if found := type_of_record(record) or type_of_titles(form):
        return found
    labels = [str(said)] if said is not None else [*reversed(record.groups)]
    label = next((label for label in labels if label in left), "")
    if found := left.get(label):
        ledger.tell("type_left_over", form.origin(cell), raw=label, used=found, organisation=name)
        return found
    if said is not None:
        ledger.refuse("type_unknown", form, record.cell("organisation_type"), raw=said, organisation=name)
        return UNKNOWN_TYPE
    told = elsewhere().get(name_key(name), {})
    if len(told) == 1:
        ((found, other),) = told.items()
        ledger.tell("type_from_report", form.origin(cell), used=found, other=other, organisation=name)
        return found
    raw = record.groups[-1] if record.groups else ""
    ledger.tell("type_unknown", form.origin(cell), raw=raw, organisation=name)
    return UNKNOWN_TYPE


def _types_told(forms: Iterable[Form]) -> TypesTold:
    """The types that rows give to an organisation, each with the first cell that does."""
    told: TypesTold = {}
    for form in forms:
        of_all = type_of_titles(form)
        for record in form.records:
            name = record.value("organisation")
            found = (type_of_record(record) or of_all) if isinstance(name, str) else None
            if found:
                origin = form.origin(record.cell("organisation"))
                told.setdefault(name_key(str(name)), {}).setdefault(found, origin)
    return told


def _pilot(record: Record, form: Form) -> Mark | Fault:
    """A cross, or words such as "Điểm của Khối"."""
    value = record.value("pilot")
    if isinstance(value, str) and _IS_PILOT.match(fold(value)):
        return Mark("done")
    return read_mark(value, form.as_of)


_IS_PILOT = re.compile(r"(?:đại hội |đh |làm |chọn |đơn vị (?:làm )?)*điểm\b(?! số)")


def _kind(form: Form, record: Record, ledger: Ledger, name: str, cell: str) -> str | None:
    said = record.value("organisation_kind")
    crossed = crossed_of(record, "organisation_kind")
    told = crossed or kind_of(name) or _kind_of_groups(record) or _kind_of_title(form)
    kind = kind_of(str(said)) if said is not None else told
    if kind is None and said is None and (kind := _kind_by_subcells(form, record)):
        ledger.tell("kind_from_subcells", form.origin(cell), used=kind, organisation=name)
    if kind is None:
        ledger.refuse_row("kind_unknown", form, record, cell, raw=said or name, organisation=name)
    return kind


def _kind_by_subcells(form: Form, record: Record) -> str | None:
    """Who has sub-cells is a committee; beside such rows a blank or a nought is a cell's."""
    counts = [read_number(other.value("subcells")) for other in form.records]
    if not any(isinstance(count, int) and count > 1 for count in counts):
        return None
    own = read_number(record.value("subcells"))
    return None if isinstance(own, Fault) else COMMITTEE if own else CELL


def _kind_of_groups(record: Record) -> str | None:
    """A section "A. ĐẢNG BỘ CƠ SỞ (12)" over names without a kind."""
    for group in reversed(record.groups):
        key = plain_fold(group)
        committees, cells = "đảng bộ" in key or "đảng ủy" in key, "chi bộ" in key
        if committees != cells and "trực thuộc" not in key:
            return COMMITTEE if committees else CELL
    return None


def _kind_of_title(form: Form) -> str | None:
    """A list of one kind says so once: "DANH SÁCH CHI BỘ CƠ SỞ" over names without a kind."""
    titles = [plain_fold(text) for text in (*form.titles, form.sheet)]
    kinds = {
        kind
        for title in titles
        for words, kind in (
            ("đảng bộ cơ sở", COMMITTEE),
            ("đảng ủy cơ sở", COMMITTEE),
            ("chi bộ cơ sở", CELL),
        )
        if words in title
    }
    return kinds.pop() if len(kinds) == 1 else None


def _count(form: Form, record: Record, name: str, ledger: Ledger) -> int | None:
    count = read_number(record.value(name))
    if isinstance(count, Fault):
        ledger.refuse(
            count.rule,
            form,
            record.cell(name),
            **shown(record.value(name)),
            field=form.headings[name],
        )
        return None
    return count


def organisation_id(name: str) -> str:
    """A stable identifier from the name: dang-bo-so-y-te-3f2a.

    The letters are for people; the digest keeps names apart that differ only in tones.
    """
    plain = unicodedata.normalize("NFD", fold(name).replace("đ", "d"))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    digest = hashlib.sha256(fold(name).encode()).hexdigest()[:4]
    return f"{re.sub(r'[^a-z0-9]+', '-', letters).strip('-')}-{digest}"


_COMPARED = ("organisation_type", "subcells", "members")


def _without_repeats(rows: list[Row], ledger: Ledger) -> list[Row]:
    """An organisation listed twice counts once; where the two lines differ, neither is taken."""
    seen: dict[str, Row] = {}
    for row in rows:
        first = seen.setdefault(row["organisation_id"], row)
        if first is row:
            continue
        differing = [name for name in _COMPARED if row[name] != first[name]]
        rule = "organisation_twice" if differing else "organisation_repeated"
        ledger.tell(rule, _origin(row), organisation=row["organisation"], other=_origin(first))
        for name in differing:
            first[name] = UNKNOWN_TYPE if name == "organisation_type" else None
    return list(seen.values())


def _origin(row: Row) -> Origin:
    return Origin(row["source_file"], row["source_sheet"], row["source_cell"])


def organisations_of(rows: list[Row]) -> list[Organisation]:
    """The register's rows as the name matcher needs them."""
    return [
        Organisation(
            row["organisation_id"],
            row["organisation"],
            row["organisation_kind"],
            row["organisation_type"],
            row["subcells"],
            row["short_name"],
        )
        for row in rows
    ]


def _check_register_totals(form: Form, rows: list[Row], ledger: Ledger) -> None:
    check_totals(form, ("subcells", "members"), counted, ledger)
    _check_printed_number(form, rows, ledger)


_NUMBER_OF = (
    (re.compile(r"(\d+)\s*(?:đảng bộ|đảng ủy|đb)\b"), "party_committee"),
    (re.compile(r"(\d+)\s*(?:chi bộ|cb)\b"), "party_cell"),
    (re.compile(r"^(?:tổng số|tổng cộng|cộng)\s*:?\s*(\d+)\b"), None),
)


def _check_printed_number(form: Form, rows: list[Row], ledger: Ledger) -> None:
    """A label such as "Tổng số: 88 (41 đảng bộ, 47 chi bộ)" is a checksum over the number of rows."""
    for total in form.totals:
        label = total.value("organisation")
        if not isinstance(label, str):
            continue
        scopes = subtotal_scopes(form, total)
        cells = [{r.cell("organisation") for r in scope if "organisation" in r.said} for scope in scopes]
        for pattern, kind in _NUMBER_OF:
            if not (found := pattern.search(label.lower())):
                continue
            counts = [
                sum(row["source_cell"] in inside and kind in (None, row["organisation_kind"]) for row in rows)
                for inside in cells
            ]
            if int(found[1]) not in counts:
                ledger.tell(
                    "printed_total_differs",
                    form.origin(total.cell("organisation")),
                    raw=found[1],
                    used=counts[0],
                    field=_kind_label(kind),
                )


def _kind_label(kind: str | None) -> str:
    return {"party_committee": "đảng bộ", "party_cell": "chi bộ", None: "số tổ chức"}[kind]
