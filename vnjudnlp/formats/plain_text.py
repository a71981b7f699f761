"""Plain text: one document a file, in any of the encodings that the package reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from vnjudnlp.errors import RecordError
from vnjudnlp.formats.file_names import create_file, file_stem, written_id
from vnjudnlp.formats.format import ReadOptions, WriteOptions
from vnjudnlp.formats.losses import Losses
from vnjudnlp.formats.text_input import open_source, text_for_file
from vnjudnlp.records import Record

__all__ = ["read", "write"]


def read(path: Path, options: ReadOptions) -> Iterator[Record | RecordError]:
    """Read a file as one document; see :mod:`vnjudnlp.formats.format`."""
    with open_source(str(path), options.encoding) as source:
        yield Record(written_id(options.name or str(path)), source.text())


def write(records: Iterable[Record], target: Path, losses: Losses, options: WriteOptions) -> None:
    """Write each document's text as a file of a folder; see :mod:`vnjudnlp.formats.format`."""
    target.mkdir(parents=True, exist_ok=True)
    for record in records:
        losses.add("spans are left out", record.id, len(record.entities))
        if not record.text.strip():
            losses.add("documents without text are left out", record.id)
            continue
        stem, is_whole = file_stem(record.id)
        losses.add("long ids are cut", record.id, not is_whole)
        file, path = create_file(target, stem.removesuffix(".txt"), ".txt")
        with file:
            text, count = text_for_file(record.text)
            losses.add("characters that a text file cannot hold are written as U+FFFD", record.id, count)
            # a mark at the very beginning would be taken for that of the encoding
            file.write(f"\ufeff{text}" if text.startswith("\ufeff") else text)
        if is_whole and written_id(path.name) != record.id:
            losses.add("ids become names of files", record.id, example=path.name)
