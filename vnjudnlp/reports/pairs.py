"""What is named together: counts of pairs and how strongly they go together."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import combinations, product
from types import MappingProxyType
from typing import Any

from vnjudnlp.reports.tally import Tally

__all__ = ["MOST_NAMES", "Pairs", "association"]

MOST_NAMES = 60
"""How many different names of one document or sentence are paired; what is named behind them is not."""


def association(together: int, first: int, second: int, units: int) -> dict[str, float | None]:
    """Return how strongly two names go together.

    Args:
        together: in how many units both are named.
        first: in how many the first is.
        second: in how many the second is.
        units: how many units there are.

    Returns:
        ``pmi``, the pointwise mutual information in bits (Church and Hanks 1990): how many times more often than by
        chance, as a power of two; and ``jaccard`` (Jaccard 1912): the share of both among the units that name either.
        None where a count is 0.

    >>> association(2, 2, 4, 8)
    {'pmi': 1.0, 'jaccard': 0.5}
    """
    if not (together and first and second and units):
        return {"pmi": None, "jaccard": None}
    pmi = math.log2(together * units / (first * second))
    return {"pmi": round(pmi, 3) + 0.0, "jaccard": round(together / (first + second - together), 4)}


class Pairs:
    """Counts of names and of pairs of names, in how many units each.

    Args:
        limit: how many names, and how many pairs, are kept at most: see :class:`~vnjudnlp.reports.tally.Tally`.
        two_sides: whether names of one kind are paired with names of another, not among themselves.

    Attributes:
        units: how many units were counted.
        cut: in how many of them not all names were paired.
    """

    def __init__(self, limit: int, *, two_sides: bool = False) -> None:
        self.units = 0
        self.cut = 0
        self._single = Tally(limit)
        self._pairs = Tally(limit)
        self._second = int(two_sides)

    def add(self, first: Mapping[str, str], second: Mapping[str, str] = MappingProxyType({})) -> None:
        """Count the names of one unit.

        Args:
            first: what is shown of each name, by its key.
            second: the names of the other side; nothing where names are paired among themselves.
        """
        self.units += 1
        sides = (first, second) if self._second else (first,)
        self.cut += any(len(names) > MOST_NAMES for names in sides)
        for side, names in enumerate(sides):
            for key, shown in names.items():
                self._single.add((str(side), key), self.units, shown=(shown,))
        kept = [sorted(list(names)[:MOST_NAMES]) for names in sides]
        pairs = product(*kept) if self._second else combinations(kept[0], 2)
        for left, right in pairs:
            self._pairs.add((left, right), self.units)

    @property
    def most_missed(self) -> int:
        """By how much a count of a pair may be too low."""
        return self._pairs.most_missed

    def top(self, number: int) -> list[dict[str, Any]]:
        """Return the pairs that are named together most often, with how strongly they go together."""
        result = []
        for (left, right), row in self._pairs.top_keys(number):
            first, first_count = self._name(0, left)
            second, second_count = self._name(self._second, right)
            result.append(
                {
                    "first": first,
                    "second": second,
                    "together": row.count,
                    "first_count": first_count,
                    "second_count": second_count,
                    **association(row.count, first_count, second_count, self.units),
                }
            )
        return result

    def _name(self, side: int, key: str) -> tuple[str, int]:
        """Return what is shown of a name and in how many units it is."""
        row = self._single[str(side), key]
        return (key, 0) if row is None else (row.shown[0], row.count)
