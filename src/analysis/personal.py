"""What may be about a person: such words are never quoted, stored or printed.

Nobody can know every name. A text is taken for a person's where a family name or a form of address
begins it, or where it holds a number as long as an identity card's or a telephone's; an organisation
named after a person ("Trường THPT Lê Lợi") begins with other words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from analysis.text import readable

LEFT_OUT = "…"
"""Stands where a person's name or number stood."""

_FAMILY = (
    "nguyễn|trần|lê|phạm|huỳnh|hoàng|phan|vũ|võ|đặng|bùi|đỗ|ngô|trịnh|trương|phùng|đinh|đào|tạ|tống|quách|mạc"
    "|vương|lương|lưu|đoàn|hồ|dương|lý|mai|tô|hà|cao|châu|thái|lâm|từ|kiều|chu|nông|hứa|lò|giàng|sùng|thào"
    "|ksor|rmah|rơ|siu|rahlan|kpă|nay|tăng|thân|triệu|khuất|văn"
)
_MIDDLE = "thị|văn|hữu|đình|đức|ngọc|quang|minh|thanh|xuân|công|quốc|hồng|trọng|viết|bá|duy|kim|thu|mạnh"
_COMMON = "nguyễn|trần|lê|phạm|huỳnh|hoàng|phan|vũ|võ|đặng|bùi|đỗ|ngô|trịnh|trương|phùng|đinh|tạ"
_WORD = r"[^\W\d_]+\.?"
_CAPITAL = r"[A-ZĐÀ-ÖØ-ÞĂĨŨƠƯẠ-Ỹ][^\W\d_]*\.?"
_ADDRESS = r"(?:đ\s*/\s*c|đ\.\s*c|đồng chí|ông|bà)"
_WHOLE = re.compile(
    rf"(?:{_ADDRESS}[\s.:]+)?(?:(?:{_FAMILY})\s+(?:{_MIDDLE})(?:\s+{_WORD}){{1,3}}"
    rf"|(?:{_COMMON})(?:\s+{_WORD}){{1,3}})(?:\s*\(?\d+\)?)?",
    re.IGNORECASE,
)
_OF_THE_HIGHLANDS = re.compile(rf"[AY]\s+{_CAPITAL}(?:\s+{_CAPITAL})?(?:\s+\d+)?")
_ADDRESSED = re.compile(
    rf"\b(?i:{_ADDRESS})(?:[\s.:]+|(?<=/c))(?P<name>(?:{_CAPITAL})(?:\s+{_CAPITAL}){{0,4}}(?:\s+\d+\b)?)"
)
_FULL_NAME = re.compile(
    rf"(?<![^\W\d_])(?P<name>(?i:{_FAMILY})\s+(?i:{_MIDDLE})(?:\s+{_CAPITAL}){{1,3}}(?:\s+\d+\b)?)"
)
_WITHOUT_MARKS = re.compile(
    r"(?i)(?<!\w)(?P<name>(?:nguyen|tran|le|pham|huynh|hoang|phan|vu|vo|dang|bui|ngo|trinh|truong|phung|dinh)"
    r"\s+(?:thi|van|huu|dinh|duc|ngoc|quang|xuan)(?:\s+[a-z]+){1,2}(?:\s+\d+\b)?)"
)
_NUMBER = re.compile(r"(?<![\d.,/-])(?:\d{12}|0\d{2,3}[. -]?\d{3}[. -]?\d{3,4}|\d{9})(?![\d/]|[.,]\d)")
_SEPARATORS = re.compile(r"\s*[;,+/\n&]\s*|\s+và\s+|\s+-\s+")
_OF_NO_PERSON = re.compile(
    r"(?i)\b(?:hồ sơ|lưu trữ|lâm nghiệp|cao đẳng|cao su|cao cấp|văn phòng|văn kiện|văn hóa|văn bản"
    r"|đoàn thanh niên|đoàn thể|hà nội|từ ngày|từ trần|tăng trong|lý luận|lý do|đào tạo|vũ trang|mai táng)\b"
)
_OFFICE = re.compile(
    r"(?i)(?:bí|phó|chánh|trưởng|giám đốc|chủ tịch|ủy viên|uỷ viên|cán bộ|chuyên viên|thư ký"
    r"|thường trực|rịa)\b"
)
_OF_A_PLACE = re.compile(rf"(?i)(?:triệu|trưng|chúa)\b|(?!(?:{_FAMILY})\b)")
_ORGANISATION = re.compile(
    r"(?i)\b(?:đảng bộ|đảng ủy|đảng uỷ|chi bộ|chi ủy|đb|cb|sở|ban|hội|trường|công ty|chi cục|cục|trung tâm"
    r"|bệnh viện|phòng|văn phòng|đoàn|ngân hàng|bưu điện|viễn thông|chi nhánh|đơn vị|ủy ban|uỷ ban"
    r"|ubnd|tòa án|toà án"
    r"|viện|quỹ|báo|đài|liên đoàn|liên minh|liên hiệp|nhà|bảo hiểm|kho bạc|thanh tra|tập đoàn"
    r"|tổng công ty|tỉnh"
    r"|thường trực (?:đảng|tỉnh|cấp) (?:ủy|uỷ)"
    r"|kiểm lâm|tổ|tiểu ban|khối|cơ quan|doanh nghiệp|xí nghiệp|nhà máy|khu|vườn)\b"
)
_OF_PEOPLE = re.compile(
    r"\b(?:ngay(?: thang)?(?: nam)? sinh|nam sinh|sinh ngay|cccd|cmnd|cmtnd|cmt|cmnd cccd|can cuoc|dinh danh"
    r"|so the dang|so the dv|que quan|noi sinh)\b"
)


_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


@lru_cache(maxsize=1 << 16)
def names_person(text: str) -> bool:
    """Whether a text holds what looks like a person's name or number.

    >>> names_person("Đ/c Nguyễn Văn Mẫu"), names_person("Trường THPT Lê Lợi"), names_person("Văn phòng")
    (True, False, False)
    >>> names_person("Chi bộ Vườn quốc gia Bà Nà"), names_person("Văn phòng, bà Lê Thị Mẫu")
    (False, True)
    """
    return without_persons(text) != text


@lru_cache(maxsize=1 << 16)
def without_persons(text: str) -> str:
    """The text with every name and number of a person left out.

    >>> without_persons("Văn phòng, đ/c Nguyễn Văn Mẫu (0900000000)")
    'Văn phòng, đ/c … (…)'
    """
    if len(text) < 3 or (text.isdecimal() and len(text) < 9):
        return text
    plain = readable(text)
    told = _NUMBER.sub(LEFT_OUT, plain)
    told = _ADDRESSED.sub(_leave_out_addressed if _ORGANISATION.match(told) else _leave_out, told)
    if not _ORGANISATION.match(told):
        told = _WITHOUT_MARKS.sub(_leave_out, _FULL_NAME.sub(_leave_out, told))
    told = _parts_without_persons(told)
    return text if told == plain else told


def _leave_out_addressed(found: re.Match[str]) -> str:
    """Within an organisation's name "Bà Nà" and "Bà Triệu" are places: what follows is no family's name."""
    before = found.string[: found.start()]
    within = before.endswith(" ") and before[-2:-1].isalpha() and found[0][:1] in "BÔ"
    return found[0] if within and _OF_A_PLACE.match(found["name"]) else _leave_out(found)


def _leave_out(found: re.Match[str]) -> str:
    if (
        _OF_NO_PERSON.search(found["name"])
        or _OFFICE.match(found["name"])
        or _ORGANISATION.match(found["name"])
    ):
        return found[0]
    return found[0][: found.start("name") - found.start()] + LEFT_OUT


def _parts_without_persons(text: str) -> str:
    """Cells that are a name, or a list of names."""
    told: list[str] = []
    end = 0
    for found in [*_SEPARATORS.finditer(text), None]:
        part = text[end : found.start() if found else len(text)]
        told.append(LEFT_OUT if _is_name(part.strip()) else part)
        if found:
            told.append(found[0])
            end = found.end()
    return "".join(told)


def _is_name(text: str) -> bool:
    if _OF_THE_HIGHLANDS.fullmatch(text):
        return True
    return bool(_WHOLE.fullmatch(text)) and not _OF_NO_PERSON.search(text)


@lru_cache(maxsize=1 << 14)
def names_organisation(text: str) -> bool:
    """Whether a text says that it is an organisation's, in a table that also tells of persons.

    >>> names_organisation("Chi bộ Sở Nội vụ"), names_organisation("Người Mẫu Một")
    (True, False)
    """
    return bool(_ORGANISATION.match(readable(text))) and not names_person(text)


def shown_sheet_name(name: str, number: int) -> str:
    """A sheet's name as it is told and stored; a sheet named after a person by its number: "#2"."""
    return f"#{number}" if names_person(name) else name


def is_about_people(headings: Iterable[str]) -> bool:
    """Whether a table's headings ask for a birth date, an identity card or a home, with or without marks."""
    return any(map(_asks_for_a_person, headings))


@lru_cache(maxsize=1 << 14)
def _asks_for_a_person(heading: str) -> bool:
    return _OF_PEOPLE.search(_without_marks(heading)) is not None


def _without_marks(text: str) -> str:
    parted = _HUMP.sub(" ", readable(text))  # NgaySinh, as programs name a column
    plain = unicodedata.normalize("NFD", parted.casefold().replace("đ", "d"))
    words = "".join(
        letter if letter.isalnum() else " " for letter in plain if not unicodedata.combining(letter)
    )
    return " ".join(words.split())
