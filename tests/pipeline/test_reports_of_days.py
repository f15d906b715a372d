"""Several milestones on several days: each day in the headings is a report of its own."""

from __future__ import annotations

from datetime import date

import pytest
from tests.conftest import Grid
from tests.pipeline.conftest import Clean, said_of

from analysis.cells import Value
from analysis.clean.values import Mark, read_mark
from analysis.date_interval import DateInterval

HEALTH, BUILDING = "Đảng bộ Sở Y tế", "Chi bộ Sở Xây dựng"
FIRST, SECOND, THIRD = date(2025, 3, 14), date(2025, 3, 21), date(2025, 3, 28)


def _days_below(first: Value, second: Value) -> Grid:
    return [
        ["THEO DÕI TIẾN ĐỘ HẰNG TUẦN"],
        [],
        ["STT", "Tổ chức đảng", "Rà soát quy hoạch", None, "Dự thảo văn kiện", None, "Đại hội TCCSĐ", None],
        [None, None, first, second, first, second, first, second],
        [1, HEALTH, "chưa", "xong", "đang làm", "đang làm", "KH 6/5/2025", "KH giữa T5/2025"],
        [2, BUILDING, "xong", "xong", None, "2/3/2025", "KH 20/3/2025", "20/3/2025"],
    ]


def _days_above(*rows: list[Value], last: Value = "Tính đến 21/3/2025") -> Grid:
    asked = ["Quy hoạch cấp ủy", "Dự thảo văn kiện"]
    return [
        ["CẬP NHẬT TIẾN ĐỘ"],
        [],
        ["TT", "Tên TCCSĐ", "Tính đến 14/3/2025", None, last, None, "Ghi chú"],
        [None, None, *asked, *asked],
        *rows,
    ]


@pytest.mark.parametrize(("first", "second"), [(FIRST, SECOND), ("Đến 14/3/2025", "Đến 21/3/2025")])
def test_days_below_each_milestone_are_reports(clean: Clean, first: Value, second: Value) -> None:
    tables = clean(_days_below(first, second))
    assert said_of(tables, "personnel_planning", "as_of", "status", "source_cell") == [
        (HEALTH, "2025-03-14", "not_started", "C5"),
        (BUILDING, "2025-03-14", "done", "C6"),
        (HEALTH, "2025-03-21", "done", "D5"),
        (BUILDING, "2025-03-21", "done", "D6"),
    ]
    assert said_of(tables, "congress_held", "status", "planned_to", "actual_to") == [
        (HEALTH, "not_started", "2025-05-06", ""),
        (BUILDING, "not_started", "2025-03-20", ""),
        (HEALTH, "not_started", "2025-05-20", ""),
        (BUILDING, "done", "", "2025-03-20"),
    ]
    assert set(tables["findings"]["rule"]) <= {"organisation_missing"}


def test_milestones_below_each_day_are_reports(clean: Clean) -> None:
    tables = clean(
        _days_above([1, HEALTH, "x", "đang làm", "x", "x"], [2, BUILDING, None, None, "x", "chưa"])
    )
    assert said_of(tables, "documents_drafted", "as_of", "status", "source_cell") == [
        (HEALTH, "2025-03-14", "in_progress", "D5"),
        (BUILDING, "2025-03-14", "not_started", "B6"),
        (HEALTH, "2025-03-21", "done", "F5"),
        (BUILDING, "2025-03-21", "not_started", "F6"),
    ]


def test_a_day_that_has_yet_to_come_and_is_blank_is_no_report(clean: Clean) -> None:
    given = _days_below(FIRST, SECOND)
    asked = ["Rà soát quy hoạch", None, None, "Dự thảo văn kiện", None, None, "Đại hội TCCSĐ"]
    third = [THIRD, None, None]
    rows = [[*row[:4], new, *row[4:6], new, *row[6:], new] for row, new in zip(given[3:], third, strict=True)]
    grid: Grid = [*given[:2], ["STT", "Tổ chức đảng", *asked], *rows]
    assert {f"{day:%d/%m}" for day in clean(grid)["progress"]["as_of"]} == {"14/03", "21/03"}


def test_blanks_behind_what_was_told_are_not_taken_for_not_begun(clean: Clean) -> None:
    tables = clean(_days_above([1, HEALTH, "x", "đang làm", None, "x"], [2, BUILDING, "x", "x", None, None]))
    assert tables["progress"].empty
    assert "sheet_unrecognised" in set(tables["findings"]["rule"])


@pytest.mark.parametrize("said", ["KH giữa T6/2025", "KH: giữa tháng 6/2025", "Lịch giữa tháng 6/2025"])
def test_a_part_of_a_month_behind_the_word_of_a_plan_is_its_time(said: str) -> None:
    expected = Mark("planned", DateInterval(date(2025, 6, 11), date(2025, 6, 20)))
    assert read_mark(said, FIRST, "", "congress_held") == expected
