"""One report against another: gone back, moved dates, jumps, replacements; printed rates and fractions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from tests.conftest import REGISTER, Grid, WriteWorkbook

from analysis.cells import Value
from analysis.pipeline.cleaning import clean_folder
from analysis.plan import Plan

Clean = Callable[..., dict[str, pd.DataFrame]]
HEAD: list[Value] = ["TT", "Tên TCCSĐ", "Quy hoạch cấp ủy", "Ngày tổ chức đại hội"]


@pytest.fixture
def clean(write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan) -> Clean:
    def run(**files: Grid) -> dict[str, pd.DataFrame]:
        write_workbook("raw/danh sach.xlsx", A=REGISTER)
        for name, grid in files.items():
            write_workbook(f"raw/{name}.xlsx", Biểu=grid)
        return clean_folder(tmp_path / "raw", plan)

    return run


def _report(day: str, *rows: list[Value], title: str = "TIẾN ĐỘ ĐẠI HỘI", head: list[Value] = HEAD) -> Grid:
    return [[title], [f"Tính đến ngày {day}"], head, *rows]


def _found(tables: dict[str, pd.DataFrame], rule: str) -> list[str]:
    rows = tables["findings"][tables["findings"]["rule"] == rule]
    return [f"{file} {cell}" for file, cell in zip(rows["source_file"], rows["source_cell"], strict=True)]


def test_done_and_then_not_done_is_told_with_both_cells(clean: Clean) -> None:
    tables = clean(
        a=_report("15/3/2025", [1, "Đảng bộ Sở Y tế", "x", None]),
        b=_report("15/4/2025", [1, "Đảng bộ Sở Y tế", "chưa", None]),
    )
    assert _found(tables, "gone_back") == ["b.xlsx C4"]
    assert "a.xlsx, 'Biểu', C4" in str(tables["findings"].set_index("rule").loc["gone_back", "message"])


def test_what_was_done_without_a_day_has_been_done(clean: Clean) -> None:
    tables = clean(
        a=_report("15/2/2025", [1, "Đảng bộ Sở Y tế", "chưa", None]),
        b=_report("15/3/2025", [1, "Đảng bộ Sở Y tế", "x", None]),
        c=_report("15/4/2025", [1, "Đảng bộ Sở Y tế", "chưa", None]),
    )
    assert _found(tables, "gone_back") == ["c.xlsx C4"]


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("2/3/2025", "5/3/2025", 1),
        ("tháng 3/2025", "5/3/2025", 0),
        ("2/3/2025", "x", 0),
    ],
)
def test_a_day_that_moved_is_told(clean: Clean, first: str, second: str, told: int) -> None:
    tables = clean(
        a=_report("15/3/2025", [1, "Đảng bộ Sở Y tế", "x", first]),
        b=_report("15/4/2025", [1, "Đảng bộ Sở Y tế", "x", second]),
    )
    assert len(_found(tables, "date_moved")) == told


def test_a_report_that_replaces_another_wins_and_says_so(clean: Clean) -> None:
    tables = clean(
        a=_report("15/3/2025", [1, "Đảng bộ Sở Y tế", "x", None]),
        b=_report(
            "15/3/2025",
            [1, "Đảng bộ Sở Y tế", "chưa", None],
            title="TIẾN ĐỘ ĐẠI HỘI (thay thế báo cáo trước)",
        ),
    )
    row = tables["progress"].set_index("milestone").loc["personnel_planning"]
    assert (row["status"], row["source_file"]) == ("not_started", "b.xlsx")
    assert len(_found(tables, "report_replaced")) == 1
    assert _found(tables, "reports_conflict") == []


@pytest.mark.parametrize(
    ("day", "winners"), [("17/3/2025", ["c.xlsx"]), ("16/3/2025", []), ("31/2/2025", [])]
)
def test_of_two_that_replace_the_one_wins_that_replaces_what_was_sent_later(
    clean: Clean, day: str, winners: list[str]
) -> None:
    tables = clean(
        a=_report("15/3/2025", [1, "Đảng bộ Sở Y tế", "x", None]),
        b=_report(
            "15/3/2025", [1, "Đảng bộ Sở Y tế", "chưa", None], title="Thay thế biểu gửi ngày 16/3/2025"
        ),
        c=_report("15/3/2025", [1, "Đảng bộ Sở Y tế", "đang", None], title=f"Thay thế biểu gửi ngày {day}"),
    )
    rows = tables["progress"].query("milestone == 'personnel_planning'")
    assert rows["source_file"].tolist() == winners


def test_what_a_later_report_replaced_contradicts_nothing(clean: Clean) -> None:
    head: list[Value] = ["TT", "Tên TCCSĐ", "Duyệt hồ sơ đại hội", "Ngày tổ chức đại hội"]
    wrong = _report("15/3/2025", [1, "Đảng bộ Sở Y tế", "chưa", "2/3/2025"], head=head)
    right = _report(
        "15/3/2025",
        [1, "Đảng bộ Sở Y tế", "x", "2/3/2025"],
        head=head,
        title="TIẾN ĐỘ ĐẠI HỘI (thay thế báo cáo trước)",
    )
    assert _found(clean(a=wrong), "before_prerequisite") == ["a.xlsx D4"]
    assert _found(clean(a=wrong, b=right), "before_prerequisite") == []


def test_membership_that_jumps_is_told(clean: Clean) -> None:
    head: list[Value] = ["TT", "Tên TCCSĐ", "Tổng số đảng viên", "Nữ", "Dự bị"]
    tables = clean(
        a=_report("31/12/2024", [1, "Đảng bộ Sở Y tế", 86, 20, 3], title="THỐNG KÊ ĐẢNG VIÊN", head=head),
        b=_report("31/3/2025", [1, "Đảng bộ Sở Y tế", 860, 20, 3], title="THỐNG KÊ ĐẢNG VIÊN", head=head),
    )
    assert _found(tables, "membership_jumps") == ["b.xlsx C4"]


@pytest.mark.parametrize(("printed", "told"), [("91,9%", 0), ("92%", 0), ("91%", 0), ("95,5%", 1), (0.5, 1)])
def test_printed_rates_are_compared_with_a_tolerance_for_truncation(
    clean: Clean, printed: Value, told: int
) -> None:
    head: list[Value] = [
        "TT", "Tên TCCSĐ", "Quy hoạch cấp ủy", "Chi bộ trực thuộc đã đại hội/tổng số",
        "Chi bộ trực thuộc: tỷ lệ",
    ]  # fmt: skip
    rows: list[list[Value]] = [
        [1, "Đảng bộ Sở Y tế", "x", "3/3", "100%"],
        [2, "Đảng bộ Bệnh viện Đa khoa tỉnh", "x", "550/598", printed],
        [None, "Tổng cộng", None, "553/602", None],
    ]
    tables = clean(a=_report("15/3/2025", *rows, head=head))
    assert len(_found(tables, "printed_rate_differs")) == told
    assert _found(tables, "printed_total_differs") == ["a.xlsx D6"]
