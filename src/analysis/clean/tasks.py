"""The bloc's own preparations: one row per task and report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from analysis.clean.form import Form, Ledger, Record
from analysis.clean.values import Fault, Mark, read_mark, read_when, shown
from analysis.dates import DateInterval
from analysis.text import fold

Row = dict[str, Any]


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
    status = _read(form, record, "status", ledger)
    if isinstance(status, Fault):
        return None
    due = _when(form, record, "due", ledger)
    if status.status == "planned":
        status = Mark("not_started")
    done = status.when or _when(form, record, "done", ledger)
    state = (
        "done" if done and status.status == "not_started" and "status" not in record.said else status.status
    )
    owner = record.value("owner") or (record.groups[-1] if record.groups else None)
    return {
        "as_of": form.as_of,
        "task": str(task),
        "owner": None if owner is None else str(owner),
        "due_from": due.first if due else None,
        "due_to": due.last if due else None,
        "status": state,
        "done_from": done.first if done and state == "done" else None,
        "done_to": done.last if done and state == "done" else None,
        "source_file": form.file,
        "source_sheet": form.sheet,
        "source_cell": record.cell("task"),
    }


def _read(form: Form, record: Record, name: str, ledger: Ledger) -> Mark | Fault:
    mark = read_mark(record.value(name), form.as_of)
    if isinstance(mark, Fault):
        ledger.refuse(
            mark.rule, form, record.cell(name), **shown(record.value(name)), field=form.headings[name]
        )
    return mark


def _when(form: Form, record: Record, name: str, ledger: Ledger) -> DateInterval | None:
    if name not in record.said or fold(str(record.value(name))) in ("thường xuyên", ""):
        return None
    when = read_when(record.value(name), form.as_of)
    if isinstance(when, Fault):
        ledger.refuse(
            when.rule, form, record.cell(name), **shown(record.value(name)), field=form.headings[name]
        )
        return None
    return when
