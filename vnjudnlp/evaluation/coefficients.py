"""Agreement corrected for chance: Cohen's kappa and Krippendorff's alpha for nominal data, from sums of counts.

Both are computed from counts that add up over documents, so that the counts of resampled documents are sums too. The
last axis of an array is the category; leading axes are kept.
"""

from __future__ import annotations

import numpy as np

from vnjudnlp.evaluation.counts import FloatArray

__all__ = ["cohen_kappa", "dice", "krippendorff_alpha"]


def cohen_kappa(same: FloatArray, first: FloatArray, second: FloatArray) -> FloatArray:
    """Return Cohen's kappa (Cohen 1960, "A coefficient of agreement for nominal scales").

    Args:
        same: float64, shape (..., categories): how many units both annotators put into each category.
        first: of the same shape: how many the first annotator put into it.
        second: of the same shape: how many the second did.

    Returns:
        float64, shape (...): 1 where they always agree, 0 where they agree as often as chance would have it; NaN where
        there are no units or both put all of them into one category.

    >>> import numpy as np
    >>> float(cohen_kappa(np.array([20.0, 15.0]), np.array([25.0, 25.0]), np.array([30.0, 20.0])))
    0.4
    """
    units = first.sum(axis=-1)
    by_chance = (first * second).sum(axis=-1)
    return _divide(units * same.sum(axis=-1) - by_chance, units**2 - by_chance)


def krippendorff_alpha(same: FloatArray, values: FloatArray) -> FloatArray:
    """Return Krippendorff's alpha for nominal data (Krippendorff 2011, "Computing Krippendorff's alpha-reliability").

    Args:
        same: float64, shape (..., categories): the diagonal of the matrix of coincidences, o_cc. A unit that m
            annotators judged adds 1 / (m - 1) for each ordered pair of them that agrees.
        values: of the same shape: the sums of its rows, n_c: how many judgements of each category there are, of units
            that two annotators or more judged.

    Returns:
        float64, shape (...): 1 where all agree, 0 where they agree as often as chance would have it; NaN where there
        are no judgements or all are of one category.
    """
    total = values.sum(axis=-1)
    observed = (total - 1) * (total - same.sum(axis=-1))
    expected = total**2 - (values**2).sum(axis=-1)
    return 1 - _divide(observed, expected)


def dice(same: FloatArray, first: FloatArray, second: FloatArray) -> FloatArray:
    """Return F1, which is the same whichever side is taken for gold; NaN where neither has anything."""
    return _divide(2 * same, first + second)


def _divide(one: FloatArray, other: FloatArray) -> FloatArray:
    result: FloatArray = np.divide(one, other, out=np.full_like(np.asarray(other), np.nan), where=other > 0)
    return result
