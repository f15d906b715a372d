"""`congress-progress trace`: one message, every cell with what it says, and a workbook that leads to it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from tests.conftest import REGISTER, ROOT, Grid, WriteWorkbook
from typer.testing import CliRunner, Result

from analysis.cli import app

PLAN = str(ROOT / "plan.toml")
FILE, SHEET = "báo cáo #2/tiến độ 100%.xlsx", "Biểu 'A' 1"
REPORT: Grid = [
    ["TIẾN ĐỘ ĐẠI HỘI"],
    ["Tính đến ngày 15/5/2025"],
    [
        "TT",
        "Tên TCCSĐ",
        "Quy hoạch",
        "ĐH chi bộ trực thuộc (đã/tổng)",
        "Dự kiến đại hội",
        "Đã tổ chức đại hội",
    ],
    [1, "Đảng bộ Sở Y tế", "x", "2/3", "20/5/2025", None],
    [2, "Chi bộ Sở Xây dựng", "đã xong", None, "10/5/2025", "12/5/2025"],
    [3, "Đảng bộ Bệnh viện Đa khoa tỉnh", None, "8/8", "tháng 6/2025", None],
]
ROSTER: Grid = [
    ["DANH SÁCH ĐẢNG VIÊN ĐẢNG BỘ SỞ Y TẾ"],
    ["Tính đến ngày 31/3/2025"],
    ["TT", "Họ và tên", "Ngày sinh", "Nữ", "Dân tộc", "Ngày vào Đảng", "Ngày chính thức"],
    [1, "Trần Thị Mẫu Một", "02/03/1980", "x", "Kinh", "01/02/2005", "01/02/2006"],
    [2, "Lê Văn Mẫu Hai", "05/06/1975", None, "Ba Na", "01/02/2015", "01/02/2016"],
]


@pytest.fixture
def desk(write_workbook: WriteWorkbook, tmp_path: Path) -> Path:
    """A folder with a cleaned register, a report in a file with an awkward name, and a roster."""
    write_workbook("raw/ds.xlsx", DS=REGISTER)
    write_workbook(f"raw/{FILE}", **{SHEET: REPORT})
    write_workbook("raw/dang vien.xlsx", DV=ROSTER)
    folders = ("--raw", tmp_path / "raw", "--processed", tmp_path / "processed", "--plan", PLAN)
    result = call("clean", *folders)
    assert result.exit_code == 0, result.stderr
    return tmp_path


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def trace(desk: Path, *arguments: str | Path) -> Result:
    folders = ("--raw", desk / "raw", "--processed", desk / "processed", "--plan", PLAN)
    return call("trace", *arguments, *folders)


def test_a_count_of_completion_is_traced_as_before(desk: Path) -> None:
    result = trace(desk, "held", "milestone=congress_held", "organisation_type=administrative")
    assert result.exit_code == 0
    first, counted, line = result.stdout.splitlines()
    assert "Đã = 1, số liệu đến 15/5/2025" in first
    assert counted == "Đã = 1, đếm từ:"
    assert line.startswith("  Chi bộ Sở Xây dựng · Đại hội chính thức · ")
    assert line.endswith(f"{FILE}, 'Biểu 'A' 1', F5: «12/5/2025»")


def test_a_rate_is_traced_by_its_two_counts(desk: Path) -> None:
    result = trace(desk, "subcells_by_type", "--figure", "rate", "organisation_type=administrative")
    lines = result.stdout.splitlines()
    assert "66,7%" in lines[0]
    assert [line for line in lines if not line.startswith("  ")][1:] == [
        "Đã = 2, đếm từ:",
        "Phải = 3, đếm từ:",
    ]
    assert lines[2].endswith("D4: «2/3»")


def test_a_sum_of_members_leads_to_the_registers_column_of_members(desk: Path) -> None:
    result = trace(desk, "congress_by_type", "--figure", "members_required", "--language", "en")
    assert "Members (required) = 152" in result.stdout
    assert "Đảng bộ Sở Y tế · Number of members · 86 · ds.xlsx, 'DS', E4: «86»" in result.stdout


def test_who_never_reported_leads_to_the_register_and_a_blank_to_the_blank_cell(desk: Path) -> None:
    silent = trace(desk, "not_reported", "milestone=congress_held").stdout.splitlines()
    assert "Chi bộ Công ty Cao su · Đại hội chính thức" in silent[-1]
    assert silent[-1].endswith("ds.xlsx, 'DS', B7: «Chi bộ Công ty Cao su»")
    blank = trace(desk, "overdue", "milestone=personnel_planning", "organisation_type=public_service")
    assert blank.stdout.splitlines()[-1].endswith("C6")


def test_nobody_in_a_roster_is_named(desk: Path) -> None:
    to = desk / "trace.xlsx"
    told = trace(desk, "members_by_type", "measure=women").stdout
    assert "Số lượng = 1" in told
    assert "dang vien.xlsx, 'DV', B4" in told
    assert trace(desk, "members_by_type", "measure=women", "--to", to).exit_code == 0
    shown = told + " ".join(str(cell.value) for row in load_workbook(to).active for cell in row)
    assert "Mẫu" not in shown
    assert "1980" not in shown


def test_the_workbook_leads_to_the_cells(desk: Path) -> None:
    to = desk / "out" / "trace.xlsx"
    result = trace(desk, "congress_by_type", "--figure", "rate", "--to", to)
    assert result.stdout.splitlines()[-1].endswith("trace.xlsx")
    sheet = load_workbook(to)["Truy nguồn"]
    heading = [cell.value for cell in sheet[4]]
    assert heading[:3] == ["Con số", "Tính vào", "Tổ chức"]
    last = sheet.cell(sheet.max_row, len(heading)).coordinate
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A5", f"A4:{last}")
    place, said = heading.index("Ô"), heading.index("Ô ghi")
    rows = {row[place].value: row for row in sheet.iter_rows(min_row=5) if row[0].value == "Đã"}
    row = rows["F5"]
    assert row[said].value == "12/5/2025"
    link = row[place].hyperlink
    assert (to.parent / unquote(link.target)).resolve() == desk / "raw" / FILE
    assert "#" not in link.target
    assert link.location == "'Biểu ''A'' 1'!F5"
    assert sum(row[1].value for row in rows.values()) == 1


def test_a_file_that_has_changed_since_says_nothing(desk: Path, write_workbook: WriteWorkbook) -> None:
    changed = [list(row) for row in REPORT]
    changed[4][5] = "13/5/2025"
    write_workbook(f"raw/{FILE}", **{SHEET: changed})
    line = trace(desk, "held", "milestone=congress_held").stdout.splitlines()[-1]
    assert line.endswith("F5")
    (desk / "raw" / FILE).unlink()
    assert trace(desk, "held", "milestone=congress_held").stdout.splitlines()[-1] == line


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["wating_list"], "gần nhất: waiting_list"),
        (["congress_by_type", "--figure", "helt"], "gần nhất: held"),
        (["congress_by_type", "organisation_type=enterprize"], "gần nhất: enterprise"),
        (["congress_by_type", "colour=red"], "không có cột «colour»"),
        (["members_by_type"], "hãy chọn một: measure=…"),
        (["held", "milestone"], "CỘT=GIÁ_TRỊ"),
        (["held", "--to", "trace.csv"], ".xlsx"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(desk: Path, arguments: list[str], said: str) -> None:
    result = trace(desk, *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_nothing_is_written_into_the_raw_folder(desk: Path) -> None:
    result = trace(desk, "held", "--to", desk / "raw" / "trace.xlsx")
    assert result.exit_code == 2
    assert not (desk / "raw" / "trace.xlsx").exists()


def test_sub_cells_listed_one_by_one_stand_behind_their_count(
    write_workbook: WriteWorkbook, tmp_path: Path
) -> None:
    listed: Grid = [
        ["ĐẠI HỘI CHI BỘ TRỰC THUỘC"],
        ["Tính đến ngày 20/3/2025"],
        ["TT", "Tên TCCSĐ", "Chi bộ trực thuộc", "Ngày tổ chức đại hội chi bộ"],
        [1, "Đảng bộ Sở Y tế", "Chi bộ Văn phòng", "10/3/2025"],
        [2, None, "Chi bộ Thanh tra", "15/3/2025"],
        [3, None, "Chi bộ Chi cục Dân số", None],
    ]
    write_workbook("raw/ds.xlsx", DS=REGISTER)
    write_workbook("raw/chi bo.xlsx", CB=listed)
    folders = ("--raw", tmp_path / "raw", "--processed", tmp_path / "processed", "--plan", PLAN)
    assert call("clean", *folders).exit_code == 0
    lines = trace(tmp_path, "subcells_by_type", "organisation=Đảng bộ Sở Y tế").stdout.splitlines()
    assert lines[1] == "Đã = 2, đếm từ:"
    assert [line.split(", ")[-1] for line in lines[4:]] == [
        "D4: «10/3/2025»",
        "D5: «15/3/2025»",
        "C6: «Chi bộ Chi cục Dân số»",
    ]


def test_a_file_in_an_archive_is_read_and_the_archive_linked(desk: Path) -> None:
    report = desk / "raw" / FILE
    with ZipFile(desk / "raw" / "gửi.zip", "w") as archive:
        archive.write(report, "tiến độ.xlsx")
    report.unlink()
    folders = ("--raw", desk / "raw", "--processed", desk / "processed", "--plan", PLAN)
    assert call("clean", *folders).exit_code == 0
    assert trace(desk, "held", "milestone=congress_held").stdout.endswith("F5: «12/5/2025»\n")
    assert trace(desk, "held", "milestone=congress_held", "--to", desk / "t.xlsx").exit_code == 0
    links = [
        cell.hyperlink for row in load_workbook(desk / "t.xlsx").active for cell in row if cell.hyperlink
    ]
    assert {(unquote(link.target), link.location) for link in links} == {("raw/gửi.zip", None)}
