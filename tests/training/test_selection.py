"""Choosing documents: what is chosen, that it is the same each time, and what is left out."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from vnjudnlp.errors import InputError, RecordError, ResourceError
from vnjudnlp.records import Entity, Record
from vnjudnlp.training.candidates import Candidate, Pool, by_uncertainty
from vnjudnlp.training.coverage import take_by_coverage
from vnjudnlp.training.likeness import LikenessIndex, describe_texts, resemblance
from vnjudnlp.training.selection import STRATEGIES, Selection, Strategy, select_documents

SYLLABLES = (
    "ba bàn bảo biên cai cẩn chi công dân đất điều gia hà hộ kiện lan lý minh nam nga quý sơn tâm thu vân xã".split()
)


def text_of(seed: int, length: int = 40, first: int = 0, stop: int | None = None) -> str:
    draw = random.Random(seed)
    return " ".join(draw.choice(SYLLABLES[first:stop]) for _ in range(length))


def scored(number: int, *scores: float, text: str | None = None) -> Record:
    text = text or text_of(number)
    return Record(str(number), text, entities=[Entity(0, 2, "PERSON", score=score, source="model") for score in scores])


def marks(found: Selection, name: str = "rank") -> list[object]:
    return [record.extra["selection"][name] for record in found.records]


def ids(found: Selection) -> list[str]:
    return [record.id for record in found.records]


@pytest.fixture(scope="module")
def corpus() -> list[Record]:
    draw = random.Random(7)
    return [
        scored(number, *(draw.random() for _ in range(3)), text=text_of(number, 20 + number)) for number in range(80)
    ]


def test_uncertain_documents_come_first_for_their_length() -> None:
    records = [
        scored(0, 0.99, 0.98),
        scored(1, 0.5, 0.5, text=text_of(1, 600)),
        scored(2, 0.6),
        scored(3, 0.2, 0.9),
        scored(4, 0.9, text="ba lan"),
    ]
    found = select_documents(records, count=3, strategy="uncertainty", random_share=0)
    assert ids(found) == ["3", "2", "4"]
    assert found.records[0].extra["selection"] == {
        "strategy": "uncertainty",
        "rank": 1,
        "uncertainty": 1.0,
        "expected_mistakes": 0.9,
        "syllables": 40,
        "seed": 0,
    }
    assert found.records[0].entities == records[3].entities
    assert "selection" not in records[3].extra


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_the_order_of_the_input_does_not_matter(corpus: list[Record], strategy: Strategy) -> None:
    first = select_documents(corpus, count=12, strategy=strategy, seed=3)
    again = select_documents(iter(corpus[::-1]), count=12, strategy=strategy, seed=3)
    assert first.records == again.records
    assert marks(first) == list(range(1, 13))
    assert len(set(ids(first))) == 12
    assert ids(select_documents(corpus, count=12, strategy=strategy, seed=4)) != ids(first)


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_the_random_share_is_the_sample_that_random_draws(corpus: list[Record], strategy: Strategy) -> None:
    found = select_documents(corpus, count=10, strategy=strategy, random_share=0.3)
    drawn = [record.id for record in found.records if record.extra["selection"]["strategy"] == "random"]
    alone = select_documents(corpus, count=10, strategy="random")
    assert drawn == ids(alone)[: len(drawn)]
    assert len(drawn) == (10 if strategy == "random" else 3)
    # they are spread over the others
    if strategy != "random":
        assert [rank for rank, how in enumerate(marks(found, "strategy")) if how == "random"] == [1, 5, 8]


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_a_budget_of_syllables_is_kept(corpus: list[Record], strategy: Strategy) -> None:
    found = select_documents(corpus, syllables=500, strategy=strategy)
    length = sum(len(record.text.split()) for record in found.records)
    assert 400 < length <= 500
    few = select_documents(corpus, count=3, syllables=500, strategy=strategy)
    assert len(few.records) == 3
    assert select_documents(corpus, syllables=10, strategy=strategy).records == []


def test_random_draws_from_all_alike() -> None:
    records = [scored(number, 0.5) for number in range(40)]
    counts = dict.fromkeys(range(40), 0)
    for seed in range(60):
        for record in select_documents(records, count=10, strategy="random", seed=seed).records:
            counts[int(record.id)] += 1
    assert sum(counts.values()) == 600
    # 15 of each are expected, with a deviation of 3.4
    assert min(counts.values()) > 2
    assert max(counts.values()) < 30


def test_diversity_takes_one_of_each_kind() -> None:
    kinds = [(0, 6), (6, 12), (12, 18), (18, 25)]
    records = [
        scored(100 * kind + number, 0.5, text=text_of(100 * kind + number, 60, *edges))
        for kind, edges in enumerate(kinds)
        for number in range(3 + 9 * (kind == 0))
    ]
    found = select_documents(records, count=4, strategy="diversity", random_share=0)
    assert sorted(int(name) // 100 for name in ids(found)) == [0, 1, 2, 3]
    # what is annotated already is covered
    rest = select_documents(records, count=2, strategy="diversity", random_share=0, exclude=found.records[:2])
    kinds_before = {int(name) // 100 for name in ids(found)[:2]}
    assert kinds_before.isdisjoint(int(name) // 100 for name in ids(rest))
    mixed = select_documents(records, count=4, strategy="mixed", random_share=0)
    assert sorted(int(name) // 100 for name in ids(mixed)) == [0, 1, 2, 3]


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_near_duplicates_are_left_out(strategy: Strategy) -> None:
    text = text_of(1, 120)
    copies = [scored(number, 0.1, text=f"{text} {text_of(number, 4)}") for number in range(10, 40)]
    others = [scored(number, 0.8) for number in range(50, 54)]
    found = select_documents([*copies, *others], count=20, strategy=strategy)
    assert len(found.records) == 5
    assert sum(int(name) < 50 for name in ids(found)) == 1
    without = select_documents([*copies, *others], count=20, strategy=strategy, exclude=[Record("x", text.upper())])
    assert without.known == 30
    assert sorted(ids(without)) == ["50", "51", "52", "53"]


def test_the_same_id_is_chosen_once() -> None:
    records = [Record("a", text_of(1)), Record("a", text_of(2)), Record("b", text_of(3))]
    assert sorted(ids(select_documents(records, count=3))) == ["a", "b"]


def test_documents_without_spans_are_tagged_and_faults_reported() -> None:
    messages: list[str] = []
    first = Record("a", "Bà Phan Thu Hà họp ngày 12/4.")
    records: list[Record | RecordError] = [
        first,
        RecordError("b: faulty"),
        Record("c", " \n"),
        Record("d", "Không có gì."),
        Record("e", "half a pair \ud83d"),
    ]
    found = select_documents(records, count=5, report=messages.append)
    assert messages == ["b: faulty"]
    assert (found.documents, found.faulty, found.known, found.without_scores) == (3, 1, 0, 0)
    (tagged,) = [record for record in found.records if record.id == "a"]
    assert {entity.label for entity in tagged.entities} == {"PERSON", "DATE"}
    assert first.entities == []
    gold = Record("g", "Lê A họp", entities=[Entity(0, 4, "PERSON")])
    assert select_documents([gold], count=1).without_scores == 1
    assert select_documents([], count=1).records == []


def test_settings_are_checked() -> None:
    wrong: dict[str, Any]
    for wrong in ({"count": 0}, {"syllables": 0}, {"random_share": 1.5}, {"strategy": "best"}):
        with pytest.raises(InputError):
            select_documents([], **wrong)
    with pytest.raises(ResourceError):
        select_documents([], model="no such model")


def test_scores_that_are_none() -> None:
    records = [scored(0, float("nan"), 35.0, -2.0), scored(1, 0.9)]
    assert marks(select_documents(records, count=2, strategy="uncertainty"), "expected_mistakes") in (
        [1.0, 0.1],
        [0.1, 1.0],
    )


def candidates(number: int) -> Iterator[Candidate]:
    draw = random.Random(number)
    for index in range(number):
        text = text_of(index, 30)
        yield Candidate(Record(str(index), text), 30, draw.random(), describe_texts([text])[0], index)


def test_a_pool_keeps_the_best_and_no_more() -> None:
    pool = Pool(10, 0, by_uncertainty)
    offered = []
    for item in candidates(200):
        offered.append(item)
        pool.offer(item)
        assert len(pool.best()) == min(10, len(offered))
    assert pool.best() == sorted(offered, key=by_uncertainty, reverse=True)[:10]
    by_length = Pool(0, 100, by_uncertainty)
    for item in offered:
        by_length.offer(item)
    assert by_length.best() == pool.best()[:4]


def test_sketches_tell_resemblance() -> None:
    words = [f"từ{number}" for number in range(1000)]
    one, half, other = describe_texts([" ".join(words[:800]), " ".join(words[200:1000]), text_of(3, 300)])
    # 593 runs of eight in both of 993 in all
    assert resemblance(one.sketch, half.sketch) == pytest.approx(0.6, abs=0.2)
    assert resemblance(one.sketch, other.sketch) == 0
    index = LikenessIndex()
    index.add(1, other.sketch)
    index.add(2, one.sketch)
    assert index.find(one.sketch) == 2
    index.remove(2)
    assert index.find(one.sketch) is None
    assert describe_texts([""])[0].sketch.tolist() == []


def test_coverage_is_that_of_the_plain_greedy_algorithm() -> None:
    generator = np.random.default_rng(5)
    vectors = generator.random((40, 6), dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    taken: list[int] = []

    def take(index: int) -> bool | None:
        if len(taken) == 8:
            return None
        taken.append(index)
        return True

    costs = generator.integers(1, 4, 40).astype(np.float32)
    take_by_coverage(vectors, vectors, np.zeros(40, dtype=np.float32), costs, take)
    expected: list[int] = []
    covered = np.zeros(40)
    for _ in range(8):
        gains = np.maximum(vectors @ vectors.T - covered, 0).sum(axis=1) / costs
        gains[expected] = -1
        expected.append(int(gains.argmax()))
        covered = np.maximum(covered, vectors @ vectors[expected[-1]])
    assert taken == expected
