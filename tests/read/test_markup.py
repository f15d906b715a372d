"""Tables saved as HTML, as a web archive and as Excel 2003 XML, whatever they are named."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.cells import Merge
from analysis.read.faults import UnreadableWorkbook
from analysis.read.workbook import read_workbook_bytes

HTML = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta http-equiv=Content-Type content="text/html; charset={charset}">
<style>td {{ color: red }}</style><!--[if gte mso 9]><xml><x:Name>Tiến độ</x:Name></xml><![endif]--></head>
<body><p>ĐẢNG BỘ KHỐI</p>Tính đến ngày 15/5/2025<br>
<TABLE><TR><TH rowspan=2>TT<TH rowspan=2>Tên&nbsp;TCCSĐ<TH colspan=2>Đại hội</TR>
<tr><td>Dự kiến</td><td>Đã <br>tổ chức</td></tr>
<tr><td x:num>1<td>Đảng bộ Sở Y tế<td style='mso-number-format:"dd\\/mm\\/yyyy"' x:num="45792">15/05/2025<td>x
<tr><td>2</td><td>Chi bộ Sở Xây dựng &amp; c.</td><td></td><td>chưa</td></tr></TABLE>
<div>NGƯỜI LẬP BIỂU</div></body></html>"""


@pytest.mark.parametrize(
    ("charset", "codec"), [("utf-8", "utf-8"), ("utf-16", "utf-16"), ("utf-8", "utf-16")]
)
def test_an_html_table_is_read_with_its_merges_and_the_text_around_it(charset: str, codec: str) -> None:
    sheet = read_workbook_bytes(HTML.format(charset=charset).encode(codec), "a").sheets[0]
    assert sheet.name == "Tiến độ"
    assert sheet.rows == [
        ["ĐẢNG BỘ KHỐI", None, None, None],
        ["Tính đến ngày 15/5/2025", None, None, None],
        ["TT", "Tên TCCSĐ", "Đại hội", None],
        [None, None, "Dự kiến", "Đã tổ chức"],
        [1, "Đảng bộ Sở Y tế", date(2025, 5, 15), "x"],
        ["2", "Chi bộ Sở Xây dựng & c.", None, "chưa"],
        [None, None, None, None],
        ["NGƯỜI LẬP BIỂU", None, None, None],
    ]
    assert sheet.merges == [Merge(2, 0, 3, 0), Merge(2, 1, 3, 1), Merge(2, 2, 2, 3)]


def test_a_web_archive_is_read() -> None:
    page = HTML.format(charset="utf-8").encode()
    archive = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        b"Content-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + page + b"\r\n--b--\r\n"
    )
    assert read_workbook_bytes(archive, "a").sheets[0].rows[4][1] == "Đảng bộ Sở Y tế"


XML = """<?xml version="1.0"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel">
<Worksheet ss:Name="Biểu"><Table>
<Row ss:Index="3"><Cell ss:Index="2" ss:MergeAcross="1"><Data ss:Type="String">Đảng viên</Data></Cell>
<Cell><Data ss:Type="Number">3445</Data></Cell></Row>
<Row ss:Hidden="1"><Cell ss:Index="2"><Data ss:Type="DateTime">2025-05-15T00:00:00.000</Data></Cell>
<Cell><ss:Data ss:Type="String"><B xmlns="http://www.w3.org/TR/REC-html40">Sở</B> Y tế</ss:Data></Cell>
<Cell><Data ss:Type="Error">#REF!</Data></Cell></Row></Table>
<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible>
</WorksheetOptions></Worksheet></Workbook>"""


def test_excel_2003_xml_is_read_with_indexes_merges_and_types() -> None:
    sheet = read_workbook_bytes(XML.encode(), "a").sheets[0]
    found = {sheet.address(r, c): value for r, c, value in sheet.cells()}
    assert found == {
        "B3": "Đảng viên",
        "D3": 3445,
        "B4": date(2025, 5, 15),
        "C4": "Sở Y tế",
        "D4": "#REF!",
    }
    assert (sheet.merges, sheet.hidden, set(sheet.hidden_rows)) == ([Merge(2, 1, 2, 2)], True, {3})


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (XML.replace("?>", '?><!DOCTYPE a [<!ENTITY b "c">]>'), "file_hostile"),
        (XML.replace('ss:Index="3"', 'ss:Index="99999999"'), "file_damaged"),
        (XML.replace("urn:schemas-microsoft-com:office:spreadsheet", "urn:other"), "file_foreign"),
        (XML[:400], "file_damaged"),
    ],
)  # fmt: skip
def test_bad_xml_says_why(content: str, rule: str) -> None:
    with pytest.raises(UnreadableWorkbook) as caught:
        read_workbook_bytes(content.encode(), "a")
    assert caught.value.rule == rule


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(XML)), st.binary(max_size=30))
def test_damage_never_gives_a_traceback(place: int, junk: bytes) -> None:
    for source in (XML.encode(), HTML.format(charset="utf-8").encode()):
        with suppress(UnreadableWorkbook):
            read_workbook_bytes(source[:place] + junk + source[place + len(junk) :], "a")


def test_cells_that_reach_far_down_and_across_end_soon() -> None:
    page = "<table><tr>" + "<td colspan=1000 rowspan=65000>x" * 2000 + "</table>"
    with pytest.raises(UnreadableWorkbook, match="file_too_large"):
        read_workbook_bytes(page.encode(), "a")


def test_cells_under_one_that_reaches_down_move_aside() -> None:
    page = "<table><tr><td rowspan=3>a<td>b</tr><tr><td>c</tr><tr><td>d</tr><tr><td>e</tr></table>"
    rows = read_workbook_bytes(page.encode(), "a").sheets[0].rows
    assert rows[:4] == [["a", "b"], [None, "c"], [None, "d"], ["e", None]]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda archive: archive[: len(archive) // 2],
        lambda archive: archive[:-4],
        lambda archive: archive.replace(b"X" * 40, b"\0" * 40),
    ],
    ids=["half", "end", "hole"],
)
def test_a_web_archive_that_lacks_something_is_damaged(spoil: Callable[[bytes], bytes]) -> None:
    page = b"<table><tr><td>" + b"X" * 40 + b"</table>" + b"<p>cu\xe1\xbb\x91i</p>" * 20
    archive = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        b"Content-Type: text/html\r\n\r\n" + page + b"\r\n--b--\r\n"
    )
    assert read_workbook_bytes(archive, "a").sheets
    with pytest.raises(UnreadableWorkbook, match="file_damaged"):
        read_workbook_bytes(spoil(archive), "a")
