"""One organisation's own return: labels with an answer each.

Tên TCCSĐ:            Đảng bộ Sở Y tế
Quy hoạch cấp ủy      x
Ngày dự kiến đại hội  20/6/2025

A return may tell of the congress and of the members at once: it makes a form of each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from analysis.as_of import is_day_label
from analysis.numbers import read_count
from analysis.recognise.columns import SILENT_FIELDS
from analysis.recognise.fields import Kind, heading_key
from analysis.recognise.labels import Cell, Label, labels_of, without_parts_of_parts
from analysis.recognise.looks import is_outline
from analysis.recognise.member_headings import NO_MEASURE
from analysis.recognise.part_columns import status_of
from analysis.recognise.subcell_columns import is_both_counts
from analysis.recognise.table import SheetReading
from analysis.recognise.worded_answers import counts_of_answer
from analysis.text import fold

_FEWEST = 3
"""Labels that tell something, and answers: a sheet with fewer is no form."""
_FEWEST_BESIDE: dict[Kind, int] = {"progress": 2, "membership": 1}
"""So many labels of a kind make a form of it beside one of the other kind."""
_IDENTITY = ("organisation", "organisation_type")


@dataclass(slots=True)
class VerticalForm:
    """Fields with their labels, and with their answers where they have one.

    `twice` are labels of which another has the same meaning and an answer too.
    """

    kind: Kind
    labels: dict[str, Label] = field(default_factory=dict)
    values: dict[str, Cell] = field(default_factory=dict)
    twice: list[tuple[str, Label, Label]] = field(default_factory=list)

    @property
    def telling(self) -> list[str]:
        """The fields that say more than whose form it is."""
        return [name for name in self.labels if _tells(self.kind, name)]


@dataclass(slots=True)
class VerticalReading:
    """The forms of a sheet; `several` are labels with more than one answer, `unknown` those of no meaning."""

    forms: list[VerticalForm]
    several: list[Label]
    unknown: list[Label]
    labels: list[Label]

    @property
    def is_answered(self) -> bool:
        """Whether anything is said but the organisation's name."""
        return any(_tells(form.kind, name) for form in self.forms for name in form.values)


def vertical_reading(reading: SheetReading) -> VerticalReading | None:
    """The forms that a sheet's labels make; None where they make none, or a list of the same labels."""
    found = without_parts_of_parts(labels_of(reading))
    first = next((n for n, label in enumerate(found) if label.is_known and label.answers), None)
    if first is None:
        return None
    labels = [label for label in found[first:] if label.answers or not _opens_section(reading, label)]
    single = [label for label in labels if len(label.answers) < 2]
    forms = [form for kind in _FEWEST_BESIDE if (form := form_of_kind(kind, single)).telling]
    forms = _large_enough(forms)
    known = {label.row for form in forms for label in form.labels.values()}
    if not forms:
        return None
    if _stand_below_states(reading, forms):
        return None
    inner = [label for label in labels if min(known) <= label.row <= max(known) and label.answers]
    unknown = [label for label in inner if not label.is_known and not _is_of_day(label.text)]
    several = [label for label in inner if label.is_known and len(label.answers) > 1]
    return VerticalReading(forms, several, unknown, labels)


def _stand_below_states(reading: SheetReading, forms: Iterable[VerticalForm]) -> bool:
    """Crosses below "Đang làm", "Chưa làm" say what their heading says: no answers by themselves."""
    columns = {column for form in forms for _, column, _ in form.values.values()}
    rows = {label.row for form in forms for label in form.labels.values()}
    headed = [table for table in reading.tables if rows.isdisjoint(table.header_rows)]
    headings = {text for table in headed for c in columns for text in table.paths.get(c, ())[-1:]}
    return any(status_of(heading_key(text)) in ("in_progress", "not_started") for text in headings)


def _is_of_day(text: str) -> bool:
    return is_day_label(text) or fold(text) == "ngày"


def _large_enough(forms: list[VerticalForm]) -> list[VerticalForm]:
    largest = max((len(form.telling) for form in forms), default=0)
    if largest < _FEWEST or any(len(form.twice) * 2 > len(form.telling) for form in forms):
        return []
    return [form for form in forms if len(form.telling) >= min(largest, _FEWEST_BESIDE[form.kind])]


def _tells(kind: Kind, name: str) -> bool:
    return name not in (*_IDENTITY, *SILENT_FIELDS, *(NO_MEASURE if kind == "membership" else ()))


def _opens_section(reading: SheetReading, label: Label) -> bool:
    """A label in capitals, or numbered I or A, without an answer heads those below it."""
    text = str(reading.sheet.rows[label.row][label.column])
    left = [v for v in reading.sheet.rows[label.row][: label.column] if v is not None]
    return label.text.isupper() or _ROMAN.match(text) is not None or any(map(is_outline, left))


_ROMAN = re.compile(r"^\s*(?:[IVX]+|[A-ZĐ])\s*[.)/:\-]\s")


def form_of_kind(kind: Kind, labels: Iterable[Label]) -> VerticalForm:
    """What labels with one answer at most tell in a report of that kind."""
    form = VerticalForm(kind)
    for label in labels:
        name = _field(kind, label)
        if name is None:
            continue
        first = form.labels.get(name)
        if first is not None and first.answers and label.answers:
            form.twice += [(name, first, label)] if name not in SILENT_FIELDS else []
        elif first is None or label.answers:
            form.labels[name] = label
    for name, _, _ in form.twice:
        form.labels.pop(name, None)
    form.values = {name: label.answers[0] for name, label in form.labels.items() if label.answers}
    if kind == "membership":
        _part_answers(form)
    return form


def _part_answers(form: VerticalForm) -> None:
    """An answer that tells several counts answers what no label of its own asks."""
    for name, (r, c, answer) in list(form.values.items()):
        counts = counts_of_answer(name, form.labels[name].text, answer)
        if any(other in form.values for other in counts if other != name):
            continue
        form.labels.update(dict.fromkeys(counts, form.labels[name]))
        form.values.update({measure: (r, c, count) for measure, count in counts.items()})


def _field(kind: Kind, label: Label) -> str | None:
    """What a label means in a report of that kind; what tells of the congress is no count of members."""
    of_progress, name = label.fields["progress"], label.fields[kind]
    if name is None or (kind == "membership" and of_progress and _tells("progress", of_progress)):
        return None
    counted = [value for _, _, value in label.answers]
    if name in ("subcells_held", "subcells_required") and any(map(is_both_counts, counted)):
        return "subcells_fraction"
    alone = name == "subcells_fraction" and any(isinstance(read_count(value), int) for value in counted)
    return "subcells" if alone else name  # a number alone is how many there are
