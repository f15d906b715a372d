"""A name in a list of organisations that share a state, and what stands behind it: "Chi bộ Báo (5/6)"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from analysis.cells import Value
from analysis.clean.unread_values import Fault
from analysis.clean.values import read_when
from analysis.pipeline.lists_by_state import status_stated
from analysis.recognise.columns import Stated
from analysis.recognise.identity_columns import begins_with_kind, is_kind
from analysis.recognise.looks import is_words

_LONGEST_NAME = 150
_BETWEEN = re.compile(
    r"(\s*[;,\n]\s*(?:[-–+•*]\s*|\d{1,2}\s*[.)]\s*)?|\s+và\s+"
    r"|\s+(?:[-–+•*]\s*|\d{1,2}\s*[.)]\s*)(?=[A-ZĐ])|\s+(?=(?:Đảng|Chi) bộ\s))"
)
"""What may part two names; lines of one cell may have been joined by a blank."""
NUMBERING = re.compile(r"^\s*(?:[-–+•*]+|\(?\d{1,3}\s*[.)/:]|\d{1,3}\s*[-–]\s|[a-zđ]\s*[.)])\s*")
_SENTENCE = re.compile(
    r"(?i)^\S+(?: bộ| ủy| uỷ)?(?:\s*[,/]|\s+(?:đã|đang|chưa|còn|có|và|cơ sở|trực thuộc|nào)\b)"
)
"""Đảng bộ đã hoàn thành …, đảng bộ, chi bộ chưa …: of them all, no name."""
STATE = r"\b(?:đã|đang|chưa)\b"
_SAYS_MORE = re.compile(rf"(?i){STATE}|:(?!\s*\d)")
_ASIDE = re.compile(r"\([^()]*\)")
_DATED = re.compile(r"(?P<name>.+?)\s*(?:\((?P<aside>[^()]*)\)|[:,–-]\s+(?P<rest>[^:()]*))\s*")
_PLANNED = re.compile(r"(?i)(?:dự kiến|kế hoạch|lịch|trước|sẽ)\b")


class Listed(NamedTuple):
    """An organisation, the cell that names it, what is said of it, and the day beside its name."""

    name: str
    row: int
    column: int
    stated: Stated
    day: str | None = None

    @property
    def said(self) -> dict[str, Value]:
        """What its row would hold, had it one: the words of the state and, where it is given, the day."""
        milestone, words = self.stated
        if self.day is None:
            return {milestone: words}
        planned = status_stated(self.stated) == "not_started" and _PLANNED.match(self.day)
        return {milestone: words, f"{milestone}/{'planned' if planned else 'time'}": self.day}


class Miscount(NamedTuple):
    """Where a number stands that is not how many names there are."""

    row: int
    column: int
    words: str
    printed: int
    names: int


@dataclass(slots=True)
class NamesByState:
    """The names with their states; `labels` are the cells that say them, `lonely` names of no known state."""

    listed: list[Listed] = field(default_factory=list)
    labels: list[tuple[int, int, Value]] = field(default_factory=list)
    lonely: list[tuple[int, int, Value]] = field(default_factory=list)
    miscounts: list[Miscount] = field(default_factory=list)
    unused: list[tuple[int, int, Value]] = field(default_factory=list)


def names_in(value: Value, headed: bool = False) -> list[str]:
    """The organisations that a cell lists; none where it says anything else.

    Below a heading such as "Tên đơn vị" they need not begin with their kind.

    >>> names_in("- Đảng bộ Bệnh viện Sản - Nhi - Chi bộ Báo")
    ['Đảng bộ Bệnh viện Sản - Nhi', 'Chi bộ Báo']
    >>> names_in("1. Đảng bộ Sở Nông nghiệp và Môi trường; 2. Chi bộ Báo"), names_in("Đảng bộ đã xong")
    (['Đảng bộ Sở Nông nghiệp và Môi trường', 'Chi bộ Báo'], [])
    """
    if not isinstance(value, str) or not is_words(NUMBERING.sub("", value)):
        return []
    first, *others = _BETWEEN.split(NUMBERING.sub("", value).strip(" .;,"))
    names = [first]
    for between, name in zip(others[::2], others[1::2], strict=True):
        if begins_with_kind(name) or (headed and ";" in between):
            names.append(name)
        else:
            names[-1] += between + name  # "Sở Nông nghiệp và Môi trường"
    fits = all((headed or _is_name(name)) and len(name) <= _LONGEST_NAME for name in names)
    return names if fits else []


def _is_name(text: str) -> bool:
    """A remark in brackets stays with the name: no organisation has both, so it is refused and told."""
    return begins_as_name(text) and not _SAYS_MORE.search(_ASIDE.sub("", text))


def begins_as_name(text: str) -> bool:
    """Whether a text begins as a name does, and not as a sentence about them all."""
    return begins_with_kind(text) and not is_kind(text) and not _SENTENCE.match(text)


def listed_as(piece: str, row: int, column: int, stated: Stated) -> Listed:
    """A name, or a name with a day behind it: "Chi bộ Báo (dự kiến 5/6/2025)"."""
    parted = _DATED.fullmatch(piece)
    behind = (parted["aside"] or parted["rest"] or "").strip(" .,;") if parted else ""
    if parted and re.search(r"\d", behind) and not isinstance(read_when(behind, None), Fault | None):
        return Listed(parted["name"], row, column, stated, behind)
    return Listed(piece, row, column, stated)
