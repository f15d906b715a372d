"""The wrong cells of the sample: each owes a finding, and truth says what is then left to read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from analysis.sample.hand import Said
from analysis.sample.season import Season
from analysis.sample.workbook import Cell


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip of the pen in one field of one report. `shown` None: made from the right value."""

    as_of: date
    field: str
    rule: str
    shown: Cell = None

    def apply(self, cell: Said, season: Season, on: date) -> Said:
        """The cell as it was slipped, and what it says then."""
        make = _MADE_FROM.get(self.rule)
        if make:
            return replace(make(cell, season, on), rule=self.rule)
        return Said(self.shown, "refused", None, self.rule)


def _misspelt(cell: Said, season: Season, on: date) -> Said:  # noqa: ARG001
    text = str(cell.cell)
    return Said(text[:-2] + text[-1])


def _one_too_many(cell: Said, season: Season, on: date) -> Said:  # noqa: ARG001
    return Said((season.organisation.subcells or 0) + 1, "refused")


def _one_more(cell: Said, season: Season, on: date) -> Said:  # noqa: ARG001
    return Said((season.organisation.subcells or 0) + 1)


def _as_a_date(cell: Said, season: Season, on: date) -> Said:  # noqa: ARG001
    """9/10 typed into a cell that takes it for 9 October."""
    return Said(date(on.year, season.organisation.subcells or 1, season.subcells_held(on) or 1), "refused")


def _plan_in_the_wrong_column(cell: Said, season: Season, on: date) -> Said:  # noqa: ARG001
    day = season.plan(on)[1]
    return Said(f"{day:%d/%m/%Y}", "done", (day, day))


_MADE_FROM: dict[str, Callable[[Said, Season, date], Said]] = {
    "name_unknown": _misspelt,
    "more_held_than_required": _one_too_many,
    "subcells_differ": _one_more,
    "count_is_date": _as_a_date,
    "date_after_as_of": _plan_in_the_wrong_column,
}

SLIPS = (
    Slip(date(2025, 3, 5), "documents_drafted", "status_unreadable", "???"),
    Slip(date(2025, 3, 5), "subcells_fraction", "count_is_date"),
    Slip(date(2025, 3, 12), "subcells_required", "subcells_differ"),
    Slip(date(2025, 3, 19), "", "name_unknown", "Chi bộ Công ty Không Tên"),
    Slip(date(2025, 3, 26), "total", "printed_total_differs"),
    Slip(date(2025, 4, 2), "subcells_held", "more_held_than_required"),
    Slip(date(2025, 4, 23), "congress_planned", "date_impossible", "31/4/2025"),
    Slip(date(2025, 5, 7), "organisation", "name_unknown"),
    Slip(date(2025, 5, 21), "congress_held", "date_after_as_of"),
    Slip(date(2025, 6, 4), "congress_planned", "date_unreadable", "sau lễ"),
    Slip(date(2025, 6, 11), "dossier_approved", "status_unreadable", "gửi lại"),
)


def slips_on(on: date, seasons: list[Season], rng: Random) -> dict[tuple[str, str], Slip]:
    """The slips of that day's report, each with the organisation and the field that it befalls."""
    placed: dict[tuple[str, str], Slip] = {}
    for slip in SLIPS:
        if slip.as_of != on:
            continue
        if slip.field == "total":
            placed["total", "subcells_required"] = slip
            continue
        fitting = [season for season in seasons if _may_befall(slip, season)]
        if slip.field and fitting:
            placed[rng.choice(fitting).organisation.name, slip.field] = slip
        elif not slip.field:
            placed["", ""] = slip
    return placed


def _may_befall(slip: Slip, season: Season) -> bool:
    """Where the slip is unmistakable: the right value is there, and no other finding arises from it."""
    organisation, on = season.organisation, slip.as_of
    if not season.uneventful:
        return False
    if slip.field.startswith("subcells"):
        return bool(organisation.subcells and 0 < season.subcells_held(on) < organisation.subcells)
    if slip.field == "organisation":
        return organisation.subcells is None
    if slip.rule == "date_after_as_of":
        exact = season.plan(on)
        return season.done["congress_held"] > on and exact[0] == exact[1] and exact[1] > on
    return season.done["congress_held"] > on
