"""Notebooks executed and turned into pages without code; the front page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import jinja2
import papermill
from markupsafe import Markup
from nbconvert import HTMLExporter
from nbconvert.preprocessors import TagRemovePreprocessor
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config

from analysis.dates import format_date
from analysis.publish.kernel import kernel_in
from analysis.wording import Language, say, sentences

FRONT_CHARTS = ("congress_by_type", "waiting_list")


class ReportError(Exception):
    """A report that could not be made; the message names notebook, cell and cause."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What every notebook of a report is run with."""

    processed: Path
    plan: Path
    as_of: str
    language: Language
    charts: Path
    illustrative: bool
    internal: bool = False

    def parameters(self) -> dict[str, str]:
        """The values of the notebooks' parameters cell."""
        return {
            "processed": str(self.processed),
            "plan": str(self.plan),
            "as_of": self.as_of,
            "language": self.language,
            "charts": str(self.charts),
        }


def find_notebooks() -> list[Path]:
    """The notebooks of the checkout that one stands in, or that the package was installed from."""
    for root in (Path.cwd(), Path(__file__).parents[3]):
        found = sorted((root / "notebooks").glob("[0-9]*.ipynb"))
        if found:
            return found
    raise ReportError(
        f"no notebooks: neither {Path.cwd() / 'notebooks'} nor the package's checkout has any; "
        "run the command in the project's folder"
    )


def execute(notebook: Path, output: Path, settings: Settings) -> NotebookNode:
    """Runs one notebook; a failing one is kept in `output` with a marker where it broke.

    Raises ReportError, also for a notebook without one of the parameters.
    """
    known = papermill.inspect_notebook(str(notebook))
    for name in settings.parameters():
        if name not in known:
            raise ReportError(f"{notebook.name} has no parameter {name!r}; it has: {', '.join(known)}")
    try:
        with TemporaryDirectory(prefix="congress-progress-", ignore_cleanup_errors=True) as folder:
            executed: NotebookNode = papermill.execute_notebook(
                str(notebook),
                str(output),
                parameters=settings.parameters(),
                kernel_name="python3",
                kernel_manager_class=kernel_in(Path(folder), notebook.parent),
                progress_bar=False,
                log_output=False,
                extra_arguments=["--IPKernelApp.log_level=50"],  # its warnings are not for our readers
            )
    except PapermillExecutionError as error:
        # papermill put the injected parameters before it: its count from 0 is ours from 1
        raise ReportError(
            f"{notebook.name}, cell {error.cell_index}: {error.ename}: {error.evalue}"
        ) from error
    return executed


def title_of(notebook: NotebookNode, name: str, language: Language) -> str:
    """A page's title: from the wording; of a notebook that an analyst added, its first heading."""
    if f"report.page.{name}" in sentences():
        return say(f"report.page.{name}", language)
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    found = re.search(r"^#+ +(.+)$", text, re.MULTILINE)
    return found.group(1).strip() if found else name


def page_of(notebook: NotebookNode, title: str, settings: Settings) -> str:
    """A page of a notebook's results: no code, no scripts, nothing from elsewhere.

    What a cell printed is left out too: it is the machine's word (a font cache built, a warning), not
    the report's, and differs from run to run.
    """
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if output.output_type != "stream"]
    tags = TagRemovePreprocessor(remove_cell_tags={"only-in-jupyter", "parameters", "injected-parameters"})
    exporter = HTMLExporter(
        template_name="basic",
        exclude_input=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        config=Config(),
    )
    exporter.register_preprocessor(tags, enabled=True)
    body, _ = exporter.from_notebook_node(notebook)
    body = re.sub(r"<table", '<div class="scroll"><table', body).replace("</table>", "</table></div>")
    body = re.sub(r'<a class="anchor-link".*?</a>', "", body)
    return page(body, title, settings, back=True)


def page(body: str, title: str, settings: Settings, *, back: bool = False) -> str:
    """The frame of every page."""
    language = settings.language
    return (
        _templates()
        .get_template("page.html")
        .render(
            language=language,
            title=title,
            body=Markup(body),
            back=say("report.back", language) if back else "",
            illustrative=say("report.illustrative", language) if settings.illustrative else "",
            internal=say("report.internal", language) if settings.internal else "",
            footer=say("report.made_by", language, version=version("congress-progress")),
        )
    )


def _templates() -> jinja2.Environment:
    loader = jinja2.FunctionLoader(
        lambda name: files("analysis.publish").joinpath("templates", name).read_text(encoding="utf-8")
    )
    return jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True)


def front_page(
    lines: Iterable[str], pages: dict[str, str], charts: dict[str, str], findings: str, settings: Settings
) -> str:
    """The headline lines first, then the charts that matter most, then where everything is.

    `pages` and `charts` are titles by name.
    """
    language = settings.language
    day = date.fromisoformat(settings.as_of)
    in_front = [name for name in FRONT_CHARTS if name in charts]
    body = (
        _templates()
        .get_template("index.html")
        .render(
            title=say("report.title", language),
            as_of=say("report.as_of", language, day=format_date(day, language)),
            lines=list(lines),
            front=[{"name": name, "title": charts[name]} for name in in_front],
            pages_heading=say("report.pages", language),
            pages=pages,
            charts_heading=say("report.charts", language),
            charts={name: charts[name] for name in (*in_front, *sorted(charts)) if name in charts},
            findings=findings,
            files_heading=say("report.files", language),
            files=[
                {"path": path, "title": say(f"report.{key}", language)}
                for path, key in (
                    ("figures.xlsx", "figures"),
                    ("manifest.json", "manifest"),
                )
            ],
        )
    )
    return page(body, say("report.title", language), settings)
