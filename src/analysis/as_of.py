"""The day that a report speaks for, from a banner's words or a file's name."""

from __future__ import annotations

import re
from datetime import date

from analysis.dates import ImpossibleDate, day_of_parts, read_date
from analysis.text import readable

_AS_OF_CUE = re.compile(
    r"(?:(?:tính|số liệu|có|cập nhật|tổng hợp|báo cáo|thống kê)?[^.;\d]{0,30}\b(?:đến|tới)\b"
    r"|\bthời điểm(?: báo cáo| thống kê| tổng hợp)?\b|\bcập nhật\b|\bngày số liệu\b|\bchốt(?: số liệu)?\b)"
    r"(?:\s*(?:thời điểm|hết|ngày|:|\())*\s*"
    r"(?P<when>\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4}"
    r"|\d{1,2} tháng \d{1,2},? năm \d{4}|tháng \d{1,2}\s*(?:/|năm)\s*\d{4})"
)
_NOT_AS_OF = re.compile(
    r"quyết định|nghị quyết|căn cứ|thời hạn|chậm nhất|hoàn thành|phấn đấu|nhiệm kỳ|kế hoạch số"
    r"|tổ chức từ|\bhạn\b"
)


def find_as_of(text: str) -> date | None:
    """The as-of date that a banner names; None for a decision's date, a deadline, place and date.

    >>> find_as_of("Số liệu đến ngày 15 tháng 5 năm 2025")
    datetime.date(2025, 5, 15)
    """
    plain = readable(text).casefold()
    for found in _AS_OF_CUE.finditer(plain):
        if _NOT_AS_OF.search(plain[: found.start("when")]):
            continue
        try:
            interval = read_date(found["when"])
        except ImpossibleDate:
            return None
        if interval is not None:
            return interval.last
    return None


_IN_NAME = (
    re.compile(r"(?<!\d)(?P<y>20\d\d)[-._ ](?P<m>\d{1,2})[-._ ](?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})[-._ ](?P<m>\d{1,2})[-._ ](?P<y>20\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>20\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>[0-3]\d)(?P<m>[01]\d)(?P<y>20\d\d)(?!\d)"),
    re.compile(
        r"ngày (?P<d>\d{1,2}) tháng (?P<m>\d{1,2}) năm (?P<y>20\d\d)"
        r"|ngay (?P<d2>\d{1,2}) thang (?P<m2>\d{1,2}) nam (?P<y2>20\d\d)"
    ),
    re.compile(r"(?<![\d.])(?P<d>\d{1,2})[-.](?P<m>\d{1,2})[-.](?P<y>\d\d)(?![\d])"),
)


def as_of_in_file_name(name: str) -> date | None:
    """The one full date in a file's name, day before month; None where there is none or more than one.

    >>> as_of_in_file_name("TIẾN ĐỘ ĐẠI HỘI 15-4-2025.xlsx")
    datetime.date(2025, 4, 15)
    """
    plain = readable(name).casefold().rsplit(".", 1)[0]
    days: set[date] = set()
    for form in _IN_NAME:
        for found in form.finditer(plain):
            parts = {key.rstrip("2"): value for key, value in found.groupdict().items() if value}
            try:
                days.add(day_of_parts(parts["y"], parts["m"], parts["d"]))
            except ImpossibleDate:
                continue
        if days:
            break
    return days.pop() if len(days) == 1 else None
