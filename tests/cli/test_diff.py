from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

TEXT = "Ông Lê Văn Sáu họp ngày 12/4."


def write(path: Path, *spans: tuple[int, int, str]) -> None:
    entities = [dict(zip(("start", "end", "label"), span, strict=True)) for span in spans]
    path.write_text(json.dumps({"id": "a", "text": TEXT, "entities": entities}) + "\n", encoding="utf-8")


def test_changes_with_gold(tmp_path: Path, vnjudnlp: Callable) -> None:
    write(tmp_path / "before.jsonl", (4, 10, "PERSON"))
    write(tmp_path / "after.jsonl", (4, 14, "PERSON"), (24, 28, "DATE"))
    write(tmp_path / "gold.jsonl", (4, 14, "PERSON"), (19, 28, "DATE"))
    result = vnjudnlp("diff", "before.jsonl", "after.jsonl", "--gold", "gold.jsonl")
    assert (result.status, result.errors) == (0, [])
    lines = [line.split() for line in result.output.splitlines() if line]
    assert result.output.startswith("1 document, spans unchanged: 0, changes: 2\n")
    assert ["PERSON", "changed", "1", "1", "0", "0"] in lines
    assert ["DATE", "gained", "1", "0", "1", "0"] in lines
    assert "“Lê Văn” → “Lê Văn Sáu”" in result.output
    assert "…Ông Lê Văn Sáu họp ngày ⟦12/4⟧.…" in result.output
    data = json.loads(vnjudnlp("diff", "before.jsonl", "after.jsonl", "--format", "json", "--changes", "1").output)
    assert data["counts"]["gained"] == {"DATE": {"all": 1}}
    assert [change["verdict"] for change in data["changes"]] == [None]


def test_exit_status(tmp_path: Path, vnjudnlp: Callable) -> None:
    write(tmp_path / "before.jsonl", (4, 10, "PERSON"))
    write(tmp_path / "after.jsonl", (4, 14, "PERSON"))
    assert vnjudnlp("diff", "before.jsonl", "after.jsonl", "--exit-code").status == 1
    same = vnjudnlp("diff", "before.jsonl", "before.jsonl", "--exit-code")
    assert (same.status, same.output) == (0, "1 document, spans unchanged: 1, changes: 0\n")
    assert (
        vnjudnlp("diff", "before.jsonl", "none.jsonl")
        .errors[0]
        .startswith("error: none.jsonl:1: there is no such file")
    )
    assert vnjudnlp("diff", "before.jsonl").status == 2
