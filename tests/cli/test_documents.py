"""Word documents, PDF files, web pages, archives and folders as inputs of every command."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

docx = pytest.importorskip("docx", reason="python-docx is not installed; it is part of the extra 'documents'")

SENTENCE = "Ngày 12/4/2022, ông Lê Văn Sáu, Bộ trưởng Bộ Tư pháp, họp với Cục THADS."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    document = docx.Document()
    document.add_paragraph(SENTENCE)
    (tmp_path / "in" / "b").mkdir(parents=True)
    document.save(tmp_path / "in" / "a.docx")
    (tmp_path / "in" / "b" / "c.html").write_text(f"<meta charset=utf-8><p>{SENTENCE}", encoding="utf-8")
    (tmp_path / "in" / "d.txt").write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "in" / "e.jsonl").write_text(json.dumps({"id": "x", "text": SENTENCE}) + "\n", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "in" / "f.zip", "w") as archive:
        archive.write(tmp_path / "in" / "a.docx", "g/a.docx")
    return tmp_path


def test_tag_reads_a_folder(folder: Path, vnjudnlp: Callable) -> None:
    result = vnjudnlp("tag", "--format", "jsonl", "--doc-date", "2022-04-13", "in")
    assert (result.status, result.errors) == (0, [])
    records = [json.loads(line) for line in result.output.splitlines()]
    assert [record["id"] for record in records] == ["a.docx", "d.txt", "x", "f.zip/g/a.docx", "b/c.html"]
    assert {record["text"] for record in records} == {SENTENCE}
    assert {record["doc_date"] for record in records} == {"2022-04-13"}
    assert len({json.dumps(record["entities"]) for record in records}) == 1
    assert records[0]["source"]["format"] == "docx"


@pytest.mark.parametrize(
    ("command", "name", "words"),
    [
        ("segment", "in/a.docx", "Bộ_trưởng"),
        ("expand", "in/b/c.html", "Thi hành án dân sự"),
        ("abbreviations", "in/f.zip", "THADS"),
        ("offices", "in/a.docx", "Lê Văn Sáu"),
    ],
)
def test_every_command_reads_documents(command: str, name: str, words: str, folder: Path, vnjudnlp: Callable) -> None:
    result = vnjudnlp(command, name)
    assert (result.status, result.errors) == (0, [])
    assert words in result.output


def test_a_format_may_be_named(folder: Path, vnjudnlp: Callable) -> None:
    (folder / "in" / "a.docx").rename(folder / "a")
    assert json.loads(vnjudnlp("tag", "--format", "jsonl", "--input", "docx", "a").output)["text"] == SENTENCE
    assert "is read from files alone" in vnjudnlp("tag", "--input", "docx", "-", stdin=b"x").errors[0]
    result = vnjudnlp("tag", "--input", "doc", "a")
    assert result.status == 2
    assert "those are" in " ".join(result.errors)
    page = vnjudnlp("tag", "--format", "jsonl", "--input", "text", "in/b/c.html")
    assert json.loads(page.output)["text"].startswith("<meta")


def test_what_is_bad_does_not_stop_the_rest(folder: Path, vnjudnlp: Callable) -> None:
    (folder / "in" / "a.docx").write_bytes(b"PK\x03\x04")
    (folder / "in" / "b" / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    result = vnjudnlp("tag", "--format", "jsonl", "in")
    assert result.status == 1
    assert len(result.output.splitlines()) == 4
    assert result.errors[0].startswith("error: in/a.docx: is not a Word document, or it is damaged; ")
    assert result.errors[1].startswith("error: in/b/old.doc: .doc is not read; save it as a Word document")


def test_pages_of_tag_come_back(folder: Path, vnjudnlp: Callable) -> None:
    vnjudnlp("tag", "--format", "html", "--output", "page.html", "in/d.txt")
    vnjudnlp("convert", "page.html", "records.jsonl")
    record = json.loads((folder / "records.jsonl").read_text(encoding="utf-8"))
    again = json.loads(vnjudnlp("tag", "--facts", "--format", "jsonl", "in/d.txt").output)
    assert record == again
