"""The season of one organisation: when it did what, when it meant to, and what was known on a day.

Every type has a character, so that the charts have something to tell: public institutions are on
time, enterprises slip, and about a fifth of them miss the last day.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from analysis.sample.organisations import Organisation

Span = tuple[date | None, date]
LAST_DAY = date(2025, 6, 30)
PAUSED_FROM = date(2025, 5, 20)
HELD_SHARE = {"administrative": 0.97, "public_service": 0.95, "enterprise": 0.8}
_SLOWNESS = {"administrative": 0, "public_service": 4, "enterprise": 11}
PREPARATIONS = ("personnel_planning", "political_standards", "documents_drafted", "dossier_approved")


@dataclass(frozen=True, slots=True)
class Season:
    """The true course of one organisation's congress."""

    organisation: Organisation
    begun: dict[str, date]
    done: dict[str, date]
    subcell_days: tuple[date, ...]
    plans: tuple[tuple[date, Span], ...]
    vague_plan: Span
    exact_from: date
    two_days: bool
    decision: int

    @property
    def uneventful(self) -> bool:
        """No story, and no congress before its dossier was approved."""
        return not self.organisation.story and self.done["dossier_approved"] < self.done["congress_held"]

    def status(self, milestone: str, on: date) -> str:
        """What a well-informed clerk would say of a milestone on a day."""
        story = self.organisation.story
        if milestone == "results_approved" and story == "merged":
            return "not_applicable"
        if milestone in ("congress_held", "results_approved") and story == "paused" and on >= PAUSED_FROM:
            return "not_applicable"
        if self.done[milestone] + timedelta(days=self.two_days and milestone == "congress_held") <= on:
            return "done"
        return "in_progress" if self.begun.get(milestone, date.max) <= on else "not_started"

    def actual(self, milestone: str) -> Span:
        """The day, or for some congresses the two days, on which it was done."""
        first = self.done[milestone]
        return first, first + timedelta(days=self.two_days and milestone == "congress_held")

    def plan(self, on: date) -> Span:
        """The planned congress as known on a day: first roughly, later to the day, at times put off."""
        known = [span for since, span in self.plans if since <= on][-1]
        return self.vague_plan if on < self.exact_from else known

    def subcells_held(self, on: date) -> int:
        """How many sub-cells have held their congress."""
        return sum(day <= on for day in self.subcell_days)


def invent_seasons(organisations: list[Organisation], rng: Random) -> list[Season]:
    """A season for everyone; who misses the last day is drawn per type."""
    late = {name for kind in HELD_SHARE for name in _late(organisations, kind, rng)}
    eager = [o.name for o in organisations if o.name not in late and not o.story]
    contradicting = set(rng.sample(eager, min(3, len(eager))))
    return [_season(o, o.name in late, o.name in contradicting, rng) for o in organisations]


def _late(organisations: list[Organisation], kind: str, rng: Random) -> list[str]:
    free = [o.name for o in organisations if o.type == kind and not o.story]
    number = sum(o.type == kind for o in organisations)
    return rng.sample(free, min(len(free), round(number * (1 - HELD_SHARE[kind]))))


def _season(organisation: Organisation, late: bool, contradicts: bool, rng: Random) -> Season:
    slow = _SLOWNESS[organisation.type] + (rng.randint(8, 25) if rng.random() < 0.15 else 0)
    first_plan, held = _congress(organisation, late, slow, rng)
    done = _preparations(organisation, slow, held, rng)
    done["congress_held"] = held
    done["results_approved"] = held + timedelta(days=rng.randint(7, 18))
    if contradicts:
        done["dossier_approved"] = held + timedelta(days=rng.randint(8, 16))
    begun = {name: done[name] - timedelta(days=rng.randint(8, 24)) for name in PREPARATIONS}
    begun["results_approved"] = held + timedelta(days=4)
    two_days = (organisation.subcells or 0) >= 8 and rng.random() < 0.5
    plans = _plans(first_plan, held, late, two_days, rng)
    return Season(
        organisation,
        begun,
        done,
        _subcell_days(organisation, held, slow, rng),
        plans,
        _roughly(first_plan, rng),
        first_plan - timedelta(days=rng.randint(45, 110)),
        two_days,
        rng.randint(101, 389),
    )


def _congress(organisation: Organisation, late: bool, slow: int, rng: Random) -> tuple[date, date]:
    """The day first planned and the day held; nobody meets on a Sunday."""
    if organisation.pilot:
        planned = date(2025, 1, 9) + timedelta(days=rng.randint(0, 9))
        return _workday(planned), _workday(planned + timedelta(days=rng.choice((0, 0, 1))))
    mode = 36 + 2 * slow if organisation.type == "enterprise" else 36 + slow
    planned = date(2025, 4, 16) + timedelta(days=round(rng.triangular(0, 68, min(mode, 66))))
    if late:
        return _workday(planned), _workday(date(2025, 7, 3) + timedelta(days=rng.randint(0, 22)))
    slip = 0 if rng.random() < 0.6 else rng.randint(1, 4 + slow)
    return _workday(planned), min(_workday(planned + timedelta(days=slip)), date(2025, 6, 27))


def _workday(day: date) -> date:
    return day + timedelta(days=day.weekday() == 6)


def _preparations(organisation: Organisation, slow: int, held: date, rng: Random) -> dict[str, date]:
    """Each step after the one before it, and all of them before the congress."""
    if organisation.pilot:
        starts = (date(2024, 9, 16), date(2024, 10, 14), date(2024, 11, 11), date(2024, 12, 16))
        return {
            name: day + timedelta(days=rng.randint(0, 10))
            for name, day in zip(PREPARATIONS, starts, strict=True)
        }
    drag = rng.randint(10, 30) if rng.random() < 0.12 + slow / 100 else 0
    planning = date(2024, 11, 8) + timedelta(days=rng.randint(0, 48) + drag)
    standards = planning + timedelta(days=rng.randint(12, 34))
    written = max(standards, date(2025, 1, 13)) + timedelta(days=rng.randint(5, 30) + drag)
    drafted = min(written, held - timedelta(days=12))
    dossier = max(drafted + timedelta(days=4), held - timedelta(days=rng.randint(8, 24)))
    steps = (planning, standards, drafted, min(dossier, held - timedelta(days=2)))
    return dict(zip(PREPARATIONS, steps, strict=True))


def _subcell_days(organisation: Organisation, held: date, slow: int, rng: Random) -> tuple[date, ...]:
    start, length = (date(2024, 12, 9), 21) if organisation.pilot else (date(2025, 2, 6), 50 + slow)
    days = (
        start + timedelta(days=round(rng.triangular(0, length, length * 0.7)))
        for _ in range(organisation.subcells or 0)
    )
    return tuple(sorted(min(day, held - timedelta(days=5)) for day in days))


def _plans(first: date, held: date, late: bool, two_days: bool, rng: Random) -> tuple[tuple[date, Span], ...]:
    """The plan, and the new plan of those that put it off by more than a week."""
    length = timedelta(days=two_days)
    plans: list[tuple[date, Span]] = [(date.min, (first, first + length))]
    if held - first > timedelta(days=7):
        known_from = first + timedelta(days=rng.randint(-6, 9))
        plans.append((known_from, month_of(held) if late else (held, held + length)))
    return tuple(plans)


def _roughly(day: date, rng: Random) -> Span:
    """A plan not yet made to the day: a month, its last third, a quarter, or a last day."""
    month = month_of(day)
    if day > date(2025, 6, 1) and rng.random() < 0.3:
        return None, LAST_DAY
    if day.day > 20 and rng.random() < 0.5:
        return day.replace(day=21), month[1]
    if rng.random() < 0.25:
        opening = 3 * ((day.month - 1) // 3) + 1
        return date(day.year, opening, 1), month_of(date(day.year, opening + 2, 1))[1]
    return month


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of a month."""
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
