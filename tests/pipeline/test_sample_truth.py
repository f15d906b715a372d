"""The invented office is read exactly as its truth says: every value, and every finding with its cell."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.pipeline.cleaning import clean_folder
from analysis.plan import Plan
from analysis.sample import Office, sample_office, write_sample

KEYS = {
    "organisations": ["organisation"],
    "progress": ["as_of", "organisation", "milestone"],
    "membership": ["as_of", "organisation", "measure"],
    "tasks": ["as_of", "task"],
}
WORLDS = [(88, 3445, 2025), (30, 900, 11), (120, 4000, 7)]


@pytest.fixture(scope="module", params=WORLDS, ids=str)
def office_and_tables(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, plan: Plan
) -> tuple[Office, dict[str, pd.DataFrame]]:
    organisations, members, seed = request.param
    folder: Path = tmp_path_factory.mktemp("office") / "raw"
    write_sample(folder, organisations=organisations, members=members, seed=seed)
    office = sample_office(organisations=organisations, members=members, seed=seed)
    return office, clean_folder(folder, plan)


def comparable(frame: pd.DataFrame, key: list[str], values: list[str]) -> pd.DataFrame:
    """All values as text, ordered by key: types are the store's affair, here the values count."""
    shown = pd.DataFrame(index=frame.index)
    for name in [*key, *values]:
        column = frame[name]
        if name == "as_of" or name.endswith(("_from", "_to")):
            column = pd.to_datetime(column).dt.strftime("%Y-%m-%d")
        shown[name] = column.astype("string").fillna("")
    return shown.sort_values(key).reset_index(drop=True)


@pytest.mark.parametrize("name", list(KEYS))
def test_every_value_is_read_as_the_truth_says(
    office_and_tables: tuple[Office, dict[str, pd.DataFrame]], name: str
) -> None:
    office, tables = office_and_tables
    truth = {
        "organisations": office.truth_organisations,
        "progress": office.truth_progress,
        "membership": office.truth_membership,
        "tasks": office.truth_tasks,
    }[name]()
    values = [
        c for c in truth.columns if c not in KEYS[name] and not c.startswith("source_") and c != "pilot"
    ]
    pd.testing.assert_frame_equal(
        comparable(tables[name], KEYS[name], values), comparable(truth, KEYS[name], values)
    )


def test_every_fault_and_nothing_else_is_found_at_its_cell(
    office_and_tables: tuple[Office, dict[str, pd.DataFrame]],
) -> None:
    office, tables = office_and_tables
    place = ["rule", "source_file", "source_sheet", "source_cell"]

    def places(frame: pd.DataFrame) -> list[tuple[str, ...]]:
        return sorted(tuple(str(v) for v in row) for row in frame[place].fillna("").itertuples(index=False))

    assert places(tables["findings"]) == places(office.truth_findings())


def test_every_cell_of_the_office_is_accounted_for(
    office_and_tables: tuple[Office, dict[str, pd.DataFrame]],
) -> None:
    sources = office_and_tables[1]["sources"]
    parts = [column for column in sources.columns if str(column).startswith("cells_")]
    assert (sources[parts].sum(axis=1) == sources["cells"]).all()
    assert set(sources["kind"]) == {"register", "progress", "membership", "tasks"}
    assert sources["illustrative"].all()
