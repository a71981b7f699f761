"""The output of a run: where it stands, in what format, and how it is put together from the results."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

from vnjudnlp.corpus.runs.manifest import Manifest
from vnjudnlp.corpus.runs.outcomes import shard_name
from vnjudnlp.corpus.runs.worker import Stored
from vnjudnlp.errors import RecordError, RunError
from vnjudnlp.formats.format import Format
from vnjudnlp.formats.jsonl import parse_record
from vnjudnlp.formats.losses import Losses
from vnjudnlp.formats.registry import FORMATS, format_by_name
from vnjudnlp.records import Record

__all__ = ["Order", "Target", "put_together", "target_of"]


@dataclass(frozen=True, slots=True)
class Target:
    """Where the output of a run stands.

    Attributes:
        path: the file or the folder.
        format: its format.
        is_sharded: whether it is a folder with a shard for each split.
    """

    path: Path
    format: Format
    is_sharded: bool

    @property
    def folder(self) -> Path:
        """The folder of the manifest, beside the output."""
        return self.path.with_name(f"{self.path.name}.run")


def target_of(output: str, to: str | None = None) -> Target:
    """Say where an output stands and in what format.

    Args:
        output: a file with an ending, or a folder without one or with a slash at its end.
        to: the name of the format; None to tell it by the ending, JSON Lines for a folder.

    Raises:
        InputError: there is no such format, or its libraries are not there.
        RunError: the output cannot stand there.
    """
    path = Path(os.path.abspath(output))
    is_folder = output.endswith(("/", os.sep)) or not path.suffix or path.is_dir()
    if to is not None:
        kind = format_by_name(to)
    elif is_folder:
        kind = format_by_name("jsonl")
    else:
        kinds = [item for item in FORMATS if item.writes and path.name.lower().endswith(item.suffixes)]
        # an ending that several formats share is that of the one that needs nothing to be known by
        found = next((item for item in kinds if not item.by_content), next(iter(kinds), None))
        if found is None:
            raise RunError(f"{output}: no format that is written ends in {path.suffix}; name one with --to")
        kind = found
    if path.is_dir() and not output.endswith(("/", os.sep)) and path.suffix and kind.layout == "file":
        raise RunError(f"{output}: is a folder; write {output}/ for a folder with shards, or choose another name")
    if path.exists() and not path.is_dir() and (is_folder or kind.layout == "folder"):
        raise RunError(f"{output}: is a file, not a folder; choose another name for the output")
    kind.check_writing()
    return Target(path, kind, is_folder and kind.layout == "file")


class Entry(NamedTuple):
    """A result in the output.

    Attributes:
        split: the number of its split.
        stored: where it lies.
        digest: see :class:`~vnjudnlp.corpus.runs.worker.Answer`.
    """

    split: int
    stored: Stored
    digest: bytes


class Order:
    """The results of a run in their order, on disk.

    Args:
        path: the file, made anew.

    Attributes:
        store: the file with results in which they lie one after the other from its first byte on; None if they do not.
        end: behind the last byte of the last result.
    """

    _ROW = struct.Struct("<QIQQ16s")

    def __init__(self, path: Path, store: int) -> None:
        self.store: int | None = store
        self.end = 0
        self._path = path
        self._file = path.open("wb")

    def add(self, split: int, stored: Stored, digest: bytes) -> None:
        """Add a result."""
        if stored.start == self.end == 0:
            self.store = stored.store
        elif stored[:2] != (self.store, self.end):
            self.store = None
        self.end = stored.start + stored.length
        self._file.write(self._ROW.pack(split, *stored, digest))

    def close(self) -> None:
        """Write out what is left; then it can be read."""
        self._file.close()

    def __iter__(self) -> Iterator[Entry]:
        with self._path.open("rb") as file:
            while row := file.read(self._ROW.size):
                split, store, start, length, digest = self._ROW.unpack(row)
                yield Entry(split, Stored(store, start, length), digest if any(digest) else b"")


def put_together(manifest: Manifest, target: Target, order: Order, splits: int, losses: Losses) -> None:
    """Write the output from the results and put it in its place.

    Args:
        manifest: the manifest; nothing is written to it afterwards.
        target: where the output stands.
        order: its results.
        splits: how many splits the plan has.
        losses: where what the format cannot carry is counted.

    Raises:
        OSError: it cannot be written.
    """
    folder = manifest.folder
    above = os.path.relpath(target.path, folder)
    is_plain = target.format.name == "jsonl"
    lines = [shard_name(number) for number in range(splits)] if target.is_sharded else ["records.jsonl"]
    # lines are kept beside an output of another format: they are what the next run starts from
    places = [str(Path(above, name)) for name in lines] if is_plain and target.is_sharded else lines
    if is_plain and not target.is_sharded:
        places = [above]
    elif not is_plain:
        places = [str(Path("records", name)) for name in lines]
    parts = folder / "output"
    parts.mkdir(exist_ok=True)
    place = _as_it_lies(manifest, order, places)
    moved = target.is_sharded or place is None
    if place is None or target.is_sharded:
        sources = [str(Path("output", name)) for name in lines]
        stores = {manifest.store + 1 + number: place for number, place in enumerate(places)}
        _copy_lines(manifest, order, [folder / source for source in sources], is_sharded=target.is_sharded)
    else:
        sources, stores = [place], {order.store or 0: places[0]}
    moves = [(source, goal) for source, goal in zip(sources, places, strict=True) if source != goal]
    files = list(places)
    if not is_plain:
        suffix = target.format.suffixes[0]
        written = [(source, f"part-{number:05}{suffix}") for number, source in enumerate(sources)]
        for source, name in written if target.is_sharded else [(sources[0], f"whole{suffix}")]:
            target.format.write(_records(folder / source), parts / name, losses)
            goal = str(Path(above, name)) if target.is_sharded else above
            moves.append((str(Path("output", name)), goal))
            files.append(goal)
            moves += _companions(parts / name, Path(goal), folder, lines)
    moves.append(("errors.new.jsonl", "errors.jsonl"))
    if target.is_sharded:
        target.path.mkdir(parents=True, exist_ok=True)
    manifest.publish(moves, stores, files, moved=moved)


def _companions(written: Path, goal: Path, folder: Path, lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield where files go that a format wrote beside its output; one that is there stays, it may have been changed."""
    for companion in sorted(written.parent.glob(f"{written.stem}.*")):
        place = goal.with_suffix(companion.suffix)
        if companion.name not in (written.name, *lines) and not (folder / place).exists():
            yield str(Path(written.parent.name, companion.name)), str(place)


def _as_it_lies(manifest: Manifest, order: Order, places: list[str]) -> str | None:
    """Return the file that is the output already, from the manifest's folder; None if it has to be put together."""
    if order.store is None:
        return None
    path = manifest.path_of(order.store)
    name = os.path.relpath(path, manifest.folder)
    is_whole = path.is_file() and path.stat().st_size == order.end
    return name if is_whole and (order.store == manifest.store or name == places[0]) else None


def _copy_lines(manifest: Manifest, order: Order, paths: list[Path], *, is_sharded: bool) -> None:
    """Copy results in their order to one file or to one for each split."""
    manifest.begin_moving()
    sources: dict[int, BinaryIO] = {}
    with ExitStack() as stack:
        entries = iter(order)
        entry = next(entries, None)
        for number, path in enumerate(paths):
            with path.open("wb") as file:
                end = 0
                while entry is not None and (not is_sharded or entry.split == number):
                    store, start, length = entry.stored
                    if store not in sources:
                        sources[store] = stack.enter_context(manifest.path_of(store).open("rb"))
                    sources[store].seek(start)
                    line = sources[store].read(length)
                    if entry.digest:
                        manifest.add_moved(entry.digest, Stored(manifest.store + 1 + number, end, length), line)
                    file.write(line)
                    end += length
                    entry = next(entries, None)
                file.flush()
                os.fsync(file.fileno())


def _records(path: Path) -> Iterator[Record]:
    with path.open(encoding="utf-8", newline="\n") as file:
        for number, line in enumerate(_lines(file), 1):
            try:
                yield parse_record(line)
            except RecordError as error:
                raise RunError(f"{path}:{number}: {error}; run again with --fresh") from None


def _lines(file: Iterable[str]) -> Iterator[str]:
    for line in file:
        yield line.removesuffix("\n")
