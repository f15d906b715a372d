"""What titles, plans called off and the feet of pages say of the rows beside them."""

from __future__ import annotations

import pytest
from tests.conftest import Grid
from tests.pipeline.conftest import Clean


def test_a_title_of_both_congresses_leaves_the_days_to_the_organisations_own(clean: Clean) -> None:
    """A day beside the counts of sub-cells is theirs only under a title that is about nothing else."""
    grid: Grid = [
        ["TT", "Tên TCCSĐ", "CBTT đã ĐH", "Ngày ĐH dự kiến"],
        [1, "Đảng bộ Sở Y tế", 3, "26/5/2025"],
        [2, "Đảng bộ Bệnh viện Đa khoa tỉnh", 7, "27/5/2025"],
    ]
    day = ["Tính đến ngày 25/4/2025"]
    both = clean([["LỊCH ĐẠI HỘI VÀ KẾT QUẢ ĐẠI HỘI CHI BỘ TRỰC THUỘC"], day, *grid])["progress"]
    held = both[both["milestone"] == "congress_held"]
    assert [str(one.date()) for one in held["planned_from"]] == ["2025-05-26", "2025-05-27"]
    alone = clean([["LỊCH VÀ KẾT QUẢ ĐẠI HỘI CHI BỘ TRỰC THUỘC"], day, *grid])
    assert list(alone["findings"]["rule"]).count("column_of_subcells") == 2


@pytest.mark.parametrize("words", ["Không đại hội, chờ ý kiến Tỉnh ủy", "không tổ chức do chờ sắp xếp"])
def test_a_plan_that_calls_a_congress_off_for_no_clear_reason_is_refused(clean: Clean, words: str) -> None:
    """Neither "not started" nor "not applicable": whoever wrote it did not know yet."""
    grid: Grid = [
        ["BÁO CÁO TIẾN ĐỘ ĐẠI HỘI"],
        ["Tính đến ngày 25/4/2025"],
        ["TT", "Tên TCCSĐ", "Chi bộ trực thuộc đã ĐH", "Dự kiến đại hội"],
        [1, "Chi bộ Sở Xây dựng", "không có", words],
        [2, "Chi bộ Công ty Cao su", "không có", "chưa xác định"],
    ]
    tables = clean(grid)
    rows = tables["progress"].query("milestone == 'congress_held'")
    assert list(rows["organisation"]) == ["Chi bộ Công ty Cao su"]
    assert list(tables["findings"].query("rule == 'status_unreadable'")["source_cell"]) == ["D4"]


def test_the_foot_of_a_page_parts_no_table_and_carries_its_sums_over(clean: Clean) -> None:
    head = ["TT", "Tên TCCSĐ", "Tổng số đảng viên", "Nữ"]
    grid: Grid = [
        ["THỐNG KÊ ĐẢNG VIÊN"],
        ["Tính đến ngày 31/3/2025"],
        head,
        [1, "Đảng bộ Sở Y tế", 86, 30],
        [2, "Chi bộ Sở Xây dựng", 9, 4],
        [None, "Cộng mang sang trang sau", 95, 34],
        [None, None, "Trang 1"],
        head,
        [None, "Trang trước chuyển sang", 95, 34],
        [3, "Đảng bộ Bệnh viện Đa khoa tỉnh", 47, 20],
        [4, "Chi bộ Công ty Cao su", 10, 5],
        [None, "Tổng số", 152, 59],
    ]
    tables = clean(grid)
    assert tables["membership"].query("measure == 'women'")["count"].tolist() == [30, 4, 20, 5]
    assert tables["findings"].query("severity != 'info'").empty
    assert list(tables["sources"].query("source_file == 'bieu.xlsx'")["cells_note"]) == [1]
