"""Congresses of other bodies, events that are only intended, and what a row says over several lines."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from tests.conftest import Grid
from tests.pipeline.conftest import Clean, said_of

from analysis.clean.unread_values import Fault
from analysis.clean.values import read_mark
from analysis.pipeline.cleaning import clean_folder
from analysis.plan import Plan

HEALTH, BUILDING, HOSPITAL = "Đảng bộ Sở Y tế", "Chi bộ Sở Xây dựng", "Đảng bộ Bệnh viện Đa khoa tỉnh"
BANNER: Grid = [["TỔNG HỢP ĐẠI HỘI"], ["Cập nhật đến 15/5/2025"], []]


def test_beside_the_partys_congress_those_of_other_bodies_are_none_of_ours(clean: Clean) -> None:
    head: Grid = [
        ["TT", "Cơ quan", "Đại hội Đảng (2025-2030)", None, "ĐH Công đoàn", "Đại hội Đoàn", "Hội nghị CB"],
        [None, None, "Duyệt văn kiện, nhân sự", *["Ngày tổ chức"] * 4],
    ]  # fmt: skip
    rows: Grid = [
        [1, HEALTH, "22/4/2025", "9/5/2025", "12/3/2025", "20/3/2025", "15/1/2025"],
        [2, BUILDING, "Chưa", None, "14/3/2025", "21/3/2025", "10/1/2025"],
        [3, HOSPITAL, "Rồi", "Chưa tổ chức; ĐH Đoàn tổ chức ngày 10/4", None, "10/4/2025", None],
    ]
    tables = clean([*BANNER, *head, *rows])
    assert set(said_of(tables, "congress_held", "status", "actual_from")) == {
        (HEALTH, "done", "2025-05-09"),
        (BUILDING, "not_started", ""),
        (HOSPITAL, "not_started", ""),
    }


@pytest.mark.parametrize(
    ("text", "milestone", "status"),
    [
        ("12/5/2025 (sớm hơn kế hoạch)", "congress_held", "done"),
        ("12/5/2025 (sớm hơn dự kiến)", "congress_held", "done"),
        ("15/5/2025 không thành, họp lại ngày 29/5/2025", "congress_held", None),
        ("ĐH Đoàn 10/4", "congress_held", None),
        ("Không có vướng mắc, đã duyệt ngày 6/5/2025", "dossier_approved", "done"),
        ("Không có vướng mắc", "dossier_approved", None),
        ("Chậm so với kế hoạch", "documents_drafted", None),
        ("Đang làm, đã xong phần I, II", "task", "in_progress"),
        ("Đang làm lại (bản hoàn thành ngày 10/4 bị trả về)", "task", "in_progress"),
        ("Hoàn thành, bị trả lại, đã sửa xong", "task", None),
    ],
)
def test_remarks_beside_a_state_do_not_change_it(text: str, milestone: str, status: str | None) -> None:
    mark = read_mark(text, date(2025, 5, 15), "Tình hình", milestone)
    assert (None if isinstance(mark, Fault) else mark.status) == status


def test_what_is_only_intended_is_no_event(clean: Clean) -> None:
    head = ["TT", "Tổ chức đảng", "Loại biến động", "Số quyết định", "Ngày ký", "Hiệu lực từ ngày"]
    rows: Grid = [
        ["A", "Đã có quyết định"],
        [1, HEALTH, "Giải thể", "88-QĐ/ĐU", "20/5/2025", "1/6/2025"],
        ["B", "Dự kiến sắp xếp (chưa có quyết định)"],
        [2, BUILDING, "Giải thể", None, None, "1/7/2025"],
    ]
    tables = clean([["BIẾN ĐỘNG TỔ CHỨC CƠ SỞ ĐẢNG"], ["Tính đến 10/6/2025"], [], head, *rows])
    events = tables["events"]
    assert [(row.organisation, str(row.event_from)[:10]) for row in events.itertuples()] == [
        (HEALTH, "2025-06-01")
    ]
    assert list(tables["findings"].query("rule == 'event_intended'")["source_cell"]) == ["B8"]


def test_a_note_of_two_lines_below_one_name_is_one_row(clean: Clean, tmp_path: Path, plan: Plan) -> None:
    head = ["TT", "Tên TCCSĐ", "Văn kiện", "Đại hội chi bộ trực thuộc", "Ghi chú"]
    rows: Grid = [[1, HEALTH, "x", "2/3", "Mới hợp nhất;"], [None, None, None, None, "còn 01 chi bộ"]]
    clean([*BANNER, head, *rows, [2, HOSPITAL, "x", "8/8"]])
    path = tmp_path / "raw/bieu.xlsx"
    book = openpyxl.load_workbook(path)
    for letter in "ABCD":
        book.worksheets[0].merge_cells(f"{letter}5:{letter}6")
    book.save(path)
    tables = clean_folder(tmp_path / "raw", plan)
    assert said_of(tables, "subcell_congresses", "held", "required") == [
        (HEALTH, "2", "3"),
        (HOSPITAL, "8", "8"),
    ]
    assert "reports_conflict" not in set(tables["findings"]["rule"])
