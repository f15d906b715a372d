"""The bloc's own tasks: each against its due date, and how far each owner has come."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.figure import Figure

from analysis.chart.completion import state_bar, states_present, tell_total
from analysis.chart.theme import (
    GRID,
    INK,
    PALE,
    STATE_COLOURS,
    Caption,
    bare_rows,
    framed,
    legend,
    nothing_to_show,
)
from analysis.dates import format_date
from analysis.numbers import format_share
from analysis.wording import Language, say


def tasks_by_owner(rates: pd.DataFrame, caption: Caption) -> Figure:
    """Done of required tasks per owner, with on time, late, overdue and not due; the most overdue first.

    `rates` is `task_rates`.
    """
    language = caption.language
    required, done, overdue = (int(rates[name].sum()) for name in ("required", "done", "overdue"))
    key = "none" if rates.empty else "overdue" if overdue else "all" if done == required else "in_time"
    worst = rates.iloc[0] if len(rates) else {"owner": "", "overdue": 0, "required": 0}
    owner = worst["owner"] or say("chart.owners.nobody", language)
    title = say(
        f"chart.owners.{key}", language,
        owner=owner, overdue=worst["overdue"], own=worst["required"], done=done, all=required,
    )  # fmt: skip
    if rates.empty:
        return nothing_to_show(title, caption)
    figure, axes = framed(title, caption, height=0.5 * len(rates) + 0.4, left=3.3, right=1.6, bottom=0.3)
    longest = max(1, int(rates["required"].max()))
    for y, row in enumerate(rates.to_dict("records")):
        end = state_bar(axes, y, row, longest)
        shown = format_share(int(row["done"]), int(row["required"]), language)
        axes.text(end + longest * 0.015, y, shown, va="center", weight="bold")
        tell_total(axes, end + longest * 0.015, y, row, language)
    names = [str(name) or say("chart.owners.nobody", language) for name in rates["owner"]]
    bare_rows(axes, names, width=38)
    axes.set_xlim(0, longest)
    legend(axes, states_present(rates, language))
    return figure


def _task_told(row: dict[Hashable, Any], language: Language) -> str:
    owner = "" if pd.isna(row["owner"]) else str(row["owner"])
    if pd.isna(row["due_to"]):
        return owner
    day = format_date(pd.Timestamp(row["due_to"]).date(), language)
    return say("chart.tasks.due", language, owner=owner, day=day).removeprefix(" · ")


def task_chart(tasks: pd.DataFrame, caption: Caption) -> Figure:
    """The bloc's own tasks against their due dates, overdue first."""
    language = caption.language
    counts = tasks["state"].value_counts()
    overdue, done = int(counts.get("overdue", 0)), int(counts.get("done", 0))
    key = "none" if tasks.empty else "overdue" if overdue else "in_time"
    title = say(f"chart.tasks.{key}", language, overdue=overdue, done=done, all=len(tasks))
    if tasks.empty:
        return nothing_to_show(title, caption)
    figure, axes = framed(title, caption, height=0.42 * len(tasks) + 0.5, left=3.9, right=3.3, bottom=0.45)
    today = pd.Timestamp(caption.as_of)
    for y, row in enumerate(tasks.to_dict("records")):
        colour = STATE_COLOURS[str(row["state"])]
        axes.axhline(y, color=GRID, zorder=0, linewidth=0.8)
        if not pd.isna(row["due_to"]):
            start = row["due_from"] if not pd.isna(row["due_from"]) else row["due_to"]
            axes.plot(row["due_to"], y, "o", color=colour, markersize=7)
            axes.plot(
                [start, row["due_to"]],
                [y, y],
                color=colour if colour != GRID else PALE,
                linewidth=7,
                solid_capstyle="round",
            )
        axes.annotate(
            _task_told(row, language),
            (1.02, y),
            xycoords=("axes fraction", "data"),
            va="center",
            annotation_clip=False,
            size=9,
        )
    bare_rows(axes, [str(name) for name in tasks["task"]], width=46)
    axes.tick_params(axis="y", labelsize=9.6)
    axes.axvline(mdates.date2num(today), color=INK, linewidth=1, linestyle="--")
    moments = pd.concat([tasks["due_from"], tasks["due_to"], pd.Series([today])]).dropna()
    axes.set_xlim(moments.min() - pd.Timedelta(days=12), moments.max() + pd.Timedelta(days=12))
    axes.set_xticks([mdates.date2num(today)], [format_date(caption.as_of, language)])
    present = [
        s for s in ("overdue", "in_progress", "not_started", "done", "not_applicable") if counts.get(s)
    ]
    legend(axes, {say(f"state.{s}", language): STATE_COLOURS[s] for s in present}, bbox_to_anchor=(-0.9, 1.0))
    return figure
