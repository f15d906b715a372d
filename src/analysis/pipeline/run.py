"""The main job: clean the folder, publish the report, then store the tables. Whole or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd

from analysis.clean.corrections import FILE_NAME, Correction, CorrectionError, load_corrections
from analysis.measure import headline_figures
from analysis.pipeline.cleaning import clean_folder
from analysis.pipeline.faults import Fault
from analysis.plan import Plan, load_plan
from analysis.publish import headline_lines, is_published, publish_report
from analysis.store import save_processed
from analysis.wording import Language, say

Tell = Callable[[str], None]
MOST_MESSAGES = 10


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is asked for; the defaults are those of the command line."""

    raw: Path = Path("data/raw")
    processed: Path = Path("data/processed")
    reports: Path = Path("reports")
    plan: Path = Path("plan.toml")
    as_of: date | None = None
    language: Language = "vi"
    jobs: int = 1
    force: bool = False
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run: the lines for standard output, the tables and where the report stands."""

    lines: list[str]
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    report: Path | None = None


def clean(settings: Settings, tell: Tell) -> Outcome:
    """Cleans the raw folder into the processed tables."""
    tables = _cleaned(settings, load_plan(settings.plan), tell)
    _store(tables, settings)
    where = say("command.tables_at", settings.language, path=settings.processed)
    return Outcome([_summary(tables, settings.language), where], tables)


def run(settings: Settings, tell: Tell) -> Outcome:
    """Cleans the raw folder and publishes the report; the tables change only when the report stands."""
    plan = load_plan(settings.plan)
    tables = _cleaned(settings, plan, tell)
    as_of = _as_of(tables, settings.as_of)
    with tempfile.TemporaryDirectory(prefix="congress-progress-") as folder:
        aside = Path(folder)
        save_processed(tables, aside)
        known = not settings.force and is_published(
            aside, settings.reports, plan_path=settings.plan, as_of=as_of, language=settings.language
        )
        report = settings.reports / as_of.isoformat()
        if not known:
            report = publish_report(
                aside,
                settings.reports,
                plan_path=settings.plan,
                as_of=as_of,
                language=settings.language,
                illustrative=is_illustrative(tables),
            )
    _store(tables, settings)
    figures = headline_figures(tables["progress"], tables["organisations"], plan, as_of=as_of)
    lines = [*headline_lines(figures, settings.language), _summary(tables, settings.language)]
    if known:
        lines.append(say("command.nothing_new", settings.language, as_of=as_of))
    lines.append(say("command.report_at", settings.language, path=report / "index.html"))
    return Outcome(lines, tables, None if known else report)


def _cleaned(settings: Settings, plan: Plan, tell: Tell) -> dict[str, pd.DataFrame]:
    tables = clean_folder(
        settings.raw,
        plan,
        as_of=settings.as_of,
        corrections=_corrections(settings.plan),
        jobs=settings.jobs,
        tell=lambda file: tell(say("command.reading", settings.language, file=file)),
    )
    if settings.strict:
        _refuse_refusals(tables["findings"], settings.language)
    return tables


def _corrections(plan: Path) -> list[Correction]:
    """They stand beside the plan: both are the office's own."""
    try:
        return load_corrections(plan.parent / FILE_NAME)
    except CorrectionError as error:
        raise Fault(error.rule, exit_code=1, **error.values) from error
    except OSError as error:
        raise Fault("corrections_unreadable", path=plan.parent / FILE_NAME) from error


def _refuse_refusals(findings: pd.DataFrame, language: Language) -> None:
    refused = findings[findings["severity"] == "error"]
    if len(refused):
        messages = refused["message" if language == "vi" else "message_en"].head(MOST_MESSAGES)
        raise Fault(
            "refused_strict", exit_code=3, count=len(refused), messages="".join(f"\n  {m}" for m in messages)
        )


def _store(tables: dict[str, pd.DataFrame], settings: Settings) -> None:
    try:
        save_processed(tables, settings.processed)
    except OSError as error:
        raise Fault("not_writable", path=settings.processed, cause=error.strerror or error) from error


def _as_of(tables: dict[str, pd.DataFrame], asked: date | None) -> date:
    """The date the report speaks for: the one asked for, else the newest progress report's."""
    days = tables["progress"]["as_of"].dropna()
    if asked is not None:
        days = days[days <= pd.Timestamp(asked)]
    if days.empty:
        raise Fault("no_progress", as_of=asked or "—")
    newest: date = days.max().date()
    return asked or newest


def is_illustrative(tables: dict[str, pd.DataFrame]) -> bool:
    """Whether any input says of itself that its figures are made up (dữ liệu minh họa)."""
    return bool(tables["sources"]["illustrative"].any())


def _summary(tables: dict[str, pd.DataFrame], language: Language) -> str:
    sources, severity = tables["sources"], tables["findings"]["severity"]
    return say(
        "command.cleaned",
        language,
        files=sources["source_file"].nunique(),
        sheets=len(sources),
        cells=int(sources["cells"].sum()),
        errors=int((severity == "error").sum()),
        warnings=int((severity == "warning").sum()),
    )
