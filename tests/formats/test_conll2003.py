from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.formats.strategies import records
from vnjudnlp.errors import InputError, RecordError
from vnjudnlp.formats.columns import sentences_of
from vnjudnlp.formats.conll2003 import write_document
from vnjudnlp.formats.format import WriteOptions
from vnjudnlp.formats.losses import Losses
from vnjudnlp.formats.registry import format_by_name
from vnjudnlp.records import Entity, Record

FORMAT = format_by_name("conll")


def read(document: str) -> tuple[list[list[tuple[int, int]]], list[tuple[int, int, str]]]:
    """Read words and entities back, as readers of CoNLL-2003 do."""
    sentences: list[list[tuple[int, int]]] = []
    entities: list[tuple[int, int, str]] = []
    for block in document.split("\n\n")[1:]:
        rows = [line.split("\t") for line in block.splitlines()]
        assert all(len(row) == 4 for row in rows)
        previous = "O"
        for _, start, end, tag in rows:
            prefix, _, label = tag.partition("-")
            if prefix == "B":
                entities.append((int(start), int(end), label))
            elif prefix == "I":
                assert previous.partition("-")[2] == label
                entities[-1] = (entities[-1][0], int(end), label)
            else:
                assert tag == "O"
            previous = tag
        if rows:
            sentences.append([(int(start), int(end)) for _, start, end, _ in rows])
    return sentences, entities


def words_in(text: str) -> list[tuple[int, int]]:
    places, position = [], 0
    for word in text.split():
        start = text.index(word, position)
        position = start + len(word)
        places.append((start, position))
    return places


@given(
    st.lists(st.tuples(st.integers(1, 3), st.sampled_from(["", "LOC", "LAW"])), max_size=12),
    st.sets(st.integers(0, 30)),
)
def test_entities_come_back(runs: list[tuple[int, str]], breaks: set[int]) -> None:
    text = " ".join("ab" for length, _ in runs for _ in range(length))
    words = words_in(text)
    entities, first = [], 0
    for length, label in runs:
        if label:
            entities.append(Entity(words[first][0], words[first + length - 1][1], label))
        first += length
    edges = sorted({0, len(words), *(edge for edge in breaks if edge < len(words))})
    sentences = [words[begin:end] for begin, end in pairwise(edges)]
    document = write_document("a", text, sentences, entities)
    read_sentences, read_entities = read(document)
    assert [word for sentence in read_sentences for word in sentence] == words
    assert read_entities == [(entity.start, entity.end, entity.label) for entity in entities]
    inside = {start for start, _ in words for entity in entities if entity.start < start < entity.end}
    kept = {sentence[0][0] for sentence in sentences} - inside
    assert {sentence[0][0] for sentence in read_sentences} == kept


def test_columns_hold_no_white_space_of_the_text() -> None:
    document = write_document("a\tb\nc", "Tòa\u00a0\n án", [[(0, 8)]], [Entity(0, 8, "A\tB")])
    assert document == "-DOCSTART-\t-X-\t-X-\tO\t# id = a b c\n\nTòa_án\t0\t8\tB-AB\n\n"


def test_words_without_a_space_between() -> None:
    document = write_document("a", "Huế.Vinh", [[(0, 3), (3, 4), (4, 8)]], [Entity(0, 3, "LOC"), Entity(4, 8, "LOC")])
    assert [line.split("\t")[-1] for line in document.splitlines()[2:5]] == ["B-LOC", "O", "B-LOC"]


def test_document_without_words() -> None:
    assert write_document("a", " ", [], []) == "-DOCSTART-\t-X-\t-X-\tO\t# id = a\n\n"


PIECES = [
    "Cục THADS tỉnh Gia Lai", "Chấp hành viên", "ngày 12/4/2022", "ông Nguyễn Văn An", "NGUYỄN VĂN AN", "bà T",
    "trư-\nởng", "Luật Thi hành án dân sự năm 2008", "200.000 đồng", "nguyen_van@moj.gov.vn", "Toa\u0300 a\u0301n",
    "\u200b", "\n", "\n\n", ". ", ",", " ", "\t", "đã", "tại", "(", ")", "😀",
]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join), min_size=1, max_size=3))
def test_words_of_the_pipeline_never_cross_an_entity(texts: list[str]) -> None:
    from vnjudnlp.pipeline import annotate, entities

    batch = annotate(texts, words=True)
    for document, (text, found) in enumerate(zip(texts, entities(batch), strict=True)):
        sentences = sentences_of(batch, document)
        words = [word for sentence in sentences for word in sentence]
        assert words == sorted(words)
        covered = "".join("".join(text[start:end].split()) for start, end in words)
        assert covered == "".join(text.split())
        starts, ends = {start for start, _ in words}, {end for _, end in words}
        for entity in found:
            # invisible characters at an edge belong to the word, not to the entity
            assert any(start <= entity.start and not text[start : entity.start].strip("\u200b") for start in starts)
            assert any(entity.end <= end and not text[entity.end : end].strip("\u200b") for end in ends)
        assert len(read(write_document("a", text, sentences, found))[1]) == len(found)


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_sentences_of_nothing(text: str) -> None:
    from vnjudnlp.pipeline import annotate

    assert sentences_of(annotate([text], words=True), 0) == []


def written(tmp_path: Path, records: list[Record], **options: Any) -> tuple[list[Record], list[str], str]:
    """Write documents and read them back, with what was lost on the way."""
    losses = Losses()
    target = tmp_path / "a.conll"
    FORMAT.write(records, target, losses, WriteOptions(**options))
    again = list(FORMAT.read(target))
    assert all(isinstance(item, Record) for item in again), again
    return [item for item in again if isinstance(item, Record)], list(losses.messages()), target.read_text("utf-8")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(records(surrogates=True, any_labels=True), min_size=1, max_size=3), st.data())
def test_any_records_are_written_and_read(tmp_path: Path, given: list[Record], data: st.DataObject) -> None:
    given = [replace(record, id=f"{number}-{record.id}") for number, record in enumerate(given)]
    given.append(Record("last", "Hết."))
    unit, scheme = data.draw(st.sampled_from(["word", "syllable"])), data.draw(st.sampled_from(["bio", "bilou"]))
    again, losses, _ = written(tmp_path, given, unit=unit, scheme=scheme)
    told = "\n".join(losses)
    with_text = [record for record in given if record.text.strip() or record.entities]
    if len(again) < len(given):
        assert "documents without text are left out" in told
    for before in given:
        found = [record for record in again if record.id == before.id]
        if not found:
            assert not before.text.strip() or "ids are written" in told, with_text
            continue
        after = found[0]
        assert after.text == before.text or "texts lose" in told
        spans = {(entity.start, entity.end, entity.label) for entity in before.entities}
        spans_after = {(entity.start, entity.end, entity.label) for entity in after.entities}
        if spans != spans_after or len(before.entities) != len(after.entities):
            assert "spans " in told or "labels are written" in told


def test_units_and_schemes(tmp_path: Path) -> None:
    text = "Ông Lê Văn Sáu họp."
    record = Record("a", text, entities=[Entity(4, 14, "PERSON", text="Lê Văn Sáu")])
    for unit, scheme, rows in (
        ("word", "bio", "Lê_Văn_Sáu\t4\t14\tB-PERSON\n"),
        ("word", "bilou", "Lê_Văn_Sáu\t4\t14\tU-PERSON\n"),
        ("syllable", "bio", "Lê\t4\t6\tB-PERSON\nVăn\t7\t10\tI-PERSON\nSáu\t11\t14\tI-PERSON\n"),
        ("syllable", "bilou", "Lê\t4\t6\tB-PERSON\nVăn\t7\t10\tI-PERSON\nSáu\t11\t14\tL-PERSON\n"),
    ):
        (again,), losses, content = written(tmp_path, [record], unit=unit, scheme=scheme)
        assert rows in content
        assert losses == []
        assert again.text == text
        assert [(entity.start, entity.end, entity.label) for entity in again.entities] == [(4, 14, "PERSON")]


def test_spans_that_are_left_out_are_counted(tmp_path: Path) -> None:
    text = "Cục trưởng Cục THADS\ttỉnh Gia Lai"
    spans = [(0, 10, "TITLE"), (11, 33, "AGENCY"), (21, 33, "LOC"), (5, 14, "X"), (11, 33, "ORG"), (10, 11, "Y")]
    entities = [Entity(start, end, label, norm="n") for start, end, label in sorted(spans)]
    (again,), losses, _ = written(tmp_path, [Record("a", text, entities=entities)])
    assert [(entity.start, entity.end, entity.label) for entity in again.entities] == [
        (0, 10, "TITLE"),
        (11, 33, "AGENCY"),
    ]
    assert losses == [
        "norms are left out: 6 in 1 document, first in a",
        "spans inside or across longer ones are left out: 3 in 1 document, first in a (5-14 X)",
        "spans of nothing but white space are left out: 1 in 1 document, first in a (10-11 Y)",
        "texts lose their line breaks, tabs, underscores or control characters: 1 in 1 document, "
        "first in a (at 20: '\\ttỉnh Gi')",
    ]


def test_edges_inside_words(tmp_path: Path) -> None:
    text = "Huế/TP.HCM-VN"
    entities = [Entity(5, 10, "LOC"), Entity(7, 8, "X"), Entity(11, 12, "Y")]
    (again,), _, _ = written(tmp_path, [Record("a", text, entities=[entities[0], entities[2]])])
    assert [(entity.start, entity.end) for entity in again.entities] == [(5, 10), (11, 12)]
    assert again.text == text


def test_rows_are_read_document_by_document(tmp_path: Path) -> None:
    path = tmp_path / "a.conll"
    path.write_text(
        "-DOCSTART- -X- -X- O\n\nHuế B-LOC\n\n-DOCSTART- O\n\nVinh X\nA\n\n-DOCSTART- O\n\nHà B-LOC\n", "utf-8"
    )
    first, second, third = FORMAT.read(path)
    assert isinstance(first, Record)
    assert isinstance(third, Record)
    assert (first.id, third.id) == (f"{path}-1", f"{path}-3")
    message = "a line is a token and its tag, O or B-LABEL, I-LABEL, L-LABEL, U-LABEL: 'Vinh X'"
    assert str(second) == f"{path}:7: {message} (and 2 more faults in this document)"


@pytest.mark.parametrize(
    "row", ["Huế\t0\t99999999999999999999999\tO", "Huế\t99999999999999\t99999999999999\tO", "Huế\t٣\t٣\tO", "a\x00b O"]
)
def test_rows_that_claim_too_much(row: str, tmp_path: Path) -> None:
    path = tmp_path / "a.conll"
    path.write_text(f"-DOCSTART- O\n\n{row}\n", "utf-8")
    try:
        found = list(FORMAT.read(path))
    except InputError:
        return
    assert all(isinstance(item, RecordError) or item.text == "Huế" for item in found)
