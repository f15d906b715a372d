"""The counts of one organisation held against one another: they stay as written, contradictions are told.

A finding stands at the sum, or at the part that is too large, and names the other cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from analysis.clean.counts import read_number
from analysis.clean.form import Form, Ledger, Record
from analysis.clean.names import Organisation
from analysis.clean.unread_values import Fault

INCREASES = ("admitted", "transferred_in", "restored")
DECREASES = ("died", "expelled", "removed", "resigned", "transferred_out")
OTHER_DECREASE = "decrease_other"
"""A column of several causes at once, "Khai trừ, xóa tên": none of the measures, but fewer members."""
PARTS = ("full", "probationary", "women", "ethnic_minority", "religious", "exempt")
Counts = Mapping[str, int]
_YOUNGEST, _OLDEST = 18, 999


class MemberSums:
    """Checks one row; `refused` are its figures that could not be read: a sum of them is not compared."""

    def __init__(
        self,
        form: Form,
        record: Record,
        organisation: Organisation,
        counts: Counts,
        refused: set[str],
        ledger: Ledger,
    ) -> None:
        self.form, self.record, self.organisation = form, record, organisation
        self.counts, self.refused, self.ledger = counts, refused, ledger

    def check(self) -> None:
        """No part is more than the whole, full and probationary and the ages add up to it, A + B − C = D."""
        name = "total" if "total" in self.counts else "closing"
        if name in self.counts:
            self._check_parts(name)
            self._check_sum("parts_differ_from_total", ("full", "probationary"), name)
            ages = [measure for measure in self.form.headings if measure.startswith("age_")]
            self._check_ages([age for age in ages if age in self.counts], name, _are_all_ages(ages))
        self._check_movement()
        for sum_of, moves in (("increase_total", INCREASES), ("decrease_total", DECREASES)):
            self._check_printed(sum_of, moves)

    def _check_parts(self, name: str) -> None:
        whole = self.counts[name]
        for part in PARTS:
            if self.counts.get(part, 0) > whole:
                self._tell("parts_exceed_whole", part, self.counts[part], whole, [name])

    def _check_sum(self, rule: str, parts: Iterable[str], name: str) -> None:
        known = [part for part in parts if part in self.counts]
        added = sum(self.counts[part] for part in known)
        if len(known) > 1 and added != self.counts[name]:
            self._tell(rule, name, added, self.counts[name], known)

    def _check_ages(self, ages: list[str], name: str, all_of_them: bool) -> None:
        added = sum(self.counts[age] for age in ages)
        unread = any(measure.startswith("age_") for measure in self.refused)
        if ages and not unread and all_of_them and added != self.counts[name]:
            self._tell("ages_differ_from_total", ages[0], added, self.counts[name], [*ages[1:], name])

    def _check_movement(self) -> None:
        moves = [name for name in (*INCREASES, *DECREASES) if name in self.counts]
        known = "opening" in self.counts and "closing" in self.counts
        others = self._other_decrease()
        if not known or not moves or others is None:
            return
        if not self.refused.isdisjoint((*INCREASES, *DECREASES)):
            return
        moved = self.counts["opening"] + sum(self.counts.get(name, 0) for name in INCREASES)
        moved -= sum(self.counts.get(name, 0) for name in DECREASES) + others
        moves += [OTHER_DECREASE] if others else []
        if moved != self.counts["closing"]:
            self._tell("movement_differs", "closing", moved, self.counts["closing"], ["opening", *moves])

    def _check_printed(self, sum_of: str, moves: Iterable[str]) -> None:
        """The column "Tổng tăng" beside its parts."""
        printed = read_number(self.record.value(sum_of))
        named = [name for name in moves if name in self.form.headings]
        known = [name for name in named if name in self.counts]
        others = self._other_decrease() if sum_of == "decrease_total" else 0
        if not isinstance(printed, int) or not known or others is None or not self.refused.isdisjoint(named):
            return
        added = sum(self.counts[name] for name in known) + others
        if added != printed:
            self._tell("parts_differ_from_total", sum_of, added, printed, known)

    def _other_decrease(self) -> int | None:
        """How many left for one of several causes; None where the cell can't be read."""
        number = read_number(self.record.value(OTHER_DECREASE))
        return None if isinstance(number, Fault) else number or 0

    def _tell(self, rule: str, at: str, raw: int, used: int, others: Iterable[str]) -> None:
        self.ledger.tell(
            rule,
            self.form.origin(self.record.cell(at)),
            organisation=self.organisation.name,
            raw=raw,
            used=used,
            field=self.form.headings[at],
            other=", ".join(self.record.cell(name) for name in others),
        )


def _are_all_ages(measures: Iterable[str]) -> bool:
    """Whether bands follow one another from the youngest member to the oldest: "Trên 60" alone is a part."""
    bands = sorted((_end(low, 0), _end(high, _OLDEST)) for _, low, high in (m.split("_") for m in measures))
    follow = all(later == high + 1 for (_, high), (later, _) in pairwise(bands))
    return bool(bands) and bands[0][0] <= _YOUNGEST and follow and bands[-1][1] == _OLDEST


def _end(age: str, otherwise: int) -> int:
    return int(age) if age else otherwise
