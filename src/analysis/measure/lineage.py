"""What becomes of the reports of organisations that merged or split."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.measure.given import Day, day_of, days
from analysis.measure.states import valid_organisations
from analysis.plan import Plan

Row = dict[str, Any]
Reports = dict[str, list[Row]]
"""The rows of each organisation, oldest first; what is empty is None."""
SUBCELLS = "subcell_congresses"


@dataclass(frozen=True, slots=True)
class Step:
    """One change: who was there before it and who after it, as the register knows them.

    `stood` are those after it that had been there the day before too.
    """

    day: pd.Timestamp
    event: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    stood: frozenset[str]
    register: dict[str, Row]


def successor_ids(text: object) -> tuple[str, ...]:
    """The identifiers in a cell of `successor_ids`; none where it is empty."""
    return tuple(str(text).split("; ")) if text is not None and not pd.isna(text) and text else ()  # type: ignore[call-overload]


def event_days(events: pd.DataFrame) -> pd.Series:
    """The first day on which each event may have taken effect."""
    first = days(events["event_from"])
    return first.where(first.notna(), days(events["event_to"]))


def steps_of(events: pd.DataFrame, organisations: pd.DataFrame, to_day: Day) -> list[Step]:
    """Mergers and splits up to a day, in their order; those that merge into one on a day are one step.

    A rename that makes another organisation of the register out of one is a merger of one.
    """
    changes: dict[tuple[pd.Timestamp, str, tuple[str, ...]], list[str]] = {}
    for day, row in zip(event_days(events), events.to_dict("records"), strict=True):
        after = successor_ids(row["successor_ids"])
        if day > day_of(to_day) or not after:
            continue
        if row["event"] == "split":
            changes.setdefault((day, "split", (*after, row["organisation_id"])), [row["organisation_id"]])
        elif row["event"] in ("merge", "rename"):
            same = changes.setdefault((day, "merge", after), [])
            same += [row["organisation_id"]] if row["organisation_id"] not in same else []
    steps = [_step(*change, before, organisations) for change, before in changes.items()]
    return _in_order(steps)


def _step(
    day: pd.Timestamp, event: str, after: tuple[str, ...], before: list[str], organisations: pd.DataFrame
) -> Step:
    """A split's key names the one that split last; a successor that stood before a merger merges too."""
    after = after[:-1] if event == "split" else after
    earlier = _by_id(valid_organisations(organisations, day - pd.Timedelta(days=1)))
    stood = frozenset(one for one in after if one in earlier)
    if event == "merge":
        before = [*before, *(one for one in after if one in stood and one not in before)]
    return Step(day, event, tuple(before), after, stood, _by_id(organisations) | earlier)


def _by_id(organisations: pd.DataFrame) -> dict[str, Row]:
    return {
        row["organisation_id"]: {str(name): value for name, value in row.items()}
        for row in organisations.to_dict("records")
    }


def _in_order(steps: list[Step]) -> list[Step]:
    """By day; on one day who comes out of one change goes into the other after it."""
    waiting, ordered = sorted(steps, key=lambda step: (step.day, step.event, step.before)), []
    while waiting:
        first = [step for step in waiting if step.day == waiting[0].day]
        free = (
            step
            for step in first
            if not any(set(step.before) & set(other.after) for other in first if other is not step)
        )
        step = next(free, first[0])
        waiting.remove(step)
        ordered.append(step)
    return ordered


def merged(step: Step, reports: Reports, plan: Plan) -> None:
    """Puts the reports of all that merged together under their successor."""
    after = step.after[0]
    earlier = {one: [row for row in reports[one] if row["as_of"] < step.day] for one in step.before}
    own = [row for row in reports[after] if row["as_of"] >= step.day]
    for one in step.before:
        reports[one] = []
    reports[after] = [
        row
        for milestone in plan.milestones
        for row in _together(
            milestone.id,
            {
                one: _with_dates_known(row for row in rows if row["milestone"] == milestone.id)
                for one, rows in earlier.items()
                if step.register.get(one, {}).get("organisation_kind") in milestone.applies_to
            },
            step,
        )
    ] + own
    reports[after].sort(key=lambda row: row["as_of"])


def _with_dates_known(rows: Iterable[Row]) -> list[Row]:
    """A date that an earlier report gave still holds where a later one only says done."""
    told: list[Row] = []
    dated: Row = {}
    for row in rows:
        if row["status"] != "done":
            dated = {}
        elif row.get("actual_to") is not None:
            dated = {name: row.get(name) for name in ("actual_from", "actual_to")}
        known = {name: day for name, day in dated.items() if row.get(name) is None}
        told.append(row | known)
    return told


def _together(milestone: str, histories: dict[str, list[Row]], step: Step) -> list[Row]:
    """One row for every day on which one of those that merged reported on the milestone."""
    dates = sorted({row["as_of"] for rows in histories.values() for row in rows})
    return [
        _combined(
            milestone,
            {
                one: next((row for row in reversed(rows) if row["as_of"] <= day), None)
                for one, rows in histories.items()
            },
            step,
        )
        for day in dates
    ]


def _combined(milestone: str, newest: dict[str, Row | None], step: Step) -> Row:
    told = [row for row in newest.values() if row is not None]
    row = dict(max(told, key=lambda row: row["as_of"])) | {"organisation_id": step.after[0]}
    counted = {
        one: said for one, said in newest.items() if said is None or said["status"] != "not_applicable"
    }
    row["status"] = _status([said["status"] if said else "not_started" for said in counted.values()])
    waiting = [said for said in counted.values() if said is None or said["status"] != "done"]
    for end in ("from", "to"):
        row[f"planned_{end}"] = _last(waiting or list(counted.values()), f"planned_{end}")
        actual = _last(list(counted.values()), f"actual_{end}")
        row[f"actual_{end}"] = actual if row["status"] == "done" else None
    row["held"], row["required"] = None, None
    if milestone == SUBCELLS and any(said and said.get("required") is not None for said in counted.values()):
        figures = [_figures(said, step.register.get(one, {})) for one, said in counted.items()]
        row["held"], row["required"] = (sum(part) for part in zip(*figures, strict=True))
    return row


def _status(statuses: list[str]) -> str:
    if not statuses:
        return "not_applicable"
    if set(statuses) == {"done"}:
        return "done"
    return "not_started" if set(statuses) == {"not_started"} else "in_progress"


def _last(rows: list[Row | None], name: str) -> Any:
    """The last of the days given; None where one gives none."""
    found: list[Any] = [row.get(name) if row else None for row in rows]
    return None if not found or None in found else max(found)


def _figures(row: Row | None, register: Row) -> tuple[int, int]:
    """Held and required; where no figure is given, the register's number and none held."""
    held, required = (row.get("held"), row.get("required")) if row else (None, None)
    return int(held or 0), int(required) if required is not None else subcells_of(register)


def subcells_of(register: Row) -> int:
    """How many sub-cells the register gives an organisation; none where it is silent."""
    number: Any = register.get("subcells")
    return 0 if pd.isna(number) else int(number)


def inherited(step: Step, reports: Reports) -> None:
    """Gives the reports of one that split to its parts."""
    (whole,) = step.before
    earlier = [row for row in reports[whole] if row["as_of"] < step.day]
    later = [row for row in reports[whole] if row["as_of"] >= step.day]
    reports[whole] = later if whole in step.after else []
    for part in step.after:
        if part in step.stood and part != whole:
            continue
        rows = [row | {"organisation_id": part} | _share(row, part, step) for row in earlier]
        reports[part] = rows + [row for row in reports[part] if row["as_of"] >= step.day]


def _share(row: Row, part: str, step: Step) -> Row:
    """A part's sub-cells: all or none of its own, or no figure."""
    own = subcells_of(step.register.get(part, {}))
    if row.get("required") is None:
        return {}
    if row["status"] == "done":
        return {"held": own, "required": own}
    return (
        {"held": 0, "required": own} if row["status"] == "not_started" else {"held": None, "required": None}
    )
