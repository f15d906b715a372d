from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.as_of import as_of_in_file_name, find_as_of, find_date_of_title, find_period_end
from analysis.date_interval import DateInterval, ImpossibleDate
from analysis.dates import find_dates, format_date, long_date, read_date

NEAR = date(2025, 3, 15)


@pytest.mark.parametrize(
    "text",
    [
        "05/06/2025", "5/6/25", "5-6-2025", "5.6.2025", "2025-06-05", "ngày 5 tháng 6 năm 2025",
        "05-Jun-25", "June 5, 2025", "05-thg 6-25", "5/6/2025 (dự kiến)", "DK 5/6/2025",
        "05/06/2025 08:00", "5/6/2025 (buổi sáng)",
        "Thứ năm, 5/6/2025", "8h00 ngày 5/6/2025", "5/6/2025*", "dự kiến 5/6/2025",
    ],
)  # fmt: skip
def test_the_day_stands_before_the_month(text: str) -> None:
    assert read_date(text) == DateInterval(date(2025, 6, 5), date(2025, 6, 5))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("20-21/5/2025", date(2025, 5, 20), date(2025, 5, 21)),
        ("20÷21/5/2025", date(2025, 5, 20), date(2025, 5, 21)),
        ("20-21 tháng 5 năm 2025", date(2025, 5, 20), date(2025, 5, 21)),
        ("tuần 2, tháng 3/2025", date(2025, 3, 8), date(2025, 3, 14)),
        ("28/2-01/3/2025", date(2025, 2, 28), date(2025, 3, 1)),
        ("20 - 21 tháng 5 năm 2025", date(2025, 5, 20), date(2025, 5, 21)),
        ("20->21/5/2025", date(2025, 5, 20), date(2025, 5, 21)),
        ("20/5/2025; 21/5/2025", date(2025, 5, 20), date(2025, 5, 21)),
        ("tháng 5-6/2025", date(2025, 5, 1), date(2025, 6, 30)),
        ("T5-T6/2025", date(2025, 5, 1), date(2025, 6, 30)),
        ("tháng 5 hoặc 6/2025", date(2025, 5, 1), date(2025, 6, 30)),
        ("05-2025", date(2025, 5, 1), date(2025, 5, 31)),
        ("từ 20/5 đến 22/5/2025", date(2025, 5, 20), date(2025, 5, 22)),
        ("tháng 8/2025", date(2025, 8, 1), date(2025, 8, 31)),
        ("T8/2025", date(2025, 8, 1), date(2025, 8, 31)),
        ("T6/25", date(2025, 6, 1), date(2025, 6, 30)),
        ("đầu T6/25", date(2025, 6, 1), date(2025, 6, 10)),
        ("Quý II/25", date(2025, 4, 1), date(2025, 6, 30)),
        ("8/2025", date(2025, 8, 1), date(2025, 8, 31)),
        ("quý I/2025", date(2025, 1, 1), date(2025, 3, 31)),
        ("đầu quý I/2025", date(2025, 1, 1), date(2025, 1, 31)),
        ("cuối tháng 6/2025", date(2025, 6, 21), date(2025, 6, 30)),
        ("đầu tháng 2/2025", date(2025, 2, 1), date(2025, 2, 10)),
        ("tuần 2 tháng 3/2025", date(2025, 3, 8), date(2025, 3, 14)),
        ("trước 30/6/2025", None, date(2025, 6, 30)),
        ("trước tháng 7/2025", None, date(2025, 6, 30)),
        ("năm 2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("6 tháng đầu năm 2025", date(2025, 1, 1), date(2025, 6, 30)),
    ],
)
def test_a_rough_date_is_an_interval(text: str, first: date | None, last: date) -> None:
    assert read_date(text) == DateInterval(first, last)


@pytest.mark.parametrize(
    ("text", "last"),
    [("15/6", date(2025, 6, 15)), ("20/12", date(2024, 12, 20)), ("tháng 5", date(2025, 5, 31))],
)
def test_a_missing_year_is_the_one_nearest_to_the_report(text: str, last: date) -> None:
    found = read_date(text, near=NEAR)
    assert found is not None
    assert (found.last, found.year_assumed) == (last, True)
    assert read_date(text) is None


@pytest.mark.parametrize(
    "text",
    ["31/2/2025", "5/13/2025", "12/15/2025", "30/02/2025", "1/1/1899", "22-20/5/2025", "tháng 13/2025"],
)
def test_a_date_that_does_not_exist_is_impossible(text: str) -> None:
    with pytest.raises(ImpossibleDate):
        read_date(text)


@pytest.mark.parametrize("text", ["", "x", "chưa", "12/15", "đang duyệt", "sau 5/6/2025", "3.445", "i"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text, near=NEAR) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Thời điểm báo cáo: 15/3/2025", date(2025, 3, 15)),
        ("Ngày chốt số liệu: 15/3/2025", date(2025, 3, 15)),
        ("(tính đến 15/3/2025)", date(2025, 3, 15)),
        ("Số liệu đến ngày 15 tháng 5 năm 2025", date(2025, 5, 15)),
        ("Thời điểm: 31/12/2024", date(2024, 12, 31)),
        ("ĐỘI NGŨ ĐẢNG VIÊN CÓ ĐẾN 31/12/2024", date(2024, 12, 31)),
        ("(tính tới ngày 22/8/2005 - chỉ tính các dự án còn hiệu lực)", date(2005, 8, 22)),
        ("Tính từ 01/01/2025 đến 31/03/2025", date(2025, 3, 31)),
        ("tính đến hết tháng 3/2025", date(2025, 3, 31)),
        ("(Kèm theo Quyết định số 38/2005/QĐ-UBND ngày 23 tháng 9 năm 2005)", None),
        ("Kon Tum, ngày 16 tháng 3 năm 2025", None),
        ("Thời hạn: đến 30/6/2025", None),
        ("Nhiệm kỳ 2025-2030", None),
        ("Tính đến 17h00 ngày 30/5/2025", date(2025, 5, 30)),
        ("Ngày báo cáo: 10/04/2025", date(2025, 4, 10)),
        ("Báo cáo ngày 10 tháng 6 năm 2025", date(2025, 6, 10)),
        ("Nhiệm kỳ 2025 - 2027 (số liệu đến ngày 31/03/2025)", date(2025, 3, 31)),
        ("ĐV có đến cuối kỳ (31/3/2025)", date(2025, 3, 31)),
        ("phấn đấu hoàn thành đến 30/6/2025", None),
    ],
)
def test_the_as_of_date_is_told_from_other_dates(text: str, day: date | None) -> None:
    assert find_as_of(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("TIẾN ĐỘ ĐẠI HỘI (08/5/2025)", date(2025, 5, 8)),
        ("BIỂU SỐ 3: CƠ CẤU ĐẢNG VIÊN (31/12/2024)", date(2024, 12, 31)),
        ("31/12/2024", date(2024, 12, 31)),
        ("Pleiku, ngày 10 tháng 01 năm 2025", None),
        ("(Kèm theo Kế hoạch số 133-KH/ĐUK ngày 18/7/2024)", None),
        ("LỊCH ĐẠI HỘI 20/6/2025", None),
    ],
)
def test_the_day_at_the_end_of_a_title_is_the_reports(text: str, day: date | None) -> None:
    assert find_date_of_title(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("THỐNG KÊ ĐẢNG VIÊN NĂM 2024", date(2024, 12, 31)),
        ("QUÝ I NĂM 2025", date(2025, 3, 31)),
        ("6 tháng đầu năm 2025", date(2025, 6, 30)),
        ("ĐẢNG VIÊN 2024", date(2024, 12, 31)),
        ("So sánh năm 2023 và năm 2024", None),
        ("Nhiệm kỳ 2025-2030", None),
    ],
)
def test_statistics_of_a_period_speak_for_its_last_day(text: str, day: date | None) -> None:
    assert find_period_end(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("hết tháng 5/2025", date(2025, 5, 31)),
        ("trước hết quý II/2025", date(2025, 6, 30)),
        ("chậm nhất là tháng 6/2025", date(2025, 6, 30)),
        ("trước tháng 6/2025", date(2025, 5, 31)),
        ("nửa đầu tháng 5/2025", date(2025, 5, 15)),
    ],
)
def test_only_before_a_period_ends_before_it(text: str, day: date) -> None:
    found = read_date(text)
    assert found is not None
    assert found.last == day


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("TIẾN ĐỘ ĐẠI HỘI 15-4-2025.xlsx", date(2025, 4, 15)),
        ("bc_20250415.xlsx", date(2025, 4, 15)),
        ("15042025 tien do.xls", date(2025, 4, 15)),
        ("2025-04-15 bao cao.csv", date(2025, 4, 15)),
        ("Tien do thang 3.xls", None),
        ("tu 1-4-2025 den 15-4-2025.xlsx", None),
        ("bao cao 31-4-2025.xlsx", None),
    ],
)
def test_a_file_name_gives_its_one_full_date(name: str, day: date | None) -> None:
    assert as_of_in_file_name(name) == day


@pytest.mark.parametrize(
    "text",
    [
        "tuần 3/5", "l5/5/2025", "2O/5/2025", "20*21/5/2025", "20/5/2025 & 25/5/2025",
        "20/5/2025 hoặc 25/5/2025",
        "tháng 15-6/2025a", "20/5/2025 đến 3",
    ],
)  # fmt: skip
def test_a_part_of_something_else_is_no_date(text: str) -> None:
    assert len(find_dates(text, near=NEAR)) != 1


def test_a_date_is_found_inside_a_longer_text() -> None:
    assert [found.last for found in find_dates("Xong 20/12/2024")] == [date(2024, 12, 20)]
    assert [found.last for found in find_dates("số 45-QĐ/ĐUK, 02/06/2025")] == [date(2025, 6, 2)]
    assert find_dates("đang duyệt") == []


@given(st.dates(date(1931, 1, 1), date(2099, 12, 31)))
def test_a_date_that_is_written_is_read_again(day: date) -> None:
    for text in (format_date(day), long_date(day), day.isoformat(), f"{day:%d/%m/%Y}"):
        assert read_date(text) == DateInterval(day, day)
