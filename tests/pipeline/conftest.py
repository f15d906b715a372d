"""A sheet that somebody sent, cleaned beside a register: what the tests of an office's habits begin with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from tests.conftest import REGISTER, Grid, WriteWorkbook

from analysis.pipeline.cleaning import clean_folder
from analysis.plan import Plan

Tables = dict[str, pd.DataFrame]
Clean = Callable[..., Tables]


@pytest.fixture
def clean(write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan) -> Clean:
    """Cleans a sheet beside the usual register, or beside its own."""

    def run(grid: Grid, register: Grid = REGISTER, as_of: date | None = None) -> Tables:
        write_workbook("raw/danh sach.xlsx", A=register)
        write_workbook("raw/bieu.xlsx", Biểu=grid)
        return clean_folder(tmp_path / "raw", plan, as_of=as_of)

    return run


def said_of(tables: Tables, milestone: str, *columns: str) -> list[tuple[str, ...]]:
    """What each organisation's row says of a milestone: its name and these columns, blanks as ""."""
    rows = tables["progress"]
    rows = rows[rows["milestone"] == milestone][["organisation", *columns]]
    return [
        tuple("" if pd.isna(value) else str(value).removesuffix(" 00:00:00") for value in row)
        for row in rows.itertuples(index=False)
    ]
