"""The sections that a row of a table stands in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from analysis.recognise.sums import RANKS

PLAIN, PLAIN_OUTER = "plain", "plain outer"
"""Labels without numbering: one right above another is the wider one, KHỐI HÀNH CHÍNH over CỤM SỐ 1."""


class Marker(NamedTuple):
    """How high a row's numbering stands, and whether it has a column of its own."""

    rank: float
    in_column: bool


class Section(NamedTuple):
    """An open section: rows up to `until` stand in it, unless one of its kind or height comes first."""

    kind: str
    label: str
    place: tuple[int, int]
    until: int
    marker: Marker


@dataclass(slots=True)
class Sections:
    """The open ones, the outer one first."""

    open: list[Section] = field(default_factory=list)
    labels: tuple[str, ...] = ()
    places: tuple[tuple[int, int], ...] = ()

    def close(self, r: int, marker: Marker) -> None:
        """Row `r` ends the sections that reach no further, and those numbered no higher than itself."""
        before = len(self.open)
        while any(section.until < r for section in self.open):
            self.open.pop()
        if marker.rank < RANKS["none"]:
            equal = [
                i
                for i, section in enumerate(self.open)
                if section.marker.in_column == marker.in_column
                and marker.rank <= section.marker.rank < RANKS["none"]
            ]
            del self.open[equal[0] if equal else len(self.open) :]
        if len(self.open) < before:
            self._name()

    def begin(self, section: Section) -> None:
        """A section replaces the one of its kind and all that stand in that."""
        ended = (PLAIN, PLAIN_OUTER) if section.kind == PLAIN_OUTER else (section.kind,)
        place = next((i for i, one in enumerate(self.open) if one.kind in ended), len(self.open))
        del self.open[place:]
        self.open.append(section)
        self._name()

    def _name(self) -> None:
        self.labels = tuple(section.label for section in self.open)
        self.places = tuple(section.place for section in self.open)
