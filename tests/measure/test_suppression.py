"""An attacker with linear algebra can't pin down a hidden count from what is published."""

from __future__ import annotations

import random

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from analysis.measure import suppressed

GROUPS = ("administrative", "public_service", "enterprise")
AGES = ("age_18_30", "age_31_40", "age_41_50", "age_51_60", "age_61_")


def _table(seed: int) -> pd.DataFrame:
    """A random bloc: totals that add up, parts that are no more than their whole, many small counts."""
    chance = random.Random(seed)
    rows = []
    for group in GROUPS:
        ages = [chance.choice([0, 1, 2, 3, 4, 6, 15, 40, 90]) for _ in AGES]
        total = sum(ages)
        probationary = min(total, chance.choice([0, 1, 2, 4, 7]))
        counts = dict(zip(AGES, ages, strict=True)) | {
            "total": total,
            "probationary": probationary,
            "full": total - probationary,
            "women": min(total, chance.choice([0, 1, 3, 4, 9, 30])),
            "ethnic_minority": min(total, chance.choice([0, 2, 4, 5, 11])),
        }
        rows += [{"organisation_type": group, "measure": m, "count": n} for m, n in counts.items()]
    return pd.DataFrame(rows)


def _bounds(truth: pd.DataFrame, shown: pd.DataFrame) -> dict[int, tuple[float, float]]:
    """The least and the most that each hidden count can be, for a reader of everything that is shown.

    He knows the bloc's own figure of every measure, that ages add up to the total, that full and
    probationary do, and that counts are not negative and no more than a shown total.
    """
    cells = list(shown.index)
    rows, sums = [], []

    def told(members: list[int], value: float) -> None:
        line = np.zeros(len(cells))
        line[[cells.index(member) for member in members]] = 1
        rows.append(line)
        sums.append(value)

    for cell in cells:
        if not shown.loc[cell, "hidden"]:
            told([cell], float(truth.loc[cell, "count"]))
    for _, members in truth.groupby("measure"):
        told(list(members.index), float(members["count"].sum()))
    for _, members in truth.groupby("organisation_type"):
        whole = float(members[members["measure"] == "total"]["count"].iloc[0])
        told(list(members[members["measure"].isin(AGES)].index), whole)
        told(list(members[members["measure"].isin(["full", "probationary"])].index), whole)
    totals = truth[truth["measure"] == "total"].set_index("organisation_type")["count"]
    most = [(0, float(totals[group])) for group in truth["organisation_type"]]
    found: dict[int, tuple[float, float]] = {}
    for cell in shown.index[shown["hidden"]]:
        aim = np.zeros(len(cells))
        aim[cells.index(cell)] = 1
        ends = [linprog(sign * aim, A_eq=np.array(rows), b_eq=sums, bounds=most) for sign in (1, -1)]
        assert all(end.success for end in ends)
        found[int(cell)] = (float(ends[0].fun), -float(ends[1].fun))
    return found


@pytest.mark.parametrize("seed", range(60))
def test_no_hidden_count_can_be_told_from_what_is_shown(seed: int) -> None:
    truth = _table(seed)
    shown = suppressed(truth)
    for cell, (low, high) in _bounds(truth, shown).items():
        measure = str(truth.loc[cell, "measure"]).replace(
            "full", "probationary"
        )  # what one tells, so the other
        everybody = truth[truth["measure"] == measure]["count"].sum()
        room = min(3, everybody)  # where the whole bloc has two, no more can be hidden
        assert high - low >= room - 1e-6, (truth.loc[cell].to_dict(), low, high)


@pytest.mark.parametrize("seed", range(60))
def test_small_counts_are_hidden_and_nothing_without_need(seed: int) -> None:
    truth = _table(seed)
    shown = suppressed(truth)
    sensitive = truth["measure"].isin(["women", "ethnic_minority", "probationary", *AGES])
    small = sensitive & truth["count"].between(1, 4)
    assert shown.loc[small, "hidden"].all()
    assert shown.loc[small, "count"].isna().all()
    assert not shown.loc[truth["measure"] == "total", "hidden"].any()


def test_without_small_counts_nothing_is_hidden() -> None:
    truth = _table(1)
    truth["count"] = 50
    truth.loc[truth["measure"] == "total", "count"] = 250
    truth.loc[truth["measure"] == "full", "count"] = 200
    assert not suppressed(truth)["hidden"].any()


def test_the_offices_own_eyes_see_everything_by_an_explicit_setting() -> None:
    truth = _table(2)
    assert suppressed(truth, show_small_counts=True)["count"].tolist() == truth["count"].tolist()
