from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

TEXT = "Toà án nhân dân tỉnh Quảng Bình xét xử bị cáo Nguyễn Văn A"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.txt", b"", "error: empty.txt: is empty; give a file with text"),
        ("mark.txt", b"\xef\xbb\xbf", "error: mark.txt: is empty; give a file with text"),
        ("blank.txt", b" \r\n\t\n", "error: blank.txt: holds only white space; give a file with text"),
        ("a.txt", b"%PDF-1.7\n%\xe2\xe3", "error: a.txt: is a PDF file, not text; give its name the ending .pdf"),
        ("b.txt", b"PK\x03\x04\x14", "error: b.txt: is a Word document or another ZIP archive"),
        ("a.zip", b"PK\x03\x04\x14", "error: a.zip: is not a ZIP archive, or it is damaged; get it once more"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "error: a.doc: is an old Word or Excel document, not text; save it as a Word"),
        ("a.rtf", b"{\\rtf1", "error: a.rtf: is a rich text (RTF) document, not plain text; save it as a Word"),
        ("a.bin", bytes(range(256)) * 9, "error: a.bin: is a binary file, not text"),
        ("none.txt", None, "error: none.txt: there is no such file; check the name"),
        (".", None, "error: .: the folder holds no documents; "),
        ("blank.jsonl", b"\n\n", "error: blank.jsonl: holds no records; give a file with one JSON object a line"),
    ],
)
def test_bad_file(name: str, data: bytes | None, message: str, tmp_path: Path, vnjudnlp: Callable) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    result = vnjudnlp("tag", "--format", "jsonl", name)
    assert (result.status, result.output) == (1, "")
    assert len(result.errors) == 1
    assert result.errors[0].startswith(message)
    assert "; " in result.errors[0]


@pytest.mark.parametrize("arguments", [["segment"], ["segment", "--format", "jsonl"], ["expand"]])
def test_every_command_reports_bad_files(arguments: list[str], vnjudnlp: Callable) -> None:
    result = vnjudnlp(*arguments, "none.txt", "-")
    assert (result.status, result.output) == (1, "")
    assert result.errors == [
        "error: none.txt: there is no such file; check the name",
        "error: stdin: is empty; give a file with text",
    ]


@pytest.mark.skipif(sys.platform == "win32" or getattr(os, "geteuid", int)() == 0, reason="everything may be read here")
def test_forbidden_file(tmp_path: Path, vnjudnlp: Callable) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.txt").chmod(0)
    result = vnjudnlp("tag", "a.txt")
    assert (result.status, result.errors) == (1, ["error: a.txt: may not be read; give yourself permission to read it"])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            b"M\xf3t\nTo\xb5 \xb8n nh\xa9n d\xa9n",
            "not UTF-8 at line 1, column 2 (byte 1: 0xF3); it looks like TCVN3 (ABC); try --encoding tcvn3",
        ),
        (
            "Một\n".encode() + b"Toa\xf8 a\xf9n nha\xe2n da\xe2n",
            "not UTF-8 at line 2, column 4 (byte 9: 0xF8); it looks like VNI-Windows; try --encoding vni",
        ),
        (TEXT.encode("utf-16-le"), "not UTF-8; it looks like UTF-16; try --encoding utf-16-le"),
        (
            "Déjà vu à la mairie".encode("latin-1"),
            "not UTF-8 at line 1, column 2 (byte 1: 0xE9); "
            "name its encoding with --encoding, such as tcvn3, vni or cp1258",
        ),
        (
            f"{TEXT}\n{TEXT}".encode() + b"\xff",
            f"not UTF-8 at line 2, column {len(TEXT) + 1} (byte {2 * len(TEXT.encode()) + 1}: 0xFF); "
            "the rest looks like UTF-8, so this place is damaged: mend it",
        ),
    ],
)
def test_wrong_encoding_names_place_and_guess(data: bytes, message: str, tmp_path: Path, vnjudnlp: Callable) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    result = vnjudnlp("expand", "a.txt")
    assert (result.status, result.output, result.errors) == (1, "", [f"error: a.txt: {message}"])


def test_encoding_that_does_not_fit_is_refused(tmp_path: Path, vnjudnlp: Callable) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    result = vnjudnlp("expand", "--encoding", "tcvn3", "a.txt")
    assert result.status == 1
    assert result.errors == ["error: a.txt: is UTF-8, not TCVN3 (ABC); leave --encoding out"]


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path, vnjudnlp: Callable) -> None:
    for name in ("a.txt", "c.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    result = vnjudnlp("tag", "--format", "jsonl", "a.txt", "b.txt", "c.txt")
    assert result.status == 1
    assert [json.loads(line)["id"] for line in result.output.splitlines()] == ["a.txt", "c.txt"]
    assert len(result.errors) == 1


def test_bad_records_are_set_aside(tmp_path: Path, vnjudnlp: Callable) -> None:
    lines = [
        '{"id": "good", "text": "a"}',
        "nothing",
        '{"text": 3}',
        "[1]",
        '{"text": "a", "doc_date": "13/4/2022"}',
        '{"text": "a", "entities": [{"start": 0, "end": 9, "label": "LOC"}]}',
        '{"text": "a", "n": NaN}',
        '{"text": "a", "n": 1e999}',
        "[" * 100_000,
        '{"id": "last", "text": "b"}',
    ]
    data = "\n".join(lines).encode() + b'\n{"text": "\xff"}'
    (tmp_path / "a.jsonl").write_bytes(data)
    result = vnjudnlp("tag", "--format", "jsonl", "a.jsonl")
    assert result.status == 1
    assert [json.loads(line)["id"] for line in result.output.splitlines()] == ["good", "last"]
    places = [error.split(": ")[1] for error in result.errors]
    assert places == [*(f"a.jsonl:{line}" for line in (2, 3, 4, 5, 6, 7, 8, 9, 11)), "a.jsonl"]
    assert result.errors[0] == "error: a.jsonl:2: not JSON: Expecting value at column 1"
    assert result.errors[-1] == "error: a.jsonl: 9 of 11 records set aside; mend the lines named above"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["tag", "--labels", "PERSON,MAN", "a.txt"],
            "unknown label 'MAN'; the labels are PERSON, TITLE, AGENCY, DATE, ",
        ),
        (["tag", "--labels", "", "a.txt"], "not ''"),
        (["tag", "--doc-date", "13/4/2022", "a.txt"], "not an ISO date such as 2022-04-13: '13/4/2022'"),
        (["tag", "--format", "xml", "a.txt"], "'xml' is not one of 'table', 'jsonl', 'conll', 'html'"),
        (["segment", "--encoding", "klingon", "a.txt"], "there is no text encoding named 'klingon'"),
        (["segment", "--encoding", "hex", "a.txt"], "there is no text encoding named 'hex'"),
        (["expand", "--sideways", "a.txt"], "no such option: --sideways"),
        (["translate"], "no such command 'translate'"),
    ],
)
def test_wrong_command(arguments: list[str], message: str, vnjudnlp: Callable) -> None:
    result = vnjudnlp(*arguments)
    assert (result.status, result.output) == (2, "")
    assert len(result.errors) == 1
    assert result.errors[0].startswith("error: ")
    assert message in result.errors[0]
    assert result.errors[0].endswith("--help")


def test_name_of_a_file_may_hold_anything(vnjudnlp: Callable) -> None:
    result = vnjudnlp("tag", "a\nb\x1b[31m.txt")
    assert result.errors == ["error: a\\nb\\x1b[31m.txt: there is no such file; check the name"]
