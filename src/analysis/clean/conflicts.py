"""The same thing reported twice for one date: kept once where it agrees, refused on both sides where not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from analysis.clean.form import Ledger
from analysis.findings import Origin

Row = dict[str, Any]
_ORIGIN = ("source_file", "source_sheet", "source_cell")


def without_conflicts(rows: list[Row], key: Sequence[str], what: str, ledger: Ledger) -> list[Row]:
    """One row per key. `what` names the column that tells what was reported (milestone, measure)."""
    by_key: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        by_key.setdefault(tuple(row[name] for name in key), []).append(row)
    kept: list[Row] = []
    repeats: Counter[tuple[Any, ...]] = Counter()
    for same in by_key.values():
        first = same[0]
        if all(_content(row) == _content(first) for row in same):
            kept.append(first)
            repeats.update((row["as_of"], *_place(row)[:2], str(_origin(first, False))) for row in same[1:])
        else:
            _tell_conflict(same, what, ledger)
    for (as_of, file, sheet, other), count in repeats.items():
        ledger.tell("reported_twice", Origin(file, sheet), raw=count, as_of=as_of, other=other)
    return kept


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
        ledger.refused_cells.add(_origin(row))


def _shown(row: Row) -> str:
    """The reported values in a few words."""
    names = ("status", "planned_to", "actual_to", "held", "required", "count")
    return "; ".join(f"{name} {row[name]}" for name in names if row.get(name) is not None)
