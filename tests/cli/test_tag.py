from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

LETTER = "Chiều ngày 12/4, đồng chí Đào Trọng Giáp, Cục trưởng Cục THADS tỉnh Gia Lai đã báo cáo.\n"
AGENCY = "Cục Thi hành án dân sự tỉnh Gia Lai"


def records(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def spans(record: dict[str, Any]) -> list[tuple[str, str, str | None]]:
    return [(entity["label"], entity["text"], entity["norm"]) for entity in record["entities"]]


def test_table_is_the_default_and_whole_in_a_pipe(tmp_path: Path, vnjudnlp: Callable) -> None:
    (tmp_path / "letter.txt").write_text(LETTER, encoding="utf-8")
    result = vnjudnlp("tag", "--doc-date", "2022-04-13", "letter.txt", variables={"COLUMNS": "30"})
    lines = result.output.splitlines()
    assert (result.status, result.errors) == (0, [])
    assert lines[0].split() == ["start", "end", "label", "text", "norm"]
    assert lines[2].split() == ["0", "15", "DATE", "Chiều", "ngày", "12/4", "2022-04-12TAF"]
    assert lines[5].endswith(f"Cục THADS tỉnh Gia Lai   {AGENCY}")


def test_records_keep_their_fields_and_give_exact_places(tmp_path: Path, vnjudnlp: Callable) -> None:
    record = {"id": "a", "text": LETTER, "doc_date": "2022-04-13", "court": {"level": 1}, "n": 2.5}
    (tmp_path / "in.jsonl").write_text(json.dumps(record) + "\n\n" + '{"text": "bà Phan Thu Hà"}\n', encoding="utf-8")
    result = vnjudnlp("tag", "--format", "jsonl", "in.jsonl")
    first, second = records(result.output)
    assert result.status == 0
    assert {name: first[name] for name in record} == record
    assert ("DATE", "Chiều ngày 12/4", "2022-04-12TAF") in spans(first)
    assert ("AGENCY", "Cục THADS tỉnh Gia Lai", AGENCY) in spans(first)
    for entity in first["entities"]:
        assert list(entity)[:7] == ["start", "end", "label", "norm", "score", "source", "text"]
        assert set(list(entity)[7:]) <= {"details"}
        assert LETTER[entity["start"] : entity["end"]] == entity["text"]
    assert first["abbreviations"][0]["long"] == "Thi hành án dân sự"
    assert second["id"] == "in.jsonl:3"


def test_what_is_written_is_read_again_with_the_same_result(tmp_path: Path, vnjudnlp: Callable) -> None:
    (tmp_path / "letter.txt").write_text(LETTER, encoding="utf-8")
    once = vnjudnlp("tag", "--format", "jsonl", "--doc-date", "2022-04-13", "letter.txt")
    (tmp_path / "once.ndjson").write_text(once.output, encoding="utf-8")
    twice = vnjudnlp("tag", "--format", "jsonl", "once.ndjson")
    assert twice.output == once.output
    assert records(once.output)[0]["id"] == "letter.txt"


def test_own_dates_go_before_the_given_one(vnjudnlp: Callable) -> None:
    lines = ['{"text": "ngày 12/4", "doc_date": "2010-04-13"}', '{"text": "ngày 12/4"}']
    result = vnjudnlp("tag", "--format", "jsonl", "--doc-date", "2022-04-13", stdin="\n".join(lines).encode())
    assert [spans(record)[0][2] for record in records(result.output)] == ["2010-04-12", "2022-04-12"]


def test_labels_are_chosen_in_any_case(vnjudnlp: Callable) -> None:
    result = vnjudnlp("tag", "--format", "jsonl", "--labels", "person, Title", stdin=LETTER.encode())
    assert {entity["label"] for entity in records(result.output)[0]["entities"]} == {"PERSON", "TITLE"}


@pytest.mark.parametrize(
    ("stdin", "arguments", "texts"),
    [
        (LETTER.encode(), [], [LETTER]),
        (LETTER.encode(), ["-"], [LETTER]),
        ('\n{"text": "ông A"}\n{"text": "bà B"}\n'.encode(), [], ["ông A", "bà B"]),
        ('\ufeff{"text": "ông A"}'.encode(), ["-"], ["ông A"]),
        ('{"text": "ông A"}\n'.encode("utf-16"), [], ["ông A"]),
        ('{"text": "ông A"}\n'.encode(), ["--input", "text"], ['{"text": "ông A"}\n']),
        ("{1} theo ông A".encode(), [], ["{1} theo ông A"]),
        ('{"texts": "ông A"}'.encode(), [], ['{"texts": "ông A"}']),
    ],
)
def test_standard_input_is_text_or_records(
    stdin: bytes, arguments: list[str], texts: list[str], vnjudnlp: Callable
) -> None:
    result = vnjudnlp("tag", "--format", "jsonl", *arguments, stdin=stdin)
    assert (result.status, result.errors) == (0, [])
    assert [record["text"] for record in records(result.output)] == texts


def test_line_breaks_of_the_raw_text_stay(tmp_path: Path, vnjudnlp: Callable) -> None:
    raw = "ông Lê Văn Sáu\r\nbà Phan Thu Hà\r\n"
    (tmp_path / "a.txt").write_bytes(raw.encode())
    record = records(vnjudnlp("tag", "--format", "jsonl", "a.txt").output)[0]
    assert record["text"] == raw
    assert record["entities"][1]["start"] == raw.index("Phan")


def test_several_documents_have_their_names_above(tmp_path: Path, vnjudnlp: Callable) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("12345", encoding="utf-8")
    assert vnjudnlp("tag", "a.txt", "b.txt").output == "a.txt\nno entities\n\nb.txt\nno entities\n\n"


def test_columns_lead_back_to_the_text(vnjudnlp: Callable) -> None:
    rows = [
        line.split("\t") for line in vnjudnlp("tag", "--format", "conll", stdin=LETTER.encode()).output.splitlines()
    ]
    assert rows[0] == ["-DOCSTART-", "-X-", "-X-", "O", "# id = stdin"]
    words = [row for row in rows[1:] if row != [""]]
    assert all(LETTER[int(start) : int(end)] == word.replace("_", " ") for word, start, end, _ in words)
    assert ["Đào_Trọng_Giáp", "26", "40", "B-PERSON"] in words
    assert [tag for _, _, _, tag in words].count("I-AGENCY") == 3


def test_page_is_written_whole_and_harmless(tmp_path: Path, vnjudnlp: Callable) -> None:
    text = "<script>alert(1)</script> ông Lê Văn Sáu"
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": "<img src=x>", "text": text}) + "\n", encoding="utf-8")
    result = vnjudnlp("tag", "--format", "html", "-o", "page.html", "in.jsonl")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert (result.status, result.output) == (0, "")
    assert page.startswith("<!DOCTYPE html>")
    assert page.endswith("</html>\n")
    assert "<script" not in page
    assert "<img" not in page
    assert 'title="PERSON · Lê Văn Sáu · ' in page


def test_page_has_people_and_offices_unless_other_labels_are_asked_for(vnjudnlp: Callable) -> None:
    page = vnjudnlp("tag", "--format", "html", stdin=LETTER.encode()).output
    assert "<h2>People and offices</h2>" in page
    assert vnjudnlp("tag", "--format", "html", "--facts", stdin=LETTER.encode()).output == page
    assert "<h2>People" not in vnjudnlp("tag", "--format", "html", "--labels", "DATE", stdin=LETTER.encode()).output


def test_register_of_ones_own(tmp_path: Path, vnjudnlp: Callable) -> None:
    (tmp_path / "in.txt").write_text("Bộ trưởng Bộ Tư pháp", encoding="utf-8")
    (tmp_path / "own.tsv").write_text("id\tname\tvalid_from\nministry_of_justice\tBộ Tư pháp\t1945-08-28\n", "utf-8")
    result = vnjudnlp("tag", "--format", "jsonl", "--register", "own.tsv", "in.txt")
    (record,) = records(result.output)
    assert record["entities"][-1]["details"]["body"]["valid"] == ["1945-08-28", None]
    (tmp_path / "own.tsv").write_text("id\tname\tcolour\nx\ty\tz\n", "utf-8")
    result = vnjudnlp("tag", "--register", "own.tsv", "in.txt")
    assert result.status == 1
    assert "own.tsv:2" in "".join(result.errors)
