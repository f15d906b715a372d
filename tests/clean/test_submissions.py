"""Answers to an online form: of several submissions of one organisation the last counts, and it is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest
from tests.conftest import REGISTER, WriteWorkbook

from analysis.cells import Value
from analysis.pipeline.cleaning import clean_folder
from analysis.plan import Plan

Clean = Callable[[str, list[list[str]]], dict[str, pd.DataFrame]]
HEALTH = "Đảng bộ Sở Y tế"
PROGRESS = [
    "Dấu thời gian",
    "Tên tổ chức đảng",
    "1. Đã rà soát quy hoạch cấp ủy chưa?",
    "2. Dự thảo văn kiện",
]
MEMBERS = ["Timestamp", "Tên đảng bộ, chi bộ", "Tổng số đảng viên", "Nữ"]


@pytest.fixture
def clean(write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan) -> Clean:
    def run(name: str, rows: list[list[str]]) -> dict[str, pd.DataFrame]:
        write_workbook("raw/danh sach.xlsx", A=REGISTER)
        lines = [",".join(f'"{cell}"' for cell in row) for row in rows]
        (tmp_path / "raw" / name).write_text("\n".join(lines), encoding="utf-8")
        return clean_folder(tmp_path / "raw", plan)

    return run


def test_the_last_submission_of_an_organisation_counts_and_the_others_are_told(clean: Clean) -> None:
    rows = [
        PROGRESS,
        ["11/04/2025 08:02:11", HEALTH, "Rồi", "Đang thực hiện"],
        ["11/04/2025 08:15:40", "Chi bộ Sở Xây dựng", "Chưa", "Chưa"],
        ["14/04/2025 15:21:08", "Sở Y tế", "Rồi", "Đã hoàn thành"],
    ]
    tables = clean("Tien do den 15-4-2025 (Responses).csv", rows)
    read = tables["progress"][tables["progress"]["organisation"] == HEALTH]
    assert read["status"].tolist() == ["done", "done"]
    assert read["source_cell"].tolist() == ["C4", "D4"]
    told = tables["findings"].set_index("rule").loc["submission_replaced"]
    assert (told["severity"], told["source_cell"]) == ("warning", "B2")
    assert "B4" in told["message"]
    source = tables["sources"].set_index("source_file").loc["Tien do den 15-4-2025 (Responses).csv"]
    assert (source["rows_kept"], source["rows_refused"]) == (2, 1)


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("6/25/2025 8:10:22", "6/28/2025 8:50:37", 26),
        ("6/28/2025 8:50:37", "6/25/2025 8:10:22", 25),
        ("6/28/2025 8:50:37 AM", "6/28/2025 1:10:22 PM", 26),
        ("28/06/2025 09:00:00", "28/06/2025 15:00:00", 26),
        ("2025-06-25T08:10:22", "2025-06-28T08:50:37", 26),
        ("5/6/2025 8:00:00", "6/6/2025 8:00:00", 26),
        ("28/06/2025 09:00:00", "28/06/2025 09:00:00", None),
        ("hôm qua", "hôm nay", None),
        ("5/6/2025 8:00:00", "6/4/2025 8:00:00", 26),
    ],
)
def test_times_are_read_as_all_of_them_can_be(
    clean: Clean, first: str, second: str, count: int | None
) -> None:
    rows = [MEMBERS, [first, HEALTH, "25", "15"], [second, HEALTH, "26", "16"]]
    tables = clean("Thong ke den 30-6-2025.csv", rows)
    read = tables["membership"].set_index("measure")["count"].to_dict()
    assert read.get("total") == count
    assert ("submission_replaced" in set(tables["findings"]["rule"])) == (count is not None)
    assert ("reports_conflict" in set(tables["findings"]["rule"])) == (count is None)


def test_moments_of_a_workbook_are_compared_as_they_are(
    write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan
) -> None:
    write_workbook("raw/danh sach.xlsx", A=REGISTER)
    rows: list[list[Value]] = [
        [*MEMBERS],
        [datetime(2025, 6, 28, 9), HEALTH, 26, 16],
        [datetime(2025, 6, 25, 9), HEALTH, 25, 15],
    ]
    write_workbook("raw/Thong ke den 30-6-2025.xlsx", A=rows)
    tables = clean_folder(tmp_path / "raw", plan)
    assert tables["membership"].set_index("measure")["count"].to_dict() == {"total": 26, "women": 16}
