"""How old the members are: age bands by organisation type, fit for publishing."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.chart.completion import type_label
from analysis.chart.theme import INK, PALE, Caption, bare_rows, framed, legend, nothing_to_show
from analysis.numbers import format_count, format_rate
from analysis.plan import Plan
from analysis.wording import Language, say

_SHADES = ("#CFE3F1", "#9CC7E2", "#5FA3CF", "#2C78AE", "#124F7C", "#0B2F4A", "#061D2F")
_DARK_FROM = 3
_UNKNOWN = "#F4F5F6"
_ROOM_FOR_TEXT = 0.06


@dataclass(frozen=True, slots=True)
class _Ages:
    """One type's members: their number, and the published counts by band (None: hidden or not given)."""

    label: str
    whole: int
    counts: dict[str, int | None]

    def share(self, band: str) -> float | None:
        count = self.counts.get(band)
        return None if count is None or not self.whole else count / self.whole


def ages_by_type(members: pd.DataFrame, plan: Plan, caption: Caption) -> Figure:
    """Age bands by type as shares of all members of the type; what is hidden or missing is left pale."""
    language = caption.language
    ages = members[members["measure"].str.startswith("age_")]
    bands = sorted(ages["measure"].unique(), key=_band_start)
    groups = _groups(members, ages, plan, language)
    if not bands or not groups:
        return nothing_to_show(say("chart.ages.none", language), caption)
    title = _title(groups, bands[0], language)
    figure, axes = framed(title, caption, height=0.8 * len(groups) + 0.45, left=1.9, right=2.1, bottom=0.3)
    for y, group in enumerate(groups):
        _draw(axes, y, group, bands, language)
    bare_rows(axes, [group.label for group in groups], width=22)
    axes.set_xlim(0, 1)
    entries = {band_label(band, language): _SHADES[i % len(_SHADES)] for i, band in enumerate(bands)}
    if any(count is None for group in groups for count in group.counts.values()):
        entries[say("chart.members.hidden", language)] = _UNKNOWN
    legend(axes, entries)
    return figure


def _groups(members: pd.DataFrame, ages: pd.DataFrame, plan: Plan, language: Language) -> list[_Ages]:
    totals = members[members["measure"] == "total"].set_index("organisation_type")["count"]
    groups = []
    for one in plan.types_among(totals.index):
        rows = ages[ages["organisation_type"] == one.id]
        if len(rows):
            counts = {
                str(band): None if pd.isna(count) else int(count)
                for band, count in zip(rows["measure"], rows["count"], strict=True)
            }
            groups.append(_Ages(type_label(plan, one.id, language), int(totals[one.id]), counts))
    return groups


def _draw(axes: Axes, y: int, group: _Ages, bands: list[str], language: Language) -> None:
    """One bar; a band too narrow for its figures has them beside the bar."""
    axes.barh(y, 1, height=0.58, color=_UNKNOWN)
    start, beside = 0.0, []
    for place, band in enumerate(bands):
        share = group.share(band)
        if share is None:
            continue
        axes.barh(y, share, left=start, height=0.58, color=_SHADES[place % len(_SHADES)])
        count = format_count(group.counts[band] or 0, language)
        rate = format_rate(share, language)
        if share > _ROOM_FOR_TEXT:
            ink = "white" if place >= _DARK_FROM else INK
            axes.text(start + share / 2, y, f"{count}\n{rate}", ha="center", va="center", size=9, color=ink)
        else:
            told = {"band": band_label(band, language), "count": count, "rate": rate}
            beside.append(say("chart.ages.rest", language, **told))
        start += share
    axes.text(1.015, y, "\n".join(beside), va="center", size=9, color=PALE, clip_on=False)


def _title(groups: list[_Ages], band: str, language: Language) -> str:
    """Who is youngest; where that would not show in the printed rates, the range."""
    known = [(share, group) for group in groups if (share := group.share(band)) is not None]
    if len(known) < len(groups):
        return say("chart.ages.plain", language)
    known.sort(key=lambda entry: entry[0], reverse=True)
    rates = [format_rate(share, language) for share, _ in known]
    youngest = known[0][1]
    key = "one" if len(known) == 1 else "alike" if rates[0] == rates[1] else "title"
    return say(
        f"chart.ages.{key}",
        language,
        type=youngest.label,
        band=band_label(band, language),
        count=format_count(youngest.counts[band] or 0, language),
        all=format_count(youngest.whole, language),
        rate=rates[0],
        lowest=rates[-1],
        highest=rates[0],
    )


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
