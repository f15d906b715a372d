from __future__ import annotations

import hashlib
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from tests.conftest import WriteWorkbook

from analysis.cells import cell_address
from analysis.read.faults import UnreadableWorkbook
from analysis.read.workbook import read_workbook, read_workbook_bytes


def test_values_keep_their_types_and_addresses(write_workbook: WriteWorkbook) -> None:
    path = write_workbook("a.xlsx", Biểu=[[None, None], [None, "Sở Y tế", 3.0, 2.5, date(2025, 6, 5)]])
    sheet = read_workbook(path).sheets[0]
    found = {sheet.address(r, c): value for r, c, value in sheet.cells()}
    assert found == {"B2": "Sở Y tế", "C2": 3, "D2": 2.5, "E2": date(2025, 6, 5)}
    assert isinstance(found["C2"], int)


def test_the_digest_is_of_the_file_as_it_lies(write_workbook: WriteWorkbook) -> None:
    path = write_workbook("a.xlsx", A=[["x"]])
    before = path.read_bytes()
    assert read_workbook(path).sha256 == hashlib.sha256(before).hexdigest()
    assert path.read_bytes() == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_separated_text_is_read_whatever_its_encoding_and_separator(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    path = tmp_path / "returns.csv"
    lines = [
        ["TT", "Tên TCCSĐ", "Đảng viên"],
        ["1", "Đảng bộ Sở Y tế", "86"],
        ["2", "Chi bộ Sở Xây dựng", "9"],
    ]
    path.write_bytes("\r\n".join(separator.join(line) for line in lines).encode(encoding))
    assert read_workbook(path).sheets[0].rows == lines


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "file_empty"),
        (b"   \r\n", "file_empty"),
        (b"PK\x03\x04 cut off", "file_damaged"),
        (b"%PDF-1.7 not a workbook", "file_foreign"),
        (b"PK\x05\x06" + b"\x00" * 18, "file_empty"),
        (b"MZ\x90\x00\x03 a program", "file_foreign"),
        (
            bytes.fromhex("D0CF11E0A1B11AE1") + b"\x00" * 2000 + "EncryptedPackage".encode("utf-16-le"),
            "file_encrypted",
        ),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"\x00" * 700, "file_damaged"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, content: bytes, rule: str) -> None:
    path = tmp_path / "bao cao.xlsx"
    path.write_bytes(content)
    with pytest.raises(UnreadableWorkbook) as caught:
        read_workbook(path)
    assert caught.value.rule == rule


def test_a_truncated_workbook_is_damaged(write_workbook: WriteWorkbook) -> None:
    path = write_workbook("a.xlsx", A=[["Sở Y tế", 1]] * 50)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(UnreadableWorkbook) as caught:
        read_workbook(path)
    assert caught.value.rule == "file_damaged"


def test_the_kind_of_file_is_told_from_its_content_not_its_name(write_workbook: WriteWorkbook) -> None:
    path = write_workbook("a.xlsx", A=[["Sở Y tế"]])
    renamed = path.rename(path.with_suffix(".xls"))
    assert read_workbook(renamed).sheets[0].rows == [["Sở Y tế"]]


@pytest.mark.parametrize(
    ("column", "letters"), [(0, "A1"), (25, "Z1"), (26, "AA1"), (701, "ZZ1"), (702, "AAA1")]
)
def test_columns_are_lettered_as_in_a_spreadsheet(column: int, letters: str) -> None:
    assert cell_address(0, column) == letters


def test_a_text_of_more_rows_than_a_sheet_can_have_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(UnreadableWorkbook) as caught:
        read_workbook_bytes(b"a;b\n" * 1_048_580, "dai")
    assert (caught.value.rule, caught.value.detail) == ("file_too_large", "dai: 1048580 × 1")


def test_entities_in_any_part_are_named_as_the_cause(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write(0, 0, "Đơn vị")
    out = BytesIO()
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(out, "w") as changed:
        for name in archive.namelist():
            text = archive.read(name).decode()
            if name == "xl/sharedStrings.xml":
                text = text.replace("<sst", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///x">]><sst')
                text = text.replace("Đơn", "&b;Đơn")
            changed.writestr(name, text)
    path.write_bytes(out.getvalue())
    with pytest.raises(UnreadableWorkbook, match="file_hostile"):
        read_workbook(path)
