"""Precision, recall and F1 of counts, with bootstrap intervals over documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from vnjudnlp.evaluation.counts import Count, FloatArray

__all__ = ["CONFIDENCE", "Figure", "Measure", "Scores", "document_weights", "score_counts"]

CONFIDENCE = 0.95
_BLOCK = 4_000_000
"""How many weights of documents are drawn at once."""
_MEASURES = ("strict", "relaxed", "partial", "overlap")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its 95 % interval.

    Attributes:
        value: the figure on all documents.
        low: the 2.5th percentile of the figure on resampled documents.
        high: the 97.5th percentile.
    """

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Measure:
    """Precision, recall and their harmonic mean.

    Attributes:
        precision: the share of the predicted spans that are right; 1 where there is no span on either side.
        recall: the share of the gold spans that were found; 1 where there is no span on either side.
        f1: the harmonic mean of precision and recall.
    """

    precision: Figure
    recall: Figure
    f1: Figure


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of a label, or of several together.

    Attributes:
        gold: how many gold spans there are.
        predicted: how many predicted spans there are.
        right: how many of them are strictly right.
        strict: a predicted span is right if a gold span has its start, end and label.
        relaxed: it is right if a gold span of its label overlaps it, one to one.
        partial: as in MUC: one that is strictly right counts 1, one that is right only in the relaxed sense 0.5.
        overlap: precision is the mean share of a predicted span's characters that lie in gold spans of its label,
            recall that of a gold span's characters that lie in predicted ones.
        norms: how many strictly right spans have a gold normal form.
        norm: the share of these whose predicted normal form is equal; None where there are none.
    """

    gold: int
    predicted: int
    right: int
    strict: Measure
    relaxed: Measure
    partial: Measure
    overlap: Measure
    norms: int
    norm: Figure | None

    def to_dict(self) -> dict[str, Any]:
        """Return the scores as plain data."""
        return asdict(self)


def score_counts(counts: FloatArray, *, resamples: int, seed: int) -> list[Scores]:
    """Score each column of counts.

    The intervals are percentile intervals of the bootstrap (Efron and Tibshirani 1993, chapter 13): documents are drawn
    with replacement, as many as there are, and each figure is computed on their counts.

    Args:
        counts: float64 array of shape (documents, columns, 8), as of :func:`count_documents`.
        resamples: how often documents are drawn; 0 for no intervals, whose ends are then the figure itself.
        seed: the seed of the draws.

    Returns:
        the scores of each column.
    """
    totals = counts.sum(axis=0)
    figures = _figures(totals[None])
    drawn = _figures(np.concatenate(list(_resampled(counts, resamples, seed)) or [totals[None]]))
    tail = 100 * (1 - CONFIDENCE) / 2
    # a resample without a single normal form says nothing about them
    with np.errstate(invalid="ignore"):
        low, high = (_percentile(drawn, percent) for percent in (tail, 100 - tail))
    return [
        _scores(totals[column], figures[:, 0, column], low[:, column], high[:, column]) for column in range(len(totals))
    ]


def _resampled(counts: FloatArray, resamples: int, seed: int) -> Iterator[FloatArray]:
    """Yield the totals of resampled documents, shape (resamples, columns, 8), block by block."""
    flat = counts.reshape(len(counts), -1)
    for weights in document_weights(len(counts), resamples, seed):
        yield (weights @ flat).reshape(len(weights), *counts.shape[1:])


def document_weights(documents: int, resamples: int, seed: int, *, columns: int = 1) -> Iterator[FloatArray]:
    """Draw documents with replacement, as many as there are, again and again.

    Args:
        documents: how many there are.
        resamples: how often they are drawn.
        seed: the seed of the draws.
        columns: how many figures a document has; with many, fewer draws come at once.

    Yields:
        float64, shape (draws, documents): how often each document was drawn; ``resamples`` rows in all blocks together.
    """
    generator = np.random.default_rng(seed)
    block = max(1, _BLOCK // max(documents, columns, 1))
    for begin in range(0, resamples, block):
        size = min(block, resamples - begin)
        yield generator.multinomial(documents, np.full(documents, 1 / documents), size=size).astype(np.float64)


def _figures(totals: FloatArray) -> FloatArray:
    """Return all figures: shape (4 measures × 3 + 1, resamples, columns) for totals (resamples, columns, 8)."""
    gold, predicted = totals[..., Count.GOLD], totals[..., Count.PREDICTED]
    strict, relaxed = totals[..., Count.STRICT], totals[..., Count.RELAXED]
    partial = (strict + relaxed) / 2
    hits = {
        "strict": (strict, strict),
        "relaxed": (relaxed, relaxed),
        "partial": (partial, partial),
        "overlap": (totals[..., Count.PREDICTED_COVERED], totals[..., Count.GOLD_COVERED]),
    }
    figures: list[FloatArray] = []
    for name in _MEASURES:
        precision = _share(hits[name][0], predicted, gold)
        recall = _share(hits[name][1], gold, predicted)
        both = precision + recall
        f1 = np.divide(2 * precision * recall, both, out=np.zeros_like(both), where=both > 0)
        figures += [precision, recall, f1]
    norms = totals[..., Count.NORMS]
    figures.append(np.divide(totals[..., Count.NORMS_RIGHT], norms, out=np.full_like(norms, np.nan), where=norms > 0))
    return np.stack(figures)


def _share(hits: FloatArray, spans: FloatArray, others: FloatArray) -> FloatArray:
    """Divide; without spans the share is 1 if the other side has none either, else 0."""
    result: FloatArray = np.divide(hits, spans, out=(others == 0).astype(np.float64), where=spans > 0)
    return result


def _percentile(figures: FloatArray, percent: float) -> FloatArray:
    result = np.percentile(figures, percent, axis=1)
    norms = figures[-1]
    for column in range(norms.shape[1]):
        known = norms[:, column][~np.isnan(norms[:, column])]
        result[-1, column] = np.percentile(known, percent) if len(known) else np.nan
    return np.asarray(result, dtype=np.float64)


def _scores(totals: FloatArray, figures: FloatArray, low: FloatArray, high: FloatArray) -> Scores:
    every = [Figure(*triple) for triple in zip(figures.tolist(), low.tolist(), high.tolist(), strict=True)]
    measures = [Measure(*every[3 * index : 3 * index + 3]) for index in range(len(_MEASURES))]
    norms = int(totals[Count.NORMS])
    if not norms or every[-1].low != every[-1].low:
        # few documents have a normal form, and by chance no resample has one of them
        every[-1] = Figure(every[-1].value, every[-1].value, every[-1].value)
    return Scores(
        int(totals[Count.GOLD]),
        int(totals[Count.PREDICTED]),
        int(totals[Count.STRICT]),
        measures[0],
        measures[1],
        measures[2],
        measures[3],
        norms,
        every[-1] if norms else None,
    )
