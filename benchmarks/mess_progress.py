"""The columns of a progress report as one office draws it up."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from benchmarks import mess_values as values
from benchmarks import mess_words as words
from benchmarks.mess_clerk import Clerk
from benchmarks.mess_tables import Memo, done_count, sum_of
from benchmarks.mess_values import Written
from benchmarks.mess_workbooks import Column, Key, Writer
from benchmarks.mess_world import MILESTONES, Organisation


def progress_columns(clerk: Clerk, as_of: date, *, flat: bool = False) -> list[Column]:
    """The columns of a progress report in the office's words."""
    rng = clerk.rng
    columns: list[Column] = []

    def key(milestone: str) -> Any:
        return lambda organisation: ("progress", as_of, organisation.name, milestone)

    def add(path: Sequence[str], write: Writer, of: Any, total: Any = None) -> None:
        columns.append(Column(tuple(path), Memo(write, clerk), "progress", of, total))

    for milestone in MILESTONES:
        if milestone in words.MARKED and rng.random() < 0.85:
            heading = rng.choice(words.MARKED[milestone])
            add([heading], _marked(clerk, milestone, as_of), key(milestone), done_count)
        elif milestone == "subcell_congresses":
            _add_subcells(clerk, as_of, add, _of_committees(key(milestone)), flat=flat)
        elif milestone == "congress_held":
            _add_congress(clerk, as_of, add, key(milestone), flat=flat)
        elif milestone == "results_approved" and rng.random() < 0.8:
            _add_results(clerk, as_of, add, key(milestone), flat=flat)
    if "own columns" in clerk.mess:
        _add_own(columns, rng)
    return columns


def _add_own(columns: list[Column], rng: random.Random) -> None:
    for heading, choices in rng.sample(words.OWN, rng.randint(1, 4)):
        columns.insert(rng.randint(1, len(columns)), Column((heading,), _one_of(choices, rng)))


def _of_committees(key: Callable[[Organisation], Key]) -> Callable[[Organisation], Key | None]:
    return lambda organisation: key(organisation) if organisation.subcells else None


def _marked(clerk: Clerk, milestone: str, as_of: date) -> Writer:
    return lambda organisation: clerk.write_mark(organisation, milestone, as_of)


def _one_of(choices: Sequence[Any], rng: random.Random) -> Writer:
    return lambda _: Written(rng.choice(choices))


class _Subcells:
    """How a report tells of the congresses of a committee's sub-cells."""

    def __init__(self, clerk: Clerk, as_of: date) -> None:
        self.clerk, self.rng, self.as_of = clerk, clerk.rng, as_of

    def _status(self, organisation: Organisation) -> str:
        held = organisation.subcells_held(self.as_of)
        return "done" if held == organisation.subcells else "in_progress" if held else "not_started"

    def _if_any(self, organisation: Organisation, written: Written) -> Written:
        return written if organisation.subcells else Written(self.rng.choice(("", "", "-")))

    def fraction(self, organisation: Organisation) -> Written:
        """Held and required in one cell."""
        held, required = organisation.subcells_held(self.as_of), organisation.subcells
        varied = "count spellings" in self.clerk.mess
        text = values.spell_fraction(held, required, self.rng) if varied else f"{held}/{required}"
        fields = {"held": held, "required": required, "status": self._status(organisation)}
        return self._if_any(organisation, Written(text, fields))

    def held(self, organisation: Organisation) -> Written:
        """How many have held theirs."""
        held = organisation.subcells_held(self.as_of)
        count = self.clerk.write_count(held)
        count.fields = {"held": held, "status": self._status(organisation)}
        return self._if_any(organisation, count)

    def required(self, organisation: Organisation) -> Written:
        """How many there are."""
        count = self.clerk.write_count(organisation.subcells)
        count.fields = {"required": organisation.subcells}
        return self._if_any(organisation, count)

    def rate(self, organisation: Organisation) -> Written:
        """The share, cut off after one decimal."""
        share = 100 * organisation.subcells_held(self.as_of) / max(organisation.subcells, 1)
        return self._if_any(organisation, Written(f"{int(share * 10) / 10:.1f}%".replace(".", ",")))


def _both_sums(column: Sequence[Written]) -> str:
    return f"{sum_of('held')(column)}/{sum_of('required')(column)}"


def _add_subcells(clerk: Clerk, as_of: date, add: Any, key: Any, *, flat: bool) -> None:
    rng, cells = clerk.rng, _Subcells(clerk, as_of)
    if flat or rng.random() < 0.5:
        add([rng.choice(words.FRACTIONS)], cells.fraction, key, _both_sums)
        return
    parent, held_words, required_words, rate_words = rng.choice(words.COUNTED)
    parts = [((parent, held_words), cells.held, key, sum_of("held")),
             ((parent, required_words), cells.required, key, sum_of("required"))]  # fmt: skip
    rng.shuffle(parts)
    for part in parts:
        add(*part)
    if rng.random() < 0.6:
        add((parent, rate_words), cells.rate, lambda _: None)


def _add_congress(clerk: Clerk, as_of: date, add: Any, key: Any, *, flat: bool) -> None:
    rng = clerk.rng

    def planned(organisation: Organisation) -> Written:
        return clerk.write_planned(organisation, as_of)

    def held(organisation: Organisation, *, planned_here: bool = False) -> Written:
        return clerk.write_congress(organisation, as_of, planned_here=planned_here)

    way = rng.random()
    if way < 0.45 and not flat:
        parent, planned_words, held_words = rng.choice(words.CONGRESS)
        add((parent, planned_words), planned, key)
        add((parent, held_words), held, key, done_count)
    elif way < 0.75:
        add((rng.choice(words.PLANNED),), planned, key)
        add((rng.choice(words.HELD),), held, key, done_count)
    else:
        heading = rng.choice(words.HELD)
        ahead = not any(word in heading for word in ("Đã", "đã", "Kết quả"))
        add((heading,), lambda o: held(o, planned_here=ahead), key, done_count)


def _add_results(clerk: Clerk, as_of: date, add: Any, key: Any, *, flat: bool) -> None:
    rng = clerk.rng
    if flat or rng.random() < 0.6:
        heading = rng.choice(words.RESULTS)
        add((heading,), lambda o: clerk.write_mark(o, "results_approved", as_of), key, done_count)
        return
    parent, number, day_words = rng.choice(words.DECISION)

    def decision(organisation: Organisation) -> Written:
        done = organisation.day_of("results_approved", as_of)
        return Written(f"{rng.randint(100, 900)}-QĐ/ĐUK" if done else "")

    def day(organisation: Organisation) -> Written:
        done = organisation.day_of("results_approved", as_of)
        if done is None:
            return Written("", {"status": "not_started"})
        told = clerk.write_day(done, as_of, prefix="actual")
        if told.fields is not None:
            told.fields["status"] = "done"
        return told

    add((parent, number), decision, lambda _: None)
    add((parent, day_words), day, key)
