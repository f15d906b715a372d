"""What is left tells what is done, and a section gives the month of the days below it."""

from __future__ import annotations

from datetime import date

import pytest
from tests.conftest import Grid
from tests.pipeline.conftest import Clean, said_of

from analysis.cells import Value
from analysis.recognise.fields import field_of


def _left(*rows: list[Value]) -> Grid:
    return [
        ["TIẾN ĐỘ ĐẠI HỘI (đến 15/4/2025)"],
        ["TT", "Tên TCCSĐ", "Dự thảo văn kiện", "Chi bộ trực thuộc", None],
        [None, None, None, "Tổng số", "Còn chưa ĐH"],
        *rows,
    ]


@pytest.mark.parametrize(
    ("whole", "left", "said"),
    [
        (8, 2, ("in_progress", "6", "8")),
        (8, 0, ("done", "8", "8")),
        (8, "-", ("done", "8", "8")),
        (8, 8, ("not_started", "0", "8")),
        (None, 3, ("in_progress", "5", "8")),
    ],
)
def test_those_not_left_have_held_their_congress(
    clean: Clean, whole: Value, left: Value, said: tuple[str, ...]
) -> None:
    tables = clean(
        _left([1, "Đảng bộ Bệnh viện Đa khoa tỉnh", "x", whole, left], [2, "Đảng bộ Sở Y tế", "x", 3, 3])
    )
    name = "Đảng bộ Bệnh viện Đa khoa tỉnh"
    assert (name, *said) in said_of(tables, "subcell_congresses", "status", "held", "required")


@pytest.mark.parametrize(("left", "rule"), [(9, "more_left_than_required"), (None, "count_unreadable")])
def test_what_is_left_of_the_sub_cells_is_refused_where_it_is_too_many_or_blank(
    clean: Clean, left: Value, rule: str
) -> None:
    tables = clean(
        _left([1, "Đảng bộ Bệnh viện Đa khoa tỉnh", "x", 8, left], [2, "Đảng bộ Sở Y tế", "x", 3, 3])
    )
    assert [row[0] for row in said_of(tables, "subcell_congresses")] == ["Đảng bộ Sở Y tế"]
    assert rule in set(tables["findings"]["rule"])


def test_beside_a_target_what_was_reached_counts_those_admitted() -> None:
    assert field_of("membership", ("Tăng", "Kết nạp", "Thực hiện")) == "admitted"
    assert field_of("membership", ("Tăng", "Kết nạp", "Chỉ tiêu năm")) == "note"
    assert field_of("membership", ("Kế hoạch kết nạp", "Thực hiện")) is None


def _by_month(*rows: list[Value], heading: str = "Ngày") -> Grid:
    return [["KẾT QUẢ ĐẠI HỘI tính đến 31/5/2025"], ["TT", "Tên TCCSĐ", heading, "Số buổi"], *rows]


def test_a_bare_day_is_of_the_month_that_its_section_names(clean: Clean) -> None:
    tables = clean(
        _by_month(
            [None, "I. ĐÃ TỔ CHỨC ĐẠI HỘI (2 TCCSĐ)"],
            [None, "Tháng 4/2025"],
            [1, "Đảng bộ Sở Y tế", 24, 2],
            [2, "Chi bộ Sở Xây dựng", 31, 1],
            [None, "II. CHƯA TỔ CHỨC ĐẠI HỘI"],
            [None, "Dự kiến trong tháng 6/2025"],
            [3, "Đảng bộ Bệnh viện Đa khoa tỉnh", "10-11"],
            [4, "Chi bộ Công ty Cao su", 5],
        )
    )
    assert said_of(tables, "congress_held", "status", "planned_from", "planned_to", "actual_to") == [
        ("Đảng bộ Sở Y tế", "done", "", "", "2025-04-24"),
        ("Đảng bộ Bệnh viện Đa khoa tỉnh", "not_started", "2025-06-10", "2025-06-11", ""),
        ("Chi bộ Công ty Cao su", "not_started", "2025-06-05", "2025-06-05", ""),
    ]
    assert "date_impossible" in set(tables["findings"]["rule"])


def test_a_date_of_another_month_than_its_section_was_a_span_of_days_and_is_refused(clean: Clean) -> None:
    tables = clean(
        _by_month(
            [None, "Tháng 4 (2 đơn vị)"],
            [1, "Đảng bộ Sở Y tế", 24],
            [2, "Chi bộ Sở Xây dựng", "28"],
            [None, "Tháng 5"],
            [3, "Đảng bộ Bệnh viện Đa khoa tỉnh", date(2025, 10, 9)],
            [4, "Chi bộ Công ty Cao su", 15],
            [5, "Chi bộ Công ty Cao su", 15],
            heading="Ngày đại hội",
        )
    )
    assert said_of(tables, "congress_held", "actual_to") == [
        ("Đảng bộ Sở Y tế", "2025-04-24"),
        ("Chi bộ Sở Xây dựng", "2025-04-28"),
        ("Chi bộ Công ty Cao su", "2025-05-15"),
    ]


def test_numbers_that_may_be_sessions_are_no_days_of_their_section(clean: Clean) -> None:
    rows: list[list[Value]] = [
        [None, "ĐÃ ĐẠI HỘI"],
        [None, "Tháng 4/2025"],
        [1, "Đảng bộ Sở Y tế", 2],
        [2, "Chi bộ Sở Xây dựng", 1],
    ]
    tables = clean(_by_month(*rows, heading="Thời gian"))
    assert said_of(tables, "congress_held", "status", "actual_to") == [
        ("Đảng bộ Sở Y tế", "done", ""),
        ("Chi bộ Sở Xây dựng", "done", ""),
    ]


def _members(*headings: str, counts: tuple[int, ...]) -> Grid:
    return [
        ["THỐNG KÊ ĐẢNG VIÊN đến 31/3/2025"],
        ["TT", "Tên TCCSĐ", *headings],
        [1, "Đảng bộ Sở Y tế", *counts],
        [2, "Chi bộ Sở Xây dựng", 9, *[3] * (len(counts) - 1)],
    ]


@pytest.mark.parametrize(
    ("headings", "measures"),
    [
        (("Tổng số ĐV (kỳ trước)", "Tổng số ĐV", "Nữ"), ["total", "women"]),
        (("Tổng số ĐV (kỳ trước)", "Kết nạp", "Chuyển đi"), ["opening", "admitted", "transferred_out"]),
        (("Đảng viên có đến cuối kỳ", "Nữ", "Kết nạp"), ["total", "women", "admitted"]),
        (
            ("Đảng viên có đến cuối kỳ", "Chuyển đến", "Chuyển đi"),
            ["closing", "transferred_in", "transferred_out"],
        ),
        (("Tổng số viên chức, lao động", "Tổng số ĐV", "Nữ"), ["total", "women"]),
        (("Tổng số cấp ủy viên", "Nữ", "Tổng số ĐV"), []),
    ],
)
def test_the_ends_of_a_period_are_told_only_with_its_movements(
    clean: Clean, headings: tuple[str, ...], measures: list[str]
) -> None:
    tables = clean(_members(*headings, counts=(86, 80, 40)))
    rows = tables["membership"].query("organisation == 'Đảng bộ Sở Y tế'")
    assert sorted(rows["measure"]) == sorted(measures)
