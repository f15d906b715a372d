"""Every figure of every chart of the report leads to the cells that it was counted from."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from tests.publish.conftest import PLAN

from analysis.cells import Value
from analysis.clean.counts import read_held_of_required, read_number
from analysis.clean.unread_values import Fault, shown
from analysis.clean.values import read_mark, read_when
from analysis.date_interval import DateInterval
from analysis.measure.tracing.figure import Traced, find_figure
from analysis.measure.tracing.known import Known
from analysis.measure.tracing.tables import PUBLISHED
from analysis.pipeline.raw_values import with_raw_values
from analysis.pipeline.run import Outcome, Settings
from analysis.plan import load_plan
from analysis.publish.shown import heading
from analysis.read.workbook import read_workbook
from analysis.text import fold
from analysis.wording import LANGUAGES

CHARTS = (
    "ages_by_type", "bloc_tasks", "congress_by_type", "congress_curve", "incoming_files", "members_by_type",
    "milestones_by_type", "outlook", "outlook_by_type", "pilots", "rate_change_in_views", "reporting",
    "reporting_status", "restated", "subcells_by_type", "tasks_by_owner", "time_to_completion",
    "waiting_list",
)  # fmt: skip
AS_OF = "2025-06-30"


@pytest.fixture(scope="module")
def known(office: tuple[Settings, Outcome]) -> Known:
    return Known(office[1].tables, load_plan(PLAN), AS_OF)


def chart(office: tuple[Settings, Outcome], name: str) -> pd.DataFrame:
    assert office[1].report is not None
    return pd.read_csv(office[1].report / "charts" / f"{name}.csv", encoding="utf-8-sig")


def test_a_chart_without_a_trace_is_not_published(office: tuple[Settings, Outcome]) -> None:
    assert office[1].report is not None
    charts = {path.stem for path in (office[1].report / "charts").glob("*.csv")}
    assert charts == set(CHARTS)
    assert charts <= set(PUBLISHED)


def figures(table: pd.DataFrame, name: str) -> list[str]:
    columns = [column for column in table if column not in PUBLISHED[name].keys]
    return [str(c) for c in columns if pd.api.types.is_numeric_dtype(table[c]) and table[c].dtype != bool]


def changing(table: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Without the days of a curve on which nobody came or went: they have the cells of the day before."""
    if "day" not in table:
        return table
    same = table[columns].fillna(-1).eq(table.groupby("organisation_type")[columns].shift().fillna(-1))
    return table[~same.all(axis=1) | (table["day"] == AS_OF)]


@pytest.mark.parametrize("name", CHARTS)
def test_every_figure_of_a_chart_is_the_sum_of_its_cells(
    name: str, office: tuple[Settings, Outcome], known: Known
) -> None:
    table, published = chart(office, name), PUBLISHED[name]
    assert len(table)
    for row in changing(table, figures(table, name)).to_dict("records"):
        where = {key: str(row[key]) for key in published.keys}
        for figure in figures(table, name):
            traced = find_figure(known, name, figure, where)
            if pd.isna(row[figure]):
                continue  # hidden, too little known, or days ahead
            assert traced.value == pytest.approx(row[figure]), (figure, where)
            if not is_change(figure):
                assert_explained(traced, published.rates.get(figure), figure in published.derived)


def assert_explained(traced: Traced, parts: tuple[str, ...] | None, derived: bool) -> None:
    """The counted cells add up to the figure, or to the counts of a rate; a derived one has cells at all."""
    cells, value = traced.cells, float(str(traced.value))
    counted = cells[cells["counted"].notna()]
    sums = counted.groupby("figure")["counted"].sum()
    if derived:
        assert len(cells) >= (value > 0)
        assert counted.empty
    elif parts is None:
        assert sums.sum() == value
        assert set(counted["figure"]) <= {traced.figure}
    else:
        assert sums.get(parts[0], 0) / sums[parts[1]] == pytest.approx(value)
    for part in ("file", "cell") if traced.table != "findings" else ("file",):
        assert (cells[f"source_{part}"].fillna("") != "").all()
    # of reports that did not come, the register's row is told once for each day they were expected
    what = ["figure", "organisation", "about", "last_day", "source_file", "source_sheet", "source_cell"]
    assert not counted.duplicated(what).any()


def is_change(figure: str) -> bool:
    """A change of a rate has the cells of all its counts, which are traced by themselves."""
    return figure.startswith("change") or figure == "difference"


LISTS = [name for name, published in PUBLISHED.items() if published.rows]


@pytest.mark.parametrize("name", [name for name in PUBLISHED if name not in CHARTS])
def test_every_figure_of_a_table_on_a_page_is_the_sum_of_its_cells(name: str, known: Known) -> None:
    published = PUBLISHED[name]
    table = published.measured(known)
    for row in table.to_dict("records"):
        where = {key: str(row[key]) for key in published.keys}
        for figure in figures(table, name):
            traced = find_figure(known, name, figure, where)
            parts = published.rates.get(figure)
            if pd.isna(row[figure]) or is_change(figure):
                continue
            assert_explained(traced, parts, figure in published.derived)


@pytest.mark.parametrize("name", LISTS)
def test_the_rows_of_a_list_can_be_counted_too(name: str, known: Known) -> None:
    traced = find_figure(known, name, "rows", {})
    assert traced.value == len(PUBLISHED[name].measured(known)) == traced.cells["counted"].sum()


def all_cells(known: Known) -> pd.DataFrame:
    """The cells behind everything published, each once."""
    parts = []
    for name, published in PUBLISHED.items():
        table = published.measured(known)
        rows: list[dict[str, str]] = [{}]
        if published.single:
            (key,) = published.single
            values = dict.fromkeys(table[key]) if key != "day" else ["2025-05-05", AS_OF]
            rows = [{key: str(value)} for value in values]
        wanted = [*figures(table, name), *(["rows"] if published.rows else [])]
        parts += [find_figure(known, name, figure, where).cells for figure in wanted for where in rows]
    found = pd.concat([part for part in parts if len(part)], ignore_index=True)
    return found.drop_duplicates(found.columns.difference(["figure", "counted", "state"]).tolist())


def test_every_cell_stands_in_its_file_and_says_what_was_made_of_it(
    office: tuple[Settings, Outcome], known: Known
) -> None:
    raw = office[0].raw
    values = {
        (path.name, sheet.name): {sheet.address(r, c): value for r, c, value in sheet.cells()}
        for path in raw.iterdir()
        for sheet in read_workbook(path).sheets
    }
    cells = with_raw_values(all_cells(known), raw, known.tables["sources"])
    rules = set(known.tables["findings"]["rule"])
    cells = cells[~cells["source_cell"].str.contains(":") & ~cells["about"].isin(rules)]
    assert len(cells) > 1000
    assert cells["heading"].notna().all()
    told = [(row, values[row["source_file"], row["source_sheet"]]) for row in cells.to_dict("records")]
    assert [row for row, sheet in told if not explains(sheet.get(row["source_cell"]), row)] == []


def explains(value: Value, row: dict[Any, Any]) -> bool:
    """Whether what the cell says is what was made of it, read once more."""
    if row["raw_value"] is None:
        return value is None and row["status"] == "not_started"
    assert row["raw_value"] == shown(value)["raw"]
    about, as_of = str(row["about"]), _date(row["reported"])
    if about == "subcell_congresses":
        both = read_held_of_required(value)
        known = both if isinstance(both, tuple) else (read_number(value),)
        return pd.isna(row["value"]) or row["value"] in known
    if row["status"] is None or pd.isna(row["status"]):
        return about == "register" or read_number(value) == row["value"]
    when = read_when(value, as_of)
    days = {(when.first, when.last)} if isinstance(when, DateInterval) else set()
    made = (_date(row["first_day"]), _date(row["last_day"]))
    return made in days or says(value, as_of, row["status"]) or fold(str(value)) == fold(about)


def _date(day: Any) -> date | None:
    return None if pd.isna(day) else pd.Timestamp(day).date()


def says(value: Value, as_of: date | None, status: str) -> bool:
    mark = read_mark(value, as_of)
    return not isinstance(mark, Fault) and mark.status.replace("planned", "not_started") == status


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_published_table_has_a_name_that_people_read(name: str) -> None:
    assert {heading(name, language, "traced") for language in LANGUAGES}.isdisjoint({name})


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_published_column_has_a_heading_that_people_read(name: str, known: Known) -> None:
    columns = [str(column) for column in PUBLISHED[name].measured(known)]
    assert [c for c in columns for language in LANGUAGES if heading(c, language) == c] == []
