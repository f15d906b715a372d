from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from analysis.read import apart
from analysis.read.apart import Readers
from analysis.read.faults import UnreadableWorkbook


def _behave(how: str) -> str:
    if how == "abort":
        os.write(2, b"memory allocation of 99 bytes failed")
        os.abort()
    if how == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    if how == "fill":
        return "x" * (4 << 30)
    if how == "work":
        while True:
            pass
    if how == "sleep":
        time.sleep(60)
    if how == "refuse":
        raise UnreadableWorkbook("file_damaged", "why")
    return how


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_bad_file_costs_one_finding_and_the_others_are_read(
    monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    monkeypatch.setattr(apart, "MOST_SECONDS", 1.0)
    monkeypatch.setattr(apart, "AGAIN_SECONDS", 1.0)
    monkeypatch.setattr(apart, "BATCH_SECONDS", 0.5)
    hows = ["first", "abort", "second", "crash", "fill", "sleep", "refuse", "last"]
    with Readers(_behave, jobs) as readers:
        results = list(readers.results([(0, (how,)) for how in hows]))
    told = [r.rule if isinstance(r, UnreadableWorkbook) else r for r in results]
    assert told == [
        "first", "file_takes_memory", "second", "file_crashes_reader", "file_takes_memory",
        "file_takes_too_long", "file_damaged", "last",
    ]  # fmt: skip


def test_a_missing_file_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        apart.read_apart(tmp_path / "none.xlsx")


def test_a_large_file_may_wait_for_the_machine_but_not_work_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "MOST_SECONDS", 1.0)
    started = time.monotonic()
    with Readers(_behave) as readers:
        (result,) = readers.results([(apart.LARGE_FILE + 1, ("work",))])
    assert isinstance(result, UnreadableWorkbook)
    assert result.rule == "file_takes_too_long"
    assert time.monotonic() - started < apart.LARGE_FILE_SECONDS / 2


def test_no_file_takes_more_than_twenty_seconds() -> None:
    assert apart.BATCH_SECONDS + apart.AGAIN_SECONDS < 20
    assert apart.MOST_SECONDS < 20
