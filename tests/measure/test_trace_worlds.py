"""On random seasons the cells behind every figure add up to it: silence, going back, intervals, periods."""

from __future__ import annotations

import pandas as pd
import pytest
from tests.measure.worlds import counts_of_members, one_world

from analysis.measure.tracing.figure import find_figure
from analysis.measure.tracing.known import Known
from analysis.measure.tracing.tables import PUBLISHED
from analysis.plan import Plan

OF_OTHERS = ("bloc_tasks", "tasks_by_owner", "incoming_files", "findings")
OF_THE_SEASON = [name for name in PUBLISHED if name not in OF_OTHERS]


def renamed(organisations: pd.DataFrame) -> pd.DataFrame:
    """The first organisation bears another name from April on."""
    first = organisations["organisation_id"] == organisations["organisation_id"].iloc[0]
    since = pd.to_datetime(organisations["valid_from"])
    begins = since.isna() | (since < pd.Timestamp("2025-04-01"))
    whole: pd.DataFrame = organisations[first & begins]
    parts = [whole.assign(valid_to=pd.Timestamp("2025-03-31"))]
    parts += [whole.assign(valid_from=pd.Timestamp("2025-04-01"), organisation="Tên mới")]
    both: pd.DataFrame = pd.concat([*parts, organisations[~(first & begins)]], ignore_index=True)
    return both


def season(seed: int, plan: Plan) -> dict[str, pd.DataFrame]:
    """A world whose rows say where they stand: late reports, and a register that changes or (odd) events."""
    one = one_world(seed, plan, organisations=10)
    events = one.events.assign(target=one.events["successor_ids"], members=None)
    return {
        name: frame.assign(
            source_file=f"{name}.xlsx",
            source_sheet="S",
            source_cell=[f"A{number}" for number in range(1, len(frame) + 1)],
        )
        for name, frame in (
            ("progress", one.progress),
            ("organisations", renamed(one.organisations)),
            ("events", events),
            ("membership", counts_of_members(one, seed)),
        )
    }


@pytest.mark.parametrize(("seed", "as_of"), [(0, "2025-05-20"), (3, "2025-07-02"), (5, "2025-06-10")])
def test_the_cells_behind_every_figure_add_up_to_it(seed: int, as_of: str, plan: Plan) -> None:
    known = Known(season(seed, plan), plan, as_of)
    wrong = []
    for name in OF_THE_SEASON:
        published = PUBLISHED[name]
        table = published.measured(known)
        if "day" in table:
            table = table[table["day"].dt.day.isin([1])]
        for row in table.to_dict("records"):
            where = {key: str(row[key]).removesuffix(" 00:00:00") for key in published.keys}
            for figure, value in row.items():
                sums = figure not in (*published.keys, *published.derived, *published.rates)
                if sums and isinstance(value, int) and not isinstance(value, bool):
                    cells = find_figure(known, name, str(figure), where).cells
                    told = cells[cells["counted"].notna()]
                    if told["counted"].sum() != value or told["source_cell"].isna().any():
                        wrong.append((name, figure, where, value))
    assert wrong == []
