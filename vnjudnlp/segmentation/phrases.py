"""Phrases that are kept whole: terms of the domain, names of places, words of the user."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import numpy as np

from vnjudnlp.batch import Batch, BoolArray, IntArray, Shape, Tokens
from vnjudnlp.errors import InputError
from vnjudnlp.lexicon import PhraseTree
from vnjudnlp.resources import read_table
from vnjudnlp.text.tokens import read_texts, split_phrase

__all__ = ["Phrases", "joined_by", "known_places", "known_terms"]

_LONGEST = 32


class Phrases:
    """Phrases to look up in the tokens of a batch, whatever their capitals.

    Args:
        phrases: the tokens of each phrase, in lower case.
    """

    def __init__(self, phrases: Iterable[list[str]]) -> None:
        self.tree: PhraseTree[int] = PhraseTree()
        self._first: set[str] = set()
        self._second: set[str] = set()
        for phrase in phrases:
            self.tree.add(phrase, len(phrase))
            self._first.add(phrase[0])
            if len(phrase) > 1:
                self._second.add(phrase[1])

    @classmethod
    def of_user(cls, words: Iterable[str]) -> Phrases:
        """Make phrases of a user's own words.

        Args:
            words: words with any characters; white space separates their syllables.

        Returns:
            the phrases, cut into tokens as running text is.

        Raises:
            InputError: a word has no characters but white space, or more than 32 tokens.
        """
        given = [words] if isinstance(words, str) else list(words)
        phrases: list[list[str]] = []
        batch = read_texts(given)
        for number, word in enumerate(given):
            first, stop = batch.document_first[number : number + 2].tolist()
            if not first < stop <= first + _LONGEST:
                raise InputError(f"not a word: {word[:80]!r}; a word of your own has 1 to {_LONGEST} tokens")
            phrases.append(batch.tokens.form[first:stop])
        return cls(phrases)

    def find(self, tokens: Tokens, first: BoolArray) -> Iterator[tuple[int, int]]:
        """Yield the first token of each occurrence and the one behind its last, longest and leftmost first.

        Args:
            tokens: the tokens of a batch.
            first: bool, one a token: whether a sentence or another piece of text begins there, over whose edge no
                phrase reaches.
        """
        is_first = _of_types(tokens, self._first)
        is_second = _of_types(tokens, self._second)
        count = len(tokens)
        candidates = is_first
        if not any("" in self.tree.root[form] for form in self._first):
            candidates = is_first & np.append(is_second[1:] & ~first[1:], False)
        stops = np.append(np.flatnonzero(first), count)
        places = np.flatnonzero(candidates)
        limits = stops[np.searchsorted(stops, places, side="right")]
        behind = 0
        form = tokens.form
        for place, limit in zip(places.tolist(), limits.tolist(), strict=True):
            if place >= behind:
                length = self.tree.longest(form, place, min(limit, place + _LONGEST))
                if length:
                    behind = place + length
                    yield place, behind


def _of_types(tokens: Tokens, forms: set[str]) -> BoolArray:
    known = np.fromiter((token.form in forms for token in tokens.types), dtype=np.bool_, count=len(tokens.types))
    result: BoolArray = known[tokens.type]
    return result


@lru_cache(maxsize=1)
def known_terms() -> Phrases:
    """Return the terms of the domain that are one word."""
    return Phrases(split_phrase(row["term"]) for row in read_table("lexicons/terms.tsv"))


@lru_cache(maxsize=1)
def _places() -> Phrases:
    names = {row["name"] for row in read_table("lexicons/places.tsv")}
    phrases = (split_phrase(name) for name in sorted(names))
    return Phrases(phrase for phrase in phrases if len(phrase) > 1 and all(form.isalpha() for form in phrase))


@lru_cache(maxsize=1)
def _levels() -> frozenset[str]:
    forms = (row["form"] for row in read_table("lexicons/place_levels.tsv"))
    return frozenset(form.rsplit(" ", 1)[-1] for form in forms)


def known_places(batch: Batch, first: BoolArray) -> Iterator[tuple[int, int]]:
    """Yield where provinces and districts are named: with capitals, and in a line of capitals behind a level.

    Args:
        batch: a batch with tokens.
        first: bool, one a token: whether a sentence begins there.
    """
    tokens = batch.tokens
    capital = (tokens.shape & (Shape.TITLE | Shape.UPPER | Shape.SINGLE)) != 0
    for start, stop in _places().find(tokens, first):
        behind_level = start > 0 and not first[start] and tokens.form[start - 1] in _levels()
        if capital[start:stop].all() and (behind_level or not tokens.capitals[start]):
            yield start, stop


def joined_by(phrases: Iterable[tuple[int, int]], count: int) -> tuple[IntArray, IntArray]:
    """Return the tokens inside phrases behind their first, and the tokens at which phrases begin or behind them.

    Args:
        phrases: first token and the one behind the last of each.
        count: the number of tokens.

    Returns:
        two int64 arrays of token indices.
    """
    pairs = np.array(list(phrases), dtype=np.int64).reshape(-1, 2)
    inside = [np.arange(start + 1, stop) for start, stop in pairs.tolist()]
    edges = np.unique(pairs)
    return (np.concatenate(inside) if inside else np.zeros(0, dtype=np.int64)), edges[edges < count]
