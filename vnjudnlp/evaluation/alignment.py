"""Gold documents beside their predictions, and gold spans beside predicted ones."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from vnjudnlp.corpus.labels import annotated_labels
from vnjudnlp.errors import InputError
from vnjudnlp.records import LABELS, Entity, Record

__all__ = [
    "Alignment",
    "Document",
    "align",
    "labels_of",
    "overlap",
    "overlapping",
    "pair_by_overlap",
    "pairs_of_label",
    "records_by_id",
    "same_text",
    "spans_of",
]

# any white space character by itself
_WHITE_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Document:
    """One document with the spans that are compared.

    Attributes:
        record: the gold document.
        gold: its spans, in order, each once.
        predicted: the predicted spans, in order, each once.
    """

    record: Record
    gold: list[Entity]
    predicted: list[Entity]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Documents of both sides.

    Attributes:
        documents: one for each gold document, in its order.
        labels: the labels that are compared.
        not_predicted: ids of gold documents without a prediction, which count as predicted empty.
        not_gold: ids of predictions without a gold document, which do not count.
    """

    documents: list[Document]
    labels: tuple[str, ...]
    not_predicted: tuple[str, ...]
    not_gold: tuple[str, ...]


def align(gold: Sequence[Record], predicted: Sequence[Record], labels: Collection[str] | None = None) -> Alignment:
    """Put predictions beside the gold documents of the same id.

    Args:
        gold: annotated documents. Where a document names the only labels that were annotated in it, predictions of
            other labels are left out there.
        predicted: the same documents with predicted spans.
        labels: the labels to compare; None for all that occur.

    Returns:
        the documents with the spans of these labels.

    Raises:
        InputError: there is no gold document, an id is there twice, no id is on both sides, or the texts of an id
            differ.
    """
    if not gold:
        raise InputError("there are no gold documents to compare with")
    by_id = records_by_id(predicted)
    gold_ids = records_by_id(gold)
    if predicted and by_id.keys().isdisjoint(gold_ids):
        raise InputError(
            f"no document has the same id on both sides; the ids begin {gold[0].id!r} and {predicted[0].id!r}"
        )
    chosen = labels_of([*gold, *predicted]) if labels is None else tuple(dict.fromkeys(labels))
    documents: list[Document] = []
    for record in gold:
        prediction = by_id.get(record.id)
        if prediction is not None and not same_text(record.text, prediction.text):
            raise InputError(f"{record.id}: the texts of the two sides differ, so offsets cannot be compared")
        annotated = annotated_labels(record)
        wanted = frozenset(chosen) if annotated is None else annotated.intersection(chosen)
        found = [] if prediction is None else spans_of(prediction, wanted)
        documents.append(Document(record, spans_of(record, wanted), found))
    not_predicted = tuple(record.id for record in gold if record.id not in by_id)
    return Alignment(documents, chosen, not_predicted, tuple(name for name in by_id if name not in gold_ids))


def labels_of(records: Sequence[Record]) -> tuple[str, ...]:
    """Return the labels that occur: the package's own in their order, then others by name."""
    found = {entity.label for record in records for entity in record.entities}
    return (*(label for label in LABELS if label in found), *sorted(found.difference(LABELS)))


def records_by_id(records: Sequence[Record]) -> dict[str, Record]:
    """Return the documents of one side by their ids.

    Raises:
        InputError: an id is there twice.
    """
    by_id: dict[str, Record] = {}
    for record in records:
        if by_id.setdefault(record.id, record) is not record:
            raise InputError(
                f"two documents of one side have the id {record.id!r}; give every document an id of its own"
            )
    return by_id


def same_text(text: str, other: str) -> bool:
    """Whether offsets into one text hold in the other; CoNLL columns do not tell one white space from another."""
    return text == other or _WHITE_SPACE.sub(" ", text).rstrip() == _WHITE_SPACE.sub(" ", other).rstrip()


def spans_of(record: Record, labels: Collection[str]) -> list[Entity]:
    """Return the spans of these labels, in order, each once."""
    unique = {(item.start, item.end, item.label): item for item in record.entities if item.label in labels}
    return [unique[key] for key in sorted(unique)]


def overlap(one: Entity, other: Entity) -> int:
    """Return how many characters two spans share."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def overlapping(gold: Sequence[Entity], predicted: Sequence[Entity]) -> Iterator[tuple[int, int]]:
    """Yield the indices of every gold span and predicted span that share a character; both in order of their start."""
    first = 0
    for index, span in enumerate(gold):
        while first < len(predicted) and predicted[first].end <= span.start:
            first += 1
        for other in range(first, len(predicted)):
            if predicted[other].start >= span.end:
                break
            if predicted[other].end > span.start:
                yield index, other


def pairs_of_label(gold: Sequence[Entity], predicted: Sequence[Entity]) -> list[tuple[int, int]]:
    """Pair spans of one label one to one: each gold span, from left to right, with the first free one that it overlaps.

    For spans that do not overlap on either side no pairing has more pairs.

    Args:
        gold: spans of one label, in order.
        predicted: spans of the same label, in order.

    Returns:
        pairs of indices.
    """
    pairs: list[tuple[int, int]] = []
    paired_gold, paired_predicted = set(), set()
    for index, other in overlapping(gold, predicted):
        if index not in paired_gold and other not in paired_predicted:
            paired_gold.add(index)
            paired_predicted.add(other)
            pairs.append((index, other))
    return pairs


def pair_by_overlap(gold: Sequence[Entity], predicted: Sequence[Entity]) -> list[tuple[int, int]]:
    """Pair spans of any label one to one: those with the same offsets first, then those of one label, then the others.

    Args:
        gold: spans in order.
        predicted: spans in order.

    Returns:
        pairs of indices, in the order of the gold spans.
    """

    def rank(pair: tuple[int, int]) -> tuple[bool, bool, int, tuple[int, int]]:
        one, other = gold[pair[0]], predicted[pair[1]]
        same_offsets = (one.start, one.end) == (other.start, other.end)
        return not same_offsets, one.label != other.label, -overlap(one, other), pair

    pairs: list[tuple[int, int]] = []
    paired_gold, paired_predicted = set(), set()
    for index, other in sorted(overlapping(gold, predicted), key=rank):
        if index not in paired_gold and other not in paired_predicted:
            paired_gold.add(index)
            paired_predicted.add(other)
            pairs.append((index, other))
    return sorted(pairs)
