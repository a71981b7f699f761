"""From each format to each other one and back: what both carry comes back, and what one does not is in the losses."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from vnjudnlp.errors import RecordError
from vnjudnlp.formats.corpus_files import read_documents
from vnjudnlp.formats.format import PARTS, Format
from vnjudnlp.formats.losses import Losses
from vnjudnlp.formats.registry import FORMATS
from vnjudnlp.records import Abbreviation, Entity, Record

BOTH_WAYS = [item for item in FORMATS if item.reads and item.writes]
PAIRS = [(first, second) for first in BOTH_WAYS for second in BOTH_WAYS]

# one line with single spaces, so that formats without "text" carry it too; characters of two UTF-16 units before a span
TEXT = "Ngày 12/4, 😀 ông Lê Văn Sáu, Cục trưởng Cục THADS tỉnh Gia Lai họp với bà Toa\u0300."
WORDS_OF_LOSSES = {
    "text": ("text", "character"),
    "spans": ("span",),
    "overlaps": ("span", "overlap"),
    "norms": ("norm",),
    "scores": ("score",),
    "sources": ("source",),
    "details": ("detail",),
    "abbreviations": ("abbreviation",),
    "doc_date": ("date",),
    "fields": ("field",),
}


def is_there(item: Format) -> bool:
    """Whether the format can be tried here."""
    if importlib.util.find_spec(item.module) is None or not item.is_available():
        return False
    module = importlib.import_module(item.module)
    return all(hasattr(module, what) for what, wanted in (("read", item.reads), ("write", item.writes)) if wanted)


def needed(item: Format) -> None:
    """Skip where the format cannot be tried here."""
    if not is_there(item):
        why = "has no module yet" if item.extra is None else f"has no module yet, or needs the extra {item.extra}"
        pytest.skip(f"{item.title} {why}")


def place(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def record_with(parts: Iterable[str]) -> Record:
    """Return a document that holds the given parts and nothing else."""
    parts = frozenset(parts)
    record = Record("letter-7.txt", TEXT)
    if "text" in parts:
        record.text = f"{TEXT}\n\n  Hết\u00a0rồi.\t(Kí tên)\n"
    if "spans" in parts:
        record.entities = [
            Entity(**place("12/4"), label="DATE", norm="2022-04-12", details={"date": {"first": "2022-04-12"}}),
            Entity(**place("Lê Văn Sáu"), label="PERSON", norm="Lê Văn Sáu", score=0.75, source="grammar.person"),
            Entity(**place("Cục trưởng"), label="TITLE"),
            Entity(**place("Cục THADS tỉnh Gia Lai"), label="AGENCY", norm="Cục | %[x]"),
        ]
        if "overlaps" in parts:
            record.entities.append(Entity(**place("tỉnh Gia Lai"), label="LOC"))
    entities = record.entities
    if "norms" not in parts:
        entities = [replace(entity, norm=None) for entity in entities]
    if "scores" not in parts:
        entities = [replace(entity, score=1.0) for entity in entities]
    if "sources" not in parts:
        entities = [replace(entity, source="") for entity in entities]
    if "details" not in parts:
        entities = [replace(entity, details=None) for entity in entities]
    record.entities = entities
    if "abbreviations" in parts:
        given = place("THADS")
        start, end, short = given["start"], given["end"], given["text"]
        record.abbreviations = [Abbreviation(start, end, short, "Thi hành án dân sự", defined=True)]
    if "doc_date" in parts:
        record.doc_date = "2022-04-13"
    if "fields" in parts:
        record.extra = {"court": "TAND tỉnh", "genre": "letter"}
    return record


def through(item: Format, record: Record, folder: Path) -> tuple[Record, list[str]]:
    """Write a document and read it back."""
    target = folder / f"{item.name}-{len(list(folder.iterdir()))}{'' if item.layout == 'folder' else item.suffixes[0]}"
    losses = Losses()
    item.write([record], target, losses)
    found = list(read_documents([target], kind=item if item.layout == "file" else None))
    assert len(found) == 1, found
    assert not isinstance(found[0], RecordError), found[0]
    return found[0], list(losses.messages())


def seen(record: Record, parts: Iterable[str]) -> dict[str, Any]:
    """Return what parts of a document hold, to compare."""
    entities = sorted(record.entities, key=lambda entity: (entity.start, -entity.end))
    views: dict[str, Any] = {
        "text": record.text,
        "spans": [(entity.start, entity.end, entity.label, entity.text) for entity in entities],
        "overlaps": len(entities),
        "norms": [entity.norm for entity in entities],
        "scores": [entity.score for entity in entities],
        "sources": [entity.source for entity in entities],
        "details": [entity.details for entity in entities],
        "abbreviations": record.abbreviations,
        "doc_date": record.doc_date,
        "fields": record.extra,
    }
    return {part: views[part] for part in parts}


def without_sources(record: Record) -> Record:
    return replace(record, entities=[replace(entity, source="") for entity in record.entities])


def name(item: Format) -> str:
    return item.name


@pytest.mark.parametrize(("first", "second"), PAIRS, ids=lambda item: item.name)
def test_what_both_carry_comes_back(first: Format, second: Format, tmp_path: Path) -> None:
    needed(first)
    needed(second)
    parts = first.carries & second.carries
    record = record_with(parts)
    there, losses_there = through(first, record, tmp_path)
    # a source that a format does not carry is one that its reader gives
    across, losses_across = through(second, there if "sources" in parts else without_sources(there), tmp_path)
    across = across if "sources" in parts else without_sources(across)
    back, losses_back = through(first, across, tmp_path)
    assert losses_there == losses_across == losses_back == []
    assert seen(back, parts | {"spans"}) == seen(record, parts | {"spans"})
    assert back.id == across.id == there.id == record.id
    assert back.text == record.text


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("item", BOTH_WAYS, ids=name)
def test_nothing_is_lost_in_silence(item: Format, part: str, tmp_path: Path) -> None:
    needed(item)
    if part in ("norms", "scores", "sources", "details", "overlaps"):
        record = record_with({"spans", part} | ({"text"} & item.carries))
    else:
        record = record_with({part} | ({"text"} & item.carries))
    again, losses = through(item, record, tmp_path)
    is_kept = seen(again, [part]) == seen(record, [part])
    told = [message for message in losses if any(word in message for word in WORDS_OF_LOSSES[part])]
    if part in item.carries:
        assert is_kept
        assert losses == []
    assert is_kept or told, (seen(again, [part]), losses)
    assert again.text == record.text or any("text" in message for message in losses)


def test_there_are_formats() -> None:
    assert len(BOTH_WAYS) >= 5
    assert len({(first.name, second.name) for first, second in PAIRS}) == len(BOTH_WAYS) ** 2


def test_the_overview_is_that_of_the_registry(project: Path) -> None:
    rows = (project / "docs" / "formats.md").read_text(encoding="utf-8").split("\n")
    for item in FORMATS:
        (row,) = (row for row in rows if row.startswith(f"| `{item.name}` |"))
        _, _, title, endings, use, carries, extra, _ = (cell.strip() for cell in row.split("|"))
        assert item.title in title
        assert endings.split() == [f"`{suffix}`" for suffix in item.suffixes]
        assert use == ", ".join(["read"] * item.reads + [f"written as a {item.layout}"] * item.writes)
        parts = [part for part in PARTS if part in item.carries]
        missing = [part for part in PARTS if part not in item.carries]
        assert carries in ("all" if not missing else "", f"all but {', '.join(missing)}", ", ".join(parts))
        assert extra == (f"`{item.extra}`" if item.extra else "")
