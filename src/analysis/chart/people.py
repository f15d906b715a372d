"""Who the members are: structure by organisation type, fit for publishing."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.chart.completion import type_label
from analysis.chart.theme import INK, PALE, TYPE_COLOURS, Caption, bare_rows, framed, nothing_to_show
from analysis.numbers import format_count, format_rate
from analysis.plan import Plan
from analysis.wording import Language, say

_PARTS = ("women", "ethnic_minority", "religious", "probationary", "exempt")
_GAINED = ("admitted", "transferred_in", "restored")
_LOST = ("died", "expelled", "removed", "resigned", "transferred_out")
STRUCTURE = ("total", *_PARTS)
"""Without full members: total less full would give away a hidden number of probationary ones."""
MOVEMENTS = ("opening", *_GAINED, *_LOST, "closing")


def measures_of(members: pd.DataFrame, measures: Sequence[str]) -> pd.DataFrame:
    """The rows of these measures, type by type, in the order of the measures."""
    place = {measure: number for number, measure in enumerate(measures)}
    rows = members[members["measure"].isin(measures)]
    order = rows.assign(
        _type=pd.factorize(rows["organisation_type"])[0], _measure=rows["measure"].map(place)
    ).sort_values(["_type", "_measure"], kind="stable")
    return rows.loc[order.index].reset_index(drop=True)


def members_by_type(members: pd.DataFrame, plan: Plan, caption: Caption) -> Figure:
    """Members by type, and the shares of women, ethnic minorities and others among them."""
    language = caption.language
    totals = members[members["measure"] == "total"].set_index("organisation_type")["count"]
    types = plan.types_among(totals.index)
    measures = [m for m in _PARTS if (members["measure"] == m).any()]
    whole = int(totals.sum()) if len(totals) else 0
    if not types or not whole:
        return nothing_to_show(say("chart.members.none", language), caption)
    largest = max(types, key=lambda t: int(totals[t.id]))
    title = say(
        "chart.members.title",
        language,
        type=type_label(plan, largest.id, language),
        count=format_count(int(totals[largest.id]), language),
        all=format_count(whole, language),
        rate=format_rate(int(totals[largest.id]) / whole, language),
    )
    height = 0.62 * (len(measures) + 1) * 1.15
    figure, axes = framed(title, caption, height=height, left=2.2, right=0.4, bottom=0.3)
    by_place = {(r["measure"], r["organisation_type"]): r for r in members.to_dict("records")}
    for x, one in enumerate(types):
        axes.text(
            x,
            -0.62,
            f"{type_label(plan, one.id, language)}",
            ha="center",
            weight="bold",
            color=TYPE_COLOURS.get(one.id, INK),
        )
        axes.text(
            x,
            0,
            format_count(int(totals[one.id]), language),
            ha="center",
            va="center",
            size=15,
            weight="bold",
        )
        for y, measure in enumerate(measures, start=1):
            _share(axes, x, y, by_place.get((measure, one.id)), TYPE_COLOURS.get(one.id, PALE), language)
    bare_rows(
        axes, [say("measure.total", language), *(say(f"measure.{m}", language) for m in measures)], width=24
    )
    axes.set_ylim(len(measures) + 0.5, -0.95)
    axes.set_xlim(-0.5, len(types) - 0.5)
    return figure


def _share(
    axes: Axes, x: int, y: int, row: dict[Hashable, Any] | None, colour: str, language: Language
) -> None:
    axes.barh(y, 0.5, left=x - 0.42, height=0.34, color="#EEF1F4")
    if row is None or pd.isna(row["count"]):
        hidden = row is not None
        axes.text(
            x - 0.4,
            y,
            say("chart.members.hidden" if hidden else "chart.members.not_given", language),
            va="center",
            size=9,
            color=PALE,
        )
        return
    rate = float(row["share"]) if not pd.isna(row["share"]) else 0.0
    axes.barh(y, 0.5 * rate, left=x - 0.42, height=0.34, color=colour)
    told = f"{format_count(int(row['count']), language)} ({format_rate(rate, language)})"
    axes.text(x + 0.1, y, told, va="center", size=9.8)
