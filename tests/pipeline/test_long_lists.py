"""Lists with a row for each organisation and milestone, and a section for each organisation."""

from __future__ import annotations

from tests.conftest import Grid
from tests.pipeline.conftest import Clean, said_of

BANNER: Grid = [["BÁO CÁO TIẾN ĐỘ ĐẠI HỘI"], ["Tính đến ngày 15/5/2025"], []]


def test_a_list_of_milestones_headed_noi_dung_tells_no_events(clean: Clean) -> None:
    """A "nội dung" is what was prepared where its cells say so, not what became of an organisation."""
    steps: Grid = [
        ["Quy hoạch cấp ủy", "Hoàn thành", "12/12/2024"],
        ["Tiêu chuẩn chính trị", "Hoàn thành"],
        ["Lấy ý kiến góp ý", "Hoàn thành"],
        ["Duyệt hồ sơ", "Chưa thực hiện"],
    ]
    rows: Grid = [[name, *step] for name in ("Đảng bộ Sở Y tế", "Chi bộ Sở Xây dựng") for step in steps]
    tables = clean([*BANNER, ["Tổ chức đảng", "Nội dung", "Trạng thái", "Ngày hoàn thành"], *rows])
    assert said_of(tables, "personnel_planning", "status", "actual_from") == [
        ("Đảng bộ Sở Y tế", "done", "2024-12-12"),
        ("Chi bộ Sở Xây dựng", "done", "2024-12-12"),
    ]
    assert [status for _, status in said_of(tables, "dossier_approved", "status")] == ["not_started"] * 2
    assert tables["events"].empty
    assert set(tables["findings"].query("raw_value == 'Lấy ý kiến góp ý'")["rule"]) == {"heading_unused"}


def test_a_list_of_milestones_may_have_a_column_for_each_state(clean: Clean) -> None:
    rows: Grid = [
        ["Đảng bộ Sở Y tế", "Dự thảo văn kiện", "x", None, "14/02/2025"],
        ["Đảng bộ Sở Y tế", "Duyệt hồ sơ", None, "x", None],
        ["Đảng bộ Sở Y tế", "Đại hội chi bộ trực thuộc", None, "x", None],
        ["Chi bộ Sở Xây dựng", "Dự thảo văn kiện", "x", "x", "03/03/2025"],
        ["Chi bộ Sở Xây dựng", "Duyệt hồ sơ", "x", None, "21/03/2025"],
    ]
    tables = clean([*BANNER, ["Đơn vị", "Nội dung", "Đã xong", "Đang làm", "Ngày xong"], *rows])
    assert said_of(tables, "documents_drafted", "status", "actual_from") == [
        ("Đảng bộ Sở Y tế", "done", "2025-02-14")
    ]
    assert said_of(tables, "dossier_approved", "status", "actual_from") == [
        ("Đảng bộ Sở Y tế", "in_progress", ""),
        ("Chi bộ Sở Xây dựng", "done", "2025-03-21"),
    ]
    assert said_of(tables, "subcell_congresses", "status") == [("Đảng bộ Sở Y tế", "in_progress")]
    assert "marked_twice" in set(tables["findings"]["rule"])


def test_sections_may_name_the_organisations_of_the_milestones_below_them(clean: Clean) -> None:
    steps: Grid = [
        [1, "Quy hoạch cấp ủy", "Xong", "10/11/2024"],
        [2, "Dự thảo văn kiện", "Đang làm"],
        [3, "Duyệt hồ sơ đại hội", "Chưa"],
    ]
    names = ("I. Đảng bộ Sở Y tế", "II. Chi bộ Sở Xây dựng", "III. Chi bộ Không ai biết")
    rows = [row for name in names for row in ([name], *steps)]
    tables = clean([*BANNER, ["STT", "Nội dung", "Kết quả", "Ngày"], *rows])
    assert said_of(tables, "personnel_planning", "status", "actual_from", "source_cell") == [
        ("Đảng bộ Sở Y tế", "done", "2024-11-10", "C6"),
        ("Chi bộ Sở Xây dựng", "done", "2024-11-10", "C10"),
    ]
    assert [status for _, status in said_of(tables, "documents_drafted", "status")] == ["in_progress"] * 2
    unknown = tables["findings"].query("rule == 'name_unknown'")
    assert list(unknown["raw_value"]) == ["Chi bộ Không ai biết"]
    assert list(unknown["source_cell"]) == ["A13"]


def test_a_task_list_with_sections_of_other_things_stays_one(clean: Clean) -> None:
    steps: Grid = [[1, "Quy hoạch cấp ủy", "Xong"], [2, "Dự thảo văn kiện", "Chưa"]]
    rows = [row for name in ("I. Đảng bộ cơ sở", "II. Chi bộ cơ sở") for row in ([name], *steps)]
    assert clean([*BANNER, ["STT", "Nội dung", "Kết quả", "Hạn"], *rows])["progress"].empty


def test_a_question_that_asks_on_is_about_the_one_before_it(clean: Clean) -> None:
    headings = (
        "Tên tổ chức đảng",
        "Đã đại hội ngày nào? (bỏ trống nếu chưa)",
        "Nếu chưa, dự kiến ngày nào?",
        "Hồ sơ đại hội được duyệt chưa?",
        "Nếu rồi, ngày nào?",
    )
    rows: Grid = [
        ["Đảng bộ Sở Y tế", "10/5/2025", None, "Rồi", "2/5/2025"],
        ["Chi bộ Sở Xây dựng", None, "12/6/2025", "Chưa", None],
    ]
    tables = clean([*BANNER, headings, *rows])
    assert said_of(tables, "congress_held", "status", "planned_from", "actual_from") == [
        ("Đảng bộ Sở Y tế", "done", "", "2025-05-10"),
        ("Chi bộ Sở Xây dựng", "not_started", "2025-06-12", ""),
    ]
    assert said_of(tables, "dossier_approved", "status", "actual_from") == [
        ("Đảng bộ Sở Y tế", "done", "2025-05-02"),
        ("Chi bộ Sở Xây dựng", "not_started", ""),
    ]


def test_two_steps_of_one_milestone_that_contradict_are_refused_both(clean: Clean) -> None:
    rows: Grid = [
        ["Đảng bộ Sở Y tế", "Dự thảo báo cáo chính trị", "Đang làm"],
        ["Đảng bộ Sở Y tế", "Dự thảo báo cáo kiểm điểm", "Hoàn thành", "1/3/2025"],
        ["Chi bộ Sở Xây dựng", "Dự thảo báo cáo chính trị", "Hoàn thành", "2/3/2025"],
        ["Chi bộ Sở Xây dựng", "Dự thảo báo cáo kiểm điểm", "Hoàn thành", "2/3/2025"],
    ]
    tables = clean([*BANNER, ["Đơn vị", "Nội dung", "Trạng thái", "Ngày hoàn thành"], *rows])
    assert said_of(tables, "documents_drafted", "status") == [("Chi bộ Sở Xây dựng", "done")]
    told = tables["findings"].query("rule == 'reports_conflict'")
    assert set(told["source_cell"]) == {"C5", "C6"}


def test_answers_below_a_heading_that_says_noi_dung_list_no_milestones(clean: Clean) -> None:
    """Below "Duyệt nội dung" each "Đã duyệt" sounds like a milestone, but like the same one."""
    rows: Grid = [
        ["Đảng bộ Sở Y tế", "Rồi", "Có", "Đã duyệt", "8/5/2025", "Đã ĐH"],
        ["Chi bộ Sở Xây dựng", "Rồi", "Có", "Đã duyệt", "9/5/2025", "Đã ĐH"],
        ["Đảng bộ Trường Chính trị", "Rồi", "Có", "Đã duyệt", "10/5/2025", "Đã ĐH"],
    ]
    headings = [
        "Tên TCCSĐ",
        "Bổ sung quy hoạch",
        "Kết luận TCCT",
        "Duyệt nội dung",
        "Ngày đại hội",
        "Kết quả ĐH",
    ]
    tables = clean([*BANNER, headings, *rows])
    assert said_of(tables, "personnel_planning", "status")[0] == ("Đảng bộ Sở Y tế", "done")
    assert said_of(tables, "dossier_approved", "actual_from")[0] == ("Đảng bộ Sở Y tế", "")
    assert said_of(tables, "congress_held", "actual_from")[0] == ("Đảng bộ Sở Y tế", "2025-05-08")
