"""Whom to call: the organisations that wait, the pilots, the bloc's own tasks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.chart.completion import type_label
from analysis.chart.theme import (
    GRID,
    INK,
    PALE,
    STATE_COLOURS,
    TYPE_COLOURS,
    Caption,
    bare_rows,
    framed,
    legend,
    nothing_to_show,
)  # fmt: skip
from analysis.dates import format_date
from analysis.plan import Plan
from analysis.wording import Language, say

MOST_ROWS = 25


def waiting_list(waiting: pd.DataFrame, plan: Plan, caption: Caption) -> Figure:
    """The organisations without a congress, the most urgent first, with the days that make them so.

    Red: days overdue; orange: days past their own plan, or planned that long after the deadline. At
    most 25 rows; how many more there are is said in words.
    """
    language = caption.language
    title = _waiting_title(waiting, language)
    rows = waiting.head(MOST_ROWS)
    if rows.empty:
        return nothing_to_show(title, caption, say("chart.waiting.nobody", language))
    figure, axes = framed(title, caption, height=0.33 * len(rows) + 0.55, left=3.9, right=2.9, bottom=0.35)
    told = [_urgency(row) for row in rows.to_dict("records")]
    longest = max(10, *(days for _, days in told))
    for y, (row, (key, days)) in enumerate(zip(rows.to_dict("records"), told, strict=True)):
        axes.barh(y, days or longest * 0.012, height=0.62, color=_URGENCY_COLOURS[key])
        type_colour = TYPE_COLOURS.get(str(row["organisation_type"]), PALE)
        axes.plot(-longest * 0.045, y, "s", color=type_colour, clip_on=False, markersize=7)
        text = say(f"chart.waiting.row_{key}", language, days=days, plan=_planned(row, language))
        axes.text(days + longest * 0.03, y, text, va="center", size=9.5, clip_on=False)
    bare_rows(axes, [str(name) for name in rows["organisation"]], width=52)
    axes.tick_params(axis="y", pad=14, labelsize=9.8)
    axes.set_xlim(0, longest)
    present = plan.types_among(rows["organisation_type"])
    entries = {type_label(plan, t.id, language): TYPE_COLOURS.get(t.id, PALE) for t in present}
    legend(axes, entries, bbox_to_anchor=(-0.3, 1.0))
    if len(waiting) > len(rows):
        more = say("chart.waiting.more", language, count=len(waiting) - len(rows))
        figure.text(0.025, 0.12 / figure.get_figheight(), more, size=9.5, color=PALE)
    return figure


_URGENCY_COLOURS = {
    "overdue": STATE_COLOURS["overdue"],
    "past": STATE_COLOURS["late"],
    "too_late": STATE_COLOURS["late"],
    "ahead": GRID,
    "open": GRID,
}


def _urgency(row: dict[Hashable, Any]) -> tuple[str, int]:
    """What makes an organisation urgent, and by how many days."""
    if row["days_left"] < 0:
        return "overdue", -int(row["days_left"])
    if not pd.isna(row["days_past_plan"]):
        return "past", int(row["days_past_plan"])
    if not pd.isna(row["days_plan_late"]):
        return "too_late", int(row["days_plan_late"])
    return "open" if pd.isna(row["planned_to"]) else "ahead", 0


def _waiting_title(waiting: pd.DataFrame, language: Language) -> str:
    if waiting.empty:
        return say("chart.waiting.none", language)
    kinds = Counter(_urgency(row)[0] for row in waiting.to_dict("records"))
    key = next((key for key in ("overdue", "past", "too_late") if kinds[key]), "ahead")
    return say(f"chart.waiting.{key}", language, count=len(waiting), some=kinds[key])


def _planned(row: dict[Hashable, Any], language: Language) -> str:
    first, last = row["planned_from"], row["planned_to"]
    if pd.isna(last):
        return say("chart.waiting.no_plan", language)
    shown = format_date(pd.Timestamp(last).date(), language)
    if pd.isna(first) or first == last:
        return shown
    return f"{format_date(pd.Timestamp(first).date(), language)}–{shown}"


def pilot_chart(pilots: pd.DataFrame, caption: Caption) -> Figure:
    """The pilot congresses: planned and held days against the pilots' own deadline."""
    language = caption.language
    held = int(pilots["state"].isin(["on_time", "late", "timing_unknown"]).sum())
    on_time = int((pilots["state"] == "on_time").sum())
    key = "none" if pilots.empty else "all" if on_time == len(pilots) else "some"
    title = say(f"chart.pilots.{key}", language, held=held, on_time=on_time, all=len(pilots))
    if pilots.empty:
        return nothing_to_show(title, caption)
    figure, axes = framed(title, caption, height=0.62 * len(pilots) + 0.5, left=3.6, right=2.6, bottom=0.45)
    for y, row in enumerate(pilots.to_dict("records")):
        colour = STATE_COLOURS[str(row["state"])]
        axes.axhline(y, color=GRID, zorder=0)
        if not pd.isna(row["planned_to"]):
            axes.plot(row["planned_to"], y, "o", markersize=11, markerfacecolor="none", color=PALE)
        if not pd.isna(row["actual_to"]):
            axes.plot(row["actual_to"], y, "o", markersize=8, color=colour)
        axes.plot([row["deadline"]] * 2, [y - 0.3, y + 0.3], color=INK, linewidth=1.4)
        axes.annotate(
            _pilot_told(row, language),
            (1.02, y),
            xycoords=("axes fraction", "data"),
            va="center",
            annotation_clip=False,
            size=9.8,
        )
    bare_rows(axes, [str(name) for name in pilots["organisation"]], width=40)
    moments = pd.concat([pilots[c] for c in ("planned_to", "actual_to", "deadline")]).dropna()
    axes.set_xlim(moments.min() - pd.Timedelta(days=8), moments.max() + pd.Timedelta(days=8))
    _day_ticks(axes, moments, language)
    axes.annotate(
        say("chart.pilots.how", language), (0, 1.0), xycoords="axes fraction", size=9, color=PALE, va="bottom"
    )
    return figure


def _pilot_told(row: dict[Hashable, Any], language: Language) -> str:
    state = say(f"state.{row['state']}", language)
    if pd.isna(row["actual_to"]):
        return state
    return f"{state} · {format_date(pd.Timestamp(row['actual_to']).date(), language)}"


def _day_ticks(axes: Axes, moments: pd.Series, language: Language) -> None:
    """Two ticks are enough: the first and the last day."""
    days = sorted({moments.min(), moments.max()})
    axes.set_xticks(days, [format_date(day.date(), language) for day in days])
    axes.tick_params(axis="x", labelcolor=PALE)
