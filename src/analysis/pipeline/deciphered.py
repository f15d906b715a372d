"""Codes and abbreviations of a sheet put into words, as the keys of the office explain them.

A code means something below the heading of its group, MA_LH below LOAI_HINH, or, where it has letters, in a
column that holds nothing but codes of one group. An abbreviation is put into words where it is all that a
cell says, or stands before its day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from analysis.cells import Sheet, Value
from analysis.clean.form import Form
from analysis.clean.organisation_types import type_of
from analysis.clean.unread_values import Explained, Fault
from analysis.clean.values import read_mark
from analysis.findings import Finding, Origin, finding
from analysis.pipeline.code_keys import (
    ANYWHERE,
    Keys,
    SheetKeys,
    is_code_heading,
    names_organisations,
    plain_heading,
)
from analysis.recognise.identity_columns import begins_with_kind, is_kind
from analysis.recognise.long_counts import measure_of
from analysis.recognise.long_lists import milestone_of
from analysis.recognise.part_columns import MARKED

Written = dict[str, tuple[Value, str]]
"""What the cells say that were put into words, by their address, and those words."""
_TOP, _FEWEST, _MOST, _SAMPLE = 15, 3, 0.75, 40
_ENDS = frozenset("0123456789)")
_DATED = re.compile(r"(?P<code>.{2,15}?)[ :-]+(?P<day>\(?\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\)?)")


def decipher(sheet: Sheet, keys: Keys, own: SheetKeys) -> Written:
    """Puts the codes of a sheet into words, in its rows; gives back what stood there."""
    written: Written = {}
    if not keys.groups:
        return written
    for column in range(len(sheet.rows[0]) if sheet.rows else 0):
        if column not in own.columns:
            _put_column(sheet, keys, own, column, written)
    if anywhere := keys.groups.get(ANYWHERE):
        for r, row in enumerate(sheet.rows):
            for c, value in enumerate(row):
                if isinstance(value, str) and r not in own.rows and (words := _in_words(value, anywhere)):
                    _put(sheet, r, c, words, written)
    return written


def _in_words(text: str, meanings: dict[str, str]) -> str | None:
    text = text.strip()
    if text in meanings or text[-1:] not in _ENDS or not (found := _DATED.fullmatch(text)):
        return meanings.get(text)
    return f"{meanings[found['code']]} {found['day']}" if found["code"] in meanings else None


def _put(sheet: Sheet, row: int, column: int, words: str, written: Written) -> None:
    written[sheet.address(row, column)] = sheet.rows[row][column], words
    sheet.rows[row][column] = words


def _put_column(sheet: Sheet, keys: Keys, own: SheetKeys, column: int, written: Written) -> None:
    for r in range(min(_TOP, len(sheet.rows))):
        heading = sheet.rows[r][column]
        if not isinstance(heading, str) or r in own.rows:
            continue
        first = (sheet.rows[row][column] for row in range(r + 1, min(r + 1 + _SAMPLE, len(sheet.rows))))
        if not _may_be_coded(heading, {_code(value) for value in first if value is not None}, keys):
            continue
        below = [row for row in range(r + 1, len(sheet.rows)) if sheet.rows[row][column] is not None]
        said = {_code(sheet.rows[row][column]) for row in below}
        for group, codes in _groups_of(heading, said, keys):
            if _is_named_beside(sheet, codes, r, column):
                continue
            for row in below:
                if meaning := codes.get(_code(sheet.rows[row][column])):
                    _put(sheet, row, column, meaning, written)
            if is_code_heading(heading):
                _put(sheet, r, column, _heading(codes, group), written)
            return
        if explained := keys.groups.get(plain_heading(heading), {}).get(""):
            _put(sheet, r, column, explained, written)
            return


def _may_be_coded(heading: str, said: set[str], keys: Keys) -> bool:
    """Whether a look at the first rows is worth a look at all of them."""
    if plain_heading(heading) in keys.groups:
        return True
    return any(len(said & codes.keys()) * 2 >= max(1, len(said)) for codes in keys.groups.values())


def _code(value: Value) -> str:
    return str(value).strip()


def _groups_of(heading: str, said: set[str], keys: Keys) -> Iterator[tuple[str, dict[str, str]]]:
    """The group of which nearly all the codes in a column are: by its heading, or its letters."""
    name = plain_heading(heading)
    known = {g: len(said & (codes.keys() - {""})) for g, codes in keys.groups.items() if g != ANYWHERE}
    named = [g for g, count in known.items() if count * 2 >= max(1, len(said)) and _is_group(name, g)]
    by_letters = all(any(map(str.isalpha, code)) for code in said) and len(said) >= _FEWEST
    fitting = [g for g, count in known.items() if count >= _MOST * len(said)] if by_letters else []
    yield from ((g, keys.groups[g]) for g in named or (fitting if len(fitting) == 1 else []))


@lru_cache(maxsize=4096)
def _is_group(heading: str, group: str) -> bool:
    """MA_LH stands above the codes of LOAI_HINH, as "Loại hình" and "Mã loại hình" do."""
    bare, of_group = heading.removeprefix("ma "), group.removeprefix("ma ")
    return bare in (of_group, "".join(word[0] for word in of_group.split()))


def _is_named_beside(sheet: Sheet, codes: dict[str, str], top: int, column: int) -> bool:
    """Where the names of the organisations stand beside their codes, these are for the office alone."""
    if not names_organisations(codes.values()):
        return False
    others = (c for c in range(len(sheet.rows[top])) if c != column)
    return any(names_organisations(row[c] for row in sheet.rows[top + 1 :]) for c in others)


_HEADINGS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("Tổ chức đảng", lambda words: begins_with_kind(words) and not is_kind(words)),
    ("Nội dung", lambda words: milestone_of(words) is not None),
    ("Trạng thái", lambda words: not isinstance(read_mark(words, None), Fault)),
    ("Loại hình", lambda words: type_of(words) is not None),
    ("Chỉ tiêu", lambda words: measure_of(words) is not None),
)


def _heading(codes: dict[str, str], group: str) -> str:
    """What a column of codes is to be headed with, now that they are in words."""
    said = [meaning for code, meaning in codes.items() if code]
    fitting = (name for name, fits in _HEADINGS if sum(map(fits, said)) >= _MOST * len(said))
    return next(fitting, group.removeprefix("ma "))


def codes_read(file: str, sheet: str, written: Written) -> Finding:
    """What was read by a key, told once for the sheet."""
    cell, (sign, words) = next(iter(written.items()))
    return finding("codes_read", Origin(file, sheet, cell), raw=str(sign), used=words, count=len(written))


def quote_as_written(forms: list[Form], written: Written) -> None:
    """States and types are quoted with the code that their cell has."""
    for form in forms:
        for record in form.records:
            for name, value in record.said.items():
                if name.split("/")[0] in (*MARKED, "status", "organisation_type") and isinstance(value, str):
                    sign, words = written.get(record.cell(name), (None, ""))
                    if value == words:
                        record.said[name] = Explained(str(sign), value)
