"""One milestone's promises as numbers: who promised what when, put off how often, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measure.given import Day, day_of, days, group_of, require_columns
from analysis.measure.slips import FEWEST_OUTCOMES, Flags, Numbers, Places, Promises, resolved
from analysis.measure.states import known_reports, milestone_states
from analysis.measure.survival import done_days
from analysis.plan import Plan

ROUGH = pd.Timedelta(days=29)
"""A plan that names only its last day may mean any day of the month that ends on it."""


@dataclass(frozen=True, slots=True)
class Course:
    """The states of those that are required, and the same as numbers.

    `left`: days to each one's deadline. `groups`: the names of the kinds that `promises` numbers.
    """

    states: pd.DataFrame
    promises: Promises
    left: Numbers
    groups: list[str]

    def basis(self, *, own: bool) -> NDArray[np.str_]:
        """What a chance of each organisation rests on: (its) own, type, all or too_little.

        Who promises learns from promises that were kept or missed; who doesn't, from what is done as well.
        """
        promises = self.promises
        undated = np.isnan(promises.promised_to)
        taught = resolved(promises)
        done = taught | ~np.isnan(promises.done)
        of_kind = np.where(undated, self._in_kind(done), self._in_kind(taught))
        of_all = np.where(undated, done.sum(), taught.sum())
        basis = np.where(of_kind >= FEWEST_OUTCOMES, "type", "all")
        if own:
            slipped = (self.states["slips"] > 0).to_numpy(dtype=bool)
            basis = np.where(slipped | (promises.promised_to < promises.today), "own", basis)
        return np.where(of_all >= FEWEST_OUTCOMES, basis, "too_little")

    def _in_kind(self, which: Flags) -> Places:
        """How many of them there are among the organisations of each one's kind."""
        return np.bincount(self.promises.kind[which], minlength=self.promises.kinds)[self.promises.kind]


def course_of(
    progress: pd.DataFrame, organisations: pd.DataFrame, plan: Plan, as_of: Day, milestone: str, by: str
) -> Course:
    """What is known on `as_of` of one milestone."""
    plan.milestone(milestone)
    group_of(organisations, by)
    states = milestone_states(progress, organisations, plan, as_of=as_of)
    states = states[(states["milestone"] == milestone) & (states["state"] != "not_applicable")]
    told = promises_told(progress, as_of, milestone)
    states = states.merge(_put_off(told), on="organisation_id", how="left")
    states["slips"] = states["slips"].fillna(0).astype("Int64")
    groups = sorted(_labels(states, by).unique(), key=str)
    return Course(states, _as_numbers(states, told, groups, by, as_of), _left(states, as_of), groups)


def _labels(states: pd.DataFrame, by: str) -> pd.Series:
    """The group of each organisation; None where it is blank, a group like any other."""
    labels = states[by].astype("object")
    return labels.where(labels.notna(), None)


def _left(states: pd.DataFrame, as_of: Day) -> Numbers:
    return np.asarray((states["deadline"] - day_of(as_of)).dt.days, dtype=np.float64)


def _as_numbers(states: pd.DataFrame, told: pd.DataFrame, groups: list[str], by: str, as_of: Day) -> Promises:
    """Days from `as_of` on, which is day 0."""
    places = pd.Series(states.index, index=states["organisation_id"])
    told = told[told["organisation_id"].isin(places.index)]

    def number(moments: pd.Series) -> Numbers:
        return np.asarray((days(moments) - day_of(as_of)).dt.days, dtype=np.float64)

    return Promises(
        kind=np.array([groups.index(one) for one in _labels(states, by)], dtype=np.int64),
        done=number(done_days(states)),
        promised_from=number(states["promised_from"]),
        promised_to=number(states["promised"]),
        who=np.asarray(told["organisation_id"].map(places), dtype=np.int64),
        made=number(told["as_of"]),
        made_from=number(told["planned_from"]),
        made_to=number(told["planned_to"]),
        today=0.0,
    )


def promises_told(progress: pd.DataFrame, as_of: Day, milestone: str) -> pd.DataFrame:
    """Every planned date in a report of one that was not done by that report, oldest first."""
    require_columns(progress, ("planned_to",), "progress")
    reports = known_reports(progress, as_of)
    told = reports[
        (reports["milestone"] == milestone) & reports["status"].isin(["not_started", "in_progress"])
    ]
    told = told.assign(planned_to=days(told["planned_to"])).dropna(subset=["planned_to"])
    given = days(told["planned_from"]) if "planned_from" in told else pd.NaT
    told["planned_from"] = pd.Series(given, index=told.index).fillna(told["planned_to"] - ROUGH)
    told = told.drop_duplicates(["organisation_id", "as_of"], keep="last")
    return told[["organisation_id", "as_of", "planned_from", "planned_to"]]


def _put_off(told: pd.DataFrame) -> pd.DataFrame:
    """Per organisation its first and newest promise, and how often it was put off.

    Put off is only what now begins after the last day promised before: a month narrowed down to a day in
    it is no slip.
    """
    before = told.groupby("organisation_id")["planned_to"].shift()
    told = told.assign(slipped=(told["planned_from"] > before).astype("int64"))
    grouped = told.groupby("organisation_id")
    slips = pd.DataFrame(
        {
            "first_promised": grouped["planned_to"].first(),
            "promised_from": grouped["planned_from"].last(),
            "promised": grouped["planned_to"].last(),
            "slips": grouped["slipped"].sum(),
        }
    )
    slips["slip_days"] = (slips["promised"] - slips["first_promised"]).dt.days.astype("Int64")
    return slips.reset_index()
