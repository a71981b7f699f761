"""Learning to choose between the readings of a short form.

The model is log-linear over the readings of one place and fitted by its conditional likelihood with a squared penalty
(A. Berger, S. Della Pietra, V. Della Pietra, "A maximum entropy approach to natural language processing", 1996), with
scipy's L-BFGS: scikit-learn's classifiers have one set of classes, here each place has readings of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize, minimize_scalar
from scipy.sparse import csr_matrix, hstack
from scipy.special import logsumexp
from sklearn.base import BaseEstimator
from sklearn.utils.validation import check_is_fitted

from vnjudnlp.abbreviations.evidence import FIGURE_NAMES, Evidence, EvidenceReader
from vnjudnlp.abbreviations.reading_model import UNIT, ReadingModel, joint_keys
from vnjudnlp.abbreviations.short_forms import Reading, short_forms
from vnjudnlp.abbreviations.stage import find_candidates
from vnjudnlp.abbreviations.surroundings import Surroundings
from vnjudnlp.records import Record
from vnjudnlp.tagging import tag_batch
from vnjudnlp.text.tokens import fold, read_texts

__all__ = ["ReadingChooser", "ReadingExample", "examples_of"]

_AT_ONCE = 50
_LARGEST = 2**15 - 1
_LEAST_SHARE = 1e-12
_FREQUENCIES = ("frequency", "default")
_IMPOSSIBLE = -1e9
_ROUNDS = 60
_MOST_WEIGHTS = 400_000


class ReadingExample(NamedTuple):
    """One short form of a text and what it stands for there.

    Attributes:
        document: the document's id.
        short: its entry in the lexicon.
        readings: what it can stand for.
        right: the index of the right reading, ``len(readings)`` if it is no abbreviation.
        evidence: what stands around it.
        is_marked: whether a person has marked it; else it was put in for a long form.
    """

    document: str
    short: str
    readings: tuple[Reading, ...]
    right: int
    evidence: Evidence
    is_marked: bool


def examples_of(
    records: Iterable[Record], *, is_marked: bool = True, is_natural: bool = True, tagged: bool = True
) -> Iterator[ReadingExample]:
    """Find the short forms of documents whose readings are known.

    Args:
        records: the documents with their abbreviations.
        is_marked: whether all abbreviations of the documents are marked, so that what is not marked is none.
        is_natural: whether readings are as frequent in them as in text that nobody wrote to show readings; what they
            say of frequency is not learned if not.
        tagged: whether the tagger runs first, as it does in the pipeline; without it there are no labels.

    Yields:
        the examples; short forms that their document defines and long forms that the lexicon lacks give none.
    """
    group: list[Record] = []
    for record in records:
        group.append(record)
        if len(group) == _AT_ONCE:
            yield from _examples(group, is_marked, is_natural, tagged)
            group = []
    yield from _examples(group, is_marked, is_natural, tagged)


def _examples(records: Sequence[Record], is_marked: bool, is_natural: bool, tagged: bool) -> Iterator[ReadingExample]:
    batch = read_texts([record.text for record in records])
    if tagged:
        tag_batch(batch)
    candidates = find_candidates(batch)
    if candidates is None:
        return
    context = candidates.context
    reader = EvidenceReader(context, candidates.occurrences)
    known = short_forms().readings
    marked = [{item.start: item for item in record.abbreviations} for record in records]
    for occurrence in candidates.open:
        document = context.document[occurrence.first]
        start, _ = batch.raw_offsets(occurrence.first, occurrence.stop)
        item = marked[document].get(start)
        readings = known[occurrence.short]
        if item is None:
            if not is_marked:
                continue
            right = len(readings)
        else:
            folded = [fold(reading.long) for reading in readings]
            if fold(item.long) not in folded:
                continue
            right = folded.index(fold(item.long))
        around = Surroundings(context, occurrence.first, occurrence.stop)
        evidence = reader.read(around, occurrence.short, readings)
        if len(readings) == 1:
            evidence = Evidence([], evidence.figures)
        elif not is_natural:
            evidence = _without_frequency(evidence, occurrence.short)
        yield ReadingExample(records[document].id, occurrence.short, readings, right, evidence, is_marked)


def _without_frequency(evidence: Evidence, short: str) -> Evidence:
    """Give an example a bias of its own, so that how often its reading was written down teaches no other."""
    features = [f"u:{short}" if feature == f"s:{short}" else feature for feature in evidence.features]
    blank = [FIGURE_NAMES.index(name) for name in _FREQUENCIES]
    figures = [tuple(0.0 if index in blank else value for index, value in enumerate(row)) for row in evidence.figures]
    return Evidence(features, figures)


class ReadingChooser(BaseEstimator):  # type: ignore[misc]
    """Learns which reading a short form has.

    Args:
        strength: the inverse of the penalty on weights.
        unmarked_weight: how much an example counts that nobody has marked.
        least: how often a pair of a feature and a long form has to occur.
    """

    def __init__(self, strength: float = 2.0, unmarked_weight: float = 0.2, least: int = 2) -> None:
        self.strength = strength
        self.unmarked_weight = unmarked_weight
        self.least = least

    def fit(self, examples: Sequence[ReadingExample], y: None = None) -> ReadingChooser:
        """Learn.

        Args:
            examples: the examples.
            y: not used; what is right is in the examples.

        Returns:
            itself.
        """
        pairs = joint_keys([(example.evidence.features, example.readings) for example in examples])
        known, counts = np.unique(pairs.keys, return_counts=True)
        known = known[counts >= self.least]
        column = np.searchsorted(known, pairs.keys).clip(max=max(len(known) - 1, 0))
        is_known = known[column] == pairs.keys if len(known) else np.zeros(len(column), dtype=np.bool_)
        figures = np.array([row for example in examples for row in example.evidence.figures], dtype=np.float64)
        sparse = csr_matrix(
            (np.ones(int(is_known.sum())), (pairs.row[is_known], column[is_known])), shape=(len(figures), len(known))
        )
        weights = np.array([1.0 if example.is_marked else self.unmarked_weight for example in examples])
        first = np.cumsum(pairs.rows) - pairs.rows
        right = first + np.array([example.right for example in examples], dtype=np.int64)
        # what was put in for a long form says nothing of "no abbreviation"
        impossible = np.zeros(len(figures))
        unmarked = np.array([not example.is_marked for example in examples], dtype=np.bool_)
        impossible[(first + pairs.rows - 1)[unmarked]] = _IMPOSSIBLE
        learned = _fit(
            hstack([sparse, csr_matrix(figures)]).tocsr(), pairs.rows, right, weights, impossible, self.strength
        )
        self.keys_ = known
        self.weights_ = learned[: len(known)]
        self.figures_ = learned[len(known) :]
        self.temperature_ = 1.0
        return self

    def calibrate(self, examples: Sequence[ReadingExample]) -> ReadingChooser:
        """Set the temperature with which held-out examples are most probable.

        After C. Guo et al., "On calibration of modern neural networks", 2017.

        Args:
            examples: examples of documents that were not learned from, marked by a person.

        Returns:
            itself.
        """
        check_is_fitted(self)
        self.temperature_ = 1.0
        places = [(example.evidence, example.readings) for example in examples if len(example.readings) > 1]
        right = [example.right for example in examples if len(example.readings) > 1]
        sums = [np.log(np.maximum(shares, _LEAST_SHARE)) for shares in self.model().probabilities(places)]

        def loss(log_temperature: float) -> float:
            scaled = [part / np.exp(log_temperature) for part in sums]
            return -float(np.mean([part[index] - logsumexp(part) for part, index in zip(scaled, right, strict=True)]))

        if places:
            self.temperature_ = float(np.exp(minimize_scalar(loss, bounds=(-2.0, 2.0), method="bounded").x))
        return self

    def to_arrays(self, smallest: float = 0.02) -> dict[str, npt.NDArray[Any]]:
        """Return what was learned as arrays, weights as whole numbers, without those next to nothing."""
        check_is_fitted(self)
        sizes = np.abs(self.weights_)
        if len(sizes) > _MOST_WEIGHTS:
            smallest = max(smallest, float(np.partition(sizes, -_MOST_WEIGHTS)[-_MOST_WEIGHTS]))
        kept = sizes >= smallest
        weights = np.clip(np.round(self.weights_[kept] * UNIT), -_LARGEST, _LARGEST).astype(np.int16)
        return {"keys": self.keys_[kept], "weights": weights, "figures": self.figures_}

    def model(self) -> ReadingModel:
        """Return the model that the package chooses with."""
        return ReadingModel.from_arrays(self.to_arrays(), {"temperature": self.temperature_})

    def predict(self, examples: Sequence[ReadingExample]) -> list[int]:
        """Choose: for each example the index of a reading, ``len(readings)`` for no abbreviation."""
        found = self.model().probabilities([(example.evidence, example.readings) for example in examples])
        return [int(np.argmax(shares)) for shares in found]

    def score(self, examples: Sequence[ReadingExample], y: None = None) -> float:
        """Return the share of examples that are chosen right."""
        right = [found == example.right for found, example in zip(self.predict(examples), examples, strict=True)]
        return float(np.mean(right)) if right else 0.0


def _fit(
    matrix: csr_matrix,
    rows: npt.NDArray[np.int64],
    right: npt.NDArray[np.int64],
    weights: npt.NDArray[np.float64],
    offsets: npt.NDArray[np.float64],
    strength: float,
) -> npt.NDArray[np.float64]:
    """Return the weights of the columns under which the right readings are most probable.

    Args:
        matrix: one row a reading, place by place.
        rows: how many rows each place has.
        right: the right row of each place.
        weights: how much each place counts.
        offsets: what is added to the sum of each row.
        strength: the inverse of the penalty.
    """
    transposed = matrix.T.tocsr()
    first = np.cumsum(rows) - rows
    is_right = np.zeros(matrix.shape[0])
    is_right[right] = 1.0
    row_weights = np.repeat(weights, rows)
    penalty = 1.0 / strength

    def loss(learned: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        sums = matrix @ learned + offsets
        largest = np.maximum.reduceat(sums, first)
        powers = np.exp(sums - np.repeat(largest, rows))
        totals = np.add.reduceat(powers, first)
        likelihood = weights @ (sums[right] - largest - np.log(totals))
        slope = transposed @ (row_weights * (powers / np.repeat(totals, rows) - is_right)) + penalty * learned
        return float(0.5 * penalty * (learned @ learned) - likelihood), slope

    found = minimize(loss, np.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS})
    return np.asarray(found.x, dtype=np.float64)
