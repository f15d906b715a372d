"""Reads each file in a process of its own, within limits of memory and time.

A file of a few kilobytes can ask for more memory than the machine has, run without end, or make a
native reader abort, which no `except` catches. Here it costs a worker and one finding, and the run
goes on: workers are reused, a dead one is replaced.
"""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError as TookTooLong
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from pebble import ProcessExpired, ProcessPool

from analysis.read.faults import UnreadableWorkbook
from analysis.read.workbook import Workbook, read_workbook

T = TypeVar("T")
Task = tuple[int, tuple[Any, ...]]
"""The size of the file in bytes, and the arguments of the reading function."""

LEAST_SECONDS, SECONDS_PER_MEGABYTE = 15.0, 2.0
LEAST_BYTES, BYTES_PER_BYTE = 700 << 20, 60
"""What a small file may take; a large one may take more, in proportion to its size."""


class Readers(Generic[T]):
    """A pool of worker processes that apply one function to many files."""

    def __init__(self, function: Callable[..., T], jobs: int = 1) -> None:
        self._function = function
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

    def results(self, tasks: Iterable[Task]) -> Iterator[T | UnreadableWorkbook]:
        """Each task's result, or why there is none, in the order of the tasks."""
        futures = [
            self._pool.schedule(_limited, args=[self._function, size, arguments], timeout=_seconds_for(size))
            for size, arguments in tasks
        ]
        for future in futures:
            try:
                yield future.result()
            except UnreadableWorkbook as fault:
                yield fault
            except TookTooLong:
                yield UnreadableWorkbook("file_takes_too_long")
            except MemoryError:
                yield UnreadableWorkbook("file_takes_memory")
            except ProcessExpired:
                yield self._cause_of_death()
            except Exception as error:  # a fault of ours on one file is no reason to lose the others
                yield UnreadableWorkbook("file_unreadable", type(error).__name__)

    def _cause_of_death(self) -> UnreadableWorkbook:
        """The native reader's last words tell want of memory from a crash."""
        self._last_words.seek(0)
        words = self._last_words.read()
        self._last_words.truncate(0)
        if b"memory allocation" in words or b"capacity overflow" in words or b"MemoryError" in words:
            return UnreadableWorkbook("file_takes_memory")
        return UnreadableWorkbook("file_crashes_reader")


def _seconds_for(size: int) -> float:
    return LEAST_SECONDS + SECONDS_PER_MEGABYTE * size / 1_000_000


def _listen_to(last_words: int) -> None:
    """What native code prints when it gives up is for us, not for the terminal."""
    faulthandler.disable()
    os.dup2(last_words, 2)
    with suppress(OSError):
        _size_at_birth()


def _limited(function: Callable[..., T], size: int, arguments: tuple[Any, ...]) -> T:
    _limit_memory(LEAST_BYTES + BYTES_PER_BYTE * size)
    return function(*arguments)


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


def read_apart(path: Path) -> Workbook:
    """`read_workbook` in a process of its own: a hostile file costs an exception, not the session.

    Raises UnreadableWorkbook, and OSError for a file that is missing or may not be read.
    """
    with Readers(read_workbook) as readers:
        result = next(readers.results([(path.stat().st_size, (path,))]))
    if isinstance(result, UnreadableWorkbook):
        raise result
    return result
