"""What becomes of each document, and the shard that one split becomes."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

from vnjudnlp.corpus.runs.mapper import Annotate, Settings, annotate_batch, annotate_records
from vnjudnlp.corpus.runs.plan import Document, Split, chunks_of, read_parts
from vnjudnlp.errors import RecordError
from vnjudnlp.formats.jsonl import write_json
from vnjudnlp.records import Record

__all__ = ["Outcome", "Shard", "duplicate", "error_line", "outcomes_of", "run_split", "shard_name"]


class Outcome(NamedTuple):
    """What became of one document.

    Attributes:
        file: what its file is called.
        line: its line, where that is known.
        id: its id; None if it could not be read.
        result: its line of the output, with the line break; None if there is none.
        reason: why there is none.
    """

    file: str
    line: int | None
    id: str | None
    result: bytes | None
    reason: str | None = None


def outcomes_of(
    documents: Iterable[Document], settings: Settings, annotate: Annotate = annotate_batch
) -> Iterator[Outcome]:
    """Annotate documents that were read.

    Args:
        documents: the documents and the errors among them; all are held in memory.
        settings: what is done.
        annotate: what does it.

    Yields:
        for each, in order, what became of it.
    """
    documents = list(documents)
    results = annotate_records(
        (item.record for item in documents if isinstance(item.record, Record)), settings, annotate
    )
    for file, line, record in documents:
        if isinstance(record, RecordError):
            yield Outcome(file, line, None, None, str(record))
        else:
            result = next(results)
            if isinstance(result, RecordError):
                yield Outcome(file, line, record.id, None, str(result))
            else:
                yield Outcome(file, line, record.id, result)


def error_line(outcome: Outcome) -> bytes:
    """Write a document that has no result as a line of ``errors.jsonl``."""
    data = {"file": outcome.file, "line": outcome.line, "document": outcome.id, "reason": outcome.reason}
    return f"{write_json(data)}\n".encode()


def duplicate(outcome: Outcome, file: str, line: int | None) -> Outcome:
    """Turn a document whose id another has into an error.

    Args:
        outcome: the later document.
        file: the file of the first.
        line: its line, where that is known.
    """
    place = file if line is None else f"{file}:{line}"
    reason = f"the id is that of an earlier document, {place}; give each document an id of its own"
    return outcome._replace(result=None, reason=reason)


def shard_name(number: int, suffix: str = ".jsonl") -> str:
    """Return the name of the output of a split.

    >>> shard_name(3)
    'part-00003.jsonl'
    """
    return f"part-{number:05}{suffix}"


@dataclass(frozen=True, slots=True)
class Shard:
    """What :func:`run_split` has written.

    Attributes:
        path: the shard.
        index: beside it, a line of JSON for each document of the split: file, line, id, reason (null if it is in the
            shard); what :func:`duplicate` and :func:`error_line` need.
        documents: how many documents are in the shard.
        errors: how many are not.
    """

    path: str
    index: str
    documents: int
    errors: int


def run_split(split: Split, settings: Settings, target: str | Path, annotate: Annotate = annotate_batch) -> Shard:
    """Annotate a split and write its shard, which appears when it is complete.

    Documents of one id in the split, and in others, are all written; see :mod:`vnjudnlp.corpus.runs` for what becomes
    of them.

    Args:
        split: the split.
        settings: what is done.
        target: the folder of the shards, which exists.
        annotate: what does it.

    Returns:
        what was written.

    Raises:
        OSError: the shard cannot be written.
        ResourceError: there is no such model.
    """
    name = shard_name(split.number)
    shard, index = Path(target, name), Path(target, f".{name}.index")
    documents = errors = 0
    written: list[str] = []
    try:
        with _temporary(shard, written) as lines, _temporary(index, written) as rows:
            for parts in chunks_of(split):
                read = read_parts(parts, settings.read_options, settings.doc_date)
                for outcome in outcomes_of(read, settings, annotate):
                    if outcome.result is not None:
                        documents += 1
                        lines.write(outcome.result)
                    else:
                        errors += 1
                    rows.write(f"{json.dumps([outcome.file, outcome.line, outcome.id, outcome.reason])}\n".encode())
            for file in (lines, rows):
                file.flush()
                os.fsync(file.fileno())
        # the shard comes last: where it is, the index is too
        os.replace(written.pop(), index)
        os.replace(written.pop(), shard)
    finally:
        for path in written:
            with suppress(OSError):
                os.unlink(path)
    return Shard(str(shard), str(index), documents, errors)


def _temporary(path: Path, written: list[str]) -> BinaryIO:
    descriptor, name = tempfile.mkstemp(".tmp", f".{path.name}.", path.parent)
    written.append(name)
    return open(descriptor, "wb")
