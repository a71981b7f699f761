"""The documents of several inputs, one after the other; one that is bad is reported and does not stop the others."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from vnjudnlp.errors import InputError, RecordError
from vnjudnlp.formats.corpus_files import CorpusFile, find_files, format_of, read_file
from vnjudnlp.formats.format import Format, ReadOptions
from vnjudnlp.formats.jsonl import looks_like_record, read_records
from vnjudnlp.formats.registry import format_by_name
from vnjudnlp.formats.text_input import Source, open_source, readable_name, split_lines
from vnjudnlp.records import Record

__all__ = ["STANDARD_INPUT", "Inputs"]

STANDARD_INPUT = "-"
_STREAMED = ("text", "jsonl")
"""Formats that are read here, block by block; all others their modules read."""


@dataclass(slots=True)
class Inputs:
    """Files and folders of documents in any format that is read, and standard input of text or JSON Lines.

    Attributes:
        paths: the files and folders; ``-`` is standard input.
        report: called with a message for each file, line or record that cannot be read.
        kind: the name of the format of all inputs; None to tell by the file's name, for standard input by its first
            line. A file whose name tells nothing is text.
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
        """Yield the documents: their records, and each text as a record whose id is its file's path."""
        for file in self._files():
            if isinstance(file, CorpusFile) and file.format.name not in _STREAMED:
                yield from self._documents(file)
                continue
            for source, holds_records, name in self._source(file):
                try:
                    if holds_records:
                        yield from self._records(source)
                    else:
                        yield Record(name, source.text(), self.doc_date)
                except InputError as error:
                    self.report(str(error))

    def documents(self) -> Iterator[Iterator[str]]:
        """Yield each document as its lines, which are read only as they are asked for."""
        for file in self._files():
            if isinstance(file, CorpusFile) and file.format.name not in _STREAMED:
                yield from (iter(split_lines(record.text)) for record in self._documents(file))
                continue
            for source, holds_records, _ in self._source(file):
                if holds_records:
                    yield from (iter(split_lines(record.text)) for record in self._records(source))
                else:
                    yield self._lines(source)

    def done(self, position: int) -> None:
        """Tell that the results of the first ``position`` bytes are written."""
        if self.on_done is not None:
            self.on_done(position)

    def _count(self, size: int) -> None:
        self.bytes_read += size

    def _files(self) -> Iterator[CorpusFile | str]:
        """Yield the files, and standard input as its name."""
        kind = format_by_name(self.kind) if self.kind is not None else None
        for path in self.paths:
            if path == STANDARD_INPUT:
                if kind is not None and kind.name not in _STREAMED:
                    self.report(f"stdin: {kind.title} is read from files alone; save it as a file and name that")
                else:
                    yield path
            elif os.path.isdir(path):
                for file in find_files([path], kind):
                    if isinstance(file, RecordError):
                        self.report(str(file))
                    else:
                        yield file
            else:
                yield CorpusFile(Path(path), path, kind or _format_of(path))

    def _source(self, file: CorpusFile | str) -> Iterator[tuple[Source, bool, str]]:
        """Open text or JSON Lines; yields the source, whether it holds records and the name of a text, or nothing."""
        try:
            with self._open(file) as source:
                if isinstance(file, str):
                    is_record = self.kind == "jsonl" if self.kind else looks_like_record(source.first_line())
                    yield source, is_record, source.name
                else:
                    # in a folder a document is called by its place there
                    name = source.name if file.name == str(file.path) else readable_name(file.name)
                    yield source, file.format.name == "jsonl", name
        except InputError as error:
            self.report(str(error))

    @contextmanager
    def _open(self, file: CorpusFile | str) -> Iterator[Source]:
        if isinstance(file, str):
            yield Source(sys.stdin.buffer, "stdin", self.encoding, self._count)
        else:
            with open_source(str(file.path), self.encoding, self._count) as source:
                yield source

    def _documents(self, file: CorpusFile) -> Iterator[Record]:
        """Yield the documents of a file that its format reads."""
        for item in read_file(file, ReadOptions(self.encoding)):
            if isinstance(item, RecordError):
                self.report(str(item))
            else:
                item.doc_date = item.doc_date or self.doc_date
                yield item
        with suppress(OSError):
            self._count(file.path.stat().st_size)

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


def _format_of(path: str) -> Format:
    """Tell the format of a file by its name; one that nobody knows, or that is not there, is opened as text."""
    try:
        return format_of(Path(path))
    except InputError:
        return format_by_name("text")
