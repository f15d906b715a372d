"""Columns about sub-cells: their names, their congresses, or how many there are.

The heading is much the same for all of them ("Chi bộ trực thuộc"); what stands below it decides.
"""

from __future__ import annotations

import re

from analysis.cells import Value
from analysis.memo import Memo
from analysis.numbers import read_fraction
from analysis.recognise.fields import field_of, heading_key
from analysis.recognise.identity_columns import begins_with_kind
from analysis.recognise.part_columns import MARKED
from analysis.recognise.points import holds_points
from analysis.recognise.progress_columns import holds_days
from analysis.recognise.table import Table
from analysis.recognise.title_says import is_about_subcells
from analysis.text import fold

_OF_SUBCELLS = ("subcells_fraction", "subcells_held", "subcells_required", "subcells", "organisation")


def of_subcells(name: str | None, table: Table, column: int) -> str | None:
    """A column about sub-cells: their names, their congresses or how many there are, by what stands in it."""
    if _IS_OF_OTHERS[table.paths[column]]:
        return None if name is None or name.startswith("subcells") else name
    if name in ("congress_held", None) and _counts_subcells(table, column):
        return "subcells_fraction"
    if counted := _headed_as_count(name, table, column):
        return counted
    if name in (*_OF_SUBCELLS, None) and _names_subcells(table, column):
        return "subcell"
    if name == "subcells_fraction" and _names_committees_and_cells(table, column):
        return "organisation"
    return _counted_as(name, table, column) if name is not None and name in _OF_SUBCELLS[:3] else name


def _is_of_others(path: tuple[str, ...]) -> bool:
    """Figures of something else than how many held.

    How many were approved, "Hồ sơ ĐH các chi bộ trực thuộc / Đã duyệt"; or how many took part, or elected
    whom and how: "Số ĐV dự", "Số CB bầu trực tiếp bí thư".
    """
    about = heading_key(" ".join(path))
    of_dossiers = "chi bộ" in about and _DOSSIERS.search(about) is not None and _HOLDS.search(about) is None
    return of_dossiers or _PERSONS.search(heading_key(path[-1])) is not None


_IS_OF_OTHERS: Memo[tuple[str, ...], bool] = Memo(_is_of_others)


_PERSONS = re.compile(
    r"^(?:tổng )?số (?:đảng viên|đại biểu)\b|\bbầu (?:cử )?trực tiếp\b|\btrực tiếp bầu\b|\bbí thư\b"
)
_DOSSIERS = re.compile(r"\b(?:hồ sơ|duyệt|nhân sự|văn kiện|thẩm định)\b")
_HOLDS = re.compile(r"\b(?:tổ chức|tiến hành|đã đại hội)\b")


def _names_subcells(table: Table, column: int) -> bool:
    """A column under "chi bộ trực thuộc" that lists the sub-cells by name, one in each row."""
    path = table.paths[column]
    about = fold(" ".join(path))
    if "trực thuộc" not in about and fold(path[-1]) not in ("tên chi bộ", "chi bộ"):
        return False
    values = table.filled[column]
    names = [v for v in values if isinstance(v, str) and fold(v).startswith(("chi bộ", "cb"))]
    return len(names) >= 2 and len(names) * 10 >= len(values) * 8 and _another_names(table, column)


def _names_committees_and_cells(table: Table, column: int) -> bool:
    """The cells of each committee are named in rows below it: "Đảng bộ cơ sở / chi bộ trực thuộc"."""
    names = [v.lstrip(_BEFORE_A_NAME) for v in table.filled[column] if isinstance(v, str)]
    begun = sum(map(begins_with_kind, names))
    return len(names) > 1 and begun >= _NEARLY_ALL * len(table.filled[column])


_BEFORE_A_NAME = "-–—+*•. 0123456789"


def _another_names(table: Table, column: int) -> bool:
    """Another column names the organisations."""
    return any(
        other != column and field_of("progress", path) == "organisation"
        for other, path in table.paths.items()
        if other != table.ordinal
    )


_NEARLY_ALL = 0.8
"""Of a column's cells: a single "2-3" among the counts is a slip of one row."""
_BOTH_COUNTS = re.compile(r"^\s*\d+\s*(?:/|trên)\s*\d+\b(?!\s*/\s*\d)")


def is_count(value: Value) -> bool:
    """Whether a cell is a whole number, or a dash for none."""
    return (isinstance(value, int) and not isinstance(value, bool)) or (
        isinstance(value, str) and (value.isdecimal() or value == "-")
    )


def is_both_counts(value: Value) -> bool:
    """Whether a cell gives held and required at once: "9/10"."""
    return isinstance(value, str) and _BOTH_COUNTS.match(value) is not None


def _counts_subcells(table: Table, column: int) -> bool:
    """A column "ĐH chi bộ" in which no first number passes the second: 7/7, 5/12 are counts, no days."""
    about = heading_key(" ".join(table.paths[column]))
    if "chi bộ" not in about or any(words in about for words in ("đảng bộ", "cơ sở", "ngày")):
        return False
    pairs = [
        both for value in table.filled[column] if isinstance(value, str) and (both := read_fraction(value))
    ]
    fitting = sum(held <= required for held, required in pairs)
    if about.startswith("chi bộ") and any(held == required for held, required in pairs):
        return len(pairs) >= 4 and fitting >= _NEARLY_ALL * len(pairs)
    return len(pairs) >= 4 and fitting == len(pairs)


def _headed_as_count(name: str | None, table: Table, column: int) -> str | None:
    """Bare numbers below "CB đã ĐH", "Tổng số CB": held and all of them, although nothing says trực thuộc."""
    about, values = heading_key(" ".join(table.paths[column])), table.filled[column]
    known = name in (None, "congress_held", "subcells", "subcells_fraction")
    if not known or "chi bộ" not in about or _OF_OTHERS.search(about):
        return None
    if sum(map(is_count, values)) < _NEARLY_ALL * len(values):
        return None
    if not any(isinstance(value, int) and value > 1 for value in values):
        return None  # 1 may be a mark
    if re.search(r"\b(?:chưa|còn)\b", about):
        return "subcells_left"
    if "đại hội" in about and holds_points(table, column):
        return "subcells_fraction"
    return "subcells_held" if _HELD.search(about) else "subcells"


_OF_OTHERS = re.compile(r"đảng bộ|cơ sở|\bngày\b|tỉ lệ|tỷ lệ|%|đảng viên|phải|cần|chậm|trễ|so với|quá hạn")
_HELD = re.compile(r"\b(?:đã|xong|hoàn thành)\b")


def complete_counts(names: dict[int, str | None], table: Table) -> None:
    """How many sub-cells there are, beside how many have held or have yet to, is how many have to.

    Unless another column says that. Only where nothing counts those that held do those left tell of them.
    """
    required = [column for column, name in names.items() if name == "subcells_required"]
    told = [column for column in required if _REQUIRED.search(heading_key(table.paths[column][-1]))]
    if len(told) == 1:
        names.update((column, "subcells") for column in required if column not in told)
    subcells = [column for column, name in names.items() if name == "subcells"]
    left = [column for column, name in names.items() if name == "subcells_left"]
    counted = bool({"subcells_held", "subcells_fraction"} & set(names.values()))
    if len(left) == 1 and not counted:
        names[left[0]] = "subcells_fraction/left"
    known = "subcells_held" in names.values() or (len(left) == 1 and not counted)
    if known and "subcells_required" not in names.values() and len(subcells) == 1:
        names[subcells[0]] = "subcells_required"


_REQUIRED = re.compile(r"\b(?:phải|cần|thuộc diện)\b")


def _counted_as(name: str, table: Table, column: int) -> str:
    """Held and required in one cell ("9/10"), or one of them: what stands in the column decides."""
    values = table.filled[column]
    both = sum(map(is_both_counts, values))
    single = sum(isinstance(value, int) or (isinstance(value, str) and value.isdecimal()) for value in values)
    if both > single:
        return "subcells_fraction"
    # a number alone under "chi bộ trực thuộc" is how many there are, not how many have held
    of_many = single > both or (not values and heading_key(table.paths[column][-1]).startswith("số "))
    if name == "subcells_fraction" and of_many and not holds_points(table, column):
        return "subcells"
    return name


def days_of_subcells(names: dict[int, str | None], table: Table) -> None:
    """Beside the names of the sub-cells "Ngày đại hội chi bộ" is the day of each."""
    if "subcell" not in names.values() or "congress_held" in names.values():
        return
    days = [c for c, name in names.items() if name is None and holds_days(table, c)]
    told = [c for c in days if "chi bộ" in heading_key(" ".join(table.paths[c]))]
    if len(told) == 1:
        names[told[0]] = "congress_held"


def days_beside_counts(names: dict[int, str | None], table: Table) -> None:
    """Beside how many have held, "Dự kiến hoàn thành" is when all will have, "Ngày hoàn thành" when all had.

    Such a column speaks of the sub-cells where its headings do, or where the table tells of nothing else.
    """
    counted = {name for name in names.values() if name in ("subcells_held", "subcells_fraction")}
    alone = not any((name or "").split("/")[0] in (*MARKED, "congress_planned") for name in names.values())
    for column, name in names.items() if counted else ():
        key = heading_key(" ".join(table.paths[column]))
        theirs = "chi bộ" in key and not _OF_COMMITTEES.search(key)
        if (
            (name is None or name.startswith("subcells_"))
            and (theirs or alone)
            and _holds_days(table, column)
        ):
            part = "planned" if _AHEAD.search(key) else "time" if _OVER.search(key) else None
            told = f"subcells_fraction/{part}"
            names[column] = told if part and told not in names.values() and counted != {name} else name


def _holds_days(table: Table, column: int) -> bool:
    """Days and no counts such as 5/7, which a day without its year looks like."""
    values = table.filled[column]
    return holds_days(table, column) and not any(isinstance(v, str) and read_fraction(v) for v in values)


_OF_COMMITTEES = re.compile(r"đảng bộ|đảng ủy")
_AHEAD = re.compile(r"\b(?:dự kiến|kế hoạch|phấn đấu|thời hạn)\b")
_OVER = re.compile(r"\b(?:hoàn thành|xong|kết thúc|cuối cùng)\b")


def follow_subject(names: dict[int, str | None], table: Table) -> None:
    """Under a title about the congresses of sub-cells, figures headed "Đã ĐH", "Tổng số" count them."""
    if not is_about_subcells(text for _, _, text in table.titles):
        return
    if {"subcells_held", "subcells_fraction"} & set(names.values()):
        return
    for column, name in names.items():
        values = table.filled[column]
        of_congress = name in (None, "rate") or name.startswith("congress_held")
        if of_congress and values and all(map(is_count, values)):
            about = field_of("progress", ("chi bộ trực thuộc", *table.paths[column]))
            if about and about.startswith("subcells_") and about not in names.values():
                names[column] = "subcells" if about == "subcells_fraction" else about
