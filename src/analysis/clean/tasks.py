"""The bloc's own preparations: one row per task and report."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from analysis.cells import Value
from analysis.clean.form import Form, Ledger, Record
from analysis.clean.unread_values import Fault, shown
from analysis.clean.values import Mark, read_mark, read_when
from analysis.date_interval import DateInterval
from analysis.dates import format_date
from analysis.numbers import read_rate
from analysis.personal import names_organisation, without_persons
from analysis.plain_words import plain_fold
from analysis.text import fold

Row = dict[str, Any]
_NO_DAY = ("", "thường xuyên", "hàng tháng", "hằng tháng", "hàng tuần", "hằng tuần", "hàng ngày", "liên tục")
_BEFORE = re.compile(r"\b(?:trước|chậm nhất|muộn nhất)\b")
_MARKS = ("status_done", "status_in_progress", "status_not_started")
_OF_A_PERSON = re.compile(r"(?i)\b(?:người|cán bộ|đ/c|đồng chí|họ (?:và )?tên|chuyên viên)\b")
_FORM_OF_ADDRESS = re.compile(r"(?i)đ/c|đ\.c|đồng chí|\b(?:ông|bà)\b")


def task_rows(forms: Iterable[Form], ledger: Ledger) -> list[Row]:
    """Rows of the table `tasks`; the owner is the row's own, else the section's label."""
    return [
        row for form in forms for record in form.records if (row := _task(form, record, ledger)) is not None
    ]


def _task(form: Form, record: Record, ledger: Ledger) -> Row | None:
    task = record.value("task")
    if task is None and not record.said:
        return None  # a row of the form that is numbered and empty
    if task is None:
        ledger.refuse_row("name_missing", form, record, record.cells[0])
        return None
    if "status" in form.left_out:
        ledger.pass_over(form, record)
        return None
    status = (
        _marked(form, record, ledger) or _said_above(form, record) or _read(form, record, "status", ledger)
    )
    if isinstance(status, Fault) or not _agrees_with_share(form, record, status, ledger):
        return None
    due = _due(form, record, ledger)
    if status.status == "planned":
        status = Mark("not_started")
    done = status.when or _when(form, record, "done", ledger)
    state = status.status
    if done and state == "not_started" and "status" not in record.said:
        state = _by_its_day(form, record, done, ledger)
    sections = [label for label in record.groups if _state_of(label) is None]
    owner = record.value("owner") or (sections[-1] if sections else None)
    named = {
        name: _without_persons(form, record, name, said, ledger)
        for name, said in (("task", task), ("owner", owner))
    }
    return {
        "as_of": form.as_of,
        **named,
        "due_from": due.first if due else None,
        "due_to": due.last if due else None,
        "status": state,
        "done_from": done.first if done and state == "done" else None,
        "done_to": done.last if done and state == "done" else None,
        "source_file": form.file,
        "source_sheet": form.sheet,
        "source_cell": record.cell("task"),
    }


def _said_above(form: Form, record: Record) -> Mark | None:
    """The state that the section or the title of a list says of all its tasks: "II. Việc đang thực hiện"."""
    if any(name.startswith("status") for name in form.headings):
        return None
    labels = (*reversed(record.groups), *reversed(form.titles))
    return next((state for label in labels if (state := _state_of(label))), None)


@lru_cache(maxsize=4096)
def _state_of(label: str) -> Mark | None:
    key = _COUNTED.sub("", _OF_TASKS.sub("", fold(label)))
    mark = read_mark(key, None, milestone="task") if _STATE.match(key) else None
    return mark if isinstance(mark, Mark) and mark.when is None else None


_OF_TASKS = re.compile(
    r"^(?:(?:[ivx]+|[a-dđ]|\d+) )?(?:(?:các|những|danh mục) )*"
    r"(?:(?:đầu việc|công việc|việc|nhiệm vụ|nội dung) )?"
)
_COUNTED = re.compile(r" \d+(?: (?:việc|công việc|nhiệm vụ|nội dung))?$")
_STATE = re.compile(r"(?:đã|đang|chưa|hoàn thành|xong)\b")


def _due(form: Form, record: Record, ledger: Ledger) -> DateInterval | None:
    """A day below "Hoàn thành trước ngày" is the last of many, as "trước 30/6" in the cell is."""
    due = _when(form, record, "due", ledger)
    before = _BEFORE.search(plain_fold(form.headings.get("due", "")))
    return DateInterval(None, due.last) if due and before else due


def _agrees_with_share(form: Form, record: Record, status: Mark, ledger: Ledger) -> bool:
    """Whether the share of the work beside a state allows it: nothing is done at 80 %, nor half not begun."""
    value = record.value("share")
    share = read_rate(value) if isinstance(value, str) else value
    if not isinstance(share, int | float) or "status" not in record.said:
        return True
    fits = {"done": share >= 1, "not_started": share == 0, "planned": share == 0}.get(status.status, True)
    if not fits:
        said = shown(record.value("status"))
        ledger.refuse("marked_twice", form, record.cell("status"), **said, field=form.headings["status"])
    return fits


def _by_its_day(form: Form, record: Record, done: DateInterval, ledger: Ledger) -> str:
    """A day in the column of days done says that it is done, unless that day is still to come."""
    first = done.first or done.last
    if form.as_of is None or first <= form.as_of:
        return "done"
    used, as_of = format_date(first, "vi"), format_date(form.as_of, "vi")
    ledger.tell("date_after_as_of", form.origin(record.cell("done")), used=used, as_of=as_of)
    return "not_started"


def _marked(form: Form, record: Record, ledger: Ledger) -> Mark | Fault | None:
    """The column that is marked, where each state has its own; None where they have not, or none is."""
    marked = [
        name
        for name in _MARKS
        if name in record.said and read_mark(record.value(name), form.as_of) != Mark("not_started")
    ]
    if len(marked) > 1:
        said = shown(record.value(marked[-1]))
        ledger.refuse("marked_twice", form, record.cell(marked[-1]), **said, field=form.headings[marked[-1]])
        return Fault("marked_twice")
    if not marked:
        return None
    mark = read_mark(record.value(marked[0]), form.as_of)
    if isinstance(mark, Fault):
        said = shown(record.value(marked[0]))
        ledger.refuse(mark.rule, form, record.cell(marked[0]), **said, field=form.headings[marked[0]])
        return mark
    return Mark(marked[0].removeprefix("status_"), mark.when if marked[0] == "status_done" else None)


def _without_persons(form: Form, record: Record, name: str, said: Value, ledger: Ledger) -> str | None:
    """What a cell says, without the names in it: who does a task is an office, never a person."""
    if said is None:
        return None
    told = without_persons(str(said))
    by_name = _OF_A_PERSON.search(form.headings.get(name, "")) and not names_organisation(told)
    if told == str(said) and not (name == "owner" and by_name):
        return told
    told = "" if name == "owner" and by_name else told
    cell = record.cell(name if name in record.said else "task")
    ledger.tell("person_left_out", form.origin(cell))
    return told if any(letter.isalnum() for letter in _FORM_OF_ADDRESS.sub("", told)) else None


def _read(form: Form, record: Record, name: str, ledger: Ledger) -> Mark | Fault:
    mark = read_mark(record.value(name), form.as_of, form.headings.get(name, ""), milestone="task")
    if isinstance(mark, Fault):
        ledger.refuse(
            mark.rule, form, record.cell(name), **shown(record.value(name)), field=form.headings[name]
        )
    return mark


def _when(form: Form, record: Record, name: str, ledger: Ledger) -> DateInterval | None:
    if name not in record.said or fold(str(record.value(name))) in _NO_DAY:
        return None
    when = read_when(record.value(name), form.as_of)
    if isinstance(when, Fault):
        ledger.refuse(
            when.rule, form, record.cell(name), **shown(record.value(name)), field=form.headings[name]
        )
        return None
    return when
