"""``vnjudnlp stats``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

GOLD = "# id: a\n# genre: news\n# doc_date: 2022-04-13\n\nÔng [Lê A|PERSON] và [Bộ Tư pháp|AGENCY].\n"


def test_table_and_json(tmp_path: Path, vnjudnlp: Callable) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a.txt").write_text(GOLD, encoding="utf-8")
    result = vnjudnlp("stats", "gold")
    assert result.status == 0
    assert "Bộ Tư pháp" in result.output
    data = json.loads(vnjudnlp("stats", "gold", "--format", "json", "--by", "doc_date", "--top", "3").output)
    assert data["corpus"]["entities"] == 2
    assert data["groups"]["rows"][0]["value"] == "2022-04-13"


def test_bad_documents_are_reported_and_the_rest_is_counted(tmp_path: Path, vnjudnlp: Callable) -> None:
    lines = ['{"text": "Lê A", "entities": [{"start": 0, "end": 4, "label": "PERSON"}]}', "{", '{"id": 1}']
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    result = vnjudnlp("stats", "a.jsonl", "--format", "json")
    assert result.status == 1
    assert len(result.errors) == 2
    assert result.errors[0].startswith("error: a.jsonl:2: ")
    assert json.loads(result.output)["corpus"]["bad_documents"] == 2


def test_raw_documents_need_to_be_annotated(tmp_path: Path, vnjudnlp: Callable) -> None:
    (tmp_path / "a.txt").write_text("Ông Lê Văn A họp với Bộ Tư pháp.", encoding="utf-8")
    result = vnjudnlp("stats", "a.txt")
    assert (result.status, result.output) == (1, "")
    assert "--annotate" in result.errors[0]
    result = vnjudnlp("stats", "a.txt", "--annotate", "--format", "json")
    assert result.status == 0
    assert json.loads(result.output)["names"]["PERSON"]["top"][0]["name"] == "Lê Văn A"


def test_what_is_missing_is_said(vnjudnlp: Callable) -> None:
    assert vnjudnlp("stats", "missing.jsonl").status == 1
    assert vnjudnlp("stats").status == 2
    assert vnjudnlp("stats", "--from", "morse", "a").status == 1
    assert vnjudnlp("stats", "--top", "0", "a").status == 2


def test_page_and_figures(tmp_path: Path, vnjudnlp: Callable) -> None:
    pytest.importorskip("matplotlib", reason="plots need matplotlib")
    (tmp_path / "a.txt").write_text(GOLD, encoding="utf-8")
    more = ("--figures", "figures", "--figure-format", "png", "--figure-format", "svg")
    result = vnjudnlp("stats", "a.txt", "--html", "report.html", *more, "--output", "report.txt")
    assert (result.status, result.output, result.errors) == (0, "", [])
    assert (tmp_path / "report.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert {"labels.png", "labels.svg"} <= {file.name for file in (tmp_path / "figures").iterdir()}
