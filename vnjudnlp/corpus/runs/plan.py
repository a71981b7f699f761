"""The plan of a run: the inputs in their order, cut into splits that any engine can work on by itself.

A plan follows from the inputs alone, not from workers or engines. It is made while it is used, so that its length costs
no memory. A part of a split is a whole file or, of a large file whose format can be read from the middle, a piece of
it; splits and parts are plain data.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

from vnjudnlp.errors import InputError, RecordError, VnjudnlpError
from vnjudnlp.formats.corpus_files import CorpusFile, read_file
from vnjudnlp.formats.format import Piece, ReadOptions
from vnjudnlp.formats.jsonl import numbered_records
from vnjudnlp.formats.registry import format_by_name
from vnjudnlp.formats.text_input import open_source
from vnjudnlp.records import Record

__all__ = [
    "CHUNK_BYTES",
    "SPLIT_BYTES",
    "Document",
    "Part",
    "Split",
    "chunks_of",
    "plan_splits",
    "read_parts",
    "read_split",
]

SPLIT_BYTES = 8_000_000
"""How much input a split has, about: what one task of a cluster works on and one shard of the output comes from."""

CHUNK_BYTES = 640_000
"""How much input is worked on, sent to and fro and recorded at once, about: some 500,000 characters."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file, or a piece of one.

    Attributes:
        path: where it lies.
        name: what it is called in ids and messages.
        format: the name of its format.
        size: about how many bytes it has.
        piece: which piece of the file; None for the whole file.
        error: what is wrong with an input that is no file of a known format; there is nothing to read then.
    """

    path: str
    name: str
    format: str
    size: int
    piece: Piece | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """Consecutive inputs of a run.

    Attributes:
        number: its place in the plan, counted from 0.
        parts: its files and pieces of files, in order.
    """

    number: int
    parts: tuple[Part, ...]

    @property
    def size(self) -> int:
        """About how many bytes it has."""
        return sum(part.size for part in self.parts)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data that :meth:`from_dict` reads back and JSON can hold."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Split:
        """Build a split from the data of :meth:`to_dict`."""
        parts = [{**part, "piece": Piece(**part["piece"]) if part["piece"] else None} for part in data["parts"]]
        return cls(data["number"], tuple(Part(**part) for part in parts))


class Document(NamedTuple):
    """A document as it was read, or why it was not.

    Attributes:
        file: what its file is called.
        line: its line, or its number in a file of another format that is read in pieces; None where neither is known.
        record: the document, or the error.
    """

    file: str
    line: int | None
    record: Record | RecordError


def plan_splits(
    files: Iterable[CorpusFile | RecordError],
    options: ReadOptions | None = None,
    *,
    split_bytes: int = SPLIT_BYTES,
    piece_bytes: int = CHUNK_BYTES,
) -> Iterator[Split]:
    """Cut a corpus into splits.

    Args:
        files: the inputs: see :func:`vnjudnlp.formats.corpus_files.find_files`.
        options: how they are read.
        split_bytes: how much a split has, at least and about; a file that cannot be divided may make it larger.
        piece_bytes: how much of a large file makes a piece.

    Yields:
        the splits in order, at least one part in each.
    """
    number, parts, size = 0, list[Part](), 0
    for part in _parts(files, options or ReadOptions(), piece_bytes):
        parts.append(part)
        # a file costs time to open however small it is
        size += max(part.size, 100)
        if size >= split_bytes:
            yield Split(number, tuple(parts))
            number, parts, size = number + 1, [], 0
    if parts:
        yield Split(number, tuple(parts))


def _parts(files: Iterable[CorpusFile | RecordError], options: ReadOptions, piece_bytes: int) -> Iterator[Part]:
    for file in files:
        if isinstance(file, RecordError):
            name, _, reason = str(file).partition(": ")
            yield Part(name, name, "", 0, error=reason)
            continue
        try:
            size = os.path.getsize(file.path)
        except OSError:
            # reading it says what is wrong
            size = 0
        whole = Part(str(file.path), file.name, file.format.name, size)
        if not file.format.divides or size <= piece_bytes:
            yield whole
            continue
        found = False
        try:
            for piece in file.format.pieces(file.path, options, piece_bytes):
                found = True
                yield Part(whole.path, whole.name, whole.format, piece.size, piece)
        except (VnjudnlpError, OSError) as error:
            if found:
                yield Part(whole.path, whole.name, "", 0, error=f"cannot be read to its end ({error}); run again")
        if not found:
            yield whole


def chunks_of(split: Split, size: int = CHUNK_BYTES) -> Iterator[tuple[Part, ...]]:
    """Group the parts of a split to what is worked on at once.

    Args:
        split: the split.
        size: how many bytes a group has, about.

    Yields:
        the parts, consecutive and in order.
    """
    parts, total = list[Part](), 0
    for part in split.parts:
        if parts and total + part.size > size:
            yield tuple(parts)
            parts, total = [], 0
        parts.append(part)
        total += max(part.size, 100)
    if parts:
        yield tuple(parts)


def read_split(split: Split, options: ReadOptions | None = None, doc_date: str | None = None) -> Iterator[Document]:
    """Read the documents of a split; see :func:`read_parts`."""
    return read_parts(split.parts, options, doc_date)


def read_parts(
    parts: Iterable[Part], options: ReadOptions | None = None, doc_date: str | None = None
) -> Iterator[Document]:
    """Read documents.

    Args:
        parts: files and pieces of files.
        options: how they are read.
        doc_date: the date of documents that have none of their own.

    Yields:
        the documents, and for each that is faulty its error; whatever happens in one file, the others are read.
    """
    options = options or ReadOptions()
    for part in parts:
        if part.error is not None:
            yield Document(part.name, None, RecordError(part.error))
            continue
        is_blank = part.piece is None
        try:
            for line, record in _records(part, options):
                is_blank = False
                if isinstance(record, RecordError):
                    yield Document(part.name, *_place(part, line, record))
                    continue
                if record.doc_date is None:
                    record.doc_date = doc_date
                yield Document(part.name, line, record)
        except Exception as error:
            yield Document(part.name, None, _unreadable(part, error))
        else:
            if is_blank:
                yield Document(part.name, None, RecordError("holds no documents; give a file that does"))


def _records(part: Part, options: ReadOptions) -> Iterator[tuple[int | None, Record | RecordError]]:
    kind = format_by_name(part.format)
    path = Path(part.path)
    options = ReadOptions(options.encoding, part.name)
    if part.piece is not None:
        yield from kind.read_piece(path, options, part.piece)
    elif kind.name == "jsonl":
        with open_source(part.path, options.encoding) as source:
            yield from numbered_records(source)
    else:
        for record in read_file(CorpusFile(path, part.name, kind), options):
            yield None, record


# matches ":3: not JSON", ":row 3: not a date", ": is empty; give a file with text" behind the name of a file
_LINE = re.compile(r":(?:(?:row )?(\d+):)? ?")


def _place(part: Part, line: int | None, error: RecordError) -> tuple[int | None, RecordError]:
    """Take the place off the beginning of a message, and find the line in it."""
    message = str(error)
    for name in (part.path, part.name):
        found = _LINE.match(message, len(name)) if message.startswith(name) else None
        if found:
            return int(found[1]) if found[1] else line, RecordError(message[found.end() :])
    return line, error


def _unreadable(part: Part, error: BaseException) -> RecordError:
    if isinstance(error, InputError):
        return _place(part, None, RecordError(str(error)))[1]
    if isinstance(error, OSError):
        return RecordError(f"cannot be read ({error.strerror or error}); copy it and try again")
    if isinstance(error, MemoryError):
        return RecordError("takes more memory than there is; divide it")
    # a reader met something that nobody thought of
    return RecordError(f"cannot be read as {part.format} ({type(error).__name__}: {error}); check the file")
