"""Days whose meaning a wider heading, or the column beside them, tells: plans, spans, the sub-cells' end."""

from __future__ import annotations

from datetime import date

import pytest
from tests.conftest import Grid
from tests.pipeline.conftest import Clean, said_of

BLOCKS: Grid = [
    ["TIẾN ĐỘ ĐẠI HỘI tính đến ngày 15/5/2025"],
    ["TT", "Tên TCCSĐ", "THỜI GIAN THEO KẾ HOẠCH", None, None, "KẾT QUẢ THỰC HIỆN", None, None],
    [None, None, "Duyệt ĐH", "ĐH CBTT", "Tổ chức ĐH", "Duyệt ĐH", "ĐH CBTT", "Tổ chức ĐH"],
    [1, "Đảng bộ Sở Y tế", "5/4/2025", "20/3/2025", "5/5/2025", "3/4/2025", "3/3", "7/5/2025"],
    [2, "Chi bộ Sở Xây dựng", "6/4/2025", None, "6/6/2025", "Chưa", None, None],
    [3, "Đảng bộ Bệnh viện Đa khoa tỉnh", "7/4/2025", "21/3/2025", "7/6/2025", "đang", "5/8", None],
]


def test_the_same_headings_once_more_below_plans_are_planned(clean: Clean) -> None:
    tables = clean(BLOCKS)
    assert said_of(tables, "dossier_approved", "status", "planned_to", "actual_to") == [
        ("Đảng bộ Sở Y tế", "done", "2025-04-05", "2025-04-03"),
        ("Chi bộ Sở Xây dựng", "not_started", "2025-04-06", ""),
        ("Đảng bộ Bệnh viện Đa khoa tỉnh", "in_progress", "2025-04-07", ""),
    ]
    assert said_of(tables, "subcell_congresses", "status", "held", "planned_to") == [
        ("Đảng bộ Sở Y tế", "done", "3", "2025-03-20"),
        ("Đảng bộ Bệnh viện Đa khoa tỉnh", "in_progress", "5", "2025-03-21"),
    ]
    assert "error" not in set(tables["findings"]["severity"])


@pytest.mark.parametrize("wider", ["THỜI HẠN HOÀN THÀNH", "Theo KH", "Dự kiến thời gian"])
def test_days_below_plans_alone_are_no_deeds_but_crosses_are(clean: Clean, wider: str) -> None:
    grid: Grid = [
        ["TIẾN ĐỘ ĐẠI HỘI tính đến ngày 15/5/2025"],
        ["TT", "Tên TCCSĐ", wider, None, "Ghi chú"],
        [None, None, "Duyệt hồ sơ", "Rà soát quy hoạch", None],
        [1, "Đảng bộ Sở Y tế", "5/4/2025", "x", None],
        [2, "Chi bộ Sở Xây dựng", "6/4/2025", "x", None],
    ]
    tables = clean(grid)
    rows = tables["progress"].set_index("milestone")["status"]
    assert rows["dossier_approved"].tolist() == ["not_started"] * 2
    assert rows["personnel_planning"].tolist() == ["done"] * 2


@pytest.mark.parametrize(
    ("heading", "planned", "actual"),
    [
        ("Dự kiến hoàn thành", "2025-05-24", ""),
        ("Ngày hoàn thành", "", "2025-04-30"),
    ],
)
def test_a_day_beside_counts_alone_is_the_end_of_the_sub_cells_congresses(
    clean: Clean, heading: str, planned: str, actual: str
) -> None:
    last: Grid = [
        [1, "Đảng bộ Sở Y tế", 3, 3, actual and "30/4/2025"],
        [2, "Đảng bộ Bệnh viện Đa khoa tỉnh", 8, 7, planned and "24/5/2025"],
    ]
    tables = clean(
        [
            ["ĐẠI HỘI CHI BỘ TRỰC THUỘC tính đến ngày 15/5/2025"],
            ["TT", "Đảng bộ cơ sở", "Tổng số chi bộ", "Đã đại hội", heading],
            *[[*row[:4], row[4] or None] for row in last],
        ]
    )
    assert said_of(tables, "subcell_congresses", "status", "planned_to", "actual_to") == [
        ("Đảng bộ Sở Y tế", "done", "", actual),
        ("Đảng bộ Bệnh viện Đa khoa tỉnh", "in_progress", planned, ""),
    ]


@pytest.mark.parametrize(
    ("first", "last", "due"),
    [
        ("1/3/2025", "30/4/2025", ("2025-03-01", "2025-04-30")),
        ("Tháng 3/2025", "Tháng 4/2025", ("2025-03-01", "2025-04-30")),
        (None, "30/4/2025", ("2025-04-30", "2025-04-30")),
        ("1/3/2025", None, ("NaT", "NaT")),
    ],
)
def test_from_and_to_in_two_columns_are_the_time_of_a_task(
    clean: Clean, first: str | None, last: str | None, due: tuple[str, str]
) -> None:
    tables = clean(
        [
            ["CÔNG VIỆC CHUẨN BỊ ĐẠI HỘI tính đến ngày 31/5/2025"],
            ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian thực hiện", None, "Kết quả"],
            [None, None, None, "Từ ngày", "Đến ngày", None],
            [1, "Đề cương", "Văn phòng", first, last, "xong"],
            [2, "Kinh phí", "Văn phòng", "1/5/2025", "2/6/2025", "đang làm"],
        ]
    )
    row = tables["tasks"].iloc[0]
    assert (str(row["due_from"])[:10], str(row["due_to"])[:10]) == due


def test_spans_and_the_sub_cells_days_may_be_turned_round_as_any_day(clean: Clean) -> None:
    turned = [date(2025, 2, 1), date(2025, 3, 1), date(2025, 4, 1), date(2025, 5, 1)]
    tables = clean(
        [
            ["CÔNG VIỆC CHUẨN BỊ ĐẠI HỘI tính đến ngày 31/5/2025"],
            ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian thực hiện", None, "Kết quả"],
            [None, None, None, "Từ ngày", "Đến ngày", None],
            [1, "Đề cương", "Văn phòng", turned[0], turned[1], "xong"],
            [2, "Kinh phí", "Văn phòng", turned[2], turned[3], "xong"],
            [3, "Nhân sự", "Văn phòng", "13/5/2025", "29/5/2025", "đang làm"],
        ]
    )
    assert tables["tasks"]["due_to"].notna().tolist() == [False, False, True]
    tables = clean(
        [
            ["ĐẠI HỘI CHI BỘ TRỰC THUỘC tính đến ngày 15/5/2025"],
            ["TT", "Đảng bộ cơ sở", "Tổng số chi bộ", "Đã đại hội", "Ngày hoàn thành"],
            [1, "Đảng bộ Sở Y tế", 3, 3, date(2025, 1, 4)],
            [2, "Đảng bộ Bệnh viện Đa khoa tỉnh", 8, 8, date(2025, 1, 5)],
            [3, "Chi bộ Sở Xây dựng", None, None, date(2025, 1, 3)],
            [4, "Chi bộ Công ty Cao su", None, None, "13/4/2025"],
        ]
    )
    assert "date_swapped" in set(tables["findings"]["rule"])
    assert tables["progress"]["actual_to"].isna().all()
