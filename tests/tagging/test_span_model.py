"""What the model looks at, where its chains are cut, and that a document is tagged alike alone and among others."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import vnjudnlp
from vnjudnlp.batch import Batch
from vnjudnlp.formats.markup import read_document
from vnjudnlp.resources import data_file
from vnjudnlp.segmentation import words_begin
from vnjudnlp.segmentation.tables import KeyTable
from vnjudnlp.tagging.features import TEMPLATES, describe_tokens, template_bits
from vnjudnlp.tagging.grammar import grammar_spans
from vnjudnlp.tagging.span_model import DenseTable, active_tokens, load_model, pieces_of
from vnjudnlp.text.tokens import read_texts


def active_of(batch: Batch) -> list[str]:
    model = load_model()
    words = words_begin(batch)
    columns = describe_tokens(batch, model.forms, grammar_spans(batch, words), model.classes, words)
    return [batch.tokens.surface[index] for index in active_tokens(columns, model.inert).tolist()]


def test_runs_of_words_that_are_never_named_are_left_out() -> None:
    text = "Theo đó, việc này đã được thực hiện đầy đủ và rất tốt, ông Lê Văn Sáu nói."
    active = active_of(read_texts([text]))
    assert {"Lê", "Văn", "Sáu"} <= set(active)
    assert "rất" not in active


def test_paragraphs_are_chains() -> None:
    batch = read_texts(["Một hai.\n\nBa bốn. Năm sáu.", "Bảy."])
    every = np.arange(len(batch.tokens))
    assert [batch.tokens.surface[index] for index in pieces_of(every, batch).tolist()] == ["Một", "Ba", "Bảy"]
    without_three = np.array([index for index in every.tolist() if batch.tokens.surface[index] != "Ba"])
    begins = without_three[pieces_of(without_three, batch)]
    assert [batch.tokens.surface[index] for index in begins.tolist()] == ["Một", "bốn", "Bảy"]


def test_long_paragraphs_are_cut_where_sentences_begin() -> None:
    batch = read_texts([" ".join(["Tòa án tuyên án rồi."] * 100)])
    pieces = pieces_of(np.arange(len(batch.tokens)), batch)
    assert len(pieces) == 100
    assert {batch.tokens.surface[index] for index in pieces.tolist()} == {"Tòa"}


@pytest.mark.parametrize("length", [511, 512, 513, 3000])
def test_no_chain_is_longer_than_any_sentence(length: int) -> None:
    batch = read_texts([" ".join(["án"] * length)])
    pieces = pieces_of(np.arange(len(batch.tokens)), batch)
    assert np.diff(np.append(pieces, length)).max() <= 512


def test_both_kinds_of_tables_find_the_same_rows() -> None:
    generator = np.random.default_rng(0)
    keys = generator.choice(1 << 16, size=500, replace=False)
    rows = np.arange(1, 501, dtype=np.int32)
    wanted = generator.integers(0, 1 << 16, size=3000)
    assert (DenseTable.build(keys, rows).find(wanted) == KeyTable.build(keys, rows).find(wanted)).all()


def test_keys_fit_into_whole_numbers() -> None:
    assert max(template_bits(template) for template in TEMPLATES) < 63


def test_a_document_is_tagged_alike_alone_and_among_others() -> None:
    paths = sorted(Path(str(data_file("corpus"))).glob("*/*.txt"))[::40]
    records = [read_document(path) for path in paths]
    together = vnjudnlp.tag([record.text for record in records], [record.doc_date for record in records])
    for record, found in zip(records, together, strict=True):
        alone = vnjudnlp.tag(record.text, record.doc_date)
        assert [(entity.start, entity.end, entity.label) for entity in alone] == [
            (entity.start, entity.end, entity.label) for entity in found
        ]
        assert [entity.score for entity in alone] == pytest.approx([entity.score for entity in found], abs=2e-4)
