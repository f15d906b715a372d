"""What went into a report and what came out, with digests; no clock: the same input, the same bytes."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import pyarrow.parquet as pq

from analysis.publish.pages import Settings
from analysis.store import TABLES


def digest_of(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def inputs_of(processed: Path, plan_path: Path, notebooks: list[Path]) -> dict[str, dict[str, str]]:
    """Digests of the raw files, the processed tables, the program, the plan and the notebooks."""
    sources = pq.read_table(processed / "sources.parquet", columns=["source_file", "sha256"]).to_pydict()
    raw = dict(zip(sources["source_file"], sources["sha256"], strict=True))
    return {
        "raw": {name: raw[name] or "" for name in sorted(raw)},
        "processed": {f"{name}.parquet": digest_of(processed / f"{name}.parquet") for name in sorted(TABLES)},
        "program": {"analysis": _program()},
        "plan": {plan_path.name: digest_of(plan_path)},
        "notebooks": {path.name: digest_of(path) for path in notebooks},
    }


def _program() -> str:
    """One digest over the package's own files: another program may make another report."""
    package = Path(str(files("analysis")))
    whole = hashlib.sha256()
    for path in sorted(package.rglob("*")):
        if path.suffix in (".py", ".toml", ".csv", ".html"):
            whole.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    return whole.hexdigest()


def manifest_of(staging: Path, settings: Settings, as_of: date, notebooks: list[Path]) -> str:
    """The manifest of all files in the staging folder."""
    outputs = sorted(path for path in staging.rglob("*") if path.is_file())
    content = {
        "name": "congress-progress",
        "version": version("congress-progress"),
        "as_of": as_of.isoformat(),
        "language": settings.language,
        "illustrative": settings.illustrative,
        "inputs": inputs_of(settings.processed, settings.plan, notebooks),
        "outputs": {path.relative_to(staging).as_posix(): digest_of(path) for path in outputs},
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
