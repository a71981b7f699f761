"""What is counted, and that nothing that stands in a record stops it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnjudnlp.errors import RecordError
from vnjudnlp.records import Abbreviation, Entity, Record
from vnjudnlp.reports import count_corpus
from vnjudnlp.reports.annotating import annotated

BODY = {"body": {"id": "ministry_of_justice", "name": "Bộ Tư pháp"}}


def entity(text: str, surface: str, label: str, norm: str | None = None, **more: Any) -> Entity:
    start = text.index(surface)
    return Entity(start, start + len(surface), label, norm, text=surface, **more)


def letter(name: str = "a", **more: Any) -> Record:
    text = "Bộ Tư pháp cử ông Lê A. Ngày 12/4/2022, ông Lê A đến BỘ TƯ PHÁP."
    second = text.rindex("Lê A")
    entities = [
        entity(text, "Bộ Tư pháp", "AGENCY", "Bộ Tư pháp", details=BODY),
        entity(text, "Lê A", "PERSON", "Lê A", score=0.5),
        entity(text, "12/4/2022", "DATE", "2022-04-12"),
        Entity(second, second + 4, "PERSON", "Lê A", text="Lê A"),
        entity(text, "BỘ TƯ PHÁP", "AGENCY", "Bộ Tư pháp", details=BODY),
    ]
    fields = {"doc_date": "2022-04-13", "extra": {"genre": "news"}, **more}
    return Record(name, text, entities=entities, **fields)


def test_sizes_and_rates() -> None:
    found = count_corpus([letter(), letter("b", extra={"genre": "letter"}, doc_date="2021-01-02")])
    corpus = found["corpus"]
    assert (corpus["documents"], corpus["syllables"], corpus["sentences"], corpus["entities"]) == (2, 32, 4, 10)
    assert corpus["entities_per_1000_syllables"] == pytest.approx(312.5)
    assert [(row["label"], row["entities"], row["distinct"]) for row in found["labels"]] == [
        ("PERSON", 4, 1),
        ("AGENCY", 4, 1),
        ("DATE", 2, None),
    ]
    assert found["labels"][0]["mean_score"] == 0.75
    assert [(row["value"], row["documents"]) for row in found["groups"]["rows"]] == [("letter", 1), ("news", 1)]
    assert [(row["month"], row["documents"]) for row in found["time"]["months"]] == [("2021-01", 1), ("2022-04", 1)]
    assert [row["year"] for row in found["time"]["years"]] == ["2021", "2022"]


def test_bodies_are_the_same_by_id() -> None:
    (body,) = count_corpus([letter()])["names"]["AGENCY"]["top"]
    assert body == {"name": "Bộ Tư pháp", "id": "ministry_of_justice", "count": 2, "documents": 1}


def test_people_are_named_in_full_with_their_offices() -> None:
    text = "Ông Đào Trọng Giáp, Cục trưởng. Ông Giáp nói."
    people = [{"id": "P1", "name": "Đào Trọng Giáp", "mentions": [[4, 18], [36, 40]], "forms": ["Giáp"]}]
    office = {"person": "Đào Trọng Giáp", "title_norm": "Cục trưởng", "body": None, "former": False}
    record = Record(
        "a",
        text,
        entities=[Entity(4, 18, "PERSON", "Đào Trọng Giáp"), Entity(36, 40, "PERSON", "Giáp")],
        extra={"people": people, "offices": [office]},
    )
    found = count_corpus([record])
    (person,) = found["names"]["PERSON"]["top"]
    assert (person["name"], person["count"]) == ("Đào Trọng Giáp", 2)
    assert person["offices"] == [{"title": "Cục trưởng", "body": None, "former": False, "documents": 1}]
    assert found["offices"]["top"] == [{"title": "Cục trưởng", "body": None, "people": 1, "statements": 1}]


def test_a_date_is_looked_for_where_none_is_given() -> None:
    text = "THÔNG BÁO\nGia Lai, ngày 12 tháng 4 năm 2022\nKính gửi: …"
    found = count_corpus([Record("a", text), Record("b", "Không có ngày.")])
    assert [found["corpus"][name] for name in ("dates_given", "dates_found", "without_date")] == [0, 1, 1]
    assert found["dates"]["days"] == [{"day": "2022-04-12", "mentions": 0, "documents": 1}]
    assert [row["month"] for row in found["time"]["months"]] == [None, "2022-04"]


def test_labels_together_are_counted_by_sentence() -> None:
    found = count_corpus([letter()])["together"]["labels"]
    pairs = {(row["first"], row["second"]): row for row in found}
    assert pairs["PERSON", "AGENCY"]["together"] == 2
    assert pairs["PERSON", "DATE"]["together"] == 1
    assert pairs["PERSON", "DATE"]["jaccard"] == 0.5
    assert pairs["PERSON", "DATE"]["pmi"] == 0
    assert ("PERSON", "PERSON") not in pairs


@pytest.mark.parametrize(("within", "units", "pairs"), [("document", 1, 1), ("sentence", 2, 2)])
def test_names_together(within: Any, units: int, pairs: int) -> None:
    found = count_corpus([letter()], within=within)["together"]
    assert (found["within"], found["units"]) == (within, units)
    (row,) = found["people_and_bodies"]
    assert (row["first"], row["second"], row["together"]) == ("Lê A", "Bộ Tư pháp", pairs)
    assert found["bodies"] == []


def test_abbreviations() -> None:
    text = "UBND và THADS"
    short = [Abbreviation(0, 4, "UBND", "Ủy ban nhân dân"), Abbreviation(8, 13, "THADS", "Thi hành án dân sự", True)]
    extra = {"undecided": [{"short": "TC", "readings": ["tài chính", "tổ chức"]}, {"short": 3}, None]}
    found = count_corpus([Record("a", text, abbreviations=short, extra=extra)])["abbreviations"]
    assert (found["count"], found["defined"], found["undecided"]) == (2, 1, 1)
    assert [(row["short"], row["defined"]) for row in found["top"]] == [("THADS", 1), ("UBND", 0)]
    assert found["undecided_top"][0]["readings"] == ["tài chính", "tổ chức"]


def test_bad_documents_are_reported_and_the_rest_counted() -> None:
    messages: list[str] = []
    found = count_corpus([RecordError("x:1: bad"), letter()], report=messages.append)
    assert messages == ["x:1: bad"]
    assert (found["corpus"]["documents"], found["corpus"]["bad_documents"]) == (1, 1)


def test_values_of_fields() -> None:
    records = [letter(str(number), extra={"court": court}) for number, court in enumerate("aab")]
    found = count_corpus([*records, letter("x", extra={})], fields=["court"], by="court")
    assert found["fields"]["court"]["top"][0] == {"value": "a", "documents": 2}
    assert [row["value"] for row in found["groups"]["rows"]] == [None, "a", "b"]


def test_many_labels_and_names_are_bounded() -> None:
    text = "một " * 300
    entities = [Entity(4 * n, 4 * n + 3, f"L{n % 150}", f"tên {n}") for n in range(300)]
    found = count_corpus([Record("a", text, entities=entities)], limit=10)
    assert len(found["labels"]) == 101
    assert sum(row["entities"] for row in found["labels"]) == 300
    assert found["names"]["(more)"]["most_missed"] > 0


def test_raw_documents_are_tagged_on_request() -> None:
    raw = Record("a", "Ông Lê Văn A, Giám đốc Sở Tư pháp tỉnh Gia Lai, họp ngày 12/4/2022 với UBND tỉnh.")
    gold = letter("b")
    before = list(gold.entities)
    error = RecordError("x: bad")
    first, second, third = annotated([raw, error, gold])
    assert isinstance(first, Record)
    assert {item.label for item in first.entities} >= {"PERSON", "AGENCY", "DATE"}
    assert first.extra["undecided"] == []
    assert [office["title_norm"] for office in first.extra["offices"]] == ["Giám đốc"]
    assert second is error
    assert isinstance(third, Record)
    assert third.entities == before


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
texts = st.text(st.characters(codec=None), max_size=60)


@st.composite
def records(draw: st.DrawFn) -> Record:
    text = draw(texts)
    entities = []
    for _ in range(draw(st.integers(0, 4)) if text else 0):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        label = draw(st.sampled_from(["PERSON", "AGENCY", "DATE", "TITLE"]) | texts)
        details = draw(st.none() | st.dictionaries(st.sampled_from(["date", "body", "x"]), plain))
        norm = draw(st.none() | texts | st.from_regex(r"\d{4}-\d\d(-\d\d)?(TMO)?", fullmatch=True))
        score = draw(st.floats())
        entities.append(Entity(start, end, label, norm, score, text=text[start:end], details=details))
    names = st.sampled_from(["people", "offices", "undecided", "genre", "case"])
    extra = draw(st.dictionaries(names, plain | st.lists(st.dictionaries(st.sampled_from(["name", "short"]), plain))))
    return Record("r", text, draw(st.none() | texts), entities, [], extra)


@given(st.lists(records(), max_size=4))
def test_any_record_is_counted(found: list[Record]) -> None:
    data = count_corpus(found, top=5)
    assert data["corpus"]["documents"] == len(found)
    assert data["corpus"]["entities"] == sum(len(record.entities) for record in found)
    assert sum(row["entities"] for row in data["labels"]) == data["corpus"]["entities"]
    json.dumps(data, allow_nan=False)
