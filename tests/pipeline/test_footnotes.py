"""What stands below the table and takes back what stands in it, and months that are not over."""

from __future__ import annotations

import pytest
from tests.conftest import Grid
from tests.pipeline.conftest import Clean, said_of

HEALTH, BUILDING = "Đảng bộ Sở Y tế", "Chi bộ Sở Xây dựng"
HOSPITAL, RUBBER = "Đảng bộ Bệnh viện Đa khoa tỉnh", "Chi bộ Công ty Cao su"
HEAD: Grid = [["KẾT QUẢ ĐẠI HỘI"], ["Tính đến ngày 20/5/2025"], ["TT", "Đơn vị", "Ngày đại hội"]]


@pytest.mark.parametrize(
    ("cell", "note", "used"),
    [
        ("9/5/2025*", "(*) Bầu thiếu một cấp ủy viên.", True),
        ("9/5/2025**", "(**) Mới là ngày dự kiến, đơn vị chưa tổ chức.", False),
        ("9/5/2025 (***)", "Ghi chú: *** Đính chính: tổ chức ngày 10/5/2025", False),
        ("9/5/2025¹", "¹ Đã hoãn", False),
        ("9/5/2025 (1)", "(1) Hoãn theo công văn của đơn vị", False),
        ("9/5/2025**", "(*) Mới là ngày dự kiến.", True),
        ("9/5/2025", "(*) Mới là ngày dự kiến.", True),
    ],
)
def test_a_footnote_that_takes_a_cell_back_leaves_it_unread(
    clean: Clean, cell: str, note: str, used: bool
) -> None:
    tables = clean([*HEAD, [1, HEALTH, cell], [2, RUBBER, "8/5/2025"], [], ["Ghi chú:"], [note]])
    told = said_of(tables, "congress_held", "status", "actual_from")
    assert told == [(HEALTH, "done", "2025-05-09")] * used + [(RUBBER, "done", "2025-05-08")]
    found = tables["findings"][tables["findings"]["rule"] == "footnote_changes"]
    assert list(found["source_cell"]) == ["C4"] * (not used)


@pytest.mark.parametrize(
    ("note", "status"), [("(1) Duyệt cùng đợt với cấp trên.", "done"), ("(1) Phần nhân sự đang duyệt.", None)]
)
def test_a_footnote_at_a_state_changes_it_or_not(clean: Clean, note: str, status: str | None) -> None:
    head: Grid = [*HEAD[:2], ["TT", "Đơn vị", "Duyệt hồ sơ", "Ngày đại hội"]]
    tables = clean([*head, [1, HEALTH, "xong (1)", None], [2, RUBBER, "xong", "8/5/2025"], [], [note]])
    told = said_of(tables, "dossier_approved", "status")
    assert told == [*([(HEALTH, status)] if status else []), (RUBBER, "done")]


def test_a_footnote_of_both_ends_of_a_span_leaves_the_span_unread(clean: Clean) -> None:
    head = ["TT", "Đơn vị", "Đại hội chính thức", None]
    rows: Grid = [[1, HEALTH, "8/5/2025", "9/5/2025**"], [2, RUBBER, "8/5/2025", "9/5/2025"]]
    parts: Grid = [head, [None, None, "Bắt đầu", "Kết thúc"], *rows, [], ["(**) Chưa tổ chức"]]
    told = said_of(clean([*HEAD[:2], *parts]), "congress_held", "actual_from", "actual_to")
    assert told == [(RUBBER, "2025-05-08", "2025-05-09")]


def test_a_footnote_at_a_count_that_corrects_it_leaves_the_count_unread(clean: Clean) -> None:
    head = ["TT", "Đơn vị", "Tổng số đảng viên", "Nữ"]
    rows: Grid = [[1, HEALTH, "86 (*)", 31], [2, BUILDING, 9, 4], [], ["(*) Chưa tính 3 đảng viên mới"]]
    counts = clean([["THỐNG KÊ ĐẢNG VIÊN"], ["Đến ngày 31/3/2025"], head, *rows])["membership"]
    assert counts[["organisation", "measure", "count"]].to_numpy().tolist() == [
        [HEALTH, "women", 31],
        [BUILDING, "total", 9],
        [BUILDING, "women", 4],
    ]


def test_a_footnote_at_a_name_is_the_note_of_its_row(clean: Clean) -> None:
    rows: Grid = [[1, f"{HEALTH} (*)", "9/5/2025"], [2, RUBBER, "8/5/2025"], [], ["(*) Hoãn, chưa tổ chức"]]
    tables = clean([*HEAD, *rows])
    assert said_of(tables, "congress_held", "status") == [(RUBBER, "done")]
    assert "note_says_moved" in set(tables["findings"]["rule"])


@pytest.mark.parametrize(
    ("heading", "cell", "status"),
    [
        ("Ngày đại hội", "Tháng 5/2025", None),
        ("Ngày đại hội", "quý II/2025", None),
        ("Ngày đại hội", "Tháng 4/2025", "done"),
        ("Ngày đại hội", "20-21/5/2025", "done"),
        ("Ngày đại hội", "Đã đại hội trong tháng 5/2025", "done"),
        ("Đã đại hội ngày", "Tháng 5/2025", "done"),
        ("Ngày đại hội", "Tháng 6/2025", "not_started"),
    ],
)
def test_a_month_that_is_not_over_is_neither_a_plan_nor_a_deed(
    clean: Clean, heading: str, cell: str, status: str | None
) -> None:
    tables = clean([*HEAD[:2], ["TT", "Đơn vị", heading], [1, HEALTH, cell], [2, RUBBER, "8/5/2025"]])
    told = said_of(tables, "congress_held", "status")
    expected = [] if status is None else [(HEALTH, status)]
    assert told == [*expected, (RUBBER, "done")]
    assert ("period_not_over" in set(tables["findings"]["rule"])) is (status is None)
