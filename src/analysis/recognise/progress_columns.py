"""Columns of a report on progress whose own heading leaves open which of several things they say."""

from __future__ import annotations

import re
from datetime import date

from analysis.date_interval import ImpossibleDate
from analysis.dates import read_date
from analysis.memo import Memo
from analysis.recognise.fields import FORM, field_of, heading_key
from analysis.recognise.part_columns import MARKED, is_block_of_plans, part_of
from analysis.recognise.section_months import holds_days_of_months
from analysis.recognise.table import Table
from analysis.recognise.title_says import TIME, said_of_congress, title_says
from analysis.text import fold
from analysis.whose_congress import terms_in

_NEARLY_ALL = 0.8
_ANY_DAY = date(2025, 1, 1)
"""A day without a year is a day, whichever it is."""


def without_forms(names: dict[int, str | None], table: Table) -> None:
    """Crosses under "Đại hội đại biểu" | "Đại hội toàn thể" say which of both it is, not that it was held."""
    forms = [column for column in names if FORM.fullmatch(heading_key(table.paths[column][-1]))]
    if len(forms) > 1:
        names.update((column, None) for column in forms if not holds_days(table, column))


def follow_blocks(names: dict[int, str | None], table: Table) -> None:
    """Below "Thời gian theo kế hoạch" the same headings as below "Kết quả thực hiện" are of plans."""
    for column, name in names.items():
        wider = map(heading_key, table.paths[column][:-1])
        if name in MARKED and any(map(is_block_of_plans, wider)) and holds_days(table, column, 0.5):
            names[column] = "congress_planned" if name == "congress_held" else f"{name}/planned"


def leave_steps(names: dict[int, str | None], table: Table) -> None:
    """Beside the day of the deed, "Hoàn thành", "Ngày BTV duyệt", that of a step towards it says nothing.

    A congress that begins and ends is held on both days.
    """
    for milestone in MARKED:
        same = {
            column: heading_key(table.paths[column][-1])
            for column, name in names.items()
            if name in (milestone, f"{milestone}/time") and milestone != "congress_held"
        }
        if any(_DEED.search(key) for key in same.values()):
            steps = [c for c, key in same.items() if _STEP.search(key) and not _DEED.search(key)]
            names.update(dict.fromkeys(steps, None))


_STEP = re.compile(r"\b(?:bắt đầu|khởi động|triển khai|trình|nộp|gửi|đề nghị)\b")
_DEED = re.compile(
    r"\b(?:(?<!trình )(?<!gửi )(?<!nộp )(?<!đề nghị )duyệt"
    r"|hoàn thành|xong|kết thúc|thông qua|ban hành|ký|kí)\b"
)


def columns_of_earlier_terms(table: Table) -> set[int]:
    """Below "Nhiệm kỳ 2020-2025" in a table about 2025-2030 stands nothing of this congress."""
    terms = {column: _TERMS[path] for column, path in table.paths.items() if _TERMS[path]}
    titled = [term for _, _, text in table.titles for term in terms_in(fold(text))] if terms else []
    newest = max((*titled, *(max(own) for own in terms.values())), default=0)
    return {column for column, own in terms.items() if max(own) < newest}


def _terms_of(path: tuple[str, ...]) -> tuple[int, ...]:
    return terms_in(fold(" ".join(path)))


_TERMS: Memo[tuple[str, ...], tuple[int, ...]] = Memo(_terms_of)


def documents_of_dossier(names: dict[int, str | None], table: Table) -> None:
    """Below "Hồ sơ ĐH", beside "Ngày duyệt", a column "Văn kiện" tells of the documents, not of approval."""
    for column, name in names.items():
        path = table.paths[column]
        about = field_of("progress", path[-1:]) if name == "dossier_approved" and path[1:] else None
        if about != "documents_drafted" or "duyệt" in heading_key(" ".join(path)):
            continue
        beside = [other[-1] for c, other in table.paths.items() if c != column and other[:-1] == path[:-1]]
        if any("duyệt" in heading_key(one) for one in beside) and about not in names.values():
            names[column] = about


def tell_marks_apart(names: dict[int, str | None], table: Table) -> None:
    """The columns of one milestone: planned, done, its number."""
    for milestone in MARKED:
        same = {
            column: heading_key(table.paths[column][-1]) for column in names if names[column] == milestone
        }
        if len(same) > 1:
            for column, key in same.items():
                names[column] = part_of(milestone, key, [k for c, k in same.items() if c != column])


def follow_questions(names: dict[int, str | None], table: Table) -> None:
    """A form asks on: "Đã đại hội ngày nào?" and, beside it, "Nếu chưa, dự kiến ngày nào?"."""
    asked: str | None = None
    for column in sorted(names):
        on = _ASKED_ON.match(heading_key(table.paths[column][-1]))
        if on is None:
            asked = names[column]
        elif names[column] is None and asked in MARKED and holds_days(table, column):
            planned = "congress_planned" if asked == "congress_held" else f"{asked}/planned"
            told = planned if on["not_yet"] else f"{asked}/time"
            names[column] = told if told not in names.values() else None


_ASKED_ON = re.compile(r"nếu (?:(?P<not_yet>chưa|không)|rồi|đã|có|xong)\b")


def tell_days_from_states(names: dict[int, str | None], table: Table) -> None:
    """Of two columns of one milestone, states and days ("Duyệt ĐH" | "Ngày duyệt"), the days are its time."""
    for milestone in MARKED:
        same = [column for column, name in names.items() if name == milestone]
        days = [column for column in same if _is_about_time(table, column) and holds_days(table, column)]
        if len(same) == 2 and len(days) == 1:
            names[days[0]] = f"{milestone}/time"


def _is_about_time(table: Table, column: int) -> bool:
    return TIME.match(heading_key(table.paths[column][-1])) is not None


def holds_days(table: Table, column: int, share: float = _NEARLY_ALL) -> bool:
    """Nearly all that stands in a column are days, or periods in words."""
    values = table.filled[column]
    days = sum(isinstance(value, date) or (isinstance(value, str) and _is_day(value)) for value in values)
    return days > 0 and days >= share * len(values)


def _is_day(text: str) -> bool:
    try:
        return read_date(text, near=_ANY_DAY) is not None
    except ImpossibleDate:
        return True


def tell_states_of_congress(names: dict[int, str | None], table: Table) -> None:
    """A column of "Đã ĐH", "Chưa ĐH" is the congress's state, whatever its heading; the day beside it when.

    Without it a day that passed while the row says "chưa" would be taken for the day of the deed.
    """
    days = [column for column, name in names.items() if name in ("congress_held", "congress_planned")]
    states = [column for column, name in names.items() if name is None and _says_held(table, column)]
    if len(days) != 1 or len(states) != 1 or not holds_days(table, days[0], 0.5):
        return
    names[states[0]] = "congress_held"
    if not _PLANNED.search(heading_key(" ".join(table.paths[days[0]]))):
        names[days[0]] = "congress_held/time"


def _says_held(table: Table, column: int) -> bool:
    """Nearly all cells say "đã đại hội", "chưa tổ chức"."""
    values = table.filled[column]
    said = sum(isinstance(v, str) and _HELD_OR_NOT.fullmatch(heading_key(v)) is not None for v in values)
    return len(values) >= 2 and said >= _NEARLY_ALL * len(values)


_HELD_OR_NOT = re.compile(r"(?:đã|chưa|không|đang)(?: \w+)? (?:đại hội|tổ chức)(?: đại hội)?(?: xong)?")
_PLANNED = re.compile(r"\b(?:dự kiến|kế hoạch|đăng kí)\b")


def follow_title(names: dict[int, str | None], table: Table) -> None:
    """A column of days means what the title says of the list; of a schedule no day is done."""
    sections = {said_of_congress([label]) for line in table.data for label in line.groups}
    said = title_says(table)
    if said is None and not sections - {None}:
        return
    held = [column for column, name in names.items() if name == "congress_held"]
    if said == "planned" and len(held) == 1 and "congress_planned" not in names.values():
        names[held[0]] = "congress_planned"
    if not any(name and name.startswith("congress_") for name in names.values()):
        free = [c for c, name in names.items() if name is None]
        days = [c for c in free if holds_days(table, c) or holds_days_of_months(table, c)]
        times = [c for c in days if _is_about_time(table, c)] or days
        if len(times) == 1:
            names[times[0]] = "congress_planned" if said == "planned" else "congress_held"


def tell_changed_plans(names: dict[int, str | None], table: Table) -> None:
    """Of two plans, "Dự kiến ban đầu | Điều chỉnh", the second holds where something stands in it."""
    plans = [column for column, name in names.items() if name == "congress_planned"]
    changed = [
        column for column, name in names.items() if _says_changed(name, heading_key(table.paths[column][-1]))
    ]
    first = [column for column in plans if column not in changed]
    if len(first) == len(changed) == 1 and table.paths[first[0]][:-1] == table.paths[changed[0]][:-1]:
        names[changed[0]] = f"congress_planned/{CHANGED}"


def _says_changed(name: str | None, key: str) -> bool:
    """Beside the day that was registered, one "Chốt" below "Ngày ĐH" is a plan as well, not the deed."""
    of_plans = name in (None, "congress_planned") and _CHANGED.match(key)
    return bool(of_plans or (name in (None, "congress_planned", "congress_held") and _SETTLED.match(key)))


_SETTLED = re.compile(r"(?:(?:ngày|thời gian|lịch|đã) )*(?:chốt|thống nhất|ấn định)\b")
_CHANGED = re.compile(
    r"(?:(?:ngày|thời gian|lịch|dự kiến|kế hoạch|đã|sau) )*(?:điều chỉnh|thay đổi|dời|lùi|chuyển)\b"
)
CHANGED = "changed"


def without_stray_decisions(names: dict[int, str | None], table: Table) -> None:
    """The day of a decision is that of the results only beside a column of theirs."""
    decided = [column for column, name in names.items() if name in ("results_approved", "results_decision")]
    spoken = [c for c in decided if _OF_RESULTS.search(heading_key(" ".join(table.paths[c])))]
    if not spoken:
        names.update(dict.fromkeys((c for c in decided if names[c] == "results_approved"), None))


_OF_RESULTS = re.compile(r"chuẩn y|công nhận|số quyết định|quyết định số|\bsố qđ")


def state_of_wider(path: tuple[str, ...]) -> str | None:
    """A column "Đang chuẩn bị" below "Tình trạng đại hội" is a state of what stands above it."""
    above = field_of("progress", path[:-1]) if len(path) > 1 else None
    part = part_of(above, heading_key(path[-1])) if above in MARKED else None
    return part if part and part.endswith(("/not_started", "/in_progress")) else None
