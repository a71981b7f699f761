from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

TEXT = "Ông Lê Văn Sáu họp ngày 12/4."


def write(path: Path, *spans: tuple[int, int, str], text: str = TEXT) -> None:
    entities = [dict(zip(("start", "end", "label"), span, strict=True)) for span in spans]
    path.write_text(json.dumps({"id": "a", "text": text, "entities": entities}) + "\n", encoding="utf-8")


def test_tables_and_files(tmp_path: Path, vnjudnlp: Callable) -> None:
    write(tmp_path / "an.jsonl", (4, 14, "PER"), (24, 28, "DATE"))
    (tmp_path / "binh.txt").write_text("# id: a\n\nÔng [Lê Văn Sáu|PERSON] họp [ngày 12/4|DATE].\n", encoding="utf-8")
    result = vnjudnlp("agreement", "an.jsonl", "binh.txt", "--map", "PER=PERSON", "--list", "5", "--by", "genre")
    assert result.status == 1
    assert "no document has the field 'genre'" in result.errors[0]
    command = ("agreement", "an.jsonl", "binh.txt", "--map", "PER=PERSON")
    result = vnjudnlp(*command, "--list", "5", "--disagreements", "out.jsonl")
    assert (result.status, result.errors) == (0, [])
    lines = [line.split() for line in result.output.splitlines() if line]
    assert ["label", "an", "binh", "same", "F1", "kappa", "95", "%", "interval", "kappa,", "annotated", "norm"] in lines
    assert ["1", "document,", "disagreements:", "1", "(boundary", "1)"] in lines
    assert "⟦ngày 12/4⟧" in result.output
    (line,) = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert [len(spans) for spans in json.loads(line)["spans"].values()] == [1, 1]
    data = json.loads(vnjudnlp(*command, "--format", "json", "--names", "An,Bình").output)
    assert data["annotators"] == ["An", "Bình"]
    assert data["joint"]["PERSON"]["f1"]["value"] == 1
    assert data["disagreements"] == []


def test_errors(tmp_path: Path, vnjudnlp: Callable) -> None:
    write(tmp_path / "an.jsonl", (4, 14, "PERSON"))
    write(tmp_path / "binh.jsonl", text=TEXT.replace("ọ", "o"))
    result = vnjudnlp("agreement", "an.jsonl", "binh.jsonl")
    assert result.status == 1
    assert "a: the texts of an and binh differ from character 16, line 1" in result.errors[0]
    for command in (
        ("an.jsonl",),
        ("an.jsonl", "an.jsonl"),
        ("an.jsonl", "binh.jsonl", "--names", "A"),
        ("an.jsonl", "binh.jsonl", "--map", "PER"),
    ):
        assert vnjudnlp("agreement", *command).status == 2
    result = vnjudnlp("evaluate", "an.jsonl", "an.jsonl", "--map", "PER=PERSON")
    assert "no span has the label 'PER' of --map" in result.errors[0]
