"""Finds where a table's headings are and what each column is called.

A heading block is one to four rows of words with the body right below it. It is found by what it
says (a numbering heading such as STT, headings that the vocabulary knows, a row that numbers the
columns) and by its shape (words above figures), never by its position.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analysis.cells import Merge, Sheet
from analysis.recognise.heading_looks import Row, are_sections, is_band, is_number_row, is_year
from analysis.recognise.looks import is_amount, is_words, look
from analysis.recognise.words import plays
from analysis.text import fold

LONGEST_HEADING = 160
_LOOK_AHEAD = 6


@dataclass(slots=True)
class Header:
    """A heading block: rows `first` to `last` over columns `left` to `right`, all counting from 0."""

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
        self.hits = hits
        self.rows: list[Row] = [
            [(c, value) for c, value in enumerate(row) if value is not None] for row in sheet.rows
        ]
        self.merges = [
            Merge(m.top - sheet.top, m.left - sheet.left, m.bottom - sheet.top, m.right - sheet.left)
            for m in sheet.merges
        ]
        self._merges_by_row: dict[int, list[Merge]] = {}
        for merge in self.merges:
            for r in range(merge.top, min(merge.bottom, len(self.rows) - 1) + 1):
                self._merges_by_row.setdefault(r, []).append(merge)

    def next_header(self, start: int) -> Header | None:
        """The first heading block at or below row `start`."""
        for r in range(start, len(self.rows)):
            score = self._score(r)
            if score < 3 or (start and not self._may_start(r)):
                continue
            anchor = r
            for ahead in range(r + 1, min(r + 4, len(self.rows))):
                if not self.rows[ahead] or not self._only_words(self.rows[ahead]):
                    break
                if self._is_body_of(ahead, r):
                    break
                if self._score(ahead) > score + 1:
                    anchor, score = ahead, self._score(ahead)
            return self._block(anchor, start)
        return None

    def _is_body_of(self, r: int, heading: int) -> bool:
        """A row of words that starts where known headings start: a first row of data, not more headings."""
        texts = tuple(str(value) for _, value in self.rows[heading])
        return self.rows[r][0][0] <= self.rows[heading][0][0] and self.hits(texts) >= 3

    def _may_start(self, r: int) -> bool:
        """Inside a table's body only a numbering heading or a column-number row starts another block."""
        row = self.rows[r]
        above = self.rows[r - 1]
        if not above or (len(above) <= 2 and self._only_words(above)):
            return True
        return any(plays("ordinal", str(v)) for _, v in row) or self._numbers_follow(r)

    def _numbers_follow(self, r: int) -> bool:
        """A row that numbers the columns, right below or below at most two more rows of headings."""
        for b in range(r + 1, min(r + 4, len(self.rows))):
            if is_number_row(self.rows[b], self.rows[r]):
                return True
            if not self.rows[b] or not self._only_words(self.rows[b]):
                return False
        return False

    def _score(self, r: int) -> int:
        """How much row `r` looks like the top row of a heading block; 3 is enough."""
        row = self.rows[r]
        if len(row) < 2 or not self._only_words(row):
            return 0
        words = [str(value) for _, value in row if is_words(value)]
        if len(words) < 2 or any(len(text) > LONGEST_HEADING for text in words):
            return 0
        if self._is_total(row) or are_sections(row):
            return 0
        score = 1 + (len(words) >= 3)
        score += 3 * any(plays("ordinal", text) for text in words)
        score += min(4, self.hits(tuple(text for text in words if len(text) <= 80)))
        score -= 2 * any(plays("title", text) and len(row) < 3 for text in words)
        below = self._rows_below(r)
        score += 3 * self._numbers_follow(r)
        score += self._body_evidence(row, below)
        return score

    @staticmethod
    def _only_words(row: Row) -> bool:
        """Words, or what stands as a heading beside words: a year, an age band such as 18-30."""
        words = False
        for _, value in row:
            if is_words(value) or is_band(value):
                words = True
            elif not is_year(value):
                return False
        return words

    @staticmethod
    def _is_total(row: Row) -> bool:
        return (
            plays("total", str(row[0][1]))
            and not any(plays("ordinal", str(value)) for _, value in row)
            and any(is_amount(value) for _, value in row)
        )

    def _rows_below(self, r: int) -> list[int]:
        return [b for b in range(r + 1, min(r + 1 + _LOOK_AHEAD, len(self.rows))) if self.rows[b]]

    def _body_evidence(self, row: Row, below: list[int]) -> int:
        """Figures, marks or numbering right below in the same columns speak for headings above."""
        left, right = row[0][0], row[-1][0]
        seen = 0
        for b in below[:4]:
            inside = [value for c, value in self.rows[b] if left <= c <= right]
            if len(inside) >= 2 and any(look(value) != "text" for value in inside):
                seen += 1
        return min(2, seen)

    def _block(self, anchor: int, floor: int) -> Header:
        first = self._grow_up(anchor, floor)
        last, number_row = self._grow_down(first, anchor)
        rows = [r for r in range(first, last + 1) if r != number_row]
        cells = [(c, str(value)) for r in rows for c, value in self.rows[r]]
        left, right = min(c for c, _ in cells), max(c for c, _ in cells)
        if number_row is not None:
            right = max(right, self.rows[number_row][-1][0])
        for merge in self.merges:
            if first <= merge.top <= last and left <= merge.left <= right:
                right = max(right, merge.right)
        paths = self._paths(rows, left, right)
        ordinal = next((c for c, text in sorted(cells) if plays("ordinal", text)), None)
        return Header(first, last, left, right, paths, ordinal, number_row)

    def _grow_up(self, anchor: int, floor: int) -> int:
        """A row of wider headings above the anchor belongs to the block; a title does not."""
        first = anchor
        while first > floor and self._is_parent(first - 1, first):
            first -= 1
        return first

    def _is_parent(self, p: int, child: int) -> bool:
        row = self.rows[p]
        if not row or not self._only_words(row):
            return False
        texts = [str(value) for _, value in row]
        below = {c for c, _ in self.rows[child]}
        left, right = min(below), max(below)
        if row[0][0] < left and self._is_known_heading(row) and _fills_gaps(below, [c for c, _ in row]):
            return True
        if any(plays("title", text) or plays("note", text) or len(text) > 60 for text in texts):
            return False
        if len(row) == 1 and row[0][0] <= left + 1:
            return False  # one text above the whole table is its title, merged or not
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
        # One short word over a column of figures ("Quyết toán" over "Năm 2004") is a heading of two lines.
        plain = not any(m.top in (p, child) for m in merged)
        return (
            plain
            and min(columns) > left + 1
            and all(c in below and len(t) <= 25 for c, t in zip(columns, texts, strict=True))
        )

    def _is_known_heading(self, row: Row) -> bool:
        """The column of numbers or of names opens the row, and more headings follow."""
        first = str(row[0][1])
        return len(row) >= 2 and (plays("ordinal", first) or self.hits((first,)) > 0)

    def _grow_down(self, first: int, anchor: int) -> tuple[int, int | None]:
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
        while following < len(self.rows) and following - first <= 5:
            row = self.rows[following]
            top = [cell for r in range(first, last + 1) for cell in self.rows[r]]
            if row and is_number_row(row, top):
                return following, following
            if not row or not self._is_subheading(following, first, last, columns):
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

    def _looks_like_body(self, r: int) -> bool:
        row = self.rows[r]
        return bool(row) and not self._only_words(row)

    def _is_subheading(self, r: int, first: int, last: int, columns: list[int]) -> bool:
        """Words below a heading that spans them: a merged one, or one with empty cells beside it."""
        row = self.rows[r]
        if (
            not self._only_words(row)
            or are_sections(row)
            or any(len(str(v)) > LONGEST_HEADING for _, v in row)
        ):
            return False
        left, right = min(columns), max(columns)
        merged_right = max(
            (
                m.right
                for h in range(first, last + 1)
                for m in self._merges_by_row.get(h, [])
                if m.top >= first
            ),
            default=right,
        )
        if row[0][0] <= left or row[-1][0] > max(right, merged_right) + 6:
            return False
        above = {c for c, _ in self.rows[last]}
        name_column = sorted(set(columns))[1] if len(set(columns)) > 1 else left
        if all(c <= name_column for c, _ in row):
            return False
        spanned = [c for c, _ in row if c not in above or self._spans(last, c)]
        return len(spanned) * 2 >= len(row)

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

    def _paths(self, rows: list[int], left: int, right: int) -> dict[int, tuple[str, ...]]:
        """Every column's headings from the widest down; a merge is spread over its range, no further."""
        levels = [self._level(r, left, right) for r in rows]
        for depth, r in enumerate(rows[:-1]):
            self._spread_unmerged(levels, depth, r, left, right)
        paths: dict[int, tuple[str, ...]] = {}
        for c in range(left, right + 1):
            path: list[str] = []
            for level in levels:
                text = level.get(c)
                if text and (not path or fold(path[-1]) != fold(text)):
                    path.append(text)
            if path:
                paths[c] = tuple(path)
        return paths

    def _level(self, r: int, left: int, right: int) -> dict[int, str]:
        level = {c: str(value) for c, value in self.rows[r] if left <= c <= right}
        for merge in self._merges_by_row.get(r, []):
            if merge.top == r and merge.left in level:
                level.update(dict.fromkeys(range(merge.left, min(merge.right, right) + 1), level[merge.left]))
        return level

    def _spread_unmerged(
        self, levels: list[dict[int, str]], depth: int, r: int, left: int, right: int
    ) -> None:
        """A heading that only looks merged covers the empty cells to its right that have headings below."""
        level = levels[depth]
        below = {c for deeper in levels[depth + 1 :] for c in deeper}
        merged = {c for m in self._merges_by_row.get(r, []) for c in range(m.left, m.right + 1)}
        owner: int | None = None
        for c in range(left, right + 1):
            if c in level:
                owner = c if c in below and c not in merged else None
            elif (
                owner is not None and c in below and c not in merged and _same_above(levels[:depth], owner, c)
            ):
                level[c] = level[owner]
            else:
                owner = None


def _fills_gaps(below: set[int], columns: list[int]) -> bool:
    """Headings that stand under the empty cells of the row above them, or under the first of such a gap."""
    return not below <= set(columns) and all(c not in columns or c + 1 not in columns for c in below)


def _same_above(levels: Sequence[dict[int, str]], a: int, b: int) -> bool:
    return all(level.get(a) == level.get(b) for level in levels)
