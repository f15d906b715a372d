"""One organisation's own return, as forms come back: guidance beside the answers, boxes, dots, examples."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from tests.conftest import REGISTER, Grid, WriteWorkbook

from analysis.cells import Value
from analysis.clean.silence import says_unreported
from analysis.pipeline.cleaning import clean_folder
from analysis.plan import Plan
from analysis.recognise.answers import answer_of, is_guidance

Clean = Callable[[Grid], dict[str, pd.DataFrame]]
HEALTH = "Đảng bộ Sở Y tế"
TITLE: Grid = [["PHIẾU BÁO CÁO TIẾN ĐỘ"], ["(Gửi về Đảng ủy Khối trước ngày 11/4/2025)"], []]
HEADINGS = ["TT", "Nội dung", "Đơn vị báo cáo", "Hướng dẫn cách ghi"]


@pytest.fixture
def clean(write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan) -> Clean:
    def run(grid: Grid) -> dict[str, pd.DataFrame]:
        write_workbook("raw/danh sach.xlsx", A=REGISTER)
        write_workbook("raw/x.xlsx", Phiếu=grid)
        return clean_folder(tmp_path / "raw", plan, as_of=date(2024, 1, 1))

    return run


def form(**answers: Value) -> Grid:
    """A form with guidance in its last column; what `answers` leave out is as here."""
    said: dict[str, Value] = {
        "name": HEALTH, "day": "10/4/2025", "total": 62, "women": 21, "planning": "Đã hoàn thành",
        "documents": "đang làm", "required": 5, "held": 3, "planned": "22/5/2025", "congress": None,
    }  # fmt: skip
    said.update(answers)
    return [
        *TITLE,
        HEADINGS,
        ["I", "THÔNG TIN CHUNG"],
        [1, "Tên tổ chức cơ sở đảng", said["name"], "(ghi đầy đủ)"],
        [2, "Số liệu báo cáo tính đến ngày", said["day"], "(ghi rõ ngày, tháng, năm)"],
        [3, "Người báo cáo - điện thoại", None, None],
        ["II", "ĐẢNG VIÊN"],
        [4, "Tổng số đảng viên", said["total"], "Chỉ ghi số"],
        [None, "Trong đó: Nữ", said["women"], None],
        ["III", "TIẾN ĐỘ CHUẨN BỊ ĐẠI HỘI"],
        [5, "Rà soát quy hoạch cấp ủy", said["planning"], "Đã hoàn thành / Đang làm / Chưa"],
        [6, "Dự thảo văn kiện", said["documents"], "Đã hoàn thành / Đang làm / Chưa"],
        [7, "Tổng số chi bộ trực thuộc", said["required"], "(đảng bộ cơ sở)"],
        [8, "Số chi bộ trực thuộc đã tổ chức đại hội", said["held"], "(đảng bộ cơ sở)"],
        [9, "Thời gian dự kiến tổ chức đại hội", said["planned"], "Ví dụ: 20/5/2025"],
        [10, "Ngày đã tổ chức đại hội", said["congress"], "Để trống nếu chưa tổ chức"],
    ]


def read(tables: dict[str, pd.DataFrame]) -> dict[str, str]:
    rows = tables["progress"]
    assert set(rows["organisation"]) <= {HEALTH}
    return {str(row.milestone): str(row.status) for row in rows.itertuples()}


def counts(tables: dict[str, pd.DataFrame]) -> dict[str, int]:
    rows = tables["membership"]
    return {str(m): int(c) for m, c in zip(rows["measure"], rows["count"], strict=True)}


def rules(tables: dict[str, pd.DataFrame]) -> set[str]:
    return set(tables["findings"]["rule"])


FULL = {
    "personnel_planning": "done",
    "documents_drafted": "in_progress",
    "subcell_congresses": "in_progress",
    "congress_held": "not_started",
}


def test_a_return_tells_of_the_congress_and_of_the_members_on_the_day_that_it_says(clean: Clean) -> None:
    tables = clean(form())
    assert read(tables) == FULL
    assert counts(tables) == {"total": 62, "women": 21}
    days = {str(day)[:10] for name in ("progress", "membership") for day in tables[name]["as_of"]}
    assert days == {"2025-04-10"}
    planned = tables["progress"].set_index("milestone").loc["congress_held", "planned_to"]
    assert str(planned)[:10] == "2025-05-22"
    source = tables["sources"].set_index("source_file").loc["x.xlsx"]
    assert (source["kind"], source["rows_kept"]) == ("progress", 1)
    assert source["cells"] == source[[c for c in source.index if str(c).startswith("cells_")]].sum()


def test_guidance_and_dots_left_as_they_were_are_no_answers(clean: Clean) -> None:
    tables = clean(form(planned=None, congress="…/…/2025", women=None))
    assert read(tables)["congress_held"] == "not_started"
    assert tables["progress"]["planned_to"].isna().all()
    assert counts(tables) == {"total": 62}


def test_options_of_which_none_was_chosen_are_refused(clean: Clean) -> None:
    tables = clean(form(planning="Đã hoàn thành / Đang làm / Chưa"))
    assert "personnel_planning" not in read(tables)
    assert "status_unreadable" in rules(tables)


def test_a_form_that_only_names_its_sender_is_not_read_as_nothing_done(clean: Clean) -> None:
    blank: Value = None
    tables = clean(
        form(
            total=blank,
            women=blank,
            planning=blank,
            documents=blank,
            required=blank,
            held=blank,
            planned=blank,
        )
    )
    assert tables["progress"].empty
    assert "form_unanswered" in rules(tables)


def test_a_form_that_shows_how_to_answer_is_nobodys(clean: Clean) -> None:
    grid = [[*row] for row in form()]
    grid[3][2] = "Đơn vị báo cáo (VÍ DỤ)"
    tables = clean(grid)
    assert tables["progress"].empty
    assert "example_left" in rules(tables)


def test_the_templates_example_in_a_table_is_refused_whoever_it_names(clean: Clean) -> None:
    head = ["TT", "Tên TCCSĐ", "Quy hoạch cấp ủy", "Dự thảo văn kiện", "Ghi chú"]
    rows: Grid = [
        ["Ví dụ", "Chi bộ Sở Xây dựng", "x", "x", None],
        [1, "Đảng bộ Bệnh viện Đa khoa tỉnh", "x", None, "(xóa dòng này khi gửi)"],
        [2, HEALTH, "x", None, None],
    ]
    tables = clean([["TIẾN ĐỘ ĐẠI HỘI"], ["Tính đến ngày 15/4/2025"], head, *rows])
    assert set(tables["progress"]["organisation"]) == {HEALTH}
    assert (tables["findings"]["rule"] == "example_left").sum() == 2
    source = tables["sources"].set_index("source_file").loc["x.xlsx"]
    assert (source["rows_kept"], source["rows_refused"]) == (1, 2)
    assert source["cells"] == source[[c for c in source.index if str(c).startswith("cells_")]].sum()


def test_label_and_answer_may_share_a_cell(clean: Clean) -> None:
    lines = [
        "ĐẢNG BỘ SỞ Y TẾ", "Ngày báo cáo: 10/4/2025", "1. Tổng số đảng viên: 62", "2. Đảng viên nữ: 21",
        "3. Quy hoạch cấp ủy: đã xong", "4. Dự thảo văn kiện: đang làm",
        "5. Chi bộ trực thuộc đã đại hội/tổng số: 3/5", "6. Dự kiến ngày đại hội: 22/5/2025",
        "7. Ngày đã đại hội (ghi đầy đủ, ví dụ: 20/5/2025):",
    ]  # fmt: skip
    tables = clean([[line] for line in lines])
    assert read(tables) == FULL
    assert counts(tables) == {"total": 62, "women": 21}


def test_labels_may_stand_side_by_side_with_boxes_for_answers(clean: Clean) -> None:
    boxes = "☐ Đã hoàn thành ☒ Đang làm ☐ Chưa"
    tables = clean(
        [
            ["PHIẾU THÔNG TIN"],
            ["Tên tổ chức đảng:", HEALTH, "Ngày báo cáo:", "10/4/2025"],
            ["Tổng số đảng viên:", "62", "Trong đó nữ:", 21],
            ["Quy hoạch cấp ủy:", "☑ Đã hoàn thành ☐ Đang làm ☐ Chưa", "Dự thảo văn kiện:", boxes],
            ["Chi bộ trực thuộc đã đại hội/tổng số:", "3/5", "Ngày dự kiến đại hội:", "22/5/2025"],
        ]
    )
    assert read(tables) == FULL
    assert counts(tables) == {"total": 62, "women": 21}


def test_a_label_with_two_answers_is_refused_and_told(clean: Clean) -> None:
    grid = [[*row] for row in form()]
    grid[3] = ["TT", "Nội dung", "Kế hoạch", "Thực hiện"]
    for row in grid[4:]:
        row[3:] = [row[2]] if row[0] in (5, 6) else []
    tables = clean(grid)
    assert {"personnel_planning", "documents_drafted"}.isdisjoint(read(tables))
    assert "answers_several" in rules(tables)


def test_two_answers_to_the_same_question_are_both_refused(clean: Clean) -> None:
    tables = clean([*form(), [11, "Văn kiện đại hội", "đã xong"]])
    assert "documents_drafted" not in read(tables)
    assert "heading_twice" in rules(tables)


def test_the_women_of_those_admitted_are_not_all_the_women(clean: Clean) -> None:
    tables = clean(
        [
            ["THỐNG KÊ ĐẢNG VIÊN"],
            ["Tên TCCSĐ:", HEALTH],
            ["Tính đến ngày:", "31/3/2025"],
            ["Tổng số đảng viên", 62],
            ["Chính thức", 60],
            ["Kết nạp mới", 3],
            ["Trong đó: Nữ", 2],
        ]
    )
    assert counts(tables) == {"total": 62, "full": 60, "admitted": 3}


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        ("…/…/2025", None),
        ("ngày ..... tháng ..... năm 2025", None),
        ("-", "-"),
        ("12 đ/c", "12 đ/c"),
        ("[x] Đã duyệt [ ] Chưa duyệt", "Đã duyệt"),
        ("☐ Đã duyệt ☐ Chưa duyệt", None),
        ("☑ Đã duyệt ☑ Chưa duyệt", "☑ Đã duyệt ☑ Chưa duyệt"),
        (date(2025, 5, 1), date(2025, 5, 1)),
    ],
)
def test_an_answer_is_what_was_chosen_or_filled_in(cell: Value, answer: Value) -> None:
    assert answer_of(cell) == answer


@pytest.mark.parametrize(
    ("text", "guides"),
    [
        ("Nếu đã duyệt ghi ngày", True),
        ("Có / Chưa", True),
        ("Đã duyệt ngày 2/4/2025", False),
        ("12/15", False),
    ],
)
def test_guidance_is_told_from_answers(text: str, guides: bool) -> None:
    assert is_guidance(text) == guides


MASTER = ["TT", "Tên TCCSĐ", "Quy hoạch cấp ủy", "Kết luận TCCT", "Dự thảo văn kiện", "Ngày đại hội"]


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("Chưa gửi báo cáo", set()),
        ("Chưa nộp", set()),
        ("Tạm dừng", set()),
        ("Chưa", {"not_started"}),
        ("Không áp dụng", {"not_applicable"}),
    ],
)
def test_what_is_merged_over_the_columns_is_said_of_all(
    clean: Clean, tmp_path: Path, plan: Plan, text: str, statuses: set[str]
) -> None:
    grid: Grid = [
        ["TIẾN ĐỘ ĐẠI HỘI"], ["Tính đến ngày 15/4/2025"], MASTER,
        [1, HEALTH, "x", "x", "x", None], [2, "Chi bộ Sở Xây dựng", text],
    ]  # fmt: skip
    clean(grid)
    path = tmp_path / "raw" / "x.xlsx"
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("C5:F5")
    book.save(path)
    tables = clean_folder(tmp_path / "raw", plan)
    rows = tables["progress"]
    assert set(rows[rows["organisation"] == "Chi bộ Sở Xây dựng"]["status"]) == statuses
    assert bool(statuses) or {"not_reported", "status_unreadable"} & rules(tables)


@pytest.mark.parametrize(
    ("text", "unreported"),
    [
        ("Đơn vị chưa nộp báo cáo", True),
        ("Không có số liệu", True),
        ("Chưa có báo cáo chính trị", False),
        ("Chưa nộp", False),
        ("Chưa", False),
        ("Báo cáo sau", False),
    ],
)
def test_that_no_report_came_is_said_in_so_many_words(text: str, unreported: bool) -> None:
    assert says_unreported(text) == unreported


@pytest.mark.parametrize(
    ("folder", "day", "told"),
    [
        ("DS dang vien 30.6.2025", "2025-06-30", True),
        ("Gui 30.6.2025", None, False),
        ("Nam 2025", None, False),
    ],
)
def test_a_folder_may_give_the_day_that_neither_sheet_nor_file_gives(
    write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan, folder: str, day: str | None, told: bool
) -> None:
    write_workbook("raw/danh sach.xlsx", A=REGISTER)
    write_workbook("raw/tien do 15-4-2025.xlsx", A=[MASTER, [1, HEALTH, "x", "x", "x", None]])
    grid: Grid = [["TT", "Đơn vị", "Tổng số đảng viên", "Nữ"], [1, HEALTH, 86, 40]]
    write_workbook(f"raw/{folder}/so lieu.xlsx", A=grid)
    tables = clean_folder(tmp_path / "raw", plan)
    assert {str(one)[:10] for one in tables["membership"]["as_of"]} == ({day} if day else set())
    assert ("as_of_of_folder" in rules(tables)) == told
    assert ("no_as_of" in rules(tables)) != told


def test_a_form_of_lines_may_give_only_the_day_of_its_signing(
    write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan
) -> None:
    lines = [
        "ĐẢNG BỘ SỞ Y TẾ", "Kon Tum, ngày 10 tháng 4 năm 2025", "1. Tổng số đảng viên: 62",
        "2. Quy hoạch cấp ủy: đã xong", "3. Dự thảo văn kiện: đang làm", "4. Dự kiến ngày đại hội: 22/5/2025",
    ]  # fmt: skip
    write_workbook("raw/danh sach.xlsx", A=REGISTER)
    write_workbook("raw/x.xlsx", A=[[line] for line in lines])
    tables = clean_folder(tmp_path / "raw", plan)
    assert {str(day)[:10] for day in tables["progress"]["as_of"]} == {"2025-04-10"}
    assert "as_of_signed" in rules(tables)


def steps(*rows: Sequence[Value], headings: Grid = (("TT", "Nội dung", "Kết quả", "Thời gian"),)) -> Grid:
    """An organisation's milestones below one another, with their states and days."""
    return [["ĐẢNG BỘ SỞ Y TẾ"], ["BÁO CÁO TIẾN ĐỘ (đến ngày 20/5/25)"], [], *headings, *rows]


STEPS: Grid = [
    [1, "Rà soát, bổ sung quy hoạch cấp ủy", "Đã xong", "15/11/2024"],
    [2, "Dự thảo báo cáo chính trị", "Đã xong", "20/2/2025"],
    [3, "Đại hội các chi bộ trực thuộc", "3/3 chi bộ, đạt 100%", None],
    [4, "Duyệt hồ sơ, nhân sự đại hội", "Chưa", None],
    [5, "Tổ chức đại hội chính thức", "Chưa", "Dự kiến 26-27/6/2025"],
]


@pytest.mark.parametrize("headings", [
    ["TT", "Nội dung", "Kết quả", "Thời gian"],
    ["Số TT", "Nội dung công việc", "Đã làm đến đâu", "Ngày tháng"],
])  # fmt: skip
def test_the_day_beside_a_step_is_of_the_deed_or_of_the_plan_as_its_state_says(
    clean: Clean, headings: list[Value]
) -> None:
    tables = clean(steps(*STEPS, headings=[headings]))
    rows = tables["progress"].set_index("milestone")
    assert rows.loc["personnel_planning", "actual_to"] == pd.Timestamp("2024-11-15")
    assert rows["planned_to"].isna()["personnel_planning"]
    assert rows.loc["congress_held", "planned_from"] == pd.Timestamp("2025-06-26")
    assert (rows["held"]["subcell_congresses"], rows["required"]["subcell_congresses"]) == (3, 3)
    assert set(rows["as_of"]) == {pd.Timestamp("2025-05-20")}
    assert "heading_unused" not in rules(tables)


@pytest.mark.parametrize("name", ["ĐB Sở Y tế", "ĐBCS SỞ Y TẾ", "Đảng ủy Sở Y tế"])
def test_steps_below_an_abbreviated_name_are_that_organisations(clean: Clean, name: str) -> None:
    tables = clean([["Tên đơn vị:", name], ["Ngày báo cáo:", "20/5/25"], [], *steps(*STEPS)[3:]])
    assert tables["tasks"].empty
    assert set(tables["progress"]["organisation"]) == {HEALTH}


def test_a_time_limit_beside_a_step_stays_one(clean: Clean) -> None:
    limit = [["TT", "Nội dung", "Kết quả", "Hạn hoàn thành"]]
    rows = clean(steps(*STEPS, headings=limit))["progress"].set_index("milestone")
    assert rows.loc["personnel_planning", "planned_to"] == pd.Timestamp("2024-11-15")
    assert rows.loc["congress_held", "planned_to"] == pd.Timestamp("2025-06-27")


def test_a_step_that_is_no_milestone_is_told_and_the_others_are_read(clean: Clean) -> None:
    tables = clean(steps(*STEPS, [6, "Tuyên truyền, khánh tiết", "Đang làm", None]))
    assert len(tables["progress"]) == 5
    told = tables["findings"].set_index("rule").loc["heading_unused", "message"]
    assert "Tuyên truyền, khánh tiết" in str(told)


def test_a_report_of_two_columns_may_say_its_day_by_the_word_day_alone(clean: Clean) -> None:
    tables = clean(
        [
            ["Đơn vị", HEALTH],
            ["Ngày", "22/4/2025"],
            [],
            ["Rà soát quy hoạch cấp ủy", "xong"],
            ["Văn kiện đại hội (dự thảo)", "xong"],
            ["Duyệt hồ sơ đại hội", "chưa"],
        ]
    )
    assert set(tables["progress"]["as_of"]) == {pd.Timestamp("2025-04-22")}
    assert "heading_unused" not in rules(tables)


@pytest.mark.parametrize(("cell", "told"), [("3/3 chi bộ (100%)", False), ("2/3 chi bộ, đạt 100%", True)])
def test_a_rate_behind_a_fraction_has_to_be_its_own(clean: Clean, cell: str, told: bool) -> None:
    tables = clean(steps(*STEPS[:2], [3, "Đại hội các chi bộ trực thuộc", cell, None], *STEPS[3:]))
    assert ("count_unreadable" in rules(tables)) is told


def test_a_day_of_completion_without_a_word_is_done_and_an_expected_day_a_plan(clean: Clean) -> None:
    rows = clean(
        steps(
            [1, "Rà soát, bổ sung quy hoạch cấp ủy", None, "5/11/2024", None],
            [2, "Kết luận tiêu chuẩn chính trị", "Chưa", None, None],
            [3, "Dự thảo báo cáo chính trị", "Đang làm", None, "1/6/2025"],
            [4, "Duyệt hồ sơ, nhân sự đại hội", None, None, None],
            [5, "Tổ chức đại hội chính thức", None, None, "28/5/2025"],
            headings=[["TT", "Nội dung", "Kết quả", "Ngày hoàn thành", "Ngày dự kiến"]],
        )
    )["progress"].set_index("milestone")
    assert rows["status"].to_dict() == {
        "personnel_planning": "done",
        "political_standards": "not_started",
        "documents_drafted": "in_progress",
        "dossier_approved": "not_started",
        "congress_held": "not_started",
    }
    assert rows["actual_to"]["personnel_planning"] == pd.Timestamp("2024-11-05")
    assert rows["planned_to"].dropna().to_dict() == {
        "documents_drafted": pd.Timestamp("2025-06-01"),
        "congress_held": pd.Timestamp("2025-05-28"),
    }


def test_the_day_beside_a_crossed_state_goes_with_it(clean: Clean) -> None:
    tables = clean(
        steps(
            [1, "Rà soát, bổ sung quy hoạch cấp ủy", "x", None, None, "20/12/2024"],
            [2, "Kết luận tiêu chuẩn chính trị", None, "x", None, "2/3/2025"],
            [3, "Dự thảo báo cáo chính trị", None, "x", None, "1/6/2025"],
            [4, "Tổ chức đại hội chính thức", None, None, "x", "26/6/2025"],
            headings=[["TT", "Nội dung công việc", "Đã xong", "Đang làm", "Chưa làm", "Thời gian"]],
        )
    )
    rows = tables["progress"].set_index("milestone")
    assert rows["actual_to"].dropna().to_dict() == {"personnel_planning": pd.Timestamp("2024-12-20")}
    assert rows["planned_to"].dropna().to_dict() == {
        "documents_drafted": pd.Timestamp("2025-06-01"),
        "congress_held": pd.Timestamp("2025-06-26"),
    }
    assert rules(tables) == {"day_left_open"}


def test_a_name_that_sounds_like_a_milestone_heads_no_column(
    write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan
) -> None:
    planning = "Chi bộ Viện Quy hoạch xây dựng"
    register = [*REGISTER[:3], [1, HEALTH, "Hành chính", 3, 86], [2, planning, "Sự nghiệp", None, 9]]
    write_workbook("raw/danh sach.xlsx", A=register)
    write_workbook(
        "raw/x.xlsx",
        A=[
            ["PHIẾU BÁO CÁO TIẾN ĐỘ (đến ngày 10/4/2025)"],
            ["Tên đơn vị", planning],
            ["- Bổ sung quy hoạch cấp ủy:", "đã xong"],
            ["- Xây dựng dự thảo văn kiện:", "đang làm"],
            ["- Duyệt hồ sơ đại hội:", "chưa"],
        ],
    )
    rows = clean_folder(tmp_path / "raw", plan)["progress"]
    assert set(rows["organisation"]) == {planning}
    assert rows["status"].tolist() == ["done", "in_progress", "not_started"]


@pytest.mark.parametrize(
    ("answer", "counts"),
    [
        ("21 đồng chí; trong đó chính thức 19 đồng chí, dự bị 02 đồng chí", [19, 2, 21]),
        ("21 đồng chí; trong đó chính thức 20 đồng chí, dự bị 02 đồng chí", []),  # which of them is wrong?
    ],
)
def test_an_answer_may_tell_several_counts(
    write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan, answer: str, counts: list[int]
) -> None:
    write_workbook("raw/danh sach.xlsx", A=REGISTER)
    write_workbook(
        "raw/x.xlsx",
        A=[
            ["ĐẢNG BỘ TRƯỜNG CAO ĐẲNG", None, "Hòa Bình, ngày 01 tháng 4 năm 2025"],
            ["(Tính đến hết ngày 31/3/2025)"],
            [f"1. Tên đơn vị: {HEALTH}"],
            [f"2. Tổng số đảng viên: {answer}"],
            ["3. Rà soát quy hoạch cấp ủy: đã hoàn thành."],
            ["4. Đại hội chi bộ trực thuộc: đã đại hội 2/3 chi bộ, còn 01 chi bộ chưa đại hội"],
            ["5. Duyệt hồ sơ đại hội: chưa duyệt."],
        ],
    )
    tables = clean_folder(tmp_path / "raw", plan)
    assert sorted(tables["membership"]["count"]) == sorted(counts)
    assert rules(tables) == (set() if counts else {"count_unreadable"})
    held = tables["progress"].query("milestone == 'subcell_congresses'")
    assert held[["held", "required"]].to_numpy().tolist() == [[2, 3]]
