"""The outlook to the deadline: how many of each type will have held, and how sure that is."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

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

_PALE_BLUE = "#A9CCE6"


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
        axes.barh(y, row["required"], height=0.5, color=GRID)
        axes.barh(y, row["in_time"], height=0.5, color=STATE_COLOURS["on_time"])
        if not pd.isna(row["high_80"]):
            low, high = int(row["low_80"]), int(row["high_80"])
            axes.barh(y, high - row["in_time"], left=row["in_time"], height=0.5, color=_PALE_BLUE)
            axes.plot([low, low], [y - 0.34, y + 0.34], color=INK, linewidth=1.2)
            axes.plot([high, high], [y - 0.34, y + 0.34], color=INK, linewidth=1.2)
            axes.plot([low, high], [y - 0.34, y - 0.34], color=INK, linewidth=1.2)
        axes.annotate(
            _told(row, language), (1.02, y), xycoords=("axes fraction", "data"), va="center", size=10.5
        )
    bare_rows(axes, [type_label(plan, str(one), language) for one in sums["organisation_type"]])
    axes.set_xlim(0, max(1, int(sums["required"].max())))
    keys = {"held": STATE_COLOURS["on_time"], "likely": _PALE_BLUE, "left": GRID}
    entries = {say(f"chart.outlook.{key}", language): colour for key, colour in keys.items()}
    legend(axes, entries, bbox_to_anchor=(-0.01, 1.0))
    figure.text(0.025, 0.12 / figure.get_figheight(), say("chart.outlook.how", language), size=9, color=PALE)
    return figure


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
