"""spaCy learns from DocBin files as ``spacy train`` does: reader, alignment of tokens, entity recogniser."""

from __future__ import annotations

from pathlib import Path

import spacy
from spacy.training import Corpus

from vnjudnlp.formats.losses import Losses
from vnjudnlp.formats.registry import format_by_name
from vnjudnlp.records import Entity, Record
from vnjudnlp.spacy.tokenizer import Tokenizer

SENTENCE = "Ông Phan Thu Hà, Bộ Tư pháp, họp ngày 12/4/2022.\n"
SPANS = [(4, 15, "PERSON"), (17, 27, "AGENCY"), (38, 47, "DATE")]


def test_spacy_learns_from_docbin(tmp_path: Path) -> None:
    entities = [
        Entity(len(SENTENCE) * number + start, len(SENTENCE) * number + end, label)
        for number in range(3)
        for start, end, label in SPANS
    ]
    nested = Record("b", "Cục trưởng Cục Thi hành án", entities=[Entity(0, 10, "TITLE"), Entity(0, 26, "TITLE")])
    path = tmp_path / "train.spacy"
    format_by_name("docbin").write([Record("a", SENTENCE * 3, entities=entities), nested], path, Losses())
    nlp = spacy.blank("xx")
    nlp.tokenizer = Tokenizer(nlp.vocab)
    examples = list(Corpus(path)(nlp))
    assert [len(example.reference.ents) for example in examples] == [9, 1]
    for example in examples:
        tags = example.get_aligned_ner()
        assert None not in tags
        assert "-" not in tags
        assert [token.text for token in example.predicted] == [token.text for token in example.reference]
    spacy.util.fix_random_seed(0)
    nlp.add_pipe("ner")
    optimizer = nlp.initialize(lambda: examples)
    assert set(nlp.get_pipe("ner").labels) == {"PERSON", "AGENCY", "DATE", "TITLE"}
    losses = [nlp.update(examples, sgd=optimizer)["ner"] for _ in range(30)]
    assert losses[-1] < 0.7 * losses[0]
