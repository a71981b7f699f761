"""Phrases to look up in running tokens."""

from __future__ import annotations

from collections.abc import Sequence
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
        # most phrases fail at the first token, so that is looked at before anything is set up
        if first >= stop:
            return None
        node = self.root.get(tokens[first])
        best: tuple[int, Value] | None = None
        position = first
        while node is not None:
            position += 1
            if _END in node:
                best = (position, node[_END])
            node = node.get(tokens[position]) if position < stop else None
        return best

    def matches(self, tokens: Sequence[str], first: int, stop: int) -> Sequence[tuple[int, Value]]:
        """Return the end and the value of every phrase that begins at ``first``, shortest first."""
        if first >= stop:
            return ()
        node = self.root.get(tokens[first])
        if node is None:
            return ()
        found: list[tuple[int, Value]] = []
        position = first
        while node is not None:
            position += 1
            if _END in node:
                found.append((position, node[_END]))
            node = node.get(tokens[position]) if position < stop else None
        return found
