"""What several columns, or a column and its heading, say together of one day or state.

A cross under "Tháng 5", the first and the last day side by side, the parts of one milestone, a bare day
of the month below "trong tháng 5/2025".
"""

from __future__ import annotations

import re
from datetime import date

from analysis.cells import Value
from analysis.clean.date_order import DATE_FIELDS
from analysis.clean.form import Record
from analysis.clean.unread_values import DoubtfulDate, Fault, SpanOfDays
from analysis.clean.values import Mark, read_mark, read_when
from analysis.date_interval import DateInterval
from analysis.dates import format_date
from analysis.recognise.columns import Columns
from analysis.recognise.period_columns import FROM, PART, PERIOD, TO, period_text
from analysis.recognise.progress_columns import CHANGED
from analysis.recognise.section_months import DAY_OF_MONTH, holds_days_of_months, month_of
from analysis.recognise.table import Table
from analysis.text import fold


def days_of_their_month(
    table: Table, columns: Columns, headings: dict[str, str], records: list[Record]
) -> list[Record]:
    """Bare days, "9", "ngày 15" or "20-21", below a heading or in a section that gives the month."""
    months: dict[str, str] = {}
    sections: set[str] = set()
    for column, name in columns.fields.items():
        if name.split("/")[0] not in DATE_FIELDS:
            continue
        if holds_days_of_months(table, column):
            sections.add(name)
        said = set(_MONTH.findall(fold(headings.get(name, ""))))
        if len(said) == 1 and (days := table.filled[column]) and all(map(_is_day_of_month, days)):
            months[name] = "/".join(said.pop())
    if sections:
        records = [_in_month_of_section(record, sections) for record in records]
    return [_in_month(record, months) for record in records] if months else records


_MONTH = re.compile(r"\btháng (\d{1,2})(?: năm)? (20\d\d)\b")


def _is_day_of_month(value: Value) -> bool:
    return DAY_OF_MONTH.fullmatch(str(value)) is not None


def _in_month(record: Record, months: dict[str, str]) -> Record:
    said = {
        name: f"{found[1]}/{months[name]}"
        for name in months.keys() & record.said.keys()
        if (found := DAY_OF_MONTH.fullmatch(str(record.said[name])))
    }
    return record._replace(said={**record.said, **said}) if said else record


def _in_month_of_section(record: Record, names: set[str]) -> Record:
    """A real date of another month was "9-10" before a spreadsheet took it for one."""
    month = month_of(record.groups)
    if month is None:
        return record
    said = {
        name: DoubtfulDate(value.year, value.month, value.day)
        for name in names & record.said.keys()
        if isinstance(value := record.said[name], date) and value.month != int(month.split("/")[0])
    }
    record = record._replace(said={**record.said, **said}) if said else record
    return _in_month(record, dict.fromkeys(names - said.keys(), month))


def periods_said(
    table: Table, columns: Columns, headings: dict[str, str], records: list[Record]
) -> list[Record]:
    """A cross under "Tháng 5" becomes the day's text of the field; of several all, which nobody can read."""
    paths = {
        name: table.paths[column]
        for column, name in columns.fields.items()
        if name.split("/")[1:2] == [PERIOD]
    }
    for name, path in paths.items():
        headings.pop(name)
        headings[name.split("/")[0]] = path[0]
    return [_at_period(record, paths) for record in records] if paths else records


def plans_changed(headings: dict[str, str], records: list[Record]) -> list[Record]:
    """The plan is what "Điều chỉnh" says beside it, unless that is blank or "giữ nguyên"."""
    name = f"congress_planned/{CHANGED}"
    if name not in headings:
        return records
    headings.pop(name)
    return [_changed(record, name) for record in records]


def _changed(record: Record, name: str) -> Record:
    value = record.said.get(name)
    if value is None:
        return record
    said = {other: v for other, v in record.said.items() if other != name}
    registered = "congress_planned" in said and _AS_REGISTERED.fullmatch(fold(str(value)))
    if registered or fold(str(value)) in _AS_PLANNED:
        return record._replace(said=said)
    said["congress_planned"] = value
    return record._replace(said=said, places={**record.places, "congress_planned": record.places[name]})


_AS_REGISTERED = re.compile(r"(?:như|theo|đúng)(?: ngày| lịch)? (?:đăng kí|dự kiến|kế hoạch|đề xuất)")
"""Only where the day registered stands there: below a blank it says nothing."""
_AS_PLANNED = frozenset(
    map(fold, ("giữ nguyên", "không thay đổi", "không", "như cũ", "không điều chỉnh", "-", ""))
)


def ends_joined(headings: dict[str, str], records: list[Record]) -> list[Record]:
    """The first and the last day from two columns become one text: "20/5/2025 - 21/5/2025"."""
    fields = {name.split("/")[0] for name in headings if name.endswith((f"/{FROM}", f"/{TO}"))}
    for field in fields:
        ends = [f"{field}/{end}" for end in (FROM, TO)]
        heading = " – ".join(headings.pop(end) for end in ends if end in headings)
        headings[field] = heading
        records = [_joined(record, field, ends) for record in records]
    return records


def _joined(record: Record, field: str, ends: list[str]) -> Record:
    given = [end for end in ends if end in record.said]
    if not given:
        return record
    values = [record.said[end] for end in given]
    said: dict[str, Value] = {name: value for name, value in record.said.items() if name not in ends}
    if field == "due" and given == ends[:1]:
        return record._replace(said=said)  # when it begins says nothing of when it is due
    said[field] = _span(values)
    return record._replace(said=said, places={**record.places, field: record.places[given[0]]})


def _span(values: list[Value]) -> Value:
    """From the first day of the one to the last of the other; what is no day stays as it was written."""
    ends = [read_when(value, None) for value in values]
    if all(isinstance(end, DateInterval) and end.first for end in ends):
        days = [
            end.first if n == 0 else end.last for n, end in enumerate(ends) if isinstance(end, DateInterval)
        ]
        texts = [format_date(day) for day in days if day]
    else:
        texts = [format_date(value) if isinstance(value, date) else str(value) for value in values]
    return values[0] if len(set(map(str, values))) == 1 else SpanOfDays(" - ".join(texts), tuple(values))


def _at_period(record: Record, paths: dict[str, tuple[str, ...]]) -> Record:
    crossed = [name for name in paths if name in record.said and not _is_blank(record.said[name])]
    if not crossed:
        return record
    values = [record.said[name] for name in crossed]
    texts = [
        period_text(paths[name]) if _is_cross(record.said[name]) else str(record.said[name])
        for name in crossed
    ]
    field = crossed[0].split("/")[0]
    said: dict[str, Value] = {name: value for name, value in record.said.items() if name not in paths}
    said[field] = values[0] if len(crossed) == 1 and not _is_cross(values[0]) else "; ".join(texts)
    return record._replace(said=said, places={**record.places, field: record.places[crossed[0]]})


def _is_blank(value: Value) -> bool:
    return value in ("-", "0", 0, "☐")


def _is_cross(value: Value) -> bool:
    return read_mark(value, None) == Mark("done")


def parts_joined(headings: dict[str, str], records: list[Record], as_of: date | None) -> list[Record]:
    """What the columns of a milestone's parts say together: done when all are, under way between.

    A part that can't be read stands for the whole, to be refused with it.
    """
    for field in {name.split("/")[0] for name in headings if f"/{PART}/" in name}:
        parts = [name for name in headings if name.startswith(f"{field}/{PART}/")]
        headings[field] = " + ".join(headings.pop(name) for name in parts)
        records = [_whole(record, field, parts, as_of) for record in records]
    return records


def _whole(record: Record, field: str, parts: list[str], as_of: date | None) -> Record:
    given = [name for name in parts if name in record.said]
    if not given:
        return record
    marks = {name: read_mark(record.value(name), as_of, "", field) for name in parts}
    unreadable = [name for name in given if isinstance(marks[name], Fault)]
    place = unreadable[0] if unreadable else given[0]
    said: dict[str, Value] = {name: value for name, value in record.said.items() if name not in parts}
    said[field] = record.said[place] if unreadable else _together(list(marks.values()))
    return record._replace(said=said, places={**record.places, field: record.places[place]})


def _together(marks: list[Mark | Fault]) -> Value:
    read = [mark for mark in marks if isinstance(mark, Mark)]
    states = {"not_started" if mark.status == "planned" else mark.status for mark in read}
    if states != {"done"}:
        return _WORDS_OF[states.pop()] if len(states) == 1 else _WORDS_OF["in_progress"]
    days = [mark.when.last for mark in read if mark.when]
    return format_date(max(days)) if len(days) == len(read) else "x"


_WORDS_OF = {"not_started": "-", "in_progress": "đang", "not_applicable": "không áp dụng"}
