"""Milestones told by percentage points or by colours, and counts that stand beside a state."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter
from tests.conftest import REGISTER, Grid, WriteWorkbook
from tests.pipeline.conftest import Clean, said_of

from analysis.cells import Value
from analysis.pipeline.cleaning import clean_folder
from analysis.plan import Plan

HEALTH, BUILDING = "Đảng bộ Sở Y tế", "Chi bộ Sở Xây dựng"
HOSPITAL, RUBBER = "Đảng bộ Bệnh viện Đa khoa tỉnh", "Chi bộ Công ty Cao su"
BANNER: Grid = [["MỨC ĐỘ HOÀN THÀNH"], ["Tính đến ngày 15/5/2025"]]


def test_numbers_below_a_unit_of_per_cent_are_points(clean: Clean) -> None:
    head = ["TT", "Đơn vị", "Dự thảo văn kiện", "Đại hội chi bộ trực thuộc"]
    grid: Grid = [
        *BANNER,
        [None, None, None, "Đơn vị tính: %"],
        head,
        [1, HEALTH, 100, 100],
        [2, HOSPITAL, 1, "81,3"],
        [3, BUILDING, 0, None],
        [4, RUBBER, 120, None],
    ]
    tables = clean(grid)
    assert set(said_of(tables, "documents_drafted", "status")) == {
        (HEALTH, "done"),
        (HOSPITAL, "in_progress"),
        (BUILDING, "not_started"),
    }
    assert set(said_of(tables, "subcell_congresses", "status", "held")) == {
        (HEALTH, "done", "3"),
        (HOSPITAL, "in_progress", ""),
    }
    assert list(tables["findings"].query("severity == 'error'")["source_cell"]) == ["C8"]


def test_numbers_without_a_unit_are_no_points(clean: Clean) -> None:
    grid: Grid = [*BANNER, ["TT", "Đơn vị", "Dự thảo văn kiện"], [1, HEALTH, 80], [2, HOSPITAL, "x"]]
    tables = clean(grid)
    assert said_of(tables, "documents_drafted", "status") == [(HOSPITAL, "done")]
    assert "status_unreadable" in set(tables["findings"]["rule"])


GREEN, YELLOW, RED = "#92D050", "#FFFF00", "#FF0000"
Colours = dict[tuple[int, int], str]


def _coloured(path: Path, grid: Grid, colours: Colours) -> None:
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet()
        formats = {colour: workbook.add_format({"bg_color": colour}) for colour in set(colours.values())}
        for r, row in enumerate(grid):
            sheet.write_row(r, 0, row)
        for (r, c), colour in colours.items():
            value = grid[r][c] if c < len(grid[r]) else None
            sheet.write(r, c, value, formats[colour])


def test_a_colour_means_what_the_sheets_own_legend_says(clean: Clean, tmp_path: Path, plan: Plan) -> None:
    clean([["Trang này không có gì"]])
    grid: Grid = [
        ["TIẾN ĐỘ ĐẠI HỘI"],
        ["Tính đến ngày 15/5/2025"],
        ["TT", "Đơn vị", "Quy hoạch cấp ủy", "Dự thảo văn kiện"],
        [1, HEALTH],
        [2, HOSPITAL],
        [3, BUILDING],
        [4, RUBBER],
        [],
        [None, "Chú giải:"],
        [None, "Đã hoàn thành"],
        [None, None, "Đang thực hiện"],
    ]
    # the first row is green all over, its name too; red is explained nowhere
    colours = {(3, 1): GREEN, (3, 2): GREEN, (3, 3): GREEN, (4, 2): YELLOW, (5, 2): RED}
    legend = {(9, 1): GREEN, (10, 1): YELLOW}
    _coloured(tmp_path / "raw/bieu.xlsx", grid, colours | legend)
    tables = clean_folder(tmp_path / "raw", plan)
    assert set(said_of(tables, "personnel_planning", "status")) == {
        (HEALTH, "done"),
        (HOSPITAL, "in_progress"),
        (RUBBER, "not_started"),
    }
    told = tables["findings"].query("rule == 'marked_by_colour'")
    assert list(told["source_cell"]) == ["C6"]


def test_a_colour_that_a_day_bears_too_is_no_decoration(clean: Clean, tmp_path: Path, plan: Plan) -> None:
    clean([["Trang này không có gì"]])
    grid: Grid = [
        ["TIẾN ĐỘ ĐẠI HỘI"],
        ["Tính đến ngày 15/5/2025"],
        ["TT", "Đơn vị", "Dự thảo văn kiện", "Ngày đại hội"],
        [1, HEALTH, None, "25/4/2025"],
        [2, BUILDING, None, "26/4/2025"],
    ]
    _coloured(tmp_path / "raw/bieu.xlsx", grid, {(3, 2): GREEN, (3, 3): GREEN, (4, 2): RED})
    tables = clean_folder(tmp_path / "raw", plan)
    assert said_of(tables, "documents_drafted", "status") == []
    told = tables["findings"].query("rule == 'marked_by_colour'")
    assert list(told["source_cell"]) == ["C4", "C5"]


def test_how_many_persons_there_are_is_no_state_of_their_standards(clean: Clean) -> None:
    head: Grid = [
        ["TT", "Đơn vị", "Tiêu chuẩn chính trị", None, None, "Dự thảo văn kiện"],
        [None, None, "Số nhân sự", "Tình trạng", "Ngày kết luận"],
    ]
    rows: Grid = [
        [1, HEALTH, 13, "Đã có kết luận", "18/12/2024", "x"],
        [2, BUILDING, 7, "Đang thẩm định", None, None],
    ]
    tables = clean([*BANNER, *head, *rows])
    assert set(said_of(tables, "political_standards", "status", "actual_from")) == {
        (HEALTH, "done", "2024-12-18"),
        (BUILDING, "in_progress", ""),
    }
    assert "heading_twice" not in set(tables["findings"]["rule"])


def test_of_a_milestone_that_two_columns_claim_nothing_is_read(clean: Clean) -> None:
    """The day beside them alone would be taken for a plan."""
    head: Grid = [
        ["TT", "Đơn vị", "Tiêu chuẩn chính trị", None, None, "Dự thảo văn kiện"],
        [None, None, "Kết quả lần 1", "Kết quả lần 2", "Ngày kết luận"],
    ]
    rows: Grid = [
        [1, HEALTH, "Chưa", "Đã có kết luận", "18/12/2024", "x"],
        [2, BUILDING, "Chưa", "Đang thẩm định", None, None],
    ]
    tables = clean([*BANNER, *head, *rows])
    assert set(tables["progress"]["milestone"]) == {"documents_drafted"}
    assert "heading_twice" in set(tables["findings"]["rule"])


def test_a_few_labels_with_a_type_in_each_are_the_types(clean: Clean) -> None:
    register: Grid = [
        ["DANH SÁCH CƠ SỞ ĐẢNG, 31/12/2024"],
        ["TT", "Cơ sở đảng", "Loại", "Số chi bộ trực thuộc", "Đảng viên"],
        [1, "Đảng bộ Trường Mẫu", "SN giáo dục", 4, 86],
        [2, "Chi bộ Trường Hai", "SN giáo dục", None, 9],
        [3, "Đảng bộ Bệnh viện Mẫu", "SN y tế", 8, 47],
        [4, "Chi bộ Bệnh viện Hai", "SN y tế", None, 12],
        [5, "Chi bộ Sở Mẫu", "Cơ quan HC", None, 10],
        [6, "Chi bộ Sở Hai", "Cơ quan HC", None, 10],
    ]
    types = clean([["Trang này không có gì"]], register=register)["organisations"]["organisation_type"]
    assert types.value_counts().to_dict() == {"public_service": 4, "administrative": 2}


def test_a_list_that_crosses_who_is_probationary_is_one_of_members(clean: Clean) -> None:
    grid: Grid = [
        ["DANH SÁCH ĐẢNG VIÊN CÁC CHI BỘ (CỤM 3)"],
        ["Số liệu đến ngày 30/4/2025"],
        ["Chi bộ", "Họ, tên đảng viên", "Sinh ngày", "Nữ", "ĐV dự bị", "Số thẻ đảng viên"],
        [BUILDING, "Nguyễn Thị Mẫu 01", "10/06/1979", "x", None, "00.000001"],
        [BUILDING, "Nguyễn Văn Mẫu 02", "23/09/1996", None, "x", None],
        [RUBBER, "Nguyễn Văn Mẫu 03", "15/07/1970", None, None, "00.000003"],
    ]
    rows = clean(grid)["membership"]
    counts = {(who, measure): n for who, measure, n in rows[["organisation", "measure", "count"]].to_numpy()}
    assert [counts[BUILDING, name] for name in ("total", "full", "probationary", "women")] == [2, 1, 1, 1]
    assert counts[RUBBER, "total"] == 1


def test_a_type_and_cong_in_brackets_is_the_sum_of_its_section(clean: Clean) -> None:
    grid: Grid = [
        ["THỐNG KÊ ĐẢNG VIÊN (TÍNH ĐẾN NGÀY 30/6/2025)"],
        ["Đơn vị", "Tổng số", "Nữ"],
        ["Hành chính (cộng)", 95, 34],
        [HEALTH, 86, 30],
        [BUILDING, 9, 4],
        ["Doanh nghiệp (cộng)", 10, 5],
        [RUBBER, 10, 5],
        ["Toàn Đảng bộ", 105, 39],
    ]
    tables = clean(grid)
    assert tables["membership"].query("measure == 'total'")["count"].sum() == 105
    assert not set(tables["findings"]["rule"]) & {"name_unknown", "printed_total_differs"}


@pytest.mark.parametrize("cell", ["8/8 chi bé", "8/8 chi bộ"])
def test_a_count_in_another_code_page_is_a_count(clean: Clean, cell: str) -> None:
    """Bé is a word too; only its TCVN3, bộ, counts anything."""
    tables = clean(
        [*BANNER, ["TT", "Đơn vị", "ĐH chi bộ trực thuộc"], [1, HOSPITAL, cell], [2, HEALTH, "2/3"]]
    )
    assert (HOSPITAL, "done", "8") in said_of(tables, "subcell_congresses", "status", "held")


def test_tasks_have_a_day_to_be_done_by_and_one_when_they_were(clean: Clean) -> None:
    grid: Grid = [
        ["TIẾN ĐỘ CÁC PHẦN VIỆC CHUẨN BỊ ĐẠI HỘI"],
        ["Tính đến ngày 31/5/2025"],
        ["TT", "Phần việc", "Chủ trì", "Thời gian", None, "Trạng thái"],
        [None, None, None, "Phải xong", "Đã xong"],
        [1, "Đề cương Báo cáo chính trị", "Tiểu ban Văn kiện", "31/12/2024", "08/01/2025", "Hoàn thành"],
        [2, "Phương án đại biểu", "Tiểu ban Nhân sự", "10/6/2025", None, "Đang thực hiện"],
    ]
    tasks = clean(grid)["tasks"]
    days = [
        [str(v)[:10] if not pd.isna(v) else "" for v in row]
        for row in tasks[["due_to", "done_to"]].to_numpy()
    ]
    assert days == [["2024-12-31", "2025-01-08"], ["2025-06-10", ""]]
    assert list(tasks["status"]) == ["done", "in_progress"]


def test_the_share_of_a_task_below_per_cent_is_its_state(clean: Clean) -> None:
    head = ["STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn hoàn thành", "Tiến độ (%)"]
    rows: Grid = [
        [1, "Báo cáo chính trị", "Tổ Biên tập", "30/6/2025", 0.7],
        [2, "Đề án nhân sự", "Ban Tổ chức", "20/6/2025", 1],
        [3, "Kịch bản", "Văn phòng", "15/7/2025", 0],
    ]
    tasks = clean([["PHÂN CÔNG NHIỆM VỤ"], ["Tính đến ngày 25/5/2025"], head, *rows])["tasks"]
    assert list(tasks["status"]) == ["in_progress", "done", "not_started"]


@pytest.mark.parametrize("more", [[], ["Văn kiện", "Duyệt hồ sơ", "Chuẩn y"]])
def test_one_table_may_tell_of_milestones_and_of_members(clean: Clean, more: list[str]) -> None:
    """Whichever there is more of. Counts below another heading are of whoever that names."""
    head: Grid = [
        ["TT", "Đơn vị", *more, "Quy hoạch cấp ủy", "Tổng số ĐV", "Nữ", "Dự bị", "Cấp ủy được bầu", None],
        [None, None, *[None for _ in more], None, None, None, None, "Số lượng", "Tuổi bình quân"],
    ]
    blank = [None for _ in more]
    rows: Grid = [[1, HEALTH, *blank, "x", 86, 30, 2, 15, 44], [2, RUBBER, *blank, None, 10, 4, 1, 3, 41]]
    tables = clean([["TIẾN ĐỘ ĐẠI HỘI"], ["Tính đến ngày 15/5/2025"], *head, *rows])
    women = tables["membership"].query("measure == 'women'")
    assert sorted(women["count"]) == [4, 30]
    assert sorted(tables["membership"]["measure"].unique()) == ["probationary", "total", "women"]
    assert set(said_of(tables, "personnel_planning", "status")) == {(HEALTH, "done"), (RUBBER, "not_started")}


@pytest.mark.parametrize(
    ("key", "first"),
    [
        ("Ghi chú: ô tô xanh lá là đã xong, ô tô vàng là đang làm", "done"),
        ("Màu xanh: đã xong; màu vàng: đang làm", "done"),
        ("Màu vàng: đã xong; màu đỏ: chưa", None),
    ],
)
def test_a_sentence_may_say_what_colours_mean(
    tmp_path: Path, plan: Plan, write_workbook: WriteWorkbook, key: str, first: str | None
) -> None:
    write_workbook("raw/danh sach.xlsx", A=REGISTER)
    head: Grid = [["TT", "Đơn vị", "Quy hoạch cấp ủy", "Dự thảo văn kiện"]]
    grid: Grid = [*BANNER, *head, [1, HEALTH, "x", None], [2, BUILDING, "x", None], [], [None, key]]
    _coloured(tmp_path / "raw" / "bieu.xlsx", grid, {(3, 3): GREEN, (4, 3): YELLOW})
    told = said_of(clean_folder(tmp_path / "raw", plan), "documents_drafted", "status")
    second = "done" if first is None else "in_progress"
    assert told == [*([(HEALTH, first)] if first else []), (BUILDING, second)]


@pytest.mark.parametrize(
    ("rate", "held"), [(50, "3"), (0.5, "3"), ("66,7%", "4"), ("66,6", "4"), (100, "6"), (0, "0"), (55, "")]
)
def test_of_sub_cells_a_share_tells_how_many_have_held(clean: Clean, rate: Value, held: str) -> None:
    register: Grid = [
        ["TT", "Tên TCCSĐ", "Loại hình", "Số chi bộ trực thuộc"],
        [1, HEALTH, "HC", 6],
        [2, HOSPITAL, "SN", 5],
    ]
    heads: Grid = [
        ["TT", "Đơn vị", "Dự thảo văn kiện", "Đại hội chi bộ trực thuộc", None],
        [None, None, None, "Tổng số CB", "Đã ĐH (%)"],
    ]
    rows: Grid = [[1, HEALTH, "x", 6, rate], [2, HOSPITAL, "x", 5, 100]]
    tables = clean([*BANNER, *heads, *rows], register=register)
    status = {"6": "done", "0": "not_started"}.get(held, "in_progress")
    assert said_of(tables, "subcell_congresses", "status", "held")[0] == (HEALTH, status, held)


def test_days_in_a_colour_that_means_a_plan_are_planned(
    tmp_path: Path, plan: Plan, write_workbook: WriteWorkbook
) -> None:
    write_workbook("raw/danh sach.xlsx", A=REGISTER)
    key = "Ghi chú: ô tô màu vàng là thời gian dự kiến, đơn vị chưa báo cáo đã tổ chức"
    rows: Grid = [[1, HEALTH, "x", "9/5/2025"], [2, BUILDING, "x", "12/5/2025"], [], [None, key]]
    grid: Grid = [*BANNER, ["TT", "Đơn vị", "Dự thảo văn kiện", "Thời gian đại hội"], *rows]
    _coloured(tmp_path / "raw" / "bieu.xlsx", grid, {(4, 3): YELLOW})
    told = said_of(clean_folder(tmp_path / "raw", plan), "congress_held", "status", "planned_to")
    assert told == [(HEALTH, "done", ""), (BUILDING, "not_started", "2025-05-12")]
