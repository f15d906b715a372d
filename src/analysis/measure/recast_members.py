"""Membership recast to the organisations of one day."""

from __future__ import annotations

import pandas as pd

from analysis.measure.given import Day, days, require_columns
from analysis.measure.lineage import Step, steps_of
from analysis.measure.recast import organisations_on, under_names_of

KEY = ["as_of", "measure"]


def recast_membership(
    membership: pd.DataFrame, organisations: pd.DataFrame, events: pd.DataFrame, *, to_day: Day
) -> pd.DataFrame:
    """Membership as if the organisations of `to_day` had been counted all along.

    Counts from before a merger are added up for the successor where all that merged were counted as
    of the same day; where one was not, the sum would be too small, and there is none. Counts from
    before a split can't be told apart: the parts have none until they are counted themselves. Who has
    left is left out; names and types are those of `to_day`.
    Returns the columns given; a sum has the cell of the first of its counts.
    Raises MeasureError for a column that is not there.

    >>> from analysis.measure.examples import a_merger, two_organisations
    >>> register = two_organisations().assign(valid_from=None, valid_to=[None, "2025-06-30"])
    >>> counted = pd.DataFrame({
    ...     "as_of": "2024-12-31", "organisation_id": ["y", "c"], "measure": "total", "count": [86, 10],
    ... })
    >>> recast_membership(counted, register, a_merger(), to_day="2025-07-01")["count"].tolist()
    [96]
    """
    require_columns(events, ("event", "event_from", "event_to", "organisation_id", "successor_ids"), "events")
    require_columns(membership, ("as_of", "organisation_id", "measure", "count"), "membership")
    today = organisations_on(organisations, to_day)
    counted = membership.assign(as_of=days(membership["as_of"]))
    for step in steps_of(events, organisations, to_day):
        counted = (_added_up if step.event == "merge" else _left_out)(counted, step)
    counted = counted[counted["organisation_id"].isin(today["organisation_id"])]
    return under_names_of(counted.reset_index(drop=True), today)


def _added_up(counted: pd.DataFrame, step: Step) -> pd.DataFrame:
    after = step.after[0]
    earlier = counted["as_of"] < step.day
    merging = counted["organisation_id"].isin(step.before)
    parts = counted[earlier & merging]
    of_all = parts.groupby(KEY)["organisation_id"].transform("nunique") == len(step.before)
    sums = parts[of_all].drop_duplicates(KEY).assign(organisation_id=after)
    total = parts[of_all].groupby(KEY)["count"].sum()
    sums = sums.drop(columns="count").merge(total.reset_index(), on=KEY)[list(counted.columns)]
    own = counted["organisation_id"] == after
    kept = counted[~(merging | own) | (own & ~earlier)]
    return pd.concat([kept, sums], ignore_index=True) if len(sums) else kept


def _left_out(counted: pd.DataFrame, step: Step) -> pd.DataFrame:
    divided = {*step.before, *(part for part in step.after if part not in step.stood)}
    return counted[~(counted["organisation_id"].isin(divided) & (counted["as_of"] < step.day))]
