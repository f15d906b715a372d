"""Finds where a table's headings are and what each column is called.

A heading block is one to four rows of words with the body right below it. It is found by what it
says (a numbering heading such as STT, headings that the vocabulary knows, a row that numbers the
columns) and by its shape (words above figures), never by its position.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from analysis.cells import Merge, Sheet, Value
from analysis.recognise.heading_looks import Row, are_weekdays
from analysis.recognise.heading_parents import HeadingParents
from analysis.recognise.heading_paths import Merges, heading_paths
from analysis.recognise.heading_scores import HeadingScores, heading_word
from analysis.recognise.looks import is_words
from analysis.recognise.subheadings import Subheadings
from analysis.recognise.words import plays

_LETTERHEAD = 12
_ANSWERS = 2
"""So many words that stand again in their columns are answers."""


@dataclass(slots=True)
class Header:
    """A heading block: rows `first` to `last` over columns `left` to `right`, all counting from 0.

    `left` and `right` also hold the columns of names beside the headings that have none themselves.
    """

    first: int
    last: int
    left: int
    right: int
    paths: dict[int, tuple[str, ...]]
    ordinal: int | None
    number_row: int | None = None

    @property
    def columns(self) -> list[int]:
        """The columns that have a heading, from the left."""
        return sorted(self.paths)


class HeaderFinder:
    """Looks for heading blocks in one sheet; `hits` counts the texts of a row that are known headings."""

    def __init__(self, sheet: Sheet, hits: Callable[[tuple[str, ...]], int]) -> None:
        self._sheet = sheet
        self.rows: list[Row] = [
            [(c, value) for c, value in enumerate(row) if value is not None] for row in sheet.rows
        ]
        self.merges = [
            Merge(m.top - sheet.top, m.left - sheet.left, m.bottom - sheet.top, m.right - sheet.left)
            for m in sheet.merges
        ]
        self._merges_by_row: Merges = {}
        for merge in self.merges:
            for r in range(merge.top, min(merge.bottom, len(self.rows) - 1) + 1):
                self._merges_by_row.setdefault(r, []).append(merge)
        self.scores = HeadingScores(self.rows, hits)
        self._in_calendar = False
        self._parents = HeadingParents(self.scores, self._merges_by_row)
        self._subheadings = Subheadings(self.scores, self._merges_by_row)

    def next_header(self, start: int) -> Header | None:
        """The first heading block at or below row `start`."""
        for r in range(start, len(self.rows)):
            score = self.scores.score(r, start)
            if score < 3 or (start and not self._may_start(r, start)) or self._is_of_calendar(r):
                continue
            header = self._block(self._best(self._surest(r, score, start), start), start)
            self.scores.seen |= {heading_word(path[-1]) for path in header.paths.values()}
            self._in_calendar = are_weekdays(self.rows[header.first])
            return header
        return None

    def alone(self, parts: list[Header], end: int) -> list[Header]:
        """The headings of tables side by side, each read as if it stood alone: one may have more lines.

        Where its further lines stand beside the first rows of its neighbour, no row is all headings.
        """
        lefts = [part.left for part in parts]
        return [
            self._alone(part, (right or len(self._sheet.rows[0])) - 1, end)
            for part, right in zip(parts, [*lefts[1:], None], strict=True)
        ]

    def _alone(self, part: Header, right: int, end: int) -> Header:
        sheet = self._sheet
        left = sheet.left + part.left
        merges = [m for m in sheet.merges if left <= m.left and m.right <= sheet.left + right]
        none: list[Value] = [None] * part.left
        rows = [[*none, *row[part.left : right + 1]] for row in sheet.rows[:end]]
        finder = HeaderFinder(replace(sheet, rows=rows, merges=merges), self.scores.hits)
        top = next((r for r in range(part.first, part.last + 1) if finder.rows[r]), None)
        block = part if top is None else finder._block(top, top)
        if block.last <= part.last:
            return part
        ordinal = part.ordinal if block.ordinal is None else block.ordinal
        right = max(part.right, block.right)
        return replace(block, first=part.first, left=part.left, right=right, ordinal=ordinal)

    def _is_of_calendar(self, r: int) -> bool:
        """What stands in the days of a calendar are no headings, whatever it sounds like."""
        return self._in_calendar and bool(self.rows[r - 1]) and not are_weekdays(self.rows[r])

    def _surest(self, r: int, score: int, start: int) -> int:
        """Words in three columns may be the blocks of a letterhead: sure headings further down come first."""
        narrow = self._is_too_narrow(r)
        if score >= 5 or (self.scores.figures_below(r) >= 2 and not narrow):
            return r
        for ahead in range(r + 1, min(r + _LETTERHEAD, len(self.rows))):
            row = self.rows[ahead]
            if narrow and len(row) >= 4 and self.scores.score(ahead, start) > score:
                return ahead
            if sum(not is_words(value) for _, value in row) > 1:
                return r
            if len(row) >= 3 and self.scores.score(ahead, start) >= 5:
                return ahead
        return r

    def _is_too_narrow(self, r: int) -> bool:
        """Two texts far apart over cells between them: the sender and "INVOICE", no headings."""
        row = self.rows[r]
        columns = {c for c, _ in row}
        beside = [any(c not in columns for c, _ in self.rows[b]) for b in self.scores.rows_below(r)]
        return len(row) == 2 and row[1][0] - row[0][0] > 1 and sum(beside) >= 2

    def _best(self, r: int, start: int) -> int:
        """A row right below may be the better one, and so may a fuller one below a gap."""
        anchor, gap, score = r, False, self.scores.score(r, start)
        for ahead in range(r + 1, min(r + 7, len(self.rows))):
            row = self.rows[ahead]
            if len(row) < 2:
                gap = True
                if row and not self.scores.headings(ahead):
                    break
                continue
            if not self.scores.headings(ahead) or (not gap and ahead > r + 3) or self._is_body_of(ahead, r):
                break
            own = self.scores.score(ahead, start)
            fuller = len(row) > len(self.rows[anchor]) * (1 if gap else 1.5)
            if own > score + 1 or (own >= score and fuller):
                anchor, score = ahead, own
        return anchor

    def _is_body_of(self, r: int, heading: int) -> bool:
        """A row of words that starts where known headings start: a first row of data, not more headings.

        Below a line of nothing but days it is one however few of the headings are known.
        """
        if self.rows[r][0][0] > self.rows[heading][0][0]:
            return False
        texts = tuple(str(value) for _, value in self.rows[heading])
        above = self.rows[r - 1]
        days = len(above) > 1 and above[0][0] > self.rows[heading][0][0] and r - 1 > heading
        return self.scores.hits(texts) >= 3 or (days and all(isinstance(v, date) for _, v in above))

    def _may_start(self, r: int, start: int) -> bool:
        """Inside a table's body only a numbering heading or a column-number row starts another block."""
        row = self.rows[r]
        above = self.rows[r - 1]
        if not above or (r > start and len(above) <= 2 and all(is_words(v) for _, v in above)):
            return not self._is_answered(r, start)
        if r - 1 > start and self._parents.is_parent(r - 1, r, self._names_beside(r)[0]):
            return self._may_start(r - 1, start)
        return any(plays("ordinal", str(v)) for _, v in row) or self.scores.numbers_follow(r)

    def _is_answered(self, r: int, start: int) -> bool:
        """Right below a section's banner: a row that answers as those around it do; no heading does.

        Tables one below the other may share headings, but not with the rows in between.
        """
        row, end = self.rows[r], r + 1
        if len(row) < _ANSWERS or any(plays("ordinal", str(value)) for _, value in row):
            return False
        while end < len(self.rows) and len(self.rows[end]) > 2:
            end += 1
        around = {cell for other in self.rows[start:end] if other is not row for cell in other}
        return len(around.intersection(row)) >= _ANSWERS

    def _block(self, anchor: int, floor: int) -> Header:
        stub, edge = self._names_beside(anchor)
        first = self._parents.first_row(anchor, floor, stub)
        last, number_row = self._subheadings.last_rows(first, anchor, stub)
        rows = [r for r in range(first, last + 1) if r != number_row]
        cells = [(c, str(value)) for r in rows for c, value in self.rows[r]]
        left, right = min(c for c, _ in cells), max(c for c, _ in cells)
        if number_row is not None:
            right = max(right, self.rows[number_row][-1][0])
        for merge in self.merges:
            if first <= merge.top <= last and left <= merge.left <= right:
                right = max(right, merge.right)
        paths = heading_paths(self.rows, self._merges_by_row, rows, left, right)
        ordinal = next(
            (c for c, text in sorted(cells) if plays("ordinal", text) and _may_number(paths, c, left)), None
        )
        return Header(first, last, min(left, stub), max(right, edge), paths, ordinal, number_row)

    def _names_beside(self, anchor: int) -> tuple[int, int]:
        """The columns of names right beside the headings, filled in most rows although nothing heads them."""
        row = self.rows[anchor]
        left, right = row[0][0], row[-1][0]
        ahead = self.scores.rows_below(anchor)
        below = [self.rows[b] for b in ahead if not self.scores.headings(b)] or [self.rows[b] for b in ahead]
        body = [cells for cells in below if sum(left <= c <= right for c, _ in cells) >= 2]
        firsts = sorted(min(c for c, _ in cells) for cells in body)
        stub = firsts[len(firsts) // 2] if firsts else left
        filled = [{c for c, _ in cells} for cells in body]
        while len(body) >= 2 and sum(right + 1 in columns for columns in filled) * 3 >= len(body) * 2:
            right += 1
        return min(left, stub), right


def _may_number(paths: dict[int, tuple[str, ...]], column: int, left: int) -> bool:
    """Whether a column may number the rows: "Số" below "Quyết định chuẩn y" further right does not."""
    return column == left or all(plays("ordinal", text) for text in paths.get(column, ()))
