"""Where every organisation stood at every milestone, by what had been reported on a day.

All measures of completion are counted from this one table, so that a figure, its list of
organisations and the cells behind them can't disagree.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches

import pandas as pd

from analysis.plan import Plan
from analysis.wording import Language, say

Day = date | str | pd.Timestamp
DATE_COLUMNS = ("planned_from", "planned_to", "actual_from", "actual_to")
STATES = ("on_time", "late", "timing_unknown", "overdue", "not_due", "not_applicable")
MOST_KNOWN = 30


class MeasureError(ValueError):
    """A frame that lacks what a measure needs, or a question that it can't answer, in both languages.

    `key` names the sentence of `wording/measuring.toml`; `known`, where there is a choice, are the names
    that would do, told with the nearest one to `wanted`.
    """

    def __init__(
        self, key: str, *, wanted: object = "", known: Iterable[object] = (), **values: object
    ) -> None:
        self.key = key
        self.wanted = str(wanted)
        self.known = [str(one) for one in known]
        self.values = values
        super().__init__(self.message("en"))

    def message(self, language: Language) -> str:
        """What is wrong, and what there is instead."""
        near = get_close_matches(self.wanted, self.known, n=1)
        hint = say("measuring.nearest", language, near=near[0]) if near else ""
        told = {"wanted": self.wanted, "hint": hint, "known": ", ".join(self.known[:MOST_KNOWN])}
        return say(f"measuring.{self.key}", language, **told, **self.values)


def require_columns(frame: pd.DataFrame, needed: Iterable[str], name: str) -> None:
    """Raises MeasureError, with the nearest names, where a column is missing."""
    for column in needed:
        if column not in frame.columns:
            raise MeasureError("no_column", wanted=column, known=frame.columns, frame=name)


def day_of(as_of: Day) -> pd.Timestamp:
    """A day without time, from a date, a Timestamp or text such as 2025-05-15."""
    return pd.Timestamp(as_of).normalize()


def days(values: pd.Series) -> pd.Series:
    """Dates of any kind (objects, date32, datetime64) as datetime64."""
    return pd.to_datetime(values).astype("datetime64[s]")


def known_reports(progress: pd.DataFrame, as_of: Day) -> pd.DataFrame:
    """The rows of all reports dated on or before `as_of`, oldest first."""
    require_columns(progress, ("as_of", "organisation_id", "milestone", "status"), "progress")
    reports = progress.assign(as_of=days(progress["as_of"]))
    return reports[reports["as_of"] <= day_of(as_of)].sort_values("as_of", kind="stable")


def valid_organisations(organisations: pd.DataFrame, as_of: Day) -> pd.DataFrame:
    """One row per organisation: the one whose validity covers the day."""
    needed = ("organisation_id", "organisation_kind", "organisation_type", "members", "pilot")
    require_columns(organisations, needed, "organisations")
    day = day_of(as_of)
    valid = pd.Series(True, index=organisations.index)
    if "valid_from" in organisations:
        since = days(organisations["valid_from"])
        valid &= since.isna() | (since <= day)
    if "valid_to" in organisations:
        until = days(organisations["valid_to"])
        valid &= until.isna() | (until >= day)
    return organisations[valid].drop_duplicates("organisation_id", keep="last")


def milestone_states(
    progress: pd.DataFrame, organisations: pd.DataFrame, plan: Plan, *, as_of: Day
) -> pd.DataFrame:
    """One row per organisation and milestone that applies to it, as known on `as_of`.

    Besides the columns of `organisations`: milestone, status, planned and actual dates, held and
    required (sub-cells), reported (date of the latest report; empty where there is none), first_done
    (date of the first report of the present "done"), deadline, and state: on_time, late,
    timing_unknown (all done), overdue, not_due, not_applicable.

    A date that an earlier report gave still holds where the newest only says done.
    Done is on time if its last possible day is, or if a report dated by the deadline said so; late
    if its first possible day is after the deadline; otherwise the timing is unknown.
    Raises PlanError if the plan has no deadline for a milestone on that date.

    >>> from analysis import load_plan
    >>> plan = load_plan("plan.toml")
    >>> from analysis.measure.examples import one_report, two_organisations
    >>> states = milestone_states(one_report(), two_organisations(), plan, as_of="2025-07-01")
    >>> congress = states[states["milestone"] == "congress_held"]
    >>> congress[["organisation", "state"]].values.tolist()
    [['Đảng bộ Sở Y tế', 'on_time'], ['Chi bộ Công ty Cao su', 'overdue']]
    """
    day = day_of(as_of)
    reports = known_reports(progress, as_of)
    grid = _grid(valid_organisations(organisations, as_of), plan, day)
    key = ["organisation_id", "milestone"]
    states = grid.merge(_latest(reports), on=key, how="left")
    states = states.merge(_since_done(reports), on=key, how="left")
    for column in ("actual_from", "actual_to"):
        lacking = states[column].isna() & (states["status"] == "done")
        states[column] = states[column].where(~lacking, states[f"earlier_{column}"])
    states = states.drop(columns=["earlier_actual_from", "earlier_actual_to"])
    states["status"] = states["status"].fillna("not_started")
    states["state"] = _state(states, day)
    return states


def _grid(organisations: pd.DataFrame, plan: Plan, day: pd.Timestamp) -> pd.DataFrame:
    """Every organisation with every milestone that applies to its kind, and its deadline."""
    on = day.date()
    parts = []
    for milestone in plan.milestones:
        part = organisations[organisations["organisation_kind"].isin(list(milestone.applies_to))].copy()
        pilot = part["pilot"].fillna(value=False).astype(bool)
        common, earlier = (pd.Timestamp(plan.deadline(milestone.id, on=on, pilot=p)) for p in (False, True))
        part["milestone"] = milestone.id
        part["deadline"] = days(pd.Series(common, index=part.index).where(~pilot, earlier))
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def _latest(reports: pd.DataFrame) -> pd.DataFrame:
    latest = reports.drop_duplicates(["organisation_id", "milestone"], keep="last")
    columns = [c for c in (*DATE_COLUMNS, "held", "required") if c in latest]
    origin = [c for c in ("source_file", "source_sheet", "source_cell") if c in latest]
    frame = latest[["organisation_id", "milestone", "status", *columns, *origin, "as_of"]].rename(
        columns={"as_of": "reported"} | {c: f"report_{c.removeprefix('source_')}" for c in origin}
    )
    for column in DATE_COLUMNS:
        frame[column] = days(frame[column]) if column in frame else pd.NaT
    return frame


def _since_done(reports: pd.DataFrame) -> pd.DataFrame:
    """Of the reports that said done since the last one that said otherwise: the first, and the last date."""
    key = ["organisation_id", "milestone"]
    done = reports["status"] == "done"
    last_other = reports[~done].groupby(key)["as_of"].max().rename("last_other").reset_index()
    since = reports[done].merge(last_other, on=key, how="left")
    since = since[since["last_other"].isna() | (since["as_of"] > since["last_other"])]
    for column in ("actual_from", "actual_to"):
        since[column] = days(since[column]) if column in since else pd.NaT
    first = since.groupby(key)["as_of"].min().rename("first_done")
    dated = since.dropna(subset=["actual_to"]).groupby(key)[["actual_from", "actual_to"]].last()
    return dated.add_prefix("earlier_").join(first, how="right").reset_index()


def _state(states: pd.DataFrame, day: pd.Timestamp) -> pd.Series:
    done = states["status"] == "done"
    in_time = (states["actual_to"] <= states["deadline"]) | (states["first_done"] <= states["deadline"])
    too_late = states["actual_from"] > states["deadline"]
    state = pd.Series("not_due", index=states.index)
    state[~done & (states["deadline"] < day)] = "overdue"
    state[done] = "timing_unknown"
    state[done & in_time] = "on_time"
    state[done & too_late] = "late"
    state[states["status"] == "not_applicable"] = "not_applicable"
    return state
