"""Where a table ends: below its last row that carries anything come notes and signatures."""

from __future__ import annotations

import re

from analysis.cells import Value
from analysis.recognise.body_rows import BodyRows
from analysis.recognise.heading_looks import Row
from analysis.recognise.looks import is_amount, is_number, is_numbering, is_words, look
from analysis.recognise.signatures import signing_rows
from analysis.recognise.words import plays

LONG_NOTE = 120
_PLACE_AND_DATE = re.compile(r"(?i)(?:^|,\s*)ngày\b.*\btháng\b.*\bnăm\b")
_IN_WORDS = re.compile(r"(?i)\bbằng chữ\b")
"""An amount that is written out in words stands below the table."""
_RULED_OFF = re.compile(r"[*_=\-–—~#]{5,}")
"""A line of stars or dashes parts the table from what is said about it."""
_LEGEND = re.compile(r"(?:[a-zđ*…:.\-–]{1,3} ?[=:]|\([a-zđ]\)) \S")
"""What a mark in the table means: "x: đã kiểm tra", "(p) provisional"."""
_DOTS = re.compile(r"[.…]+")


class TableEnd:
    """Looks for the end of one table's body."""

    def __init__(self, body: BodyRows) -> None:
        self._body = body

    def last(self) -> int:
        """After the last row that carries anything of the table; notes and signatures come later."""
        last = self._body.header.last
        stopped = False
        signing = signing_rows(self._body)
        for r, row in self._body.rows.items():
            if not row or (r > last + 1 and not self._labelled(row)):
                continue
            if r in signing or self._starts_notes(row):
                stopped = True
            elif stopped and not self._clearly_data(row):
                continue
            elif self._carries_data(row, self._body.cells[r], apart=r > last + 1) or (
                self._body.columns.blank and r == last + 1
            ):
                last, stopped = r, False
        return last + 1

    def _labelled(self, row: Row) -> bool:
        """Figures alone below a gap are somebody's reckoning beside the table."""
        return any(c in (self._body.ordinal, self._body.name) or is_words(v) for c, v in row) and not (
            len(row) == 1 and is_amount(row[0][1])
        )

    def _starts_notes(self, row: Row) -> bool:
        if len(row) > 3:
            return False
        if len(row) == 1 and isinstance(row[0][1], str) and _RULED_OFF.fullmatch(row[0][1]):
            return True
        words = [str(v) for _, v in row if is_words(v)]
        if not words or len(words) != len(row) or is_number(self._body.mark(dict(row))):
            return False
        telling = [
            plays("note", text) or bool(_PLACE_AND_DATE.search(text) or _IN_WORDS.search(text))
            for text in words
        ]
        if telling[0] or sum(telling) * 2 >= len(telling):
            return True
        return len(row) == 1 and (len(words[0]) > LONG_NOTE or bool(_LEGEND.match(words[0])))

    def _clearly_data(self, row: Row) -> bool:
        cells = dict(row)
        return len(row) >= 2 and (
            is_numbering(self._body.mark(cells)) or sum(look(v) == "figure" for v in cells.values()) >= 2
        )

    def _carries_data(self, row: Row, cells: dict[int, Value], *, apart: bool) -> bool:
        """A row that only names something carries no data unless it is numbered.

        `apart` says that blank rows part it from the table.
        """
        if self._body.ordinal in cells and (len(row) > 1 or is_number(cells[self._body.ordinal])):
            return True
        if (
            not apart
            and len(row) == 1
            and row[0][0] == self._body.ordinal
            and _DOTS.fullmatch(str(row[0][1]))
        ):
            return True  # and so on, in an empty form
        if self._body.has_values(cells):
            if len(row) == 1 and is_words(row[0][1]) and self._is_no_place_for_words(row[0][0]):
                return False  # it may part the rows below, but with nothing below it is none of them
            return not (
                not cells.keys().isdisjoint(self._body.columns.figures)
                and cells.keys().isdisjoint(self._body.columns.naming)
                and all(is_words(v) and (apart or str(v).isupper()) for v in cells.values())
            )  # words under figures, named by nothing, sign the table
        if not apart and all(str(v)[:1].islower() for v in cells.values()):
            return True  # the name above goes on
        return any(plays("total", str(v)) for v in cells.values() if is_words(v))

    def _is_no_place_for_words(self, c: int) -> bool:
        return c in self._body.columns.figures or c < self._body.name
