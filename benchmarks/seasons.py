"""Invented seasons for judging the outlook: weekly reports, promised dates that move, and the truth.

None of them follows the outlook's own model. Each type of organisation gets a character: keeps its word,
slips with heavy tails, puts off again and again, hides its delays, finishes early, works at its own pace,
or crowds at the deadline. Over that may come a shock that all share, and a pull towards the deadline.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
SIZES = (27, 35, 26)
DEADLINE = 182
REPORT_DAYS = np.arange(0.0, DEADLINE + 1, 7)
NEVER = 10_000.0


@dataclass(slots=True)
class Course:
    """What each organisation does: the day it is done, and its promises as steps (since when, for when)."""

    done: Numbers
    steps: list[tuple[Numbers, Numbers]]


@dataclass(frozen=True, slots=True)
class Season:
    """One season. Rows are organisations, columns reports; NaN where nothing is promised."""

    kind: NDArray[np.int64]
    done: Numbers
    promised_from: Numbers
    promised_to: Numbers
    reported: NDArray[np.bool_]
    dated: NDArray[np.bool_]
    characters: tuple[str, ...] = field(default=())


Rng = np.random.Generator


def invent_season(rng: Rng, character: str | None = None) -> Season:
    """A season of 88 organisations; of one character, or each type with its own."""
    names = list(CHARACTERS)
    one_for_all = rng.random() < 0.4
    drawn = [str(rng.choice(names)) for _ in SIZES]
    chosen = [character] * len(SIZES) if character else [drawn[0]] * len(SIZES) if one_for_all else drawn
    kind = np.repeat(np.arange(len(SIZES)), SIZES)
    courses = [
        (CHARACTERS | UNSEEN)[name or ""](rng, _first_plans(rng, size))
        for name, size in zip(chosen, SIZES, strict=True)
    ]
    course = _joined(courses)
    shock = _shock(rng, kind, course)
    pull = _pull(rng, course)
    promised_from, promised_to = _promises(rng, course)
    reported = rng.random(promised_to.shape) < rng.choice([0.8, 0.95, 1.0])
    reported[rng.random(len(kind)) < 0.02] = False
    dated = rng.random(len(kind)) < 0.9
    labels = (*(str(name) for name in chosen), *(["shock"] if shock else []), *(["pull"] if pull else []))
    return Season(kind, course.done, promised_from, promised_to, reported, dated, labels)


def _first_plans(rng: Rng, size: int) -> Numbers:
    """First planned days: spread over the last months before the deadline, a few pilots far ahead."""
    spread = rng.uniform(45, 100)
    plans = DEADLINE - np.round(rng.triangular(-4, rng.uniform(5, 0.6 * spread), spread, size))
    pilots = rng.random(size) < 0.05
    return np.where(pilots, np.round(rng.uniform(20, 60, size)), plans)


def keeps_word(rng: Rng, plan: Numbers) -> Course:
    """Most on the day, a few late by days."""
    keeps = rng.random(len(plan)) < rng.uniform(0.7, 0.95)
    late = np.where(keeps, 0, np.round(rng.lognormal(2.2, 0.8, len(plan))))
    return _revealed(rng, plan, plan + late, early=20, late=5)


def heavy_tails(rng: Rng, plan: Numbers) -> Course:
    """Slips from a t-distribution with two degrees of freedom, early ones too."""
    slip = rng.standard_t(2, len(plan)) * rng.uniform(4, 12) + rng.uniform(0, 8)
    return _revealed(rng, plan, plan + np.round(np.clip(slip, -45, 400)), early=25, late=10)


def lognormal_slips(rng: Rng, plan: Numbers) -> Course:
    """A share slips, by days that are log-normal."""
    slips = rng.random(len(plan)) < rng.uniform(0.3, 0.8)
    late = np.where(slips, np.round(rng.lognormal(rng.uniform(2.3, 3.3), 0.8, len(plan))), 0)
    return _revealed(rng, plan, plan + late, early=25, late=8)


def optimists(rng: Rng, plan: Numbers) -> Course:
    """As the day comes near it is put off, again and again."""
    chance = np.clip(rng.normal(rng.uniform(0.3, 0.65), 0.15, len(plan)), 0.05, 0.9)
    step = rng.uniform(2.0, 2.9)
    steps = [(np.zeros(len(plan)), plan.copy())]
    current, going = plan.copy(), np.ones(len(plan), dtype=bool)
    for _ in range(9):
        going &= rng.random(len(plan)) < chance
        since = current - np.round(rng.uniform(-2, 14, len(plan)))
        current = current + np.where(going, np.round(rng.lognormal(step, 0.6, len(plan))), 0)
        steps.append((np.where(going, since, NEVER), current.copy()))
    return Course(current, steps)


def hides_delays(rng: Rng, plan: Numbers) -> Course:
    """Keeps naming the old date until it has passed, then the next week or the one after."""
    slips = rng.random(len(plan)) < rng.uniform(0.3, 0.85)
    late = np.where(slips, np.round(rng.gamma(1.5, rng.uniform(8, 22), len(plan))), 0)
    done = plan + late
    steps = [(np.zeros(len(plan)), plan.copy())]
    current = plan.copy()
    for _ in range(8):
        since = current + np.round(rng.uniform(0, 9, len(plan)))
        following = since + np.round(rng.uniform(3, 14, len(plan)))
        moves = since < done
        current = np.where(moves, np.minimum(following, done), current)
        steps.append((np.where(moves, since, NEVER), current.copy()))
    return Course(done, steps)


def early_finishers(rng: Rng, plan: Numbers) -> Course:
    """Promise a safe date and are done before; nobody corrects the promise."""
    safe = np.minimum(plan + np.round(rng.uniform(0, 15)), DEADLINE - 1)
    lead = np.round(rng.gamma(2, rng.uniform(3, 9), len(plan)))
    late = np.where(rng.random(len(plan)) < 0.1, np.round(rng.lognormal(2.5, 0.8, len(plan))), -lead)
    return Course(np.maximum(safe + late, 5), [(np.zeros(len(plan)), safe)])


def own_pace(rng: Rng, plan: Numbers) -> Course:
    """Work that goes slower or faster than thought; the date is told anew when it is a week off."""
    begin = rng.uniform(40, 80)
    work = np.maximum(plan - begin, 1)
    pace = rng.lognormal(-rng.uniform(0.0, 0.45), 0.25, len(plan))
    steps = [(np.zeros(len(plan)), plan.copy())]
    current, done = plan.copy(), np.full(len(plan), NEVER)
    for day in np.arange(begin, begin + 500, 7):
        week = 7 * pace * rng.lognormal(-0.1, 0.45, len(plan))
        finishes = (done == NEVER) & (work <= week)
        done = np.where(finishes, np.round(day + 7 * work / week), done)
        work = work - week
        told = np.round(day + 7 + np.maximum(work, 0))
        moves = (done == NEVER) & (np.abs(told - current) >= 7) & (day < DEADLINE + 30)
        if moves.any():
            current = np.where(moves, told, current)
            steps.append((np.where(moves, day + 7, NEVER), current.copy()))
    return Course(done, steps)


def crowds_at_the_deadline(rng: Rng, plan: Numbers) -> Course:
    """Many name the last days; some are done well before, some after."""
    crowded = rng.random(len(plan)) < rng.uniform(0.4, 0.9)
    named = np.where(crowded, DEADLINE - np.round(rng.uniform(0, 8, len(plan))), plan)
    slip = np.round(rng.standard_t(3, len(plan)) * rng.uniform(3, 9) - rng.uniform(-4, 10))
    return _revealed(rng, named, np.maximum(named + slip, 5), early=10, late=3)


CHARACTERS: dict[str, Callable[[Rng, Numbers], Course]] = {
    maker.__name__: maker
    for maker in (
        keeps_word,
        heavy_tails,
        lognormal_slips,
        optimists,
        hides_delays,
        early_finishers,
        own_pace,
        crowds_at_the_deadline,
    )
}


def wait_for_a_decision(rng: Rng, plan: Numbers) -> Course:
    """Part of the type waits for a decision from above that comes too late, and says nothing till the end."""
    waits = rng.random(len(plan)) < rng.uniform(0.2, 0.6)
    decided = DEADLINE + np.round(rng.uniform(3, 60, len(plan)))
    done = np.where(waits & (plan > 110), decided, plan + np.round(rng.exponential(2, len(plan))))
    known = np.where(done > plan + 10, DEADLINE - rng.uniform(-10, 20, len(plan)), NEVER)
    return Course(done, [(np.zeros(len(plan)), plan.copy()), (known, done.copy())])


def name_dates_at_random(rng: Rng, plan: Numbers) -> Course:
    """Every few weeks another date, now earlier, now later, around the true one."""
    done = np.maximum(plan + np.round(rng.normal(rng.uniform(-5, 15), rng.uniform(4, 15), len(plan))), 5)
    noise = rng.uniform(5, 20)
    steps = [
        (since + np.round(rng.uniform(0, 20, len(plan))), done + np.round(rng.normal(0, noise, len(plan))))
        for since in range(-20, DEADLINE, 21)
    ]
    return Course(done, steps)


def two_waves(rng: Rng, plan: Numbers) -> Course:
    """A first wave long before the deadline, a second one in its last days, whatever was promised."""
    second = rng.random(len(plan)) < rng.uniform(0.4, 0.8)
    last = DEADLINE + np.round(rng.normal(rng.uniform(-8, 4), 4, len(plan)))
    first = np.round(rng.uniform(70, 120, len(plan)))
    named = np.where(second, np.round(rng.uniform(120, DEADLINE, len(plan))), first)
    done = np.where(second, last, first)
    return Course(done, [(np.zeros(len(plan)), named), (named - 2, np.where(second, done, named))])


UNSEEN = {maker.__name__: maker for maker in (wait_for_a_decision, name_dates_at_random, two_waves)}
"""Written after the outlook's constants had been set, and never used to set them."""


def reporting_monthly(season: Season) -> Season:
    """The same season where only every fourth report is made."""
    fourth = (len(REPORT_DAYS) - 1 - np.arange(len(REPORT_DAYS))) % 4 == 0
    return replace(season, reported=season.reported & fourth)


def _revealed(rng: Rng, plan: Numbers, done: Numbers, *, early: float, late: float) -> Course:
    """The plan is told until near its day; then half tell the truth, half a date on the way there."""
    done = np.maximum(done, 5)
    since = plan + np.round(rng.uniform(-early, late, len(plan)))
    halfway = rng.random(len(plan)) < 0.5
    told = np.where(halfway, np.round(plan + rng.uniform(0.3, 0.8, len(plan)) * (done - plan)), done)
    late_ones = done > plan
    truth = told - np.round(rng.uniform(0, 7, len(plan)))
    return Course(
        done,
        [
            (np.zeros(len(plan)), plan.copy()),
            (np.where(late_ones, since, NEVER), told),
            (np.where(late_ones & halfway, np.maximum(truth, since), NEVER), done.copy()),
        ],
    )


def _joined(courses: list[Course]) -> Course:
    """The courses of all types side by side; those with fewer steps get steps that never come."""
    most = max(len(course.steps) for course in courses)
    steps = []
    for place in range(most):
        parts = [
            course.steps[place]
            if place < len(course.steps)
            else (np.full(len(course.done), NEVER), course.done)
            for course in courses
        ]
        steps.append((np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts])))
    return Course(np.concatenate([course.done for course in courses]), steps)


def _shock(rng: Rng, kind: NDArray[np.int64], course: Course) -> bool:
    """In a third of the seasons, from one day on, everyone or one whole type is set back by weeks."""
    if rng.random() > 0.35:
        return False
    day, size = rng.uniform(DEADLINE - 75, DEADLINE - 3), rng.uniform(6, 25)
    hit = (course.done > day) & ((rng.random() < 0.5) | (kind == rng.integers(len(SIZES))))
    by = np.where(hit, np.round(size * rng.uniform(0.6, 1.4, len(kind))), 0)
    told = day + rng.uniform(0, 21, len(kind))
    known = np.max(
        np.stack([np.where(since <= told, value, -NEVER) for since, value in course.steps]), axis=0
    )
    course.steps = [
        (np.where(hit & (since > day), since + by, since), np.where(since > told, value + by, value))
        for since, value in course.steps
    ]
    course.steps.append((np.where(hit, told, NEVER), known + by))
    course.done = course.done + by
    return True


def _pull(rng: Rng, course: Course) -> bool:
    """In some seasons part of those that would be a little late make it to the last week."""
    if rng.random() > 0.35:
        return False
    after = (course.done > DEADLINE) & (course.done <= DEADLINE + 25)
    pulled = after & (rng.random(len(course.done)) < rng.uniform(0.2, 0.7))
    done = np.where(pulled, DEADLINE - np.round(rng.uniform(0, 6, len(course.done))), course.done)
    course.steps.append((np.where(pulled, DEADLINE - rng.uniform(3, 25, len(pulled)), NEVER), done.copy()))
    course.done = done
    return True


def _promises(rng: Rng, course: Course) -> tuple[Numbers, Numbers]:
    """What each report says: nothing at first, a whole month for some, later the day as then known."""
    since = np.stack([step[0] for step in course.steps], axis=-1)
    value = np.stack([step[1] for step in course.steps], axis=-1)
    shown = since[:, None, :] <= REPORT_DAYS[None, :, None]
    order = np.where(shown, since[:, None, :], -1.0)
    newest = order.shape[-1] - 1 - np.argmax(order[:, :, ::-1], axis=-1)
    last = np.take_along_axis(value, newest, axis=1)
    number = len(course.done)
    opening = DEADLINE - rng.uniform(60, 170, number)
    opening[rng.random(number) < 0.05] = NEVER
    exact = opening + np.where(rng.random(number) < 0.3, rng.uniform(0, 60, number), 0)
    last = np.where(opening[:, None] <= REPORT_DAYS, last, np.nan)
    month = np.floor(last / 30) * 30
    rough = exact[:, None] > REPORT_DAYS
    return np.where(rough, month, last), np.where(rough, month + 29, last)
