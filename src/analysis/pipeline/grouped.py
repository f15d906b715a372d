"""Cells that tell of several milestones become a field for each."""

from __future__ import annotations

from collections.abc import Collection

from analysis.clean.form import Record
from analysis.recognise.fields import heading_key
from analysis.recognise.grouped_milestones import GROUPED, parts_of_heading, statements
from analysis.recognise.words import plays

_OF_SUBCELLS = "subcells_fraction"


def milestones_parted(headings: dict[str, str], records: list[Record]) -> list[Record]:
    """What a cell says of each milestone of its column, as if each had a column of its own.

    A cell that names none of them speaks of them all; one that leaves a milestone out is read whole in its
    place, and refused unless it says something of that too. A milestone with a column elsewhere keeps to it.
    """
    for name in [name for name in headings if name.startswith(GROUPED)]:
        told = {field for record in records for field in statements(str(record.value(name) or "")) or ()}
        parts = parts_of_heading(headings[name])
        fields = sorted((set(parts) if len(parts) > 1 else told) - set(headings))
        headings.update({field: parts.get(field, headings[name]) for field in fields})
        records = [_parted(record, name, fields) for record in records]
    return records


def _parted(record: Record, name: str, fields: Collection[str]) -> Record:
    text = record.value(name)
    if not isinstance(text, str) or not fields:
        return record
    told = statements(text) or {}
    if not set(told) <= set(fields) or _is_of_subcells(record, text, told):
        told = {}
    said = {field: told.get(field, text) for field in fields if field in told or _is_owed(record, field)}
    rest = {field: value for field, value in record.said.items() if field != name}
    places = {**record.places, **dict.fromkeys(said, record.places[name])}
    return record._replace(said={**rest, **said}, places=places)


def _is_owed(record: Record, field: str) -> bool:
    """Sub-cells are those of a committee."""
    return field != _OF_SUBCELLS or plays("committee", str(record.value("organisation")))


def _is_of_subcells(record: Record, text: str, told: Collection[str]) -> bool:
    """A committee's "ĐH chi bộ" is not its own congress."""
    committee = plays("committee", str(record.value("organisation")))
    about = heading_key(text).replace("chi bộ trực thuộc", "")
    own = any(words in about for words in ("đảng bộ", "cơ sở"))
    return committee and "congress_held" in told and "chi bộ" in about and not own
