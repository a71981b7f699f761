from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

LETTER = "Đồng chí Đào Trọng Giáp, Cục trưởng Cục THADS tỉnh Gia Lai, đã báo cáo.\n"
BODY = "Cục Thi hành án dân sự tỉnh Gia Lai"


def test_table_of_folders_and_records(tmp_path: Path, vnjudnlp: Callable) -> None:
    folder = tmp_path / "news" / "2022"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text(f"# id: a\n# doc_date: 2022-04-13\n\n{LETTER}", encoding="utf-8")
    lines = [json.dumps({"id": "=b", "text": LETTER, "doc_date": "2021-01-02"}), "{broken"]
    (tmp_path / "more.jsonl").write_text("\n".join(lines), encoding="utf-8")
    result = vnjudnlp("offices", "news", "more.jsonl")
    (row,) = csv.DictReader(io.StringIO(result.output))
    assert result.status == 1, "a bad line is told of, the rest is written"
    assert any("more.jsonl:2" in line for line in result.errors)
    assert (row["person"], row["title"], row["body"]) == ("Đào Trọng Giáp", "Cục trưởng", BODY)
    assert (row["first_seen"], row["last_seen"], row["documents"]) == ("2021-01-02", "2022-04-13", "2")
    assert row["evidence"] == "a:9-35; =b:9-35"


def test_cells_are_no_formulas() -> None:
    from vnjudnlp.formats.cells import safe_cell

    assert [safe_cell(value) for value in ("=1+1", "@x", "Lê An", "")] == ["'=1+1", "'@x", "Lê An", ""]


def test_json_lines(tmp_path: Path, vnjudnlp: Callable) -> None:
    (tmp_path / "a.txt").write_text(LETTER, encoding="utf-8")
    result = vnjudnlp("offices", "--format", "jsonl", "--doc-date", "2022-04-13", "a.txt")
    assert result.status == 0
    assert json.loads(result.output)["evidence"] == ["a.txt:9-35"]


def test_parquet_asks_for_a_file(tmp_path: Path, vnjudnlp: Callable) -> None:
    (tmp_path / "a.txt").write_text(LETTER, encoding="utf-8")
    result = vnjudnlp("offices", "--format", "parquet", "a.txt")
    assert result.status == 2
    assert "--output" in result.errors[0]


def test_facts_are_added_only_where_they_are_asked_for(tmp_path: Path, vnjudnlp: Callable) -> None:
    (tmp_path / "a.txt").write_text(LETTER, encoding="utf-8")
    without = json.loads(vnjudnlp("tag", "--format", "jsonl", "a.txt").output)
    facts = json.loads(vnjudnlp("tag", "--format", "jsonl", "--facts", "a.txt").output)
    assert set(facts) - set(without) == {"people", "offices", "case"}
    assert facts["offices"][0]["body"] == BODY
    assert vnjudnlp("tag", "--facts", "a.txt").status == 2
