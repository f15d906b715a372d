"""Tables on their side: the organisations head the columns, what is asked stands in the rows."""

from __future__ import annotations

from tests.conftest import Grid
from tests.pipeline.conftest import Clean, said_of

from analysis.recognise.age_bands import is_bare_band

FIRST, SECOND, THIRD = "Đảng bộ Sở Mây", "Chi bộ Sở Gió", "Chi bộ Sở Sương"
REGISTER: Grid = [
    ["Tên TCCSĐ", "Loại hình", "Số chi bộ", "Số đảng viên"],
    [FIRST, "Hành chính", 4, 60],
    [SECOND, "Hành chính", None, 20],
    [THIRD, "Hành chính", None, 18],
]


def test_marks_of_one_letter_below_names_are_no_headings_and_are_read_by_the_legend(clean: Clean) -> None:
    tables = clean(
        [
            ["Số liệu đến hết ngày 31/5/2025"],
            ["Ghi chú: Đ = đã xong; Đg = đang làm; C = chưa làm"],
            [],
            ["Nội dung", "CƠ QUAN HÀNH CHÍNH"],
            [None, FIRST, SECOND, THIRD],
            ["Quy hoạch cấp ủy", "Đ", "Đ", "Đ"],
            ["Tiêu chuẩn chính trị", "Đ", "Đ", "Đ"],
            ["Dự thảo văn kiện", "Đ", "Đ", "Đg"],
            ["ĐH chi bộ trực thuộc", "4/4", None, None],
            ["Duyệt hồ sơ ĐH", "Đg", "C", "C"],
        ],
        REGISTER,
    )
    everyone = (FIRST, SECOND, THIRD)
    for milestone, states in (
        ("personnel_planning", ("done", "done", "done")),
        ("documents_drafted", ("done", "done", "in_progress")),
        ("dossier_approved", ("in_progress", "not_started", "not_started")),
    ):
        assert said_of(tables, milestone, "status") == [*zip(everyone, states, strict=True)]
    assert tables["findings"].query("severity == 'error'").empty


def test_age_bands_below_one_another_need_no_words(clean: Clean) -> None:
    tables = clean(
        [
            ["THỐNG KÊ ĐẢNG VIÊN ĐẾN NGÀY 31/12/2024"],
            ["Chỉ tiêu", FIRST, SECOND, THIRD],
            ["Tổng số đảng viên", 60, 20, 18],
            ["- Đảng viên nữ", 20, 5, 6],
            ["Tuổi đời: 18 - 30", 10, 4, 2],
            ["31 - 40", 30, 10, 9],
            ["Trên 40", 20, 6, 7],
        ],
        REGISTER,
    )
    rows = tables["membership"].query("measure == 'age_31_40'")
    assert list(rows["count"]) == [30, 10, 9]
    assert tables["findings"].empty


def test_a_day_is_no_age_band() -> None:
    assert is_bare_band("31 - 40")
    assert is_bare_band("- 41–50 tuổi")
    assert not is_bare_band("5-6")
    assert not is_bare_band("15-20/6")
