"""The figures that a leader asks for first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from analysis.measure.completion import completion_rates, subcell_rates
from analysis.measure.given import Day, day_of
from analysis.measure.lists import incomplete_organisations, urgent_rows
from analysis.measure.states import known_reports, valid_organisations
from analysis.plan import Plan


@dataclass(frozen=True, slots=True)
class Headline:
    """Counts for the five lines: never a rate without its counts.

    `organisations` and `members`: of those valid on the day; `required`, `held` and `total` (with not
    applicable and paused) of the congress.
    """

    as_of: date
    organisations: int
    members: int
    required: int
    held: int
    total: int
    on_time: int
    late: int
    overdue: int
    deadline: date
    days_left: int
    slowest_type: str
    slowest_held: int
    slowest_required: int
    subcells_held: int
    subcells_required: int
    to_call: int
    first_to_call: tuple[str, ...]
    reported: int


def headline_figures(
    progress: pd.DataFrame, organisations: pd.DataFrame, plan: Plan, *, as_of: Day
) -> Headline:
    """Congresses held of required, the slowest type, sub-cells, whom to call first, who reported.

    Where no organisation is left the counts are nought and slowest_type is empty.

    >>> from analysis import load_plan
    >>> plan = load_plan("plan.toml")
    >>> from analysis.measure.examples import one_report, two_organisations
    >>> headline = headline_figures(one_report(), two_organisations(), plan, as_of="2025-06-15")
    >>> headline.held, headline.required, headline.slowest_type
    (1, 2, 'enterprise')
    """
    day = day_of(as_of)
    rates = completion_rates(progress, organisations, plan, as_of=as_of)
    congress = rates[rates["milestone"] == "congress_held"]
    slowest = congress.sort_values(["rate", "required"], ascending=[True, False], kind="stable").head(1)
    subcells = subcell_rates(progress, organisations, plan, as_of=as_of)
    waiting = incomplete_organisations(progress, organisations, plan, as_of=as_of)
    urgent = waiting[urgent_rows(waiting)]
    valid = valid_organisations(organisations, as_of)
    reports = known_reports(progress, as_of)
    newest = reports[reports["as_of"] == reports["as_of"].max()]
    deadline = plan.deadline("congress_held", on=day.date())

    def total(column: str) -> int:
        return int(congress[column].sum())

    return Headline(
        day.date(),
        len(valid),
        int(valid["members"].fillna(0).sum()),
        total("required"),
        total("held"),
        total("total"),
        total("on_time"),
        total("late"),
        total("overdue"),
        deadline,
        (deadline - day.date()).days,
        "".join(slowest["organisation_type"]),
        int(slowest["held"].sum()),
        int(slowest["required"].sum()),
        int(subcells["held"].sum()),
        int(subcells["required"].sum()),
        len(urgent),
        tuple(urgent["organisation"].head(5)),
        int(newest["organisation_id"].nunique()),
    )
