"""Whose congress, of which term, and of which day: what titles, sections, notes and twin columns decide."""

from __future__ import annotations

import pytest
from tests.conftest import Grid
from tests.pipeline.conftest import Clean, said_of

from analysis.recognise.title_says import lists_subcells, said_of_congress

HEALTH, BUILDING = "Đảng bộ Sở Y tế", "Chi bộ Sở Xây dựng"
HOSPITAL, RUBBER = "Đảng bộ Bệnh viện Đa khoa tỉnh", "Chi bộ Công ty Cao su"
DAY = ["Tính đến ngày 31/5/2025"]
ROWS: Grid = [[1, HEALTH, "x", "15/5/2025"], [2, RUBBER, None, None]]
HEAD = ["TT", "Đơn vị", "Duyệt hồ sơ", "Ngày ĐH"]


@pytest.mark.parametrize(
    ("title", "day", "ours"),
    [
        ("TIẾN ĐỘ ĐẠI HỘI CÁC TỔ CHỨC CƠ SỞ ĐẢNG NHIỆM KỲ 2025-2030", "31/5/2025", True),
        ("TIẾN ĐỘ ĐẠI HỘI", "31/5/2025", True),
        ("TỔNG KẾT NHIỆM KỲ 2020-2025, TIẾN ĐỘ ĐẠI HỘI NHIỆM KỲ 2025-2030", "31/5/2025", True),
        ("KẾT QUẢ ĐẠI HỘI ĐẢNG VÀ ĐẠI HỘI ĐOÀN", "31/5/2025", True),
        ("CHUẨN BỊ ĐẠI HỘI: BÁO CÁO TỔNG KẾT NHIỆM KỲ 2020-2025, HỒ SƠ", "31/5/2025", True),
        ("TÌNH HÌNH ĐẠI HỘI CÁC ĐOÀN THỂ VÀ ĐẢNG BỘ", "31/5/2025", True),
        ("KẾT QUẢ ĐẠI HỘI CÁC TỔ CHỨC CƠ SỞ ĐẢNG NHIỆM KỲ 2020-2025", "31/5/2025", False),
        ("KẾT QUẢ ĐẠI HỘI", "30/6/2020", False),
        ("TIẾN ĐỘ ĐẠI HỘI ĐOÀN TNCS HỒ CHÍ MINH CÁC ĐƠN VỊ", "31/5/2025", False),
        ("TIẾN ĐỘ ĐẠI HỘI CÔNG ĐOÀN CƠ SỞ", "31/5/2025", False),
    ],
)
def test_a_report_on_another_congress_is_told_and_not_used(
    clean: Clean, title: str, day: str, ours: bool
) -> None:
    tables = clean([[title], [f"Tính đến ngày {day}"], HEAD, *ROWS])
    assert tables["progress"].empty is not ours
    assert ("another_congress" in set(tables["findings"]["rule"])) is not ours


def test_who_need_hold_no_congress_is_excused_by_the_section(clean: Clean) -> None:
    grid: Grid = [
        ["TÌNH HÌNH ĐẠI HỘI"],
        DAY,
        HEAD,
        ["I. CÁC ĐƠN VỊ CHƯA TỔ CHỨC ĐẠI HỘI (cột 4 ghi ngày dự kiến)"],
        [1, HEALTH, "x", "16/6/2025"],
        [2, RUBBER, "x", "20/5/2025"],
        ["II. CÁC ĐƠN VỊ KHÔNG PHẢI TỔ CHỨC ĐẠI HỘI (mới hợp nhất)"],
        [3, HOSPITAL, "Không áp dụng", "Không"],
        [4, BUILDING, "Không áp dụng", None],
    ]
    tables = clean(grid)
    assert set(said_of(tables, "congress_held", "status", "planned_from")) == {
        (HEALTH, "not_started", "2025-06-16"),
        (RUBBER, "not_started", "2025-05-20"),
        (HOSPITAL, "not_applicable", ""),
        (BUILDING, "not_applicable", ""),
    }
    assert "date_after_as_of" not in set(tables["findings"]["rule"])  # the section says that they are plans


def test_who_could_not_hold_its_congress_is_not_excused() -> None:
    assert said_of_congress(["Các đơn vị không tổ chức được đại hội"]) is None
    assert said_of_congress(["Các đơn vị không tổ chức đại hội"]) == "excused"


def test_the_adjusted_plan_goes_before_the_first(clean: Clean) -> None:
    head: Grid = [
        ["TT", "Đơn vị", "Đại hội NK 2025-2030", None, None],
        [None, None, "Dự kiến ban đầu", "Điều chỉnh", "Thực tế"],
    ]
    rows: Grid = [
        [1, HEALTH, "25/5/2025", "06/6/2025", None],
        [2, RUBBER, "16/6/2025", "Giữ nguyên", None],
        [3, HOSPITAL, "20/5/2025", "27/5/2025", "27/5/2025"],
        [4, BUILDING, "26/6/2025", None, None],
    ]
    tables = clean([["TIẾN ĐỘ"], DAY, *head, *rows])
    assert set(said_of(tables, "congress_held", "status", "planned_from", "actual_from")) == {
        (HEALTH, "not_started", "2025-06-06", ""),
        (RUBBER, "not_started", "2025-06-16", ""),
        (HOSPITAL, "done", "2025-05-27", "2025-05-27"),
        (BUILDING, "not_started", "2025-06-26", ""),
    }


@pytest.mark.parametrize(
    ("held", "planned", "note", "refused"),
    [
        ("23/5/2025", None, "Hoãn, chuyển sang 13/6/2025", True),
        (None, "16/5/2025", "Chuyển sang 12/6/2025", True),
        ("23/5/2025", None, "Lùi từ 20/5 sang 23/5/2025", False),
        (None, "12/6/2025", "Dời sang 12/6/2025", False),
        ("23/5/2025", None, "Hoãn vì trùng lịch, chưa tổ chức; chờ ngày mới", True),
        (None, "12/6/2025", "Chưa tổ chức, đang rà soát nhân sự", False),
        ("23/5/2025", None, "Bí thư chuyển sang đơn vị khác", False),
        ("23/5/2025", None, "Đại hội chi bộ hoãn sang 30/5", False),
        (None, "16/6/2025", "Hoãn một lần", False),
        ("23/5/2025", "22/5/2025", "Lùi 1 ngày do trùng lịch", False),
        ("23/5/2025", "24/5/2025", "Lùi 1 ngày do trùng lịch", True),
        ("23/5/2025", "22/5/2025", "Hoãn vô thời hạn, lùi sang tháng sau", True),
    ],
)
def test_a_note_of_another_day_leaves_the_congress_open(
    clean: Clean, held: str | None, planned: str | None, note: str, refused: bool
) -> None:
    head = ["TT", "Đơn vị", "Duyệt hồ sơ", "Dự kiến ĐH", "Ngày đã ĐH", "Ghi chú"]
    tables = clean([["TIẾN ĐỘ"], DAY, head, [1, HEALTH, "x", planned, held, note], [2, RUBBER, "x"]])
    told = [organisation for organisation, _ in said_of(tables, "congress_held", "status")]
    assert (HEALTH in told) is not refused
    assert ("note_says_moved" in set(tables["findings"]["rule"])) is refused


@pytest.mark.parametrize(
    "heading",
    [
        "ĐH Chi đoàn / Đoàn cơ sở",
        "Đại hội Hội LHPN",
        "Ngày ĐH Đoàn TNCS HCM",
        "Đại hội Cựu chiến binh cơ quan",
    ],
)
def test_the_congress_of_another_body_is_not_the_organisations(clean: Clean, heading: str) -> None:
    head = ["TT", "Đơn vị", "Dự kiến ĐH", "Ngày tổ chức", heading]
    rows: Grid = [
        [1, HEALTH, "23/5/2025", "23/5/2025", "2/4/2025"],
        [2, RUBBER, "12/6/2025", None, "9/4/2025"],
    ]
    told = said_of(clean([["TIẾN ĐỘ"], DAY, head, *rows]), "congress_held", "status", "actual_from")
    assert told == [(HEALTH, "done", "2025-05-23"), (RUBBER, "not_started", "")]


def test_dossiers_of_sub_cells_are_none_of_their_congresses(clean: Clean) -> None:
    head: Grid = [
        ["TT", "Đơn vị", "Hồ sơ ĐH các chi bộ trực thuộc", None, "Đại hội chi bộ trực thuộc", None],
        [None, None, "Đã duyệt", "Tổng số", "Đã tổ chức", "Tổng số"],
    ]
    tables = clean([["TIẾN ĐỘ"], DAY, *head, [1, HEALTH, 3, 3, 2, 3], [2, HOSPITAL, 8, 8, 8, 8]])
    assert set(said_of(tables, "subcell_congresses", "held", "required")) == {
        (HEALTH, "2", "3"),
        (HOSPITAL, "8", "8"),
    }
    assert "heading_twice" not in set(tables["findings"]["rule"])


@pytest.mark.parametrize(
    ("title", "of_one"),
    [
        ("DANH SÁCH CÁC CHI BỘ TRỰC THUỘC", True),
        ("DANH SÁCH CHI BỘ TRỰC THUỘC ĐẢNG BỘ SỞ Y TẾ", True),
        ("DANH SÁCH ĐẢNG BỘ, CHI BỘ TRỰC THUỘC", False),
        ("DANH SÁCH CÁC CHI BỘ TRỰC THUỘC ĐẢNG ỦY KHỐI", False),
        ("DANH SÁCH CHI BỘ CƠ SỞ TRỰC THUỘC", False),
    ],
)
def test_a_committees_own_cells_are_no_register(clean: Clean, title: str, of_one: bool) -> None:
    assert lists_subcells([title]) is of_one
    grid: Grid = [
        ["ĐẢNG BỘ SỞ Y TẾ"],
        [title],
        ["TT", "Tên chi bộ", "Loại hình", "Số đảng viên"],
        [1, "Chi bộ Văn phòng Sở", "Hành chính", 17],
        [2, "Chi bộ Thanh tra Sở", "Hành chính", 15],
    ]
    assert ("sheet_unrecognised" in set(clean(grid)["findings"]["rule"])) is of_one


def test_a_legal_form_beside_the_type_claims_nothing(clean: Clean) -> None:
    register: Grid = [
        ["DANH SÁCH ĐẢNG BỘ, CHI BỘ CƠ SỞ KHỐI DOANH NGHIỆP"],
        ["TT", "Tên đảng bộ, chi bộ", "Nhóm", "Loại hình DN", "Chi bộ trực thuộc", "Số đảng viên"],
        [1, HEALTH, "Hành chính", None, 3, 86],
        [2, RUBBER, "Doanh nghiệp", "Cổ phần", None, 10],
        [3, HOSPITAL, "Sự nghiệp", None, 8, 47],
        [4, "Chi bộ Công ty Giấy", "Doanh nghiệp", "TNHH MTV", None, 9],
    ]
    types = clean([["Trang này không có gì"]], register=register)["organisations"]["organisation_type"]
    assert sorted(types) == ["administrative", "enterprise", "enterprise", "public_service"]
