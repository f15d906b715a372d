"""Rows of sub-cells between those of organisations: parts of a committee, and none of the register's own.

TT  | Tên tổ chức đảng      | Số đảng viên
6   | Đảng bộ Sở Tư pháp    | 36
6.1 | Chi bộ Văn phòng      | 20
6.2 | Chi bộ Thanh tra      | 16
"""

from __future__ import annotations

from collections import defaultdict

from analysis.clean.names import kind_of
from analysis.clean.register import COMMITTEE
from analysis.recognise.columns import Columns
from analysis.recognise.table import Line, Table

_OF_ORGANISATIONS = ("register", "membership", "progress")


def subcell_rows(table: Table, columns: Columns) -> set[int]:
    """The rows that are parts of a committee's, at least two of it: one alone, 6a, may have been put in late.

    A committee is no part of another, and who is called a grassroots organisation is none either.
    """
    named = next((column for column, name in columns.fields.items() if name == "organisation"), None)
    if named is None or columns.kind not in _OF_ORGANISATIONS or "subcell" in columns.fields.values():
        return set()
    names = {line.row: str(line.cells.get(named) or "") for line in table.data}
    parts: defaultdict[int, list[Line]] = defaultdict(list)
    for line in table.data:
        whole = names.get(line.part_of, "") if line.part_of is not None else ""
        if kind_of(_bare(whole)) == COMMITTEE and _may_be_part(names[line.row]):
            parts[line.part_of or 0].append(line)
    return {line.row for lines in parts.values() if len(lines) > 1 for line in lines}


def _may_be_part(name: str) -> bool:
    return bool(name) and kind_of(_bare(name)) != COMMITTEE and "cơ sở" not in name.casefold()


def _bare(name: str) -> str:
    """A name without the number or dash that it begins with."""
    return name.lstrip("0123456789.-–—+*•() ")
