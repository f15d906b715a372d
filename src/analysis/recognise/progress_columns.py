"""Columns of a report on progress whose own heading leaves open which of several things they say."""

from __future__ import annotations

import re

from analysis.recognise.fields import field_of, heading_key
from analysis.recognise.part_columns import MARKED, part_of
from analysis.recognise.table import Table
from analysis.recognise.title_says import TIME, title_says


def tell_marks_apart(names: dict[int, str | None], table: Table) -> None:
    """The columns of one milestone: planned, done, its number."""
    for milestone in MARKED:
        same = {
            column: heading_key(table.paths[column][-1]) for column in names if names[column] == milestone
        }
        if len(same) > 1:
            for column, key in same.items():
                names[column] = part_of(milestone, key, [k for c, k in same.items() if c != column])


def follow_title(names: dict[int, str | None], table: Table) -> None:
    """A column "Thời gian" means what the title says of the list; of a schedule no day is done."""
    said = title_says(table)
    if said is None:
        return
    held = [column for column, name in names.items() if name == "congress_held"]
    if said == "planned" and len(held) == 1 and "congress_planned" not in names.values():
        names[held[0]] = "congress_planned"
    if not any(name and name.startswith("congress_") for name in names.values()):
        times = [
            c for c, name in names.items() if name is None and TIME.match(heading_key(table.paths[c][-1]))
        ]
        filled = bool(times) and all(times[0] in line.cells for line in table.data)
        if len(times) == 1 and (said == "planned" or filled):
            names[times[0]] = "congress_held" if said == "held" else "congress_planned"


def without_stray_decisions(names: dict[int, str | None], table: Table) -> None:
    """The day of a decision is that of the results only beside a column of theirs."""
    decided = [column for column, name in names.items() if name in ("results_approved", "results_decision")]
    spoken = [c for c in decided if _OF_RESULTS.search(heading_key(" ".join(table.paths[c])))]
    if not spoken:
        names.update(dict.fromkeys((c for c in decided if names[c] == "results_approved"), None))


_OF_RESULTS = re.compile(r"chuẩn y|công nhận|số quyết định|quyết định số|\bsố qđ")


def state_of_wider(path: tuple[str, ...]) -> str | None:
    """A column "Đang chuẩn bị" below "Tình trạng đại hội" is a state of what stands above it."""
    above = field_of("progress", path[:-1]) if len(path) > 1 else None
    part = part_of(above, heading_key(path[-1])) if above in MARKED else None
    return part if part and part.endswith(("/not_started", "/in_progress")) else None
