"""Tags of tokens: where in a span of which label a token stands, in the BILOU scheme (Ratinov and Roth 2009).

Tag 0 is a token outside all spans. Label number ``k`` has the tags ``4k + 1`` (begins a span), ``4k + 2`` (inside),
``4k + 3`` (ends it) and ``4k + 4`` (is a span of one token).
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from vnjudnlp.batch import IntArray

__all__ = ["OUTSIDE", "Place", "spans_of", "tag_count", "tags_of"]

OUTSIDE = 0


class Place(IntEnum):
    """Where in its span a token stands; added to four times the label's number it is the tag."""

    BEGIN = 1
    INSIDE = 2
    LAST = 3
    UNIT = 4


def tag_count(labels: int) -> int:
    """Return how many tags there are for a number of labels."""
    return 1 + len(Place) * labels


def tags_of(first: IntArray, stop: IntArray, label: IntArray, count: int) -> IntArray:
    """Turn spans into tags.

    Args:
        first: int64, shape ``(spans,)``: index of each span's first token.
        stop: int64, of the same shape: index behind its last token.
        label: int64, of the same shape: the number of its label.
        count: how many tokens there are.

    Returns:
        int64, shape ``(tokens,)``.

    >>> tags_of(np.array([1, 4]), np.array([4, 5]), np.array([0, 2]), 6).tolist()
    [0, 1, 2, 3, 12, 0]
    """
    tags = np.zeros(count, dtype=np.int64)
    lengths = stop - first
    before = np.cumsum(lengths) - lengths
    inside = np.repeat(first - before, lengths) + np.arange(int(lengths.sum()))
    tags[inside] = np.repeat(label * 4 + Place.INSIDE, lengths)
    tags[first] = label * 4 + Place.BEGIN
    tags[stop - 1] = label * 4 + Place.LAST
    units = lengths == 1
    tags[first[units]] = label[units] * 4 + Place.UNIT
    return tags


def spans_of(tags: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """Turn tags into spans.

    Args:
        tags: int64, shape ``(tokens,)``: a sequence in which every span that begins ends.

    Returns:
        three int64 arrays of one shape: index of each span's first token, index behind its last, number of its label.

    >>> [column.tolist() for column in spans_of(np.array([0, 1, 2, 3, 12, 0]))]
    [[1, 4], [4, 5], [0, 2]]
    """
    place = (tags - 1) % 4 + 1
    place[tags == OUTSIDE] = 0
    first = np.flatnonzero((place == Place.BEGIN) | (place == Place.UNIT))
    last = np.flatnonzero((place == Place.LAST) | (place == Place.UNIT))
    return first, last + 1, (tags[first] - 1) // 4
