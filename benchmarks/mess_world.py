"""Invented offices for `benchmarks.mess`: organisations, how far they are, how many members they have."""
# ruff: noqa: E501 - lists of words and spellings read better in long lines

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

MILESTONES = (
    "personnel_planning", "political_standards", "documents_drafted", "subcell_congresses",
    "dossier_approved", "congress_held", "results_approved",
)  # fmt: skip
OPENING = date(2024, 9, 2)
_PLACES = ("Sông Trà", "Núi Voi", "Đồng Lau", "Tân Khê", "Phước Hưng", "Hòa Lĩnh", "Đắk Mơ", "Thượng Nguyên")
_NAMES = {
    "administrative": (
        "Sở Giao thông", "Sở Kế hoạch và Đầu tư", "Sở Nông nghiệp và Môi trường", "Sở Nội vụ", "Thanh tra tỉnh",
        "Sở Công Thương", "Ban Dân tộc và Tôn giáo", "Ban Tuyên giáo và Dân vận", "Chi cục Kiểm lâm",
        "Chi cục Thủy lợi", "Cục Thống kê", "Kho bạc Nhà nước khu vực", "Tòa án nhân dân tỉnh",
        "Viện kiểm sát nhân dân tỉnh", "Hội Cựu chiến binh tỉnh", "Tỉnh Đoàn", "Văn phòng Tỉnh ủy",
        "Chi cục Hải quan", "Sở Tư pháp", "Hội Chữ thập đỏ tỉnh", "Ủy ban Kiểm tra Tỉnh ủy",
    ),
    "public_service": (
        "Bệnh viện Đa khoa {}", "Bệnh viện Mắt", "Trường Cao đẳng Nghề {}", "Trường THPT Chuyên {}",
        "Trung tâm Kiểm soát bệnh tật", "Trung tâm Giống cây trồng", "Đài Phát thanh và Truyền hình",
        "Bảo tàng tỉnh", "Thư viện {}", "Nhà Văn hóa lao động", "Viện Quy hoạch xây dựng {}", "Báo {}",
        "Trung tâm Khuyến nông", "Trung tâm Y tế {}", "Trường Đại học {}", "Ban Quản lý rừng phòng hộ {}",
    ),
    "enterprise": (
        "Công ty cổ phần Cấp nước {}", "Công ty TNHH MTV Cao su {}", "Điện lực {}", "Bưu điện tỉnh",
        "Công ty Xăng dầu {}", "Ngân hàng Chính sách xã hội {}", "Công ty Thủy điện {}", "Viễn thông {}",
        "Công ty cổ phần Mía đường {}", "Công ty TNHH MTV Xổ số kiến thiết", "Xí nghiệp Gạch {}",
        "Công ty cổ phần Môi trường đô thị", "Bảo Việt {}", "Tổng công ty Lương thực {}", "Khách sạn {}",
    ),
}  # fmt: skip
AGES = ((None, 30), (31, 40), (41, 50), (51, 60), (61, None))


@dataclass(frozen=True, slots=True, eq=False)
class Organisation:
    """One invented grassroots organisation and all that is true of it."""

    name: str
    kind: str
    type: str
    subcells: int
    pilot: bool
    done_on: tuple[date | None, ...]
    """When each milestone is reached; None where it never is. A congress without election has no last one."""
    elects: bool
    planned: date
    members: dict[str, int]

    @property
    def bare_name(self) -> str:
        """The name without Đảng bộ or Chi bộ."""
        return self.name.split(" ", 2)[2]

    def day_of(self, milestone: str, as_of: date) -> date | None:
        """The day on which a milestone was reached, if that was by `as_of`."""
        day = self.done_on[MILESTONES.index(milestone)]
        return day if day is not None and day <= as_of else None

    def is_next(self, milestone: str, as_of: date) -> bool:
        """Whether the work goes on at this milestone: all before it are reached, it is not."""
        waiting = [name for name in MILESTONES if self.day_of(name, as_of) is None]
        return bool(waiting) and waiting[0] == milestone

    def subcells_held(self, as_of: date) -> int:
        """Sub-cells that have held their congress by a day: all by the day of the milestone, few before."""
        day = self.done_on[3]
        if day is None or not self.subcells:
            return 0
        weeks_left = max((day - as_of).days, 0) / 7
        return max(0, self.subcells - round(weeks_left * self.subcells / 8))


@dataclass(slots=True)
class Office:
    """The organisations of one province's bloc, and the days that its reports speak for."""

    place: str
    organisations: list[Organisation]
    days: list[date]
    strangers: list[str] = field(default_factory=list)
    """Names that are not in the register."""


def invent_office(rng: random.Random) -> Office:
    """Ten to forty organisations of the three types, and one or two days of report."""
    place = rng.choice(_PLACES)
    names = [(name.format(place), kind) for kind, all_names in _NAMES.items() for name in all_names]
    rng.shuffle(names)
    count = rng.randint(10, 40)
    first = date(2025, 1, 10) + timedelta(days=rng.randint(0, 130))
    days = [first] + ([first + timedelta(days=rng.randint(14, 40))] if rng.random() < 0.4 else [])
    organisations = [_organisation(rng, name, kind) for name, kind in names[:count]]
    strangers = [f"Chi bộ {name}" for name, _ in names[count : count + 3]]
    order = list(_NAMES)
    organisations.sort(key=lambda organisation: order.index(organisation.type))
    return Office(place, organisations, days, strangers)


def _organisation(rng: random.Random, name: str, type_id: str) -> Organisation:
    is_committee = rng.random() < 0.5
    subcells = rng.randint(2, 14) if is_committee else 0
    pace = rng.uniform(0.7, 1.5)
    reached: list[date | None] = []
    day = OPENING
    for milestone in MILESTONES:
        day += timedelta(days=max(2, round(rng.uniform(12, 55) * pace)))
        reached.append(None if milestone == "subcell_congresses" and not is_committee else day)
    elects = rng.random() < 0.93
    congress = reached[5]
    assert congress is not None
    planned = congress + timedelta(days=rng.choice((0, 0, 0, -7, 5)))
    if not elects:
        reached[6] = None
    full_name = f"{'Đảng bộ' if is_committee else 'Chi bộ'} {name}"
    return Organisation(
        full_name,
        "party_committee" if is_committee else "party_cell",
        type_id,
        subcells,
        rng.random() < 0.08,
        tuple(reached),
        elects,
        planned,
        _members(rng, subcells),
    )


def _members(rng: random.Random, subcells: int) -> dict[str, int]:
    total = rng.randint(30, 240) + 10 * subcells if subcells else rng.randint(3, 40)
    probationary = rng.randint(0, total // 8)
    counts = {"total": total, "full": total - probationary, "probationary": probationary}
    for part, share in (("women", 0.5), ("ethnic_minority", 0.3), ("religious", 0.1), ("exempt", 0.1)):
        counts[part] = rng.randint(0, int(total * share))
    left = total
    for low, high in AGES:
        last = high is None
        counts[f"age_{low or ''}_{high or ''}"] = number = left if last else rng.randint(0, left // 2)
        left -= number
    most = 3 if total > 12 else 0
    moved = {name: rng.randint(0, most) for name in ("admitted", "transferred_in", "restored")}
    moved |= {
        name: rng.choice((0, 0, 0, 1, 2)) for name in ("died", "expelled", "removed", "transferred_out")
    }
    counts |= moved
    gained = sum(moved[name] for name in ("admitted", "transferred_in", "restored"))
    counts["closing"] = total
    counts["opening"] = total - gained + sum(moved.values()) - gained
    for measure in ("education_university", "education_college", "theory_advanced", "theory_intermediate"):
        counts[measure] = rng.randint(0, total // 2)
    return counts
