"""Reads each file in a process of its own, within limits of memory and time.

A file of a few kilobytes can ask for more memory than the machine has, run without end, or make a
native reader abort, which no `except` catches. Here it costs a worker and one finding, and the run
goes on: workers are reused, a dead one is replaced.
"""

from __future__ import annotations

import faulthandler
import gc
import multiprocessing
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TookTooLong
from contextlib import suppress
from functools import cache
from math import ceil
from pathlib import Path
from typing import Any, Generic, TypeVar

from pebble import ProcessExpired, ProcessPool

from analysis.read.faults import UnreadableWorkbook
from analysis.read.workbook import Workbook, read_workbook

T = TypeVar("T")
_OUT_OF_TIME = int(getattr(signal, "SIGXCPU", 0))
Task = tuple[int, tuple[Any, ...]]
"""The size of the file in bytes, and the arguments of the reading function."""

MOST_SECONDS = 19.0
"""What nobody waits longer for."""
BATCH_SECONDS, AGAIN_SECONDS = 5.5, 13.5
"""A batch of small files, and each of its files by itself where the batch took too long."""
BATCH_FILES, BATCH_BYTES = 32, 500_000
LARGE_FILE, LARGE_FILE_SECONDS = 2_000_000, 45.0
"""An honest large file may wait for a busy machine, but work no longer than any other."""
LEAST_BYTES, BYTES_PER_BYTE, MOST_BYTES = 600 << 20, 24, 820 << 20
"""What a small file may take; a large one may take more, in proportion to its size."""


class Readers(Generic[T]):
    """A pool of worker processes that apply one function to many files."""

    def __init__(self, function: Callable[..., T], jobs: int = 1) -> None:
        self._function, self._jobs = function, jobs
        self._last_words = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the pool)
        self._pool = ProcessPool(
            max_workers=jobs,
            initializer=_listen_to,
            initargs=[self._last_words.fileno()],
            context=multiprocessing.get_context("fork" if sys.platform == "linux" else None),
        )

    def __enter__(self) -> Readers[T]:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()
        self._last_words.close()

    def results(self, tasks: Sequence[Task]) -> Iterator[T | UnreadableWorkbook]:
        """Each task's result, or why there is none, in the order of the tasks."""
        batches = list(_batches(tasks, self._jobs))
        futures = [self._schedule(batch) for batch in batches]
        for batch, future in zip(batches, futures, strict=True):
            if len(batch) == 1:
                yield self._result(future)
                continue
            try:
                yield from future.result()
            except Exception:  # one of them is to blame: each by itself then
                self._last_words.truncate(0)
                again = [self._schedule([task], AGAIN_SECONDS) for task in batch]
                yield from map(self._result, again)

    def _schedule(
        self, batch: Sequence[Task], seconds: float | None = None
    ) -> Future[list[T | UnreadableWorkbook]]:
        work = seconds or (MOST_SECONDS if len(batch) == 1 else BATCH_SECONDS)
        wait = LARGE_FILE_SECONDS if max(size for size, _ in batch) > LARGE_FILE else work
        future: Future[list[T | UnreadableWorkbook]] = self._pool.schedule(
            _limited, args=[self._function, batch, work], timeout=wait
        )
        return future

    def _result(self, future: Future[list[T | UnreadableWorkbook]]) -> T | UnreadableWorkbook:
        """What became of a task that was scheduled by itself."""
        try:
            return future.result()[0]
        except TookTooLong:
            return UnreadableWorkbook("file_takes_too_long")
        except MemoryError:
            return UnreadableWorkbook("file_takes_memory")
        except ProcessExpired as death:
            if death.exitcode == -_OUT_OF_TIME:
                return UnreadableWorkbook("file_takes_too_long")
            return self._cause_of_death()
        except Exception as error:  # a fault of ours on one file is no reason to lose the others
            return UnreadableWorkbook("file_unreadable", type(error).__name__)

    def _cause_of_death(self) -> UnreadableWorkbook:
        """The native reader's last words tell want of memory from a crash."""
        self._last_words.seek(0)
        words = self._last_words.read()
        self._last_words.truncate(0)
        if b"memory allocation" in words or b"capacity overflow" in words or b"MemoryError" in words:
            return UnreadableWorkbook("file_takes_memory")
        return UnreadableWorkbook("file_crashes_reader")


def _batches(tasks: Sequence[Task], jobs: int) -> Iterator[Sequence[Task]]:
    """Small files go to a worker by the dozen: handing one over takes longer than reading it."""
    longest = max(1, min(BATCH_FILES, len(tasks) // (2 * jobs)))
    batch: list[Task] = []
    for task in tasks:
        if batch and (len(batch) == longest or sum(size for size, _ in batch) + task[0] > BATCH_BYTES):
            yield batch
            batch = []
        batch.append(task)
    if batch:
        yield batch


def _listen_to(last_words: int) -> None:
    """What native code prints when it gives up is for us, not for the terminal."""
    faulthandler.disable()
    gc.disable()
    gc.freeze()
    os.dup2(last_words, 2)
    with suppress(OSError):
        _size_at_birth()


def _limited(
    function: Callable[..., T], batch: Sequence[Task], seconds: float
) -> list[T | UnreadableWorkbook]:
    gc.collect()  # what the last batch left, not in the middle of this one
    _limit_work(seconds)
    results: list[T | UnreadableWorkbook] = []
    for size, arguments in batch:
        _limit_memory(min(LEAST_BYTES + BYTES_PER_BYTE * size, MOST_BYTES))
        try:
            results.append(function(*arguments))
        except UnreadableWorkbook as fault:
            results.append(fault)
    return results


@cache
def _size_at_birth() -> int:
    """The worker's address space before its first file, in pages."""
    return int(Path("/proc/self/statm").read_text().split()[0])


def _limit_memory(growth: int) -> None:
    """Allows the process to grow by so many bytes; where the system can't say or do that, no limit."""
    try:
        import resource

        limit = _size_at_birth() * resource.getpagesize() + growth
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (limit if hard < 0 else min(limit, hard), hard))
    except (ImportError, OSError, ValueError):
        return


def _limit_work(seconds: float) -> None:
    """Allows the process so many more seconds of work; where the system can't do that, no limit."""
    try:
        import resource

        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (ceil(time.process_time() + seconds), hard))
    except (ImportError, OSError, ValueError):
        return


def read_apart(path: Path) -> Workbook:
    """`read_workbook` in a process of its own: a hostile file costs an exception, not the session.

    Raises UnreadableWorkbook, and OSError for a file that is missing or may not be read.
    """
    with Readers(read_workbook) as readers:
        result = next(readers.results([(path.stat().st_size, (path,))]))
    if isinstance(result, UnreadableWorkbook):
        raise result
    return result
