"""Short forms of the user's own: a checked file that goes before the package's lexicon."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from vnjudnlp import expand
from vnjudnlp.abbreviations import read_short_forms
from vnjudnlp.errors import InputError

_TEXT = "Tổ XKD báo cáo UBND xã."


def _written(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ours.tsv", "# ours\nshort\tlong\nXKD\txử lý kho dữ liệu\n"),
        ("ours.tsv", "\ufefflong\tshort\tnote\r\nxử lý  kho dữ liệu\tXKD\tours\r\n"),
        ("ours.jsonl", '{"short": "XKD", "long": "xử lý kho dữ liệu", "note": 1}\n\n'),
    ],
)
def test_own_forms_are_written_out(tmp_path: Path, name: str, content: str) -> None:
    lexicon = _written(tmp_path / name, content)
    assert expand(_TEXT, lexicon=lexicon).text == "Tổ xử lý kho dữ liệu báo cáo Ủy ban nhân dân xã."
    assert expand(_TEXT).text == "Tổ XKD báo cáo Ủy ban nhân dân xã."


def test_own_forms_go_before_the_package(tmp_path: Path) -> None:
    lexicon = _written(tmp_path / "ours.tsv", "short\tlong\nUBND\tủy ban nông dân\n")
    assert expand("họp với UBND xã", lexicon=lexicon).text == "họp với ủy ban nông dân xã"


def test_dash_says_that_a_form_is_none(tmp_path: Path) -> None:
    lexicon = _written(tmp_path / "ours.tsv", "short\tlong\nUBND\t-\n")
    assert expand("UBND xã, TAND huyện", lexicon=lexicon).text == "UBND xã, Tòa án nhân dân huyện"


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    lexicon = _written(tmp_path / "ours.tsv", "short\tlong\nXKD\tmột việc\n")
    assert "một việc" in expand(_TEXT, lexicon=lexicon).text
    _written(lexicon, "short\tlong\nXKD\thai việc\n")
    os.utime(lexicon, ns=(1, 1))
    assert "hai việc" in expand(_TEXT, lexicon=lexicon).text


@pytest.mark.parametrize(
    ("name", "content", "line", "reason"),
    [
        ("a.tsv", "short\tmeaning\nA\tb\n", 1, "no column long"),
        ("a.tsv", "short\tlong\nXKD\t\n", 2, "long empty"),
        ("a.tsv", "short\tlong\nXKD\tmột\thai\n", 2, "3 fields"),
        ("a.tsv", "short\tlong\n12\tmười hai\n", 2, "no letter"),
        ("a.tsv", "short\tlong\tfrequency\nXKD\tmột\toften\n", 2, "often"),
        ("a.jsonl", '{"short": "A"}\n', 1, "long empty"),
        ("a.jsonl", "{\n", 1, "not JSON"),
        ("a.jsonl", '["A", "b"]\n', 1, "not an object"),
        ("a.jsonl", '{"short": "A", "long": 5}\n', 1, "long not a string"),
    ],
)
def test_faults_are_named_with_their_line(tmp_path: Path, name: str, content: str, line: int, reason: str) -> None:
    path = _written(tmp_path / name, content)
    with pytest.raises(InputError) as caught:
        read_short_forms(path)
    assert f"{path}:{line}: " in str(caught.value)
    assert reason in str(caught.value)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    path = _written(tmp_path / "a.tsv", "short\tlong\nXKD\t\n12\tmột\nXKD\tmột\nXKD\tmột\n")
    with pytest.raises(InputError) as caught:
        read_short_forms(path)
    assert len(str(caught.value).split("\n")) == 3


def test_missing_and_binary_files(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        expand(_TEXT, lexicon=tmp_path / "none.tsv")
    binary = tmp_path / "a.tsv"
    binary.write_bytes(b"short\tlong\n\xff\xfe\n")
    with pytest.raises(InputError, match="not UTF-8"):
        read_short_forms(binary)
