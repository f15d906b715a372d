"""The invented office as a whole: its workbooks, and the truth that a reader is measured by."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd

from analysis.sample.layouts import QUICK, ROTATION, Layout
from analysis.sample.organisations import Organisation, invent_organisations
from analysis.sample.progress import Report
from analysis.sample.season import Season, invent_seasons
from analysis.sample.slips import slips_on
from analysis.sample.statistics import movement_workbook, register_workbook, structure_workbook
from analysis.sample.tasks import task_workbooks
from analysis.sample.workbook import Workbook
from analysis.sample.writing import write_workbook

Row = dict[str, Any]
_ORIGIN = ("source_file", "source_sheet", "source_cell")
TRUTH_COLUMNS: dict[str, tuple[str, ...]] = {
    "organisations": (
        "organisation", "organisation_kind", "organisation_type", "subcells", "members", "pilot", *_ORIGIN,
    ),
    "progress": (
        "as_of", "organisation", "milestone", "status", "planned_from", "planned_to", "actual_from",
        "actual_to", "held", "required", *_ORIGIN,
    ),
    "membership": ("as_of", "organisation", "measure", "count", *_ORIGIN),
    "tasks": (
        "as_of", "task", "owner", "due_from", "due_to", "status", "done_from", "done_to", *_ORIGIN,
    ),
    "findings": ("rule", "organisation", *_ORIGIN),
}  # fmt: skip
_TET = date(2025, 1, 29)
_REUNIFICATION_DAY = date(2025, 4, 30)
_LAST_REPORT = date(2025, 6, 30)
_SILENT_WEEKS = (date(2025, 2, 12), date(2025, 3, 5), date(2025, 5, 7), date(2025, 6, 11))
_RETURN_WEEKS = (date(2025, 2, 26), date(2025, 4, 2), date(2025, 5, 21), date(2025, 6, 18))


@dataclass(slots=True)
class Office:
    """An invented office: workbooks as an office keeps them, and what stands in them."""

    organisations: list[Organisation]
    seasons: list[Season]
    workbooks: list[Workbook] = field(default_factory=list)
    truth: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in TRUTH_COLUMNS})

    def truth_organisations(self) -> pd.DataFrame:
        """The register's rows."""
        return self._frame("organisations")

    def truth_progress(self) -> pd.DataFrame:
        """One row per organisation, milestone and report, as its cells say; `source_cell` is the name's."""
        return self._frame("progress")

    def truth_membership(self) -> pd.DataFrame:
        """One row per organisation, measure and report; `source_cell` is the name's."""
        return self._frame("membership")

    def truth_tasks(self) -> pd.DataFrame:
        """One row per task of the bloc and report; `source_cell` is the task's."""
        return self._frame("tasks")

    def truth_findings(self) -> pd.DataFrame:
        """The findings that a careful person owes these workbooks, each with its cell."""
        return self._frame("findings")

    def _frame(self, name: str) -> pd.DataFrame:
        columns = list(TRUTH_COLUMNS[name])
        frame = pd.DataFrame(self.truth[name], columns=columns, dtype=object)
        counts = {column: "Int64" for column in columns if column in _COUNTS}
        return frame.astype(counts)


_COUNTS = ("held", "required", "count", "subcells", "members")


def report_days() -> list[date]:
    """Wednesdays of the first half of 2025, but not in the Tết week, and the last day of all."""
    wednesdays = [date(2025, 1, 8) + timedelta(weeks=week) for week in range(25)]
    before_holiday = _REUNIFICATION_DAY - timedelta(days=1)
    days = [before_holiday if day == _REUNIFICATION_DAY else day for day in wednesdays if day != _TET]
    return [*days, _LAST_REPORT]


def sample_office(*, organisations: int = 88, members: int = 3445, seed: int = 2025) -> Office:
    """The invented office; the same arguments give the same office.

    Raises ValueError where there are too few members for so many organisations.
    """
    people = invent_organisations(organisations, members, Random(f"{seed}/organisations"))
    seasons = invent_seasons(people, Random(f"{seed}/seasons"))
    office = Office(people, seasons)
    _add_statistics(office, seed)
    silent, apart = _special(seasons, Random(f"{seed}/special"))
    for number, day in enumerate(report_days()):
        layout = ROTATION[number % len(ROTATION)]
        _add_report(office, layout, day, silent, apart, seed)
    for workbook, rows in task_workbooks(Random(f"{seed}/tasks")):
        office.workbooks.append(workbook)
        office.truth["tasks"] += rows
    return office


def _add_statistics(office: Office, seed: int) -> None:
    workbook, rows = register_workbook(office.organisations)
    office.workbooks.append(workbook)
    office.truth["organisations"] += rows
    rng = Random(f"{seed}/membership")
    for draw in (structure_workbook, movement_workbook):
        workbook, rows, owed = draw(office.organisations, rng)
        office.workbooks.append(workbook)
        office.truth["membership"] += rows
        office.truth["findings"] += owed


def _special(seasons: Sequence[Season], rng: Random) -> tuple[list[Season], dict[date, Season]]:
    """Two that do not report in some weeks, and four that once send a return of their own."""
    plain = [season for season in seasons if season.uneventful]
    drawn = rng.sample(plain, min(6, len(plain)))
    return drawn[:2], dict(zip(_RETURN_WEEKS, drawn[2:], strict=False))


def _add_report(
    office: Office, layout: Layout, day: date, silent: list[Season], apart: dict[date, Season], seed: int
) -> None:
    missing = silent if day in _SILENT_WEEKS else []
    away = [*missing, apart[day]] if day in apart else missing
    present = [season for season in office.seasons if season not in away]
    rng = Random(f"{seed}/{day}")
    report = Report(layout, day, rng, slips_on(day, present, rng))
    office.workbooks.append(report.draw(present))
    for season in missing:
        sheet = report.truth[0]["source_sheet"]
        where = {"source_file": report.file, "source_sheet": sheet, "source_cell": ""}
        report.findings.append(
            {"rule": "organisation_missing", "organisation": season.organisation.name} | where
        )
    _take(office, report)
    if day in apart:
        own = Report(_own_layout(apart[day]), day, rng)
        office.workbooks.append(own.draw([apart[day]]))
        _take(office, own)


def _take(office: Office, report: Report) -> None:
    office.truth["progress"] += report.truth
    office.truth["findings"] += report.findings


def _own_layout(season: Season) -> Layout:
    """A return of one organisation: the quick report's form with its own name in the banner."""
    name = season.organisation.name
    banner = (name.upper(), "BÁO CÁO TIẾN ĐỘ ĐẠI HỘI (dữ liệu minh họa)", "Tính đến ngày {d}/{m}/{y}", "")
    file = "Bao cao cua don vi {d}-{m}-{y}.xlsx"
    hand = replace(QUICK.hand, name=str)
    return replace(QUICK, file=file, banner=banner, numbered_columns=False, rows="flat", hand=hand)


def write_sample(
    folder: Path, *, organisations: int = 88, members: int = 3445, seed: int = 2025
) -> list[Path]:
    """Writes the workbooks into the folder, the truth beside it; the workbooks' paths.

    Raises ValueError where there are too few members for so many organisations.
    """
    office = sample_office(organisations=organisations, members=members, seed=seed)
    folder.mkdir(parents=True, exist_ok=True)
    paths = [write_workbook(workbook, folder) for workbook in office.workbooks]
    beside = folder.with_name(f"{folder.name}-truth")
    beside.mkdir(exist_ok=True)
    for name, columns in TRUTH_COLUMNS.items():
        with (beside / f"{name}.csv").open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(office.truth[name])
    return paths
