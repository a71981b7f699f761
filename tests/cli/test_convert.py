from __future__ import annotations

import json
from pathlib import Path

import pytest

from vnjudnlp.cli import main
from vnjudnlp.formats.registry import FORMATS

RECORDS = [
    {"id": "a", "text": "Ông Lê A họp.", "entities": [{"start": 4, "end": 8, "label": "PERSON", "norm": "Lê A"}]},
    {"id": "b", "text": "Hết."},
]


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in RECORDS), "utf-8")
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_there_and_back(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", "in.jsonl", "out.conllu"]) == 0
    assert main(["convert", "out.conllu", "again.jsonl"]) == 0
    first, second = (json.loads(line) for line in Path("again.jsonl").read_text("utf-8").splitlines())
    assert (first["id"], first["text"], first["entities"][0]["norm"]) == ("a", "Ông Lê A họp.", "Lê A")
    assert second["text"] == "Hết."
    assert capsys.readouterr() == ("", "")


def test_files_beside_the_output_come_along_and_stay_as_people_changed_them(source: Path) -> None:
    assert main(["convert", "in.jsonl", "tasks.json", "--to", "label-studio"]) == 0
    assert names(source.parent) == ["in.jsonl", "tasks.json", "tasks.xml"]
    Path("tasks.xml").write_text("<View/>", "utf-8")
    assert main(["convert", "in.jsonl", "tasks.json", "--to", "label-studio"]) == 0
    assert Path("tasks.xml").read_text("utf-8") == "<View/>"


def test_losses_are_told_and_strict_writes_nothing(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("out.conll").write_text("old", "utf-8")
    assert main(["convert", "--strict", "in.jsonl", "out.conll"]) == 1
    assert Path("out.conll").read_text("utf-8") == "old"
    assert capsys.readouterr().err.splitlines() == [
        "note: norms are left out: 1 in 1 document, first in a",
        "error: out.conll: nothing is written, since --strict lets nothing be lost; choose another format",
    ]
    assert main(["convert", "in.jsonl", "out.conll", "--unit", "syllable", "--scheme", "bilou"]) == 0
    assert "A\t7\t8\tL-PERSON\n" in Path("out.conll").read_text("utf-8")
    assert capsys.readouterr().err == "note: norms are left out: 1 in 1 document, first in a\n"
    assert names(source.parent) == ["in.jsonl", "out.conll"]


def test_faulty_documents_are_set_aside(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("more.jsonl").write_text('{"id": "c"}\n{"id": "b", "text": "Hai."}\n{"id": "d", "text": "Ba."}\n', "utf-8")
    assert main(["convert", "in.jsonl", "more.jsonl", "none.jsonl", "out.jsonl"]) == 1
    assert [json.loads(line)["id"] for line in Path("out.jsonl").read_text("utf-8").splitlines()] == ["a", "b", "d"]
    told = [
        'more.jsonl:1: the field "text" is missing or not a string',
        "b: a second document of this id is set aside; give each its own id",
        "none.jsonl: there is no such file; check the name",
    ]
    *errors, last = capsys.readouterr().err.splitlines()
    assert errors == [f"error: {message}" for message in told]
    assert last == "error: 3 set aside, 3 documents are written; mend what is named above"
    assert main(["convert", "in.jsonl", "more.jsonl", "none.jsonl", "out.jsonl", "--errors", "errors.txt"]) == 1
    assert Path("errors.txt").read_text("utf-8").splitlines() == told
    assert capsys.readouterr().err == "error: 3 set aside, 3 documents are written; errors.txt names them\n"
    assert main(["convert", "--strict", "in.jsonl", "more.jsonl", "strict.jsonl"]) == 1
    assert not Path("strict.jsonl").exists()


def test_folders(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", "--to", "markup", "in.jsonl", "out"]) == 0
    assert names(Path("out")) == ["a.txt", "b.txt"]
    assert main(["convert", "--to", "markup", "in.jsonl", "out"]) == 1
    assert "the folder is not empty; choose another, or replace it with --force" in capsys.readouterr().err
    Path("out/old.txt").write_text("x", "utf-8")
    assert main(["convert", "--force", "--to", "text", "in.jsonl", "out"]) == 0
    assert Path("out/a.txt").read_text("utf-8") == "Ông Lê A họp."
    assert names(Path("out")) == ["a.txt", "b.txt"]
    assert names(source.parent) == ["in.jsonl", "out"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["in.jsonl", "in.jsonl"], "is read and written at once"),
        (["in.jsonl", ".", "--to", "markup", "--force"], "holds in.jsonl, which is read"),
        ([".", "out.jsonl"], "lies in the folder . that is read"),
        (["in.jsonl", "none/out.jsonl"], "does not exist; make it first"),
        (["in.jsonl", "out.jsonl", "--to", "markup"], "is a file, and this format is a folder of files"),
        (["empty", "new.jsonl"], "empty: the folder holds no documents"),
        (["in.jsonl", "new.jsonl", "--from", "conll"], "in.jsonl:1: a line is a token and its tag"),
    ],
)
def test_what_is_refused(arguments: list[str], message: str, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = source.read_bytes()
    Path("out.jsonl").write_text("", "utf-8")
    Path("empty").mkdir()
    assert main(["convert", *arguments]) == 1
    assert message in capsys.readouterr().err
    assert source.read_bytes() == before
    assert names(source.parent) == ["empty", "in.jsonl", "out.jsonl"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["in.jsonl"], "name what to read and, last, what to write"),
        (["in.jsonl", "out"], "the ending says no format"),
        (["in.jsonl", "out.conll", "--to", "xyz"], "unknown format 'xyz'; the formats are"),
        (["in.jsonl", "out.conll", "--errors", "in.jsonl"], "is one of the documents"),
    ],
)
def test_wrong_commands(arguments: list[str], message: str, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", *arguments]) == 2
    assert message in capsys.readouterr().err


def test_encodings(source: Path) -> None:
    Path("old").mkdir()
    Path("old/a.txt").write_bytes(b"To\xb5 \xb8n\r\n")
    assert main(["convert", "--encoding", "tcvn3", "old", "new.jsonl"]) == 0
    record = json.loads(Path("new.jsonl").read_text("utf-8"))
    assert (record["id"], record["text"]) == ("a.txt", "Toà án\r\n")


def test_formats_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["formats"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(FORMATS) + 2
    assert main(["formats", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)["formats"]
    assert [item["name"] for item in found] == [item.name for item in FORMATS]
