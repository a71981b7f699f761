"""Counts of names in memory that does not grow without end."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

__all__ = ["LIMIT", "Row", "Tally"]

LIMIT = 200_000
"""How many different names a tally keeps."""

Key = tuple[str, ...]


@dataclass(slots=True)
class Row:
    """What is known of a name.

    Attributes:
        shown: the name as first written, not in capitals if it is ever written otherwise, with what belongs to it.
        count: how often it was counted.
        documents: in how many documents.
        marked: how many of its mentions were marked.
    """

    shown: tuple[Any, ...]
    count: int = 0
    documents: int = 0
    marked: int = 0
    _last: int = field(default=-1, repr=False)


class Tally:
    """Counts by name; when there are too many names the rarest are dropped.

    This is lossy counting as Manku and Motwani (2002) have it, with a bound that is kept as names are dropped: no count
    is too high, and none is too low by more than :attr:`most_missed`.

    Args:
        limit: how many names are kept at most.

    Attributes:
        most_missed: by how much a count may be too low; 0 where all are exact.
        total: how much was counted of all names together, exact.

    >>> tally = Tally(limit=2)
    >>> for name in "aabacad":
    ...     tally.add((name,), 0)
    >>> [(row.shown, row.count) for row in tally.top(1)], tally.most_missed
    ([(('a',), 4)], 2)
    """

    def __init__(self, limit: int = LIMIT) -> None:
        self.most_missed = 0
        self.total = 0
        self._limit = max(1, limit)
        self._rows: dict[Key, Row] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, key: Key) -> Row | None:
        return self._rows.get(key)

    def __iter__(self) -> Iterator[tuple[Key, Row]]:
        return iter(self._rows.items())

    def add(
        self, key: Key, document: int, *, shown: tuple[Any, ...] | None = None, count: int = 1, marked: bool = False
    ) -> None:
        """Count a mention.

        Args:
            key: what makes the name the same.
            document: the number of the document; documents come one after the other.
            shown: what is shown of it; the key itself if None.
            count: how many mentions.
            marked: whether they are marked.
        """
        row = self._rows.get(key)
        if row is None:
            if len(self._rows) >= self._limit:
                self._drop_rarest()
            row = self._rows[key] = Row(key if shown is None else shown)
        elif shown is not None and row.shown != shown and _in_capitals(row.shown):
            row.shown = shown
        self.total += count
        row.count += count
        if marked:
            row.marked += count
        if row._last != document:
            row.documents += 1
            row._last = document

    def top(self, number: int) -> list[Row]:
        """Return the rows with the highest counts, equal ones by name."""
        found = heapq.nsmallest(number, self._rows.items(), key=lambda item: (-item[1].count, item[0]))
        return [row for _, row in found]

    def top_keys(self, number: int) -> list[tuple[Key, Row]]:
        """Return the same with their keys."""
        return heapq.nsmallest(number, self._rows.items(), key=lambda item: (-item[1].count, item[0]))

    def _drop_rarest(self) -> None:
        counts = np.fromiter((row.count for row in self._rows.values()), dtype=np.int64, count=len(self._rows))
        # a quarter at a time, so that dropping costs little for each name
        highest = int(np.partition(counts, len(counts) // 4)[len(counts) // 4])
        self._rows = {key: row for key, row in self._rows.items() if row.count > highest}
        self.most_missed += highest


def _in_capitals(shown: tuple[Any, ...]) -> bool:
    return isinstance(shown[0], str) and shown[0].isupper()
