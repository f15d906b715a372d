"""Comments at cells: read beside the cells whatever the container, and never in their way."""

from __future__ import annotations

import re
import struct
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from tests.read import old_records as old

from analysis.cells import Place
from analysis.read.faults import UnreadableWorkbook
from analysis.read.workbook import read_workbook, read_workbook_bytes


def _commented(path: Path) -> Path:
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet("Biểu")
        sheet.write("B2", "22/5/2025")
        sheet.write_comment("B2", "xin lùi")
    return path


def _with_part(path: Path, name: str, content: bytes) -> Path:
    """The workbook with another content in a part."""
    changed = path.with_name(f"khac {path.name}")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for part in old.namelist():
            new.writestr(part, content if re.fullmatch(name, part) else old.read(part))
    return changed


def test_a_comment_is_read_at_its_cell(tmp_path: Path) -> None:
    (sheet,) = read_workbook(_commented(tmp_path / "a.xlsx")).sheets
    ((place, text),) = sheet.comments.items()
    assert (place, "xin lùi" in text) == ((1, 1), True)


@pytest.mark.parametrize("part", [r"xl/comments1\.xml", r"xl/worksheets/_rels/sheet1\.xml\.rels"])
def test_a_damaged_comment_costs_no_cell(tmp_path: Path, part: str) -> None:
    path = _with_part(_commented(tmp_path / "a.xlsx"), part, b"<comments><comment")
    (sheet,) = read_workbook(path).sheets
    assert sheet.comments == {}
    assert [value for _, _, value in sheet.cells()] == ["22/5/2025"]


def test_a_comment_that_means_harm_is_refused_with_its_file(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "c">]><comments>&b;</comments>'
    path = _with_part(_commented(tmp_path / "a.xlsx"), r"xl/comments1\.xml", bomb)
    with pytest.raises(UnreadableWorkbook) as fault:
        read_workbook(path)
    assert fault.value.rule == "file_hostile"


def _noted(data: bytes) -> dict[Place, str]:
    return read_workbook_bytes(data, "a").sheets[0].comments


def test_what_excel_sets_before_a_comment_with_answers_is_none_of_it(tmp_path: Path) -> None:
    said = (
        "[Nhận xét theo chuỗi]\n\nPhiên bản Excel này chỉ đọc được; nếu sửa sẽ mất.\n\nNhận xét:\n    xin lùi"
    )
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write("A1", 1)
        sheet.write_comment("A1", said, {"author": ""})
    assert _noted((tmp_path / "a.xlsx").read_bytes()) == {(0, 0): "xin lùi"}


def _drawn(key: int, words: str, first: int) -> bytes:
    """A drawing with a text that goes over into a second record, the one written wide, the other narrow."""
    shape = old.record(0x005D, struct.pack("<HHHH", 0x15, 0x12, 0x19, key) + bytes(14))
    told = old.record(0x01B6, bytes(10) + struct.pack("<HH", len(words), 16) + bytes(4))
    wide = old.record(0x003C, b"\1" + words[:first].encode("utf-16-le"))
    narrow = old.record(0x003C, b"\0" + words[first:].encode("latin-1"))
    return shape + told + wide + narrow + old.record(0x003C, bytes(16))


def _named(row: int, column: int, key: int) -> bytes:
    return old.record(0x001C, struct.pack("<HHHH", row, column, 0, key) + b"\0\0\0")


def test_a_comment_of_an_excel_97_workbook_is_read_at_its_cell() -> None:
    cells = old.label(0, 0, "22/5/2025") + _drawn(1, "lùi sang 29/5", 4) + _drawn(2, "xin", 1)
    assert _noted(old.workbook(cells + _named(0, 0, 1) + _named(4, 2, 2) + _named(9, 9, 3))) == {
        (0, 0): "lùi sang 29/5",
        (4, 2): "xin",
    }


@pytest.mark.parametrize("spoilt", [old.record(0x001C, b"\0"), old.record(0x01B6, b"\0"), old.record(0x005D)])
def test_a_damaged_comment_of_an_old_workbook_costs_no_cell(spoilt: bytes) -> None:
    (sheet,) = read_workbook_bytes(old.workbook(old.label(0, 0, "22/5") + spoilt), "a").sheets
    assert (sheet.comments, sheet.rows) == ({}, [["22/5"]])


def test_a_long_comment_of_an_excel_95_workbook_goes_on_in_further_records() -> None:
    begin = [old.record(0x0809, struct.pack("<HHHH", 0x0500, kind, 0, 0)) for kind in (0x0005, 0x0010)]
    page = old.record(0x0042, struct.pack("<H", 1258))
    notes = old.record(0x001C, struct.pack("<HHH", 2, 1, 7) + b"xin") + old.record(
        0x001C, struct.pack("<HHH", 0xFFFF, 0, 4) + b" hoa"
    )
    cells = old.record(0x0204, struct.pack("<HHHH", 0, 0, 0, 2) + b"ab")

    def front(position: int) -> bytes:
        listed = old.record(0x0085, struct.pack("<IBB", position, 0, 0) + b"\x01A")
        return begin[0] + page + listed + old.END

    assert _noted(front(len(front(0))) + begin[1] + cells + notes + old.END) == {(2, 1): "xin hoa"}


def test_a_comment_of_a_workbook_in_xml_is_read_at_its_cell() -> None:
    name = "urn:schemas-microsoft-com:office:spreadsheet"
    comment = (
        '<ss:Comment><ss:Data xmlns="http://www.w3.org/TR/REC-html40"><B>An:</B> lùi</ss:Data></ss:Comment>'
    )
    cell = f'<ss:Cell ss:Index="2"><ss:Data ss:Type="String">22/5</ss:Data>{comment}</ss:Cell>'
    table = f'<ss:Worksheet ss:Name="A"><ss:Table><ss:Row>{cell}</ss:Row></ss:Table></ss:Worksheet>'
    data = f'<?xml version="1.0"?><ss:Workbook xmlns:ss="{name}">{table}</ss:Workbook>'
    (sheet,) = read_workbook_bytes(data.encode(), "a").sheets
    assert sheet.comments == {(0, 1): "An: lùi"}
    assert [value for _, _, value in sheet.cells()] == ["22/5"]
