"""Figures of two periods side by side, members of a day of their own, days of another term."""

from __future__ import annotations

import pytest
from tests.conftest import Grid
from tests.pipeline.conftest import Clean, Tables, said_of

from analysis.cells import Value

HEALTH, BUILDING = "Đảng bộ Sở Y tế", "Chi bộ Sở Xây dựng"
HOSPITAL = "Đảng bộ Bệnh viện Đa khoa tỉnh"
BANNER: Grid = [["BÁO CÁO TUẦN VỀ ĐẠI HỘI"], ["Số liệu đến ngày 8/5/2025"]]


def _counts(tables: Tables) -> list[list[object]]:
    told = tables["membership"][["organisation", "measure", "count"]]
    return told.sort_values(["organisation", "measure"]).to_numpy().tolist()


@pytest.mark.parametrize(("before", "now"), [("Tuần trước", "Tuần này"), ("Đến kỳ trước", "Đến kỳ này")])
def test_of_two_weeks_side_by_side_this_one_is_read(clean: Clean, before: str, now: str) -> None:
    heads: Grid = [
        ["TT", "Đơn vị", "Số chi bộ trực thuộc đã ĐH", None, "Tổng số CBTT", "Dự thảo văn kiện"],
        [None, None, before, now, None, None],
    ]
    rows: Grid = [[1, HEALTH, 1, 2, 3, "x"], [2, HOSPITAL, 0, 1, 5, None]]
    tables = clean([*BANNER, *heads, *rows])
    assert said_of(tables, "subcell_congresses", "held", "required") == [
        (HEALTH, "2", "3"),
        (HOSPITAL, "1", "5"),
    ]


def _movements(closing: int = 65) -> Grid:
    heads: Grid = [
        ["TT", "Đơn vị", "Số ĐV đầu kỳ", "Kết nạp", None, "Chuyển đi", None, "Số ĐV cuối kỳ"],
        [None, None, None, "Riêng quý II", "Lũy kế 6 tháng", "Riêng quý II", "Lũy kế 6 tháng", None],
    ]
    rows: Grid = [[1, HEALTH, 64, 1, 2, 0, 1, closing], [2, BUILDING, 9, 0, 1, 1, 1, 9]]
    return [["BIẾN ĐỘNG ĐẢNG VIÊN"], ["Tính đến 30/6/2025"], *heads, *rows]


def test_of_two_periods_the_one_counts_that_leads_from_the_start_to_the_end(clean: Clean) -> None:
    assert _counts(clean(_movements())) == [
        [BUILDING, "admitted", 1],
        [BUILDING, "closing", 9],
        [BUILDING, "opening", 9],
        [BUILDING, "transferred_out", 1],
        [HEALTH, "admitted", 2],
        [HEALTH, "closing", 65],
        [HEALTH, "opening", 64],
        [HEALTH, "transferred_out", 1],
    ]


def test_where_no_period_leads_to_the_end_nobody_knows_which_counts(clean: Clean) -> None:
    tables = clean(_movements(closing=70))
    assert {measure for _, measure, _ in _counts(tables)} == {"opening", "closing"}
    assert "heading_unused" in set(tables["findings"]["rule"])


def test_of_sub_cells_those_that_have_held_by_now_count(clean: Clean) -> None:
    heads: Grid = [
        ["TT", "Đơn vị", "Dự thảo văn kiện", "ĐH chi bộ trực thuộc", None],
        [None, None, None, "Trong kỳ", "Lũy kế"],
    ]
    tables = clean([*BANNER, *heads, [1, HEALTH, "x", 1, 2], [2, HOSPITAL, None, 0, 4]])
    assert said_of(tables, "subcell_congresses", "held") == [(HEALTH, "2"), (HOSPITAL, "4")]


def test_counts_of_per_cent_are_none_of_people(clean: Clean) -> None:
    head: Grid = [
        ["CƠ CẤU ĐẢNG VIÊN"],
        ["Đến 31/3/2025"],
        [None, None, None, "Đơn vị tính: %"],
        ["TT", "Đơn vị", "Nữ", "DTTS"],
    ]
    tables = clean([*head, [1, HEALTH, 31, 8], [2, BUILDING, 28, 5]])
    assert tables["membership"].empty
    assert "table_of_rates" in set(tables["findings"]["rule"])


def test_members_in_a_block_of_their_own_are_of_the_day_that_it_says(clean: Clean) -> None:
    heads: Grid = [
        [
            "TT",
            "Đơn vị",
            "I. Đảng viên (có đến 31/12/2024)",
            None,
            None,
            "II. Cấp ủy",
            None,
            "III. Chuẩn bị",
            None,
        ],
        [None, None, "Tổng số", "Chính thức", "Nữ", "Số lượng", "Nữ", "Quy hoạch cấp ủy", "Dự thảo văn kiện"],
    ]
    rows: Grid = [[1, HEALTH, 86, 80, 31, 9, 3, "x", "x"], [2, BUILDING, 9, 9, 4, 3, 1, "x", None]]
    tables = clean([*BANNER, *heads, *rows])
    assert set(tables["membership"]["as_of"].astype(str)) == {"2024-12-31"}
    assert _counts(tables) == [
        [BUILDING, "full", 9],
        [BUILDING, "total", 9],
        [BUILDING, "women", 4],
        [HEALTH, "full", 80],
        [HEALTH, "total", 86],
        [HEALTH, "women", 31],
    ]
    assert said_of(tables, "documents_drafted", "status") == [(HEALTH, "done"), (BUILDING, "not_started")]


@pytest.mark.parametrize("day", ["16/5/2052", "20/6/2026", "24/5/2020"])
@pytest.mark.parametrize("heading", ["Ngày đại hội", "Dự kiến đại hội"])
def test_a_day_of_no_term_that_the_report_may_be_about_is_refused(
    clean: Clean, heading: str, day: str
) -> None:
    tables = clean([*BANNER, ["TT", "Đơn vị", heading], [1, HEALTH, day], [2, BUILDING, "5/5/2025"]])
    told = said_of(tables, "congress_held", "planned_to", "actual_to")
    assert not any(day[-4:] in value for row in told for value in row)
    (far,) = tables["findings"].query("rule == 'date_far'").to_dict("records")
    assert far["source_cell"] == "C4"


def test_a_planning_of_the_last_years_is_no_slip(clean: Clean) -> None:
    tables = clean(
        [*BANNER, ["TT", "Đơn vị", "Quy hoạch cấp ủy", "Dự thảo văn kiện"], [1, HEALTH, "2/3/2020", "x"]]
    )
    assert said_of(tables, "personnel_planning", "actual_to") == [(HEALTH, "2020-03-02")]


@pytest.mark.parametrize("said", ["Dạ đã xong", "Xong rồi ạ", "dạ, xong ạ!"])
def test_a_polite_answer_says_its_state(clean: Clean, said: Value) -> None:
    tables = clean([*BANNER, ["TT", "Đơn vị", "Dự thảo văn kiện"], [1, HEALTH, said]])
    assert said_of(tables, "documents_drafted", "status") == [(HEALTH, "done")]


def test_a_line_of_short_forms_below_a_register_is_no_organisation(clean: Clean) -> None:
    key = "HC: cơ quan hành chính; SN: đơn vị sự nghiệp. CBTT: chi bộ trực thuộc; ĐV: đảng viên."
    register: Grid = [
        ["DANH SÁCH TCCSĐ"],
        ["Mã", "Tên đầy đủ", "Loại hình", "Số CBTT", "Số ĐV"],
        ["T1", HEALTH, "HC", 3, 86],
        ["T2", BUILDING, "HC", None, 9],
        [None, "Tổng số", None, 3, 95],
        [],
        [None, key],
    ]
    tables = clean([*BANNER, ["TT", "Đơn vị", "Dự thảo văn kiện"], [1, HEALTH, "x"]], register=register)
    assert sorted(tables["organisations"]["organisation"]) == [BUILDING, HEALTH]


CROSSES: Grid = [
    ["DANH SÁCH TCCSĐ CÒN CHẬM"],
    ["Số liệu đến ngày 29/4/2025"],
    ["TT", "Đơn vị", "Quy hoạch cấp ủy", "Dự thảo văn kiện"],
    [1, HEALTH, None, "x"],
    [2, BUILDING, "x", "x"],
]


def test_crosses_and_blanks_mean_what_the_sheet_says(clean: Clean) -> None:
    key: Grid = [["Đánh dấu x: nội dung CHƯA hoàn thành; để trống: đã hoàn thành"]]
    tables = clean([*CROSSES[:2], *key, *CROSSES[2:]])
    assert said_of(tables, "personnel_planning", "status") == [(HEALTH, "done"), (BUILDING, "not_started")]
    assert said_of(tables, "documents_drafted", "status") == [
        (HEALTH, "not_started"),
        (BUILDING, "not_started"),
    ]


@pytest.mark.parametrize(
    ("note", "left"),
    [
        (
            "- Đính chính: ngày đại hội của Chi bộ Sở Xây dựng ghi ở trên chưa đúng, đúng là 6/5/2025.",
            [HEALTH],
        ),
        ("Riêng Chi bộ Sở Xây dựng đã hoãn, lùi sang 20/6/2025.", [HEALTH]),
        ("Chi bộ Sở Xây dựng tổ chức tốt đại hội.", [HEALTH, BUILDING]),
    ],
)
def test_what_a_note_below_the_table_takes_back_is_not_used(clean: Clean, note: str, left: list[str]) -> None:
    head = ["TT", "Đơn vị", "Ngày đại hội", "Ghi chú"]
    grid: Grid = [
        *BANNER,
        head,
        [1, HEALTH, "4/5/2025", None],
        [2, BUILDING, "5/5/2025", None],
        [],
        ["Ghi chú:"],
        [note],
    ]
    assert [name for (name,) in said_of(clean(grid), "congress_held")] == left


def test_a_remark_that_nothing_was_held_takes_a_day_back(clean: Clean) -> None:
    head = ["TT", "Đơn vị", "Ngày đại hội", "Ghi chú"]
    tables = clean(
        [*BANNER, head, [1, HEALTH, "4/5/2025", "Chưa ĐH do thiếu nhân sự"], [2, BUILDING, "5/5/2025", None]]
    )
    assert [name for (name,) in said_of(tables, "congress_held")] == [BUILDING]


def test_sections_of_a_roster_are_known_whatever_numbers_them(clean: Clean) -> None:
    head = ["TT", "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Ngày chính thức"]
    people: list[list[Value]] = [
        [n, f"Nguyễn Văn Mẫu 0{n}", "2/3/1980", "4/5/2010", "4/5/2011"] for n in (1, 2)
    ]
    sections = ("I. Đảng bộ Sở Y tế", "IV/ Chi bộ Sở Xây dựng", "c) Đảng bộ Bệnh viện Đa khoa tỉnh")
    rows: list[list[Value]] = []
    for n, label in enumerate(sections):
        rows += [[None, label], *people[: 1 + n % 2]]
    tables = clean([["DANH SÁCH ĐẢNG VIÊN"], ["Thời điểm 31/3/2025"], head, *rows])
    total = tables["membership"].query("measure == 'total'")
    assert list(zip(total["organisation"], total["count"], strict=True)) == [
        (HEALTH, 1),
        (BUILDING, 2),
        (HOSPITAL, 1),
    ]


def test_columns_of_the_last_term_say_nothing_of_this_congress(clean: Clean) -> None:
    heads: Grid = [
        ["TT", "Đơn vị", "QĐ chuẩn y BCH nhiệm kỳ 2020-2025", None, "Đại hội", None],
        [None, None, "Số", "Ngày", "Dự kiến", "Đã tổ chức"],
    ]
    rows: Grid = [
        [1, HEALTH, "78-QĐ/ĐUK", "17/7/2020", "4/5/2025", "5/5/2025"],
        [2, BUILDING, "80-QĐ/ĐUK", "4/5/2020", None, None],
    ]
    title: Grid = [["TIẾN ĐỘ ĐẠI HỘI NHIỆM KỲ 2025-2030"], ["Đến ngày 8/5/2025"]]
    tables = clean([*title, *heads, *rows])
    assert said_of(tables, "results_approved", "status") == []
    assert said_of(tables, "congress_held", "actual_to") == [(HEALTH, "2025-05-05"), (BUILDING, "")]


def test_counts_in_per_cent_by_the_numbers_of_their_columns_are_left_out(clean: Clean) -> None:
    unit = "Đơn vị tính: cột 1: người; các cột 2 đến 3: tỷ lệ % so với tổng số"
    grid: Grid = [
        ["CƠ CẤU ĐẢNG VIÊN"],
        ["Đến 31/3/2025"],
        [None, None, unit],
        ["TT", "Đơn vị", "Tổng số đảng viên", "Nữ", "DTTS"],
        ["A", "B", 1, 2, 3],
        [1, HEALTH, 86, 31, 8],
        [2, BUILDING, 9, 28, 5],
    ]
    tables = clean(grid)
    assert set(tables["membership"]["measure"]) == {"total"}
    assert "heading_counts_others" in set(tables["findings"]["rule"])


@pytest.mark.parametrize(("stated", "told"), [(1, False), (2, True)])
@pytest.mark.parametrize(
    "line", ["Đã đại hội: {:02d} đơn vị; chưa đại hội: 1 đơn vị", "Có {}/2 TCCSĐ đã tổ chức đại hội"]
)
def test_a_stated_number_of_congresses_is_held_against_the_rows(
    clean: Clean, line: str, stated: int, told: bool
) -> None:
    rows: Grid = [[1, HEALTH, "4/5/2025"], [2, BUILDING, "20/5/2025"], [], [None, line.format(stated)]]
    tables = clean([*BANNER, ["TT", "Đơn vị", "Thời gian đại hội"], *rows])
    assert ("printed_total_differs" in set(tables["findings"]["rule"])) == told


@pytest.mark.parametrize(("note", "held"), [("Lùi 01 ngày do mưa bão", True), ("Lùi sang 9/5/2025", False)])
def test_a_note_why_the_deed_is_later_than_the_plan_takes_nothing_back(
    clean: Clean, note: str, held: bool
) -> None:
    head = ["TT", "Đơn vị", "Dự kiến đại hội", "Đã tổ chức đại hội", "Ghi chú"]
    tables = clean(
        [*BANNER, head, [1, HEALTH, "4/5/2025", "5/5/2025", note], [2, BUILDING, None, None, None]]
    )
    assert (HEALTH in [name for (name,) in said_of(tables, "congress_held")]) == held


@pytest.mark.parametrize(("said", "status"), [("x (bổ sung 02 đ/c)", "done"), ("x (còn 1 đ/c)", None)])
def test_a_cross_with_a_remark_is_a_cross_where_the_remark_leaves_nothing_open(
    clean: Clean, said: str, status: str | None
) -> None:
    tables = clean([*BANNER, ["TT", "Đơn vị", "Quy hoạch cấp ủy"], [1, HEALTH, said], [2, BUILDING, "x"]])
    told = said_of(tables, "personnel_planning", "status")
    assert told == [*([(HEALTH, status)] if status else []), (BUILDING, "done")]
