"""The documents that may be chosen, a bounded number of them, and those that are, within a budget."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from vnjudnlp.records import Record
from vnjudnlp.training.likeness import Likeness, LikenessIndex

__all__ = ["Basket", "Candidate", "Pool", "Strategy", "by_lot", "by_uncertainty"]

Strategy = Literal["mixed", "uncertainty", "diversity", "random"]

_MORE_SYLLABLES = 50
"""What is added to the length of a document, so that a line with one doubtful name does not come before all."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A document that may be chosen.

    Attributes:
        record: the document.
        syllables: how long it is.
        mistakes: how many of its spans are wrong, as the scores expect it.
        likeness: what it is compared by.
        lot: a random number of the text and the seed.
    """

    record: Record
    syllables: int
    mistakes: float
    likeness: Likeness
    lot: int

    @property
    def uncertainty(self) -> float:
        """Expected mistakes in 100 syllables."""
        return 100 * self.mistakes / (self.syllables + _MORE_SYLLABLES)


def by_lot(candidate: Candidate) -> tuple[float, int]:
    """Return what orders documents by chance."""
    return 0.0, candidate.lot


def by_uncertainty(candidate: Candidate) -> tuple[float, int]:
    """Return what orders documents by their uncertainty, and by chance where it is the same."""
    return candidate.uncertainty, candidate.lot


class Pool:
    """The best of the documents that were offered, of several that are nearly the same only the best.

    Args:
        count: how many documents are kept at least, and at most once there are enough syllables.
        syllables: how many syllables are kept at least.
        worth: how good a document is; no two have the same.
    """

    def __init__(self, count: int, syllables: int, worth: Callable[[Candidate], tuple[float, int]]) -> None:
        self._count, self._needed, self._worth = count, syllables, worth
        self._held: dict[int, Candidate] = {}
        self._heap: list[tuple[tuple[float, int], int]] = []
        self._index = LikenessIndex()
        self._syllables = 0
        self._next = 0

    def offer(self, candidate: Candidate) -> None:
        """Keep a document if it is among the best."""
        worth = self._worth(candidate)
        if len(self._held) >= max(1, self._count) and self._syllables >= self._needed and worth < self._worst()[0]:
            return
        like = self._index.find(candidate.likeness.sketch)
        if like is not None:
            if self._worth(self._held[like]) >= worth:
                return
            self._drop(like)
        key, self._next = self._next, self._next + 1
        self._held[key] = candidate
        self._syllables += candidate.syllables
        self._index.add(key, candidate.likeness.sketch)
        heapq.heappush(self._heap, (worth, key))
        while self._is_full_without(self._held[self._worst()[1]].syllables):
            self._drop(self._worst()[1])

    def best(self) -> list[Candidate]:
        """Return the documents that are kept, the best first."""
        return sorted(self._held.values(), key=self._worth, reverse=True)

    def _is_full_without(self, syllables: int) -> bool:
        return len(self._held) > self._count and self._syllables - syllables >= self._needed

    def _worst(self) -> tuple[tuple[float, int], int]:
        while self._heap[0][1] not in self._held:
            heapq.heappop(self._heap)
        return self._heap[0]

    def _drop(self, key: int) -> None:
        self._syllables -= self._held.pop(key).syllables
        self._index.remove(key)


class Basket:
    """What has been chosen, within a budget.

    Args:
        count: how many documents at most; None for any number.
        syllables: how many syllables at most; None for any number.
    """

    def __init__(self, count: int | None, syllables: int | None) -> None:
        self._count, self._budget = count, syllables
        self._chosen: list[tuple[Candidate, Strategy]] = []
        self._syllables = 0
        self._ids: set[str] = set()
        self._index = LikenessIndex()

    def take(self, candidate: Candidate, strategy: Strategy) -> bool:
        """Choose a document, unless it is too long for what is left or nearly the same as another."""
        record = candidate.record
        if self._budget is not None and self._syllables + candidate.syllables > self._budget:
            return False
        if record.id in self._ids or self._index.find(candidate.likeness.sketch) is not None:
            return False
        self._index.add(len(self._chosen), candidate.likeness.sketch)
        self._ids.add(record.id)
        self._chosen.append((candidate, strategy))
        self._syllables += candidate.syllables
        return True

    def is_filled(self, share: float = 1.0) -> bool:
        """Whether a share of the budget is used up."""
        if self._count is not None and len(self._chosen) >= round(self._count * share):
            return True
        return self._budget is not None and self._syllables >= self._budget * share

    def in_order(self) -> list[tuple[Candidate, Strategy]]:
        """Return what was chosen with the random documents spread evenly over the others."""
        random = [item for item in self._chosen if item[1] == "random"]
        others = [item for item in self._chosen if item[1] != "random"]
        placed = [
            ((place + 0.5) / len(items), number, item)
            for number, items in enumerate((others, random))
            for place, item in enumerate(items)
        ]
        return [item for _, _, item in sorted(placed, key=lambda entry: entry[:2])]
