"""The one look of all charts: fonts, colours, sizes, and where title, date and source stand.

The title says the finding; under it stand the as-of date and the source. Source Sans Pro has every
Vietnamese letter; DejaVu Sans stands behind it. No font of the machine is used.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.dates import format_date
from analysis.wording import Language, say

WIDTH = 9.6
"""Inches: the width of an A4 page on its side, less the margins."""
INK, PALE, GRID = "#1B1F24", "#5B6570", "#E3E7EB"
TYPE_COLOURS = {"administrative": "#0072B2", "public_service": "#009E73", "enterprise": "#E69F00"}
STATE_COLOURS = {
    "on_time": "#1F6FA8",
    "timing_unknown": "#8FBBD9",
    "late": "#F0A63C",
    "overdue": "#C8321F",
    "not_due": "#D5DADF",
    "done": "#1F6FA8",
    "in_progress": "#F0C75E",
    "not_started": "#D5DADF",
    "not_applicable": "#F2F3F5",
}
_TITLE_SIZE, _NOTE_SIZE, _TEXT_SIZE = 15.5, 9.5, 10.5


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands under every title: for which day, from what, whether it is made up or for internal use."""

    as_of: date
    source: str
    language: Language = "vi"
    illustrative: bool = False
    internal: bool = False

    def line(self) -> str:
        """The line under the title."""
        parts = [say("chart.as_of", self.language, day=format_date(self.as_of, self.language)), self.source]
        if self.illustrative:
            parts.append(say("chart.illustrative", self.language))
        if self.internal:
            parts.append(say("chart.internal", self.language))
        return "  ·  ".join(parts)


@cache
def use_theme() -> None:
    """Sets the fonts and the defaults, once."""
    for face in files("font_source_sans_pro").joinpath("files").iterdir():
        if face.name.endswith(".ttf"):
            font_manager.fontManager.addfont(str(face))
    mpl.rcParams.update(
        {
            "font.family": ["Source Sans Pro", "DejaVu Sans"],
            "font.size": _TEXT_SIZE,
            "text.color": INK,
            "axes.labelcolor": INK,
            "axes.edgecolor": GRID,
            "axes.axisbelow": True,
            "axes.grid": False,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "grid.color": GRID,
            "xtick.color": PALE,
            "ytick.color": INK,
            "ytick.major.size": 0,
            "figure.facecolor": "white",
            "savefig.facecolor": "white",
            # the same figure gives the same bytes: a changed byte means a changed picture
            "svg.hashsalt": "congress-progress",
            "svg.fonttype": "path",
        }
    )


def framed(
    title: str,
    caption: Caption,
    *,
    height: float,
    left: float = 1.9,
    right: float = 0.5,
    bottom: float = 0.55,
) -> tuple[Figure, Axes]:
    """A figure with its title and caption in place, and axes in what is left.

    `height` is the height of the axes in inches, `left` and `right` the room for labels beside them.
    """
    use_theme()
    lines = wrapped(title, 88).split("\n")
    top = 0.45 + 0.29 * len(lines) + 0.32
    whole = top + height + bottom
    figure = Figure(figsize=(WIDTH, whole))
    figure.set_label(title)  # what a page reads out instead of the picture
    axes = figure.add_axes((left / WIDTH, bottom / whole, (WIDTH - left - right) / WIDTH, height / whole))
    figure.text(
        0.025, 1 - 0.2 / whole, "\n".join(lines), size=_TITLE_SIZE, weight="bold", va="top", linespacing=1.15
    )
    below = 1 - (0.2 + 0.29 * len(lines) + 0.06) / whole
    figure.text(0.025, below, caption.line(), size=_NOTE_SIZE, color=PALE, va="top")
    return figure, axes


def panels(figure: Figure, whole: Axes, count: int, *, gap: float = 0.055) -> list[Axes]:
    """The room of the axes parted into panels beside one another; `gap` is a share of the figure's width."""
    place = whole.get_position()
    whole.remove()
    width = (place.width - gap * (count - 1)) / count
    return [
        figure.add_axes((place.x0 + i * (width + gap), place.y0, width, place.height * 0.85))
        for i in range(count)
    ]


def nothing_to_show(title: str, caption: Caption, told: str | None = None) -> Figure:
    """A figure of words, where a table is empty: there is nothing to show yet, or what that means."""
    figure, axes = framed(title, caption, height=1.2, left=0.3)
    axes.set_axis_off()
    axes.text(0, 0.6, told or say("chart.nothing", caption.language), color=PALE, size=12)
    return figure


def wrapped(name: str, width: int = 34) -> str:
    """A long name on as few lines as it needs, of about the same length; never cut."""
    lines = len(textwrap.wrap(name, width))
    longest_word = max((len(word) for word in name.split()), default=1)
    evenly = next((w for w in range(longest_word, width) if len(textwrap.wrap(name, w)) <= lines), width)
    return "\n".join(textwrap.wrap(name, evenly)) or name


def bare_rows(axes: Axes, names: list[str], *, width: int = 34) -> None:
    """Horizontal rows with names beside them and no frame."""
    axes.set_yticks(range(len(names)), [wrapped(name, width) for name in names])
    axes.set_ylim(len(names) - 0.45, -0.55)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.set_xticks([])


def legend(axes: Axes, entries: dict[str, str], **where: Any) -> None:
    """Labels with their colours, in one row."""
    handles = [mpl.patches.Patch(color=colour, label=label) for label, colour in entries.items()]
    place: dict[str, Any] = {"loc": "lower left", "bbox_to_anchor": (0, 1.0), "ncols": 6, "frameon": False}
    look: dict[str, Any] = {"handlelength": 1, "handleheight": 1, "columnspacing": 1.4, "fontsize": 9.5}
    axes.legend(handles=handles, **(look | place | where))
