"""Small random worlds: organisations and reports for the measures to count."""

from __future__ import annotations

import os
import random
from datetime import date, timedelta

import pandas as pd

from analysis.plan import Plan

TYPES = ("administrative", "public_service", "enterprise")
SEEDS = range(int(os.environ.get("WORLDS", "15")))
"""Worlds that each measure is recomputed on in SQL; CI asks for many more (WORLDS=200)."""
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


def changing(seed: int, organisations: pd.DataFrame) -> pd.DataFrame:
    """The register with its changes: some came, were dissolved, paused, or changed their type or kind."""
    chance = random.Random(f"changing {seed}")
    rows = []
    for one in organisations.to_dict("records"):
        first = FIRST_REPORT + timedelta(days=chance.randint(-10, 150))
        second = first + timedelta(days=chance.randint(1, 70))
        always, early = one | _valid(None, None), one | _valid(None, first)
        fate = chance.choice(["stays", "stays", "comes", "dissolved", "paused", "retyped", "another kind"])
        rows += {
            "stays": [always],
            "comes": [one | _valid(first, None)],
            "dissolved": [early],
            "paused": [early, one | _valid(second, None)],
            "retyped": [early, _after(first, one, organisation_type=chance.choice(TYPES))],
            "another kind": [early, _after(first, one, organisation_kind="party_cell")],
        }[fate]
    return pd.DataFrame(rows)


def _valid(since: date | None, until: date | None) -> dict[object, object]:
    return {"valid_from": since, "valid_to": until}


def _after(day: date, one: dict[object, object], **changed: object) -> dict[object, object]:
    return one | _valid(day + timedelta(days=1), None) | changed


def scattered(seed: int, progress: pd.DataFrame) -> pd.DataFrame:
    """The reports with every third one some days late, so that not all stand on the common dates."""
    chance = random.Random(f"scattered {seed}")
    key = list(zip(progress["as_of"], progress["organisation_id"], strict=True))
    delay = {report: chance.choice([0, 0, chance.randint(1, 9)]) for report in dict.fromkeys(key)}
    return progress.assign(as_of=[day + timedelta(days=delay[day, who]) for day, who in key])
