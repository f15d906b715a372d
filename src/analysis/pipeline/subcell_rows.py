"""Rows of sub-cells between those of organisations: parts of a committee, and none of the register's own.

TT  | Tên tổ chức đảng      | Số đảng viên
6   | Đảng bộ Sở Tư pháp    | 36
6.1 | Chi bộ Văn phòng      | 20
6.2 | Chi bộ Thanh tra      | 16
"""

from __future__ import annotations

import re
from collections import defaultdict

from analysis.clean.names import kind_of
from analysis.clean.register import COMMITTEE
from analysis.recognise.columns import Columns
from analysis.recognise.sums import amount
from analysis.recognise.table import Line, Table

_OF_ORGANISATIONS = ("register", "membership", "progress")


def subcell_rows(table: Table, columns: Columns) -> set[int]:
    """The rows that are parts of a committee's, at least two of it: one alone, 6a, may have been put in late.

    One alone is a part where its name begins with "trong đó".

    A committee is no part of another, and who is called a grassroots organisation is none either. A list
    of committees first and then of cells looks the same: the numbers or the figures have to say it too.
    """
    named = next((column for column, name in columns.fields.items() if name == "organisation"), None)
    if named is None or columns.kind not in _OF_ORGANISATIONS or "subcell" in columns.fields.values():
        return set()
    lines = {line.row: line for line in table.data}
    parts: defaultdict[int, list[Line]] = defaultdict(list)
    for line in table.data:
        if line.part_of in lines and _may_be_part(_name(line, named)):
            parts[line.part_of].append(line)
    return {
        line.row
        for row, own in parts.items()
        if (len(own) > 1 or _says_so(own[0], named)) and kind_of(_bare(_name(lines[row], named))) == COMMITTEE
        if all(_is_marked(line, named) for line in own) or _figures_agree(lines[row], own, named)
        for line in own
    }


def _name(line: Line, named: int) -> str:
    return str(line.cells.get(named) or "")


def _says_so(line: Line, named: int) -> bool:
    """Whether a name begins as that of a part does: "- trong đó: Chi bộ Văn phòng"."""
    return re.match(r"(?i)[-–+*•\s]*trong đó\b", _name(line, named)) is not None


def _is_marked(line: Line, named: int) -> bool:
    """A number such as 6.1 or a dash before the name, or at its beginning."""
    marks = [value for column, value in line.cells.items() if column < named]
    texts = [str(v) for v in marks if isinstance(v, str) or (isinstance(v, float) and v % 1)]
    return any(map(_MARK.fullmatch, texts)) or _MARK_OF_NAME.match(_name(line, named)) is not None


_MARK = re.compile(r"\(?\d+(?:\s*[.-]\s*\d+)+[.)]?|\(?\d+\s*[.-]?\s*[a-zđ][.)]?|[a-zđ][.)]?|[-–—+*•]+")
_MARK_OF_NAME = re.compile(r"\d+\.\d+|[-–—+*•]|[a-zđ]\)")


def _figures_agree(committee: Line, cells: list[Line], named: int) -> bool:
    """Every figure that they all have adds up to the committee's; without one, it counts them."""
    figures = {c: n for c, v in committee.cells.items() if c > named and (n := amount(v))}
    sums = {
        c: sum(amount(cell.cells[c]) or 0 for cell in cells)
        for c in figures
        if all(amount(cell.cells.get(c)) is not None for cell in cells)
    }
    if sums:
        return all(figures[c] == added for c, added in sums.items())
    return len(cells) in figures.values()


def _may_be_part(name: str) -> bool:
    return bool(name) and kind_of(_bare(name)) != COMMITTEE and "cơ sở" not in name.casefold()


def _bare(name: str) -> str:
    """A name without the number or dash that it begins with."""
    return name.lstrip("0123456789.-–—+*•() ")
