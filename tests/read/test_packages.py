"""Workbooks in packages: odd ones are read right, spoilt ones refused with the part that is spoilt."""

from __future__ import annotations

import warnings
import zipfile
import zlib
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from tests.read.outcomes import cells_of, refusal_of
from tests.read.packages import MAIN, packed, parts_of, relations, worksheet

from analysis.read.package import Package
from analysis.read.workbook import read_workbook_bytes
from analysis.read.xlsx import _Book

ROWS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    '<row r="2"><c r="A2"><v>1</v></c><c r="B2" s="1"><v>45797</v></c></row>'
)
FOUND = {"A1": "TT", "B1": "Ngày đại hội", "A2": 1, "B2": date(2025, 5, 20)}
SHEET, STRINGS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"


def _parts(rows: str = ROWS) -> dict[str, str]:
    return parts_of(rows, ("TT", "Ngày đại hội"), ("dd/mm/yyyy",))


def test_a_plain_package_is_read() -> None:
    assert cells_of(packed(_parts())) == FOUND


def _elsewhere(parts: dict[str, str]) -> dict[str, str]:
    moved = {name: text for name, text in parts.items() if not name.startswith(("xl/workbook", "xl/_rels"))}
    moved["_rels/.rels"] = relations(("rId1", "officeDocument", "so/lieu.xml"))
    moved["so/lieu.xml"] = parts[BOOK]
    moved["so/_rels/lieu.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        'Target="', 'Target="../xl/./'
    )
    return moved


def _in_utf16(parts: dict[str, str]) -> dict[str, str | bytes]:
    turned = {name: parts[name].replace("UTF-8", "UTF-16").encode("utf-16") for name in (SHEET, STRINGS)}
    return {**parts, **turned}


@pytest.mark.parametrize(
    "data",
    [
        packed(_elsewhere(_parts())),
        packed(_in_utf16(_parts())),
        packed({**_parts(), STRINGS: _parts()[STRINGS].replace("<t>", "<t><!-- x -->")}),
        packed({**_parts(), SHEET: _parts()[SHEET].replace("<v>", "<v><!-- x -->")}),
        packed({**_parts(), STRINGS: _parts()[STRINGS].replace("<sst", '<sst uniqueCount="4294967295"')}),
        packed({name.upper() if name.startswith("xl/w") else name: text for name, text in _parts().items()}),
        packed({name.replace("/", "\\"): text for name, text in _parts().items()}),
    ],
    ids=["elsewhere", "utf-16", "comment in texts", "comment in cells", "false count", "case", "backslashes"],
)
def test_an_oddly_written_package_is_read_all_the_same(data: bytes) -> None:
    assert cells_of(data) == FOUND


def test_places_may_be_left_out() -> None:
    rows = (
        "<row><c><v>1</v></c><c t='e'><v>#REF!</v></c></row>"
        "<row r='4'><c r='C4'><v>2</v></c><c><f>A1+1</f></c></row>"
    )
    assert cells_of(packed(_parts(rows))) == {"A1": 1, "B1": "#REF!", "C4": 2, "D4": "=A1+1"}


def test_a_decoy_table_in_an_extension_is_no_data() -> None:
    decoy = '<extLst><ext><sheetData><row r="1"><c r="A1"><v>999</v></c></row></sheetData></ext></extLst>'
    assert cells_of(packed({**_parts(), SHEET: worksheet(ROWS, after=decoy)})) == FOUND


def test_a_cell_far_from_all_others_is_kept_apart() -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>'
    sheet = read_workbook_bytes(packed(_parts(ROWS + far)), "a").sheets[0]
    assert (len(sheet.rows), sheet.strays) == (2, {(1_048_575, 16_383): 7})


def test_the_careful_reader_finds_what_the_quick_one_finds() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in ([None, "Đảng bộ", 3.5], [True, date(2025, 6, 5), "=A1"], ["  hai  cách ", 0.25, -3445]):
        sheet.append(row)
    sheet["B2"].number_format, sheet["C1"].number_format, sheet["B3"].number_format = (
        "mm/dd/yyyy",
        "0%",
        "h:mm",
    )
    sheet.merge_cells("D1:E2")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    buffer = BytesIO()
    book.save(buffer)
    quick = read_workbook_bytes(buffer.getvalue(), "a").sheets
    slow = _Book(Package(buffer.getvalue()), buffer.getvalue(), BOOK)
    slow.parts.usual = False
    careful = slow.sheets()
    quick[0].rows = [[str(value) for value in row] for row in quick[0].rows]
    careful[0].rows = [
        [str(value) if value != "  hai  cách " else "hai cách" for value in row] for row in careful[0].rows
    ]
    assert careful == quick


def _with_false_sum(name: str) -> bytes:
    """A package whose directory and header give another checksum for one part."""
    data = bytearray(packed(_parts()))
    with zipfile.ZipFile(BytesIO(bytes(data))) as archive:
        part = archive.getinfo(name)
    wrong = (part.CRC ^ 1).to_bytes(4, "little")
    data[part.header_offset + 14 : part.header_offset + 18] = wrong
    directory = data.index(b"PK\x01\x02")
    while data[directory + 46 :][: len(name)] != name.encode():
        directory = data.index(b"PK\x01\x02", directory + 1)
    data[directory + 16 : directory + 20] = wrong
    return bytes(data)


def _with_two(name: str, content: str) -> bytes:
    buffer = BytesIO(packed(_parts()))
    with zipfile.ZipFile(buffer, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr(name, content)
    return buffer.getvalue()


def _bomb(name: str) -> bytes:
    """A part that says it has 1.000 bytes and inflates to 50 million."""
    data = packed({**_parts(), name: b" " * 50_000_000})
    size = (50_000_000).to_bytes(4, "little")
    return data.replace(size, (1000).to_bytes(4, "little"))


@pytest.mark.parametrize("name", [SHEET, STRINGS, "xl/styles.xml", BOOK, "xl/_rels/workbook.xml.rels"])
@pytest.mark.parametrize(
    "spoil", [lambda text: text[:-12], lambda text: text.replace("</", "</x", 1)], ids=["cut", "mismatched"]
)
def test_a_part_that_breaks_off_is_named(name: str, spoil: object) -> None:
    rule, detail = refusal_of(packed({**_parts(), name: spoil(_parts()[name])}))  # type: ignore[operator]
    assert rule == "file_damaged"
    assert "XML" in detail


@pytest.mark.parametrize("name", [SHEET, STRINGS, "xl/styles.xml", BOOK, "xl/_rels/workbook.xml.rels"])
def test_a_missing_part_is_named(name: str) -> None:
    parts = {key: text for key, text in _parts().items() if key != name}
    rule, detail = refusal_of(packed(parts))
    assert (rule, detail.endswith(name)) == ("file_damaged", True)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (_with_false_sum(STRINGS), ("file_damaged", STRINGS)),
        (_with_false_sum(SHEET), ("file_damaged", SHEET)),
        (_bomb(SHEET), ("file_damaged", SHEET)),
        (packed({**_parts(), SHEET: _parts()[STRINGS]}), ("file_damaged", f"{SHEET}: <sst>")),
        (packed(_parts(ROWS.replace("<v>1<", "<v>9<"))), ("file_damaged", "")),
        (packed(_parts(ROWS.replace('"B2"', '"B99999999"'))), ("file_damaged", "Biểu: B99999999")),
        (packed(_parts(ROWS.replace('"B2"', '"XFE2"'))), ("file_damaged", "Biểu: XFE2")),
        (packed(_parts(ROWS.replace('r="2"', 'r="0"'))), ("file_damaged", "Biểu: row 0")),
        (
            packed({"word/document.xml": f'<document xmlns="{MAIN}"/>', "META-INF/x": ""}),
            ("file_foreign", ""),
        ),
        (packed({"Index/Document.iwa": "x"}), ("file_unsupported", "Apple Numbers")),
    ],
)
def test_a_spoilt_package_says_where(data: bytes, told: tuple[str, str]) -> None:
    rule, detail = refusal_of(data)
    assert (rule, detail if told[1] else "") == told


def test_two_parts_of_one_name_are_no_workbook() -> None:
    twice = _with_two(SHEET, worksheet("<row><c><v>666</v></c></row>"))
    assert refusal_of(twice) == ("file_ambiguous", SHEET)
    assert refusal_of(_with_two(SHEET.upper(), worksheet("")))[0] == "file_ambiguous"


def test_a_shared_text_that_is_not_there_is_damage_with_its_cell() -> None:
    rows = ROWS.replace("<v>1<", "<v><!-- -->7<")
    assert refusal_of(packed(_parts(rows))) == ("file_damaged", "Biểu: B1: 7")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_any_encoding(encoding: str) -> None:
    text = _parts()[STRINGS].replace("<sst", '<!DOCTYPE a [<!ENTITY b "c">]><sst').replace("UTF-8", encoding)
    assert refusal_of(packed({**_parts(), STRINGS: text.encode(encoding)})) == ("file_hostile", STRINGS)


def test_a_packed_workbook_is_read_and_a_packed_archive_is_not() -> None:
    def gzip(data: bytes) -> bytes:
        packer = zlib.compressobj(wbits=31)
        return packer.compress(data) + packer.flush()

    assert cells_of(gzip(packed(_parts()))) == FOUND
    assert refusal_of(gzip(packed({"a.csv": "x"})))[0] == "file_archive"
    assert refusal_of(gzip(b" " * 300_000_000))[0] == "file_bomb"
    assert refusal_of(gzip(packed(_parts()))[:-4])[0] == "file_damaged"
