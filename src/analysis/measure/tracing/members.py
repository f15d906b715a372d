"""The cells behind membership and behind what arrived."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.measure.members import latest_counts
from analysis.measure.tracing.known import Known, cells, picked


def member_cells(known: Known, rows: pd.DataFrame, figure: str) -> pd.DataFrame:
    """Of `membership_by_type`: each organisation's newest count; `whole`: its members then."""
    newest = latest_counts(known.tables["membership"], known.as_of, known.tables["organisations"])
    chosen = picked(newest, rows, ("organisation_type", "measure"))
    if figure == "whole":
        counted = set(chosen["organisation_id"])
        chosen = newest[(newest["measure"] == "total") & newest["organisation_id"].isin(counted)]
    count = chosen["count"].astype("Int64")
    return cells(
        chosen, figure, "source",
        counted=1 if figure == "organisations" else count,
        about=chosen["measure"],
        value=count,
        reported=chosen["as_of"],
    )  # fmt: skip


def incoming_cells(known: Known, rows: pd.DataFrame, figure: str) -> pd.DataFrame:
    """Of `incoming_summary`: each sheet, with the range in use; refused values with the cells told of."""
    sheets = picked(known.tables["sources"], rows, ("kind",))
    if figure in ("files", "sheets"):
        sheets = sheets.drop_duplicates(["kind", "source_file"]) if figure == "files" else sheets
        return _sheet_cells(sheets, figure, counted=1)
    counted = _sheet_cells(sheets, figure, counted=sheets[figure], value=sheets[figure])
    if not figure.endswith("refused"):
        return counted
    return pd.concat([counted, _refusals(known, sheets, figure)])


def _sheet_cells(sheets: pd.DataFrame, figure: str, **said: Any) -> pd.DataFrame:
    return cells(sheets, figure, "source", about=sheets["kind"], reported=sheets["as_of"], **said)


def _refusals(known: Known, sheets: pd.DataFrame, figure: str) -> pd.DataFrame:
    """The cells whose refusal was told; a refused row is told by one of them."""
    findings = known.tables["findings"]
    refused = findings[findings["severity"] == "error"]
    refused = picked(refused, sheets, ("source_file", "source_sheet"))
    return cells(
        refused, figure, "source", counted=None, about=refused["rule"], raw_value=refused["raw_value"]
    )


def finding_cells(known: Known, rows: pd.DataFrame, figure: str) -> pd.DataFrame:
    """Of `findings_by_rule`: the cell of every finding."""
    findings = picked(known.tables["findings"], rows, ("severity", "rule"))
    return cells(findings, figure, "source", about=findings["rule"], raw_value=findings["raw_value"])
