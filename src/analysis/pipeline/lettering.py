"""Letters that are struck out say nothing any more; slanting, bold or red ones say what the sheet explains.

"Ngày in nghiêng là ngày dự kiến" below a table makes plans of the days that slant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from analysis.cells import Sheet, cell_address
from analysis.clean.form import Form, Record
from analysis.clean.unread_values import STRUCK, Explained, shown
from analysis.findings import Finding, finding
from analysis.recognise.part_columns import MARKED
from analysis.text import readable

_NAMES = ("organisation", "person", "task", "event", "subcell")
"""What a row is about: where that is struck out the whole row is."""
_LOOKS = {"nghiêng": "italic", "đậm": "bold", "đỏ": "red"}
_EXPLAINED = re.compile(
    rf"\b(?P<look>{'|'.join(_LOOKS)})\s*(?:là|=|:|–|-)\s*(?:là |các |ngày |đơn vị )*"
    r"(?P<meaning>[^;,.()\n]{3,40})",
    re.IGNORECASE,
)
_SAYING = (*MARKED, "congress_planned")


def struck_rows(sheet: Sheet, records: Iterable[Record]) -> set[int]:
    """The rows whose name is struck out."""
    if not any("struck" in looks for looks in sheet.looks.values()):
        return set()
    struck = {cell_address(*place) for place, looks in sheet.looks.items() if "struck" in looks}
    return {
        record.row
        for record in records
        if any(name in record.said and record.cell(name) in struck for name in _NAMES)
    }


def heed_lettering(sheet: Sheet, form: Form) -> list[Finding]:
    """Marks in place the cells of a form that are struck out, and puts with others what their look means."""
    if not sheet.looks:
        return []
    looks = {cell_address(*place): own for place, own in sheet.looks.items()}
    meanings = _meanings(sheet)
    found: list[Finding] = []
    for record in form.records:
        for name, value in record.said.items():
            cell = record.cell(name)
            own = looks.get(cell, frozenset())
            if "struck" in own and name not in _NAMES:
                record.said[name] = STRUCK + shown(value)["raw"]
            elif "struck in part" in own:
                found.append(finding("struck_in_part", form.origin(cell), raw=shown(value)["raw"]))
            elif (meaning := next((meanings[look] for look in own if look in meanings), None)) and (
                name.split("/")[0] in _SAYING
            ):
                raw = shown(value)["raw"]
                record.said[name] = Explained(raw, f"{meaning} {raw}")
    return found


def _meanings(sheet: Sheet) -> dict[str, str]:
    """What the sheet says of each look; one that is explained twice means nothing."""
    found: dict[str, set[str]] = {}
    for text in sheet.texts():
        for said in _EXPLAINED.finditer(readable(text)):
            found.setdefault(_LOOKS[said["look"].lower()], set()).add(said["meaning"].strip())
    return {look: said.pop() for look, said in found.items() if len(said) == 1}
