"""Clerks in a hurry: cut words, signs with a day behind them, moved days, "KQ" for a heading."""

from __future__ import annotations

from datetime import date

import pytest
from tests.conftest import Grid
from tests.pipeline.conftest import Clean, said_of

from analysis.as_of import find_date_of_title
from analysis.clean.unread_values import Fault
from analysis.clean.values import Mark, read_mark, read_when
from analysis.date_interval import DateInterval
from analysis.recognise.fields import field_of

AS_OF = date(2025, 5, 20)


def _day(month: int, day: int, *, year_assumed: bool = False) -> DateInterval:
    return DateInterval(date(2025, month, day), date(2025, month, day), year_assumed=year_assumed)


def _without_year(month: int, day: int) -> DateInterval:
    return _day(month, day, year_assumed=True)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("d/k 22/6", _without_year(6, 22)),
        ("D.kiến 22/6/2025", _day(6, 22)),
        ("trc 15/6", DateInterval(None, date(2025, 6, 15), year_assumed=True)),
        ("Q.II/2025", DateInterval(date(2025, 4, 1), date(2025, 6, 30))),
        ("25/5/2025 (dời sang 02/6/2025)", _day(6, 2)),
        ("chuyển từ 20/5/2025 sang 12/6/2025", _day(6, 12)),
        ("lùi từ cuối T5 sang 12/6", _without_year(6, 12)),
        ("20/5/2025 (xin lùi sang 12/6/2025)", Fault("date_unreadable")),
        ("dời từ 12/5/2025", Fault("date_unreadable")),
        ("12/5/2025, dời đến 31/2/2025", Fault("date_impossible")),
    ],
)
def test_a_planned_day_in_short_or_moved(text: str, when: DateInterval | Fault) -> None:
    assert read_when(text, AS_OF) == when


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("x 20/1", Mark("done", _without_year(1, 20))),
        ("✓ (15/4/2025)", Mark("done", _day(4, 15))),
        ("H/thành", Mark("done")),
        ("dời sang 12/6/2025", Mark("planned", _day(6, 12))),
        ("dời từ 12/5/2025", Fault("status_unreadable")),
        ("8/5/2025 (chậm 1 ngày)", Mark("done", _day(5, 8))),
        ("8/5/2025 (chưa)", Fault("status_unreadable")),
        ("đã ĐH 24/4/2025, bầu 9 đ/c", Mark("done", _day(4, 24))),
        ("đã ĐH 24/4/2025, bầu chưa xong", Fault("status_unreadable")),
        ("x?", Fault("status_unreadable")),
    ],
)
def test_a_state_in_short(text: str, mark: Mark | Fault) -> None:
    assert read_mark(text, AS_OF, "Đại hội", "congress_held") == mark


def test_the_number_and_day_of_a_decision_without_its_year() -> None:
    for text in ("QĐ 61, 16/5", "QĐ số 61-QĐ/ĐUK (16/5)"):
        assert read_mark(text, AS_OF, "Ch.y KQ", "results_approved") == Mark("done", _without_year(5, 16))


def test_headings_and_titles_in_short_are_known() -> None:
    assert field_of("progress", ("Ch.y KQ",)) == "results_approved"
    assert field_of("tasks", ("KQ",)) == "status"
    assert find_date_of_title("SL ĐV (31/3/2025)") == date(2025, 3, 31)


TERSE: Grid = [
    ["TIẾN ĐỘ ĐẠI HỘI đến 20/5/2025"],
    ["v: xong; +: đang làm; -: chưa"],
    [],
    ["TT", "Đ.vị", "Duyệt HS", "ĐH CBTT (đã/tổng)"],
    [1, "Đảng bộ Sở Y tế", "v 18/4", "3/3 xong 15/4"],
    [2, "Chi bộ Sở Xây dựng", "+", None],
    [3, "Đảng bộ Bệnh viện Đa khoa tỉnh", "- 18/4", "7/8 xong 15/4"],
]


def test_a_sign_of_the_sheets_own_and_the_counts_may_have_their_day_behind_them(clean: Clean) -> None:
    tables = clean(TERSE)
    assert said_of(tables, "dossier_approved", "status", "actual_to") == [
        ("Đảng bộ Sở Y tế", "done", "2025-04-18"),
        ("Chi bộ Sở Xây dựng", "in_progress", ""),
    ]
    assert said_of(tables, "subcell_congresses", "status", "held", "actual_to") == [
        ("Đảng bộ Sở Y tế", "done", "3", "2025-04-15")
    ]
    told = tables["findings"].set_index("source_cell")["rule"].to_dict()
    assert (told["C7"], told["D7"]) == ("status_unreadable", "count_unreadable")


def test_the_one_column_of_known_states_tells_how_far_tasks_are_whatever_its_heading(clean: Clean) -> None:
    tables = clean(
        [
            ["CÔNG VIỆC CHUẨN BỊ ĐẠI HỘI tính đến 20/5/2025"],
            ["TT", "Nhiệm vụ", "Chủ trì", "Hạn", "T.tr"],
            [1, "Đề cương", "Văn phòng", "31/5/2025", "đang làm"],
            [2, "Kinh phí", "Văn phòng", "30/6/2025", "xong"],
        ]
    )
    assert tables["tasks"]["status"].tolist() == ["in_progress", "done"]
