from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

TEXT = "Cục THADS tỉnh Gia Lai"
EXPANDED = "Cục Thi hành án dân sự tỉnh Gia Lai"


def test_text(vnjudnlp: Callable) -> None:
    result = vnjudnlp("expand", stdin=TEXT.encode())
    assert (result.status, result.output, result.errors) == (0, f"{EXPANDED}\n", [])


def test_records_keep_both_texts_and_every_replacement(vnjudnlp: Callable) -> None:
    line = json.dumps({"id": "a", "text": TEXT, "n": 1})
    record = json.loads(vnjudnlp("expand", "--format", "jsonl", stdin=line.encode()).output)
    [replacement] = record.pop("replacements")
    assert record.pop("undecided") == []
    assert record == {"id": "a", "text": TEXT, "doc_date": None, "n": 1, "expanded": EXPANDED}
    assert TEXT[replacement["start"] : replacement["end"]] == replacement["short"] == "THADS"
    assert EXPANDED[replacement["new_start"] : replacement["new_end"]] == "Thi hành án dân sự"


def test_an_empty_line_stands_between_documents(vnjudnlp: Callable) -> None:
    lines = b'{"text": "a\\n"}\n{"text": "b"}\n'
    assert vnjudnlp("expand", stdin=lines).output == "a\n\nb\n"


def test_modes_case_and_a_lexicon_of_ones_own(vnjudnlp: Callable, tmp_path: Path) -> None:
    lexicon = tmp_path / "ours.tsv"
    lexicon.write_text("short\tlong\nXKD\txử lý kho\n", encoding="utf-8")
    text = "Cục THADS và XKD; THADS".encode()
    assert vnjudnlp("expand", "--lexicon", str(lexicon), stdin=text).output.startswith(
        "Cục Thi hành án dân sự và xử lý kho;"
    )
    assert vnjudnlp("expand", "--mode", "first", stdin=text).output == "Cục Thi hành án dân sự và XKD; THADS\n"
    assert vnjudnlp("expand", "--mode", "none", stdin=text).output == "Cục THADS và XKD; THADS\n"
    assert "Cục thi hành" in vnjudnlp("expand", "--no-case", stdin=text).output


def test_html_shows_long_forms(vnjudnlp: Callable) -> None:
    page = vnjudnlp("expand", "--format", "html", stdin=b"<i>THADS</i>").output
    assert '<abbr title="thi hành án dân sự">THADS</abbr>' in page
    assert "&lt;i&gt;" in page


def test_faulty_lexicon_is_named_with_its_line(vnjudnlp: Callable, tmp_path: Path) -> None:
    lexicon = tmp_path / "ours.tsv"
    lexicon.write_text("short\tlong\nXKD\t\n", encoding="utf-8")
    result = vnjudnlp("expand", "--lexicon", str(lexicon), stdin=b"XKD")
    assert result.status == 1
    assert result.errors == [f"error: {lexicon}:2: long empty"]
    assert vnjudnlp("expand", "--mode", "often", stdin=b"XKD").status == 2
