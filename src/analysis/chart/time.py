"""How it goes on: cumulative curves of congresses, planned and held, to the deadline."""

from __future__ import annotations

from datetime import date
from typing import Literal

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from analysis.chart.completion import type_label
from analysis.chart.theme import (
    INK,
    PALE,
    STATE_COLOURS,
    TYPE_COLOURS,
    Caption,
    framed,
    nothing_to_show,
    panels,
)
from analysis.dates import format_date
from analysis.plan import Plan
from analysis.wording import Language, say

LineStyle = Literal["-", "--", ":"]


def congress_curve(curve: pd.DataFrame, plan: Plan, caption: Caption, deadline: date) -> Figure:
    """Cumulative congresses, a panel per type: first planned, promised now and held, to the deadline.

    Each panel is as high as its type is large, so that a line at the top means all of them.
    """
    language = caption.language
    title = _title(curve, caption.as_of, deadline, language)
    if curve.empty:
        return nothing_to_show(title, caption)
    types = plan.types_among(curve["organisation_type"])
    parts = [(one, curve[curve["organisation_type"] == one.id]) for one in types]
    figure, whole = framed(title, caption, height=3.3, left=0.5, right=0.25, bottom=0.75)
    for axes, (one, part) in zip(panels(figure, whole, len(parts)), parts, strict=True):
        _draw(axes, part, TYPE_COLOURS.get(one.id, PALE))
        _head(axes, part, type_label(plan, one.id, language), caption, 10 if len(parts) < 4 else 7.5)
        _mark(axes, deadline, INK, "-")
        if caption.as_of != deadline:
            _mark(axes, caption.as_of, PALE, "--")
    figure.legend(
        handles=_key(language),
        loc="lower left",
        bbox_to_anchor=(0.02, 0.0),
        ncols=5,
        frameon=False,
        fontsize=9,
    )
    return figure


def _draw(axes: Axes, part: pd.DataFrame, colour: str) -> None:
    """The three lines of one type, over the days on which anything happens."""
    days, held = part["day"], part.dropna(subset=["held"])
    axes.plot(days, part["first_planned"].astype(float), ":", color=PALE, linewidth=1.3)
    axes.plot(days, part["planned"].astype(float), "--", color=colour, linewidth=1.3)
    axes.plot(held["day"], held["held"].astype(float), color=colour, linewidth=2.8)
    axes.set_ylim(0, max(1.0, float(part["required"].iloc[0])) * 1.04)
    axes.set_xlim(days.min(), days.max() + pd.Timedelta(days=2))
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.grid(axis="y")
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="both", labelsize=9, labelcolor=PALE)
    months = max(1, (days.max() - days.min()).days // 30)
    axes.xaxis.set_major_locator(mdates.MonthLocator(interval=1 + (months - 1) // 5))
    axes.xaxis.set_major_formatter(lambda x, _: f"T{mdates.num2date(x).month}")


def _head(axes: Axes, part: pd.DataFrame, name: str, caption: Caption, size: float) -> None:
    """Over a panel: held of required, and how far behind the first plan or the present promises."""
    until = part[part["day"] <= pd.Timestamp(caption.as_of)]  # none: before anything was planned
    counts = {name: _on_last_day(until, name) for name in ("held", "planned", "first_planned")}
    key, behind = _behind(counts)
    required = int(part["required"].iloc[0])
    told = say("chart.curve.head", caption.language, held=counts["held"], required=required)
    axes.text(0, 1.13, name, transform=axes.transAxes, weight="bold", size=10.5)
    axes.text(0, 1.035, told, transform=axes.transAxes, size=size)
    passed = until.loc[until["first_planned"] > counts["held"], "day"]
    late = (pd.Timestamp(caption.as_of) - passed.min()).days if len(passed) else 0
    missing = say(f"chart.curve.head_{key}", caption.language, behind=behind, days=late)
    colour = STATE_COLOURS["overdue"] if behind > 0 else PALE
    axes.text(1, 1.035, missing, transform=axes.transAxes, size=size, color=colour, ha="right")


def _on_last_day(until: pd.DataFrame, name: str) -> int:
    counts = until[name].dropna()
    return int(counts.iloc[-1]) if len(counts) else 0


def _behind(counts: dict[str, int]) -> tuple[str, int]:
    """Behind what, and by how many: the first plan counts, for one moved back every month is always kept."""
    for key, plan in (("behind_first", "first_planned"), ("behind", "planned")):
        if counts[plan] > counts["held"]:
            return key, counts[plan] - counts["held"]
    return "kept", 0


def _key(language: Language) -> list[Line2D]:
    def line(key: str, colour: str, style: LineStyle, width: float) -> Line2D:
        label = say(f"chart.curve.{key}", language)
        return Line2D([], [], color=colour, linestyle=style, linewidth=width, label=label)

    return [
        line("held", INK, "-", 2.8),
        line("planned", INK, "--", 1.3),
        line("first_planned", PALE, ":", 1.3),
        line("today", PALE, "--", 0.9),
        line("deadline", INK, "-", 0.9),
    ]


def _mark(axes: Axes, day: date, colour: str, style: LineStyle) -> None:
    left, right = axes.get_xlim()
    where = mdates.date2num(day)
    if left <= where <= right:
        axes.axvline(where, color=colour, linewidth=0.9, linestyle=style)


def _title(curve: pd.DataFrame, as_of: date, deadline: date, language: Language) -> str:
    """How they stand against their own plans, and whether those plans meet the deadline.

    Being on a plan that was moved past the deadline is no good news: the title says so.
    """
    on_day = curve[curve["day"] == pd.Timestamp(as_of)]
    by_deadline = int(curve.loc[curve["day"] == pd.Timestamp(deadline), "planned"].sum())
    counts = {name: int(on_day[name].fillna(0).sum()) for name in ("held", "planned", "first_planned")}
    held, required = counts["held"], int(on_day["required"].sum())
    key, gap = _behind(counts)
    if held == required or as_of >= deadline or key == "kept":
        key = _title_key(held, required, by_deadline, is_over=as_of >= deadline)
    return say(
        f"chart.curve.{key}",
        language,
        held=held,
        planned=held + gap,
        gap=gap,
        left=required - held,
        required=required,
        by_deadline=by_deadline,
        deadline=format_date(deadline, language),
    )


def _title_key(held: int, required: int, by_deadline: int, *, is_over: bool) -> str:
    if not required:
        return "none"
    if held == required:
        return "all"
    if is_over:
        return "over"
    return "short" if by_deadline < required else "ahead"
