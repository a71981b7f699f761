"""What agreement is computed from: counts of spans and syllables that add up over documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from vnjudnlp.batch import IntArray
from vnjudnlp.evaluation.alignment import Document
from vnjudnlp.evaluation.annotators import Lineup, syllable_labels
from vnjudnlp.evaluation.coefficients import cohen_kappa, dice, krippendorff_alpha
from vnjudnlp.evaluation.counts import Count, FloatArray, count_documents
from vnjudnlp.evaluation.norms import same_norm
from vnjudnlp.evaluation.scores import document_weights

__all__ = ["AgreementCounts", "count_agreement", "figures_of"]

_SPANS = ("first", "second", "same", "overlapping", "norms", "norms_same")


@dataclass(frozen=True, slots=True)
class AgreementCounts:
    """Counts of each document; arrays are float64.

    With D documents, P pairs of annotators, L labels and C = L + 1 categories, of which the first is "no span":

    Attributes:
        spans: shape (D, P, L + 1, 6), the last row all labels together: spans of the first annotator and of the second,
            those with the same offsets and label, those of a label that overlap one to one, the same spans to which
            both give a normal form, and those whose normal forms are equal.
        same: shape (D, P, C): syllables that both take for a category.
        first: shape (D, P, C): syllables that the first takes for it.
        second: shape (D, P, C): syllables that the second takes for it.
        pair_units: shape (D, P, L, 2): syllables of documents in which a label is compared, and those of them that both
            leave outside all spans.
        coincident: shape (D, C): the diagonal of the coincidences of all annotators.
        values: shape (D, C): the judgements of each category.
        free: shape (D,): the judgements of syllables that everybody leaves outside all spans.
        units: shape (D, L, 2): the judgements of documents in which a label is compared, and those of them that are of
            syllables that everybody leaves outside.
    """

    spans: FloatArray
    same: FloatArray
    first: FloatArray
    second: FloatArray
    pair_units: FloatArray
    coincident: FloatArray
    values: FloatArray
    free: FloatArray
    units: FloatArray

    def __len__(self) -> int:
        return len(self.free)

    def of(self, rows: Sequence[int]) -> AgreementCounts:
        """Return the counts of some documents."""
        return AgreementCounts(*(getattr(self, name)[list(rows)] for name in self.__slots__))

    def weighted(self, weights: FloatArray) -> AgreementCounts:
        """Return sums over documents, one for each row of weights, with the draws for the documents in all shapes."""
        sums = (
            (weights @ array.reshape(len(array), -1)).reshape(len(weights), *array.shape[1:])
            for array in (getattr(self, name) for name in self.__slots__)
        )
        return AgreementCounts(*sums)

    def resampled(self, resamples: int, seed: int) -> Iterator[AgreementCounts]:
        """Yield the sums of documents drawn with replacement, in blocks."""
        columns = sum(getattr(self, name)[0].size for name in self.__slots__)
        for weights in document_weights(len(self), resamples, seed, columns=columns):
            yield self.weighted(weights)


def count_agreement(lineup: Lineup, annotators: int) -> AgreementCounts:
    """Count what annotators have in common.

    Args:
        lineup: their documents.
        annotators: how many annotators there are.

    Returns:
        the counts, with the pairs in the order of :func:`itertools.combinations`.
    """
    pairs = list(combinations(range(annotators), 2))
    documents, labels = len(lineup.documents), len(lineup.labels)
    shape, categories = (documents, len(pairs)), labels + 1
    same, first, second = (np.zeros((*shape, categories)) for _ in range(3))
    pair_units = np.zeros((*shape, labels, 2))
    coincident, values = np.zeros((documents, categories)), np.zeros((documents, categories))
    free, units = np.zeros(documents), np.zeros((documents, labels, 2))
    column = {label: index for index, label in enumerate(lineup.labels)}
    for row, (document, judged) in enumerate(zip(lineup.documents, syllable_labels(lineup), strict=True)):
        compared = [column[label] for label in document.labels]
        line = {number: index for index, number in enumerate(document.spans)}
        people, syllables = judged.shape
        for pair, (one, other) in enumerate(pairs):
            if one not in line or other not in line:
                continue
            here, there = judged[line[one]], judged[line[other]]
            same[row, pair] = _tally(here[here == there], categories)
            first[row, pair], second[row, pair] = _tally(here, categories), _tally(there, categories)
            pair_units[row, pair, compared] = syllables, same[row, pair, 0]
            # a syllable of m annotators has m (m - 1) ordered pairs, each of which weighs 1 / (m - 1)
            coincident[row] += 2 * same[row, pair] / (people - 1)
        values[row] = _tally(judged.ravel(), categories)
        free[row] = people * np.count_nonzero((judged == 0).all(axis=0))
        units[row, compared] = judged.size, free[row]
    spans = np.stack([_count_spans(lineup, pair) for pair in pairs], axis=1)
    return AgreementCounts(spans, same, first, second, pair_units, coincident, values, free, units)


def _tally(judged: IntArray, categories: int) -> FloatArray:
    result: FloatArray = np.bincount(judged, minlength=categories).astype(np.float64)
    return result


def _count_spans(lineup: Lineup, pair: tuple[int, int]) -> FloatArray:
    """Count the spans of two annotators: shape (documents, labels + 1, 6)."""
    both = [
        Document(document.record, list(document.spans[pair[0]]), list(document.spans[pair[1]]))
        if document.spans.keys() >= set(pair)
        else Document(document.record, [], [])
        for document in lineup.documents
    ]
    counts = count_documents(both, lineup.labels)[
        ..., [Count.GOLD, Count.PREDICTED, Count.STRICT, Count.RELAXED, Count.NORMS, Count.NORMS_RIGHT]
    ]
    counts[..., 4:] = 0
    column = {label: index for index, label in enumerate(lineup.labels)}
    for row, document in enumerate(both):
        norms = {(span.start, span.end, span.label): span.norm for span in document.predicted}
        for span in document.gold:
            other = norms.get((span.start, span.end, span.label))
            if span.norm and other:
                counts[row, column[span.label], 4] += 1
                counts[row, column[span.label], 5] += same_norm(span.norm, other)
    return np.concatenate([counts, counts.sum(axis=1, keepdims=True)], axis=1)


def figures_of(sums: AgreementCounts) -> Mapping[str, FloatArray]:
    """Compute all figures; NaN where one has no meaning.

    Args:
        sums: sums over documents, with the draws where documents are in :class:`AgreementCounts`.

    Returns:
        arrays of shape (draws, pairs, labels + 1) for ``"f1"``, ``"overlapping_f1"``, ``"kappa"``,
        ``"kappa_annotated"`` and ``"norm"``, and (draws, labels + 1) for ``"alpha"`` and ``"alpha_annotated"``; the
        last column is all labels together.
    """
    span = {name: sums.spans[..., index] for index, name in enumerate(_SPANS)}
    result = {
        "f1": dice(span["same"], span["first"], span["second"]),
        "overlapping_f1": dice(span["overlapping"], span["first"], span["second"]),
        # of two equal numbers of forms the share is Dice's too
        "norm": dice(span["norms_same"], span["norms"], span["norms"]),
    }
    for name, is_annotated in (("kappa", False), ("kappa_annotated", True)):
        unmarked = sums.same[..., 0] * is_annotated
        total = sums.pair_units[..., 0] - sums.pair_units[..., 1] * is_annotated
        same, first, second = sums.same[..., 1:], sums.first[..., 1:], sums.second[..., 1:]
        by_label = cohen_kappa(
            np.stack([same, total - first - second + same], axis=-1),
            np.stack([first, total - first], axis=-1),
            np.stack([second, total - second], axis=-1),
        )
        every = cohen_kappa(*(_without(array, unmarked) for array in (sums.same, sums.first, sums.second)))
        result[name] = np.concatenate([by_label, every[..., None]], axis=-1)
    for name, is_annotated in (("alpha", False), ("alpha_annotated", True)):
        unmarked = sums.free * is_annotated
        total = sums.units[..., 0] - sums.units[..., 1] * is_annotated
        same, values = sums.coincident[..., 1:], sums.values[..., 1:]
        by_label = krippendorff_alpha(
            np.stack([same, total - 2 * values + same], axis=-1), np.stack([values, total - values], axis=-1)
        )
        every = krippendorff_alpha(_without(sums.coincident, unmarked), _without(sums.values, unmarked))
        result[name] = np.concatenate([by_label, every[..., None]], axis=-1)
    if sums.coincident.shape[-1] == 2:
        # of one label and syllables that somebody marks, two can never agree on "no span": kappa would be 0 at best
        for name in ("kappa_annotated", "alpha_annotated"):
            result[name] = np.full_like(result[name], np.nan)
    return result


def _without(counts: FloatArray, unmarked: FloatArray) -> FloatArray:
    """Take syllables that nobody marked from the first category."""
    result: FloatArray = counts.copy()
    result[..., 0] -= unmarked
    return result
