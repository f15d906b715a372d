"""Lists of nothing but names below a title, or in a section, that says the state of them all."""

from __future__ import annotations

import pytest
from tests.conftest import Grid
from tests.pipeline.conftest import Clean, said_of

HEALTH, BUILDING = "Đảng bộ Sở Y tế", "Chi bộ Sở Xây dựng"
HOSPITAL, RUBBER = "Đảng bộ Bệnh viện Đa khoa tỉnh", "Chi bộ Công ty Cao su"


def test_each_list_of_names_is_in_the_state_that_its_title_says(clean: Clean) -> None:
    """The title further up names the milestone where the list's own says a state and no more."""
    grid: Grid = [
        ["THEO DÕI DUYỆT HỒ SƠ ĐẠI HỘI - đến ngày 20/4/2025"],
        ["A. Hồ sơ đã được duyệt đến ngày 20/4/2025"],
        ["TT", "Tên tổ chức", "Ngày duyệt"],
        [1, RUBBER, "24/01/2025"],
        [],
        ["B. Hồ sơ đang thẩm định"],
        ["TT", "Tên tổ chức"],
        [1, HOSPITAL],
        [],
        ["C. Chưa trình hồ sơ (02 đơn vị)"],
        ["TT", "Tên tổ chức"],
        [1, HEALTH],
        [2, BUILDING],
    ]
    tables = clean(grid)
    assert set(said_of(tables, "dossier_approved", "status", "actual_from")) == {
        (RUBBER, "done", "2025-01-24"),
        (HOSPITAL, "in_progress", ""),
        (HEALTH, "not_started", ""),
        (BUILDING, "not_started", ""),
    }
    assert tables["findings"].query("severity != 'info'").empty


def test_lists_side_by_side_have_the_title_over_both_in_common(clean: Clean) -> None:
    grid: Grid = [
        ["KẾT QUẢ RÀ SOÁT, BỔ SUNG QUY HOẠCH CẤP ỦY (đến 20/4/2025)"],
        [],
        ["ĐÃ HOÀN THÀNH", None, None, None, "CHƯA HOÀN THÀNH"],
        ["TT", "Tổ chức cơ sở đảng", "Ngày", None, "TT", "Tổ chức cơ sở đảng", "Lý do"],
        [1, RUBBER, "23/11/2024", None, 1, HOSPITAL, "Chờ hợp nhất"],
        [2, BUILDING, "13/12/2024", None, 2, HEALTH, "Thiếu nguồn"],
    ]
    assert set(said_of(clean(grid), "personnel_planning", "status", "actual_from")) == {
        (RUBBER, "done", "2024-11-23"),
        (BUILDING, "done", "2024-12-13"),
        (HOSPITAL, "not_started", ""),
        (HEALTH, "not_started", ""),
    }


def test_sections_of_one_list_say_it_too_and_a_period_is_when(clean: Clean) -> None:
    grid: Grid = [
        ["TÌNH HÌNH ĐẠI HỘI CÁC TỔ CHỨC CƠ SỞ ĐẢNG, đến 20/5/2025"],
        ["TT", "Đơn vị", "Ghi chú"],
        ["I", "Đã đại hội trong tháng 4/2025"],
        [1, HEALTH],
        [2, RUBBER],
        ["II", "Các đơn vị chậm, chưa xác định được thời gian đại hội"],
        [1, HOSPITAL, "Đang hợp nhất"],
        [2, BUILDING, "Thiếu bí thư"],
    ]
    assert set(said_of(clean(grid), "congress_held", "status", "actual_from", "actual_to")) == {
        (HEALTH, "done", "2025-04-01", "2025-04-30"),
        (RUBBER, "done", "2025-04-01", "2025-04-30"),
        (HOSPITAL, "not_started", "", ""),
        (BUILDING, "not_started", "", ""),
    }


def test_who_has_not_held_its_congress_are_not_all_organisations_that_there_are(clean: Clean) -> None:
    grid: Grid = [
        ["DANH SÁCH CÁC ĐƠN VỊ CHƯA TỔ CHỨC ĐẠI HỘI"],
        ["Tính đến ngày 20/5/2025"],
        ["TT", "Tên TCCSĐ", "Loại hình", "Số chi bộ trực thuộc"],
        [1, HEALTH, "Hành chính", 3],
        [2, RUBBER, "Doanh nghiệp", None],
    ]
    tables = clean(grid)
    assert set(said_of(tables, "congress_held", "status")) == {
        (HEALTH, "not_started"),
        (RUBBER, "not_started"),
    }
    assert len(tables["organisations"]) == 4


def test_a_list_of_members_below_such_a_title_says_both(clean: Clean) -> None:
    grid: Grid = [
        ["CÁC ĐƠN VỊ ĐÃ TỔ CHỨC ĐẠI HỘI ĐẾN NGÀY 20/5/2025"],
        ["TT", "Tên TCCSĐ", "Tổng số đảng viên", "Nữ"],
        [1, HEALTH, 86, 30],
        [2, RUBBER, 10, 4],
    ]
    tables = clean(grid)
    assert set(said_of(tables, "congress_held", "status", "actual_from")) == {
        (HEALTH, "done", ""),
        (RUBBER, "done", ""),
    }
    assert tables["membership"].query("measure == 'women'")["count"].tolist() == [30, 4]


@pytest.mark.parametrize(
    "title",
    [
        "Danh sách các đơn vị chưa gửi báo cáo tiến độ đại hội",
        "Các đơn vị đã đăng ký đại hội điểm",
        "Các đơn vị chưa triển khai kế hoạch đại hội",
        "Các đơn vị đã họp chuẩn bị đại hội",
        "Các đơn vị đã thành lập tiểu ban đại hội",
        "Các đơn vị đã tổ chức đại hội đoàn",
        "Các đơn vị chưa tổ chức hội nghị tổng kết",
        "Các đơn vị đã có lịch đại hội",
    ],
)
def test_who_has_not_reported_may_well_have_held_its_congress(clean: Clean, title: str) -> None:
    grid: Grid = [
        ["TÌNH HÌNH ĐẠI HỘI, đến ngày 20/5/2025"],
        [title],
        ["TT", "Tên tổ chức"],
        [1, HEALTH],
        [2, RUBBER],
    ]
    tables = clean(grid)
    assert tables["progress"].empty
    assert list(tables["findings"]["rule"]) == ["sheet_unrecognised"]
