"""Fitting of the span model: which features get weights, and the weights, by maximum likelihood of a linear chain.

The model is a conditional random field (Lafferty, McCallum and Pereira 2001) with a squared penalty, fitted with
L-BFGS. Where a document has been annotated with some labels only, a token outside their spans may have any other
label: the likelihood is the sum over all sequences that agree with the annotation (Tsuboi et al. 2008).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from vnjudnlp.batch import Batch, BoolArray, IntArray
from vnjudnlp.segmentation.forms import PAD, UNKNOWN, CaseClass, describe
from vnjudnlp.segmentation.tables import MOST_FORMS
from vnjudnlp.segmentation.viterbi import Lattice
from vnjudnlp.tagging.chain import IMPOSSIBLE, Chain, last_of_chains
from vnjudnlp.tagging.features import TEMPLATES, Columns
from vnjudnlp.tagging.tags import OUTSIDE, Place, tag_count

__all__ = ["Fitted", "Sample", "collect_features", "fit_chain", "inert_forms", "vocabulary"]

_PAD_NAME, _UNKNOWN_NAME = "<pad>", "<unknown>"

_FREQUENT = 50
"""How often a feature has to occur to have a weight for every tag."""

_BEGUN, _NAMED = 0.01, 0.05
"""In which share of its occurrences a form may begin a span, or be in one, and still be inert."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Tokens to learn from.

    Attributes:
        keys: for each template int64, shape ``(tokens,)``: the keys of the features.
        tags: int64, shape ``(tokens,)``: the tags.
        pieces: int64: index of each chain's first token.
        open_tags: bool, shape ``(tokens, tags)``: which other tags a token outside all spans may have; None if every
            document is annotated in full.
    """

    keys: list[IntArray]
    tags: IntArray
    pieces: IntArray
    open_tags: BoolArray | None = None


@dataclass(frozen=True, slots=True)
class Fitted:
    """What was learned.

    Attributes:
        keys: for each template int64: the keys of the features that have weights, in order.
        weights: float32, shape ``(features, tags)``, those of the first template first.
        chain: the transitions.
    """

    keys: list[IntArray]
    weights: npt.NDArray[np.float32]
    chain: Chain


def vocabulary(batches: list[Batch], least: int) -> dict[str, int]:
    """Number the forms that occur often enough.

    Args:
        batches: the texts to learn from.
        least: how often a form has to occur.

    Returns:
        the numbers by form, in order of the alphabet behind those of a pad and of a form that is not known.
    """
    counts: Counter[str] = Counter()
    for batch in batches:
        occurrences = np.bincount(batch.tokens.type, minlength=len(batch.tokens.types)).tolist()
        for token, count in zip(batch.tokens.types, occurrences, strict=True):
            counts[describe(token.form, token.kind, token.shape)[0]] += count
    frequent = sorted(counts, key=lambda form: (-counts[form], form))[: MOST_FORMS - 2]
    forms = {_PAD_NAME: PAD, _UNKNOWN_NAME: UNKNOWN}
    for form in sorted(form for form in frequent if counts[form] >= least):
        forms[form] = len(forms)
    return forms


def inert_forms(columns: list[Columns], tags: list[IntArray], size: int, least: int = 3) -> BoolArray:
    """Find the forms that in small letters hardly ever are the first of a span or inside one.

    Args:
        columns: the tokens of each batch.
        tags: int64 arrays: their tags.
        size: how many forms there are.
        least: how often a form has to occur for that.

    Returns:
        bool, shape ``(size,)``.
    """
    seen, named, begun = (np.zeros(size, dtype=np.int64) for _ in range(3))
    for column, tag in zip(columns, tags, strict=True):
        values = {name: values[column.position] for name, values in column.values.items()}
        small = (values["case"] == CaseClass.LOWER) & (values["grammar"] <= 1)
        place = np.where(tag == OUTSIDE, 0, (tag - 1) % 4 + 1)
        for counts, chosen in ((seen, small), (named, small & (place > 0))):
            counts += np.bincount(values["form"][chosen], minlength=size)
        first = small & ((place == Place.BEGIN) | (place == Place.UNIT))
        begun += np.bincount(values["form"][first], minlength=size)
    inert: BoolArray = (seen >= least) & (begun <= _BEGUN * seen) & (named <= _NAMED * seen)
    inert[PAD] = False
    return inert


def collect_features(keys: list[list[IntArray]], least: int) -> list[IntArray]:
    """Collect the features that occur often enough.

    Args:
        keys: for each batch, for each template the keys of its tokens.
        least: how often a feature has to occur.

    Returns:
        for each template int64: the keys, in order.
    """
    result = []
    for number in range(len(TEMPLATES)):
        found, counts = np.unique(np.concatenate([batch[number] for batch in keys]), return_counts=True)
        result.append(found[counts >= least])
    return result


def _matrix(sample: Sample, features: list[IntArray]) -> Any:
    """Return the features of the tokens as a sparse matrix of ones, shape ``(tokens, features)``."""
    from scipy.sparse import csr_matrix

    rows, columns, before = [], [], 0
    for keys, known in zip(sample.keys, features, strict=True):
        if len(known):
            place = np.minimum(np.searchsorted(known, keys), len(known) - 1)
            hit = np.flatnonzero(known[place] == keys)
            rows.append(hit)
            columns.append(place[hit] + before)
        before += len(known)
    row, column = np.concatenate(rows), np.concatenate(columns)
    return csr_matrix((np.ones(len(row), dtype=np.float32), (row, column)), shape=(len(sample.tags), before))


def fit_chain(
    sample: Sample,
    features: list[IntArray],
    labels: int,
    *,
    penalty: float,
    iterations: int,
    progress: Callable[[int], None] | None = None,
) -> Fitted:
    """Fit the weights of features and transitions.

    Args:
        sample: the tokens.
        features: what :func:`collect_features` found.
        labels: how many labels there are.
        penalty: how much a squared weight costs.
        iterations: how many steps of L-BFGS are made at most.
        progress: called with the number of steps that are done.

    Returns:
        what was learned.
    """
    from scipy.optimize import minimize

    lattice = Lattice.of_sentences(sample.pieces, len(sample.tags))
    matrix = _matrix(sample, features)[lattice.order]
    size, count = tag_count(labels), matrix.shape[1]
    open_tags = None if sample.open_tags is None else sample.open_tags[lattice.order]
    objective = _Objective(matrix, sample.tags[lattice.order], lattice, labels, open_tags)
    free = _free_weights(objective, np.asarray(matrix.sum(axis=0)).ravel())
    free_count = int(free.sum())
    weights = np.zeros((count, size), dtype=np.float32)

    def loss(point: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        weights[free] = point[:free_count]
        parameters = point[free_count:]
        value, gradient, slope = objective(weights, parameters)
        value += 0.5 * penalty * (float(np.square(weights, dtype=np.float64).sum()) + float(parameters @ parameters))
        gradient += penalty * weights
        return value, np.concatenate([gradient[free].astype(np.float64), slope + penalty * parameters])

    steps = 0

    def step(_: npt.NDArray[np.float64]) -> None:
        nonlocal steps
        steps += 1
        if progress is not None:
            progress(steps)

    start = np.zeros(free_count + Chain.parameter_count(labels))
    found = minimize(
        loss, start, jac=True, method="L-BFGS-B", callback=step, options={"maxiter": iterations, "maxcor": 10}
    ).x
    weights[free] = found[:free_count]
    return Fitted(features, weights, Chain(labels, found[free_count:].astype(np.float32)))


def _free_weights(objective: _Objective, frequency: npt.NDArray[Any]) -> BoolArray:
    """Say which weights are fitted: of a seldom feature only those of the tags that it occurs with.

    A feature speaks against a tag by speaking for others; the weights of tags that it never occurs with make memory
    and time, and little else.
    """
    if objective.forbidden is not None:
        return np.ones((len(frequency), objective.tag_count), dtype=np.bool_)
    free: BoolArray = np.asarray(objective.transposed @ objective.observed) > 0
    free |= (frequency >= _FREQUENT)[:, None]
    return free


class _Objective:
    """The negative log-likelihood of annotated chains, with its gradient.

    Args:
        matrix: the features of the tokens, sparse, shape ``(tokens, features)``; rows in the order of the lattice.
        tags: int64, shape ``(tokens,)``.
        lattice: the chains.
        labels: how many labels there are.
        open_tags: see :class:`Sample`; in the order of the lattice.
    """

    def __init__(self, matrix: Any, tags: IntArray, lattice: Lattice, labels: int, open_tags: BoolArray | None) -> None:
        self.matrix, self.transposed = matrix, matrix.T.tocsr()
        self.lattice, self.labels, self.tag_count = lattice, labels, tag_count(labels)
        self.forbidden: BoolArray | None = None
        self.tags = tags
        if open_tags is None:
            self.observed = np.zeros((len(tags), tag_count(labels)), dtype=np.float32)
            self.observed[np.arange(len(tags)), tags] = 1
            self.observed_pairs = _count_transitions(tags, lattice, Chain(labels))
        else:
            self.forbidden = ~open_tags
            self.forbidden[tags != OUTSIDE] = True
            self.forbidden[np.arange(len(tags)), tags] = False

    def __call__(
        self, weights: npt.NDArray[np.float32], parameters: npt.NDArray[np.float64]
    ) -> tuple[float, npt.NDArray[np.float32], npt.NDArray[np.float64]]:
        """Return the value, its gradient by the weights and its gradient by the parameters of the transitions."""
        chain = Chain(self.labels, parameters)
        scores = self.matrix @ weights
        posterior = chain.posterior(scores, self.lattice)
        expected_pairs = chain.expected_transitions(posterior, self.lattice)
        if self.forbidden is None:
            agreed = float(scores[np.arange(len(scores)), self.tags].sum(dtype=np.float64))
            agreed += float(parameters @ self.observed_pairs)
            observed, observed_pairs = self.observed, self.observed_pairs
        else:
            scores[self.forbidden] = IMPOSSIBLE
            agreeing = chain.posterior(scores, self.lattice)
            agreed = agreeing.log_partition
            observed, observed_pairs = agreeing.tags, chain.expected_transitions(agreeing, self.lattice)
        gradient = self.transposed @ (posterior.tags - observed)
        return posterior.log_partition - agreed, gradient, expected_pairs - observed_pairs


def _count_transitions(tags: IntArray, lattice: Lattice, chain: Chain) -> npt.NDArray[np.float64]:
    """Return how often each kind of transition occurs, those from and to the outside of a chain included."""
    edges = lattice.edges
    width = np.diff(edges)
    inner = np.arange(edges[1] if len(width) else 0, len(tags))
    before = inner - np.repeat(width[:-1], width[1:])
    kinds = np.concatenate(
        [
            chain.kind[tags[before], tags[inner]],
            chain.kind[OUTSIDE, tags[: edges[1] if len(width) else 0]],
            chain.kind[tags[last_of_chains(lattice)], OUTSIDE],
        ]
    )
    return np.bincount(kinds, minlength=len(chain.parameters)).astype(np.float64)
