"""What an annotation tool has no place for, as plain data that travels beside the text and comes back with it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from vnjudnlp.errors import RecordError
from vnjudnlp.records import Entity, Record

__all__ = ["SIDE_KEY", "pack", "unpack"]

SIDE_KEY = "vnjudnlp"
"""The name under which it travels."""


def pack(record: Record) -> dict[str, Any]:
    """Gather what a tool that knows a text, labels and offsets does not carry.

    Args:
        record: the document.

    Returns:
        its id, and where there are any its date, other fields, abbreviations and the values of its spans.
    """
    data: dict[str, Any] = {"id": record.id}
    if record.doc_date is not None:
        data["doc_date"] = record.doc_date
    if record.extra:
        data["fields"] = record.extra
    if record.abbreviations:
        data["abbreviations"] = [item.to_dict() for item in record.abbreviations]
    # spans that are alike are told apart by their order, so all of them are written
    alike = Counter((entity.start, entity.end, entity.label) for entity in record.entities)
    spans = []
    for entity in record.entities:
        values = _values(entity)
        if values or alike[entity.start, entity.end, entity.label] > 1:
            spans.append({"start": entity.start, "end": entity.end, "label": entity.label, **values})
    if spans:
        data["spans"] = spans
    return data


def _values(entity: Entity) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if entity.norm is not None:
        values["norm"] = entity.norm
    if entity.score != 1.0:
        values["score"] = entity.score
    if entity.source:
        values["source"] = entity.source
    if entity.details is not None:
        values["details"] = entity.details
    return values


def unpack(
    text: str, spans: Iterable[Mapping[str, Any]], side: Any, *, identifier: str = "", fields: Mapping[str, Any]
) -> Record:
    """Build a document from what a tool gives back and what travelled beside it.

    Args:
        text: the text.
        spans: ``start``, ``end``, ``label`` and what else the tool knows of each, which goes before what travelled.
        side: what :func:`pack` gave, or None. Values of spans that the tool no longer has are let go.
        identifier: the id where none travelled.
        fields: other fields of the document; they go before those that travelled.

    Returns:
        the document, spans in the order of their start.

    Raises:
        RecordError: something is of the wrong type or out of the text.
    """
    side = {} if side is None else side
    if not isinstance(side, Mapping):
        raise RecordError(f'"{SIDE_KEY}" is not an object')
    travelled, known = side.get("fields") or {}, side.get("spans") or []
    if not isinstance(travelled, Mapping):
        raise RecordError(f'"fields" of "{SIDE_KEY}" is not an object')
    if not isinstance(known, list) or not all(isinstance(item, Mapping) for item in known):
        raise RecordError(f'"spans" of "{SIDE_KEY}" is not a list of objects')
    values: dict[tuple[Any, ...], list[Mapping[str, Any]]] = defaultdict(list)
    for item in reversed(known):
        values[_place(item)].append(item)
    entities = []
    for span in spans:
        matching = values.get(_place(span))
        entities.append({**(matching.pop() if matching else {}), **span})
    record = Record.from_dict(
        {
            **travelled,
            **fields,
            "id": side.get("id", identifier),
            "text": text,
            "doc_date": side.get("doc_date"),
            "entities": entities,
            "abbreviations": side.get("abbreviations"),
        }
    )
    record.entities.sort(key=lambda entity: entity.start)
    return record


def _place(span: Mapping[str, Any]) -> tuple[Any, ...]:
    # a list, which has no hash, is no offset
    return tuple(repr(span.get(name)) for name in ("start", "end", "label"))
