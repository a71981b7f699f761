from __future__ import annotations

import json
from collections.abc import Callable

TEXT = "Cục THADS tỉnh Gia Lai"
EXPANDED = "Cục Thi hành án dân sự tỉnh Gia Lai"


def test_text(vnjudnlp: Callable) -> None:
    result = vnjudnlp("expand", stdin=TEXT.encode())
    assert (result.status, result.output, result.errors) == (0, f"{EXPANDED}\n", [])


def test_records_keep_both_texts_and_every_replacement(vnjudnlp: Callable) -> None:
    line = json.dumps({"id": "a", "text": TEXT, "n": 1})
    record = json.loads(vnjudnlp("expand", "--format", "jsonl", stdin=line.encode()).output)
    [replacement] = record.pop("replacements")
    assert record == {"id": "a", "text": TEXT, "doc_date": None, "n": 1, "expanded": EXPANDED}
    assert TEXT[replacement["start"] : replacement["end"]] == replacement["short"] == "THADS"
    assert EXPANDED[replacement["new_start"] : replacement["new_end"]] == "Thi hành án dân sự"


def test_an_empty_line_stands_between_documents(vnjudnlp: Callable) -> None:
    lines = b'{"text": "a\\n"}\n{"text": "b"}\n'
    assert vnjudnlp("expand", stdin=lines).output == "a\n\nb\n"
