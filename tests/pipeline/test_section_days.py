"""Sections that say the day of their figures, rows "trong đó", and a committee's own report on its cells."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import REGISTER, Grid, WriteWorkbook
from tests.pipeline.conftest import Clean

from analysis.pipeline.cleaning import clean_folder
from analysis.plan import Plan

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


def test_who_stands_on_another_sheet_of_the_same_day_is_not_missing(
    write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan
) -> None:
    write_workbook("raw/danh sach.xlsx", A=REGISTER)
    head: Grid = [["TIẾN ĐỘ ĐẠI HỘI"], ["Số liệu đến ngày 30/4/2025"], *HEAD]
    first: Grid = [*head, [1, HEALTH, "x", "x", None], [2, HOSPITAL, "x", None, None]]
    write_workbook("raw/bieu.xlsx", A=first, B=[*head, [3, BUILDING, "x", None, None]])
    told = clean_folder(tmp_path / "raw", plan)["findings"].query("rule == 'organisation_missing'")
    assert list(told["organisation"]) == [RUBBER]
