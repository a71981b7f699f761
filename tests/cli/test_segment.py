from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

TEXT = "Chấp hành viên làm việc tại tỉnh Gia Lai.\r\n\r\nTòa án nhân dân xét xử\n"


def test_lines_of_the_input_are_lines_of_the_output(tmp_path: Path, vnjudnlp: Callable) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    result = vnjudnlp("segment", "a.txt")
    lines = result.output.split("\n")
    assert (result.status, result.errors) == (0, [])
    assert lines[0] == "Chấp_hành_viên làm_việc tại tỉnh Gia_Lai ."
    assert lines[1] == ""
    assert lines[2].replace("_", " ") == "Tòa án nhân dân xét xử"
    assert lines[3:] == [""]


def test_an_empty_line_stands_between_documents(tmp_path: Path, vnjudnlp: Callable) -> None:
    (tmp_path / "a.txt").write_text("ở đây", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"text": "tại\\nđó"}\n{"text": "kia"}\n', encoding="utf-8")
    assert vnjudnlp("segment", "a.txt", "b.jsonl").output == "ở đây\n\ntại\nđó\n\nkia\n"
    assert vnjudnlp("segment", "--format", "words", "a.txt", "b.jsonl").output == "ở\nđây\n\n\ntại\n\nđó\n\n\nkia\n\n"


def test_records_give_words_with_their_places(vnjudnlp: Callable) -> None:
    record = json.loads(vnjudnlp("segment", "--format", "jsonl", stdin=TEXT.encode()).output)
    words = record["words"]
    assert record["text"] == TEXT
    assert "entities" not in record
    assert all(TEXT[word["start"] : word["end"]] == word["text"] for word in words)
    assert [word["text"] for word in words[:2]] == ["Chấp hành viên", "làm việc"]
    assert "".join("".join(word["text"].split()) for word in words) == "".join(TEXT.split())


def test_records_keep_annotation_that_they_came_with(vnjudnlp: Callable) -> None:
    entities = [{"start": 0, "end": 3, "label": "LOC", "norm": None, "score": 1.0, "source": "gold", "text": "Huế"}]
    line = json.dumps({"id": "a", "text": "Huế", "entities": entities})
    assert json.loads(vnjudnlp("segment", "--format", "jsonl", stdin=line.encode()).output)["entities"] == entities
