from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

GOOD = "# id: {id}\n# genre: news\n\nÔng [Lê A|PERSON] họp tại Huế, số {id}.\n"


def test_check(tmp_path: Path, vnjudnlp: Callable) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(GOOD.format(id=name), encoding="utf-8")
    result = vnjudnlp("data", "check", "a.txt", "b.txt")
    assert (result.status, result.output) == (0, "documents: 2, faults: 0, warnings: 0\n")
    (tmp_path / "c.txt").write_text(GOOD.format(id="a").replace("PERSON]", "DATE|12/4]"), encoding="utf-8")
    result = vnjudnlp("data", "check", "a.txt", "c.txt")
    assert result.status == 1
    assert "fault     c.txt:4   the normal form of 'Lê A' is wrong" in result.output
    assert "fault     c.txt:1   the same id as a.txt: 'a'" in result.output
    assert "warning   c.txt:1   the same text as a.txt" in result.output
    assert result.output.endswith("documents: 2, faults: 2, warnings: 1\n")
    data = json.loads(vnjudnlp("data", "check", "a.txt", "c.txt", "--format", "json").output)
    assert {item["line"] for item in data["faults"]} == {1, 4}
    assert vnjudnlp("data", "check", "a.txt", "--splits", "none.tsv").errors[0].startswith("error: none.tsv: ")


def test_statistics(tmp_path: Path, vnjudnlp: Callable) -> None:
    (tmp_path / "a.txt").write_text(GOOD.format(id="a"), encoding="utf-8")
    result = vnjudnlp("data", "statistics", "a.txt")
    assert [line.split() for line in result.output.splitlines()][2:] == [
        ["news", "1", "8", "1"],
        ["all", "1", "8", "1"],
    ]
    data = json.loads(vnjudnlp("data", "statistics", "a.txt", "--format", "json", "--by", "court").output)
    assert data["(none)"] == {"documents": 1, "syllables": 8, "spans": {"PERSON": 1}}


def test_help_and_wrong_commands(vnjudnlp: Callable) -> None:
    assert "statistics" in vnjudnlp("data").output
    assert vnjudnlp("data", "chek").status == 2
    assert vnjudnlp("data", "check").status == 2
