"""A format of documents: what it is called, how its files are known, what it carries, how it is read and written.

A format is a module with two functions, of which it may lack one::

    def read(path: Path, options: ReadOptions) -> Iterator[Record | RecordError]: ...
    def write(records: Iterable[Record], target: Path, losses: Losses, options: WriteOptions) -> None: ...

``read`` yields the documents of a file one by one. A document that is faulty comes out as a
:class:`~vnjudnlp.errors.RecordError` in its place, whose message begins ``FILE:LINE:`` or ``FILE:``, and the rest is
read; a file that is unreadable as a whole raises :class:`~vnjudnlp.errors.InputError`. ``write`` takes the documents as
they come, keeps none of them, and makes the file or the folder ``target``, which does not exist or is empty. What it
cannot carry it counts in ``losses``; values that :attr:`Format.carries` does not name are counted for it.

A format of large files that can be read from the middle has two functions more, and :attr:`Format.divides`::

    def pieces(path: Path, options: ReadOptions, size: int) -> Iterator[Piece]: ...
    def read_piece(path: Path, options: ReadOptions, piece: Piece) -> Iterator[tuple[int, Record | RecordError]]: ...

``pieces`` yields consecutive pieces of about ``size`` bytes; the documents of all pieces are those of ``read``.
``read_piece`` yields the documents of one with their numbers, counted from 1 in the file.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from vnjudnlp.errors import InputError, RecordError
from vnjudnlp.formats.losses import Losses
from vnjudnlp.records import Record

__all__ = [
    "PARTS",
    "Format",
    "Piece",
    "ReadOptions",
    "WriteOptions",
    "lost_parts",
]

PARTS = (
    "text",
    "spans",
    "overlaps",
    "norms",
    "scores",
    "sources",
    "details",
    "abbreviations",
    "doc_date",
    "fields",
)
"""What a record can hold: its exact text, spans, spans that overlap, the fields of a span, and fields of its own."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How documents are read.

    Attributes:
        encoding: the encoding of text files; None for UTF-8 or what a byte order mark says.
        name: what a document without an id of its own is called; None for the path as given.
    """

    encoding: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """How documents are written; a format takes what concerns it.

    Attributes:
        unit: what a row of a column format is.
        scheme: the tags of a column format.
        byte_order_mark: whether a table begins with one, by which Excel knows UTF-8.
    """

    unit: Literal["word", "syllable"] = "word"
    scheme: Literal["bio", "bilou"] = "bio"
    byte_order_mark: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Consecutive documents of a file.

    Attributes:
        start: where they begin: a byte, a row group, whatever the format counts.
        stop: behind the last of it.
        first: the number of the first document or line, counted from 1.
        size: about how many bytes they are.
    """

    start: int
    stop: int
    first: int
    size: int


Reader = Callable[[Path, ReadOptions], Iterator[Record | RecordError]]
Writer = Callable[[Iterable[Record], Path, Losses, WriteOptions], None]


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    Attributes:
        name: what ``--to`` and ``--from`` call it.
        title: its name for people.
        module: the module that reads and writes it.
        suffixes: the endings by which its files are known; the first is the one that is written.
        layout: whether documents are written into one file or into a folder of files.
        carries: which of :data:`PARTS` it carries.
        reads: whether it is read.
        writes: whether it is written.
        by_content: whether a file is of this format only if ``recognizes(head: bytes) -> bool`` of the module says so
            of its beginning; for endings that several formats share.
        extra: the extra of this package with the libraries that it needs.
        divides: whether a file can be read in pieces.
    """

    name: str
    title: str
    module: str
    suffixes: tuple[str, ...]
    layout: Literal["file", "folder"] = "file"
    carries: frozenset[str] = field(default_factory=lambda: frozenset(PARTS))
    reads: bool = True
    writes: bool = True
    by_content: bool = False
    extra: str | None = None
    divides: bool = False

    def read(self, path: Path, options: ReadOptions | None = None) -> Iterator[Record | RecordError]:
        """Read a file of this format.

        Args:
            path: the file.
            options: how it is read.

        Yields:
            the documents, and for each that is faulty an error.

        Raises:
            InputError: the format is not read, its libraries are not there, or the file is unreadable as a whole.
        """
        if not self.reads:
            raise InputError(f"{path}: {self.title} is written only, not read; give another format with --from")
        reader: Reader = self._function("read")
        yield from reader(path, options or ReadOptions())

    def write(
        self, records: Iterable[Record], target: Path, losses: Losses, options: WriteOptions | None = None
    ) -> None:
        """Write documents as a file or a folder of this format.

        Args:
            records: the documents.
            target: the file or the folder, which does not exist or is empty.
            losses: where what cannot be carried is counted.
            options: how it is written.

        Raises:
            InputError: the format is not written, or its libraries are not there.
            OSError: the file cannot be written.
        """
        if not self.writes:
            raise InputError(f"{target}: {self.title} is read only, not written; give another format with --to")
        writer: Writer = self._function("write")
        writer(self._counted(records, losses), target, losses, options or WriteOptions())

    def check_writing(self) -> None:
        """Make sure that it can be written, before there is anything to write.

        Raises:
            InputError: the format is not written, or its libraries are not there.
        """
        if not self.writes:
            raise InputError(f"{self.title} is read only, not written; give another format with --to")
        self._function("write")

    def pieces(self, path: Path, options: ReadOptions, size: int) -> Iterator[Piece]:
        """Divide a file; only for formats with :attr:`divides`.

        Args:
            path: the file.
            options: how it is read.
            size: how many bytes a piece has, at least and about.

        Yields:
            the pieces in their order.

        Raises:
            InputError: the file is unreadable as a whole, or can be read as a whole only.
        """
        function: Callable[[Path, ReadOptions, int], Iterator[Piece]] = self._function("pieces")
        yield from function(path, options, size)

    def read_piece(self, path: Path, options: ReadOptions, piece: Piece) -> Iterator[tuple[int, Record | RecordError]]:
        """Read one piece of a file; only for formats with :attr:`divides`.

        Yields:
            the documents, and for each that is faulty an error, with their numbers in the file.
        """
        function: Callable[[Path, ReadOptions, Piece], Iterator[tuple[int, Record | RecordError]]]
        function = self._function("read_piece")
        yield from function(path, options, piece)

    def recognizes(self, head: bytes) -> bool:
        """Whether the beginning of a file is that of this format; only for formats with :attr:`by_content`."""
        function: Callable[[bytes], bool] = self._function("recognizes")
        return function(head)

    def is_available(self) -> bool:
        """Whether the libraries are there that the format needs."""
        try:
            importlib.import_module(self.module)
        except ModuleNotFoundError:
            return False
        return True

    def _function(self, name: str) -> Any:
        try:
            return getattr(importlib.import_module(self.module), name)
        except ModuleNotFoundError as error:
            if self.extra is None or (error.name or "").startswith("vnjudnlp"):
                raise
            raise InputError(
                f"{self.title} needs the package {error.name}; install it with: pip install 'vnjudnlp[{self.extra}]'"
            ) from None

    def _counted(self, records: Iterable[Record], losses: Losses) -> Iterator[Record]:
        for record in records:
            for what, count in lost_parts(record, self.carries):
                losses.add(f"{what} are left out", record.id, count)
            yield record


def lost_parts(record: Record, carries: frozenset[str]) -> Iterator[tuple[str, int]]:
    """Say how many values of a record a format leaves out because it has no place for them.

    Args:
        record: the document.
        carries: which of :data:`PARTS` the format carries; spans, their overlaps and the text are left to its writer.

    Yields:
        what is lost, in the plural, and how many.
    """
    entities = record.entities
    counts = {
        "norms": ("norms", sum(entity.norm is not None for entity in entities)),
        "scores": ("scores", sum(entity.score != 1.0 for entity in entities)),
        "sources": ("sources of spans", sum(bool(entity.source) for entity in entities)),
        "details": ("details of spans", sum(entity.details is not None for entity in entities)),
        "abbreviations": ("abbreviations", len(record.abbreviations)),
        "doc_date": ("dates of documents", int(record.doc_date is not None)),
        "fields": ("other fields of documents", len(record.extra)),
    }
    for part, (what, count) in counts.items():
        if part not in carries and count:
            yield what, count
