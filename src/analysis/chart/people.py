"""Who the members are: structure and age by organisation type, fit for publishing."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.chart.completion import type_label
from analysis.chart.theme import INK, PALE, TYPE_COLOURS, Caption, bare_rows, framed, legend, nothing_to_show
from analysis.numbers import format_count, format_rate
from analysis.plan import Plan
from analysis.wording import Language, say

_STRUCTURE = ("women", "ethnic_minority", "religious", "probationary", "exempt")
_AGE_SHADES = ("#CFE3F1", "#9CC7E2", "#5FA3CF", "#2C78AE", "#124F7C", "#0B2F4A", "#061D2F")


def members_by_type(members: pd.DataFrame, plan: Plan, caption: Caption) -> Figure:
    """Members by type, and the shares of women, ethnic minorities and others among them."""
    language = caption.language
    totals = members[members["measure"] == "total"].set_index("organisation_type")["count"]
    types = [t for t in plan.organisation_types if t.id in totals.index]
    measures = [m for m in _STRUCTURE if (members["measure"] == m).any()]
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


def ages_by_type(members: pd.DataFrame, plan: Plan, caption: Caption) -> Figure:
    """Age bands by type as shares of the counted members; hidden bands are left white."""
    language = caption.language
    ages = members[members["measure"].str.startswith("age_")]
    bands = sorted(ages["measure"].unique(), key=_band_start)
    types = [t for t in plan.organisation_types if t.id in set(ages["organisation_type"])]
    if not bands or not types:
        return nothing_to_show(say("chart.ages.none", language), caption)
    totals = members[members["measure"] == "total"].set_index("organisation_type")["count"]
    by_place = {(r["organisation_type"], r["measure"]): r["count"] for r in ages.to_dict("records")}
    youngest = _youngest(by_place, totals, bands[0], [t.id for t in types])
    title = say("chart.ages.plain", language)
    if youngest:
        label, rate = type_label(plan, youngest[0], language), format_rate(youngest[1], language)
        title = say("chart.ages.title", language, type=label, band=band_label(bands[0], language), rate=rate)
    figure, axes = framed(title, caption, height=0.8 * len(types) + 0.45, left=1.9, right=0.4, bottom=0.3)
    for y, one in enumerate(types):
        start, whole = 0.0, float(totals.get(one.id, 0) or 0)
        for place, band in enumerate(bands):
            count = by_place.get((one.id, band))
            if count is None or pd.isna(count) or not whole:
                continue
            share = float(count) / whole
            axes.barh(y, share, left=start, height=0.58, color=_AGE_SHADES[place % len(_AGE_SHADES)])
            if share > 0.06:
                axes.text(
                    start + share / 2,
                    y,
                    f"{format_count(int(count), language)}\n{format_rate(share, language)}",
                    ha="center",
                    va="center",
                    size=9,
                    color="white" if place > 2 else INK,
                )
            start += share
    bare_rows(axes, [type_label(plan, t.id, language) for t in types], width=22)
    axes.set_xlim(0, 1)
    legend(axes, {band_label(b, language): _AGE_SHADES[i % len(_AGE_SHADES)] for i, b in enumerate(bands)})
    return figure


def _youngest(
    by_place: dict[tuple[str, str], Any], totals: pd.Series, band: str, types: list[str]
) -> tuple[str, float] | None:
    shares = [
        (one, float(by_place[one, band]) / float(totals[one]))
        for one in types
        if one in totals.index and not pd.isna(by_place.get((one, band))) and totals[one]
    ]
    return max(shares, key=lambda entry: entry[1]) if len(shares) == len(types) else None


def _band_start(measure: str) -> int:
    low = measure.split("_")[1]
    return int(low) if low else 0


def band_label(measure: str, language: Language) -> str:
    """The words for age_18_30, age_61_ or age__17.

    >>> band_label("age_61_", "vi")
    'từ 61 tuổi'
    """
    low, high = measure.split("_")[1:3]
    if not high:
        return say("chart.ages.from", language, low=low)
    return (
        say("chart.ages.to", language, high=high)
        if not low
        else say("chart.ages.between", language, low=low, high=high)
    )
