from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

TEXTS = {
    "a": "Ông Lê Văn Sáu, Chi cục trưởng Chi cục Thi hành án dân sự huyện Sìn Hồ, họp ngày 12/4.",
    "b": "Tòa án nhân dân tỉnh Gia Lai xét xử sơ thẩm vụ tranh chấp quyền sử dụng đất giữa hai hộ dân.",
    "c": "Bà Phan Thu Hà trình bày: tài sản kê biên là căn nhà cấp bốn ở xã Tà Cạ.",
    "d": "Mưa lớn làm sạt lở nhiều đoạn đường.",
}


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
    return folder


def test_picks_are_tagged_marked_and_left_out_next_time(tmp_path: Path, raw: Path, vnjudnlp: Callable) -> None:
    result = vnjudnlp("select", "raw", "-n", "3", "--random-share", "0.34", "-o", "first.jsonl")
    assert result.status == 0
    assert result.errors[0].startswith("note: 3 of 4 documents, ")
    assert result.errors[0].endswith(" syllables; 1 of them chosen by chance")
    first = [json.loads(line) for line in (tmp_path / "first.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [record["selection"]["rank"] for record in first] == [1, 2, 3]
    assert sorted(record["selection"]["strategy"] for record in first) == ["random", "uncertainty", "uncertainty"]
    spans = {span["label"] for record in first for span in record["entities"]}
    assert {"PERSON", "AGENCY"} & spans
    result = vnjudnlp("select", "raw", "--exclude", "first.jsonl", "--to", "text", "-o", "rest")
    assert result.status == 0
    assert "1 of 1 documents" in result.errors[-1]
    assert result.errors[-1].endswith("3 annotated already")
    (left,) = (tmp_path / "rest").iterdir()
    assert left.read_text(encoding="utf-8").strip() not in {record["text"].strip() for record in first}
    result = vnjudnlp("select", "raw", "--exclude", "raw", "-o", "none.jsonl")
    assert (result.status, result.errors) == (1, ["error: all documents are annotated already; name others"])
    assert not (tmp_path / "none.jsonl").exists()


def test_bad_input_and_wrong_commands(tmp_path: Path, raw: Path, vnjudnlp: Callable) -> None:
    (tmp_path / "bad.jsonl").write_text('{"id": 1}\n{"id": "x", "text": "Bà Lò Thị Ngần"}\n', encoding="utf-8")
    result = vnjudnlp("select", "bad.jsonl", "-o", "out.jsonl")
    assert result.status == 1
    assert result.errors[0].startswith("error: bad.jsonl:1: ")
    assert len((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()) == 1
    result = vnjudnlp("select", "raw", "--syllables", "2", "-o", "short.jsonl")
    assert (result.status, result.errors) == (1, ["error: no document is short enough for --syllables; raise it"])
    result = vnjudnlp("select", "raw", "--model", "missing", "-o", "none.jsonl")
    assert result.status == 1
    assert "no model 'missing'" in result.errors[0]
    for command in (
        ("raw", "-o", "out.unknown"),
        ("raw", "-o", "out.jsonl", "--to", "pdf"),
        ("raw", "-o", "raw", "--to", "text"),
    ):
        assert vnjudnlp("select", *command).status == 2, command
