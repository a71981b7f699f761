"""The chain of tags against all sequences written out: the best one, probabilities, expected transitions."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from vnjudnlp.segmentation.viterbi import Lattice
from vnjudnlp.tagging.chain import Chain
from vnjudnlp.tagging.span_model import span_probabilities
from vnjudnlp.tagging.tags import spans_of, tag_count, tags_of

LABELS = 2


def sequences(chain: Chain, scores: np.ndarray) -> list[tuple[tuple[int, ...], float]]:
    """Return every possible sequence of tags of one chain with its score."""
    found = []
    for tags in itertools.product(range(tag_count(LABELS)), repeat=len(scores)):
        path = (0, *tags, 0)
        kinds = [int(chain.kind[before, behind]) for before, behind in itertools.pairwise(path)]
        if min(kinds) >= 0:
            total = sum(float(chain.parameters[kind]) for kind in kinds)
            found.append((tags, total + sum(float(scores[index, tag]) for index, tag in enumerate(tags))))
    return found


@pytest.fixture(params=range(5))
def case(request: pytest.FixtureRequest) -> tuple[Chain, np.ndarray, np.ndarray]:
    """A chain, scores of tokens and where the chains begin."""
    generator = np.random.default_rng(request.param)
    chain = Chain(LABELS, generator.normal(size=Chain.parameter_count(LABELS)) * 1.5)
    lengths = generator.integers(1, 5, size=4)
    scores = (generator.normal(size=(int(lengths.sum()), tag_count(LABELS))) * 2).astype(np.float32)
    return chain, scores, np.cumsum(lengths) - lengths


def test_best_sequence_is_the_best_of_all(case: tuple[Chain, np.ndarray, np.ndarray]) -> None:
    chain, scores, first = case
    lattice = Lattice.of_sentences(first, len(scores))
    tags = np.empty(len(scores), dtype=np.int64)
    tags[lattice.order] = chain.best(scores[lattice.order], lattice)
    for begin, end in itertools.pairwise([*first.tolist(), len(scores)]):
        best = max(sequences(chain, scores[begin:end]), key=lambda pair: pair[1])[0]
        assert tuple(tags[begin:end].tolist()) == best


def test_probabilities_are_shares_of_all_sequences(case: tuple[Chain, np.ndarray, np.ndarray]) -> None:
    chain, scores, first = case
    lattice = Lattice.of_sentences(first, len(scores))
    posterior = chain.posterior(scores[lattice.order], lattice)
    found = np.empty(scores.shape)
    found[lattice.order] = posterior.tags
    log_sum = 0.0
    expected_pairs = np.zeros(len(chain.parameters))
    for begin, end in itertools.pairwise([*first.tolist(), len(scores)]):
        every = sequences(chain, scores[begin:end])
        total = sum(np.exp(score) for _, score in every)
        log_sum += np.log(total)
        expected = np.zeros((end - begin, scores.shape[1]))
        for tags, score in every:
            expected[np.arange(end - begin), tags] += np.exp(score) / total
            for before, behind in itertools.pairwise((0, *tags, 0)):
                expected_pairs[chain.kind[before, behind]] += np.exp(score) / total
        assert found[begin:end] == pytest.approx(expected, abs=1e-4)
    assert posterior.log_partition == pytest.approx(log_sum, abs=1e-3)
    assert chain.expected_transitions(posterior, lattice) == pytest.approx(expected_pairs, abs=1e-3)


def test_probability_of_a_span_is_that_of_all_sequences_that_have_it(
    case: tuple[Chain, np.ndarray, np.ndarray],
) -> None:
    chain, scores, first = case
    edges = [*first.tolist(), len(scores)]
    for begin, end in itertools.pairwise(edges):
        every = sequences(chain, scores[begin:end])
        total = sum(np.exp(score) for _, score in every)
        for start, stop in itertools.combinations(range(end - begin + 1), 2):
            for label in range(LABELS):
                wanted = tags_of(np.array([start]), np.array([stop]), np.array([label]), end - begin)[start:stop]
                share = sum(np.exp(score) for tags, score in every if tags[start:stop] == tuple(wanted.tolist()))
                columns = (np.array([number]) for number in (begin + start, begin + stop, label))
                found = span_probabilities(chain, scores, first, *columns)
                assert found[0] == pytest.approx(share / total, abs=1e-4)


def test_no_tokens() -> None:
    chain = Chain(LABELS)
    lattice = Lattice.of_sentences(np.zeros(0, dtype=np.int64), 0)
    scores = np.zeros((0, tag_count(LABELS)), dtype=np.float32)
    assert chain.best(scores, lattice).tolist() == []
    assert chain.posterior(scores, lattice).log_partition == 0


def test_tags_and_spans_are_each_others_inverse() -> None:
    generator = np.random.default_rng(1)
    for _ in range(50):
        edges = np.sort(generator.choice(40, size=12, replace=False))
        first, stop = edges[::2], edges[1::2]
        label = generator.integers(0, 3, size=len(first))
        tags = tags_of(first, stop, label, 40)
        for wanted, found in zip((first, stop, label), spans_of(tags), strict=True):
            assert found.tolist() == wanted.tolist()
