"""What arrived: sheets, rows and cells, read and refused, per kind of sheet."""

from __future__ import annotations

import pandas as pd


def incoming_summary(sources: pd.DataFrame) -> pd.DataFrame:
    """Sheets, rows and data cells read and refused, one row per kind of sheet."""
    summed = sources.groupby("kind").agg(
        files=("source_file", "nunique"),
        sheets=("source_sheet", "size"),
        rows_kept=("rows_kept", "sum"),
        rows_refused=("rows_refused", "sum"),
        cells=("cells", "sum"),
        cells_data=("cells_data", "sum"),
        cells_refused=("cells_refused", "sum"),
    )
    return summed.sort_values("cells", ascending=False).reset_index()
