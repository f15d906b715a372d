"""Tells the rows below a heading apart: data, sections, totals, a heading printed again, notes."""

from __future__ import annotations

from analysis.cells import Value
from analysis.recognise.looks import is_amount, is_moment, is_words, look, outline_of_text
from analysis.recognise.headers import Header, Row, is_number_row
from analysis.recognise.table import Line, Role
from analysis.recognise.words import plays
from analysis.text import fold

LONG_NOTE = 120


class BodyReader:
    """Reads the rows `start` to `end` (exclusive) that belong to one heading block."""

    def __init__(self, rows: list[Row], header: Header, end: int) -> None:
        self.header = header
        self.rows = {
            r: [(c, v) for c, v in rows[r] if header.left <= c <= header.right]
            for r in range(header.last + 1, end)
        }
        self._headings = {
            frozenset((c, fold(str(v))) for c, v in rows[r]): r for r in range(header.first, header.last + 1)
        }
        self.ordinal = self._ordinal_column()
        self.name = self._name_column()
        self.numbered = self._is_numbered()

    def _ordinal_column(self) -> int | None:
        if self.header.ordinal is not None:
            return self.header.ordinal
        first = [v for row in self.rows.values() for c, v in row if c == self.header.left]
        numbering = [v for v in first if _is_numbering(v)]
        return self.header.left if len(first) >= 2 and len(numbering) * 10 >= len(first) * 8 else None

    def _name_column(self) -> int:
        """The first column beside the numbering that holds words in at least a third of its cells."""
        for c in self.header.columns:
            if c == self.ordinal:
                continue
            values = [v for row in self.rows.values() for column, v in row if column == c]
            if values and sum(is_words(v) for v in values) * 3 >= len(values):
                return c
        return self.header.left if self.ordinal is None else self.ordinal + 1

    def _is_numbered(self) -> bool:
        marks = [v for row in self.rows.values() for c, v in row if c == self.ordinal]
        return sum(_is_number(v) for v in marks) * 2 >= max(1, len(marks))

    def lines(self) -> tuple[list[Line], int]:
        """The body's rows with their roles, and the first row that is no longer part of the table."""
        end = self._end()
        roles: dict[int, Role] = {}
        for r, row in self.rows.items():
            if r >= end or not row:
                continue
            roles[r] = self._role(r, row)
        self._sections_with_sums(roles)
        return self._grouped(roles), end

    def _end(self) -> int:
        """After the last row that carries anything of the table; notes and signatures come later."""
        last = self.header.last
        stopped = False
        for r, row in self.rows.items():
            if not row:
                continue
            if self._starts_notes(r, row):
                stopped = True
            elif stopped and not self._clearly_data(row):
                continue
            elif self._carries_data(row):
                last, stopped = r, False
        return last + 1

    def _starts_notes(self, r: int, row: Row) -> bool:
        words = [str(v) for _, v in row if is_words(v)]
        if not words or len(words) != len(row) or _is_number(dict(row).get(self.ordinal or -1)):
            return False
        if any(plays("note", text) for text in words) and len(row) <= 3:
            return True
        return len(row) == 1 and len(words[0]) > LONG_NOTE

    def _clearly_data(self, row: Row) -> bool:
        cells = dict(row)
        return len(row) >= 2 and (
            (self.ordinal is not None and _is_numbering(cells.get(self.ordinal)))
            or sum(look(v) == "figure" for v in cells.values()) >= 2
        )

    def _carries_data(self, row: Row) -> bool:
        """A row that only names something carries no data unless it is numbered."""
        cells = dict(row)
        if self.ordinal is not None and self.ordinal in cells and (len(row) > 1 or self.name == self.ordinal):
            return True
        if self._values(cells):
            return True
        return any(plays("total", str(v)) for v in cells.values() if is_words(v))

    def _values(self, cells: dict[int, Value]) -> list[Value]:
        return [v for c, v in cells.items() if c not in (self.ordinal, self.name)]

    def _role(self, r: int, row: Row) -> Role:
        cells = dict(row)
        if self._repeats_heading(row):
            return "header"
        if self._is_total(cells):
            return "total"
        if self._is_group(r, cells):
            return "group"
        return "data"

    def _repeats_heading(self, row: Row) -> bool:
        if frozenset((c, fold(str(v))) for c, v in row) in self._headings:
            return True
        return self.header.number_row is not None and is_number_row(row, row) and not any(is_words(v) for _, v in row)

    def _is_total(self, cells: dict[int, Value]) -> bool:
        if self.ordinal is not None and _is_number(cells.get(self.ordinal)):
            return False
        labels = [str(v) for c, v in sorted(cells.items()) if is_words(v)][:2]
        first = labels[0] if labels else ""
        return plays("total", first) or (len(labels) > 1 and _is_outline(cells.get(self.ordinal or -1)) and plays("total", labels[1]))

    def _is_group(self, r: int, cells: dict[int, Value]) -> bool:
        """No figures of its own, and a label where the numbering or the names stand."""
        if self._values(cells):
            return False
        mark = cells.get(self.ordinal) if self.ordinal is not None else None
        name = cells.get(self.name)
        if mark is not None and name is None:
            return is_words(mark) or (_is_outline(mark) and not self.numbered)
        if mark is not None:
            return _is_outline(mark)
        if name is None or not is_words(name):
            return False
        text = str(name)
        if outline_of_text(text) in ("roman", "letter"):
            return True
        return not (text[:1].islower() or text[:1] in "(-–+_" and self.numbered)

    def _sections_with_sums(self, roles: dict[int, Role]) -> None:
        """A section row whose figures are the sums of its rows is a total, wherever it stands."""
        order = [r for r, role in roles.items() if role in ("data", "total", "group")]
        for position, r in enumerate(order):
            rank = self._section_rank(r)
            if roles[r] != "data" or rank is None:
                continue
            children = self._children(order[position + 1 :], rank, roles)
            if children and self._adds_up(r, children):
                roles[r] = "total"

    def _section_rank(self, r: int) -> int | None:
        """0 for a capital letter, 1 for a roman number; None for a row that opens no section."""
        cells = dict(self.rows[r])
        mark = cells.get(self.ordinal) if self.ordinal is not None else None
        label = mark if isinstance(mark, str) else cells.get(self.name)
        if not isinstance(label, str) or (mark is not None and not isinstance(mark, str)):
            return None
        return {"letter": 0, "roman": 1}.get(outline_of_text(label) or "")

    def _children(self, following: list[int], rank: int, roles: dict[int, Role]) -> list[int]:
        """The rows summed up by a section: the numbered ones, or all where none is numbered."""
        inside: list[int] = []
        for r in following:
            other = self._section_rank(r)
            if roles[r] == "total" or (other is not None and other <= rank):
                break
            inside.append(r)
        sections = [r for r in inside if self._section_rank(r) is not None]
        numbered = [r for r in inside if _is_number(dict(self.rows[r]).get(self.ordinal or -1))]
        return [r for r in sections or numbered or inside if roles[r] == "data"]

    def _adds_up(self, r: int, children: list[int]) -> bool:
        sums: dict[int, float] = {}
        for child in children:
            for c, v in self.rows[child]:
                if is_amount(v) and c != self.ordinal:
                    sums[c] = sums.get(c, 0) + float(v)  # type: ignore[arg-type]
        own = {c: float(v) for c, v in self.rows[r] if is_amount(v) and c != self.ordinal}  # type: ignore[arg-type]
        compared = [c for c in own if c in sums]
        agreeing = [c for c in compared if abs(own[c] - sums[c]) <= 1e-6 * max(1.0, abs(own[c]))]
        return bool(agreeing) and len(agreeing) * 2 > len(compared)

    def _grouped(self, roles: dict[int, Role]) -> list[Line]:
        """Every row with the labels of the sections it stands in, the outer one first."""
        stack: list[tuple[str, str, tuple[int, int]]] = []
        lines: list[Line] = []
        for r, role in roles.items():
            cells = dict(self.rows[r])
            if role == "group" or (role == "total" and self._section_rank(r) is not None):
                self._push(stack, r, cells)
            elif role == "total" and plays("total", self._label(cells)):
                pass
            lines.append(
                Line(r, role, cells, tuple(label for _, label, _ in stack), tuple(place for _, _, place in stack))
                if role == "data"
                else Line(r, role, cells)
            )
        return lines

    def _push(self, stack: list[tuple[str, str, tuple[int, int]]], r: int, cells: dict[int, Value]) -> None:
        label = self._label(cells)
        mark = cells.get(self.ordinal) if self.ordinal is not None else None
        kind = outline_of_text(str(mark)) if isinstance(mark, str) and mark != label else outline_of_text(label)
        kind = kind or "plain"
        kinds = [entry[0] for entry in stack]
        del stack[kinds.index(kind) if kind in kinds else len(stack) :]
        place = next((r, c) for c, v in sorted(cells.items()) if v == label)
        stack.append((kind, label, place))

    def _label(self, cells: dict[int, Value]) -> str:
        name = cells.get(self.name)
        if is_words(name):
            return str(name)
        return str(next((v for _, v in sorted(cells.items()) if is_words(v)), next(iter(cells.values()))))


def _is_number(value: Value) -> bool:
    """A running number: 1, "2", "(3)"."""
    return (isinstance(value, int) and not isinstance(value, bool)) or (
        isinstance(value, str) and look(value) == "ordinal"
    )


def _is_outline(value: Value) -> bool:
    return isinstance(value, str) and look(value) != "ordinal" and outline_of_text(value) in ("roman", "letter")


def _is_numbering(value: Value) -> bool:
    if isinstance(value, str):
        return look(value) in ("ordinal", "outline", "mark")
    return value is not None and not is_moment(value)
