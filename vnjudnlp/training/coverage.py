"""The documents that stand best for many: greedy maximisation of the facility location function."""

from __future__ import annotations

import heapq
from collections.abc import Callable

import numpy as np

from vnjudnlp.training.likeness import Floats

__all__ = ["take_by_coverage"]

_ROWS_AT_ONCE = 1024


def take_by_coverage(
    candidates: Floats, ground: Floats, covered: Floats, costs: Floats, take: Callable[[int], bool | None]
) -> None:
    """Offer candidates, each time the one that adds most to how well a sample is covered, for its cost.

    A document of the sample is covered as well as it resembles what is most like it of all that was taken. Source: Lin
    and Bilmes 2011, "A class of submodular functions for document summarization"; Minoux 1978 for the lazy evaluation.

    Args:
        candidates: float32, shape ``(candidates, width)``: vectors of length 1.
        ground: float32, shape ``(sample, width)``: vectors of length 1.
        covered: float32, shape ``(sample,)``: how well each document of the sample is covered already.
        costs: float32, shape ``(candidates,)``, above 0.
        take: called with the index of a candidate; says whether it is taken, None to stop.
    """
    covered = covered.copy()
    heap: list[tuple[float, int, int]] = []
    for start in range(0, len(candidates), _ROWS_AT_ONCE):
        rows = candidates[start : start + _ROWS_AT_ONCE] @ ground.T
        gains = np.maximum(rows - covered, 0).sum(axis=1) / costs[start : start + _ROWS_AT_ONCE]
        heap += [(-gain, start + place, 0) for place, gain in enumerate(gains.tolist())]
    heapq.heapify(heap)
    taken = 0
    while heap:
        gain, index, when = heapq.heappop(heap)
        row = ground @ candidates[index]
        if when < taken and gain < 0:
            # what a candidate adds only becomes less, so that one with an old value in front of all is looked at again
            new = -float(np.maximum(row - covered, 0).sum() / costs[index])
            heapq.heappush(heap, (new, index, taken))
            continue
        answer = take(index)
        if answer is None:
            return
        if answer:
            covered = np.maximum(covered, row)
            taken += 1
