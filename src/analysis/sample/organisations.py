"""The organisations of the invented office: who they are, how large, and what is special about them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from random import Random

TYPE_SHARES = {"administrative": 36, "public_service": 24, "enterprise": 28}
TYPE_NAMES = {"administrative": "Hành chính", "public_service": "Sự nghiệp", "enterprise": "Doanh nghiệp"}
FEWEST_MEMBERS = 3
"""A cell is founded by three members; a smaller one could hold no congress."""

_STEMS = {
    "administrative": "Chi cục Quản lý khu vực",
    "public_service": "Trung tâm Dịch vụ công",
    "enterprise": "Công ty Cổ phần Minh họa",
}


@dataclass(frozen=True, slots=True)
class Organisation:
    """One grassroots organisation as the register has it, and its story."""

    name: str
    type: str
    story: str
    members: int
    subcells: int | None

    @property
    def kind(self) -> str:
        """The identifier of its kind, as its name says."""
        return "party_committee" if self.name.startswith("Đảng bộ") else "party_cell"

    @property
    def pilot(self) -> bool:
        """Whether it holds a pilot congress."""
        return self.story == "pilot"


@cache
def _named() -> tuple[dict[str, str], ...]:
    path = Path(__file__).with_name("organisations.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def invent_organisations(number: int, members: int, rng: Random) -> list[Organisation]:
    """That many organisations with exactly that many members, grouped by type.

    Raises ValueError where there are too few members for so many organisations.
    """
    if number < len(TYPE_SHARES) or members < number * FEWEST_MEMBERS:
        raise ValueError(
            f"{number} organisations with {members} members: at least {len(TYPE_SHARES)} organisations "
            f"and {FEWEST_MEMBERS} members each are needed"
        )
    chosen = [row for kind, share in _shares(number).items() for row in _of_type(kind, share)]
    weights = [
        rng.triangular(30, 130, 55) if row["name"].startswith("Đảng") else rng.uniform(4, 22)
        for row in chosen
    ]
    sizes = _divided(members - FEWEST_MEMBERS * number, weights)
    return [
        Organisation(
            row["name"],
            row["organisation_type"],
            row["story"],
            size + FEWEST_MEMBERS,
            max(2, min(rng.randint(3, 11), size // 5)) if row["name"].startswith("Đảng") else None,
        )
        for row, size in zip(chosen, sizes, strict=True)
    ]


def _shares(number: int) -> dict[str, int]:
    sizes = _divided(number - len(TYPE_SHARES), [float(share) for share in TYPE_SHARES.values()])
    return {kind: size + 1 for kind, size in zip(TYPE_SHARES, sizes, strict=True)}


def _of_type(organisation_type: str, number: int) -> list[dict[str, str]]:
    """The named ones, those with a story first when few are wanted; beyond them numbered ones."""
    rows = [row for row in _named() if row["organisation_type"] == organisation_type]
    told = sorted(rows, key=lambda row: not row["story"])[:number]
    kept = [row for row in rows if row in told]
    for i in count(1):
        if len(kept) >= number:
            break
        kind = "Đảng bộ" if i % 2 else "Chi bộ"
        name = f"{kind} {_STEMS[organisation_type]} {i}"
        kept.append({"name": name, "organisation_type": organisation_type, "story": ""})
    return kept


def _divided(whole: int, weights: list[float]) -> list[int]:
    """Whole parts in proportion to the weights that add up exactly (largest remainder)."""
    exact = [whole * weight / sum(weights) for weight in weights]
    parts = [int(share) for share in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in by_remainder[: whole - sum(parts)]:
        parts[i] += 1
    return parts
