"""The outlook to the deadline: how many of each type will have held, and how sure that is."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.chart.completion import type_label
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
from analysis.plan import Plan
from analysis.wording import Language, say

_PALE_BLUE, _UNKNOWN = "#A9CCE6", "#F4F0E4"


def outlook_chart(sums: pd.DataFrame, whole: pd.DataFrame, plan: Plan, caption: Caption) -> Figure:
    """Per type: held in time, what is likely to come (four chances in five), and how many there have to be.

    `sums` is `outlook_by_type`, `whole` the same with `by=None`. Where too little is known yet, the chart
    says so instead of a number.
    """
    language = caption.language
    title = _title(whole, language)
    if sums.empty:
        return nothing_to_show(title, caption)
    figure, axes = framed(title, caption, height=0.66 * len(sums) + 0.4, left=2.2, right=3.2, bottom=0.35)
    for y, row in enumerate(sums.to_dict("records")):
        known = not pd.isna(row["high_80"])
        axes.barh(y, row["required"], height=0.5, color=GRID if known else _UNKNOWN)
        if known:
            low, high = int(row["low_80"]), int(row["high_80"])
            axes.barh(y, high - row["in_time"], left=row["in_time"], height=0.5, color=_PALE_BLUE)
            if row["open"]:
                axes.add_patch(_frame(low, high, y))
        axes.barh(y, row["in_time"], height=0.5, color=STATE_COLOURS["on_time"])
        axes.annotate(
            _told(row, language), (1.02, y), xycoords=("axes fraction", "data"), va="center", size=10.5
        )
    bare_rows(axes, [type_label(plan, str(one), language) for one in sums["organisation_type"]])
    axes.set_xlim(0, max(1, int(sums["required"].max())))
    entries = {say(f"chart.outlook.{key}", language): colour for key, colour in _present(sums).items()}
    legend(axes, entries, bbox_to_anchor=(-0.01, 1.0))
    if (sums["high_80"].notna() & (sums["open"] > 0)).any():
        how = say("chart.outlook.how", language)
        figure.text(0.025, 0.12 / figure.get_figheight(), how, size=9, color=PALE)
    return figure


def _frame(low: int, high: int, y: int) -> Rectangle:
    """Around the counts that are likely; it may stand out beyond the longest bar."""
    return Rectangle(
        (low, y - 0.34), high - low, 0.68, fill=False, edgecolor=INK, linewidth=1.2, clip_on=False
    )


def _present(sums: pd.DataFrame) -> dict[str, str]:
    """The colours that occur: nobody is unlikely to make it where nobody can tell."""
    known = sums["high_80"].notna()
    occurs = {
        "held": (sums["in_time"] > 0).any(),
        "likely": (sums["high_80"] > sums["in_time"]).any(),
        "left": (sums["required"] > sums["high_80"]).any(),
        "unknown": not known.all(),
    }
    colours = {"held": STATE_COLOURS["on_time"], "likely": _PALE_BLUE, "left": GRID, "unknown": _UNKNOWN}
    return {key: colour for key, colour in colours.items() if occurs[key]}


def _title(whole: pd.DataFrame, language: Language) -> str:
    if whole.empty:
        return say("chart.outlook.too_little", language)
    row = whole.iloc[0]
    key = str(row["why"]) if row["why"] in ("too_little", "certain") else "range"
    if key == "range" and row["low_80"] == row["high_80"]:
        key = "one"
    names = ("required", "in_time", "low_80", "high_80")
    return say(f"chart.outlook.{key}", language, **{name: row[name] for name in names})


def _told(row: dict[Hashable, Any], language: Language) -> str:
    if pd.isna(row["high_80"]):
        return say("chart.outlook.row_too_little", language, in_time=row["in_time"], required=row["required"])
    key = "row_one" if row["low_80"] == row["high_80"] else "row_range"
    names = ("required", "low_80", "high_80")
    return say(f"chart.outlook.{key}", language, **{name: row[name] for name in names})
