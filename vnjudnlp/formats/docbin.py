"""spaCy's ``DocBin``, from which ``spacy train`` learns: entities, groups of spans and the rest as ``doc.user_data``.

Tokens are those of the tokenizer ``vnjudnlp.Tokenizer.v1``, cut once more where spans begin and end. The text of a
``Doc`` is the text of the record.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, DocBin, Span
from spacy.util import filter_spans
from spacy.vocab import Vocab

from vnjudnlp.errors import InputError, RecordError
from vnjudnlp.formats import docbin_unpacking
from vnjudnlp.formats.docbin_unpacking import KEY, PackedDoc, PackedSpan
from vnjudnlp.formats.format import ReadOptions, WriteOptions
from vnjudnlp.formats.losses import Losses
from vnjudnlp.formats.plain_strings import replace_surrogates
from vnjudnlp.records import Entity, Record
from vnjudnlp.text.cutting import cut_at_spans, words_and_blanks
from vnjudnlp.text.tokens import read_texts

__all__ = ["read", "write"]

_ATTRIBUTES = ("ENT_IOB", "ENT_TYPE", "ENT_KB_ID")
# msgpack reads back some hundred levels at most
_DEEPEST = 100

_SURROGATES = "halves of surrogate pairs are written as U+FFFD"
_LARGE = "whole numbers of more than 64 bits are written as strings"
_NOT_FINITE = "numbers that are not finite are written as null"
_DEEP = f"data nested more than {_DEEPEST} deep are left out"
_NOT_PLAIN = "values that are no plain data are written as strings"


def write(records: Iterable[Record], target: Path, losses: Losses, options: WriteOptions) -> None:
    """Write documents as one DocBin, which is made in memory; see :mod:`vnjudnlp.formats.format`."""
    packed = DocBin(attrs=_ATTRIBUTES, store_user_data=True)
    vocab = Vocab()
    size = 0
    for record in records:
        packed.add(_doc(record, vocab, losses))
        size += packed.tokens[-1].nbytes + packed.spaces[-1].nbytes + len(packed.span_groups[-1])
        size += len(packed.user_data[-1] or b"")
        if size > docbin_unpacking.LARGEST:
            raise InputError(
                f"{target}: the documents up to {record.id} have more than {docbin_unpacking.LARGEST:,} bytes, "
                "too many for one DocBin; divide the corpus into several files"
            )
    target.write_bytes(packed.to_bytes())


def _doc(record: Record, vocab: Vocab, losses: Losses) -> Doc:
    lost: Counter[str] = Counter()
    data = _packable(record.to_dict(), lost)
    for what, count in lost.items():
        losses.add(what, record.id, count)
    text, entities = data["text"], data["entities"]
    places = [(entity["start"], entity["end"]) for entity in entities]
    batch = read_texts([text])
    edges = (edge for index in range(len(batch.tokens)) for edge in batch.raw_offsets(index, index + 1))
    tokens = cut_at_spans(text, edges, places)
    words, blanks = words_and_blanks(text, tokens)
    doc = Doc(vocab, words=words, spaces=blanks)
    first = {start: index for index, (start, _) in enumerate(tokens)}
    stop = {end: index + 1 for index, (_, end) in enumerate(tokens)}
    spans = [
        Span(doc, first[start], stop[end], label=entity["label"], kb_id=_body_id(entity))
        for (start, end), entity in zip(places, entities, strict=True)
    ]
    doc.spans[KEY] = spans
    doc.ents = filter_spans(spans)
    known = ("id", "text", "doc_date", "entities", "abbreviations")
    doc.user_data[KEY] = {
        "id": data["id"],
        "doc_date": data["doc_date"],
        "entities": [{name: value for name, value in entity.items() if name != "text"} for entity in entities],
        "abbreviations": data["abbreviations"],
        "fields": {name: value for name, value in data.items() if name not in known},
    }
    return doc


def _body_id(entity: Mapping[str, Any]) -> str:
    body = (entity.get("details") or {}).get("body")
    identifier = body.get("id") if isinstance(body, dict) else None
    return identifier if isinstance(identifier, str) else ""


def _packable(value: Any, lost: Counter[str], depth: int = 0) -> Any:
    """Return plain data as msgpack holds it; what changes is counted."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        cleaned, count = replace_surrogates(value)
        lost[_SURROGATES] += count
        return cleaned
    if isinstance(value, int):
        if -(2**63) <= value < 2**64:
            return value
        lost[_LARGE] += 1
        # str() refuses numbers of many thousand digits
        return str(Decimal(value))
    if isinstance(value, float):
        lost[_NOT_FINITE] += not math.isfinite(value)
        return value if math.isfinite(value) else None
    if isinstance(value, (list, tuple, Mapping)):
        if depth > _DEEPEST:
            lost[_DEEP] += 1
            return None
        if isinstance(value, Mapping):
            return {_packable(str(key), lost): _packable(item, lost, depth + 1) for key, item in value.items()}
        return [_packable(item, lost, depth + 1) for item in value]
    lost[_NOT_PLAIN] += 1
    return _packable(str(value), lost)


def read(path: Path, options: ReadOptions) -> Iterator[Record | RecordError]:
    """Read the documents of a file; see :mod:`vnjudnlp.formats.format`."""
    name = options.name or str(path)
    for number, doc in enumerate(docbin_unpacking.unpack(path), start=1):
        if isinstance(doc, RecordError):
            yield doc
            continue
        found: Record | RecordError
        try:
            found = _record(doc, f"{name}:{number}")
        except RecordError as error:
            found = RecordError(f"{path}:document {number}: {error}")
        except RecursionError:
            found = RecordError(f"{path}:document {number}: user_data is nested too deep; take out what is not needed")
        yield found


def _record(doc: PackedDoc, name: str) -> Record:
    own = doc.user_data.get(KEY)
    if own is None:
        data = _of_attributes(doc)
    elif isinstance(own, dict):
        data = _plain(own)
    else:
        raise RecordError(f"user_data[{KEY!r}] is not an object; take it out")
    fields = data.get("fields") or {}
    if not isinstance(fields, dict):
        raise RecordError('"fields" is not an object')
    entities = data.get("entities") or []
    if not isinstance(entities, list) or not all(isinstance(entity, dict) for entity in entities):
        raise RecordError('the field "entities" is not a list of objects')
    return Record.from_dict(
        {
            **fields,
            "id": data.get("id", name),
            "text": doc.text,
            "doc_date": data.get("doc_date"),
            "entities": [entity.to_dict() for entity in _entities(doc, entities)],
            "abbreviations": data.get("abbreviations"),
        }
    )


def _entities(doc: PackedDoc, described: list[dict[str, Any]]) -> list[Entity]:
    """Return the spans that a document has, with what is said of those with the same place and label."""
    waiting: dict[tuple[Any, Any, Any], list[dict[str, Any]]] = defaultdict(list)
    for item in reversed(described):
        try:
            waiting[item.get("start"), item.get("end"), item.get("label")].append(item)
        except TypeError:
            raise RecordError("the place or the label of an entity is a list or an object") from None
    entities = []
    for span in _spans(doc):
        # the attributes of spaCy's own tools know places alone
        of_place = waiting.get((span.start, span.end, span.label)) or waiting.get((span.start, span.end, None))
        said: dict[str, Any] = (
            of_place.pop() if of_place else {"details": {"kb_id": span.kb_id} if span.kb_id else None}
        )
        data = {**said, "start": span.start, "end": span.end, "label": span.label}
        (entity,) = Record.from_dict({"text": doc.text, "entities": [data]}).entities
        entities.append(entity)
    return sorted(entities, key=lambda entity: entity.start)


def _spans(doc: PackedDoc) -> Iterator[PackedSpan]:
    """Yield the group of this package, else all groups, and the entities that stand in none."""
    seen: set[tuple[int, int, str]] = set()
    for name, group in doc.groups.items():
        if name != KEY and KEY in doc.groups:
            continue
        new = set()
        for span in group:
            labelled = span if span.label else PackedSpan(span.start, span.end, name, span.kb_id)
            key = (labelled.start, labelled.end, labelled.label)
            if key not in seen:
                new.add(key)
                yield labelled
        seen |= new
    for span in doc.entities:
        if (span.start, span.end, span.label) not in seen:
            yield span


def _of_attributes(doc: PackedDoc) -> dict[str, Any]:
    """Return what the attributes of this package's pipeline, ``ent._.norm`` and others, say of a document."""
    found: dict[str, Any] = {"fields": {"cats": _plain(doc.cats)} if doc.cats else {}}
    places: dict[tuple[Any, Any], dict[str, Any]] = defaultdict(dict)
    for key, value in doc.user_data.items():
        if not (isinstance(key, tuple) and len(key) == 4 and key[0] == "._."):
            continue
        _, name, start, end = key
        if start is None:
            if name == "date":
                found["doc_date"] = _plain(value)
            elif name == "abbreviations":
                found["abbreviations"] = _plain(value)
            elif name in ("people", "offices", "case"):
                found["fields"][name] = _plain(value)
        elif name in ("norm", "score", "source", "details") and value is not None:
            places[start, end][name] = _plain(value)
    found["entities"] = [{"start": start, "end": end, **data} for (start, end), data in places.items()]
    return found


def _plain(value: Any) -> Any:
    """Return what msgpack has read as JSON has it."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    raise RecordError(f"user_data holds a value that is no plain data ({type(value).__name__}); take it out")
