"""Tasks with a share of the work beside their state; events told by the sections that they stand in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from tests.conftest import REGISTER, Grid, WriteWorkbook

from analysis.cells import Value
from analysis.clean.events import event_of
from analysis.personal import names_organisation
from analysis.pipeline.cleaning import clean_folder
from analysis.plan import Plan

Clean = Callable[[Grid], dict[str, pd.DataFrame]]
TASKS: Grid = [["CÔNG VIỆC CHUẨN BỊ ĐẠI HỘI"], ["Cập nhật ngày 30/5/2025"]]
HEADINGS = [
    "TT",
    "Công việc",
    "Đơn vị phụ trách",
    "Hạn",
    "Trạng thái",
    "Mức độ hoàn thành",
    "Ngày hoàn thành",
]


@pytest.fixture
def clean(write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan) -> Clean:
    def run(grid: Grid) -> dict[str, pd.DataFrame]:
        write_workbook("raw/danh sach.xlsx", A=REGISTER)
        write_workbook("raw/khac.xlsx", A=grid)
        return clean_folder(tmp_path / "raw", plan)

    return run


def states(tables: dict[str, pd.DataFrame]) -> dict[str, str]:
    return {str(row.task): str(row.status) for row in tables["tasks"].itertuples()}


def test_a_share_of_the_work_stands_beside_the_state(clean: Clean) -> None:
    rows: Grid = [
        [1, "Báo cáo chính trị", "Tổ Biên tập", "20/5/2025", "Hoàn thành", 1, "19/5/2025"],
        [2, "Đề án nhân sự", "Tiểu ban Nhân sự", "10/6/2025", "Đang thực hiện", 0.4, None],
        [3, "Kịch bản", "Văn phòng", "tháng 7/2025", "Chưa bắt đầu", 0, None],
    ]
    tables = clean([*TASKS, HEADINGS, *rows])
    assert list(states(tables).values()) == ["done", "in_progress", "not_started"]
    assert "heading_twice" not in set(tables["findings"]["rule"])


@pytest.mark.parametrize(("state", "share"), [("Hoàn thành", 0.8), ("Chưa bắt đầu", "50%")])
def test_a_state_that_its_share_contradicts_is_refused(clean: Clean, state: str, share: Value) -> None:
    rows: Grid = [[1, "Báo cáo chính trị", "Tổ Biên tập", "20/5/2025", state, share, None]]
    tables = clean([*TASKS, HEADINGS, *rows, [2, "Kịch bản", "Văn phòng", None, "Hoàn thành", 1, None]])
    assert states(tables) == {"Kịch bản": "done"}
    assert "marked_twice" in set(tables["findings"]["rule"])


def test_of_two_columns_of_results_the_one_in_known_words_is_the_state(clean: Clean) -> None:
    headings = ["TT", "Công việc", "Đơn vị phụ trách", "Hạn", "Kết quả thực hiện", "Tình trạng"]
    rows: Grid = [
        [1, "Báo cáo chính trị", "Tổ Biên tập", "20/5/2025", "Đã xin ý kiến ba lần", "Xong"],
        [2, "Đề án nhân sự", "Tiểu ban Nhân sự", "10/6/2025", "Dự thảo lần hai", "Đang làm"],
    ]
    assert list(states(clean([*TASKS, headings, *rows])).values()) == ["done", "in_progress"]


def test_boxes_that_nothing_heads_are_the_states_of_a_list_to_tick_off(clean: Clean) -> None:
    rows: Grid = [
        ["☑", "Kế hoạch", "Văn phòng", "28/2/2025", "25/2/2025"],
        ["☑", "Khẩu hiệu", "Tuyên giáo", "tháng 5/2025", None],
        ["☐", "Đề án nhân sự", "Ban Tổ chức", "15/6/2025", None],
    ]
    tables = clean([*TASKS, [None, "Việc", "Ai làm", "Hạn", "Xong ngày"], *rows])
    assert list(states(tables).values()) == ["done", "done", "not_started"]
    assert str(tables["tasks"]["done_to"][0])[:10] == "2025-02-25"


@pytest.mark.parametrize(
    ("heading", "first"), [("Hoàn thành trước ngày", None), ("Hạn hoàn thành", "2025-06-15")]
)
def test_a_day_below_before_is_the_last_of_many(clean: Clean, heading: str, first: str | None) -> None:
    headings = ["TT", "Công việc", "Đơn vị phụ trách", heading, "Kết quả"]
    tables = clean([*TASKS, headings, [1, "Đề án nhân sự", "Ban Tổ chức", "15/6/2025", "chưa"]])
    row = tables["tasks"].iloc[0]
    told = None if pd.isna(row["due_from"]) else str(row["due_from"])[:10]
    assert (told, str(row["due_to"])[:10]) == (first, "2025-06-15")


def test_a_section_says_what_happened_to_those_below(clean: Clean) -> None:
    grid: Grid = [
        ["SỔ THEO DÕI THÀNH LẬP, TẠM DỪNG TCCSĐ NĂM 2025"],
        ["Số TT", "Tên tổ chức đảng", "Số quyết định", "Ngày ban hành", "Thời điểm thực hiện", "Số ĐV"],
        ["I. Thành lập mới"],
        [1, "Chi bộ Sở Xây dựng", "87-QĐ/ĐUK", "10/1/2025", "15/1/2025", 9],
        ["II. Tạm dừng hoạt động"],
        [1, "Chi bộ Công ty Cao su", "61-TB/ĐUK", "8/4/2025", "10/4/2025", 10],
        ["III. Hoạt động trở lại"],
        [1, "Chi bộ Công ty Cao su", "79-TB/ĐUK", "30/5/2025", "2/6/2025", 10],
    ]
    tables = clean(grid)
    told = [(row.event, str(row.event_from)[:10]) for row in tables["events"].itertuples()]
    assert sorted(told) == [("establish", "2025-01-15"), ("pause", "2025-04-10"), ("resume", "2025-06-02")]
    periods = tables["organisations"].set_index("organisation")
    assert str(periods.loc["Chi bộ Sở Xây dựng", "valid_from"])[:10] == "2025-01-15"
    assert len(periods.loc[["Chi bộ Công ty Cao su"]]) == 2


def test_a_column_of_events_is_known_by_its_cells(clean: Clean) -> None:
    """Whatever stands above it: "Loại thay đổi", "Phương án"."""
    grid: Grid = [
        ["THAY ĐỔI TỔ CHỨC TRONG THÁNG 6/2025"],
        ["STT", "Phương án", "Tổ chức đảng", "Tổ chức tiếp nhận", "Ngày hiệu lực", "QĐ số"],
        [1, "Hợp nhất", "Chi bộ Sở Xây dựng", "Đảng bộ Sở Y tế", "01/6/2025", "31-QĐ/ĐUK"],
        [2, "Giải thể", "Chi bộ Công ty Cao su", None, "16/6/2025", "38-QĐ/ĐUK"],
    ]
    told = [(row.event, str(row.event_from)[:10]) for row in clean(grid)["events"].itertuples()]
    assert sorted(told) == [("dissolve", "2025-06-16"), ("merge", "2025-06-01")]


def test_sections_of_types_are_no_events(clean: Clean) -> None:
    grid: Grid = [
        ["DANH SÁCH LIÊN HỆ"],
        ["TT", "Tên tổ chức đảng", "Số quyết định", "Ngày ban hành"],
        ["I. Khối hành chính"],
        [1, "Chi bộ Sở Xây dựng", "87-QĐ/ĐUK", "10/1/2025"],
    ]
    assert clean(grid)["events"].empty


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Thành lập mới", "establish"),
        ("Thành lập trên cơ sở hợp nhất hai chi bộ", "merge"),
        ("Chia tách, thành lập mới", "split"),
        ("Chưa thành lập", None),
    ],
)
def test_founding_is_an_event_where_nothing_else_says_how(text: str, event: str | None) -> None:
    assert event_of(text) == event


def test_a_standing_committee_is_an_office() -> None:
    assert names_organisation("Thường trực Đảng ủy")
    assert not names_organisation("Thường trực")


def test_the_section_or_the_title_of_a_list_may_say_the_state_of_its_tasks(clean: Clean) -> None:
    head = ["TT", "Nội dung", "Cơ quan chủ trì", "Hạn"]
    tables = clean(
        [
            *TASKS,
            ["I. Việc đang thực hiện (02 việc)"],
            head,
            [1, "Dự thảo báo cáo chính trị lần 3", "Tiểu ban Văn kiện", "15/6/2025"],
            [2, "Chỉnh trang hội trường", None, "20/6/2025"],
            [],
            ["II. Việc chưa triển khai"],
            head,
            [1, "In tài liệu", "Văn phòng", "10/7/2025"],
        ]
    )
    assert states(tables) == {
        "Dự thảo báo cáo chính trị lần 3": "in_progress",
        "Chỉnh trang hội trường": "in_progress",
        "In tài liệu": "not_started",
    }
