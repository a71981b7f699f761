"""Agreement between annotators, against published examples, counting by hand and other people's code."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnjudnlp.corpus import read_records
from vnjudnlp.errors import InputError
from vnjudnlp.evaluation import agreement
from vnjudnlp.evaluation.annotators import line_up, syllable_labels
from vnjudnlp.evaluation.coefficients import cohen_kappa, krippendorff_alpha
from vnjudnlp.records import Entity, Record

# the data of section C of Krippendorff 2011, "Computing Krippendorff's alpha-reliability": a row a unit, a column an
# observer, 0 where there is no value
UNITS = [
    (1, 1, 0, 1), (2, 2, 3, 2), (3, 3, 3, 3), (3, 3, 3, 3), (2, 2, 2, 2), (1, 2, 3, 4),
    (4, 4, 4, 4), (1, 1, 2, 1), (2, 2, 2, 2), (0, 5, 5, 5), (0, 0, 1, 1), (0, 0, 3, 0),
]  # fmt: skip
LABELS = ("PERSON", "DATE", "ROLE")
WORDS = "ông bà họp tại tòa án hôm qua và nghe báo cáo".split()
TEXT = " ".join(WORDS)
STARTS = [len(" ".join(WORDS[:index])) + (index > 0) for index in range(len(WORDS))]


def words(first: int, last: int, label: str, norm: str | None = None) -> Entity:
    return Entity(STARTS[first], STARTS[last] + len(WORDS[last]), label, norm)


def record(*spans: Entity, identifier: str = "a", **fields: object) -> Record:
    return Record(identifier, TEXT, entities=list(spans), extra=dict(fields))


def of_units(units: list[tuple[int, ...]]) -> list[list[Record]]:
    """Make a document of one syllable for each unit; value 1 is "no span", a missing value a missing document."""
    return [
        [
            Record(str(index), "từ", entities=[Entity(0, 2, f"V{unit[observer]}")] if unit[observer] > 1 else [])
            for index, unit in enumerate(units)
            if unit[observer]
        ]
        for observer in range(len(units[0]))
    ]


def test_the_published_example_of_alpha() -> None:
    found = agreement(dict(zip("ABCD", of_units(UNITS), strict=True)), resamples=0)
    assert found.joint["all"].alpha.value == pytest.approx(0.743, abs=0.0005)
    assert found.documents == 11
    assert found.lacking["A"] == ("9", "10", "11")


def test_the_published_example_of_two_observers() -> None:
    # section A of the same paper: two observers, ten units of two values, alpha 0.095
    first, second = (0, 1, 0, 0, 0, 0, 0, 0, 1, 0), (1, 1, 1, 0, 0, 1, 0, 0, 0, 0)
    units = [(one + 1, other + 1) for one, other in zip(first, second, strict=True)]
    found = agreement(dict(zip("AB", of_units(units), strict=True)), resamples=0)
    assert found.joint["all"].alpha.value == pytest.approx(0.095, abs=0.0005)
    assert found.joint["V2"].alpha.value == found.joint["all"].alpha.value


def test_coefficients_without_a_meaning() -> None:
    assert np.isnan(cohen_kappa(np.zeros(3), np.zeros(3), np.zeros(3)))
    assert np.isnan(cohen_kappa(np.array([5.0, 0]), np.array([5.0, 0]), np.array([5.0, 0])))
    assert np.isnan(krippendorff_alpha(np.array([5.0, 0]), np.array([5.0, 0])))
    assert cohen_kappa(np.array([0.0, 0]), np.array([5.0, 0]), np.array([0, 5.0])) == 0


def test_figures_by_hand() -> None:
    one = record(words(0, 1, "PERSON"), words(3, 5, "DATE", "2022"), words(8, 8, "ROLE"))
    other = record(words(0, 1, "PERSON"), words(4, 5, "DATE"), words(8, 8, "PERSON"))
    found = agreement({"An": [one], "Bình": [other]})
    assert found.labels == ("PERSON", "DATE", "ROLE")
    rows = found.pairs["An", "Bình"]
    assert (rows["all"].first, rows["all"].second, rows["all"].same, rows["all"].overlapping) == (3, 3, 1, 2)
    assert (rows["all"].f1.value, rows["all"].overlapping_f1.value) == (1 / 3, 2 / 3)
    assert (rows["PERSON"].f1.value, rows["DATE"].f1.value, rows["ROLE"].f1.value) == (2 / 3, 0, 0)
    # An: P P . D D D . . R . . .   Bình: P P . . D D . . P . . .
    assert rows["all"].kappa.value == pytest.approx((10 / 12 - (6 * 7 + 2 * 3 + 3 * 2) / 144) / (1 - 54 / 144))
    assert rows["all"].kappa_annotated.value == pytest.approx((4 / 6 - (0 + 2 * 3 + 3 * 2) / 36) / (1 - 12 / 36))
    assert rows["DATE"].kappa.value == pytest.approx((11 / 12 - (3 * 2 + 9 * 10) / 144) / (1 - 96 / 144))
    assert rows["DATE"].kappa_annotated.value == pytest.approx((5 / 6 - (3 * 2 + 3 * 4) / 36) / (1 - 18 / 36))
    assert [(item.kinds, item.text) for item in found.disagreements] == [
        (("boundary",), "tại tòa án"),
        (("label",), "và"),
    ]
    assert found.kinds == {"missing": 0, "label": 1, "boundary": 1, "norm": 0}
    assert found.confusions == {("PERSON", "ROLE"): 1}
    assert (rows["all"].norms, rows["all"].norm) == (0, None)


def spans_strategy() -> st.SearchStrategy[list[Entity]]:
    cells = st.lists(st.sampled_from(["", *LABELS]), min_size=len(WORDS), max_size=len(WORDS))
    return cells.map(lambda row: [words(index, index, label) for index, label in enumerate(row) if label])


def values(found: list[np.ndarray], row: int) -> list[int]:
    return [int(value) for judged in found for value in judged[row]]


@given(st.lists(st.tuples(spans_strategy(), spans_strategy()), min_size=1, max_size=3))
def test_kappa_is_that_of_scikit_learn(documents: list[tuple[list[Entity], list[Entity]]]) -> None:
    from sklearn.metrics import cohen_kappa_score

    people = {
        name: [record(*pair[side], identifier=str(index)) for index, pair in enumerate(documents)]
        for side, name in enumerate("AB")
    }
    found = agreement(people, resamples=0)
    judged = list(syllable_labels(line_up(people)))
    one, other = values(judged, 0), values(judged, 1)
    marked = [(a, b) for a, b in zip(one, other, strict=True) if a or b]

    def check(mine: object, first: list[int], second: list[int]) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            expected = cohen_kappa_score(first, second) if first else float("nan")
        if np.isnan(expected):
            assert mine is None
        else:
            assert mine.value == pytest.approx(expected)

    rows = found.pairs["A", "B"]
    check(rows["all"].kappa, one, other)
    if len(found.labels) > 1:
        check(rows["all"].kappa_annotated, [a for a, _ in marked], [b for _, b in marked])
    for number, label in enumerate(found.labels, 1):
        check(rows[label].kappa, [int(a == number) for a in one], [int(b == number) for b in other])
        if len(found.labels) > 1:
            check(
                rows[label].kappa_annotated,
                [int(a == number) for a, _ in marked],
                [int(b == number) for _, b in marked],
            )


@given(st.lists(st.tuples(*[st.none() | spans_strategy()] * 3), min_size=1, max_size=4))
def test_alpha_is_that_of_krippendorffs_package(documents: list[tuple[list[Entity] | None, ...]]) -> None:
    krippendorff = pytest.importorskip("krippendorff", reason="pip install krippendorff to compare with it")
    people = {
        name: [
            record(*row[side], identifier=str(index)) for index, row in enumerate(documents) if row[side] is not None
        ]
        for side, name in enumerate("ABC")
    }
    if not any(sum(own is not None for own in row) > 1 for row in documents):
        with pytest.raises(InputError, match="no document is of two annotators"):
            agreement(people)
        return
    found = agreement(people, resamples=0)
    lineup = line_up(people)
    table = np.full((3, len(lineup.documents) * len(WORDS)), np.nan)
    for index, (document, judged) in enumerate(zip(lineup.documents, syllable_labels(lineup), strict=True)):
        for row, number in enumerate(document.spans):
            table[number, index * len(WORDS) : (index + 1) * len(WORDS)] = judged[row]

    def check(mine: object, data: np.ndarray) -> None:
        if len(np.unique(data[~np.isnan(data)])) < 2:
            assert mine is None
        else:
            assert mine.value == pytest.approx(krippendorff.alpha(data, level_of_measurement="nominal"))

    check(found.joint["all"].alpha, table)
    for number, label in enumerate(found.labels, 1):
        check(found.joint[label].alpha, np.where(np.isnan(table), np.nan, table == number))
    if len(found.labels) > 1:
        check(found.joint["all"].alpha_annotated, table[:, np.nan_to_num(table).any(axis=0)])


@given(spans_strategy(), spans_strategy())
def test_agreement_does_not_depend_on_the_order_of_annotators(one: list[Entity], other: list[Entity]) -> None:
    there = agreement({"A": [record(*one)], "B": [record(*other)]}, resamples=0)
    back = agreement({"B": [record(*other)], "A": [record(*one)]}, resamples=0)
    assert there.joint == back.joint
    assert there.kinds == back.kinds
    itself = agreement({"A": [record(*one)], "B": [record(*one)]}, resamples=0)
    assert itself.disagreements == ()
    assert itself.joint["all"].f1 is None or itself.joint["all"].f1.value == 1


def test_three_annotators_and_a_missing_document() -> None:
    one = [record(words(0, 1, "PERSON"), identifier="a"), record(words(2, 2, "DATE"), identifier="b")]
    two = [record(words(0, 1, "PERSON"), identifier="a"), record(identifier="b")]
    three = [record(words(0, 0, "PERSON"), identifier="a"), record(identifier="c")]
    found = agreement({"A": one, "B": two, "C": three}, seed=3)
    assert (found.documents, found.lacking) == (2, {"A": ("c",), "B": ("c",), "C": ("b",)})
    assert found.joint["PERSON"].f1.value == pytest.approx(1 / 3)
    assert found.joint["PERSON"].overlapping_f1.value == 1
    assert found.pairs["A", "C"]["DATE"].f1 is None
    first, second = found.disagreements
    assert (first.kinds, {name: len(spans) for name, spans in first.spans.items()}) == (
        ("boundary",),
        {"A": 1, "B": 1, "C": 1},
    )
    assert (second.kinds, list(second.spans)) == (("missing",), ["A", "B"])
    assert second.to_dict()["spans"] == {
        "A": [{"start": 7, "end": 10, "label": "DATE", "text": "", "norm": None}],
        "B": [],
    }
    assert agreement({"A": one, "B": two, "C": three}, seed=3).to_dict() == found.to_dict()


def test_norms() -> None:
    one = record(words(0, 0, "DATE", "2022"), words(2, 2, "DATE", "2021"), words(4, 4, "DATE", "2020"))
    other = record(words(0, 0, "DATE", "2022"), words(2, 2, "DATE", "2020"), words(4, 4, "DATE"))
    found = agreement({"A": [one], "B": [other]})
    row = found.pairs["A", "B"]["DATE"]
    assert (row.norms, row.norm.value, row.f1.value) == (2, 0.5, 1)
    assert [item.kinds for item in found.disagreements] == [("norm",)]


def test_labels_that_one_annotator_was_not_asked_for() -> None:
    one = record(words(0, 0, "DATE"), words(2, 2, "PERSON"))
    other = record(words(0, 0, "DATE"), labels=["DATE"])
    found = agreement({"A": [one], "B": [other]})
    assert (found.joint["DATE"].f1.value, found.joint["PERSON"].f1, found.joint["all"].f1.value) == (1, None, 1)
    assert found.joint["PERSON"].alpha is None
    assert found.disagreements == ()


def test_by_field() -> None:
    one = [record(words(0, 0, "DATE"), identifier=str(n), genre="news" if n < 3 else "court") for n in range(5)]
    two = [record(*([words(0, 0, "DATE")] if n < 3 else []), identifier=str(n)) for n in range(5)]
    found = agreement({"A": one, "B": two}, by=["genre"])
    assert {value: rows["all"].f1.value for value, rows in found.by_field["genre"].items()} == {"news": 1, "court": 0}
    figure = found.joint["all"].f1
    assert figure.low < figure.value < figure.high
    with pytest.raises(InputError, match="no document has the field 'court'"):
        agreement({"A": one, "B": two}, by=["court"])


@pytest.mark.parametrize(
    ("one", "other", "message"),
    [
        ("Ông Lê A\nhọp", "Ông Lê A\nhop", r"a: the texts of A and B differ from character 10, line 2: 'ọp' and 'op'"),
        ("Ông Lê", "Ông Lê A", r"differ from character 6, line 1: its end and ' A'"),
        ("họp", "ho\u0323p", "one is in another Unicode form"),
        ("a\r\nb", "a\nb", "one has line ends of Windows"),
    ],
)
def test_texts_that_differ(one: str, other: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        agreement({"A": [Record("a", one)], "B": [Record("a", other)]})


def test_what_cannot_be_compared() -> None:
    with pytest.raises(InputError, match="two annotators or more"):
        agreement({"A": [record()]})
    with pytest.raises(InputError, match="which begin A: 'a', B: 'b'"):
        agreement({"A": [record()], "B": [record(identifier="b")]})
    with pytest.raises(InputError, match="two documents of one side have the id 'a'"):
        agreement({"A": [record(), record()], "B": [record()]})


def test_documents_without_a_span() -> None:
    found = agreement({"A": [record()], "B": [record()]})
    assert (found.joint["all"].f1, found.joint["all"].alpha, found.pairs["A", "B"]["all"].kappa) == (None, None, None)


def test_nested_spans_and_words_cut_by_an_edge() -> None:
    text = "Cục trưởng Cục THADS"
    one = Record("a", text, entities=[Entity(0, 20, "TITLE"), Entity(11, 20, "AGENCY")])
    other = Record("a", text, entities=[Entity(0, 6, "TITLE")])
    (judged,) = syllable_labels(line_up({"A": [one], "B": [other]}))
    assert judged.tolist() == [[1, 1, 1, 1], [1, 1, 0, 0]]


def test_the_projects_corpus_agrees_with_itself(project: Path) -> None:
    records = read_records(project / "data" / "corpus" / "interview")
    found = agreement({"A": records, "B": records}, resamples=10)
    assert found.joint["all"].f1.value == found.joint["all"].alpha.value == 1
