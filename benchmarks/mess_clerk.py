"""One office's habits: what its clerk writes into a cell, with what should be read there."""
# ruff: noqa: E501 - lists of words and spellings read better in long lines

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from benchmarks import mess_values as values
from benchmarks import mess_words as words
from benchmarks.mess_values import Written
from benchmarks.mess_workbooks import Mess
from benchmarks.mess_world import Office, Organisation

_NEAR_DAYS = 150
"""A day without its year is written only where no other year can be meant."""


class Clerk:
    """One office's habits: the words it uses and the mess it makes."""

    def __init__(self, office: Office, mess: Mess, rng: random.Random) -> None:
        self.office, self.mess, self.rng = office, mess, rng
        self.names = rng.choice(words.NAMES)
        self.ordinal = "" if "no numbering" in mess else rng.choice(words.ORDINALS)
        self.superscripts = () if {"TCVN3", "VNI"} & mess else ("¹", "²")
        self.done_words = rng.sample(values.DONE_WORDS, 3)
        self.not_words = rng.sample(values.NOT_WORDS, 2)
        self.going_words = rng.sample(values.GOING_WORDS, 2)
        self.wrong_names: dict[str, str] = {}

    # names

    def write_name(self, organisation: Organisation) -> Written:
        """The organisation's name as this report spells it."""
        rng, name = self.rng, organisation.name
        if "unknown names" in self.mess and rng.random() < 0.15 and self.office.strangers:
            return Written(rng.choice(self.office.strangers), None)
        if "near names" in self.mess and rng.random() < 0.15:
            return Written(_misspelt(organisation, rng), None)
        if "abbreviated names" in self.mess:
            name = rng.choice(_short_names(organisation))
        if "capitals" in self.mess and rng.random() < 0.6:
            name = name.upper()
        if "footnotes" in self.mess and rng.random() < 0.3:
            name += rng.choice(("*", " (*)", " (1)", " **", *self.superscripts))
        return Written(name, {"name": organisation.name})

    # one cell

    def soil(self, written: Written) -> Written:
        """The mess that befalls any cell of figures, marks or dates."""
        rng, mess = self.rng, self.mess
        if written.raw in (None, ""):
            return written
        if "error cells" in mess and rng.random() < 0.08:
            return Written(rng.choice(("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?")), None)
        if "uncomputed formulas" in mess and rng.random() < 0.08:
            return Written(rng.choice(("=SUM(Z1:Z9)", "=Z3+1", "=VLOOKUP(B5,Sheet9!A:C,3,0)")), None)
        if "numbers as text" in mess and isinstance(written.raw, int) and not isinstance(written.raw, bool):
            written.raw = str(written.raw)
        if "footnotes" in mess and isinstance(written.raw, str) and rng.random() < 0.2:
            written.raw += rng.choice(("*", " (*)", "**", " *", *self.superscripts))
        if "stray spaces" in mess and isinstance(written.raw, str):
            before, after = rng.choice(
                (("", " "), (" ", ""), ("\u00a0", " "), ("", "\n"), ("", "_x000D_\n"), ("", "\t"))
            )
            written.raw = before + written.raw + after
        return written

    def write_day(
        self, day: date, as_of: date, *, prefix: str, rough: bool = True, typed: bool = True
    ) -> Written:
        """A day with the fields `prefix`_from and _to, exactly or roughly told."""
        rng, mess = self.rng, self.mess
        if "impossible dates" in mess and rng.random() < 0.15:
            return Written(values.impossible_date(day, rng), None)
        if "turned dates" in mess:
            return _turned(day, prefix)
        span: values.Span = (day, day)
        raw: Any = values.spell_day(day, rng, plain=True)
        due = False
        if "real dates" in mess and typed:
            raw = day
        elif "serial dates" in mess and typed:
            raw = (day - date(1899, 12, 30)).days
        elif "date spellings" in mess:
            raw = values.spell_day(day, rng)
        elif "rough dates" in mess and rough and rng.random() < 0.7:
            raw, span = values.spell_roughly(day, rng)
        elif "years missing" in mess and abs((day - as_of).days) < _NEAR_DAYS and rng.random() < 0.7:
            raw, due = values.spell_without_year(day, rng), True
        return Written(raw, {f"{prefix}_from": span[0], f"{prefix}_to": span[1]}, due)

    def write_mark(self, organisation: Organisation, milestone: str, as_of: date) -> Written:
        """A milestone's cell: mark, words, date, or both."""
        rng, mess = self.rng, self.mess
        day = organisation.day_of(milestone, as_of)
        done, waiting, going = words_of(milestone)
        congress = organisation.day_of("congress_held", as_of)
        if milestone == "results_approved" and not organisation.elects and congress is not None:
            text = rng.choice(("Không bầu cử", "Chỉ định", "không áp dụng", "KAD"))
            return Written(text, {"status": "not_applicable"})
        if "open answers" in mess and rng.random() < 0.1:
            return Written(rng.choice(values.NO_ANSWER), None)
        if day is None:
            if organisation.is_next(milestone, as_of) and rng.random() < 0.5:
                text = rng.choice(going if "own words" in mess else self.going_words)
                return Written(text, {"status": "in_progress"})
            text = rng.choice((*waiting,) if "own words" in mess else (*self.not_words, ""))
            return Written(text, {"status": "not_started"})
        if "own words" in mess and rng.random() < 0.6:
            return self._in_words(milestone, day, done)
        if (rng.random() < 0.4 and "marks only" not in mess) or {"turned dates", "real dates"} & mess:
            told = self.write_day(day, as_of, prefix="actual")
            if told.fields is not None:
                told.fields["status"] = "done"
            return told
        return Written(
            rng.choice(self.done_words), {"status": "done", "actual_from": None, "actual_to": None}
        )

    def _in_words(self, milestone: str, day: date, done: Sequence[str]) -> Written:
        """Đã duyệt; Đã duyệt ngày 3/4/2025; Đã có KL số 45-KL/ĐUK ngày 3/4/2025."""
        rng = self.rng
        text = rng.choice(done)
        fields: dict[str, Any] = {"status": "done", "actual_from": None, "actual_to": None}
        way = rng.randrange(3)
        if way == 1 and "turned dates" not in self.mess:
            text += rng.choice((" ngày ", " ", ", ngày ", " (")) + f"{day.day}/{day.month}/{day.year}"
            text += ")" if "(" in text else ""
            fields |= {"actual_from": day, "actual_to": day}
        elif (
            way == 2
            and milestone in ("political_standards", "results_approved")
            and "turned dates" not in self.mess
        ):
            kind = "KL" if milestone == "political_standards" else "QĐ"
            text = rng.choice((f"{kind} số {rng.randint(10, 400)}-{kind}/ĐUK ngày {day.day}/{day.month}/{day.year}",
                               f"{rng.randint(10, 400)}-{kind}/ĐUK, {day.day}/{day.month}/{day.year}",
                               f"Đã có {kind} số {rng.randint(10, 99)} ngày {day.day}/{day.month}/{day.year}"))  # fmt: skip
            fields |= {"actual_from": day, "actual_to": day}
        return Written(text, fields)

    def write_planned(self, organisation: Organisation, as_of: date) -> Written:
        """The planned date of the congress."""
        rng = self.rng
        if rng.random() < 0.1:
            return Written(
                rng.choice(("", "-", "Chưa xác định", "chưa có")), {"planned_from": None, "planned_to": None}
            )
        if "rough dates" in self.mess and rng.random() < 0.3:
            text, (first, last) = values.spell_before(organisation.planned, rng)
            return Written(text, {"planned_from": first, "planned_to": last})
        written = self.write_day(organisation.planned, as_of, prefix="planned")
        if "own words" in self.mess and isinstance(written.raw, str) and rng.random() < 0.3:
            written.raw = rng.choice(
                ("Dự kiến {}", "dự kiến ngày {}", "{} (dự kiến)", "khoảng {}", "KH: {}")
            ).format(written.raw)
        return written

    def write_congress(self, organisation: Organisation, as_of: date, *, planned_here: bool) -> Written:
        """The day of the congress; where there is no column for the plan, the plan stands in it too."""
        day = organisation.day_of("congress_held", as_of)
        if day is not None:
            if self.rng.random() < 0.2 and not {"turned dates", "real dates"} & self.mess:
                return Written(self.rng.choice(self.done_words), {"status": "done", "actual_to": None})
            told = self.write_day(day, as_of, prefix="actual")
            if told.fields is not None:
                told.fields["status"] = "done"
            return told
        if planned_here and organisation.planned > as_of + timedelta(days=31) and self.rng.random() < 0.7:
            told = self.write_day(organisation.planned, as_of, prefix="planned")
            if told.fields is not None:
                told.fields["status"] = "not_started"
            told.due = True
            return told
        return Written(self.rng.choice((*self.not_words, "", "")), {"status": "not_started"})

    def write_count(self, count: int) -> Written:
        """A count of members or sub-cells."""
        raw = values.spell_count(count, self.rng) if "count spellings" in self.mess else count
        return Written(raw, {"count": count})


def words_of(milestone: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """What is said of this milestone where it is done, not started, going on."""
    done, waiting, going = values.OWN_WORDS[milestone]
    return done, (*waiting, *values.NOT_WORDS), (*going, *values.GOING_WORDS)


def _turned(day: date, prefix: str) -> Written:
    """What a US Excel made of a day typed day first."""
    if day.day > 12:
        return Written(
            f"{day.day:02}/{day.month:02}/{day.year}", {f"{prefix}_from": day, f"{prefix}_to": day}
        )
    turned = date(day.year, day.day, day.month)
    return Written(turned, None if turned != day else {f"{prefix}_from": day, f"{prefix}_to": day})


def _short_names(organisation: Organisation) -> list[str]:
    bare = organisation.bare_name
    if organisation.kind == "party_committee":
        names = [f"ĐB {bare}", f"Đảng uỷ {bare}", f"Đảng ủy {bare}", bare, f"ĐU {bare}", f"Đảng bộ cơ sở {bare}",
                 f"ĐBCS {bare}", f"đảng bộ {bare}"]  # fmt: skip
    else:
        names = [
            f"CB {bare}",
            f"Chi bộ cơ sở {bare}",
            bare,
            f"CBCS {bare}",
            f"Chi Bộ {bare}",
            f"chi bộ {bare}",
        ]
    names += [name.replace("Công ty cổ phần", "Cty CP").replace("Bệnh viện", "BV").replace("Văn phòng", "VP")
              .replace(" và ", " & ").replace("Ủy ban", "Uỷ ban").replace("Hòa", "Hoà").replace("Thủy", "Thuỷ")
              for name in names]  # fmt: skip
    return names


def _misspelt(organisation: Organisation, rng: random.Random) -> str:
    """A name that is nearly, but not certainly, this one."""
    parts = organisation.name.split(" ")
    at = rng.randrange(2, len(parts))
    word = parts[at]
    parts[at] = rng.choice((word[:-1] + ("m" if word[-1] != "m" else "n"), word + "h", f"{word} {word}"))
    return " ".join(parts)
