"""The examples of the documentation run and say what they show: README.md, docs/ and the docstrings."""

from __future__ import annotations

import doctest
import importlib
import os
import pkgutil
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import vnjudnlp

PROJECT = Path(__file__).parents[1]
DOCUMENTS = [PROJECT / "README.md", *sorted((PROJECT / "docs").rglob("*.md"))]
FLAGS = doctest.NORMALIZE_WHITESPACE

# how many there are at least, so that a collector that finds none is found out
LEAST_DOCTESTS = 40
LEAST_PYTHON_BLOCKS = 10
LEAST_COMMANDS = 5


class Block(NamedTuple):
    """A fenced block of a document.

    Attributes:
        path: the document.
        line: the line of its first line, counted from 0.
        language: what stands behind the fence.
        text: the lines between the fences.
    """

    path: Path
    line: int
    language: str
    text: str


def blocks_of(path: Path) -> Iterator[Block]:
    text = path.read_text(encoding="utf-8")
    for match in re.finditer(r"^```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        yield Block(path, text.count("\n", 0, match.start(2)), match[1], match[2])


BLOCKS = [block for path in DOCUMENTS for block in blocks_of(path)]
# tests/cli/test_documentation.py runs those of docs/command_line.md, evaluation.md, formats.md and formats/
COMMANDS = [block for block in blocks_of(PROJECT / "README.md") if block.language == "console"]


def modules() -> list[str]:
    found = pkgutil.walk_packages(vnjudnlp.__path__, "vnjudnlp.")
    return ["vnjudnlp", *(module.name for module in found if not module.name.endswith(".__main__"))]


MODULES = modules()


def run(test: doctest.DocTest) -> None:
    output: list[str] = []
    results = doctest.DocTestRunner(optionflags=FLAGS).run(test, out=output.append)
    assert results.failed == 0, "".join(output)


@pytest.mark.parametrize("name", MODULES)
def test_docstrings(name: str) -> None:
    for test in doctest.DocTestFinder(exclude_empty=True).find(importlib.import_module(name)):
        run(test)


def test_docstrings_are_found() -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    tests = [test for name in MODULES for test in finder.find(importlib.import_module(name))]
    assert sum(bool(test.examples) for test in tests) >= LEAST_DOCTESTS


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_python_blocks(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in blocks_of(path):
        if block.language == "python":
            assert ">>>" in block.text, (
                f"{path.name}:{block.line + 1}: an example without its results cannot be checked"
            )
            test = doctest.DocTestParser().get_doctest(block.text, names, path.name, str(path), block.line)
            test.globs = names
            results = doctest.DocTestRunner(optionflags=FLAGS)
            output: list[str] = []
            assert results.run(test, out=output.append, clear_globs=False).failed == 0, "".join(output)


def test_python_blocks_are_found() -> None:
    assert sum(block.language == "python" for block in BLOCKS) >= LEAST_PYTHON_BLOCKS


def test_commands(tmp_path: Path) -> None:
    """A ``console`` block holds ``$ command`` lines, each with its output below it; all share a folder."""
    (tmp_path / "data").symlink_to(PROJECT / "data")
    # the command may not be installed where the tests run in a bare source tree
    shell = f'vnjudnlp() {{ {shlex.quote(sys.executable)} -m vnjudnlp "$@"; }}'
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "COLUMNS": "120", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
    for block in COMMANDS:
        head, *commands = re.split(r"^\$ ", block.text, flags=re.MULTILINE)
        assert head == "", f"README.md:{block.line + 1}: a console block begins with $"
        for command in commands:
            line, _, expected = command.partition("\n")
            result = subprocess.run(
                ["sh", "-c", f"{shell}\n{line}"],
                cwd=tmp_path,
                env=environment,
                check=False,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
            )
            assert lines_of(result.stdout) == lines_of(expected), line
            assert result.returncode == 0 or "error: " in expected, line


def lines_of(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip("\n").split("\n")]


def test_commands_are_found() -> None:
    assert sum(block.text.count("$ ") for block in COMMANDS) >= LEAST_COMMANDS


def test_links_of_documents_lead_somewhere() -> None:
    links = [
        (path, target)
        for path in [*DOCUMENTS, PROJECT / "CONTRIBUTING.md", PROJECT / "data" / "README.md"]
        for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8"))
    ]
    assert links
    for path, target in links:
        assert (path.parent / target).exists(), f"{path.name}: {target}"
