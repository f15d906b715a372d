"""Members in the lines above, or below, one organisation's list of milestones.

Tổ chức đảng:      | Đảng bộ Sở Y tế
Tổng số đảng viên: | 86 | Trong đó nữ: | 40
STT | Nội dung     | Đã xong | Chưa làm
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from analysis.cells import Value
from analysis.findings import Origin, finding
from analysis.pipeline.odd_forms import OddForms, form_of_labels
from analysis.recognise.columns import Columns
from analysis.recognise.labels import labels_of, without_parts_of_parts
from analysis.recognise.long_lists import is_own_steps
from analysis.recognise.member_headings import NO_MEASURE
from analysis.recognise.table import Roles, SheetReading, Table
from analysis.recognise.vertical import VerticalReading, form_of_kind


def members_around(
    reading: SheetReading, file: str, table: Table, columns: Columns, as_of: date | None
) -> OddForms:
    """The form that the lines around such a list make; their cells are given the roles of answers."""
    if not is_own_steps(table, columns):
        return OddForms()
    around = SheetReading(replace(reading.sheet, rows=_rows_around(reading, table)), [], Roles())
    known = [
        label
        for label in without_parts_of_parts(labels_of(around))
        if label.answers and (label.fields["membership"] or "note") not in _TELLS_NOTHING
    ]
    labels = [label for label in known if len(label.answers) < 2]
    form = form_of_kind("membership", labels)
    measures = [label for label in known if label.fields["membership"] != "organisation"]
    unclear = [label for label in measures if label not in labels] + [twice for *_, twice in form.twice]
    odd = OddForms()
    for label in unclear:
        origin = Origin(file, reading.sheet.name, reading.sheet.address(label.row, label.column))
        cells = ", ".join(reading.sheet.address(r, c) for r, c, _ in label.answers)
        odd.findings.append(finding("answers_several", origin, raw=label.text, other=cells))
    if not form.values.keys() - {"organisation"}:
        return odd
    odd.forms.append(form_of_labels(around, file, as_of, VerticalReading([form], [], [], labels), form))
    for r, c, _ in form.values.values():
        reading.roles[r, c] = ("data", table.number)
    return odd


_TELLS_NOTHING = tuple(name for name in NO_MEASURE if name != "organisation")


def _rows_around(reading: SheetReading, table: Table) -> list[list[Value]]:
    first = min(table.header_rows, default=table.first_row)
    last = max((line.row for line in table.data), default=table.last_row)  # a total of steps is none of them
    return [[None] * len(row) if first <= r <= last else row for r, row in enumerate(reading.sheet.rows)]
