"""Columns about members that their cells tell where their heading does not."""

from __future__ import annotations

import re
from itertools import takewhile

from analysis.cells import Value
from analysis.numbers import read_count
from analysis.recognise.fields import field_of, heading_key
from analysis.recognise.member_headings import MOVEMENTS, SUMS
from analysis.recognise.table import Table
from analysis.text import fold
from analysis.vocabulary import entries

Names = dict[int, str | None]
_MOST = 0.8
"""In so many rows a column has to be the sum of two others: one row may contradict itself."""


def set_status_by_cells(names: Names, table: Table) -> None:
    """A column of a list that says CT or DB in every row: full or probationary, whatever stands above it."""
    if "member_status" in names.values():
        return
    words = {fold(row["phrase"]) for row in entries("member_statuses")}
    told = [c for c, name in names.items() if name is None and _all_in(words, table.filled[c])]
    if len(told) == 1:
        names[told[0]] = "member_status"


def _all_in(words: set[str], values: list[Value]) -> bool:
    return bool(values) and all(isinstance(value, str) and fold(value) in words for value in values)


def set_counts_beside_rates(names: Names, table: Table) -> None:
    """A column "Nữ (tỷ lệ %)" of cells such as "14 (29,8%)" counts the women."""
    for column, name in names.items():
        values = table.filled[column]
        if name != "rate" or not values or not all(map(_is_count_with_rate, values)):
            continue
        *wider, leaf = table.paths[column]
        counted = _RATE_BESIDE.sub("", leaf).strip()
        names[column] = (field_of("membership", (*wider, counted)) if counted else None) or name


def _is_count_with_rate(value: Value) -> bool:
    return isinstance(value, str) and _COUNT_WITH_RATE.fullmatch(value) is not None


_COUNT_WITH_RATE = re.compile(r"\s*\d+\s*(?:đ/?c)?\s*[(;,/-]\s*\d+(?:[.,]\d+)?\s*%\s*\)?\s*")
_RATE_BESIDE = re.compile(r"[\s(,;/+&-]*(?:(?:và|tỷ lệ|tỉ lệ|%)[\s)]*)+$", re.IGNORECASE)


def set_transfers_apart(names: Names, table: Table) -> None:
    """Beside those taken in, "Chuyển sinh hoạt" counts those who went elsewhere; alone it may be both."""
    moved = [c for c, name in names.items() if name is None and _MOVED.fullmatch(_leaf(table, c))]
    if len(moved) == 1 and "transferred_in" in names.values() and "transferred_out" not in names.values():
        names[moved[0]] = "transferred_out"


def _leaf(table: Table, column: int) -> str:
    return heading_key(table.paths[column][-1])


_MOVED = re.compile(r"(?:số )?(?:đảng viên )?chuyển(?: đảng viên| sinh hoạt(?: đảng)?| sh)?(?: trong \w+)?")
_STRUCTURE = frozenset(("full", "probationary", "women", "ethnic_minority", "religious", "exempt"))


def leave_parts_of_opening(names: Names, table: Table) -> None:
    """Between the opening count and the movements "Trong đó nữ" are those at the beginning: no measure."""
    fields = [(column, names[column]) for column in table.paths if column in names]
    opened = next((i for i, (_, name) in enumerate(fields) if name == "opening"), len(fields))
    parts = list(takewhile(lambda item: item[1] in _STRUCTURE, fields[opened + 1 :]))
    after = {(name or "").split("/")[0] for _, name in fields[opened + 1 + len(parts) :]}
    if after & (MOVEMENTS | {"increase_total", "decrease_total"} - {"opening"}):
        names.update((column, None) for column, _ in parts)


def settle_ends_alone(names: Names, table: Table) -> None:
    """Without movements the last period's count opens nothing, and those "có đến cuối kỳ" are the total.

    Those admitted are told beside a total too: they alone make no account of what came and went.
    """
    told = set(names.values())
    if not told & (_ACCOUNT | {"admitted"}):
        for column, name in names.items():
            if name == "opening" and _LAST_PERIOD.search(heading_key(" ".join(table.paths[column]))):
                names[column] = None
    closing = [column for column, name in names.items() if name == "closing"]
    if len(closing) == 1 and not {"opening", "total", *_ACCOUNT} & set(names.values()):
        names[closing[0]] = "total"


_ACCOUNT = MOVEMENTS - {"opening", "closing", "admitted"} | {"increase_total", "decrease_total"}
_LAST_PERIOD = re.compile(r"\b(?:kì|quí|tháng|năm) trước\b")


def set_total_by_sums(names: Names, table: Table) -> None:
    """A bare "Cộng" that is the sum of the full and the probationary, or of the men and the women."""
    if {"total", "closing"} & set(names.values()):
        return
    column_of = {name: column for column, name in names.items() if name is not None}
    men = next((c for c in names if names[c] is None and heading_key(table.paths[c][-1]) == "nam"), None)
    pairs = [(column_of.get("full"), column_of.get("probationary")), (men, column_of.get("women"))]
    for column, name in names.items():
        if name is None and heading_key(table.paths[column][-1]) in SUMS:
            for first, second in pairs:
                if first is not None and second is not None and _adds_up(table, column, (first, second)):
                    names[column] = "total"
                    return


def _adds_up(table: Table, whole: int, parts: tuple[int, int]) -> bool:
    rows = [line.cells for line in table.data if whole in line.cells]
    agree = sum(_count(row.get(whole)) == sum(_count(row.get(part)) for part in parts) for row in rows)
    return len(rows) > 1 and agree >= _MOST * len(rows)


def _count(value: Value) -> int:
    return (read_count(value) or 0) if isinstance(value, str | int | float) else 0
