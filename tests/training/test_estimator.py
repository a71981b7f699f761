"""The tagger as an estimator: it learns labels of one's own, is deterministic, and comes back from its files."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.model_selection import GridSearchCV, GroupKFold, cross_validate

import vnjudnlp
from vnjudnlp.errors import InputError, ResourceError
from vnjudnlp.formats.markup import parse_markup
from vnjudnlp.records import Record
from vnjudnlp.training import SpanTagger

COURSES = ("tuyên phạt", "xử phạt", "đề nghị phạt", "giữ nguyên mức phạt", "giảm hình phạt còn", "tăng lên")
TERMS = ("12 tháng tù", "03 năm tù", "07 năm 06 tháng tù", "tù chung thân", "24 tháng cải tạo không giam giữ")
CRIMES = ("Trộm cắp tài sản", "Cố ý gây thương tích", "Đánh bạc", "Tham ô tài sản", "Giết người")


def documents() -> list[Record]:
    """Short judgments with two labels that the package does not have."""
    records = []
    for course in COURSES:
        for number, (term, crime) in enumerate(zip(TERMS, CRIMES, strict=True)):
            markup = f"Hội đồng xét xử {course} bị cáo Nguyễn Văn A [{term}|SENTENCE] về tội “[{crime}|CRIME]”."
            text, entities, _ = parse_markup(markup, labels=("SENTENCE", "CRIME"))
            records.append(Record(f"{course}-{number}", text, "2021-05-06", entities))
    return records


@pytest.fixture(scope="module")
def trained() -> SpanTagger:
    return SpanTagger(iterations=30, least=1, augment=0).fit(documents())


def test_labels_of_ones_own_are_learned(trained: SpanTagger) -> None:
    assert trained.labels_ == ("CRIME", "SENTENCE")
    text = "Tòa án phúc thẩm tuyên phạt bị cáo Lê Thị B 03 năm tù về tội “Đánh bạc”."
    found = trained.predict([Record("new", text)])[0]
    assert [(entity.label, entity.text) for entity in found] == [("SENTENCE", "03 năm tù"), ("CRIME", "Đánh bạc")]
    assert all(0 < entity.score <= 1 and entity.source == "model" for entity in found)
    assert trained.score(documents()) > 0.99


def test_it_is_a_scikit_learn_estimator() -> None:
    records = documents()
    estimator = SpanTagger(iterations=10, least=1, augment=0)
    assert clone(estimator).get_params() == estimator.get_params()
    spans = [record.entities for record in records]
    groups = [record.id.split("-")[0] for record in records]
    scores = cross_validate(estimator, records, spans, groups=groups, cv=GroupKFold(n_splits=2))
    assert scores["test_score"].min() > 0.8
    search = GridSearchCV(estimator, {"penalty": [1.0, 100000.0]}, cv=2).fit(records, spans)
    assert search.best_params_ == {"penalty": 1.0}


def test_the_same_seed_gives_the_same_model() -> None:
    markups = [f"Bà [{name}|PERSON] khai." for name in ("Lê Thị Hoa", "Trần Thu Hà", "Phạm Mai Lan", "Vũ Thị Cúc")]
    records = [Record(markup, *parse_markup(markup)[:1], None, parse_markup(markup)[1]) for markup in markups]
    first, again, other = (
        SpanTagger(iterations=5, least=1, augment=1, seed=seed).fit(records).model_ for seed in (3, 3, 4)
    )
    assert (first.weights == again.weights).all()
    assert first.weights.shape != other.weights.shape or (first.weights != other.weights).any()


def test_a_model_comes_back_from_its_files(trained: SpanTagger, tmp_path: Path) -> None:
    trained.save(tmp_path / "sentences")
    text = documents()[3].text
    wanted = [
        (entity.start, entity.end, entity.label, entity.score) for entity in trained.predict([Record("1", text)])[0]
    ]
    found = vnjudnlp.tag(text, model=tmp_path / "sentences")
    assert [(entity.start, entity.end, entity.label, entity.score) for entity in found] == wanted
    assert vnjudnlp.tag(text, model=str(tmp_path / "sentences")) == found
    sure = vnjudnlp.tag(text, model=tmp_path / "sentences", min_score=1.0)
    assert [entity for entity in sure if entity.score < 1] == []


def test_saving_again_replaces_the_model(trained: SpanTagger, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    trained.save(folder)
    (folder / "left over").touch()
    SpanTagger(iterations=2, least=1, augment=0).fit(documents()[:5]).save(folder)
    assert not (folder / "left over").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["model"]
    assert vnjudnlp.tag("Hết.", model=folder) == []


def test_a_failed_save_leaves_the_old_model(
    trained: SpanTagger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "model"
    trained.save(folder)
    before = sorted((path.name, path.read_bytes()) for path in folder.iterdir())

    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(OSError, match="No space left"):
            trained.save(folder)
    assert sorted((path.name, path.read_bytes()) for path in folder.iterdir()) == before
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


@pytest.mark.parametrize("name", ["weights.npy", "keys.npy", "forms.txt", "inert.npy", "transitions.npy"])
def test_damaged_and_missing_files_are_told(trained: SpanTagger, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "model"
    trained.save(folder)
    data = (folder / name).read_bytes()
    (folder / name).write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(ResourceError, match=f"damaged file {name}"):
        vnjudnlp.tag("Hết.", model=folder)
    (folder / name).unlink()
    with pytest.raises(ResourceError, match=f"lacks its file {name}"):
        vnjudnlp.tag("Hết.", model=folder)


def test_other_versions_and_no_models_are_told(trained: SpanTagger, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    trained.save(folder)
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    (folder / "meta.json").write_text(json.dumps({**meta, "version": 99}), encoding="utf-8")
    with pytest.raises(ResourceError, match="version 99"):
        vnjudnlp.tag("Hết.", model=folder)
    (folder / "meta.json").write_text("{", encoding="utf-8")
    with pytest.raises(ResourceError, match=r"no readable meta\.json"):
        vnjudnlp.tag("Hết.", model=folder)
    for nothing in (tmp_path / "none", "vi_jud_none"):
        with pytest.raises(ResourceError, match="neither the folder of a trained model"):
            vnjudnlp.tag("Hết.", model=nothing)


def test_documents_may_be_annotated_with_some_labels_only() -> None:
    records = []
    for number, record in enumerate(documents()):
        label = ("SENTENCE", "CRIME")[number % 2]
        entities = [entity for entity in record.entities if entity.label == label]
        records.append(dataclasses.replace(record, entities=entities, extra={"labels": [label]}))
    partial = SpanTagger(iterations=30, least=1, augment=0).fit(records)
    assert partial.score(documents()) > 0.95
    # without being told so it learns that half of the spans are none
    told_nothing = [dataclasses.replace(record, extra={}) for record in records]
    assert SpanTagger(iterations=30, least=1, augment=0).fit(told_nothing).score(documents()) < partial.score(
        documents()
    )


def test_calibration_brings_scores_to_the_share_that_is_right(trained: SpanTagger) -> None:
    # half of the annotation is taken away, so that half of what is found is wrong
    records = [
        dataclasses.replace(record, entities=record.entities if number % 2 else [])
        for number, record in enumerate(documents())
    ]
    calibrated = SpanTagger(iterations=30, least=1, augment=0).fit(documents()).calibrate(records)
    scores = [entity.score for spans in calibrated.predict(records) for entity in spans]
    assert np.mean(scores) == pytest.approx(0.5, abs=0.05)


def test_nothing_to_learn_is_told() -> None:
    with pytest.raises(InputError, match="no documents"):
        SpanTagger().fit([])
    with pytest.raises(InputError, match="nothing to learn"):
        SpanTagger().fit([Record("1", "Không có gì.")])
    with pytest.raises(InputError, match="nothing to learn"):
        SpanTagger(labels=["OTHER"]).fit(documents())


def test_the_grammar_may_be_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    SpanTagger(iterations=30, least=1, augment=0, grammar=False).fit(documents()).save(tmp_path / "model")

    def fail(*arguments: object) -> None:
        raise AssertionError("the grammar was asked")

    monkeypatch.setattr("vnjudnlp.tagging.stage.grammar_spans", fail)
    found = vnjudnlp.tag(documents()[7].text, model=tmp_path / "model")
    assert [(entity.label, entity.text) for entity in found] == [
        ("SENTENCE", "07 năm 06 tháng tù"),
        ("CRIME", "Đánh bạc"),
    ]
