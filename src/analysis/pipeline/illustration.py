"""Writes the invented office for `congress-progress sample`."""

from __future__ import annotations

from pathlib import Path

from analysis.pipeline.faults import Fault
from analysis.sample import write_sample
from analysis.wording import Language, say


def write_illustration(
    folder: Path, *, organisations: int, members: int, seed: int, language: Language
) -> list[str]:
    """Writes workbooks and truth; a folder that holds anything already is left alone."""
    if folder.is_file():
        raise Fault("path_is_file", exit_code=2, path=folder)
    if folder.exists() and any(folder.iterdir()):
        raise Fault("folder_not_empty", exit_code=2, path=folder)
    written = write_sample(folder, organisations=organisations, members=members, seed=seed)
    truth = folder.with_name(f"{folder.name}-truth")
    return [say("command.sample_at", language, count=len(written), path=folder, truth=truth)]
