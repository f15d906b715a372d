"""`congress-progress trace`: a figure, and the cells it was counted from, as lines or as a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.dates import format_date
from analysis.measure import MeasureError
from analysis.measure.trace import FIGURES
from analysis.measure.tracing.figure import Traced, find_figure
from analysis.measure.tracing.known import Known
from analysis.pipeline.faults import Fault
from analysis.pipeline.raw_values import with_raw_values
from analysis.plan import Plan, load_plan
from analysis.publish.shown import TextWriter, heading, text_writer
from analysis.publish.traced import write_traced
from analysis.store import StoreError, load_processed
from analysis.wording import Language, say

ALL_MILESTONES = "milestones_by_type"
MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for: a table and its column, or one of the counts of completion alone."""

    figure: str
    conditions: tuple[str, ...]
    column: str | None = None
    as_of: str | None = None

    @property
    def table(self) -> str:
        """The table that the figure stands in."""
        return ALL_MILESTONES if self.figure in FIGURES else self.figure

    def where(self) -> dict[str, str]:
        """The conditions by column; Fault for one that is none."""
        found: dict[str, str] = {}
        for condition in self.conditions:
            name, sign, value = condition.partition("=")
            if not sign:
                raise Fault("trace_condition", exit_code=2, condition=condition)
            found[name] = value
        return found


def trace_lines(
    question: Question,
    *,
    processed: Path,
    raw: Path,
    plan_path: Path,
    to: Path | None,
    language: Language,
) -> list[str]:
    """The figure, then a line per cell with what it says and what was made of it; all of them in `to`.

    Raises Fault for tables that are not there and for a figure, column or value that is not known.
    """
    where = question.where()
    if to is not None:
        _check_writable(to, raw)
    plan = load_plan(plan_path)
    try:
        tables = load_processed(processed)
    except StoreError as error:
        raise Fault("trace_no_tables", cause=error) from error
    known = Known(tables, plan, _day(tables, question.as_of))
    column = question.figure if question.table != question.figure else question.column
    try:
        traced = find_figure(known, question.table, column, where)
    except MeasureError as error:
        raise Fault("trace_unknown", exit_code=2, cause=error.message(language)) from error
    cells = with_raw_values(traced.cells, raw, tables["sources"])
    title = _title(traced, known, plan, language)
    if to is None:
        return [title, *_lines(cells, text_writer(plan, language), language)]
    try:
        write_traced(cells, to, title=title, raw=raw, plan=plan, language=language)
    except OSError as error:
        raise Fault("not_writable", path=to, cause=error.strerror or error) from error
    return [title, say("command.trace_at", language, path=to)]


def _check_writable(to: Path, raw: Path) -> None:
    if to.suffix.lower() != ".xlsx":
        raise Fault("trace_to_xlsx", exit_code=2, path=to)
    if to.resolve().is_relative_to(raw.resolve()):
        raise Fault("trace_in_raw", exit_code=2, path=to, raw=raw)


def _day(tables: dict[str, pd.DataFrame], asked: str | None) -> pd.Timestamp:
    newest = tables["progress"]["as_of"].max()
    if asked is None and pd.isna(newest):
        raise Fault("no_progress", as_of="—")
    return pd.Timestamp(asked) if asked is not None else pd.Timestamp(newest)


def _title(traced: Traced, known: Known, plan: Plan, language: Language) -> str:
    value = text_writer(plan, language)(traced.value, traced.figure) or "—"
    counted = traced.cells["counted"].notna()
    return say(
        "command.trace_total",
        language,
        table=heading(traced.table, language, "traced"),
        figure=heading(traced.figure, language),
        count=value,
        day=format_date(known.as_of.date(), language),
        cells=int(counted.sum()),
        others=int((~counted).sum()),
    )


def _lines(cells: pd.DataFrame, write: TextWriter, language: Language) -> list[str]:
    """The counted cells figure by figure, then those that they rest on."""
    lines: list[str] = []
    ordered = [*cells[cells["counted"].notna()].groupby("figure", sort=False)]
    ordered += [("", part) for part in [cells[cells["counted"].isna()]] if len(part)]
    for figure, part in ordered:
        count = part["counted"].sum()
        key = "trace_counted" if figure else "trace_rests"
        lines.append(say(f"command.{key}", language, figure=heading(str(figure), language), count=count))
        lines += [f"  {_line(row, write)}" for row in part.to_dict("records")]
    if len(lines) > MOST_LINES:
        more = say("command.trace_more", language, count=len(lines) - MOST_LINES)
        lines = [*lines[:MOST_LINES], more]
    return lines


def _line(row: dict[str, object], write: TextWriter) -> str:
    def text(name: str) -> str:
        return write(row[name], name)

    first, last = text("first_day"), text("last_day")
    when = last if first in ("", last) else f"{first}–{last}"
    made = [text("state") or text("status"), text("value"), when]
    file, sheet, cell = (text(f"source_{part}") for part in ("file", "sheet", "cell"))
    place = f"{file}, '{sheet}', {cell}" if file else "—"
    raw = text("raw_value")
    parts = [text("organisation"), text("about"), *made, f"{place}: «{raw}»" if raw else place]
    return " · ".join(part for part in parts if part)
