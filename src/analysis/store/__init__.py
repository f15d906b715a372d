"""Processed tables on disk: the column specification, Parquet and cleaned.xlsx."""

from analysis.store.columns import TABLES, Column
from analysis.store.tables import StoreError, load_processed, save_processed, table_frame

__all__ = ["TABLES", "Column", "StoreError", "load_processed", "save_processed", "table_frame"]
