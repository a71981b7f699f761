"""Shards in a store that several machines see: a folder of a shared file system, or a URL.

Beside the output ``OUT`` lies ``OUT.run/`` with ``errors.jsonl`` and with what is known of each shard:
``done/part-00000.json`` (from what it was made), ``index/part-00000.jsonl`` (what became of each document) and, while
it is made, ``tried/part-00000.jsonl``. What is written appears whole or not at all, the shard before its stamp, so
that a task can be done again at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from vnjudnlp.corpus.runs.inputs import fetched
from vnjudnlp.corpus.runs.mapper import Annotate, Settings, annotate_batch
from vnjudnlp.corpus.runs.outcomes import Outcome, run_split, shard_name
from vnjudnlp.corpus.runs.plan import Part, Split
from vnjudnlp.corpus.runs.urls import Remote, is_url
from vnjudnlp.errors import InputError, RunError
from vnjudnlp.records import Record

__all__ = ["Made", "ShardStore"]

TRIES = 2
"""After so many workers that died over a split its documents are annotated in a process of their own."""


_README = b"What `vnjudnlp annotate` knows of its shards. Without this folder it makes all of them anew.\n"


@dataclass(frozen=True, slots=True)
class Made:
    """A shard that is complete.

    Attributes:
        number: the number of its split.
        documents: how many documents are in it.
        errors: how many are not.
        size: its size in bytes.
        key: a hash of all that it was made from.
        left_out: which of the documents that have a result were left out, as places in that order.
        made: whether it was made just now; else it was there.
        syllables: how many syllables were annotated just now.
    """

    number: int
    documents: int
    errors: int
    size: int
    key: str
    left_out: tuple[int, ...] = ()
    made: bool = True
    syllables: int = 0


class ShardStore:
    """The shards of a run.

    Args:
        output: the folder or the URL of the shards.

    Raises:
        InputError: the URL cannot be opened.
    """

    def __init__(self, output: str) -> None:
        self.output = Remote.open(output)
        self.state = Remote.open(f"{output.rstrip('/')}.run")

    def make(
        self,
        split: Split,
        settings: Settings,
        basis: str,
        left_out: Collection[int] | None = None,
        careful: Annotate | None = None,
    ) -> Made:
        """Make a shard, unless it is there.

        Args:
            split: the split.
            settings: what is done.
            basis: a hash of the settings, and of the package and its data.
            left_out: which results are not to be written, as places among the results of the split; None if a shard
                that is there may stay as it is.
            careful: annotates where one worker after the other has died.

        Returns:
            the shard.

        Raises:
            OSError: it cannot be written.
            InputError: the store cannot be reached.
            ResourceError: there is no such model.
        """
        key = self._key(split, basis)
        found = self.found(split.number)
        wanted = tuple(sorted(left_out or ()))
        if found is not None and found.key == key:
            if left_out is None or found.left_out == wanted:
                return found
            if set(found.left_out) < set(wanted):
                return self.shorten(found, wanted)
        name = shard_name(split.number)
        tried = self.state.below(f"tried/{name}")
        before = len(tried.read() or b"")
        tried.write(b"x" * (before + 1))
        annotate_some = careful if careful is not None and before >= TRIES else annotate_batch
        syllables = 0

        def annotate(records: Sequence[Record], settings: Settings) -> None:
            nonlocal syllables
            annotate_some(records, settings)
            syllables += sum(len(record.text.split()) for record in records)

        with tempfile.TemporaryDirectory(prefix="vnjudnlp-shard-") as folder:
            with fetched(split) as local:
                shard = run_split(local, settings, folder, annotate)
                _name_as_given(Path(shard.index), local, split)
            made = Made(split.number, shard.documents, shard.errors, os.path.getsize(shard.path), key)
            self.forget(split.number)
            self.state.below(f"index/{name}").send(Path(shard.index))
            self.output.below(name).send(Path(shard.path))
        self._stamp(made)
        tried.remove()
        made = replace(made, syllables=syllables)
        return self.shorten(made, wanted) if wanted else made

    def found(self, number: int) -> Made | None:
        """Return the shard of a split if it is complete."""
        name = shard_name(number)
        stamp = self._done(number).read()
        try:
            data: dict[str, Any] = json.loads(stamp or b"{}")
            made = Made(**{**data, "left_out": tuple(data.get("left_out", ())), "made": False})
        except (ValueError, TypeError):
            return None
        shard = self.output.below(name)
        return made if shard.exists() and shard.size() == made.size else None

    def index(self, number: int) -> Iterator[Outcome]:
        """Yield what became of each document of a split, without the results."""
        name = f"index/{shard_name(number)}"
        with self.state.below(name).stream() as stream:
            for line in stream:
                file, place, identifier, reason = json.loads(line)
                yield Outcome(file, place, identifier, None, reason)

    def claim(self) -> None:
        """Take the output folder for shards.

        Raises:
            RunError: it holds something else than the shards of a run.
        """
        if self.output.exists() and not self.state.exists() and any(True for _ in self.output.names()):
            raise RunError(f"{self.output.url}: holds other files; give a new folder, or remove them")
        self.state.below("README").write(_README)

    def send_errors(self, path: Path) -> None:
        """Put the file with the documents that have no result in its place."""
        self.state.below("errors.jsonl").send(path)

    def forget(self, number: int) -> None:
        """Take the stamp off a shard, so that it counts as not made."""
        self._done(number).remove()

    def remove(self, number: int) -> None:
        """Remove a shard and what is known of it."""
        name = shard_name(number)
        for file in (self._done(number), self.output.below(name), self.state.below(f"index/{name}")):
            file.remove()

    def numbers(self) -> Iterator[int]:
        """Yield the numbers of the shards that are there, complete or not."""
        for name in self.output.names() if self.output.exists() else ():
            digits = name.removeprefix("part-").removesuffix(".jsonl")
            if digits.isdecimal() and name == shard_name(int(digits)):
                yield int(digits)

    def shorten(self, made: Made, left_out: tuple[int, ...]) -> Made:
        """Take lines out of a shard.

        Args:
            made: the shard.
            left_out: all that is left out of it then, as places among the results of the split.

        Returns:
            what it has become.
        """
        gone = set(made.left_out)
        places = (place for place in range(made.documents + len(gone)) if place not in gone)
        shard = self.output.below(shard_name(made.number))
        documents = 0
        with tempfile.TemporaryDirectory(prefix="vnjudnlp-shard-") as folder:
            path = Path(folder, "shard")
            with shard.stream() as lines, path.open("wb") as kept:
                for place, line in zip(places, lines, strict=True):
                    if place not in left_out:
                        kept.write(line)
                        documents += 1
            shorter = replace(
                made,
                documents=documents,
                errors=made.errors + made.documents - documents,
                size=path.stat().st_size,
                left_out=left_out,
            )
            self.forget(made.number)
            shard.send(path)
        self._stamp(shorter)
        return shorter

    def _stamp(self, made: Made) -> None:
        data = {name: getattr(made, name) for name in made.__slots__ if name not in ("made", "syllables")}
        self._done(made.number).write(json.dumps(data).encode())

    def _done(self, number: int) -> Remote:
        return self.state.below(f"done/{shard_name(number, '.json')}")

    def _key(self, split: Split, basis: str) -> str:
        files: dict[str, str] = {}
        for part in split.parts:
            if part.path not in files:
                files[part.path] = _state_of(part)
        data = json.dumps([basis, split.to_dict(), files], sort_keys=True)
        return hashlib.blake2b(data.encode(), digest_size=16).hexdigest()


def _state_of(part: Part) -> str:
    """Return what changes when a file is changed: time and size, or what the store has for it."""
    try:
        if is_url(part.path):
            return Remote.open(part.path).version()
        status = os.stat(part.path)
    except (OSError, InputError):
        return "missing"
    return f"{status.st_size} {status.st_mtime_ns}"


def _name_as_given(index: Path, local: Split, split: Split) -> None:
    """Replace names of copies in messages."""
    names = [(here.path, there.path) for here, there in zip(local.parts, split.parts, strict=True)]
    names = [(here, there) for here, there in names if here != there]
    if names:
        text = index.read_text(encoding="utf-8")
        for here, there in names:
            text = text.replace(json.dumps(here)[1:-1], json.dumps(there)[1:-1])
        index.write_text(text, encoding="utf-8", newline="\n")
