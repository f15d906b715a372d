"""Small random worlds: organisations and reports for the measures to count."""

from __future__ import annotations

import os
import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from analysis.clean.validity import apply_events
from analysis.plan import Plan

TYPES = ("administrative", "public_service", "enterprise")
TOGETHER = 20
"""So many worlds lie side by side in one pair of tables, each with types of its own."""
WORLDS = range(int(os.environ.get("WORLDS", "60")))
"""Each measure is recomputed in SQL on so many worlds; CI asks for many more (WORLDS=2000)."""
BATCHES = range(-(-len(WORLDS) // TOGETHER))
"""The worlds, together as they are recomputed."""
FIRST_REPORT = date(2025, 1, 8)
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class World:
    """The processed tables that measures take, with the events behind the periods of validity."""

    progress: pd.DataFrame
    organisations: pd.DataFrame
    events: pd.DataFrame


def worlds(batch: int, plan: Plan, *, together: int = TOGETHER, organisations: int = 7) -> World:
    """Many small worlds side by side: late news, corrections, and events in every other one.

    They share the days, and nothing else: an organisation and its type bear the number of their world.
    """
    parts = [one_world(batch * together + place, plan, organisations) for place in range(together)]
    frames = zip(*((part.progress, part.organisations, part.events) for part in parts), strict=True)
    return World(*(pd.concat(frame, ignore_index=True) for frame in frames))


def one_world(seed: int, plan: Plan, organisations: int = 7) -> World:
    """One small world; its organisations and their types bear its number."""
    progress, register = world(seed, plan, organisations, reports=5)
    progress = scattered(seed, progress)
    events = happening(seed, register) if seed % 2 else []
    register = with_periods(register, events) if seed % 2 else changing(seed, register)
    for frame in (progress, register):
        for name in ("organisation_id", "organisation_type"):
            frame[name] = f"{seed} " + frame[name]
    return World(progress, register, event_frame(events, seed))


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
    counted = {"held": "Int64", "required": "Int64"} if rows else {}
    return pd.DataFrame(rows).astype(counted), pd.DataFrame(who)


def _row(chance: random.Random, one: dict[str, Any], milestone: str, as_of: date) -> dict[str, Any]:
    status = chance.choice(["done", "done", "in_progress", "not_started", "not_applicable"])
    actual_to = (
        as_of - timedelta(days=chance.randint(0, 60)) if status == "done" and chance.random() < 0.7 else None
    )
    length = chance.choice([0, 0, 0, 30])
    held, required = _subcells(chance, one, status) if milestone == "subcell_congresses" else (None, None)
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
        "held": held,
        "required": required,
    }


def _subcells(chance: random.Random, one: dict[str, Any], status: str) -> tuple[int | None, int | None]:
    """Held and required as the status says; now and then no figure, or another number than the register's."""
    if status == "not_applicable" or chance.random() < 0.2:
        return None, None
    required = one["subcells"] + chance.choice([0, 0, 0, 1])
    held = {"done": required, "not_started": 0}.get(status, chance.randint(1, required - 1))
    return held, required


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


def counts_of_members(many: World, seed: int) -> pd.DataFrame:
    """The table `membership`: everybody counted now and then, some in part."""
    chance = random.Random(f"members {seed}")
    rows = [
        {
            "as_of": day,
            "organisation_id": one["organisation_id"],
            "organisation_type": one["organisation_type"],
            "measure": measure,
            "count": chance.randint(0, one["members"]),
        }
        for one in many.organisations.drop_duplicates("organisation_id").to_dict("records")
        for day in (date(2024, 12, 31), date(2025, 3, 31), date(2025, 6, 30))
        for measure in ("total", "women")
        if chance.random() < 0.8
    ]
    return pd.DataFrame(rows).astype({"count": "Int64"})


EVENT_COLUMNS = ("event", "event_from", "event_to", "organisation_id", "successor_ids")


def happening(seed: int, organisations: pd.DataFrame) -> Rows:
    """Up to five events on days of their own; who is named by none before it is brought about by it."""
    chance = random.Random(f"happening {seed}")
    names = list(organisations["organisation_id"])
    here, to_come, away = set(names[:-2]), names[-2:], set[str]()
    rows: Rows = []
    on_report_dates = chance.sample(range(31, 125, 31), 2)
    for day in sorted({*chance.sample(range(5, 150), 3), *on_report_dates}):
        what = chance.choice(["merge", "merge", "split", "split", "pause", "resume", "dissolve", "retype"])
        who = chance.choice(sorted(away if what == "resume" and away else here))
        row = _event(what, FIRST_REPORT + timedelta(days=day), who)
        if what == "merge" and len(here) > 2:
            other = chance.choice(sorted(here - {who}))
            after = to_come.pop() if to_come and chance.random() < 0.5 else other
            rows += [row | {"successor_ids": after}]
            if after != other:
                rows += [row | {"organisation_id": other, "successor_ids": after}]
            here = here - {who, other} | {after}
        elif what == "split" and to_come:
            parts = [to_come.pop(), chance.choice([who, *to_come[-1:], *sorted(here)[:1]])]
            rows.append(row | {"successor_ids": "; ".join(dict.fromkeys(parts))})
            to_come = [one for one in to_come if one not in parts]
            here = here - {who} | set(parts)
        elif what == "resume" and who in away:
            rows.append(row)
            here, away = here | {who}, away - {who}
        elif what in ("pause", "dissolve") and len(here) > 2:
            rows.append(row)
            here, away = here - {who}, away | ({who} if what == "pause" else set())
        elif what == "retype":
            rows.append(row | {"target": chance.choice(["hành chính", "sự nghiệp", "doanh nghiệp"])})
    return rows


def _event(what: str, day: date, who: str) -> dict[str, Any]:
    unsaid = dict.fromkeys(["organisation", "successor_ids", "target", "members", "name_then"])
    origin = dict.fromkeys(["source_file", "source_sheet", "source_cell"], "")
    told = {"event": what, "event_from": day, "event_to": day, "organisation_id": who, "arrives": False}
    return told | unsaid | origin


def with_periods(organisations: pd.DataFrame, events: Rows) -> pd.DataFrame:
    """The register with the periods of validity that the cleaner makes of the events."""
    rows: Rows = [
        {str(name): value for name, value in row.items()}
        | {"register_as_of": date(2025, 12, 31), "valid_from": None, "valid_to": None, "ended_by": None}
        for row in organisations.to_dict("records")
    ]
    brought_about = dict.fromkeys(organisations["organisation_id"][-2:], date.max)
    return pd.DataFrame(apply_events(rows, events, brought_about)).drop(columns="register_as_of")


def event_frame(events: Rows, seed: int) -> pd.DataFrame:
    """The events as the table that measures take; everyone bears the number of the world."""
    frame = pd.DataFrame(events, columns=list(EVENT_COLUMNS))
    for name in ("event_from", "event_to"):
        frame[name] = pd.to_datetime(frame[name]).astype("datetime64[s]")
    frame["organisation_id"] = [f"{seed} {event['organisation_id']}" for event in events]
    after = [event["successor_ids"] for event in events]
    numbered = ["; ".join(f"{seed} {one}" for one in (ids or "").split("; ") if one) for ids in after]
    return frame.assign(successor_ids=pd.Series(numbered, dtype="str"))
