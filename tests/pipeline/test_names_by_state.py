"""Names below, beside or behind the words that say their state: no row or column of them alone."""

from __future__ import annotations

import pytest
from tests.conftest import Grid
from tests.pipeline.conftest import Clean, Tables, said_of

HEALTH, BUILDING = "Đảng bộ Sở Y tế", "Chi bộ Sở Xây dựng"
HOSPITAL, RUBBER = "Đảng bộ Bệnh viện Đa khoa tỉnh", "Chi bộ Công ty Cao su"


def _rules(tables: Tables) -> set[str]:
    return set(tables["findings"]["rule"]) - {"organisation_missing"}


@pytest.mark.parametrize("numbered", [True, False])
def test_lists_side_by_side_need_no_heading_but_their_states(clean: Clean, numbered: bool) -> None:
    grid: Grid = [
        ["TÌNH HÌNH DUYỆT HỒ SƠ ĐẠI HỘI (đến ngày 20/5/2025)"],
        [],
        ["A. Đã được duyệt", None, "B. Chưa được duyệt"]
        if numbered
        else ["Đã được duyệt", "Chưa được duyệt"],
        [1, HEALTH, RUBBER] if numbered else [HEALTH, RUBBER],
        [2, BUILDING, HOSPITAL] if numbered else [BUILDING, HOSPITAL],
    ]
    tables = clean(grid)
    assert set(said_of(tables, "dossier_approved", "status")) == {
        (HEALTH, "done"),
        (BUILDING, "done"),
        (RUBBER, "not_started"),
        (HOSPITAL, "not_started"),
    }
    assert _rules(tables) == set()


def test_one_cell_names_all_of_a_state_and_their_number_is_compared(clean: Clean) -> None:
    grid: Grid = [
        ["KẾT LUẬN TIÊU CHUẨN CHÍNH TRỊ CỦA NHÂN SỰ"],
        ["Đến ngày 20/3/2025"],
        ["TT", "Tình trạng", "Số đơn vị", "Tên đơn vị"],
        [1, "Đã hoàn thành", 3, f"{HEALTH}; {BUILDING}"],
        [2, "Đang thực hiện", 2, f"- {RUBBER}\n- {HOSPITAL}"],
        [None, "Cộng", 5],
    ]
    tables = clean(grid)
    assert set(said_of(tables, "political_standards", "status", "source_cell")) == {
        (HEALTH, "done", "D4"),
        (BUILDING, "done", "D4"),
        (RUBBER, "in_progress", "D5"),
        (HOSPITAL, "in_progress", "D5"),
    }
    told = tables["findings"].query("rule == 'printed_total_differs'")
    assert told["source_cell"].tolist() == ["C4", "C6"]


def test_rows_of_milestones_and_columns_of_states_hold_names(clean: Clean) -> None:
    grid: Grid = [
        ["TIẾN ĐỘ CHUẨN BỊ ĐẠI HỘI, tính đến ngày 20/3/2025"],
        ["Nội dung", "Đã hoàn thành", "Chưa hoàn thành"],
        ["Rà soát quy hoạch cấp ủy", f"{HEALTH}, {BUILDING} và {HOSPITAL}", RUBBER],
        ["Dự thảo văn kiện", HEALTH, f"{BUILDING}; {HOSPITAL}"],
    ]
    tables = clean(grid)
    assert set(said_of(tables, "personnel_planning", "status")) == {
        (HEALTH, "done"),
        (BUILDING, "done"),
        (HOSPITAL, "done"),
        (RUBBER, "not_started"),
    }
    assert set(said_of(tables, "documents_drafted", "status")) == {
        (HEALTH, "done"),
        (BUILDING, "not_started"),
        (HOSPITAL, "not_started"),
    }


def test_a_notice_lists_names_below_sentences_that_say_their_state(clean: Clean) -> None:
    grid: Grid = [
        ["THÔNG BÁO"],
        ["về tình hình xây dựng văn kiện và quy hoạch cấp ủy (tính đến ngày 20/4/2025)"],
        [],
        ["I. Các đơn vị đã hoàn thành dự thảo văn kiện (02 đơn vị)"],
        ["1. Đảng bộ Sở Y tế"],
        ["2. Chi bộ Sở Xây dựng."],
        ["II. Các đơn vị đang xây dựng dự thảo văn kiện (02 đơn vị)"],
        ["- Chi bộ Công ty Cao su"],
        ["III. Còn 01 đơn vị chưa rà soát, bổ sung quy hoạch cấp ủy: Đảng bộ Bệnh viện Đa khoa tỉnh"],
        ["Đề nghị các đơn vị tại mục III hoàn thành trước ngày 30/4/2025."],
        ["Nơi nhận:"],
    ]
    tables = clean(grid)
    assert set(said_of(tables, "documents_drafted", "status", "planned_to")) == {
        (HEALTH, "done", ""),
        (BUILDING, "done", ""),
        (RUBBER, "in_progress", ""),
    }
    assert set(said_of(tables, "personnel_planning", "status", "source_cell")) == {
        (HOSPITAL, "not_started", "A9")
    }
    told = tables["findings"].query("rule != 'organisation_missing'")
    assert told[["rule", "source_cell"]].to_numpy().tolist() == [["printed_total_differs", "A7"]]


def test_a_day_behind_a_name_is_that_of_its_state(clean: Clean) -> None:
    grid: Grid = [
        ["TÌNH HÌNH ĐẠI HỘI - đến ngày 20/5/2025"],
        ["1. Đã tổ chức đại hội:"],
        ["- Đảng bộ Sở Y tế (10/4/2025)"],
        ["- Chi bộ Sở Xây dựng: 12/4/2025"],
        ["2. Chưa tổ chức đại hội:"],
        ["- Chi bộ Công ty Cao su (dự kiến 5/6/2025)"],
        ["- Đảng bộ Bệnh viện Đa khoa tỉnh (10/5/2025)"],
    ]
    tables = clean(grid)
    assert set(said_of(tables, "congress_held", "status", "planned_to", "actual_to")) == {
        (HEALTH, "done", "", "2025-04-10"),
        (BUILDING, "done", "", "2025-04-12"),
        (RUBBER, "not_started", "2025-06-05", ""),
    }
    assert _rules(tables) == {"open_after_its_day"}


def test_each_clause_of_a_sentence_has_its_own_names(clean: Clean) -> None:
    grid: Grid = [
        ["BÁO CÁO (tính đến ngày 20/5/2025)"],
        [f"Có 02 đơn vị đã đại hội: {HEALTH} (10/4/2025), {BUILDING}; 01 đơn vị chưa đại hội: {RUBBER}."],
        [f"Các đơn vị đã được duyệt hồ sơ gồm: {HEALTH}, {BUILDING}, trong đó chưa thẩm định {HOSPITAL}."],
    ]
    tables = clean(grid)
    assert set(said_of(tables, "congress_held", "status", "actual_to")) == {
        (HEALTH, "done", "2025-04-10"),
        (BUILDING, "done", ""),
        (RUBBER, "not_started", ""),
    }
    assert said_of(tables, "dossier_approved", "status") == []
    assert tables["findings"].query("rule == 'table_unrecognised'")["source_cell"].tolist() == ["A3"]


def test_states_that_are_no_headings_have_their_names_below_them(clean: Clean) -> None:
    grid: Grid = [
        ["RÀ SOÁT QUY HOẠCH CẤP ỦY"],
        ["(tính đến ngày 20/3/2025)"],
        ["Đã hoàn thành", "Đang thực hiện", "Chưa thực hiện"],
        [HEALTH, BUILDING, RUBBER],
        [HOSPITAL],
        [],
        [None, None, "NGƯỜI LẬP BIỂU"],
    ]
    assert set(said_of(clean(grid), "personnel_planning", "status")) == {
        (HEALTH, "done"),
        (HOSPITAL, "done"),
        (BUILDING, "in_progress"),
        (RUBBER, "not_started"),
    }


def test_a_line_about_one_name_says_nothing_of_the_next(clean: Clean) -> None:
    grid: Grid = [
        ["DỰ THẢO VĂN KIỆN (tính đến ngày 20/4/2025)"],
        ["Các đơn vị chưa có dự thảo văn kiện"],
        ["1. Đảng bộ Sở Y tế"],
        ["2. Chi bộ Sở Xây dựng đang lấy ý kiến về dự thảo văn kiện"],
        ["3. Chi bộ Công ty Cao su"],
    ]
    tables = clean(grid)
    assert set(said_of(tables, "documents_drafted", "status")) == {
        (HEALTH, "not_started"),
        (RUBBER, "not_started"),
    }
    assert tables["findings"].query("rule == 'table_unrecognised'")["source_cell"].tolist() == ["A4"]


@pytest.mark.parametrize(
    "title", ["DỰ THẢO VĂN KIỆN VÀ QUY HOẠCH CẤP ỦY", "DANH SÁCH ĐƠN VỊ", "ĐẠI HỘI CHI BỘ TRỰC THUỘC"]
)
def test_where_the_milestone_is_not_one_nothing_is_taken_and_it_is_told(clean: Clean, title: str) -> None:
    grid: Grid = [
        [title],
        ["(tính đến ngày 20/4/2025)"],
        ["I. Đã hoàn thành"],
        ["1. Đảng bộ Sở Y tế"],
        ["2. Chi bộ Sở Xây dựng"],
    ]
    tables = clean(grid)
    assert tables["progress"].empty
    assert _rules(tables) == {"sheet_unrecognised"}


def test_names_below_a_sentence_without_a_state_are_told(clean: Clean) -> None:
    grid: Grid = [
        ["DỰ THẢO VĂN KIỆN (tính đến ngày 20/4/2025)"],
        ["I. Đã hoàn thành"],
        ["1. Đảng bộ Sở Y tế"],
        ["2. Chi bộ Sở Xây dựng"],
        ["Biểu dương các đơn vị sau:"],
        ["1. Chi bộ Công ty Cao su"],
    ]
    tables = clean(grid)
    assert set(said_of(tables, "documents_drafted", "status")) == {(HEALTH, "done"), (BUILDING, "done")}
    told = tables["findings"].query("rule == 'table_unrecognised'")
    assert told["source_cell"].tolist() == ["A6"]


def test_what_a_bracket_says_of_one_name_changes_no_other(clean: Clean) -> None:
    """The name with its remark fits no organisation: it is refused, and told."""
    grid: Grid = [
        ["DỰ THẢO VĂN KIỆN (tính đến ngày 20/4/2025)"],
        ["Các đơn vị chưa có dự thảo văn kiện"],
        ["1. Đảng bộ Sở Y tế"],
        ["2. Chi bộ Sở Xây dựng (đang lấy ý kiến)"],
        ["3. Chi bộ Công ty Cao su"],
    ]
    tables = clean(grid)
    assert set(said_of(tables, "documents_drafted", "status")) == {
        (HEALTH, "not_started"),
        (RUBBER, "not_started"),
    }
    assert _rules(tables) == {"name_unknown"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Các đơn vị đã hoàn thành đại hội, trừ:",
        "Danh sách các đơn vị được kiểm tra việc đã hoàn thành dự thảo văn kiện",
        "Các đơn vị đã đại hội nhiệm kỳ 2020-2025",
        "Các đơn vị đã tổ chức đại hội công đoàn",
        "Các đơn vị đã đại hội hay chưa?",
        "Các đơn vị đã duyệt hồ sơ nhưng chưa đại hội",
    ],
)
def test_a_sentence_about_another_matter_states_nothing(clean: Clean, sentence: str) -> None:
    tables = clean([["BÁO CÁO (tính đến ngày 20/5/2025)"], [sentence], ["1. " + HEALTH], ["2. " + RUBBER]])
    assert tables["progress"].empty
    assert _rules(tables) == {"sheet_unrecognised"}


def test_states_over_the_first_names_are_not_those_of_the_others(clean: Clean) -> None:
    grid: Grid = [
        ["RÀ SOÁT QUY HOẠCH CẤP ỦY (tính đến ngày 20/3/2025)"],
        ["Đã hoàn thành", "Đang thực hiện", "Chưa thực hiện"],
        [HEALTH, BUILDING, None],
        [HOSPITAL, RUBBER, None],
    ]
    assert set(said_of(clean(grid), "personnel_planning", "status")) == {
        (HEALTH, "done"),
        (HOSPITAL, "done"),
        (BUILDING, "in_progress"),
        (RUBBER, "in_progress"),
    }


def test_another_table_of_the_sheet_that_nobody_knows_is_told(clean: Clean) -> None:
    grid: Grid = [
        ["TIÊU CHUẨN CHÍNH TRỊ (đến ngày 20/3/2025)"],
        ["TT", "Tình trạng", "Số đơn vị", "Tên đơn vị"],
        [1, "Đã có kết luận", 2, f"{HEALTH}; {BUILDING}"],
        [2, "Chưa có kết luận", 1, RUBBER],
        [],
        ["KINH PHÍ"],
        ["TT", "Khoản chi", "Số tiền", "Ghi chú"],
        [1, "In tài liệu", 1200, "đã chi"],
        [2, "Trang trí", 800, "tạm ứng"],
    ]
    tables = clean(grid)
    assert len(said_of(tables, "political_standards", "status")) == 3
    assert tables["findings"].query("rule == 'table_unrecognised'")["source_cell"].tolist() == ["A8"]
