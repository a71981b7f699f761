"""How whole numbers are spread: quartiles and a histogram."""

from __future__ import annotations

from collections import Counter
from typing import Any

__all__ = ["Lengths"]

_EXACT_UP_TO = 10_000
_FIGURES = 3


class Lengths:
    """Counts of lengths; those above 10,000 are rounded to three figures, so that memory stays small.

    >>> lengths = Lengths()
    >>> for length in (1, 2, 3, 10):
    ...     lengths.add(length)
    >>> found = lengths.to_dict()
    >>> found["median"], found["mean"], found["bins"][-1]
    (2, 4.0, {'low': 8, 'high': 15, 'count': 1})
    """

    def __init__(self) -> None:
        self._counts: Counter[int] = Counter()
        self._sum = 0

    def add(self, length: int) -> None:
        """Count a length of 0 or more."""
        self._sum += length
        if length > _EXACT_UP_TO:
            step = 10 ** (len(str(length)) - _FIGURES)
            length = length // step * step
        self._counts[length] += 1

    def to_dict(self) -> dict[str, Any]:
        """Return how many there are, their quartiles (lower ones where two come into question), mean and histogram."""
        number = sum(self._counts.values())
        if not number:
            return {
                "count": 0,
                "min": None,
                "q1": None,
                "median": None,
                "q3": None,
                "max": None,
                "mean": None,
                "bins": [],
            }
        lengths = sorted(self._counts)
        return {
            "count": number,
            "min": lengths[0],
            "q1": self._quantile(lengths, number, 0.25),
            "median": self._quantile(lengths, number, 0.5),
            "q3": self._quantile(lengths, number, 0.75),
            "max": lengths[-1],
            "mean": round(self._sum / number, 2),
            "bins": self._bins(lengths[-1]),
        }

    def _quantile(self, lengths: list[int], number: int, share: float) -> int:
        seen = 0
        for length in lengths:
            seen += self._counts[length]
            if seen >= share * number:
                return length
        return lengths[-1]

    def _bins(self, longest: int) -> list[dict[str, int]]:
        """Return bins that double in width: 0, 1, 2 to 3, 4 to 7, …"""
        counts: Counter[int] = Counter()
        for length, count in self._counts.items():
            counts[length.bit_length()] += count
        first = min(counts)
        return [
            {"low": 1 << (bits - 1) if bits else 0, "high": (1 << bits) - 1, "count": counts[bits]}
            for bits in range(first, longest.bit_length() + 1)
        ]
