from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnjudnlp.formats.conll import sentences_of, write_document
from vnjudnlp.records import Entity


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
