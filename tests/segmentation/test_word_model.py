"""The trained model's files, what it sees of a token, and its training."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from vnjudnlp.batch import Gap
from vnjudnlp.errors import ResourceError
from vnjudnlp.segmentation import arrays
from vnjudnlp.segmentation.features import NGRAM_PLACES, PATTERN_SIZES, number_tokens, pad
from vnjudnlp.segmentation.forms import CaseClass, NameClass, form_name, name_classes
from vnjudnlp.segmentation.training import Layout, Lexicon, TrainingSet, build_tables, fit_gold, fit_scores, to_arrays
from vnjudnlp.segmentation.viterbi import Lattice
from vnjudnlp.segmentation.word_model import NAME, WordModel, default_model
from vnjudnlp.text.tokens import read_texts

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the model that the tests may damage."""
    shutil.copytree(PROJECT / "models" / NAME, tmp_path / NAME)
    monkeypatch.setattr(arrays, "models_file", lambda name: tmp_path / name)
    return tmp_path / NAME


def test_a_copy_of_the_model_loads(folder: Path) -> None:
    model = WordModel.load()
    assert set(model.weights) == {*NGRAM_PLACES, *PATTERN_SIZES}
    assert {array.dtype for array in model.weights.values()} == {np.dtype(np.int16)}
    assert sum(path.stat().st_size for path in folder.iterdir()) < 12_000_000


def test_a_damaged_model_is_refused(folder: Path) -> None:
    file = folder / "bigrams.npy"
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)
    with pytest.raises(ResourceError, match=r"damaged file bigrams\.npy; install"):
        WordModel.load()
    file.unlink()
    with pytest.raises(ResourceError, match=r"lacks its file bigrams\.npy"):
        WordModel.load()


def test_a_model_of_another_version_is_refused(folder: Path) -> None:
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    (folder / "meta.json").write_text(json.dumps({**meta, "version": 99}), encoding="utf-8")
    with pytest.raises(ResourceError, match="version 99, this vnjudnlp reads 1"):
        WordModel.load()
    (folder / "meta.json").write_text("{", encoding="utf-8")
    with pytest.raises(ResourceError, match=r"no readable meta\.json"):
        WordModel.load()


def test_the_model_says_what_it_was_made_of() -> None:
    meta = json.loads((PROJECT / "models" / NAME / "meta.json").read_text(encoding="utf-8"))
    assert meta["license"] == "CC-BY-SA-4.0"
    assert "UD_Vietnamese-VTB" in meta["sources"]["treebank"]
    assert set(meta["sources"]["teachers"]) == {"vinlp", "pyvi", "underthesea"}
    card = (PROJECT / "models" / NAME / "README.md").read_text(encoding="utf-8")
    for word in ("CC BY-SA 4.0", "pyvi", "ViNLP", "underthesea", "UD_Vietnamese-VTB"):
        assert word in card


def test_what_the_model_sees() -> None:
    batch = read_texts(["Bà Lan nộp 1.250 đồng, 2022 H'Hen THADS Wei\n\nTỈNH GIA LAI THADS"])
    tokens = batch.tokens
    seen = dict(zip(tokens.surface, (CaseClass(case) for case in number_tokens(tokens, {})[1]), strict=True))
    assert seen["Lan"] == CaseClass.TITLE
    assert seen["nộp"] == CaseClass.LOWER
    assert seen["1.250"] == CaseClass.NUMBER
    assert seen[","] == CaseClass.PUNCTUATION
    assert seen["Wei"] == CaseClass.FOREIGN_TITLE
    assert seen["TỈNH"] == CaseClass.IN_CAPITALS
    cases = [CaseClass(case) for case in number_tokens(tokens, {})[1]]
    of_abbreviation = [case for case, form in zip(cases, tokens.form, strict=True) if form == "thads"]
    assert of_abbreviation == [CaseClass.ABBREVIATION, CaseClass.FOREIGN_IN_CAPITALS]
    names = {form_name(token.form, token.kind) for token in tokens.types}
    assert {"<number>", "<4 digits>", "lan"} <= names
    assert name_classes()["nguyễn"] in (NameClass.SURNAME, NameClass.SURNAME_OR_GIVEN)
    assert name_classes()["quận"] == NameClass.LEVEL


def test_pads_keep_sentences_apart() -> None:
    """What stands in another sentence changes no score."""
    model = default_model()

    def scores(text: str) -> list[int]:
        batch = read_texts([text])
        return model.scores(model.padded(batch.tokens, batch.sentence_first)).tolist()

    alone = scores("Tòa án xét xử vụ án.")
    both = scores("Tòa án xét xử vụ án.\n\nNgười dân khiếu nại.\n\nTòa án xét xử vụ án.")
    assert both[: len(alone)] == alone
    assert both[-len(alone) :] == alone


def tiny_set(sentences: list[str]) -> tuple[TrainingSet, dict[str, int]]:
    """Make a training set of sentences in which ``_`` joins the forms of a word."""
    words = [sentence.split() for sentence in sentences]
    forms = [[form for word in sentence for form in word.split("_")] for sentence in words]
    inside = [[float(place > 0) for word in sentence for place in range(len(word.split("_")))] for sentence in words]
    numbers = {
        form: number for number, form in enumerate(["<pad>", "<unknown>", *sorted({f for s in forms for f in s})])
    }
    flat = np.array([numbers[form] for sentence in forms for form in sentence], dtype=np.int64)
    first = np.cumsum([0, *map(len, forms)])[:-1]
    ones = np.ones(len(flat), dtype=np.int64)
    target = np.array([label for sentence in inside for label in sentence])
    return TrainingSet(flat, ones * CaseClass.LOWER, ones * 0, first, target, np.ones(len(flat))), numbers


GOLD = [
    "tòa_án xét_xử vụ_án",
    "tòa_án hỏi người dân",
    "người dân hỏi tòa_án",
    "vụ_án dân_sự",
    "xét_xử vụ_án dân_sự",
] * 3


def test_training_learns_what_it_is_shown() -> None:
    gold, numbers = tiny_set(GOLD)
    lexicon = Lexicon(frozenset({(numbers["tòa"], numbers["án"])}), frozenset())
    tables = build_tables(gold.padded(), lexicon, {"bigrams": 1, "gapped": 1, "trigrams": 1})
    layout = Layout(tables, len(numbers))
    index = layout.index(gold.padded())
    assert index.min() >= 0
    assert index.max() < layout.size
    losses: list[float] = []
    settings = {"penalty": 0.01, "far": 7.0, "iterations": 50}
    target = gold.target * 8 - 4
    weights = fit_scores(
        index, layout.size, target, gold.weight, progress=lambda _, loss: losses.append(loss), **settings
    )
    assert losses[-1] < losses[0] / 20
    assert (weights == fit_scores(index, layout.size, target, gold.weight, **settings)).all()
    made = to_arrays(layout, weights, unit=256, least=0.0)
    model = WordModel(
        numbers,
        type(tables)(type(tables.table).build(made["keys"], made["rows"]), made["bigram_flags"], made["trigram_flags"]),
        made,
        [[0, 0], [0, 0]],
    )
    scores = model.scores(pad(gold.forms, gold.cases, gold.names, gold.first))
    begins = model.words_begin(scores, Lattice.of_sentences(gold.first, len(gold.forms)))
    assert (begins == (gold.target == 0)).all()


def test_gold_words_move_free_weights_only() -> None:
    gold, numbers = tiny_set(GOLD)
    tables = build_tables(gold.padded(), Lexicon(frozenset(), frozenset()), {"bigrams": 1, "gapped": 1, "trigrams": 1})
    layout = Layout(tables, len(numbers))
    index = layout.index(gold.padded())
    free = np.zeros(layout.size, dtype=np.bool_)
    layout.part(free, "bigrams")[:] = True
    start = np.zeros(layout.size)
    moved = fit_gold(index, start, free, gold, np.zeros((2, 2)), penalty=0.1, iterations=40)
    assert (moved[~free] == 0).all()
    assert np.abs(moved[free]).max() > 0.5
    scores = moved[index].sum(axis=0)
    scores[gold.first] = -1
    assert ((scores > 0) == (gold.target == 1)).all()


def test_lines_of_a_document_are_sentences_of_the_reference() -> None:
    batch = read_texts(["một\nhai"])
    assert batch.tokens.gap.tolist() == [Gap.DOCUMENT, Gap.LINE]
