"""Rows to frames with the types of the column specification, and frames to Parquet and back."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from operator import itemgetter
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.store.columns import ARROW, TABLES
from analysis.store.workbook import write_cleaned_workbook

STAGING = ".staging"


class StoreError(Exception):
    """The processed tables can't be read or written; the message says which and what to do."""


def table_frame(name: str, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows as the frame of the processed table `name`: its columns, in order, with its types."""
    schema = _schema(name)
    columns = list(zip(*map(itemgetter(*schema.names), rows), strict=True)) or [()] * len(schema)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return _to_frame(pa.Table.from_arrays(arrays, schema=schema))


def _schema(name: str) -> pa.Schema:
    return pa.schema([(column.name, ARROW[column.type]) for column in TABLES[name]])


def _to_frame(table: pa.Table) -> pd.DataFrame:
    """Counts as Int64, dates as datetime64, text as str, flags as boolean: what pandas users expect."""
    frame = pd.DataFrame(index=pd.RangeIndex(table.num_rows))
    for field in table.schema:
        column = table.column(field.name)
        if pa.types.is_date(field.type):
            frame[field.name] = column.cast(pa.timestamp("s")).to_pandas()
        elif pa.types.is_integer(field.type):
            frame[field.name] = column.to_pandas(types_mapper={field.type: pd.Int64Dtype()}.get)
        elif pa.types.is_boolean(field.type):
            frame[field.name] = column.to_pandas(types_mapper={field.type: pd.BooleanDtype()}.get)
        else:
            frame[field.name] = pd.array(column, dtype="str")
    return frame


def _to_arrow(name: str, frame: pd.DataFrame) -> pa.Table:
    arrays = []
    for field in _schema(name):
        values = frame[field.name]
        if pa.types.is_date(field.type):
            days = [None if pd.isna(value) else pd.Timestamp(value).date() for value in values]
            arrays.append(pa.array(days, field.type))
        else:
            arrays.append(pa.array([None if pd.isna(value) else value for value in values], field.type))
    return pa.Table.from_arrays(arrays, schema=_schema(name))


def load_processed(folder: Path | str) -> dict[str, pd.DataFrame]:
    """The processed tables by name: organisations, progress, membership, tasks, findings, sources.

    Raises StoreError where the folder or one of its tables is missing.
    """
    folder = Path(folder)
    tables: dict[str, pd.DataFrame] = {}
    for name in TABLES:
        path = folder / f"{name}.parquet"
        if not path.is_file():
            raise StoreError(f"{path} is missing: run `congress-progress clean` first")
        tables[name] = _to_frame(pq.read_table(path))
    return tables


def save_processed(tables: Mapping[str, pd.DataFrame], folder: Path) -> list[Path]:
    """All tables as Parquet and as sheets of cleaned.xlsx: written aside first, then put in place."""
    folder.mkdir(parents=True, exist_ok=True)
    staging = folder / STAGING
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir()
    try:
        for name in TABLES:
            pq.write_table(_to_arrow(name, tables[name]), staging / f"{name}.parquet", compression="zstd")
        write_cleaned_workbook(tables, staging / "cleaned.xlsx")
        written = []
        for path in sorted(staging.iterdir()):
            path.replace(folder / path.name)
            written.append(folder / path.name)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return written
