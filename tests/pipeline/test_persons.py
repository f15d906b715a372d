"""Nobody of a list of people leaves the raw folder, however the list is laid out, headed or damaged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook
from tests.conftest import REGISTER, ROOT, Grid, WriteWorkbook
from typer.testing import CliRunner

from analysis.cells import Value
from analysis.cli import app
from analysis.personal import names_person, without_persons
from analysis.pipeline.cleaning import clean_folder
from analysis.plan import Plan

PLAN = ROOT / "plan.toml"
DAY = "Tính đến ngày 30/6/2025"
NAMES = [
    "Nguyễn Văn Mẫu",
    "TRẦN THỊ THỬ",
    "Lê Giả",
    "A Mẫu Giả",
    "Y Thử Mẫu",
    "Người Mẫu Một",
    "nguyễn thị ví dụ",
    "Nguyen Van Thu",
]
BORN: list[Value] = [
    date(1980, 3, 17),
    "17/03/1980",
    "17/3/1980",
    "17-03-1980",
    "17.3.1980",
    "31/2/1980",
    "03/1980",
    1980,
]
CARDS = [f"06208000{number:04d}" for number in range(8)]
PHONES = [f"0912 345 67{number}" for number in range(8)]
HOMES = [f"thôn Không Có {number}, xã Bịa Ra" for number in range(8)]
SECRET = [
    *NAMES,
    *(name.upper() for name in NAMES[:1]),
    "Mẫu Giả",
    "thôn Không",
    "Bịa Ra",
    "0620800",
    "0912 345",
    "0912345",
    "1980-03-17",
    "17/03/1980",
    "17/3/1980",
    "17-03-1980",
    "17.3.1980",
    "31/2/1980",
]
ORGANISATION = "Đảng bộ Sở Y tế"


def people(*columns: str) -> Grid:
    """Rows of all the persons with these columns."""
    values: dict[str, list[Value]] = {
        "name": [*NAMES], "born": [*BORN], "card": [*CARDS], "phone": [*PHONES],
        "home": [*HOMES],
        "sex": ["Nam", "Nữ", "?", "nam", "nữ", "x", "", "Nam"], "folk": ["Kinh"] * 8, "faith": ["Không"] * 8,
        "admitted": ["01/02/2005"] * 8, "full": ["01/02/2006", "chưa rõ", None, "x y", 5, "1/2/2006", "?",
        None],
        "org": [ORGANISATION, "Sở Y tê", None, "Chi bộ Không Có", ORGANISATION, "A Mẫu Giả", "",
        ORGANISATION],
        "mark": ["x", "đ/c Lê Giả lo", "???", None, "Trần Thị Thử: 0912345678", "x", "x", "x"],
        "stt": list(range(1, 9)), "type": ["Hành chính"] * 8, "note": [f"vợ đ/c {NAMES[0]}"] * 8,
        "few": [3, "ba", NAMES[5], 4, 5, CARDS[0], 7, 8],
    }  # fmt: skip
    return [[values[column][row] for column in columns] for row in range(8)]


def listed(title: str, headings: list[str], *columns: str) -> Grid:
    return [[title], [DAY], [*headings], *people(*columns), [None, "Người lập biểu"], [None, NAMES[0]]]


SHAPES: dict[str, Grid] = {
    "a roster": listed(
        f"DANH SÁCH ĐẢNG VIÊN {ORGANISATION}",
        ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Tôn giáo", "Ngày vào Đảng",
        "Ngày chính thức",
         "Số CCCD", "Điện thoại", "Quê quán"],
        "stt", "name", "born", "sex", "folk", "faith", "admitted", "full", "card", "phone", "home",
    ),
    "organisations misread": listed(
        "DANH SÁCH ĐẢNG VIÊN", ["STT", "Họ và tên", "Ngày sinh", "Đơn vị", "Ngày vào Đảng",
        "Ngày chính thức"],
        "stt", "born", "name", "name", "card", "phone",
    ),
    "headings misspelt": listed(
        "DANH SACH DANG VIEN", ["STT", "Ho va ten", "Ngay sih", "Gioi tinh", "Don vi", "CCCD", "DT"],
        "stt", "name", "born", "sex", "org", "card", "phone",
    ),
    "a roster without names' heading": listed(
        "DANH SÁCH", ["STT", "Tên", "Ngày sinh", "Loại hình", "Đảng viên", "Ngày vào Đảng"],
        "stt", "name", "born", "type", "few", "admitted",
    ),
    "persons taken for a register": listed(
        "DANH SÁCH TỔ CHỨC CƠ SỞ ĐẢNG", ["STT", "Tên", "Loại hình", "Số đảng viên"], "stt", "name", "type",
        "few"
    ),
    "persons in statistics": listed(
        "THỐNG KÊ ĐẢNG VIÊN", ["STT", "Đơn vị", "Tổng số", "Nữ", "Dự bị"], "stt", "name", "few", "phone",
        "card"
    ),
    "persons in a progress report": listed(
        "TIẾN ĐỘ ĐẠI HỘI", ["STT", "Tên TCCSĐ", "Quy hoạch", "Văn kiện", "Dự kiến ĐH", "Ngày sinh bí thư"],
        "stt", "org", "mark", "name", "full", "born",
    ),
    "notes about persons": listed(
        "TIẾN ĐỘ ĐẠI HỘI", ["STT", "Tên TCCSĐ", "Quy hoạch", "Văn kiện", "Ghi chú"],
        "stt", "org", "mark", "mark", "note",
    ),
    "owners": listed(
        "PHÂN CÔNG CÔNG VIỆC CHUẨN BỊ ĐẠI HỘI", ["STT", "Công việc", "Người phụ trách", "Thời hạn",
        "Tình trạng"],
        "stt", "note", "name", "full", "mark",
    ),
    "persons in events": listed(
        "BIẾN ĐỘNG TỔ CHỨC", ["STT", "Tổ chức", "Biến động", "Ngày hiệu lực", "Quyết định", "Tổ chức mới"],
        "stt", "org", "note", "admitted", "note", "name",
    ),
    "personnel with milestones": listed(
        "NHÂN SỰ CẤP ỦY", ["STT", "Họ và tên", "Ngày sinh", "Đơn vị", "Quy hoạch", "Tiêu chuẩn chính trị"],
        "stt", "name", "born", "org", "mark", "phone",
    ),
    "names for headings": [
        ["TIẾN ĐỘ CÔNG VIỆC"], [DAY], ["STT", "Nội dung", *NAMES], [1, "Quy hoạch", *CARDS],
        [2, "Văn kiện", *PHONES], [3, "Duyệt hồ sơ", *BORN], [4, "Đại hội", *NAMES],
    ],
    "no heading": [*people("stt", "name", "born", "card", "phone")],
    "labels": [
        ["PHIẾU ĐẢNG VIÊN"], ["Họ và tên:", NAMES[0]], ["Ngày sinh:", BORN[1]], ["Số CCCD:", CARDS[0]],
        ["Đơn vị:", NAMES[5]], ["Tổng số đảng viên:", PHONES[0]], ["Nữ:", NAMES[2]], ["Dự bị:", HOMES[0]],
        ["Chính thức:", "x"], [DAY],
    ],
    "Lê Văn Trang Giả": listed(
        "DANH SÁCH ĐẢNG VIÊN", ["STT", "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Ngày chính thức"],
        "stt", "name", "born", "admitted", "full",
    ),
}  # fmt: skip
PROGRESS: Grid = [
    ["TIẾN ĐỘ"],
    [DAY],
    ["STT", "Tên TCCSĐ", "Quy hoạch", "Văn kiện"],
    [1, ORGANISATION, "x", "x"],
]


def leaks(text: str) -> list[str]:
    return [secret for secret in [*SECRET, "Trang Giả"] if secret.casefold() in text.casefold()]


def told(tables: dict[str, pd.DataFrame]) -> str:
    """All that stands in the tables, but for the digests."""
    return "\n".join(frame.drop(columns="sha256", errors="ignore").to_csv() for frame in tables.values())


@pytest.fixture
def raw(write_workbook: WriteWorkbook) -> Callable[..., Path]:
    def write(shape: str) -> Path:
        write_workbook("raw/ds.xlsx", DS=REGISTER)
        write_workbook("raw/tien do.xlsx", TD=PROGRESS)
        return write_workbook("raw/gui len.xlsx", **{shape: SHAPES[shape]})

    return write


@pytest.mark.parametrize("shape", SHAPES)
def test_nobody_is_told_of_by_a_run(shape: str, raw: Callable[..., Path], plan: Plan) -> None:
    tables = clean_folder(raw(shape).parent, plan)
    assert leaks(told(tables)) == []


@pytest.mark.parametrize("shape", SHAPES)
def test_nobody_is_told_of_by_check_and_return(shape: str, raw: Callable[..., Path], tmp_path: Path) -> None:
    file = raw(shape)
    arguments = [str(file), "--raw", str(file.parent), "--plan", str(PLAN)]
    checked = CliRunner().invoke(app, ["check", *arguments])
    assert leaks(checked.output) == []
    returned = CliRunner().invoke(app, ["return", *arguments, "--to", str(tmp_path / "out")])
    assert leaks(returned.output) == []
    copy = load_workbook(next((tmp_path / "out").iterdir()))
    ours = [str(cell.value) for row in copy["Cần sửa"] for cell in row]
    ours += [cell.comment.text for sheet in copy for row in sheet for cell in row if cell.comment]
    assert [line for line in ours if leaks(line) and "Trang Giả" not in line] == []


@pytest.mark.parametrize("ending", ["csv", "damaged", "html"])
def test_nobody_is_told_of_from_files_of_other_kinds(
    ending: str, raw: Callable[..., Path], tmp_path: Path, plan: Plan
) -> None:
    workbook = raw("a roster")
    rows = [[str(value or "") for value in row] for row in SHAPES["a roster"]]
    if ending == "csv":
        (tmp_path / "raw/ds.csv").write_text("\n".join(map(";".join, rows)), encoding="utf-8")
    elif ending == "html":
        body = "".join(f"<tr>{''.join(f'<td>{v}</td>' for v in row)}</tr>" for row in rows)
        (tmp_path / "raw/ds.xls").write_text(f"<table>{body}", encoding="utf-8")
    else:
        workbook.write_bytes(workbook.read_bytes()[:-900])
    assert leaks(told(clean_folder(tmp_path / "raw", plan))) == []


def test_nobody_is_told_of_in_the_tables_that_are_written_and_traced(
    write_workbook: WriteWorkbook, tmp_path: Path
) -> None:
    write_workbook("raw/ds.xlsx", DS=REGISTER)
    write_workbook("raw/tien do.xlsx", TD=PROGRESS)
    for number, (shape, grid) in enumerate(SHAPES.items()):
        write_workbook(f"raw/{number}.xlsx", **{shape: grid})
    places = ["--raw", tmp_path / "raw", "--processed", tmp_path / "processed", "--plan", PLAN]
    cleaned = CliRunner().invoke(app, ["clean", *map(str, places)])
    assert cleaned.exit_code == 0, cleaned.output
    assert leaks(cleaned.output) == []
    sheets = pd.read_excel(tmp_path / "processed" / "cleaned.xlsx", sheet_name=None)
    assert leaks(told(sheets)) == []
    for figure in ("membership_by_type", "held", "task_rates"):
        traced = CliRunner().invoke(app, ["trace", figure, *map(str, places)])
        assert leaks(traced.output) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Đ/c Nguyễn Văn Mẫu", "Đ/c …"),
        ("Văn phòng, ông Lê Giả (0912.345.678)", "Văn phòng, ông … (…)"),
        ("Nguyen Van Mau", "…"),
        ("Trường THPT Nguyễn Thị Mẫu", "Trường THPT Nguyễn Thị Mẫu"),
        ("Tiểu ban Văn kiện", "Tiểu ban Văn kiện"),
        ("Đồng chí Bí thư Đảng ủy", "Đồng chí Bí thư Đảng ủy"),
        ("Lưu trữ hồ sơ", "Lưu trữ hồ sơ"),
        ("1.234.567", "1.234.567"),
    ],
)
def test_names_and_numbers_of_persons_are_left_out(text: str, told: str) -> None:
    assert without_persons(text) == told
    assert names_person(text) == (text != told)
