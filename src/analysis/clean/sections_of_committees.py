"""Sections that are committees: their rows are sub-cells, and the line that sums them up is the committee's.

I    | Đảng bộ Sở Y tế      |
1    | Chi bộ Văn phòng     | 14
2    | Chi bộ Thanh tra     | 9
     | Cộng                 | 23

So is the sum below rows over which the committee's name is merged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from string import ascii_uppercase
from typing import NamedTuple

from analysis.clean.form import Form, Ledger, Record
from analysis.clean.names import Organisation, Register, kind_of, without_outline
from analysis.clean.register import COMMITTEE
from analysis.clean.totals import counted
from analysis.text import fold

_FEWEST = 2
"""Rows that a section has to have: one alone may be anybody's."""
_SUM_OF = re.compile(r"^\s*(?:(?:tổng|cộng|số)\b\s*)*:?\s*", re.IGNORECASE)
_SUMS = re.compile(r"(?:(?:tổng|cộng|số|toàn|đảng bộ|đảng ủy|chi bộ|của|các)(?: |$))+")


def _line(record: Record) -> str:
    """The number of a record's row, also where the places of its cells are whole addresses."""
    return record.line or record.cells[-1].lstrip(ascii_uppercase)


class _Section(NamedTuple):
    committee: Organisation
    cells: list[Record]
    total: Record


def committees_summed_up(form: Form, measures: Sequence[str], register: Register, ledger: Ledger) -> Form:
    """The form with a record for each committee instead of the rows of its sub-cells, which are told.

    A figure that the sub-cells don't add up to is refused: the rows may be wrong as well as the line.
    """
    sections = [*_sections(form, register), *_merged(form, measures, register)]
    if not sections:
        return form
    cells = [record for section in sections for record in section.cells]
    for record in cells:
        ledger.pass_over(form, record)
    spans = ", ".join(f"{_line(section.cells[0])}–{_line(section.cells[-1])}" for section in sections)
    first = form.origin(cells[0].cell("organisation"))
    ledger.tell("rows_of_subcells", first, rows=len(cells), raw=spans)
    gone = {record.row for record in (*cells, *(section.total for section in sections))}
    summed = [_summed(form, section, measures, ledger) for section in sections]
    kept = [record for record in form.records if record.row not in gone]
    totals = [total for total in form.totals if total.row not in gone]
    return replace(form, records=sorted([*kept, *summed], key=lambda one: one.row), totals=totals)


def _sections(form: Form, register: Register) -> Iterator[_Section]:
    """The sections named as committees of the register, below which hardly any organisation of it stands."""
    rows: dict[str, list[Record]] = {}
    for record in form.records:
        if record.groups:
            rows.setdefault(record.groups[-1], []).append(record)
    for label, cells in rows.items():
        committee = register.match(label)
        if not isinstance(committee, Organisation) or committee.kind != COMMITTEE:
            continue
        behind = _next_row(form, cells[-1].row)
        totals = [total for total in form.totals if _sums_up(total, committee, register, behind)]
        if len(totals) == 1 and _are_subcells(cells, register):
            yield _Section(committee, cells, totals[0])


def _merged(form: Form, measures: Sequence[str], register: Register) -> Iterator[_Section]:
    """A committee's name over several rows, merged or repeated, and right behind them their sum.

    Rows that name one organisation twice do not come to the sum of the whole table.
    """
    for name, group in groupby(form.records, key=lambda record: record.value("organisation")):
        cells = list(group)
        committee = register.match(str(name)) if name and len(cells) >= _FEWEST else None
        if not isinstance(committee, Organisation) or committee.kind != COMMITTEE:
            continue
        behind = _next_row(form, cells[-1].row)
        for total in form.totals:
            if total.row == behind and _adds_up(cells, total, measures):
                yield _Section(committee, cells, total)


def _adds_up(cells: list[Record], total: Record, measures: Sequence[str]) -> bool:
    sums = [
        (printed, [part for record in cells if isinstance(part := counted(record, name), int)])
        for name in measures
        if isinstance(printed := counted(total, name), int)
    ]
    return bool(sums) and all(sum(parts) == printed for printed, parts in sums)


def _are_subcells(records: list[Record], register: Register) -> bool:
    names = [without_outline(str(record.value("organisation") or "")) for record in records]
    if len(names) < _FEWEST or any(not name or kind_of(name) == COMMITTEE for name in names):
        return False
    return sum(isinstance(register.match(name), Organisation) for name in names) * 2 < len(names)


def _next_row(form: Form, row: int) -> int:
    """The next row with figures, be they a record's or sums."""
    return min((one.row for one in (*form.records, *form.totals) if one.row > row), default=row)


def _sums_up(total: Record, committee: Organisation, register: Register, behind: int) -> bool:
    """Whether a line of sums is that committee's: it names it, or says just "Cộng" right behind its rows."""
    said = str(total.value("organisation") or "")
    if _SUMS.fullmatch(fold(said)):
        return total.row == behind
    return register.match(_SUM_OF.sub("", said)) == committee


def _summed(form: Form, section: _Section, measures: Sequence[str], ledger: Ledger) -> Record:
    """The line of sums as the committee's own, without the figures that are not the sum of its rows."""
    committee, cells, total = section
    said = {name: total.said[name] for name in measures if name in total.said}
    for name in list(said):
        parts = [counted(record, name) for record in cells]
        printed = counted(total, name)
        known = [part for part in parts if isinstance(part, int)]
        if len(known) + parts.count(None) < len(parts) or not isinstance(printed, int):
            continue
        if sum(known) != printed:
            del said[name]
            heading, own = form.headings[name], committee.name
            ledger.refuse(
                "subcells_do_not_add_up", form, total.cell(name),
                raw=printed, used=sum(known), field=heading, organisation=own,
            )  # fmt: skip
    return total._replace(said=said | {"organisation": committee.name}, groups=total.groups[:-1])
