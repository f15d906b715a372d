"""Which rows of a list of organisations sum it up, and which only sound like it."""

from __future__ import annotations

import pytest
from tests.conftest import Grid, sheet_of
from tests.recognise.test_sheet import roles_by_row

from analysis.cells import Value
from analysis.recognise.sheet import recognise_sheet
from analysis.recognise.words import plays

LIST: Grid = [
    ["TT", "Loại hình", "Tên tổ chức đảng", "Số chi bộ", "Số đảng viên", "Ngày đại hội"],
    [1, "Sự nghiệp", "Đảng bộ Sở Y tế", 4, 152, "12/5/2025"],
    [2, "Sự nghiệp", "Đảng bộ Bệnh viện Mắt", 3, 131, "20/5/2025"],
    [3, "Doanh nghiệp", "Chi bộ Công ty Mía đường", None, 17, None],
]


def last_role(*rows: list[Value]) -> str:
    return roles_by_row(recognise_sheet(sheet_of([*LIST, *rows])))[-1]


@pytest.mark.parametrize(
    "label",
    [
        "Cộng: 3 TCCSĐ (2 đảng bộ, 1 chi bộ)",
        "Cộng A",
        "Cộng (I+II)",
        "Cộng 3 TCCSĐ",
        "Cộng đảng bộ",
        "Tổng cộng (A+B)",
        "Tổng 3 đơn vị",
        "Tổng (A+B)",
        "Tổng: 3",
        "Toàn Đảng bộ Khối: 3 TCCSĐ",
        "Tổng số: 3 TCCSĐ; đã đại hội: 2; chưa đại hội: 1",
        "Đã đại hội / tổng số",
        "Tỷ lệ TCCSĐ đã đại hội",
        "Chưa đại hội",
        "Số TCCSĐ đã đại hội",
        "- Trong đó: đảng bộ",
    ],
)
@pytest.mark.parametrize("column", [0, 1, 2])
def test_a_last_row_that_says_what_all_the_others_come_to_is_a_total(label: str, column: int) -> None:
    row: list[Value] = [None] * 6
    row[column], row[3] = label, 7
    assert last_role(row) == "total"


@pytest.mark.parametrize(
    "name",
    [
        "Cộng đồng doanh nghiệp trẻ",
        "Tổng công ty Cấp nước",
        "Tổng cục Thủy lợi phía Nam",
        "Tổng đội Thanh niên xung phong",
        "Chi bộ Cộng tác viên",
    ],
)
@pytest.mark.parametrize("mark", [4, None])
def test_an_organisation_whose_name_opens_like_a_total_is_data(name: str, mark: Value) -> None:
    assert last_role([mark, None, name, 7, 20, None]) == "data"


def test_what_breaks_down_the_total_above_it_is_a_total() -> None:
    rows: list[list[Value]] = [
        [None, None, "Tổng cộng", 7, 300, None],
        [None, None, "- Đảng bộ", 7, 283, None],
    ]
    assert last_role(*rows) == "total"


@pytest.mark.parametrize("label", ["Khối các cơ quan tỉnh", "Đảng bộ Khối"])
def test_an_unnumbered_row_that_carries_the_sums_of_the_numbered_ones_is_a_total(label: str) -> None:
    assert last_role([None, None, label, 7, 300, None]) == "total"
    above = [*LIST[:1], [None, None, label, 7, 300, None], *LIST[1:]]
    assert roles_by_row(recognise_sheet(sheet_of(above)))[1] == "total"


def test_an_unnumbered_row_with_figures_of_its_own_stays_data() -> None:
    assert last_role([None, None, "Chi bộ Nhà hát Tuồng", None, 14, None]) == "data"


def test_a_word_of_a_summary_between_running_numbers_goes_on_with_the_row_above() -> None:
    rows: list[list[Value]] = [
        [None, None, "Đã sáp nhập", None, None, "01/3/2025"],
        [4, None, "Chi bộ X", None, 9, None],
    ]
    assert roles_by_row(recognise_sheet(sheet_of([*LIST, *rows])))[-2] == "data"


def test_a_total_may_refer_to_its_footnotes() -> None:
    assert plays("total", "Total2, 3")
    assert not plays("total", "Cộng hòa xã hội chủ nghĩa Việt Nam")
