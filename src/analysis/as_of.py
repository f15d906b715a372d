"""The day that a report speaks for, from a banner's words or a file's name."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from analysis.date_interval import ImpossibleDate, day_of_parts
from analysis.dates import read_date
from analysis.diacritics import Diacritics, lacks_marks
from analysis.text import fold, readable

_HOUR = r"\d{1,2}\s*(?:h|g|giờ|:)\s*(?:\d{2}(?!\d|\s*[/.\-]))?"
_DAY_IN_FIGURES = r"\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*(?:\d{4}|\d{2}(?!\d))"
_AS_OF_CUE = re.compile(
    r"(?:(?:tính|số liệu|có|cập nhật|tổng hợp|báo cáo|thống kê)?[^.;\d]{0,30}\b(?:đến|tới)\b"
    r"|\bthời điểm(?: báo cáo| thống kê| tổng hợp| tính| số liệu| lấy số liệu| chốt| lập| danh sách| biểu)*\b"
    r"|\bcập nhật\b|\bchốt(?: số liệu)?\b"
    r"|\bngày (?:số liệu|báo cáo|tổng hợp|thống kê|chốt|lập biểu|lập|cập nhật|kiểm tra|rà soát)\b"
    r"|\b(?:báo cáo(?: nhanh| tuần| tháng)?|lập|tổng hợp|số liệu)(?=:? ngày\b))"
    rf"(?:\s*(?:thời điểm|cuối (?:kỳ|quý|năm|tháng)|hết|trước|lúc|vào"
    rf"|sáng|trưa|chiều|tối|ngày|thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])\b|chủ nhật|:|\(|,|{_HOUR}))*\s*"
    rf"(?P<when>{_DAY_IN_FIGURES}"
    r"|\d{1,2} tháng \d{1,2},? năm \d{4}|tháng \d{1,2}\s*(?:/|-|năm)\s*\d{4})"
)
_NOT_AS_OF = re.compile(
    r"quyết định|nghị quyết|căn cứ|thời hạn|chậm nhất|hoàn thành|phấn đấu|nhiệm kỳ (?:20|[ivx])|kế hoạch số"
    r"|tổ chức từ|\bhạn\b"
)


_SAYS_SO = re.compile(
    r"(?:tính|số liệu|cập nhật|chốt|thời điểm)(?:(?!quyết định|nghị quyết|hạn|chậm nhất|phấn đấu)[^.;])*$"
)
"""Words that leave no doubt, whatever stands before them: "… NHIỆM KỲ 2025-2030, TÍNH ĐẾN 30/5/2025"."""
_AT_THE_END = re.compile(
    r"\(?(?:ngày |đến )*(?P<when>(?<!\d)\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})"
    r"|\d{1,2} tháng \d{1,2},? năm \d{4})\)?\.?$"
)
_OF_A_REPORT = re.compile(
    r"danh sách|đôn đốc|rà soát|tiến độ|thống kê|tổng hợp|kết quả|tình hình|theo dõi|báo cáo|đảng viên"
    r"|số liệu|công việc|nhiệm vụ|việc cần làm"
    r"|\b(?:sl|số lượng|ds|kq|bc|tk)\b[\s.]*(?:đv|tccsđ|đảng|đh|đại hội)\b"
)
_OF_ANOTHER_MATTER = re.compile(
    r"\bsố:? \d+\s*[-/]|kèm|ban hành|cuộc họp|hội nghị|phục vụ (?:cuộc )?họp|ngày sinh|từ \d|\btừ ngày\b"
)
_PERIOD = re.compile(
    r"(?:(?:6|sáu) tháng (?:đầu|cuối) |(?:quý|quí) (?:i{1,3}|iv|[1-4])(?: |/|, ?)|tháng \d{1,2}(?: |/))?"
    r"(?:(?:năm|đảng viên) \d{4}|(?<=/)\d{4}|(?<=[iv\d] )\d{4})(?![\d/-])"
)
_LONG_DATE = re.compile(r"(?:\d{1,2} tháng \d{1,2},? năm \d{4}|nhiệm kỳ[^.;]*)$")


_LABEL_WORDS = frozenset(
    [
        "số",
        "liệu",
        "báo",
        "cáo",
        "tính",
        "có",
        "cập",
        "nhật",
        "tổng",
        "hợp",
        "thống",
        "kê",
        "chốt",
        "lấy",
        "lập",
        "danh",
        "sách",
        "biểu",
        "bảng",
        "phiếu",
        "đến",
        "tới",
        "hết",
        "ngày",
        "tháng",
        "năm",
        "thời",
        "điểm",
        "gian",
        "của",
        "được",
        "đơn",
        "vị",
    ]
)
_LABEL_OF_A_DAY = frozenset(("ngày", "điểm", "gian", "đến", "tới"))
_LABEL_OF_A_REPORT = frozenset(("liệu", "cáo", "tính", "nhật", "hợp", "kê", "chốt", "lập"))


@lru_cache(maxsize=4096)
def is_day_label(text: str) -> bool:
    """Whether a cell says that the day of the report stands beside it, and nothing else.

    >>> is_day_label("3. Số liệu báo cáo tính đến ngày:"), is_day_label("Ngày đại hội")
    (True, False)
    """
    words = {word for word in fold(text).split() if not word.isdecimal()}
    return (
        len(text) <= _LONGEST_LABEL
        and words <= _LABEL_WORDS
        and not words.isdisjoint(_LABEL_OF_A_DAY)
        and not words.isdisjoint(_LABEL_OF_A_REPORT)
    )


_LONGEST_LABEL = 60


@lru_cache(maxsize=4096)
def find_as_of(text: str) -> date | None:
    """The as-of date that a banner names; None for a decision's date, a deadline, place and date.

    >>> find_as_of("Số liệu đến ngày 15 tháng 5 năm 2025")
    datetime.date(2025, 5, 15)
    """
    plain = with_marks(text)
    for found in _AS_OF_CUE.finditer(plain):
        before = plain[: found.start("when")]
        if _NOT_AS_OF.search(before) and not _SAYS_SO.search(before):
            continue
        return _last_day(found["when"])
    return None


_WITHOUT_MARKS = Diacritics(
    (
        "tính đến", "đến", "đến ngày", "số liệu", "cập nhật", "thời điểm", "báo cáo", "tổng hợp", "ngày",
        "tháng", "năm", "quý", "quyết định", "nghị quyết", "thời hạn", "chậm nhất", "hoàn thành",
        "kế hoạch số", "nhiệm kỳ", "danh sách", "đôn đốc", "rà soát", "tiến độ", "thống kê", "kết quả",
        "tình hình", "theo dõi", "đảng viên", "công việc", "nhiệm vụ", "phấn đấu", "căn cứ", "tổ chức từ",
        "ban hành", "cuộc họp", "hội nghị", "ngày sinh", "từ ngày", "kèm theo", "công văn", "chốt",
        "tháng đầu", "tháng cuối", "sáu tháng", "đầu năm", "cuối năm",
    )
)  # fmt: skip


def with_marks(text: str) -> str:
    """A line as it is looked at: in small letters, with the marks of the words that tell days."""
    plain = readable(text).casefold().replace("_", " ")
    return (_WITHOUT_MARKS.restored(plain.split()) if lacks_marks(plain) else None) or plain


def _last_day(text: str) -> date | None:
    try:
        interval = read_date(text)
    except ImpossibleDate:
        return None
    return interval.last if interval else None


def find_date_of_title(text: str) -> date | None:
    """The day at the end of a report's title, or all that a line says; weaker than `find_as_of`.

    >>> find_date_of_title("TIẾN ĐỘ ĐẠI HỘI (8/5/2025)"), find_date_of_title("Pleiku, ngày 8/5/2025")
    (datetime.date(2025, 5, 8), None)
    """
    plain = with_marks(text)
    found = _AT_THE_END.search(plain)
    if found is None or _NOT_AS_OF.search(plain) or _OF_ANOTHER_MATTER.search(plain):
        return None
    words = plain[: found.start()].strip(" :-–(")
    return _last_day(found["when"]) if not words or _OF_A_REPORT.search(words) else None


def find_period_end(text: str) -> date | None:
    """The last day of the year, half-year, quarter or month of which a title says it gives the statistics.

    >>> find_period_end("THỐNG KÊ ĐẢNG VIÊN NĂM 2024"), find_period_end("Quý I/2025")
    (datetime.date(2024, 12, 31), datetime.date(2025, 3, 31))
    """
    plain = with_marks(text)
    if _NOT_AS_OF.search(plain) or _OF_ANOTHER_MATTER.search(plain):
        return None
    found = [one for one in _PERIOD.finditer(plain) if not _LONG_DATE.search(plain[: one.end()])]
    return _last_day(found[0][0].replace("đảng viên", "năm")) if len(found) == 1 else None


_DAY = r"(?P<when>\d{1,2} tháng \d{1,2},? năm \d{4}|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4})"
_PLACE_AND_DATE = re.compile(rf"[^\d.;:()]{{2,40}}, ?ngày {_DAY}\.?")
_COVERING = re.compile(
    r"\(?kèm (?:theo )?(?:công văn|báo cáo|tờ trình|thông báo|văn bản|giấy mời|cv|bc|tb|tt)\b[^;]*?"
    rf"ngày {_DAY}[^\d]*"
)


def find_day_of_signing(text: str) -> date | None:
    """The day of place and date, or of the letter that a list comes with; weaker than all others.

    >>> find_day_of_signing("Kon Tum, ngày 20 tháng 3 năm 2025")
    datetime.date(2025, 3, 20)
    """
    plain = with_marks(text)
    found = _PLACE_AND_DATE.fullmatch(plain) or _COVERING.fullmatch(plain)
    return _last_day(found["when"]) if found else None


_MONTH_IN_NAME = re.compile(r"(?<![^\W\d_])(?:tháng|thang|thg|th|t)\s*\.?\s*(?P<m>1[0-2]|0?[1-9])(?!\d)")
_DAY_IN_NAME = re.compile(r"(?<![\d.])(?P<d>[0-3]?\d)[-._ ](?P<m>1[0-2]|0?[1-9])(?![\d])")


def month_in_name(name: str) -> int | None:
    """The one month that a sheet's name gives: "T3.25", "Kỳ 25-4", "Tháng 3".

    >>> month_in_name("T3.25"), month_in_name("Kỳ 25-4"), month_in_name("Sheet1")
    (3, 4, None)
    """
    plain = readable(name).casefold()
    found = _MONTH_IN_NAME.search(plain) or _DAY_IN_NAME.search(plain)
    return int(found["m"]) if found else None


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


_OF_A_LETTER = re.compile(
    r"(?<!\w)(?:gửi|gui|nhận|nhan|mail|công văn|cong van|cv|họp|hop|đợt|dot|hạn|han)(?!\w)"
)


def as_of_in_folder(file: str) -> date | None:
    """The one full date in the name of the nearest folder that has one; not that of a letter or a meeting.

    >>> as_of_in_folder("DSDV 30.6.2025/a.xls"), as_of_in_folder("Gui 15.4.2025/a.xls")
    (datetime.date(2025, 6, 30), None)
    """
    for folder in reversed(file.split("/")[:-1]):
        if (found := as_of_in_file_name(folder + ".x")) is not None:
            return None if _OF_A_LETTER.search(readable(folder).casefold()) else found
    return None
