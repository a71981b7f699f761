"""Damaged files of every format are told to the user; no other exception comes out of a reader."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.formats.test_every_pair import is_there, needed, record_with
from vnjudnlp.errors import InputError, RecordError
from vnjudnlp.formats.format import Format
from vnjudnlp.formats.losses import Losses
from vnjudnlp.formats.registry import FORMATS
from vnjudnlp.records import Record

READ = [item for item in FORMATS if item.reads]
ROUNDS = 40


def whole_file(item: Format, folder: Path) -> Path:
    """Return a good file; of a format that is only read, one that the tests keep or a ZIP archive of nothing."""
    if item.writes:
        target = folder / f"whole{'' if item.layout == 'folder' else item.suffixes[0]}"
        item.write([record_with(item.carries), Record("b", "Hết rồi.")], target, Losses())
        files = [path for path in target.rglob("*") if path.name.lower().endswith(item.suffixes)]
        return target if item.layout == "file" else max(files, key=lambda path: path.stat().st_size)
    kept = [path for suffix in item.suffixes for path in sorted(Path(__file__).parent.rglob(f"*{suffix}"))]
    if kept:
        return kept[0]
    path = folder / f"whole{item.suffixes[0]}"
    path.write_bytes(b"%PDF-1.4\n%%EOF\n" if item.name == "pdf" else b"PK\x05\x06" + bytes(18))
    return path


def damaged(content: bytes, chance: random.Random) -> Iterator[bytes]:
    """Yield damaged copies of a file."""
    yield b""
    yield b"\n"
    yield b"\x00" * 100
    yield b"\xff\xfe"
    yield chance.randbytes(500)
    yield b"[" * 100_000
    yield b'{"text":' * 50_000
    yield b"<a>" * 50_000
    yield b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    yield b'{"text": "a", "entities": [{"start": 1e999, "end": -5, "label": 3}]}'
    yield b"-DOCSTART-\tO\n\nA\t9\t3\tB-X\nB\tI-Y\n"
    yield b"1\tA\t_\n\n# newdoc id = x\n1-0\t_\t_\t_\t_\t_\t_\t_\t_\t%ff|a=b\n"
    yield b"#FORMAT=WebAnno TSV 3.3\n\n1-1\t9-3\tA\t*[999]\t\n"
    yield "Bộ Tư pháp".encode("utf-16")
    for _ in range(ROUNDS):
        size = len(content)
        yield content[: chance.randrange(size)]
        start = chance.randrange(size)
        yield content[:start] + content[start + chance.randrange(1, 20) :]
        flipped = bytearray(content)
        for _ in range(chance.randrange(1, 8)):
            flipped[chance.randrange(size)] = chance.randrange(256)
        yield bytes(flipped)
        yield content[:start] + content[chance.randrange(size) :][:50] + content[start:]


def is_told(item: Format, path: Path) -> None:
    """Read a file to its end."""
    with suppress(InputError):
        for found in item.read(path):
            assert isinstance(found, (Record, RecordError))
            if isinstance(found, RecordError):
                assert str(path) in str(found)
            else:
                assert all(0 <= entity.start < entity.end <= len(found.text) for entity in found.entities)


@pytest.mark.parametrize("item", READ, ids=lambda item: item.name)
def test_damaged_files_are_told(item: Format, tmp_path: Path) -> None:
    needed(item)
    source = whole_file(item, tmp_path)
    folder = tmp_path / "damaged"
    shutil.copytree(source.parent, folder, ignore=lambda place, names: set(names) - set(siblings(source)))
    path = folder / source.name
    for content in damaged(source.read_bytes(), random.Random(item.name)):
        path.write_bytes(content)
        is_told(item, path)


def siblings(source: Path) -> list[str]:
    """The files that belong to one, as a text to its ``.ann``."""
    return [path.name for path in source.parent.iterdir() if path.is_file()]


@pytest.mark.parametrize("item", READ, ids=lambda item: item.name)
def test_files_of_another_format_are_told(item: Format, tmp_path: Path) -> None:
    needed(item)
    for other in READ:
        if not is_there(other) or not other.writes:
            continue
        folder = tmp_path / other.name
        folder.mkdir()
        path = folder / f"a{item.suffixes[0]}"
        shutil.copyfile(whole_file(other, folder), path)
        is_told(item, path)
