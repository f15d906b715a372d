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


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
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
        (b"Rar!\x1a\x07\x01\x00", "file_unsupported"),
        (b"ID;PWXL;N;E\r\nC;Y1;X1;K1\r\nE\r\n", "file_unsupported"),
        (b"\x03\x19\x05\x14" + b"\x01\0\0\0" + b"\0" * 30 + b"TEN", "file_unsupported"),
        (b"t" * 5000, "file_damaged"),
        (b"TT;Ten\r\n" + b"1;Chi bo\r\n" * 600 + b"\0" * 2000 + b"9;Chi bo\r\n", "file_damaged"),
        (b"\0\0\0\1Bud1" + b"\0" * 90 + b"\1\2\3" * 40, "file_foreign"),
        (bytes(range(256)) * 40, "file_foreign"),
        (b"\0" * 512 + b"PK\x01\x02 the end of a package", "file_damaged"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><text>1</text></svg>', "file_foreign"),
        (b"<html><body><h1>404</h1></body></html>", "file_foreign"),
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


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        (b"sep=;\r\nTT;T\xc3\xaan\r\n1;a,b\r\n", [["TT", "Tên"], ["1", "a,b"]]),
        (b"PKT;S\xe1\xbb\x91\r\n1;2\r\n", [["PKT", "Số"], ["1", "2"]]),
        ("TT;Tên\r\n1;a\x0bb\x1cc\x1dd\r\n".encode(), [["TT", "Tên"], ["1", "a bcd"]]),
        (b"<b>;c\r\n1;2\r\n", [["<b>", "c"], ["1", "2"]]),
    ],
    ids=["a line for Excel alone", "begins like an archive", "control characters", "begins like markup"],
)
def test_text_with_an_odd_beginning_is_read(content: bytes, rows: list[list[str]]) -> None:
    assert read_workbook_bytes(content, "a").sheets[0].rows == rows


def test_a_text_too_long_for_any_cell_is_refused() -> None:
    with pytest.raises(UnreadableWorkbook, match="file_too_large: Aa × 600000"):
        read_workbook_bytes(b"a;" + b"b" * 600_000, "dai")
