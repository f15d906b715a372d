"""What strange offices wrote in headings, banners and cells: each claim is one habit of a clerk."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from tests.conftest import Grid
from tests.pipeline.conftest import Clean, Tables

from analysis.clean.organisation_types import type_of
from analysis.clean.values import Mark, read_mark

DONE: Grid = [["TT", "Tên TCCSĐ", "Duyệt hồ sơ"], [1, "Đảng bộ Sở Y tế", "x"]]


def test_names_tell_the_column_of_organisations_whatever_its_heading(clean: Clean) -> None:
    tables = clean(
        [
            ["LỊCH ĐẠI HỘI (tính đến 28/5/2025)"],
            [],
            ["Ngày", "Buổi", "Nơi mở đại hội", "Địa điểm"],
            ["03/6/2025", "Sáng", "Đảng bộ Sở Y tế", "Hội trường"],
            ["04/6/2025", "Chiều", "Chi bộ Sở Xây dựng", "Hội trường"],
        ]
    )
    planned = tables["progress"].set_index("organisation")["planned_to"].dt.strftime("%d/%m")
    assert planned.to_dict() == {"Đảng bộ Sở Y tế": "03/06", "Chi bộ Sở Xây dựng": "04/06"}


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Kon Tum, ngày 28 tháng 5 năm 2025", "2025-05-28"),
        ("(Kèm theo Công văn số 12-CV/ĐUK ngày 28/5/2025)", "2025-05-28"),
        ("(Ban hành kèm theo Hướng dẫn số 11-HD/BTCTW ngày 14/5/2021)", None),
    ],
)
def test_the_day_of_signing_stands_in_for_the_as_of_date_and_is_told(
    clean: Clean, line: str, day: str | None
) -> None:
    dated: Grid = [["TIẾN ĐỘ ĐẠI HỘI tính đến 15/4/2025"], [], *DONE, [], []]
    tables = clean([*([] if day else dated), [line], [], *DONE])
    assert set(tables["progress"]["as_of"].astype(str)) == {day or "2025-04-15"}
    assert ("as_of_signed" in set(tables["findings"]["rule"])) == (day is not None)


def test_the_day_of_signing_goes_before_the_option(clean: Clean) -> None:
    grid: Grid = [
        ["Kon Tum, ngày 28/5/2025"],
        [],
        ["TT", "Tên TCCSĐ", "Duyệt hồ sơ"],
        [1, "Đảng bộ Sở Y tế", "x"],
    ]
    tables = clean(grid, as_of=date(2025, 6, 30))
    assert set(tables["progress"]["as_of"].astype(str)) == {"2025-05-28"}


def test_a_list_of_organisations_in_sections_is_a_register(clean: Clean) -> None:
    register: Grid = [
        ["DANH BẠ CHI, ĐẢNG BỘ CƠ SỞ"],
        [],
        ["Số TT", "Tên chi, đảng bộ cơ sở", "Địa chỉ", "Đảng số"],
        ["A", "Khối quản lý nhà nước"],
        [1, "Đảng bộ Sở Y tế", "Phường Mẫu", 86],
        ["B", "Khối sản xuất, kinh doanh"],
        [2, "Chi bộ Công ty Cao su", "Phường Mẫu", 8],
    ]
    tables = clean([["Tính đến 5/5/2025"], [], *DONE], register)
    found = tables["organisations"][["organisation_type", "members"]].to_numpy().tolist()
    assert found == [["administrative", 86], ["enterprise", 8]]


def test_a_section_of_two_types_says_neither() -> None:
    assert type_of("I. Khối hành chính - sự nghiệp") is None
    assert type_of("II. Khối doanh nghiệp nhà nước") == "enterprise"


def test_counts_below_a_title_about_sub_cells_are_theirs(clean: Clean) -> None:
    tables = clean(
        [
            ["KẾT QUẢ ĐẠI HỘI CHI BỘ TRỰC THUỘC ĐẢNG ỦY CƠ SỞ"],
            ["Đến hết ngày 20 tháng 3 năm 2025"],
            [],
            ["STT", "Đảng bộ", "Tổng số chi bộ", "Đã đại hội", "Chưa đại hội"],
            [1, "Đảng bộ Sở Y tế", 3, 2, 1],
            [2, "Đảng bộ Bệnh viện Đa khoa tỉnh", 4, 4, 0],
        ]
    )
    rows = tables["progress"][["organisation", "held", "required"]].astype(str).to_numpy().tolist()
    assert rows == [["Đảng bộ Sở Y tế", "2", "3"], ["Đảng bộ Bệnh viện Đa khoa tỉnh", "4", "4"]]


def test_one_count_of_two_causes_is_neither(clean: Clean) -> None:
    tables = clean(
        [
            ["BIẾN ĐỘNG ĐẢNG VIÊN QUÝ I/2025"],
            [],
            ["TT", "Tên TCCSĐ", "Đầu quý", "Kết nạp", "Từ trần", "Xóa tên, xin ra", "Cuối quý"],
            [1, "Đảng bộ Sở Y tế", 86, 2, 0, 1, 87],
        ]
    )
    assert set(tables["membership"]["measure"]) == {"opening", "admitted", "died", "closing"}
    assert "heading_unused" in set(tables["findings"]["rule"])


@pytest.mark.parametrize(
    ("said", "heading", "status"),
    [
        ("Đã rà soát, bổ sung quy hoạch", "Rà soát, bổ sung quy hoạch cấp ủy", "done"),
        ("đã hoàn thành công tác rà soát", "Rà soát, bổ sung quy hoạch", "done"),
        ("Đã trình hồ sơ lên cấp trên", "Duyệt hồ sơ", "in_progress"),
        ("Đã dự thảo sơ bộ", "Dự thảo văn kiện", "in_progress"),
        ("Đã họp chi ủy", "Dự thảo văn kiện", "in_progress"),
        ("QĐ ngày 28/4", "Duyệt hồ sơ", "done"),
        ("Thông báo", "Duyệt hồ sơ", None),
    ],
)
def test_who_repeats_the_heading_says_done(said: str, heading: str, status: str | None) -> None:
    read = read_mark(said, date(2025, 5, 5), heading)
    assert (read.status if isinstance(read, Mark) else None) == status


NO_TYPES: Grid = [
    ["DANH SÁCH CÁC TỔ CHỨC CƠ SỞ ĐẢNG"],
    [],
    ["TT", "Tên TCCSĐ", "Số chi bộ trực thuộc", "Số đảng viên"],
    [1, "Đảng bộ Sở Y tế", 3, 86],
    [2, "Chi bộ Công ty Cao su", None, 8],
]


def _types(tables: Tables) -> list[str]:
    return list(tables["organisations"]["organisation_type"])


def test_a_register_without_types_takes_them_from_the_reports(clean: Clean) -> None:
    sections: Grid = [
        ["TIẾN ĐỘ ĐẠI HỘI tính đến 5/5/2025"],
        [],
        DONE[0],
        ["I", "Khối hành chính"],
        DONE[1],
        ["II", "Khối doanh nghiệp"],
        [2, "Chi bộ Công ty Cao su", "chưa"],
    ]
    tables = clean(sections, NO_TYPES)
    assert _types(tables) == ["administrative", "enterprise"]
    assert tables["findings"]["rule"].tolist() == ["type_from_report", "type_from_report"]


def test_reports_that_differ_on_a_type_give_none(clean: Clean) -> None:
    sections: Grid = [["Tính đến 5/5/2025"], [], DONE[0], ["I", "Khối hành chính"], DONE[1]]
    again: Grid = [["Tính đến 6/5/2025"], [], DONE[0], ["I", "Khối doanh nghiệp"], DONE[1]]
    assert _types(clean([*sections, [], [], *again], NO_TYPES)) == ["unknown", "unknown"]


def test_an_office_whose_types_nobody_gives_is_read_all_the_same(clean: Clean) -> None:
    tables = clean([["TIẾN ĐỘ ĐẠI HỘI tính đến 5/5/2025"], [], *DONE], NO_TYPES)
    assert _types(tables) == ["unknown", "unknown"]
    assert tables["progress"]["status"].tolist() == ["done"]
    assert tables["findings"].query("rule == 'type_unknown'")["source_cell"].tolist() == ["B4", "B5"]


def test_who_has_sub_cells_is_a_committee_where_no_word_says_so(clean: Clean) -> None:
    head = ["TT", "Tên đơn vị", "Loại hình", "Số chi bộ trực thuộc", "Số đảng viên"]
    register: Grid = [
        ["DANH SÁCH CÁC TỔ CHỨC CƠ SỞ ĐẢNG"],
        [],
        head,
        [1, "Sở Y tế", "HC", 3, 86],
        [2, "Công ty Cao su", "DN", None, 8],
    ]
    tables = clean([["Tính đến 5/5/2025"], [], *DONE], register)
    assert tables["organisations"]["organisation_kind"].tolist() == ["party_committee", "party_cell"]
    assert tables["findings"]["rule"].tolist().count("kind_from_subcells") == 2
    assert tables["progress"]["organisation"].tolist() == ["Sở Y tế"]


def test_known_words_and_names_tell_a_code_page_that_the_letters_leave_open(clean: Clean) -> None:
    register: Grid = [
        ["DANH SÁCH TỔ CHỨC CƠ SỞ ĐẢNG"],
        [],
        ["TT", "Tên TCCSĐ", "Loại hình", "Đảng viên"],
        [1, "Đảng bộ Sở Y tế", "Khoái HC", 86],
        [2, "Chi bộ Báo Mẫu", "Khối SN", 8],
    ]
    rows: Grid = [[1, "Đảng bộ Sở Y tế", "roài"], [2, "Chi bộ Báo Mẫu", "chöa xong"]]
    tables = clean([["TIẾN ĐỘ ĐẠI HỘI tính đến 5/5/2025"], [], DONE[0], *rows], register)
    assert _types(tables) == ["administrative", "public_service"]
    assert tables["progress"]["status"].tolist() == ["done", "not_started"]
    assert tables["findings"].empty


BY_SECTIONS: Grid = [
    ["DANH SÁCH TCCSĐ"],
    ["Thời điểm: 31/12/2024"],
    ["TT", "Tên TCCSĐ", "Số chi bộ", "Số đảng viên"],
    ["I", "Khối cơ quan quản lý nhà nước, đoàn thể"],
    [1, "Đảng bộ Sở Y tế", 3, 86],
    ["II", "Khối đơn vị sự nghiệp"],
    [2, "Chi bộ Trường Thử", None, 12],
    ["III", "Khối doanh nghiệp"],
    [3, "Chi bộ Công ty Thử", None, 10],
]


def test_beside_two_types_the_third_section_is_the_third_type_and_that_is_told(clean: Clean) -> None:
    tables = clean([["Tính đến 5/5/2025"], *DONE], BY_SECTIONS)
    assert _types(tables) == ["administrative", "public_service", "enterprise"]
    assert "type_left_over" in set(tables["findings"]["rule"])


def test_a_third_section_of_whoever_else_is_left_open(clean: Clean) -> None:
    others = [[cell if cell != BY_SECTIONS[3][1] else "Mới thành lập" for cell in row] for row in BY_SECTIONS]
    tables = clean([["Tính đến 5/5/2025"], *DONE], others)
    assert _types(tables) == ["unknown", "public_service", "enterprise"]


def test_a_heading_over_figures_names_no_organisation(clean: Clean) -> None:
    tables = clean(
        [
            ["CƠ CẤU ĐẢNG VIÊN đến 31/12/2024"],
            ["TT", "Tổ chức đảng", "Đảng viên toàn đảng bộ, chi bộ", "Nữ", "Dự bị"],
            [1, "Đảng bộ Sở Y tế", 86, 40, 3],
            [2, "Chi bộ Sở Xây dựng", 20, 4, 1],
        ]
    )
    total = tables["membership"].query("measure == 'total'").set_index("organisation")["count"]
    assert total.to_dict() == {"Đảng bộ Sở Y tế": 86, "Chi bộ Sở Xây dựng": 20}


def test_where_two_columns_claim_the_names_the_rows_are_not_told_one_by_one(clean: Clean) -> None:
    tables = clean(
        [
            ["Tính đến 5/5/2025"],
            ["TT", "Tên TCCSĐ", "Tên đơn vị", "Quy hoạch cấp ủy", "Duyệt hồ sơ"],
            [1, "Đảng bộ Sở Y tế", "Chi bộ Sở Xây dựng", "x", "x"],
            [2, "Chi bộ Sở Xây dựng", "Đảng bộ Sở Y tế", "x", "x"],
        ]
    )
    assert tables["progress"].empty
    assert tables["findings"]["rule"].tolist() == ["heading_twice"]


def test_of_two_columns_that_claim_the_names_the_one_that_names_organisations_has_them(clean: Clean) -> None:
    tables = clean(
        [
            ["Tính đến 5/5/2025"],
            ["TT", "Tên TCCSĐ", "Tên đơn vị", "Quy hoạch cấp ủy", "Duyệt hồ sơ"],
            [1, "Đảng bộ Sở Y tế", "Sở Y tế", "x", "x"],
            [2, "Chi bộ Sở Xây dựng", "Sở Xây dựng", "x", "x"],
        ]
    )
    assert list(tables["progress"]["source_cell"]) == ["D3", "E3", "D4", "E4"]


def test_counts_with_their_rates_are_counts_of_what_the_heading_names(clean: Clean) -> None:
    tables = clean(
        [
            ["ĐẢNG VIÊN (31/12/24)"],
            ["Tổ chức đảng", "Tổng số ĐV", "Nữ (tỷ lệ %)", "Dự bị"],
            ["Đảng bộ Sở Y tế", 86, "40 (46,5%)", 3],
            ["Chi bộ Sở Xây dựng", 20, "4 (20,0%)", 1],
        ]
    )
    women = tables["membership"].query("measure == 'women'")
    assert women["count"].tolist() == [40, 4]
    assert set(women["as_of"]) == {pd.Timestamp("2024-12-31")}


def test_rates_alone_are_no_counts(clean: Clean) -> None:
    tables = clean(
        [
            ["ĐẢNG VIÊN (31/12/2024)"],
            ["Tổ chức đảng", "Tổng số ĐV", "Nữ (tỷ lệ %)", "Dự bị"],
            ["Đảng bộ Sở Y tế", 86, "46,5%", 3],
            ["Chi bộ Sở Xây dựng", 20, "20%", 1],
        ]
    )
    assert "women" not in set(tables["membership"]["measure"])


TERSE: Grid = [
    ["TIẾN ĐỘ ĐH tính tới 15/4/25"],
    ["stt", "đơn vị", "QH", "CB ĐH", "duyệt", "dự kiến", "đã ĐH ngày"],
    [1, "ĐB Sở Y tế", "x", "3/3", "chưa", "20.5.25", None],
    [2, "CB Sở Xây dựng", "x", None, "x", "12/4/2025", "12/4/2025"],
]


def test_headings_as_short_as_can_be(clean: Clean) -> None:
    rows = clean(TERSE)["progress"].set_index(["organisation", "milestone"])
    held = rows.loc[[("Chi bộ Sở Xây dựng", "congress_held")]].iloc[0]
    assert (held["status"], held["planned_to"]) == ("done", pd.Timestamp("2025-04-12"))
    assert rows.loc[("Đảng bộ Sở Y tế", "congress_held"), "planned_to"] == pd.Timestamp("2025-05-20")


@pytest.mark.parametrize("words", ["Đã làm", "làm rồi", "Đã tiến hành", "OK rồi"])
@pytest.mark.parametrize("milestone", ["political_standards", "dossier_approved", "congress_held"])
def test_plain_words_for_done_are_so_whatever_they_are_about(words: str, milestone: str) -> None:
    assert read_mark(words, date(2025, 5, 15), "", milestone) == Mark("done")


def test_a_summary_by_type_below_the_list_is_told_in_passing(clean: Clean) -> None:
    summary: Grid = [
        ["Tính đến 5/5/2025"],
        *DONE,
        [],
        ["Tổng hợp theo loại hình", "Tổng số TCCSĐ", "Đã duyệt", "Tỷ lệ %"],
        ["Hành chính", 14, 6, "42,9%"],
        ["Sự nghiệp", 8, 6, "75,0%"],
        ["Doanh nghiệp", 8, 5, "62,5%"],
    ]
    tables = clean(summary)
    assert "summary_unused" in set(tables["findings"]["rule"])
    assert "table_unrecognised" not in set(tables["findings"]["rule"])
