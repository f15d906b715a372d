"""Where organisations went: counted per event and destination, with their members."""

from __future__ import annotations

import pandas as pd

from analysis.measure.given import Day, day_of, require_columns
from analysis.measure.lineage import event_days
from analysis.text import fold, sort_key

KEY = ("event", "destination")


def organisations_moved(
    events: pd.DataFrame, organisations: pd.DataFrame, *, as_of: Day, since: Day | None = None
) -> pd.DataFrame:
    """How many organisations and members each event took where, up to a day (from `since` on, if given).

    Returns one row per event and destination, by Vietnamese order: event, destination (as the first
    row spells it; the same name in other letters is the same; empty where the sheet names none),
    organisations, members (what the sheet of the events says went with them, else the register's
    number), uncounted (organisations of which neither says; they add nothing to members).
    Organisations that came from elsewhere are no part of it: only what left, merged or split is.
    Raises MeasureError for a column that is not there.

    >>> from analysis.measure.examples import a_merger, two_organisations
    >>> events = a_merger().assign(event="transfer", target="Đảng bộ UBND tỉnh", members=[11])
    >>> moved = organisations_moved(events, two_organisations(), as_of="2025-07-01")
    >>> moved[["destination", "organisations", "members"]].values.tolist()
    [['Đảng bộ UBND tỉnh', 1, 11]]
    """
    gone = departures(events, organisations, as_of=as_of, since=since)
    sums = (
        gone.groupby(list(KEY))[["organisations", "members", "uncounted"]].sum().astype("Int64").reset_index()
    )
    return sums.sort_values(list(KEY), key=lambda names: names.map(sort_key)).reset_index(drop=True)


def departures(
    events: pd.DataFrame, organisations: pd.DataFrame, *, as_of: Day, since: Day | None = None
) -> pd.DataFrame:
    """The events that `organisations_moved` counts, each with its destination and what it adds."""
    require_columns(events, ("event", "event_from", "event_to", "organisation_id", "target"), "events")
    require_columns(organisations, ("organisation_id", "members"), "organisations")
    day = event_days(events)
    chosen = (day <= day_of(as_of)) & events["event"].isin(["transfer", "merge", "split"])
    if since is not None:
        chosen &= day >= day_of(since)
    if "arrives" in events:
        chosen &= ~events["arrives"].fillna(value=False).astype(bool)
    gone = events[chosen].drop_duplicates(["organisation_id", "event", "event_from"])
    registered = organisations.drop_duplicates("organisation_id").set_index("organisation_id")["members"]
    told = gone["members"].astype("Int64") if "members" in gone else pd.Series(pd.NA, gone.index, "Int64")
    target = gone["target"].fillna("").astype(str)
    spelling = target.groupby(target.map(fold)).transform("first")
    gone = gone.assign(
        destination=spelling,
        organisations=1,
        members=told.fillna(gone["organisation_id"].map(registered).astype("Int64")),
    )
    gone["uncounted"] = gone["members"].isna().astype(int)
    return gone.assign(told=told.notna())
