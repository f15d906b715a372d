"""The order of the rooms: a stage imports the leaves, never another stage."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "analysis"
STAGES = ("read", "recognise", "clean", "store", "measure", "chart", "publish", "sample")
ABOVE = ("pipeline", "cli")
WORKS_ON = {"publish": {"store", "measure", "chart"}, "chart": {"measure"}}
"""What a stage may know of others: publishing runs the notebooks' stages, charts take measured tables."""


def imported_rooms(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    modules += [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    return {module.split(".")[1] for module in modules if module.startswith("analysis.")}


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_imports_only_leaves(stage: str) -> None:
    foreign = {
        f"{path.relative_to(SOURCE)} imports {room}"
        for path in (SOURCE / stage).rglob("*.py")
        for room in imported_rooms(path)
        if room in (*STAGES, *ABOVE) and room != stage and room not in WORKS_ON.get(stage, set())
    }
    assert foreign == set()


def test_leaves_import_only_leaves() -> None:
    foreign = {
        f"{path.name} imports {room}"
        for path in SOURCE.glob("*.py")
        if path.stem not in ("cli", "__init__", "__main__")
        for room in imported_rooms(path)
        if room in (*STAGES, *ABOVE)
    }
    assert foreign == set()
