"""Scores on the gold: not below what was reached."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.people.gold_scoring import report
from tests.people.gold_spans import batch_of
from vnjudnlp.corpus import read_records
from vnjudnlp.people import find_facts

PROJECT = Path(__file__).parents[2]
FLOORS = {
    "first.json": {"people precision": 0.99, "people recall": 0.98, "offices precision": 0.97, "offices recall": 0.97},
    "second.json": {"people precision": 0.99, "people recall": 0.97, "offices precision": 0.92, "offices recall": 0.89},
}


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_gold(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    gold = json.loads((PROJECT / "tests" / "people" / "gold" / name).read_text(encoding="utf-8"))
    paths = [PROJECT / "data" / "corpus" / key.rsplit("-", 1)[0] / f"{key}.txt" for key in gold]
    records = read_records(paths)
    facts = {record.id: item for record, item in zip(records, find_facts(batch_of(records)), strict=True)}
    scores = report(gold, facts, {record.id: record.text for record in records})
    floors = {**FLOORS[name], "case precision": 0.97, "case recall": 0.96}
    assert {key: scores[key] for key in floors if scores[key] < floors[key]} == {}, capsys.readouterr().out
