"""One organisation's own return: labels below one another, each with its value to the right.

Tên TCCSĐ:            Đảng bộ Sở Y tế
Quy hoạch cấp ủy      x
Ngày dự kiến đại hội  20/6/2025
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from analysis.cells import Value
from analysis.recognise.fields import Kind, field_of
from analysis.recognise.kinds import SILENT_FIELDS
from analysis.recognise.looks import is_words
from analysis.recognise.subcell_columns import is_both_counts
from analysis.recognise.table import SheetReading

_FEWEST_LABELS = 3
VERTICAL_KINDS: tuple[Kind, ...] = ("progress", "membership")
_NUMBERING = re.compile(r"^\s*(?:\d{1,2}(?:\.\d+)*|[a-zđ]|[IVX]+)\s*[.)/:\-]\s*|^\s*[-+•*]\s*")


@dataclass(slots=True)
class VerticalForm:
    """Fields with the place and text of their label and the place and content of their value.

    `unknown` are labels among them, each with a value beside it, that mean no field.
    """

    kind: Kind
    labels: dict[str, tuple[int, int, str]] = field(default_factory=dict)
    values: dict[str, tuple[int, int, Value]] = field(default_factory=dict)
    unknown: list[tuple[int, int, str]] = field(default_factory=list)


def vertical_form(reading: SheetReading) -> VerticalForm | None:
    """The form that a sheet's labels make; None where they make none, or the same label comes twice."""
    rows: dict[int, list[tuple[int, Value]]] = {}
    for r, c, value in reading.sheet.cells():
        rows.setdefault(r, []).append((c, value))
    columns = {c for cells in rows.values() for c, _ in cells[:2]}
    found = [
        form
        for kind in VERTICAL_KINDS
        for column in sorted(columns)
        if (form := _labelled(rows, kind, column)) is not None
    ]
    return max(found, key=lambda form: len(form.labels), default=None)


def _labelled(rows: dict[int, list[tuple[int, Value]]], kind: Kind, column: int) -> VerticalForm | None:
    form = VerticalForm(kind)
    for r, cells in rows.items():
        label = _label(cells, kind, column)
        if label is None:
            form.unknown += _unknown_label(r, cells, column)
            continue
        name, text = label
        after = [(c, value) for c, value in cells if c > column]
        if len(after) > 1:
            continue
        if name in ("subcells_held", "subcells_required") and after and is_both_counts(after[0][1]):
            name = "subcells_fraction"
        if name in form.labels:
            if form.values.get(name) is None and not after:
                continue
            return None  # a list with a label in each row is no form
        if after:
            form.labels[name] = (r, column, text)
            form.values[name] = (r, *after[0])
        elif form.labels:
            form.labels[name] = (r, column, text)
    rows_known = {place[0] for place in form.labels.values()}
    form.unknown = [
        place for place in form.unknown if min(rows_known, default=0) < place[0] < max(rows_known, default=0)
    ]
    telling = [name for name in form.labels if name not in ("organisation", *SILENT_FIELDS)]
    return form if len(telling) >= _FEWEST_LABELS and len(form.values) >= _FEWEST_LABELS else None


def _unknown_label(r: int, cells: list[tuple[int, Value]], column: int) -> list[tuple[int, int, str]]:
    text = next((str(v) for c, v in cells[:2] if c == column and is_words(v)), None)
    filled = any(c > column for c, _ in cells)
    return [(r, column, text)] if text and filled and len(text) <= 100 else []


def without_numbering(label: str) -> str:
    """The words of a label: "2. Quy hoạch cấp ủy:" without its number and colon."""
    return _NUMBERING.sub("", label).strip(" :;.")


def _label(cells: list[tuple[int, Value]], kind: Kind, column: int) -> tuple[str, str] | None:
    """The words of a row in that column, if the vocabulary knows them as a heading."""
    value = next((v for c, v in cells[:2] if c == column), None)
    if not is_words(value):
        return None
    text = without_numbering(str(value))
    name = field_of(kind, (text,)) if len(text) <= 100 else None
    return (name, text) if name else None
