"""Every measure is documented by an example that runs (the doctests run with the tests)."""

from __future__ import annotations

from inspect import isfunction

import pytest

from analysis import measure

MEASURES = [name for name in measure.__all__ if isfunction(getattr(measure, name))]


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_shows_an_example(name: str) -> None:
    assert ">>> " in (getattr(measure, name).__doc__ or "")


def test_measures_are_there() -> None:
    assert len(MEASURES) > 25
