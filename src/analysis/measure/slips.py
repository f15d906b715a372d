"""How promises come true: what the reports so far teach about the slip from promise to deed.

A promise is a report's planned date. Seen from the day it was made, the deed either keeps it or comes
by a log-logistic law of the waiting time, whose scale is the time that was left: heavy to the right, so
that months late stay possible. Three numbers say how a type behaves (how often the word is kept, how far
the rest lean to late, how widely they spread) and a class says how an organisation differs from its type.
All are summed over a fixed grid: no random numbers, no search, the same answer every time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]
Flags = NDArray[np.bool_]

# What may be, before any report says anything: every combination of these is a point of the grid.
KEPT = np.array([0.05, 0.2, 0.45, 0.7, 0.9])
"""Share of words kept, when the day is near."""
LEAN, LEAN_WEIGHT = np.array([-0.45, -0.15, 0.15, 0.45, 0.75]), np.array([0.5, 1.0, 1.0, 0.6, 0.3])
"""Of the rest: how many times the time left they need, as a logarithm; most are late, as plans are."""
SPREAD = np.array([0.12, 0.28])
"""Scale of the logistic law of that logarithm."""
GRID_STEPS = (0.8, 1.0, 0.6)
"""How far a type lies from the bloc, in steps of the grid: the prior that pools the types."""
CLASS_KEPT, CLASS_LEAN = np.array([0.8, 0.0, -1.2]), np.array([-0.15, 0.0, 0.3])
CLASS_WEIGHT = np.array([0.3, 0.4, 0.3])
"""Organisations better than their type, like it, and worse: log-odds of keeping the word, and lean."""
NEAR_DAYS = 6.0
"""A promise for tomorrow slips by days, not by hours: added to the time left."""
FORGET_DAYS = 90.0
"""The share kept falls with the time left: squared at this many days."""
SPREAD_GROWTH = 0.3
"""Far promises are, in proportion, a little surer than near ones."""
EARLY_DAYS = 3.0
"""Done up to so many days before the promised day counts as kept."""
APART_DAYS, MOST_PROMISES = 14.0, 8
FEWEST_OUTCOMES = 8
"""With fewer organisations known to have kept or missed a promise, nothing is said."""
WORTH = 0.7
"""What all promises of one organisation count for together: they tell nearly the same story."""


@dataclass(frozen=True, slots=True)
class Promises:
    """What is known today. Days are numbers on one scale; NaN where there is none.

    Per organisation: kind (number of its type), done, promised_from and promised_to (newest promise).
    Per promise in any report of an organisation not done then: who (place of the organisation), made (day
    of the report), made_from, made_to (the promise).
    """

    kind: Places
    done: Numbers
    promised_from: Numbers
    promised_to: Numbers
    who: Places
    made: Numbers
    made_from: Numbers
    made_to: Numbers
    today: float

    @property
    def kinds(self) -> int:
        """How many types there are."""
        return int(self.kind.max()) + 1 if len(self.kind) else 0


@dataclass(frozen=True, slots=True)
class Learned:
    """Weights on the grid: of the bloc, of each type given the bloc, of each organisation's class."""

    bloc: Numbers
    kinds: Numbers
    own: Numbers

    @property
    def by_kind(self) -> Numbers:
        """Weights on the grid for each type."""
        return np.asarray(np.einsum("b,tbg->tg", self.bloc, self.kinds))


def _on_grid() -> tuple[Numbers, Numbers, Numbers, Numbers, Numbers]:
    kept, lean, spread = (a.ravel() for a in np.meshgrid(KEPT, LEAN, SPREAD, indexing="ij"))
    weight = np.broadcast_to(LEAN_WEIGHT[:, None], (len(KEPT), len(LEAN), len(SPREAD))).ravel()
    by_class = expit(logit(kept) + CLASS_KEPT[:, None]), lean + CLASS_LEAN[:, None]
    near = np.ones((1, 1))
    for number, steps in zip((len(KEPT), len(LEAN), len(SPREAD)), GRID_STEPS, strict=True):
        place = np.arange(number)
        kernel = np.exp(-0.5 * ((place[:, None] - place) / steps) ** 2)
        near = np.kron(near, kernel / kernel.sum(axis=1, keepdims=True))
    return np.log(by_class[0]), by_class[1], spread, weight / weight.sum(), near


LOG_KEPT, LEANS, SPREADS, PRIOR, NEIGHBOURS = _on_grid()
POINTS = len(SPREADS)


def still_open(lead: Numbers, width: Numbers, days: Numbers) -> Numbers:
    """Chance not to be done `days` from now, of one not done now that promised a day `lead` from now.

    `width` is the length of a promised interval, which ends at `lead`; a negative lead is a promise that
    has passed: it can't be kept any more, and the longer ago, the longer it may still take.
    Shape: promises, classes, points of the grid.
    """
    lead, width, days = (values[:, None, None] for values in (lead, width, days))
    margin = NEAR_DAYS + 0.5 * np.maximum(-lead, 0)
    scale = np.maximum(lead, 0) + margin
    growth = (scale / 30) ** SPREAD_GROWTH
    now = expit((LEANS - np.log(margin / scale) * growth) / SPREADS)
    then = expit((LEANS - np.log((margin + days) / scale) * growth) / SPREADS)
    kept = np.where(lead >= 0, np.exp(LOG_KEPT * (1 + np.maximum(lead, 0) / FORGET_DAYS)), 0)
    kept = kept / (kept + (1 - kept) * now)
    first, last = np.maximum(lead - width - EARLY_DAYS, 0), lead + 0.5
    before = 1 - np.clip((days - first) / np.maximum(last - first, 0.5), 0, 1)
    return np.asarray(kept * before + (1 - kept) * then / now)


def learn(promises: Promises) -> Learned:
    """Weights after all that is known: the organisation leans on its type, the type on the bloc."""
    who, made, told_from, told_to = _kept_apart(promises)
    done = promises.done[who]
    known = ~np.isnan(done)
    waited = np.where(known, done, promises.today) - made
    told = waited > 0
    who, known, waited = who[told], known[told], waited[told]
    lead, width = (told_to - made)[told], (told_to - told_from)[told]
    likely = _log_likelihood(lead, width, waited, known)
    number = len(promises.kind)
    worth = np.minimum(1, WORTH / np.maximum(np.bincount(who, minlength=number), 1))
    own = np.zeros((number, *LEANS.shape))
    np.add.at(own, who, likely * worth[who, None, None])
    own += np.log(CLASS_WEIGHT)[:, None]
    total = np.logaddexp.reduce(own, axis=1)
    by_kind = np.zeros((promises.kinds, POINTS))
    np.add.at(by_kind, promises.kind, total)
    return _pooled(by_kind, np.exp(own - total[:, None]))


def _pooled(by_kind: Numbers, own: Numbers) -> Learned:
    """Bloc and types together: a type that has shown little is taken to be like the others."""
    likely = np.exp(by_kind - by_kind.max(axis=1, keepdims=True))
    given_bloc = NEIGHBOURS[None] * likely[:, None, :]
    evidence = given_bloc.sum(axis=2)
    bloc = np.log(PRIOR) + np.log(evidence).sum(axis=0)
    bloc = np.exp(bloc - bloc.max())
    return Learned(bloc / bloc.sum(), given_bloc / evidence[:, :, None], own)


def _log_likelihood(lead: Numbers, width: Numbers, waited: Numbers, known: Flags) -> Numbers:
    """Of the day it was done, or of not being done until today."""
    before = still_open(lead, width, np.maximum(waited - np.where(known, 0.5, 0), 0))
    after = still_open(lead[known], width[known], waited[known] + 0.5)
    before[known] = np.maximum(before[known] - after, 0) + 1e-7
    return np.log(before + 1e-9)


def _kept_apart(promises: Promises) -> tuple[Places, Numbers, Numbers, Numbers]:
    """Of weekly reports every second: the newest promise of each fortnight, the last eight."""
    fortnight = ((promises.today - promises.made) // APART_DAYS).astype(np.int64)
    order = np.lexsort((-promises.made, fortnight, promises.who))
    who = promises.who[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (who[1:] != who[:-1]) | (fortnight[order][1:] != fortnight[order][:-1])
    order, who = order[first], who[first]
    start = np.searchsorted(who, who)
    chosen = order[np.arange(len(who)) - start < MOST_PROMISES]
    columns: tuple[Any, ...] = (promises.made, promises.made_from, promises.made_to)
    made, told_from, told_to = (column[chosen] for column in columns)
    return promises.who[chosen], made, told_from, told_to


def resolved(promises: Promises) -> Flags:
    """The organisations that have taught something: done after a promise, or past a promised day."""
    known = np.zeros(len(promises.kind), dtype=bool)
    taught = (promises.made < promises.done[promises.who]) | (promises.made_to < promises.today)
    known[promises.who[taught]] = True
    return known
