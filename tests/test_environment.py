"""pyproject.toml, environment.yml and requirements.lock name the same packages."""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
CONDA_LINE = re.compile(r"- (?P<conda>\w[\w.-]*)(?P<bounds>(?:[<>=!~][^#\s]*)?)(?: +# (?P<pypi>[\w.-]+))?$")


def requirements(lines: list[str]) -> dict[str, Requirement]:
    return {canonicalize_name(Requirement(line).name): Requirement(line) for line in lines}


def asked_for() -> dict[str, Requirement]:
    """Every direct dependency, the user's and the developer's."""
    return requirements(PYPROJECT["project"]["dependencies"] + PYPROJECT["dependency-groups"]["dev"])


def lines_for_conda() -> list[str]:
    listed = (ROOT / "environment.yml").read_text(encoding="utf-8").split("dependencies:")[1]
    return [line.strip() for line in listed.splitlines()]


def named_for_conda() -> dict[str, Requirement]:
    """The packages of environment.yml by their name on PyPI, which stands behind it where conda's differs."""
    found = [CONDA_LINE.match(line) for line in lines_for_conda()]
    return requirements([(match["pypi"] or match["conda"]) + match["bounds"] for match in found if match])


def locked() -> dict[str, list[Requirement]]:
    """The pins of the lock by name: one, or several that exclude each other by their markers."""
    pins: dict[str, list[Requirement]] = {}
    for line in re.findall(r"^\w.*==.*?(?= \\$)", LOCK, flags=re.MULTILINE):
        pins.setdefault(canonicalize_name(Requirement(line).name), []).append(Requirement(line))
    return pins


def test_conda_gets_the_same_direct_dependencies_with_the_same_bounds() -> None:
    for_conda = {
        name: str(requirement.specifier)
        for name, requirement in named_for_conda().items()
        if name not in {"python", "pip"}
    }
    assert for_conda == {name: str(requirement.specifier) for name, requirement in asked_for().items()}


def test_conda_gets_the_same_python_and_the_project_itself() -> None:
    assert f"- python{PYPROJECT['project']['requires-python']}" in lines_for_conda()
    assert lines_for_conda()[-1] == "- -e ."


@pytest.mark.parametrize("name", sorted(asked_for()))
def test_the_lock_has_every_direct_dependency_in_a_version_asked_for(name: str) -> None:
    pins = locked().get(name, [])
    assert pins, f"{name} is not in requirements.lock: make lock"
    for pin in pins:
        (version,) = (clause.version for clause in pin.specifier)
        assert asked_for()[name].specifier.contains(version), f"{pin} is not {asked_for()[name]}: make lock"


def test_the_lock_builds_the_project_without_a_download() -> None:
    assert set(requirements(PYPROJECT["build-system"]["requires"])) <= set(locked())


def test_every_pin_of_the_lock_has_a_hash() -> None:
    unhashed = re.findall(r"^\w.*==.*[^\\]$", LOCK, flags=re.MULTILINE)
    entries = re.split(r"^(?=\w)", LOCK, flags=re.MULTILINE)[1:]
    assert unhashed == []
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_lock_names_no_index() -> None:
    assert re.findall(r"^--?(?!hash).*|\w+://\S+", LOCK, flags=re.MULTILINE) == []


@pytest.mark.parametrize(
    ("sys_platform", "os_name", "needed"),
    [("win32", "nt", "pywinpty"), ("darwin", "posix", "appnope"), ("linux", "posix", "ptyprocess")],
)
def test_the_lock_serves_every_platform(sys_platform: str, os_name: str, needed: str) -> None:
    machine = {"sys_platform": sys_platform, "os_name": os_name, "python_full_version": "3.11.7"}
    markers = [pin.marker or Marker("python_version >= '3.11'") for pin in locked()[needed]]
    assert any(marker.evaluate(machine) for marker in markers)


def test_this_environment_is_the_locked_one() -> None:
    """Made by make, it holds what the lock says; made by conda, the bounds of pyproject.toml must do."""
    if os.environ.get("CONDA_PREFIX"):
        pytest.skip("the lock is for pip")
    installed = {name: importlib.metadata.version(name) for name in asked_for()}
    assert installed == {name: str(locked()[name][0].specifier).removeprefix("==") for name in asked_for()}


def test_a_raw_workbook_cannot_be_added_to_git() -> None:
    private = ["data/raw/a.xlsx", "data/raw/2025/b.xls", "data/processed/progress.parquet", "reports/latest"]
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("not a git checkout, or no git")
    asked = subprocess.run(["git", "check-ignore", *private], cwd=ROOT, capture_output=True, text=True)
    assert asked.stdout.split() == private
