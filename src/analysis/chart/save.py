"""One function saves a chart in all its forms, with the figures behind it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

DOTS_PER_INCH = 200


def save_chart(figure: Figure, name: str, table: pd.DataFrame, folder: Path | str | None) -> Figure:
    """Writes NAME.png, NAME.svg and NAME.csv into `folder` (nothing where it is None).

    The table is what the chart shows, no more: UTF-8 with a mark, so that Excel opens it rightly.
    """
    if folder is not None:
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        title = str(figure.get_label())
        png = {"Software": None, "Title": title}
        figure.savefig(folder / f"{name}.png", dpi=DOTS_PER_INCH, metadata=png)
        svg = {"Date": None, "Creator": None, "Title": title}
        figure.savefig(folder / f"{name}.svg", metadata=svg)
        table.to_csv(folder / f"{name}.csv", index=False, encoding="utf-8-sig", date_format="%Y-%m-%d")
    return figure
