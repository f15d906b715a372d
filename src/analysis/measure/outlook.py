"""Outlook: who will be done by the deadline, and how many of each type, by what promises have been worth."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measure.completion import in_plan_order
from analysis.measure.forecast import Forecast, chances_within, forecast, interval
from analysis.measure.given import Day, day_of, days
from analysis.measure.promises import Course, course_of
from analysis.measure.slips import Numbers, Places, learn
from analysis.plan import Plan
from analysis.text import sort_key

LEVELS = (50, 80, 95)
FARTHEST_DAYS = 730
OUTLOOK_COLUMNS = [
    "organisation_id", "organisation", "organisation_type", "organisation_kind", "members", "deadline",
    "promised", "first_promised", "slips", "slip_days", "probability", "expected_date", "why",
]  # fmt: skip


def outlook(
    progress: pd.DataFrame,
    organisations: pd.DataFrame,
    plan: Plan,
    *,
    as_of: Day,
    milestone: str = "congress_held",
) -> pd.DataFrame:
    """Who is required and not done yet, with the chance of being done by the deadline; whom to call first.

    The chance is for one that has not done it by `as_of`, and rests on what promised dates were worth so
    far this season: its own, those of its type, and of all. Silence counts as not done. A promised
    interval counts as a promise for its last day. One that names no date has the chances of the open ones of
    its type, a little lowered.

    Returns, least likely first and of one whole percent the largest first: organisation_id, organisation,
    organisation_type, organisation_kind, members, deadline, promised (last day of the newest plan),
    first_promised, slips (times it was put off), slip_days (from the first to the newest promise;
    below 0: earlier, or a month narrowed to a day in it),
    probability (0 to 1), expected_date (as likely before as after; empty where that is over two years
    ahead), why: what the chance rests on (own: its own slips as well; type; all: its type has shown too
    little; too_little: fewer than eight organisations have kept or missed a promise yet, so nothing is said;
    deadline_past: it is certain).

    >>> from analysis import load_plan
    >>> plan = load_plan("plan.toml")
    >>> from analysis.measure.examples import one_report, two_organisations
    >>> chances = outlook(one_report(), two_organisations(), plan, as_of="2025-06-15")
    >>> chances[["organisation", "probability", "why"]].values.tolist()
    [['Chi bộ Công ty Cao su', <NA>, 'too_little']]
    >>> chances = outlook(one_report(), two_organisations(), plan, as_of="2025-07-02")
    >>> chances[["organisation", "probability", "why"]].values.tolist()
    [['Chi bộ Công ty Cao su', 0.0, 'deadline_past']]
    """
    course = course_of(progress, organisations, plan, as_of, milestone, "organisation_type")
    waiting = np.flatnonzero(np.isnan(course.promises.done))
    told = course.states.iloc[waiting].copy()
    basis, past = course.basis(own=True)[waiting], course.left[waiting] <= 0
    chance, median = _chances(course, waiting)
    told["why"] = np.where(past, "deadline_past", basis)
    told["probability"] = pd.array(chance, dtype="Float64")
    told.loc[told["why"] == "too_little", "probability"] = pd.NA
    expected = day_of(as_of) + pd.to_timedelta(pd.Series(median, index=told.index), unit="D")
    told["expected_date"] = days(expected.mask(basis == "too_little"))
    told["_percent"] = told["probability"].round(2)
    told["_name"] = told["organisation"].map(sort_key)
    told = told.sort_values(["_percent", "members", "_name"], ascending=[True, False, True])
    return told[OUTLOOK_COLUMNS].reset_index(drop=True)


def _chances(course: Course, waiting: Places) -> tuple[Numbers, Numbers]:
    """Of those not done: the chance by the deadline, and the days to the expected date (NaN: too far)."""
    learned = learn(course.promises)
    made = forecast(course.promises, course.left, learned)
    chance = np.zeros(len(course.left))
    chance[made.open] = made.chance
    chance = chance[waiting]
    weights = learned.by_kind[course.promises.kind[waiting]]
    low, high = np.zeros(len(waiting)), np.full(len(waiting), float(FARTHEST_DAYS))
    while (high - low > 1).any():
        middle = np.ceil((low + high) / 2)
        by_then = chances_within(course.promises, learned, waiting, middle, pull=False)
        likely = (by_then * weights).sum(axis=1) >= 0.5
        low, high = np.where(likely, low, middle), np.where(likely, middle, high)
    left = course.left[waiting]
    later = np.where(high < FARTHEST_DAYS, np.maximum(high, left + 1), np.nan)
    return chance, np.where(chance >= 0.5, np.minimum(high, left), later)


def outlook_by_type(
    progress: pd.DataFrame,
    organisations: pd.DataFrame,
    plan: Plan,
    *,
    as_of: Day,
    milestone: str = "congress_held",
    by: str | None = "organisation_type",
) -> pd.DataFrame:
    """How many of each group will be done by the deadline, with what may befall a whole group counted in.

    Organisations do not slip independently: what holds up one type holds up all of it. So the intervals
    are wider than those of independent ones. They are central, and hold their share on average (mid-p).

    Returns one row per group (`by` None: all together): the group, required, held, in_time (of them: by
    the deadline), timing_unknown (of them: can't be told), open (not done, deadline ahead), expected (in_time
    by the deadline), low_50, high_50, low_80, high_80, low_95, high_95 (counts), why. Counts of unknown
    timing are in the highs only. why: type, all, too_little as in `outlook` (expected and the intervals
    are then empty), certain: nobody is open.

    >>> from analysis import load_plan
    >>> plan = load_plan("plan.toml")
    >>> from analysis.measure.examples import one_report, two_organisations
    >>> sums = outlook_by_type(one_report(), two_organisations(), plan, as_of="2025-06-15")
    >>> sums[["organisation_type", "required", "in_time", "expected", "why"]].values.tolist()
    [['administrative', 1, 1, 1.0, 'certain'], ['enterprise', 1, 0, <NA>, 'too_little']]
    """
    course = course_of(progress, organisations, plan, as_of, milestone, by or "organisation_type")
    made = forecast(course.promises, course.left)
    if by is None:
        everyone = np.ones(len(course.left), dtype=bool)
        rows = [{"all": "all"} | _sum_row(course, made, everyone, made.total)]
    else:
        rows = [
            {by: name} | _sum_row(course, made, course.promises.kind == kind, made.sums[kind])
            for kind, name in enumerate(course.groups)
        ]
    counts = ["required", "held", "in_time", "timing_unknown", "open"]
    bounds = [f"{end}_{level}" for level in LEVELS for end in ("low", "high")]
    sums = pd.DataFrame(rows, columns=[by or "all", *counts, "expected", *bounds, "why"])
    sums = sums.astype(dict.fromkeys([*counts, *bounds], "Int64") | {"expected": "Float64"})
    return in_plan_order(sums, plan, by or "all")


def _sum_row(
    course: Course, made: Forecast, members: NDArray[np.bool_], distribution: Numbers
) -> dict[str, object]:
    states = course.states[members]
    in_time, unknown = (int((states["state"] == state).sum()) for state in ("on_time", "timing_unknown"))
    is_open = members[made.open]
    basis = set(course.basis(own=False)[made.open[is_open]])
    row: dict[str, object] = {
        "required": len(states),
        "held": int((states["status"] == "done").sum()),
        "in_time": in_time,
        "timing_unknown": unknown,
        "open": int(is_open.sum()),
        "why": next((why for why in ("too_little", "type", "all") if why in basis), "certain"),
    }
    if "too_little" in basis:
        return row
    row["expected"] = in_time + float(made.chance[is_open].sum())
    for level in LEVELS:
        low, high = interval(distribution, level / 100)
        row |= {f"low_{level}": in_time + low, f"high_{level}": in_time + unknown + high}
    return row
