"""Small workbooks built in the test, with real Vietnamese cell text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from analysis.cells import Merge, Sheet, Value
from analysis.plan import Plan, load_plan

ROOT = Path(__file__).parents[1]
Grid = Sequence[Sequence[Value]]


@pytest.fixture(scope="session")
def plan() -> Plan:
    """The bundled plan."""
    return load_plan(ROOT / "plan.toml")


def sheet_of(grid: Grid, merges: Sequence[tuple[int, int, int, int]] = (), name: str = "Biểu 1") -> Sheet:
    """A sheet as the reader gives it, from rows of values."""
    width = max((len(row) for row in grid), default=0)
    rows = [[*row, *[None] * (width - len(row))] for row in grid]
    return Sheet(name, rows, merges=[Merge(*merge) for merge in merges])


WriteWorkbook = Callable[..., Path]


@pytest.fixture
def write_workbook(tmp_path: Path) -> WriteWorkbook:
    """Writes sheets of values to an .xlsx file in the test's folder and gives its path."""

    def write(name: str, /, **sheets: Grid) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with xlsxwriter.Workbook(str(path)) as workbook:
            workbook.set_properties({"created": datetime(2025, 1, 1, tzinfo=UTC)})  # the same bytes each time
            day = workbook.add_format({"num_format": "dd/mm/yyyy"})
            for title, grid in sheets.items():
                sheet = workbook.add_worksheet(title)
                for r, row in enumerate(grid):
                    for c, value in enumerate(row):
                        _write(sheet, r, c, value, day)
        return path

    return write


def _write(sheet: Any, r: int, c: int, value: Value, day: Any) -> None:
    if isinstance(value, date):
        sheet.write_datetime(r, c, value, day)
    elif isinstance(value, str):
        sheet.write_string(r, c, value)
    elif value is not None:
        sheet.write(r, c, value)


REGISTER: Grid = [
    ["DANH SÁCH TỔ CHỨC CƠ SỞ ĐẢNG"],
    ["Thời điểm: 31/12/2024"],
    ["TT", "Tên TCCSĐ", "Loại hình", "Chi bộ trực thuộc", "Đảng viên", "Đại hội điểm"],
    [1, "Đảng bộ Sở Y tế", "Hành chính", 3, 86],
    [2, "Chi bộ Sở Xây dựng", "Hành chính", None, 9, "x"],
    [3, "Đảng bộ Bệnh viện Đa khoa tỉnh", "Sự nghiệp", 8, 47],
    [4, "Chi bộ Công ty Cao su", "Doanh nghiệp", None, 10],
]
"""Two committees and two cells of all three types."""
