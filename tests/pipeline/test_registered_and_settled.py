"""Days registered and days settled, columns that only sound like a plan, and a row that is no heading."""

from __future__ import annotations

from datetime import date

import pytest
from tests.conftest import sheet_of
from tests.pipeline.conftest import Clean, said_of

from analysis.clean.unread_values import Fault
from analysis.clean.values import Mark, read_mark
from analysis.recognise.fields import field_of
from analysis.recognise.sheet import recognise_sheet


def test_the_day_settled_holds_before_the_one_that_the_unit_registered(clean: Clean) -> None:
    tables = clean(
        [
            ["TIẾN ĐỘ ĐẠI HỘI (đến 31/3/2025)"],
            ["TT", "Đơn vị", "Dự thảo văn kiện", "Ngày ĐH cấp cơ sở", None],
            [None, None, None, "Đơn vị đăng ký", "Chốt (theo TB 12-TB/ĐUK)"],
            [1, "Đảng bộ Sở Y tế", "x", "06/5/2025", "14/5/2025"],
            [2, "Chi bộ Sở Xây dựng", "x", "09/5/2025", "như đăng ký"],
            [3, "Chi bộ Công ty Cao su", "x", None, "như đăng ký"],
        ]
    )
    assert said_of(tables, "congress_held", "status", "planned_to") == [
        ("Đảng bộ Sở Y tế", "not_started", "2025-05-14"),
        ("Chi bộ Sở Xây dựng", "not_started", "2025-05-09"),
        ("Chi bộ Công ty Cao su", "not_started", ""),
    ]
    assert list(tables["findings"].query("severity == 'error'")["source_cell"]) == ["E6"]


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (("Đại biểu dự ĐH Khối (dự kiến)",), None),
        (("Đại hội đại biểu (dự kiến)",), "congress_planned"),
        (("Chi bộ trực thuộc ĐH", "Chậm so với KH"), None),
        (("Chi bộ trực thuộc ĐH", "Theo KH"), "subcells_required"),
    ],
)
def test_delegates_are_no_plan_and_those_late_are_not_those_required(
    path: tuple[str, ...], field: str | None
) -> None:
    assert field_of("progress", path) == field


@pytest.mark.parametrize(
    ("text", "status", "day"),
    [
        ("Hoãn, chuyển từ 12/6/2025 sang 25/6/2025", "planned", date(2025, 6, 25)),
        ("Tạm hoãn: lùi từ 12/6/2025 đến 25/6/2025", "planned", date(2025, 6, 25)),
    ],
)
def test_put_off_from_one_day_to_another_is_planned_for_the_other(text: str, status: str, day: date) -> None:
    mark = read_mark(text, date(2025, 6, 15), "Tổ chức đại hội", "congress_held")
    assert isinstance(mark, Mark)
    assert mark.when is not None
    assert (mark.status, mark.when.last) == (status, day)


def test_put_off_to_a_day_without_the_old_one_stays_unread() -> None:
    assert isinstance(read_mark("Hoãn, chuyển sang 25/6/2025", date(2025, 6, 15), "", "congress_held"), Fault)


def test_an_organisation_named_right_below_a_closed_heading_is_no_further_heading() -> None:
    sheet = sheet_of(
        [
            ["TT", "Tổ chức", "Đại hội", None, "Ghi chú"],
            [None, None, "Đã tổ chức", "Ngày", None],
            [None, "Đảng bộ Khối (cấp trên)", None, "tháng 8/2025", "Đại hội lần thứ III"],
            [1, "Đảng bộ Sở Y tế", "x", "20/5/2025", None],
            [2, "Chi bộ Sở Xây dựng", "x", "21/5/2025", None],
        ],
        merges=[(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 1, 4)],
    )
    (table,) = recognise_sheet(sheet).tables
    assert [line.row for line in table.data] == [2, 3, 4]
