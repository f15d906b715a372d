"""The command line: arguments in, a few lines out, an exit code.

0 published or nothing new; 1 failed, and the earlier report and tables stand; 2 wrong usage; 3 with
--strict, something was refused. Standard output carries the result, standard error progress and faults.
"""

from __future__ import annotations

import io
import sys
import tempfile
import traceback
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from analysis.hand_lists import ListError
from analysis.pipeline.faults import Fault
from analysis.plan import PlanError
from analysis.publish import ReportError
from analysis.wording import Language, say

app = typer.Typer(
    name="congress-progress",
    help="Từ bảng tính của cơ quan đến báo cáo tiến độ đại hội · From an office's workbooks to a report.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
_results = Console(highlight=False, markup=False, soft_wrap=True)
_faults = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


class LanguageChoice(StrEnum):
    """The languages of messages, charts and reports."""

    vi = "vi"
    en = "en"


Raw = Annotated[Path, typer.Option(help="folder of the workbooks as they arrived; nothing in it is changed")]
RegisterFolder = Annotated[Path, typer.Option(help="folder with the register to match names against")]
Processed = Annotated[Path, typer.Option(help="folder of the cleaned tables")]
Reports = Annotated[Path, typer.Option(help="folder of the reports")]
PlanFile = Annotated[Path, typer.Option("--plan", help="the plan file")]
AsOf = Annotated[
    str | None,
    typer.Option(help="the day to report for; also the date of sheets that give none", metavar="YYYY-MM-DD"),
]
Speech = Annotated[LanguageChoice, typer.Option(help="language of the report and the messages")]
Jobs = Annotated[int, typer.Option(min=1, max=64, help="files read at the same time")]
Strict = Annotated[
    bool, typer.Option("--strict", help="publish nothing if any value was refused (exit code 3)")
]


@app.command()
def run(
    raw: Raw = Path("data/raw"),
    processed: Processed = Path("data/processed"),
    reports: Reports = Path("reports"),
    plan: PlanFile = Path("plan.toml"),
    as_of: AsOf = None,
    language: Speech = LanguageChoice.vi,
    jobs: Jobs = 1,
    force: Annotated[bool, typer.Option("--force", help="make the report even if nothing is new")] = False,
    strict: Strict = False,
) -> None:
    """Clean the workbooks, store the tables and publish the report."""
    from analysis.pipeline.run import Settings
    from analysis.pipeline.run import run as run_all

    spoken: Language = language.value
    _guarded(
        spoken,
        lambda: (
            run_all(
                Settings(raw, processed, reports, plan, _day(as_of), spoken, jobs, force, strict),
                _faults.print,
            ).lines
        ),
    )


@app.command()
def clean(
    raw: Raw = Path("data/raw"),
    processed: Processed = Path("data/processed"),
    plan: PlanFile = Path("plan.toml"),
    as_of: AsOf = None,
    language: Speech = LanguageChoice.vi,
    jobs: Jobs = 1,
    strict: Strict = False,
) -> None:
    """Clean the workbooks and store the tables; no report."""
    from analysis.pipeline.run import Settings
    from analysis.pipeline.run import clean as clean_only

    spoken: Language = language.value
    _guarded(
        spoken,
        lambda: (
            clean_only(
                Settings(
                    raw, processed, plan=plan, as_of=_day(as_of), language=spoken, jobs=jobs, strict=strict
                ),
                _faults.print,
            ).lines
        ),
    )


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(help="workbooks to look into")],
    raw: RegisterFolder = Path("data/raw"),
    plan: PlanFile = Path("plan.toml"),
    as_of: AsOf = None,
    language: Speech = LanguageChoice.vi,
) -> None:
    """Show what would be read, corrected and refused; writes nothing."""
    from analysis.pipeline.check import check_files

    spoken: Language = language.value
    _guarded(spoken, lambda: check_files(files, raw=raw, plan_path=plan, as_of=_day(as_of), language=spoken))


@app.command("return")
def give_back(
    file: Annotated[Path, typer.Argument(help="the workbook to give back")],
    to: Annotated[Path, typer.Option("--to", help="folder for the annotated copy")],
    raw: RegisterFolder = Path("data/raw"),
    plan: PlanFile = Path("plan.toml"),
    as_of: AsOf = None,
    language: Speech = LanguageChoice.vi,
) -> None:
    """Write an annotated copy for the sender: faulty cells marked, with the reasons."""
    from analysis.pipeline.giving_back import give_back as give_one_back

    spoken: Language = language.value
    _guarded(
        spoken,
        lambda: give_one_back(file, to, raw=raw, plan_path=plan, as_of=_day(as_of), language=spoken),
    )


@app.command()
def trace(
    figure: Annotated[
        str,
        typer.Argument(help="a chart or table (congress_by_type, members_by_type, …) or held, overdue, …"),
    ],
    conditions: Annotated[
        list[str] | None, typer.Argument(help="COLUMN=VALUE, such as organisation_type=enterprise")
    ] = None,
    column: Annotated[
        str | None, typer.Option("--figure", help="which column of the chart or table", metavar="COLUMN")
    ] = None,
    to: Annotated[
        Path | None, typer.Option("--to", help="an .xlsx file for the cells, with links to them")
    ] = None,
    processed: Processed = Path("data/processed"),
    raw: Raw = Path("data/raw"),
    plan: PlanFile = Path("plan.toml"),
    as_of: AsOf = None,
    language: Speech = LanguageChoice.vi,
) -> None:
    """Show the cells behind a figure: what they say, what was made of it; for the office's own eyes."""
    from analysis.pipeline.tracing import Question, trace_lines

    spoken: Language = language.value

    def work() -> list[str]:
        day = _day(as_of)
        question = Question(figure, tuple(conditions or ()), column, day.isoformat() if day else None)
        return trace_lines(question, processed=processed, raw=raw, plan_path=plan, to=to, language=spoken)

    _guarded(spoken, work)


@app.command()
def sample(
    folder: Annotated[Path, typer.Argument(help="folder to write the invented office's workbooks into")],
    organisations: Annotated[int, typer.Option(min=12, max=5000)] = 88,
    members: Annotated[int, typer.Option(min=100, max=1_000_000)] = 3445,
    seed: Annotated[int, typer.Option(min=0)] = 2025,
    language: Speech = LanguageChoice.vi,
) -> None:
    """Write the workbooks of an invented office, with the truth beside them."""
    from analysis.pipeline.illustration import write_illustration

    spoken: Language = language.value
    _guarded(
        spoken,
        lambda: write_illustration(
            folder, organisations=organisations, members=members, seed=seed, language=spoken
        ),
    )


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Fault("bad_date", exit_code=2, value=text) from None


def _speak_utf8() -> None:
    """A log file or pipe gets UTF-8 whatever the scheduler's locale; a terminal keeps its own encoding."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def _guarded(language: Language, work: Callable[[], list[str]]) -> None:
    """Prints what `work` returns; a fault is one clear message and its exit code, never a traceback."""
    _speak_utf8()
    try:
        for line in work():
            _results.print(line)
    except Fault as fault:
        _faults.print(fault.message(language))
        raise typer.Exit(fault.exit_code) from None
    except ListError as error:
        _faults.print(error.message(language))
        raise typer.Exit(1) from None
    except PlanError as error:
        _faults.print(str(error))
        raise typer.Exit(2 if _names_no_file(error) else 1) from None
    except ReportError as error:
        _faults.print(str(error))
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    except Exception as error:  # the last line of defence: the scheduler gets a message, we get the details
        _faults.print(say("fault.unexpected", language, cause=type(error).__name__, log=_kept_details()))
        raise typer.Exit(1) from None


def _names_no_file(error: PlanError) -> bool:
    return isinstance(error.__cause__, FileNotFoundError | IsADirectoryError)


def _kept_details() -> str:
    """The traceback goes to a file of its own, not to a user; it names code, no cell's content."""
    with tempfile.NamedTemporaryFile(
        "w", prefix="congress-progress-", suffix=".log", delete=False, encoding="utf-8"
    ) as log:
        traceback.print_exc(file=log)
    return log.name


def main() -> None:
    """The entry point of the command `congress-progress`."""
    app()
