"""A whole run on a small sample, made once for all tests of the report."""

from __future__ import annotations

import pytest
from tests.conftest import ROOT

from analysis.pipeline.run import Outcome, Settings, run
from analysis.sample import write_sample

PLAN = ROOT / "plan.toml"


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, Outcome]:
    """The settings of the run, and what came of it."""
    folder = tmp_path_factory.mktemp("office")
    write_sample(folder / "raw", organisations=20, members=600)
    settings = Settings(folder / "raw", folder / "processed", folder / "reports", PLAN)
    return settings, run(settings, lambda _: None)
