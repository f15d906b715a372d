"""Printed totals are a checksum: compared with the rows above, below or in the section; the rows win."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from analysis.cells import Value
from analysis.clean.counts import read_number
from analysis.clean.form import Form, Ledger, Record
from analysis.clean.unread_values import Fault

Figure = Callable[[Record, str], int | Fault | None]
"""What a row counts in a field, whoever it is about; None where it is blank, a Fault where unreadable."""


def subtotal_scopes(form: Form, total: Record) -> list[list[Record]]:
    """The rows that a total may sum up: all, those since the last total or section, those below it.

    A section with others inside sums up the rows of them all, and the end of a page all rows so far, those on
    the sheets before too.
    """
    marks = sorted({other.row for other in form.totals} | _section_starts(form))
    before = max((row for row in marks if row < total.row), default=-1)
    first_below = min((record.row for record in form.records if record.row > total.row), default=total.row)
    after = min((row for row in marks if row > first_below), default=1 << 30)
    above = [record for record in form.records if before < record.row < total.row]
    since_section = max((row for row in _section_starts(form) if row <= total.row), default=-1)
    section = [record for record in form.records if since_section <= record.row < total.row]
    below = [record for record in form.records if total.row < record.row < after]
    until_total = min((other.row for other in form.totals if other.row > total.row), default=1 << 30)
    block = [record for record in form.records if total.row < record.row < until_total]
    label = str(total.said.get("organisation"))
    opened = [record for record in form.records if record.row > total.row and label in record.groups]
    so_far = [record for record in form.records if record.row < total.row]
    pages = [*form.earlier, *form.records]
    scopes = [pages, form.records, above, section, below, block, opened, so_far, *_sections_ending_in(so_far)]
    return [scope for scope in scopes if scope]


def _sections_ending_in(rows: list[Record]) -> list[list[Record]]:
    """The rows of each section that the last row stands in: "Cộng khối" closes the sections in it too."""
    labels = rows[-1].groups if rows else ()
    return [
        [record for record in rows if record.groups[:depth] == labels[:depth]]
        for depth in range(1, len(labels))
    ]


def _section_starts(form: Form) -> set[int]:
    """Rows at which the section labels change."""
    starts: set[int] = set()
    last: tuple[Value, ...] | None = None
    for record in form.records:
        labels = record.groups
        if labels != last:
            starts.add(record.row)
        last = labels
    return starts


def check_totals(
    form: Form, fields: Sequence[str], figure: Figure, ledger: Ledger, printed_as: Figure | None = None
) -> None:
    """Tells every printed figure that differs from the rows it sums up.

    `printed_as` reads the figure of a total where it is not a plain count.

    Which rows a total means is taken from the figures themselves: the scope that agrees in most
    columns. Only when no scope agrees in any is the whole table compared.
    """
    for total in form.totals:
        _tell_broken(form, total, fields, ledger)
        printed = {
            name: count
            for name in fields
            if name in total.said and isinstance(count := (printed_as or counted)(total, name), int)
        }
        if not printed or not form.records:
            continue
        sums = [
            {name: _sum(scope, name, figure) for name in printed} for scope in subtotal_scopes(form, total)
        ]
        best = max(sums, key=lambda added: sum(added[name] == printed[name] for name in printed))
        for name, count in printed.items():
            if best[name] is not None and best[name] != count:
                ledger.tell(
                    "printed_total_differs",
                    form.origin(total.cell(name)),
                    raw=count,
                    used=best[name],
                    field=form.headings[name],
                )


def _tell_broken(form: Form, total: Record, fields: Sequence[str], ledger: Ledger) -> None:
    """A sum that the workbook itself never computed, or got wrong, is no checksum."""
    for name in fields:
        count = read_number(total.value(name))
        if isinstance(count, Fault) and count.rule in ("formula_uncomputed", "cell_error"):
            cell = total.cell(name)
            raw = total.value(name)
            ledger.tell("total_broken", form.origin(cell), raw=raw, field=form.headings.get(name, name))


def _sum(scope: list[Record], name: str, figure: Figure) -> int | None:
    """The sum over the rows; None where a row can't be read, which is told elsewhere."""
    values = [figure(record, name) for record in scope]
    if any(isinstance(value, Fault) for value in values):
        return None
    return sum(value for value in values if isinstance(value, int))


def counted(record: Record, name: str) -> int | Fault | None:
    """The figure of a plain count column."""
    return read_number(record.value(name))
