"""Small corpora, an annotator that costs nothing, and a process that is killed at a chosen moment."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from unittest import mock

from vnjudnlp.corpus.runs import local, manifest
from vnjudnlp.corpus.runs.local import Counts, Run, run_locally
from vnjudnlp.corpus.runs.manifest import Manifest
from vnjudnlp.corpus.runs.mapper import Settings
from vnjudnlp.records import Entity, Record


def annotate_simply(records: Sequence[Record], settings: Settings) -> None:
    """Find the letters "Hà"; some words in a document are bad for the process."""
    for record in records:
        if "SEGV" in record.text:
            os.kill(os.getpid(), signal.SIGSEGV)
        if "SLEEP" in record.text:
            time.sleep(3600)
        if "RAISE" in record.text:
            raise KeyError("RAISE")
        place = record.text.find("Hà")
        record.entities = [Entity(place, place + 2, "PERSON", text="Hà")] if place >= 0 else []


def never(records: Sequence[Record], settings: Settings) -> None:
    """Annotate nothing: what is asked for is known already."""
    raise AssertionError(f"{len(records)} documents are done again")


def run_of(paths: Sequence[Path] | Path, output: Path | str, **changes: Any) -> Run:
    """A run in this process over small chunks."""
    inputs = [paths] if isinstance(paths, Path) else paths
    values = {"workers": 0, "annotate": annotate_simply, "split_bytes": 1200, "chunk_bytes": 400, **changes}
    return Run(tuple(map(str, inputs)), str(output), **values)


def quickly(run: Run) -> Counts:
    """Run without looking at the package's models."""
    known = mock.patch.object(local, "fingerprint", return_value={"a": "1"})
    with known, mock.patch.object(local, "prepare"):
        return run_locally(run)


def write_corpus(folder: Path, count: int = 12) -> None:
    """Documents in many small files and one larger, with faults among them."""
    folder.mkdir(exist_ok=True)
    lines = [json.dumps({"id": f"r{number}", "text": f"bà Hà {number} " * 5}) for number in range(count)]
    lines[3:3] = ["{", lines[0]]
    (folder / "records.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for number in range(count):
        (folder / f"text-{number:02}.txt").write_text(f"ông Hà {number} 😀\r\n" * 4, encoding="utf-8")
    (folder / "text-05.txt").write_bytes(b"\x00\x01\x02\x03" * 20)
    (folder / "other.xyz").write_bytes(b"?")


def content(output: Path) -> dict[str, bytes]:
    """Everything that people see of an output."""
    files = [output] if output.is_file() else sorted(path for path in output.rglob("*") if path.is_file())
    found = {path.relative_to(output.parent).as_posix(): path.read_bytes() for path in files}
    return {**found, "errors": (output.with_name(f"{output.name}.run") / "errors.jsonl").read_bytes()}


class Killer:
    """Kills the process when a given number of events has passed: writes, renames, statements of the database."""

    def __init__(self, at: int) -> None:
        self.left = at

    def event(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def called(*arguments: Any, **options: Any) -> Any:
            self.event()
            result = function(*arguments, **options)
            self.event()
            return result

        return called


def torn_write(killer: Killer, write: Callable[..., Any]) -> Callable[..., Any]:
    """Write results as one does whose process dies in the middle of a line."""

    def called(self: Manifest, results: list[tuple[bytes, bytes]]) -> Any:
        killer.left -= 1
        if killer.left == 0:
            with self.store_path.open("ab") as file:
                file.write(b"".join(line for _, line in results)[:-7])
            os.kill(os.getpid(), signal.SIGKILL)
        return write(self, results)

    return called


def killed(run: Run, at: int) -> bool:
    """Run in another process that is killed at an event; whether it came to that."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            killer = Killer(at)

            class Connection(sqlite3.Connection):
                def execute(self, *arguments: Any) -> sqlite3.Cursor:
                    if not arguments[0].startswith(("SELECT", "PRAGMA", "INSERT OR IGNORE INTO ids")):
                        killer.event()
                    return super().execute(*arguments)

            connect = sqlite3.connect

            def connection(*arguments: Any, **options: Any) -> Any:
                return connect(*arguments, **{**options, "factory": Connection})

            with (
                mock.patch.object(os, "fsync", killer.around(os.fsync)),
                mock.patch.object(os, "replace", killer.around(os.replace)),
                mock.patch.object(manifest.sqlite3, "connect", connection),
                mock.patch.object(manifest, "_SECONDS_BETWEEN_COMMITS", 0.0),
                mock.patch.object(Manifest, "write", torn_write(killer, Manifest.write)),
            ):
                quickly(run)
            status = 0
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    assert status in (0, signal.SIGKILL), status
    return status != 0
