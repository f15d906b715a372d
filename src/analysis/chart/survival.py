"""How long it takes: the share that has held by days since the opening, with who is still at risk."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from analysis.chart.completion import type_label
from analysis.chart.theme import INK, PALE, TYPE_COLOURS, Caption, framed, nothing_to_show
from analysis.numbers import format_rate
from analysis.plan import OrganisationType, Plan
from analysis.wording import Language, say

_MOST_DAYS_SHOWN = 5
_SHARES = (0, 0.25, 0.5, 0.75, 1)


def completion_times(times: pd.DataFrame, medians: pd.DataFrame, plan: Plan, caption: Caption) -> Figure:
    """Kaplan–Meier curves per type with their 95 % bounds, and below them who is still to come.

    `times` is `time_to_completion`, `medians` is `median_time_to_completion`.
    """
    language = caption.language
    title = _title(medians, plan, language)
    types = plan.types_among(times["organisation_type"])
    parts = [(one, times[times["organisation_type"] == one.id]) for one in types]
    if not parts or not int(times["events"].sum()):
        return nothing_to_show(title, caption)
    below = 0.28 * len(parts) + 0.95
    figure, axes = framed(title, caption, height=2.9, left=2.0, right=0.5, bottom=below)
    first = max(0, int(times.loc[times["events"] > 0, "days"].min()) - 7)
    last = int(times["days"].max())
    for one, part in parts:
        _draw(axes, part, TYPE_COLOURS.get(one.id, PALE), first, last)
    axes.axhline(0.5, color=PALE, linewidth=0.9, linestyle="--")
    axes.set_xlim(first, last + 1)
    axes.set_ylim(0, 1.02)
    axes.set_yticks(_SHARES, [format_rate(share, language) for share in _SHARES])
    days = MaxNLocator(_MOST_DAYS_SHOWN, integer=True).tick_values(first, last)
    axes.set_xticks([int(day) for day in days if first <= day <= last])
    axes.grid(axis="y")
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(say("chart.times.days", language), color=PALE, fontsize=9.5)
    _at_risk(axes, parts, plan, language)
    return figure


def _draw(axes: Axes, part: pd.DataFrame, colour: str, first: int, last: int) -> None:
    days = [first, *part["days"].astype(int), last]
    reached = [0.0, *part["completed"].astype(float)]
    axes.step(days, [*reached, reached[-1]], where="post", color=colour, linewidth=2.6)
    bounds = part.dropna(subset=["lower", "upper"])
    if len(bounds):
        axes.fill_between(
            bounds["days"].astype(int), bounds["lower"].astype(float), bounds["upper"].astype(float),
            step="post", color=colour, alpha=0.13, linewidth=0,
        )  # fmt: skip


def _at_risk(
    axes: Axes, parts: list[tuple[OrganisationType, pd.DataFrame]], plan: Plan, language: Language
) -> None:
    """Under each day shown: how many of each type had not held yet."""
    shown = axes.get_xticks()
    inch = 1 / (axes.get_position().height * axes.figure.get_figheight())  # type: ignore[union-attr]
    across = axes.get_xaxis_transform()
    head = -0.62 * inch
    axes.text(
        -0.03,
        head,
        say("chart.times.at_risk", language),
        transform=axes.transAxes,
        ha="right",
        size=9,
        color=PALE,
    )
    for place, (one, part) in enumerate(parts, start=1):
        y = head - 0.26 * place * inch
        colour = TYPE_COLOURS.get(one.id, PALE)
        name = type_label(plan, one.id, language)
        axes.text(-0.03, y, name, transform=axes.transAxes, ha="right", size=9.5, color=colour, weight="bold")
        for day in shown:
            waiting = part.loc[part["days"] >= day, "at_risk"]
            count = int(waiting.iloc[0]) if len(waiting) else 0
            axes.text(day, y, str(count), transform=across, ha="center", size=9.5, color=INK)


def _title(medians: pd.DataFrame, plan: Plan, language: Language) -> str:
    reached = medians[medians["median_days"].notna()].sort_values("median_days", kind="stable")
    if reached.empty:
        return say("chart.times.none", language)
    fast, slow = reached.iloc[0], reached.iloc[-1]
    names = {
        "fast": type_label(plan, str(fast["organisation_type"]), language),
        "slow": type_label(plan, str(slow["organisation_type"]), language),
        "fast_days": int(fast["median_days"]),
        "slow_days": int(slow["median_days"]),
        "open": len(medians) - len(reached),
    }
    key = "open" if names["open"] else "level" if names["fast_days"] == names["slow_days"] else "both"
    return say(f"chart.times.{key}", language, **names)
