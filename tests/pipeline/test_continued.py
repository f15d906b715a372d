"""A list that goes on on the next sheet without its headings."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import REGISTER, Grid, WriteWorkbook

from analysis.cells import Value
from analysis.pipeline.cleaning import clean_folder
from analysis.plan import Plan

HEALTH, BUILDING = "Đảng bộ Sở Y tế", "Chi bộ Sở Xây dựng"
HOSPITAL, RUBBER = "Đảng bộ Bệnh viện Đa khoa tỉnh", "Chi bộ Công ty Cao su"
NUMBERS: list[Value] = ["A", "B", 1, 2]
FIRST: Grid = [
    ["BIỂU SỐ LƯỢNG ĐẢNG VIÊN"],
    ["Có đến ngày 31/3/2025"],
    [],
    ["TT", "Đơn vị", "Tổng số đảng viên", "Nữ"],
    NUMBERS,
    [1, HEALTH, 86, 31],
    [2, HOSPITAL, 240, 130],
]
REST: Grid = [[3, BUILDING, 9, 4], [4, RUBBER, 12, 5]]


@pytest.mark.parametrize("numbered", [True, False])
@pytest.mark.parametrize(("printed", "differ"), [(347, []), (21, []), (350, ["C"])])
def test_the_next_sheet_is_read_below_the_headings_of_the_first(
    write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan, numbered: bool, printed: int, differ: list[str]
) -> None:
    write_workbook("raw/danh sach.xlsx", A=REGISTER)
    second: Grid = [*([NUMBERS] if numbered else []), *REST, [None, "Tổng cộng", printed, None]]
    write_workbook("raw/bieu.xlsx", **{"Trang 1": FIRST, "Trang 2": second})
    tables = clean_folder(tmp_path / "raw", plan)
    total = tables["membership"].query("measure == 'total'")
    place = 2 if numbered else 1
    assert list(zip(total["organisation"], total["count"], total["source_cell"], strict=True)) == [
        (HEALTH, 86, "C6"),
        (HOSPITAL, 240, "C7"),
        (BUILDING, 9, f"C{place}"),
        (RUBBER, 12, f"C{place + 1}"),
    ]
    assert set(total["as_of"].astype(str)) == {"2025-03-31"}
    told = tables["findings"].query("severity != 'info'")
    assert list(told["source_cell"].str[0]) == differ
    sources = tables["sources"].query("source_sheet == 'Trang 2'").to_dict("records")[0]
    assert sources["cells"] == sum(value is not None for row in second for value in row)


def test_a_sheet_whose_numbers_do_not_go_on_is_told(
    write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan
) -> None:
    write_workbook("raw/danh sach.xlsx", A=REGISTER)
    other: Grid = [[7, BUILDING, 9, 4], [8, RUBBER, 12, 5]]
    write_workbook("raw/bieu.xlsx", **{"Trang 1": FIRST, "Trang 2": other})
    tables = clean_folder(tmp_path / "raw", plan)
    assert set(tables["membership"]["organisation"]) == {HEALTH, HOSPITAL}
    assert "sheet_unrecognised" in set(tables["findings"]["rule"])
