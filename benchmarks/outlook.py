"""`python -m benchmarks.outlook`: is the outlook to the deadline worth its numbers?

On invented seasons it compares the outlook on several days before the deadline with what then happened:
how often the intervals hold the sum, per type and of the bloc, and how good the chances are (Brier score)
beside taking promises at their word and beside extending the present rate.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from analysis.measure.forecast import Forecast, forecast, interval
from analysis.measure.slips import FEWEST_OUTCOMES, Flags, Numbers, Places, Promises, resolved
from benchmarks.seasons import (
    CHARACTERS,
    DEADLINE,
    REPORT_DAYS,
    SIZES,
    UNSEEN,
    Season,
    invent_season,
    reporting_monthly,
)

LEFT = (56, 42, 28, 14)
LEVELS = (0.5, 0.8, 0.95)
Held = tuple[tuple[str, float], bool]
RATE_DAYS = 28
HEADING = (
    "seasons", "forecasts", "withheld", "type 50 / 80 / 95 %", "bloc 50 / 80 / 95 %", "Brier",
    "skill beside word", "beside rate", "beside average", "bias",
)  # fmt: skip
ORDER = ("all", *(f"{left} days left" for left in LEFT), *CHARACTERS, "types differ", "shock", "pull")


@dataclass(slots=True)
class Tally:
    """Sums over the forecasts of one sort of seasons or days."""

    forecasts: int = 0
    withheld: int = 0
    organisations: int = 0
    happened: int = 0
    errors: Numbers = field(default_factory=lambda: np.zeros(3))
    surplus: float = 0.0
    inside: defaultdict[tuple[str, float], list[bool]] = field(default_factory=lambda: defaultdict(list))

    def skills(self) -> Numbers:
        """Beside the word, the rate, and the average that is known afterwards: 1 minus a ratio of scores."""
        average = self.happened * (1 - self.happened / self.organisations)
        return np.asarray(1 - self.errors[0] / [*self.errors[1:], average])

    def coverage(self, scope: str, level: float) -> float:
        """The share of intervals that held what happened."""
        held = self.inside[scope, level]
        return sum(held) / len(held) if held else float("nan")


def known_on(season: Season, today: float) -> Promises:
    """What the reports up to a day say of a season."""
    columns = np.flatnonzero(today >= REPORT_DAYS)
    reported, days = season.reported[:, columns], REPORT_DAYS[columns]
    is_done = season.done[:, None] <= days
    told_done = reported & is_done
    first = days[np.argmax(told_done, axis=1)]
    done = np.where(told_done.any(axis=1), np.where(season.dated, season.done, first), np.nan)
    told_to = np.where(reported & ~is_done, season.promised_to[:, columns], np.nan)
    told_from = season.promised_from[:, columns]
    promised = ~np.isnan(told_to)
    newest = len(columns) - 1 - np.argmax(promised[:, ::-1], axis=1)
    rows = np.arange(len(done))
    who, report = np.nonzero(promised)
    return Promises(
        kind=season.kind,
        done=done,
        promised_from=np.where(promised.any(axis=1), told_from[rows, newest], np.nan),
        promised_to=told_to[rows, newest],
        who=who,
        made=days[report],
        made_from=told_from[who, report],
        made_to=told_to[who, report],
        today=today,
    )


def simple_ways(promises: Promises, places: Places, left: float) -> tuple[Numbers, Numbers]:
    """Chances by the promises' word (by the rate where there is none), and by the rate of the last weeks."""
    start = promises.today - RATE_DAYS
    until = np.where(np.isnan(promises.done), promises.today, promises.done)
    events = np.bincount(promises.kind, promises.done > start, minlength=promises.kinds)
    exposed = np.bincount(promises.kind, np.clip(until - start, 0, RATE_DAYS), minlength=promises.kinds)
    rate = (events + 0.5) / (exposed + 50)
    by_rate = -np.expm1(-rate[promises.kind[places]] * left)
    promised = promises.promised_to[places]
    by_word = np.where(np.isnan(promised), by_rate, promised <= promises.today + left)
    return by_word, by_rate


def judge(season: Season, left: int, tallies: list[Tally]) -> None:
    """One forecast on one day of a season, added to the tallies."""
    promises = known_on(season, float(DEADLINE - left))
    for tally in tallies:
        tally.forecasts += 1
    if resolved(promises).sum() < FEWEST_OUTCOMES:
        for tally in tallies:
            tally.withheld += 1
        return
    made = forecast(promises, np.full(len(season.done), float(left)))
    truth = season.done[made.open] <= DEADLINE
    ways = (made.chance, *simple_ways(promises, made.open, float(left)))
    errors = np.array([((way - truth) ** 2).sum() for way in ways])
    held = list(_held(made, truth, promises))
    for tally in tallies:
        tally.organisations += len(truth)
        tally.happened += int(truth.sum())
        tally.errors += errors
        tally.surplus += float((made.chance - truth).sum())
        for key, inside in held:
            tally.inside[key].append(inside)


def _held(made: Forecast, truth: Flags, promises: Promises) -> list[tuple[tuple[str, float], bool]]:
    """Whether each interval held the sum; sums of nobody are left out, they are always right."""
    sums = [("bloc", made.total, truth.sum())]
    kinds = promises.kind[made.open]
    sums += [("type", made.sums[kind], truth[kinds == kind].sum()) for kind in range(promises.kinds)]
    held = []
    for scope, distribution, happened in sums:
        for level in LEVELS if len(distribution) > 1 else ():
            low, high = interval(distribution, level)
            held.append(((scope, level), bool(low <= happened <= high)))
    return held


def judge_seasons(seasons: int, seed: int) -> dict[str, Tally]:
    """Tallies of all, per days left and per character, where all types share one."""
    rng = np.random.default_rng(seed)
    tallies: dict[str, Tally] = defaultdict(Tally)
    for _ in range(seasons):
        season = invent_season(rng)
        characters = set(season.characters[: len(SIZES)])
        sorts = characters if len(characters) == 1 else {"types differ"}
        sorts |= set(season.characters[len(SIZES) :])
        for left in LEFT:
            judge(season, left, [tallies[name] for name in ("all", f"{left} days left", *sorts)])
    return tallies


def judge_unseen(seasons: int, seed: int) -> dict[str, Tally]:
    """Tallies of what the constants were not set on: other characters, and reports made once a month."""
    rng = np.random.default_rng(seed)
    tallies: dict[str, Tally] = defaultdict(Tally)
    for _ in range(seasons):
        for character in UNSEEN:
            season = invent_season(rng, character)
            for left in LEFT:
                judge(season, left, [tallies[character]])
        monthly = reporting_monthly(invent_season(rng))
        for left in LEFT:
            judge(monthly, left, [tallies["monthly reports"]])
    return tallies


def main() -> None:
    """Prints a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seasons", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    start = time.perf_counter()
    tallies = judge_seasons(arguments.seasons, arguments.seed)
    taken = time.perf_counter() - start
    tallies |= judge_unseen(max(arguments.seasons // 20, 1), arguments.seed)
    print(f"| {' | '.join(HEADING)} |\n{'|---' * len(HEADING)}|")
    for name in (*(name for name in ORDER if name in tallies), *UNSEEN, "monthly reports"):
        print(row(name, tallies[name]))
    print(f"\n{1000 * taken / tallies['all'].forecasts:.0f} ms per forecast, {taken / 60:.1f} min in all")


def row(name: str, tally: Tally) -> str:
    """One line of the table."""
    covered = [
        " / ".join(f"{100 * tally.coverage(scope, level):.0f}" for level in LEVELS)
        for scope in ("type", "bloc")
    ]
    brier = tally.errors[0] / max(tally.organisations, 1)
    skills = " | ".join(f"{skill:.2f}" for skill in tally.skills())
    bias = tally.surplus / max(tally.organisations, 1)
    cells = (name.replace("_", " "), tally.forecasts, tally.withheld, *covered)
    return f"| {' | '.join(map(str, cells))} | {brier:.3f} | {skills} | {bias:+.3f} |"


if __name__ == "__main__":
    main()
