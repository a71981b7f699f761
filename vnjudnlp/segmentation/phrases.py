"""Phrases that are kept whole: terms of the domain, names of places, words of the user."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from vnjudnlp.batch import BoolArray, IntArray, Tokens
from vnjudnlp.errors import InputError
from vnjudnlp.lexicon import PhraseTree
from vnjudnlp.resources import read_table
from vnjudnlp.segmentation.tables import KeyTable, pack
from vnjudnlp.text.tokens import read_texts, split_phrase

__all__ = ["LONGEST_WORD", "KnownPhrases", "Phrases", "inside_of", "mask_of", "place_phrases", "term_phrases"]

LONGEST_WORD = 32
"""How many tokens a word of the user may have."""
_LONGEST_KNOWN = 4


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
            if not first < stop <= first + LONGEST_WORD:
                raise InputError(f"not a word: {word[:80]!r}; a word of your own has 1 to {LONGEST_WORD} tokens")
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
                length = self.tree.longest(form, place, min(limit, place + LONGEST_WORD))
                if length:
                    behind = place + length
                    yield place, behind


def _of_types(tokens: Tokens, forms: set[str]) -> BoolArray:
    known = np.fromiter((token.form in forms for token in tokens.types), dtype=np.bool_, count=len(tokens.types))
    result: BoolArray = known[tokens.type]
    return result


class KnownPhrases:
    """Phrases of two to four forms, looked up with array operations.

    Args:
        phrases: the forms of each phrase; what the vocabulary does not have, or is of another length, is left out.
        numbers: the vocabulary.
    """

    def __init__(self, phrases: Iterable[list[str]], numbers: Mapping[str, int]) -> None:
        known = {
            tuple(numbers[form] for form in phrase)
            for phrase in phrases
            if 2 <= len(phrase) <= _LONGEST_KNOWN and all(form in numbers for form in phrase)
        }
        self._is_first = mask_of((phrase[0] for phrase in known), len(numbers))
        self._is_second = mask_of((phrase[1] for phrase in known), len(numbers))
        self._lengths = sorted({len(phrase) for phrase in known}, reverse=True)
        keys = [
            pack(length - 1, *np.array(sorted(phrase for phrase in known if len(phrase) == length)).T)
            for length in self._lengths
        ]
        all_keys = np.concatenate(keys) if keys else np.zeros(0, dtype=np.int64)
        self._table = KeyTable.build(all_keys, np.ones(len(all_keys), dtype=np.int32))

    def find(self, forms: IntArray, first: BoolArray) -> list[tuple[int, int]]:
        """Return the first token of each occurrence and the one behind its last, longest and leftmost first.

        Args:
            forms: int64, one a token: numbers of forms.
            first: bool, one a token: whether a sentence begins there, over whose edge no phrase reaches.
        """
        count = len(forms)
        lengths = np.zeros(count, dtype=np.int64)
        candidates = np.flatnonzero(self._is_first[forms[:-1]] & self._is_second[forms[1:]] & ~first[1:])
        for length in self._lengths:
            here = candidates[(candidates + length <= count)]
            here = here[lengths[here] == 0]
            for distance in range(2, length):
                here = here[~first[here + distance]]
            keys = pack(length - 1, *(forms[here + distance] for distance in range(length)))
            lengths[here[self._table.find(keys) > 0]] = length
        found: list[tuple[int, int]] = []
        behind = 0
        places = np.flatnonzero(lengths)
        for place, length in zip(places.tolist(), lengths[places].tolist(), strict=True):
            if place >= behind:
                behind = place + length
                found.append((place, behind))
        return found


def mask_of(numbers: Iterable[int], size: int) -> BoolArray:
    """Return an array of a size that is True at the given numbers."""
    mask = np.zeros(size, dtype=np.bool_)
    mask[list(numbers)] = True
    return mask


def term_phrases() -> list[list[str]]:
    """Return the terms of the domain that are one word, split into forms."""
    return [split_phrase(row["term"]) for row in read_table("lexicons/terms.tsv")]


def place_phrases() -> list[list[str]]:
    """Return the names of provinces and districts, split into forms."""
    names = {row["name"] for row in read_table("lexicons/places.tsv")}
    return [phrase for phrase in map(split_phrase, sorted(names)) if all(form.isalpha() for form in phrase)]


def inside_of(phrases: list[tuple[int, int]]) -> IntArray:
    """Return the tokens inside phrases, behind the first of each.

    Args:
        phrases: the first token and the one behind the last of each.

    Returns:
        int64: token indices.

    >>> inside_of([(3, 6), (8, 9), (9, 11)]).tolist()
    [4, 5, 10]
    """
    pairs = np.array(phrases, dtype=np.int64).reshape(-1, 2)
    lengths = pairs[:, 1] - pairs[:, 0] - 1
    before = np.cumsum(lengths) - lengths
    return np.repeat(pairs[:, 0] + 1 - before, lengths) + np.arange(int(lengths.sum()))
