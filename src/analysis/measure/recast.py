"""Two views of organisations that change: as reported, and recast to the organisations of one day.

*As reported* is what the tables hold: every day counts the organisations that were valid on it, under
the names and types that they had. *Recast* asks how today's organisations would have stood then.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
from pandas.api.typing import NaTType

from analysis.measure.given import Day, day_of, days, require_columns
from analysis.measure.lineage import Reports, Step, event_days, inherited, merged, steps_of
from analysis.measure.states import valid_organisations
from analysis.plan import Plan

DATES = ("planned_from", "planned_to", "actual_from", "actual_to")
COUNTS = ("held", "required")
Moment = pd.Timestamp | NaTType


def organisations_on(organisations: pd.DataFrame, day: Day) -> pd.DataFrame:
    """The organisations valid on a day, one row each, with the name, type and members of that day.

    Both ends of a period of validity count; an end that is empty is open.

    >>> from analysis.measure.examples import two_organisations
    >>> dissolved = two_organisations().assign(valid_from=pd.NaT, valid_to=["2025-03-01", None])
    >>> organisations_on(dissolved, "2025-03-02")["organisation"].tolist()
    ['Chi bộ Công ty Cao su']
    """
    return valid_organisations(organisations, day).reset_index(drop=True)


def recast(
    progress: pd.DataFrame,
    organisations: pd.DataFrame,
    events: pd.DataFrame,
    plan: Plan,
    *,
    to_day: Day,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Progress and organisations as if those of `to_day` had been there all along, for any measure.

    What each event up to `to_day` does to the reports dated before it:

    - rename, retype: the same organisation, under the name and type of `to_day`.
    - merge: the successor had done a milestone only once all that merged had, on the last one's day;
      one that had not reported had not done it; not applicable in one says nothing of the others. It
      plans for the last day that those not done plan for, and has no plan while one of them has none.
      Sub-cells held and required are added up, for who gave none as `subcell_rates` counts it. A
      successor that stood before is one of those that merged. A milestone that does not apply to one
      of them by its kind does not hold the others up.
    - split: each part inherits where the whole stood. Sub-cells can't be told apart: of a part all or
      none of its own are held where the whole had held all or none, and otherwise no figure is given.
      A part joined to an organisation that stood before changes nothing there.
    - transfer, dissolve: leaves, in the past too. A pause at `to_day` as well; one that ended before
      leaves the organisation out of the days that it lasted.

    From the event's day on the successor's own reports count, and before they come what it inherited.
    Returns (progress, organisations) with the columns given; a row put together from several reports
    has the date and the cell of the newest of them. `events` needs event, event_from, event_to,
    organisation_id and successor_ids (separated by "; "), as the table `events` holds them.
    Raises MeasureError for a column that is not there.

    >>> from analysis import load_plan
    >>> from analysis.measure.examples import a_merger, one_report, two_organisations
    >>> plan = load_plan("plan.toml")
    >>> register = two_organisations().assign(valid_from=None, valid_to=[None, "2025-06-30"])
    >>> progress, organisations = recast(one_report(), register, a_merger(), plan, to_day="2025-07-01")
    >>> organisations["organisation"].tolist()
    ['Đảng bộ Sở Y tế']
    >>> progress.loc[progress["milestone"] == "congress_held", "status"].tolist()
    ['in_progress']
    """
    require_columns(events, ("event", "event_from", "event_to", "organisation_id", "successor_ids"), "events")
    require_columns(progress, ("as_of", "organisation_id", "milestone", "status"), "progress")
    today = organisations_on(organisations, to_day)
    steps = steps_of(events, organisations, to_day)
    mapped = _mapped(progress, steps, plan)
    mapped = mapped[mapped["organisation_id"].isin(today["organisation_id"])].reset_index(drop=True)
    return under_names_of(mapped, today), _with_pauses(_with_members(today, steps), events, to_day)


def _mapped(progress: pd.DataFrame, steps: list[Step], plan: Plan) -> pd.DataFrame:
    """The reports, with those of organisations that merged or split put under their successors."""
    dated = progress.assign(**{name: days(progress[name]) for name in ("as_of", *DATES) if name in progress})
    touched = {one for step in steps for one in (*step.before, *step.after)}
    concerned = dated["organisation_id"].isin(touched)
    reports: Reports = {one: [] for one in touched}
    for row in _records(dated[concerned]):
        reports[row["organisation_id"]].append(row)
    for step in steps:
        if step.event == "merge":
            merged(step, reports, plan)
        else:
            inherited(step, reports)
    rows = [row for one in sorted(reports) for row in reports[one]]
    if not rows:
        return dated[~concerned]
    mapped = pd.DataFrame(rows, columns=list(dated.columns))
    for name in dated.columns:
        counted = name in COUNTS or dated[name].dtype == "Int64"
        mapped[name] = mapped[name].astype("Int64" if counted else dated[name].dtype)
    kept = dated[~concerned].astype({name: "Int64" for name in COUNTS if name in dated})
    return pd.concat([kept, mapped], ignore_index=True)


def _records(progress: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows in the order of their dates; what is empty is None."""
    return [
        {str(name): None if pd.isna(value) else value for name, value in row.items()}
        for row in progress.sort_values("as_of", kind="stable").to_dict("records")
    ]


def under_names_of(progress: pd.DataFrame, today: pd.DataFrame) -> pd.DataFrame:
    """Each row with the name and type that its organisation has on the day."""
    named = today.set_index("organisation_id")
    told = [name for name in ("organisation", "organisation_type") if name in progress and name in named]
    return progress.assign(**{name: progress["organisation_id"].map(named[name]) for name in told})


def _with_members(today: pd.DataFrame, steps: list[Step]) -> pd.DataFrame:
    """A successor whose members nobody has counted has those of all that merged."""
    members = today.set_index("organisation_id")["members"].copy()
    for step in steps:
        after = step.after[0]
        if step.event == "merge" and after in members.index and pd.isna(members[after]):
            counts = [step.register[one]["members"] for one in step.before if one in step.register]
            if counts and not any(map(pd.isna, counts)):
                members[after] = sum(counts)
    return today.assign(members=members.to_numpy())


def _period(since: Moment, until: Moment, ended_by: str | None) -> dict[str, object]:
    return {"valid_from": since, "valid_to": until, "ended_by": ended_by}


def _with_pauses(today: pd.DataFrame, events: pd.DataFrame, to_day: Day) -> pd.DataFrame:
    """Valid for ever before and after the day, save for the pauses."""
    known = events.assign(day=event_days(events)).sort_values("day", kind="stable")
    known = known[known["day"] <= day_of(to_day)]
    rows = []
    for row in today.to_dict("records"):
        since = pd.NaT
        own = known[known["organisation_id"] == row["organisation_id"]]
        for event, day in zip(own["event"], own["day"], strict=True):
            if event == "pause":
                rows.append(row | _period(since, day - pd.Timedelta(days=1), "pause"))
            elif event == "resume":
                since = day
        rows.append(row | _period(since, pd.NaT, None))
    # the column ended_by stays only where it was given
    frame = pd.DataFrame(rows, columns=list(dict.fromkeys([*today.columns, "valid_from", "valid_to"])))
    kinds = {name: today[name].dtype for name in today.columns if not name.startswith("valid_")}
    return frame.astype(kinds | dict.fromkeys(("valid_from", "valid_to"), "datetime64[s]"))
