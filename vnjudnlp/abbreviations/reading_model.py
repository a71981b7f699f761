"""The model that chooses between the readings of a short form: weights of features with long forms, in arrays.

It is log-linear: a reading's score is a sum of weights, its probability the softmax over the readings of one place.
``vnjudnlp.training.readings`` learns the weights: an estimator of scikit-learn's conventions, fitted with scipy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from vnjudnlp.abbreviations.cues import NO_ABBREVIATION
from vnjudnlp.abbreviations.evidence import FIGURE_NAMES, Evidence
from vnjudnlp.abbreviations.short_forms import Reading
from vnjudnlp.batch import IntArray
from vnjudnlp.errors import ResourceError
from vnjudnlp.segmentation.arrays import ModelFiles
from vnjudnlp.segmentation.tables import KeyTable
from vnjudnlp.text.tokens import fold

__all__ = ["NAME", "UNIT", "VERSION", "JointKeys", "ReadingModel", "joint_keys", "reading_model", "reading_numbers"]

NAME = "vi_jud_abbreviations"
VERSION = 2
UNIT = 256
"""A weight of 1, in the whole numbers that are stored."""

_FEATURE_SHIFT = 31
_SHARED_FAMILIES = ("bao", "ba", "ba")
"""The first letters of the features that are paired with a reading's kind, its first word and its last."""

_NONE_NUMBER = crc32(NO_ABBREVIATION.encode()) >> 1


@lru_cache(maxsize=4096)
def _reading_number(long: str) -> int:
    return crc32(fold(long).encode()) >> 1


@lru_cache(maxsize=8192)
def _shared_numbers(reading: Reading) -> tuple[int, ...]:
    """Return the numbers of what a reading shares with others: its kind, its first word and its last."""
    words = fold(reading.long).split(" ")
    shared = (f"k={reading.kind}", f"f={words[0]}", f"e={words[-1]}")
    return tuple(crc32(text.encode()) >> 1 for text in shared)


def reading_numbers(readings: Sequence[Reading]) -> IntArray:
    """Return the numbers of readings, and last that of "no abbreviation".

    Args:
        readings: what a short form can stand for.

    Returns:
        int64, shape ``(readings + 1,)``; equal long forms have equal numbers whatever their short form.
    """
    return np.array([*(_reading_number(reading.long) for reading in readings), _NONE_NUMBER], dtype=np.int64)


class JointKeys(NamedTuple):
    """The pairs of a feature and a reading at some places.

    Features of the neighbours are paired with the reading's kind, first word and last word too, so that what is
    learned of one reading helps those like it.

    Attributes:
        keys: int64, shape ``(pairs,)``.
        row: int64, of the same shape: the number of the reading that a pair belongs to, over all places.
        rows: int64, shape ``(places,)``: how many readings each place has, with "no abbreviation" as the last.
    """

    keys: IntArray
    row: IntArray
    rows: IntArray


def joint_keys(places: Sequence[tuple[Sequence[str], Sequence[Reading]]]) -> JointKeys:
    """Return the keys of all pairs of a feature and a reading.

    Args:
        places: for each what is true of it, and its readings.

    >>> joint_keys([(["b:ký", "a:vay"], [])]).row.tolist()
    [0, 0]
    """
    texts = [feature for features, _ in places for feature in features]
    hashed = np.array([crc32(text.encode()) for text in texts], dtype=np.int64)
    place = np.repeat(np.arange(len(places)), [len(features) for features, _ in places])
    rows = np.array([len(readings) + 1 for _, readings in places], dtype=np.int64)
    numbers = np.concatenate([reading_numbers(readings) for _, readings in places])
    keys, row = _cross(hashed, place, numbers, rows)
    shared = [_shared_numbers(reading) for _, readings in places for reading in readings]
    found_keys, found_rows = [keys], [row]
    if shared:
        is_reading = np.ones(len(numbers), dtype=np.bool_)
        is_reading[np.cumsum(rows) - 1] = False
        row_of = np.flatnonzero(is_reading)
        first_letters = [text[0] for text in texts]
        columns = np.array(shared, dtype=np.int64).T
        for families, column in zip(_SHARED_FAMILIES, columns, strict=True):
            chosen = np.array([letter in families for letter in first_letters], dtype=np.bool_)
            keys, row = _cross(hashed[chosen], place[chosen], column, rows - 1)
            found_keys.append(keys)
            found_rows.append(row_of[row])
    return JointKeys(np.concatenate(found_keys), np.concatenate(found_rows), rows)


def _cross(hashed: IntArray, place: IntArray, numbers: IntArray, rows: IntArray) -> tuple[IntArray, IntArray]:
    """Pair the features of each place with the numbers of its readings.

    Args:
        hashed: the features.
        place: of the same shape: the place of each, in order.
        numbers: the numbers of the readings, place by place.
        rows: how many readings each place has.

    Returns:
        the keys, and for each the index of its number.
    """
    sizes = np.bincount(place, minlength=len(rows))
    first = np.cumsum(sizes) - sizes
    lengths = np.repeat(sizes, rows)
    row = np.repeat(np.arange(len(numbers)), lengths)
    # within each row the features count up from the first of its place
    starts = np.cumsum(lengths) - lengths
    feature = np.arange(len(row)) - (starts - np.repeat(first, rows))[row]
    return (hashed[feature] << _FEATURE_SHIFT) ^ numbers[row], row


@dataclass(frozen=True, slots=True)
class ReadingModel:
    """A trained choice.

    Attributes:
        table: the row of each pair of a feature and a long form, 0 where it has no weight.
        weights: float32, one a row.
        figures: float64, one for each of :data:`~vnjudnlp.abbreviations.evidence.FIGURE_NAMES`.
        temperature: what sums are divided by before they become probabilities.
    """

    table: KeyTable
    weights: npt.NDArray[np.float32]
    figures: npt.NDArray[np.float64]
    temperature: float

    @classmethod
    def load(cls, name: str = NAME) -> ReadingModel:
        """Load a model that ships with the package.

        Raises:
            ResourceError: it is missing, damaged or of another version.
        """
        files = ModelFiles(name, VERSION)
        if tuple(files.meta.get("figure_names", ())) != FIGURE_NAMES:
            raise ResourceError(f"the model {name} was trained with other figures than this vnjudnlp has")
        return cls.from_arrays({part: files.array(part) for part in ("keys", "weights", "figures")}, files.meta)

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, npt.NDArray[Any]], meta: Mapping[str, Any]) -> ReadingModel:
        """Make a model of its arrays.

        Args:
            arrays: ``keys``: int64, of pairs of a feature and a long form; ``weights``: int16, of the same shape, in
                units of 1 / :data:`UNIT`; ``figures``: float64.
            meta: has the ``temperature``.
        """
        rows = np.arange(1, len(arrays["keys"]) + 1, dtype=np.int32)
        weights = np.append(np.float32(0), arrays["weights"].astype(np.float32) / np.float32(UNIT))
        return cls(KeyTable.build(arrays["keys"], rows), weights, arrays["figures"], float(meta["temperature"]))

    def probabilities(self, places: Sequence[tuple[Evidence, Sequence[Reading]]]) -> list[list[float]]:
        """Say how probable each reading is.

        Args:
            places: for each short form its evidence and its readings.

        Returns:
            for each place the probability of each reading, and last that of "no abbreviation"; they sum to 1.
        """
        if not places:
            return []
        pairs = joint_keys([(evidence.features, readings) for evidence, readings in places])
        found = self.weights[self.table.find(pairs.keys)]
        sums = np.array([row for evidence, _ in places for row in evidence.figures], dtype=np.float64) @ self.figures
        sums += np.bincount(pairs.row, weights=found, minlength=len(sums))
        sums /= self.temperature
        first = np.cumsum(pairs.rows) - pairs.rows
        powers = np.exp(sums - np.repeat(np.maximum.reduceat(sums, first), pairs.rows))
        shares = (powers / np.repeat(np.add.reduceat(powers, first), pairs.rows)).tolist()
        return [shares[start : start + size] for start, size in zip(first.tolist(), pairs.rows.tolist(), strict=True)]


@lru_cache(maxsize=1)
def reading_model() -> ReadingModel:
    """Return the model that ships with the package."""
    return ReadingModel.load()
