"""Files that are not what their names say: each is an error record, none ends the run."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from tests.corpus.runs.helpers import content, quickly, run_of
from vnjudnlp.errors import VnjudnlpError
from vnjudnlp.formats.registry import FORMATS, Format

MALFORMED = (
    b"",
    b" \n\t\n",
    b"\x00\x01\x02\x03" * 50,
    b"{",
    b"[" * 100_000,
    b'{"text": 1}\n',
    b'{"text": "a", "entities": [{"start": 0, "end": 99, "label": "X"}]}\n',
    b'{"id": "a", "text": NaN}\n',
    b"\xff\xfe\xfd" * 30,
    b"%PDF-1.4\n%\xe2\xe3\n1 0 obj\n<<>>\ntrailer\n%%EOF",
    b"PK\x03\x04" + b"\x00" * 60,
    b"PAR1" + b"\x00" * 20 + b"PAR1",
    b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'b'>]><a>&b;&c;",
    b"# id: a\n\n[not closed|",
    b"T1\tPERSON 0 999\tH\n",
    b"\x1f\x8b\x08" + b"\x00" * 30,
)


def malformed_files(folder: Path, count: int) -> int:
    """Write files of every format that is read, none of which is well formed; return how many."""
    folder.mkdir(exist_ok=True)
    chance = random.Random(7)
    suffixes = [suffix for kind in FORMATS if kind.reads and can_be_read(kind) for suffix in kind.suffixes]
    for number in range(count):
        suffix = suffixes[number % len(suffixes)]
        data = MALFORMED[number // len(suffixes) % len(MALFORMED)]
        if number >= len(suffixes) * len(MALFORMED):
            # a cut or a wrong byte somewhere
            place = chance.randrange(len(data) + 1)
            data = data[:place] + bytes([chance.randrange(128, 256)]) * chance.randrange(1, 9)
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
    # plain text may hold almost anything
    text = {path.name for path in (tmp_path / "in").iterdir() if path.suffix in (".txt", ".md", ".text")}
    named = {error["file"] for error in errors}
    missed = {path.name for path in (tmp_path / "in").iterdir()} - text - {Path(name).name for name in named}
    assert not missed
    assert counts.documents <= len(text)
    assert written == count
    for error in errors:
        assert error["reason"].strip()
        assert "Traceback" not in error["reason"]
