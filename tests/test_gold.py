"""How well people, titles, agencies and dates are found: floors that no change may fall below."""

from __future__ import annotations

from pathlib import Path

import pytest

from vnjudnlp.corpus import read_records
from vnjudnlp.evaluation import Evaluation, evaluate
from vnjudnlp.evaluation.prediction import predict
from vnjudnlp.resources import data_file

SEED_FLOOR = 0.97
DEV_FLOOR = 0.95
CORPUS_FLOOR = 0.93
CORPUS_ALL_LABELS_FLOOR = 0.915


def scores_of(path: Path) -> Evaluation:
    records = read_records(path)
    return evaluate(records, predict(records), resamples=0)


@pytest.mark.parametrize(("name", "floor"), [("seed.jsonl", SEED_FLOOR), ("dev.jsonl", DEV_FLOOR)])
def test_shared_gold(shared: Path, name: str, floor: float) -> None:
    assert scores_of(shared / "gold" / name).by_group["core"].strict.f1.value >= floor


def test_corpus() -> None:
    found = scores_of(Path(str(data_file("corpus"))))
    assert found.documents >= 600
    assert found.by_group["core"].strict.f1.value >= CORPUS_FLOOR
    assert found.by_group["all"].strict.f1.value >= CORPUS_ALL_LABELS_FLOOR
