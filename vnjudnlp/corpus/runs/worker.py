"""What the processes of a run on one machine do: read, look up what is known, annotate the rest."""

from __future__ import annotations

import gc
import hashlib
import json
import os
import signal
import sqlite3
import threading
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from multiprocessing import parent_process
from pathlib import Path
from typing import BinaryIO, NamedTuple
from urllib.parse import quote

from vnjudnlp.corpus.runs.mapper import Annotate, Settings, annotate_batch
from vnjudnlp.corpus.runs.outcomes import Outcome, outcomes_of
from vnjudnlp.corpus.runs.plan import Document, Part, read_parts
from vnjudnlp.records import Record

__all__ = ["Answer", "Context", "Reply", "Stored", "checksum", "close_index", "document_names", "start", "work"]


class Stored(NamedTuple):
    """Where a result lies.

    Attributes:
        store: the number of the file.
        start: its first byte.
        length: how many bytes it has.
    """

    store: int
    start: int
    length: int


class Answer(NamedTuple):
    """What became of a document.

    Attributes:
        outcome: the result, or why there is none; its result is None for one that is known.
        digest: a hash of all that the result depends on in the document.
        stored: where a result of an earlier run lies that is still right.
    """

    outcome: Outcome
    digest: bytes = b""
    stored: Stored | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of the documents that were worked on at once.

    Attributes:
        answers: one for each document.
        syllables: how many syllables the documents have that were annotated.
    """

    answers: list[Answer]
    syllables: int = 0


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for all documents of a run; plain data, sent to the processes.

    Attributes:
        settings: what is done.
        index: the database of the results that are known; None if there are none.
        annotate: what does it.
    """

    settings: Settings
    index: str | None = None
    annotate: Annotate = annotate_batch


def start() -> None:
    """Make a process ready: it leaves Ctrl-C to the one that started it, and ends when that one has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(100_000, 20, 20)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        # killed, it could not tell; whoever waits for work would wait for ever
        os._exit(1)


def checksum(line: bytes) -> bytes:
    """Return a short hash of a result, which tells whether it still is what was written."""
    return hashlib.blake2b(line, digest_size=8).digest()


def work(context: Context, parts: tuple[Part, ...], first: int = 0, stop: int | None = None) -> Reply:
    """Read documents and annotate those whose results are not known.

    Args:
        context: what holds for all.
        parts: where the documents are.
        first: how many of them are left out.
        stop: behind the last that is wanted.
    """
    settings = context.settings
    documents = list(islice(read_parts(parts, settings.read_options, settings.doc_date), first, stop))
    digests = [_digest(document.record) if isinstance(document.record, Record) else b"" for document in documents]
    known = _known(context.index, digests)
    new = [document for document, digest in zip(documents, digests, strict=True) if digest not in known]
    syllables = sum(len(document.record.text.split()) for document in new if isinstance(document.record, Record))
    outcomes = outcomes_of(new, settings, context.annotate)
    answers = []
    for document, digest in zip(documents, digests, strict=True):
        stored = known.get(digest)
        answers.append(Answer(next(outcomes) if stored is None else _outcome(document), digest, stored))
    return Reply(answers, syllables)


def document_names(context: Context, parts: tuple[Part, ...]) -> list[Outcome]:
    """Read documents and return what they are called, without results."""
    settings = context.settings
    return [_outcome(document) for document in read_parts(parts, settings.read_options, settings.doc_date)]


def _outcome(document: Document) -> Outcome:
    identifier = document.record.id if isinstance(document.record, Record) else None
    return Outcome(document.file, document.line, identifier, None)


def _digest(record: Record) -> bytes:
    try:
        fields = json.dumps([record.id, record.doc_date, record.extra])
    except Exception:
        # what has no form in JSON is not written either, so nothing needs to be found again
        return b""
    digest = hashlib.blake2b(fields.encode(), digest_size=16)
    digest.update(b"\0")
    digest.update(record.text.encode(errors="surrogatepass"))
    return digest.digest()


def _known(index: str | None, digests: list[bytes]) -> dict[bytes, Stored]:
    """Find results of earlier runs; one whose bytes are no longer what they were is not known."""
    found: dict[bytes, Stored] = {}
    if index is None:
        return found
    database, files = _open_index(index)
    for digest in digests:
        row = database.execute(
            "SELECT store, start, length, checksum FROM documents WHERE digest = ?", (digest,)
        ).fetchone()
        if row is not None and digest:
            file = files.get(row[0])
            if file is not None:
                file.seek(row[1])
                if checksum(file.read(row[2])) == row[3]:
                    found[digest] = Stored(*row[:3])
    return found


def close_index(index: str) -> None:
    """Close what this process has open of a database of results."""
    if _open_index.cache_info().currsize:
        database, files = _open_index(index)
        database.close()
        for file in files.values():
            file.close()
        _open_index.cache_clear()


@lru_cache(maxsize=1)
def _open_index(index: str) -> tuple[sqlite3.Connection, dict[int, BinaryIO]]:
    """Open a database for reading and the files with results that it names."""
    database = sqlite3.connect(f"file:{quote(index)}?mode=ro", uri=True, timeout=60)
    folder = Path(index).parent
    files: dict[int, BinaryIO] = {}
    for store, path in database.execute("SELECT store, path FROM stores").fetchall():
        try:
            files[store] = (folder / path).open("rb")
        except OSError:
            # results that are gone are made again
            continue
    return database, files
