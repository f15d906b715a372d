"""A month typed without a day stays the month that the cell shows, whatever the format of the file."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl
import pytest
import xlwt

from analysis.cells import Value
from analysis.read.number_formats import Shown, shown_as, value_shown
from analysis.read.workbook import read_workbook_bytes

CODES = ["m/yyyy", "mmm-yy", '"tháng "m"/"yyyy', "d-mmm", "dd/mm/yyyy", "yyyy"]
SHOWN: list[Value] = ["6/2025", "6/2025", "6/2025", *[date(2025, 6, 1)] * 3]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("mm/yyyy", "month"), ("[$-42A]mmmm yyyy", "month"), ("yyyy-mm", "month"), ("mmm", "date"),
        ("dd/mm/yyyy;@", "date"), ("m/d/yy", "month_first"), ("h:mm AM/PM", "date"), ("[h]:mm", "duration"),
        ('0" tháng"', "number"), ("[Red]0", "number"), ("\\d0", "number"), ("General", "number"),
        ("0.00E+00", "number"), ('#,##0 "đ/c"', "number"), ("_-* #,##0 [$₫-42A]_-", "number"),
        ("[" * 10_000, "number"),
    ],
)  # fmt: skip
def test_a_format_tells_how_it_shows_a_number(code: str, shown: Shown) -> None:
    assert shown_as(code) == shown


def test_what_is_no_day_of_a_calendar_stays_a_number() -> None:
    assert [value_shown(number, "date") for number in (-1.0, 60.0, 2_958_466.0)] == [-1, 60, 2_958_466]
    assert value_shown(1.0, "date", date_1904=True) == date(1904, 1, 2)


def test_an_xlsx_shows_months() -> None:
    book = openpyxl.Workbook()
    for column, code in enumerate(CODES, start=1):
        book.active.cell(1, column, date(2025, 6, 1)).number_format = code
        book.active.cell(2, column, date(2025, 6, 15)).number_format = code
    buffer = BytesIO()
    book.save(buffer)
    rows = read_workbook_bytes(buffer.getvalue(), "a").sheets[0].rows
    assert rows == [SHOWN, [date(2025, 6, 15)] * 6]


def test_an_xls_shows_months() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Biểu")
    for column, code in enumerate(CODES):
        sheet.write(0, column, date(2025, 6, 1), xlwt.easyxf(num_format_str=code))
    sheet.write(1, 0, date(2025, 6, 5), xlwt.easyxf(num_format_str="mm/dd/yyyy"))
    buffer = BytesIO()
    book.save(buffer)
    read = read_workbook_bytes(buffer.getvalue(), "a").sheets[0]
    assert (read.rows[0], read.month_first) == (SHOWN, frozenset([(1, 0)]))


def test_excel_2003_xml_and_html_show_months() -> None:
    xml = (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="s1">'
        '<NumberFormat ss:Format="m/yyyy"/></Style></Styles><Worksheet ss:Name="a"><Table><Row>'
        '<Cell ss:StyleID="s1"><Data ss:Type="DateTime">2025-06-01T00:00:00.000</Data></Cell></Row></Table>'
        "</Worksheet></Workbook>"
    )
    page = '<table><tr><td x:num="45809" style=\'mso-number-format:"m\\/yyyy"\'>6/2025</td></tr></table>'
    for data in (xml, page):
        assert read_workbook_bytes(data.encode(), "a").sheets[0].rows[0] == ["6/2025"]
