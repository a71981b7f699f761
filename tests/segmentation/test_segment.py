"""Words: domain terms whole, no word across an entity's edge, raw characters kept."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import vnjudnlp
from vnjudnlp import pipeline
from vnjudnlp.batch import Gap, Kind, Span
from vnjudnlp.formats.markup import read_document
from vnjudnlp.resources import read_table
from vnjudnlp.segmentation import fit_words_to_spans, piece_around, segment_batch, words_of
from vnjudnlp.text.tokens import read_texts

PROJECT = Path(__file__).parents[2]
CASES = [
    tuple(line.split(" => "))
    for line in (Path(__file__).parent / "cases.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("# ")
]
SENTENCES = [sentence for sentence, _ in CASES]
ANY_TEXT = st.one_of(
    st.lists(st.tuples(st.sampled_from(SENTENCES), st.sampled_from([" ", "\n", "\n\n", ""])), max_size=4).map(
        lambda pairs: "".join(map("".join, pairs))
    ),
    st.text(st.characters(exclude_categories=[]), max_size=60),
    st.lists(st.sampled_from([word for sentence in SENTENCES for word in sentence.split()]), max_size=25).map(" ".join),
)


@pytest.mark.parametrize(("sentence", "words"), CASES)
def test_these_are_words(sentence: str, words: str) -> None:
    found = vnjudnlp.segment(sentence)
    position = 0
    for word in words.split(" | "):
        assert word in found[position:], found
        position = found.index(word, position) + 1


def test_there_are_enough_cases() -> None:
    assert len(CASES) == len(set(CASES)) >= 60


@pytest.mark.parametrize("term", [row["term"] for row in read_table("lexicons/terms.tsv")])
@pytest.mark.parametrize("frame", ["Việc {} được nêu rõ.", "{}", "Theo đó, {} là một khái niệm.", "“{}”"])
def test_every_term_is_one_word(frame: str, term: str) -> None:
    assert term in vnjudnlp.segment(frame.format(term))


def check_words(text: str) -> None:
    """Check what holds for the words of any text."""
    batch = pipeline.annotate([text], words=True)
    words = pipeline.words(batch)[0]
    behind = 0
    for start, end in words:
        assert behind <= start < end <= len(text)
        assert text[behind:start].strip() == ""
        behind = end
    assert text[behind:].strip() == ""
    starts, ends = {start for start, _ in words}, {end for _, end in words}
    for span in batch.spans or []:
        assert int(batch.tokens.start[span.first]) in starts
        assert int(batch.tokens.end[span.stop - 1]) in ends
    firsts, stops = words_of(batch, 0)
    for first, stop in zip(firsts.tolist(), stops.tolist(), strict=True):
        inside = slice(first + 1, stop)
        assert not (batch.tokens.gap[inside] >= Gap.PARAGRAPH).any() or spans_hold(batch.spans, first, stop)
        if Kind.PUNCTUATION in batch.tokens.kind[first:stop].tolist() and stop - first > 1:
            assert spans_hold(batch.spans, first, stop)


def spans_hold(spans: list[Span] | None, first: int, stop: int) -> bool:
    return any(span.first <= first and stop <= span.stop for span in spans or [])


@given(ANY_TEXT)
@settings(max_examples=200)
def test_words_cover_any_text_and_keep_to_spans(text: str) -> None:
    check_words(text)


@pytest.mark.parametrize("path", sorted((PROJECT / "data" / "corpus").glob("*/*.txt")), ids=lambda path: path.stem)
def test_words_keep_to_spans_in_the_corpus(path: Path) -> None:
    check_words(read_document(path).text)


@given(ANY_TEXT)
def test_words_are_the_raw_characters(text: str) -> None:
    assert "".join("".join(vnjudnlp.segment(text)).split()) == "".join(text.split())


@given(ANY_TEXT)
def test_text_format_is_the_list_with_underscores(text: str) -> None:
    assert vnjudnlp.segment(text, format="text") == " ".join(word.replace(" ", "_") for word in vnjudnlp.segment(text))


@given(st.lists(ANY_TEXT, max_size=4))
def test_several_texts_are_segmented_as_alone(texts: list[str]) -> None:
    assert vnjudnlp.segment(texts) == [vnjudnlp.segment(text) for text in texts]
    assert vnjudnlp.segment(iter(texts), format="text") == [vnjudnlp.segment(text, format="text") for text in texts]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_decomposed_letters_give_the_same_words(sentence: str) -> None:
    found = vnjudnlp.segment(unicodedata.normalize("NFD", sentence))
    assert [unicodedata.normalize("NFC", word) for word in found] == vnjudnlp.segment(sentence)


def test_white_space_inside_a_word_is_one_space() -> None:
    assert vnjudnlp.segment("Chấp  hành\nviên\tđến") == ["Chấp hành viên", "đến"]
    assert vnjudnlp.segment("Chấp  hành\nviên\tđến", format="text") == "Chấp_hành_viên đến"


def test_without_text_there_are_no_words() -> None:
    assert vnjudnlp.segment("") == vnjudnlp.segment(" \n ") == []
    assert vnjudnlp.segment("", format="text") == ""
    assert vnjudnlp.segment([]) == []


def test_wrong_arguments_are_named() -> None:
    with pytest.raises(ValueError, match="format"):
        vnjudnlp.segment("tòa án", format="list")  # type: ignore[call-overload]
    with pytest.raises(TypeError, match="bytes"):
        vnjudnlp.segment(b"toa an")  # type: ignore[call-overload]
    with pytest.raises(TypeError, match="int"):
        vnjudnlp.segment([1])  # type: ignore[list-item]


def test_words_are_not_there_before_segmentation() -> None:
    batch = read_texts(["tòa án"])
    with pytest.raises(ValueError, match="segment_batch"):
        words_of(batch, 0)
    fit_words_to_spans(batch)
    assert batch.word_first is None


def test_a_very_long_sentence_is_segmented_in_pieces_that_cover_it() -> None:
    batch = read_texts(["án " * 3000, "tòa án"])
    first, pieces = 0, []
    while first < len(batch.tokens):
        start, stop = piece_around(batch, first)
        assert start == first < stop
        pieces.append(stop - start)
        first = stop
    assert sum(pieces) == 3002
    assert max(pieces) < 1000
    for index in np.arange(0, 3002, 97).tolist():
        start, stop = piece_around(batch, index)
        assert start <= index < stop
    segment_batch(batch)
    assert batch.word_first is not None
    assert batch.word_first[[0, 3000]].all()
