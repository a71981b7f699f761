"""What a run remembers beside its output, so that it can go on where it stopped and do only what is new.

``OUT.run/manifest.sqlite`` knows for each document, by a hash of all that its result depends on, in which file its
result lies, where, and a hash of it. The hash is checked before a result is used, so that no torn write, no result that
was changed and no order in which a disk forgets can bring a wrong line into the output: what is not there as it was
written is made again. A run that goes on is therefore a run like any other.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from vnjudnlp.corpus.runs.worker import Stored, checksum
from vnjudnlp.errors import RunError

__all__ = ["Manifest"]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE IF NOT EXISTS stores (store INTEGER PRIMARY KEY, path TEXT);
CREATE TABLE IF NOT EXISTS documents
    (digest BLOB PRIMARY KEY, store INTEGER, start INTEGER, length INTEGER, checksum BLOB) WITHOUT ROWID;
"""
_SECONDS_BETWEEN_COMMITS = 1.0


class Manifest:
    """The manifest of an output, open for one run at a time.

    Args:
        folder: its folder, which is made.
        is_fresh: whether what is there is thrown away.

    Attributes:
        folder: its folder.
        store: the number of the file that gets the results of this run.

    Raises:
        RunError: another run has it open.
        OSError: the folder cannot be made.
        sqlite3.Error: it cannot be written, or is damaged.
    """

    def __init__(self, folder: Path, *, is_fresh: bool = False) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = _locked(folder)
        try:
            if is_fresh:
                _empty(folder)
            self._database = sqlite3.connect(folder / "manifest.sqlite", isolation_level=None, timeout=60)
        except BaseException:
            self._lock.close()
            raise
        try:
            # a transaction is whole or not there, whenever the process is killed
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.execute("PRAGMA synchronous = NORMAL")
            self._database.executescript(_SCHEMA)
            self._finish_publishing()
            self._open_store()
        except BaseException:
            self._database.close()
            self._lock.close()
            raise
        self._committed = time.monotonic()

    @property
    def path(self) -> Path:
        """The database."""
        return self.folder / "manifest.sqlite"

    def is_empty(self) -> bool:
        """Whether no results are known."""
        return self._database.execute("SELECT 1 FROM documents LIMIT 1").fetchone() is None

    def fact(self, name: str) -> Any:
        """Return a fact, None if it is not there."""
        row = self._database.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return None if row is None else json.loads(row[0])

    def _set(self, name: str, value: Any) -> None:
        self._database.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, json.dumps(value)))

    def use(self, fingerprint: Mapping[str, str]) -> list[str]:
        """Forget all results if they depend on what is no longer the same.

        Args:
            fingerprint: see :func:`vnjudnlp.corpus.runs.fingerprint.fingerprint`.

        Returns:
            the names of what has changed.
        """
        before = self.fact("fingerprint") or {}
        changed = [name for name in fingerprint if before and before.get(name) != fingerprint[name]]
        if changed:
            self._database.execute("BEGIN")
            self._database.execute("DELETE FROM documents")
            self._database.execute("DELETE FROM stores")
            self._database.execute("COMMIT")
            self._file.close()
            self._drop_stores()
            self._open_store()
        self._set("fingerprint", dict(fingerprint))
        return changed

    # results

    def _open_store(self) -> None:
        """Go on behind the last result that is recorded of the latest file, or begin a file."""
        row = self._database.execute("SELECT store, path FROM stores ORDER BY store DESC LIMIT 1").fetchone()
        if row is not None and row[1] == f"results-{row[0]}.jsonl":
            self.store = row[0]
        else:
            self.store = 1 if row is None else row[0] + 1
            self._database.execute("INSERT INTO stores VALUES (?, ?)", (self.store, f"results-{self.store}.jsonl"))
        last = self._database.execute("SELECT MAX(start + length) FROM documents WHERE store = ?", (self.store,))
        self.end: int = last.fetchone()[0] or 0
        # no buffer: what a full disk did not take must not be tried again when the file is closed
        self._file = open(self.store_path, "ab", buffering=0)  # noqa: SIM115
        if self._file.tell() > self.end:
            self._file.truncate(self.end)
        self.end = min(self.end, self._file.seek(0, os.SEEK_END))

    @property
    def store_path(self) -> Path:
        """The file that gets the results of this run."""
        return self.folder / f"results-{self.store}.jsonl"

    def path_of(self, store: int) -> Path:
        """Return the file of a number."""
        row = self._database.execute("SELECT path FROM stores WHERE store = ?", (store,)).fetchone()
        path: str = row[0]
        return self.folder / path

    def write(self, results: list[tuple[bytes, bytes]]) -> list[Stored]:
        """Append results.

        Args:
            results: digests of documents and their lines.

        Returns:
            where they lie.
        """
        lines = b"".join(line for _, line in results)
        stored, rows, start = [], [], self.end
        for digest, line in results:
            stored.append(Stored(self.store, start, len(line)))
            if digest:
                rows.append((digest, self.store, start, len(line), checksum(line)))
            start += len(line)
        view = memoryview(lines)
        while view:
            view = view[self._file.write(view) :]
        self.end = start
        if not self._database.in_transaction:
            self._database.execute("BEGIN")
        self._database.executemany("INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?)", rows)
        if time.monotonic() - self._committed > _SECONDS_BETWEEN_COMMITS:
            self.commit()
        return stored

    def commit(self) -> None:
        """Make everything up to here last."""
        os.fsync(self._file.fileno())
        if self._database.in_transaction:
            self._database.execute("COMMIT")
        self._committed = time.monotonic()

    # publishing: what is to be done is recorded as a whole, then done; whoever comes next does what is left

    def begin_moving(self) -> None:
        """Begin a table of where results will lie in the output that is being put together."""
        self.commit()
        self._database.execute("DROP TABLE IF EXISTS moved")
        self._database.execute(
            "CREATE TABLE moved"
            " (digest BLOB PRIMARY KEY, store INTEGER, start INTEGER, length INTEGER, checksum BLOB) WITHOUT ROWID"
        )
        self._database.execute("BEGIN")

    def add_moved(self, digest: bytes, stored: Stored, line: bytes) -> None:
        """Say where a result lies in the output that is being put together."""
        self._database.execute("INSERT OR REPLACE INTO moved VALUES (?, ?, ?, ?, ?)", (digest, *stored, checksum(line)))

    def publish(
        self, moves: list[tuple[str, str]], stores: Mapping[int, str], files: list[str], *, moved: bool
    ) -> None:
        """Put the output in its place.

        Args:
            moves: files and folders and what they become, from the manifest's folder.
            stores: the numbers of the files with results and where they will be.
            files: all files of the output; those of the one before that are not among them are removed.
            moved: whether results lie where :meth:`add_moved` has said, not where they were written.
        """
        self._file.close()
        plan = {"moves": moves, "stores": {str(key): path for key, path in stores.items()}, "files": files}
        if not self._database.in_transaction:
            self._database.execute("BEGIN")
        self._set("publishing", {**plan, "moved": moved})
        self._database.execute("COMMIT")
        self._finish_publishing()

    def _finish_publishing(self) -> None:
        plan = self.fact("publishing")
        if plan is not None:
            for source, target in plan["moves"]:
                _move(self.folder / source, self.folder / target)
            for old in set(self.fact("files") or ()).difference(plan["files"]):
                with suppress(OSError):
                    (self.folder / old).unlink()
            self._database.execute("BEGIN")
            if plan["moved"]:
                self._database.execute("DROP TABLE documents")
                self._database.execute("ALTER TABLE moved RENAME TO documents")
            else:
                kept = ", ".join(plan["stores"])
                self._database.execute(f"DELETE FROM documents WHERE store NOT IN ({kept})")
            self._database.execute("DELETE FROM stores")
            rows = [(int(store), path) for store, path in plan["stores"].items()]
            self._database.executemany("INSERT INTO stores VALUES (?, ?)", rows)
            self._set("files", plan["files"])
            self._database.execute("DELETE FROM facts WHERE name = 'publishing'")
            self._database.execute("COMMIT")
            self._drop_stores()
        self._database.execute("DROP TABLE IF EXISTS moved")
        shutil.rmtree(self.folder / "output", ignore_errors=True)

    def _drop_stores(self) -> None:
        """Remove files of results that nobody speaks of."""
        known = {path for (path,) in self._database.execute("SELECT path FROM stores")}
        for path in self.folder.glob("results-*.jsonl"):
            if path.name not in known:
                path.unlink()

    def close(self) -> None:
        """Close it, keeping what was written."""
        try:
            if not self._file.closed:
                with suppress(OSError, sqlite3.Error):
                    self.commit()
                self._file.close()
        finally:
            self._database.close()
            self._lock.close()


def _locked(folder: Path) -> sqlite3.Connection:
    """Lock a folder; the lock ends with the process, however it ends."""
    lock = sqlite3.connect(folder / "lock.sqlite", isolation_level=None, timeout=0)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        lock.close()
        if "locked" in str(error):
            raise RunError(f"{folder}: another run writes this output; wait for it or choose another output") from None
        raise
    except BaseException:
        lock.close()
        raise
    return lock


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif not path.name.startswith("lock.sqlite"):
            path.unlink()


def _move(source: Path, target: Path) -> None:
    """Give a file or a folder its place; one that has it already is left alone."""
    if not os.path.lexists(source):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir():
        shutil.rmtree(target)
    os.replace(source, target)
