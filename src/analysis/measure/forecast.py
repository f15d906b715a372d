"""From what promises are worth to chances: of each organisation, and of the sums, by the deadline."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats
from scipy.special import expit, logit

from analysis.measure.slips import POINTS, Learned, Numbers, Places, Promises, learn, still_open

PULL, PULL_DAYS = 0.45, 12.0
"""A deadline pulls: this share of those that would miss it by no more days than that makes it after all."""
UNDATED_ODDS = 0.15
"""Who names no date has a little less chance (log-odds) than the open ones of the type that name one."""
RATE_DAYS = 56.0
MOST_AT_ONCE = 16
STEP = 0.7
MOST_STEPS = 3
SHIFTS = np.arange(-MOST_STEPS, MOST_STEPS + 1) * STEP
BLOC_SHIFT, KIND_SHIFT = 0.5, 0.33
"""What may yet befall the whole bloc or a whole type at once, in log-odds: the scale of a t-distribution
with four degrees of freedom, for the worst is rare but far worse."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """Chances by the deadline. `open`: places of those not done whose deadline is ahead.

    `sums`: per type, the distribution of how many of the open ones are done by then; `total`: of all.
    """

    open: Places
    chance: Numbers
    sums: list[Numbers]
    total: Numbers


def forecast(promises: Promises, left: Numbers, learned: Learned | None = None) -> Forecast:
    """Chances to be done within `left` days (one number per organisation) of those not done today."""
    learned = learned or learn(promises)
    is_open = np.flatnonzero(np.isnan(promises.done) & (left > 0))
    chances = np.clip(chances_within(promises, learned, is_open, left[is_open], pull=True), 1e-6, 1 - 1e-6)
    wide = np.arange(-2 * MOST_STEPS, 2 * MOST_STEPS + 1) * STEP
    shifted = expit(logit(chances)[:, None, :] + wide[:, None])
    kind_shift, bloc_shift = _weights(KIND_SHIFT), _weights(BLOC_SHIFT)
    both = np.convolve(kind_shift, bloc_shift)
    chance = np.zeros(len(is_open))
    sums, totals = [], [np.ones((1, POINTS))] * len(SHIFTS)
    for kind in range(promises.kinds):
        members = promises.kind[is_open] == kind
        weights = learned.by_kind[kind]
        chance[members] = (shifted[members] @ weights) @ both
        counts = count_distribution(shifted[members])
        sums.append((counts @ weights) @ both)
        given_bloc = counts @ learned.kinds[kind].T
        for place in range(len(SHIFTS)):
            one = np.tensordot(kind_shift, given_bloc[:, place : place + len(SHIFTS)], axes=(0, 1))
            totals[place] = _sum_of_two(totals[place], one)
    total = sum(weight * (part @ learned.bloc) for weight, part in zip(bloc_shift, totals, strict=True))
    return Forecast(is_open, chance, sums, np.asarray(total))


def chances_within(
    promises: Promises, learned: Learned, places: Places, days: Numbers, *, pull: bool
) -> Numbers:
    """Chances to be done within `days` of each of the `places`, at every point of the grid.

    With `pull`, those days end at the deadline.
    """
    chances = np.empty((len(places), POINTS))
    dated = ~np.isnan(promises.promised_to[places])
    chances[dated] = _of_dated(promises, learned, places[dated], days[dated], pull)
    open_dated = np.flatnonzero(np.isnan(promises.done) & ~np.isnan(promises.promised_to))
    rates = _rates(promises)
    for day in np.unique(days[~dated]):
        peers = _of_dated(promises, learned, open_dated, np.full(len(open_dated), day), pull)
        for place in np.flatnonzero(~dated & (days == day)):
            kind = promises.kind[places[place]]
            by_rate = -np.expm1(-rates[kind] * day)
            of_all = (peers.sum(axis=0) + by_rate) / (len(peers) + 1)
            alike = peers[promises.kind[open_dated] == kind]
            mean = (alike.sum(axis=0) + 3 * of_all) / (len(alike) + 3)
            chances[place] = expit(logit(np.clip(mean, 1e-6, 1 - 1e-6)) - UNDATED_ODDS)
    return chances


def _of_dated(promises: Promises, learned: Learned, places: Places, days: Numbers, pull: bool) -> Numbers:
    lead = promises.promised_to[places] - promises.today
    width = promises.promised_to[places] - promises.promised_from[places]
    missed = still_open(lead, width, days)
    if pull:
        missed = (1 - PULL) * missed + PULL * still_open(lead, width, days + PULL_DAYS)
    return np.asarray(1 - np.einsum("ncg,ncg->ng", missed, learned.own[places]))


def _rates(promises: Promises) -> Numbers:
    """Done per open organisation and day of each type in the last weeks, leaning on the bloc's."""
    start = promises.today - RATE_DAYS
    until = np.where(np.isnan(promises.done), promises.today, promises.done)
    exposed = np.clip(until - start, 0, RATE_DAYS)
    happened = (promises.done > start).astype(float)
    bloc = (happened.sum() + 1) / (exposed.sum() + 150)
    kinds = promises.kinds
    events = np.bincount(promises.kind, happened, minlength=kinds)
    days = np.bincount(promises.kind, exposed, minlength=kinds)
    return np.asarray((events + 4) / (days + 4 / bloc))


def _weights(scale: float) -> Numbers:
    weights = stats.t(4, scale=scale).pdf(SHIFTS)
    return np.asarray(weights / weights.sum())


def count_distribution(chances: Numbers) -> Numbers:
    """How many of the rows happen: Poisson-binomial, one distribution (first axis) per further place.

    Many rows are counted in halves: SciPy's time grows with the third power of their number.
    """
    number, *others = chances.shape
    if not number:
        return np.ones((1, *others))
    if number > MOST_AT_ONCE:
        half = number // 2
        return _sum_of_two(count_distribution(chances[:half]), count_distribution(chances[half:]))
    columns = np.moveaxis(chances, 0, -1)[..., None, :]
    return np.moveaxis(stats.poisson_binom(columns).pmf(np.arange(number + 1)), -1, 0)


def _sum_of_two(first: Numbers, second: Numbers) -> Numbers:
    """The distribution of the sum of two counts that are independent at each further place."""
    total = np.zeros((len(first) + len(second) - 1, *first.shape[1:]))
    for count, weights in enumerate(second):
        total[count : count + len(first)] += first * weights
    return total


def interval(distribution: Numbers, level: float) -> tuple[int, int]:
    """The middle counts that hold `level` of a distribution, each end counted half.

    Whole numbers never hold exactly 80 %; with "at least 80 %" they would hold 90 and more where few are
    open. With half of each end outside they hold the level on average.
    """
    middle = np.cumsum(distribution) - 0.5 * distribution
    tail = (1 - level) / 2
    inside = np.flatnonzero((middle >= tail) & (middle <= 1 - tail))
    if len(inside):
        return int(inside[0]), int(inside[-1])
    likeliest = int(np.argmax(distribution))
    return likeliest, likeliest
