"""Documents stay true: options, files, rules and functions that they name exist."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from tests.conftest import ROOT
from typer.main import get_command

import analysis
from analysis.cli import app
from analysis.findings import SEVERITY

DOCUMENTS = [
    ROOT / name
    for name in (
        "README.md",
        "CONTRIBUTING.md",
        "GLOSSARY.md",
        "CHANGELOG.md",
        "docs/huong-dan.md",
        "docs/outlook.md",
        "docs/mess.md",
    )
]
GUIDE = (ROOT / "docs" / "huong-dan.md").read_text(encoding="utf-8")


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.splitlines()]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_option_named_exists(path: Path) -> None:
    commands = get_command(app).commands.values()  # type: ignore[attr-defined]
    known = {option for command in commands for parameter in command.params for option in parameter.opts}
    lines = [
        line
        for line in path.read_text(encoding="utf-8").splitlines()
        if "congress-progress" in line or "Tham số" in line
    ]
    named = {option for line in lines for option in re.findall(r"(?<![\w-])--[a-z-]+", line)}
    assert named <= known


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(path: Path) -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)\)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_the_guide_explains_every_rule() -> None:
    assert [rule for rule in SEVERITY if f"`{rule}`" not in GUIDE] == []


def test_the_guide_names_every_vocabulary() -> None:
    files = {path.name for path in (ROOT / "src" / "analysis" / "vocabulary").glob("*.csv")}
    assert [name for name in files if f"`{name}`" not in GUIDE] == []


def test_every_function_that_documents_import_exists() -> None:
    for path in DOCUMENTS:
        for names in re.findall(r"from analysis import ([\w, ]+)", path.read_text(encoding="utf-8")):
            assert {name.strip() for name in names.split(",")} <= set(analysis.__all__)


def test_no_file_names_a_place_that_no_user_has() -> None:
    elsewhere = re.compile(r"\.\./" + r"shared|/(?:work|" + r"root)/")
    named = [
        path.name
        for path in tracked()
        if path.suffix in (".md", ".py", ".toml", ".ipynb", ".yml")
        and path.exists()
        and elsewhere.search(path.read_text(encoding="utf-8"))
    ]
    assert named == []
