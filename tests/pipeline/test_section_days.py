"""Sections that say the day of their figures, rows "trong đó", and a committee's own report on its cells."""

from __future__ import annotations

from tests.conftest import Grid
from tests.pipeline.conftest import Clean

HEALTH, BUILDING = "Đảng bộ Sở Y tế", "Chi bộ Sở Xây dựng"
HOSPITAL, RUBBER = "Đảng bộ Bệnh viện Đa khoa tỉnh", "Chi bộ Công ty Cao su"
HEAD: Grid = [["TT", "Đơn vị", "Quy hoạch cấp ủy", "Văn kiện", "Duyệt hồ sơ"]]


def test_each_section_is_of_the_day_that_it_says(clean: Clean) -> None:
    grid: Grid = [
        ["TỔNG HỢP TIẾN ĐỘ ĐẠI HỘI"],
        ["Mốc số liệu ghi tại từng khối"],
        *HEAD,
        [None, "A. Cơ quan hành chính (số liệu đến ngày 30/4/2025)"],
        [1, HEALTH, "x", "x", "x"],
        [None, "- trong đó: Chi bộ Công ty Cao su", None, None, "x"],
        [2, BUILDING, "x", "x", None],
        [None, "B. Đơn vị sự nghiệp (chưa có báo cáo mới, lấy số liệu đến ngày 15/4/2025)"],
        [3, HOSPITAL, "x", None, None],
    ]
    progress = clean(grid)["progress"]
    days = progress.groupby("organisation", sort=False)["as_of"].agg(lambda days: str(days.iloc[0])[:10])
    assert days.to_dict() == {HEALTH: "2025-04-30", BUILDING: "2025-04-30", HOSPITAL: "2025-04-15"}


def test_a_committees_report_on_its_own_sub_cells_tells_nothing_of_others(clean: Clean) -> None:
    grid: Grid = [
        ["ĐẢNG BỘ SỞ Y TẾ"],
        ["TIẾN ĐỘ ĐẠI HỘI CÁC CHI BỘ TRỰC THUỘC"],
        ["Số liệu đến ngày 31/3/2025"],
        *HEAD,
        [1, BUILDING, "x", "x", "x"],
        [2, "Chi bộ Phòng Tổng hợp", "x", "x", "x"],
    ]
    tables = clean(grid)
    assert tables["progress"].empty
    assert "rows_of_subcells" in set(tables["findings"]["rule"])
