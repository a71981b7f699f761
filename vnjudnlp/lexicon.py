"""Phrases to look up in running tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Generic, TypeVar

__all__ = ["PhraseTree"]

Value = TypeVar("Value")

_END = ""


class PhraseTree(Generic[Value]):
    """A tree of phrases, token by token, with a value at the end of each.

    >>> tree = PhraseTree()
    >>> tree.add(["thi", "hành", "án"], "term")
    >>> tree.add(["thi", "hành"], "word")
    >>> tree.match(["việc", "thi", "hành", "án"], 1, 4)
    (4, 'term')
    >>> tree.match(["việc", "thi", "hành", "án"], 1, 3)
    (3, 'word')
    """

    __slots__ = ("root",)

    def __init__(self) -> None:
        self.root: dict[str, Any] = {}

    def add(self, phrase: Sequence[str], value: Value) -> None:
        """Add a phrase; the first value of a phrase stays."""
        node = self.root
        for token in phrase:
            node = node.setdefault(token, {})
        node.setdefault(_END, value)

    def longest(self, tokens: Sequence[str], first: int, stop: int) -> int:
        """Return how many tokens the longest phrase that begins at ``first`` and ends by ``stop`` has, 0 if none."""
        found = self.match(tokens, first, stop)
        return found[0] - first if found else 0

    def match(self, tokens: Sequence[str], first: int, stop: int) -> tuple[int, Value] | None:
        """Return where the longest phrase that begins at ``first`` ends, and its value; None if there is none."""
        node: dict[str, Any] | None = self.root
        best: tuple[int, Value] | None = None
        position = first
        while position < stop:
            node = node.get(tokens[position]) if node is not None else None
            if node is None:
                break
            position += 1
            if _END in node:
                best = (position, node[_END])
        return best

    def matches(self, tokens: Sequence[str], first: int, stop: int) -> Iterator[tuple[int, Value]]:
        """Yield the end and the value of every phrase that begins at ``first``, shortest first."""
        node: dict[str, Any] | None = self.root
        for position in range(first, stop):
            node = node.get(tokens[position]) if node is not None else None
            if node is None:
                return
            if _END in node:
                yield position + 1, node[_END]
