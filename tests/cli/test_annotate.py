from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

LETTER = "Chiều ngày 12/4, đồng chí Đào Trọng Giáp, Cục trưởng Cục THADS tỉnh Gia Lai đã báo cáo.\n"


def write_letters(folder: Path, count: int = 3) -> None:
    folder.mkdir(exist_ok=True)
    for number in range(count):
        (folder / f"{number}.txt").write_text(LETTER * (number + 1), encoding="utf-8", newline="\n")


def test_results_are_those_of_tag(tmp_path: Path, vnjudnlp: Callable) -> None:
    write_letters(tmp_path)
    names = ["0.txt", "1.txt", "2.txt"]
    options = ["--facts", "--labels", "PERSON,DATE", "--doc-date", "2022-04-13", "--min-score", "0.5"]
    result = vnjudnlp("annotate", *names, "-o", "out.jsonl", "--workers", "1", *options)
    assert (result.status, result.output) == (0, "")
    assert result.errors == ["3 documents annotated; 0 errors"]
    tagged = vnjudnlp("tag", "--format", "jsonl", *options, *names)
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == tagged.output
    assert (tmp_path / "out.jsonl.run" / "errors.jsonl").read_bytes() == b""
    again = vnjudnlp("annotate", *names, "-o", "out.jsonl", "--workers", "0", *options)
    assert again.errors == ["3 documents annotated, 3 of them unchanged since the last run; 0 errors"]
    changed = vnjudnlp("annotate", *names, "-o", "out.jsonl", "--workers", "0")
    assert changed.errors == [
        "everything is done anew: --labels, --min-score, --facts changed since the last run",
        "3 documents annotated; 0 errors",
    ]


def test_bad_documents_are_told_and_the_rest_is_written(tmp_path: Path, vnjudnlp: Callable) -> None:
    write_letters(tmp_path / "in", 1)
    (tmp_path / "in" / "a.jsonl").write_text(
        '{"id": "x", "text": "Hà"}\n{"id": "x", "text": "Hà"}\n[]\n', encoding="utf-8"
    )
    result = vnjudnlp("annotate", "in", "missing.txt", "-o", "out/", "--workers", "0")
    assert result.status == 1
    assert result.errors[0] == "2 documents annotated; 3 errors"
    assert result.errors[1].startswith("the documents that have no result are in ")
    errors = [json.loads(line) for line in (tmp_path / "out.run" / "errors.jsonl").read_bytes().splitlines()]
    assert [(error["file"], error["line"], error["document"]) for error in errors] == [
        ("a.jsonl", 2, "x"),
        ("a.jsonl", 3, None),
        ("missing.txt", None, None),
    ]
    assert errors[0]["reason"].startswith("the id is that of an earlier document, a.jsonl:1")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["part-00000.jsonl"]


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["in", "-o", "in/out.jsonl"], 1, "lies in the input in; choose an output outside it"),
        (["in", "-o", "out.jsonl", "--labels", "NONE"], 2, "unknown label 'NONE'"),
    ],
)
def test_what_cannot_be_done_is_told_at_once(
    tmp_path: Path, vnjudnlp: Callable, arguments: list[str], status: int, message: str
) -> None:
    write_letters(tmp_path / "in", 1)
    result = vnjudnlp("annotate", *arguments, "--workers", "0")
    assert result.status == status
    assert message in result.errors[0]


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C of POSIX")
def test_ctrl_c_leaves_a_run_that_goes_on(tmp_path: Path, vnjudnlp: Callable, environment: dict[str, str]) -> None:
    lines = [json.dumps({"id": f"{n}", "text": LETTER * 40}) for n in range(250)]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "vnjudnlp", "annotate", "in.jsonl", "-o", "out.jsonl", "--workers", "1"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        results = tmp_path / "out.jsonl.run" / "results-1.jsonl"
        deadline = time.monotonic() + 90
        while not (results.exists() and results.stat().st_size) and time.monotonic() < deadline:
            time.sleep(0.02)
        # as the first results are written they are recorded
        time.sleep(0.3)
        # as a terminal does, to all processes of the group
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors.decode().splitlines() == ["interrupted; the same command goes on where this one stopped"]
    assert not (tmp_path / "out.jsonl").exists()
    first = results.read_bytes()
    assert first
    (tmp_path / "in.jsonl").write_text("\n".join(lines[:60]), encoding="utf-8")
    result = vnjudnlp("annotate", "in.jsonl", "-o", "out.jsonl", "--workers", "1")
    assert "of them unchanged since the last run" in result.errors[-1]
    assert (tmp_path / "out.jsonl").read_bytes()[: len(first)] in first
