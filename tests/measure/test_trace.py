"""Every count of completion has as many cells behind it as it says."""

from __future__ import annotations

from typing import Any

import pytest
from tests.measure.worlds import world

from analysis.measure import MeasureError, completion_rates, trace
from analysis.measure.trace import FIGURES
from analysis.plan import Plan


@pytest.mark.parametrize("seed", range(4))
def test_every_figure_has_as_many_organisations_behind_it(seed: int, plan: Plan) -> None:
    progress, organisations = world(seed, plan)
    rates = completion_rates(progress, organisations, plan, as_of="2025-05-20")
    for row in rates.to_dict("records"):
        where: dict[str, Any] = {name: row[name] for name in ("milestone", "organisation_type")}
        for figure in FIGURES:
            behind = trace(progress, organisations, plan, figure, as_of="2025-05-20", **where)
            assert len(behind) == row[figure], (figure, where)


@pytest.mark.parametrize(
    ("figure", "where", "told"),
    [
        ("helt", {}, "nearest: held"),
        ("held", {"milestone": "none"}, "congress_held"),
        ("held", {"colour": "red"}, "has no column"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(
    figure: str, where: dict[str, str], told: str, plan: Plan
) -> None:
    progress, organisations = world(1, plan)
    with pytest.raises(MeasureError, match=told):
        trace(progress, organisations, plan, figure, as_of="2025-05-20", **where)


def test_what_is_not_there_is_told_in_both_languages(plan: Plan) -> None:
    progress, organisations = world(1, plan)
    with pytest.raises(MeasureError) as found:
        trace(progress, organisations, plan, "helt", as_of="2025-05-20")
    assert found.value.message("vi").startswith("không có con số «helt» (gần nhất: held); có: required")
    assert str(found.value) == found.value.message("en")
