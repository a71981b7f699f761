"""The default word segmenter: a linear-chain model over syllables whose weights are whole numbers."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from vnjudnlp.batch import BoolArray, IntArray, Tokens
from vnjudnlp.segmentation.arrays import ModelFiles
from vnjudnlp.segmentation.features import (
    NGRAM_PLACES,
    PADS,
    PATTERN_SIZES,
    NgramTables,
    PaddedTokens,
    around,
    number_tokens,
    pad,
    patterns,
)
from vnjudnlp.segmentation.tables import KeyTable
from vnjudnlp.segmentation.viterbi import Lattice, inside_words

__all__ = ["NAME", "VERSION", "WordModel", "default_model"]

NAME = "vi_jud_words"
VERSION = 1
"""The version of the arrays' form."""

Scores = npt.NDArray[np.int32]


class WordModel:
    """A trained segmenter.

    Args:
        forms: numbers of the forms that it knows.
        tables: its n-grams.
        weights: int16 arrays: for each name of :data:`~vnjudnlp.segmentation.features.NGRAM_PLACES` one of shape
            ``(rows, places)``, for each pattern one of shape ``(values,)``.
        transitions: shape ``(2, 2)``: the score of a label behind another; 0 is to begin a word, 1 to go on.
    """

    def __init__(
        self,
        forms: dict[str, int],
        tables: NgramTables,
        weights: dict[str, npt.NDArray[Any]],
        transitions: list[list[int]],
    ) -> None:
        self.forms = forms
        self.tables = tables
        self.weights = weights
        self.transitions: IntArray = np.array(transitions, dtype=np.int64)

    @classmethod
    def load(cls, name: str = NAME) -> WordModel:
        """Load a model that ships with the package.

        Args:
            name: its folder below ``models/``.

        Raises:
            ResourceError: it is missing, damaged or of another version.
        """
        files = ModelFiles(name, VERSION)
        tables = NgramTables(
            KeyTable.build(files.array("keys"), files.array("rows")),
            files.array("bigram_flags"),
            files.array("trigram_flags"),
        )
        weights = {part: files.array(part) for part in (*NGRAM_PLACES, *PATTERN_SIZES)}
        return cls(files.forms(), tables, weights, files.meta["transitions"])

    def padded(self, tokens: Tokens, first: IntArray) -> PaddedTokens:
        """Turn tokens into padded columns of numbers."""
        return pad(*number_tokens(tokens, self.forms), first)

    def scores(self, padded: PaddedTokens) -> Scores:
        """Score tokens.

        Args:
            padded: the tokens of sentences.

        Returns:
            int32, one a token: how much better it is for it to go on with the word before than to begin one.
        """
        rows = self.tables.rows(padded.forms)
        total = np.zeros(len(padded.forms) - 2 * PADS, dtype=np.int32)
        for name, places in NGRAM_PLACES.items():
            weights = self.weights[name][rows[name]]
            for column, place in enumerate(places):
                total += around(weights, place)[:, column]
        for name, values in patterns(padded, rows, self.tables).items():
            total += self.weights[name][values]
        return total[padded.position - PADS]

    def words_begin(self, scores: Scores, lattice: Lattice) -> BoolArray:
        """Return for each token whether a word begins there.

        Args:
            scores: the tokens' scores.
            lattice: their sentences.
        """
        return ~inside_words(scores, self.transitions, lattice)


@lru_cache(maxsize=1)
def default_model() -> WordModel:
    """Return the segmenter that ships with the package; it is loaded once."""
    return WordModel.load()
