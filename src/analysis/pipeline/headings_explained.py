"""Headings that a sheet explains below its table: "QH: rà soát quy hoạch; Hồ sơ: duyệt hồ sơ đại hội"."""

from __future__ import annotations

import re

from analysis.recognise.fields import field_of
from analysis.recognise.table import SheetReading, Table
from analysis.text import fold

_FEWEST = 2
"""So many headings explained in one line are a key to the table; one alone may be a remark about it."""
_ENTRIES = re.compile(r"\s*[;\n]\s*|(?<=\w)\.\s+|,\s+(?=[^,;:=]{1,20}\s*[:=])")
_ENTRY = re.compile(r"\s*(?P<heading>[^:=]{1,30}?)\s*[:=]\s*(?P<meaning>[^\W\d].{3,100})\s*")
_INTRODUCED = re.compile(
    r"(?i)\s*(?:(?:ghi chú|chú giải|chú thích|ký hiệu|quy ước|viết tắt|trong đó)\s*)+[:.]\s*"
)


def headings_explained(reading: SheetReading) -> None:
    """Puts the explanation in the place of a heading that means nothing to a report by itself."""
    for table in reading.tables:
        unknown = {fold(path[-1]): c for c, path in table.paths.items() if _is_unknown(table, c)}
        if not unknown:
            continue
        for said in _keys(reading, table):
            for heading, meaning in said.items():
                column = unknown.get(heading)
                if column is not None and field_of("progress", (meaning,)) is not None:
                    table.paths[column] = (*table.paths[column][:-1], meaning)


def _is_unknown(table: Table, column: int) -> bool:
    return column != table.ordinal and field_of("progress", table.paths[column]) is None


def _keys(reading: SheetReading, table: Table) -> list[dict[str, str]]:
    """The lines that explain several of a table's headings, each by its heading."""
    headings = {fold(path[-1]) for path in table.paths.values()}
    found = []
    for text in {text for one in reading.tables for _, _, text in (*one.notes, *one.titles)}:
        entries = map(_ENTRY.fullmatch, _ENTRIES.split(_INTRODUCED.sub("", text, count=1)))
        said = {fold(entry["heading"]): entry["meaning"] for entry in entries if entry}
        said = {heading: meaning for heading, meaning in said.items() if heading in headings}
        found += [said] if len(said) >= _FEWEST else []
    return found
