"""A report appears whole or not at all: made aside, put in place at the end."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from importlib.metadata import version
from pathlib import Path

from analysis.dates import format_date
from analysis.measure import headline_figures
from analysis.plan import load_plan
from analysis.publish.figures import chart_titles, write_figures
from analysis.publish.headline import headline_lines
from analysis.publish.manifest import digest_of, inputs_of, manifest_of
from analysis.publish.pages import (
    ReportError,
    Settings,
    execute,
    find_notebooks,
    front_page,
    page_of,
    title_of,
)
from analysis.store import load_processed
from analysis.wording import Language, say


def publish_report(
    processed: Path,
    reports: Path,
    *,
    plan_path: Path,
    as_of: date,
    language: Language,
    illustrative: bool,
) -> Path:
    """Makes the report of a day in reports/<as-of>/ and, if it is the newest, again in reports/latest/.

    Raises ReportError, and leaves the earlier report untouched, where a notebook fails.
    """
    processed, reports, plan_path = processed.resolve(), reports.resolve(), plan_path.resolve()
    reports.mkdir(parents=True, exist_ok=True)
    final = reports / as_of.isoformat()
    _recover(final)
    staging = reports / f".making-{as_of.isoformat()}"
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir()
    internal = load_plan(plan_path).show_small_counts
    settings = Settings(
        processed, plan_path, as_of.isoformat(), language, staging / "charts", illustrative, internal
    )
    try:
        _make(staging, settings, as_of)
    except ReportError as error:
        _keep_failed(staging, reports / "failed")
        raise ReportError(f"{error} ({reports / 'failed'})") from error
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    _swap(staging, final)
    _renew_latest(reports, final)
    return final


def is_published(processed: Path, reports: Path, *, plan_path: Path, as_of: date, language: Language) -> bool:
    """Whether the report of that day was made from exactly these inputs and stands complete."""
    folder = reports / as_of.isoformat()
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        outputs = dict(manifest["outputs"])
    except (OSError, ValueError, KeyError, TypeError):
        return False
    same = manifest.get("inputs") == inputs_of(processed, plan_path, find_notebooks())
    same = same and (manifest.get("language"), manifest.get("version")) == (
        language,
        version("congress-progress"),
    )
    return same and all(
        (folder / name).is_file() and digest_of(folder / name) == digest for name, digest in outputs.items()
    )


def _make(staging: Path, settings: Settings, as_of: date) -> None:
    notebooks = find_notebooks()
    work = staging / ".notebooks"
    work.mkdir()
    with ThreadPoolExecutor(2) as pool:
        executed = list(pool.map(lambda path: execute(path, work / path.name, settings), notebooks))
    titles = {}
    for path, notebook in zip(notebooks, executed, strict=True):
        titles[path.stem] = title_of(notebook, path.stem, settings.language)
        page = page_of(notebook, titles[path.stem], settings)
        (staging / f"{path.stem}.html").write_text(page, encoding="utf-8")
    shutil.rmtree(work)
    write_figures(settings.charts, staging / "figures.xlsx", _about(settings, as_of))
    (staging / "index.html").write_text(_front(titles, settings, as_of), encoding="utf-8")
    manifest = manifest_of(staging, settings, as_of, notebooks)
    (staging / "manifest.json").write_text(manifest, encoding="utf-8")


def _about(settings: Settings, as_of: date) -> list[str]:
    language = settings.language
    lines = [say("report.title", language), say("report.as_of", language, day=format_date(as_of, language))]
    marks = {"illustrative": settings.illustrative, "internal": settings.internal}
    return [*lines, *(say(f"report.{name}", language) for name, is_so in marks.items() if is_so)]


def _front(pages: dict[str, str], settings: Settings, as_of: date) -> str:
    tables, plan = load_processed(settings.processed), load_plan(settings.plan)
    figures = headline_figures(tables["progress"], tables["organisations"], plan, as_of=as_of)
    lines = headline_lines(figures, settings.language)
    severity = tables["findings"]["severity"]
    findings = say(
        "report.findings",
        settings.language,
        errors=int((severity == "error").sum()),
        warnings=int((severity == "warning").sum()),
    )
    return front_page(lines, pages, chart_titles(settings.charts), findings, settings)


def _recover(final: Path) -> None:
    """A run that was killed between the two renames left the old report aside: put it back."""
    old = final.with_name(f".old-{final.name}")
    if old.exists():
        if final.exists():
            shutil.rmtree(old)
        else:
            old.rename(final)


def _swap(staging: Path, final: Path) -> None:
    old = final.with_name(f".old-{final.name}")
    if final.exists():
        final.rename(old)
    staging.rename(final)
    shutil.rmtree(old, ignore_errors=True)


def _renew_latest(reports: Path, final: Path) -> None:
    """reports/latest/ holds the newest day's report."""
    days = [folder.name for folder in reports.iterdir() if folder.is_dir() and folder.name[:1].isdigit()]
    if final.name != max(days):
        return
    staging = reports / ".making-latest"
    shutil.rmtree(staging, ignore_errors=True)
    _recover(reports / "latest")
    shutil.copytree(final, staging)
    _swap(staging, reports / "latest")


def _keep_failed(staging: Path, failed: Path) -> None:
    """The notebooks as far as they ran, for whoever mends them; nothing else of the report stays."""
    shutil.rmtree(failed, ignore_errors=True)
    if (staging / ".notebooks").is_dir():
        shutil.copytree(staging / ".notebooks", failed)
    shutil.rmtree(staging, ignore_errors=True)
