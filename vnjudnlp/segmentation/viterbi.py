"""The best sequence of two labels for many sentences at once.

Sentences are put in order of length, so that the ones that have a token at some position are always the first; one
step of the recursion then is a few operations on a slice for all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from vnjudnlp.batch import BoolArray, IntArray

__all__ = ["Lattice", "inside_words"]

Numbers = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Lattice:
    """Tokens of sentences, ordered by their position in the sentence and then by the sentence's length.

    Attributes:
        order: int64, shape ``(tokens,)``: index of the token at each place of this order.
        edges: int64, shape ``(longest + 1,)``: where the tokens of each position begin in it; the last is the end.
    """

    order: IntArray
    edges: IntArray

    @classmethod
    def of_sentences(cls, first: IntArray, count: int) -> Lattice:
        """Make the lattice of sentences that follow one another.

        Args:
            first: int64, shape ``(sentences,)``: index of each sentence's first token, the first 0, each larger
                than the one before.
            count: the number of tokens.

        Returns:
            the lattice.
        """
        lengths = np.diff(np.append(first, count))
        by_length = np.argsort(-lengths, kind="stable")
        lengths, first = lengths[by_length], first[by_length]
        longest = int(lengths[0]) if len(lengths) else 0
        # how many sentences are longer than each position
        widths = len(lengths) - np.searchsorted(lengths[::-1], np.arange(longest), side="right")
        edges = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(widths)])
        positions = np.repeat(np.arange(longest), widths)
        order = first[np.arange(count) - edges[positions]] + positions
        return cls(order, edges)


def inside_words(scores: Numbers, transitions: Numbers, lattice: Lattice) -> BoolArray:
    """Find the best labels: whether each token goes on with the word of the token before it.

    Args:
        scores: shape ``(tokens,)``: how much better it is for a token to go on with a word than to begin one.
        transitions: shape ``(2, 2)``: the score of a label behind another; 0 is to begin a word, 1 to go on.
        lattice: the sentences.

    Returns:
        bool, shape ``(tokens,)``. The first token of a sentence always begins a word; of two equally good
        sequences the one that begins a word is taken.

    >>> lattice = Lattice.of_sentences(np.array([0, 2]), 5)
    >>> inside_words(np.array([9, 9, 9, -1, 2]), np.array([[0, 0], [0, -5]]), lattice).tolist()
    [False, True, False, False, True]
    """
    count = len(scores)
    scores = scores[lattice.order]
    edges = lattice.edges.tolist()
    (begin_begin, begin_inside), (inside_begin, inside_inside) = transitions.tolist()
    # only the difference between the two labels' best scores is kept
    difference = np.empty_like(scores)
    from_inside_if_begin = np.empty(count, dtype=np.bool_)
    from_inside_if_inside = np.empty(count, dtype=np.bool_)
    impossible = np.iinfo(scores.dtype).min // 4 if scores.dtype.kind == "i" else -np.inf
    if count:
        difference[: edges[1]] = impossible
    for position in range(1, len(edges) - 1):
        here = slice(edges[position], edges[position + 1])
        width = here.stop - here.start
        before = difference[edges[position - 1] : edges[position - 1] + width]
        through_inside = before + inside_begin
        begin = np.maximum(through_inside, begin_begin)
        np.greater(through_inside, begin_begin, out=from_inside_if_begin[here])
        through_inside = before + inside_inside
        inside = np.maximum(through_inside, begin_inside)
        np.greater(through_inside, begin_inside, out=from_inside_if_inside[here])
        difference[here] = inside - begin + scores[here]
    labels = difference > 0
    for position in range(len(edges) - 2, 0, -1):
        here = slice(edges[position], edges[position + 1])
        there = slice(edges[position - 1], edges[position - 1] + here.stop - here.start)
        labels[there] = np.where(labels[here], from_inside_if_inside[here], from_inside_if_begin[here])
    result = np.empty(count, dtype=np.bool_)
    result[lattice.order] = labels
    return result
