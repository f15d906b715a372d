"""What the cells of a row say of a milestone: done, under way, planned, and when; or why they are refused."""

from __future__ import annotations

import re

from analysis.clean.cells_of_row import CellsOfRow
from analysis.clean.milestone_fields import SUBCELLS_LEFT, Reading, counts_subcells, fields_of
from analysis.clean.notes_of_row import says_held, says_moved, says_results_pending
from analysis.clean.spelling import with_marks
from analysis.clean.subcell_counts import SubcellCounts
from analysis.clean.unread_values import Fault
from analysis.clean.values import Mark, lies_ahead, read_mark, read_when
from analysis.date_interval import DateInterval
from analysis.dates import format_date
from analysis.deeds import is_day_of_deed, tells_deeds, tells_plans_and_deeds
from analysis.plain_words import plain_fold
from analysis.text import fold

_BLANK = Mark("not_started")
_SETTLES = re.compile(r"\b(?:đã|xong|hoàn thành|không|miễn|chỉ định)\b")
_CALLS_OFF = re.compile(
    r"không (?:tổ chức|tiến hành|đại hội|đh)(?: đại hội| đh)?(?! được| kịp)\b(?P<more>.*)"
)
_MOST_DAYS_OF_A_CONGRESS = 5
_YES = ("có", "đúng", "x", "v", "chưa", "vâng", "đúng vậy")
_NO = ("không", "không phải", "sai")
_DONE_ALL_THE_SAME = ("rồi", "đã có", "đã duyệt", "đã xong", "xong", "đã có rồi", "có rồi")
"""Answers to a question whether something is not done yet."""


class MilestoneCells(CellsOfRow):
    """The cells of one row, read as what they say of a milestone; what can't be read is refused."""

    def read(self, milestone: str) -> Reading | None:
        """None where the milestone gets no row: refused, or the table has no column of it."""
        if milestone == "subcell_congresses":
            counts = ("subcells_fraction", "subcells_held", SUBCELLS_LEFT)
            if not any(name in self.form.headings for name in counts):
                return None
            return SubcellCounts(self.form, self.record, self.organisation, self.ledger).read()
        if not any(name in self.form.headings for name in fields_of(milestone)):
            return None
        if milestone == "congress_held":
            return self._congress()
        if milestone == "results_approved":
            return self._results()
        return self._marked(milestone, self.day(f"{milestone}/planned"))

    def _marked(self, milestone: str, planned: DateInterval | None = None) -> Reading | None:
        mark = self._mark(milestone)
        if mark is None:
            return None
        when = mark.when
        if when is not None and lies_ahead(mark, self.as_of) and self._says_done(milestone):
            self.refuse("done_before_its_day", milestone, day=format_date(when.last, "vi"))
            return None
        if mark.status == "in_progress":
            return Reading.of(mark, planned or self._expected(milestone, mark))
        if mark.status != "planned" and when is not None and self._holds_plans_too(milestone):
            plan = mark.status != "done" or when.last > self.as_of
            return Reading("not_started", planned=when) if plan else Reading.of(mark, planned)
        if milestone == "congress_held" and mark.status == "done" and self._is_half_over(when):
            self.refuse("period_not_over", milestone)
            return None
        if mark.status != "planned" and when is not None and lies_ahead(mark, self.as_of):
            if milestone == "congress_held" and self.form.says_of_congress(self.record) == "planned":
                return Reading("not_started", planned=when)
            self.tell(
                "date_after_as_of",
                next(n for n in (f"{milestone}/time", *fields_of(milestone)) if n in self.record.said),
                used=format_date(when.last, "vi"),
                as_of=format_date(self.as_of, "vi"),
                organisation=self.organisation.name,
            )
            return Reading("not_started", planned=when)
        return Reading.of(mark, planned or self._expected(milestone, mark))

    def _says_done(self, milestone: str) -> bool:
        """Whether a cell of its own says "đã đại hội", beside the day."""
        value = self.record.value(milestone)
        mark = read_mark(value, self.as_of, self.form.headings.get(milestone, ""), milestone)
        return isinstance(mark, Mark) and mark.status == "done" and mark.when is None

    def _is_half_over(self, when: DateInterval | None) -> bool:
        """On 10/6 "Tháng 6/2025", where nothing says whether it was held or will be: plans have no column."""
        value, heading = self.record.value("congress_held"), fold(self.form.headings.get("congress_held", ""))
        if when is None or when.first is None or not isinstance(value, str) or tells_deeds(heading):
            return False
        long = (when.last - when.first).days > _MOST_DAYS_OF_A_CONGRESS
        bare = read_when(value, self.as_of) == when and not _SETTLES.search(fold(value))
        told = self.form.says_of_congress(self.record) or "congress_planned" in self.form.headings
        return bare and long and when.first <= self.as_of < when.last and not told

    def _holds_plans_too(self, milestone: str) -> bool:
        """A column "Ngày ĐH (dự kiến hoặc đã tổ chức)": what is not over on the report's day is a plan."""
        return tells_plans_and_deeds(plain_fold(self.form.headings.get(milestone, "")))

    def _mark(self, name: str) -> Mark | None:
        """What a milestone's columns say together; None where they can't be read or contradict."""
        said = self._single_mark(name)
        if said is None:
            return None
        states = [part for part in ("in_progress", "not_started") if self._is_marked(f"{name}/{part}")]
        if len(states) + (said.status != "not_started") > 1:
            self.refuse("marked_twice", f"{name}/{states[-1]}")
            return None
        if (answer := self._answer(f"{name}/not_started")) is not None:
            return None if isinstance(answer, Fault) else answer
        if not states and name not in self.form.headings and self._has_states(name):
            return None  # a column "chưa" that is left blank says nothing by itself
        if states:
            opened = self._open(f"{name}/{states[0]}", states[0])
            when = self._time(name, opened) if opened else None
            if opened is None or self._is_past_though_open(name, f"{name}/{states[0]}", opened, when):
                return None
            return self._at_time(opened, when)
        if said.status == "not_started" and self._is_numbered(f"{name}/number"):
            said = Mark("done")
        when = self._time(name, said)
        if when is not None and self.record.value(name) is None and self._is_day_of_deed(f"{name}/time"):
            return Mark("done", when)
        if self._is_past_though_open(name, name, said, when):
            return None
        return self._at_time(said, when)

    def _answer(self, name: str) -> Mark | Fault | None:
        """What is answered to "Hồ sơ chưa được duyệt?"; None where the heading asks nothing."""
        value = self.record.value(name)
        if "?" not in self.form.headings.get(name, "") or value is None:
            return None
        key = fold(str(value))
        if key in _NO or key in _DONE_ALL_THE_SAME:
            return Mark("done")
        if key in _YES:
            return Mark("not_started")
        self.refuse("status_unreadable", name)
        return Fault("status_unreadable")

    def _is_past_though_open(self, name: str, state: str, mark: Mark, when: DateInterval | None) -> bool:
        """Beside "chưa tổ chức" a mere "Ngày" that has passed: an old plan, or a deed that was not noted."""
        if mark.status != "not_started" or when is None or when.last >= self.as_of:
            return False
        if self.record.value(state) is None or self._is_schedule(name):
            return False
        self.refuse("open_after_its_day", state, day=format_date(when.last, "vi"))
        self.refuse("open_after_its_day", f"{name}/time", day=format_date(when.last, "vi"))
        return True

    def _is_schedule(self, name: str) -> bool:
        """Whether the same column gives days ahead, or a title or section says that its days are plans."""
        if self.form.says_of_congress(self.record) == "planned":
            return True
        values = {record.value(f"{name}/time") for record in self.form.records}
        days = [read_when(value, self.as_of) for value in values]
        return any(
            isinstance(when, DateInterval) and lies_ahead(Mark("planned", when), self.as_of) for when in days
        )

    def _time(self, name: str, mark: Mark) -> DateInterval | None:
        """The day from a column of its own, but for what is under way: that day is neither of both."""
        return None if mark.status == "in_progress" else self.day(f"{name}/time")

    def _expected(self, name: str, mark: Mark) -> DateInterval | None:
        """The day beside what is under way is when it is expected; of one that has passed nobody knows."""
        when = self.day(f"{name}/time") if mark.status == "in_progress" else None
        if when is None or lies_ahead(Mark("planned", when), self.as_of):
            return when
        self.refuse("day_left_open", f"{name}/time")
        return None

    def _is_day_of_deed(self, name: str) -> bool:
        return is_day_of_deed(plain_fold(self.form.headings.get(name, "")))

    def _single_mark(self, name: str) -> Mark | None:
        milestone = "results_approved" if name == "results_decision" else name.split("/")[0]
        heading = self.form.headings.get(name, "")
        value = self.record.value(name)
        mark = read_mark(value, self.as_of, heading, milestone)
        if self.organisation.kind == "party_cell" and counts_subcells(value):
            mark = Fault("subcells_of_a_cell")
        if isinstance(mark, Fault):
            self.refuse(mark.rule, name)
            return None
        if mark.when is not None and name.split("/")[0] != "personnel_planning" and self.is_far(mark.when):
            self.refuse("date_far", name, day=format_date(mark.when.last, "vi"))
            return None
        self.tell_assumed_year(name, mark.when)
        return mark

    def _has_states(self, name: str) -> bool:
        """Whether the table has columns for what is under way or not begun."""
        return any(f"{name}/{part}" in self.form.headings for part in ("in_progress", "not_started"))

    def _is_marked(self, name: str) -> bool:
        """Whether a column such as "chưa" carries a cross or more; a dash or a nought is none."""
        value = self.record.value(name)
        mark = read_mark(value, self.as_of) if value is not None else _BLANK
        return isinstance(mark, Fault) or mark.status != "not_started"

    def _is_numbered(self, name: str) -> bool:
        """A decision's number says that there is one; a dash is none."""
        value = self.record.value(name)
        return value is not None and read_mark(value, self.as_of) != Mark("not_started")

    def _open(self, name: str, status: str) -> Mark | None:
        """A cross under "chưa" or "đang"; a day there is a plan."""
        mark = self._single_mark(name)
        if mark is None or mark.when is None:
            return mark and Mark(status)
        return Mark("planned", mark.when)

    @staticmethod
    def _at_time(mark: Mark, when: DateInterval | None) -> Mark:
        """The day from a column of its own: of the deed where it is done, otherwise of the plan."""
        if when is None or mark.when is not None:
            return mark
        return Mark("planned" if mark.status == "not_started" else mark.status, when)

    def _congress(self) -> Reading | None:
        if self.organisation.kind == "party_committee" and self._refuse_subcell_column():
            return None
        if (told := self._settled_among_plans()) is not None:
            return told
        if (more := self._calls_off("congress_planned")) is not None:
            if not more and self._row_is_excused():
                return Reading("not_applicable")
            self.refuse("status_unreadable", "congress_planned")
            return None
        if says_held(self.record):
            self.refuse("note_says_held", "note")
            return None
        planned = self.day("congress_planned") or self.day("congress_held/planned")
        read: Reading | None = Reading("not_started", planned=planned)
        if any(name.startswith("congress_held") for name in self.form.headings):
            read = self._as_its_section_says(self._marked("congress_held", planned))
        if read is not None and says_moved(self.record, read, self.as_of):
            self.refuse("note_says_moved", "note")
            return None
        return read

    def _settled_among_plans(self) -> Reading | None:
        """In the column of plans "Đã ĐH 4/3/2025" is no plan any more, and "Không tổ chức" never was one."""
        value = self.record.value("congress_planned")
        if not isinstance(value, str) or not _SETTLES.search(fold(with_marks(value))):
            return None
        if any(name.startswith("congress_held") for name in self.record.said):
            return None
        mark = read_mark(value, self.as_of, milestone="congress_held")  # its heading names the plan
        if isinstance(mark, Fault) or mark.status not in ("done", "not_applicable"):
            return None
        if lies_ahead(mark, self.as_of):
            return None
        self.tell_assumed_year("congress_planned", mark.when)
        return Reading.of(mark)

    def _calls_off(self, name: str) -> str | None:
        """What follows "Không tổ chức": no congress at all, or none yet; alone or unclear, it stays open."""
        value = self.record.value(name)
        off = _CALLS_OFF.fullmatch(fold(with_marks(value))) if isinstance(value, str) else None
        return off and off["more"]

    def _row_is_excused(self) -> bool:
        """Whether another cell of the row says that its milestone does not apply; a cell has no sub-cells."""
        said = self.record.said.items()
        texts = [v for name, v in said if isinstance(v, str) and not name.startswith("subcell")]
        return Mark("not_applicable") in [read_mark(text, self.as_of) for text in texts]

    def _as_its_section_says(self, said: Reading | None) -> Reading | None:
        """Below "đã đại hội" a blank cell is done; below "chưa đại hội" a day is a plan, a cross a puzzle."""
        section = self.form.says_of_congress(self.record)
        blank = not any(name.startswith("congress_held") for name in self.record.said)
        if said is None or section is None:
            return said
        if section == "excused" and said.status == "not_started" and said.planned is None:
            return Reading("not_applicable")
        if section == "held" and blank:
            return said._replace(status="done", actual=said.actual)
        if section == "planned" and said.status == "done":
            if said.actual is None:
                self.refuse("status_unreadable", "congress_held")
                return None
            return Reading("not_started", planned=said.actual)
        return said

    def _refuse_subcell_column(self) -> bool:
        """A heading such as "Ngày đại hội chi bộ" is not about a committee's own congress."""
        refused = False
        for name in ("congress_held", "congress_planned"):
            words = plain_fold(self.form.headings.get(name, ""))
            of_subcells = "chi bộ" in words or (name in self.form.headings and self.form.about_subcells)
            if of_subcells and not any(word in words for word in ("đảng bộ", "cơ sở")):
                refused = True
                if name in self.record.said:
                    self.refuse("column_of_subcells", name)
        return refused

    def _results(self) -> Reading | None:
        """A decision number alone says that the results are approved; the date says when."""
        if any(name.startswith("results_approved") for name in self.form.headings):
            mark = self._mark("results_approved")
            decided = self.record.value("results_decision")
            if mark is not None and mark.status == "in_progress" and self._is_numbered("results_decision"):
                self.refuse("marked_twice", "results_decision")
                return None
            if mark is not None and mark.when is None and mark.status in ("not_started", "done") and decided:
                mark = self._mark("results_decision") if mark.status == "not_started" else self._dated(mark)
        else:
            mark = self._mark("results_decision")
        if mark == _BLANK and says_results_pending(self.record, self.as_of):
            self.refuse("status_unreadable", "note")
            return None
        if mark is None:
            return None
        planned = self.day("results_approved/planned")
        return Reading.of(mark, planned or self._expected("results_approved", mark))

    def _dated(self, mark: Mark) -> Mark:
        """A cross with the day from the decision beside it."""
        decision = read_mark(self.record.value("results_decision"), self.as_of)
        return (
            mark if isinstance(decision, Fault) or decision.when is None else Mark(mark.status, decision.when)
        )
