"""One person's row of a roster: what it counts for, and what it leaves open.

What a blank cell means depends on the list: where others are marked Kinh, a blank is no Kinh, and where
the day of birth stands in the column of the men or the women, a row without one has no sex.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from analysis.cells import Value
from analysis.clean.form import Form, Ledger, Record
from analysis.clean.unread_values import DoubtfulDate, Fault
from analysis.clean.values import Mark, read_mark, read_when
from analysis.dates import format_date
from analysis.plain_words import plain_fold
from analysis.text import fold
from analysis.vocabulary import entries

_MAJORITY = (
    "kinh",
    "không",
    "ko",
    "k",
    "không có",
    "không tôn giáo",
    "0",
    "lương",
    "không theo",
    "không theo đạo",
    "",
)
_DITTO = ('"', "''", "”", "nt", "như trên", "-nt-", "//")
_GONE = re.compile(
    r"từ trần|đã mất|đã chuyển|chuyển (?:đi|sinh hoạt|đảng)|xóa tên|xoá tên|khai trừ|xin ra|ra khỏi"
)
_NOT_GIVEN = object()
_LONGEST_PROBATION = timedelta(days=550)
"""Twelve months, and the time that a late decision takes: who waits longer was forgotten in the list."""
_STATUS_FIELDS = ("full_date", "member_status", "probationary")


class Person(NamedTuple):
    """What a row says, for as long as it takes to count it; `open` are the measures that it leaves open."""

    measures: tuple[str, ...]
    identity: tuple[str, object] | None
    open: tuple[str, ...] = ()


def measures_of(form: Form) -> list[str]:
    """What a roster can be counted for."""
    has = form.headings.__contains__
    names = ["total"]
    names += ["full", "probationary"] if any(map(has, _STATUS_FIELDS)) else []
    names += ["women"] if has("women") or has("birth_women") else []
    names += ["ethnic_minority"] if has("ethnic_minority") else []
    names += ["religious"] if has("religious") else []
    born = has("birth_date") or has("birth_men") or has("birth_women")
    return names + ([name for name, _, _ in _bands()] if born else [])


def _bands() -> list[tuple[str, int, int]]:
    return [
        (f"age_{row['low']}_{row['high']}", int(row["low"] or 0), int(row["high"] or 200))
        for row in entries("age_bands")
    ]


class PersonReader:
    """Reads the persons of one list."""

    def __init__(self, form: Form, ledger: Ledger) -> None:
        assert form.as_of is not None
        self.form, self.ledger = form, ledger
        self.as_of: date = form.as_of
        self._all = measures_of(form)
        here = sum(map(self._is_here, form.records))
        self._crossed_as_here = here * 2 > len(form.records)
        self._sexes_written = any(fold(str(record.value("women"))) == "nam" for record in form.records)
        self._majority_written = {
            name: any(_is_majority(record.value(name)) for record in form.records)
            for name in ("ethnic_minority", "religious")
        }

    def read(self, record: Record) -> Person:
        """The person of a row; what can't be told is open, with a finding at the cell."""
        measures: list[str] = ["total"]
        left_open: list[str] = []
        if not set(_STATUS_FIELDS).isdisjoint(self.form.headings):
            status = self._status(record)
            measures += [status] if status else []
            left_open += [] if status else ["full", "probationary"]
        for name, told in (
            ("women", self._is_woman(record)),
            ("ethnic_minority", self._is_of(record, "ethnic_minority", "ethnic_majority")),
            ("religious", self._is_of(record, "religious", "no_religion")),
        ):
            measures += [name] if told else []
            left_open += [name] if told is None else []
        born = self._born(record)
        if born is None:
            left_open += [name for name, _, _ in _bands()]
        else:
            measures += [name for name, low, high in _bands() if low <= _age(born, self.as_of) <= high]
        if self._does_not_count(record):
            left_open += self._all
        name = fold(f"{record.value('person')} {record.value('given_name') or ''}")
        known = born or record.value("admitted_date")
        return Person(tuple(measures), (name, known) if known is not None else None, tuple(left_open))

    def _does_not_count(self, record: Record) -> bool:
        """Whether a person had left, or not come by the list's day: if they count is not for us to say."""
        if any(_GONE.search(plain_fold(str(record.value(name) or ""))) for name in ("remark", "activity")):
            return True
        if self._crossed_as_here and not self._is_here(record):
            self._tell("personal_left_open", record, "activity")
            return True
        admitted = self._admitted(record)
        if not isinstance(admitted, date) or admitted <= self.as_of:
            return False
        name = "admitted_date" if "admitted_date" in record.said else "probationary"
        self._tell("admitted_after_as_of", record, name, as_of=format_date(self.as_of, "vi"))
        return True

    def _is_here(self, record: Record) -> bool:
        """Crossed like the others in the column of those who take part in the life of the cell."""
        return read_mark(record.value("activity"), None) == Mark("done")

    def _status(self, record: Record) -> str | None:
        """Full or probationary, by the words or the mark in its column, else by the official date."""
        for name in ("member_status", "full_date"):
            said = record.value(name)
            if isinstance(said, str) and (status := _statuses().get(plain_fold(said))) is not None:
                return status
        if "member_status" in record.said:
            self._refuse("personal_status_unreadable", record, "member_status")
            return None
        if "probationary" in self.form.headings and self._joined(record) is None:
            crossed = self._is_crossed(record, "probationary")
            if crossed or crossed is None:
                return "probationary" if crossed else None
        if "full_date" in self.form.headings:
            return self._by_official_date(record)
        return "full" if "probationary" in self.form.headings else None

    def _by_official_date(self, record: Record) -> str | None:
        said = record.value("full_date")
        if isinstance(said, str) and read_mark(said, None) == Mark("done"):
            return "full"
        if (year := _year(said)) is not None:
            same = year == self.as_of.year
            return None if same else "full" if year < self.as_of.year else "probationary"
        full = self._day(record, "full_date")
        if full is _NOT_GIVEN:
            return None
        if isinstance(full, date) and full <= self.as_of:
            return "full"
        return self._waiting(record, full if isinstance(full, date) else None)

    def _waiting(self, record: Record, full: date | None) -> str | None:
        """Probationary where the official day is to come; open where it ought to have come long ago."""
        admitted = self._admitted(record)
        if isinstance(admitted, int):
            overdue = self.as_of.year - admitted > 1
        elif admitted is not None:
            overdue = self.as_of - admitted > _LONGEST_PROBATION
        else:
            overdue = full is None and "admitted_date" in self.form.headings
        if overdue or (full is None and self._crosses_both(record)):
            self._tell("personal_left_open", record, "full_date")
            return None
        if full is not None:
            self._tell("official_after_as_of", record, "full_date", as_of=format_date(self.as_of, "vi"))
        return "probationary"

    def _crosses_both(self, record: Record) -> bool:
        """Full and probationary members have a column of crosses each, and neither has one."""
        return "probationary" in self.form.headings and self._joined(record) is None

    def _admitted(self, record: Record) -> date | int | None:
        """The day, or only the year, when a person was admitted; None where it is not said."""
        value = record.value("admitted_date")
        if (year := _year(value)) is not None:
            return year
        when = read_when(value, self.as_of) if value is not None else None
        return when.last if when is not None and not isinstance(when, Fault) else self._joined(record)

    def _joined(self, record: Record) -> date | None:
        """The day in the column of the probationary: the day of admission is no cross."""
        mark = read_mark(record.value("probationary"), self.as_of)
        return mark.when.last if isinstance(mark, Mark) and mark.when is not None else None

    def _day(self, record: Record, name: str) -> date | object | None:
        """The last day that a date cell may mean; None where blank, _NOT_GIVEN where it can't be read."""
        when = read_when(record.value(name), self.as_of)
        if isinstance(when, Fault):
            swapped = when.rule == "date_swapped"
            self._refuse(f"personal_{when.rule}" if swapped else "personal_date_unreadable", record, name)
            return _NOT_GIVEN
        return when.last if when else None

    def _born(self, record: Record) -> date | int | None:
        """The day of birth, or only the year."""
        columns = [n for n in ("birth_date", "birth_women", "birth_men") if n in self.form.headings]
        name = next((n for n in columns if n in record.said), None)
        if name is None:
            if "birth_date" in columns:
                self._tell("personal_left_open", record, "birth_date")
            return None
        value = record.value(name)
        if isinstance(value, DoubtfulDate):
            return value.year
        if (year := _year(value)) is not None:
            return year
        born = self._day(record, name) if value is not None else None
        return born if isinstance(born, date) else None

    def _is_woman(self, record: Record) -> bool | None:
        """None where it is not said: a blank where others are marked nam, two birth dates or none."""
        if "birth_women" in record.said:
            return None if "birth_men" in record.said else True
        value = record.value("women")
        if value is None:
            by_birth = "birth_women" in self.form.headings and "birth_men" in self.form.headings
            silent = self._sexes_written or (by_birth and "birth_men" not in record.said)
            if silent:
                self._tell("personal_left_open", record, "women" if self._sexes_written else "birth_women")
            return None if silent else False
        key = plain_fold(str(value))
        if key in ("nữ", "nam"):
            return key != "nam"
        return self._is_crossed(record, "women")

    def _is_crossed(self, record: Record, name: str) -> bool | None:
        mark = read_mark(record.value(name), self.as_of)
        if isinstance(mark, Fault):
            self._refuse("personal_status_unreadable", record, name)
            return None
        return mark.status == "done"

    def _is_of(self, record: Record, name: str, opposite: str) -> bool | None:
        """Of a minority, or of a religion: what is written is one, unless kinh or không; None: not said."""
        if name not in self.form.headings:
            return False
        value = record.value(name)
        if value is not None and str(value).strip().lower() in _DITTO:
            return None
        told = value is not None and not _is_majority(value)
        if told and opposite in record.said:
            return None
        if value is None and self._majority_written[name]:
            self._tell("personal_left_open", record, name)
            return None
        return told

    def _tell(self, rule: str, record: Record, name: str, **values: object) -> None:
        values["field"] = self.form.headings.get(name, name)
        self.ledger.tell(rule, self.form.origin(record.cell(name)), **values)

    def _refuse(self, rule: str, record: Record, name: str) -> None:
        self.ledger.refuse(rule, self.form, record.cell(name), field=self.form.headings[name])


@cache
def _statuses() -> dict[str, str]:
    return {fold(row["phrase"]): row["status"] for row in entries("member_statuses")}


def _is_majority(value: Value) -> bool:
    key = plain_fold(str(value)) if value is not None else ""
    return value is not None and (key in _MAJORITY or key.startswith("kinh "))


def _year(value: Value) -> int | None:
    text = str(value).strip() if isinstance(value, int | str) else ""
    return int(text) if len(text) == 4 and text.isdigit() and 1900 <= int(text) <= 2100 else None


def _age(born: date | int, as_of: date) -> int:
    """Full years on the day; of a year alone, the years between."""
    if isinstance(born, int):
        return as_of.year - born
    return as_of.year - born.year - ((as_of.month, as_of.day) < (born.month, born.day))
