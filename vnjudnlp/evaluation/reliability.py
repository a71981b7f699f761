"""Whether the scores of entities are worth their name: of those with a score of 0.9, are nine in ten right?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from vnjudnlp.errors import InputError
from vnjudnlp.evaluation.alignment import Alignment, align
from vnjudnlp.records import Record

__all__ = ["Bin", "Reliability", "reliability", "reliability_of"]


@dataclass(frozen=True, slots=True)
class Bin:
    """The predicted spans with a score in one interval.

    Attributes:
        low: the lowest score, included.
        high: the highest score, included in the last bin only.
        spans: how many there are.
        mean_score: their mean score; None without spans.
        accuracy: the share of them that is strictly right; None without spans.
    """

    low: float
    high: float
    spans: int
    mean_score: float | None
    accuracy: float | None


@dataclass(frozen=True, slots=True)
class Reliability:
    """Scores beside the share that is right.

    Attributes:
        bins: intervals of equal width from 0 to 1.
        spans: how many predicted spans there are.
        expected_calibration_error: the mean over all spans of the distance between the mean score and the accuracy of
            their bin (Naeini, Cooper and Hauskrecht 2015); 0 without spans.
    """

    bins: tuple[Bin, ...]
    spans: int
    expected_calibration_error: float

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as plain data."""
        return asdict(self)


def reliability(
    gold: Sequence[Record], predicted: Sequence[Record], bins: int = 10, *, labels: Collection[str] | None = None
) -> Reliability:
    """Compare the scores of predicted spans with the share of them that is strictly right.

    Args:
        gold: annotated documents.
        predicted: the same documents with predicted spans.
        bins: how many intervals of equal width to make of the scores from 0 to 1.
        labels: the labels that count; None for all.

    Returns:
        the bins and the expected calibration error.

    Raises:
        InputError: see :func:`vnjudnlp.evaluation.evaluate`; or a score is not between 0 and 1.
        ValueError: there is not at least one bin.
    """
    return reliability_of(align(gold, predicted, labels), bins)


def reliability_of(alignment: Alignment, bins: int = 10) -> Reliability:
    """Do what :func:`reliability` does, for documents that are aligned."""
    if bins < 1:
        raise ValueError(f"there is at least one bin, not {bins}")
    scores: list[float] = []
    rights: list[bool] = []
    for document in alignment.documents:
        gold = {(span.start, span.end, span.label) for span in document.gold}
        for span in document.predicted:
            if not 0 <= span.score <= 1:
                raise InputError(f"{document.record.id}: the score {span.score} is not between 0 and 1")
            scores.append(span.score)
            rights.append((span.start, span.end, span.label) in gold)
    score, right = np.array(scores, dtype=np.float64), np.array(rights, dtype=np.float64)
    # each edge is the float nearest to it, so that a score of 0.7 is in the bin that begins at 0.7
    index = np.searchsorted(np.array([number / bins for number in range(1, bins)]), score, side="right")
    count = np.bincount(index, minlength=bins)
    score_sum = np.bincount(index, weights=score, minlength=bins)
    right_sum = np.bincount(index, weights=right, minlength=bins)
    made = tuple(
        Bin(number / bins, (number + 1) / bins, int(spans), total / spans, hits / spans)
        if spans
        else Bin(number / bins, (number + 1) / bins, 0, None, None)
        for number, (spans, total, hits) in enumerate(
            zip(count.tolist(), score_sum.tolist(), right_sum.tolist(), strict=True)
        )
    )
    error = float(np.abs(score_sum - right_sum).sum() / len(scores)) if scores else 0.0
    return Reliability(made, len(scores), error)
