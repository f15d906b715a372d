"""What a notebook works with: the tables, the plan, the day, and how to show and export things.

A notebook loads a desk, measures, charts, and says in a sentence how to read it; nothing else.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import date
from html import escape
from io import BytesIO
from pathlib import Path

import pandas as pd
from IPython.display import HTML, Markdown
from matplotlib.figure import Figure

from analysis.chart import Caption, save_chart
from analysis.plan import Plan, load_plan
from analysis.publish.shown import html_table, shown_table
from analysis.store import load_processed
from analysis.wording import Language, say

SCREEN_DOTS_PER_INCH = 130


@dataclass(frozen=True, slots=True)
class Desk:
    """The processed tables by name, the plan, the as-of date, and the language of what is shown."""

    tables: dict[str, pd.DataFrame]
    plan: Plan
    as_of: date
    language: Language
    charts: Path | None

    def caption(self, kind: str | None = None) -> Caption:
        """The line under a chart's title: its day, and the sheets it was counted from.

        `kind` is the kind of sheet behind the chart, such as progress; without it, all that were used.
        Statistics of members speak for the day they were counted, not for the day of the report.
        """
        sources = self.tables["sources"]
        used = sources[(sources["kind"] != "unrecognised") & (sources["rows_kept"] > 0)]
        used = used[used["as_of"].isna() | (used["as_of"] <= pd.Timestamp(self.as_of))]
        if kind is not None:
            used = used[used["kind"] == kind]
        about = say(f"chart.sheets.{kind or 'all'}", self.language)
        source = say("chart.source", self.language, count=len(used), about=about)
        day = self._day_of_members() if kind == "membership" else self.as_of
        made_up = bool(sources["illustrative"].any())
        internal = kind == "membership" and self.plan.show_small_counts
        return Caption(day, source, self.language, made_up, internal)

    def _day_of_members(self) -> date:
        members = self.tables["membership"]
        counted = members[(members["measure"] == "total") & (members["as_of"] <= pd.Timestamp(self.as_of))]
        newest = counted["as_of"].max()
        return self.as_of if pd.isna(newest) else newest.date()

    def say(self, key: str, **values: object) -> Markdown:
        """A sentence of the report in the desk's language."""
        return Markdown(say(key, self.language, **values))

    def show(self, figure: Figure, name: str, table: pd.DataFrame) -> HTML:
        """The chart for the page; where charts are exported, saved with its table (PNG, SVG, CSV)."""
        save_chart(figure, name, table, self.charts)
        picture = BytesIO()
        figure.savefig(picture, format="png", dpi=SCREEN_DOTS_PER_INCH, metadata={"Software": None})
        data = base64.b64encode(picture.getvalue()).decode()
        alt = escape(str(figure.get_label()))
        return HTML(f'<figure><img alt="{alt}" src="data:image/png;base64,{data}"></figure>')

    def table(self, frame: pd.DataFrame, *, most: int = 200, words: str = "column") -> HTML:
        """A table in the reader's words and number formats; how many rows are left out is said.

        `words` names the section of the wording whose headings go before the usual ones.
        """
        if frame.empty:
            return HTML(f"<p>{say('report.no_rows', self.language)}</p>")
        page = html_table(shown_table(frame.head(most), self.plan, self.language, words))
        more = say("report.more_rows", self.language, count=len(frame) - most) if len(frame) > most else ""
        return HTML(f"{page}<p>{more}</p>" if more else page)


def open_desk(
    processed: Path | str,
    *,
    plan: Path | str,
    as_of: date | str | None = None,
    language: Language = "vi",
    charts: Path | str | None = None,
) -> Desk:
    """Loads the processed tables and the plan.

    Without `as_of` the day is that of the newest progress report.
    Raises StoreError where a table is missing, PlanError for a plan that can't be used.
    """
    tables = load_processed(processed)
    day = tables["progress"]["as_of"].max() if as_of is None else pd.Timestamp(as_of)
    return Desk(tables, load_plan(plan), day.date(), language, Path(charts) if charts else None)
