"""Gold words of documents, and a user's own words."""

from __future__ import annotations

from pathlib import Path

import pytest

import vnjudnlp
from vnjudnlp.errors import InputError, MarkupError
from vnjudnlp.formats.markup import read_document
from vnjudnlp.formats.words import parse_words, read_user_words, read_words
from vnjudnlp.resources import read_table

PROJECT = Path(__file__).parents[2]
FILES = sorted((PROJECT / "data" / "words").glob("*/*.txt"))


def test_places_are_those_of_the_raw_text() -> None:
    text = "Ông  Lê\nVăn A, 87,5%."
    found = parse_words("Ông Lê_Văn_A , 87,5 % .", text)
    assert [[text[start:end] for start, end in sentence] for sentence in found] == [
        ["Ông", "Lê\nVăn A", ",", "87,5", "%", "."]
    ]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("Ông Lê_B .", "Lê_B': 'B' where the document has 'A'"),
        ("Ông Lê_A", "goes on with"),
        ("Ông Lê_A . .", "the end"),
        ("Ông  Lê_A .", "not a word: ''"),
        ("Ông _Lê A .", "not a word: '_Lê'"),
        ("Ông\n\nLê_A .", "document:2: not a word"),
    ],
)
def test_faults_are_named(lines: str, message: str) -> None:
    with pytest.raises(MarkupError) as error:
        parse_words(lines, "Ông Lê A.")
    assert message in str(error.value)


def test_there_are_gold_words_for_25_000_syllables() -> None:
    assert len(FILES) >= 150
    texts = [read_document(PROJECT / "data" / "corpus" / path.parent.name / path.name).text for path in FILES]
    words = [read_words(path, text) for path, text in zip(FILES, texts, strict=True)]
    assert sum(len(text.split()) for text in texts) >= 25_000
    assert sum(len(sentence) for sentences in words for sentence in sentences) >= 40_000


def test_held_out_gold_words_are_found() -> None:
    """A floor that no change may fall below; the model is not trained on these documents."""
    apart = {row["id"] for row in read_table("corpus_splits.tsv") if row["part"] != "train"}
    found = right = expected = 0
    for path in FILES:
        if path.stem in apart:
            text = read_document(PROJECT / "data" / "corpus" / path.parent.name / path.name).text
            gold = {place for sentence in read_words(path, text) for place in sentence}
            words = set(vnjudnlp.segment(text, format="offsets"))
            found, right, expected = found + len(words), right + len(words & gold), expected + len(gold)
    assert expected > 5_000
    assert 2 * right / (found + expected) >= 0.975


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.txt"):
        read_words(tmp_path / "none.txt", "")


def test_words_of_a_user(tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    file.write_text("\ufeffhọp trực tuyến\r\n\r\n  nhà_tạm_giữ \nC++ a_b\n_\n", encoding="utf-8")
    assert read_user_words(file) == ["họp trực tuyến", "nhà tạm giữ", "C++ a_b", "_"]
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="UTF-8"):
        read_user_words(file)
    file.write_text("a\n" + "b " * 40, encoding="utf-8")
    with pytest.raises(InputError, match=r"words\.txt:2: a word has at most 32"):
        read_user_words(file)
