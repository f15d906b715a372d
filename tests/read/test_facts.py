"""What the fast reader leaves out is read all the same: errors, formulas, hidden rows, date order."""

from __future__ import annotations

import unicodedata
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlwt

from analysis.read.faults import UnreadableWorkbook
from analysis.read.workbook import read_workbook, read_workbook_bytes


def _saved(book: openpyxl.Workbook) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_errors_and_uncomputed_formulas_are_no_blanks() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["B2"], sheet["D9"] = "Sở Y tế", "=SUM(B1:B2)"
    sheet["C3"] = "#REF!"
    sheet["C3"].data_type = "e"
    read = read_workbook_bytes(_saved(book), "a").sheets[0]
    found = {read.address(r, c): value for r, c, value in read.cells()}
    assert found == {"B2": "Sở Y tế", "C3": "#REF!", "D9": "=SUM(B1:B2)"}


def test_hidden_rows_and_columns_and_month_first_dates_are_known() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["B2"], sheet["B3"] = "x", date(2025, 5, 6), date(2025, 5, 7)
    sheet["B2"].number_format, sheet["B3"].number_format = "mm/dd/yyyy", "dd/mm/yyyy"
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    read = read_workbook_bytes(_saved(book), "a").sheets[0]
    assert (set(read.hidden_rows), set(read.hidden_columns)) == ({1}, {1})
    assert read.month_first == {(1, 1)}


def test_an_old_workbook_tells_its_hidden_rows_and_its_date_system() -> None:
    book = xlwt.Workbook()
    book.dates_1904 = True
    sheet = book.add_sheet("Biểu")
    sheet.write(0, 0, "x")
    sheet.write(1, 0, "y")
    sheet.row(1).hidden = True
    sheet.col(3).hidden = True
    buffer = BytesIO()
    book.save(buffer)
    read = read_workbook_bytes(buffer.getvalue(), "a").sheets[0]
    assert (set(read.hidden_rows), set(read.hidden_columns), read.date_1904) == ({1}, {3}, True)


def _with_sheet_xml(content: str) -> bytes:
    source = BytesIO(_saved(openpyxl.Workbook()))
    buffer = BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, content if part.endswith("sheet1.xml") else old.read(part))
    return buffer.getvalue()


_SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}'
    "</sheetData></worksheet>"
)


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (
            _SHEET.format(
                "".join(
                    f'<row r="{r}"><c r="{c}{r}"><v>1</v></c></row>'
                    for r in range(1, 9999, 50)
                    for c in ("A", "XFD")
                )
            ),
            "file_too_large",
        ),
        ('<!DOCTYPE x [<!ENTITY a "b">]>' + _SHEET.format(""), "file_hostile"),
        (_SHEET.format(" " * 60_000_000), "file_bomb"),
    ],
)
def test_a_hostile_workbook_is_stopped_before_it_is_unpacked(content: str, rule: str) -> None:
    with pytest.raises(UnreadableWorkbook) as caught:
        read_workbook_bytes(_with_sheet_xml(content), "a")
    assert caught.value.rule == rule


def test_text_in_windows_1258_is_read() -> None:
    text = "TT;Tên tổ chức;Đảng viên\n1;Đảng bộ Sở Y tế;86\n"
    encoded = b""
    for letter in text:
        try:
            encoded += letter.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            tone = next(mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323")
            base = unicodedata.normalize("NFC", parts.replace(tone, ""))
            encoded += (base + tone).encode("cp1258")
    assert read_workbook_bytes(encoded, "a").sheets[0].rows[1] == ["1", "Đảng bộ Sở Y tế", "86"]


def test_a_stray_quotation_mark_swallows_no_rows(tmp_path: Path) -> None:
    lines = ["TT;Tên;Số"] + [f"{n};Chi bộ {n};{n}" for n in range(1, 100)]
    lines[2] = lines[2].replace("Chi", '"Chi')
    path = tmp_path / "a.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert len(read_workbook(path).sheets[0].rows) == 100
