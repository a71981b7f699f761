"""``vnjudnlp train``: labels of one's own, the model used by ``tag`` and ``evaluate``, faults told before any work."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

PENALTIES = ("12 tháng tù", "03 năm tù", "tù chung thân", "07 năm tù", "24 tháng tù", "20 năm tù")
COURSES = ("tuyên phạt", "xử phạt", "đề nghị phạt", "giữ nguyên mức phạt")


def write_records(path: Path, courses: tuple[str, ...] = COURSES) -> Path:
    """Write short judgments with one label that the package does not have."""
    lines = []
    for course in courses:
        for penalty in PENALTIES:
            text = f"Hội đồng xét xử {course} bị cáo Nguyễn Văn A {penalty} về tội trộm cắp."
            start = text.index(penalty)
            span = {"start": start, "end": start + len(penalty), "label": "SENTENCE"}
            lines.append(json.dumps({"id": f"{course} {penalty}", "text": text, "entities": [span]}) + "\n")
    path.write_text("".join(lines), encoding="utf-8")
    return path


OPTIONS = ("--iterations", "20", "--least", "1", "--augment", "0")


def test_a_model_of_ones_own(tmp_path: Path, vnjudnlp: Callable) -> None:
    write_records(tmp_path / "train.jsonl")
    result = vnjudnlp("train", "train.jsonl", "-o", "model", *OPTIONS)
    assert result.status == 0, result.errors
    assert any("labels: SENTENCE" in line for line in result.errors)
    assert any(line.startswith("written: model") for line in result.errors)
    assert "SENTENCE" in result.output  # figures of the documents that were held out
    (tmp_path / "new.txt").write_text("Tòa tuyên phạt bị cáo Lê Thị B 07 năm tù về tội giết người.\n", encoding="utf-8")
    tagged = vnjudnlp("tag", "--model", "model", "--format", "jsonl", "new.txt")
    entities = json.loads(tagged.output)["entities"]
    assert [(entity["label"], entity["text"], entity["source"]) for entity in entities] == [
        ("SENTENCE", "07 năm tù", "model")
    ]
    assert vnjudnlp("tag", "--model", "model", "--labels", "SENTENCE", "new.txt").output.count("07 năm tù") == 1
    wrong = vnjudnlp("tag", "--model", "model", "--labels", "PERSON", "new.txt")
    assert wrong.status == 2
    assert "unknown label 'PERSON'; the labels are SENTENCE" in wrong.errors[0]
    page = vnjudnlp("tag", "--model", "model", "--format", "html", "new.txt").output
    assert 'data-label="SENTENCE"' in page
    scores = vnjudnlp("evaluate", "train.jsonl", "--model", "model", "--format", "json")
    assert json.loads(scores.output)["by_label"]["SENTENCE"]["strict"]["f1"]["value"] == 1.0


def test_a_score_may_be_asked_for(tmp_path: Path, vnjudnlp: Callable) -> None:
    (tmp_path / "letter.txt").write_text("Bộ trưởng Bộ Tư pháp làm việc.\n", encoding="utf-8")
    everything = json.loads(vnjudnlp("tag", "--format", "jsonl", "letter.txt").output)["entities"]
    assert [entity["label"] for entity in everything] == ["TITLE", "AGENCY"]
    least = max(entity["score"] for entity in everything)
    some = json.loads(vnjudnlp("tag", "--format", "jsonl", "--min-score", str(least), "letter.txt").output)["entities"]
    assert some == [entity for entity in everything if entity["score"] >= least]
    assert vnjudnlp("tag", "--min-score", "1.5", "letter.txt").status == 2
    rules = json.loads(vnjudnlp("tag", "--format", "jsonl", "--model", "grammar", "letter.txt").output)["entities"]
    assert all(entity["source"] != "model" for entity in rules)
    nothing = vnjudnlp("tag", "--model", "nothing", "letter.txt")
    assert nothing.status == 1
    assert "neither the folder of a trained model" in nothing.errors[0]


def test_parts_and_held_out_documents(tmp_path: Path, vnjudnlp: Callable) -> None:
    write_records(tmp_path / "train.jsonl")
    write_records(tmp_path / "dev.jsonl", ("tăng hình phạt lên",))
    result = vnjudnlp("train", "train.jsonl", "--dev", "dev.jsonl", "-o", "model", *OPTIONS)
    assert result.status == 0
    assert any(line == "held out: 6 documents" for line in result.errors)
    ids = [f"{course} {penalty}" for course in COURSES for penalty in PENALTIES]
    table = "id\tpart\n" + "".join(f"{name}\t{'dev' if n % 4 == 0 else 'train'}\n" for n, name in enumerate(ids))
    (tmp_path / "parts.tsv").write_text(table, encoding="utf-8")
    result = vnjudnlp("train", "train.jsonl", "--parts", "parts.tsv", "-o", "model", *OPTIONS)
    assert result.status == 0, result.errors
    assert any("trained on 18 documents" in line for line in result.errors)
    (tmp_path / "parts.tsv").write_text(table.replace("dev", "half", 1), encoding="utf-8")
    result = vnjudnlp("train", "train.jsonl", "--parts", "parts.tsv", "-o", "model", *OPTIONS)
    assert result.status == 1
    assert "parts.tsv:2:" in result.errors[0]
    assert vnjudnlp("train", "train.jsonl", "--parts", "parts.tsv", "--dev", "dev.jsonl", "-o", "m").status == 2


def test_a_faulty_corpus_is_refused_whole_and_the_old_model_stays(tmp_path: Path, vnjudnlp: Callable) -> None:
    path = write_records(tmp_path / "train.jsonl")
    assert vnjudnlp("train", "train.jsonl", "-o", "model", *OPTIONS).status == 0
    before = {file.name: file.read_bytes() for file in (tmp_path / "model").iterdir()}
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[2] = lines[2].replace('"end": ', '"end": 99')
    path.write_text("\n".join(lines), encoding="utf-8")
    result = vnjudnlp("train", "train.jsonl", "-o", "model", *OPTIONS)
    assert result.status == 1
    assert "train.jsonl:3" in result.errors[0]
    assert {file.name: file.read_bytes() for file in (tmp_path / "model").iterdir()} == before


@pytest.mark.parametrize("make", [Path.touch, lambda path: (path.mkdir(), (path / "thesis.txt").touch())])
def test_nothing_but_a_model_is_replaced(tmp_path: Path, vnjudnlp: Callable, make: Callable) -> None:
    write_records(tmp_path / "train.jsonl")
    make(tmp_path / "mine")
    result = vnjudnlp("train", "train.jsonl", "-o", "mine", *OPTIONS)
    assert result.status == 1
    assert "is not the folder of a model" in result.errors[0]
    assert (tmp_path / "mine").exists()
