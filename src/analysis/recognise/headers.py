"""Finds where a table's headings are and what each column is called.

A heading block is one to four rows of words with the body right below it. It is found by what it
says (a numbering heading such as STT, headings that the vocabulary knows, a row that numbers the
columns) and by its shape (words above figures), never by its position.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import dropwhile

from analysis.cells import Merge, Sheet
from analysis.recognise.heading_looks import (
    Row,
    are_codes,
    are_sections,
    are_units,
    are_weekdays,
    is_labelled_value,
    is_unit_line,
)
from analysis.recognise.heading_paths import Merges, heading_paths
from analysis.recognise.heading_scores import LONGEST_HEADING, HeadingScores
from analysis.recognise.looks import is_words, look
from analysis.recognise.number_rows import is_number_row
from analysis.recognise.words import plays

_LETTERHEAD = 12
_DEEP, _DEEPEST = 5, 8
"""So many rows below the first are headings of their own; below them words may only go on with one."""


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

    def next_header(self, start: int) -> Header | None:
        """The first heading block at or below row `start`."""
        for r in range(start, len(self.rows)):
            score = self.scores.score(r, start)
            if score < 3 or (start and not self._may_start(r, start)):
                continue
            return self._block(self._best(self._surest(r, score, start), start), start)
        return None

    def _surest(self, r: int, score: int, start: int) -> int:
        """Words in three columns may be the blocks of a letterhead: sure headings further down come first."""
        if score >= 5 or self.scores.figures_below(r) >= 2:
            return r
        for ahead in range(r + 1, min(r + _LETTERHEAD, len(self.rows))):
            row = self.rows[ahead]
            if sum(not is_words(value) for _, value in row) > 1:
                return r
            if len(row) >= 3 and self.scores.score(ahead, start) >= 5:
                return ahead
        return r

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
        """A row of words that starts where known headings start: a first row of data, not more headings."""
        texts = tuple(str(value) for _, value in self.rows[heading])
        return self.rows[r][0][0] <= self.rows[heading][0][0] and self.scores.hits(texts) >= 3

    def _may_start(self, r: int, start: int) -> bool:
        """Inside a table's body only a numbering heading or a column-number row starts another block."""
        row = self.rows[r]
        above = self.rows[r - 1]
        if not above or (r > start and len(above) <= 2 and all(is_words(v) for _, v in above)):
            return True
        if r - 1 > start and self._is_parent(r - 1, r, self._names_beside(r)[0]):
            return self._may_start(r - 1, start)
        return any(plays("ordinal", str(v)) for _, v in row) or self.scores.numbers_follow(r)

    def _block(self, anchor: int, floor: int) -> Header:
        stub, edge = self._names_beside(anchor)
        first = self._grow_up(anchor, floor, stub)
        last, number_row = self._grow_down(first, anchor, stub)
        rows = [r for r in range(first, last + 1) if r != number_row]
        cells = [(c, str(value)) for r in rows for c, value in self.rows[r]]
        left, right = min(c for c, _ in cells), max(c for c, _ in cells)
        if number_row is not None:
            right = max(right, self.rows[number_row][-1][0])
        for merge in self.merges:
            if first <= merge.top <= last and left <= merge.left <= right:
                right = max(right, merge.right)
        paths = heading_paths(self.rows, self._merges_by_row, rows, left, right)
        ordinal = next((c for c, text in sorted(cells) if plays("ordinal", text)), None)
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

    def _grow_up(self, anchor: int, floor: int, stub: int) -> int:
        """A row of wider headings above the anchor belongs to the block; a title does not."""
        first = anchor
        while first > floor:
            if not self._is_parent(first - 1, first, stub):
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
            plays("title", t) or plays("note", t) or len(t) > 60 or (few and is_unit_line(t))
            for t in (str(value) for _, value in self.rows[r])
        )

    def _is_parent(self, p: int, child: int, stub: int) -> bool:
        row = self.rows[p]
        if not row or not self.scores.headings(p) or is_labelled_value(row):
            return False
        texts = [str(value) for _, value in row]
        below = {c for c, _ in self.rows[child]}
        left, right = min(below), max(below)
        if row[0][0] < left and self._is_known_heading(row) and _fills_gaps(below, [c for c, _ in row]):
            return True
        if not self._are_short_headings(p):
            return False
        if len(row) == 1 and row[0][0] <= min(left, stub) + 1:
            # One text above the whole table is its title, merged or not; not so over the only figures.
            return below == {left, left + 1} and row[0][0] == right and len(texts[0]) <= 25
        merged = self._merges_by_row.get(p, [])
        if any(m.top == p and m.bottom >= child and left <= m.left <= right for m in merged):
            return True
        if any(
            m.top == p and m.left > left and sum(m.left <= c <= m.right for c in below) > 1 for m in merged
        ):
            return True
        columns = [c for c, _ in row]
        if len(columns) >= 2 and any(plays("ordinal", text) for text in texts):
            return True
        if len(columns) >= 2 and min(columns) > min(left, stub):
            return True  # nothing over the names: headings of several columns, or the first line of them
        if len(columns) >= 2 and left > stub and min(columns) <= left:
            # the names' heading stands higher
            return self._heads_names(p, child, stub) or sum(c in below for c in columns) * 2 >= len(columns)
        # One short word over a column of figures ("Quyết toán" over "Năm 2004") is a heading of two lines.
        plain = not any(m.top in (p, child) for m in merged)
        return (
            plain
            and min(columns) > min(left, stub) + 1
            and all(c in below and len(t) <= 25 for c, t in zip(columns, texts, strict=True))
        )

    def _is_known_heading(self, row: Row) -> bool:
        """The column of numbers or of names opens the row, and more headings follow."""
        first = str(row[0][1])
        return len(row) >= 2 and (plays("ordinal", first) or self.scores.hits((first,)) > 0)

    def _grow_down(self, first: int, anchor: int, stub: int) -> tuple[int, int | None]:
        last = anchor
        for r in range(first, anchor + 1):
            for merge in self._merges_by_row.get(r, []):
                if merge.top == r and merge.bottom - first <= 4 and merge.right - merge.left < 12:
                    last = max(last, merge.bottom)
        last = min(last, len(self.rows) - 1)
        # A merge that reaches over blank rows ends the block where the words end.
        while last > anchor and self._looks_like_body(last):
            last -= 1
        columns = [c for r in range(first, last + 1) for c, _ in self.rows[r]]
        following = last + 1
        while following < len(self.rows) and following - first <= _DEEPEST:
            row = self.rows[following]
            top = [cell for r in range(first, last + 1) for cell in self.rows[r]]
            if row and is_number_row(row, top) and not self._numbered_again(following, top):
                return following, following
            deep = following - first > _DEEP
            if not row or (deep and not self._goes_on(following, last, stub)):
                break
            if not deep and not self._is_subheading(following, first, last, columns, stub):
                break
            columns += [c for c, _ in row]
            last = following
            following += 1
        if following < len(self.rows) and not self.rows[following] and following + 1 < len(self.rows):
            row = self.rows[following + 1]
            top = [cell for r in range(first, last + 1) for cell in self.rows[r]]
            if row and is_number_row(row, top):
                return following + 1, following + 1
        return last, None

    def _numbered_again(self, r: int, top: Row) -> bool:
        """Another row of column numbers right below: these here are headings themselves, days of a month."""
        return r + 1 < len(self.rows) and bool(self.rows[r + 1]) and is_number_row(self.rows[r + 1], top)

    def _looks_like_body(self, r: int) -> bool:
        return bool(self.rows[r]) and not self.scores.headings(r)

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
            or any(len(str(v)) > LONGEST_HEADING for _, v in row)
        ):
            return False
        if self._goes_on(r, last, stub):
            return True
        left, right = min(*columns, stub), max(columns)
        merged_right = max(
            (
                m.right
                for h in range(first, last + 1)
                for m in self._merges_by_row.get(h, [])
                if m.top >= first
            ),
            default=right,
        )
        if plays("ordinal", str(row[0][1])) and self._over_figures(r, row):
            return True  # "Số" and "TT" in two rows
        headed = [cell for cell in row if cell[0] in columns]
        if row[0][0] <= left and row[0] not in headed and self._over_figures(r, headed):
            return True  # the names' heading stands in the last line
        if row[0] in self.rows[last] and self._over_figures(r, row[1:]):
            return True  # "Line" is written in both lines
        if row[0][0] <= left or row[-1][0] > max(right + 6, merged_right + 6, self._body_edge(r, left)):
            return False
        above = {c for c, _ in self.rows[last]}
        name_column = sorted({*columns, stub})[1] if len({*columns, stub}) > 1 else left
        if all(c <= name_column for c, _ in row):
            return False
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
        """Another text alone in that column, below figures: units that change part the table into sections."""
        column = self.rows[r][0][0]
        body = dropwhile(lambda row: len(row) < 2, self.rows[r + 1 :])
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


def _fills_gaps(below: set[int], columns: list[int]) -> bool:
    """Headings that stand under the empty cells of the row above them, or under the first of such a gap."""
    return not below <= set(columns) and all(c not in columns or c + 1 not in columns for c in below)
