"""Lists of names below a title, or in a section, that says the state of all of them.

B. Hồ sơ đang thẩm định
TT | Tên tổ chức
1  | Đảng bộ Cục Thuế

The milestone is named by the label itself or, where that says a state and no more ("ĐÃ HOÀN THÀNH"), by a
title further up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from analysis.clean.clauses import names_matter
from analysis.clean.form import Record
from analysis.clean.values import Mark, is_status, read_mark
from analysis.plain_words import plain_fold
from analysis.recognise.columns import Columns, Stated
from analysis.recognise.fields import milestone_named
from analysis.recognise.grouped_milestones import parts_of_heading
from analysis.recognise.kinds import columns_as
from analysis.recognise.part_columns import MARKED
from analysis.recognise.progress_columns import holds_days
from analysis.recognise.table import Table
from analysis.recognise.title_says import TIME, said_of_congress
from analysis.text import fold, readable

_STATE = re.compile(r"\b(?:đã|đang|chưa|sẽ|không|hoàn thành)\b.*")
_BESIDE = re.compile(
    r"\s*[(:,–-]?\s*(?:gồm )?\d+ (?:đơn vị|tổ chức|tccsđ|đảng bộ|chi bộ|cơ sở|đ/v|đv)\b.*"
    r"|\s*\(\s*\d+\s*\)?\s*:?$"
    r"|\s*[(:,–-]?\s*(?:tính )?đến (?:hết |thời điểm |ngày )*\d.*"
)
"""How many they are, and up to which day."""
_OF_OTHER_MATTERS = re.compile(
    r"\b(?:gửi|báo cáo(?! chính trị)|nộp(?! hồ sơ)|đăng kí|cập nhật|phản hồi|số liệu|biểu mẫu|kế hoạch|lịch|"
    r"triển khai|tập huấn|quán triệt|họp|hội nghị|góp ý|mời|thành lập|"
    r"trù bị|đoàn|thanh niên|phụ nữ|cổ đông)\b"
)
"""Behind the word of a state: who has not sent its report may well have held its congress."""
_OF_ANOTHER_MATTER = re.compile(
    r"\b(?:trừ|công đoàn|đoàn thanh niên|đoàn tncs|nhiệm kì trước|2015 2020|2020 2025|kiểm tra|giám sát|khen"
    r"|biểu dương)\b"
)
"""Anywhere: whose congress, of which term, or for what; "trừ" says that they are those who have not."""
_OF_HELD = {"held": "đã đại hội", "planned": "chưa đại hội", "excused": "không áp dụng"}
_OTHERWISE_USED = ("tasks", "roster", "events")


def listed_by_state(table: Table, columns: Columns, above: Iterable[str]) -> Columns | None:
    """The columns of a list whose titles or sections say the state of every row; None of any other table.

    `columns` are what the headings alone make of it, `above` the titles of the sheet, the nearest first.
    """
    if columns.kind in _OTHERWISE_USED or columns.as_of is not None or not table.data:
        return None
    own = [text for _, _, text in reversed(table.titles)]
    further = (*own, *above)
    labels = {label for line in table.data for label in line.groups}
    told = {label: stated_by(label, further) for label in labels} | {"": _first_stated(own, further)}
    if not any(told.values()):
        return None
    listing = columns if columns.kind == "progress" else columns_as("progress", table)
    taken = {name.split("/")[0] for name in listing.fields.values()}
    taken |= {"congress_held"} if "congress_planned" in taken else set()
    stated = {label: said for label, said in told.items() if said and said.milestone not in taken}
    if "organisation" not in taken:
        return None
    if not all("" in stated or stated.keys() & set(line.groups) for line in table.data):
        return None
    days = _days(table, listing, stated)
    unknown = [column for column in listing.unknown if column not in days]
    fields = {**listing.fields, **days}
    return Columns("progress", fields, unknown, listing.clashes, listing.rows, stated=stated)


def states_given(columns: Columns, headings: dict[str, str], records: list[Record]) -> list[Record]:
    """The records with what their section, else the title, says of them, at the cell of the name."""
    if not columns.stated:
        return records
    headings.update({said.milestone: said.words for said in columns.stated.values()})
    return [_given(columns, record) for record in records]


def _given(columns: Columns, record: Record) -> Record:
    labels = (*reversed(record.groups), "")
    stated = next(columns.stated[label] for label in labels if label in columns.stated)
    if stated.milestone in record.said or "organisation" not in record.said:
        return record
    said = {**record.said, stated.milestone: stated.words}
    return record._replace(
        said=said, places={**record.places, stated.milestone: record.places["organisation"]}
    )


def _days(table: Table, listing: Columns, stated: dict[str, Stated]) -> dict[int, str]:
    """The one column of days below what is done says when; beside anything open it may be a plan."""
    milestones = {said.milestone for said in stated.values()}
    done = all(status_stated(said) == "done" for said in stated.values())
    leaves = {c: plain_fold(table.paths[c][-1]) for c in listing.unknown}
    times = [c for c, leaf in leaves.items() if TIME.match(leaf) and holds_days(table, c)]
    return {times[0]: milestones.pop()} if done and len(milestones) == 1 and len(times) == 1 else {}


def _first_stated(labels: Iterable[str], further: tuple[str, ...]) -> Stated | None:
    return next((said for label in labels if (said := stated_by(label, further))), None)


@lru_cache(maxsize=4096)
def stated_by(label: str, further: tuple[str, ...]) -> Stated | None:
    """The milestone and the words of its state, if a label says one that the cells' own reader knows."""
    if _OF_ANOTHER_MATTER.search(fold(label)) or "?" in label:
        return None
    found = _STATE.search(_BESIDE.sub("", readable(label).casefold()))
    if found is None or _OF_OTHER_MATTERS.search(fold(found[0])):
        return None
    words = found[0]
    milestone = milestone_named(words)
    if milestone is None:
        label = next((text for text in further if milestone_named(text)), "")
        milestone = milestone_named(label)
        matter = milestone not in (None, "congress_held") and names_matter(fold(words), str(milestone))
        if not (matter or is_status(words)):
            return None
    if milestone not in MARKED or _names_several(label):
        return None
    if milestone == "congress_held" and (said := said_of_congress([label])):
        words = words if _status(words, milestone) else _OF_HELD[said]
    return Stated(milestone, words) if _status(words, milestone) else None


def _names_several(label: str) -> bool:
    """Whether a label speaks of more than one milestone: of which its state is, nobody knows."""
    named = set(parts_of_heading(label.casefold()))
    if "dossier_approved" in named:
        named.discard("documents_drafted")  # "Duyệt hồ sơ, văn kiện" is one act
    return len(named) > 1


def status_stated(stated: Stated) -> str | None:
    """The status that its words say."""
    return _status(stated.words, stated.milestone)


def _status(words: str, milestone: str) -> str | None:
    mark = read_mark(words, None, milestone=milestone)
    return mark.status if isinstance(mark, Mark) else None
