"""The component beside others: batches, dates, tokens, sentences, earlier and later components."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example

import vnjudnlp
import vnjudnlp.pipeline
import vnjudnlp.segmentation
import vnjudnlp.spacy
from vnjudnlp.batch import Batch
from vnjudnlp.errors import InputError
from vnjudnlp.records import Entity, Record
from vnjudnlp.spacy.colors import DISPLACY_COLORS
from vnjudnlp.spacy.tokenizer import make_doc
from vnjudnlp.text.cutting import cut
from vnjudnlp.training import SpanTagger

MEETING = "Ngày 5/7, Bộ trưởng Bộ Tư pháp gặp ông Lê Quang Bảy. Cuộc họp kết thúc tốt đẹp."


@pytest.fixture
def fresh() -> Language:
    return vnjudnlp.spacy.load()


def labelled(doc: Doc) -> list[tuple[str, str]]:
    return [(ent.text, ent.label_) for ent in doc.ents]


# ---- batches


def test_pipe_runs_the_core_once_for_many_texts(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    annotate = vnjudnlp.pipeline.annotate

    def counted(texts: Sequence[str], *arguments: Any, **settings: Any) -> Any:
        sizes.append(len(texts))
        return annotate(texts, *arguments, **settings)

    monkeypatch.setattr(vnjudnlp.pipeline, "annotate", counted)
    assert len(list(nlp.pipe([MEETING] * 120))) == 120
    assert sizes == [120]
    sizes.clear()
    assert len(list(nlp.pipe([MEETING] * 120, batch_size=50))) == 120
    assert sizes == [50, 50, 20]


def test_large_texts_are_not_all_worked_on_at_once(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vnjudnlp.pipeline, "BATCH_CHARACTERS", 2 * len(MEETING))
    docs = list(nlp.pipe([MEETING] * 5))
    assert [labelled(doc) for doc in docs] == [labelled(nlp(MEETING))] * 5


def test_pipe_is_lazy(nlp: Language) -> None:
    def endless() -> Any:
        while True:
            yield MEETING

    assert labelled(next(iter(nlp.pipe(endless(), batch_size=2)))) == labelled(nlp(MEETING))


# ---- the document's date


def date_norm(doc: Doc) -> Any:
    return next(ent._.norm for ent in doc.ents if ent.label_ == "DATE")


@pytest.mark.parametrize("date", ["2021-07-09", datetime.date(2021, 7, 9)])
def test_date_of_the_context(nlp: Language, date: Any) -> None:
    inputs = [("Ngày 5/7 họp.", {"doc_date": date, "id": 7}), ("Ngày 5/7 họp.", {"doc_date": "2019-08-01"})]
    results = list(nlp.pipe(inputs, as_tuples=True))
    assert [context for _, context in results] == [context for _, context in inputs]
    assert [doc._.date for doc, _ in results] == ["2021-07-09", "2019-08-01"]
    assert [date_norm(doc) for doc, _ in results] == ["2021-07-05", "2019-07-05"]


@pytest.mark.parametrize("context", [None, 3, "2021-07-09", ("a", 1), {"doc_date": None}, {}])
def test_other_contexts_pass(nlp: Language, context: Any) -> None:
    ((doc, returned),) = nlp.pipe([("Ngày 5/7 họp.", context)], as_tuples=True)
    assert returned == context
    assert doc._.date is None
    assert date_norm(doc) is None


def test_date_set_on_the_document(nlp: Language) -> None:
    doc = nlp.make_doc("Ngày 5/7 họp.")
    doc._.date = "2021-07-09"
    assert date_norm(nlp(doc)) == "2021-07-05"
    (piped,) = nlp.pipe([doc])
    assert (piped._.date, date_norm(piped)) == ("2021-07-09", "2021-07-05")


def test_date_found_in_the_text(nlp: Language) -> None:
    doc = nlp("Hà Nội, ngày 09 tháng 7 năm 2021\n\nBÁO CÁO\n\nNgày 5/7, Chi cục tổ chức họp.")
    assert doc._.date == "2021-07-09"
    assert [ent._.norm for ent in doc.ents if ent.label_ == "DATE"] == ["2021-07-09", "2021-07-05"]


def test_documents_share_no_data(nlp: Language) -> None:
    doc = nlp.make_doc(MEETING)
    assert nlp(doc).user_data
    assert doc.user_data == {}


def test_wrong_date_stops_or_is_handled(fresh: Language) -> None:
    inputs = [("Ngày 5/7 họp.", {"doc_date": date}) for date in ("2021-07-09", "9/7/2021", "2019-08-01")]
    with pytest.raises(InputError, match="not an ISO date"):
        list(fresh.pipe(inputs, as_tuples=True))
    failed: list[str] = []
    fresh.set_error_handler(lambda name, component, docs, error: failed.extend(doc.text for doc in docs))
    assert [doc._.date for doc, _ in fresh.pipe(inputs, as_tuples=True)] == ["2021-07-09", "2019-08-01"]
    assert failed == ["Ngày 5/7 họp."]


# ---- tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", []),
        (" ", [" "]),
        ("a ", ["a"]),
        ("a  ", ["a", " "]),
        (" a", [" ", "a"]),
        ("và \n của", ["và", "\n ", "của"]),
        ("a\n\nb", ["a", "\n\n", "b"]),
        ("và   của", ["và", "  ", "của"]),
    ],
)
def test_white_space_is_cut_as_spacy_does(nlp: Language, text: str, tokens: list[str]) -> None:
    assert [token.text for token in spacy.blank("xx")(text)] == tokens
    assert [token.text for token in nlp.make_doc(text)] == tokens
    assert [token.text for token in nlp(text)] == tokens


def test_edges_inside_white_space_lose_nothing(nlp: Language) -> None:
    tokens = cut("a   b", [0, 1, 2, 3, 4, 5])
    assert tokens == [(0, 1), (2, 3), (4, 5)]
    assert make_doc(nlp.vocab, "a   b", tokens).text == "a   b"


def test_invisible_characters_are_outside_of_words_and_entities(nlp: Language) -> None:
    doc = nlp("ông \u200bLê Quang\u200b Bảy\u200b, Bộ trưởng")
    assert "Lê Quang\u200b Bảy" in [token.text for token in doc]
    assert [token.text for token in nlp.make_doc("ông \u200bLê")] == ["ông", "\u200b", "Lê"]
    assert labelled(doc)[0] == ("Lê Quang\u200b Bảy", "PERSON")


def test_half_of_a_surrogate_pair_is_named(nlp: Language) -> None:
    with pytest.raises(InputError, match=r"offset 2 is half of a surrogate pair"):
        nlp("a \ud83d b")


def test_unknown_tokens_setting() -> None:
    with pytest.raises(ValueError, match="tokens"):
        vnjudnlp.spacy.load(tokens="letters")  # type: ignore[arg-type]
    with pytest.raises(InputError, match='"words" or "syllables"'):
        vnjudnlp.spacy.Annotator(tokens="letters")  # type: ignore[arg-type]


@pytest.mark.parametrize("tokens", ["words", "syllables"])
def test_tokens_of_another_tokenizer(nlp: Language, syllables: Language, tokens: str) -> None:
    other = spacy.blank("xx")
    other.add_pipe("vnjudnlp", config={"tokens": tokens})
    ours = nlp if tokens == "words" else syllables
    doc = other(MEETING)
    assert [token.text_with_ws for token in doc] == [token.text_with_ws for token in ours(MEETING)]
    assert labelled(doc) == labelled(ours(MEETING))


def test_documents_can_be_annotated_again(nlp: Language, syllables: Language) -> None:
    first = nlp(MEETING)
    again = nlp(first)
    assert again is first
    assert labelled(again) == labelled(syllables(first)) == labelled(nlp(MEETING))
    assert [token.text for token in syllables(first)] == [token.text for token in syllables(MEETING)]
    first.ents = first.spans["vnjudnlp"] = [Span(first, 0, 1, "OUTDATED")]
    assert labelled(nlp(first)) == labelled(nlp(MEETING))


def test_words_across_the_edge_of_an_entity_are_split(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    def join_everything(batch: Batch) -> None:
        assert batch.word_first is not None
        batch.word_first[1:] = False

    monkeypatch.setattr(vnjudnlp.segmentation, "fit_words_to_spans", join_everything)
    sentence = MEETING.split(". ")[0]
    doc = nlp(sentence)
    monkeypatch.undo()
    assert labelled(doc) == labelled(nlp(sentence))
    assert [token.text for token in doc if token.text != token.text.strip()] == []


def test_annotation_of_tokens_is_not_lost_silently(nlp: Language, syllables: Language) -> None:
    doc = nlp.make_doc(MEETING)
    doc[0].tag_ = "N"
    with pytest.raises(InputError, match="first=True"):
        nlp(doc)
    annotated = syllables(doc)
    assert annotated is doc
    assert (annotated[0].tag_, labelled(annotated)) == ("N", labelled(nlp(MEETING)))


# ---- sentences


def test_sentences(nlp: Language) -> None:
    doc = nlp(f"  {MEETING} \n\nNgày 6/7.\n")
    first, second = MEETING.split(". ")
    assert [sentence.text.strip() for sentence in doc.sents] == [f"{first}.", second, "Ngày 6/7."]
    assert all(token.is_sent_start is not None for token in doc)


def test_sentences_of_an_earlier_component_stay(fresh: Language) -> None:
    fresh.add_pipe("sentencizer", first=True, config={"punct_chars": [","]})
    doc = fresh(MEETING)
    assert [sentence.text for sentence in doc.sents] == ["Ngày 5/7,", MEETING[10:]]


def test_later_sentencizer(fresh: Language) -> None:
    fresh.add_pipe("sentencizer", config={"punct_chars": [","], "overwrite": True})
    assert len(list(fresh(MEETING).sents)) == 2


# ---- other components


def test_disabled_component_leaves_syllables(fresh: Language) -> None:
    with fresh.select_pipes(disable="vnjudnlp"):
        doc = fresh(MEETING)
        assert (doc.ents, [token.text for token in doc]) == ((), [token.text for token in fresh.tokenizer(MEETING)])
        assert [len(doc.ents) for doc in fresh.pipe([MEETING])] == [0]
    assert fresh(MEETING, disable=["vnjudnlp"]).ents == ()
    assert labelled(fresh(MEETING))


def test_later_entity_ruler(fresh: Language) -> None:
    ruler: Any = fresh.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "EVENT", "pattern": "gặp"}, {"label": "ORG", "pattern": "Bộ Tư pháp"}])
    doc = fresh(MEETING)
    assert ("gặp", "EVENT") in labelled(doc)
    assert ("Bộ Tư pháp", "AGENCY") in labelled(doc)
    assert len(doc.spans["vnjudnlp"]) == len(doc.ents) - 1
    assert next(ent for ent in doc.ents if ent.label_ == "EVENT")._.norm is None


def test_earlier_entities_and_spans_stay(fresh: Language) -> None:
    text = MEETING.replace("kết thúc", "của Tổ Một kết thúc")
    ruler: Any = fresh.add_pipe("entity_ruler", first=True)
    # "Quang" lies inside a word, "pháp gặp" across two
    ruler.add_patterns([{"label": "X", "pattern": "Quang", "id": "q"}, {"label": "Y", "pattern": "pháp gặp"}])
    span_ruler: Any = fresh.add_pipe("span_ruler", first=True, config={"spans_key": "mine"})
    span_ruler.add_patterns([{"label": "Z", "pattern": "trưởng Bộ"}])
    doc = fresh(text)
    assert doc.text == text
    assert [(ent.text, ent.label_, ent.ent_id_) for ent in doc.ents if ent.label_ in "XY"] == [
        ("pháp gặp", "Y", ""),
        ("Quang", "X", "q"),
    ]
    assert [token.text for token in doc if token.text != token.text.strip()] == []
    assert [(span.text, span.label_) for span in doc.spans["mine"]] == [("trưởng Bộ", "Z")]
    own = [(span.text, span.label_) for span in doc.spans["vnjudnlp"]]
    assert own == [(entity.text, entity.label) for entity in vnjudnlp.tag(text)]
    assert ("Bộ Tư pháp", "AGENCY") in own
    assert ("Bộ Tư pháp", "AGENCY") not in labelled(doc)


def test_evaluation(nlp: Language, syllables: Language) -> None:
    gold = syllables(MEETING)
    scores = nlp.evaluate([Example(nlp.make_doc(MEETING), gold)])
    assert scores["ents_f"] == 1.0
    assert set(scores["ents_per_type"]) == {ent.label_ for ent in gold.ents}


def test_pipeline_describes_itself(nlp: Language) -> None:
    assert nlp.pipe_labels["vnjudnlp"] == list(vnjudnlp.records.LABELS)
    analysis = nlp.analyze_pipes()
    assert analysis["problems"] == {"vnjudnlp": []}
    assert analysis["summary"]["vnjudnlp"]["retokenizes"]


def test_displacy(nlp: Language) -> None:
    html = displacy.render(nlp(MEETING), style="ent", options={"colors": DISPLACY_COLORS}, jupyter=False)
    assert DISPLACY_COLORS["AGENCY"] in html
    assert DISPLACY_COLORS["TITLE"] in html
    assert "Lê Quang Bảy" in html


# ---- models


def test_a_model_of_ones_own_goes_with_the_pipeline(tmp_path: Path) -> None:
    text = "Toà tuyên phạt 03 năm tù."
    records = [Record(str(number), text, entities=[Entity(15, 24, "SENTENCE")]) for number in range(4)]
    SpanTagger(iterations=20, least=1, augment=0).fit(records).save(tmp_path / "model")
    nlp = vnjudnlp.load(model=tmp_path / "model")
    assert labelled(nlp(text)) == [("03 năm tù", "SENTENCE")]
    assert nlp.get_pipe("vnjudnlp").labels == ("SENTENCE",)
    nlp.to_disk(tmp_path / "pipeline")
    (tmp_path / "model").rename(tmp_path / "gone")
    again = spacy.load(tmp_path / "pipeline")
    assert labelled(again(text)) == [("03 năm tù", "SENTENCE")]


def test_scores_and_the_grammar_alone() -> None:
    sure = vnjudnlp.load(min_score=1.0)(MEETING)
    assert all(ent._.score == 1 for ent in sure.ents)
    assert all(ent._.source != "model" for ent in vnjudnlp.load(model="grammar")(MEETING).ents)
