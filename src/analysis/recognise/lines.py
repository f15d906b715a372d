"""The rows of a table's body, each with the sections it stands in and the row that it is a part of."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from analysis.cells import Value
from analysis.recognise.body_rows import BodyRows
from analysis.recognise.looks import outline_of_text
from analysis.recognise.parts import Parts, cells_below_committees
from analysis.recognise.restarts import Numbered, cells_numbered_again
from analysis.recognise.section_marks import mark_kind
from analysis.recognise.sections import PLAIN, PLAIN_OUTER, Marker, Section, Sections
from analysis.recognise.sums import amount
from analysis.recognise.table import Line, Role


class LineMaker:
    """Works on rows whose `roles` are known; `until` tells where the sections end that only figures tell."""

    def __init__(self, body: BodyRows, roles: dict[int, Role], until: dict[int, int]) -> None:
        self._body, self._roles, self._until = body, roles, until
        self._last = max(body.rows, default=0)

    def lines(self) -> list[Line]:
        """Every row with the labels of the sections it stands in, the outer one first."""
        sections = Sections()
        lines: list[Line] = []
        order = list(self._roles)
        followed = {a for a, b in pairwise(order) if self._roles[a] == self._roles[b] == "group"}
        parents = self._parents()
        for r, role in self._roles.items():
            cells = self._body.cells[r]
            opens = role == "group" or (role == "total" and (self._body.opens_section(r) or r in self._until))
            if opens or sections.open:
                marker = Marker(self._body.rank(r), self._body.mark(cells) is not None)
                sections.close(r, marker)
            if opens:
                sections.begin(self._section(r, cells, marker, followed))
            if role == "data":
                lines.append(Line(r, role, cells, sections.labels, sections.places, parents.get(r)))
            else:
                lines.append(Line(r, role, cells))
        return lines

    def _parents(self) -> dict[int, int]:
        """The row that each row is part of, for those that are."""
        body = self._body
        data = [r for r, role in self._roles.items() if role == "data"]
        names = {r: str(body.cells[r].get(body.name, "")) for r in data}
        if body.numbered.issuperset(data):
            return cells_numbered_again(self._numbers(names), self._fits) if body.organisations else {}
        parents: dict[int, int] = {}
        if body.organisations and body.columns.numbered:
            parents = cells_below_committees(
                (r, role != "data" or body.mark(body.cells[r]) is not None, names.get(r, ""))
                for r, role in self._roles.items()
            )
            parents |= cells_numbered_again(self._numbers(names), self._fits)
        parts = Parts(organisations=body.organisations)
        for r, role in self._roles.items():
            if role == "data" and r not in parents:
                parent = parts.parent(r, body.mark(body.cells[r]), names[r], body.rank(r))
                if parent is not None:
                    parents[r] = parent
            elif role in ("group", "total"):
                parts.close()
        return parents

    def _numbers(self, names: dict[int, str]) -> Iterator[Numbered | None]:
        """The numbered rows of data, and None for what parts them."""
        for r, role in self._roles.items():
            if role in ("group", "total"):
                yield None
            elif r in names and r in self._body.numbered:
                mark = self._body.mark(self._body.cells[r])
                number = mark if type(mark) is int else int(str(mark).strip("()[]. "))
                yield Numbered(r, number, names[r])

    def _fits(self, committee: int, cells: list[int]) -> bool:
        """The committee's row says how many cells there are, or what their figures come to."""
        rows = self._body.cells
        own = {c: v for c, value in rows[committee].items() if (v := amount(value)) is not None}
        own.pop(self._body.ordinal if self._body.ordinal is not None else -1, None)
        counted = bool(cells) and len(cells) in own.values()
        return counted or any(
            v and v == sum(amount(rows[r].get(c)) or 0 for r in cells) for c, v in own.items()
        )

    def _section(self, r: int, cells: dict[int, Value], marker: Marker, followed: set[int]) -> Section:
        """`followed` are the labels right below which another stands: without numbering, the outer ones."""
        label = self._body.label(cells)
        until = self._until.get(r, self._last)
        if r in self._until:
            kind = f"sum until {until} from {r}"  # told by its figures, it ends where they do
        else:
            mark = self._body.mark(cells)
            own = isinstance(mark, str) and mark != label
            kind = outline_of_text(str(mark) if own else label) or mark_kind(mark) or PLAIN
            if marker.in_column and not isinstance(mark, str):
                kind = "number"
            if kind == PLAIN and r in followed:
                kind = PLAIN_OUTER
        column = next(c for c, v in sorted(cells.items()) if str(v) == label)
        return Section(kind, label, (r, column), until, marker)
