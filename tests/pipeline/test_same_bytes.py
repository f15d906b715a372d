"""The same input gives the same bytes, whatever machine, order or number of jobs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import ROOT

from analysis.sample import write_sample

HERE = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}
ELSEWHERE = {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "77"}
ELSEWHERE |= {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}  # an ASCII machine


def cleaned(raw: Path, to: Path, environment: dict[str, str], *options: str) -> dict[str, bytes]:
    command = [sys.executable, "-m", "analysis", "clean", "--raw", str(raw), "--processed", str(to)]
    subprocess.run(
        [*command, "--plan", str(ROOT / "plan.toml"), *options],
        check=True,
        env={**os.environ, **environment},
        cwd=to.parent,
        capture_output=True,
    )
    return {path.name: path.read_bytes() for path in sorted(to.iterdir())}


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office") / "raw"
    write_sample(folder, organisations=12, members=300)
    return folder


def test_the_same_bytes_in_another_time_zone_and_locale_with_more_jobs(raw: Path, tmp_path: Path) -> None:
    here = cleaned(raw, tmp_path / "here", HERE)
    elsewhere = cleaned(raw, tmp_path / "elsewhere", ELSEWHERE, "--jobs", "3")
    assert here.keys() == elsewhere.keys()
    assert [name for name in here if here[name] != elsewhere[name]] == []


def test_the_same_bytes_when_the_files_were_written_in_another_order(raw: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    for path in sorted(raw.rglob("*"), reverse=True):
        if path.is_file():
            target = copy / path.relative_to(raw)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    assert cleaned(copy, tmp_path / "a", HERE) == cleaned(raw, tmp_path / "b", HERE)
