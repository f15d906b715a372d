"""`congress-progress return`: a copy for the sender, and never anything else changed."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlwt
from openpyxl import load_workbook
from tests.conftest import REGISTER, ROOT, Grid, WriteWorkbook
from typer.testing import CliRunner, Result

from analysis.cli import app
from analysis.pipeline.check import look_into
from analysis.pipeline.intake import take_in

PLAN = ROOT / "plan.toml"
NAME = "tien do 15-5-2025"
REPORT: Grid = [
    ["TIẾN ĐỘ ĐẠI HỘI"],
    ["TT", "Tên TCCSĐ", "Quy hoạch", "Văn kiện", "Dự kiến ĐH"],
    [1, "Đảng bộ Sở Y tế", "x", "???", "20/5"],
    [2, "Chi bộ Sở Xây dựg", "x", "x", "=cmd|' /C calc'!A0"],
]
CLEAN: Grid = [REPORT[0], ["TT", "Tên TCCSĐ", "Quy hoạch"], [1, "Đảng bộ Sở Y tế", "x"]]


def give_back(path: Path, to: Path, *more: str | Path, raw: Path | None = None) -> Result:
    arguments = ["return", path, "--to", to, "--raw", raw or path.parent / "raw", "--plan", PLAN, *more]
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def report(write_workbook: WriteWorkbook) -> Path:
    """A faulty report, with the register in the raw folder beside it."""
    write_workbook("raw/ds.xlsx", DS=REGISTER)
    return write_workbook(f"{NAME}.xlsx", BC=REPORT)


def test_the_sender_gets_the_faulty_cells_marked(report: Path, tmp_path: Path) -> None:
    result = give_back(report, tmp_path / "new" / "folder")
    target = tmp_path / "new" / "folder" / f"{NAME} - tra lai.xlsx"
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        f"Bản trả lại: {target}",
        "2 lỗi, 0 điều cần xem, 1 thông tin",
    ]
    sheet = load_workbook(target)["BC"]
    assert "không hiểu «???»" in sheet["D3"].comment.text
    assert "Gần nhất: Chi bộ Sở Xây dựng" in sheet["B4"].comment.text
    assert sheet["E4"].data_type == "s"


def test_a_sender_is_not_told_of_our_files(report: Path, tmp_path: Path) -> None:
    give_back(report, tmp_path / "out")
    copy = load_workbook(tmp_path / "out" / f"{NAME} - tra lai.xlsx")
    said = [str(cell.value) for row in copy["Cần sửa"] for cell in row]
    said += [cell.comment.text for row in copy["BC"] for cell in row if cell.comment]
    assert [text for text in said if ".csv" in text or "vocabulary" in text] == []


def test_the_original_is_untouched(report: Path, tmp_path: Path) -> None:
    before, time = report.read_bytes(), report.stat().st_mtime_ns
    give_back(report, tmp_path)
    assert (report.read_bytes(), report.stat().st_mtime_ns) == (before, time)
    assert {path.name for path in tmp_path.iterdir()} == {"raw", report.name, f"{NAME} - tra lai.xlsx"}


def test_what_the_copy_tells_is_what_check_finds(report: Path, tmp_path: Path) -> None:
    give_back(report, tmp_path / "out")
    looked = look_into([report], raw=tmp_path / "raw", plan_path=PLAN, as_of=None)
    copy = load_workbook(tmp_path / "out" / f"{NAME} - tra lai.xlsx")
    marked = {cell.coordinate for row in copy["BC"] for cell in row if cell.comment}
    assert marked == {finding.origin.cell for finding in looked.files[0][1]}


def test_a_copy_made_again_takes_the_place_of_the_first(report: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / f"{NAME} - tra lai.xlsx"
    give_back(report, target.parent)
    target.write_bytes(b"old")
    assert give_back(report, target.parent).exit_code == 0
    assert load_workbook(target).sheetnames == ["Cần sửa", "BC"]
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_nothing_found_is_said(write_workbook: WriteWorkbook, report: Path, tmp_path: Path) -> None:
    path = write_workbook("sach 15-5-2025.xlsx", BC=CLEAN)
    result = give_back(path, tmp_path / "out", raw=report.parent / "raw")
    assert result.stdout.splitlines()[1:] == ["Không thấy gì phải sửa trong tệp này."]
    assert (tmp_path / "out" / "sach 15-5-2025 - tra lai.xlsx").exists()


def test_without_a_register_nobody_is_told_that_all_is_well(
    write_workbook: WriteWorkbook, tmp_path: Path
) -> None:
    path = write_workbook("sach 15-5-2025.xlsx", BC=CLEAN)
    result = give_back(path, tmp_path / "out")
    assert "chưa được kiểm tra" in result.stdout
    copy = load_workbook(tmp_path / "out" / "sach 15-5-2025 - tra lai.xlsx")
    assert any("chưa được kiểm tra" in str(cell.value) for (cell,) in copy["Cần sửa"].iter_rows(max_col=1))


def test_a_date_given_on_the_command_line_stands_in(write_workbook: WriteWorkbook, report: Path) -> None:
    path = write_workbook("tien do.xlsx", BC=CLEAN)
    without = give_back(path, report.parent / "out")
    assert without.stdout.splitlines()[1].startswith("1 lỗi")
    assert "Không thấy gì" in give_back(path, report.parent / "out", "--as-of", "2025-05-15").stdout


def test_it_speaks_english_too(report: Path, tmp_path: Path) -> None:
    result = give_back(report, tmp_path / "out", "--language", "en")
    assert result.stdout.splitlines()[1] == "2 faults, 0 to look at, 1 for information"
    assert load_workbook(tmp_path / "out" / f"{NAME} - returned.xlsx").sheetnames == ["To mend", "BC"]


@pytest.mark.parametrize("suffix", [".csv", ".xls"])
def test_other_kinds_of_files_come_back_as_workbooks(report: Path, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"bao cao 15-5-2025{suffix}"
    if suffix == ".csv":
        path.write_text("TT;Tên TCCSĐ;Quy hoạch;Văn kiện\n1;Đảng bộ Sở Y tế;x;???\n", encoding="utf-8")
    else:
        write_xls(path)
    assert give_back(path, tmp_path / "out", raw=report.parent / "raw").exit_code == 0
    copy = load_workbook(tmp_path / "out" / "bao cao 15-5-2025 - tra lai.xlsx")
    assert "không hiểu «???»" in copy.worksheets[1]["D2"].comment.text


def write_xls(path: Path) -> None:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("BC")
    for c, (heading, value) in enumerate(
        {"TT": "1", "Tên TCCSĐ": "Đảng bộ Sở Y tế", "Quy hoạch": "x", "Văn kiện": "???"}.items()
    ):
        sheet.write(0, c, heading)
        sheet.write(1, c, value)
    workbook.save(str(path))


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "không có dữ liệu"), (b"PK\x03\x04 cut", "bị hỏng"), (b"%PDF-1.7 ...", "không phải bảng tính")],
)
def test_a_file_that_cannot_be_opened_is_not_given_back(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "hong.xlsx"
    path.write_bytes(content)
    result = give_back(path, tmp_path / "out")
    assert result.exit_code == 1
    assert "hong.xlsx" in result.stderr
    assert said in result.stderr
    assert not (tmp_path / "out").exists()


def test_wrong_usage_is_one_message_and_exit_code_2(report: Path, tmp_path: Path) -> None:
    file = tmp_path / "tep.txt"
    file.write_text("giữ", encoding="utf-8")
    (tmp_path / "dir" / f"{NAME} - tra lai.xlsx").mkdir(parents=True)
    for path, to, said in [
        (tmp_path / "none.xlsx", tmp_path / "out", "Không có tệp"),
        (tmp_path / "raw", tmp_path / "out", "là thư mục"),
        (report, file, "là tệp; ở đây cần một thư mục"),
        (report, file / "below", "là tệp; ở đây cần một thư mục"),
        (report, tmp_path / "dir", "là thư mục; ở đây cần một tệp"),
    ]:
        result = give_back(path, to, raw=tmp_path / "raw")
        assert result.exit_code == 2, said
        assert said in result.stderr
        assert "Traceback" not in result.output
    assert file.read_text(encoding="utf-8") == "giữ"


def test_the_folder_must_be_named(report: Path) -> None:
    result = CliRunner().invoke(app, ["return", str(report)])
    assert result.exit_code == 2
    assert "--to" in result.stderr


@pytest.mark.parametrize("link", ["symlink_to", "hardlink_to"])
def test_the_original_is_never_written_over(report: Path, tmp_path: Path, link: str) -> None:
    before = report.read_bytes()
    (tmp_path / "out").mkdir()
    getattr(tmp_path / "out" / f"{NAME} - tra lai.xlsx", link)(report)
    result = give_back(report, tmp_path / "out")
    assert result.exit_code == 2
    assert "tệp gốc" in result.stderr
    assert report.read_bytes() == before


def test_no_copy_is_put_among_the_inputs(report: Path, tmp_path: Path) -> None:
    for to in (tmp_path / "raw", tmp_path / "raw" / "tra lai", tmp_path / "out" / ".." / "raw"):
        result = give_back(report, to)
        assert result.exit_code == 2
        assert "thư mục số liệu gốc" in result.stderr
    assert [path.name for path in (tmp_path / "raw").iterdir()] == ["ds.xlsx"]


def test_a_folder_that_cannot_be_written_is_one_message(
    report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("analysis.pipeline.giving_back.write_annotated_copy", denied)
    result = give_back(report, tmp_path / "out")
    assert result.exit_code == 1
    assert "Permission denied" in result.stderr


def test_a_list_of_people_is_not_copied_into_the_list(write_workbook: WriteWorkbook, tmp_path: Path) -> None:
    people: Grid = [
        ["DANH SÁCH ĐẢNG VIÊN"],
        ["TT", "Họ và tên", "Ngày sinh", "Số định danh", "Ngày vào Đảng"],
        [1, "Trần Thị Thử Nghiệm", "1/1/1970", "000000000001", "3/2/1999"],
    ]
    path = write_workbook("danh sach dang vien 15-5-2025.xlsx", DS=people)
    give_back(path, tmp_path / "out")
    copy = load_workbook(tmp_path / "out" / "danh sach dang vien 15-5-2025 - tra lai.xlsx")
    text = "".join(str(cell.value) for row in copy["Cần sửa"] for cell in row)
    assert "Thử Nghiệm" not in text
    assert "000000000001" not in text


def test_a_mended_copy_is_read_like_the_original(report: Path, tmp_path: Path) -> None:
    give_back(report, tmp_path / "out")
    intake = take_in(tmp_path / "out", f"{NAME} - tra lai.xlsx", None)[0]
    first = take_in(tmp_path, report.name, None)[0]
    assert [(form.sheet, form.kind, form.as_of) for form in intake.forms] == [
        (form.sheet, form.kind, form.as_of) for form in first.forms
    ]
    assert intake.findings == []
    assert intake.sheets[0].kind == "unrecognised"
    assert intake.forms[0].records == first.forms[0].records
