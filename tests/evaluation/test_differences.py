"""How two runs differ, and whether for the better."""

from __future__ import annotations

import json

import pytest

from vnjudnlp.errors import InputError
from vnjudnlp.evaluation import differences
from vnjudnlp.records import Entity, Record

TEXT = "x" * 100


def record(*spans: Entity, identifier: str = "a", **fields: object) -> Record:
    return Record(identifier, TEXT, entities=list(spans), extra=dict(fields))


SAME = Entity(90, 95, "X")


def changes(before: list[Entity], after: list[Entity], gold: list[Entity] | None = None) -> list[tuple]:
    found = differences(
        [record(*before, SAME)], [record(*after, SAME)], None if gold is None else [record(*gold, SAME)]
    )
    assert found.unchanged == 1
    return [(change.kind, change.what, change.label, change.verdict) for change in found.changes]


A, LONGER, OTHER = Entity(0, 5, "X"), Entity(0, 7, "X"), Entity(0, 5, "Y")
NORM, WRONG_NORM = Entity(0, 5, "X", "2022"), Entity(0, 5, "X", "2021")


@pytest.mark.parametrize(
    ("before", "after", "kind", "what", "by_gold"),
    [
        ([], [A], "gained", (), [([A], "right"), ([], "wrong"), ([LONGER], "wrong")]),
        ([A], [], "lost", (), [([A], "wrong"), ([], "right"), ([LONGER], "right")]),
        ([A], [LONGER], "changed", ("edge",), [([A], "wrong"), ([], "neither"), ([LONGER], "right")]),
        ([A], [OTHER], "changed", ("label",), [([OTHER], "right"), ([A], "wrong"), ([LONGER], "neither")]),
        ([WRONG_NORM], [NORM], "changed", ("norm",), [([NORM], "right"), ([WRONG_NORM], "wrong"), ([A], "neither")]),
        ([NORM], [OTHER], "changed", ("label", "norm"), [([NORM], "wrong")]),
        ([LONGER], [WRONG_NORM], "changed", ("edge", "norm"), [([NORM], "right")]),
    ],
)
def test_kinds_and_verdicts(before: list, after: list, kind: str, what: tuple, by_gold: list) -> None:
    label = (after or before)[0].label
    assert changes(before, after) == [(kind, what, label, None)]
    for gold, verdict in by_gold:
        assert changes(before, after, gold) == [(kind, what, label, verdict)]


def test_counts_and_documents_of_one_run() -> None:
    before = [record(A), record(A, identifier="b", labels=["Y"]), record(A, identifier="c")]
    after = [record(LONGER, Entity(20, 25, "X")), record(identifier="b"), record(A, identifier="d")]
    found = differences(before, after, [record(A), record(identifier="b", labels=["Y"])])
    assert (found.documents, found.only_before, found.only_after) == (2, ("c",), ("d",))
    # the gold of b says nothing about X
    assert found.counts() == {
        "gained": {"X": {"all": 1, "wrong": 1}},
        "lost": {"X": {"all": 1}},
        "changed": {"X": {"all": 1, "wrong": 1}},
    }
    assert json.loads(json.dumps(found.to_dict(1)))["changes"][0]["after"]["end"] == 7
    assert differences(before, after, labels=["Y"]).changes == ()


def test_context() -> None:
    text = "Hôm nay ông Lê A họp."
    (change,) = differences(
        [Record("a", text)], [Record("a", text, entities=[Entity(12, 16, "PERSON")])], context=4
    ).changes
    assert (change.text_before, change.inside, change.text_behind) == ("ông ", "Lê A", " họp")


def test_runs_that_cannot_be_compared() -> None:
    with pytest.raises(InputError, match="no documents"):
        differences([], [record()])
    with pytest.raises(InputError, match="no document has the same id"):
        differences([record()], [record(identifier="b")])
    with pytest.raises(InputError, match="texts"):
        differences([record()], [record()], [Record("a", "other")])
