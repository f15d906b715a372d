"""OpenDocument spreadsheets, packed and flat."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from tests.read.packages import packed

from analysis.cells import Merge, Sheet, Value
from analysis.read.faults import UnreadableWorkbook
from analysis.read.workbook import read_workbook_bytes

_NAMES = "".join(
    f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"),
                         ("number", "datastyle"), ("calcext", "calcext"), ("draw", "drawing"))
)  # fmt: skip
STYLES = (
    '<number:date-style style:name="N1"><number:month/><number:text>/</number:text><number:year/>'
    "</number:date-style>"
    '<number:date-style style:name="N2"><number:month/><number:day/><number:year/></number:date-style>'
    '<style:style style:name="ce1" style:data-style-name="N1"/>'
    '<style:style style:name="ce2" style:data-style-name="N2"/>'
    '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
)


def _content(tables: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{_NAMES}>'
        f"<office:automatic-styles>{STYLES}</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )


def _table(rows: str, attributes: str = "") -> str:
    return f'<table:table table:name="Biểu"{attributes}>{rows}</table:table>'


def _row(cells: str, attributes: str = "") -> str:
    return f"<table:table-row{attributes}>{cells}</table:table-row>"


def _words(words: str, attributes: str = "") -> str:
    return _value("string", attributes, words)


def _value(kind: str, attributes: str, shown: str = "") -> str:
    shown = f"<text:p>{shown}</text:p>"
    return f'<table:table-cell office:value-type="{kind}" {attributes}>{shown}</table:table-cell>'


def _sheets(content: str) -> list[Sheet]:
    return read_workbook_bytes(packed({"mimetype": "", "content.xml": content}), "a").sheets


def _cells(content: str) -> dict[str, Value]:
    sheet = _sheets(content)[0]
    return {sheet.address(r, c): value for r, c, value in sheet.cells()}


ROWS = _row(_words("TT") + _words("Đảng viên")) + _row(
    _value("float", 'office:value="1"') + _value("float", 'office:value="3445"', "3.445")
)
FOUND = {"A1": "TT", "B1": "Đảng viên", "A2": 1, "B2": 3445}


@pytest.mark.parametrize(
    "data",
    [
        packed({"content.xml": _content(_table(ROWS))}),
        packed({"content.xml": _content(_table(ROWS)).replace("UTF-8", "UTF-16").encode("utf-16")}),
        packed(
            {
                "content.xml": _content(_table(ROWS))
                .replace("<table:", "<b:")
                .replace("</table:", "</b:")
                .replace(" table:", " b:")
                .replace("xmlns:table=", "xmlns:b=")
            }
        ),
        _content(_table(ROWS)).replace("document-content", "document").encode(),
        _content(_table(ROWS))
        .replace("document-content", "document")
        .replace("UTF-8", "UTF-16")
        .encode("utf-16"),
    ],
    ids=["packed", "utf-16", "other prefixes", "flat", "flat utf-16"],
)
def test_a_document_is_read_however_it_is_written(data: bytes) -> None:
    sheet = read_workbook_bytes(data, "a").sheets[0]
    assert {sheet.address(r, c): value for r, c, value in sheet.cells()} == FOUND


def test_the_values_count_and_not_how_they_are_shown() -> None:
    row = (
        _value("percentage", 'office:value="0.855"', "85,5%")
        + _value("boolean", 'office:boolean-value="true"', "ĐÚNG")
        + _value("time", 'office:time-value="PT14H30M00S"', "14:30")
        + _value("date", 'office:date-value="2025-06-05"', "06/05/25")
        + _value("date", 'office:date-value="2025-06-05T14:30:00"')
        + _value("string", 'calcext:value-type="error"', "#REF!")
        + '<table:table-cell table:formula="of:=SUM(A1)"/>'
        + "<table:table-cell><text:p>chữ</text:p></table:table-cell>"
    )
    assert list(_cells(_content(_table(_row(row)))).values()) == [
        0.855, True, time(14, 30), date(2025, 6, 5), datetime(2025, 6, 5, 14, 30), "#REF!", "=SUM(A1)", "chữ",
    ]  # fmt: skip


def test_a_month_stays_a_month_and_the_american_order_is_known() -> None:
    row = (
        _value("date", 'office:date-value="2025-06-01" table:style-name="ce1"')
        + _value("date", 'office:date-value="2025-06-15" table:style-name="ce1"')
        + _value("date", 'office:date-value="2025-06-05" table:style-name="ce2"')
    )
    columns = (
        '<table:table-column table:number-columns-repeated="3"/>'
        '<table:table-column table:default-cell-style-name="ce1"/>'
    )
    sheet = _sheets(_content(_table(columns + _row(row + _value("date", 'office:date-value="2025-08-01"')))))[
        0
    ]
    assert sheet.rows == [["6/2025", date(2025, 6, 15), date(2025, 6, 5), "8/2025"]]
    assert sheet.month_first == {(0, 2)}


def test_repeated_cells_and_rows_keep_their_places() -> None:
    rows = (
        _row(
            _value("float", 'office:value="7" table:number-columns-repeated="2"'),
            ' table:number-rows-repeated="2"',
        )
        + _row(
            '<table:table-cell table:number-columns-repeated="16384"/>',
            ' table:number-rows-repeated="1000000"',
        )
        + _row('<table:table-cell table:number-columns-repeated="9"/>' + _words("xa"))
    )
    sheet = _sheets(_content(_table(rows)))[0]
    assert (sheet.rows, sheet.strays) == ([[7, 7], [7, 7]], {(1_000_002, 9): "xa"})


def test_notes_shapes_and_old_values_are_no_cells() -> None:
    note = "<office:annotation><text:p>ghi chú</text:p></office:annotation>"
    cell = (
        f'<table:table-cell office:value-type="string">{note}<text:p>a<text:s/>b</text:p></table:table-cell>'
    )
    shapes = (
        f"<table:shapes><draw:frame><text:p>hộp</text:p>{_row(_words('mồi'))}</draw:frame></table:shapes>"
    )
    changes = f"<table:tracked-changes>{_row(_words('cũ'))}</table:tracked-changes>"
    assert _cells(_content(changes + _table(shapes + _row(cell)))) == {"A1": "a b"}


def test_merges_and_hidden_parts_are_known() -> None:
    spans = ' table:number-columns-spanned="2" table:number-rows-spanned="2"'
    rows = _row(_words("gộp", spans)) + _row(_words("ẩn"), ' table:visibility="filter"')
    sheet = _sheets(_content(_table(rows, ' table:style-name="ta2"')))[0]
    assert (sheet.merges, set(sheet.hidden_rows), sheet.hidden) == ([Merge(0, 0, 1, 1)], {1}, True)


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (_content(_table(ROWS)).replace("?>", '?><!DOCTYPE a [<!ENTITY b "c">]>', 1), "file_hostile"),
        (_content(_table(ROWS))[:-30], "file_damaged"),
        (_content(_table(ROWS)).replace("office:spreadsheet", "office:text"), "file_foreign"),
        (_content(_table(_row(_value("float", 'office:value="x"')))), "file_damaged"),
        (_content(_table(_row(_words("x"), ' table:number-rows-repeated="2147483647"'))), "file_too_large"),
        (
            _content(_table(_row(_words("x", ' table:number-columns-repeated="2147483647"')))),
            "file_too_large",
        ),
    ],
)
def test_a_document_that_can_not_be_believed_says_why(content: str, rule: str) -> None:
    with pytest.raises(UnreadableWorkbook) as caught:
        _sheets(content)
    assert caught.value.rule == rule


def test_deep_nesting_ends_soon() -> None:
    deep = "<text:span>" * 50_000 + "x" + "</text:span>" * 50_000
    assert _cells(_content(_table(_row(_words(deep))))) == {"A1": "x"}


def test_a_comment_of_an_open_document_is_no_text_of_its_cell() -> None:
    note = (
        "<office:annotation><dc:creator>An</dc:creator><text:p>xin</text:p><text:p>lùi</text:p>"
        "</office:annotation><text:p>22/5</text:p><draw:frame><text:p>hình</text:p></draw:frame>"
    )
    cell = f'<table:table-cell office:value-type="string">{note}</table:table-cell>'
    content = _content(_table(_row(_words("a")) + _row(_words("b") + cell)))
    content = content.replace("<office:document-content", '<office:document-content xmlns:dc="urn:dc"', 1)
    (sheet,) = _sheets(content)
    assert sheet.comments == {(1, 1): "xin\nlùi"}
    assert [value for _, _, value in sheet.cells()] == ["a", "b", "22/5"]
