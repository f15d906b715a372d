"""Small random worlds: organisations and reports for the measures to count."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pandas as pd

from analysis.plan import Plan

TYPES = ("administrative", "public_service", "enterprise")
FIRST_REPORT = date(2025, 1, 8)


def world(
    seed: int, plan: Plan, organisations: int = 12, reports: int = 6
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Progress and organisations; some never report, some go back, some dates are only intervals."""
    chance = random.Random(seed)
    who = [
        {
            "organisation_id": f"o{number}",
            "organisation": f"Tổ chức {number}",
            "organisation_kind": chance.choice(["party_committee", "party_cell"]),
            "organisation_type": chance.choice(TYPES),
            "subcells": chance.randint(2, 9),
            "members": chance.randint(3, 120),
            "pilot": chance.random() < 0.15,
        }
        for number in range(organisations)
    ]
    rows = []
    for week in range(reports):
        as_of = FIRST_REPORT + timedelta(days=31 * week)
        for one in who:
            if chance.random() < 0.25:
                continue
            rows += [
                _row(chance, one, milestone.id, as_of)
                for milestone in plan.milestones
                if one["organisation_kind"] in milestone.applies_to
            ]
    progress = pd.DataFrame(rows)
    return progress, pd.DataFrame(who)


def _row(chance: random.Random, one: dict[str, object], milestone: str, as_of: date) -> dict[str, object]:
    status = chance.choice(["done", "done", "in_progress", "not_started", "not_applicable"])
    actual_to = (
        as_of - timedelta(days=chance.randint(0, 60)) if status == "done" and chance.random() < 0.7 else None
    )
    length = chance.choice([0, 0, 0, 30])
    return {
        "as_of": as_of,
        "organisation_id": one["organisation_id"],
        "organisation": one["organisation"],
        "organisation_type": one["organisation_type"],
        "milestone": milestone,
        "status": status,
        "planned_from": None,
        "planned_to": date(2025, 6, 1) + timedelta(days=chance.randint(-30, 40))
        if chance.random() < 0.8
        else None,
        "actual_from": actual_to - timedelta(days=length) if actual_to else None,
        "actual_to": actual_to,
        "held": None,
        "required": None,
    }
