"""Finds the rows that carry the sums of others, whatever they are called and wherever they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from math import log10

from analysis.cells import Value
from analysis.recognise.heading_looks import Row
from analysis.recognise.looks import outline_of_text
from analysis.recognise.table import Role
from analysis.recognise.words import plays

RANKS = {
    "letter": 0,
    "roman": 1,
    "number": 2,
    "decimal": 3,
    "small": 4,
    "dash": 5,
    "plus": 6,
    "none": 7,
}
"""How high a numbering stands: A above I above 1 above a dash; rows without come last."""
_ENOUGH_DIGITS = 2.5
"""Sums of rows without numbering must agree in that many digits altogether, lest it be chance."""
_SURELY_THE_SAME = 1000
"""A section of one row carries the same figures; small ones may be the same by chance."""
_MOST_CHILDREN = 400
_MOST_ROUNDED = 0.005
"""No sum of rounded figures is accepted that is out by more than that share."""
_GROUPED_COMMA = re.compile(r"^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$")
_GROUPED_POINT = re.compile(r"^-?\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?$|^-?\d{1,3}(?:\.\d{3})+,\d+$")
_GROUPED_SPACE = re.compile(r"^-?\d{1,3}(?:[ \u00a0]\d{3})+(?:[.,]\d+)?$")
_ONE_GROUP = re.compile(r"^-?[1-9]\d{0,2}([.,])\d{3}$")
"""Thousands, or a number with three decimals: the other figures of the table tell."""
_PLAIN = re.compile(r"^-?\d+(?:[.,]\d+)?$")
_LEAD = re.compile(r"^\s*(?:chia ra|gồm|bao gồm)\s*[:\-–]\s*(?=\S)", re.IGNORECASE)

Amounts = dict[int, float]


@lru_cache(maxsize=65536)
def amount_of_text(text: str) -> float | None:
    """The number that a text writes out: "53,600", "1.234.567", "12,5"; None for anything else."""
    text = text.strip().removesuffix("%").rstrip()
    if text[:1] == "0" and text[1:2].isdigit():
        return None  # a code
    if _PLAIN.match(text):
        return float(text.replace(",", "."))
    if _GROUPED_COMMA.match(text):
        return float(text.replace(",", ""))
    if _GROUPED_POINT.match(text):
        return float(text.replace(".", "").replace(",", "."))
    if _GROUPED_SPACE.match(text):
        return float(re.sub(r"[ \u00a0]", "", text).replace(",", "."))
    return None


@lru_cache(maxsize=65536)
def _thousands_of_text(text: str) -> tuple[str, float] | None:
    """The separator of "53,600" or "53.600", and what it is worth if that parts thousands."""
    found = _ONE_GROUP.match(text)
    return (found[1], float(text.replace(found[1], ""))) if found else None


def amount(value: Value) -> float | None:
    """A figure that can be added up, also one that was written as text."""
    if isinstance(value, str):
        return amount_of_text(value) if value[-1:].isdigit() or value.endswith("%") else None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def rank_of(label: Value) -> int:
    """How high a row's numbering or its label's own marker stands."""
    if label is not None and not isinstance(label, str):
        return RANKS["decimal" if isinstance(label, float) and label % 1 else "number"]
    text = _LEAD.sub("", label) if label else ""
    return RANKS[outline_of_text(text) or "none" if text else "none"]


class AmountsOfRows(dict[int, Amounts]):
    """The figures of a row that is asked for, without those of the columns `codes`."""

    def __init__(self, rows: dict[int, Row], codes: set[int | None]) -> None:
        super().__init__()
        self._rows, self._codes = rows, codes
        self._groups: dict[str, bool] = {}

    def __missing__(self, r: int) -> Amounts:
        amounts: Amounts = {}
        for c, value in self._rows[r]:
            if c not in self._codes and (v := amount(value)) is not None:
                if isinstance(value, str) and (thousands := _thousands_of_text(value)):
                    separator, grouped = thousands
                    v = grouped if self._parts_thousands(separator) else v
                amounts[c] = v
        self[r] = amounts
        return amounts

    def _parts_thousands(self, separator: str) -> bool:
        """Whether three digits follow that mark in every figure of the table that was written as text."""
        if separator not in self._groups:
            tails = [
                value.rpartition(separator)[2]
                for row in self._rows.values()
                for _, value in row
                if isinstance(value, str) and separator in value and amount_of_text(value) is not None
            ]
            self._groups[separator] = all(len(re.split(r"\D", tail)[0]) == 3 for tail in tails)
        return self._groups[separator]


@dataclass(slots=True)
class SumFinder:
    """Works on the rows of one table's body.

    `covers` tells the last row that each sum takes in, `until` only those of sums without numbering.
    """

    amounts: AmountsOfRows
    labels: dict[int, str]
    units: dict[int, Value]
    rank: Callable[[int], float]
    until: dict[int, int] = field(default_factory=dict)
    covers: dict[int, int] = field(default_factory=dict)

    def inside(self, order: list[int], position: int, roles: dict[int, Role]) -> list[int]:
        """The rows of a section: down to the next one of its height, or to a total of everything."""
        rank = self.rank(order[position])
        rows: list[int] = []
        for place in range(position + 1, len(order)):
            child = order[place]
            own = self.rank(child)
            if own <= rank or (roles[child] == "total" and own == RANKS["none"]):
                break
            rows.append(child)
        return rows

    def adds_up(self, r: int, inside: list[int], roles: dict[int, Role]) -> bool:
        """A section carries the sums of its highest rows, of all of them or of those down to a group."""
        figures = [child for child in inside if roles[child] != "group"]
        parts = [child for child in figures if self._is_part(r, child)]
        group = next((g for g in inside if parts and g > parts[0] and self._is_barrier(g, roles)), None)
        upper = [child for child in parts if group is not None and child < group]
        return any(self._is_sum(r, self._highest(rows)) for rows in (parts, upper, figures) if rows)

    def carries_sum(self, r: int, rows: list[int]) -> bool:
        """Every figure of row `r` is the sum of those of `rows`, or may be a rate of the whole."""
        own = {c: v for c, v in self.amounts[r].items() if v}
        return bool(own) and self._agrees(own, rows)

    def _highest(self, rows: list[int]) -> list[int]:
        highest = min(map(self.rank, rows))
        return [r for r in rows if self.rank(r) == highest]

    def _is_sum(self, r: int, children: list[int]) -> bool:
        """The sums agree in every column that can be compared, or in two: some columns hold rates."""
        own = self.amounts[r]
        children = [child for child in children if self.amounts[child]]
        columns = [self.amounts[child] for child in children]
        compared = [c for c in own if own[c] and sum(c in amounts for amounts in columns) >= 2]
        if len(children) == 1:
            part = self.amounts[children[0]]
            return bool(own) and own == part and max(map(abs, own.values())) >= _SURELY_THE_SAME
        agreeing = [c for c in compared if _equal(own[c], sum(amounts.get(c, 0) for amounts in columns))]
        if bool(agreeing) and (len(agreeing) >= 2 or len(agreeing) == len(compared)):
            return True
        return len(children) >= 2 and self._agrees(own, children)

    def _is_barrier(self, r: int, roles: dict[int, Role]) -> bool:
        """A group opens something new; "trong đó" and "chia ra" go on with what stands above."""
        return roles[r] == "group" and not plays("split", self.labels[r])

    def _is_part(self, r: int, child: int) -> bool:
        """Not a part of a part ("trong đó", of which), and not a rate beside the figure."""
        own, unit = self.units.get(r), self.units.get(child)
        rate = unit is not None and "%" in str(unit) and "%" not in str(own)
        return not rate and not plays("part", self.labels[child])

    def mark_unnumbered(self, roles: dict[int, Role]) -> None:
        """Rows above or below those that they add up, told by the figures alone."""
        stretch: list[int] = []
        for r, role in roles.items():
            numbered = self.rank(r) != RANKS["none"]
            if self.amounts[r] and (role == "data" or (role == "total" and numbered)):
                stretch.append(r)
            elif role == "total" or self._is_barrier(r, roles):
                self._mark_stretch(stretch, roles)
                stretch = []
        self._mark_stretch(stretch, roles)

    def mark_over_totals(self, roles: dict[int, Role]) -> None:
        """A row that adds up the totals above it: the gross product below those of the industries."""
        totals: list[int] = []
        for r, role in roles.items():
            if role == "total":
                totals.append(r)
                continue
            plain = role == "data" and len(totals) >= 2 and self.rank(r) == RANKS["none"]
            if plain and (covered := self._covered(r, reversed(totals))):
                roles[r] = "total"
                totals = [*totals[: -len(covered)], r]

    def _mark_stretch(self, stretch: list[int], roles: dict[int, Role]) -> None:
        """From below, so that the sums of sections are found before the sum of the sections."""
        left: list[int] = []
        for r in reversed(stretch):
            if roles[r] == "data" and self.rank(r) == RANKS["none"]:
                parts = (child for child in reversed(left) if self._is_part(r, child))
                if covered := self._covered(r, parts):
                    roles[r] = "total"
                    last = covered[-1]
                    self.until[r] = self.covers[r] = self.covers.get(last, last)
            while left and left[-1] <= self.covers.get(r, r):
                left.pop()
            left.append(r)
        self._mark_closing(left[::-1], roles)

    def _mark_closing(self, rows: list[int], roles: dict[int, Role]) -> None:
        """A row that adds up all the rows above it, back to where the last sum closed."""
        above: list[int] = []
        reached: Counter[int] = Counter()
        for r in rows:
            own = self.amounts[r]
            pilot = max(own, key=lambda c: abs(own[c]))
            closes = (
                len(above) >= 2
                and roles[r] == "data"
                and self.rank(r) == RANKS["none"]
                and abs(own[pilot] - reached[pilot]) <= _MOST_ROUNDED * abs(own[pilot])
                and self._agrees({c: v for c, v in own.items() if v}, above)
            )
            if closes:
                roles[r] = "total"
                above, reached = [], Counter()
            elif self._is_part(rows[0], r):
                above.append(r)
                reached.update(own)

    def _covered(self, r: int, rows: Iterable[int]) -> list[int]:
        """The first rows whose sums row `r` carries (at least two); empty where there are none."""
        own = {c: v for c, v in self.amounts[r].items() if v}
        if not own:
            return []
        pilot = max(own, key=lambda c: abs(own[c]))
        value, reached = own[pilot], 0.0
        taken: list[int] = []
        for child in islice(rows, _MOST_CHILDREN):
            taken.append(child)
            step = self.amounts[child].get(pilot, 0.0)
            reached += step
            close = abs(value - reached) <= _MOST_ROUNDED * abs(value)
            if len(taken) >= 2 and close and self._agrees(own, taken):
                return taken
            if value > 0 and reached > value * (1 + _MOST_ROUNDED) and step >= 0:
                break
        return []

    def _agrees(self, own: Amounts, rows: list[int]) -> bool:
        """Every column holds the sum, or as a rate of the whole lies between those of its parts.

        Rounded figures may miss their sum by half a unit each; what is missed counts for less.
        """
        digits = 0.0
        for c, value in own.items():
            parts = [self.amounts[r][c] for r in rows if c in self.amounts[r]]
            if not parts:
                continue
            missed = abs(value - sum(parts))
            if min(parts) < 0 < value and missed <= _MOST_ROUNDED * value:
                return False  # a balance is no part of a sum
            if missed <= 1e-6 * max(1.0, abs(value)):
                digits += log10(max(1.0, abs(value))) if len(parts) > 1 else 0
            elif missed <= min(_rounding([value, *parts]), _MOST_ROUNDED * abs(value)):
                digits += log10(max(1.0, abs(value) / missed)) - 1
            elif not min(parts) <= value <= max(parts):
                return False
        return digits >= _ENOUGH_DIGITS


def _equal(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-6 * max(1.0, abs(a))


def _rounding(values: list[float]) -> float:
    """By how much the sum of rounded figures may be out: half a unit of the last place for each."""
    decimals = max(len(str(value).rstrip("0").partition(".")[2]) for value in values)
    return 0.5 * len(values) * 10.0**-decimals if decimals <= 3 else 0.0
