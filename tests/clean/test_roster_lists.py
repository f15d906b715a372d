"""Long lists of members: whose they are over page breaks and blanks, and what a blank cell leaves open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from tests.conftest import REGISTER, Grid, WriteWorkbook

from analysis.as_of import is_day_label
from analysis.cells import Value
from analysis.clean.names import name_key
from analysis.clean.stated_counts import stated_count
from analysis.personal import is_about_people
from analysis.pipeline.cleaning import clean_folder
from analysis.plan import Plan
from analysis.recognise.fields import field_of

Clean = Callable[..., dict[str, pd.DataFrame]]
HEALTH, BUILDING, RUBBER = "Đảng bộ Sở Y tế", "Chi bộ Sở Xây dựng", "Chi bộ Công ty Cao su"
TITLE: Grid = [["DANH SÁCH ĐẢNG VIÊN TOÀN ĐẢNG BỘ"], ["Có mặt đến ngày 30/6/2025"]]
HEADINGS = ["TT", "Đơn vị", "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Ngày chính thức"]
LIST: Grid = [["DANH SÁCH ĐẢNG VIÊN ĐẢNG BỘ SỞ Y TẾ"], ["Tính đến ngày 30/6/2025"]]


@pytest.fixture
def clean(write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan) -> Clean:
    def run(**sheets: Grid) -> dict[str, pd.DataFrame]:
        write_workbook("raw/danh sach.xlsx", A=REGISTER)
        write_workbook("raw/khac.xlsx", **sheets)
        return clean_folder(tmp_path / "raw", plan)

    return run


def counts(tables: dict[str, pd.DataFrame], organisation: str = HEALTH) -> dict[str, int]:
    rows = tables["membership"][tables["membership"]["organisation"] == organisation]
    return {str(m): int(c) for m, c in zip(rows["measure"], rows["count"], strict=True)}


def rules_at(tables: dict[str, pd.DataFrame], cell: str) -> set[str]:
    findings = tables["findings"]
    return set(findings[findings["source_cell"] == cell]["rule"])


def person(number: int, organisation: Value = None) -> list[Value]:
    return [number, organisation, f"Người Mẫu {number:02}", f"{number}/5/1980", "3/2/2005", "3/2/2006"]


def test_a_name_written_once_goes_on_to_the_next_name(clean: Clean) -> None:
    rows = [person(1, HEALTH), person(2), person(3), person(4, BUILDING), person(5)]
    tables = clean(DV=[*TITLE, HEADINGS, *rows])
    assert (counts(tables)["total"], counts(tables, BUILDING)["total"]) == (3, 2)


def test_a_name_goes_on_over_the_headings_of_the_next_page(clean: Clean) -> None:
    rows = [person(1, HEALTH), person(2), HEADINGS, person(3, f"{HEALTH} (tiếp)"), person(4)]
    tables = clean(DV=[*TITLE, HEADINGS, *rows, person(5, BUILDING)])
    assert (counts(tables)["total"], counts(tables, BUILDING)["total"]) == (4, 1)
    assert name_key(f"{HEALTH} - tiếp theo") == name_key(HEALTH)


@pytest.mark.parametrize(
    "rows",
    [
        [person(1, HEALTH), person(2, HEALTH), person(3), person(4, BUILDING)],
        [person(1, HEALTH), person(2), person(1), person(2), person(3, BUILDING)],
    ],
    ids=["forgotten where every row has it", "numbered 1 again"],
)
def test_a_row_that_may_belong_to_the_name_above_leaves_its_organisation_open(
    clean: Clean, rows: Grid
) -> None:
    tables = clean(DV=[*TITLE, HEADINGS, *rows])
    assert counts(tables) == {}
    assert counts(tables, BUILDING)["total"] == 1
    assert {"name_missing", "roster_left_open"} <= set(tables["findings"]["rule"])


def test_a_name_that_is_nearly_known_leaves_that_organisation_open(clean: Clean) -> None:
    rows = [person(1, HEALTH), person(2, "Đảng bộ Sở Y té"), person(3, BUILDING)]
    tables = clean(DV=[*TITLE, HEADINGS, *rows])
    assert counts(tables) == {}
    assert counts(tables, BUILDING)["total"] == 1


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Danh sách này có 185 đồng chí./.", 185),
        ("Ấn định danh sách có 09 đảng viên", 9),
        ("Cộng: 08 đ/c, nữ 04", 8),
        ("TỔNG CỘNG: 25 đảng viên (chính thức 23, dự bị 02)", 25),
        ("Tổng số: 1.012 đồng chí", 1012),
        ("Tổng hợp tháng 5", None),
        ("Người Mẫu 01", None),
    ],
)
def test_a_list_says_how_many_people_it_has(text: str, count: int | None) -> None:
    assert stated_count(text) == count


@pytest.mark.parametrize(("said", "told"), [(4, False), (5, True)])
def test_the_number_that_a_list_states_is_held_against_its_rows(clean: Clean, said: int, told: bool) -> None:
    rows: Grid = [
        ["I. Chi bộ Khám bệnh"], person(1), person(2), [None, "Cộng: 02 đ/c"],
        ["II. Chi bộ Dược"], person(3), person(4), [None, "Cộng: 02 đ/c"],
        [], [None, None, f"Danh sách này có {said:02} đồng chí"],
    ]  # fmt: skip
    tables = clean(DV=[*LIST, HEADINGS, *rows])
    assert counts(tables)["total"] == 4
    assert ("printed_total_differs" in set(tables["findings"]["rule"])) == told
    assert "person_missing" not in set(tables["findings"]["rule"])


@pytest.mark.parametrize(
    ("admitted", "official", "status"),
    [
        ("15/3/2025", None, "probationary"),
        ("19/5/2024", None, "probationary"),
        ("23/9/2011", None, None),
        (None, None, None),
        (2011, None, None),
        (2024, None, "probationary"),
        ("15/8/2024", "15/8/2025", "probationary"),
        ("15/8/2014", "15/8/2025", None),
    ],
)
def test_who_ought_to_be_full_long_ago_leaves_it_open(
    clean: Clean, admitted: Value, official: Value, status: str | None
) -> None:
    odd = [2, None, "Người Mẫu 02", "2/5/1980", admitted, official]
    tables = clean(DV=[*LIST, HEADINGS, person(1), odd])
    read = counts(tables)
    assert read["total"] == 2
    if status is None:
        assert "full" not in read
        assert "personal_left_open" in rules_at(tables, "F5")
    else:
        assert (read["full"], read["probationary"]) == (1, 1)
        assert ("official_after_as_of" in rules_at(tables, "F5")) == (official is not None)


def test_who_was_admitted_after_the_lists_day_leaves_the_organisation_open(clean: Clean) -> None:
    tables = clean(DV=[*LIST, HEADINGS, person(1), [2, None, "Người Mẫu 02", "2/5/1999", "5/7/2025", None]])
    assert counts(tables) == {}
    assert "admitted_after_as_of" in rules_at(tables, "E5")


def test_a_blank_says_nothing_where_the_others_say_kinh_and_kinh_where_none_does(clean: Clean) -> None:
    headings = ["TT", "Họ và tên", "Ngày sinh", "Dân tộc", "Tôn giáo", "Ngày vào Đảng"]
    rows: Grid = [
        [1, "Người Mẫu 01", 1980, "Kinh", "Phật giáo", "3/2/2005"],
        [2, "Người Mẫu 02", 1981, None, None, "3/2/2005"],
        [3, "Người Mẫu 03", 1982, "Tày", None, "3/2/2005"],
    ]
    tables = clean(DV=[*LIST, headings, *rows])
    read = counts(tables)
    assert (read["total"], read["religious"], "ethnic_minority" in read) == (3, 1, False)
    assert "personal_left_open" in rules_at(tables, "D5")


def test_where_the_column_of_the_birth_tells_the_sex_a_row_without_one_has_none(clean: Clean) -> None:
    headings: Grid = [
        ["TT", "Họ và tên", "Ngày, tháng, năm sinh", None, "Ngày vào Đảng"],
        [None, None, "Nam", "Nữ", None],
    ]
    rows: Grid = [
        [1, "Người Mẫu 01", date(1980, 5, 1), None, "3/2/2005"],
        [2, "Người Mẫu 02", None, 1981, "3/2/2005"],
        [3, "Người Mẫu 03", None, None, "3/2/2005"],
    ]
    tables = clean(DV=[*LIST, *headings, *rows])
    assert counts(tables) == {"total": 3}
    assert "personal_left_open" in rules_at(tables, "D7")


def test_who_is_not_crossed_as_here_leaves_the_organisation_open(clean: Clean) -> None:
    headings = [*HEADINGS, "Đang sinh hoạt"]
    tables = clean(DV=[*LIST, headings, [*person(1), "x"], [*person(2), "x"], person(3)])
    assert counts(tables) == {}
    assert "personal_left_open" in rules_at(tables, "G6")


def test_a_column_of_ct_and_db_is_the_status_whatever_heads_it(clean: Clean) -> None:
    headings = ["TT", "Họ và tên", "Ngày sinh", "Vào Đảng", "CT/DB"]
    rows: Grid = [
        [1, "Người Mẫu 01", 1980, "3/2/2005", "CT"],
        [2, "Người Mẫu 02", 1981, "3/2/2025", "DB"],
    ]
    read = counts(clean(DV=[*LIST, headings, *rows]))
    assert (read["full"], read["probationary"]) == (1, 1)


def test_a_program_names_its_columns_without_marks(clean: Clean) -> None:
    headings = ["MaDV", "HoTen", "GioiTinh", "NgaySinh", "DanToc", "NgayVaoDang", "NgayChinhThuc", "DangBo"]
    rows: Grid = [
        ["A01", "Người Mẫu 01", "Nữ", "1/5/1980", "Tày", "3/2/2005", "3/2/2006", HEALTH],
        ["A02", "Người Mẫu 02", "Nam", "2/5/1980", "Kinh", "3/2/2025", None, HEALTH],
    ]
    tables = clean(**{"30-06-2025": [headings, *rows]})
    read = counts(tables)
    assert [read[name] for name in ("total", "full", "women", "ethnic_minority")] == [2, 1, 1, 1]
    assert is_about_people(["NgaySinh"])


@pytest.mark.parametrize(
    ("heading", "field"),
    [("NGAY_SINH", "birth_date"), ("Ho va ten", "person"), ("Mat khau", None), ("Noi dung", None)],
)
def test_marks_are_given_back_to_phrases_alone(heading: str, field: str | None) -> None:
    assert field_of("roster", (heading,)) == field


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Tăng so với kỳ trước", None),
        ("Kết nạp trong kỳ này", "admitted"),
        ("Chuyển đến từ đầu năm", "transferred_in"),
        ("Số từ trần trong năm nay", "died"),
        ("Có đến đầu kỳ", "opening"),
        ("Biến động trong 6 tháng đầu năm", None),
        ("Tổng số đảng viên 6 tháng đầu năm", None),
        ("Đảng viên kỳ trước chuyển sang", "opening"),
        ("Đảng viên cuối kỳ này", "closing"),
    ],
)
def test_what_came_and_went_in_a_period_is_not_what_it_began_or_ended_with(
    heading: str, field: str | None
) -> None:
    assert field_of("membership", (heading,)) == field


@pytest.mark.parametrize(
    ("text", "is_label"),
    [
        ("3. Số liệu báo cáo tính đến ngày", True),
        ("Thời điểm lập danh sách:", True),
        ("Ngày", False),
        ("Ngày đại hội", False),
        ("Thời gian tổ chức đại hội", False),
    ],
)
def test_a_label_of_the_day_says_nothing_else(text: str, is_label: bool) -> None:
    assert is_day_label(text) == is_label


def test_cong_beside_full_and_probationary_is_the_total(clean: Clean) -> None:
    grid: Grid = [
        ["TỔNG HỢP SỐ LƯỢNG ĐẢNG VIÊN"],
        ["Số liệu đến 31/3/2025"],
        ["TT", "Tên tổ chức đảng", "Chính thức", "Dự bị", "Cộng", "Tăng so với kỳ trước"],
        [1, HEALTH, 29, 2, 31, 3],
        [2, BUILDING, 9, "-", 9, 0],
        [3, RUBBER, 10, None, 10, 0],
    ]
    assert counts(clean(A=grid)) == {"full": 29, "probationary": 2, "total": 31}


SECTION = "Đảng viên đã chuyển sinh hoạt đi trong năm"


@pytest.mark.parametrize(("label", "total"), [(SECTION, 2), ("Đang chuyển sinh hoạt", None), ("Tổ 2", 3)])
def test_who_stands_below_those_that_left_is_not_counted(clean: Clean, label: str, total: int | None) -> None:
    rows: Grid = [
        [1, "Người Mẫu Một", "1/1/1970", "3/2/1995", "3/2/1996"],
        [2, "Người Mẫu Hai", "2/1/1970", "3/2/1995", "3/2/1996"],
        [label],
        [1, "Người Mẫu Ba", "3/1/1970", "3/2/1995", "3/2/1996"],
    ]
    tables = clean(A=[*LIST, [], [HEADINGS[0], *HEADINGS[2:]], *rows])
    assert counts(tables).get("total") == total
    assert ("section_of_others" in set(tables["findings"]["rule"])) == (total == 2)


def test_an_undated_list_of_persons_does_not_stop_the_office(clean: Clean) -> None:
    persons: Grid = [
        ["CHI BỘ SỞ XÂY DỰNG"], ["DANH SÁCH ĐỀ NGHỊ TẶNG HUY HIỆU"], [],
        ["TT", "Họ và tên", "Năm sinh", "Giới tính", "Ngày vào Đảng"],
        [1, "Người Mẫu Một", 1966, "Nam", "3/2/1995"], [2, "Người Mẫu Hai", 1968, "Nữ", "3/2/1994"],
    ]  # fmt: skip
    figures: Grid = [
        ["THỐNG KÊ ĐẢNG VIÊN"], ["Tính đến 30/6/2025"], [],
        ["TT", "Tên TCCSĐ", "Tổng số đảng viên", None, "Đảng viên nữ", None],
        [None, None, "Cùng kỳ năm trước", "Hiện có", "Cùng kỳ năm trước", "Hiện có"],
        [1, HEALTH, 80, 86, 30, 31], [2, BUILDING, 9, 10, 4, 5],
    ]  # fmt: skip
    tables = clean(A=persons, B=figures)
    assert counts(tables) == {"total": 86, "women": 31}
    assert "no_as_of" in set(tables["findings"]["rule"])
