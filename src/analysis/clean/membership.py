"""Membership statistics: one row per organisation, measure and report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from analysis.clean.counts import read_number
from analysis.clean.form import Form, Ledger, Record
from analysis.clean.identify import identify
from analysis.clean.member_sums import OTHER_DECREASE, MemberSums
from analysis.clean.names import Organisation, Register
from analysis.clean.population import refused_as_of_others
from analysis.clean.sections_of_committees import committees_summed_up
from analysis.clean.submissions import SUBMITTED, last_submissions
from analysis.clean.totals import check_totals, counted
from analysis.clean.unread_values import Fault, shown

Row = dict[str, Any]
_WORDED = "worded/"
"""A column whose cells tell several counts in words."""
_NO_MEASURE = ("note", "rate", "increase_total", "decrease_total", OTHER_DECREASE, SUBMITTED)


def membership_rows(forms: Iterable[Form], register: Register, ledger: Ledger) -> list[Row]:
    """Rows of the table `membership`; a blank cell is not given and gets no row, a dash is nought."""
    rows: list[Row] = []
    for form in forms:
        if refused_as_of_others(form, ledger):
            continue
        measures = [name for name in form.headings if not _is_about_the_row(name)]
        form = committees_summed_up(form, measures, register, ledger)
        for record in last_submissions(form, register, ledger):
            organisation = identify(form, record, register, ledger)
            if organisation is None:
                continue
            counts = _counts(form, record, organisation, measures, ledger)
            rows += [_row(form, record, organisation, name, count) for name, count in counts.items()]
            refused = {name for name in measures if name in record.said and name not in counts}
            MemberSums(form, record, organisation, counts, refused, ledger).check()
        check_totals(form, measures, counted, ledger)
    return rows


def _is_about_the_row(name: str) -> bool:
    return name in _NO_MEASURE or name.startswith("organisation")


def _counts(
    form: Form, record: Record, organisation: Organisation, measures: list[str], ledger: Ledger
) -> dict[str, int]:
    counts: dict[str, int] = {}
    for name in measures:
        count = read_number(record.value(name))
        if name.startswith(_WORDED) and isinstance(count, int):
            count = Fault("count_unreadable") if count else None  # of what, only its words would say
        if isinstance(count, Fault):
            ledger.refuse(
                count.rule,
                form,
                record.cell(name),
                **shown(record.value(name)),
                field=form.headings[name],
                organisation=organisation.name,
            )
        elif count is not None:
            counts[name] = count
    return counts


def _row(form: Form, record: Record, organisation: Organisation, measure: str, count: int) -> Row:
    return {
        "as_of": form.as_of,
        "organisation_id": organisation.organisation_id,
        "organisation": organisation.name,
        "organisation_type": organisation.type,
        "measure": measure,
        "count": count,
        "source_file": form.file,
        "source_sheet": form.sheet,
        "source_cell": record.cell(measure),
    }
