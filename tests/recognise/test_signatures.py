"""Who signs right below a table is no row of it."""

from __future__ import annotations

import pytest
from tests.conftest import Grid, sheet_of
from tests.recognise.test_sheet import roles_by_row

from analysis.recognise.sheet import recognise_sheet

NUMBERED: Grid = [
    ["TT", "Tên tổ chức đảng", "Thời gian đại hội", "Duyệt hồ sơ", "Nguyên nhân"],
    [1, "Đảng bộ Cục Muối", "26/6/2025", "Chưa", "Sắp xếp lại"],
    [2, "Chi bộ Hội Làm vườn", None, "Chưa", "Đã chuyển"],
    [3, "Chi bộ Nhà hát Tuồng", "03/6/2025", "Đã duyệt", None],
]
UNNUMBERED: Grid = [row[1:] for row in NUMBERED]
SIGNED: list[Grid] = [
    [[None, None, "TRƯỞNG BAN TỔ CHỨC"], [], [], [None, None, "Lê Văn Giả"]],
    [[None, None, "Trưởng ban Tổ chức"], [None, None, "Lê Văn Giả"]],
    [[], ["Chuyên viên tổng hợp", None, "Phó Chánh Văn phòng"], ["Trần Thị Mẫu", None, "Lê Văn Giả"]],
    [[], [None, None, None, "Chuyên viên"], [None, None, None, "Trần Thị Mẫu"]],
    [["Trưởng phòng"], ["Lê Văn Giả"]],
]


@pytest.mark.parametrize("signed", SIGNED)
@pytest.mark.parametrize("table", [NUMBERED, UNNUMBERED])
def test_offices_and_persons_below_a_table_are_notes(table: Grid, signed: Grid) -> None:
    numbered = table is NUMBERED
    block = [[None, *row] if row and numbered else list(row) for row in signed]
    roles = roles_by_row(recognise_sheet(sheet_of([*table, *block])))
    assert roles[: len(table)] == ["header", "data", "data", "data"]
    assert set(roles[len(table) :]) <= {"note", ""}


def test_a_word_below_the_figures_that_parts_nothing_is_a_note() -> None:
    grid: Grid = [
        ["STT", "Lớp", "Sĩ số", "Giỏi"],
        [1, "6A", 38, 9],
        [2, "6B", 36, 7],
        [None, None, None, "Hiệu trưởng"],
    ]
    assert roles_by_row(recognise_sheet(sheet_of(grid)))[-1] == "note"


def test_a_second_person_in_charge_is_no_signature() -> None:
    grid: Grid = [
        ["TT", "Đầu việc", "Thời hạn", "Người phụ trách"],
        [1, "Báo cáo chính trị", "15/5/2025", "Lê Văn Giả"],
        [2, "Đề án nhân sự", "20/5/2025", "Trần Thị Mẫu"],
        [None, None, None, "Nguyễn Văn Mẫu"],
    ]
    assert roles_by_row(recognise_sheet(sheet_of(grid)))[-1] == "data"
