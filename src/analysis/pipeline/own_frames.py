"""The cleaners for a DataFrame that an analyst has read in some other way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NamedTuple

import pandas as pd

from analysis.cells import Value, column_letters
from analysis.clean.form import Form, Ledger, Record
from analysis.clean.membership import membership_rows
from analysis.clean.names import Organisation, Register
from analysis.clean.prerequisites import check_prerequisites
from analysis.clean.progress import progress_rows
from analysis.clean.register import organisation_rows
from analysis.clean.tasks import task_rows
from analysis.findings import findings_frame
from analysis.plan import Plan
from analysis.recognise.fields import Kind, fields_of
from analysis.recognise.words import plays
from analysis.store import table_frame
from analysis.text import readable

Rows = list[dict[str, Any]]


class Cleaned(NamedTuple):
    """A processed table and what was found on the way; cells are counted as if the headings were row 1."""

    table: pd.DataFrame
    findings: pd.DataFrame


class HeadingError(ValueError):
    """A frame whose columns don't tell what the cleaner needs; the message lists them."""


def clean_register(frame: pd.DataFrame, *, as_of: date | None = None, source: str = "frame") -> Cleaned:
    """A register of organisations as the table `organisations`.

    The columns are recognised by their headings as in a workbook; `group` columns (from
    `read_tables`) carry the type. Raises HeadingError where no column names the organisation.
    """
    return _cleaned("register", "organisations", frame, as_of, source, organisation_rows)


def clean_progress(
    frame: pd.DataFrame, organisations: pd.DataFrame, plan: Plan, *, as_of: date, source: str = "frame"
) -> Cleaned:
    """A progress report as the table `progress`: one row per organisation and milestone.

    `organisations` is the processed table; `as_of` the report's own date. Blank is not started, a
    date in a milestone's cell is done on that date; what can't be read is refused with a finding.
    Raises HeadingError where no column names the organisation.

    >>> import pandas as pd
    >>> from analysis import load_plan
    >>> names = pd.DataFrame({"Tên TCCSĐ": ["Đảng bộ Sở Y tế"], "Loại hình": ["Hành chính"]})
    >>> register = clean_register(names).table
    >>> report = pd.DataFrame({"Tên TCCSĐ": ["ĐB Sở Y tế"], "Quy hoạch": ["x"], "Văn kiện": ["đang làm"]})
    >>> table, findings = clean_progress(report, register, load_plan("plan.toml"), as_of=date(2025, 5, 15))
    >>> table[["milestone", "status"]].values.tolist()
    [['personnel_planning', 'done'], ['documents_drafted', 'in_progress']]
    """
    register = _register(organisations)

    def clean(forms: list[Form], ledger: Ledger) -> Rows:
        rows = progress_rows(forms, register, plan, ledger)
        check_prerequisites(rows, plan, ledger)
        return rows

    return _cleaned("progress", "progress", frame, as_of, source, clean)


def clean_membership(
    frame: pd.DataFrame, organisations: pd.DataFrame, *, as_of: date, source: str = "frame"
) -> Cleaned:
    """Membership statistics as the table `membership`: one row per organisation and measure.

    Raises HeadingError where no column names the organisation.

    >>> names = pd.DataFrame({"Tên TCCSĐ": ["Đảng bộ Sở Y tế"], "Loại hình": ["Hành chính"]})
    >>> register = clean_register(names).table
    >>> counted = pd.DataFrame({"Tên TCCSĐ": ["Sở Y tế"], "Tổng số": ["3.445"], "Nữ": ["-"]})
    >>> table, findings = clean_membership(counted, register, as_of=date(2024, 12, 31))
    >>> table[["measure", "count"]].values.tolist()
    [['total', 3445], ['women', 0]]
    """
    register = _register(organisations)
    return _cleaned(
        "membership",
        "membership",
        frame,
        as_of,
        source,
        lambda forms, ledger: membership_rows(forms, register, ledger),
    )


def clean_tasks(frame: pd.DataFrame, *, as_of: date, source: str = "frame") -> Cleaned:
    """The bloc's own preparations as the table `tasks`.

    Raises HeadingError where no column names the task.

    >>> tasks = pd.DataFrame({"Công việc": ["Đề cương"], "Thời hạn": ["tháng 5/2025"], "Kết quả": ["chưa"]})
    >>> table, findings = clean_tasks(tasks, as_of=date(2025, 5, 15))
    >>> table[["task", "due_to", "status"]].astype(str).values.tolist()
    [['Đề cương', '2025-05-31', 'not_started']]
    """
    return _cleaned("tasks", "tasks", frame, as_of, source, task_rows)


def _cleaned(
    kind: Kind,
    table: str,
    frame: pd.DataFrame,
    as_of: date | None,
    source: str,
    clean: Callable[[list[Form], Ledger], Rows],
) -> Cleaned:
    ledger = Ledger()
    rows = clean([_form(kind, frame, as_of, source)], ledger)
    return Cleaned(table_frame(table, rows), findings_frame(ledger.findings))


def _register(organisations: pd.DataFrame) -> Register:
    return Register(
        Organisation(
            str(row["organisation_id"]),
            str(row["organisation"]),
            str(row["organisation_kind"]),
            str(row["organisation_type"]),
            None if pd.isna(row["subcells"]) else int(row["subcells"]),
        )
        for row in organisations.to_dict("records")
    )


def _form(kind: Kind, frame: pd.DataFrame, as_of: date | None, source: str) -> Form:
    names = [str(name) for name in frame.columns]
    groups = [i for i, name in enumerate(names) if name == "group" or name.startswith("group_")]
    paths = {
        i: tuple(readable(part) for part in name.split(" / "))
        for i, name in enumerate(names)
        if i not in groups and not plays("ordinal", name)
    }
    fields = fields_of(kind, paths)
    needed = "task" if kind == "tasks" else "organisation"
    if needed not in fields.values():
        raise HeadingError(f"no column names the {needed}; the columns are: {', '.join(names)}")
    places = {name: column_letters(i) for i, name in fields.items()}
    records = []
    for r, values in enumerate(frame.itertuples(index=False, name=None), start=1):
        cells = {i: plain for i, value in enumerate(values) if (plain := _plain(value)) is not None}
        said: dict[str, Value] = {name: cells[i] for i, name in fields.items() if i in cells}
        if said:
            labels = tuple(str(cells[i]) for i in groups if i in cells)
            records.append(Record(r, said, places, str(r + 1), labels))
    return Form(source, "", kind, as_of, {name: paths[i][-1] for i, name in fields.items()}, records)


def _plain(value: Any) -> Value:
    """What pandas and numpy hold, as the reader of workbooks would give it."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return None
    if isinstance(value, str):
        return readable(value) or None
    if isinstance(value, datetime):
        moment = pd.Timestamp(value).to_pydatetime()
        return moment.date() if moment.time() == datetime.min.time() else moment
    if hasattr(value, "item"):
        value = value.item()
    return int(value) if isinstance(value, float) and value.is_integer() else value
