"""What arrived: cells read and refused per kind of file, and who has reported."""

from __future__ import annotations

import pandas as pd
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
from analysis.numbers import format_count, format_share
from analysis.plan import Plan
from analysis.wording import say


def incoming_chart(summary: pd.DataFrame, caption: Caption) -> Figure:
    """Data cells used and refused per kind of sheet."""
    language = caption.language
    refused, cells = (
        int(summary["cells_refused"].sum()),
        int(summary["cells_data"].sum() + summary["cells_refused"].sum()),
    )
    key = "none" if summary.empty else "refused" if refused else "clean"
    title = say(
        f"chart.incoming.{key}",
        language,
        refused=format_count(refused, language),
        cells=format_count(cells, language),
        files=int(summary["files"].sum()),
    )
    if summary.empty:
        return nothing_to_show(title, caption)
    figure, axes = framed(title, caption, height=0.55 * len(summary) + 0.5, left=2.1, right=3.0, bottom=0.3)
    longest = max(1, int((summary["cells_data"] + summary["cells_refused"]).max()))
    for y, row in enumerate(summary.to_dict("records")):
        used, bad = int(row["cells_data"]), int(row["cells_refused"])
        colour = PALE if row["kind"] == "unrecognised" else STATE_COLOURS["on_time"]
        axes.barh(y, used, height=0.55, color=GRID if row["kind"] == "unrecognised" else colour)
        axes.barh(y, bad, left=used, height=0.55, color=STATE_COLOURS["overdue"])
        told = say(
            "chart.incoming.row",
            language,
            sheets=int(row["sheets"]),
            rows=format_count(int(row["rows_kept"]), language),
            refused=format_count(bad, language),
        )
        axes.text(used + bad + longest * 0.02, y, told, va="center", size=9.6, clip_on=False)
    bare_rows(axes, [say(f"kind.{kind}", language) for kind in summary["kind"]], width=24)
    axes.set_xlim(0, longest)
    legend(
        axes,
        {
            say("chart.incoming.used", language): STATE_COLOURS["on_time"],
            say("chart.incoming.not_used", language): STATE_COLOURS["overdue"],
        },
    )
    return figure


def reporting_chart(rates: pd.DataFrame, plan: Plan, caption: Caption) -> Figure:
    """Organisations that have reported, per type, with how old the oldest news is."""
    language = caption.language
    reported, everyone = int(rates["reported"].sum()), int(rates["organisations"].sum())
    fresh = int(rates["fresh"].sum())
    key = "all" if fresh == everyone else "some"
    title = say(
        f"chart.reporting.{key}",
        language,
        fresh=fresh,
        reported=reported,
        all=everyone,
        stale=everyone - fresh,
    )
    if rates.empty:
        return nothing_to_show(title, caption)
    figure, axes = framed(title, caption, height=0.8 * len(rates) + 0.2, right=3.3, bottom=0.3)
    longest = int(rates["organisations"].max())
    order = {one.id: place for place, one in enumerate(plan.types_among(rates["organisation_type"]))}
    rates = rates.sort_values("organisation_type", key=lambda types: types.map(order), kind="stable")
    for y, row in enumerate(rates.to_dict("records")):
        axes.barh(y, int(row["organisations"]), height=0.5, color=GRID)
        axes.barh(
            y, int(row["fresh"]), height=0.5, color=TYPE_COLOURS.get(str(row["organisation_type"]), PALE)
        )
        age = row["oldest_news_days"]
        told = say(
            "chart.reporting.row_silent" if pd.isna(age) else "chart.reporting.row",
            language,
            share=format_share(int(row["fresh"]), int(row["organisations"]), language),
            days=age,
        )
        axes.text(int(row["organisations"]) + longest * 0.02, y, told, va="center", size=9.8, clip_on=False)
    bare_rows(axes, [type_label(plan, str(t), language) for t in rates["organisation_type"]], width=22)
    axes.set_xlim(0, longest)
    return figure
