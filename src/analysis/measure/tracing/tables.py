"""Every published table and chart: how it is measured, and the cells behind each of its figures.

A chart or table that is published without an entry here can't be traced; a test fails then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from analysis.findings import findings_by_rule
from analysis.measure.change import rate_change, weekly_change
from analysis.measure.completion import completion_rates, subcell_rates
from analysis.measure.incoming import incoming_summary
from analysis.measure.known_then import restated
from analysis.measure.lists import incomplete_organisations, pilot_progress
from analysis.measure.members import membership_by_type
from analysis.measure.moved import organisations_moved
from analysis.measure.outlook import outlook, outlook_by_type
from analysis.measure.reporting import reporting_rates, reporting_status, reporting_timeliness
from analysis.measure.survival import median_time_to_completion, time_to_completion
from analysis.measure.tasks import task_progress, task_rates
from analysis.measure.time import completion_curve, curve_gaps
from analysis.measure.tracing import change, completion, headline, lists, members, reporting
from analysis.measure.tracing import outlook as outlooks
from analysis.measure.tracing.known import CONGRESS, Known
from analysis.measure.views import rate_change_in_views

Measured = Callable[[Known], pd.DataFrame]
Cells = Callable[[Known, pd.DataFrame, str], pd.DataFrame]


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """One published table.

    `keys` tell its rows apart; `rates` name the counts that a rate is made of, `derived` the figures that
    are no sums of cells. Rows that differ in `single` can't be added up: members and women. `rows` says
    that the rows themselves are organisations or tasks, and may be counted.
    """

    measured: Measured
    cells: Cells
    keys: tuple[str, ...]
    figure: str
    rates: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    derived: tuple[str, ...] = ()
    single: tuple[str, ...] = ()

    @property
    def rows(self) -> bool:
        """Whether its rows may be counted themselves."""
        return self.figure == "rows"


def _rates(known: Known) -> pd.DataFrame:
    return completion_rates(known.progress, known.organisations, known.plan, as_of=known.as_of)


def _congress_rates(known: Known) -> pd.DataFrame:
    rates = _rates(known)
    return rates[rates["milestone"] == CONGRESS]


def _of_progress(measure: Callable[..., pd.DataFrame], **options: object) -> Measured:
    def measured(known: Known) -> pd.DataFrame:
        return measure(known.progress, known.organisations, known.plan, as_of=known.as_of, **options)

    return measured


def _of_reports(measure: Callable[..., pd.DataFrame]) -> Measured:
    return lambda known: measure(known.progress, known.organisations, as_of=known.as_of)


def _members(known: Known) -> pd.DataFrame:
    return membership_by_type(
        known.tables["membership"], known.plan, as_of=known.as_of, organisations=known.organisations
    )


def _moved(known: Known) -> pd.DataFrame:
    since = known.as_of - change.MONTH
    return rate_change(
        known.progress, known.organisations, known.plan, as_of=known.as_of, since=since, milestone=CONGRESS
    )


def _in_views(known: Known) -> pd.DataFrame:
    return rate_change_in_views(
        known.progress, known.organisations, known.tables["events"], known.plan,
        as_of=known.as_of, since=known.as_of - change.MONTH, milestone=CONGRESS,
    )  # fmt: skip


def _gone(known: Known) -> pd.DataFrame:
    return organisations_moved(known.tables["events"], known.organisations, as_of=known.as_of)


def _weekly(known: Known) -> pd.DataFrame:
    since = known.as_of - change.WEEK
    return weekly_change(known.progress, known.organisations, known.plan, as_of=known.as_of, since=since)


def _restated(known: Known) -> pd.DataFrame:
    then = known.as_of - change.MONTH
    return restated(known.progress, known.organisations, known.plan, as_of=then, known_by=known.as_of)


_TYPE = ("organisation_type",)
_BY_MILESTONE = ("milestone", "organisation_type")
_RATE = {"rate": ("held", "required")}
_MEMBER_RATE = {"member_rate": ("members_held", "members_required")}
_LEVELS = tuple(f"{end}_{level}" for level in (50, 80, 95) for end in ("low", "high"))
_MOVES = ("newly_done", "gone_back", "added", "removed")
_MOVED_RATES: dict[str, tuple[str, ...]] = {
    **_RATE,
    "rate_before": ("held_before", "required_before"),
    **dict.fromkeys(
        ("change", *(f"change_by_{cause}" for cause in ("done", "gone_back", "added", "removed"))),
        ("held", "required", "held_before", "required_before", *_MOVES, "added_held", "removed_held"),
    ),
}
_MEMBERS = PublishedTable(
    _members, members.member_cells, ("organisation_type", "measure"), "count",
    rates={"share": ("count", "whole")},
    single=("measure",),
)  # fmt: skip
_COMPLETION = PublishedTable(
    _rates, completion.completion_cells, _BY_MILESTONE, "held", rates=_RATE | _MEMBER_RATE
)

PUBLISHED: dict[str, PublishedTable] = {
    "headline": PublishedTable(
        headline.headline_row, headline.headline_cells, (), "held", derived=("days_left",)
    ),
    "congress_by_type": PublishedTable(
        _congress_rates, completion.completion_cells, _BY_MILESTONE, "held", rates=_RATE | _MEMBER_RATE
    ),
    "milestones_by_type": _COMPLETION,
    "congress_curve": PublishedTable(
        _of_progress(completion_curve), completion.curve_cells, ("organisation_type", "day"), "held",
        single=("day",),
    ),
    "curve_gaps": PublishedTable(
        _of_progress(curve_gaps), completion.gap_cells, _TYPE, "gap_organisations",
        derived=("gap_organisations", "gap_days"),
    ),
    "subcells_by_type": PublishedTable(
        _of_progress(subcell_rates), completion.subcell_cells, _TYPE, "held", rates=_RATE
    ),
    "waiting_list": PublishedTable(
        _of_progress(incomplete_organisations), lists.waiting_cells, ("organisation",), "rows",
        derived=("days_left", "days_past_plan", "days_plan_late"),
    ),
    "pilots": PublishedTable(_of_progress(pilot_progress), lists.pilot_cells, ("organisation",), "rows"),
    "bloc_tasks": PublishedTable(
        lambda known: task_progress(known.tables["tasks"], as_of=known.as_of), lists.task_cells, ("task",),
        "rows", derived=("days_left",),
    ),
    "tasks_by_owner": PublishedTable(
        lambda known: task_rates(known.tables["tasks"], as_of=known.as_of), lists.task_rate_cells,
        ("owner",), "done", rates={"rate": ("done", "required")},
    ),
    "members_by_type": _MEMBERS,
    "ages_by_type": _MEMBERS,
    "movements": _MEMBERS,
    "incoming_files": PublishedTable(
        lambda known: incoming_summary(known.tables["sources"]), members.incoming_cells, ("kind",), "cells"
    ),
    "findings": PublishedTable(
        lambda known: findings_by_rule(known.tables["findings"]), members.finding_cells,
        ("severity", "rule"), "count",
    ),
    "reporting": PublishedTable(
        _of_reports(reporting_rates), reporting.news_cells, _TYPE, "reported",
        rates={"rate": ("reported", "organisations")},
        derived=("oldest_news_days", "median_news_days"),
    ),
    "reporting_timeliness": PublishedTable(
        _of_reports(reporting_timeliness), reporting.expected_cells, _TYPE, "given",
        rates={"completeness_rate": ("given", "expected"), "on_time_rate": ("on_time", "expected")},
    ),
    "reporting_status": PublishedTable(
        _of_reports(reporting_status), reporting.status_cells, ("organisation",), "rows",
        derived=("news_age_days",),
    ),
    "outlook_by_type": PublishedTable(
        _of_progress(outlook_by_type), outlooks.outlook_sum_cells, _TYPE, "in_time",
        derived=("expected", *_LEVELS),
    ),
    "outlook": PublishedTable(
        _of_progress(outlook), outlooks.chance_cells, ("organisation",), "rows",
        derived=("probability", "slip_days"),
    ),
    "time_to_completion": PublishedTable(
        _of_progress(time_to_completion), outlooks.curve_of_times_cells, ("organisation_type", "days"),
        "events", derived=("completed", "lower", "upper"), single=("days",),
    ),
    "median_time_to_completion": PublishedTable(
        _of_progress(median_time_to_completion), outlooks.time_cells, _TYPE, "done",
        derived=("median_days", "lower_days", "upper_days"),
    ),
    "rate_change": PublishedTable(
        _moved, change.rate_change_cells, _BY_MILESTONE, "newly_done", rates=_MOVED_RATES
    ),
    "rate_change_in_views": PublishedTable(
        _in_views, change.view_cells, ("view", *_BY_MILESTONE), "newly_done", rates=_MOVED_RATES,
        single=("view",),
    ),
    "organisations_moved": PublishedTable(
        _gone, change.moved_cells, ("event", "destination"), "organisations"
    ),
    "weekly_change": PublishedTable(_weekly, change.weekly_cells, ("organisation", "milestone"), "rows"),
    "restated": PublishedTable(
        _restated, change.restated_cells, _BY_MILESTONE, "held_restated",
        rates={
            "rate_then": ("held_then", "required_then"),
            "rate_restated": ("held_restated", "required_restated"),
            "difference": ("held_after_all", "not_held_after_all"),
        },
    ),
}  # fmt: skip
"""By the name of the chart's CSV file, or of the table on a page."""
