"""Sentences that clerks write into a milestone's cell, each with what a careful person reads there."""

from __future__ import annotations

from datetime import date

import pytest

from analysis.clean.unread_values import Fault
from analysis.clean.values import Mark, read_mark
from analysis.date_interval import DateInterval

NEAR = date(2025, 4, 10)


def status(said: str, milestone: str) -> str | None:
    mark = read_mark(said, NEAR, "", milestone)
    return None if isinstance(mark, Fault) else mark.status


@pytest.mark.parametrize(
    ("said", "milestone"),
    [
        ("Đã gửi, đang đọc góp ý", "dossier_approved"),
        ("Đã nhận hồ sơ, đang thẩm định", "results_approved"),
        ("Đã nộp ngày 7/4/2025, chưa xếp được lịch duyệt", "dossier_approved"),
        ("Mới rà soát, chưa bổ sung xong", "personnel_planning"),
        ("Đã kết luận 5/7 đ/c, còn 2 đ/c đang thẩm tra", "political_standards"),
        ("Xong báo cáo chính trị, báo cáo kiểm điểm đang viết", "documents_drafted"),
        ("Duyệt xong văn kiện, nhân sự phải làm lại", "dossier_approved"),
        ("Đã duyệt lần 1, yêu cầu chỉnh sửa", "dossier_approved"),
        ("Đã duyệt (lần 1)", "dossier_approved"),
        ("Đang lấy phiếu giới thiệu ở tất cả các chi bộ trực thuộc và phòng ban", "personnel_planning"),
        ("Đã có đề cương, đang viết", "documents_drafted"),
    ],
)
def test_a_step_taken_or_a_part_done_is_under_way(said: str, milestone: str) -> None:
    assert status(said, milestone) == "in_progress"


@pytest.mark.parametrize(
    ("said", "milestone"),
    [
        ("Đã duyệt xong cả văn kiện và nhân sự", "dossier_approved"),
        ("BTV đã kết luận, 7/7 đồng chí đủ tiêu chuẩn", "political_standards"),
        ("Dự thảo đã hoàn thành, đang gửi xin ý kiến các chi bộ", "documents_drafted"),
        ("Đã rà soát, bổ sung quy hoạch", "personnel_planning"),
        ("Hoàn thành theo kế hoạch", "personnel_planning"),
    ],
)
def test_the_milestones_own_deed_is_done_whatever_comes_later(said: str, milestone: str) -> None:
    assert status(said, milestone) == "done"


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Đã đại hội xong ngày 27-28/3/2025 (đơn vị điểm)", date(2025, 3, 28)),
        ("Đã tổ chức 12/3/2025, đang chờ chuẩn y", date(2025, 3, 12)),
        ("x (05/3)", date(2025, 3, 5)),
    ],
)
def test_the_day_of_a_deed_stands_with_it(said: str, day: date) -> None:
    mark = read_mark(said, NEAR, "", "congress_held")
    assert isinstance(mark, Mark)
    assert mark.status == "done"
    assert mark.when is not None
    assert mark.when.last == day


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("Đăng ký ngày 25/4/2025", date(2025, 4, 25), date(2025, 4, 25)),
        ("Xin lùi đến cuối tháng 6/2025", date(2025, 6, 21), date(2025, 6, 30)),
        ("Đang chuẩn bị, dự kiến 20/5/2025", date(2025, 5, 20), date(2025, 5, 20)),
    ],
)
def test_words_of_a_plan_keep_its_day(said: str, first: date, last: date) -> None:
    assert read_mark(said, NEAR, "", "congress_held") == Mark("planned", DateInterval(first, last))


def test_what_is_under_way_keeps_the_day_on_which_it_is_to_be_over() -> None:
    said = "Đang soạn, dự kiến xong trước ngày 20/4/2025"
    over = DateInterval(None, date(2025, 4, 20))
    assert read_mark(said, NEAR, "", "documents_drafted") == Mark("in_progress", over)


def test_a_draft_adopted_for_the_second_time_leaves_open_whether_there_will_be_a_third() -> None:
    assert status("Đảng ủy đã thông qua dự thảo lần 2", "documents_drafted") is None


def test_what_is_done_and_sent_on_is_done() -> None:
    assert status("Đã hoàn thành, trình Đảng ủy Khối", "documents_drafted") == "done"
    assert status("Trình Đảng ủy Khối", "dossier_approved") == "in_progress"


@pytest.mark.parametrize(
    ("said", "milestone"),
    [
        ("Chưa rà soát, do Bí thư mới nghỉ hưu", "personnel_planning"),
        ("Chưa có kế hoạch vì chưa đủ cấp ủy viên", "congress_held"),
        ("Hoãn, chưa ấn định lại", "congress_held"),
        ("Chưa chốt ngày, chờ kiện toàn Bí thư", "congress_held"),
    ],
)
def test_not_yet_with_its_reason_is_not_started(said: str, milestone: str) -> None:
    assert status(said, milestone) == "not_started"


@pytest.mark.parametrize(
    ("said", "milestone"),
    [
        ("Không đại hội do hợp nhất với Sở B", "congress_held"),
        ("Không bầu, chỉ định cấp ủy", "results_approved"),
        ("Không phải kết luận do không tổ chức đại hội", "political_standards"),
    ],
)
def test_who_need_not_is_not_applicable(said: str, milestone: str) -> None:
    assert status(said, milestone) == "not_applicable"


@pytest.mark.parametrize(
    ("said", "milestone"),
    [
        ("Đã xong/Chưa xong", "personnel_planning"),
        ("Tạm dừng", "congress_held"),
        ("Đã duyệt, chưa thống nhất", "dossier_approved"),
        ("Chưa duyệt, đã nộp hồ sơ", "dossier_approved"),
        ("Đã đại hội 12/3/2025, 15/3/2025", "congress_held"),
        ("Không tổ chức", "congress_held"),
        ("Chưa rõ", "congress_held"),
        ("Chưa đại hội 20/5/2025", "congress_held"),
    ],
)
def test_what_can_be_read_in_two_ways_is_refused(said: str, milestone: str) -> None:
    assert status(said, milestone) is None
