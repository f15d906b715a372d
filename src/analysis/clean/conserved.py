"""Members are conserved where organisations merge, split or move: none is lost, none counted twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from analysis.clean.form import Ledger
from analysis.clean.validity import day_of_event, is_valid
from analysis.dates import format_date
from analysis.findings import Origin

Row = dict[str, Any]
DAY = date.resolution
MOST_NAMED = 3
"""So many cells stand in a sentence; of more the rest is only counted."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many members somebody counted, when and in which cell; without a day: in a register without one."""

    day: date | None
    members: int
    origin: Origin


Counts = dict[str, list[Count]]


def counts_of(registers: Iterable[Row], membership: Iterable[Row]) -> Counts:
    """Every count of an organisation's members, oldest first, those without a day before all others."""
    counts: Counts = {}
    for row in registers:
        if row["members"] is not None:
            origin = Origin(row["source_file"], row["source_sheet"], row["members_cell"])
            count = Count(row["register_as_of"], row["members"], origin)
            counts.setdefault(row["organisation_id"], []).append(count)
    for row in membership:
        if row["measure"] in ("total", "closing"):
            origin = Origin(row["source_file"], row["source_sheet"], row["source_cell"])
            counts.setdefault(row["organisation_id"], []).append(Count(row["as_of"], row["count"], origin))
    for own in counts.values():
        own.sort(key=lambda count: (count.day or date.min, count.origin))
    return counts


def check_members_conserved(
    events: list[Row], organisations: list[Row], counts: Counts, ledger: Ledger
) -> None:
    """Tells where the members after a change are not those before it, to the last one.

    Of each organisation the last count before the day stands against the first count from that day on:
    all that merged against their successor, one that split against its parts, with those that stood
    before added. Where the sheet of the events itself says how many members went with an organisation,
    that has to be its last count, and stands for it. Members who came or went between the counts are a
    reason that a person has to know; a change without both counts can't be compared and is passed over.
    """
    for event in events:
        _check_handed_over(event, counts, ledger)
    for before, after, event in _changes(events, organisations):
        earlier = [_before(one, event, events, counts) for one in before]
        later = [_after(one, day_of_event(event), counts) for one in after]
        if all(earlier) and all(later):
            _compare(event, [c for c in earlier if c], [c for c in later if c], ledger)


def _check_handed_over(event: Row, counts: Counts, ledger: Ledger) -> None:
    earlier = _last_before(event["organisation_id"], day_of_event(event), counts)
    goes_on = event["organisation_id"] in (event["successor_ids"] or "").split("; ")
    if event["members"] is None or event["arrives"] or goes_on or earlier is None:
        return
    if earlier.members != event["members"]:
        ledger.tell(
            "members_not_conserved",
            _handed_over(event).origin,
            organisation=event["organisation"],
            raw=event["members"],
            used=earlier.members,
            other=earlier.origin,
            as_of=format_date(day_of_event(event)),
        )


def _changes(events: list[Row], organisations: list[Row]) -> Iterable[tuple[list[str], list[str], Row]]:
    """Who was there before and after each merger and split, as far as it is in the register."""
    mergers: dict[tuple[date, str], list[Row]] = {}
    for event in events:
        after = (event["successor_ids"] or "").split("; ")
        if after == [""]:
            continue
        if event["event"] == "split":
            stood = [one for one in after if _stood(one, event, organisations)]
            yield list(dict.fromkeys([event["organisation_id"], *stood])), after, event
        elif event["event"] == "merge":
            mergers.setdefault((day_of_event(event), after[0]), []).append(event)
    for (_, successor), merging in mergers.items():
        before = [event["organisation_id"] for event in merging]
        stood = [successor] if _stood(successor, merging[0], organisations) else []
        yield list(dict.fromkeys([*before, *stood])), [successor], merging[0]


def _stood(one: str, event: Row, organisations: list[Row]) -> bool:
    day = day_of_event(event) - DAY
    return any(is_valid(row, day) for row in organisations if row["organisation_id"] == one)


def _before(one: str, event: Row, events: list[Row], counts: Counts) -> Count | None:
    own = next((e for e in events if _is_of(e, one, event) and e["members"] is not None), None)
    return _last_before(one, day_of_event(event), counts) if own is None else _handed_over(own)


def _is_of(event: Row, one: str, change: Row) -> bool:
    """What went with an organisation that ended is all it had; of one that goes on it is a part."""
    return (
        event["organisation_id"] == one
        and event["event"] == change["event"]
        and day_of_event(event) == day_of_event(change)
        and one not in (event["successor_ids"] or "").split("; ")
    )


def _handed_over(event: Row) -> Count:
    origin = Origin(event["source_file"], event["source_sheet"], event["members_cell"])
    return Count(day_of_event(event), event["members"], origin)


def _last_before(one: str, day: date, counts: Counts) -> Count | None:
    earlier = [count for count in counts.get(one, []) if count.day is None or count.day < day]
    return earlier[-1] if earlier else None


def _after(one: str, day: date, counts: Counts) -> Count | None:
    return next((count for count in counts.get(one, []) if count.day and count.day >= day), None)


def _compare(event: Row, earlier: list[Count], later: list[Count], ledger: Ledger) -> None:
    before, after = (sum(count.members for count in counts) for counts in (earlier, later))
    if before != after:
        ledger.tell(
            "members_not_conserved",
            later[0].origin,
            organisation=event["organisation"],
            raw=after,
            used=before,
            other=_cells([*later[1:], *earlier]),
            as_of=format_date(day_of_event(event)),
        )


def _cells(counts: list[Count]) -> str:
    named = "; ".join(str(count.origin) for count in counts[:MOST_NAMED])
    more = len(counts) - MOST_NAMED
    return f"{named}; +{more}" if more > 0 else named
