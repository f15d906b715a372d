"""A comment at a cell, or a footnote below the table, that says something else than the cell does."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
import xlsxwriter
from tests.conftest import REGISTER, Grid, WriteWorkbook
from tests.pipeline.conftest import Clean, said_of

from analysis.pipeline.cleaning import clean_folder
from analysis.plan import Plan

PROGRESS: Grid = [
    ["TIẾN ĐỘ ĐẠI HỘI (đến 15/4/2025)"],
    ["TT", "Tên TCCSĐ", "Dự thảo văn kiện", "Dự kiến đại hội", "Dự kiến duyệt hồ sơ"],
    [1, "Đảng bộ Sở Y tế", "x", "22/5/2025", "30/6/2025"],
    [2, "Chi bộ Sở Xây dựng", None, "23/5/2025", None],
]


@pytest.mark.parametrize(
    ("cell", "comment", "rule", "planned"),
    [
        ("D3", "Đơn vị xin lùi, chờ công văn", "comment_disputes", ""),
        ("D3", "29/5/2025", "comment_disputes", ""),
        ("D3", "Đã lùi sang 22/5", "cell_commented", "2025-05-22"),
        ("D3", "Ngày 22/5/2025, tại hội trường", "cell_commented", "2025-05-22"),
        ("D3", "Xin lùi nếu chưa có kết luận", "cell_commented", "2025-05-22"),
        ("D3", "Lùi sang 30/6, đã đồng ý", "cell_commented", "2025-05-22"),
        ("C4", "Đã gọi điện", "cell_commented", "2025-05-22"),
        ("C3", "Mới họp lần 1, còn phải sửa", "comment_disputes", "2025-05-22"),
    ],
)
def test_a_cell_that_its_comment_takes_back_is_refused_and_any_other_comment_is_told(
    tmp_path: Path,
    write_workbook: WriteWorkbook,
    plan: Plan,
    cell: str,
    comment: str,
    rule: str,
    planned: str,
) -> None:
    write_workbook("raw/danh sach.xlsx", A=REGISTER)
    with xlsxwriter.Workbook(str(tmp_path / "raw" / "bieu.xlsx")) as workbook:
        workbook.set_properties({"created": datetime(2025, 1, 1, tzinfo=UTC)})
        sheet = workbook.add_worksheet("Biểu")
        for r, row in enumerate(PROGRESS):
            sheet.write_row(r, 0, row)
        sheet.write_comment(cell, comment)
    tables = clean_folder(tmp_path / "raw", plan)
    assert said_of(tables, "congress_held", "planned_to") == [
        ("Đảng bộ Sở Y tế", planned),
        ("Chi bộ Sở Xây dựng", "2025-05-23"),
    ]
    told = tables["findings"].query("rule in ('comment_disputes', 'cell_commented')")
    assert list(zip(told["rule"], told["source_cell"], strict=True)) == [(rule, cell)]


@pytest.mark.parametrize(
    ("footnote", "counted"),
    [
        ("* Tính cả 02 đảng viên sinh hoạt tạm thời", [("Chi bộ Sở Xây dựng", 9)]),
        ("* Nguồn: văn phòng", [("Đảng bộ Sở Y tế", 86), ("Chi bộ Sở Xây dựng", 9)]),
    ],
)
def test_a_count_of_whom_a_footnote_says_that_some_are_others_is_refused(
    clean: Clean, footnote: str, counted: list[tuple[str, int]]
) -> None:
    tables = clean(
        [
            ["THỐNG KÊ ĐẢNG VIÊN đến 31/3/2025"],
            ["TT", "Tên TCCSĐ", "Tổng số đảng viên", "Nữ"],
            [1, "Đảng bộ Sở Y tế", "86*", 40],
            [2, "Chi bộ Sở Xây dựng", 9, 4],
            [],
            [None, footnote],
        ]
    )
    rows = tables["membership"].query("measure == 'total'")
    assert list(zip(rows["organisation"], rows["count"], strict=True)) == counted
