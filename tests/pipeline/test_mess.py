"""Invented messy offices are read right, or a finding says what was not: some of `benchmarks.mess`."""

from __future__ import annotations

import random

import pytest
from benchmarks.mess import Tally, all_of, judge
from benchmarks.mess_kinds import KINDS, mixture

MIXED_PAGES = "code pages mixed"
"""Three code pages in one sheet, cell by cell, can't always be told apart: refused more often than read."""


@pytest.fixture(scope="module")
def tallies() -> dict[str, Tally]:
    """One office for every third kind, each time other ones, and six with several kinds."""
    found: dict[str, Tally] = {}
    for seed, kind in enumerate(KINDS[::3]):
        found[kind] = Tally()
        judge(frozenset((kind,) if kind != "wording" else ()), seed, found[kind])
    for seed in range(6):
        found[f"mixture {seed}"] = Tally()
        judge(mixture(random.Random(seed)), seed, found[f"mixture {seed}"])
    return found


def test_nothing_is_wrong_or_lost_in_silence(tallies: dict[str, Tally]) -> None:
    whole = all_of(tallies.values())
    assert (whole.wrong, whole.lost) == (0, 0), [fault for t in tallies.values() for fault in t.faults]
    assert whole.refused == whole.to_refuse


def test_what_a_careful_person_can_read_is_read(tallies: dict[str, Tally]) -> None:
    whole = all_of(tally for kind, tally in tallies.items() if kind != MIXED_PAGES)
    assert whole.values > 10_000
    assert whole.right >= 0.99 * whole.values


def test_every_cell_of_every_sheet_is_accounted_for(tallies: dict[str, Tally]) -> None:
    assert all_of(tallies.values()).account == 0
