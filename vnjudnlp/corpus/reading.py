"""Annotated documents from files, checked; a corpus with a fault is refused whole."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from vnjudnlp.corpus.faults import Fault, LocatedRecord
from vnjudnlp.corpus.labels import annotated_labels
from vnjudnlp.errors import CorpusError, InputError, MarkupError, RecordError
from vnjudnlp.formats.conll2003_reading import ColumnsError, looks_like_columns, numbered_documents
from vnjudnlp.formats.jsonl import numbered_records
from vnjudnlp.formats.markup import parse_document
from vnjudnlp.formats.text_input import Source, open_source
from vnjudnlp.records import Entity, Record, is_label

__all__ = ["read_records", "scan"]

_JSON_LINES = {".jsonl", ".ndjson"}


def read_records(
    paths: Iterable[str | Path] | str | Path, *, labels: Collection[str] | None = None, predictions: bool = False
) -> list[Record]:
    """Read annotated documents.

    Args:
        paths: folders of documents in the inline mark-up (``*.txt``, in folders of any depth), files in the mark-up,
            JSON Lines (``.jsonl``, ``.ndjson``) or CoNLL columns; ``-`` is JSON Lines from standard input.
        labels: the labels that are allowed; None for any name of letters, digits, ``_`` and ``-``.
        predictions: whether the spans are predictions; those may have labels that the document's ``labels`` do not
            name, since a tagger carries that field along from its input.

    Returns:
        the records in the order of the paths and, in a folder, of the names of its files; entities in the order of the
        text.

    Raises:
        CorpusError: there is a fault: a file that cannot be read, a record or mark-up that is not well formed, an id
            that is there twice, no document, no text, a label that is not allowed or that the document's ``labels`` do
            not name, spans that overlap, lie outside the text or have white space at an edge. The error lists every
            fault.
    """
    located, faults = scan(paths, labels=labels, predictions=predictions)
    if faults:
        raise CorpusError([str(fault) for fault in faults])
    return [item.record for item in located]


def scan(
    paths: Iterable[str | Path] | str | Path, *, labels: Collection[str] | None = None, predictions: bool = False
) -> tuple[list[LocatedRecord], list[Fault]]:
    """Read annotated documents and say where each was found; the faults come back instead of an error.

    Args:
        paths: see :func:`read_records`.
        labels: see :func:`read_records`.
        predictions: see :func:`read_records`.

    Returns:
        the documents that could be read, and the faults of all.
    """
    chosen = [paths] if isinstance(paths, (str, Path)) else list(paths)
    located: list[LocatedRecord] = []
    faults: list[Fault] = []
    for path in chosen:
        for file in _files(Path(path), faults):
            found, wrong = _read_file(file, labels)
            located += found
            faults += wrong
    if not located and not faults:
        faults.append(Fault(Path("corpus"), 1, "there are no documents; name a file or a folder with documents"))
    first_places: dict[str, LocatedRecord] = {}
    for item in located:
        first = first_places.setdefault(item.record.id, item)
        if first is not item:
            where = f"{first.path}" if first.path != item.path else f"line {first.line}"
            faults.append(item.fault(f"the same id as {where}: {item.record.id!r}"))
        item.record.entities.sort(key=lambda entity: (entity.start, entity.end))
        faults.extend(_record_faults(item, labels, predictions))
    return located, faults


def _files(path: Path, faults: list[Fault]) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    files = sorted(file for file in path.rglob("*.txt") if file.is_file())
    if not files:
        faults.append(Fault(path, 1, "the folder has no documents (*.txt); name files of other kinds one by one"))
    yield from files


def _read_file(path: Path, labels: Collection[str] | None) -> tuple[list[LocatedRecord], list[Fault]]:
    try:
        if str(path) == "-":
            return _read_json_lines(Source(sys.stdin.buffer, "stdin"), Path("stdin"))
        if path.suffix.lower() in _JSON_LINES:
            with open_source(str(path)) as source:
                return _read_json_lines(source, path)
        with open_source(str(path)) as source:
            document = source.text().replace("\r\n", "\n")
    except InputError as error:
        name = Path("stdin") if str(path) == "-" else path
        return [], [Fault(name, 1, str(error).removeprefix(f"{name}: "))]
    if looks_like_columns(document):
        with open_source(str(path)) as source:
            return _read_columns(source, path)
    try:
        record = parse_document(document, str(path), labels=labels)
    except MarkupError as error:
        return [], [Fault(path, error.line, str(error).removeprefix(f"{path}:{error.line}: "))]
    return [LocatedRecord(record, path, document[: document.index("\n\n")].count("\n") + 3, True)], []


def _read_json_lines(source: Source, path: Path) -> tuple[list[LocatedRecord], list[Fault]]:
    located: list[LocatedRecord] = []
    faults: list[Fault] = []
    for number, item in numbered_records(source):
        if isinstance(item, RecordError):
            faults.append(Fault(path, number, str(item).removeprefix(f"{source.name}:{number}: ")))
        else:
            located.append(LocatedRecord(item, path, number))
    if not located and not faults:
        faults.append(Fault(path, 1, "holds no records; give a file with one JSON object a line"))
    return located, faults


def _read_columns(source: Source, path: Path) -> tuple[list[LocatedRecord], list[Fault]]:
    located: list[LocatedRecord] = []
    faults: list[Fault] = []
    for number, item in numbered_documents(source, path.stem):
        if isinstance(item, ColumnsError):
            faults += [Fault(path, line, message) for line, message in item.faults]
        else:
            located.append(LocatedRecord(item, path, number))
    return located, faults


def _record_faults(item: LocatedRecord, labels: Collection[str] | None, predictions: bool) -> Iterator[Fault]:
    record = item.record
    if not record.text.strip():
        yield item.fault("the document has no text")
    try:
        annotated = annotated_labels(record)
    except RecordError as error:
        yield item.fault(str(error))
        annotated = None
    if predictions:
        annotated = None
    previous: Entity | None = None
    for entity in record.entities:
        for message in _entity_faults(entity, record.text, labels, annotated):
            yield item.fault(message, entity.start)
        if previous is not None and entity.start < previous.end:
            yield item.fault(
                f"the spans {_name(previous, record.text)} and {_name(entity, record.text)} overlap", entity.start
            )
        if previous is None or entity.end > previous.end:
            previous = entity


def _entity_faults(
    entity: Entity, text: str, labels: Collection[str] | None, annotated: frozenset[str] | None
) -> Iterator[str]:
    span = text[entity.start : entity.end]
    if not 0 <= entity.start < entity.end <= len(text):
        yield f"the span {entity.start}-{entity.end} lies outside the text of {len(text)} characters or is empty"
    elif span != span.strip():
        yield f"white space at the edge of the span {_name(entity, text)}"
    if not is_label(entity.label):
        yield f"a label has letters, digits, '_' and '-' only, not {entity.label!r}"
    elif labels is not None and entity.label not in labels:
        yield f"unknown label {entity.label!r}; the labels are {', '.join(labels)}"
    if annotated is not None and entity.label not in annotated:
        yield f"the span {_name(entity, text)} has the label {entity.label}, which the document's labels do not name"


def _name(entity: Entity, text: str) -> str:
    return f"{entity.start}-{entity.end} {text[entity.start : entity.end][:40]!r}"
