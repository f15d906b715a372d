"""How much a row looks like headings: by its words, by what it names and by what stands below it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from analysis.cells import Value
from analysis.memo import Memo
from analysis.recognise.heading_looks import (
    Row,
    are_days_of_month,
    are_periods,
    are_sections,
    are_weekdays,
    is_band,
    is_labelled_value,
    is_signed,
    period,
)
from analysis.recognise.looks import is_amount, is_small_letter, is_words, look
from analysis.recognise.number_rows import is_number_row
from analysis.recognise.words import plays
from analysis.text import fold

LONGEST_HEADING = 160
_LOOK_AHEAD = 6
_A_MONTH = 28
"""So many days side by side are headings without a numbering before them."""
_OF_A_WEEK = 6
"""Weekdays are headings, whatever the names of organisations in the days below sound like."""
_CITES = re.compile(r"\bsố\s*:?\s*\d", re.IGNORECASE)
"""A letterhead cites its decision by number; a heading names none."""


class HeadingScores:
    """Scores the rows of one sheet; `hits` counts the texts of a row that are known headings."""

    def __init__(self, rows: list[Row], hits: Callable[[tuple[str, ...]], int]) -> None:
        self.rows = rows
        self.hits = hits
        self.seen: set[str] = set()
        self._counts: dict[int, int] = {}

    def score(self, r: int, start: int) -> int:
        """How much row `r` looks like the top row of a heading block; 3 is enough."""
        row = self.rows[r]
        count = self.headings(r) if len(row) >= 2 else 0
        if count < 2:
            return 0
        words = [str(value) for _, value in row if is_words(value)]
        if any(len(text) > LONGEST_HEADING for text in words[count > 3 :]):
            return 0
        if self._is_total(row) or are_sections(row) or is_labelled_value(row):
            return 0
        numbered = any(plays("ordinal", text) for text in words)
        if start and not numbered and is_signed(row):
            return 0
        score = 1 + (count >= 3) + 3 * numbered + _OF_A_WEEK * are_weekdays(row)
        score += min(
            4, self.hits(tuple(text for text in words if len(text) <= 80 and not _CITES.search(text)))
        )
        score -= 2 * any(plays("title", text) and len(row) < 3 for text in words)
        numbered = numbered or self.numbers_follow(r)
        score += 3 * self.numbers_follow(r)
        evidence = self._body_evidence(r, row, start)
        return 0 if start and not numbered and not evidence else score + evidence

    def headings(self, r: int) -> int:
        """How many cells of row `r` can stand as headings; 0 where one of them can't."""
        if r not in self._counts:
            self._counts[r] = self._count_headings(r)
        return self._counts[r]

    def _count_headings(self, r: int) -> int:
        """Words, and beside them a year, an age band, days; years and days in order even without words."""
        kinds: dict[str, list[Value]] = {}
        row = self.rows[r]
        if row and type(row[0][1]) is int and len(row) < _A_MONTH and _KINDS_OF[int][row[0][1]] == "day":
            return 0  # as nearly every row of a body begins
        for _, value in row:
            memo = _KINDS_OF.get(type(value))
            kind = _kind_of_heading(value) if memo is None else memo[value]
            if kind is None or (kind == "day" and "words" not in kinds and len(row) < _A_MONTH):
                return 0
            kinds.setdefault(kind, []).append(value)
        counts = {kind: len(values) for kind, values in kinds.items()}
        words, days = counts.get("words", 0), counts.get("day", 0)
        if "letter" in kinds and not self._letters_over_figures(r):
            return 0
        if days and not self._are_days(r, kinds["day"]):
            return 0
        periods = [moment for value in kinds.get("period", []) if (moment := period(value))]
        if len(periods) >= 2:
            if not are_periods(periods) or self._periods_below(r):
                return 0
            words += len(periods)
        elif any(month for _, month, _ in periods):
            return 0  # a single day is a value
        words += counts.get("letter", 0) + counts.get("band", 0)
        return words + days if words else 0

    def _are_days(self, r: int, values: list[Value]) -> bool:
        """The days of a month side by side, or 1, 2, 3 beside a numbering's heading."""
        days = [day for value in values if (day := _small_number(value)) is not None]
        numbered = any(plays("ordinal", str(value)) for _, value in self.rows[r][:2])
        return are_days_of_month(days) and (len(days) >= _A_MONTH or numbered)

    def _letters_over_figures(self, r: int) -> bool:
        """P, W, L beside words, or M and C by turns, over nothing but figures: headings in one letter."""
        row = self.rows[r]
        columns = {c for c, value in row if isinstance(value, str) and len(value) == 1}
        texts = [str(value) for c, value in row if c in columns]
        by_turns = len(texts) >= 4 and any(_come_by_turns(texts, count) for count in (2, 3))
        several = len(texts) < len(row) and len(set(texts)) * 2 > len(texts)
        if len(texts) < 3 or not (by_turns or several):
            return False
        bodies = [[v for c, v in self.rows[b] if c in columns] for b in self.rows_below(r)]
        below = [value for values in [values for values in bodies if values][:2] for value in values]
        return len(below) >= len(columns) and all(look(v) in ("figure", "ordinal") for v in below)

    def _periods_below(self, r: int) -> bool:
        """Years over nothing but years are data: years of birth, of foundation; 1925 farms once are none."""
        columns = {c for c, value in self.rows[r] if period(value) is not None}
        bodies = [[v for c, v in self.rows[b] if c in columns] for b in self.rows_below(r)[:3]]
        years = [sum(period(value) is not None for value in below) * 2 > len(below) for below in bodies]
        return any(years) and all(years)

    @staticmethod
    def _is_total(row: Row) -> bool:
        return (
            plays("total", str(row[0][1]))
            and not any(plays("ordinal", str(value)) for _, value in row)
            and any(is_amount(value) for _, value in row)
        )

    def numbers_follow(self, r: int) -> bool:
        """A row that numbers the columns, right below or below at most two more rows of headings."""
        for b in range(r + 1, min(r + 4, len(self.rows))):
            if is_number_row(self.rows[b], self.rows[r]):
                return True
            if not self.rows[b] or not self.headings(b):
                return False
        return False

    def _body_evidence(self, r: int, row: Row, start: int) -> int:
        """Figures, marks or numbering right below in the same columns speak for headings above.

        So do rows of words that fill the same columns, at the top of a sheet and below three headings;
        further down, a heading that the tables above have too.
        """
        if figures := self.figures_below(r):
            return min(2, figures)
        if start:
            return heading_word(row[0][1]) in self.seen
        columns = {c for c, _ in row}
        below = [{c for c, _ in self.rows[b]} for b in self.rows_below(r)[:4]]
        filled = [len(columns & cells) for cells in below]
        hanging = len(below) > 1 and below[0] == columns and all(cells <= columns for cells in below)
        return len(row) >= 3 and (hanging or sum(n * 3 >= len(row) * 2 for n in filled) >= 2)

    def figures_below(self, r: int) -> int:
        """How many of the next rows hold a figure, a mark or a numbering among cells below row `r`'s."""
        left, right = self.rows[r][0][0], self.rows[r][-1][0]
        seen = 0
        for b in self.rows_below(r)[:4]:
            inside = [value for c, value in self.rows[b] if left <= c <= right]
            seen += len(inside) >= 2 and any(look(value) != "text" for value in inside)
        return seen

    def rows_below(self, r: int) -> list[int]:
        """The next rows that are not empty."""
        return [b for b in range(r + 1, min(r + 1 + _LOOK_AHEAD, len(self.rows))) if self.rows[b]]


def _kind_of_heading(value: Value) -> str | None:
    """As what a cell may stand among headings: words, period, band, day, letter; None for anything else."""
    if is_words(value) or value == "(1,000)" or is_small_letter(value):
        return "words"
    if period(value) is not None:
        return "period"
    if is_band(value):
        return "band"
    if _small_number(value) is not None:
        return "day"
    return "letter" if isinstance(value, str) and len(value) == 1 and value.isalpha() else None


_KINDS_OF: dict[type, Memo[Any, str | None]] = {str: Memo(_kind_of_heading), int: Memo(_kind_of_heading)}
"""One for each type: 1 and True are one key."""


def _come_by_turns(texts: list[str], count: int) -> bool:
    """M, C, M, C; not the one mark of whatever is done, Đ, Đ, Đ, Đ."""
    return len(set(texts)) == count and texts == (texts[:count] * len(texts))[: len(texts)]


def heading_word(value: Value) -> str:
    """A heading as it is compared with those of other tables: Date and DATES are one."""
    return fold(str(value)).removesuffix("s")


def _small_number(value: Value) -> int | None:
    if isinstance(value, str):
        return int(value) if value.isdecimal() and len(value) <= 2 else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None
