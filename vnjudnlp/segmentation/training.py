"""Training of the word model: regression on the scores of teachers, then a linear chain on gold words.

The teachers are linear models over tokens. What they say of a token is a sum of weights, and so is what the word model
says; the model is therefore fitted to the teachers' sums by least squares, not to their decisions, which keeps what
they are unsure of. On gold words the weights of n-grams alone are moved on by maximum likelihood of a linear-chain
conditional random field (Lafferty, McCallum and Pereira 2001), near where they were, since a small corpus teaches
words, not grammar.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from vnjudnlp.batch import BoolArray, IntArray
from vnjudnlp.segmentation.features import (
    BIGRAM,
    FOUR,
    GAPPED,
    NGRAM_PLACES,
    PADS,
    PATTERN_SIZES,
    TRIGRAM,
    Flag,
    NgramTables,
    PaddedTokens,
    pad,
    patterns,
)
from vnjudnlp.segmentation.tables import FORM_BITS, KeyTable, pack, shifted
from vnjudnlp.segmentation.viterbi import Lattice

__all__ = ["Layout", "Lexicon", "TrainingSet", "build_tables", "fit_gold", "fit_scores", "to_arrays"]

Floats = npt.NDArray[np.float64]
Index = npt.NDArray[np.int32]

_NGRAM_KINDS = {"bigrams": BIGRAM, "gapped": GAPPED, "trigrams": TRIGRAM}
_IMPOSSIBLE = -1000.0


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """Tokens of sentences with what is to be learned of them.

    Attributes:
        forms: int64: numbers of forms.
        cases: int64: how the tokens are written.
        names: int64: what they can be in names.
        first: int64: index of each sentence's first token.
        target: float64, one a token: a teacher's score, or 1 where gold goes on with a word and 0 where it begins one.
        weight: float64, one a token: how much it counts; 0 for not at all.
    """

    forms: IntArray
    cases: IntArray
    names: IntArray
    first: IntArray
    target: Floats
    weight: Floats

    def padded(self) -> PaddedTokens:
        """Return the tokens with pads between the sentences."""
        return pad(self.forms, self.cases, self.names, self.first)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases that features tell of, as sequences of form numbers.

    Attributes:
        words: words of a dictionary, two to four forms long.
        places: names of places, two or three forms long.
    """

    words: frozenset[tuple[int, ...]]
    places: frozenset[tuple[int, ...]]


def build_tables(padded: PaddedTokens, lexicon: Lexicon, least: dict[str, int]) -> NgramTables:
    """Collect the n-grams that are to have weights: those seen often enough, and those of the lexicon.

    Args:
        padded: the tokens to learn from.
        lexicon: phrases that features tell of.
        least: for ``"bigrams"``, ``"gapped"`` and ``"trigrams"`` how often an n-gram has to be seen.

    Returns:
        the tables.
    """
    forms, second, third = padded.forms, shifted(padded.forms, 1), shifted(padded.forms, 2)
    seen = {
        "bigrams": pack(BIGRAM, forms, second),
        "gapped": pack(GAPPED, forms, third),
        "trigrams": pack(TRIGRAM, forms, second, third),
    }
    phrases = lexicon.words | lexicon.places
    fours: list[tuple[int, ...]] = sorted(phrase for phrase in lexicon.words if len(phrase) == 4)
    wanted: dict[str, set[tuple[int, ...]]] = {
        "bigrams": {phrase for phrase in phrases if len(phrase) == 2} | {phrase[:2] for phrase in fours},
        "trigrams": {phrase for phrase in phrases if len(phrase) == 3},
    }
    keys: dict[str, IntArray] = {}
    for name, kind in _NGRAM_KINDS.items():
        found, counts = np.unique(seen[name], return_counts=True)
        keys[name] = found[counts >= least[name]]
        if wanted.get(name):
            keys[name] = np.union1d(keys[name], _keys(kind, sorted(wanted[name])))
    all_keys = [*keys.values(), _keys(FOUR, fours)]
    rows = [np.arange(1, len(part) + 1, dtype=np.int32) for part in all_keys]
    table = KeyTable.build(np.concatenate(all_keys), np.concatenate(rows))
    flags = {}
    for name, length in (("bigrams", 2), ("trigrams", 3)):
        flag = np.zeros(len(keys[name]) + 1, dtype=np.uint8)
        for bit, chosen in ((Flag.WORD, lexicon.words), (Flag.PLACE, lexicon.places)):
            flag[
                table.find(_keys(_NGRAM_KINDS[name], sorted(phrase for phrase in chosen if len(phrase) == length)))
            ] |= bit
        flags[name] = flag
    flags["bigrams"][table.find(_keys(BIGRAM, sorted({phrase[:2] for phrase in fours})))] |= Flag.BEGINS_FOUR
    for flag in flags.values():
        flag[0] = 0
    return NgramTables(table, flags["bigrams"], flags["trigrams"])


def _keys(kind: int, phrases: list[tuple[int, ...]]) -> IntArray:
    if not phrases:
        return np.zeros(0, dtype=np.int64)
    return pack(kind, *np.array(phrases, dtype=np.int64).T)


class Layout:
    """Where the weights of each kind of feature lie in one long vector; its item 0 is for what has no weight.

    Args:
        tables: the n-grams.
        forms: how many forms the vocabulary has.
    """

    def __init__(self, tables: NgramTables, forms: int) -> None:
        self.tables = tables
        kinds = tables.table.keys >> (4 * FORM_BITS)
        self.shapes: dict[str, tuple[int, ...]] = {}
        for name, places in NGRAM_PLACES.items():
            if name == "unigrams":
                rows = forms
            else:
                rows = int(tables.table.rows[kinds == _NGRAM_KINDS[name]].max(initial=0)) + 1
            self.shapes[name] = (rows, len(places))
        self.shapes |= {name: (size,) for name, size in PATTERN_SIZES.items()}
        sizes = np.array([int(np.prod(shape)) for shape in self.shapes.values()])
        self.start = dict(zip(self.shapes, (np.cumsum(sizes) - sizes + 1).tolist(), strict=True))
        self.size = int(sizes.sum()) + 1

    def index(self, padded: PaddedTokens) -> Index:
        """Return which weights count for each token.

        Args:
            padded: the tokens.

        Returns:
            int32, shape ``(features, tokens)``: places in the vector of weights.
        """
        rows = self.tables.rows(padded.forms)
        columns = []
        for name, places in NGRAM_PLACES.items():
            for column, place in enumerate(places):
                row = rows[name][padded.position + place].astype(np.int64)
                # row 0 is an n-gram without weights, number 0 a pad
                columns.append(np.where(row > 0, self.start[name] + row * len(places) + column, 0).astype(np.int32))
        for name, values in patterns(padded, rows, self.tables).items():
            columns.append((self.start[name] + values[padded.position - PADS]).astype(np.int32))
        return np.stack(columns)

    def part(self, weights: npt.NDArray[Any], name: str) -> npt.NDArray[Any]:
        """Return the weights of one kind of feature as an array of its shape; a view."""
        start = self.start[name]
        shape = self.shapes[name]
        return weights[start : start + int(np.prod(shape))].reshape(shape)


def _gather(weights: npt.NDArray[Any], index: Index) -> npt.NDArray[Any]:
    total: npt.NDArray[Any] = weights[index[0]]
    for column in index[1:]:
        total = total + weights[column]
    return total


def _scatter(values: Floats, index: Index, size: int) -> Floats:
    total = np.zeros(size)
    for column in index:
        total += np.bincount(column, weights=values, minlength=size)
    total[0] = 0
    return total


def fit_scores(
    index: Index,
    size: int,
    target: Floats,
    weight: Floats,
    *,
    penalty: float,
    far: float,
    iterations: int,
    progress: Callable[[int, float], None] | None = None,
) -> Floats:
    """Fit weights so that their sums are the targets, by penalised least squares.

    Args:
        index: which weights count for each token, shape ``(features, tokens)``.
        size: the number of weights.
        target: shape ``(tokens,)``.
        weight: shape ``(tokens,)``.
        penalty: how much a squared weight costs.
        far: targets are cut to this size, and a sum beyond it on the same side is no error: how sure a teacher is
            beyond doubt is not to be learned.
        iterations: how many steps of L-BFGS are made at most.
        progress: called with the number of each evaluation and the loss.

    Returns:
        float64, shape ``(size,)``.
    """
    from scipy.optimize import minimize

    aim = np.clip(target, -far, far)
    is_far = np.abs(target) >= far
    side = np.sign(aim)
    # frequent features have steep directions: in units of their curvature all are alike
    curvature = _scatter(weight, index, size)
    scale = 1 / np.sqrt(curvature + penalty)
    evaluations = 0

    def loss(scaled: Floats) -> tuple[float, Floats]:
        nonlocal evaluations
        weights = scaled * scale
        error = _gather(weights, index) - aim
        error[is_far & (error * side > 0)] = 0
        weighted = error * weight
        value = 0.5 * float(error @ weighted) + 0.5 * penalty * float(weights @ weights)
        gradient = _scatter(weighted, index, size) + penalty * weights
        evaluations += 1
        if progress is not None:
            progress(evaluations, value)
        return value, gradient * scale

    result = minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": iterations, "maxcor": 6})
    fitted: Floats = result.x * scale
    return fitted


def fit_gold(
    index: Index,
    weights: Floats,
    free: BoolArray,
    gold: TrainingSet,
    transitions: Floats,
    *,
    penalty: float,
    iterations: int,
) -> Floats:
    """Move weights on so that gold words become more likely.

    Args:
        index: which weights count for each token, shape ``(features, tokens)``.
        weights: where they start, float64.
        free: bool, one a weight: which may move.
        gold: the tokens, ``target`` 1 where a word goes on; ``weight`` is one number a sentence.
        transitions: shape ``(2, 2)``: the score of a label behind another, kept as it is.
        penalty: how much a squared move costs.
        iterations: how many steps of L-BFGS are made at most.

    Returns:
        float64, of the shape of ``weights``.
    """
    from scipy.optimize import minimize

    lattice = Lattice.of_sentences(gold.first, len(gold.forms))
    index = index[:, lattice.order]
    base = _gather(weights, index)
    used = np.unique(index)
    used = used[free[used] & (used > 0)]
    local = np.zeros(len(weights), dtype=np.int32)
    local[used] = np.arange(1, len(used) + 1)
    index = local[index]
    inside = gold.target[lattice.order].copy()
    importance = gold.weight[lattice.order]
    inside[: lattice.edges[1]] = 0

    def loss(moves: Floats) -> tuple[float, Floats]:
        padded = np.append(0.0, moves)
        scores = base + _gather(padded, index)
        scores[: lattice.edges[1]] = _IMPOSSIBLE
        evidence, expected = _forward_backward(scores, transitions, lattice)
        value = float((evidence * importance[: lattice.edges[1]]).sum() - (scores * inside * importance).sum())
        gradient = _scatter((expected - inside) * importance, index, len(padded))[1:]
        return value + 0.5 * penalty * float(moves @ moves), gradient + penalty * moves

    result = minimize(
        loss, np.zeros(len(used)), jac=True, method="L-BFGS-B", options={"maxiter": iterations, "maxcor": 8}
    )
    moved: Floats = weights.copy()
    moved[used] += result.x
    return moved


def _forward_backward(scores: Floats, transitions: Floats, lattice: Lattice) -> tuple[Floats, Floats]:
    """Return each sentence's log of the partition function, and for each token the probability to go on with a word."""
    edges = lattice.edges.tolist()
    (begin_begin, begin_inside), (inside_begin, inside_inside) = transitions.tolist()
    count = len(scores)
    forward = np.zeros((2, count))
    backward = np.zeros((2, count))
    forward[1, : edges[1]] = scores[: edges[1]]
    for position in range(1, len(edges) - 1):
        here = slice(edges[position], edges[position + 1])
        begin, inside = forward[:, edges[position - 1] : edges[position - 1] + here.stop - here.start]
        forward[0, here] = np.logaddexp(begin + begin_begin, inside + inside_begin)
        forward[1, here] = np.logaddexp(begin + begin_inside, inside + inside_inside) + scores[here]
    for position in range(len(edges) - 2, 0, -1):
        here = slice(edges[position], edges[position + 1])
        before = slice(edges[position - 1], edges[position - 1] + here.stop - here.start)
        begin, inside = backward[0, here], backward[1, here] + scores[here]
        backward[0, before] = np.logaddexp(begin_begin + begin, begin_inside + inside)
        backward[1, before] = np.logaddexp(inside_begin + begin, inside_inside + inside)
    log_sum = np.logaddexp(forward[0] + backward[0], forward[1] + backward[1])
    return log_sum[: edges[1]], np.exp(forward[1] + backward[1] - log_sum)


def to_arrays(layout: Layout, weights: Floats, unit: int, least: float) -> dict[str, npt.NDArray[Any]]:
    """Make a model's arrays: n-grams of little weight are left out, and weights become whole numbers.

    Args:
        layout: where the weights lie.
        weights: the weights.
        unit: how many whole numbers make one.
        least: an n-gram without a larger weight is left out, unless the lexicon has it.

    Returns:
        the arrays by name, as :class:`~vnjudnlp.segmentation.word_model.WordModel` reads them.
    """
    tables = layout.tables
    arrays: dict[str, npt.NDArray[Any]] = {}
    for name in (*NGRAM_PLACES, *PATTERN_SIZES):
        part = np.round(layout.part(weights, name) * unit)
        arrays[name] = np.clip(part, -32768, 32767).astype(np.int16)
    arrays["unigrams"][0] = 0
    flags = {"bigrams": tables.bigram_flags, "trigrams": tables.trigram_flags}
    kinds = tables.table.keys >> (4 * FORM_BITS)
    fours = np.flatnonzero(kinds == FOUR)
    fours = fours[np.argsort(tables.table.rows[fours])]
    keys, rows = [tables.table.keys[fours]], [tables.table.rows[fours]]
    for name, kind in _NGRAM_KINDS.items():
        of_kind = np.flatnonzero(kinds == kind)
        row = tables.table.rows[of_kind]
        order = np.argsort(row)
        row_keys = tables.table.keys[of_kind][order]
        kept = np.abs(arrays[name][1:]).max(axis=1) > least * unit
        if name in flags:
            kept |= flags[name][1:] > 0
            arrays[f"{name[:-1]}_flags"] = np.append(np.uint8(0), flags[name][1:][kept])
        arrays[name] = np.concatenate([np.zeros_like(arrays[name][:1]), arrays[name][1:][kept]])
        keys.append(row_keys[kept])
        rows.append(np.arange(1, int(kept.sum()) + 1, dtype=np.int32))
    arrays["keys"], arrays["rows"] = np.concatenate(keys), np.concatenate(rows)
    return arrays
