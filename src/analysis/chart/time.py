"""How it goes on: cumulative curves of congresses, planned and held, to the deadline."""

from __future__ import annotations

from datetime import date
from typing import Literal

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.chart.completion import type_label
from analysis.chart.theme import INK, PALE, TYPE_COLOURS, Caption, framed, nothing_to_show
from analysis.dates import format_date
from analysis.plan import OrganisationType, Plan
from analysis.wording import Language, say


def congress_curve(curve: pd.DataFrame, plan: Plan, caption: Caption, deadline: date) -> Figure:
    """Cumulative congresses per type: held (full line) against planned (dotted), to the deadline."""
    language = caption.language
    title = _title(curve, caption.as_of, deadline, language)
    if curve.empty:
        return nothing_to_show(title, caption)
    figure, axes = framed(title, caption, height=3.5, left=0.75, right=2.5, bottom=0.55)
    top = float(curve["required"].max()) * 1.05
    axes.set_ylim(0, top)
    axes.set_xlim(curve["day"].min(), curve["day"].max() + pd.Timedelta(days=2))
    ends = [_draw(axes, part, one.id) for one, part in _parts(curve, plan)]
    labels = [
        say(
            "chart.curve.end",
            language,
            type=type_label(plan, one.id, language),
            held=held,
            required=required,
        )
        for (one, _), (held, required, _, _) in zip(_parts(curve, plan), ends, strict=True)
    ]
    for y, label, colour in _apart(
        [(height, text, colour) for (_, _, height, colour), text in zip(ends, labels, strict=True)],
        top * 0.075,
    ):
        _beside(axes, label, y / top, colour)
    _mark_days(axes, caption.as_of, deadline, language)
    axes.text(
        0.012, 0.97, say("chart.curve.how", language), transform=axes.transAxes, color=PALE, size=9, va="top"
    )
    axes.xaxis.set_major_locator(mdates.MonthLocator())
    axes.xaxis.set_major_formatter(lambda x, _: f"{mdates.num2date(x):%m/%Y}".lstrip("0"))
    axes.grid(axis="y")
    axes.spines["left"].set_visible(False)
    axes.set_ylabel(say("chart.curve.unit", language), color=PALE)
    return figure


def _parts(curve: pd.DataFrame, plan: Plan) -> list[tuple[OrganisationType, pd.DataFrame]]:
    parts = [(one, curve[curve["organisation_type"] == one.id]) for one in plan.organisation_types]
    return [(one, part) for one, part in parts if len(part)]


def _draw(axes: Axes, part: pd.DataFrame, type_id: str) -> tuple[int, int, float, str]:
    """Both lines of a type; how many are held, how many required, where the planned line ends, the colour."""
    colour = TYPE_COLOURS.get(type_id, PALE)
    axes.plot(part["day"], part["planned"].astype(float), ":", color=colour, linewidth=1.6)
    held = part.dropna(subset=["held"])
    axes.plot(held["day"], held["held"].astype(float), color=colour, linewidth=2.6)
    last = float(held["held"].iloc[-1]) if len(held) else 0.0
    return int(last), int(part["required"].iloc[0]), float(part["planned"].iloc[-1]), colour


def _beside(axes: Axes, label: str, height: float, colour: str) -> None:
    place = (1.015, height)
    axes.annotate(
        label,
        place,
        xycoords="axes fraction",
        color=colour,
        weight="bold",
        va="center",
        annotation_clip=False,
    )


def _mark_days(axes: Axes, as_of: date, deadline: date, language: Language) -> None:
    """The deadline, and the as-of date where it is another day: the earlier to the left, above the curves."""
    shown = say("chart.curve.deadline", language, day=format_date(deadline, language))
    _mark(axes, deadline, shown, INK, align="right" if deadline <= as_of else "left")
    if as_of != deadline:
        shown = say("chart.curve.today", language, day=format_date(as_of, language))
        _mark(axes, as_of, shown, PALE, align="right" if as_of < deadline else "left")


def _title(curve: pd.DataFrame, as_of: date, deadline: date, language: Language) -> str:
    """How they stand against their own plans, and whether those plans meet the deadline.

    Being on a plan that was moved past the deadline is no good news: the title says so.
    """
    on_day = curve[curve["day"] == pd.Timestamp(as_of)]
    by_deadline = int(curve.loc[curve["day"] == pd.Timestamp(deadline), "planned"].sum())
    held, planned = int(on_day["held"].fillna(0).sum()), int(on_day["planned"].sum())
    required = int(on_day["required"].sum())
    return say(
        f"chart.curve.{_title_key(held, planned, required, by_deadline, is_over=as_of >= deadline)}",
        language,
        held=held,
        planned=planned,
        gap=planned - held,
        left=required - held,
        required=required,
        by_deadline=by_deadline,
        deadline=format_date(deadline, language),
    )


def _title_key(held: int, planned: int, required: int, by_deadline: int, *, is_over: bool) -> str:
    if not required:
        return "none"
    if held == required:
        return "all"
    if is_over:
        return "over"
    if held < planned:
        return "behind"
    return "short" if by_deadline < required else "ahead"


def _mark(axes: Axes, day: date, label: str, colour: str, *, align: Literal["left", "right"]) -> None:
    left, right = axes.get_xlim()
    where = mdates.date2num(day)
    if left <= where <= right:
        axes.axvline(where, color=colour, linewidth=1, linestyle="--")
        place = (where, 1.02)
        axes.text(*place, label, transform=axes.get_xaxis_transform(), ha=align, size=9, color=colour)


def _apart(ends: list[tuple[float, str, str]], least: float) -> list[tuple[float, str, str]]:
    """Labels moved up just enough that none covers another."""
    placed: list[tuple[float, str, str]] = []
    for y, label, colour in sorted(ends):
        floor = placed[-1][0] + least if placed else least / 2
        placed.append((max(y, floor), label, colour))
    return placed
