"""Struck-out letters, of a cell or of a part of it, whatever the container."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
import xlwt
from tests.read.packages import packed

from analysis.cells import Place, Sheet
from analysis.read.workbook import read_workbook_bytes

Seen = tuple[list[object], dict[Place, list[str]]]
CELLS: Seen = (
    ["plain", "old", "31", 5, "slant kept"],
    {(1, 0): ["struck"], (2, 0): ["struck in part"], (3, 0): ["struck"], (4, 0): ["struck in part"]},
)


def _seen(data: bytes) -> Seen:
    sheet: Sheet = read_workbook_bytes(data, "a").sheets[0]
    return [value for *_, value in sheet.cells()], {
        place: sorted(looks) for place, looks in sheet.looks.items()
    }


@pytest.mark.parametrize("inline", [False, True])
def test_of_a_workbook(tmp_path: Path, inline: bool) -> None:
    path = str(tmp_path / "a.xlsx")
    with xlsxwriter.Workbook(path, {"constant_memory": inline}) as workbook:
        struck, slant = workbook.add_format({"font_strikeout": True}), workbook.add_format({"italic": True})
        sheet = workbook.add_worksheet()
        sheet.write(0, 0, "plain")
        sheet.write(1, 0, "old", struck)
        sheet.write_rich_string(2, 0, struck, "33", "31")
        sheet.write(3, 0, 5, struck)
        sheet.write_rich_string(4, 0, slant, "slant ", struck, "lost", "kept")
    assert _seen(Path(path).read_bytes()) == CELLS


def test_of_an_old_workbook() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("A")
    style = xlwt.easyxf("font: struck_out on")
    struck, slant, plain = (
        xlwt.easyxf(words).font for words in ("font: struck_out on", "font: italic on", "")
    )
    sheet.write(0, 0, "plain")
    sheet.write(1, 0, "old", style)
    sheet.write_rich_text(2, 0, (("33", struck), ("31", plain)))
    sheet.write(3, 0, 5, style)
    sheet.write_rich_text(4, 0, (("slant ", slant), ("lost", struck), ("kept", plain)))
    buffer = BytesIO()
    book.save(buffer)
    assert _seen(buffer.getvalue()) == CELLS


def test_an_old_text_whose_cell_is_struck_out_and_whose_end_is_not() -> None:
    book = xlwt.Workbook()
    struck = xlwt.easyxf("font: struck_out on")
    book.add_sheet("A").write_rich_text(0, 0, ("33", ("31", xlwt.easyxf("").font)), struck)
    buffer = BytesIO()
    book.save(buffer)
    assert _seen(buffer.getvalue()) == (["31"], {(0, 0): ["struck in part"]})


def test_of_an_open_document() -> None:
    names = "".join(
        f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
    )
    line = '<style:text-properties style:text-line-through-style="solid"/>'
    none = '<style:text-properties style:text-line-through-style="none"/>'
    styles = (
        f'<style:style style:name="s">{line}</style:style><style:style style:name="n">{none}</style:style>'
    )
    cells = (
        ('office:value-type="string"', "plain"),
        ('office:value-type="string" table:style-name="s"', "old"),
        ('office:value-type="string"', '<text:span text:style-name="s">33</text:span>31'),
        ('office:value-type="float" office:value="5" table:style-name="s"', "5"),
        (
            'office:value-type="string" table:style-name="n"',
            '<text:span text:style-name="n">slant </text:span>'
            '<text:span text:style-name="s">lost</text:span>kept',
        ),
    )
    rows = "".join(
        f"<table:table-row><table:table-cell {attributes}><text:p>{shown}</text:p></table:table-cell>"
        "</table:table-row>"
        for attributes, shown in cells
    )
    content = (
        f"<office:document-content{names}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f'<office:spreadsheet><table:table table:name="A">{rows}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    assert _seen(packed({"mimetype": "", "content.xml": content})) == CELLS
