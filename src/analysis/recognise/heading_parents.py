"""Wider headings above a row of headings: which belong to the block, and which are titles."""

from __future__ import annotations

from analysis.cells import Value
from analysis.recognise.heading_looks import Row, is_labelled_value, is_unit_line, period
from analysis.recognise.heading_paths import Merges
from analysis.recognise.heading_scores import HeadingScores
from analysis.recognise.looks import is_words
from analysis.recognise.words import plays


class HeadingParents:
    """Works on the rows of one sheet; `stub` is the column of the names below the headings."""

    def __init__(self, scores: HeadingScores, merges: Merges) -> None:
        self.rows, self.scores, self._merges_by_row = scores.rows, scores, merges

    def first_row(self, anchor: int, floor: int, stub: int) -> int:
        """A row of wider headings above the anchor belongs to the block; a title does not."""
        first = anchor
        while first > floor:
            if not self.is_parent(first - 1, first, stub):
                # A line that holds the rest of one heading only may stand between.
                through = first - 2 >= floor and self._is_line_of_headings(first - 1, stub)
                if not through or not self._heads_names(first - 2, first, stub):
                    break
                first -= 1
            first -= 1
        return first

    def _is_line_of_headings(self, r: int, stub: int) -> bool:
        """Words right of the names: a further line of the headings below or above them."""
        row = self.rows[r]
        return bool(row) and row[0][0] > stub + 1 and self.scores.headings(r) > 0

    def _heads_names(self, p: int, child: int, stub: int) -> bool:
        """The names' heading stands in this row, with at least two others; the row below has none."""
        row = self.rows[p]
        return len(row) >= 3 and row[0][0] <= stub < self.rows[child][0][0] and self._are_short_headings(p)

    def _are_short_headings(self, r: int) -> bool:
        few = len(self.rows[r]) <= 2
        return self.scores.headings(r) > 0 and not any(
            any(plays(role, t) for role in ("title", "note", "page"))
            or len(t) > 60
            or (few and is_unit_line(t))
            for t in (str(value) for _, value in self.rows[r])
        )

    def is_parent(self, p: int, child: int, stub: int) -> bool:
        """Whether row `p` holds wider headings of row `child` below it."""
        row = self.rows[p]
        if not row or is_labelled_value(row):
            return False
        if self._names_and_a_day(row, self.rows[child]):
            return True
        if not self.scores.headings(p):
            return False
        below = {c for c, _ in self.rows[child]}
        if row[0][0] < min(below) and self._is_known_heading(row) and fills_gaps(below, [c for c, _ in row]):
            return True
        if len(row) == 1 and _is_broken(str(row[0][1]), dict(self.rows[child]).get(row[0][0])):
            return True
        if not self._are_short_headings(p):
            return False
        if len(row) == 1 and row[0][0] <= min(*below, stub) + 1:
            # One text above the whole table is its title, merged or not; not so over the only figures.
            only = below == {min(below), min(below) + 1} and row[0][0] == max(below)
            return only and len(str(row[0][1])) <= 25
        return self._is_merged_over(p, child, below) or self._stands_over(p, child, stub)

    def _is_merged_over(self, p: int, child: int, below: set[int]) -> bool:
        merged = [m for m in self._merges_by_row.get(p, []) if m.top == p]
        left, right = min(below), max(below)
        return any(m.bottom >= child and left <= m.left <= right for m in merged) or any(
            m.left > left and sum(m.left <= c <= m.right for c in below) > 1 for m in merged
        )

    def _stands_over(self, p: int, child: int, stub: int) -> bool:
        """Nothing merged tells it: several headings, or a short one right over a column of figures."""
        columns = [c for c, _ in self.rows[p]]
        texts = [str(value) for _, value in self.rows[p]]
        below = {c for c, _ in self.rows[child]}
        left = min(below)
        if len(columns) >= 2 and any(plays("ordinal", text) for text in texts):
            return True
        if len(columns) >= 2 and min(columns) > min(left, stub):
            return True  # nothing over the names: headings of several columns, or the first line of them
        if len(columns) >= 2 and left > stub and min(columns) <= left:
            # the names' heading stands higher
            return self._heads_names(p, child, stub) or sum(c in below for c in columns) * 2 >= len(columns)
        # One short word over a column of figures ("Quyết toán" over "Năm 2004") is a heading of two lines.
        plain = not any(m.top in (p, child) for m in self._merges_by_row.get(p, []))
        return (
            plain
            and min(columns) > min(left, stub) + 1
            and all(c in below and len(t) <= 25 for c, t in zip(columns, texts, strict=True))
        )

    def _names_and_a_day(self, row: Row, child: Row) -> bool:
        """The names' heading, and one day over all the figures: "Đơn vị | 31.12.2012"."""
        day = period(row[-1][1])
        return (
            len(row) == 2 and day is not None and row[0][0] < row[1][0] == child[0][0] and is_words(row[0][1])
        )

    def _is_known_heading(self, row: Row) -> bool:
        """The column of numbers or of names opens the row, and more headings follow."""
        first = str(row[0][1])
        return len(row) >= 2 and (plays("ordinal", first) or self.scores.hits((first,)) > 0)


def _is_broken(text: str, below: Value) -> bool:
    """A heading that goes on in the next line: "(millions of" over "US dollars)"."""
    return (
        isinstance(below, str) and text.count("(") > text.count(")") and below.count(")") > below.count("(")
    )


def fills_gaps(below: set[int], columns: list[int]) -> bool:
    """Headings that stand under the empty cells of the row above them, or under the first of such a gap."""
    return not below <= set(columns) and all(c not in columns or c + 1 not in columns for c in below)
