"""Files that are not what their names say: each is an error record, none ends the run."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from tests.corpus.runs.helpers import content, quickly, run_of
from vnjudnlp.errors import VnjudnlpError
from vnjudnlp.formats.format import Format
from vnjudnlp.formats.registry import FORMATS

UNREADABLE = (
    b"",
    b" \n\t\n",
    b"\x00\x01\x02\x03" * 50,
    b"\xfd\xfe\x81" * 30,
    b"%PDF-1.4\n%\xe2\xe3\n1 0 obj\n<<>>\ntrailer\n%%EOF",
    b"PK\x03\x04" + b"\x00" * 60,
    b"\x1f\x8b\x08" + b"\x00" * 30,
)
"""What no format takes for a document."""

MALFORMED = (
    *UNREADABLE,
    b"{",
    b"[" * 100_000,
    b'{"text": 1}\n',
    b'{"text": "a", "entities": [{"start": 0, "end": 99, "label": "X"}]}\n',
    b'{"id": "a", "text": NaN}\n',
    b"PAR1" + b"\x00" * 20 + b"PAR1",
    b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'b'>]><a>&b;&c;",
    b"T1\tPERSON 0 999\tH\n",
)
LENIENT = {"text": UNREADABLE, "html": UNREADABLE[:2]}
"""Formats that take almost anything for a document, and what they do not take."""


def malformed_files(folder: Path, count: int) -> int:
    """Write files of every format that is read, none of which is well formed; return how many."""
    folder.mkdir(exist_ok=True)
    chance = random.Random(7)
    kinds = [(kind, suffix) for kind in FORMATS if kind.reads and can_be_read(kind) for suffix in kind.suffixes]
    for number in range(count):
        kind, suffix = kinds[number % len(kinds)]
        turn = number // len(kinds)
        choice = LENIENT.get(kind.name, MALFORMED)
        data = choice[turn % len(choice)]
        if kind.name == "markup":
            data = b"# id: a\n\n[not closed|" + bytes([turn % 26 + 97]) * turn
        if turn >= len(choice) and kind.name != "html":
            # cut, with wrong bytes behind it
            data = data[: chance.randrange(len(data) + 1)] + bytes([chance.randrange(128, 256)]) * chance.randrange(
                1, 9
            )
        (folder / f"{number:05}{suffix}").write_bytes(data)
    return count


def can_be_read(kind: Format) -> bool:
    """Whether its module is there, and the libraries that it needs."""
    try:
        kind._function("read")
    except (VnjudnlpError, ModuleNotFoundError, AttributeError):
        return False
    return True


@pytest.mark.parametrize("count", [len(MALFORMED) * 8])
def test_malformed_files_are_error_records(tmp_path: Path, count: int) -> None:
    written = malformed_files(tmp_path / "in", count)
    counts = quickly(run_of(tmp_path / "in", tmp_path / "out.jsonl", chunk_bytes=600_000))
    errors = [json.loads(line) for line in content(tmp_path / "out.jsonl")["errors"].splitlines()]
    assert len(errors) == counts.errors
    assert counts.documents == 0
    assert {Path(error["file"]).name for error in errors} == {path.name for path in (tmp_path / "in").iterdir()}
    assert written == count
    for error in errors:
        assert error["reason"].strip()
        assert "Traceback" not in error["reason"]
