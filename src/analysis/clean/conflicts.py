"""The same thing reported twice for one date: kept once where it agrees, refused on both sides where not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import Any

from analysis.clean.form import Ledger
from analysis.findings import Origin

Row = dict[str, Any]
Replacing = Mapping[tuple[str, str], date | None]
_ORIGIN = ("source_file", "source_sheet", "source_cell")


def without_conflicts(
    rows: list[Row],
    key: Sequence[str],
    what: str,
    ledger: Ledger,
    replacing: Replacing | None = None,
    drafts: Collection[tuple[str, str]] = (),
) -> list[Row]:
    """One row per key. `what` names the column that tells what was reported (milestone, measure).

    `replacing` are the files and sheets that say of themselves that they replace an earlier one, with the
    day on which that was sent, if they name it: where one of them takes part in a conflict, or one replaces
    what was sent last, it wins, and that is told. What stands in one of the `drafts` gives way to what does
    not.
    """
    replacing = replacing or {}
    by_key: dict[tuple[Any, ...], list[Row]] = {}
    key_of = itemgetter(*key)
    for row in rows:
        by_key.setdefault(key_of(row), []).append(row)
    if len(by_key) == len(rows):
        return rows
    kept: list[Row] = []
    repeats: Counter[tuple[Any, ...]] = Counter()
    replaced: Counter[tuple[Any, ...]] = Counter()
    for same in by_key.values():
        first = same[0]
        if len(same) == 1:
            kept.append(first)
        elif all(_content(row) == _content(first) for row in same):
            kept.append(first)
            repeats.update((row["as_of"], *_place(row)[:2], str(_origin(first, False))) for row in same[1:])
        elif (winner := _winner(same, replacing) or _settled(same, drafts)) is not None:
            kept.append(winner)
            replaced.update(
                (*_place(winner)[:2], row["as_of"], str(_origin(row, False)))
                for row in same
                if _content(row) != _content(winner)
            )
        else:
            _tell_conflict(same, what, ledger)
    for (file, sheet, as_of, other), count in replaced.items():
        ledger.tell("report_replaced", Origin(file, sheet), raw=count, as_of=as_of, other=other)
    for (as_of, file, sheet, other), count in repeats.items():
        ledger.tell("reported_twice", Origin(file, sheet), raw=count, as_of=as_of, other=other)
    return kept


def _winner(same: list[Row], replacing: Replacing) -> Row | None:
    """The row of the one report that replaces the others; None where there is none or they disagree."""
    winners = [row for row in same if _place(row)[:2] in replacing]
    days = [day for row in winners if (day := replacing[_place(row)[:2]])]
    if winners and len(days) == len(winners):
        winners = [row for row in winners if replacing[_place(row)[:2]] == max(days)]
    agreed = bool(winners) and all(_content(row) == _content(winners[0]) for row in winners)
    return winners[0] if agreed else None


def _settled(same: list[Row], drafts: Collection[tuple[str, str]]) -> Row | None:
    """What all but the drafts say."""
    settled = [row for row in same if _place(row)[:2] not in drafts]
    agreed = bool(settled) and all(_content(row) == _content(settled[0]) for row in settled)
    return settled[0] if agreed and len(settled) < len(same) else None


def _content(row: Row) -> tuple[Any, ...]:
    return tuple(value for name, value in row.items() if name not in _ORIGIN)


def _place(row: Row) -> tuple[str, str, str]:
    return row["source_file"], row["source_sheet"], row["source_cell"]


def _origin(row: Row, with_cell: bool = True) -> Origin:
    file, sheet, cell = _place(row)
    return Origin(file, sheet, cell if with_cell else "")


def _tell_conflict(same: list[Row], what: str, ledger: Ledger) -> None:
    for row in same:
        other = next(o for o in same if _content(o) != _content(row))
        ledger.tell(
            "reports_conflict",
            _origin(row),
            organisation=row["organisation"],
            field=row[what],
            as_of=row["as_of"],
            raw=_shown(row),
            used=_shown(other),
            other=_origin(other),
        )
        ledger.refused_cells[row["source_file"], row["source_sheet"]].add(row["source_cell"])


def _shown(row: Row) -> str:
    """The reported values in a few words."""
    names = ("status", "planned_to", "actual_to", "held", "required", "count")
    return "; ".join(f"{name} {row[name]}" for name in names if row.get(name) is not None)
