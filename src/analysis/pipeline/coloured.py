"""Milestones marked by colour: a coloured blank cell says what the sheet's legend says of that colour.

A colour that no cell explains says something that no reader can be sure of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.cells import Sheet
from analysis.clean.form import Record
from analysis.clean.unread_values import COLOURED, Explained, Shaded, shown
from analysis.clean.values import is_status
from analysis.memo import Memo
from analysis.recognise.colours import NAMES, is_called, name_of
from analysis.recognise.columns import Columns
from analysis.recognise.part_columns import MARKED
from analysis.recognise.table import Table
from analysis.text import fold

_COLOUR = re.compile(r"(?i)màu|tô")
_LEGEND = re.compile(r"\b(?:màu|tô) .*\b(?:xong|hoàn thành|đã|chưa|đang)\b")


def colours_said(sheet: Sheet, table: Table, columns: Columns, records: list[Record]) -> list[Record]:
    """Puts into the blank cells of a milestone what their colour means, COLOURED where nothing tells.

    Where a legend explains colours that the file's format does not let us see, all cells of a column in
    which nothing is written are taken for coloured.
    """
    if columns.kind != "progress":
        return records
    marked = {column: name for column, name in columns.fields.items() if name in MARKED}
    meanings = _meanings_of_colours(sheet, table) if sheet.fills else {}
    places = list(_coloured(sheet, table, marked, meanings)) or list(_behind_a_legend(sheet, table, marked))
    said: dict[int, dict[str, str]] = {}
    for row, column in places:
        fill = sheet.fills.get((sheet.top + row, sheet.left + column))
        meaning = meanings.get(fill) if fill is not None else None
        said.setdefault(row, {})[marked[column]] = Shaded(meaning) if meaning else COLOURED
    for record in records if said else ():
        record.said.update(said.get(record.row, {}))
    return records


def _meanings_of_colours(sheet: Sheet, table: Table) -> dict[int, str]:
    """The states that cells outside the rows of the table give to their own colour, or to that on their left.

    A colour that is explained twice means nothing.
    """
    rows = {line.row for line in table.lines if len(line.cells) > 1} | set(table.header_rows)
    found: dict[int, str] = {}
    for r, c, value in sheet.cells():
        if r in rows or not isinstance(value, str) or not is_status(value.strip(" .:-–=")):
            continue
        place = (sheet.top + r, sheet.left + c)
        fill = sheet.fills.get(place, sheet.fills.get((place[0], place[1] - 1)))
        if fill is not None:
            words = value.strip(" .:-–=")
            found[fill] = words if found.get(fill, words) == words else ""
    return _by_their_names(sheet) | {fill: words for fill, words in found.items() if words}


def planned_by_colour(sheet: Sheet, columns: Columns, records: list[Record]) -> None:
    """Puts with the days in cells of a colour that means a plan that they are planned."""
    if columns.kind != "progress" or not sheet.fills:
        return
    plans = {fill for fill, said in _by_their_names(sheet, _PLANS).items() if said}
    column_of = {name: column for column, name in columns.fields.items() if name in MARKED}
    for record in records if plans else ():
        for name, column in column_of.items():
            value = record.said.get(name)
            if value is not None and sheet.fills.get((sheet.top + record.row, sheet.left + column)) in plans:
                raw = shown(value)["raw"]
                record.said[name] = Explained(raw, f"dự kiến {raw}")


_PLANS = re.compile(r"\b(?:dự kiến|kế hoạch|chưa (?:tổ chức|đại hội|đh|báo cáo)|sẽ)\b")


def _by_their_names(sheet: Sheet, about: re.Pattern[str] | None = None) -> dict[int, str]:
    """What a sentence says of colours: "ô tô xanh lá là đã xong, ô tô vàng là đang làm".

    A state, or whatever `about` finds.
    """
    said = {
        found["colour"].lower(): meaning
        for text in sheet.texts()
        if _COLOUR.search(text)
        for found in _OF_A_COLOUR.finditer(text)
        if (meaning := found["meaning"].strip())
        and (is_status(meaning) if about is None else about.search(fold(meaning)))
    }
    meanings: dict[int, str] = {}
    for fill in set(sheet.fills.values()) if said else ():
        name = name_of(sheet.colours.get(fill, ""))
        fitting = {meaning for colour, meaning in said.items() if name and is_called(name, colour)}
        if len(fitting) == 1:
            meanings[fill] = fitting.pop()
    return meanings


_OF_A_COLOUR = re.compile(
    rf"(?i)\b(?:màu|tô|nền|bôi)(?: màu)? (?P<colour>{'|'.join(NAMES)})\s*(?:là|:|=|-|–)\s*"
    r"(?:(?:là|việc|nội dung|đơn vị) )*(?P<meaning>[^;,.()\n]{2,40})"
)


def _coloured(
    sheet: Sheet, table: Table, marked: dict[int, str], meanings: dict[int, str]
) -> Iterator[tuple[int, int]]:
    """The blank cells filled otherwise than what is written in their row, or in a colour with a meaning."""
    rows = table.data
    for column in marked if sheet.fills else ():
        fills = [sheet.fills.get((sheet.top + line.row, sheet.left + column)) for line in rows]
        if not meanings and len(set(fills)) < 2 and any(column in line.cells for line in rows):
            continue  # a coloured column that is written in is decoration
        for line, fill in zip(rows, fills, strict=True):
            others = [c for c in line.cells if c not in marked]  # a day may be coloured for what it says
            beside = {sheet.fills.get((sheet.top + line.row, sheet.left + c)) for c in others}
            if fill is not None and column not in line.cells and (fill in meanings or fill not in beside):
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
