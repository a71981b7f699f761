"""Runs on a Ray cluster: every worker makes shards, as :func:`vnjudnlp.corpus.runs.outcomes.run_split` does."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from vnjudnlp.corpus.runs.fingerprint import fingerprint
from vnjudnlp.corpus.runs.identifiers import Identifiers
from vnjudnlp.corpus.runs.inputs import plan_inputs
from vnjudnlp.corpus.runs.mapper import Settings
from vnjudnlp.corpus.runs.outcomes import duplicate, error_line
from vnjudnlp.corpus.runs.plan import SPLIT_BYTES, Split
from vnjudnlp.corpus.runs.ray_cluster import ray_cluster
from vnjudnlp.corpus.runs.ray_workers import Task, make_shards
from vnjudnlp.corpus.runs.shard_store import ShardStore
from vnjudnlp.corpus.runs.urls import is_url, local_path
from vnjudnlp.errors import RunError
from vnjudnlp.formats.format import Format

__all__ = ["RayProgress", "RaySummary", "run_on_ray"]

WAVE_PARTS = 100_000
"""How many files and pieces of files are planned and handed out at once, so that memory stays flat."""
_AT_ONCE = 8
"""How many shards are shortened at once."""


@dataclass(frozen=True, slots=True)
class RayProgress:
    """How far a run is.

    Attributes:
        shards: how many shards are done.
        planned: how many are planned so far.
        documents: how many documents the shards have.
        errors: how many documents have no result.
        syllables: how many syllables were annotated.
        input_bytes: how much of the input is done.
    """

    shards: int
    planned: int
    documents: int
    errors: int
    syllables: int
    input_bytes: int


@dataclass(frozen=True, slots=True)
class RaySummary:
    """What a run has done.

    Attributes:
        shards: how many shards there are.
        made: how many of them were made now; the others were there.
        documents: how many documents are in them.
        errors: how many documents have no result.
    """

    shards: int
    made: int
    documents: int
    errors: int


def run_on_ray(
    inputs: Iterable[str],
    output: str,
    settings: Settings,
    *,
    kind: Format | None = None,
    address: str | None = None,
    workers: int | None = None,
    fresh: bool = False,
    split_bytes: int = SPLIT_BYTES,
    progress: Callable[[RayProgress], None] | None = None,
) -> RaySummary:
    """Annotate a corpus on a Ray cluster.

    Args:
        inputs: files, folders and URLs, which all machines of the cluster can read under these names.
        output: the folder or URL of the shards, which all machines can write to. Shards of an earlier run that are
            complete, and whose inputs and settings are the same, stay.
        settings: what is done.
        kind: the format of all inputs; None to tell each by itself.
        address: the cluster: see :func:`vnjudnlp.corpus.runs.ray_cluster.ray_cluster`.
        workers: how many worker processes; None for as many as the cluster has cores.
        fresh: whether everything is done anew.
        split_bytes: how much input makes a shard.
        progress: called when a shard is done.

    Returns:
        what was done.

    Raises:
        RunError: the output folder holds something else, or cannot be one.
        InputError: the cluster cannot be reached, a machine of it has another version of this package, inputs or
            output are out of reach.
        ResourceError: there is no such model.
    """
    settings = replace(settings, model=_absolute(settings.model), register=_absolute(settings.register))
    basis = fingerprint(settings)
    inputs = list(inputs)
    _refuse_file(output)
    output = output if is_url(local_path(output)) else os.path.abspath(local_path(output))
    store = ShardStore(output)
    store.claim()
    if fresh:
        for number in list(store.numbers()):
            store.remove(number)
    planned = made_now = documents = errors = shards = syllables = input_bytes = 0
    with ray_cluster(address, workers) as room:
        for wave in _waves((split, None) for split in _plan(inputs, kind, settings, split_bytes)):
            planned += len(wave)
            sizes = {split.number: split.size for split, _ in wave}
            for made in make_shards(wave, output, settings, basis, room):
                shards += 1
                made_now += made.made
                documents += made.documents
                errors += made.errors
                syllables += made.syllables
                input_bytes += sizes[made.number]
                if progress is not None:
                    progress(RayProgress(shards, planned, documents, errors, syllables, input_bytes))
        for number in [number for number in store.numbers() if number >= planned]:
            store.remove(number)
        documents, errors, wrong = _settle(store, planned)
        wrong = _shortened(store, wrong)
        if wrong:
            plan = _plan(inputs, kind, settings, split_bytes)
            for wave in _waves((split, wrong[split.number]) for split in plan if split.number in wrong):
                for _ in make_shards(wave, output, settings, basis, room):
                    pass
    return RaySummary(planned, made_now, documents, errors)


def _plan(inputs: Sequence[str], kind: Format | None, settings: Settings, split_bytes: int) -> Iterator[Split]:
    for split in plan_inputs(inputs, kind, settings.read_options, split_bytes=split_bytes):
        # workers have other working directories
        parts = tuple(
            part if part.error is not None or is_url(part.path) else replace(part, path=os.path.abspath(part.path))
            for part in split.parts
        )
        yield replace(split, parts=parts)


def _waves(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    """Group tasks so that not all of them are in memory."""
    wave, parts = list[Task](), 0
    for task in tasks:
        wave.append(task)
        parts += len(task[0].parts)
        if parts >= WAVE_PARTS:
            yield wave
            wave, parts = [], 0
    if wave:
        yield wave


def _settle(store: ShardStore, count: int) -> tuple[int, int, dict[int, tuple[int, ...]]]:
    """Find the documents of one id, of which the first stays, and write the errors of all shards in their order.

    Returns:
        how many documents and how many errors there are, and the shards that have other documents than they should,
        each with the places of those that they should leave out.
    """
    documents = errors = 0
    wrong: dict[int, tuple[int, ...]] = {}
    identifiers = Identifiers()
    with tempfile.TemporaryDirectory(prefix="vnjudnlp-errors-") as folder:
        path = Path(folder, "errors.jsonl")
        with path.open("wb") as file:
            for number in range(count):
                left_out, place = [], 0
                for outcome in store.index(number):
                    if outcome.reason is None:
                        first = identifiers.add(outcome.id or "", outcome.file, outcome.line)
                        if first is not None:
                            outcome = duplicate(outcome, *first)
                            left_out.append(place)
                        place += 1
                    if outcome.reason is not None:
                        errors += 1
                        file.write(error_line(outcome))
                documents += place - len(left_out)
                made = store.found(number)
                if made is None or made.left_out != tuple(left_out):
                    wrong[number] = tuple(left_out)
        identifiers.close()
        store.send_errors(path)
    return documents, errors, wrong


def _shortened(store: ShardStore, wrong: Mapping[int, tuple[int, ...]]) -> dict[int, tuple[int, ...]]:
    """Take lines out of shards that have too many, and return the shards that lack some."""

    def shorten(number: int) -> bool:
        made = store.found(number)
        if made is None or not set(made.left_out) < set(wrong[number]):
            return False
        store.shorten(made, wrong[number])
        return True

    # nearly all of the time is spent waiting for the store
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        done = dict(zip(wrong, pool.map(shorten, wrong), strict=True))
    return {number: places for number, places in wrong.items() if not done[number]}


def _refuse_file(output: str) -> None:
    """Refuse an output that the other engine would take for a file."""
    name = output.rpartition("/")[2]
    if Path(name).suffix and not (is_url(output) and "/" not in output.partition("://")[2]):
        raise RunError(f"{output}: this engine writes folders of shards; write {output}/ for a folder")


def _absolute(path: str | None) -> str | None:
    """Return a path as it is on every machine; the name of a model that ships with the package stays."""
    return os.path.abspath(path) if path is not None and os.path.exists(path) else path
