"""Output, pipes, signals, settings of the system, and what is imported when."""

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

LETTER = "Chiều ngày 12/4/2022, đồng chí Đào Trọng Giáp, Cục trưởng Cục THADS tỉnh Gia Lai đã báo cáo.\n"
not_on_windows = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals and devices")


@pytest.mark.parametrize(
    "variables",
    [
        {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp1252:strict"},
    ],
)
def test_output_is_utf8_whatever_the_settings(variables: dict[str, str], vnjudnlp: Callable) -> None:
    result = vnjudnlp("expand", stdin=LETTER.encode(), variables=variables)
    assert "Cục Thi hành án dân sự tỉnh Gia Lai" in result.output
    assert vnjudnlp("tag", "không có.txt", variables=variables).errors[0].startswith("error: không có.txt: ")


@pytest.mark.parametrize(
    ("command", "output_format"),
    [("tag", "table"), ("tag", "jsonl"), ("tag", "html"), ("tag", "conll"), ("segment", "text"), ("expand", "text")],
)
def test_half_a_surrogate_pair_passes(command: str, output_format: str, vnjudnlp: Callable) -> None:
    line = b'{"id": "\\udfff", "text": "\\u00f4ng L\\u00ea V\\u0103n S\\u00e1u \\ud800"}\n'
    result = vnjudnlp(command, "--format", output_format, stdin=line)
    assert (result.status, result.errors) == (0, [])
    if output_format == "jsonl":
        assert json.loads(result.output)["text"] == json.loads(line)["text"]


@not_on_windows
@pytest.mark.parametrize("command", ["tag", "segment", "expand"])
def test_reader_that_has_enough(command: str, tmp_path: Path, environment: dict[str, str]) -> None:
    (tmp_path / "big.txt").write_text(LETTER * 1000, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "vnjudnlp", command, "big.txt"],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(timeout=120) == 0


@not_on_windows
def test_interruption_leaves_the_old_file_alone(tmp_path: Path, environment: dict[str, str]) -> None:
    (tmp_path / "out.txt").write_text("old", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "vnjudnlp", "segment", "-o", "out.txt", "-"],
        cwd=tmp_path,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    process.stdin.write(LETTER.encode() * 1000)
    process.stdin.flush()
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=120)
    assert (process.returncode, output, errors) == (130, b"", b"")
    assert [path.name for path in tmp_path.iterdir()] == ["out.txt"]
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == "old"


def test_output_file_takes_the_place_of_the_old_one(tmp_path: Path, vnjudnlp: Callable) -> None:
    (tmp_path / "a.txt").write_text(LETTER, encoding="utf-8")
    result = vnjudnlp("expand", "--output", "a.txt", "a.txt")
    assert (result.status, result.output) == (0, "")
    assert "Thi hành án dân sự" in (tmp_path / "a.txt").read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_nothing_to_write_leaves_the_old_file_alone(tmp_path: Path, vnjudnlp: Callable) -> None:
    (tmp_path / "out.html").write_text("old", encoding="utf-8")
    assert vnjudnlp("tag", "--format", "html", "-o", "out.html", "none.txt").status == 1
    assert (tmp_path / "out.html").read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize(("target", "message"), [("no/out.txt", "does not exist; make it first"), (".", "is a folder")])
def test_output_that_cannot_be_made(target: str, message: str, vnjudnlp: Callable) -> None:
    result = vnjudnlp("expand", "-o", target, stdin=LETTER.encode())
    assert result.status == 1
    assert len(result.errors) == 1
    assert message in result.errors[0]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("target", ["/dev/full", None])
def test_full_disk(target: str | None, tmp_path: Path, environment: dict[str, str]) -> None:
    (tmp_path / "a.txt").write_text(LETTER, encoding="utf-8")
    arguments = [sys.executable, "-m", "vnjudnlp", "expand", "a.txt", *(["-o", target] if target else [])]
    with open("/dev/full", "wb") as full:
        process = subprocess.run(
            arguments, cwd=tmp_path, env=environment, check=False, stdout=full, stderr=subprocess.PIPE
        )
    assert process.returncode == 1
    assert process.stderr.startswith(b"error: output: No space left on device")
    assert process.stderr.count(b"\n") == 1


@not_on_windows
def test_terminal_gets_colours_and_its_width(tmp_path: Path, environment: dict[str, str]) -> None:
    import pty

    (tmp_path / "a.txt").write_text(LETTER, encoding="utf-8")
    ours, theirs = pty.openpty()
    environment = {**environment, "TERM": "xterm", "COLUMNS": "50"}
    arguments = [sys.executable, "-m", "vnjudnlp", "tag", "a.txt"]
    process = subprocess.Popen(arguments, cwd=tmp_path, env=environment, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    pieces = []
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        pieces.append(piece)
    os.close(ours)
    assert process.wait(timeout=120) == 0
    shown = b"".join(pieces).decode("utf-8")
    assert "\x1b[" in shown
    assert "Gia Lai" in shown


@not_on_windows
def test_no_input_at_a_terminal_is_a_wrong_command(tmp_path: Path, environment: dict[str, str]) -> None:
    import pty

    ours, theirs = pty.openpty()
    arguments = [sys.executable, "-m", "vnjudnlp", "tag"]
    process = subprocess.run(arguments, cwd=tmp_path, env=environment, check=False, stdin=theirs, capture_output=True)
    os.close(theirs)
    os.close(ours)
    assert process.returncode == 2
    assert process.stderr.startswith(b"error: nothing to read; name a file or pipe text in")


def test_help_and_version(vnjudnlp: Callable) -> None:
    from vnjudnlp import __version__

    assert vnjudnlp("--version").output == f"vnjudnlp {__version__}\n"
    assert vnjudnlp().output == vnjudnlp("--help").output == vnjudnlp("-h").output
    for command in ("tag", "segment", "expand"):
        result = vnjudnlp(command, "--help")
        assert result.status == 0
        assert f"Examples:\n    vnjudnlp {command} report.txt" in result.output


def test_help_imports_nothing_heavy(tmp_path: Path, environment: dict[str, str]) -> None:
    code = (
        "import sys, vnjudnlp.cli\n"
        "status = vnjudnlp.cli.main(['tag', '--help'])\n"
        "heavy = {'numpy', 'spacy', 'sklearn', 'underthesea', 'vnjudnlp.pipeline'} & set(sys.modules)\n"
        "assert status == 0 and not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, check=True, stdout=subprocess.DEVNULL)


@pytest.mark.parametrize("command", ["tag", "segment", "expand"])
def test_spacy_is_never_imported(command: str, tmp_path: Path, environment: dict[str, str]) -> None:
    (tmp_path / "a.txt").write_text(LETTER, encoding="utf-8")
    code = (
        "import sys, vnjudnlp.cli\n"
        f"assert vnjudnlp.cli.main(['{command}', '--format', 'jsonl', 'a.txt']) == 0\n"
        "assert not {'spacy', 'sklearn', 'torch'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, check=True, stdout=subprocess.DEVNULL)
