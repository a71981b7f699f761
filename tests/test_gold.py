"""How well people, titles, agencies and dates are found: floors that no change may fall below."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import vnjudnlp
from tools.score_corpus import Score, main, score
from vnjudnlp.formats.markup import read_document
from vnjudnlp.records import CORE_LABELS, LABELS, Entity, Record
from vnjudnlp.resources import data_file

SEED_FLOOR = 0.97
DEV_FLOOR = 0.95
CORPUS_FLOOR = 0.93
CORPUS_ALL_LABELS_FLOOR = 0.915


def gold_records(folder: Path, name: str) -> list[Record]:
    lines = (folder / "gold" / name).read_text(encoding="utf-8").splitlines()
    return [Record.from_dict(json.loads(line)) for line in lines if line.strip()]


def corpus_records() -> list[Record]:
    records = [read_document(path) for path in sorted(Path(str(data_file("corpus"))).glob("*/*.txt"))]
    assert len(records) >= 600
    return records


@pytest.mark.parametrize(("name", "floor"), [("seed.jsonl", SEED_FLOOR), ("dev.jsonl", DEV_FLOOR)])
def test_shared_gold(shared: Path, name: str, floor: float) -> None:
    assert score(gold_records(shared, name), CORE_LABELS).f1 >= floor


def test_corpus() -> None:
    assert score(corpus_records(), CORE_LABELS).f1 >= CORPUS_FLOOR


def test_corpus_with_all_labels() -> None:
    assert score(corpus_records(), LABELS).f1 >= CORPUS_ALL_LABELS_FLOOR


def test_the_scorer_counts_spans() -> None:
    text = "bị cáo Nguyễn Văn A"
    person = vnjudnlp.tag(text)
    assert [(entity.start, entity.end, entity.label) for entity in person] == [(7, 19, "PERSON")]
    right = Record("right", text, entities=person)
    missed = Record("missed", "Hết.", entities=[Entity(0, 3, "PERSON")])
    shorter = Record("shorter", text, entities=[Entity(7, 17, "PERSON")])
    other = Record("other", text, entities=[Entity(7, 19, "ORG")])
    assert score([right], ["PERSON"]) == (1, 1, 1)
    assert score([right], ["DATE"]) == (0, 0, 0)
    assert score([right, missed], ["PERSON"]) == (2, 1, 1)
    assert score([shorter], ["PERSON"]) == (1, 1, 0)
    assert score([other], ["PERSON", "ORG"]) == (1, 1, 0)


def test_scores() -> None:
    counts = Score(expected=4, found=2, right=1)
    assert (counts.precision, counts.recall, counts.f1) == (0.5, 0.25, pytest.approx(1 / 3))
    assert Score(0, 0, 0).f1 == 0


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 1
    (tmp_path / "a.txt").write_text("# id: a\n\nbị cáo [Nguyễn Văn A|PERSON]\n", encoding="utf-8")
    assert main([str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split() == ["PERSON", "1", "1.000", "1.000", "1.000"]
    assert lines[-1].startswith("1 documents, 5 syllables, ")
