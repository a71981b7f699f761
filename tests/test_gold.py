"""How well people, titles, agencies and dates are found: floors that no change may fall below."""

from __future__ import annotations

from pathlib import Path

import pytest

from vnjudnlp.corpus import read_records
from vnjudnlp.evaluation import Evaluation, evaluate
from vnjudnlp.evaluation.prediction import predict
from vnjudnlp.records import Record
from vnjudnlp.resources import data_file
from vnjudnlp.training import parts_of

SEED_FLOOR = 0.97
DEV_FLOOR = 0.95
# of the documents that the model did not learn from; those of the test part are looked at once per release
HELD_OUT_FLOOR = 0.955
HELD_OUT_ALL_LABELS_FLOOR = 0.945


def scores_of(records: list[Record]) -> Evaluation:
    return evaluate(records, predict(records), resamples=0)


@pytest.mark.parametrize(("name", "floor"), [("seed.jsonl", SEED_FLOOR), ("dev.jsonl", DEV_FLOOR)])
def test_shared_gold(shared: Path, name: str, floor: float) -> None:
    assert scores_of(read_records(shared / "gold" / name)).by_group["core"].strict.f1.value >= floor


def test_held_out_documents() -> None:
    records = read_records(Path(str(data_file("corpus"))))
    found = scores_of(parts_of(records, Path(str(data_file("corpus_splits.tsv"))))["dev"])
    assert found.documents >= 90
    assert found.by_group["core"].strict.f1.value >= HELD_OUT_FLOOR
    assert found.by_group["all"].strict.f1.value >= HELD_OUT_ALL_LABELS_FLOOR
