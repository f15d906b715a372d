"""Binary workbooks (.xlsb), built record by record."""

from __future__ import annotations

import struct
import zipfile
from datetime import date
from io import BytesIO

import pytest
from tests.read.packages import packed, relations

from analysis.cells import Merge, Sheet
from analysis.read.faults import UnreadableWorkbook
from analysis.read.workbook import read_workbook_bytes

DAY, MONTH = "dd/mm/yyyy", "mm/yyyy"


def _record(number: int, body: bytes = b"") -> bytes:
    key = bytes((number,)) if number < 128 else bytes((number & 127 | 128, number >> 7))
    return key + bytes((len(body),)) + body


def _text(words: str) -> bytes:
    return struct.pack("<I", len(words)) + words.encode("utf-16-le")


def _row(number: int, hidden: bool = False) -> bytes:
    return _record(0, struct.pack("<IIH", number, 0, 300) + bytes((0, 0x10 if hidden else 0, 0)))


def _cell(number: int, column: int, body: bytes, style: int = 0) -> bytes:
    return _record(number, struct.pack("<II", column, style) + body)


def _xlsb(cells: bytes, after: bytes = b"") -> bytes:
    sheet = struct.pack("<II", 0, 1) + _text("rId1") + _text("Biểu")
    formats = b"".join(
        _record(44, struct.pack("<H", 164 + n) + _text(code)) for n, code in enumerate((DAY, MONTH))
    )
    styles = b"".join(_record(47, struct.pack("<HH", 0, number)) for number in (0, 164, 165))
    return packed(
        {
            "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.bin")),
            "xl/_rels/workbook.bin.rels": relations(
                ("rId1", "worksheet", "worksheets/sheet1.bin"),
                ("rId2", "styles", "styles.bin"),
                ("rId3", "sharedStrings", "sharedStrings.bin"),
            ),
            "xl/workbook.bin": _record(156, sheet),
            "xl/styles.bin": formats + _record(617) + styles + _record(618),
            "xl/sharedStrings.bin": _record(19, b"\0" + _text("Sở Y tế")),
            "xl/worksheets/sheet1.bin": _record(145) + cells + _record(146) + after,
        }
    )


def _sheet(data: bytes) -> Sheet:
    return read_workbook_bytes(data, "a").sheets[0]


def test_every_kind_of_cell_is_read() -> None:
    formula = b"\0\0\0\0\0\0"
    cells = (
        _row(0)
        + _cell(7, 0, struct.pack("<I", 0))
        + _cell(6, 1, _text("Chi bộ"))
        + _cell(2, 2, struct.pack("<I", 3445 << 2 | 2))
        + _cell(4, 3, b"\1")
        + _row(2, hidden=True)
        + _cell(3, 0, b"\x17")
        + _cell(9, 1, struct.pack("<d", 45813.0) + formula, style=1)
        + _cell(8, 2, _text("đạt") + formula)
        + _cell(5, 3, struct.pack("<d", 45809.0), style=2)
    )
    sheet = _sheet(_xlsb(cells, _record(176, struct.pack("<IIII", 0, 1, 0, 2))))
    assert {sheet.address(r, c): value for r, c, value in sheet.cells()} == {
        "A1": "Sở Y tế", "B1": "Chi bộ", "C1": 3445, "D1": True, "A3": "#REF!", "B3": date(2025, 6, 5),
        "C3": "đạt", "D3": "6/2025",
    }  # fmt: skip
    assert (set(sheet.hidden_rows), sheet.merges) == ({2}, [Merge(0, 0, 1, 2)])


@pytest.mark.parametrize(
    "cells",
    [
        _row(0) + _cell(7, 0, struct.pack("<I", 9)),
        _row(0) + _cell(5, 0, b"\1\2"),
        _row(0) + _cell(6, 0, struct.pack("<I", 1 << 30)),
        _row(1 << 30) + _cell(4, 0, b"\1"),
        _row(0) + b"\5\x7f",
    ],
    ids=["no such text", "too short", "too long a text", "too far", "record without end"],
)
def test_a_spoilt_record_is_damage(cells: bytes) -> None:
    with pytest.raises(UnreadableWorkbook, match="file_damaged"):
        _sheet(_xlsb(cells))


def test_a_comment_is_read_at_its_cell_and_a_damaged_one_costs_none() -> None:
    beside = relations(("rId1", "comments", "../comments1.bin"))
    place = struct.pack("<IIIII", 0, 0, 0, 1, 1) + bytes(16)
    comment = _record(635, place) + _record(637, b"\0" + _text("lùi"))
    for content, found in ((comment, {(0, 1): "lùi"}), (comment[:-3], {})):
        buffer = BytesIO(_xlsb(_row(0) + _cell(6, 1, _text("22/5"))))
        with zipfile.ZipFile(buffer, "a") as archive:
            archive.writestr("xl/worksheets/_rels/sheet1.bin.rels", beside)
            archive.writestr("xl/comments1.bin", content)
        sheet = _sheet(buffer.getvalue())
        assert (sheet.comments, list(sheet.cells())) == (found, [(0, 0, "22/5")])
