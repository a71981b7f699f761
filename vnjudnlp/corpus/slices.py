"""Copies of annotated documents as other writers and machines would have made them, with the spans carried over
exactly.

``to_capitals``, ``to_nfd`` and ``without_diacritics`` change text piece by piece between the edges of spans, so that
the text of a span in the copy is what the change makes of the text of the original span. Normal forms stay as they are:
they say what is meant, not how it is written.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from vnjudnlp.corpus.scan_noise import noisy_characters
from vnjudnlp.records import Record
from vnjudnlp.text.diacritics import strip_diacritics

if TYPE_CHECKING:
    from numpy.random import Generator

__all__ = ["to_capitals", "to_nfd", "with_scan_noise", "without_diacritics"]


def to_capitals(record: Record) -> Record:
    """Write a document in capitals.

    Args:
        record: the document.

    Returns:
        a copy; the text of each span is that of the original in capitals.

    >>> from vnjudnlp.records import Entity
    >>> copy = to_capitals(Record("a", "ông Lê A", entities=[Entity(4, 8, "PERSON")]))
    >>> copy.text, copy.entities[0].text
    ('ÔNG LÊ A', 'LÊ A')
    """
    return _changed(record, str.upper)


def to_nfd(record: Record) -> Record:
    """Write letters and their marks as characters of their own (Unicode form NFD), as macOS does in file names.

    Args:
        record: the document.

    Returns:
        a copy; the text of each span is that of the original in form NFD.

    >>> from vnjudnlp.records import Entity
    >>> copy = to_nfd(Record("a", "bà Hồ", entities=[Entity(3, 5, "PERSON")]))
    >>> len(copy.text), copy.entities[0].start, copy.entities[0].end
    (8, 4, 8)
    """
    return _changed(record, _decomposed)


def without_diacritics(record: Record) -> Record:
    """Leave marks out and write d for đ, as people do who have no Vietnamese keyboard.

    Args:
        record: the document.

    Returns:
        a copy; the text of each span is that of the original without marks. A span of marks alone stays as it is.

    >>> from vnjudnlp.records import Entity
    >>> without_diacritics(Record("a", "bà Đỗ Hồ", entities=[Entity(3, 8, "PERSON")])).entities[0].text
    'Do Ho'
    """
    return _changed(record, _plain)


def with_scan_noise(record: Record, rng: Generator, rate: float) -> Record:
    """Add the faults of scanned pages: letters taken for others, marks lost, spaces and lines broken.

    Args:
        record: the document.
        rng: where the choices come from; the same state gives the same copy.
        rate: the share of the characters that are hit, 0 to 1.

    Returns:
        a copy; the text of each span is what the characters of the original have become, less white space at its edges.

    Raises:
        ValueError: the rate is not between 0 and 1.
    """
    if not 0 <= rate <= 1:
        raise ValueError(f"the rate is between 0 and 1, not {rate}")
    import numpy as np

    hits, replacements = noisy_characters(record.text, rng, rate)
    pieces: list[str] = []
    position = 0
    for hit, replacement in zip(hits, replacements, strict=True):
        pieces += (record.text[position:hit], replacement)
        position = hit + 1
    pieces.append(record.text[position:])
    text = "".join(pieces)
    growth = np.concatenate([[0], np.cumsum([len(replacement) - 1 for replacement in replacements], dtype=np.int64)])
    edges = _edges(record)
    moved = np.asarray(edges, dtype=np.int64) + growth[np.searchsorted(np.asarray(hits, dtype=np.int64), edges)]
    return _with_spans(record, text, dict(zip(edges, moved.tolist(), strict=True)))


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", strip_diacritics(text)) or text


def _edges(record: Record) -> list[int]:
    """Return the offsets of all spans, each once, in order."""
    spans = [(span.start, span.end) for span in record.entities]
    spans += [(short.start, short.end) for short in record.abbreviations]
    return sorted(set(chain.from_iterable(spans)))


def _changed(record: Record, change: Callable[[str], str]) -> Record:
    """Change the text between each two edges of spans."""
    pieces: list[str] = []
    moved: dict[int, int] = {}
    before = position = 0
    for edge in (*_edges(record), len(record.text)):
        piece = change(record.text[before:edge])
        pieces.append(piece)
        position += len(piece)
        moved[edge] = position
        before = edge
    # a span at the very beginning
    moved[0] = 0
    return _with_spans(record, "".join(pieces), moved)


def _with_spans(record: Record, text: str, moved: dict[int, int]) -> Record:
    """Copy a record with a new text; white space that has come to the edge of an entity is left outside."""
    entities = []
    for entity in record.entities:
        start, end = _trimmed(text, record.text, (entity.start, entity.end), moved)
        entities.append(replace(entity, start=start, end=end, text=text[start:end]))
    abbreviations = []
    for short in record.abbreviations:
        start, end = _trimmed(text, record.text, (short.start, short.end), moved)
        abbreviations.append(replace(short, start=start, end=end, short=text[start:end]))
    return Record(record.id, text, record.doc_date, entities, abbreviations, dict(record.extra))


def _trimmed(text: str, original: str, span: tuple[int, int], moved: dict[int, int]) -> tuple[int, int]:
    start, end = moved[span[0]], moved[span[1]]
    if not original[span[0]].isspace():
        while start < end and text[start].isspace():
            start += 1
    if not original[span[1] - 1].isspace():
        while start < end and text[end - 1].isspace():
            end -= 1
    return start, end
