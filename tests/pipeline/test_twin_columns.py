"""Columns that sound like a milestone or a measure and stand beside the one that is."""

from __future__ import annotations

import pytest
from tests.conftest import Grid
from tests.pipeline.conftest import Clean, said_of

HEALTH, BUILDING = "Đảng bộ Sở Y tế", "Chi bộ Sở Xây dựng"
DAY = ["Tính đến ngày 31/5/2025"]
Head = list[str | None]


@pytest.mark.parametrize(
    ("step", "deed"),
    [
        (("Dự thảo văn kiện", "Bắt đầu"), "Hoàn thành"),
        (("Duyệt hồ sơ", "Ngày đơn vị trình"), "Ngày BTV duyệt"),
        (("Hồ sơ đại hội", "Ngày gửi"), "Ngày phê duyệt"),
        (("Duyệt hồ sơ", "Gửi duyệt"), "Đã duyệt"),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_the_day_of_a_step_is_not_that_of_the_deed(
    clean: Clean, step: tuple[str, str], deed: str, turned: bool
) -> None:
    def pair(first: str | None, second: str | None) -> Head:
        return [second, first] if turned else [first, second]

    head: Grid = [["TT", "Đơn vị", step[0], None], [None, None, *pair(step[1], deed)]]
    rows: Grid = [[1, HEALTH, *pair("5/5/2025", "20/5/2025")], [2, BUILDING, *pair("6/5/2025", None)]]
    progress = clean([["TIẾN ĐỘ"], DAY, *head, *rows])["progress"]
    assert list(progress["status"]) == ["done", "not_started"]
    assert [str(day)[:10] for day in progress["actual_to"]] == ["2025-05-20", "NaT"]


def test_the_planning_of_officials_is_not_that_of_the_committees(clean: Clean) -> None:
    head = ["TT", "Đơn vị", "Quy hoạch cấp ủy", "Quy hoạch lãnh đạo, quản lý (chính quyền)"]
    tables = clean([["TIẾN ĐỘ"], DAY, head, [1, HEALTH, "x", "chưa"], [2, BUILDING, None, "x"]])
    assert said_of(tables, "personnel_planning", "status") == [(HEALTH, "done"), (BUILDING, "not_started")]


@pytest.mark.parametrize("others", ["Cấp ủy viên đương nhiệm", "CBCC, VC, NLĐ", "Đảng viên là công chức"])
def test_the_women_among_others_are_not_those_of_the_members(clean: Clean, others: str) -> None:
    head: Grid = [
        ["TT", "Tên TCCSĐ", "Đảng viên", None, others, None],
        [None, None, "Tổng số", "Nữ", "Tổng số", "Nữ"],
    ]
    tables = clean([["THỐNG KÊ"], DAY, *head, [1, HEALTH, 86, 31, 9, 3], [2, BUILDING, 9, 4, 3, 1]])
    assert tables["membership"].query("organisation == @HEALTH").set_index("measure")["count"].to_dict() == {
        "total": 86,
        "women": 31,
    }


def test_of_all_sub_cells_and_those_that_have_to_the_latter_are_required(clean: Clean) -> None:
    head: Grid = [
        ["TT", "Đơn vị", "Đại hội chi bộ trực thuộc", None, None, None, "Số CB bầu trực tiếp bí thư"],
        [None, None, "Tổng số CB", "CB phải ĐH", "CB đã ĐH", "Số ĐV dự ĐH", None],
    ]
    rows: Grid = [[1, HEALTH, 7, 6, 5, 80, "1/5"], [2, "Đảng bộ Bệnh viện Đa khoa tỉnh", 4, 4, 4, 50, "2/4"]]
    told = said_of(clean([["TIẾN ĐỘ"], DAY, *head, *rows]), "subcell_congresses", "held", "required")
    assert {row[1:] for row in told} == {("5", "6"), ("4", "4")}


def test_two_days_side_by_side_below_one_heading_are_two_totals(clean: Clean) -> None:
    head: Grid = [
        ["TT", "Tên TCCSĐ", "Tổng số đảng viên", None, "Kết nạp"],
        [None, None, "31/12/2023", "31/12/2024", None],
    ]
    grid: Grid = [["SO SÁNH"], ["Có đến 31/12/2024"], *head, [1, HEALTH, 80, 86, 3], [2, BUILDING, 8, 9, 1]]
    rows = clean(grid)["membership"].query("measure == 'total'")
    assert sorted(zip(rows["as_of"].astype(str), rows["count"], strict=True)) == [
        ("2023-12-31", 8), ("2023-12-31", 80), ("2024-12-31", 9), ("2024-12-31", 86),
    ]  # fmt: skip
