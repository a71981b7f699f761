"""A run on one machine."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from vnjudnlp.corpus.runs.fingerprint import fingerprint
from vnjudnlp.corpus.runs.identifiers import Identifiers
from vnjudnlp.corpus.runs.manifest import Manifest
from vnjudnlp.corpus.runs.mapper import Annotate, Settings, annotate_batch, prepare
from vnjudnlp.corpus.runs.outcomes import duplicate, error_line
from vnjudnlp.corpus.runs.output import Order, Target, put_together, target_of
from vnjudnlp.corpus.runs.plan import CHUNK_BYTES, SPLIT_BYTES, Part, chunks_of, plan_splits
from vnjudnlp.corpus.runs.pool import Limits, replies_here, replies_of_workers
from vnjudnlp.corpus.runs.worker import Context, Reply, Stored
from vnjudnlp.errors import RunError
from vnjudnlp.formats.corpus_files import find_files
from vnjudnlp.formats.format import Format
from vnjudnlp.formats.losses import Losses

__all__ = ["Counts", "Run", "run_locally"]


@dataclass(slots=True)
class Counts:
    """How far a run is.

    Attributes:
        documents: how many documents have a result.
        unchanged: how many of them had it before.
        errors: how many have none.
        syllables: how many syllables were annotated.
        input_bytes: how much of the input is done.
    """

    documents: int = 0
    unchanged: int = 0
    errors: int = 0
    syllables: int = 0
    input_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """What is to be done.

    Attributes:
        paths: files and folders.
        output: where the output stands: see :func:`vnjudnlp.corpus.runs.output.target_of`.
        settings: what is done to the documents.
        kind: the format of all inputs; None to tell each by itself.
        to: the name of the output's format; None for that of its ending.
        workers: how many processes; 0 for none beside this one.
        is_fresh: whether results of earlier runs are thrown away.
        annotate: what annotates.
        limits: how long documents may take.
        split_bytes: see :func:`vnjudnlp.corpus.runs.plan.plan_splits`.
        chunk_bytes: how much is worked on at once.
        tell: called with what people should know.
        on_progress: called again and again with how far the run is.
    """

    paths: tuple[str, ...]
    output: str
    settings: Settings = field(default_factory=Settings)
    kind: Format | None = None
    to: str | None = None
    workers: int = 1
    is_fresh: bool = False
    annotate: Annotate = annotate_batch
    limits: Limits = field(default_factory=Limits)
    split_bytes: int = SPLIT_BYTES
    chunk_bytes: int = CHUNK_BYTES
    tell: Callable[[str], None] = lambda message: None
    on_progress: Callable[[Counts], None] = lambda counts: None


def run_locally(run: Run) -> Counts:
    """Annotate a corpus on this machine.

    The output and ``errors.jsonl`` depend on the inputs and the settings alone: not on the number of workers, nor on
    where earlier runs were stopped, nor on what they had done.

    Args:
        run: what is to be done.

    Returns:
        how many documents have results and how many do not.

    Raises:
        RunError: the run cannot begin or go on; started again, it goes on where it stopped.
        InputError: the settings or the format are wrong.
        ResourceError: there is no such model.
    """
    target = target_of(run.output, run.to)
    known = fingerprint(run.settings)
    prepare(run.settings)
    try:
        manifest = Manifest(target.folder, is_fresh=run.is_fresh)
        try:
            _check_place(target, manifest)
            changed = manifest.use(known)
            if changed:
                run.tell(f"everything is done anew: {', '.join(changed)} changed since the last run")
            return _annotate(run, target, manifest)
        finally:
            manifest.close()
    except sqlite3.DatabaseError as error:
        raise _storage_problem(target, error) from None
    except OSError as error:
        name = error.filename2 or error.filename or target.folder
        message = f"{name}: {error.strerror or error}; mend that, then the same command goes on where this one stopped"
        raise RunError(message) from None


def _storage_problem(target: Target, error: sqlite3.DatabaseError) -> RunError:
    if isinstance(error, sqlite3.OperationalError):
        advice = "make room or permit writing, then the same command goes on where this one stopped"
    else:
        advice = "run again with --fresh, which does everything anew"
    return RunError(f"{target.folder}: {error}; {advice}")


def _check_place(target: Target, manifest: Manifest) -> None:
    """Refuse to put a folder of files where others lie."""
    if target.format.layout == "folder" and target.path.is_dir() and not manifest.fact("files"):
        with os.scandir(target.path) as entries:
            if next(entries, None) is not None:
                raise RunError(f"{target.path}: the folder is not empty; choose another or empty it")


def _annotate(run: Run, target: Target, manifest: Manifest) -> Counts:
    folder = manifest.folder
    errors_path = folder / "errors.new.jsonl"
    plan = _Plan(run)
    index = None if manifest.is_empty() else str(manifest.path)
    context = Context(run.settings, index, run.annotate)
    counts = Counts()
    identifiers = Identifiers(folder / "ids.sqlite")
    order = Order(folder / "order.bin", manifest.store)
    if run.workers:
        replies = replies_of_workers(plan.chunks(), context, run.workers, run.limits)
    else:
        replies = replies_here(plan.chunks(), context)
    try:
        with errors_path.open("wb") as errors:
            for number, reply in enumerate(replies):
                split, size = plan.done(number)
                _take(reply, split, counts, identifiers, order, manifest, errors.write)
                counts.input_bytes += size
                run.on_progress(counts)
            errors.flush()
            os.fsync(errors.fileno())
        order.close()
        losses = Losses()
        put_together(manifest, target, order, plan.splits, losses)
        for message in losses.messages():
            run.tell(message)
    finally:
        replies.close()
        identifiers.close()
        with suppress(OSError):
            order.close()
    for path in (folder / "ids.sqlite", folder / "order.bin"):
        path.unlink(missing_ok=True)
    shutil.rmtree(folder / "output", ignore_errors=True)
    return counts


class _Plan:
    """The chunks of a run, with the split of each that is at work."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._at_work: dict[int, tuple[int, int]] = {}
        self.splits = 0

    def chunks(self) -> Iterator[tuple[Part, ...]]:
        run, number = self._run, 0
        files = find_files(_without_output(run), run.kind)
        options = run.settings.read_options
        for split in plan_splits(files, options, split_bytes=run.split_bytes, piece_bytes=run.chunk_bytes):
            self.splits = split.number + 1
            for parts in chunks_of(split, run.chunk_bytes):
                self._at_work[number] = split.number, sum(part.size for part in parts)
                number += 1
                yield parts

    def done(self, number: int) -> tuple[int, int]:
        """Return the split of a chunk and its size."""
        return self._at_work.pop(number)


def _without_output(run: Run) -> Iterable[str]:
    output = os.path.realpath(run.output)
    for path in run.paths:
        place = os.path.realpath(path)
        if output == place or (os.path.isdir(place) and Path(output).is_relative_to(place)):
            raise RunError(f"{run.output}: lies in the input {path}; choose an output outside it")
        yield path


def _take(
    reply: Reply,
    split: int,
    counts: Counts,
    identifiers: Identifiers,
    order: Order,
    manifest: Manifest,
    write_error: Callable[[bytes], object],
) -> None:
    """Record what became of the documents of a chunk."""
    places: list[tuple[Stored | None, bytes]] = []
    results: list[tuple[bytes, bytes]] = []
    for outcome, digest, stored in reply.answers:
        if outcome.reason is None:
            first = identifiers.add(outcome.id or "", outcome.file, outcome.line)
            if first is None:
                places.append((stored, digest))
                if stored is None:
                    results.append((digest, outcome.result or b""))
                continue
            failed = duplicate(outcome, *first)
        else:
            failed = outcome
        counts.errors += 1
        write_error(error_line(failed))
    written = iter(manifest.write(results) if results else ())
    for stored, digest in places:
        counts.documents += 1
        counts.unchanged += stored is not None
        order.add(split, stored or next(written), digest)
    counts.syllables += reply.syllables
