"""underthesea's trained word segmenter, decoded with numpy: the reference that the default model is compared with.

The linear-chain model ``ws_crf_vlsp2013_20230727`` of underthesea (Apache-2.0) has 43 feature templates over tokens.
Its weights, forms and dictionary lie as arrays in ``models/underthesea_words``, where ``tools/convert_underthesea.py``
has written them from underthesea's wheel. Given the same tokens, the tags are those of underthesea itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from vnjudnlp.batch import BoolArray, IntArray
from vnjudnlp.segmentation.arrays import ModelFiles
from vnjudnlp.segmentation.tables import KeyTable, pack, shifted
from vnjudnlp.segmentation.viterbi import Lattice, inside_words

__all__ = [
    "BIGRAM",
    "BIGRAM_PLACES",
    "LOWERED",
    "TRIGRAM",
    "TRIGRAM_PLACES",
    "VERSION",
    "scores_of",
    "tag_sentences",
    "transitions",
    "words_begin",
]

VERSION = 1
"""The version of the arrays' form."""

# kinds of n-grams in the table of keys
BIGRAM, LOWERED, TRIGRAM = 0, 1, 2

BIGRAM_PLACES = (-2, -1, 0, 1)
"""Where, from the token in question, the first token of a bigram stands, for each column of weights."""
TRIGRAM_PLACES = (-2, -1, 0)
"""The same for trigrams."""

_UNIGRAM_PLACES = (-2, -1, 0, 1, 2)
_PADS = 2

Scores = npt.NDArray[np.float64]


class _Model:
    """The arrays, and the columns of features that they give weights to."""

    def __init__(self, files: ModelFiles) -> None:
        self.numbers = files.forms()
        names = ("unigrams", "lowered_unigrams", "bigrams", "lowered_bigrams", "trigrams", "words")
        self.weights: dict[str, Any] = {name: files.array(name) for name in names}
        self.weights["bigram_words"] = files.array("lowered_bigrams_in_dictionary")
        self.weights["trigram_words"] = files.array("lowered_trigrams_in_dictionary")
        self.table = KeyTable.build(files.array("keys"), files.array("rows"))
        self.few_values: dict[str, dict[str, float]] = files.meta["few_values"]
        self.transitions: Scores = np.array(files.meta["transitions"])

    def scores(self, tokens: list[str], first: IntArray) -> Scores:
        """Return how much better it is for each token to go on with a word than to begin one."""
        columns = _Columns(tokens, first, self.numbers)
        total = np.zeros(len(tokens))
        weights = self.weights
        for name, ids in (("unigrams", columns.cased), ("lowered_unigrams", columns.lowered)):
            _add(total, columns, weights[name][ids], _UNIGRAM_PLACES, 1)
        rows = self.table.find(pack(BIGRAM, columns.cased, shifted(columns.cased, 1)))
        _add(total, columns, weights["bigrams"][rows], BIGRAM_PLACES, 2)
        rows = self.table.find(pack(BIGRAM | LOWERED, columns.lowered, shifted(columns.lowered, 1)))
        _add(total, columns, weights["lowered_bigrams"][rows], BIGRAM_PLACES, 2)
        bigram_words = weights["bigram_words"][rows]
        rows = self.table.find(pack(TRIGRAM, *(shifted(columns.cased, distance) for distance in range(3))))
        _add(total, columns, weights["trigrams"][rows], TRIGRAM_PLACES, 3)
        trigram = pack(TRIGRAM | LOWERED, *(shifted(columns.lowered, distance) for distance in range(3)))
        trigram_words = weights["trigram_words"][self.table.find(trigram)]
        title = columns.title
        flags = {
            (1, ".isdigit"): columns.digit,
            (1, ".istitle"): title,
            (2, ".istitle"): title & _behind(title, 1),
            (3, ".istitle"): title & _behind(title, 1) & _behind(title, 2),
            (1, ".is_in_dict"): weights["words"][columns.lowered],
            (2, ".is_in_dict"): bigram_words,
            (3, ".is_in_dict"): trigram_words,
        }
        for template, values in self.few_values.items():
            place, length, function = _read_template(template)
            if (length, function) in flags:
                flag = flags[length, function]
                value = np.where(flag, values.get("True", 0.0), values.get("False", 0.0))
                total += np.where(columns.is_inside(place, length), value[columns.position + place], 0.0)
        self._add_edges(total, columns)
        return total

    def _add_edges(self, total: Scores, columns: _Columns) -> None:
        """Add the weights of n-grams that reach over an edge of the sentence."""
        for template, values in self.few_values.items():
            place, length, _ = _read_template(template)
            before, behind = values.get("BOS", 0.0), values.get("EOS", 0.0)
            if before or behind:
                is_before = columns.from_start + place < 0
                is_behind = ~is_before & (columns.to_end < place + length - 1)
                total += np.where(is_before, before, 0.0) + np.where(is_behind, behind, 0.0)


class _Columns:
    """Tokens as numbers, two pads between sentences."""

    def __init__(self, tokens: list[str], first: IntArray, numbers: dict[str, int]) -> None:
        count = len(tokens)
        sentence = np.zeros(count, dtype=np.int64)
        sentence[first[1:]] = 1
        sentence = np.cumsum(sentence)
        self.position = np.arange(count) + _PADS * (sentence + 1)
        size = count + _PADS * (len(first) + 1)
        lengths = np.diff(np.append(first, count))
        self.from_start = np.arange(count) - first[sentence]
        self.to_end = lengths[sentence] - 1 - self.from_start
        different = {token: number for number, token in enumerate(dict.fromkeys(tokens))}
        kind = np.fromiter(map(different.__getitem__, tokens), dtype=np.int64, count=count)

        def column(values: list[Any], dtype: npt.DTypeLike) -> Any:
            result = np.zeros(size, dtype=dtype)
            result[self.position] = np.array(values, dtype=dtype)[kind]
            return result

        self.cased: IntArray = column([numbers.get(token, 0) for token in different], np.int64)
        self.lowered: IntArray = column([numbers.get(token.lower(), 0) for token in different], np.int64)
        self.title: BoolArray = column([_is_title(token) for token in different], np.bool_)
        self.digit: BoolArray = column([token.isdecimal() for token in different], np.bool_)

    def is_inside(self, place: int, length: int) -> BoolArray:
        """Say for each token whether the n-gram at a place from it lies inside its sentence."""
        result: BoolArray = (self.from_start + place >= 0) & (self.to_end >= place + length - 1)
        return result


def _add(total: Scores, columns: _Columns, weights: Scores, places: Sequence[int], length: int) -> None:
    """Add the weights of one kind of n-gram; those that reach over an edge of the sentence have none of their own."""
    for column, place in enumerate(places):
        inside = columns.is_inside(place, length)
        total += np.where(inside, weights[columns.position + place, column], 0.0)


def _is_title(token: str) -> bool:
    return token[:1].upper() == token[:1]


def _behind(flags: BoolArray, distance: int) -> BoolArray:
    return shifted(flags.astype(np.int64), distance).astype(np.bool_)


@lru_cache(maxsize=64)
def _read_template(template: str) -> tuple[int, int, str]:
    """Return place, length and function of a template such as ``T[-1,0].lower``."""
    places, _, function = template.removeprefix("T[").partition("]")
    first, _, last = places.partition(",")
    return int(first), int(last or first) - int(first) + 1, function


@lru_cache(maxsize=1)
def _model() -> _Model:
    return _Model(ModelFiles("underthesea_words", VERSION))


def words_begin(tokens: list[str], first: IntArray) -> BoolArray:
    """Say for each token of many sentences whether a word begins there.

    Args:
        tokens: normalised tokens (syllables, numbers, punctuation) of sentences that follow one another.
        first: int64: index of each sentence's first token, the first 0, each larger than the one before.

    Returns:
        bool, one a token; True for the first token of each sentence.

    Raises:
        ResourceError: the model's files are missing or damaged.
    """
    if not tokens:
        return np.zeros(0, dtype=np.bool_)
    return ~inside_words(scores_of(tokens, first), transitions(), Lattice.of_sentences(first, len(tokens)))


def scores_of(tokens: list[str], first: IntArray) -> Scores:
    """Score tokens.

    Args:
        tokens: normalised tokens of sentences that follow one another, at least one.
        first: int64: index of each sentence's first token, the first 0.

    Returns:
        float64, one a token: how much better it is for it to go on with the word before than to begin one.
    """
    return _model().scores(tokens, first)


def transitions() -> Scores:
    """Return the score of a label behind another, shape ``(2, 2)``; 0 is to begin a word, 1 to go on."""
    return _model().transitions


def tag_sentences(sentences: Sequence[Sequence[str]]) -> list[list[str]]:
    """Tag sentences as underthesea's segmenter does.

    Args:
        sentences: the tokens of each sentence.

    Returns:
        for each token ``"B-W"`` where a word begins, else ``"I-W"``.

    >>> tag_sentences([["tòa", "án", "xét", "xử"]])
    [['B-W', 'I-W', 'B-W', 'I-W']]
    """
    lengths = [len(sentence) for sentence in sentences]
    first = np.cumsum([0, *(length for length in lengths if length)], dtype=np.int64)[:-1]
    begins = iter(words_begin(list(chain.from_iterable(sentences)), first).tolist())
    return [["B-W" if next(begins) else "I-W" for _ in range(length)] for length in lengths]
