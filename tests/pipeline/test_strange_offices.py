"""What strange offices wrote when they were first read: each claim is one habit of a clerk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from tests.conftest import REGISTER, Grid, WriteWorkbook
from tests.pipeline.conftest import said_of

from analysis.cells import Value
from analysis.pipeline.cleaning import clean_folder
from analysis.plan import Plan

Tables = dict[str, pd.DataFrame]
Clean = Callable[..., Tables]
BANNER: Grid = [["BÁO CÁO TIẾN ĐỘ ĐẠI HỘI"], ["Tính đến ngày 15/5/2025"], []]


@pytest.fixture
def clean(write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan) -> Clean:
    """Cleans a sheet beside the usual register, or beside its own."""

    def run(grid: Grid | None = None, register: Grid = REGISTER, **sheets: Grid) -> Tables:
        write_workbook("raw/danh sach.xlsx", **(sheets or {"A": register}))
        if grid is not None:
            write_workbook("raw/bieu.xlsx", Biểu=grid)
        return clean_folder(tmp_path / "raw", plan)

    return run


def _merge(path: Path, *ranges: str) -> None:
    book = openpyxl.load_workbook(path)
    for cells in ranges:
        book.active.merge_cells(cells)
    book.save(path)


def _counts(tables: Tables) -> dict[str, int]:
    rows = tables["membership"].query("organisation == 'Đảng bộ Sở Y tế'")
    return dict(zip(rows["measure"], rows["count"].astype(int), strict=True))


def _kinds_and_types(tables: Tables) -> list[tuple[str, ...]]:
    rows = tables["organisations"][["organisation", "organisation_kind", "organisation_type"]]
    return [tuple(map(str, row)) for row in rows.itertuples(index=False)]


HEALTH = ("Đảng bộ Sở Y tế", "party_committee", "administrative")
SCHOOL = ("Chi bộ Trường Chính trị", "party_cell", "public_service")
RUBBER = ("Chi bộ Công ty Cao su", "party_cell", "enterprise")


@pytest.mark.parametrize(
    "grid",
    [
        [
            ["TT", "Tên TCCSĐ", "ĐV hành chính", "ĐV sự nghiệp", "Doanh nghiệp", "Đảng viên"],
            [1, HEALTH[0], "x", None, None, 86], [2, SCHOOL[0], None, "x", None, 9],
            [3, RUBBER[0], None, None, "x", 8],
        ],
        [
            ["Khối", "TT", "Tên đơn vị", "Số chi bộ", "Đảng viên"],
            ["Hành chính", 1, HEALTH[0], 3, 86], ["Sự nghiệp", 2, SCHOOL[0], None, 9],
            [None, 3, "Chi bộ Báo", None, 5],
            [None, 4, "Chi bộ Đài", None, 5], [None, 5, "Chi bộ Trường A", None, 5],
            ["Doanh nghiệp", 6, RUBBER[0], None, 8],
        ],
        [
            ["TT", "Tên TCCSĐ", "LH", "Số CBTT", "Số ĐV"],
            [1, HEALTH[0], "HC", 3, 86], [2, SCHOOL[0], "SN", None, 9], [3, RUBBER[0], "DN", None, 8],
        ],
        [
            ["TT", "Tên TCCSĐ", "Đảng bộ CS", "Chi bộ CS", "Loại hình", "Đảng viên"],
            [1, HEALTH[0], "x", None, "Hành chính", 86], [2, SCHOOL[0], None, "x", "Sự nghiệp", 9],
            [3, RUBBER[0], None, "x", "Doanh nghiệp", 8],
        ],
    ],
)  # fmt: skip
def test_types_and_kinds_are_read_from_crosses_codes_and_names_written_once(clean: Clean, grid: Grid) -> None:
    tables = clean(register=[["DANH SÁCH TỔ CHỨC CƠ SỞ ĐẢNG"], [], *grid])
    found = _kinds_and_types(tables)
    assert [one for one in (HEALTH, SCHOOL, RUBBER) if one in found] == [HEALTH, SCHOOL, RUBBER]
    assert not set(tables["findings"]["rule"]) & {"heading_twice", "type_unknown", "heading_unused"}


def test_a_type_forgotten_among_many_is_not_taken_from_the_row_above(clean: Clean) -> None:
    rows: Grid = [
        [1, HEALTH[0], "Hành chính", 3, 86],
        [2, SCHOOL[0], "Hành chính", None, 9],
        [3, RUBBER[0], None, None, 8],
    ]
    tables = clean(register=[["TT", "Tên TCCSĐ", "Loại hình", "Số chi bộ", "Số đảng viên"], *rows])
    assert [one for _, _, one in _kinds_and_types(tables)] == ["administrative", "administrative", "unknown"]
    assert "type_unknown" in set(tables["findings"]["rule"])


def test_a_sheet_for_each_type_gives_the_type(clean: Clean) -> None:
    head = ["STT", "Tên TCCSĐ", "Số CB trực thuộc", "Số đảng viên"]
    title = ["ĐẢNG BỘ KHỐI CƠ QUAN VÀ DOANH NGHIỆP TỈNH"]
    tables = clean(HC=[title, head, [1, HEALTH[0], 3, 86]], DN=[title, head, [1, RUBBER[0], None, 8]])
    assert _kinds_and_types(tables) == [HEALTH, RUBBER]


def test_a_name_parted_over_two_columns_is_one_name(clean: Clean, tmp_path: Path, plan: Plan) -> None:
    head = ["TT", "Tên tổ chức đảng", None, "Tổng số ĐV", "Nữ", "Dự bị"]
    clean(
        [
            ["Số liệu đến 31/3/2025"],
            [],
            head,
            [1, "Đảng bộ", "Sở Y tế", 86, 20, 2],
            [2, "Chi bộ", "Sở Xây dựng", 9, 1, 0],
        ]
    )
    _merge(tmp_path / "raw/bieu.xlsx", "B3:C3")
    tables = clean_folder(tmp_path / "raw", plan)
    assert _counts(tables) == {"total": 86, "women": 20, "probationary": 2}


def test_ditto_marks_mean_what_stands_above(clean: Clean) -> None:
    rows: Grid = [
        [1, "Đảng bộ Sở Y tế", "Đã xong", "Đang làm"],
        [2, "Chi bộ Sở Xây dựng", "nt", '"'],
        [3, "Đảng bộ Bệnh viện Đa khoa tỉnh", None, "x"],
        [4, "Chi bộ Công ty Cao su", "nt", "như trên"],
    ]
    tables = clean([*BANNER, ["TT", "Tên TCCSĐ", "Quy hoạch", "Văn kiện"], *rows])
    statuses = [status for _, status in said_of(tables, "documents_drafted", "status")]
    assert statuses == ["in_progress", "in_progress", "done", "done"]
    assert [s for _, s in said_of(tables, "personnel_planning", "status")] == ["done", "done", "not_started"]
    assert list(tables["findings"]["rule"]) == ["status_unreadable"]


def test_a_cross_under_a_month_is_a_plan_for_that_month(clean: Clean, tmp_path: Path, plan: Plan) -> None:
    clean(
        [
            ["LỊCH ĐẠI HỘI"], ["(lập ngày 28/02/2025)"], [],
            ["TT", "Tên TCCSĐ", "Dự kiến thời gian đại hội năm 2025", None, None],
            [None, None, "Tháng 4", "Tháng 5", "Tháng 6"],
            [1, "Đảng bộ Sở Y tế", None, "x", None],
            [2, "Chi bộ Sở Xây dựng", None, "x", "x"],
        ]
    )  # fmt: skip
    _merge(tmp_path / "raw/bieu.xlsx", "C4:E4", "A4:A5", "B4:B5")
    tables = clean_folder(tmp_path / "raw", plan)
    planned = said_of(tables, "congress_held", "status", "planned_from", "planned_to")
    assert planned[0] == ("Đảng bộ Sở Y tế", "not_started", "2025-05-01", "2025-05-31")
    assert planned[1][2:] == ("", "")
    assert "date_unreadable" in set(tables["findings"]["rule"])


def test_two_columns_from_and_to_are_one_congress(clean: Clean) -> None:
    head = ["TT", "Tên TCCSĐ", "Dự kiến đại hội", None]
    grid = [
        *BANNER,
        head,
        [None, None, "Từ ngày", "Đến ngày"],
        [1, "Đảng bộ Sở Y tế", "20/5/2025", "21/5/2025"],
    ]
    tables = clean([*grid, [2, "Chi bộ Sở Xây dựng", "1/5/2025", "1/5/2025"]])
    assert said_of(tables, "congress_held", "status", "planned_from", "planned_to") == [
        ("Đảng bộ Sở Y tế", "not_started", "2025-05-20", "2025-05-21"),
        ("Chi bộ Sở Xây dựng", "not_started", "2025-05-01", "2025-05-01"),
    ]


def test_figures_under_a_title_about_sub_cells_count_them(clean: Clean) -> None:
    head = ["STT", "Đảng bộ", "Số chi bộ thuộc diện ĐH", "ĐH xong", "Đang chuẩn bị"]
    grid = [["KẾT QUẢ ĐẠI HỘI CÁC CHI BỘ TRỰC THUỘC"], ["(đến 28/3/2025)"], [], head]
    tables = clean([*grid, [1, "Sở Y tế", 3, 1, 2], [2, "Bệnh viện Đa khoa tỉnh", 8, 8, 0]])
    assert said_of(tables, "subcell_congresses", "held", "required") == [
        ("Đảng bộ Sở Y tế", "1", "3"),
        ("Đảng bộ Bệnh viện Đa khoa tỉnh", "8", "8"),
    ]
    assert said_of(tables, "congress_held", "status") == []


def test_a_list_of_organisations_and_milestones_is_progress(clean: Clean) -> None:
    rows: Grid = [
        [1, "Đảng bộ Sở Y tế", "Quy hoạch cấp ủy", "Hoàn thành", "12/12/2024"],
        [2, None, "Dự thảo văn kiện", "Đang làm", None],
        [3, "Chi bộ Sở Xây dựng", "Quy hoạch cấp ủy", "Chưa", None],
    ]
    tables = clean([*BANNER, ["STT", "Tên TCCSĐ", "Đầu việc", "Kết quả", "Ngày hoàn thành"], *rows])
    assert said_of(tables, "personnel_planning", "status", "actual_from") == [
        ("Đảng bộ Sở Y tế", "done", "2024-12-12"),
        ("Chi bộ Sở Xây dựng", "not_started", ""),
    ]
    assert said_of(tables, "documents_drafted", "status") == [("Đảng bộ Sở Y tế", "in_progress")]
    assert tables["tasks"].empty


def test_a_coloured_blank_cell_is_told_and_never_read(clean: Clean, tmp_path: Path, plan: Plan) -> None:
    clean()
    with xlsxwriter.Workbook(str(tmp_path / "raw/mau.xlsx")) as workbook:
        sheet = workbook.add_worksheet()
        green = workbook.add_format({"bg_color": "#92D050"})
        rows: Grid = [*BANNER, ["TT", "Tên TCCSĐ", "Quy hoạch", "Dự kiến đại hội"]]
        rows = [
            *rows,
            [1, "Đảng bộ Sở Y tế", None, "20/5/2025"],
            [2, "Chi bộ Sở Xây dựng", None, "21/5/2025"],
        ]
        for r, row in enumerate(rows):
            sheet.write_row(r, 0, row)
        sheet.write_blank(4, 2, None, green)
    tables = clean_folder(tmp_path / "raw", plan)
    assert said_of(tables, "personnel_planning", "status") == [("Chi bộ Sở Xây dựng", "not_started")]
    assert "marked_by_colour" in set(tables["findings"]["rule"])


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("x (đã gửi báo cáo)", "done"), ("+", "done"), ("☒", "done"), ("☐", "not_started"),
        ("Đang chỉnh sửa (lần 2)", "in_progress"), ("x (chưa ký)", None), ("x (80%)", None),
    ],
)  # fmt: skip
def test_a_mark_with_a_remark_that_takes_nothing_back_is_the_mark(
    clean: Clean, said: Value, status: str | None
) -> None:
    tables = clean([*BANNER, ["TT", "Tên TCCSĐ", "Quy hoạch"], [1, "Đảng bộ Sở Y tế", said]])
    assert said_of(tables, "personnel_planning", "status") == (
        [("Đảng bộ Sở Y tế", status)] if status else []
    )


def test_a_state_below_a_wider_heading_is_a_state_of_it(clean: Clean) -> None:
    head = ["TT", "Tên TCCSĐ", "Tình trạng đại hội", None, None, "Thời gian tổ chức"]
    states = [None, None, "Đã tổ chức", "Đang chuẩn bị", "Chưa triển khai"]
    rows: Grid = [
        [1, "Đảng bộ Sở Y tế", "x", None, None, "12/5/2025"],
        [2, "Chi bộ Sở Xây dựng", None, "x", None, None],
        [3, "Chi bộ Công ty Cao su", None, None, "x", None],
    ]
    tables = clean([*BANNER, head, states, *rows])
    assert said_of(tables, "congress_held", "status", "actual_from") == [
        ("Đảng bộ Sở Y tế", "done", "2025-05-12"),
        ("Chi bộ Sở Xây dựng", "in_progress", ""),
        ("Chi bộ Công ty Cao su", "not_started", ""),
    ]


def test_the_women_among_the_probationary_are_not_the_women(clean: Clean, tmp_path: Path, plan: Plan) -> None:
    clean(
        [
            ["THỐNG KÊ ĐẢNG VIÊN NĂM 2024"], [],
            ["TT", "Tên TCCSĐ", "Tổng số", "Đảng viên dự bị", None, "Miễn SH"],
            [None, None, None, "Tổng số", "Nữ", None],
            [1, "Đảng bộ Sở Y tế", 86, 5, 2, 1], [2, "Chi bộ Sở Xây dựng", 9, 1, 0, 0],
        ]
    )  # fmt: skip
    _merge(tmp_path / "raw/bieu.xlsx", "D3:E3", "A3:A4", "B3:B4", "C3:C4", "F3:F4")
    tables = clean_folder(tmp_path / "raw", plan)
    assert _counts(tables) == {"total": 86, "probationary": 5, "exempt": 1}
    assert set(tables["membership"]["as_of"].astype(str)) == {"2024-12-31"}


def test_short_headings_of_statistics_are_known(clean: Clean) -> None:
    head = ["STT", "Tên TCCSĐ", "TS đảng viên", "CT", "DB", "Nữ", "DTTS", "TG", "MSH", "Đến", "Đi"]
    tables = clean([["Số liệu 31/3/2025"], [], head, [1, "Đảng bộ Sở Y tế", 86, 84, 2, 20, 5, 1, 3, 4, 6]])
    names = "total full probationary women ethnic_minority religious exempt transferred_in transferred_out"
    assert _counts(tables) == dict(zip(names.split(), [86, 84, 2, 20, 5, 1, 3, 4, 6], strict=True))


def test_a_roster_counts_its_own_crosses_and_religions(clean: Clean) -> None:
    head = ["STT", "Họ tên", "Nam", "Nữ", "Năm sinh", "Dân tộc", "Tôn giáo", "Ngày vào Đảng", "Dự bị"]
    grid = [["DANH SÁCH ĐẢNG VIÊN ĐẢNG BỘ SỞ Y TẾ"], ["Đến ngày 20/02/2025"], [], head]
    people: Grid = [
        [1, "A B", "x", None, 1980, "Kinh", "Không", "3/2/2010", None],
        [2, "C D", None, "x", 1990, "Tày", "Công giáo", "3/2/2024", "x"],
    ]
    counts = _counts(clean([*grid, *people]))
    names = ("total", "full", "probationary", "women", "ethnic_minority", "religious")
    assert [counts[name] for name in names] == [2, 1, 1, 1, 1, 1]


def test_the_two_parts_of_the_documents_are_one_milestone(clean: Clean) -> None:
    head = ["TT", "Tên TCCSĐ", "Dự thảo báo cáo chính trị", "Dự thảo báo cáo kiểm điểm"]
    rows: Grid = [
        [1, "Đảng bộ Sở Y tế", "12/2/2025", "x"],
        [2, "Chi bộ Sở Xây dựng", "x", None],
        [3, "Đảng bộ Bệnh viện Đa khoa tỉnh", "1/3/2025", "20/2/2025"],
        [4, "Chi bộ Công ty Cao su", "xem sau", "x"],
    ]
    tables = clean([*BANNER, head, *rows])
    assert said_of(tables, "documents_drafted", "status", "actual_from") == [
        ("Đảng bộ Sở Y tế", "done", ""),
        ("Chi bộ Sở Xây dựng", "in_progress", ""),
        ("Đảng bộ Bệnh viện Đa khoa tỉnh", "done", "2025-03-01"),
    ]
    assert "status_unreadable" in set(tables["findings"]["rule"])


def test_a_list_of_organisations_with_women_and_no_date_is_a_register(clean: Clean) -> None:
    head = ["Stt", "Đảng bộ/chi bộ", "Khối (HC/SN/DN)", "Tổng số CB", "TSĐV", "Nữ", "Dự bị"]
    tables = clean(register=[head, [1, HEALTH[0], "HC", 3, 86, 20, 1], [2, RUBBER[0], "DN", None, 8, 2, 0]])
    assert _kinds_and_types(tables) == [HEALTH, RUBBER]


def test_members_of_one_sort_are_not_all_members(clean: Clean) -> None:
    head = ["Stt", "Tên TCCSĐ", "ĐV nghỉ hưu", "ĐV 18-30", "ĐV nữ", "ĐV DTTS"]
    tables = clean([["Số liệu đến 31/3/2025"], [], head, [1, "Đảng bộ Sở Y tế", 4, 30, 20, 5]])
    assert _counts(tables) == {"age_18_30": 30, "women": 20, "ethnic_minority": 5}


def test_a_label_of_a_return_that_means_nothing_known_is_told(clean: Clean) -> None:
    labels: Grid = [
        ["Quy hoạch cấp ủy", "x"],
        ["Khánh tiết", "xong"],
        ["Dự thảo văn kiện", "x"],
        ["Duyệt hồ sơ", "x"],
    ]
    tables = clean([*BANNER, ["Tên TCCSĐ:", "Đảng bộ Sở Y tế"], *labels])
    assert said_of(tables, "documents_drafted", "status") == [("Đảng bộ Sở Y tế", "done")]
    told = tables["findings"].query("rule == 'heading_unused'")
    assert list(told["raw_value"]) == ["Khánh tiết"]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("Đã ĐH 12/5", "done"),
        ("12/5/2025 (hoãn)", None),
        ("12/5/2025 chưa xong", None),
        ("có (dự thảo)", None),
    ],
)
def test_a_day_taken_back_is_no_deed(clean: Clean, said: str, status: str | None) -> None:
    tables = clean([*BANNER, ["TT", "Tên TCCSĐ", "Đại hội"], [1, "Đảng bộ Sở Y tế", said]])
    assert said_of(tables, "congress_held", "status") == ([("Đảng bộ Sở Y tế", status)] if status else [])
