"""``vnjudnlp abbreviations``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

TEXT = "Tổ kiểm kê tang quỹ (KKTQ) họp. KKTQ báo cáo UBND xã và HRC.\n"


def test_forms_are_listed_with_what_is_known_of_them(vnjudnlp: Callable) -> None:
    lines = vnjudnlp("abbreviations", "--format", "jsonl", stdin=TEXT.encode()).output.splitlines()
    rows = {row["short"]: row for row in map(json.loads, lines)}
    assert {short: (row["status"], row["count"]) for short, row in rows.items()} == {
        "KKTQ": ("defined", 1),
        "UBND": ("known", 1),
        "HRC": ("unknown", 1),
    }
    table = vnjudnlp("abbreviations", stdin=TEXT.encode()).output
    assert "Ủy ban nhân dân" in table


def test_unknown_ones_become_a_lexicon(vnjudnlp: Callable, tmp_path: Path) -> None:
    template = vnjudnlp("abbreviations", "--format", "lexicon", stdin=TEXT.encode()).output
    assert "HRC\t\t1\t" in template
    lexicon = tmp_path / "ours.tsv"
    lexicon.write_text(template.replace("HRC\t\t", "HRC\thội rừng\t"), encoding="utf-8")
    lines = vnjudnlp("abbreviations", "--lexicon", str(lexicon), "--format", "jsonl", stdin=TEXT.encode()).output
    assert '"long": "hội rừng", "status": "known"' in lines


def test_bad_record_is_told_and_the_rest_is_counted(vnjudnlp: Callable, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"text": "UBND xã"}\n{"text": 5}\n{"text": "UBND huyện"}\n', encoding="utf-8")
    result = vnjudnlp("abbreviations", "--format", "jsonl", str(file))
    assert result.status == 1
    assert f"{file}:2" in result.errors[0]
    assert json.loads(result.output)["count"] == 2
