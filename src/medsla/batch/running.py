"""Rows handed to workers and their outcomes taken back, in the order of the rows, whatever happens to a worker.

At most a few rows are under way at a time, so that memory does not grow with the number of rows and a run that is
killed has little to repeat. A worker that dies takes its pool along: the pool is built anew, and each row that was
under way is tried once more in a process of its own, which tells the row that kills from those beside it.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
)
from itertools import islice
from types import TracebackType
from typing import Final, Self, TypeAlias

from medsla.batch.making import Job, Outcome, Task, make_rows
from medsla.errors import OutputError, Problem

Chunk: TypeAlias = tuple[Task, ...]
Make: TypeAlias = Callable[[Job, Chunk], tuple[Outcome, ...]]

_AHEAD: Final = 2  # chunks per worker: one at work, one waiting
_CHUNK: Final = 25  # rows per task of a foreign executor, for which each task is a journey


class Workers:
    """Those who make the rows: one thread, a pool of processes, or the executor that the caller brought.

    Args:
        workers: Processes; 1 makes every row in this process.
        executor: Used instead, and left open; `workers` then says how many rows it can have at work.
        chunk: Rows per task; by default one, and 25 for an executor from outside.
        make: What a worker does with a chunk.
    """

    def __init__(
        self, workers: int, executor: Executor | None = None, chunk: int | None = None, make: Make = make_rows
    ) -> None:
        self._workers = workers
        self._foreign = executor
        self._chunk = chunk or (1 if executor is None else _CHUNK)
        self._make = make
        self._own: Executor | None = None
        self._single: Executor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for pool in (self._own, self._single):
            if pool is not None:
                pool.shutdown(wait=True, cancel_futures=True)
        self._own = self._single = None

    def outcomes(self, job: Job, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """One outcome for each task, in their order."""
        coming = iter(tasks)
        waiting: deque[tuple[Chunk, Future[tuple[Outcome, ...]]]] = deque()
        while chunk := tuple(islice(coming, self._chunk)):
            waiting.append((chunk, self._submit(job, chunk)))
            if len(waiting) >= _AHEAD * self._workers:
                yield from self._finished(job, *waiting.popleft())
        while waiting:
            yield from self._finished(job, *waiting.popleft())

    def _submit(self, job: Job, chunk: Chunk) -> Future[tuple[Outcome, ...]]:
        try:
            return self._pool().submit(self._make, job, chunk)
        except BrokenExecutor:
            self._foreign = None  # a broken executor takes nothing any more: go on with processes of our own
            if self._own is not None:
                self._own.shutdown(wait=False, cancel_futures=True)
            self._own = None
            return self._pool().submit(self._make, job, chunk)

    def _pool(self) -> Executor:
        if self._foreign is not None:
            return self._foreign
        if self._own is None:
            self._own = ThreadPoolExecutor(1) if self._workers == 1 else _processes(self._workers)
        return self._own

    def _finished(self, job: Job, chunk: Chunk, future: Future[tuple[Outcome, ...]]) -> Iterator[Outcome]:
        error = _error(future)
        if error is None:
            yield from future.result()
        elif len(chunk) > 1 or isinstance(error, (BrokenExecutor, CancelledError)):
            for task in chunk:
                yield self._alone(job, task)
        else:
            yield _failed(chunk[0], error)

    def _alone(self, job: Job, task: Task) -> Outcome:
        """A row tried in a process of its own, in which it can harm no other."""
        if self._single is None:
            self._single = _processes(1)
        future = self._single.submit(self._make, job, (task,))
        error = _error(future)
        if error is None:
            return future.result()[0]
        if isinstance(error, BrokenExecutor):
            self._single.shutdown(wait=False)
            self._single = None
            return Outcome(task.number, "refused", problems=(Problem.of("batch.worker-died"),))
        return _failed(task, error)


def _error(future: Future[tuple[Outcome, ...]]) -> BaseException | None:
    """What a worker ended with, waited for; None for its outcomes."""
    try:
        return future.exception()
    except CancelledError as error:  # an executor from outside was told to drop what it had
        return error


def _failed(task: Task, error: BaseException) -> Outcome:
    """A row that ended by an error that is none of ours: named by its kind alone, since its words may hold data."""
    problem = Problem.of("batch.row-failed", cause=type(error).__name__)
    return Outcome(task.number, "refused", problems=(problem,))


def _processes(count: int) -> ProcessPoolExecutor:
    """A pool of fresh processes that has shown that it can start."""
    pool = ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn"), initializer=_begin)
    if isinstance(pool.submit(os.getpid).exception(), BrokenExecutor):
        pool.shutdown(wait=False)
        raise OutputError(Problem.of("batch.no-workers"))
    return pool


def _begin() -> None:
    """What a worker does first: leave Ctrl-C to its parent, and end when that ends, killed or not."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
