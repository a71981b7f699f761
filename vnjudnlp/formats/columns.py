"""Documents as rows, words or syllables, that begin and end where their spans do; column formats write them."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from vnjudnlp.formats.losses import Losses
from vnjudnlp.records import Entity, Record

if TYPE_CHECKING:
    from vnjudnlp.batch import Batch

__all__ = ["Document", "Place", "cut_rows", "documents", "flat_spans", "sentences_of", "without_edges"]

Place = tuple[int, int]
"""Start and end of a row in the raw text."""


class Document(NamedTuple):
    """A document in rows.

    Attributes:
        record: the document.
        entities: those of its entities that do not overlap, in order.
        sentences: the rows of each sentence; an entity lies in one sentence, and its edges are those of rows.
    """

    record: Record
    entities: list[Entity]
    sentences: list[list[Place]]


def documents(
    records: Iterable[Record], losses: Losses, unit: Literal["word", "syllable"], *, white_space: bool
) -> Iterator[Document]:
    """Cut documents into rows.

    Args:
        records: the documents; some hundred thousand characters of them are worked on at once.
        losses: where spans that overlap others are counted.
        unit: what a row is.
        white_space: whether rows may hold the white space at the edges of spans. If not, spans end where their words
            do, and that is counted too.

    Yields:
        the documents in order.
    """
    from vnjudnlp.pipeline import records_in_batches

    for group in records_in_batches(records):
        chosen = [_carried(record, losses, white_space=white_space) for record in group]
        batch = _batch([record.text for record in group], chosen, unit)
        for index, (record, entities) in enumerate(zip(group, chosen, strict=True)):
            yield Document(record, entities, cut_rows(record.text, sentences_of(batch, index), entities))


def flat_spans(entities: Iterable[Entity]) -> tuple[list[Entity], list[Entity]]:
    """Choose entities that do not overlap, the longest first, of equal ones the first.

    Args:
        entities: entities in any order.

    Returns:
        the entities that stay, in the order of the text, and the others.

    >>> spans = [Entity(0, 9, "TITLE"), Entity(4, 9, "AGENCY"), Entity(9, 12, "PERSON")]
    >>> [[span.label for span in part] for part in flat_spans(spans)]
    [['TITLE', 'PERSON'], ['AGENCY']]
    """
    kept: list[tuple[int, int, int]] = []
    left: list[Entity] = []
    ordered = list(entities)
    if all(before.end <= behind.start for before, behind in pairwise(ordered)):
        return ordered, []
    for index, entity in sorted(enumerate(ordered), key=lambda pair: pair[1].start - pair[1].end):
        at = bisect_left(kept, (entity.start, 0, 0))
        is_free = (at == 0 or kept[at - 1][1] <= entity.start) and (at == len(kept) or entity.end <= kept[at][0])
        if is_free:
            insort(kept, (entity.start, entity.end, index))
        else:
            left.append(entity)
    return [ordered[index] for _, _, index in kept], left


def _carried(record: Record, losses: Losses, *, white_space: bool) -> list[Entity]:
    """Return the entities of a record that rows carry, and count the others."""
    entities, left = flat_spans(record.entities)
    if left:
        first = min(left, key=lambda entity: entity.start)
        example = f"{first.start}-{first.end} {first.label}"
        losses.add("spans inside or across longer ones are left out", record.id, len(left), example=example)
    if white_space:
        return entities
    carried: list[Entity] = []
    for entity in entities:
        solid = without_edges(entity, record.text)
        if solid is None:
            what = "spans of nothing but white space are left out"
        elif solid is not entity:
            what = "spans lose the white space at their edges"
        if solid is not entity:
            losses.add(what, record.id, example=f"{entity.start}-{entity.end} {entity.label}")
        if solid is not None:
            carried.append(solid)
    return carried


def without_edges(entity: Entity, text: str) -> Entity | None:
    """Return an entity without the white space at its edges, None where it holds nothing else.

    >>> without_edges(Entity(0, 5, "LOC"), " Huế\\n")
    Entity(start=1, end=4, label='LOC', norm=None, score=1.0, source='', text='Huế', details=None)
    """
    start, end = _solid(text, entity.start, entity.end)
    if (start, end) == (entity.start, entity.end):
        return entity
    return replace(entity, start=start, end=end, text=text[start:end]) if start < end else None


def _batch(texts: list[str], entities: Sequence[Sequence[Entity]], unit: Literal["word", "syllable"]) -> Batch:
    """Make a batch whose words respect the spans of the records."""
    import numpy as np

    from vnjudnlp.batch import Span
    from vnjudnlp.segmentation import fit_words_to_spans, segment_batch
    from vnjudnlp.text.tokens import read_texts

    batch = read_texts(texts)
    if unit == "syllable":
        batch.word_first = np.ones(len(batch.tokens), dtype=np.bool_)
        return batch
    segment_batch(batch)
    batch.spans = []
    for document, found in enumerate(entities):
        first, stop = int(batch.document_first[document]), int(batch.document_first[document + 1])
        # the tokens that a span touches
        begins = np.searchsorted(batch.tokens.end[first:stop], [entity.start for entity in found], side="right")
        ends = np.searchsorted(batch.tokens.start[first:stop], [entity.end for entity in found])
        for entity, begin, end in zip(found, begins.tolist(), ends.tolist(), strict=True):
            if begin < end:
                batch.spans.append(Span(first + begin, first + end, entity.label, ""))
    fit_words_to_spans(batch)
    return batch


def sentences_of(batch: Batch, document: int) -> list[list[Place]]:
    """Return the words of a document, sentence by sentence.

    Args:
        batch: a segmented batch.
        document: index of the document.

    Returns:
        for each sentence the raw offsets of its words. A word over the edge of two sentences keeps them together.
    """
    import numpy as np

    from vnjudnlp.segmentation import words_of

    firsts, stops = words_of(batch, document)
    if not len(firsts):
        return []
    starts, ends = batch.tokens.start[firsts].tolist(), batch.tokens.end[stops - 1].tolist()
    words = list(zip(starts, ends, strict=True))
    begins = np.flatnonzero(np.isin(firsts, batch.sentence_first)).tolist()
    edges = [*sorted({0, *begins}), len(words)]
    return [words[first:stop] for first, stop in pairwise(edges)]


def cut_rows(text: str, sentences: Sequence[Sequence[Place]], entities: Sequence[Entity]) -> list[list[Place]]:
    """Cut rows at the edges of entities, and join the sentences over which an entity goes on.

    Args:
        text: the raw text.
        sentences: for each sentence the places of its rows, in order.
        entities: entities in order, not overlapping.

    Returns:
        the sentences; every entity begins with a row and ends with one, which then may hold white space at its edge.

    >>> cut_rows("Huế, TP.HCM", [[(0, 3), (3, 4), (5, 11)]], [Entity(8, 11, "LOC")])
    [[(0, 3), (3, 4), (5, 8), (8, 11)]]
    """
    rows = ((*place, not index) for sentence in sentences for index, place in enumerate(sentence))
    placed: list[tuple[int, int, bool]] = []
    row = next(rows, None)
    for entity in entities:
        inside: list[tuple[int, int, bool]] = []
        while row is not None and row[0] < entity.end:
            start, end, begins = row
            if start < entity.start:
                placed.append((*_solid(text, start, min(end, entity.start)), begins))
                start, begins = entity.start, False
            if start < min(end, entity.end):
                inside.append((start, min(end, entity.end), begins and not inside))
            start, end = _solid(text, entity.end, end) if end > entity.end else (end, end)
            row = (start, end, False) if start < end else next(rows, None)
        # a span may begin and end in white space, or hold nothing else
        inside = inside or [(entity.start, entity.end, False)]
        inside[0] = (entity.start, *inside[0][1:])
        inside[-1] = (inside[-1][0], entity.end, inside[-1][2])
        placed += inside
    if row is not None:
        placed += [row, *rows]
    edges = [*sorted({0, *(index for index, row in enumerate(placed) if row[2])}), len(placed)]
    places = [(start, end) for start, end, _ in placed]
    return [places[first:stop] for first, stop in pairwise(edges) if first < stop]


def _solid(text: str, start: int, end: int) -> Place:
    """Leave out the white space at the edges of a place; where there is nothing else, start and end are the same."""
    piece = text[start:end].rstrip()
    end = start + len(piece)
    return end - len(piece.lstrip()), end
