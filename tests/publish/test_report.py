"""A report is whole or not there: its pages, its manifest, what a failed run leaves."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import socket
import sys
from datetime import date
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest
from tests.conftest import ROOT
from tests.publish.conftest import PLAN

from analysis.pipeline.run import Outcome, Settings, clean, run
from analysis.plan import load_plan
from analysis.publish import ReportError, is_published, publish_report
from analysis.publish.pages import Settings as PageSettings
from analysis.publish.pages import execute

PAGES = ("01_incoming_files", "02_membership", "03_congress_progress", "04_bloc_preparations", "05_outlook")


def test_a_report_has_everything_the_contract_names(office: tuple[Settings, Outcome]) -> None:
    report = office[1].report
    assert report is not None
    assert report.name == "2025-06-30"
    assert {f"{page}.html" for page in PAGES} | {"index.html", "figures.xlsx", "manifest.json", "charts"} <= {
        path.name for path in report.iterdir()
    }
    charts = {path.stem for path in (report / "charts").iterdir()}
    assert len(charts) >= 8
    assert all(
        (report / "charts" / f"{name}.{end}").is_file() for name in charts for end in ("png", "svg", "csv")
    )


def test_the_newest_report_stands_again_in_latest(office: tuple[Settings, Outcome]) -> None:
    report = office[1].report
    assert report is not None
    latest = report.parent / "latest"
    assert {p.relative_to(report) for p in report.rglob("*")} == {
        p.relative_to(latest) for p in latest.rglob("*")
    }
    assert (report / "manifest.json").read_bytes() == (latest / "manifest.json").read_bytes()


def test_the_manifest_tells_the_truth(office: tuple[Settings, Outcome]) -> None:
    settings, outcome = office
    assert outcome.report is not None
    manifest = json.loads((outcome.report / "manifest.json").read_text(encoding="utf-8"))
    for name, digest in manifest["outputs"].items():
        assert hashlib.sha256((outcome.report / name).read_bytes()).hexdigest() == digest
    for name, digest in manifest["inputs"]["raw"].items():
        assert hashlib.sha256((settings.raw / name).read_bytes()).hexdigest() == digest
    assert manifest["as_of"] == "2025-06-30"
    everything = {p.relative_to(outcome.report).as_posix() for p in outcome.report.rglob("*") if p.is_file()}
    assert set(manifest["outputs"]) == everything - {"manifest.json"}


@pytest.mark.parametrize("page", [*PAGES, "index"])
def test_a_page_stands_alone_and_says_that_it_is_made_up(office: tuple[Settings, Outcome], page: str) -> None:
    assert office[1].report is not None
    text = (office[1].report / f"{page}.html").read_text(encoding="utf-8")
    assert "<script" not in text
    assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]*', text) == []
    assert "DỮ LIỆU MINH HỌA" in text
    assert '<html lang="vi">' in text
    assert "open_desk" not in text
    assert all(alt.strip() for alt in re.findall(r'<img alt="([^"]*)"', text))


def test_the_command_prints_the_five_lines_first_and_where_the_report_is(
    office: tuple[Settings, Outcome],
) -> None:
    lines = office[1].lines
    assert re.match(r"Đến 30/6/2025: \d+/\d+ \(.*%\) tổ chức đã đại hội", lines[0])
    assert lines[-1].endswith("index.html")
    assert len(lines) == 7


def test_nothing_new_is_nothing_done(office: tuple[Settings, Outcome]) -> None:
    settings, outcome = office
    assert outcome.report is not None
    before = (outcome.report / "manifest.json").stat().st_mtime_ns
    again = run(settings, lambda _: None)
    assert again.report is None
    assert (outcome.report / "manifest.json").stat().st_mtime_ns == before


def test_a_report_that_was_tampered_with_is_made_again(
    office: tuple[Settings, Outcome], tmp_path: Path
) -> None:
    settings, outcome = office
    assert outcome.report is not None
    copy = tmp_path / "reports" / outcome.report.name
    shutil.copytree(outcome.report, copy)
    asked: dict[str, Any] = {"plan_path": PLAN, "as_of": date(2025, 6, 30), "language": "vi"}
    assert is_published(settings.processed, copy.parent, **asked)
    (copy / "index.html").write_text("changed", encoding="utf-8")
    assert not is_published(settings.processed, copy.parent, **asked)


@pytest.fixture
def broken_notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose only notebook fails in its third cell."""
    notebook = nbformat.read(ROOT / "notebooks" / "04_bloc_preparations.ipynb", as_version=4)
    notebook.cells.insert(3, nbformat.v4.new_code_cell("raise RuntimeError('đứt')"))
    path = tmp_path / "notebooks" / "04_bloc_preparations.ipynb"
    path.parent.mkdir()
    nbformat.write(notebook, path)
    monkeypatch.setattr("analysis.publish.report.find_notebooks", lambda: [path])
    return path


@pytest.mark.usefixtures("broken_notebook")
def test_a_failing_notebook_leaves_the_earlier_report_untouched(
    office: tuple[Settings, Outcome], tmp_path: Path
) -> None:
    settings, outcome = office
    assert outcome.report is not None
    reports = tmp_path / "reports"
    shutil.copytree(outcome.report.parent, reports)
    before = {path: path.read_bytes() for path in reports.rglob("*") if path.is_file()}
    with pytest.raises(ReportError, match=r"04_bloc_preparations.ipynb, cell 4: RuntimeError: đứt"):
        publish_report(
            settings.processed,
            reports,
            plan_path=PLAN,
            as_of=date(2025, 6, 30),
            language="vi",
            illustrative=True,
        )
    kept = {
        path: path.read_bytes()
        for path in reports.rglob("*")
        if path.is_file() and "failed" not in path.parts
    }
    assert kept == before
    assert [path.name for path in (reports / "failed").iterdir()] == ["04_bloc_preparations.ipynb"]


def test_notebooks_run_where_they_lie_and_move_nobody_else(tmp_path: Path) -> None:
    parameters = nbformat.v4.new_code_cell(
        "\n".join(f'{name} = ""' for name in ("processed", "plan", "as_of", "language", "charts")),
        metadata={"tags": ["parameters"]},
    )
    look = nbformat.v4.new_code_cell("import os; os.getcwd()")
    notebook = nbformat.v4.new_notebook(
        cells=[parameters, look],
        metadata={"kernelspec": {"name": "python3", "display_name": "any", "language": "python"}},
    )
    folder = tmp_path / "of its own"
    folder.mkdir()
    nbformat.write(notebook, folder / "look.ipynb")
    settings = PageSettings(tmp_path, PLAN, "2025-06-30", "vi", tmp_path / "charts", illustrative=True)
    moved: list[str] = []

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if watching and event == "os.chdir" and Path(arguments[0]) != before:
            moved.append(str(arguments[0]))

    before, watching = Path.cwd(), True
    sys.addaudithook(watch)
    executed = execute(folder / "look.ipynb", tmp_path / "done.ipynb", settings)
    watching = False
    assert not moved  # not even for a moment: other notebooks run at the same time
    assert executed.cells[-1].outputs[0]["data"]["text/plain"] == repr(str(folder))


def test_a_notebook_without_a_parameter_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bare.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")]), path)
    settings = PageSettings(tmp_path, PLAN, "2025-06-30", "vi", tmp_path, illustrative=False)
    with pytest.raises(ReportError, match="has no parameter 'processed'"):
        execute(path, tmp_path / "out.ipynb", settings)


def test_an_analyst_cleans_without_a_report(office: tuple[Settings, Outcome], tmp_path: Path) -> None:
    settings = Settings(office[0].raw, tmp_path / "processed", tmp_path / "reports", PLAN)
    outcome = clean(settings, lambda _: None)
    assert outcome.report is None
    assert not settings.reports.exists()
    assert (settings.processed / "cleaned.xlsx").is_file()


def test_the_figures_behind_a_chart_are_those_of_the_measure(office: tuple[Settings, Outcome]) -> None:
    from analysis.measure import completion_rates

    outcome = office[1]
    assert outcome.report is not None
    tables = outcome.tables
    rates = completion_rates(tables["progress"], tables["organisations"], load_plan(PLAN), as_of="2025-06-30")
    shown = pd.read_csv(outcome.report / "charts" / "milestones_by_type.csv", encoding="utf-8-sig")
    columns = ["milestone", "organisation_type", "required", "held", "on_time", "late", "overdue"]
    pd.testing.assert_frame_equal(shown[columns], rates[columns], check_dtype=False)


def test_nothing_small_and_personal_is_published(office: tuple[Settings, Outcome]) -> None:
    assert office[1].report is not None
    shown = pd.read_csv(office[1].report / "charts" / "members_by_type.csv", encoding="utf-8-sig")
    sensitive = shown[~shown["measure"].isin(["total", "opening", "closing", "full"])]
    personal = sensitive[sensitive["measure"].str.match("age_|women|ethnic|religious|probationary|exempt")]
    assert not personal["count"].dropna().between(1, 4).any()


def test_making_a_report_needs_no_network(
    office: tuple[Settings, Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("asked the network for a name")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert run(office[0], lambda _: None).report is None
