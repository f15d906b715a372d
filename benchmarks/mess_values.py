"""How an office writes one value, with what a careful person reads there; independent of the reader's code."""
# ruff: noqa: E501 - lists of words and spellings read better in long lines

from __future__ import annotations

import calendar
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

Span = tuple[date | None, date]
"""First and last day that a date may mean."""


@dataclass(slots=True)
class Written:
    """A cell's content; `fields` is what it says, None where a careful person must refuse it."""

    raw: Any
    fields: dict[str, Any] | None = field(default_factory=dict)
    due: bool = False
    """A finding other than a refusal is due: a date that lies ahead, an assumed year."""


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


_DAY_FORMS: tuple[Callable[[date], str], ...] = (
    lambda d: f"{d.day:02}/{d.month:02}/{d.year}",
    lambda d: f"{d.day}/{d.month}/{d.year}",
    lambda d: f"{d.day}/{d.month}/{d:%y}",
    lambda d: f"{d.day:02}.{d.month:02}.{d.year}",
    lambda d: f"{d.day}-{d.month}-{d.year}",
    lambda d: f"{d.day:02}/{d.month}/{d.year}",
    lambda d: f"ngày {d.day}/{d.month}/{d.year}",
    lambda d: f"Ngày {d.day:02} tháng {d.month:02} năm {d.year}",
    lambda d: f"{d.day} tháng {d.month} năm {d.year}",
    lambda d: f"{d.day}/ {d.month}/ {d.year}",
    lambda d: f"{d.day} / {d.month} / {d.year}",
    lambda d: f"Sáng {d.day}/{d.month}/{d.year}",
    lambda d: f"Chiều ngày {d.day}/{d.month}/{d.year}",
    lambda d: f"8h00 ngày {d.day}/{d.month}/{d.year}",
    lambda d: f"{d.day}/{d.month}/{d.year} lúc 14 giờ",
    lambda d: f"{d.day}.{d.month}.{d:%y}",
    lambda d: f"{d:%Y-%m-%d}",
    lambda d: f"{d.day}/{d.month}/{d.year}.",
    lambda d: (
        f"Thứ {['Hai', 'Ba', 'Tư', 'Năm', 'Sáu', 'Bảy'][d.weekday()]}, {d.day}/{d.month}/{d.year}"
        if d.weekday() < 6
        else f"Chủ nhật {d.day}/{d.month}/{d.year}"
    ),
    lambda d: f"{d.day}/{d.month}/{d.year} (buổi sáng)",
    lambda d: f"{d.day}/{d.month}/ {d.year}",
)


def _third(day: date) -> tuple[int, str, str, Span]:
    number = 0 if day.day <= 10 else 1 if day.day <= 20 else 2
    first = (1, 11, 21)[number]
    end = month_end(day.year, day.month)
    last = end if number == 2 else day.replace(day=(10, 20)[number])
    words = ("đầu", "giữa", "cuối")[number], ("thượng tuần", "trung tuần", "hạ tuần")[number]
    return number, *words, (day.replace(day=first), last)


def _month(day: date, rng: random.Random) -> tuple[str, Span]:
    m, y = day.month, day.year
    text = rng.choice((f"tháng {m}/{y}", f"T{m}/{y}", f"Tháng {m:02}/{y}", f"tháng {m} năm {y}", f"{m:02}/{y}",
                       f"trong tháng {m}/{y}", f"T.{m}/{y}", f"t{m}-{y}"))  # fmt: skip
    return text, (day.replace(day=1), month_end(y, m))


def _part_of_month(day: date, rng: random.Random) -> tuple[str, Span]:
    _, plain, learned, span = _third(day)
    m, y = day.month, day.year
    forms = (f"{plain} tháng {m}/{y}", f"{plain.capitalize()} T{m}/{y}", f"{learned} tháng {m}/{y}",
             f"khoảng {plain} tháng {m} năm {y}")  # fmt: skip
    return rng.choice(forms), span


def _week(day: date, rng: random.Random) -> tuple[str, Span] | None:
    number = (day.day - 1) // 7 + 1
    if number > 4:
        return None
    text = rng.choice((f"tuần {number} tháng {day.month}/{day.year}", f"Tuần {number}, tháng {day.month}/{day.year}",
                       f"tuần thứ {('nhất', 'hai', 'ba', 'tư')[number - 1]} tháng {day.month}/{day.year}"))  # fmt: skip
    first = day.replace(day=7 * number - 6)
    return text, (first, first + timedelta(days=6))


def _quarter(day: date, rng: random.Random) -> tuple[str, Span]:
    number = (day.month - 1) // 3
    roman, y = ("I", "II", "III", "IV")[number], day.year
    whole = (date(y, 3 * number + 1, 1), month_end(y, 3 * number + 3))
    position = (day.month - 1) % 3
    part = (
        f"{('đầu', 'giữa', 'cuối')[position]} quý {roman}/{y}",
        (day.replace(day=1), month_end(y, day.month)),
    )
    wholes = [(text, whole) for text in (f"Quý {roman}/{y}", f"quý {number + 1}/{y}", f"Q{number + 1}/{y}",
              f"trong quý {roman} năm {y}")]  # fmt: skip
    return rng.choice([*wholes, part])


def _range(day: date, rng: random.Random) -> tuple[str, Span]:
    last = day + timedelta(days=rng.choice((1, 1, 2)))
    d, m, y = day.day, day.month, day.year
    if last.month == m:
        forms: tuple[str, ...] = (f"{d}-{last.day}/{m}/{y}", f"{d}, {last.day}/{m}/{y}", f"{d} và {last.day}/{m}/{y}",
                 f"{d} - {last.day}/{m}/{y}", f"từ {d} đến {last.day}/{m}/{y}", f"{d}-{last.day} tháng {m} năm {y}",
                 f"{d}/{m}-{last.day}/{m}/{y}", f"Từ ngày {d}/{m} đến ngày {last.day}/{m}/{y}",
                 f"{d:02}÷{last.day:02}/{m}/{y}")  # fmt: skip
        if last - day > timedelta(days=1):
            forms = tuple(form for form in forms if "và" not in form and ", " not in form)
    else:
        forms = (f"{d}/{m}-{last.day:02}/{last.month}/{last.year}",
                 f"{d}/{m}/{y} - {last.day}/{last.month}/{last.year}",
                 f"{d}/{m} đến {last.day}/{last.month}/{last.year}")  # fmt: skip
    return rng.choice(forms), (day, last)


def spell_day(day: date, rng: random.Random, *, plain: bool = False) -> str:
    """A known day in one of the spellings."""
    return rng.choice(_DAY_FORMS[:3] if plain else _DAY_FORMS)(day)


def spell_roughly(day: date, rng: random.Random) -> tuple[str, Span]:
    """A text for an interval that holds the day."""
    ways = (_month, _part_of_month, _week, _quarter, _range)
    return rng.choice(ways)(day, rng) or _month(day, rng)


def spell_before(day: date, rng: random.Random) -> tuple[str, Span]:
    """A limit: on or before a day."""
    limit = max(day, month_end(day.year, day.month))
    d, m, y = limit.day, limit.month, limit.year
    text = rng.choice((f"trước {d}/{m}/{y}", f"Trước ngày {d}/{m}/{y}", f"chậm nhất {d}/{m}/{y}",
                       f"Chậm nhất là ngày {d}/{m}/{y}", f"hoàn thành trước {d}/{m}/{y}",
                       f"xong trước ngày {d}/{m}/{y}", f"không quá {d}/{m}/{y}", f"đến hết {d}/{m}/{y}"))  # fmt: skip
    return text, (None, limit)


def spell_without_year(day: date, rng: random.Random) -> str:
    """Day and month, the year left out."""
    return rng.choice((f"{day.day}/{day.month}", f"{day.day:02}/{day.month:02}", f"ngày {day.day}/{day.month}",
                       f"{day.day} tháng {day.month}"))  # fmt: skip


def impossible_date(day: date, rng: random.Random) -> str:
    """What looks like a date and can't be one, or leaves its day open."""
    y = day.year
    return rng.choice((f"31/4/{y}", f"30/2/{y}", "29/02/2025", f"{day.month}/{rng.randint(13, 30)}/{y}", f"32/1/{y}",
                       f"31/6/{y}", f"{day.day}/0/{y}", f"{day.day}/{day.month}/{y}?", f"sau {day.day}/{day.month}/{y}",
                       f"{day.day}/{day.month} hoặc {min(day.day + 3, 28)}/{day.month}/{y}",
                       f"hoãn từ {day.day}/{day.month}/{y}", f"{day.day}/{day.month}/2205"))  # fmt: skip


DONE_WORDS = (
    "Xong", "đã xong", "Hoàn thành", "x", "X", "✓", "v", "Đã thực hiện", "rồi", "Có", "Đạt", "Đã hoàn thành",
    "100%", "ĐÃ XONG", "Hoàn tất", "Đã có", "√", "Đã hoàn thành 100%", "hoàn thành xong", "Đã làm xong",
    "Đã TH", "Đã HT", "Đã thực hiện xong", "HT", "Đủ",
)  # fmt: skip
NOT_WORDS = (
    "Chưa", "chưa xong", "-", "chưa hoàn thành", "Chưa thực hiện", "Chưa có", "chưa làm", "Chưa TH",
    "Chưa triển khai", "không", "–", "0%", "Chưa đến hạn", "CHƯA", "chưa đạt", "Chưa HT", "Không hoàn thành",
    "chưa tiến hành", "Chưa thực hiện xong", "…",
)  # fmt: skip
GOING_WORDS = (
    "đang làm", "Đang thực hiện", "đang hoàn thiện", "Đang triển khai", "80%", "50 %", "Cơ bản hoàn thành",
    "đang chờ", "Đang TH", "Đang tiến hành", "đang hoàn chỉnh", "Đang hoàn thiện, chưa trình", "gần xong",
    "Hoàn thành một phần", "đang rà soát lại",
)  # fmt: skip
NO_ANSWER = ("?", "x?", "chưa rõ", "không rõ", "đã/chưa", "xem ghi chú", "Chưa nắm được", "có/không", "chưa biết",
             "sẽ báo sau")  # fmt: skip
"""What leaves open whether it is done."""
OWN_WORDS = {
    "personnel_planning": (("Đã rà soát", "Đã bổ sung", "Đã phê duyệt"), ("Chưa rà soát",), ("Đang rà soát",)),
    "political_standards": (("Đã kết luận", "Đã có KL", "Đã thẩm định"), ("Chưa kết luận", "Chưa có KL"),
                            ("Đang thẩm định", "đang xác minh", "Đang chờ KL")),
    "documents_drafted": (("Đã dự thảo xong", "Đã xây dựng", "Đã soạn thảo"), ("Chưa xây dựng", "Chưa dự thảo"),
                          ("Đang dự thảo", "đang lấy ý kiến góp ý", "Đang soạn thảo")),
    "dossier_approved": (("Đã duyệt", "đã phê duyệt", "Đã được duyệt"), ("Chưa duyệt", "chưa được duyệt", "Chưa trình"),
                         ("Đang duyệt", "đang trình", "Chờ duyệt", "Đang thẩm định hồ sơ")),
    "congress_held": (("Đã tổ chức", "Đã ĐH", "Đã tổ chức xong", "Đã đại hội"),
                      ("Chưa tổ chức", "chưa ĐH", "Chưa đại hội"), ("đang chuẩn bị",)),
    "results_approved": (("Đã chuẩn y", "Đã có QĐ", "Đã có quyết định"), ("Chưa chuẩn y", "Chưa có QĐ"),
                         ("Đang chờ chuẩn y", "Đang trình")),
}  # fmt: skip


def spell_count(count: int, rng: random.Random) -> Any:
    """A count of members or cells as people type it."""
    texts = [
        f"{count}",
        f"{count} đ/c",
        f"{count} đồng chí",
        f" {count} ",
        f"{count} ĐV",
        f"{count} đảng viên",
    ]
    if count >= 1000:
        texts += [f"{count:,}".replace(",", "."), f"{count:,}".replace(",", " ")]
    if count > 5:
        texts.append(f"{count} ({rng.randint(1, count // 2)} nữ)")
    if count == 0:
        texts = ["-", "không", "0", "Không có", "–"]
    return rng.choice([*texts, count])


def spell_fraction(held: int, required: int, rng: random.Random) -> str:
    """Held of required in one cell."""
    share = f"{100 * held // required}%" if required else ""
    return rng.choice((f"{held}/{required}", f"{held} / {required}", f"{held:02}/{required:02}", f"{held}/{required} CB",
                       f"{held}/{required} chi bộ", f"{held} trên {required}", f"{held}/{required} ({share})",
                       f"{held}/{required} (đạt {share})"))  # fmt: skip
