"""One organisation's milestones below one another: crosses below states, two periods, pairs in a row."""

from __future__ import annotations

import pytest
from tests.conftest import Grid
from tests.pipeline.conftest import Clean, Tables, said_of

from analysis.cells import Value

HEALTH, RUBBER = "Đảng bộ Sở Y tế", "Chi bộ Công ty Cao su"
STATES: Grid = [
    ["Stt", "Phần việc", "Mức độ hoàn thành", None, None, "Ghi chú"],
    [None, None, "Đã xong", "Đang làm", "Chưa làm"],
    [1, "Rà soát quy hoạch cấp ủy nhiệm kỳ 2025-2030", "x"],
    [2, "Kết luận tiêu chuẩn chính trị", None, "x"],
    [3, "Dự thảo các văn kiện", None, "x", None, "đã có đề cương"],
    [4, "Đại hội chi bộ trực thuộc", None, "2/3"],
    [5, "Duyệt hồ sơ đại hội", None, None, "x"],
    [6, "Tổ chức đại hội đảng bộ", None, None, "x", "dự kiến 27/5/2025"],
]


def _said(tables: Tables, *columns: str) -> dict[str, tuple[str, ...]]:
    milestones = tables["progress"]["milestone"].unique()
    return {one: said[1:] for one in milestones for said in said_of(tables, one, *columns)}


def test_a_cross_below_not_yet_is_not_done_whatever_the_steps_are_called(clean: Clean) -> None:
    tables = clean([["ĐẢNG ỦY SỞ Y TẾ"], ["THEO DÕI CHUẨN BỊ ĐẠI HỘI (đến ngày 20/2/2025)"], [], *STATES])
    assert _said(tables, "status", "planned_to", "held", "required") == {
        "personnel_planning": ("done", "", "", ""),
        "political_standards": ("in_progress", "", "", ""),
        "documents_drafted": ("in_progress", "", "", ""),
        "subcell_congresses": ("in_progress", "", "2", "3"),
        "dossier_approved": ("not_started", "", "", ""),
        "congress_held": ("not_started", "2025-05-27", "", ""),
    }
    assert set(said_of(tables, "personnel_planning", "status")) == {(HEALTH, "done")}


def test_crosses_below_states_of_nobody_knows_whom_are_told(clean: Clean) -> None:
    tables = clean([["THEO DÕI CHUẨN BỊ ĐẠI HỘI (đến ngày 20/2/2025)"], [], *STATES])
    assert tables["progress"].empty
    assert list(tables["findings"]["rule"]) == ["sheet_unrecognised"]


def test_two_periods_side_by_side_are_two_reports(clean: Clean) -> None:
    grid: Grid = [
        ["ĐẢNG BỘ SỞ Y TẾ"],
        ["SO SÁNH TIẾN ĐỘ CHUẨN BỊ ĐẠI HỘI"],
        ["TT", "Nội dung công việc", "Kỳ trước (đến 15/3/2025)", "Kỳ này (đến 15/4/2025)", "Ghi chú", "Mã"],
        [1, "Rà soát, bổ sung quy hoạch cấp ủy", "hoàn thành", "hoàn thành", None, "A1"],
        [2, "Kết luận tiêu chuẩn chính trị", "đang thực hiện", "hoàn thành", None, "A2"],
        [3, "Đại hội chi bộ trực thuộc", "1/3", "3/3", None, "A3"],
        [4, "Duyệt hồ sơ đại hội", "chưa", "đang thực hiện", None, "A4"],
        [5, "Ngày dự kiến đại hội Đảng bộ", "23/5/2025", "21/5/2025", "dời sớm", "A5"],
    ]
    tables = clean(grid)
    assert said_of(tables, "political_standards", "as_of", "status") == [
        (HEALTH, "2025-03-15", "in_progress"),
        (HEALTH, "2025-04-15", "done"),
    ]
    assert said_of(tables, "subcell_congresses", "held") == [(HEALTH, "1"), (HEALTH, "3")]
    assert said_of(tables, "congress_held", "planned_to") == [(HEALTH, "2025-05-23"), (HEALTH, "2025-05-21")]
    assert tables["findings"].query("rule == 'heading_unused'")["raw_value"].tolist() == ["Mã"]


def test_a_form_may_ask_twice_in_each_row(clean: Clean) -> None:
    grid: Grid = [
        ["BÁO CÁO NHANH VỀ ĐẠI HỘI"],
        ["Ngày báo cáo: 14/4/2025"],
        ["Tên tổ chức đảng", HEALTH, "Nhiệm kỳ", "2025 - 2030"],
        ["Quy hoạch cấp ủy", "Xong", "Tiêu chuẩn chính trị", "Đạt"],
        ["Dự thảo văn kiện", "Đang soạn thảo", "Duyệt hồ sơ đại hội", "Chưa duyệt"],
        ["Chi bộ trực thuộc phải ĐH", 3, "Chi bộ trực thuộc đã ĐH", 2],
        ["Ngày dự kiến ĐH", "10/6/2025", "Ngày tổ chức ĐH"],
        [],
        [None, None, "NGƯỜI BÁO CÁO"],
    ]
    assert _said(clean(grid), "status", "planned_to", "held") == {
        "personnel_planning": ("done", "", ""),
        "political_standards": ("done", "", ""),
        "documents_drafted": ("in_progress", "", ""),
        "dossier_approved": ("not_started", "", ""),
        "subcell_congresses": ("in_progress", "", "2"),
        "congress_held": ("not_started", "2025-06-10", ""),
    }


@pytest.mark.parametrize(
    ("state", "day", "said"),
    [
        ("Chưa tổ chức", "10/4/2025", []),
        ("Chưa tổ chức", "10/5/2025", [(HEALTH, "not_started", "2025-05-10", "")]),
        ("Đã tổ chức", "10/4/2025", [(HEALTH, "done", "", "2025-04-10")]),
    ],
)
def test_a_day_that_has_passed_beside_not_yet_is_refused(
    clean: Clean, state: Value, day: Value, said: list[tuple[str, ...]]
) -> None:
    grid: Grid = [
        ["BÁO CÁO TIẾN ĐỘ ĐẠI HỘI, tính đến 15/4/2025"],
        ["Tên TCCSĐ", "QH cấp ủy", "Dự thảo VK", "Tổ chức đại hội", None],
        [None, None, None, "Tình trạng", "Ngày"],
        [HEALTH, "Hoàn thành", "Hoàn thành", state, day],
    ]
    tables = clean(grid)
    assert said_of(tables, "congress_held", "status", "planned_to", "actual_to") == said
    told = tables["findings"].query("rule == 'open_after_its_day'")["source_cell"].tolist()
    assert told == ([] if said else ["D4", "E4"])


def test_the_persons_who_are_expected_are_no_plan_and_a_question_names_no_organisation(clean: Clean) -> None:
    grid: Grid = [
        ["CHUẨN BỊ ĐẠI HỘI, tính đến 15/4/2025"],
        [
            "Tên tổ chức đảng",
            "Đơn vị đã rà soát, bổ sung quy hoạch cấp ủy chưa?",
            "Kết luận TCCT của nhân sự dự kiến tham gia cấp ủy",
            "Dự thảo văn kiện",
        ],
        [HEALTH, "Rồi", "Đã hoàn thành", "Đang làm"],
        [RUBBER, "Chưa", "Chưa", "Đang làm"],
    ]
    tables = clean(grid)
    assert said_of(tables, "personnel_planning", "status") == [(HEALTH, "done"), (RUBBER, "not_started")]
    assert said_of(tables, "political_standards", "status") == [(HEALTH, "done"), (RUBBER, "not_started")]
    assert tables["findings"].query("severity == 'error'").empty


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("QH: rà soát quy hoạch cấp ủy; VK: dự thảo văn kiện; Hồ sơ: duyệt hồ sơ đại hội.", "in_progress"),
        ("Hồ sơ: duyệt chậm ở một số đơn vị", None),
    ],
)
def test_a_key_below_the_table_explains_its_headings(clean: Clean, note: str, said: str | None) -> None:
    """A remark about one heading is no key."""
    grid: Grid = [
        ["TIẾN ĐỘ CHUẨN BỊ ĐẠI HỘI, thời điểm 25.3.2025"],
        ["TT", "Tên đơn vị", "QH", "VK", "Hồ sơ", "Ngày ĐH (dự kiến)"],
        [1, HEALTH, "x", "x", "đang", "20/5/2025"],
        [2, RUBBER, "x", None, None, "5/6/2025"],
        [],
        [None, note],
    ]
    tables = clean(grid)
    assert said_of(tables, "dossier_approved", "status") == (
        [(HEALTH, said), (RUBBER, "not_started")] if said else []
    )
    assert ("heading_unused" in set(tables["findings"]["rule"])) == (said is None)


def test_labels_and_answers_that_alternate_across_the_row_are_a_form_and_no_list(clean: Clean) -> None:
    """One of the two columns of labels names nothing but milestones, and known states stand beside it."""
    grid: Grid = [
        ["BÁO CÁO NHANH VỀ ĐẠI HỘI"],
        ["Ngày báo cáo: 14/4/2025"],
        [],
        ["Tên tổ chức đảng", HEALTH, "Nhiệm kỳ", "2025 - 2030"],
        ["Quy hoạch cấp ủy", "Xong", "Tiêu chuẩn chính trị", "Đạt"],
        ["Dự thảo văn kiện", "Đang soạn thảo", "Duyệt hồ sơ đại hội", "Chưa duyệt"],
        ["Chi bộ trực thuộc phải ĐH", 3, "Chi bộ trực thuộc đã ĐH", 3],
        ["Ngày dự kiến ĐH", "Đầu tháng 6/2025", "Ngày tổ chức ĐH"],
    ]
    said = _said(clean(grid), "status", "planned_from", "held")
    assert said["personnel_planning"] == ("done", "", "")
    assert said["documents_drafted"] == ("in_progress", "", "")
    assert said["subcell_congresses"] == ("done", "", "3")
    assert said["congress_held"] == ("not_started", "2025-06-01", "")


def test_a_form_of_labels_loses_none_of_its_first_lines(clean: Clean) -> None:
    """Its third line looks like a heading, for known states stand below."""
    grid: Grid = [
        ["BIỂU TỔNG HỢP kết quả đại hội chi, đảng bộ cơ sở"],
        ["(có đến ngày 29.3.2025)"],
        [],
        ["Tên đơn vị", RUBBER],
        ["- Rà soát, bổ sung QH cấp ủy 2025-2030", "15/9/24"],
        ["- KL TCCT", "Xong"],
        ["- Dự thảo văn kiện:", "Có"],
        ["- Số chi bộ TT đã ĐH/tổng số"],
        ["- Duyệt đề án nhân sự và văn kiện:", "Hoàn thành"],
        ["- Đăng ký thời gian ĐH", "30/03/2025"],
        ["- Đã tổ chức đại hội"],
        ["- Ngày chuẩn y", "Chưa thực hiện"],
    ]
    said = _said(clean(grid), "status", "actual_from")
    assert said["personnel_planning"] == ("done", "2024-09-15")
    assert said["political_standards"] == ("done", "")
    assert said["dossier_approved"] == ("done", "")


def test_a_day_of_both_is_that_of_the_deed_where_the_state_says_done(clean: Clean) -> None:
    head = ["TT", "Nội dung", "Tình trạng", "Thời gian hoàn thành (hoặc dự kiến hoàn thành)"]
    rows: Grid = [
        [1, "Rà soát, bổ sung quy hoạch cấp ủy", "Hoàn thành", "3/2/2025"],
        [2, "Kết luận tiêu chuẩn chính trị đối với nhân sự", "Hoàn thành", "24/2/2025"],
        [3, "Xây dựng dự thảo văn kiện trình đại hội", "Đang thực hiện", "10/5/2025"],
        [4, "Tổ chức đại hội", "Chưa", "22/6/2025"],
    ]
    tables = clean([["Đơn vị báo cáo: " + HEALTH], ["Số liệu tính đến ngày 25/4/2025"], head, *rows])
    said = _said(tables, "status", "planned_from", "actual_from")
    assert said["personnel_planning"] == ("done", "", "2025-02-03")
    assert said["documents_drafted"] == ("in_progress", "2025-05-10", "")
    assert said["congress_held"] == ("not_started", "2025-06-22", "")


WITH_MEMBERS: Grid = [
    ["PHIẾU THEO DÕI CHUẨN BỊ ĐẠI HỘI (đến ngày 20/2/2025)"],
    ["Tổ chức đảng:", None, HEALTH],
    ["Tổng số đảng viên:", None, 86, None, "Trong đó nữ:", 40],
    [],
    *STATES,
]


@pytest.mark.parametrize(
    ("grid", "cells"),
    [
        (WITH_MEMBERS, ("C3", "F3")),
        ([*WITH_MEMBERS[:2], ["Tổng số đảng viên: 86; trong đó nữ 40"], [], *STATES], ("A3", "A3")),
        ([*WITH_MEMBERS[:2], [], *STATES, [], WITH_MEMBERS[2]], ("C13", "F13")),
    ],
)
def test_members_in_lines_around_the_steps_are_counted(
    clean: Clean, grid: Grid, cells: tuple[str, str]
) -> None:
    tables = clean(grid)
    rows = tables["membership"][["organisation", "measure", "count", "source_cell"]]
    assert [(name, measure, int(n), at) for name, measure, n, at in rows.itertuples(index=False)] == [
        (HEALTH, "total", 86, cells[0]),
        (HEALTH, "women", 40, cells[1]),
    ]
    assert set(said_of(tables, "personnel_planning", "status")) == {(HEALTH, "done")}


def test_a_line_of_members_with_two_answers_is_told(clean: Clean) -> None:
    tables = clean([*WITH_MEMBERS[:2], ["Tổng số đảng viên:", None, 86, 87], [], *STATES])
    assert tables["membership"].empty
    told = tables["findings"].set_index("rule")["source_cell"]
    assert told["answers_several"] == "A3"
