"""`congress-progress trace`: a figure, and the cells it was counted from."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.dates import format_date
from analysis.measure import MeasureError, trace
from analysis.pipeline.faults import Fault
from analysis.plan import load_plan
from analysis.publish.shown import shown_table
from analysis.store import StoreError, load_processed
from analysis.wording import Language, say


def trace_lines(
    figure: str,
    conditions: list[str],
    *,
    processed: Path,
    plan_path: Path,
    as_of: str | None,
    language: Language,
) -> list[str]:
    """The figure, then a line per organisation with its file, sheet and cell.

    Raises Fault for tables that are not there and for a figure, column or value that is not known.
    """
    where: dict[str, str] = {}
    for condition in conditions:
        name, sign, value = condition.partition("=")
        if not sign:
            raise Fault("trace_condition", exit_code=2, condition=condition)
        where[name] = value
    plan = load_plan(plan_path)
    try:
        tables = load_processed(processed)
        newest = tables["progress"]["as_of"].max()
        if as_of is None and pd.isna(newest):
            raise Fault("no_progress", as_of="—")
        day = pd.Timestamp(as_of) if as_of is not None else newest
        behind = trace(tables["progress"], tables["organisations"], plan, figure, as_of=day, **where)
    except StoreError as error:
        raise Fault("trace_no_tables", cause=error) from error
    except MeasureError as error:
        raise Fault("trace_unknown", exit_code=2, cause=error.message(language)) from error
    shown = shown_table(behind, plan, language)
    told = say(
        "command.trace_total",
        language,
        count=len(behind),
        figure=figure,
        day=format_date(day.date(), language),
    )
    return [told, *(f"  {_line(row)}" for row in shown.to_numpy().tolist())]


def _line(row: list[str]) -> str:
    organisation, _, milestone, _, state, _, file, sheet, cell = row
    place = f"{file}, '{sheet}', {cell}" if file else "—"
    return f"{organisation} · {milestone} · {state} · {place}"
