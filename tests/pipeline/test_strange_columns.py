"""What strange offices put into a column, or wrote over it: each claim is one habit of a clerk."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from tests.conftest import Grid
from tests.pipeline.conftest import Clean, Tables

from analysis.clean.unread_values import Fault
from analysis.clean.values import Mark, read_mark
from analysis.date_interval import DateInterval
from analysis.recognise.fields import field_of

AS_OF = date(2025, 5, 15)


def _said(tables: Tables, milestone: str, *columns: str) -> dict[str, tuple[str, ...]]:
    rows = tables["progress"]
    rows = rows[rows["milestone"] == milestone][["organisation", *columns]]
    return {
        name: tuple("" if pd.isna(v) else str(v).removesuffix(" 00:00:00") for v in values)
        for name, *values in rows.itertuples(index=False)
    }


@pytest.mark.parametrize(
    ("kind", "path", "field"),
    [
        ("register", ("Chi bộ t/thuộc",), "subcells"),
        ("membership", ("Đảng viên", "C/thức"), "full"),
        ("membership", ("Đảng viên", "D.bị"), "probationary"),
        ("progress", ("T/chuẩn chính trị",), "political_standards"),
    ],
)
def test_a_word_cut_to_its_first_letter_is_known_by_the_one_behind_it(
    kind: str, path: tuple[str, ...], field: str
) -> None:
    assert field_of(kind, path) == field


@pytest.mark.parametrize(
    "text", ["QĐ 243 (28/4/2025)", "Quyết định số 243, ngày 28/4/2025", "QĐ 243 28.4.2025"]
)
def test_a_decision_by_number_and_day_is_done_on_that_day(text: str) -> None:
    day = date(2025, 4, 28)
    assert read_mark(text, AS_OF, "QĐ chuẩn y", "results_approved") == Mark("done", DateInterval(day, day))


def test_one_slip_among_the_counts_below_sub_cells_does_not_make_them_the_committees(clean: Clean) -> None:
    others: Grid = [[n, "Đảng bộ Sở Y tế", 4, 4] for n in range(1, 5)]
    tables = clean(
        [
            ["TIẾN ĐỘ ĐẠI HỘI tính đến 15/5/2025"],
            [],
            ["TT", "Tên TCCSĐ", "Đại hội chi bộ", None],
            [None, None, "Tổng số", "Đã ĐH"],
            *others,
            [5, "Đảng bộ Bệnh viện Đa khoa tỉnh", 4, "2-3"],
        ]
    )
    assert _said(tables, "congress_held", "status") == {}
    assert _said(tables, "subcell_congresses", "held") == {"Đảng bộ Sở Y tế": ("4",)}


@pytest.mark.parametrize(("said", "kept"), [("Còn 01 chi bộ", False), ("Đang tổ chức", True)])
def test_sub_cells_left_without_their_total_are_refused(clean: Clean, said: str, kept: bool) -> None:
    tables = clean(
        [
            ["TIẾN ĐỘ ĐẠI HỘI tính đến 15/5/2025"],
            [],
            ["TT", "Tên TCCSĐ", "ĐH chi bộ trực thuộc (đã/tổng số)", "Duyệt hồ sơ"],
            [1, "Đảng bộ Sở Y tế", said, "x"],
            [2, "Đảng bộ Bệnh viện Đa khoa tỉnh", "5/8", "x"],
        ]
    )
    assert ("Đảng bộ Sở Y tế" in _said(tables, "subcell_congresses")) == kept
    assert ("C4" in set(tables["findings"]["source_cell"])) != kept


def test_the_number_of_a_decision_right_of_the_names_numbers_no_rows(clean: Clean) -> None:
    tables = clean(
        [
            ["KẾT QUẢ ĐẠI HỘI tính đến 15/5/2025"],
            [],
            ["Ngày đại hội", "Đơn vị", "Quyết định chuẩn y", None],
            [None, None, "Số", "Ngày"],
            ["10/3/2025", "Đảng bộ Sở Y tế", "17-QĐ/ĐUK", "25/3/2025"],
            ["11/3/2025", "Chi bộ Sở Xây dựng", "đang thẩm định", None],
        ]
    )
    assert _said(tables, "results_approved", "status", "actual_to") == {
        "Đảng bộ Sở Y tế": ("done", "2025-03-25"),
        "Chi bộ Sở Xây dựng": ("in_progress", ""),
    }


@pytest.mark.parametrize("title", ["LỊCH ĐẠI HỘI", "KẾT QUẢ ĐẠI HỘI"])
def test_a_state_of_the_congress_counts_whatever_its_heading(clean: Clean, title: str) -> None:
    tables = clean(
        [
            [f"{title} (tính đến 15/5/2025)"],
            [],
            ["Ngày ĐH", "Tổ chức cơ sở đảng", "Đã/chưa"],
            ["10/5/2025", "Đảng bộ Sở Y tế", "Đã ĐH"],
            ["12/5/2025", "Chi bộ Sở Xây dựng", "Chưa tổ chức"],
            ["20/5/2025", "Chi bộ Công ty Cao su", "Chưa ĐH"],
        ]
    )
    assert _said(tables, "congress_held", "status", "planned_to", "actual_to") == {
        "Đảng bộ Sở Y tế": ("done", "", "2025-05-10"),
        "Chi bộ Sở Xây dựng": ("not_started", "2025-05-12", ""),
        "Chi bộ Công ty Cao su": ("not_started", "2025-05-20", ""),
    }


@pytest.mark.parametrize(
    ("heading", "mark"),
    [("Văn kiện (% hoàn thành)", Mark("in_progress")), ("Văn kiện", Fault("status_unreadable"))],
)
def test_a_share_below_a_heading_of_shares_is_under_way(heading: str, mark: Mark | Fault) -> None:
    assert read_mark(0.75, AS_OF, heading, "documents_drafted") == mark


def test_a_congress_said_to_be_held_on_a_day_yet_to_come_is_refused(clean: Clean) -> None:
    tables = clean(
        [
            ["KẾT QUẢ ĐẠI HỘI (tính đến 15/5/2025)"],
            [],
            ["TT", "Tổ chức cơ sở đảng", "Tình trạng ĐH", "Ngày ĐH"],
            [1, "Đảng bộ Sở Y tế", "Đã ĐH", "16/5/2025"],
            [2, "Chi bộ Sở Xây dựng", "Chưa ĐH", "20/5/2025"],
            [3, "Chi bộ Công ty Cao su", "Đã ĐH", "14/5/2025"],
        ]
    )
    assert set(_said(tables, "congress_held")) == {"Chi bộ Sở Xây dựng", "Chi bộ Công ty Cao su"}
    told = tables["findings"].set_index("rule")["source_cell"]
    assert told["done_before_its_day"] == "C4"


LISTED: Grid = [
    ["SỐ LƯỢNG ĐẢNG VIÊN (có đến 31/12/2024)"],
    ["STT", "Tên tổ chức đảng", "Chỉ tiêu", "Số lượng"],
    [1, "Đảng bộ Sở Y tế", "Tổng số đảng viên", 86],
    [None, None, "Nữ", 40],
    [None, None, "Kết nạp", 3],
    [None, None, "Trong đó: Nữ", 1],
    [None, None, "Chỉ tiêu riêng", 5],
    [2, "Chi bộ Sở Xây dựng", "Tổng số đảng viên", 20],
    [None, None, "Nữ", "4 đ/c"],
]


def test_a_row_for_each_organisation_and_measure(clean: Clean) -> None:
    tables = clean(LISTED)
    rows = tables["membership"].set_index(["organisation", "measure"])["count"]
    assert rows.to_dict() == {
        ("Đảng bộ Sở Y tế", "total"): 86,
        ("Đảng bộ Sở Y tế", "women"): 40,
        ("Đảng bộ Sở Y tế", "admitted"): 3,
        ("Chi bộ Sở Xây dựng", "total"): 20,
        ("Chi bộ Sở Xây dựng", "women"): 4,
    }
    told = tables["findings"].set_index("rule")["message"]["heading_unused"]
    assert "Chỉ tiêu riêng" in told
    assert "Trong đó: Nữ" in told


SUBCELLS: Grid = [
    ["ĐẠI HỘI CHI BỘ TRỰC THUỘC (đến 31/3/2025)"],
    ["STT", "Đảng bộ", "Chi bộ trực thuộc", None, "Duyệt hồ sơ đại hội đảng bộ", "Dự kiến đại hội đảng bộ"],
    [None, None, "Tên chi bộ", "Ngày đại hội chi bộ", None, None],
    [1, "Đảng bộ Sở Y tế", "Chi bộ Phòng A", "30/1/2025", "đang thẩm định", "5/5/2025"],
    [None, None, "Chi bộ Phòng B", "12/2/2025", None, None],
    [None, None, "Chi bộ Phòng C", None, None, None],
]


def test_beside_the_sub_cells_what_stands_at_the_first_of_them_is_the_committees(clean: Clean) -> None:
    rows = clean(SUBCELLS)["progress"].set_index("milestone")
    assert rows["status"].to_dict() == {
        "dossier_approved": "in_progress",
        "congress_held": "not_started",
        "subcell_congresses": "in_progress",
    }
    assert rows["planned_to"]["congress_held"] == pd.Timestamp("2025-05-05")
    assert (rows["held"]["subcell_congresses"], rows["required"]["subcell_congresses"]) == (2, 3)


def test_below_a_month_bare_days_are_its_days(clean: Clean) -> None:
    tables = clean(
        [
            ["Tính đến ngày kiểm tra: 25/4/2025"],
            ["TT", "Tên TCCSĐ", "Duyệt hồ sơ", "Dự kiến đại hội trong tháng 5/2025 (chỉ ghi ngày)"],
            [1, "Đảng bộ Sở Y tế", "x", "20-21"],
            [2, "Chi bộ Sở Xây dựng", "x", "ngày 8"],
        ]
    )
    planned = tables["progress"].query("milestone == 'congress_held'").set_index("organisation")
    assert planned["planned_from"].dt.strftime("%d/%m/%Y").to_dict() == {
        "Đảng bộ Sở Y tế": "20/05/2025",
        "Chi bộ Sở Xây dựng": "08/05/2025",
    }
