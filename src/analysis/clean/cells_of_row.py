"""The cells of one row of a report on progress, and what is told of them."""

from __future__ import annotations

from datetime import date

from analysis.clean.form import Form, Ledger, Record
from analysis.clean.names import Organisation
from analysis.clean.unread_values import COLOURED, Fault, Shaded, shown
from analysis.clean.values import read_when
from analysis.date_interval import DateInterval
from analysis.dates import format_date

_MOST_AHEAD = 366 + 30
_MOST_AGO = 4 * 366
"""Days: a congress is prepared within a year, and held every five years."""


class CellsOfRow:
    """What the readers of single milestones have in common."""

    def __init__(self, form: Form, record: Record, organisation: Organisation, ledger: Ledger) -> None:
        assert form.as_of is not None
        self.form, self.record, self.organisation, self.ledger = form, record, organisation, ledger
        self.as_of: date = form.as_of

    def day(self, name: str) -> DateInterval | None:
        """The day or period in a cell; None where it is blank or refused."""
        value = self.record.value(name)
        if value is None:
            return None
        when = read_when(value, self.as_of)
        if isinstance(when, Fault):
            self.refuse(when.rule, name)
            return None
        if when is not None and self.is_far(when):
            self.refuse("date_far", name, day=format_date(when.last, "vi"))
            return None
        self.tell_assumed_year(name, when)
        return when

    def is_far(self, when: DateInterval) -> bool:
        """Whether a day lies in no term that the report may be about: a slip in the year, or another term."""
        days = (when.last - self.as_of).days
        return days > _MOST_AHEAD or days < -_MOST_AGO

    def tell_assumed_year(self, name: str, when: DateInterval | None) -> None:
        """A finding for a day whose year the cell leaves out."""
        if when is not None and when.year_assumed:
            self.tell("date_year_assumed", name, used=format_date(when.last, "vi"))

    def tell(self, rule: str, name: str, **values: object) -> None:
        """A finding at the cell of a field, which is used all the same."""
        self.ledger.tell(
            rule,
            self.form.origin(self.record.cell(name)),
            **{**shown(self.record.said[name]), "organisation": self.organisation.name, **values},
        )

    def refuse(self, rule: str, name: str, **values: object) -> None:
        """A finding at the cell of a field, which is not used."""
        given: dict[str, object] = {
            **shown(self.record.said[name]),
            "organisation": self.organisation.name,
            "field": self.form.headings.get(name, name),
        }
        said = self.record.said[name]
        if said == COLOURED or isinstance(said, Shaded):  # nothing stands there that the account could count
            del given["raw"]
            self.ledger.tell(rule, self.form.origin(self.record.cell(name)), **given)
            return
        self.ledger.refuse(rule, self.form, self.record.cell(name), **(given | values))
