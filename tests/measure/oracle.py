"""The same questions asked in SQL: an answer that shares no code with the measures."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pandas as pd
from tests.measure.worlds import World

from analysis.plan import Plan

TABLES = """
create table progress as select * replace (
    as_of::date as as_of, planned_to::date as planned_to,
    actual_from::date as actual_from, actual_to::date as actual_to) from given_progress;
create table organisations as select * replace (
    valid_from::date as valid_from, valid_to::date as valid_to) from given_organisations;
create table events as select * replace (event_from::date as event_from) from given_events;
create table grid as select * replace (deadline::date as deadline) from given_grid;
create macro valid(d) as table
    select * from organisations
    where (valid_from is null or valid_from <= d) and (valid_to is null or valid_to >= d);
create macro paused(d) as table
    select * from organisations o
    where valid_to < d and organisation_id not in (select organisation_id from valid(d))
        and (ended_by = 'pause' or ended_by is null and exists (
            from organisations l where l.organisation_id = o.organisation_id and l.valid_from > d))
    qualify row_number() over (partition by organisation_id order by valid_to desc) = 1
        and valid_to = (select max(e.valid_to) from organisations e
            where e.organisation_id = o.organisation_id and e.valid_to < d);
create macro standing(d) as table
    select o.organisation_id, o.organisation_type, o.organisation_kind, paused, g.milestone, g.deadline,
        coalesce(n.status, 'not_started') as status, n.as_of as reported, n.planned_to,
        coalesce(n.status, '') <> 'not_applicable' and not paused as required,
        coalesce(n.status, '') = 'done' and not paused as held
    from (select *, false as paused from valid(d) union all select *, true from paused(d)) o
    join grid g on list_contains(g.kinds, o.organisation_kind) and g.pilot = o.pilot
    left join (
        select * from progress where as_of <= d
        qualify row_number() over (partition by organisation_id, milestone order by as_of desc) = 1
    ) n on n.organisation_id = o.organisation_id and n.milestone = g.milestone;
"""


@contextmanager
def oracle(given: World, plan: Plan, day: date) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the tables and `valid(day)`, `standing(day)`; deadlines as they hold on `day`.

    The tables are read from Parquet, as an analyst would.
    """
    grid = pd.DataFrame(
        [
            (m.id, list(m.applies_to), pilot, plan.deadline(m.id, on=day, pilot=pilot))
            for m in plan.milestones
            for pilot in (False, True)
        ],
        columns=["milestone", "kinds", "pilot", "deadline"],
    )
    frames = {
        "progress": given.progress,
        "organisations": given.organisations,
        "events": given.events,
        "grid": grid,
    }
    with duckdb.connect(config={"threads": 1}) as connection, TemporaryDirectory() as folder:
        for name, frame in frames.items():
            frame.to_parquet(Path(folder) / f"{name}.parquet")
            connection.execute(f"create view given_{name} as from read_parquet('{folder}/{name}.parquet')")
        connection.execute(TABLES)
        yield connection


def assert_same(found: pd.DataFrame, expected: pd.DataFrame, key: list[str]) -> None:
    """Whole frames, whatever the order of the rows and the kind of number."""
    columns = list(expected.columns)
    pd.testing.assert_frame_equal(
        found[columns].sort_values(key).reset_index(drop=True).convert_dtypes(),
        expected.sort_values(key).reset_index(drop=True).convert_dtypes(),
        check_dtype=False,
    )
