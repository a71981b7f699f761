"""The documents of several inputs, one after the other; one that is bad is reported and does not stop the others."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePath

from vnjudnlp.errors import InputError, RecordError
from vnjudnlp.formats.jsonl import looks_like_record, read_records
from vnjudnlp.formats.text_input import Source, open_source, split_lines
from vnjudnlp.records import Record

__all__ = ["STANDARD_INPUT", "Inputs"]

STANDARD_INPUT = "-"
_RECORD_SUFFIXES = (".jsonl", ".ndjson")


@dataclass(slots=True)
class Inputs:
    """Files, and standard input, of text or JSON Lines.

    Attributes:
        paths: the files; ``-`` is standard input.
        report: called with a message for each file, line or record that cannot be read.
        kind: ``"text"`` or ``"jsonl"``; None to tell by the file's name, for standard input by its first line.
        encoding: the encoding's name, None for UTF-8 or what a byte order mark says.
        doc_date: the date of documents that do not have one of their own.
        on_done: called with the number of bytes whose results are written.
        bytes_read: how many bytes have been read.
    """

    paths: Sequence[str]
    report: Callable[[str], None]
    kind: str | None = None
    encoding: str | None = None
    doc_date: str | None = None
    on_done: Callable[[int], None] | None = None
    bytes_read: int = field(default=0, init=False)

    def records(self) -> Iterator[Record]:
        """Yield the documents: the records of JSON Lines, and each text as a record whose id is its file's path."""
        for path, source in self._sources():
            try:
                if self._holds_records(path, source):
                    yield from self._records(source)
                else:
                    yield Record(source.name, source.text(), self.doc_date)
            except InputError as error:
                self.report(str(error))

    def documents(self) -> Iterator[Iterator[str]]:
        """Yield each document as its lines, which are read only as they are asked for."""
        for path, source in self._sources():
            if self._holds_records(path, source):
                yield from (iter(split_lines(record.text)) for record in self._records(source))
            else:
                yield self._lines(source)

    def done(self, position: int) -> None:
        """Tell that the results of the first ``position`` bytes are written."""
        if self.on_done is not None:
            self.on_done(position)

    def _count(self, size: int) -> None:
        self.bytes_read += size

    def _sources(self) -> Iterator[tuple[str, Source]]:
        for path in self.paths:
            try:
                with self._open(path) as source:
                    yield path, source
            except InputError as error:
                self.report(str(error))

    @contextmanager
    def _open(self, path: str) -> Iterator[Source]:
        if path == STANDARD_INPUT:
            yield Source(sys.stdin.buffer, "stdin", self.encoding, self._count)
        else:
            with open_source(path, self.encoding, self._count) as source:
                yield source

    def _holds_records(self, path: str, source: Source) -> bool:
        if self.kind is not None:
            return self.kind == "jsonl"
        if path == STANDARD_INPUT:
            return looks_like_record(source.first_line())
        return PurePath(path).suffix.lower() in _RECORD_SUFFIXES

    def _records(self, source: Source) -> Iterator[Record]:
        total = bad = 0
        try:
            for item in read_records(source):
                total += 1
                if isinstance(item, RecordError):
                    bad += 1
                    self.report(str(item))
                else:
                    item.doc_date = item.doc_date or self.doc_date
                    yield item
        except InputError as error:
            self.report(str(error))
            return
        if not total:
            self.report(f"{source.name}: holds no records; give a file with one JSON object a line")
        elif bad:
            self.report(f"{source.name}: {bad} of {total} records set aside; mend the lines named above")

    def _lines(self, source: Source) -> Iterator[str]:
        try:
            yield from source.lines()
        except InputError as error:
            self.report(str(error))
