"""Notes below a table that take back what a row says: "Đính chính: ngày đại hội của Chi bộ A là 30/3/2025".

The cells that a correction speaks of are left unread; that a congress was put off is the row's note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.clean.form import Record
from analysis.clean.names import name_key
from analysis.clean.unread_values import FOOTNOTED, Explained
from analysis.pipeline.footnotes import NO_VALUES
from analysis.recognise.table import Table
from analysis.text import fold, readable

_CORRECTS = re.compile(
    r"\b(?:đính chính|nhầm|ghi sai|sai (?:số|ngày)|(?:chưa|không) (?:đúng|chính xác)|đúng (?:là|ra|phải là)"
    r"|sửa (?:lại|thành))\b"
)
_PUTS_OFF = re.compile(r"\b(?:hoãn|lùi|dời|chuyển sang|chưa (?:tổ chức|đại hội|đh|tiến hành))\b")
_HEADS_CORRECTIONS = re.compile(r"(?:đính chính|sửa lỗi|sửa lại)\b")
_NUMBERED = re.compile(r"\b(?:dòng|hàng|stt|số thứ tự|tt)(?: số)? (\d{1,3})\b")
_IS_CORRECTION = "Đính chính: "
_SHORTEST = 6
"""So long a heading is no word that a note uses anyway."""


def notes_about_rows(table: Table, headings: dict[str, str], records: list[Record]) -> list[Record]:
    """The records, with the cells that a note corrects marked so, and those it puts off noted."""
    said = dict(_corrections(table, records))
    return [_told(record, said[record.row], headings) if record.row in said else record for record in records]


def _corrections(table: Table, records: list[Record]) -> Iterator[tuple[int, str]]:
    """What is said of which row; of two names, one within the other, the longer one is meant.

    Below "Đính chính:" each line may name a row by its number.
    """
    numbers = _numbers(table)
    corrects = False
    for _, _, text in table.notes:
        key = fold(text)
        corrects = corrects or _HEADS_CORRECTIONS.match(key) is not None
        if corrects and (numbered := _NUMBERED.search(key)) and (row := numbers.get(numbered[1])) is not None:
            yield row, f"{_IS_CORRECTION}{text}"
            continue
        if not (_CORRECTS.search(key) or _PUTS_OFF.search(key)):
            continue
        about = f" {name_key(text)[1]} "
        names = {record.row: name_key(str(record.said.get("organisation", "")))[1] for record in records}
        named = {row: name for row, name in names.items() if name and f" {name} " in about}
        for row, name in named.items():
            if not any(name != other and name in other for other in named.values()):
                yield row, text


def _numbers(table: Table) -> dict[str, int]:
    """The rows by their running numbers, where no two have the same."""
    if table.ordinal is None:
        return {}
    marks = [
        (str(line.cells[table.ordinal]).strip(" ."), line.row)
        for line in table.data
        if table.ordinal in line.cells
    ]
    return dict(marks) if len(dict(marks)) == len(marks) else {}


def _told(record: Record, note: str, headings: dict[str, str]) -> Record:
    key = fold(note)
    if _CORRECTS.search(key):
        values = [name for name in record.said if name not in NO_VALUES]
        meant = [
            name for name in values if len(head := fold(headings.get(name, ""))) >= _SHORTEST and head in key
        ]
        for name in meant or values:
            record.said[name] = Explained(str(record.said[name]), FOOTNOTED)
    if "note" in record.said:
        return record
    places = {**record.places, "note": record.places["organisation"]}
    name = re.escape(readable(str(record.said["organisation"])))
    note = re.sub(name, "", readable(note), flags=re.IGNORECASE)  # whose sub-cells are not spoken of
    return record._replace(said={**record.said, "note": note}, places=places)
