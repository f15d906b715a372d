"""What changed: the causes of each rate's change, and a past day as known then and now."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from typing import Any

import pandas as pd
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
)
from analysis.dates import format_date
from analysis.numbers import format_points, format_share
from analysis.plan import Plan
from analysis.wording import Language, say

CAUSE_COLOURS = {
    "change_by_done": STATE_COLOURS["on_time"],
    "change_by_gone_back": STATE_COLOURS["overdue"],
    "change_by_added": STATE_COLOURS["late"],
    "change_by_removed": "#8A94A0",
}


def change_chart(change: pd.DataFrame, plan: Plan, caption: Caption, since: date) -> Figure:
    """The change of each type's rate in percentage points, parted into its four causes.

    `change` holds one milestone of `rate_change` or `rate_change_in_views`: with two views, each type has
    two rows. What raised a rate stands to the right of nought, what lowered it to the left.
    """
    language = caption.language
    title = _change_title(change, plan, language, since)
    if change.empty or change["change"].isna().all():
        return nothing_to_show(title, caption)
    rows = change.to_dict("records")
    figure, axes = framed(title, caption, height=0.62 * len(rows) + 0.5, left=2.6, right=2.9, bottom=0.35)
    ends = [_stack(axes, y, row) for y, row in enumerate(rows)]
    low, high = min(low for low, _ in ends), max(0.01, *(high for _, high in ends))
    axes.axvline(0, color=INK, linewidth=1)
    for y, row in enumerate(rows):
        axes.annotate(
            _change_told(row, language), (1.02, y), xycoords=("axes fraction", "data"), va="center", size=10
        )
    names = [_row_name(row, plan, language) for row in rows]
    bare_rows(axes, names, width=30)
    axes.set_xlim(low * 1.05, high * 1.02)
    present = [cause for cause in CAUSE_COLOURS if (change[cause].fillna(0) != 0).any()]
    entries = {say(f"chart.change.{cause}", language): CAUSE_COLOURS[cause] for cause in present}
    legend(axes, entries, bbox_to_anchor=(-0.01, 1.0))
    return figure


def _row_name(row: dict[Hashable, Any], plan: Plan, language: Language) -> str:
    """The type; of the second view it says that the row counts today's organisations."""
    name = type_label(plan, str(row["organisation_type"]), language)
    recast = row.get("view") == "recast"
    return f"{name} ({say('value.recast', language)})" if recast else name


def _stack(axes: Any, y: int, row: dict[Hashable, Any]) -> tuple[float, float]:
    """The causes of one row, side by side from nought on; where the bars end on both sides."""
    low = high = 0.0
    for cause, colour in CAUSE_COLOURS.items():
        part = 0.0 if pd.isna(row[cause]) else float(row[cause])
        axes.barh(y, part, left=high if part > 0 else low, height=0.5, color=colour)
        low, high = low + min(part, 0.0), high + max(part, 0.0)
    return low, high


def _change_told(row: dict[Hashable, Any], language: Language) -> str:
    then = format_share(int(row["held_before"]), int(row["required_before"]), language)
    now = format_share(int(row["held"]), int(row["required"]), language)
    if pd.isna(row["change"]):
        return f"{then} → {now}"
    moved = say("chart.change.points", language, points=format_points(float(row["change"]), language))
    return f"{moved}\n{then} → {now}"


def _change_title(change: pd.DataFrame, plan: Plan, language: Language, since: date) -> str:
    told = {"since": format_date(since, language)}
    first = change[change["view"] == change["view"].iloc[0]] if "view" in change and len(change) else change
    done, back = int(first["newly_done"].sum()), int(first["gone_back"].sum())
    rated = first[first["change"].notna()]
    if rated.empty or not (done or back or first[["added", "removed"]].to_numpy().any()):
        return say("chart.change.none", language, **told)
    least = rated.sort_values("change", kind="stable").iloc[0]
    name = type_label(plan, str(least["organisation_type"]), language)
    key = "back" if back else "some"
    moved = format_points(float(least["change"]), language)
    return say(f"chart.change.{key}", language, **told, done=done, back=back, type=name, points=moved)


def restated_chart(then: pd.DataFrame, plan: Plan, caption: Caption, day: date) -> Figure:
    """Held by a past day per type: as known on that day (hollow) and as known now (full).

    `then` holds one milestone of `restated`.
    """
    language = caption.language
    title = _restated_title(then, language, day)
    if then.empty:
        return nothing_to_show(title, caption)
    figure, axes = framed(title, caption, height=0.62 * len(then) + 0.4, left=2.2, right=2.6, bottom=0.35)
    for y, row in enumerate(then.to_dict("records")):
        colour = TYPE_COLOURS.get(str(row["organisation_type"]), PALE)
        before, after = int(row["held_then"]), int(row["held_restated"])
        axes.plot([0, int(row["required_then"])], [y, y], color=GRID, linewidth=6, solid_capstyle="round")
        axes.plot([before, after], [y, y], color=colour, linewidth=2.5)
        axes.plot(before, y, "o", color=colour, markersize=10, markerfacecolor="white", markeredgewidth=2)
        axes.plot(after, y, "o", color=colour, markersize=10)
        told = say(
            "chart.restated.row", language, then=before, now=after, required=int(row["required_restated"])
        )
        axes.annotate(told, (1.03, y), xycoords=("axes fraction", "data"), va="center", size=10.5)
    bare_rows(axes, [type_label(plan, str(one), language) for one in then["organisation_type"]])
    most = max(1, int(then[["required_then", "required_restated"]].max().max()))
    axes.set_xlim(-most * 0.02, most * 1.02)
    how = say("chart.restated.how", language, day=format_date(day, language))
    axes.annotate(how, (0, 1.0), xycoords="axes fraction", size=9, color=PALE, va="bottom")
    return figure


def _restated_title(then: pd.DataFrame, language: Language, day: date) -> str:
    before, after = int(then["held_then"].sum()), int(then["held_restated"].sum())
    moved = int(then[["held_after_all", "not_held_after_all"]].sum().sum())
    key = "same" if not moved else "more" if after > before else "fewer" if after < before else "shifted"
    shown = format_date(day, language)
    return say(f"chart.restated.{key}", language, day=shown, then=before, now=after, moved=moved)
