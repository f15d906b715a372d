"""Whom to call first: the organisations least likely to make the deadline, and those that fell silent."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.chart.completion import type_label
from analysis.chart.theme import (
    GRID,
    PALE,
    STATE_COLOURS,
    TYPE_COLOURS,
    Caption,
    bare_rows,
    framed,
    legend,
    nothing_to_show,
)
from analysis.dates import format_date
from analysis.numbers import format_chance
from analysis.plan import Plan
from analysis.wording import Language, say

MOST_ROWS = 25
UNLIKELY = 0.5
"""Below this chance an organisation will rather miss the deadline than make it."""


def call_list(chances: pd.DataFrame, plan: Plan, caption: Caption) -> Figure:
    """The chance of each open organisation to make the deadline, the least likely first.

    `chances` is `outlook`. At most 25 rows; how many more there are is said in words. Where too little is
    known for a chance, the row says so and has no bar.
    """
    language = caption.language
    title = _call_title(chances, language)
    rows = chances.head(MOST_ROWS)
    if rows.empty:
        return nothing_to_show(title, caption, say("chart.waiting.nobody", language))
    figure, axes = framed(title, caption, height=0.33 * len(rows) + 0.55, left=3.9, right=2.9, bottom=0.35)
    for y, row in enumerate(rows.to_dict("records")):
        chance = None if pd.isna(row["probability"]) else float(row["probability"])
        if chance is not None:
            unlikely = STATE_COLOURS["overdue"] if chance < UNLIKELY else STATE_COLOURS["timing_unknown"]
            axes.barh(y, 1, height=0.62, color=GRID)
            axes.barh(y, chance, height=0.62, color=unlikely)
        told = _call_told(row, chance, language)
        axes.text(1.03 if chance is not None else 0.0, y, told, va="center", size=9.5, clip_on=False)
    axes.set_xlim(0, 1)
    _list_names(axes, rows, plan, language)
    _tell_rest(figure, len(chances) - len(rows), language)
    return figure


def _call_title(chances: pd.DataFrame, language: Language) -> str:
    if chances.empty:
        return say("chart.waiting.none", language)
    deadline = format_date(pd.Timestamp(chances["deadline"].max()).date(), language)
    reasons = set(chances["why"])
    unlikely = int((chances["probability"] < UNLIKELY).sum())
    key = "over" if reasons == {"deadline_past"} else "too_little" if reasons == {"too_little"} else "some"
    if key == "some" and not unlikely:
        key = "likely"
    return say(f"chart.call.{key}", language, some=unlikely, count=len(chances), deadline=deadline)


def _call_told(row: dict[Hashable, Any], chance: float | None, language: Language) -> str:
    promised = _day(row["promised"])
    parts = ["" if chance is None else format_chance(chance)]
    if promised is None:
        parts.append(say("chart.call.no_promise", language))
    else:
        key = "put_off" if row["slips"] else "promised"
        parts.append(
            say(f"chart.call.{key}", language, day=format_date(promised, language), slips=row["slips"])
        )
    return " · ".join(part for part in parts if part)


def silent_list(status: pd.DataFrame, plan: Plan, caption: Caption) -> Figure:
    """Who did not give the newest report, the longest silent first, with the days since the last news.

    `status` is `reporting_status`. At most 25 rows; how many more there are is said in words.
    """
    language = caption.language
    left = status[status["state"] != "on_time"]
    counts = status["state"].value_counts()
    key = "all" if left.empty else "some"
    numbers = {state: int(counts.get(state, 0)) for state in ("silent", "late", "on_time")}
    title = say(f"chart.silent.{key}", language, all=len(status), missing=len(left), **numbers)
    rows = left.head(MOST_ROWS)
    if rows.empty:
        return nothing_to_show(title, caption, say("chart.silent.nobody", language))
    figure, axes = framed(title, caption, height=0.33 * len(rows) + 0.55, left=3.9, right=2.9, bottom=0.35)
    longest = max(7, int(rows["news_age_days"].max()) if rows["news_age_days"].notna().any() else 7)
    for y, row in enumerate(rows.to_dict("records")):
        never = pd.isna(row["news_age_days"])
        days = longest if never else int(row["news_age_days"])
        colour = STATE_COLOURS["overdue" if row["state"] == "silent" else "late"]
        axes.barh(y, max(days, longest * 0.012), height=0.62, color=colour)
        given = {"given": row["reports_given"], "expected": row["reports_expected"], "days": days}
        told = say(f"chart.silent.{'never' if never else 'row'}", language, **given)
        axes.text(days + longest * 0.03, y, told, va="center", size=9.5, clip_on=False)
    axes.set_xlim(0, longest)
    _list_names(axes, rows, plan, language)
    _tell_rest(figure, len(left) - len(rows), language)
    return figure


def _list_names(axes: Axes, rows: pd.DataFrame, plan: Plan, language: Language) -> None:
    """The organisations beside their bars, each with the colour of its type, and the types' names above."""
    start, end = axes.get_xlim()
    for y, type_id in enumerate(rows["organisation_type"]):
        colour = TYPE_COLOURS.get(str(type_id), PALE)
        axes.plot(start - (end - start) * 0.045, y, "s", color=colour, clip_on=False, markersize=7)
    bare_rows(axes, [str(name) for name in rows["organisation"]], width=52)
    axes.set_xlim(start, end)
    axes.tick_params(axis="y", pad=14, labelsize=9.8)
    present = plan.types_among(rows["organisation_type"])
    entries = {type_label(plan, t.id, language): TYPE_COLOURS.get(t.id, PALE) for t in present}
    legend(axes, entries, bbox_to_anchor=(-0.3, 1.0))


def _tell_rest(figure: Figure, count: int, language: Language) -> None:
    if count > 0:
        more = say("chart.waiting.more", language, count=count)
        figure.text(0.025, 0.12 / figure.get_figheight(), more, size=9.5, color=PALE)


def _day(value: Any) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()
