"""Where every organisation stood at every milestone, by what had been reported on a day.

All measures of completion are counted from this one table, so that a figure, its list of
organisations and the cells behind them can't disagree.
"""

from __future__ import annotations

import pandas as pd

from analysis.measure.given import (
    Day,
    MeasureError,
    day_of,
    days,
    flags,
    plain,
    require_columns,
    without_own,
)
from analysis.plan import ORGANISATION_KINDS, UNKNOWN_TYPE, Plan

DATE_COLUMNS = ("planned_from", "planned_to", "actual_from", "actual_to")
STATES = ("on_time", "late", "timing_unknown", "overdue", "not_due", "not_applicable")
STATUSES = ("done", "in_progress", "not_started", "not_applicable")
_NEEDED = ("organisation_id", "organisation_kind", "organisation_type", "members", "pilot")


def known_reports(progress: pd.DataFrame, as_of: Day) -> pd.DataFrame:
    """The rows of all reports dated on or before `as_of`, oldest first."""
    require_columns(progress, ("as_of", "organisation_id", "milestone", "status"), "progress")
    reports = plain(progress)
    reports["as_of"] = days(reports["as_of"])
    return reports[reports["as_of"] <= day_of(as_of)].sort_values("as_of", kind="stable")


def valid_organisations(organisations: pd.DataFrame, as_of: Day) -> pd.DataFrame:
    """One row per organisation: the one whose validity covers the day."""
    day, register = day_of(as_of), _register(organisations)
    valid = ~(register["valid_from"] > day) & ~(register["valid_to"] < day)
    return register[valid].drop_duplicates("organisation_id", keep="last")[_columns_of(organisations)]


def paused_organisations(organisations: pd.DataFrame, as_of: Day) -> pd.DataFrame:
    """One row per organisation that counts again later, or may: the last period before its pause.

    `ended_by` says that a period ended with a pause; where it says nothing, that a later one begins.
    """
    day, register = day_of(as_of), _register(organisations)
    valid = valid_organisations(organisations, day)["organisation_id"]
    away = register[~register["organisation_id"].isin(valid)]
    later = away.loc[away["valid_from"] > day, "organisation_id"]
    ended = away[away["valid_to"] < day].sort_values("valid_to", kind="stable")
    ended = ended.drop_duplicates("organisation_id", keep="last")
    said = ended["ended_by"] if "ended_by" in ended else pd.Series(None, ended.index, dtype="object")
    pauses = (said == "pause") | ((said.isna() | (said == "")) & ended["organisation_id"].isin(later))
    return ended.loc[pauses, _columns_of(organisations)]


def _register(organisations: pd.DataFrame) -> pd.DataFrame:
    """The register with its days as days and every organisation under a type and a name."""
    require_columns(organisations, _NEEDED, "organisations")
    register = plain(organisations)
    for end in ("valid_from", "valid_to"):
        register[end] = days(register[end]) if end in register else pd.NaT
    kind = register["organisation_type"].astype("object")
    register["organisation_type"] = kind.where(kind.notna() & (kind != ""), UNKNOWN_TYPE)
    register["pilot"] = flags(register["pilot"])
    name = register["organisation"] if "organisation" in register else register["organisation_id"]
    register["organisation"] = name.where(name.notna(), register["organisation_id"])
    return register


def _columns_of(organisations: pd.DataFrame) -> list[str]:
    return list(dict.fromkeys([*map(str, organisations.columns), "organisation"]))


def milestone_states(
    progress: pd.DataFrame, organisations: pd.DataFrame, plan: Plan, *, as_of: Day
) -> pd.DataFrame:
    """One row per organisation and milestone that applies to it, as known on `as_of`.

    Besides the columns of `organisations`: milestone, status, planned and actual dates, held and
    required (sub-cells), reported (date of the latest report; empty where there is none), first_done
    (date of the first report of the present "done"), deadline, paused, and state: on_time, late,
    timing_unknown (all done), overdue, not_due, not_applicable. An organisation that is paused on the day
    stands there too, and nothing is applicable to it. Of the register's columns those are left out that
    bear one of these names.

    A date that an earlier report gave still holds where the newest only says done.
    Done is on time if its last possible day is, or if a report dated by the deadline said so; late
    if its first possible day is after the deadline; otherwise the timing is unknown.
    Raises PlanError if the plan has no deadline for a milestone on that date, MeasureError for a column, a
    status or a kind that is not there.

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
    _check(reports["status"].dropna(), STATUSES)
    valid = without_own(valid_organisations(organisations, day)).assign(paused=False)
    paused = without_own(paused_organisations(organisations, day)).assign(paused=True)
    grid = _grid(pd.concat([valid, paused]) if len(paused) else valid, plan, day)
    key = ["organisation_id", "milestone"]
    states = grid.merge(_latest(reports), on=key, how="left")
    states = states.merge(_since_done(reports), on=key, how="left")
    undated = states["actual_from"].isna() & states["actual_to"].isna() & (states["status"] == "done")
    for column in ("actual_from", "actual_to"):
        states[column] = states[column].where(~undated, states[f"earlier_{column}"])
    states = states.drop(columns=["earlier_actual_from", "earlier_actual_to"])
    states["status"] = states["status"].fillna("not_started").mask(states["paused"], "not_applicable")
    states["state"] = _state(states, day)
    return states


def _grid(organisations: pd.DataFrame, plan: Plan, day: pd.Timestamp) -> pd.DataFrame:
    """Every organisation with every milestone that applies to its kind, and its deadline."""
    on = day.date()
    _check(organisations["organisation_kind"], ORGANISATION_KINDS)
    parts = []
    for milestone in plan.milestones:
        part = organisations[organisations["organisation_kind"].isin(list(milestone.applies_to))].copy()
        pilot = flags(part["pilot"])
        common, earlier = (pd.Timestamp(plan.deadline(milestone.id, on=on, pilot=p)) for p in (False, True))
        part["milestone"] = milestone.id
        part["deadline"] = days(pd.Series(common, index=part.index).where(~pilot, earlier))
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def _latest(reports: pd.DataFrame) -> pd.DataFrame:
    latest = reports.drop_duplicates(["organisation_id", "milestone"], keep="last")
    latest = latest.reindex(columns=list(dict.fromkeys([*latest.columns, "held", "required"])))
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
    dated = since.dropna(subset=["actual_from", "actual_to"], how="all").drop_duplicates(key, keep="last")
    dated = dated.set_index(key)[["actual_from", "actual_to"]]
    return dated.add_prefix("earlier_").join(first, how="right").reset_index()


def _check(values: pd.Series, known: tuple[str, ...]) -> None:
    """Raises MeasureError for a word that would count as something else."""
    for value in values.unique():
        if value not in known:
            raise MeasureError("no_value", wanted=value, known=known, column=values.name)


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
