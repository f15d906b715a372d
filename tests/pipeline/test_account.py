"""Whatever a sheet holds, every cell that is not empty stands in exactly one column of the account."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import REGISTER, Grid

from analysis.pipeline.cleaning import clean_folder
from analysis.pipeline.intake import take_in
from analysis.plan import load_plan

ROOT = Path(__file__).parents[2]
WORDS = [
    "TT", "Tên TCCSĐ", "Đảng bộ Sở Y tế", "Chi bộ Sở Xây dựng", "Quy hoạch cấp ủy", "Ngày tổ chức đại hội",
    "Chi bộ trực thuộc", "Chi bộ trực thuộc đã đại hội/tổng số", "Chi bộ 1", "Tổng cộng", "I", "HÀNH CHÍNH",
    "Tính đến ngày 15/5/2025", "x", "chưa", "2/3", "9/3", "31/4/2025", "Họ và tên", "Ngày sinh", "Nữ",
    "Ngày vào Đảng", "Ngày chính thức", "Dân tộc", "Người Mẫu", "Biến động", "Ngày hiệu lực", "Giải thể",
    "Tổng số đảng viên", "Dự bị", "18-30", "NGƯỜI LẬP BIỂU", "#REF!", "=1+1", "Ghi chú", "Nội dung công việc",
    "Chủ trì", "Thời hạn", "Kết quả", "?",
]  # fmt: skip
CELLS = st.one_of(st.none(), st.sampled_from(WORDS), st.integers(0, 50000), st.just(date(2025, 5, 6)))
HEADINGS: Grid = [
    ["TT", "Tên TCCSĐ", "Quy hoạch cấp ủy", "Chi bộ trực thuộc đã đại hội/tổng số", "Ngày tổ chức đại hội"],
    ["TT", "Tên TCCSĐ", "Chi bộ trực thuộc", "Ngày tổ chức đại hội"],
    ["TT", "Tên TCCSĐ", "Tổng số đảng viên", "Nữ", "Dự bị"],
    ["TT", "Họ và tên", "Ngày sinh", "Nữ", "Ngày vào Đảng", "Ngày chính thức"],
    ["TT", "Tên TCCSĐ", "Biến động", "Ngày hiệu lực", "Tổ chức mới"],
    ["TT", "Nội dung công việc", "Chủ trì", "Thời hạn", "Kết quả"],
]


def _write(path: Path, grid: Grid) -> None:
    book = openpyxl.Workbook()
    for r, row in enumerate(grid, 1):
        for c, value in enumerate(row, 1):
            if value is not None:
                book.active.cell(r, c, value)
    book.save(path)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.lists(CELLS, max_size=6), max_size=3),
    st.sampled_from(HEADINGS),
    st.lists(st.lists(CELLS, max_size=7), max_size=12),
)
def test_the_account_adds_up_for_any_sheet(above: Grid, heading: list[str], body: Grid) -> None:
    plan = load_plan(ROOT / "plan.toml")
    grid: Grid = [["Tính đến ngày 15/5/2025"], *above, heading, *body]
    with TemporaryDirectory() as name:
        folder = Path(name)
        _write(folder / "ds.xlsx", REGISTER)
        _write(folder / "x.xlsx", grid)
        tables = clean_folder(folder, plan)
    source = tables["sources"].set_index("source_file").loc["x.xlsx"]
    parts = [str(column) for column in tables["sources"] if str(column).startswith("cells_")]
    filled = sum(value is not None for row in grid for value in row)
    assert source["cells"] == filled
    assert source[parts].sum() == filled
    assert (source[parts] >= 0).all()
    assert 0 <= source["rows_refused"] <= source["rows_kept"] + source["rows_refused"]


@pytest.mark.parametrize("content", ["\n\n ; \n", "<table><tr><td> </td></tr></table>"])
def test_a_file_without_a_single_value_is_told(content: str, tmp_path: Path) -> None:
    (tmp_path / "trong.csv").write_text(content, encoding="utf-8")
    (intake,) = take_in(tmp_path, "trong.csv", None)
    assert [found.rule for found in intake.findings] == ["file_empty"]


def test_an_empty_sheet_beside_a_full_one_is_not_told(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    assert workbook.active is not None
    workbook.active.append(["Ghi chú"])
    workbook.create_sheet("Sheet2")
    workbook.save(tmp_path / "hai trang.xlsx")
    (intake,) = take_in(tmp_path, "hai trang.xlsx", None)
    assert [found.rule for found in intake.findings] == ["sheet_unrecognised"]
