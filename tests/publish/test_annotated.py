"""A copy that goes back: as it was sent, with the faulty cells marked and a list of them in front."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from tests.conftest import WriteWorkbook, sheet_of

from analysis.cells import Merge, Sheet
from analysis.findings import Finding, Origin, finding
from analysis.publish.annotated import write_annotated_copy
from analysis.publish.mending import MOST_OF_A_RULE, cell_ranges
from analysis.read.workbook import read_workbook
from analysis.wording import Language

RED, YELLOW = "FFFFC7CE", "FFFFEB9C"
FILE = "bao cao.xlsx"


def unreadable(cell: str, raw: str = "???", sheet: str = "BC") -> Finding:
    return finding("date_unreadable", Origin(FILE, sheet, cell), raw=raw, field="Văn kiện")


def doubtful(cell: str, sheet: str = "BC") -> Finding:
    return finding(
        "date_after_as_of", Origin(FILE, sheet, cell), raw="1/9/2025", used="1/9/2025", as_of="1/5"
    )


def copy_of(source: Path, *findings: Finding, language: Language = "vi") -> Any:
    target = source.parent / "back" / "copy.xlsx"
    write_annotated_copy(target, source, read_workbook(source).sheets, findings, language=language)
    return load_workbook(target)


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    """A workbook with what an office puts in: formats, a merge, a formula, a width, somebody's comment."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "BC"
    sheet.append(["TIẾN ĐỘ", None, None])
    sheet.merge_cells("A1:C1")
    sheet.append(["TT", "Văn kiện", "Số"])
    sheet.append([1, "???", "=SUM(A3:A4)"])
    sheet.append([2, datetime(2025, 3, 31), 4])
    sheet["B4"].number_format = "dd-mm-yyyy"
    sheet["B3"].font = Font(name=".VnTime", bold=True)
    sheet["B3"].comment = Comment("Chị Ba ghi", "Văn thư")
    sheet["C4"].fill = PatternFill("solid", start_color="FF00FF00")
    sheet.column_dimensions["B"].width = 33
    workbook.create_sheet("Khác")["A1"] = "ghi chú"
    workbook.save(tmp_path / FILE)
    return tmp_path / FILE


def test_the_copy_keeps_the_sheet_as_sent(sent: Path) -> None:
    copy = copy_of(sent, unreadable("B3"))
    assert copy.sheetnames == ["Cần sửa", "BC", "Khác"]
    sheet = copy["BC"]
    assert sheet["C3"].value == "=SUM(A3:A4)"
    assert (sheet["B4"].value, sheet["B4"].number_format) == (datetime(2025, 3, 31), "dd-mm-yyyy")
    assert [str(merge) for merge in sheet.merged_cells.ranges] == ["A1:C1"]
    assert sheet.column_dimensions["B"].width == 33
    assert (sheet["B3"].font.name, sheet["B3"].font.b) == (".VnTime", True)
    assert sheet["C4"].fill.start_color.rgb == "FF00FF00"


def test_the_gravest_finding_gives_the_colour_and_information_gives_none(sent: Path) -> None:
    told = finding("date_year_assumed", Origin(FILE, "BC", "A4"), raw="1/3", used="1/3/2025")
    sheet = copy_of(sent, doubtful("B4"), unreadable("B4"), doubtful("C3"), told)["BC"]
    assert sheet["B4"].fill.start_color.rgb == RED
    assert sheet["C3"].fill.start_color.rgb == YELLOW
    assert sheet["A4"].fill.fill_type is None
    assert "thiếu năm" in sheet["A4"].comment.text


def test_one_comment_tells_all_findings_of_a_cell_below_what_stood_there(sent: Path) -> None:
    comment = copy_of(sent, unreadable("B3"), doubtful("B3"))["BC"]["B3"].comment
    before, _, ours = comment.text.partition("\n\n")
    assert (before, comment.author) == ("Chị Ba ghi", "Văn thư")
    heading, first, second = ours.split("\n")
    assert heading == "KIỂM TRA SỐ LIỆU"
    assert first.startswith("lỗi: «???» ở cột «Văn kiện» không phải ngày. Hãy ghi dạng 15/3/2025.")
    assert second.startswith("cần xem: ngày 1/9/2025")
    assert FILE not in comment.text


def test_a_finding_under_a_merge_marks_the_cell_that_shows(sent: Path) -> None:
    sheet = copy_of(sent, unreadable("C1"))["BC"]
    assert sheet["A1"].fill.start_color.rgb == RED
    assert sheet["A1"].comment is not None


def test_the_list_has_errors_first_and_leads_to_the_cells(sent: Path) -> None:
    sheet = copy_of(sent, doubtful("B4"), unreadable("B3"))["Cần sửa"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]
    assert rows[0] == ["STT", "Mức", "Trang", "Ô", "Đang ghi", "Cần làm"]
    assert [row[:5] for row in rows[1:]] == [
        [1, "lỗi", "BC", "B3", "???"],
        [2, "cần xem", "BC", "B4", "1/9/2025"],
    ]
    assert sheet["F7"].value.startswith("«???» ở cột «Văn kiện» không phải ngày.")
    assert sheet["D7"].hyperlink.location == "'BC'!B3"
    assert [sheet[f"A{row}"].value for row in (2, 3)] == [
        "Tệp: bao cao.xlsx",
        "1 lỗi, 1 điều cần xem, 0 thông tin",
    ]


def test_the_list_prints_on_a4_landscape(sent: Path) -> None:
    sheet = copy_of(sent, unreadable("B3"))["Cần sửa"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$6:$6"
    assert sheet["F7"].alignment.wrap_text


def test_a_row_of_the_list_is_high_enough_for_its_sentence(sent: Path) -> None:
    sheet = copy_of(sent, unreadable("B3", raw="rất dài " * 60), doubtful("B4"))["Cần sửa"]
    assert sheet.row_dimensions[7].height > 5 * sheet.row_dimensions[8].height / 2


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://x")', "+84", "-1", "@SUM(A1)"])
def test_a_value_from_outside_is_never_a_formula(sent: Path, text: str) -> None:
    cell = copy_of(sent, unreadable("B3", raw=text))["Cần sửa"]["E7"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_beyond_ten_of_a_kind_one_line_names_the_other_cells(sent: Path) -> None:
    many = [unreadable(f"B{row}") for row in range(3, 20)]
    sheet = copy_of(sent, *many, unreadable("C3"), unreadable("B3", sheet="Khác"))["Cần sửa"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=7)]
    assert len(rows) == MOST_OF_A_RULE + 1 + 1
    assert rows[10][5] == "… và 8 chỗ nữa cùng loại: B12:B19"
    assert rows[11][2:4] == ["Khác", "B3"]


def test_cells_that_follow_each_other_are_one_range() -> None:
    assert cell_ranges([(9, 2), (8, 2), (8, 3), (10, 2), (3, 28), (8, 2)]) == ["B8:B10", "C8", "AB3"]


def test_a_sheet_of_the_list_s_name_is_left_alone(write_workbook: WriteWorkbook) -> None:
    source = write_workbook(FILE, **{"CẦN SỬA": [["của đơn vị", "???"]]})
    copy = copy_of(source, unreadable("B1", sheet="CẦN SỬA"))
    assert copy.sheetnames == ["Cần sửa 2", "CẦN SỬA"]
    assert copy["CẦN SỬA"]["B1"].comment is not None


def test_a_name_with_an_apostrophe_still_leads_to_the_cell(write_workbook: WriteWorkbook) -> None:
    source = write_workbook(FILE, **{"Đợt 'một' A": [["a", "???"]]})
    copy = copy_of(source, unreadable("B1", sheet="Đợt 'một' A"))
    assert copy["Cần sửa"]["D7"].hyperlink.location == "'Đợt ''một'' A'!B1"


def test_a_hidden_sheet_is_said_to_be_hidden(sent: Path) -> None:
    workbook = load_workbook(sent)
    workbook["Khác"].sheet_state = "hidden"
    workbook.save(sent)
    copy = copy_of(sent, unreadable("A1", sheet="Khác"))
    assert copy["Cần sửa"]["C7"].value == "Khác (trang ẩn)"
    assert copy["Cần sửa"]["D7"].hyperlink is None
    assert copy["Khác"].sheet_state == "hidden"


def test_only_the_list_is_selected(sent: Path) -> None:
    copy = copy_of(sent, unreadable("B3"))
    assert [sheet.sheet_view.tabSelected for sheet in copy] == [True, False, False]
    assert copy.active.title == "Cần sửa"


def test_a_finding_of_the_whole_sheet_leads_to_its_first_cell(sent: Path) -> None:
    sheet = copy_of(sent, finding("no_as_of", Origin(FILE, "BC")))["Cần sửa"]
    assert sheet["C7"].hyperlink.location == "'BC'!A1"
    assert "--as-of" not in sheet["F7"].value


def test_without_findings_the_list_says_so(sent: Path) -> None:
    sheet = copy_of(sent)["Cần sửa"]
    values = [row[0] for row in sheet.iter_rows(values_only=True)]
    assert values == [
        "Những chỗ cần sửa trong bảng tính đã gửi",
        "Tệp: bao cao.xlsx",
        "Không thấy gì phải sửa trong tệp này.",
    ]


def test_the_copy_speaks_english_too(sent: Path) -> None:
    copy = copy_of(sent, unreadable("B3"), language="en")
    assert copy.sheetnames[0] == "To mend"
    assert "is no date" in copy["BC"]["B3"].comment.text


def test_what_the_cell_says_is_the_cell_s_own_where_a_finding_compares(sent: Path) -> None:
    found = finding(
        "before_prerequisite",
        Origin(FILE, "BC", "B4"),
        raw="H4",
        organisation="Đảng bộ A",
        milestone="a",
        prerequisite="b",
        state="c",
    )
    assert copy_of(sent, found)["Cần sửa"]["E7"].value == "31/3/2025"


def test_a_mended_copy_that_comes_back_has_only_the_new_marks(sent: Path, tmp_path: Path) -> None:
    copy_of(sent, unreadable("B3"), doubtful("C3"), doubtful("B4"))
    again = tmp_path / "again.xlsx"
    (tmp_path / "back" / "copy.xlsx").rename(again)
    copy = copy_of(again, doubtful("B4"))
    assert copy.sheetnames == ["Cần sửa", "BC", "Khác"]
    sheet = copy["BC"]
    assert (sheet["B3"].comment.text, sheet["B3"].fill.fill_type) == ("Chị Ba ghi", None)
    assert (sheet["C3"].comment, sheet["C3"].fill.fill_type) == (None, None)
    assert sheet["B4"].comment.text.count("KIỂM TRA SỐ LIỆU") == 1
    assert sheet["C4"].fill.start_color.rgb == "FF00FF00"


def test_text_of_another_kind_is_built_anew_at_the_same_addresses(tmp_path: Path) -> None:
    source = tmp_path / "bao cao.csv"
    source.write_text("TT;Văn kiện\n1;???\n2;=1+1\n", encoding="utf-8")
    copy = copy_of(source, unreadable("B2", sheet="bao cao"))
    sheet = copy["bao cao"]
    values = [[str(cell.value) for cell in row] for row in sheet]
    assert values == [["TT", "Văn kiện"], ["1", "???"], ["2", "=1+1"]]
    assert sheet["B3"].data_type == "s"
    assert sheet["B2"].fill.start_color.rgb == RED
    assert "không giữ định dạng" in str(copy["Cần sửa"]["A5"].value)


def rebuilt(tmp_path: Path, *sheets: Sheet) -> Any:
    """The copy of a file that openpyxl can't load and whose values are `sheets`."""
    source = tmp_path / "cu.xls"
    source.write_bytes(b"\xd0\xcf\x11\xe0")
    write_annotated_copy(tmp_path / "copy.xlsx", source, sheets, [])
    return load_workbook(tmp_path / "copy.xlsx")


def test_a_rebuilt_sheet_has_its_corner_its_merges_and_its_dates(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Tiêu đề", None, None],
        [1, date(2025, 3, 31), "x"],
        [2, date(1890, 2, 3), None],
    ]
    source = Sheet("Cũ", rows, top=4, left=2, merges=[Merge(4, 2, 4, 4)], hidden=True)
    sheet = rebuilt(tmp_path, source)["Cũ"]
    assert sheet["C5"].value == "Tiêu đề"
    assert [str(merge) for merge in sheet.merged_cells.ranges] == ["C5:E5"]
    assert (sheet["D6"].value, sheet["D6"].number_format) == (datetime(2025, 3, 31), "d/m/yyyy")
    assert sheet["D7"].value == "3/2/1890"
    assert sheet.sheet_state == "hidden"


def test_titles_do_not_widen_a_rebuilt_column(tmp_path: Path) -> None:
    name = "Đảng bộ Sở Nông nghiệp và Môi trường tỉnh"
    sheet = rebuilt(tmp_path, sheet_of([["BÁO CÁO TIẾN ĐỘ ĐẠI HỘI"], ["TT", "Tên", "Số"], [1, name, 5]]))[
        "Biểu 1"
    ]
    assert sheet.column_dimensions["A"].width < 10
    assert sheet.column_dimensions["B"].width >= len(name)


def test_names_that_excel_does_not_allow_get_a_title_that_it_does(tmp_path: Path) -> None:
    long = "Báo cáo tiến độ đại hội các chi bộ trực thuộc"
    sheets = [sheet_of([["a"]], name=name) for name in ("Quý I/2025", f"{long} 1", f"{long} 2", "?")]
    titles = rebuilt(tmp_path, *sheets).sheetnames
    assert titles[1] == "Quý I 2025"
    assert len(set(titles)) == 5
    assert all(0 < len(title) <= 31 for title in titles)


def test_findings_reach_a_sheet_that_got_another_title(tmp_path: Path) -> None:
    source = tmp_path / "tien do 1 [moi].csv"
    source.write_text("TT;Văn kiện\n1;???\n", encoding="utf-8")
    copy = copy_of(source, unreadable("B2", sheet="tien do 1 [moi]"))
    assert copy.worksheets[1]["B2"].comment is not None


def test_a_copy_appears_whole_or_not_at_all(sent: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_of(sent, unreadable("B3"))
    target = sent.parent / "back" / "copy.xlsx"
    before = target.read_bytes()

    def full(_: Workbook, path: Path) -> None:
        Path(path).write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Workbook, "save", full)
    with pytest.raises(OSError, match="No space"):
        copy_of(sent)
    assert target.read_bytes() == before
    assert [path.name for path in target.parent.iterdir()] == ["copy.xlsx"]
