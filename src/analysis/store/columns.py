"""The one specification of the processed tables: names, types and meaning of every column.

Readers, writers, the documentation and the tests all take it from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pyarrow as pa

Type = Literal["text", "count", "date", "flag"]
ARROW: dict[Type, pa.DataType] = {
    "text": pa.string(),
    "count": pa.int64(),
    "date": pa.date32(),
    "flag": pa.bool_(),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its type and what stands in it."""

    name: str
    type: Type
    meaning: str


ORIGIN = (
    Column("source_file", "text", "file, relative to the raw folder"),
    Column("source_sheet", "text", "sheet"),
    Column("source_cell", "text", "cell in A1 notation"),
)
_WHO = (
    Column("organisation_id", "text", "identifier, the same in all tables"),
    Column("organisation", "text", "name as the register spells it"),
)
_TYPE = Column("organisation_type", "text", "administrative, public_service, enterprise, or unknown")
_AS_OF = Column("as_of", "date", "the report's own date")

TABLES: dict[str, tuple[Column, ...]] = {
    "organisations": (
        *_WHO,
        Column("organisation_kind", "text", "party_committee or party_cell"),
        _TYPE,
        Column("subcells", "count", "sub-cells under a committee"),
        Column("members", "count", "Party members"),
        Column("pilot", "flag", "holds a pilot congress"),
        Column("valid_from", "date", "first day of this row's validity; empty: since ever"),
        Column("valid_to", "date", "last day of this row's validity; empty: still valid"),
        Column("ended_by", "text", "the event that ended this row's validity; empty: none did"),
        *ORIGIN,
    ),
    "progress": (
        _AS_OF,
        *_WHO,
        _TYPE,
        Column("milestone", "text", "identifier of the plan file"),
        Column("status", "text", "done, in_progress, not_started or not_applicable"),
        Column("planned_from", "date", "first day that the plan may mean"),
        Column("planned_to", "date", "last day that the plan may mean"),
        Column("actual_from", "date", "first day that it may have been done"),
        Column("actual_to", "date", "last day that it may have been done"),
        Column("held", "count", "sub-cell congresses held"),
        Column("required", "count", "sub-cell congresses to be held"),
        *ORIGIN,
    ),
    "membership": (
        _AS_OF,
        *_WHO,
        _TYPE,
        Column("measure", "text", "total, women, age_18_30, admitted, …"),
        Column("count", "count", "members counted"),
        *ORIGIN,
    ),
    "tasks": (
        _AS_OF,
        Column("task", "text", "what is to be done"),
        Column("owner", "text", "who leads it"),
        Column("due_from", "date", "first day that the due date may mean"),
        Column("due_to", "date", "last day that the due date may mean"),
        Column("status", "text", "done, in_progress, not_started or not_applicable"),
        Column("done_from", "date", "first day that it may have been done"),
        Column("done_to", "date", "last day that it may have been done"),
        *ORIGIN,
    ),
    "events": (
        Column(
            "event", "text", "merge, split, transfer, rename, retype, dissolve, pause, resume or establish"
        ),
        Column("event_from", "date", "first day on which it may have taken effect"),
        Column("event_to", "date", "last day on which it may have taken effect"),
        *_WHO,
        Column("target", "text", "what became of it or where it went, as the sheet says"),
        Column("successor_ids", "text", "identifiers of the organisations that took its place, between '; '"),
        Column("arrives", "flag", "came from elsewhere instead of leaving"),
        Column("members", "count", "members who went with it, as the sheet says"),
        Column("decision", "text", "number of the decision"),
        *ORIGIN,
    ),
    "findings": (
        Column("severity", "text", "error: refused; warning: corrected or doubtful; info"),
        Column("rule", "text", "which rule found it"),
        Column("organisation", "text", "whom it is about"),
        Column("raw_value", "text", "what the cell says; empty for personal columns"),
        Column("used_value", "text", "what was used instead"),
        Column("message", "text", "the finding in Vietnamese"),
        Column("message_en", "text", "the finding in English"),
        *ORIGIN,
    ),
    "sources": (
        Column("source_file", "text", "file, relative to the raw folder"),
        Column("source_sheet", "text", "sheet; empty for a file that can't be opened"),
        Column("source_cell", "text", "the sheet's used range in A1 notation"),
        Column("sha256", "text", "digest of the file"),
        Column("kind", "text", "register, progress, membership, roster, tasks, events or unrecognised"),
        Column("as_of", "date", "as-of date of the sheet"),
        Column("as_of_basis", "text", "where it comes from: sheet, file_name or option"),
        Column("illustrative", "flag", "the sheet says of itself that its figures are made up"),
        Column("rows_kept", "count", "data rows of which something was used"),
        Column("rows_refused", "count", "data rows refused whole"),
        Column("cells", "count", "cells that are not empty"),
        Column("cells_title", "count", "of them: titles, dates, units above a table"),
        Column("cells_header", "count", "of them: headings"),
        Column("cells_group", "count", "of them: section labels"),
        Column("cells_data", "count", "of them: data"),
        Column("cells_total", "count", "of them: printed totals"),
        Column("cells_note", "count", "of them: notes, signatures, remarks"),
        Column("cells_refused", "count", "of them: data that was refused"),
    ),
}
