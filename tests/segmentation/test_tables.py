"""Tables of n-grams and the best sequence of labels: against what is plainly right."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnjudnlp.segmentation.tables import MOST_FORMS, KeyTable, pack, shifted
from vnjudnlp.segmentation.viterbi import Lattice, inside_words

KEYS = st.integers(0, 2**62)


@given(st.sets(KEYS, max_size=200), st.lists(KEYS, max_size=50), st.floats(0.1, 0.95))
def test_a_table_finds_what_was_put_into_it(keys: set[int], others: list[int], load: float) -> None:
    ordered = np.array(sorted(keys), dtype=np.int64)
    rows = np.arange(1, len(ordered) + 1, dtype=np.int32)
    table = KeyTable.build(ordered, rows, load)
    asked = np.array([*sorted(keys), *others], dtype=np.int64)
    expected = {key: row for row, key in enumerate(sorted(keys), 1)}
    assert table.find(asked).tolist() == [expected.get(key, 0) for key in asked.tolist()]
    assert len(table.keys) & (len(table.keys) - 1) == 0


def test_a_nearly_full_table_is_still_right() -> None:
    keys = np.arange(0, 15 * 1024, 1024, dtype=np.int64)
    table = KeyTable.build(keys, np.arange(1, 16, dtype=np.int32), load=0.95)
    assert table.find(keys).tolist() == list(range(1, 16))
    assert table.find(keys + 1).tolist() == [0] * 15


@given(st.lists(st.tuples(st.integers(0, 3), st.lists(st.integers(0, MOST_FORMS - 1), min_size=1, max_size=4))))
def test_different_ngrams_of_one_length_have_different_keys(ngrams: list[tuple[int, list[int]]]) -> None:
    keys = {}
    for kind, forms in ngrams:
        key = int(pack(kind, *(np.array([form]) for form in forms))[0])
        assert key >= 0
        assert keys.setdefault((key, len(forms)), (kind, forms)) == (kind, forms)


@given(st.lists(st.integers(-9, 9), max_size=6), st.integers(-3, 3))
def test_shifted(values: list[int], distance: int) -> None:
    found = shifted(np.array(values, dtype=np.int64), distance).tolist()
    places = [index + distance for index in range(len(values))]
    assert found == [values[place] if 0 <= place < len(values) else 0 for place in places]


SENTENCES = st.lists(st.lists(st.integers(-6, 6), min_size=1, max_size=6), min_size=1, max_size=5)
PAIRS = st.lists(st.integers(-5, 5), min_size=4, max_size=4)


@pytest.mark.parametrize("dtype", [np.int32, np.float64])
@given(sentences=SENTENCES, pairs=PAIRS)
def test_no_sequence_is_better_than_the_best(sentences: list[list[int]], pairs: list[int], dtype: type) -> None:
    transitions = np.array(pairs).reshape(2, 2)
    lengths = [len(sentence) for sentence in sentences]
    first = np.cumsum([0, *lengths])[:-1]
    scores = np.array([score for sentence in sentences for score in sentence], dtype=dtype)
    found = inside_words(scores, transitions, Lattice.of_sentences(first, len(scores)))

    def value(sentence: list[int], labels: tuple[int, ...]) -> int:
        total = sum(score for score, label in zip(sentence, labels, strict=True) if label)
        return total + sum(int(transitions[pair]) for pair in pairwise(labels))

    for start, sentence in zip(first.tolist(), sentences, strict=True):
        labels = tuple(found[start : start + len(sentence)].astype(int).tolist())
        assert labels[0] == 0
        others = (value(sentence, (0, *rest)) for rest in product((0, 1), repeat=len(sentence) - 1))
        assert value(sentence, labels) == max(others)


def test_no_sentences() -> None:
    lattice = Lattice.of_sentences(np.zeros(0, dtype=np.int64), 0)
    assert inside_words(np.zeros(0, dtype=np.int32), np.zeros((2, 2)), lattice).tolist() == []
