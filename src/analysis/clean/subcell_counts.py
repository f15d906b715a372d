"""How many of an organisation's sub-cells have held their congress, by the cells of its row."""

from __future__ import annotations

from analysis.clean.cells_of_row import CellsOfRow
from analysis.clean.counts import ALL_HELD_ON, read_held_of_required, read_number
from analysis.clean.milestone_fields import (
    SUBCELL_FIELDS,
    SUBCELLS_LEFT,
    SUBCELLS_PLANNED,
    SUBCELLS_TIME,
    Reading,
)
from analysis.clean.unread_values import Explained, Fault
from analysis.clean.values import Mark, read_mark, read_when
from analysis.date_interval import DateInterval


class SubcellCounts(CellsOfRow):
    """Held and required: in one cell, in two, or in words."""

    def read(self) -> Reading | None:
        """None where the counts can't be read, or contradict themselves."""
        if (said := self._in_words()) is not None:
            return said
        counted = self._held_and_required()
        if isinstance(counted, Fault):
            return None
        held, required = counted
        if held is None and required is None:
            return self._of_subcells("not_started", None, None)
        if held is None or required is None:
            held, required = held or 0, required if required is not None else self.organisation.subcells
        if required is None or held > required:
            self.refuse(
                "more_held_than_required",
                self._subcell_field(),
                held=held,
                required=required or "?",
                organisation=self.organisation.name,
            )
            return None
        if self.organisation.subcells is not None and required != self.organisation.subcells:
            self.tell(
                "subcells_differ",
                "subcells_required" if "subcells_required" in self.record.said else self._subcell_field(),
                raw=required,
                used=self.organisation.subcells,
                organisation=self.organisation.name,
            )
        status = "done" if held == required else "in_progress" if held else "not_started"
        return self._of_subcells(status, held, required)

    def refuse_stray(self) -> None:
        """Figures for a milestone that the organisation does not have: sub-cells of a cell."""
        for name in (*SUBCELL_FIELDS, SUBCELLS_LEFT):
            value = self.record.value(name)
            count = read_held_of_required(value) if name == "subcells_fraction" else read_number(value)
            if isinstance(count, Fault) and read_mark(value, None) in (
                Mark("not_applicable"),
                Mark("not_started"),
            ):
                continue  # "không có chi bộ trực thuộc" says it
            if count not in (None, 0, (0, 0)):
                self.refuse("subcells_of_a_cell", name, organisation=self.organisation.name)

    def _in_words(self) -> Reading | None:
        """All, none or not applicable, said without a count: the register knows how many there are."""
        name = self._subcell_field()
        value = self.record.value(name)
        if name in ("organisation", SUBCELLS_LEFT) or not isinstance(read_held_of_required(value), Fault):
            return None
        mark = read_mark(value, self.as_of, self.form.headings[name], "subcell_congresses")
        words = value.meaning if isinstance(value, Explained) else value
        if not isinstance(words, str) or isinstance(mark, Fault) or mark.when or words.isdecimal():
            return None
        if mark.status == "in_progress" and "%" not in words and any(map(str.isdecimal, words)):
            return None  # "còn 01 chi bộ": of how many, only a sheet with counts says
        whole = self.organisation.subcells
        held = {"done": whole, "not_started": 0}.get(mark.status)
        return self._of_subcells(mark.status, held, whole if held is not None else None)

    def _of_subcells(self, status: str, held: int | None, required: int | None) -> Reading:
        """With the day from a column of its own: of the last congress, or of when they will be over."""
        when, planned = self.day(SUBCELLS_TIME) or self._over_since(), self.day(SUBCELLS_PLANNED)
        if status == "done":
            return Reading(status, planned, when, held, required)
        return Reading(status, planned or when, None, held, required)

    def _over_since(self) -> DateInterval | None:
        """The day behind the counts where all have held: "12/12 xong 15/4"."""
        value = self.record.value("subcells_fraction")
        found = ALL_HELD_ON.fullmatch(value) if isinstance(value, str) else None
        when = read_when(found["day"], self.as_of) if found else None
        if isinstance(when, Fault):
            self.refuse(when.rule, "subcells_fraction")
            return None
        self.tell_assumed_year("subcells_fraction", when)
        return when

    def _held_and_required(self) -> tuple[int | None, int | None] | Fault:
        if "subcells_fraction" in self.record.said:
            fraction = read_held_of_required(self.record.value("subcells_fraction"))
            if isinstance(fraction, Fault):
                self.refuse(fraction.rule, "subcells_fraction")
                return fraction
            held, required = fraction or (None, None)
            left = None if held is None or required is None else required - held
            both = (("subcells_held", held), ("subcells_required", required), (SUBCELLS_LEFT, left))
            for name, same in both:
                if self.record.value(name) is not None and read_number(self.record.value(name)) != same:
                    self.refuse("marked_twice", name)
                    return Fault("marked_twice")
            return held, required
        if SUBCELLS_LEFT in self.form.headings and "subcells_held" not in self.form.headings:
            return self._all_but_those_left()
        return self._both_counts("subcells_held")

    def _both_counts(self, first: str) -> tuple[int | None, int | None] | Fault:
        counts: list[int | None] = []
        for name in (first, "subcells_required"):
            count = read_number(self.record.value(name))
            if isinstance(count, Fault):
                self.refuse(count.rule, name)
                return count
            counts.append(count)
        return counts[0], counts[1]

    def _all_but_those_left(self) -> tuple[int | None, int | None] | Fault:
        """Held are all but those that "còn chưa ĐH"; whether a blank means none or all, nobody knows."""
        both = self._both_counts(SUBCELLS_LEFT)
        if isinstance(both, Fault):
            return both
        left, required = both
        if left is None and required is None:
            return None, None
        whole = required if required is not None else self.organisation.subcells
        if left is None:
            heading = self.form.headings[SUBCELLS_LEFT]
            self.refuse("count_unreadable", "subcells_required", raw="", field=heading)
            return Fault("count_unreadable")
        if whole is None or left > whole:
            self.refuse("more_left_than_required", SUBCELLS_LEFT, left=left, required=whole or "?")
            return Fault("more_left_than_required")
        return whole - left, whole

    def _subcell_field(self) -> str:
        told = (*SUBCELL_FIELDS, SUBCELLS_LEFT)
        return next((name for name in told if name in self.record.said), "organisation")
