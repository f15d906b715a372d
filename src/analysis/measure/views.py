"""A change of rates in both views of organisations, side by side."""

from __future__ import annotations

import pandas as pd

from analysis.measure.change import rate_change
from analysis.measure.given import Day, day_of
from analysis.measure.lineage import event_days
from analysis.measure.recast import recast
from analysis.plan import Plan

VIEWS = ("as_reported", "recast")


def rate_change_in_views(
    progress: pd.DataFrame,
    organisations: pd.DataFrame,
    events: pd.DataFrame,
    plan: Plan,
    *,
    as_of: Day,
    since: Day,
    by: str | None = "organisation_type",
    milestone: str | None = None,
) -> pd.DataFrame:
    """`rate_change` as reported, and recast to the organisations of `as_of` where anything happened to them.

    As reported, each day counts the organisations of that day, so that a merger or a transfer moves a
    rate though nobody did anything; recast, both days count those of `as_of`, and what is left of the
    change is done or gone back (or a pause, or what became applicable).
    Returns the columns of `rate_change` after view: as_reported or recast. Without an event up to
    `as_of` both views are the same, and only the first is given.

    >>> from analysis import load_plan
    >>> from analysis.measure.examples import a_merger, one_report, two_organisations
    >>> register = two_organisations().assign(valid_from=None, valid_to=[None, "2025-06-30"])
    >>> moved = rate_change_in_views(
    ...     one_report(), register, a_merger(), load_plan("plan.toml"),
    ...     as_of="2025-07-01", since="2025-06-15", by=None, milestone="congress_held",
    ... )
    >>> moved[["view", "held_before", "required_before", "held", "required"]].values.tolist()
    [['as_reported', 1, 2, 1, 1], ['recast', 0, 1, 0, 1]]
    """

    def change(progress: pd.DataFrame, organisations: pd.DataFrame) -> pd.DataFrame:
        return rate_change(
            progress, organisations, plan, as_of=as_of, since=since, by=by, milestone=milestone
        )

    tables = [(progress, organisations)]
    if (event_days(events) <= day_of(as_of)).any():
        tables.append(recast(progress, organisations, events, plan, to_day=as_of))
    named = zip(VIEWS, tables, strict=False)
    frames = [change(*pair).assign(view=view) for view, pair in named]
    both = pd.concat(frames, ignore_index=True)
    return both[["view", *both.columns.drop("view")]]
