"""How somebody fills in a cell, and what the cell then says: one knows no more than what stands there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from analysis.sample.season import Season, Span, month_of
from analysis.sample.workbook import Cell

_ROMAN = {1: "I", 4: "II", 7: "III", 10: "IV"}


@dataclass(frozen=True, slots=True)
class Said:
    """A filled cell and what a careful person reads there; `rule` names a finding that is owed for it."""

    cell: Cell
    status: str = "not_started"
    when: Span | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Hand:
    """The habits of one writer. `dated` is the share of rows in which marks are dates."""

    done: tuple[str, ...]
    working: tuple[str, ...]
    approving: tuple[str, ...]
    waiting: tuple[Cell, ...]
    days: tuple[str, ...] = ("padded",)
    dated: float = 0.0
    before_date: tuple[str, ...] = ("",)
    no_figure: Cell = None
    decisions: bool = False
    name: Callable[[str], str] = str

    def mark(self, season: Season, milestone: str, on: date, dated: bool, rng: Random) -> Said:
        """The cell of a milestone that is marked."""
        status = season.status(milestone, on)
        if status == "not_applicable":
            return Said("Không áp dụng", status)
        if status == "not_started":
            return Said(rng.choice(self.waiting), status)
        if status == "in_progress":
            words = self.approving if milestone in ("dossier_approved", "results_approved") else self.working
            return Said(rng.choice(words), status)
        if milestone == "results_approved" and self.decisions:
            day = season.actual(milestone)
            return Said(f"QĐ {season.decision}-QĐ/ĐUK ngày {day[1].day}/{day[1]:%m/%Y}", "done", day)
        if dated:
            return self.day(season.actual(milestone), on, rng, before=rng.choice(self.before_date))
        return Said(rng.choice(self.done), "done")

    def congress(self, season: Season, on: date, rng: Random) -> Said:
        """The cell of the day on which the congress was held; blank until then."""
        status = season.status("congress_held", on)
        if status == "done":
            return self.day(season.actual("congress_held"), on, rng)
        return Said("Không áp dụng" if status == "not_applicable" else None, status)

    def plan(self, season: Season, on: date, rng: Random) -> Said:
        """The cell of the planned day, as roughly as it is known."""
        if season.status("congress_held", on) == "not_applicable":
            return Said(None)
        return self.day(season.plan(on), on, rng)

    def day(self, span: Span, on: date, rng: Random, before: str = "") -> Said:
        """A day or a span of days; without its year only where no other can be meant."""
        first, last = span
        if first != last:
            return Said(_span_words(span, rng), "done", span)
        form = rng.choice(self.days)
        if form == "real" and not before:
            return Said(last, "done", span)
        if form == "no_year" and abs((last - on).days) < 150 and not before:
            return Said(f"{last.day}/{last.month}", "done", span, "date_year_assumed")
        text = {
            "plain": f"{last.day}/{last.month}/{last.year}",
            "short": f"{last.day}/{last.month}/{last:%y}",
            "words": f"ngày {last.day}/{last.month}/{last.year}",
        }.get(form, f"{last:%d/%m/%Y}")
        return Said(before + text, "done", span)


def _span_words(span: Span, rng: Random) -> str:
    first, last = span
    if first is None:
        return f"trước {last.day}/{last.month}/{last.year}"
    month = month_of(first)
    if span == month:
        return rng.choice((f"tháng {first.month}/{first.year}", f"T{first.month}/{first.year}"))
    if (first.day, last) == (21, month[1]):
        return f"cuối tháng {first.month}/{first.year}"
    if (last - first).days > 60:
        return f"quý {_ROMAN[first.month]}/{first.year}"
    if first.month == last.month:
        return f"{first.day}-{last.day}/{last.month}/{last.year}"
    return f"{first.day}/{first.month}-{last:%d/%m/%Y}"


def short_name(name: str) -> str:
    """As notes for the desk have it: ĐB Sở Y tế, CB Cty Du lịch."""
    return (
        name.replace("Đảng bộ", "ĐB", 1)
        .replace("Chi bộ", "CB", 1)
        .replace("Công ty Cổ phần", "Cty CP")
        .replace("Công ty", "Cty")
    )


def old_spelling(name: str) -> str:
    """The tone on the other vowel, and the committee instead of its organisation."""
    swapped = name.replace("hóa", "hoá").replace("Tòa", "Toà").replace("ủy", "uỷ").replace("Ủy", "Uỷ")
    return swapped.replace("Đảng bộ", "Đảng uỷ", 1)
