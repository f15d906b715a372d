"""Statistics, rosters, tasks and events as offices lay them out: read as meant, or refused and told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from tests.conftest import REGISTER, Grid, WriteWorkbook

from analysis.as_of import find_as_of, find_period_end
from analysis.cells import Value
from analysis.pipeline.cleaning import clean_folder
from analysis.plan import Plan
from analysis.recognise.fields import field_of

Clean = Callable[..., dict[str, pd.DataFrame]]
ORGANISATION = "Đảng bộ Sở Y tế"
ROSTER: Grid = [["DANH SÁCH ĐẢNG VIÊN ĐẢNG BỘ SỞ Y TẾ"], ["Tính đến ngày 30/6/2025"]]
TASKS: Grid = [["CÔNG VIỆC CHUẨN BỊ ĐẠI HỘI"], ["Tính đến ngày 30/6/2025"]]
DAY: Grid = [["THỐNG KÊ ĐẢNG VIÊN"], ["Tính đến ngày 30/6/2025"]]


@pytest.fixture
def clean(write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan) -> Clean:
    def run(**sheets: Grid) -> dict[str, pd.DataFrame]:
        write_workbook("raw/danh sach.xlsx", A=REGISTER)
        write_workbook("raw/khac.xlsx", **sheets)
        return clean_folder(tmp_path / "raw", plan)

    return run


def counts(tables: dict[str, pd.DataFrame], organisation: str = ORGANISATION) -> dict[str, int]:
    rows = tables["membership"][tables["membership"]["organisation"] == organisation]
    return {str(m): int(c) for m, c in zip(rows["measure"], rows["count"], strict=True)}


def rules(tables: dict[str, pd.DataFrame]) -> set[str]:
    return set(tables["findings"]["rule"])


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (("TỔNG SỐ ĐẢNG VIÊN", "Số lượng"), "total"),
        (("Số lượng đảng viên",), "total"),
        (("Đảng viên DB",), "probationary"),
        (("Đảng viên ưu tú",), None),
        (("Độ tuổi", "Tổng số"), None),
        (("Trong tổng số", "Phụ nữ"), "women"),
        (("Tuổi đời", "Dưới 35 tuổi", "TS"), "age__34"),
        (("Tuổi đời", "Dưới 35 tuổi", "Nữ"), None),
        (("Nữ", "Dưới 30"), None),
        (("Đảng viên nữ", "Dự bị"), None),
        (("Giới tính, dân tộc, tôn giáo", "Dân tộc thiểu số"), "ethnic_minority"),
        (("Chỉ tiêu kết nạp",), "note"),
        (("Chuyển chính thức",), "note"),
        (("ĐV miễn CT&SHĐ",), "exempt"),
        (("LLCT", "Cử nhân"), "theory_bachelor"),
        (("Tuổi Đảng", "Dưới 30"), None),
        (("Độ tuổi", "Từ 18 đến dưới 30"), "age_18_29"),
        (("Từ 30 đến dưới 40",), "age_30_39"),
    ],
)
def test_a_part_of_a_part_is_no_measure(path: tuple[str, ...], field: str | None) -> None:
    assert field_of("membership", path) == field


def test_doctors_stand_beside_masters(clean: Clean) -> None:
    grid: Grid = [
        *DAY,
        ["TT", "Đơn vị", "Tổng số", "Chuyên môn", None, None],
        [None, None, None, "ĐH", "ThS", "TS"],
        [1, ORGANISATION, 10, 5, 3, 2],
    ]
    read = counts(clean(A=grid))
    assert (read["total"], read["education_master"], read["education_doctorate"]) == (10, 3, 2)


def test_of_two_dated_totals_the_first_opens_the_period(clean: Clean) -> None:
    grid: Grid = [
        ["TĂNG GIẢM"],
        ["Tính đến ngày 30/6/2025"],
        ["TT", "Đơn vị", "Tổng số ĐV 31/12/2024", "Kết nạp", "Chuyển đi", "Tổng số ĐV 30/6/2025"],
        [1, ORGANISATION, 10, 3, 1, 12],
    ]
    assert counts(clean(A=grid)) == {"opening": 10, "admitted": 3, "transferred_out": 1, "closing": 12}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("THỐNG KÊ ĐẢNG VIÊN QUÝ II/2025", date(2025, 6, 30)),
        ("TĂNG GIẢM ĐẢNG VIÊN 6 THÁNG ĐẦU NĂM 2025", date(2025, 6, 30)),
        ("Thống kê đảng viên quý I/2025 và quý II/2025", None),
    ],
)
def test_statistics_of_a_period_are_of_its_last_day(text: str, day: date | None) -> None:
    assert find_period_end(text) == day


def test_a_day_beside_its_label_dates_the_report(clean: Clean) -> None:
    assert find_as_of("Thời điểm tính: ngày 30 tháng 6 năm 2025") == date(2025, 6, 30)
    grid: Grid = [
        ["PHIẾU THỐNG KÊ"],
        ["Tên đơn vị:", ORGANISATION],
        ["Thời điểm báo cáo:", date(2025, 3, 31)],
        ["Tổng số đảng viên", 10],
        ["- Dự bị", 1],
        ["Đảng viên nữ", 4],
    ]
    tables = clean(A=grid)
    assert counts(tables) == {"total": 10, "probationary": 1, "women": 4}
    assert set(tables["membership"]["as_of"].astype(str)) == {"2025-03-31"}


class TestRosters:
    HEADINGS = ("TT", "Họ và tên", "Ngày sinh", "Giới tính", "Tôn giáo", "Ngày vào Đảng", "Chính thức")

    def people(self, *rows: list[Value]) -> Grid:
        return [*ROSTER, [*self.HEADINGS], *rows]

    def test_religion_and_status_in_words_are_counted(self, clean: Clean) -> None:
        grid = self.people(
            [1, "Người Mẫu Một", 1980, "Nữ", "Công giáo", "1/2/2020", "1/2/2021"],
            [2, "Người Mẫu Hai", 1981, "Nam", "Không", "1/2/2025", "Dự bị"],
        )
        read = counts(clean(A=grid))
        assert (read["full"], read["probationary"], read["women"], read["religious"]) == (1, 1, 1, 1)

    def test_what_one_row_leaves_open_is_not_counted(self, clean: Clean) -> None:
        grid = self.people(
            [1, "Người Mẫu Một", 1980, "Nữ", None, "1/2/2020", "1/2/2021"],
            [2, "Người Mẫu Hai", 1981, "Nam", None, "1/2/2025", "x y z"],
            [3, "Người Mẫu Ba", "??", None, None, "1/2/2020", "1/2/2021"],
        )
        tables = clean(A=grid)
        assert counts(tables) == {"total": 3, "religious": 0}
        assert "roster_left_open" in rules(tables)

    def test_a_list_of_some_members_is_no_count_of_all(self, clean: Clean) -> None:
        row: list[Value] = [1, "Người Mẫu Một", 1980, "Nữ", None, "1/2/2025", None]
        grid = [["DANH SÁCH ĐẢNG VIÊN MỚI KẾT NẠP ĐẢNG BỘ SỞ Y TẾ"], *self.people(row)[1:]]
        tables = clean(A=grid)
        assert counts(tables) == {}
        assert "not_all_members" in rules(tables)

    def test_words_in_an_organisations_name_are_no_words_about_its_members(self, clean: Clean) -> None:
        row: list[Value] = [1, "Người Mẫu Một", 1980, "Nữ", None, "1/2/2020", "1/2/2021"]
        grid: Grid = [["DANH SÁCH ĐẢNG VIÊN CHI BỘ HỘI PHỤ NỮ"], *self.people(row)[1:]]
        assert "not_all_members" not in rules(clean(A=grid))

    def test_a_list_over_two_tables_is_one_list(self, clean: Clean) -> None:
        heading = ["TT", "Họ và tên", "Ngày sinh", "Chính thức"]
        people: Grid = [
            [n, f"Người Mẫu {n}", 1980, "1/2/2001", None, n + 2, f"Người Mẫu {n + 2}", 1981, "1/2/2001"]
            for n in (1, 2)
        ]
        tables = clean(
            A=[*ROSTER, [*heading, None, *heading], *people], B=[*ROSTER, heading, [5, "Người Mẫu 5", 1982]]
        )
        assert (counts(tables)["total"], counts(tables)["full"]) == (5, 4)

    def test_a_numbered_row_that_names_a_cell_is_nobody(self, clean: Clean) -> None:
        row: list[Value] = [1, "Người Mẫu Một", 1980, "Nữ", None, "1/2/2020", "1/2/2021"]
        other: list[Value] = [2, "Người Mẫu Hai", *row[2:]]
        grid = self.people([1, "Chi bộ trực thuộc 1"], row, [2, "Chi bộ Sở Xây dựng"], other)
        tables = clean(A=grid)
        assert (counts(tables)["total"], counts(tables, "Chi bộ Sở Xây dựng")["total"]) == (1, 1)

    @pytest.mark.parametrize("remark", ["Từ trần tháng 1/2025", "Đã chuyển đi", "Xóa tên"])
    def test_whether_one_who_left_counts_is_left_open(self, clean: Clean, remark: str) -> None:
        heading = [*self.HEADINGS, "Ghi chú"]
        row: list[Value] = [1, "Người Mẫu Một", 1980, "Nữ", None, "1/2/2020", "1/2/2021", remark]
        assert counts(clean(A=[*ROSTER, [*heading], row])) == {}

    def test_a_mark_under_one_of_two_headings_says_which(self, clean: Clean) -> None:
        grid: Grid = [
            *ROSTER,
            ["TT", "Họ đệm", "Tên", "Ngày sinh", "Giới tính", None, "Dân tộc", None, "Ngày vào Đảng"],
            [None, None, None, None, "Nam", "Nữ", "Kinh", "Khác"],
            [1, "Người Mẫu", "Một", "1/2/1980", None, "x", "x", None, "1/2/2005"],
            [2, "Người Mẫu", "Hai", "1/2/1980", "x", None, None, "Ba Na", "1/2/2005"],
        ]
        read = counts(clean(A=grid))
        assert (read["total"], read["women"], read["ethnic_minority"]) == (2, 1, 1)

    def test_sub_cells_stand_beside_organisations(self, clean: Clean) -> None:
        grid: Grid = [
            ["DANH SÁCH ĐẢNG VIÊN"],
            ROSTER[1],
            ["TT", "TCCSĐ", "Chi bộ", "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Chính thức"],
            [1, ORGANISATION, "Chi bộ 1", "Người Mẫu Một", 1980, "1/2/2005", "1/2/2006"],
        ]
        assert counts(clean(A=grid))["total"] == 1

    def test_a_sheet_or_section_names_the_organisation(self, clean: Clean) -> None:
        row: list[Value] = [1, "Người Mẫu Một", 1980, "Nữ", "Không", "1/2/2020", "1/2/2021"]
        grid = [["DANH SÁCH ĐẢNG VIÊN"], *self.people(row)[1:3]]
        labelled: Grid = [*grid, ["Đơn vị: Chi bộ Sở Xây dựng"], row]
        tables = clean(**{ORGANISATION: [*grid, row], "B": labelled})
        assert counts(tables)["total"] == counts(tables, "Chi bộ Sở Xây dựng")["total"] == 1


class TestTasks:
    def test_the_end_of_a_span_is_the_due_date(self, clean: Clean) -> None:
        grid: Grid = [
            *TASKS,
            ["TT", "Công việc", "Đơn vị thực hiện", "Thời gian", None, "Kết quả"],
            [None, None, None, "Bắt đầu", "Kết thúc"],
            [1, "Đề cương", "Văn phòng", "1/2/2025", "28/2/2025", "xong"],
        ]
        row = clean(A=grid)["tasks"].iloc[0]
        assert (str(row["due_to"])[:10], row["status"]) == ("2025-02-28", "done")

    def test_one_column_for_each_state(self, clean: Clean) -> None:
        grid: Grid = [
            *TASKS,
            ["TT", "Công việc", "Chủ trì", "Thời hạn", "Trạng thái", None, None],
            [None, None, None, None, "Đã xong", "Đang làm", "Chưa làm"],
            [1, "Đề cương", "Văn phòng", "28/2/2025", "x"],
            [2, "Dự thảo", "Văn phòng", "28/2/2025", None, "x"],
            [3, "Nhân sự", "Văn phòng", "28/2/2025", "x", "x"],
            [4, "Kinh phí", "Văn phòng", "28/2/2025", None, None, "x"],
        ]
        tables = clean(A=grid)
        assert tables["tasks"]["status"].tolist() == ["done", "in_progress", "not_started"]
        assert "marked_twice" in rules(tables)

    def test_two_columns_of_states_leave_the_state_open(self, clean: Clean) -> None:
        grid: Grid = [
            *TASKS,
            ["TT", "Công việc", "Chủ trì", "Thời hạn", "Tình trạng", "Kết quả"],
            [1, "Đề cương", "Văn phòng", "28/2/2025", "xong", "chưa"],
        ]
        tables = clean(A=grid)
        assert tables["tasks"].empty
        assert "heading_twice" in rules(tables)


def test_the_number_and_day_of_a_decision_are_no_second_date(clean: Clean) -> None:
    grid: Grid = [
        ["BIẾN ĐỘNG TỔ CHỨC"],
        [
            "TT",
            "Loại biến động",
            "Tổ chức đảng cũ",
            "Tổ chức đảng mới",
            "Số, ngày quyết định",
            "Ngày có hiệu lực",
        ],
        [1, "Hợp nhất", "Chi bộ Sở Xây dựng", ORGANISATION, "Số 3-QĐ/TU ngày 1/2/2025", "1/3/2025"],
    ]
    row = clean(A=grid)["events"].iloc[0]
    assert (row["event"], str(row["event_from"])[:10], row["target"]) == ("merge", "2025-03-01", ORGANISATION)


@pytest.mark.parametrize(
    ("title", "total"),
    [
        ("THỐNG KÊ ĐẢNG VIÊN", "Tổng số"),
        ("THỐNG KÊ CẤP ỦY VIÊN", "Tổng số"),
        ("CƠ CẤU BAN CHẤP HÀNH CÁC CHI, ĐẢNG BỘ", "Tổng số"),
        ("THỐNG KÊ ĐẢNG VIÊN MỚI KẾT NẠP", "Tổng số"),
        ("BIỂU TỔNG HỢP", "Tổng số đại biểu"),
        ("KẾ HOẠCH KẾT NẠP ĐẢNG VIÊN", "Tổng số"),
    ],
)
def test_others_than_all_members_are_not_counted(clean: Clean, title: str, total: str) -> None:
    grid: Grid = [[title], DAY[1], ["TT", "Đơn vị", total, "Nữ", "Tôn giáo"], [1, ORGANISATION, 9, 2, 1]]
    tables = clean(A=grid)
    assert ("not_all_members" in rules(tables)) == (title != "THỐNG KÊ ĐẢNG VIÊN")
    assert bool(counts(tables)) == (title == "THỐNG KÊ ĐẢNG VIÊN")


def test_of_a_merger_with_another_it_is_not_said_which_goes(clean: Clean) -> None:
    grid: Grid = [
        ["BIẾN ĐỘNG TỔ CHỨC"],
        ["TT", "Tổ chức đảng", "Biến động", "Ngày hiệu lực"],
        [1, ORGANISATION, "Sáp nhập với Chi bộ Sở Xây dựng", "1/3/2025"],
        [2, "Chi bộ Sở Xây dựng", f"Nhập vào {ORGANISATION}", "1/3/2025"],
    ]
    tables = clean(A=grid)
    assert tables["events"]["organisation"].tolist() == ["Chi bộ Sở Xây dựng"]
    assert "event_unknown" in rules(tables)


def test_a_task_is_not_done_on_a_day_to_come(clean: Clean) -> None:
    grid: Grid = [
        *TASKS,
        ["TT", "Công việc", "Chủ trì", "Thời hạn", "Tình trạng", "Ngày hoàn thành"],
        [1, "Đề cương", "Văn phòng", "hàng tháng", None, "28/7/2025"],
    ]
    tables = clean(A=grid)
    assert tables["tasks"]["status"].tolist() == ["not_started"]
    assert rules(tables) & {"date_after_as_of", "date_unreadable"} == {"date_after_as_of"}
