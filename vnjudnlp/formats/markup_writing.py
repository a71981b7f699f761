"""Writing the inline mark-up that :mod:`vnjudnlp.formats.markup` describes and reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from vnjudnlp.errors import MarkupError
from vnjudnlp.formats.columns import flat_spans, without_edges
from vnjudnlp.formats.file_names import create_file, file_stem
from vnjudnlp.formats.format import WriteOptions
from vnjudnlp.formats.losses import Losses
from vnjudnlp.formats.text_input import text_for_file
from vnjudnlp.records import Abbreviation, Entity, Record, is_label

__all__ = ["SPECIAL", "write", "write_document", "write_markup"]

SPECIAL = "[]{}|\\"
"""What has a backslash before it where it means itself."""


def _escape(text: str) -> str:
    return "".join("\\" + character if character in SPECIAL else character for character in text)


def write_markup(text: str, entities: list[Entity], abbreviations: list[Abbreviation]) -> str:
    """Write text with inline annotation; :func:`vnjudnlp.formats.markup.parse_markup` reads it back.

    Args:
        text: the raw text.
        entities: entities that do not overlap.
        abbreviations: abbreviations, each inside one entity or outside all of them.

    Returns:
        the text with its mark-up.
    """
    opening: dict[int, str] = {}
    closing: dict[int, str] = {}
    for entity in entities:
        opening[entity.start] = "["
        norm = f"|{_escape(entity.norm)}" if entity.norm else ""
        closing[entity.end] = f"|{entity.label}{norm}]"
    for abbreviation in abbreviations:
        opening[abbreviation.start] = opening.get(abbreviation.start, "") + "{"
        equals = "==" if abbreviation.defined else "="
        long_form = f"{equals}{_escape(abbreviation.long)}}}"
        closing[abbreviation.end] = long_form + closing.get(abbreviation.end, "")
    inside = {position for a in abbreviations for position in range(a.start, a.end)}
    pieces: list[str] = []
    for position, character in enumerate(text):
        pieces.append(closing.get(position, "") + opening.get(position, ""))
        if character == "=" and position in inside:
            raise MarkupError("an abbreviation with '=' in it cannot be written", text.count("\n", 0, position) + 1)
        pieces.append(_escape(character))
    return "".join(pieces) + closing.get(len(text), "")


def write_document(record: Record) -> str:
    """Write one document with its header; :func:`vnjudnlp.formats.markup.parse_document` reads it back.

    Args:
        record: the document.

    Returns:
        the content of a file.
    """
    header = {"id": record.id, **record.extra}
    if record.doc_date is not None:
        header["doc_date"] = record.doc_date
    if isinstance(header.get("labels"), list):
        header["labels"] = ", ".join(header["labels"])
    lines = [f"# {name}: {value}" for name, value in header.items()]
    return "\n".join(lines) + "\n\n" + write_markup(record.text, record.entities, record.abbreviations) + "\n"


def write(records: Iterable[Record], target: Path, losses: Losses, options: WriteOptions) -> None:
    """Write each document as a file of a folder; see :mod:`vnjudnlp.formats.format`."""
    target.mkdir(parents=True, exist_ok=True)
    for record in records:
        if not record.text.strip():
            losses.add("documents without text are left out", record.id)
            continue
        document = write_document(_carried(record, losses))
        content, count = text_for_file(document)
        losses.add("characters that a text file cannot hold are written as U+FFFD", record.id, count)
        file, _ = create_file(target, file_stem(record.id)[0].removesuffix(".txt"), ".txt")
        with file:
            file.write(content)


def _carried(record: Record, losses: Losses) -> Record:
    """Return what the mark-up carries of a record, and count the rest."""

    def lose(what: str, items: Sequence[Entity | Abbreviation]) -> None:
        example = f"{items[0].start}-{items[0].end}" if items else ""
        losses.add(what, record.id, len(items), example=example)

    if f"{record.text}\n".replace("\r\n", "\n").rstrip("\n") != record.text:
        losses.add("texts lose line breaks at their ends and the CR of CR LF", record.id)
    identifier = " ".join(record.id.split())
    losses.add("ids are written with single spaces", record.id, not _is_value(record.id))
    entities, left = flat_spans(record.entities)
    lose("spans inside or across longer ones are left out", left)
    left = [entity for entity in entities if not is_label(entity.label)]
    lose("spans whose labels have more than letters, digits, '_' and '-' are left out", left)
    solid = [found for entity in entities if is_label(entity.label) and (found := without_edges(entity, record.text))]
    lose("spans of nothing but white space are left out", [e for e in entities if not without_edges(e, record.text)])
    kept = {id(entity) for entity in entities}
    lose("spans lose the white space at their edges", [entity for entity in solid if id(entity) not in kept])
    odd = [entity for entity in solid if entity.norm is not None and not (entity.norm and _is_value(entity.norm))]
    lose("norms that are empty or not one line are left out", odd)
    unnormed = {id(entity) for entity in odd}
    solid = [replace(entity, norm=None) if id(entity) in unnormed else entity for entity in solid]
    abbreviations = _abbreviations(record, solid)
    known = {id(abbreviation) for abbreviation in abbreviations}
    left_out = [abbreviation for abbreviation in record.abbreviations if id(abbreviation) not in known]
    lose("abbreviations that cross others or spans, or are not one line without '=', are left out", left_out)
    lose("scores and readings of abbreviations are left out", [a for a in abbreviations if a.score != 1 or a.readings])
    extra = {name: value for name, value in record.extra.items() if _is_header(name, value)}
    dropped = [name for name in record.extra if name not in extra]
    example = dropped[0] if dropped else ""
    losses.add("fields that are not one line of text are left out", record.id, len(dropped), example=example)
    return Record(
        identifier if not _is_value(record.id) else record.id, record.text, record.doc_date, solid, abbreviations, extra
    )


def _is_value(text: str) -> bool:
    """Whether a text is one line without white space at its edges."""
    return text == text.strip() and "\n" not in text


def _is_header(name: str, value: Any) -> bool:
    """Whether a field comes back from a line ``# name: value``."""
    if not name.isidentifier() or name in ("id", "doc_date"):
        return False
    if name != "labels":
        return isinstance(value, str) and _is_value(value)
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(label, str) and _is_value(label) and "," not in label for label in value)
    )


def _abbreviations(record: Record, entities: Sequence[Entity]) -> list[Abbreviation]:
    """Choose the abbreviations that can be written: whole in a span or outside all, one behind the other."""
    chosen: list[Abbreviation] = []
    remaining = iter(entities)
    entity = next(remaining, None)
    for item in sorted(record.abbreviations, key=lambda item: (item.start, item.end)):
        while entity is not None and entity.end <= item.start:
            entity = next(remaining, None)
        text = record.text[item.start : item.end]
        is_crossing = entity is not None and entity.start < item.end
        if entity is not None and entity.start <= item.start and item.end <= entity.end:
            is_crossing = False
        is_readable = text == text.strip() != "" and "=" not in text and bool(item.long) and _is_value(item.long)
        is_clear = item.defined or not item.long.startswith("=")
        is_behind = not chosen or chosen[-1].end <= item.start
        if is_behind and is_readable and is_clear and not is_crossing:
            chosen.append(item)
    return chosen
