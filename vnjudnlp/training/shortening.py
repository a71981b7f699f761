"""Texts in which long forms give way to short ones: examples of a short form's readings that nobody has to mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from vnjudnlp.abbreviations.short_forms import short_forms
from vnjudnlp.lexicon import PhraseTree
from vnjudnlp.records import Abbreviation, Record
from vnjudnlp.text.tokens import read_texts, split_phrase

__all__ = ["shorten"]


def _short_forms_of() -> PhraseTree[tuple[tuple[str, str], ...]]:
    """Return the long forms of short forms with several readings, each with the short forms that stand for it."""
    by_long: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for short, readings in short_forms().readings.items():
        if len(readings) > 1 and short.isalpha():
            for reading in readings:
                by_long.setdefault(tuple(split_phrase(reading.long)), []).append((short, reading.long))
    tree: PhraseTree[tuple[tuple[str, str], ...]] = PhraseTree()
    for phrase, shorts in by_long.items():
        if len(phrase) > 1:
            tree.add(phrase, tuple(shorts))
    return tree


def shorten(
    records: Sequence[Record], generator: np.random.Generator, share: float = 0.5, most: int = 200
) -> Iterator[Record]:
    """Put short forms into texts where long forms stand.

    Args:
        records: documents; their entities and abbreviations are not looked at.
        generator: chooses the places and, where several short forms stand for one long form, among them.
        share: how many of the places are shortened.
        most: how many places of one short form with one long form are shortened in all documents together.

    Yields:
        the documents with a changed text, whose ``abbreviations`` are the short forms that were put in, without those
        that the document had. The long form is as the lexicon has it.
    """
    tree = _short_forms_of()
    counts: dict[tuple[str, str], int] = {}
    for record in records:
        places = list(_places(record.text, tree, counts, most, generator, share))
        if places:
            yield _shortened(record, places)


def _places(
    text: str,
    tree: PhraseTree[tuple[tuple[str, str], ...]],
    counts: dict[tuple[str, str], int],
    most: int,
    generator: np.random.Generator,
    share: float,
) -> Iterator[tuple[int, int, str, str]]:
    batch = read_texts([text])
    forms, surfaces = batch.tokens.form, batch.tokens.surface
    token = 0
    while token < len(forms):
        found = tree.match(forms, token, min(len(forms), token + 8))
        if found is None:
            token += 1
            continue
        stop, shorts = found
        open_shorts = [pair for pair in shorts if counts.get(pair, 0) < most]
        is_whole = not any(surface.isupper() and len(surface) > 1 for surface in surfaces[token:stop])
        if open_shorts and is_whole and generator.random() < share:
            pair = open_shorts[int(generator.integers(len(open_shorts)))]
            counts[pair] = counts.get(pair, 0) + 1
            start, end = batch.raw_offsets(token, stop)
            yield start, end, *pair
        token = stop


def _shortened(record: Record, places: Sequence[tuple[int, int, str, str]]) -> Record:
    pieces: list[str] = []
    abbreviations: list[Abbreviation] = []
    done = length = 0
    for start, end, short, long in places:
        pieces += (record.text[done:start], short)
        length += start - done
        abbreviations.append(Abbreviation(length, length + len(short), short, long))
        length += len(short)
        done = end
    pieces.append(record.text[done:])
    return Record(record.id, "".join(pieces), record.doc_date, [], abbreviations, dict(record.extra))
