"""Plain text: one document a file, in any of the encodings that the package reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from vnjudnlp.errors import RecordError
from vnjudnlp.formats.file_names import file_stem
from vnjudnlp.formats.losses import Losses
from vnjudnlp.formats.registry import ReadOptions, WriteOptions
from vnjudnlp.formats.text_input import open_source
from vnjudnlp.records import Record

__all__ = ["read", "write"]


def read(path: Path, options: ReadOptions) -> Iterator[Record | RecordError]:
    """Read a file as one document; see :mod:`vnjudnlp.formats.registry`."""
    with open_source(str(path), options.encoding) as source:
        yield Record(options.name or str(path), source.text())


def write(records: Iterable[Record], target: Path, losses: Losses, options: WriteOptions) -> None:
    """Write each document's text as a file of a folder; see :mod:`vnjudnlp.formats.registry`."""
    target.mkdir(parents=True, exist_ok=True)
    for record in records:
        losses.add("spans are left out", record.id, len(record.entities))
        stem, is_whole = file_stem(record.id)
        losses.add("long ids are cut", record.id, not is_whole)
        name = stem if stem.endswith(".txt") else f"{stem}.txt"
        with (target / name).open("x", encoding="utf-8", errors="surrogatepass", newline="") as file:
            file.write(record.text)
