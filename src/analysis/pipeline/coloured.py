"""Milestones marked by colour: a coloured blank cell says something that no reader can be sure of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.cells import Sheet
from analysis.clean.form import Record
from analysis.clean.values import COLOURED
from analysis.memo import Memo
from analysis.recognise.columns import Columns
from analysis.recognise.part_columns import MARKED
from analysis.recognise.table import Table
from analysis.text import fold

_COLOUR = re.compile(r"(?i)màu|tô")
_LEGEND = re.compile(r"\b(?:màu|tô) .*\b(?:xong|hoàn thành|đã|chưa|đang)\b")


def colours_said(sheet: Sheet, table: Table, columns: Columns, records: list[Record]) -> list[Record]:
    """Puts COLOURED into the blank cells of a milestone that are filled otherwise than their row.

    Where a legend explains colours that the file's format does not let us see, all cells of a column in
    which nothing is written are taken for coloured.
    """
    if columns.kind != "progress":
        return records
    marked = {column: name for column, name in columns.fields.items() if name in MARKED}
    by_row: dict[int, list[tuple[int, str]]] = {}
    places = list(_coloured(sheet, table, marked)) or list(_behind_a_legend(sheet, table, marked))
    for row, column in places:
        by_row.setdefault(row, []).append((column, marked[column]))
    for record in records if by_row else ():
        record.said.update({name: COLOURED for _, name in by_row.get(record.row, ())})
    return records


def _coloured(sheet: Sheet, table: Table, marked: dict[int, str]) -> Iterator[tuple[int, int]]:
    rows = table.data
    for column in marked if sheet.fills else ():
        fills = [sheet.fills.get((sheet.top + line.row, sheet.left + column)) for line in rows]
        if len(set(fills)) < 2 and any(column in line.cells for line in rows):
            continue  # a coloured column that is written in is decoration
        for line, fill in zip(rows, fills, strict=True):
            beside = {sheet.fills.get((sheet.top + line.row, sheet.left + c)) for c in line.cells}
            if fill is not None and column not in line.cells and fill not in beside:
                yield line.row, column


def _behind_a_legend(sheet: Sheet, table: Table, marked: dict[int, str]) -> Iterator[tuple[int, int]]:
    blank = [column for column in marked if not table.filled[column]]
    if blank and not sheet.fills and _has_legend(sheet):
        yield from ((line.row, column) for column in blank for line in table.data)


def _has_legend(sheet: Sheet) -> bool:
    return any(map(_EXPLAINS_COLOURS.__getitem__, sheet.texts()))


def _explains_colours(text: str) -> bool:
    return _COLOUR.search(text) is not None and _LEGEND.search(fold(text)) is not None


_EXPLAINS_COLOURS: Memo[str, bool] = Memo(_explains_colours)
