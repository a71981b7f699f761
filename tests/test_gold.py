"""How well people, titles, agencies and dates are found: floors that no change may fall below."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

import vnjudnlp
from vnjudnlp.formats.markup import read_document
from vnjudnlp.records import CORE_LABELS, LABELS, Record
from vnjudnlp.resources import data_file

SEED_FLOOR = 0.97
DEV_FLOOR = 0.85
CORPUS_FLOOR = 0.90
CORPUS_ALL_LABELS_FLOOR = 0.88


def strict_f1(records: Iterable[Record], labels: Iterable[str] = CORE_LABELS) -> float:
    """Return the F1 score over all spans of these labels: start, end and label have to agree.

    Args:
        records: annotated documents.
        labels: the labels that count.

    Returns:
        a number between 0 and 1.
    """
    wanted = set(labels)
    documents = list(records)
    tagged = vnjudnlp.tag([record.text for record in documents], [record.doc_date for record in documents])
    right = expected = found = 0
    for record, entities in zip(documents, tagged, strict=True):
        gold = {(entity.start, entity.end, entity.label) for entity in record.entities if entity.label in wanted}
        spans = {(entity.start, entity.end, entity.label) for entity in entities if entity.label in wanted}
        right += len(gold & spans)
        expected += len(gold)
        found += len(spans)
    return 2 * right / (expected + found)


def gold_records(folder: Path, name: str) -> list[Record]:
    lines = (folder / "gold" / name).read_text(encoding="utf-8").splitlines()
    return [Record.from_dict(json.loads(line)) for line in lines if line.strip()]


def corpus_records() -> list[Record]:
    records = [read_document(path) for path in sorted(Path(str(data_file("corpus"))).glob("*/*.txt"))]
    assert len(records) >= 80
    return records


@pytest.mark.parametrize(("name", "floor"), [("seed.jsonl", SEED_FLOOR), ("dev.jsonl", DEV_FLOOR)])
def test_shared_gold(shared: Path, name: str, floor: float) -> None:
    assert strict_f1(gold_records(shared, name)) >= floor


def test_corpus() -> None:
    assert strict_f1(corpus_records()) >= CORPUS_FLOOR


def test_corpus_with_all_labels() -> None:
    assert strict_f1(corpus_records(), LABELS) >= CORPUS_ALL_LABELS_FLOOR


def test_the_scorer_counts_spans() -> None:
    text = "bị cáo Nguyễn Văn A"
    person = vnjudnlp.tag(text)
    assert [(entity.start, entity.end, entity.label) for entity in person] == [(7, 19, "PERSON")]
    assert strict_f1([Record("right", text, entities=person)]) == 1
    assert strict_f1([Record("right", text, entities=person), Record("missed", "Hết.", entities=person)]) == pytest.approx(2 / 3)
    assert strict_f1([Record("wrong", text, entities=person)], ["DATE", "PERSON"]) == 1
