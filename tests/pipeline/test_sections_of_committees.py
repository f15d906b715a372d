"""Members by sub-cell: sections are committees, and the line that sums one up is its own."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter
from tests.conftest import REGISTER, Grid, WriteWorkbook
from tests.pipeline.conftest import Clean, Tables

from analysis.pipeline.cleaning import clean_folder
from analysis.plan import Plan

HEALTH, HOSPITAL = "Đảng bộ Sở Y tế", "Đảng bộ Bệnh viện Đa khoa tỉnh"


def _by_subcell(first: str, second: str, women: int = 9) -> Grid:
    return [
        ["ĐẢNG VIÊN CÁC CHI BỘ"],
        ["Tính đến ngày 31/3/2025"],
        ["TT", "Chi bộ", "Đảng viên", "Nữ"],
        ["I", HEALTH],
        [1, "Chi bộ Văn phòng", 14, 5],
        [2, "Chi bộ Nghiệp vụ", 9, 4],
        [None, first, 23, women],
        ["II", HOSPITAL],
        [1, "Chi bộ Khoa Nội", 11, 7],
        [2, "Chi bộ Khoa Ngoại", 8, None],
        [None, second, 19, 7],
        ["III", "Các chi bộ cơ sở"],
        [1, "Chi bộ Sở Xây dựng", 9, 2],
        [2, "Chi bộ Công ty Cao su", 10, 3],
        [None, "TỔNG CỘNG", 61, 21],
    ]


def _counts(tables: Tables) -> list[tuple[str, str, int, str]]:
    rows = tables["membership"][["organisation", "measure", "count", "source_cell"]]
    return [(name, measure, int(count), cell) for name, measure, count, cell in rows.itertuples(index=False)]


@pytest.mark.parametrize(
    ("first", "second"),
    [("Cộng", "Cộng"), (f"Cộng {HEALTH}", f"Tổng số {HOSPITAL}"), ("Cộng đảng bộ", "Tổng cộng:")],
)
def test_the_sum_of_a_section_is_that_of_its_committee(clean: Clean, first: str, second: str) -> None:
    tables = clean(_by_subcell(first, second))
    assert _counts(tables) == [
        (HEALTH, "total", 23, "C7"),
        (HEALTH, "women", 9, "D7"),
        (HOSPITAL, "total", 19, "C11"),
        (HOSPITAL, "women", 7, "D11"),
        ("Chi bộ Sở Xây dựng", "total", 9, "C13"),
        ("Chi bộ Sở Xây dựng", "women", 2, "D13"),
        ("Chi bộ Công ty Cao su", "total", 10, "C14"),
        ("Chi bộ Công ty Cao su", "women", 3, "D14"),
    ]
    assert tables["findings"][["rule", "source_cell"]].values.tolist() == [["rows_of_subcells", "B5"]]


def test_a_sum_that_the_sub_cells_do_not_make_is_refused_alone(clean: Clean) -> None:
    tables = clean(_by_subcell("Cộng", "Cộng", women=8))
    assert [one[1:] for one in _counts(tables) if one[0] == HEALTH] == [("total", 23, "C7")]
    told = tables["findings"].set_index("rule")["source_cell"]
    assert told["subcells_do_not_add_up"] == "D7"
    source = tables["sources"].set_index("source_file").loc["bieu.xlsx"]
    parts = [f"cells_{role}" for role in ("title", "header", "group", "data", "total", "note", "refused")]
    assert source["cells"] == source[parts].sum()


def test_organisations_below_the_name_of_a_committee_stay_themselves(clean: Clean) -> None:
    grid: Grid = [
        ["Tính đến ngày 31/3/2025"],
        ["TT", "Tên TCCSĐ", "Đảng viên", "Nữ"],
        ["I", HEALTH],
        [1, "Chi bộ Sở Xây dựng", 9, 2],
        [2, "Chi bộ Công ty Cao su", 10, 3],
        [None, "Cộng", 19, 5],
    ]
    assert {one[0] for one in _counts(clean(grid))} == {"Chi bộ Sở Xây dựng", "Chi bộ Công ty Cao su"}


def test_the_sum_below_rows_of_one_merged_name_is_the_committees(
    write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan
) -> None:
    write_workbook("raw/danh sach.xlsx", A=REGISTER)
    grid: Grid = [
        ["SỐ LƯỢNG ĐẢNG VIÊN CHIA THEO CHI BỘ"],
        ["Tính đến ngày 30/6/2025"],
        ["TT", "Tổ chức cơ sở đảng", "Chi bộ trực thuộc", "Tổng số ĐV", "Nữ"],
        [1, HEALTH, "Chi bộ Văn phòng", 14, 5],
        [None, None, "Chi bộ Nghiệp vụ", 9, 4],
        [None, None, "Cộng đảng bộ", 23, 9],
        [2, "Chi bộ Sở Xây dựng", None, 9, 2],
        [3, HOSPITAL, "Chi bộ Khoa Nội", 11, 7],
        [None, None, "Chi bộ Khoa Ngoại", 8, 1],
        [None, None, "Cộng đảng bộ", 19, 8],
    ]
    with xlsxwriter.Workbook(str(tmp_path / "raw" / "bieu.xlsx")) as workbook:
        sheet = workbook.add_worksheet("30-6")
        for r, row in enumerate(grid):
            sheet.write_row(r, 0, row)
        sheet.merge_range("B4:B6", HEALTH)
        sheet.merge_range("B8:B10", HOSPITAL)
    tables = clean_folder(tmp_path / "raw", plan)
    assert [one for one in _counts(tables) if one[1] == "total"] == [
        (HEALTH, "total", 23, "D6"),
        ("Chi bộ Sở Xây dựng", "total", 9, "D7"),
        (HOSPITAL, "total", 19, "D10"),
    ]
    (told,) = tables["findings"].query("rule == 'rows_of_subcells'")["raw_value"]
    assert told == "4–5, 8–9"
