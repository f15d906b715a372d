"""Text that no cell holds: in boxes, and in the header and footer of the printed pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from tests.conftest import REGISTER, Grid, WriteWorkbook
from tests.pipeline.conftest import Tables
from xlsxwriter.worksheet import Worksheet

from analysis.pipeline.cleaning import clean_folder
from analysis.plan import Plan

HEAD: Grid = [["TIẾN ĐỘ ĐẠI HỘI"], ["TT", "Đơn vị", "Quy hoạch cấp ủy", "Dự thảo văn kiện"]]
ROWS: Grid = [[1, "Đảng bộ Sở Y tế", "x", "x"], [2, "Chi bộ Sở Xây dựng", "x", None]]
Clean = Callable[[Grid, Callable[[Worksheet], object]], Tables]


@pytest.fixture
def clean(tmp_path: Path, write_workbook: WriteWorkbook, plan: Plan) -> Clean:
    """Cleans a sheet to which something is added beside its cells."""

    def run(grid: Grid, add: Callable[[Worksheet], object]) -> Tables:
        write_workbook("raw/danh sach.xlsx", A=REGISTER)
        with xlsxwriter.Workbook(str(tmp_path / "raw" / "bieu.xlsx")) as workbook:
            sheet = workbook.add_worksheet("Biểu")
            for r, row in enumerate(grid):
                sheet.write_row(r, 0, row)
            add(sheet)
        return clean_folder(tmp_path / "raw", plan)

    return run


def _box(sheet: Worksheet) -> None:
    sheet.insert_textbox("F2", "Số liệu tính đến 15/4/2025")


def _page(sheet: Worksheet) -> None:
    sheet.set_header('&C&"Arial,Bold"&12Số liệu tính đến 15/4/2025')
    sheet.set_footer("&RTrang &P/&N")


@pytest.mark.parametrize("add", [_box, _page])
def test_the_day_may_stand_outside_of_the_cells(clean: Clean, add: Callable[[Worksheet], None]) -> None:
    tables = clean([*HEAD, *ROWS], add)
    assert set(tables["progress"]["as_of"].astype(str)) == {"2025-04-15"}
    (told,) = tables["findings"].query("rule == 'text_outside'")["raw_value"]
    assert told == "Số liệu tính đến 15/4/2025"


@pytest.mark.parametrize("add", [_box, _page])
def test_a_day_in_the_cells_goes_before(clean: Clean, add: Callable[[Worksheet], None]) -> None:
    tables = clean([HEAD[0], ["Đến ngày 30/4/2025"], HEAD[1], *ROWS], add)
    assert set(tables["progress"]["as_of"].astype(str)) == {"2025-04-30"}


def test_numbers_of_pages_are_no_text(clean: Clean) -> None:
    tables = clean(
        [HEAD[0], ["Đến ngày 30/4/2025"], HEAD[1], *ROWS], lambda sheet: sheet.set_footer("&CTrang &P/&N")
    )
    assert "text_outside" not in set(tables["findings"]["rule"])
