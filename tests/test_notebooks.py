"""Notebooks are thin: parameters, then load, measure, chart; no outputs, no definitions."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import ROOT

import analysis.measure

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PARAMETERS = ("processed", "plan", "as_of", "language", "charts")


def cells(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return found


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def test_there_are_notebooks() -> None:
    assert len(NOTEBOOKS) >= 4


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_stored_without_outputs(path: Path) -> None:
    assert [cell for cell in cells(path) if cell.get("outputs") or cell.get("execution_count")] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_defines_nothing(path: Path) -> None:
    lines = [
        line for cell in cells(path) if cell["cell_type"] == "code" for line in source(cell).splitlines()
    ]
    assert [line for line in lines if line.lstrip().startswith(("def ", "class ", "lambda"))] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_has_one_cell_with_all_parameters(path: Path) -> None:
    tagged = [cell for cell in cells(path) if "parameters" in cell["metadata"].get("tags", [])]
    assert len(tagged) == 1
    assert [name for name in PARAMETERS if f"{name} = " not in source(tagged[0])] == []


def imported(code: str) -> set[str]:
    nodes = ast.walk(ast.parse(code))
    return {alias.name for node in nodes if isinstance(node, ast.ImportFrom) for alias in node.names}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_what_a_notebook_measures_can_be_traced(path: Path) -> None:
    code = "\n".join(source(cell) for cell in cells(path) if cell["cell_type"] == "code")
    measures = imported(code) & set(analysis.measure.__all__) - {"suppressed"}
    traced = ROOT / "src" / "analysis" / "measure" / "tracing" / "tables.py"
    assert measures <= imported(traced.read_text(encoding="utf-8"))
