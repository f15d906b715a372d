"""Draws one progress report: the layout's cells, and beside them what they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from random import Random
from typing import Any

from analysis.cells import cell_address
from analysis.sample.hand import Said
from analysis.sample.layouts import MADE_UP, Column, Layout
from analysis.sample.organisations import TYPE_NAMES
from analysis.sample.season import PREPARATIONS, Season
from analysis.sample.slips import Slip
from analysis.sample.workbook import Cell, Sheet, Workbook

Row = dict[str, Any]
_GROUP_NAMES = {
    "administrative": "Cơ quan hành chính",
    "public_service": "Đơn vị sự nghiệp",
    "enterprise": "Doanh nghiệp",
}
_WIDTHS = {"ordinal": 5, "organisation": 42, "type": 13, "note": 22}


@dataclass(slots=True)
class Report:
    """A drawn report and its truth: rows as the table `progress` has them, and the findings owed."""

    layout: Layout
    as_of: date
    rng: Random
    slips: dict[tuple[str, str], Slip] = field(default_factory=dict)
    file: str = ""
    truth: list[Row] = field(default_factory=list)
    findings: list[Row] = field(default_factory=list)

    def draw(self, seasons: Sequence[Season]) -> Workbook:
        """The workbook; the truth gathers in the report."""
        self.file = self.file or self._filled(self.layout.file)
        parts = _by_type(seasons) if self.layout.rows == "sheets" else [("", list(seasons))]
        sheets = [self._sheet(kind, part) for kind, part in parts]
        return Workbook(self.file, sheets, self.layout.letters)

    def _filled(self, text: str, kind: str = "") -> str:
        on = self.as_of
        names = {"type": _GROUP_NAMES.get(kind, ""), "TYPE": _GROUP_NAMES.get(kind, "").upper()}
        week = f"{on.isocalendar().week:02d}"
        return text.format(d=on.day, m=on.month, y=on.year, week=week, made_up=MADE_UP, **names)

    def _sheet(self, kind: str, seasons: list[Season]) -> Sheet:
        sheet = Sheet(self._filled(self.layout.sheet, kind) or self.file.removesuffix(".csv"))
        columns = self.layout.columns_on(self.as_of)
        sheet.widths |= {i: _WIDTHS.get(column.field, 15) for i, column in enumerate(columns)}
        for line in self.layout.banner:
            sheet.add([self._filled(line, kind) or None], "title")
        self._header(sheet, columns)
        start = len(self.truth)
        self._body(sheet, columns, seasons)
        if self.layout.total:
            self._total(sheet, columns, self.truth[start:])
        self._footer(sheet)
        return sheet

    def _header(self, sheet: Sheet, columns: list[Column]) -> None:
        top = sheet.rows
        depth = len(columns[0].headings)
        grid = [[column.headings[level] for column in columns] for level in range(depth)]
        for row in grid:
            above: list[Cell] = [t if t and (i == 0 or row[i - 1] != t) else None for i, t in enumerate(row)]
            sheet.add(above, "header")
        if self.layout.merged and depth == 2:
            sheet.merges += _merges(grid, top)
        if self.layout.numbered_columns:
            sheet.add([str(number) for number in range(1, len(columns) + 1)], "header")

    def _body(self, sheet: Sheet, columns: list[Column], seasons: list[Season]) -> None:
        if self.layout.rows == "groups":
            for letter, (kind, part) in zip("ABC", _by_type(seasons), strict=False):
                sheet.add([None, f"{letter}. {_GROUP_NAMES[kind]}"], "group")
                for number, season in enumerate(part, 1):
                    self._line(sheet, columns, season, number)
            return
        if self.layout.rows == "by_plan":
            seasons = sorted(seasons, key=lambda s: (s.plan(self.as_of)[1], s.organisation.name))
        for number, season in enumerate(seasons, 1):
            if self.layout.page_length and number > 1 and number % self.layout.page_length == 1:
                self._header(sheet, columns)
            self._line(sheet, columns, season, number)
        for slip in (slip for (name, _), slip in self.slips.items() if not name):
            self._stranger(sheet, columns, slip, len(seasons) + 1)

    def _line(self, sheet: Sheet, columns: list[Column], season: Season, number: int) -> None:
        """One organisation's row, and one row of truth per milestone that the report asks for."""
        organisation = season.organisation
        row = sheet.rows
        hand, rng = self.layout.hand, self.rng
        dated = rng.random() < hand.dated
        said: dict[str, Said] = {}
        for column, spec in enumerate(columns):
            cell = self._filled_in(spec.field, season, number, dated)
            slip = self.slips.get((organisation.name, spec.field))
            if slip:
                cell = slip.apply(cell, season, self.as_of)
            said[spec.field] = cell
            address = sheet.put(row, column, cell.cell)
            if cell.rule:
                self._owe(cell.rule, sheet, address, organisation.name)
        if said["organisation"].rule:
            self._owe("organisation_missing", sheet, "", organisation.name)
            return
        place = cell_address(row, [spec.field for spec in columns].index("organisation"))
        self._state(sheet, season, said, place)

    def _filled_in(self, name: str, season: Season, number: int, dated: bool) -> Said:
        hand, rng, on, organisation = self.layout.hand, self.rng, self.as_of, season.organisation
        if name in (*PREPARATIONS, "results_approved"):
            return hand.mark(season, name, on, dated or name == "results_approved", rng)
        if name == "congress_planned":
            return hand.plan(season, on, rng)
        if name == "congress_held":
            return hand.congress(season, on, rng)
        if name in ("results_decision", "results_day"):
            return _decision(season, on, name)
        if name.startswith("subcells"):
            return Said(_subcells(name, season, on, hand.no_figure))
        star = "*" if organisation.pilot and self.layout.page_length else ""
        shown: dict[str, Cell] = {
            "ordinal": number,
            "organisation": hand.name(organisation.name) + star,
            "type": TYPE_NAMES[organisation.type],
            "note": "Đại hội điểm" if organisation.pilot else None,
        }
        return Said(shown[name])

    def _stranger(self, sheet: Sheet, columns: list[Column], slip: Slip, number: int) -> None:
        """A row of somebody who is not in the register."""
        row = sheet.rows
        shown: dict[str, Cell] = {
            "ordinal": number, "organisation": str(slip.shown), "type": "Doanh nghiệp",
            "personnel_planning": self.layout.hand.done[0],
        }  # fmt: skip
        for column, spec in enumerate(columns):
            address = sheet.put(row, column, shown.get(spec.field))
            if spec.field == "organisation":
                self._owe(slip.rule, sheet, address, "")

    def _state(self, sheet: Sheet, season: Season, said: dict[str, Said], place: str) -> None:
        rows: dict[str, Row] = {}
        for name in (*PREPARATIONS, "results_approved"):
            if name in said and said[name].status != "refused":
                rows[name] = _truth(said[name])
        if "results_day" in said:
            decision = said["results_decision"]
            rows["results_approved"] = _truth(said["results_day"] if said["results_day"].when else decision)
        if season.organisation.subcells and (counts := _counted(said)):
            held, required = counts
            status = "done" if held == required else "in_progress" if held else "not_started"
            rows["subcell_congresses"] = {"status": status, "held": held, "required": required}
        if "congress_held" in said:
            rows["congress_held"] = _congress(said["congress_held"], said.get("congress_planned"), self.as_of)
        for milestone, row in rows.items():
            who: Row = {
                "as_of": self.as_of,
                "organisation": season.organisation.name,
                "milestone": milestone,
            }
            where = {"source_file": self.file, "source_sheet": sheet.name, "source_cell": place}
            self.truth.append(who | row | where)
        self._contradictions(sheet, season, rows, place)

    def _contradictions(self, sheet: Sheet, season: Season, rows: dict[str, Row], place: str) -> None:
        """A congress that was held although the dossier is not approved: a finding at the congress."""
        if rows.get("congress_held", {}).get("status") != "done" or "dossier_approved" not in rows:
            return
        dossier = rows["dossier_approved"]
        later = dossier.get("actual_from") and dossier["actual_from"] > rows["congress_held"]["actual_to"]
        if dossier["status"] != "done" or later:
            columns = [spec.field for spec in self.layout.columns_on(self.as_of)]
            row_number = "".join(character for character in place if character.isdigit())
            at = cell_address(int(row_number) - 1, columns.index("congress_held"))
            self._owe("before_prerequisite", sheet, at, season.organisation.name)

    def _owe(self, rule: str, sheet: Sheet, cell: str, organisation: str) -> None:
        where = {"source_file": self.file, "source_sheet": sheet.name, "source_cell": cell}
        self.findings.append({"rule": rule, "organisation": organisation} | where)

    def _total(self, sheet: Sheet, columns: list[Column], truth: list[Row]) -> None:
        """Sub-cells summed up, milestones counted; one report's sum is off by one."""
        row = sheet.rows
        sheet.put(row, 1, self.layout.total, "total")
        for column, spec in enumerate(columns):
            total = _printed(spec.field, truth)
            slip = self.slips.get(("total", spec.field))
            if slip and total is not None:
                address = cell_address(row, column)
                self._owe(slip.rule, sheet, address, "")
                self.slips.pop(("total", spec.field))
                total += 1
            if total is not None:
                sheet.put(row, column, total, "total")

    def _footer(self, sheet: Sheet) -> None:
        for note in self.layout.notes:
            sheet.add([None, note or None], "title" if note.startswith("Ghi chú") else "signature")
        if self.layout.signature:
            sheet.rows += 1
            sheet.add([None, "NGƯỜI LẬP BIỂU", None, None, None, None, "T/M BAN THƯỜNG VỤ"], "signature")
            sheet.rows += 3
            sheet.add([None, "Nguyễn Văn Mẫu", None, None, None, None, "Trần Thị Mẫu"], "signature")


def _by_type(seasons: Sequence[Season]) -> list[tuple[str, list[Season]]]:
    return [(kind, list(part)) for kind, part in groupby(seasons, key=lambda s: s.organisation.type)]


def _merges(grid: list[list[str]], top: int) -> list[tuple[int, int, int, int]]:
    """A heading over several columns is merged across them, one with nothing below it downwards."""
    merges = []
    upper, lower = grid
    for text, run in groupby(range(len(upper)), key=lambda i: upper[i]):
        columns = list(run)
        if not lower[columns[0]]:
            merges += [(top, column, top + 1, column) for column in columns]
        elif text and len(columns) > 1:
            merges.append((top, columns[0], top, columns[-1]))
    return merges


def _decision(season: Season, on: date, name: str) -> Said:
    status = season.status("results_approved", on)
    if status == "done":
        day = season.actual("results_approved")
        shown: Cell = f"{season.decision}-QĐ/ĐUK" if name == "results_decision" else day[1]
        return Said(shown, "done", day if name == "results_day" else None)
    if status == "not_applicable" and name == "results_decision":
        return Said("Không áp dụng", status)
    return Said(None)


def _subcells(name: str, season: Season, on: date, nothing: Cell) -> Cell:
    required = season.organisation.subcells
    if required is None:
        return nothing
    held = season.subcells_held(on)
    shown: dict[str, Cell] = {"subcells_fraction": f"{held}/{required}", "subcells_held": held}
    return shown.get(name, required)


def _counted(said: dict[str, Said]) -> tuple[int, int] | None:
    """Held and required as the cells say; None where one of them can't be read."""
    if any(cell.status == "refused" for name, cell in said.items() if name.startswith("subcells")):
        return None
    if fraction := said.get("subcells_fraction"):
        held, required = str(fraction.cell).split("/")
        return int(held), int(required)
    if "subcells_held" not in said:
        return None
    return int(str(said["subcells_held"].cell)), int(str(said["subcells_required"].cell))


def _truth(said: Said) -> Row:
    actual = said.when if said.status == "done" and said.when else (None, None)
    return {"status": said.status, "actual_from": actual[0], "actual_to": actual[1]}


def _congress(held: Said, planned: Said | None, as_of: date) -> Row:
    plan = planned.when if planned and planned.when else (None, None)
    if held.when and held.when[1] > as_of:
        return {"status": "not_started", "planned_from": held.when[0], "planned_to": held.when[1]}
    return {"planned_from": plan[0], "planned_to": plan[1]} | _truth(held)


def _printed(name: str, truth: list[Row]) -> int | None:
    if name in ("subcells_held", "subcells_required"):
        figure = name.removeprefix("subcells_")
        return sum(int(row[figure]) for row in truth if row["milestone"] == "subcell_congresses")
    if name in (*PREPARATIONS, "congress_held"):
        return sum((row["milestone"], row["status"]) == (name, "done") for row in truth)
    return None
