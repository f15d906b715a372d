"""A report appears whole or not at all: made aside, put in place at the end."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from importlib.metadata import version
from pathlib import Path

import pandas as pd
import xlsxwriter

from analysis.measure import headline_figures
from analysis.plan import load_plan
from analysis.publish.headline import headline_lines
from analysis.publish.manifest import digest_of, inputs_of, manifest_of
from analysis.publish.pages import ReportError, Settings, execute, find_notebooks, front_page, page_of
from analysis.store import load_processed
from analysis.wording import Language, say

FRONT_CHARTS = ("congress_by_type", "waiting_list")
_NO_CLOCK = pd.Timestamp("2000-01-01").to_pydatetime()


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
    settings = Settings(processed, plan_path, as_of.isoformat(), language, staging / "charts", illustrative)
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
    names = [path.stem for path in notebooks]
    for name, notebook in zip(names, executed, strict=True):
        title = say(f"report.page.{name}", settings.language)
        (staging / f"{name}.html").write_text(page_of(notebook, title, settings), encoding="utf-8")
    shutil.rmtree(work)
    _write_figures(settings.charts, staging / "figures.xlsx")
    (staging / "index.html").write_text(_front(names, settings, as_of), encoding="utf-8")
    manifest = manifest_of(staging, settings, as_of, notebooks)
    (staging / "manifest.json").write_text(manifest, encoding="utf-8")


def _front(names: list[str], settings: Settings, as_of: date) -> str:
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
    charts = [(name, lines[0]) for name in FRONT_CHARTS if (settings.charts / f"{name}.png").is_file()]
    return front_page(lines, names, charts, findings, settings)


def _write_figures(charts: Path, path: Path) -> None:
    """The tables behind the charts, one sheet each; text stays text whatever it begins with."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True}
    with xlsxwriter.Workbook(str(path), options) as workbook:
        workbook.set_properties({"created": _NO_CLOCK})
        bold = workbook.add_format({"bold": True, "bottom": 1})
        for source in sorted(charts.glob("*.csv")):
            frame = pd.read_csv(source, encoding="utf-8-sig")
            sheet = workbook.add_worksheet(source.stem[:31])
            sheet.freeze_panes(1, 0)
            for c, name in enumerate(frame.columns):
                sheet.write_string(0, c, str(name), bold)
                sheet.set_column(c, c, 34 if frame[name].dtype.kind not in "if" else 12)
                for r, value in enumerate(frame[name], start=1):
                    if not pd.isna(value):
                        sheet.write(r, c, value.item() if hasattr(value, "item") else value)


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
