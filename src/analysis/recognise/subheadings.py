"""Further lines of headings below a row of headings, down to the row that numbers the columns."""

from __future__ import annotations

from itertools import dropwhile, islice

from analysis.recognise.heading_looks import (
    Row,
    are_codes,
    are_sections,
    are_units,
    are_weekdays,
    is_unit_line,
)
from analysis.recognise.heading_parents import fills_gaps
from analysis.recognise.heading_paths import Merges
from analysis.recognise.heading_scores import LONGEST_HEADING, HeadingScores
from analysis.recognise.identity_columns import begins_with_kind
from analysis.recognise.looks import is_words, look
from analysis.recognise.number_rows import is_number_row
from analysis.recognise.words import plays

_DEEP, _DEEPEST = 5, 8
"""So many rows below the first are headings of their own; below them words may only go on with one."""


class Subheadings:
    """Works on the rows of one sheet; `stub` is the column of the names below the headings."""

    def __init__(self, scores: HeadingScores, merges: Merges) -> None:
        self.rows, self.scores, self._merges_by_row = scores.rows, scores, merges

    def last_rows(self, first: int, anchor: int, stub: int) -> tuple[int, int | None]:
        """The last row of the block that begins at row `first`, and the row that numbers the columns."""
        last = self._merged_down(first, anchor)
        columns = [c for r in range(first, last + 1) for c, _ in self.rows[r]]
        following = last + 1
        while following < len(self.rows) and following - first <= _DEEPEST:
            row = self.rows[following]
            if (
                row
                and self._numbers(following, first, last)
                and not self._numbers(following + 1, first, last)
            ):
                return following, following
            deep = following - first > _DEEP
            if not row or (deep and not self._goes_on(following, last, stub)):
                break
            if not deep and not self._is_subheading(following, first, last, columns, stub):
                break
            columns += [c for c, _ in row]
            last = following
            following += 1
        return self._below_a_gap(following, first, last, stub)

    def _merged_down(self, first: int, anchor: int) -> int:
        """How far down the headings are merged; over blank rows no further than their words."""
        last = anchor
        for r in range(first, anchor + 1):
            for merge in self._merges_by_row.get(r, []):
                if merge.top == r and merge.bottom - first <= 4 and merge.right - merge.left < 12:
                    last = max(last, merge.bottom)
        last = min(last, len(self.rows) - 1)
        while last > anchor and self.rows[last] and not self.scores.headings(last):
            last -= 1
        return last

    def _numbers(self, r: int, first: int, last: int) -> bool:
        """Whether row `r` numbers the columns of the headings above it.

        Where the next one does so too, this one holds headings itself: the days of a month.
        """
        top = [cell for h in range(first, last + 1) for cell in self.rows[h]]
        return r < len(self.rows) and bool(self.rows[r]) and is_number_row(self.rows[r], top)

    def _below_a_gap(self, r: int, first: int, last: int, stub: int) -> tuple[int, int | None]:
        """Below blank rows more headings may fill the gaps under the wider ones, or number the columns."""
        if (filled := self._gap_filled(r, first, last, stub)) is not None:
            return filled, None
        if r < len(self.rows) and not self.rows[r] and self._numbers(r + 1, first, last):
            return r + 1, r + 1
        return last, None

    def _gap_filled(self, r: int, first: int, last: int, stub: int) -> int | None:
        """A row of headings below a blank one, all under the empty cells that a wider heading leaves."""
        r = next((b for b in range(r, min(r + 3, len(self.rows))) if self.rows[b]), r)
        if r - last < 2 or r >= len(self.rows) or not self.rows[r] or not self.scores.headings(r):
            return None
        below, above = self.rows[r], sorted({c for h in range(first, last + 1) for c, _ in self.rows[h]})
        under = len(below) >= 2 and below[0][0] > stub and below[-1][0] < above[-1]
        return r if under and fills_gaps({c for c, _ in below}, above) else None

    def _is_subheading(self, r: int, first: int, last: int, columns: list[int], stub: int) -> bool:
        """Words below a heading that spans them: a merged one, or one with empty cells beside it."""
        row = self.rows[r]
        if any(are_weekdays(self.rows[h]) for h in range(first, last + 1)):
            return False  # the dates below are those of the first week only
        if (are_units(row) and all(c in columns for c, _ in row)) or (
            are_codes(row) and self._over_figures(r, row[1:])
        ):
            return True
        if len(row) == 1 and row[0][0] in columns and row[0][0] > stub and is_unit_line(str(row[0][1])):
            return not self._comes_again(r)
        if (
            not self.scores.headings(r)
            or are_sections(row)
            or self._names_below_closed(r, last)
            or any(len(str(v)) > LONGEST_HEADING for _, v in row)
        ):
            return False
        return (
            self._goes_on(r, last, stub)
            or self._heads_figures(r, last, columns, stub)
            or (self._is_inside(r, first, last, columns, stub) and self._is_spanned(r, last))
        )

    def _names_below_closed(self, r: int, last: int) -> bool:
        """Right below a heading merged down to the last row stands the name of the first organisation."""
        merges = self._merges_by_row.get(last, [])
        closed = {m.left for m in merges if m.bottom == last and m.top < last and m.left == m.right}
        return any(c in closed and begins_with_kind(str(v)) for c, v in self.rows[r])

    def _heads_figures(self, r: int, last: int, columns: list[int], stub: int) -> bool:
        """A line of headings that has a heading of the names as well, over nothing but figures."""
        row = self.rows[r]
        if plays("ordinal", str(row[0][1])) and self._over_figures(r, row):
            return True  # "Số" and "TT" in two rows
        headed = [cell for cell in row if cell[0] in columns]
        if row[0][0] <= min(*columns, stub) and row[0] not in headed and self._over_figures(r, headed):
            return True  # the names' heading stands in the last line
        return row[0] in self.rows[last] and self._over_figures(r, row[1:])  # "Line" is written in both

    def _is_inside(self, r: int, first: int, last: int, columns: list[int], stub: int) -> bool:
        """Right of the names, and no further right than the headings above or the rows below reach."""
        row, left, right = self.rows[r], min(*columns, stub), max(columns)
        merges = [m for h in range(first, last + 1) for m in self._merges_by_row.get(h, []) if m.top >= first]
        merged_right = max((m.right for m in merges), default=right)
        if row[0][0] <= left or row[-1][0] > max(right + 6, merged_right + 6, self._body_edge(r, left)):
            return False
        name_column = sorted({*columns, stub})[1] if len({*columns, stub}) > 1 else left
        return not all(c <= name_column for c, _ in row)

    def _is_spanned(self, r: int, last: int) -> bool:
        row, above = self.rows[r], {c for c, _ in self.rows[last]}
        spanned = [c for c, _ in row if c not in above or self._spans(last, c)]
        return len(spanned) * 2 >= len(row) or self._over_figures(r, row)

    def _goes_on(self, r: int, last: int, stub: int) -> bool:
        """The rest of headings above, in small letters or brackets, over figures or column numbers."""
        row, above = self.rows[r], {c for c, _ in self.rows[last]}
        if row[0][0] <= stub or not all(c in above for c, _ in row):
            return False
        numbered = r + 1 < len(self.rows) and is_number_row(self.rows[r + 1], self.rows[last])
        small = all(str(v)[:1].islower() or str(v).startswith("(") for _, v in row)
        return numbered or (small and not self._comes_again(r) and self._stands_over_figures(r, row))

    def _stands_over_figures(self, r: int, row: Row) -> bool:
        columns = {c for c, _ in row}
        body = [self.rows[b] for b in self.scores.rows_below(r) if len(self.rows[b]) > 1]
        below = [v for cells in body for c, v in cells if c in columns]
        return bool(below) and all(not is_words(v) for v in below[: 3 * len(row)])

    def _body_edge(self, r: int, left: int) -> int:
        """How far right the rows below reach that begin where the headings do: nothing merged shows it."""
        below = [self.rows[b] for b in self.scores.rows_below(r)]
        return max((row[-1][0] for row in below if row and row[0][0] <= left), default=0)

    def _comes_again(self, r: int) -> bool:
        """Another text alone in that column, below figures: units that change open sections."""
        column = self.rows[r][0][0]
        body = dropwhile(lambda row: len(row) < 2, islice(self.rows, r + 1, None))
        return any(len(row) == 1 and row[0][0] == column for row in body)

    def _over_figures(self, r: int, row: Row) -> bool:
        """Words without a name before them, in columns that hold figures below: a second line of headings."""
        columns = {c for c, _ in row}
        body = [b for b in self.scores.rows_below(r) if not self.scores.headings(b)][:3]
        below = [value for b in body for c, value in self.rows[b] if c in columns]
        figures = sum(look(value) != "text" for value in below)
        return len(row) >= 2 and len(below) >= len(row) and figures * 4 >= len(below) * 3

    def _spans(self, r: int, c: int) -> bool:
        """Whether the heading at row r, column c reaches over the column to its right."""
        for merge in self._merges_by_row.get(r, []):
            if merge.left == c:
                return merge.right > c and merge.bottom == r
        if c + 1 in {column for column, _ in self.rows[r]}:
            return False
        return any(
            c + 1 in {column for column, _ in self.rows[b]} for b in range(r + 1, min(r + 3, len(self.rows)))
        )
