"""One figure of a published table, and the cells behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.measure.given import Day, MeasureError
from analysis.measure.tracing.known import CELL_COLUMNS, Known
from analysis.measure.tracing.tables import PUBLISHED, PublishedTable
from analysis.plan import Plan


@dataclass(frozen=True, slots=True)
class Traced:
    """A figure with the cells behind it; `value` is empty where several rows can't be put together."""

    table: str
    figure: str
    value: object
    cells: pd.DataFrame


def trace_figure(
    tables: Mapping[str, pd.DataFrame],
    plan: Plan,
    table: str,
    figure: str | None = None,
    /,
    *,
    as_of: Day,
    **where: str,
) -> pd.DataFrame:
    """The cells behind a figure of a published table or chart, one row each.

    `tables` are the processed tables by name; `table` is the name of a chart's CSV file or of a table of
    the pages (`PUBLISHED`), `figure` one of its columns. `where` picks rows by the columns of the table
    (rows are added up), or organisations by those of the register. A curve is traced on `as_of` unless
    `day` says otherwise.

    What a cell adds to the figure stands in counted, and counted adds up to the figure: 1 for each
    organisation, task or report, the number itself for sums. Where counted is empty the figure rests on the
    cell without counting it: an earlier report that gave the date, or all cells that a model, a median or a
    number of days was made of. A rate is traced by its two counts; column figure tells them apart. Who
    never reported is traced to its row of the register.

    For the office's own eyes: the counts of members are those of its own files, small ones too.
    Raises MeasureError for a table, figure, column or value that is not there.

    >>> from analysis import load_plan
    >>> plan = load_plan("plan.toml")
    >>> from analysis.measure.examples import one_report, two_organisations
    >>> tables = {"progress": one_report(), "organisations": two_organisations()}
    >>> found = trace_figure(tables, plan, "congress_by_type", "required", as_of="2025-06-15")
    >>> found[["organisation", "counted", "state"]].values.tolist()
    [['Đảng bộ Sở Y tế', 1, 'on_time'], ['Chi bộ Công ty Cao su', 1, 'not_due']]
    """
    return find_figure(Known(tables, plan, as_of), table, figure, where).cells


def find_figure(known: Known, table: str, figure: str | None, where: Mapping[str, str]) -> Traced:
    """The figure's value as published, and its cells."""
    if table not in PUBLISHED:
        raise MeasureError("no_table", wanted=table, known=PUBLISHED)
    published = PUBLISHED[table]
    measured = known.once(table, lambda: published.measured(known))
    figure = figure or published.figure
    figures = [str(c) for c in measured if c not in published.keys] + ["rows"] * published.rows
    if figure not in figures:
        raise MeasureError("no_figure", wanted=figure, known=figures)
    if "day" in published.keys and "day" not in where:
        where = {**where, "day": known.as_of.date().isoformat()}
    rows = _chosen(measured, {name: value for name, value in where.items() if name in measured})
    _check_single(rows, published)
    parts = [published.cells(known, rows, part) for part in published.rates.get(figure, (figure,))]
    found = pd.concat([part for part in parts if len(part)] or parts[:1]).reindex(columns=CELL_COLUMNS)
    others = {name: value for name, value in where.items() if name not in measured}
    found = _of_organisations(found, known, others)
    value = _sum(found, published, figure) if others else _value(rows, published, figure)
    return Traced(table, figure, value, found.astype({"counted": "Int64"}).reset_index(drop=True))


def _chosen(frame: pd.DataFrame, where: Mapping[str, str]) -> pd.DataFrame:
    for column, value in where.items():
        texts = frame[column].map(_text)
        if value not in set(texts):
            raise MeasureError("no_value", wanted=value, known=sorted(set(texts)), column=column)
        frame = frame[texts == value]
    return frame


def _text(value: object) -> str:
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else str(value)


def _check_single(rows: pd.DataFrame, published: PublishedTable) -> None:
    for column in published.single:
        known = rows[column].map(_text).unique()
        if len(known) > 1:
            raise MeasureError("several", known=known, column=column)


def _of_organisations(found: pd.DataFrame, known: Known, where: Mapping[str, str]) -> pd.DataFrame:
    """Only the cells of organisations of which the register says so."""
    if not where:
        return found
    for column in where:
        if column not in known.valid:
            raise MeasureError("no_column", wanted=column, known=known.valid.columns, frame="organisations")
    chosen = _chosen(known.valid, where)
    return found[found["organisation_id"].isin(chosen["organisation_id"])]


def _value(rows: pd.DataFrame, published: PublishedTable, figure: str) -> object:
    if figure == "rows":
        return len(rows)
    if len(rows) == 1:
        return rows[figure].iloc[0]
    if figure in published.rates:
        part, whole = (rows[name].sum() if name in rows else 0 for name in published.rates[figure][:2])
        return part / whole if whole and len(published.rates[figure]) == 2 else None
    adds_up = pd.api.types.is_integer_dtype(rows[figure]) and figure not in published.derived
    return rows[figure].sum() if adds_up else None


def _sum(found: pd.DataFrame, published: PublishedTable, figure: str) -> object:
    """The figure of some organisations alone, by their cells."""
    if figure in published.derived:
        return None
    sums = [
        int(found.loc[found["figure"] == part, "counted"].sum())
        for part in published.rates.get(figure, (figure,))
    ]
    if len(sums) == 1:
        return sums[0]
    return sums[0] / sums[1] if len(sums) == 2 and sums[1] else None
