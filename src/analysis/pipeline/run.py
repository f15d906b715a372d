"""The main job: clean the folder, store the tables, publish the report. Whole or not at all."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from analysis.measure import headline_figures
from analysis.pipeline.cleaning import Progress, clean_folder
from analysis.pipeline.faults import Fault
from analysis.plan import Plan
from analysis.publish import headline_lines, publish_report
from analysis.store import save_processed
from analysis.wording import Language

ILLUSTRATIVE = "minh họa"


@dataclass(frozen=True, slots=True)
class Published:
    """Where the report stands and the lines a leader would ask for first."""

    report: Path
    lines: list[str]


def refuse_if_strict(tables: dict[str, pd.DataFrame], strict: bool) -> list[str]:
    """The messages of everything refused, when `strict` asks for a run without any."""
    findings = tables["findings"]
    return list(findings.loc[findings["severity"] == "error", "message"]) if strict else []


def latest_as_of(tables: dict[str, pd.DataFrame], as_of: date | None) -> date:
    """The date the report speaks for: the one asked for, else the newest progress report's.

    Raises Fault where nothing had been reported by then.
    """
    days = tables["progress"]["as_of"].dropna()
    if as_of is not None:
        days = days[days <= pd.Timestamp(as_of)]
    if days.empty:
        raise Fault("no_progress", as_of=as_of or "—")
    return as_of or days.max().date()
