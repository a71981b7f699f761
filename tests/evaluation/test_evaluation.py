"""The figures of an evaluation, against counting by hand and against another scorer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnjudnlp.corpus import read_records
from vnjudnlp.errors import InputError
from vnjudnlp.evaluation import Scores, evaluate, reliability
from vnjudnlp.evaluation.norms import same_norm
from vnjudnlp.formats.jsonl import write_record
from vnjudnlp.pipeline import tag_texts
from vnjudnlp.records import Entity, Record

TEXT = "x" * 100


def record(*spans: tuple[int, int, str], identifier: str = "a", **fields: object) -> Record:
    return Record(identifier, TEXT, entities=[Entity(*span) for span in spans], extra=dict(fields))


def f1(scores: Scores) -> tuple[float, float, float, float]:
    return tuple(getattr(scores, name).f1.value for name in ("strict", "relaxed", "partial", "overlap"))


def test_figures_by_hand() -> None:
    gold = record((0, 10, "PERSON"), (20, 30, "PERSON"), (40, 50, "DATE"), (60, 70, "X"))
    predicted = record((0, 10, "PERSON"), (20, 25, "PERSON"), (28, 32, "PERSON"), (40, 50, "X"))
    found = evaluate([gold], [predicted])
    assert found.labels == ("PERSON", "DATE", "X")
    person = found.by_label["PERSON"]
    assert (person.gold, person.predicted, person.right) == (2, 3, 1)
    assert (person.strict.precision.value, person.strict.recall.value) == (1 / 3, 1 / 2)
    assert (person.relaxed.precision.value, person.relaxed.recall.value) == (2 / 3, 1)
    assert (person.partial.precision.value, person.partial.recall.value) == (1.5 / 3, 1.5 / 2)
    assert (person.overlap.precision.value, person.overlap.recall.value) == (2.5 / 3, pytest.approx(1.7 / 2))
    assert f1(found.by_label["DATE"]) == (0, 0, 0, 0)
    assert (found.by_group["core"].gold, found.by_group["core"].predicted) == (3, 3)
    assert (found.by_group["all"].gold, found.by_group["all"].predicted, found.by_group["all"].right) == (4, 4, 1)
    assert found.same_offsets.to_dict() == {
        "PERSON": {"PERSON": 1, "missed": 1},
        "DATE": {"X": 1},
        "X": {"missed": 1},
        "spurious": {"PERSON": 2},
    }
    assert found.overlapping.to_dict()["PERSON"] == {"PERSON": 2}
    assert found.overlapping.to_dict()["spurious"] == {"PERSON": 1}
    kinds = [(mistake.kind, (mistake.gold or mistake.predicted).start) for mistake in found.mistakes]
    assert kinds == [("wrong edge", 20), ("spurious", 28), ("wrong label", 40), ("missed", 60)]
    assert found.kinds["wrong label"] == {"DATE": 1}


def test_wrong_label_and_edge_and_the_best_pair() -> None:
    gold = record((0, 10, "X"), (20, 30, "X"))
    predicted = record((0, 4, "X"), (5, 10, "X"), (21, 30, "Y"))
    found = evaluate([gold], [predicted])
    assert [(m.kind, m.predicted and m.predicted.start) for m in found.mistakes] == [
        ("spurious", 0),
        ("wrong edge", 5),
        ("wrong label and edge", 21),
    ]


def test_norms() -> None:
    gold = Record(
        "a", TEXT, entities=[Entity(0, 3, "DATE", "2022"), Entity(5, 8, "AGENCY", "Toà án"), Entity(9, 12, "DATE")]
    )
    predicted = Record(
        "a",
        TEXT,
        entities=[Entity(0, 3, "DATE", "2021"), Entity(5, 8, "AGENCY", "tòa  án"), Entity(9, 12, "DATE", "1")],
    )
    found = evaluate([gold], [predicted])
    assert (found.by_label["DATE"].norms, found.by_label["DATE"].norm.value) == (1, 0)
    assert (found.by_group["all"].norms, found.by_group["all"].norm.value) == (2, 0.5)
    assert evaluate([record()], [record()], labels=["X"]).by_label["X"].norm is None
    assert not same_norm("quý", "qúi")


def test_nothing_expected_and_nothing_found() -> None:
    found = evaluate([record()], [record()], labels=["X"])
    assert f1(found.by_label["X"]) == (1, 1, 1, 1)


def test_partial_annotation() -> None:
    gold = record((0, 5, "X"), labels=["X"])
    predicted = record((0, 5, "X"), (10, 15, "Y"))
    found = evaluate([gold, record((0, 5, "Y"), identifier="b")], [predicted])
    assert (found.by_label["Y"].gold, found.by_label["Y"].predicted) == (1, 0)
    assert [mistake.id for mistake in found.mistakes] == ["b"]
    assert found.not_predicted == ("b",)


def test_fields() -> None:
    gold = [
        record((0, 5, "X"), identifier="a", genre="news", year=2020),
        record((0, 5, "X"), identifier="b", genre="court"),
    ]
    found = evaluate(gold, [record((0, 5, "X"))], by=["genre", "year"])
    assert {value: rows["all"].strict.f1.value for value, rows in found.by_field["genre"].items()} == {
        "court": 0,
        "news": 1,
    }
    assert list(found.by_field["year"]) == ["(none)", "2020"]
    json.dumps(found.to_dict(), allow_nan=False)
    with pytest.raises(InputError, match="no document has the field 'court'; the fields are genre, year"):
        evaluate(gold, gold, by=["court"])


def test_input_that_does_not_fit() -> None:
    with pytest.raises(InputError, match="no gold documents"):
        evaluate([], [])
    with pytest.raises(InputError, match="a: the texts of the two sides differ"):
        evaluate([record()], [Record("a", "other")])
    with pytest.raises(InputError, match="two documents of one side have the id 'a'"):
        evaluate([record()], [record(), record()])
    with pytest.raises(InputError, match="no document has the same id"):
        evaluate([record()], [record(identifier="b")])
    assert evaluate([record()], [record(), record(identifier="b")]).not_gold == ("b",)
    assert evaluate([Record("a", "một\nhai\n")], [Record("a", "một hai")]).documents == 1


def test_intervals() -> None:
    gold = [record((0, 5, "X"), (10, 15, "Y"), identifier=str(number)) for number in range(200)]
    predicted = [record(*[(0, 5, "X")] * (number % 2), identifier=str(number)) for number in range(200)]
    recall = evaluate(gold, predicted).by_label["X"].strict.recall
    # the normal approximation for a share of one half among 200
    assert recall.value == 0.5
    assert recall.low == pytest.approx(0.5 - 1.96 * (0.25 / 200) ** 0.5, abs=0.01)
    assert recall.high == pytest.approx(0.5 + 1.96 * (0.25 / 200) ** 0.5, abs=0.01)
    assert evaluate(gold, predicted).to_dict() == evaluate(gold, predicted).to_dict()
    few = [evaluate(gold, predicted, seed=seed, resamples=20).by_label["X"].strict.recall for seed in (1, 2)]
    assert few[0] != few[1]
    without = evaluate(gold, predicted, resamples=0).by_label["X"].strict.recall
    assert without.low == without.value == without.high


SPANS = st.lists(
    st.tuples(st.integers(0, 9), st.integers(1, 9), st.integers(0, 3), st.sampled_from(["X", "Y", "DATE"])), max_size=12
)


def spans_of(parts: list[tuple[int, int, int, str]]) -> list[tuple[int, int, str]]:
    spans, position = [], 0
    for gap, length, _, label in parts:
        if position + gap + length <= 100:
            spans.append((position + gap, position + gap + length, label))
            position += gap + length
    return spans


@given(SPANS, SPANS)
def test_properties_of_the_figures(gold_parts: list, predicted_parts: list) -> None:
    gold, predicted = record(*spans_of(gold_parts)), record(*spans_of(predicted_parts))
    found = evaluate([gold], [predicted], resamples=0)
    turned = evaluate([predicted], [gold], resamples=0)
    for name, scores in {**found.by_label, **found.by_group}.items():
        strict, relaxed, partial, overlap = f1(scores)
        assert strict <= partial <= relaxed
        assert strict <= overlap <= 1
        other = {**turned.by_label, **turned.by_group}[name]
        assert scores.relaxed.precision.value == other.relaxed.recall.value
        assert scores.overlap.precision.value == pytest.approx(other.overlap.recall.value)
    assert found.overlapping.counts[:-1].sum() == len(gold.entities)
    assert found.same_offsets.counts[:, :-1].sum() == len(predicted.entities)
    assert (len(found.mistakes) == 0) == (found.by_group["all"].strict.f1.value == 1)


def test_the_same_figures_as_the_shared_scorer(shared: Path, tmp_path: Path) -> None:
    script = shared / "eval" / "score.py"
    if not script.is_file():
        pytest.skip(f"no scorer in {script.parent}")
    gold = read_records([shared / "gold" / "dev.jsonl", shared / "gold" / "seed.jsonl"])
    tagged = tag_texts((item.text, item.doc_date) for item in gold)
    predicted = [Record(item.id, item.text, entities=found) for item, (found, _) in zip(gold, tagged, strict=True)]
    # one document is not predicted, and each third span is one character too long or has lost its normal form
    del predicted[-1]
    for item in predicted:
        item.entities[::3] = [
            Entity(e.start, e.end - (e.end - e.start > 1), e.label, e.norm) for e in item.entities[::3]
        ]
        item.entities[1::3] = [Entity(e.start, e.end, e.label) for e in item.entities[1::3]]
    for name, records in (("gold", gold), ("predicted", predicted)):
        (tmp_path / name).write_text("".join(f"{write_record(item)}\n" for item in records), encoding="utf-8")
    labels = ("PERSON", "TITLE", "AGENCY", "DATE", "ORG", "LOC", "LAW", "CASE", "MONEY")
    for chosen in (labels[:4], labels):
        process = subprocess.run(
            [sys.executable, script, tmp_path / "gold", tmp_path / "predicted", "--json", "--labels", ",".join(chosen)],
            check=True,
            capture_output=True,
        )
        expected = json.loads(process.stdout)
        found = evaluate(gold, predicted, labels=chosen, resamples=0)
        for name, scores in (*found.by_label.items(), ("micro", found.by_group["all"])):
            assert expected[name] == {
                "gold": scores.gold,
                "predicted": scores.predicted,
                "p": scores.strict.precision.value,
                "r": scores.strict.recall.value,
                "f1": scores.strict.f1.value,
                "relaxed_f1": scores.relaxed.f1.value,
                "norm": scores.norm.value if scores.norm else None,
            }
    assert evaluate(gold, predicted).by_group["core"].strict.f1.value < 0.9


def scored(*spans: tuple[int, int, float]) -> Record:
    return Record("a", TEXT, entities=[Entity(start, end, "X", None, score) for start, end, score in spans])


def test_reliability() -> None:
    gold = record((0, 5, "X"), (10, 15, "X"), (20, 25, "X"))
    found = reliability([gold], [scored((0, 5, 0.7), (10, 14, 0.75), (20, 25, 1.0), (30, 35, 0.0))])
    assert [(item.low, item.spans, item.accuracy) for item in found.bins if item.spans] == [
        (0, 1, 0),
        (0.7, 2, 0.5),
        (0.9, 1, 1),
    ]
    assert found.bins[7].mean_score == pytest.approx(0.725)
    assert found.expected_calibration_error == pytest.approx(2 * (0.725 - 0.5) / 4)
    assert reliability([gold], [scored()]).expected_calibration_error == 0
    assert len(reliability([gold], [scored()], bins=3).bins) == 3
    with pytest.raises(InputError, match=r"1\.5 is not between 0 and 1"):
        reliability([gold], [scored((0, 5, 1.5))])
    assert evaluate([gold], [scored((0, 5, 1.5))]).reliability is None
    with pytest.raises(ValueError, match="at least one bin"):
        reliability([gold], [gold], bins=0)
