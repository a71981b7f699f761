"""The features of the word model: which weights count for each token, for many sentences at once.

A token is looked at with two tokens on either side. Forms count alone, in twos, in twos with a gap, and in threes;
which runs are words of the dictionary or names of places counts as a pattern of bits, and so does how the tokens are
written and what they can be in names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import repeat
from operator import attrgetter, itemgetter
from typing import Any

import numpy as np
import numpy.typing as npt

from vnjudnlp.batch import BoolArray, IntArray, Tokens
from vnjudnlp.segmentation.forms import UNKNOWN, CaseClass, describe
from vnjudnlp.segmentation.tables import KeyTable, pack, shifted

__all__ = [
    "BIGRAM",
    "FOUR",
    "GAPPED",
    "NGRAM_PLACES",
    "PADS",
    "PATTERN_SIZES",
    "TRIGRAM",
    "Flag",
    "NgramTables",
    "PaddedTokens",
    "around",
    "number_tokens",
    "pad",
    "patterns",
]

# kinds of n-grams in the table of keys
BIGRAM, GAPPED, TRIGRAM, FOUR = range(4)

NGRAM_PLACES = {
    "unigrams": (-2, -1, 0, 1, 2),
    "bigrams": (-2, -1, 0, 1),
    "gapped": (-2, -1, 0),
    "trigrams": (-2, -1, 0),
}
"""Where, from the token in question, the first token of an n-gram stands, for each column of its weights."""

_CASES = len(CaseClass)
# how a token is written, told apart as far as names need it: small, title case, capitals, one letter, other
_NAME_CASE = np.array([4, 0, 1, 2, 3, 4, 4, 2, 4, 2, 2, 1, 0])
_NAME_CASES = 5
_NAME_KINDS = 7 * _NAME_CASES
_WORD_BITS, _PLACE_BITS = 8, 5

PATTERN_SIZES = {
    "cases": _CASES**4,
    "words": 2**_WORD_BITS * _CASES**2,
    "places": 2**_PLACE_BITS * _CASES**2,
    "names_before": _NAME_KINDS**3,
    "names_around": _NAME_KINDS**3,
}
"""How many values each pattern has."""

_FORM, _KIND, _SHAPE = attrgetter("form"), attrgetter("kind"), attrgetter("shape")

PADS = 2
"""How many pads stand before each sentence and behind the last."""


class Flag:
    """What is known of an n-gram beside its weights, as bits."""

    WORD = 1
    PLACE = 2
    BEGINS_FOUR = 4


@dataclass(frozen=True, slots=True)
class PaddedTokens:
    """The tokens of sentences as numbers, two pads before each sentence and behind the last.

    Attributes:
        forms: int64: numbers of forms, 0 for pads.
        cases: int64: :class:`~vnjudnlp.segmentation.forms.CaseClass`.
        names: int64: :class:`~vnjudnlp.segmentation.forms.NameClass`.
        position: int64, one a token: where the token stands in the other columns.
    """

    forms: IntArray
    cases: IntArray
    names: IntArray
    position: IntArray


def number_tokens(tokens: Tokens, numbers: Mapping[str, int]) -> tuple[IntArray, IntArray, IntArray]:
    """Give each token the number of its form, how it is written and what it can be in names.

    Args:
        tokens: the tokens of a batch.
        numbers: the vocabulary.

    Returns:
        three int64 arrays, one item a token: forms, cases, names.
    """
    types = tokens.types
    # no tuple is made a token: that would call the garbage collector again and again
    seen = list(map(describe, map(_FORM, types), map(_KIND, types), map(_SHAPE, types)))
    forms = np.array(list(map(numbers.get, map(itemgetter(0), seen), repeat(UNKNOWN))), dtype=np.int64)
    classes = np.array(list(map(itemgetter(1), seen)), dtype=np.int64)[tokens.type]
    cases = np.where(tokens.capitals, classes >> 4, classes) & 15
    return forms[tokens.type], cases, classes >> 8


def pad(forms: IntArray, cases: IntArray, names: IntArray, first: IntArray) -> PaddedTokens:
    """Put pads between sentences.

    Args:
        forms: int64, one a token.
        cases: int64, one a token.
        names: int64, one a token.
        first: int64: index of each sentence's first token, the first 0.

    Returns:
        the padded columns.
    """
    count = len(forms)
    pads = np.zeros(count, dtype=np.int64)
    pads[first] = PADS
    position = np.arange(count) + np.cumsum(pads)
    size = count + PADS * (len(first) + 1)
    columns = []
    for values in (forms, cases, names):
        column = np.zeros(size, dtype=np.int64)
        column[position] = values
        columns.append(column)
    return PaddedTokens(columns[0], columns[1], columns[2], position)


@dataclass(frozen=True, slots=True)
class NgramTables:
    """Which n-grams have weights, and what is known of them.

    Attributes:
        table: rows of bigrams, gapped bigrams, trigrams and fours by their keys; each kind has rows of its own, from
            1 on.
        bigram_flags: uint8, one a row of bigrams: bits of :class:`Flag`.
        trigram_flags: uint8, one a row of trigrams.
    """

    table: KeyTable
    bigram_flags: npt.NDArray[np.uint8]
    trigram_flags: npt.NDArray[np.uint8]

    def rows(self, forms: IntArray) -> dict[str, npt.NDArray[Any]]:
        """Return the row of the n-gram that begins at each padded position, by the names of :data:`NGRAM_PLACES`."""
        second, third = shifted(forms, 1), shifted(forms, 2)
        return {
            "unigrams": forms,
            "bigrams": self.table.find(pack(BIGRAM, forms, second)),
            "gapped": self.table.find(pack(GAPPED, forms, third)),
            "trigrams": self.table.find(pack(TRIGRAM, forms, second, third)),
        }

    def fours(self, forms: IntArray, bigram_flags: npt.NDArray[np.uint8]) -> BoolArray:
        """Say for each padded position whether a word of four forms begins there."""
        result = np.zeros(len(forms), dtype=np.bool_)
        begins = np.flatnonzero(bigram_flags & Flag.BEGINS_FOUR)
        begins = begins[begins + 3 < len(forms)]
        keys = pack(FOUR, *(forms[begins + distance] for distance in range(4)))
        result[begins[self.table.find(keys) > 0]] = True
        return result


def patterns(padded: PaddedTokens, rows: Mapping[str, npt.NDArray[Any]], tables: NgramTables) -> dict[str, IntArray]:
    """Return the value of each pattern of :data:`PATTERN_SIZES` at each inner position.

    Args:
        padded: the tokens.
        rows: what :meth:`NgramTables.rows` gave.
        tables: the n-grams.

    Returns:
        int64 arrays, one item a padded position but for the two at either end.
    """
    flags2 = tables.bigram_flags[rows["bigrams"]]
    flags3 = tables.trigram_flags[rows["trigrams"]]
    word2, word3 = flags2 & Flag.WORD, flags3 & Flag.WORD
    word4 = tables.fours(padded.forms, flags2)
    words = _bits((word2, -1), (word2, -2), (word2, 0), (word3, -2), (word3, -1))
    words |= (around(word4, -1) | around(word4, -2) | around(word4, -3)).astype(np.int64) << 5
    words |= around(word3, -3).astype(np.int64) << 6
    words |= around(word3, 0).astype(np.int64) << 7
    place2, place3 = (flags2 >> 1) & 1, (flags3 >> 1) & 1
    places = _bits((place2, -1), (place2, -2), (place2, 0), (place3, -2), (place3, -1))
    cases = padded.cases
    pair = around(cases, -1) * _CASES + around(cases, 0)
    names = padded.names * _NAME_CASES + _NAME_CASE[cases]
    pair_of_names = around(names, -1) * _NAME_KINDS + around(names, 0)
    return {
        "cases": (around(cases, -2) * _CASES**2 + pair) * _CASES + around(cases, 1),
        "words": words * _CASES**2 + pair,
        "places": places * _CASES**2 + pair,
        "names_before": around(names, -2) * _NAME_KINDS**2 + pair_of_names,
        "names_around": pair_of_names * _NAME_KINDS + around(names, 1),
    }


def around(values: npt.NDArray[Any], place: int) -> npt.NDArray[Any]:
    """Return what stands at a place from each inner position: all padded positions but the two at either end.

    Args:
        values: one item a padded position.
        place: between -3 and 2; what would lie before the first position is 0.

    >>> around(np.array([0, 0, 5, 6, 0, 0]), -1).tolist(), around(np.array([7, 0, 5, 6, 0, 0]), -3).tolist()
    ([0, 5], [0, 7])
    """
    first, stop = PADS + place, len(values) - PADS + place
    if first >= 0:
        return values[first:stop]
    return np.concatenate([np.zeros(-first, dtype=values.dtype), values[:stop]])


def _bits(*flags: tuple[npt.NDArray[np.uint8], int]) -> IntArray:
    """Put flags at places from each inner position side by side, the first in the lowest bit."""
    result = around(*flags[0]).copy()
    for bit, (values, place) in enumerate(flags[1:], 1):
        result |= around(values, place) << bit
    packed: IntArray = result.astype(np.int64)
    return packed
