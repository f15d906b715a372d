"""Small counts are hidden below the bloc unless the plan asks for them; then every page says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from tests.conftest import ROOT
from tests.publish.conftest import PLAN

from analysis.pipeline.run import Outcome, Settings
from analysis.publish import publish_report

NOTEBOOK = ROOT / "notebooks" / "02_membership.ipynb"


@pytest.fixture(scope="module")
def open_report(office: tuple[Settings, Outcome], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The membership page of an office whose plan asks for small counts."""
    folder = tmp_path_factory.mktemp("open")
    plan = folder / "plan.toml"
    asked = PLAN.read_text(encoding="utf-8") + "\n[publishing]\nshow_small_counts = true\n"
    plan.write_text(asked, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("analysis.publish.report.find_notebooks", lambda: [NOTEBOOK])
        return publish_report(
            office[0].processed,
            folder / "reports",
            plan_path=plan,
            as_of=date(2025, 6, 30),
            language="vi",
            illustrative=True,
        )


def counts(report: Path) -> pd.DataFrame:
    charts = [pd.read_csv(report / "charts" / f"{name}_by_type.csv") for name in ("members", "ages")]
    return pd.concat(charts, ignore_index=True)


def test_small_counts_are_hidden_unless_the_plan_asks_for_them(
    office: tuple[Settings, Outcome], open_report: Path
) -> None:
    closed = office[1].report
    assert closed is not None
    assert counts(closed)["hidden"].any()
    assert not counts(open_report)["hidden"].any()
    assert counts(open_report)["count"].between(1, 4).any()


def test_what_shows_small_counts_says_that_it_is_for_internal_use(
    office: tuple[Settings, Outcome], open_report: Path
) -> None:
    closed = office[1].report
    assert closed is not None
    told = "chỉ dùng nội bộ"
    for page in ("index.html", "02_membership.html"):
        assert told in (open_report / page).read_text(encoding="utf-8").lower()
        assert told not in (closed / page).read_text(encoding="utf-8").lower()
    page = (open_report / "02_membership.html").read_text(encoding="utf-8")
    assert "không công bố, cùng với" not in page
    for report, is_told in ((open_report, True), (closed, False)):
        cover = openpyxl.load_workbook(report / "figures.xlsx")["figures"]
        assert any(told in str(cell.value).lower() for cell in cover["A"]) is is_told
