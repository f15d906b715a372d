"""What strange offices put into a column, or wrote over it: each claim is one habit of a clerk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from tests.conftest import REGISTER, Grid, WriteWorkbook

from analysis.clean.values import Mark, read_mark
from analysis.dates import DateInterval
from analysis.pipeline.cleaning import clean_folder
from analysis.plan import Plan
from analysis.recognise.fields import field_of

Tables = dict[str, pd.DataFrame]
Clean = Callable[[Grid], Tables]
AS_OF = date(2025, 5, 15)


@pytest.fixture
def clean(write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan) -> Clean:
    """Cleans a sheet beside the usual register."""

    def run(grid: Grid) -> Tables:
        write_workbook("raw/danh sach.xlsx", A=REGISTER)
        write_workbook("raw/bieu.xlsx", Biểu=grid)
        return clean_folder(tmp_path / "raw", plan)

    return run


def _said(tables: Tables, milestone: str, *columns: str) -> dict[str, tuple[str, ...]]:
    rows = tables["progress"]
    rows = rows[rows["milestone"] == milestone][["organisation", *columns]]
    return {
        name: tuple("" if pd.isna(v) else str(v).removesuffix(" 00:00:00") for v in values)
        for name, *values in rows.itertuples(index=False)
    }


@pytest.mark.parametrize(
    ("kind", "path", "field"),
    [
        ("register", ("Chi bộ t/thuộc",), "subcells"),
        ("membership", ("Đảng viên", "C/thức"), "full"),
        ("membership", ("Đảng viên", "D.bị"), "probationary"),
        ("progress", ("T/chuẩn chính trị",), "political_standards"),
    ],
)
def test_a_word_cut_to_its_first_letter_is_known_by_the_one_behind_it(
    kind: str, path: tuple[str, ...], field: str
) -> None:
    assert field_of(kind, path) == field


@pytest.mark.parametrize(
    "text", ["QĐ 243 (28/4/2025)", "Quyết định số 243, ngày 28/4/2025", "QĐ 243 28.4.2025"]
)
def test_a_decision_by_number_and_day_is_done_on_that_day(text: str) -> None:
    day = date(2025, 4, 28)
    assert read_mark(text, AS_OF, "QĐ chuẩn y", "results_approved") == Mark("done", DateInterval(day, day))


def test_one_slip_among_the_counts_below_sub_cells_does_not_make_them_the_committees(clean: Clean) -> None:
    rows = [
        [n, name, 4, held]
        for n, (name, held) in enumerate(
            [
                ("Đảng bộ Sở Y tế", 4),
                ("Đảng bộ Công ty Điện lực", "2-3"),
                ("Đảng bộ Sở Y tế", 4),
                ("Đảng bộ Sở Y tế", 4),
                ("Đảng bộ Sở Y tế", 4),
            ],
            start=1,
        )
    ]
    tables = clean(
        [
            ["TIẾN ĐỘ ĐẠI HỘI tính đến 15/5/2025"],
            [],
            ["TT", "Tên TCCSĐ", "Đại hội chi bộ", None],
            [None, None, "Tổng số", "Đã ĐH"],
            *rows,
        ]
    )
    assert _said(tables, "congress_held", "status") == {}
    assert _said(tables, "subcell_congresses", "held") == {"Đảng bộ Sở Y tế": ("4",)}
