"""Worker processes on one machine, each a pool of its own, so that a crash is laid to the documents that caused it."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from threading import current_thread, main_thread
from typing import Any

from vnjudnlp.corpus.runs.outcomes import Outcome
from vnjudnlp.corpus.runs.plan import Part
from vnjudnlp.corpus.runs.worker import Answer, Context, Reply, close_index, document_names, start, work
from vnjudnlp.errors import RunError, VnjudnlpError

__all__ = ["Limits", "replies_here", "replies_of_workers"]

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
_AHEAD = 4
"""How many chunks for each worker may be done before an earlier one, whose place in the output comes first."""

Chunk = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """How long documents may take, so that none holds a run up for ever.

    Attributes:
        seconds: for any work, however small.
        bytes_a_second: how slow a machine may be; a hundredth of what is usual.
    """

    seconds: float = 120.0
    bytes_a_second: float = 4000.0

    def of(self, chunk: Chunk) -> float:
        """Return how many seconds a chunk may take."""
        return self.seconds + sum(part.size for part in chunk) / self.bytes_a_second


class _Stopped(Exception):
    """The process ended over its work, or was ended because it took too long."""


@dataclass(slots=True)
class _Job:
    chunk: Chunk
    future: Future[Reply] | None = None
    reply: Reply | None = None
    deadline: float = 0.0


class _Worker:
    """One process, started anew after a crash."""

    def __init__(self, context: Context, limits: Limits) -> None:
        self._context = context
        self._limits = limits
        self._start()

    def _start(self) -> None:
        self._pool = ProcessPoolExecutor(1, get_context("spawn"), start)
        with _for_children():
            self._pid = self._pool.submit(os.getpid)

    def wait_for_start(self) -> None:
        """Wait until the process can work; how long that takes says nothing about documents.

        Raises:
            RunError: it does not come up.
        """
        try:
            self._pid.result()
        except BrokenProcessPool:
            raise RunError(
                "a worker process does not start; where the run is called from a script, the call belongs below"
                ' if __name__ == "__main__":, and a machine short of memory needs fewer --workers'
            ) from None

    def submit(self, chunk: Chunk) -> Future[Reply]:
        return self._pool.submit(work, self._context, chunk)

    def ask(self, function: Any, chunk: Chunk, *arguments: int) -> Any:
        """Wait for work on a chunk."""
        future = self._pool.submit(function, self._context, chunk, *arguments)
        return self.result(future, time.monotonic() + self._limits.of(chunk))

    def result(self, future: Future[Any], deadline: float) -> Any:
        """Wait for work that was submitted; if the process does not survive it, start another one.

        Raises:
            _Stopped: it did not.
        """
        is_late = False
        if not wait([future], max(0.0, deadline - time.monotonic())).done:
            is_late = True
            self.kill()
        try:
            return future.result()
        except BrokenProcessPool:
            self._pool.shutdown()
            self._start()
            self.wait_for_start()
            message = "took too long" if is_late else "ended the process that worked on it"
            raise _Stopped(message) from None
        except (VnjudnlpError, sqlite3.Error):
            # of the settings or the manifest, which all documents share
            raise
        except Exception as error:
            raise _Stopped(f"failed ({type(error).__name__}: {error})") from None

    def kill(self) -> None:
        """End the process."""
        with suppress(BrokenProcessPool, OSError):
            # Windows has no SIGKILL; any signal ends a process there
            os.kill(self._pid.result(timeout=60), getattr(signal, "SIGKILL", signal.SIGTERM))

    def close(self, *, at_once: bool) -> None:
        if at_once:
            self.kill()
        self._pool.shutdown(cancel_futures=True)


@contextmanager
def _for_children() -> Iterator[None]:
    """Start processes that leave Ctrl-C alone from their first moment and whose linear algebra has one thread."""
    before = {name: os.environ.get(name) for name in _THREADS}
    is_main = current_thread() is main_thread()
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN) if is_main else None
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        if is_main:
            signal.signal(signal.SIGINT, handler)


def replies_here(chunks: Iterable[Chunk], context: Context) -> Generator[Reply, None, None]:
    """Work in this process; a document that crashes it ends the run."""
    try:
        for chunk in chunks:
            yield work(context, chunk)
    finally:
        if context.index is not None:
            close_index(context.index)


@dataclass(slots=True)
class _Crew:
    """All workers and what they are at."""

    workers: list[_Worker]
    limits: Limits
    jobs: deque[_Job] = field(default_factory=deque)
    busy: dict[Future[Reply], tuple[_Worker, _Job]] = field(default_factory=dict)

    def hand_out(self, chunks: Iterator[Chunk]) -> None:
        """Give each worker that has none the next chunk."""
        at_work = [id(worker) for worker, _ in self.busy.values()]
        for worker in self.workers:
            if id(worker) not in at_work and len(self.jobs) < _AHEAD * len(self.workers):
                chunk = next(chunks, None)
                if chunk is None:
                    return
                job = _Job(chunk, deadline=time.monotonic() + self.limits.of(chunk))
                self.jobs.append(job)
                self.busy[worker.submit(chunk)] = (worker, job)

    def collect(self) -> None:
        """Wait until a worker has done its chunk or is late."""
        now = time.monotonic()
        deadline = min(job.deadline for _, job in self.busy.values())
        done = wait(self.busy, max(0.0, deadline - now), FIRST_COMPLETED).done
        late = [future for future, (_, job) in self.busy.items() if job.deadline <= time.monotonic()]
        for future in done.union(late):
            worker, job = self.busy.pop(future)
            try:
                job.reply = worker.result(future, job.deadline)
            except _Stopped as problem:
                job.reply = Reply(_isolated(worker, job.chunk, problem))


def replies_of_workers(
    chunks: Iterable[Chunk], context: Context, workers: int, limits: Limits | None = None
) -> Generator[Reply, None, None]:
    """Work in several processes.

    Documents that crash a process, or that take too long, are found by halving what it was at; each is tried alone
    once more and then set aside.

    Args:
        chunks: the documents.
        context: what holds for all.
        workers: how many processes.
        limits: how long documents may take.

    Yields:
        what became of the documents of each chunk, in order.
    """
    limits = limits or Limits()
    crew = _Crew([_Worker(context, limits) for _ in range(workers)], limits)
    rest = iter(chunks)
    is_complete = False
    try:
        for worker in crew.workers:
            worker.wait_for_start()
        while True:
            crew.hand_out(rest)
            if not crew.jobs:
                break
            while crew.jobs and crew.jobs[0].reply is not None:
                yield crew.jobs.popleft().reply or Reply([])
            if crew.busy:
                crew.collect()
        is_complete = True
    finally:
        for worker in crew.workers:
            worker.close(at_once=not is_complete)


def _isolated(worker: _Worker, chunk: Chunk, problem: _Stopped) -> list[Answer]:
    """Find what stopped a process; everything else of the chunk is done."""
    if len(chunk) == 1:
        return _isolated_documents(worker, chunk, problem)
    middle = len(chunk) // 2
    answers: list[Answer] = []
    for half in (chunk[:middle], chunk[middle:]):
        try:
            answers += worker.ask(work, half).answers
        except _Stopped as again:
            answers += _isolated(worker, half, again)
    return answers


def _isolated_documents(worker: _Worker, chunk: Chunk, problem: _Stopped) -> list[Answer]:
    try:
        names: list[Outcome] = worker.ask(document_names, chunk)
    except _Stopped as again:
        return [_set_aside(Outcome(chunk[0].name, None, None, None), again, "reading the file")]

    def halve(first: int, stop: int) -> Iterator[Answer]:
        """Work on some documents, some of which stop the process."""
        is_one = stop - first == 1
        middle = (first + stop) // 2
        # one alone is tried again: it may have paid for another one that took all the memory
        for begin, end in [(first, stop)] if is_one else [(first, middle), (middle, stop)]:
            try:
                yield from worker.ask(work, chunk, begin, end).answers
            except _Stopped as again:
                if is_one:
                    yield _set_aside(names[first], again, "annotating the document")
                else:
                    yield from halve(begin, end)

    return list(halve(0, len(names))) if names else []


def _set_aside(outcome: Outcome, problem: _Stopped, what: str) -> Answer:
    remedy = "look at it, divide it, or give the machine more memory"
    return Answer(outcome._replace(reason=f"{what} {problem}, also alone; {remedy}"))
