"""How far are they: congresses by type, every milestone by type, sub-cells by type."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

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
)  # fmt: skip
from analysis.numbers import format_count, format_rate, format_share
from analysis.plan import Plan
from analysis.wording import Language, say

_STATES = ("on_time", "timing_unknown", "late", "overdue", "not_due")


def type_label(plan: Plan, type_id: str, language: Language) -> str:
    """The type's name; an identifier that the plan does not know stays as it is."""
    return str(plan.types_among([type_id])[0].label[language])


def finding_by_type(
    rates: pd.DataFrame, plan: Plan, language: Language, *, key: str, group: str = "organisation_type"
) -> str:
    """The title: all done, none done, all alike, or who is slowest, with the counts."""
    rates = rates[rates["required"] > 0]
    held, required = int(rates["held"].sum()), int(rates["required"].sum())
    counts = {"held": format_count(held, language), "required": format_count(required, language)}
    if not required:
        return say(f"chart.{key}.nobody", language)
    if held == required:
        return say(f"chart.{key}.all", language, **counts)
    if not held:
        return say(f"chart.{key}.none", language, **counts)
    slowest = rates[rates["rate"] == rates["rate"].min()]
    if len(slowest) > 1:
        return say(f"chart.{key}.some", language, **counts)
    row = slowest.iloc[0]
    return say(
        f"chart.{key}.slowest",
        language,
        type=type_label(plan, str(row[group]), language),
        type_held=format_count(int(row["held"]), language),
        type_required=format_count(int(row["required"]), language),
        **counts,
    )


def congress_by_type(rates: pd.DataFrame, plan: Plan, caption: Caption) -> Figure:
    """Held of required by type, with on time, late, overdue and not due; the slowest first.

    `rates` are the rows of one milestone from `completion_rates`.
    """
    language = caption.language
    title = finding_by_type(rates, plan, language, key="congress")
    rows = rates.sort_values("rate", kind="stable", na_position="last")
    if rows.empty:
        return nothing_to_show(title, caption)
    figure, axes = framed(title, caption, height=0.95 * len(rows) + 0.4, right=1.5, bottom=0.3)
    longest = max(1, int(rows["required"].max()))
    for y, row in enumerate(rows.to_dict("records")):
        end = state_bar(axes, y, row, longest)
        shown = format_share(int(row["held"]), int(row["required"]), language)
        axes.text(end + longest * 0.015, y, shown, va="center", weight="bold")
        tell_total(axes, end + longest * 0.015, y, row, language)
    bare_rows(axes, [type_label(plan, str(t), language) for t in rows["organisation_type"]], width=22)
    axes.set_xlim(0, longest)
    legend(axes, states_present(rows, language))
    return figure


def state_bar(axes: Axes, y: int, row: dict[Hashable, Any], longest: int, *, height: float = 0.56) -> int:
    """Done on time, late and so on, side by side in one row, each with its number; where the bar ends."""
    start = 0
    for state in _STATES:
        count = int(row[state])
        axes.barh(y, count, left=start, height=height, color=STATE_COLOURS[state])
        if count / longest > 0.025:
            colour = "white" if state in ("on_time", "overdue") else INK
            axes.text(start + count / 2, y, str(count), ha="center", va="center", color=colour)
        start += count
    return start


def tell_total(axes: Axes, x: float, y: int, row: dict[Hashable, Any], language: Language) -> None:
    """Below the share: the total, where some are not applicable or paused and so in no rate."""
    total = int(row.get("total", row["required"]))
    if total != int(row["required"]):
        told = say("chart.congress.total", language, total=total)
        axes.text(x, y + 0.27, told, va="center", size=9, color=PALE)


def states_present(rows: pd.DataFrame, language: Language) -> dict[str, str]:
    """The colours of the states of which there is any."""
    present = [state for state in _STATES if rows[state].sum()]
    return {say(f"state.{state}", language): STATE_COLOURS[state] for state in present}


def milestone_heat(rates: pd.DataFrame, plan: Plan, caption: Caption) -> Figure:
    """Every milestone by type: held of required and the rate in each cell, darker where fewer are done."""
    language = caption.language
    title = _milestone_title(rates, plan, language)
    types = plan.types_among(rates["organisation_type"])
    milestones = [m for m in plan.milestones if m.id in set(rates["milestone"])]
    if not types or not milestones:
        return nothing_to_show(title, caption)
    figure, axes = framed(
        title, caption, height=0.56 * len(milestones) + 0.5, left=3.1, right=0.3, bottom=0.2
    )
    by_place = {(r["milestone"], r["organisation_type"]): r for r in rates.to_dict("records")}
    for y, milestone in enumerate(milestones):
        for x, one in enumerate(types):
            row = by_place.get((milestone.id, one.id))
            if row is None or not row["required"]:
                axes.text(x, y, "–", ha="center", va="center", color=PALE)
                continue
            rate = float(row["rate"])
            colour = _shade(rate)
            axes.add_patch(_cell(x, y, colour))
            ink = "white" if rate > 0.85 else INK
            held = f"{int(row['held'])}/{int(row['required'])}"
            late = int(row["overdue"])
            axes.text(x - 0.02, y, held, ha="right", va="center", color=ink, weight="bold", size=11.5)
            axes.text(x + 0.05, y, format_rate(rate, language), ha="left", va="center", color=ink)
            if late:
                told = say("chart.milestones.overdue", language, count=late)
                axes.text(x + 0.46, y + 0.3, told, ha="right", va="center", size=8, color=ink)
            if int(row["total"]) != int(row["required"]):
                told = say("chart.congress.total", language, total=int(row["total"]))
                axes.text(x - 0.46, y + 0.3, told, ha="left", va="center", size=8, color=ink)
    bare_rows(axes, [str(m.label[language]) for m in milestones], width=40)
    axes.set_xlim(-0.5, len(types) - 0.5)
    axes.set_xticks(range(len(types)), [type_label(plan, t.id, language) for t in types])
    axes.xaxis.tick_top()
    axes.tick_params(axis="x", length=0, labelcolor=INK)
    return figure


def _milestone_title(rates: pd.DataFrame, plan: Plan, language: Language) -> str:
    sums = {
        name: rates.groupby("milestone")[name].sum().astype(int).to_dict()
        for name in ("held", "required", "overdue")
    }
    worst = max(plan.milestones, key=lambda m: int(sums["overdue"].get(m.id, 0)))
    overdue = int(sums["overdue"].get(worst.id, 0))
    if overdue:
        required = int(sums["required"][worst.id])
        milestone = worst.label[language]
        return say(
            "chart.milestones.behind", language, milestone=milestone, overdue=overdue, required=required
        )
    complete = sum(sums["held"][m] == sums["required"][m] for m in sums["held"])
    return say("chart.milestones.in_time", language, complete=complete, all=len(sums["held"]))


def _shade(rate: float) -> tuple[float, float, float]:
    """From pale to the theme's blue."""
    pale, full = (0.93, 0.95, 0.97), (0.12, 0.44, 0.66)
    return tuple(p + (f - p) * rate for p, f in zip(pale, full, strict=True))  # type: ignore[return-value]


def _cell(x: int, y: int, colour: tuple[float, float, float]) -> Rectangle:
    return Rectangle((x - 0.485, y - 0.46), 0.97, 0.92, facecolor=colour, edgecolor="white")


def subcells_by_type(rates: pd.DataFrame, plan: Plan, caption: Caption) -> Figure:
    """Sub-cell congresses held of required by type, the slowest first."""
    language = caption.language
    title = finding_by_type(rates, plan, language, key="subcells")
    rows = rates[rates["required"] > 0].sort_values("rate", kind="stable")
    if rows.empty:
        return nothing_to_show(title, caption)
    figure, axes = framed(title, caption, height=0.8 * len(rows) + 0.2, right=1.6, bottom=0.3)
    longest = int(rows["required"].max())
    for y, row in enumerate(rows.to_dict("records")):
        colour = TYPE_COLOURS.get(str(row["organisation_type"]), PALE)
        axes.barh(y, int(row["required"]), height=0.5, color=GRID)
        axes.barh(y, int(row["held"]), height=0.5, color=colour)
        shown = format_share(int(row["held"]), int(row["required"]), language)
        axes.text(int(row["required"]) + longest * 0.015, y, shown, va="center", weight="bold")
    bare_rows(axes, [type_label(plan, str(t), language) for t in rows["organisation_type"]], width=22)
    axes.set_xlim(0, longest)
    return figure
