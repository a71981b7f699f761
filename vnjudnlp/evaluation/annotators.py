"""The documents of several annotators side by side, and what each of them says of every syllable."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from vnjudnlp.batch import IntArray, Kind
from vnjudnlp.corpus.labels import annotated_labels
from vnjudnlp.errors import InputError
from vnjudnlp.evaluation.alignment import labels_of, records_by_id, same_text, spans_of
from vnjudnlp.records import Entity, Record
from vnjudnlp.text.tokens import read_texts

__all__ = ["JointDocument", "Lineup", "line_up", "syllable_labels"]

_AROUND = 20
_GROUP_CHARACTERS = 200_000


@dataclass(frozen=True, slots=True)
class JointDocument:
    """One document as several annotators have it.

    Attributes:
        record: the document of the first annotator who has it.
        labels: the labels that all who have it annotated in it, of those that are compared.
        spans: the spans of each annotator who has it, by the annotator's number, in order, each once.
    """

    record: Record
    labels: tuple[str, ...]
    spans: Mapping[int, Sequence[Entity]]


@dataclass(frozen=True, slots=True)
class Lineup:
    """The documents of several annotators.

    Attributes:
        documents: the documents that two annotators or more have.
        labels: the labels that are compared.
        lacking: for each annotator the ids of documents that others have and this one has not.
    """

    documents: list[JointDocument]
    labels: tuple[str, ...]
    lacking: dict[str, tuple[str, ...]]


def line_up(annotators: Mapping[str, Sequence[Record]], labels: Collection[str] | None = None) -> Lineup:
    """Put the documents of several annotators side by side, by their ids.

    Args:
        annotators: the documents of each annotator.
        labels: the labels to compare; None for all that occur.

    Returns:
        the documents.

    Raises:
        InputError: there are fewer than two annotators, one has an id twice, no document is of two annotators, or the
            texts of a document differ.
    """
    if len(annotators) < 2:
        raise InputError("agreement is between two annotators or more; name the documents of each")
    names = list(annotators)
    by_id = [records_by_id(annotators[name]) for name in names]
    everything = [record for records in annotators.values() for record in records]
    chosen = labels_of(everything) if labels is None else tuple(dict.fromkeys(labels))
    every_id = list(dict.fromkeys(record.id for record in everything))
    documents: list[JointDocument] = []
    different: list[str] = []
    for identifier in every_id:
        own = {number: records[identifier] for number, records in enumerate(by_id) if identifier in records}
        if len(own) < 2:
            continue
        first, *others = own
        message = next((text for text in (_difference(own, names, first, other) for other in others) if text), None)
        if message is not None:
            different.append(message)
            continue
        wanted = _shared_labels(own.values(), chosen)
        spans = {number: spans_of(record, wanted) for number, record in own.items()}
        documents.append(JointDocument(own[first], wanted, spans))
    if different:
        more = f"; the texts of {len(different) - 1} more documents differ too" if len(different) > 1 else ""
        raise InputError(f"{different[0]}{more}")
    if not documents:
        begin = ", ".join(
            f"{name}: {next(iter(ids), '(no document)')!r}" for name, ids in zip(names, by_id, strict=True)
        )
        raise InputError(f"no document is of two annotators; documents are known by their ids, which begin {begin}")
    lacking = {
        name: tuple(identifier for identifier in every_id if identifier not in records)
        for name, records in zip(names, by_id, strict=True)
    }
    return Lineup(documents, chosen, lacking)


def _shared_labels(records: Iterable[Record], chosen: Sequence[str]) -> tuple[str, ...]:
    """Return the labels that all annotators of a document were asked for; others say nothing by not being there."""
    wanted = set(chosen)
    for record in records:
        annotated = annotated_labels(record)
        if annotated is not None:
            wanted &= annotated
    return tuple(label for label in chosen if label in wanted)


def _difference(own: Mapping[int, Record], names: Sequence[str], one: int, other: int) -> str | None:
    """Say where two annotators' texts of a document differ first; None if offsets into one hold in the other."""
    first, second = own[one].text, own[other].text
    if same_text(first, second):
        return None
    pairs = enumerate(zip(first, second, strict=False))
    place = next(
        (index for index, (a, b) in pairs if a != b and not (a.isspace() and b.isspace())),
        min(len(first), len(second)),
    )
    line = first.count("\n", 0, place) + 1
    here, there = (f"{text[place : place + _AROUND]!r}" if text[place:] else "its end" for text in (first, second))
    hint = ""
    if unicodedata.normalize("NFC", first) == unicodedata.normalize("NFC", second):
        hint = "; one is in another Unicode form (NFC, NFD) than the other"
    elif first.replace("\r\n", "\n") == second.replace("\r\n", "\n"):
        hint = "; one has line ends of Windows (CRLF), the other has not"
    return (
        f"{own[one].id}: the texts of {names[one]} and {names[other]} differ from character {place}, line {line}: "
        f"{here} and {there}{hint}; give both the same text, so that offsets can be compared"
    )


def syllable_labels(lineup: Lineup) -> Iterator[IntArray]:
    """Say what each annotator takes every syllable for.

    Syllables are tokens but punctuation and symbols. One belongs to a span if they share a character; where several
    spans of an annotator have it, to the longest.

    Args:
        lineup: the documents.

    Yields:
        for each document an int64 array of shape (annotators who have it, syllables): 0 outside all spans, else one
        more than the index of the label.
    """
    number = {label: index for index, label in enumerate(lineup.labels, 1)}
    for group in _groups(lineup.documents):
        batch = read_texts([document.record.text for document in group])
        is_counted = ~np.isin(batch.tokens.kind, (Kind.PUNCTUATION, Kind.SYMBOL))
        for index, document in enumerate(group):
            tokens = slice(int(batch.document_first[index]), int(batch.document_first[index + 1]))
            chosen = np.flatnonzero(is_counted[tokens])
            starts, ends = batch.tokens.start[tokens][chosen], batch.tokens.end[tokens][chosen]
            result = np.zeros((len(document.spans), len(starts)), dtype=np.int64)
            for row, spans in enumerate(document.spans.values()):
                for span in sorted(spans, key=lambda span: (span.end - span.start, -span.start)):
                    first, stop = np.searchsorted(ends, span.start, "right"), np.searchsorted(starts, span.end, "left")
                    result[row, first:stop] = number[span.label]
            yield result


def _groups(documents: Sequence[JointDocument]) -> Iterator[list[JointDocument]]:
    group: list[JointDocument] = []
    size = 0
    for document in documents:
        group.append(document)
        size += len(document.record.text)
        if size >= _GROUP_CHARACTERS:
            yield group
            group, size = [], 0
    if group:
        yield group
