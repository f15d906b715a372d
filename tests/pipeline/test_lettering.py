"""Letters that are struck out, slanting or red, and corrections written into the cell."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter
from tests.conftest import REGISTER, Grid, WriteWorkbook
from tests.pipeline.conftest import Clean, Tables, said_of

from analysis.pipeline.cleaning import clean_folder
from analysis.plan import Plan

HEALTH, BUILDING, RUBBER = "Đảng bộ Sở Y tế", "Chi bộ Sở Xây dựng", "Chi bộ Công ty Cao su"
BANNER: Grid = [["LỊCH ĐẠI HỘI CÁC TCCSĐ"], ["Cập nhật đến ngày 10/5/2025"]]
HEAD: Grid = [["TT", "Đơn vị", "Duyệt hồ sơ ĐH", "Dự kiến ngày ĐH"]]
ROWS: Grid = [[1, HEALTH, "Đã duyệt", "22/5/2025"], [2, BUILDING, "Đã duyệt", "23/5/2025"]]
Looks = dict[str, dict[str, bool | str]]


def _written(folder: Path, grid: Grid, looks: Looks, parts: dict[str, tuple[str, str]]) -> None:
    """`looks` are the formats of cells, `parts` cells of which the first text is struck out."""
    with xlsxwriter.Workbook(str(folder / "raw" / "bieu.xlsx")) as workbook:
        sheet = workbook.add_worksheet("Biểu")
        struck = workbook.add_format({"font_strikeout": True})
        for r, row in enumerate(grid):
            for c, value in enumerate(row):
                cell = f"{'ABCDEFGH'[c]}{r + 1}"
                if cell in parts:
                    old, new = parts[cell]
                    sheet.write_rich_string(cell, struck, old, new)
                elif value is not None:
                    sheet.write(cell, value, workbook.add_format(looks[cell]) if cell in looks else None)


@pytest.fixture
def cleaned(tmp_path: Path, write_workbook: WriteWorkbook, plan: Plan) -> Clean:
    """Cleans a sheet with formats."""

    def run(
        grid: Grid, looks: Looks | None = None, parts: dict[str, tuple[str, str]] | None = None
    ) -> Tables:
        write_workbook("raw/danh sach.xlsx", A=REGISTER)
        _written(tmp_path, grid, looks or {}, parts or {})
        return clean_folder(tmp_path / "raw", plan)

    return run


def _rules(tables: Tables) -> list[tuple[str, str]]:
    return sorted(zip(tables["findings"]["rule"], tables["findings"]["source_cell"], strict=True))


def test_of_a_cell_that_is_struck_out_in_part_the_rest_is_read(cleaned: Clean) -> None:
    tables = cleaned(
        [*BANNER, *HEAD, *ROWS], parts={"D4": ("22/5/2025", "29/5/2025"), "C5": ("Chưa ", "Đã duyệt")}
    )
    assert said_of(tables, "congress_held", "planned_to") == [
        (HEALTH, "2025-05-29"),
        (BUILDING, "2025-05-23"),
    ]
    assert said_of(tables, "dossier_approved", "status") == [(HEALTH, "done"), (BUILDING, "done")]
    assert [(rule, cell) for rule, cell in _rules(tables) if rule.startswith("struck")] == [
        ("struck_in_part", "C5"),
        ("struck_in_part", "D4"),
    ]


def test_a_count_in_which_the_old_figure_is_struck_out_is_the_new_one(cleaned: Clean) -> None:
    head: Grid = [["THỐNG KÊ ĐẢNG VIÊN"], ["Đến 31/3/2025"], ["TT", "Đơn vị", "Tổng số đảng viên", "Nữ"]]
    tables = cleaned([*head, [1, HEALTH, 86, "x"], [2, BUILDING, 9, 4]], parts={"D4": ("33", "31")})
    women = tables["membership"].query("measure == 'women'")
    assert list(women["count"]) == [31, 4]


def test_a_cell_that_is_struck_out_is_not_used(cleaned: Clean) -> None:
    tables = cleaned([*BANNER, *HEAD, *ROWS], looks={"D4": {"font_strikeout": True}})
    assert said_of(tables, "congress_held", "planned_to") == [(HEALTH, ""), (BUILDING, "2025-05-23")]
    assert ("struck_out", "D4") in _rules(tables)


def test_a_row_whose_name_is_struck_out_is_not_used(cleaned: Clean) -> None:
    tables = cleaned([*BANNER, *HEAD, *ROWS], looks={cell: {"font_strikeout": True} for cell in ("A5", "B5")})
    assert said_of(tables, "congress_held", "planned_to") == [(HEALTH, "2025-05-22")]
    assert ("row_struck", "A5") in _rules(tables) or ("row_struck", "B5") in _rules(tables)


@pytest.mark.parametrize(
    ("look", "words"), [("italic", "in nghiêng"), ("bold", "in đậm"), ("font_color", "chữ đỏ")]
)
def test_days_in_letters_that_the_sheet_explains_are_what_it_says(
    cleaned: Clean, look: str, words: str
) -> None:
    head: Grid = [["KẾT QUẢ ĐẠI HỘI"], ["Đến ngày 30/5/2025"], ["TT", "Đơn vị", "Văn kiện", "Ngày đại hội"]]
    rows: Grid = [[1, HEALTH, "x", "22/5/2025"], [2, BUILDING, "x", "23/5/2025"]]
    note: Grid = [[], [None, f"Ghi chú: {words} là ngày dự kiến, đại hội chưa tổ chức."]]
    looks: Looks = {"D5": {look: "#FF0000" if look == "font_color" else True}}
    told = said_of(cleaned([*head, *rows, *note], looks=looks), "congress_held", "status", "planned_to")
    assert told == [(HEALTH, "done", ""), (BUILDING, "not_started", "2025-05-23")]


def test_letters_that_no_text_explains_mean_nothing(cleaned: Clean) -> None:
    tables = cleaned([*BANNER, *HEAD, *ROWS], looks={"D4": {"italic": True}, "C5": {"bold": True}})
    assert said_of(tables, "congress_held", "planned_to") == [
        (HEALTH, "2025-05-22"),
        (BUILDING, "2025-05-23"),
    ]


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("22/5 → 30/5/2025", "2025-05-30"),
        ("22/5/2025 sửa thành 30/5/2025", "2025-05-30"),
        ("30/5/2025 (lùi từ 22/5/2025)", "2025-05-30"),
        ("29/5 → 30/5/2025", "2025-05-30"),
    ],
)
def test_a_day_in_the_place_of_another_is_read(clean: Clean, said: str, day: str) -> None:
    tables = clean([*BANNER, *HEAD, [1, HEALTH, "x", said], ROWS[1]])
    assert said_of(tables, "congress_held", "planned_to")[0] == (HEALTH, day)


def test_a_deed_whose_day_was_corrected_stays_a_deed(clean: Clean) -> None:
    head: Grid = [["KẾT QUẢ ĐẠI HỘI"], ["Đến ngày 30/5/2025"], ["TT", "Đơn vị", "Ngày đã tổ chức đại hội"]]
    tables = clean([*head, [1, HEALTH, "12/5/2025 sửa thành 22/5/2025"], [2, BUILDING, "23/5/2025"]])
    assert said_of(tables, "congress_held", "status", "actual_to")[0] == (HEALTH, "done", "2025-05-22")


PLANS: Grid = [
    ["THEO DÕI KẾ HOẠCH VÀ THỰC HIỆN"],
    ["Đến ngày 31/3/2025"],
    ["STT", "Tổ chức đảng", "KH/TH", "Văn kiện", "Đại hội CBTT", "Duyệt hồ sơ", "Đại hội"],
    [1, HEALTH, "KH", "28/2/2025", 3, "15/4/2025", "6/6/2025"],
    [None, HEALTH, "TH", "24/2/2025", 2, None, None],
    [2, BUILDING, "KH", "28/2/2025", None, "14/3/2025", "28/3/2025"],
    [None, BUILDING, "TH", "xong", None, "x", "27/3/2025"],
]


def test_a_row_of_plans_and_one_of_deeds_are_one_organisation(clean: Clean) -> None:
    tables = clean(PLANS)
    columns = ("status", "planned_to", "actual_to")
    assert said_of(tables, "congress_held", *columns) == [
        (HEALTH, "not_started", "2025-06-06", ""),
        (BUILDING, "done", "2025-03-28", "2025-03-27"),
    ]
    assert said_of(tables, "dossier_approved", *columns) == [
        (HEALTH, "not_started", "2025-04-15", ""),
        (BUILDING, "done", "2025-03-14", ""),
    ]
    assert said_of(tables, "documents_drafted", *columns)[0] == (HEALTH, "done", "2025-02-28", "2025-02-24")
    assert said_of(tables, "subcell_congresses", "held", "required") == [(HEALTH, "2", "3")]
    assert "reports_conflict" not in set(tables["findings"]["rule"])


def test_a_draft_gives_way_to_the_last_version(
    write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan
) -> None:
    write_workbook("raw/danh sach.xlsx", A=REGISTER)
    head: Grid = [["Đến ngày 30/5/2025"], ["TT", "Đơn vị", "Văn kiện", "Duyệt hồ sơ"]]
    draft: Grid = [["TIẾN ĐỘ ĐẠI HỘI (dự thảo, chờ đơn vị bổ sung)"], *head, [1, HEALTH, "x", None]]
    final: Grid = [["TIẾN ĐỘ ĐẠI HỘI"], *head, [1, HEALTH, "x", "x"]]
    write_workbook("raw/bieu.xlsx", Lan1=draft, Trinh=final)
    tables = clean_folder(tmp_path / "raw", plan)
    assert said_of(tables, "dossier_approved", "status") == [(HEALTH, "done")]
    assert "report_replaced" in set(tables["findings"]["rule"])


def test_a_correction_may_name_a_row_by_its_number(clean: Clean) -> None:
    note: Grid = [
        [],
        [None, "Đính chính: - Dòng 1, cột Duyệt hồ sơ ĐH: đọc là Chưa."],
        [None, "- Dòng 2: đọc lại"],
    ]
    tables = clean([*BANNER, *HEAD, *ROWS, [3, RUBBER, "Đã duyệt", "24/5/2025"], *note])
    assert said_of(tables, "dossier_approved", "status") == [(RUBBER, "done")]
    assert said_of(tables, "congress_held", "planned_to")[:1] == [(HEALTH, "2025-05-22")]


QUESTIONS: Grid = [
    ["TỔNG HỢP PHIẾU"],
    ["Số liệu đến 5/5/2025"],
    ["TT", "Tổ chức đảng", "Đã rà soát quy hoạch chưa?", "Chưa có kết luận TCCT?", "Hồ sơ chưa được duyệt?"],
]


def test_a_question_whether_something_is_not_done_is_answered_the_other_way_round(clean: Clean) -> None:
    rows: Grid = [
        [1, HEALTH, "Rồi", "Không", "Có"],
        [2, BUILDING, "Chưa", "Có", "Không"],
        [3, RUBBER, "Có", "Rồi", "Tùy"],
    ]
    tables = clean([*QUESTIONS, *rows])
    assert said_of(tables, "personnel_planning", "status") == [
        (HEALTH, "done"),
        (BUILDING, "not_started"),
        (RUBBER, "done"),
    ]
    assert said_of(tables, "political_standards", "status") == [
        (HEALTH, "done"),
        (BUILDING, "not_started"),
        (RUBBER, "done"),
    ]
    assert said_of(tables, "dossier_approved", "status") == [(HEALTH, "not_started"), (BUILDING, "done")]
    assert ("status_unreadable", "E6") in _rules(tables)
