"""How it goes on: cumulative curves of congresses, planned and held, to the deadline."""

from __future__ import annotations

from datetime import date

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.figure import Figure

from analysis.chart.completion import type_label
from analysis.chart.theme import INK, PALE, TYPE_COLOURS, Caption, framed, nothing_to_show
from analysis.dates import format_date
from analysis.plan import Plan
from analysis.wording import Language, say


def congress_curve(curve: pd.DataFrame, plan: Plan, caption: Caption, deadline: date) -> Figure:
    """Cumulative congresses per type: held (full line) against planned (dotted), to the deadline."""
    language = caption.language
    today = pd.Timestamp(caption.as_of)
    on_day = curve[curve["day"] == today]
    title = _title(on_day, deadline, language)
    if curve.empty:
        return nothing_to_show(title, caption)
    figure, axes = framed(title, caption, height=3.5, left=0.75, right=2.5, bottom=0.55)
    ends: list[tuple[float, str, str]] = []
    for one in plan.organisation_types:
        part = curve[curve["organisation_type"] == one.id]
        if part.empty:
            continue
        colour = TYPE_COLOURS.get(one.id, PALE)
        axes.plot(part["day"], part["planned"].astype(float), ":", color=colour, linewidth=1.6)
        held = part.dropna(subset=["held"])
        axes.plot(held["day"], held["held"].astype(float), color=colour, linewidth=2.6)
        last, required = int(held["held"].iloc[-1]) if len(held) else 0, int(part["required"].iloc[0])
        label = say(
            "chart.curve.end", language, type=type_label(plan, one.id, language), held=last, required=required
        )
        ends.append((float(last), label, colour))
    top = float(curve["required"].max()) * 1.05
    axes.set_ylim(0, top)
    first, last_day = curve["day"].min(), curve["day"].max() + pd.Timedelta(days=2)
    axes.set_xlim(first, last_day)
    _mark(
        axes, today, say("chart.curve.today", language, day=format_date(caption.as_of, language)), top, PALE
    )
    _mark(
        axes,
        pd.Timestamp(deadline),
        say("chart.curve.deadline", language, day=format_date(deadline, language)),
        top * 0.9,
        INK,
    )
    for y, label, colour in _apart(ends, top * 0.075):
        axes.annotate(
            label,
            (1.015, y / top),
            xycoords="axes fraction",
            color=colour,
            weight="bold",
            va="center",
            annotation_clip=False,
        )
    axes.annotate(
        say("chart.curve.how", language),
        (1.015, 1.0),
        xycoords="axes fraction",
        color=PALE,
        size=9,
        va="top",
        annotation_clip=False,
    )
    axes.xaxis.set_major_locator(mdates.MonthLocator())
    axes.xaxis.set_major_formatter(mdates.DateFormatter("%-m/%Y"))
    axes.grid(axis="y")
    axes.spines["left"].set_visible(False)
    axes.set_ylabel(say("chart.curve.unit", language), color=PALE)
    return figure


def _title(on_day: pd.DataFrame, deadline: date, language: Language) -> str:
    held, planned = int(on_day["held"].fillna(0).sum()), int(on_day["planned"].sum())
    required = int(on_day["required"].sum())
    key = "behind" if held < planned else "ahead"
    return say(
        f"chart.curve.{key}",
        language,
        held=held,
        planned=planned,
        gap=planned - held,
        left=required - held,
        required=required,
        deadline=format_date(deadline, language),
    )


def _mark(axes, day: pd.Timestamp, label: str, y: float, colour: str) -> None:  # type: ignore[no-untyped-def]
    left, right = axes.get_xlim()
    where = mdates.date2num(day)
    if not left <= where <= right:
        return
    axes.axvline(day, color=colour, linewidth=1, linestyle="--")
    leftward = where > (left + right) / 2
    axes.annotate(
        label, (day, y), xytext=(-4 if leftward else 4, -2), textcoords="offset points",
        ha="right" if leftward else "left", va="top", size=9, color=colour,
    )  # fmt: skip


def _apart(ends: list[tuple[float, str, str]], least: float) -> list[tuple[float, str, str]]:
    """Labels moved up just enough that none covers another."""
    placed: list[tuple[float, str, str]] = []
    for y, label, colour in sorted(ends):
        floor = placed[-1][0] + least if placed else least / 2
        placed.append((max(y, floor), label, colour))
    return placed
