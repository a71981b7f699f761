"""The adapter says what the core says, on every way through spaCy."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import vnjudnlp
import vnjudnlp.spacy

Facts = Callable[[Doc], list[dict[str, Any]]]

DATES = {"doc_date": "2021-07-09"}

WORDINGS = (
    "Bộ trưởng",
    "Bộ Tư pháp",
    "Chi cục THADS huyện Nam Đàn",
    "ông Lê Quang Bảy",
    "ngày 5/7",
    "năm 2021",
    "THADS",
)
ODDITIES = (
    "21/QĐ-CTHADS",
    "Hoà",
    "İ",
    "🙂",
    "trư-\nởng",
    "a\u0300",
    "\u0958\u0301",
    "\x00",
    "\x1c",
    "\u200b",
    "\ufeff",
    "\u00ad",
)
SEPARATORS = ("\n", "\r\n", "\t", "  ", " ", "\u00a0", ".", ",", "(", ")", "-")
PIECES = st.sampled_from(WORDINGS + ODDITIES + SEPARATORS)
TEXT = st.one_of(st.lists(PIECES, max_size=14).map("".join), st.text(max_size=40))


@pytest.fixture(scope="module")
def expected(texts: list[str]) -> list[list[dict[str, Any]]]:
    tagged = vnjudnlp.tag(texts, doc_date=DATES["doc_date"])
    assert sum(map(len, tagged)) > 20, "the texts hold entities"
    assert {entity.label for entities in tagged for entity in entities} >= {"PERSON", "TITLE", "AGENCY", "DATE"}
    return [[entity.to_dict() for entity in entities] for entities in tagged]


@pytest.fixture(params=["words", "syllables"])
def pipeline(request: pytest.FixtureRequest, nlp: Language, syllables: Language) -> Language:
    return nlp if request.param == "words" else syllables


def dated(texts: list[str]) -> list[tuple[str, dict[str, str]]]:
    return [(text, DATES) for text in texts]


def test_single_documents_agree_with_the_core(pipeline: Language, texts: list[str], facts: Facts) -> None:
    for text in texts:
        doc = pipeline(text)
        assert doc.text == text
        assert facts(doc) == [entity.to_dict() for entity in vnjudnlp.tag(text)]


def test_pipe_agrees_with_the_core(pipeline: Language, texts: list[str], expected: list[Any], facts: Facts) -> None:
    docs = [doc for doc, _ in pipeline.pipe(dated(texts), as_tuples=True)]
    assert [doc.text for doc in docs] == texts
    assert [facts(doc) for doc in docs] == expected


# a pipeline forks although the thread pools of its libraries run, as spaCy's own do
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_other_processes_agree_with_the_core(
    pipeline: Language, texts: list[str], expected: list[Any], facts: Facts
) -> None:
    results = list(pipeline.pipe(dated(texts), as_tuples=True, n_process=2, batch_size=3))
    assert [facts(doc) for doc, _ in results] == expected
    assert all(context == DATES for _, context in results)
    here = [doc for doc, _ in pipeline.pipe(dated(texts), as_tuples=True)]
    assert [plain(doc) for doc, _ in results] == [plain(doc) for doc in here]


def test_saved_documents_agree_with_the_core(
    pipeline: Language, texts: list[str], expected: list[Any], facts: Facts
) -> None:
    docs = [doc for doc, _ in pipeline.pipe(dated(texts), as_tuples=True)]
    box = DocBin(store_user_data=True, docs=docs)
    loaded = list(DocBin().from_bytes(box.to_bytes()).get_docs(pipeline.vocab))
    assert [facts(doc) for doc in loaded] == expected
    assert [plain(doc) for doc in loaded] == [plain(doc) for doc in docs]


@pytest.mark.parametrize(
    "copy",
    [
        lambda doc: Doc(doc.vocab).from_bytes(doc.to_bytes()),
        lambda doc: pickle.loads(pickle.dumps(doc)),
        lambda doc: doc.copy(),
    ],
    ids=["bytes", "pickle", "copy"],
)
def test_copies_keep_everything(nlp: Language, texts: list[str], facts: Facts, copy: Callable[[Doc], Doc]) -> None:
    doc = nlp(texts[0])
    copied = copy(doc)
    assert facts(copied) == facts(doc)
    assert plain(copied) == plain(doc)


def test_sentences_as_documents_keep_the_norms(nlp: Language, texts: list[str]) -> None:
    doc = nlp(texts[0])
    sentences = [sentence.as_doc(copy_user_data=True) for sentence in doc.sents]
    assert len(sentences) > 1
    assert [ent._.norm for sentence in sentences for ent in sentence.ents] == [ent._.norm for ent in doc.ents]


def test_spans_are_the_entities(pipeline: Language, texts: list[str]) -> None:
    for doc in pipeline.pipe(texts):
        assert list(doc.spans[vnjudnlp.spacy.SPANS_KEY]) == list(doc.ents)
        assert all(ent.kb_id_ == (ent._.body or {}).get("id", "") and not ent.id_ for ent in doc.ents)


def test_words_are_those_of_segment(nlp: Language, texts: list[str]) -> None:
    text = texts[0]
    assert [" ".join(token.text.split()) for token in nlp(text) if not token.is_space] == vnjudnlp.segment(text)


def test_syllables_hold_no_white_space(syllables: Language, texts: list[str]) -> None:
    doc = syllables(texts[0])
    assert [token.text for token in doc if not token.is_space and any(map(str.isspace, token.text))] == []
    assert [token.text for token in doc] == [token.text for token in syllables.make_doc(texts[0])]


def test_abbreviations_are_written_out(nlp: Language, texts: list[str]) -> None:
    for text, doc in zip(texts, nlp.pipe(texts), strict=True):
        assert doc._.expanded == vnjudnlp.expand(text).text
        for abbreviation in doc._.abbreviations:
            assert sorted(abbreviation) == [
                "defined",
                "end",
                "long",
                "readings",
                "score",
                "short",
                "start",
            ]
            assert text[abbreviation["start"] : abbreviation["end"]] == abbreviation["short"]
    assert "Thi hành án dân sự" in nlp(texts[0])._.expanded


@settings(max_examples=150, deadline=None)
@given(text=TEXT)
def test_any_text_is_kept(text: str) -> None:
    assert MAKE_DOC(text).text == text


@settings(max_examples=100, deadline=None)
@given(text=TEXT)
def test_any_text_has_the_entities_of_the_core(text: str) -> None:
    tagged = vnjudnlp.tag(text)
    for doc in (WORDS(text), SYLLABLES(text)):
        assert doc.text == text
        assert [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents] == [
            (entity.start, entity.end, entity.label) for entity in tagged
        ]
        assert len(doc) == 0 or doc[0].is_sent_start


def plain(doc: Doc) -> tuple[Any, ...]:
    """All but the entities that a document holds."""
    return (
        [(token.idx, token.text, token.whitespace_, token.is_sent_start) for token in doc],
        [(span.start, span.end, span.label_) for span in doc.spans[vnjudnlp.spacy.SPANS_KEY]],
        doc._.date,
        doc._.abbreviations,
        doc._.expanded,
    )


WORDS = vnjudnlp.spacy.load()
SYLLABLES = vnjudnlp.spacy.load(tokens="syllables")
MAKE_DOC = WORDS.make_doc
