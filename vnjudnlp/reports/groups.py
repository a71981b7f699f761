"""Counts of labels and of groups of documents, as plain data."""

from __future__ import annotations

from typing import Any

from vnjudnlp.corpus.statistics import NO_VALUE, Size, Sizes
from vnjudnlp.reports.lengths import Lengths
from vnjudnlp.reports.tally import Tally

__all__ = ["LabelCounts", "grouped", "rate"]


class LabelCounts:
    """What is counted of a label.

    Args:
        limit: how many names are kept: see :class:`~vnjudnlp.reports.tally.Tally`.
    """

    __slots__ = ("lengths", "names", "scored", "scores", "sentences")

    def __init__(self, limit: int) -> None:
        self.names = Tally(limit)
        self.lengths = Lengths()
        self.sentences = 0
        self.scores = 0.0
        self.scored = 0

    @property
    def mean_score(self) -> float | None:
        """The mean of the scores, None without any."""
        return round(self.scores / self.scored, 4) if self.scored else None

    def to_dict(self, top: int) -> dict[str, Any]:
        """Return the names as plain data."""
        return {
            "distinct": len(self.names),
            "most_missed": self.names.most_missed,
            "top": [
                {"name": row.shown[0], "id": row.shown[1], "count": row.count, "documents": row.documents}
                for row in self.names.top(top)
            ],
        }


def rate(count: int, syllables: int) -> float | None:
    """Return how many there are for each 1,000 syllables; None without syllables.

    >>> rate(3, 2000)
    1.5
    """
    return round(1000 * count / syllables, 3) if syllables else None


def grouped(groups: Sizes, name: str, sizes: dict[str, Size] | None = None) -> dict[str, Any]:
    """Return the sizes of groups as plain data.

    Args:
        groups: the groups.
        name: what the value of a group is called.
        sizes: the sizes of the groups where they are known already.
    """
    rows = [
        {
            name: None if value == NO_VALUE else value,
            "documents": size.documents,
            "syllables": size.syllables,
            "entities": size.spans,
            "per_1000_syllables": {label: rate(count, size.syllables) for label, count in size.spans.items()},
        }
        for value, size in (groups.sizes() if sizes is None else sizes).items()
    ]
    return {"documents_left_out": groups.left_out, "rows": rows}
