"""UIMA CAS XMI, which INCEpTION and UIMA read: a file a document and ``TypeSystem.xml`` beside them, with dkpro-cassis.

Labels and normal forms are ``NamedEntity`` annotations, which INCEpTION has built in. What that type has no feature for
stands in types of this package, ``vnjudnlp.*``. cassis counts characters as Python does and writes UTF-16 units.
"""

from __future__ import annotations

import json
import re
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from cassis import Cas, TypeSystem, load_cas_from_xmi, load_typesystem

from vnjudnlp.errors import InputError, RecordError
from vnjudnlp.formats.format import ReadOptions, WriteOptions
from vnjudnlp.formats.jsonl import write_json
from vnjudnlp.formats.losses import Losses
from vnjudnlp.formats.plain_strings import replace_surrogates
from vnjudnlp.formats.uima import NAMED_ENTITY, document_id, entity_of_features, holds_entities, new_file, sentences_of
from vnjudnlp.records import Entity, Record

__all__ = ["read", "type_system", "write"]

_CORE = "de.tudarmstadt.ukp.dkpro.core.api"
_SENTENCE = f"{_CORE}.segmentation.type.Sentence"
_TOKEN = f"{_CORE}.segmentation.type.Token"
_METADATA = f"{_CORE}.metadata.type.DocumentMetaData"
_DOCUMENT = "vnjudnlp.Document"
_DETAILS = "vnjudnlp.EntityDetails"
_ABBREVIATION = "vnjudnlp.Abbreviation"
_OWN = "vnjudnlp."

_ANNOTATION = "uima.tcas.Annotation"
_STRING, _DOUBLE, _BOOLEAN, _INTEGER = (f"uima.cas.{kind}" for kind in ("String", "Double", "Boolean", "Integer"))

# features that DKPro gives its types, as far as they are written here, and those of this package's types
_TYPES: dict[str, tuple[str, dict[str, str]]] = {
    _SENTENCE: (_ANNOTATION, {"id": _STRING}),
    _TOKEN: (_ANNOTATION, {"id": _STRING}),
    NAMED_ENTITY: (_ANNOTATION, {"value": _STRING, "identifier": _STRING}),
    _METADATA: ("uima.tcas.DocumentAnnotation", {"documentTitle": _STRING, "documentId": _STRING}),
    _DOCUMENT: (_ANNOTATION, {"name": _STRING, "docDate": _STRING, "fields": _STRING}),
    _DETAILS: (
        _ANNOTATION,
        {"value": _STRING, "number": _INTEGER, "score": _DOUBLE, "source": _STRING, "details": _STRING},
    ),
    _ABBREVIATION: (
        _ANNOTATION,
        {"longForm": _STRING, "defined": _BOOLEAN, "score": _DOUBLE, "readings": _STRING},
    ),
}

_MOST_BYTES = 256 << 20
_MOST_BYTES_OF_TYPES = 16 << 20

# matches what XML 1.0 cannot hold, such as NUL and half of a surrogate pair; does not match tabs and line breaks
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# matches the declared encoding in '<?xml version="1.0" encoding="UTF-8"?>'; does not match a declaration without one
_ENCODING = re.compile(rb"""<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']""")


def type_system() -> TypeSystem:
    """Return the types that are written: tokens, sentences and named entities of DKPro, and those of this package."""
    types = TypeSystem()
    for name, (supertype, features) in _TYPES.items():
        kind = types.create_type(name=name, supertypeName=supertype)
        for feature, feature_type in features.items():
            types.create_feature(kind, feature, feature_type)
    return types


def write(records: Iterable[Record], target: Path, losses: Losses, options: WriteOptions) -> None:
    """Write each document as a file of a folder; see :mod:`vnjudnlp.formats.format`."""
    target.mkdir(parents=True, exist_ok=True)
    types = type_system()
    types.to_xml(target / "TypeSystem.xml")
    for record in records:
        file = new_file(record.id, target, ".xmi", losses)
        _cas(record, types, losses).to_xmi(file)


def _cas(record: Record, types: TypeSystem, losses: Losses) -> Cas:
    def clean(value: str | None) -> str | None:
        cleaned, count = replace_surrogates(value, _NO_XML)
        losses.add("characters that XML cannot hold are written as U+FFFD", record.id, count)
        return cleaned if value is not None else None

    text = clean(record.text) or ""
    cas = Cas(types)
    cas.sofa_string = text
    cas.sofa_mime = "text/plain"

    def add(kind: str, start: int, end: int, **features: Any) -> None:
        cas.add(types.get_type(kind)(begin=start, end=end, **features))

    name = clean(record.id)
    add(_METADATA, 0, len(text), language="vi", documentTitle=name, documentId=name)
    fields = _json(record.extra) if record.extra else None
    add(_DOCUMENT, 0, len(text), name=_json(record.id), docDate=record.doc_date, fields=fields)
    for sentence in sentences_of(text, ((entity.start, entity.end) for entity in record.entities)):
        add(_SENTENCE, sentence[0][0], sentence[-1][1])
        for start, end in sentence:
            add(_TOKEN, start, end)
    same: Counter[tuple[int, int, str | None]] = Counter()
    for entity in record.entities:
        place, label = (entity.start, entity.end), clean(entity.label)
        add(NAMED_ENTITY, *place, value=label, identifier=clean(entity.norm))
        key = (entity.start, entity.end, label)
        number = same[key]
        same[key] += 1
        if entity.score != 1.0 or entity.source or entity.details is not None:
            details = None if entity.details is None else _json(entity.details)
            source = clean(entity.source) or None
            add(_DETAILS, *place, value=label, number=number, score=entity.score, source=source, details=details)
    for item in record.abbreviations:
        readings = _json([*item.readings])
        add(
            _ABBREVIATION,
            item.start,
            item.end,
            longForm=clean(item.long),
            defined=item.defined,
            score=item.score,
            readings=readings,
        )
    return cas


def _json(value: Any) -> str:
    """Write plain data as JSON in which everything that XML cannot hold is an escape."""
    return _NO_XML.sub(lambda match: f"\\u{ord(match[0]):04x}", write_json(value))


def read(path: Path, options: ReadOptions) -> Iterator[Record | RecordError]:
    """Read a file as one document; see :mod:`vnjudnlp.formats.format`."""
    content = _content(path, _MOST_BYTES)
    beside = path.parent / "TypeSystem.xml"
    if not beside.is_file():
        raise InputError(f"{path}: there is no TypeSystem.xml beside it; put the one of the export into the folder")
    types = _types(_content(beside, _MOST_BYTES_OF_TYPES), str(beside))
    try:
        with warnings.catch_warnings():
            # types that the type system lacks are passed over; an offset outside the text is an error
            warnings.simplefilter("ignore")
            warnings.filterwarnings("error", message="Not mapping")
            cas = load_cas_from_xmi(BytesIO(content), types, lenient=True)
        record = _record(cas, document_id(options.name or str(path), ".xmi"))
    except RecordError as error:
        yield RecordError(f"{path}: {error}")
    # cassis raises whatever a missing attribute or a wrong reference leads to
    except Exception as error:
        reason = str(error).partition("\n")[0][:200]
        yield RecordError(f"{path}: is not sound XMI ({type(error).__name__}: {reason}); export it again")
    else:
        yield record


@lru_cache(maxsize=2)
def _types(content: bytes, name: str) -> TypeSystem:
    try:
        return load_typesystem(BytesIO(content))
    # see above
    except Exception as error:
        reason = str(error).partition("\n")[0][:200]
        raise InputError(f"{name}: is not a sound type system ({reason}); export it again") from None


def _content(path: Path, most: int) -> bytes:
    """Read a file and refuse what an XML parser could be attacked with: entities need a DOCTYPE."""
    with path.open("rb") as stream:
        content = stream.read(most + 1)
    if len(content) > most:
        raise InputError(f"{path}: is larger than {most >> 20} MiB; cut the document into parts")
    content = content.removeprefix(b"\xef\xbb\xbf")
    encoding = _ENCODING.match(content)
    # in these encodings no other bytes can stand for a DOCTYPE
    if not content.lstrip()[:1] == b"<" or (encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii")):
        raise InputError(f"{path}: is not XML in UTF-8; export it again")
    if b"<!DOCTYPE" in content:
        raise InputError(f"{path}: has a DOCTYPE, which XMI does not need and which is not read; take it out")
    return content


def _record(cas: Cas, name: str) -> Record:
    text = cas.sofa_string
    if text is None:
        raise RecordError("holds no text; export the document with its text")
    data: dict[str, Any] = {"id": name, "text": text, "entities": [], "abbreviations": []}
    entities: list[Entity] = []
    details: dict[tuple[int, int, str | None, int], dict[str, Any]] = {}
    for item in cas.select_all_annotations():
        kind = item.type.name
        if not (kind.startswith(_OWN) or holds_entities(kind)):
            continue
        features = _features(item)
        start, end = getattr(item, "begin", None), getattr(item, "end", None)
        if kind == _DOCUMENT:
            data["id"] = str(_parsed(features.get("name"), name))
            data["doc_date"] = features.get("docDate")
            fields = _parsed(features.get("fields"), {})
            data.update({key: value for key, value in fields.items() if key not in data} if fields else {})
        elif not (isinstance(start, int) and isinstance(end, int)) or start == end:
            continue
        elif not 0 <= start < end <= len(text):
            raise RecordError(f"the span {start}-{end} lies outside the text of {len(text)} characters")
        elif kind == _DETAILS:
            details[start, end, features.get("value"), features.get("number", 0)] = features
        elif kind == _ABBREVIATION:
            long, readings = features.pop("longForm", ""), _parsed(features.pop("readings", None), [])
            data["abbreviations"].append({"start": start, "end": end, "long": long, "readings": readings, **features})
        elif holds_entities(kind):
            entities.append(entity_of_features(text, start, end, kind, features))
    entities.sort(key=lambda entity: (entity.start, entity.end))
    same: Counter[tuple[int, int, str]] = Counter()
    for entity in entities:
        key = (entity.start, entity.end, entity.label)
        more = details.get((*key, same[key]), {})
        same[key] += 1
        item = entity.to_dict()
        if more:
            item |= {"score": more.get("score", 1.0), "source": more.get("source", "")}
            item["details"] = _parsed(more.get("details"), None)
        data["entities"].append(item)
    return Record.from_dict(data)


def _features(item: Any) -> dict[str, Any]:
    names = [feature.name for feature in item.type.all_features if feature.name not in ("sofa", "begin", "end")]
    values = {name: getattr(item, name) for name in names}
    return {name: value for name, value in values.items() if isinstance(value, (str, int, float))}


def _parsed(value: str | None, otherwise: Any) -> Any:
    if value is None:
        return otherwise
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        raise RecordError(f"{value[:40]!r} is not JSON") from None
