"""Counts of spans a document and a label, from which every figure is computed."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from itertools import groupby
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from vnjudnlp.evaluation.alignment import Document, overlap, overlapping, pairs_of_label
from vnjudnlp.evaluation.norms import same_norm
from vnjudnlp.records import Entity

__all__ = ["Count", "FloatArray", "count_documents"]

FloatArray: TypeAlias = NDArray[np.float64]


class Count(IntEnum):
    """The last axis of the counts.

    Attributes:
        GOLD: gold spans.
        PREDICTED: predicted spans.
        STRICT: spans of both sides with the same start, end and label.
        RELAXED: pairs of spans of one label that overlap, one to one.
        GOLD_COVERED: sum over gold spans of the share of their characters in predicted spans of the label.
        PREDICTED_COVERED: sum over predicted spans of the share of their characters in gold spans of the label.
        NORMS: strictly matched spans whose gold span has a normal form.
        NORMS_RIGHT: those whose predicted normal form is equal.
    """

    GOLD = 0
    PREDICTED = 1
    STRICT = 2
    RELAXED = 3
    GOLD_COVERED = 4
    PREDICTED_COVERED = 5
    NORMS = 6
    NORMS_RIGHT = 7


def count_documents(documents: Sequence[Document], labels: Sequence[str]) -> FloatArray:
    """Count spans.

    Args:
        documents: documents with the spans of both sides.
        labels: the labels to count.

    Returns:
        float64 array of shape (documents, labels, 8); the last axis is :class:`Count`.
    """
    column = {label: index for index, label in enumerate(labels)}
    counts = np.zeros((len(documents), len(labels), len(Count)), dtype=np.float64)
    for row, document in enumerate(documents):
        gold, predicted = _by_label(document.gold), _by_label(document.predicted)
        for label in gold.keys() | predicted.keys():
            if label in column:
                counts[row, column[label]] = _count(gold.get(label, []), predicted.get(label, []))
    return counts


def _by_label(spans: Sequence[Entity]) -> dict[str, list[Entity]]:
    ordered = sorted(spans, key=lambda span: (span.label, span.start, span.end))
    return {label: list(group) for label, group in groupby(ordered, key=lambda span: span.label)}


def _count(gold: list[Entity], predicted: list[Entity]) -> list[float]:
    counts = [0.0] * len(Count)
    counts[Count.GOLD], counts[Count.PREDICTED] = len(gold), len(predicted)
    counts[Count.RELAXED] = len(pairs_of_label(gold, predicted))
    for index, other in overlapping(gold, predicted):
        expected, found = gold[index], predicted[other]
        shared = overlap(expected, found)
        counts[Count.GOLD_COVERED] += shared / (expected.end - expected.start)
        counts[Count.PREDICTED_COVERED] += shared / (found.end - found.start)
        if (expected.start, expected.end) == (found.start, found.end):
            counts[Count.STRICT] += 1
            if expected.norm:
                counts[Count.NORMS] += 1
                counts[Count.NORMS_RIGHT] += same_norm(expected.norm, found.norm)
    return counts
