"""The register inside a report: names, types, sub-cells and members beside the milestones.

An office may keep one wide book of all: "Tên TCCSĐ | Loại hình | Số CBTT | Đảng viên | Quy hoạch | …". It
serves as the register where the folder has no other.
"""

from __future__ import annotations

from dataclasses import replace

from analysis.clean.organisation_types import type_of
from analysis.pipeline.other_days import one_day
from analysis.recognise.columns import Columns
from analysis.recognise.identity_columns import MARKED_IDENTITY
from analysis.recognise.kinds import columns_as
from analysis.recognise.table import Table

_IDENTITY = (
    "organisation",
    "organisation_kind",
    "organisation_type",
    "subcells",
    "short_name",
    "pilot",
    *MARKED_IDENTITY,
)
_FEWEST = 3
"""Rows that a register has at least: fewer are somebody's own report."""


def register_beside(table: Table, understood: list[Columns]) -> Columns | None:
    """The columns of the register in a report; None where types, sub-cells or members are not told."""
    reports = [columns for columns in understood if columns.kind in ("progress", "membership")]
    if not reports or len(table.data) < _FEWEST:
        return None
    used = {c for columns in reports for c, name in columns.fields.items() if name not in _SILENT_BESIDE}
    paths = {c: path for c, path in table.paths.items() if c not in used}
    fields = {
        c: name
        for c, name in columns_as("register", replace(table, paths=paths)).fields.items()
        if name in _IDENTITY
    }
    members = _members(reports)
    names = list(fields.values())
    typed = any(name.startswith("organisation_type") for name in names) or _typed_by_sections(table)
    if not typed or members is None or names.count("organisation") != 1 or names.count("subcells") != 1:
        return None
    day = one_day(table.paths[members])
    return Columns("register", {**fields, members: "members"}, rows=reports[0].rows, as_of=day)


_SILENT_BESIDE = (*_IDENTITY, "members")


def _members(reports: list[Columns]) -> int | None:
    """The one column that counts all members."""
    for name in ("total", "members"):
        found = {c for columns in reports for c, own in columns.fields.items() if own == name}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _typed_by_sections(table: Table) -> bool:
    labels = {label for line in table.data for label in line.groups}
    return bool(labels) and all(line.groups and any(map(type_of, line.groups)) for line in table.data)
