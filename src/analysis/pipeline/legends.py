"""Signs that a sheet explains itself: "x: đã xong; o: chưa làm", "2 = xong", "HC: cơ quan hành chính".

What the sheet says of its signs goes before what they mean elsewhere. A sign whose explanation nobody
understands, or that is explained twice, says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from analysis.cells import Sheet
from analysis.clean.form import Record
from analysis.clean.organisation_types import type_of
from analysis.clean.unread_values import Explained, Fault
from analysis.clean.values import read_mark
from analysis.memo import Memo
from analysis.recognise.columns import Columns
from analysis.recognise.looks import is_words
from analysis.recognise.part_columns import MARKED


@dataclass(slots=True)
class Legend:
    """What each sign means, in the sheet's own words: in columns of states and in columns of types.

    `blank` is what a blank cell of a column of states means, where the sheet says so.
    """

    states: dict[str, str] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    blank: str | None = None


_SIGN = r"(?:[A-ZĐ0-9]{1,4}|[A-ZĐ]?[a-zđ]{1,3}|[^\w\s;,.:()=\"'«»“”]{1,3})"
_IS = r"\s*(?:=|:|-|–|\blà\b)\s*"
_ENTRY = re.compile(
    rf"(?=(?:^|[;,.(:\s])[\"'«“(\[]?(?P<sign>{_SIGN})[\"'»”)\]]?(?:{_IS}(?P<meaning>[^;,.=:\n()–]{{3,60}}?)"
    rf"(?=[;,.\n)]|\s+[\"'«“(]?{_SIGN}[\"'»”)]?{_IS}|\s*$)|\s+\((?P<bracketed>[^()]{{3,60}})\)))"
)
_PICTURE = r"[^\w\s;,.:()=\"'«»“”/%+-]"
_BY_PICTURES = re.compile(
    rf"(?P<sign>{_PICTURE})\ufe0f?\s+(?P<meaning>[^\W\d_][^;,.=:()\n]*?)\s*(?={_PICTURE}|[;,.\n]|$)"
)
"""✅ xong ⏳ đang làm ❌ chưa: a sign and its meaning with nothing between."""
_INTRODUCED = re.compile(r"\s*(?:(?:ghi chú|chú giải|chú thích|ký hiệu|quy ước)\s*)+[:.]?\s*", re.IGNORECASE)
_LISTED = re.compile(
    r"(?P<opened>[\"'«“(\[])?(?P<sign>[^\w\s;,.:()]{1,3}|[A-Za-zĐđ]{1,2}|(?(opened)[A-ZĐ0-9]{1,4}|(?!)))"
    r"(?(opened)[\"'»”)\]])\s+(?P<meaning>[^\W\d_][^;:=()\n]{2,59})"
)
"""+ đã xong; (o) đang làm; - chưa: a list of signs, each with its meaning and nothing between."""
_HINT = re.compile(r"[=:(]|\s[-–]\s|\blà\b")
_ABOUT_STATES = ("status", "congress_planned", "subcells_fraction", *MARKED)
_ABOUT_TYPES = ("organisation_type",)
_TWO_MEANINGS = "?"


def legend_of(sheet: Sheet) -> Legend:
    """The signs that a sheet explains, in a line of text or in two cells beside one another."""
    legend = Legend()
    in_lines = chain.from_iterable(map(_SIGNS_IN.__getitem__, sheet.texts()))
    for sign, said in chain(in_lines, _in_pairs(sheet)):
        meaning = _OF_WHAT.sub("", said.strip(" .;\"'»”"))
        if not isinstance(state := read_mark(meaning, None), Fault):
            _note(legend.states, sign, meaning, read_mark(legend.states.get(sign, meaning), None) == state)
        elif kind := type_of(meaning):
            _note(legend.types, sign, meaning, type_of(legend.types.get(sign, meaning)) == kind)
    blanks = {said for said in map(_MEANING_OF_BLANK.__getitem__, sheet.texts()) if said}
    if len(blanks) == 1 and not isinstance(read_mark(one := blanks.pop(), None), Fault):
        legend.blank = one
    return legend


_OF_WHAT = re.compile(
    r"(?i)^(?:là )?(?:các )?(?:nội dung|việc|công việc|phần việc|mục|bước|phần|khâu|đơn vị|tổ chức)"
    r"(?= (?:đã|chưa|đang|không|còn|xong|hoàn thành)\b)\s*"
)
"""x: nội dung chưa hoàn thành"""
_OF_BLANK = re.compile(
    r"\b(?:để trống|bỏ trống|ô trống|không (?:đánh dấu|ghi gì)|còn trống)"
    r"(?:[\s:=–-]+(?:là|nghĩa là|tức là|nội dung|công việc|việc|phần việc|mục))*[\s:=–-]+"
    r"(?P<meaning>(?:đã|xong|hoàn thành|ht)\b[^;,.()]*)",
    re.IGNORECASE,
)
"""để trống: đã hoàn thành; where nothing is said, a blank cell has not begun."""


def _meaning_of_blank(text: str) -> str | None:
    found = _OF_BLANK.search(text) if ":" in text or "-" in text or "=" in text or "là" in text else None
    return found["meaning"].strip() if found else None


_MEANING_OF_BLANK: Memo[str, str | None] = Memo(_meaning_of_blank)


def _note(signs: dict[str, str], sign: str, meaning: str, same: bool) -> None:
    signs[sign] = meaning if same else _TWO_MEANINGS


def _in_line(text: str) -> tuple[tuple[str, str], ...]:
    """What stands in brackets explains a sign only in a list: "HT (lần 1)" alone is said of one cell."""
    if text.replace(" ", "").isalnum() and "là" not in text:
        return ()  # a name, as nearly all texts are
    pictured = list(_BY_PICTURES.finditer(text))
    if len(pictured) > 1:
        return tuple((found["sign"], found["meaning"]) for found in pictured)
    parts = [part.strip(" .") for part in re.split(r"[;,\n]", _INTRODUCED.sub("", text, count=1))]
    listed = [found for part in parts if (found := _LISTED.fullmatch(part))]
    if 1 < len(listed) == len(parts) == len({found["sign"] for found in listed}):
        return tuple((found["sign"], found["meaning"]) for found in listed)
    explained = list(_ENTRY.finditer(text)) if _HINT.search(text) else []
    return tuple(
        (found["sign"], found["meaning"] or found["bracketed"])
        for found in explained
        if found["meaning"] or len(explained) > 1
    )


_SIGNS_IN = Memo(_in_line)
"""The names of a register and most notes come again in every report."""


def _in_pairs(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """A small table of signs: "●" and beside it "Đã xong", in a row that holds nothing else."""
    for row in sheet.rows:
        if len(row) - row.count(None) != 2:
            continue
        filled = [value for value in row if value is not None]
        sign = str(filled[0]).strip(" :=()")
        if re.fullmatch(_SIGN, sign) and is_words(filled[1]):
            yield sign, str(filled[1])


def signs_explained(legend: Legend, columns: Columns, records: list[Record]) -> None:
    """Puts with every sign in a column of states or types what the sheet says that it means."""
    for signs, about in ((legend.states, _ABOUT_STATES), (legend.types, _ABOUT_TYPES)):
        fields = [name for name in columns.fields.values() if name.split("/")[0] in about]
        for record in records if signs else ():
            for name in fields:
                value = record.said.get(name)
                if isinstance(value, str | int) and (meaning := _meaning(str(value).strip(), signs)):
                    record.said[name] = Explained(str(value), meaning)
    if legend.blank is not None and legend.states:
        _explain_blanks(legend.blank, columns, records)


def _explain_blanks(meaning: str, columns: Columns, records: list[Record]) -> None:
    """In columns in which other cells bear a sign; a column of days has none."""
    for name in columns.fields.values():
        if name in MARKED and any(isinstance(record.said.get(name), Explained) for record in records):
            for record in records:
                if record.said.get(name) is None:
                    record.said[name] = Explained("", meaning)


def _meaning(text: str, signs: dict[str, str]) -> str | None:
    """What a sign means, alone or with its day behind it: "v 18/4" is "xong 18/4"."""
    if text in signs or not (found := _DATED.fullmatch(text)):
        return signs.get(text)
    return f"{signs[found['sign']]} {found['day']}" if found["sign"] in signs else None


_DATED = re.compile(rf"(?P<sign>{_SIGN})\s+\(?(?P<day>\d{{1,2}}[/.-]\d{{1,2}}(?:[/.-]\d{{2,4}})?)\)?")
